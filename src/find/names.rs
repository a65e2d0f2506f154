//! Topics by title and alias: exact first, then those that begin so, then fuzzy.

use super::Hit;
use crate::content::{Library, Topic};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::collections::HashSet;

/// Fuzzy scores stay below this.
const PREFIX: u32 = 1_000_000;
const EXACT: u32 = 2_000_000;

/// The topics whose title or an alias fits the query, best first. An empty query gives the recent
/// ones, then all the others in the order of the library.
pub fn topics(library: &Library, query: &str, recent: &[String], limit: usize) -> Vec<Hit> {
    // A slug is a name too: `dot-product` finds "Dot product".
    let words = query.replace(['-', '_'], " ");
    if words.trim().is_empty() {
        return unasked(library, recent, limit);
    }
    let folded: Vec<char> = folded(query.trim()).collect();
    let pattern = Pattern::new(&words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut scorer = Scorer {
        matcher: Matcher::new(Config::DEFAULT),
        pattern,
        query: folded,
        letters: Vec::new(),
    };
    let mut found: Vec<(u32, usize, Option<usize>)> = library
        .topics
        .iter()
        .enumerate()
        .filter_map(|(index, topic)| scorer.topic(topic).map(|(score, name)| (score, index, name)))
        .collect();
    let rank = |&(score, index, _): &(u32, usize, Option<usize>)| {
        let length = library.topics.get(index).map_or(0, |topic| topic.title.len());
        (std::cmp::Reverse(score), length, index)
    };
    if limit > 0 && found.len() > limit {
        found.select_nth_unstable_by_key(limit - 1, rank);
    }
    found.truncate(limit);
    found.sort_unstable_by_key(rank);
    let hit = |(score, index, name): (u32, usize, Option<usize>)| {
        let topic = library.topics.get(index)?;
        let name = name.and_then(|name| topic.aliases.get(name)).cloned();
        Some(Hit { slug: topic.slug.clone(), title: topic.title.clone(), score, name })
    };
    found.into_iter().filter_map(hit).collect()
}

fn unasked(library: &Library, recent: &[String], limit: usize) -> Vec<Hit> {
    let mut seen = HashSet::new();
    let known = |slug: &String| library.topics.iter().find(|topic| topic.slug == *slug);
    recent
        .iter()
        .filter_map(known)
        .chain(&library.topics)
        .filter(|topic| seen.insert(topic.slug.as_str()))
        .take(limit)
        .map(|topic| Hit {
            slug: topic.slug.clone(),
            title: topic.title.clone(),
            score: 0,
            name: None,
        })
        .collect()
}

struct Scorer {
    matcher: Matcher,
    pattern: Pattern,
    query: Vec<char>,
    /// Room for names that are not ASCII.
    letters: Vec<char>,
}

impl Scorer {
    /// The best score of a topic's names, and which alias it was; the title wins a tie.
    fn topic(&mut self, topic: &Topic) -> Option<(u32, Option<usize>)> {
        let mut best = self.name(&topic.title).map(|score| (score, None));
        for (index, alias) in topic.aliases.iter().enumerate() {
            if let Some(score) = self.name(alias)
                && best.is_none_or(|(before, _)| score > before)
            {
                best = Some((score, Some(index)));
            }
        }
        best
    }

    fn name(&mut self, name: &str) -> Option<u32> {
        let fuzzy = self.pattern.score(Utf32Str::new(name, &mut self.letters), &mut self.matcher);
        let fuzzy = fuzzy?.min(PREFIX - 1);
        let mut name = folded(name);
        let begins = self.query.iter().all(|&c| name.next() == Some(c));
        Some(match (begins, name.next()) {
            (true, None) => EXACT + fuzzy,
            (true, Some(_)) => PREFIX + fuzzy,
            (false, _) => fuzzy,
        })
    }
}

/// The letters of a name as they are compared.
fn folded(name: &str) -> impl Iterator<Item = char> {
    let joint = |c| if c == '_' || c == ' ' { '-' } else { c };
    name.chars().flat_map(char::to_lowercase).map(joint)
}
