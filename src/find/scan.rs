//! Words in the text of all pages: a plain scan, no index.

use super::TextHit;
use super::strip::{Words, words as words_of};
use crate::content::{Library, Topic};
use crate::ink::{clean_line, width};
use std::cmp::Reverse;
use unicode_segmentation::UnicodeSegmentation;

/// Cells of a snippet.
const SNIPPET: usize = 120;
/// Cells of a snippet before the first match.
const BEFORE: usize = 40;

/// What a word counts for, in which place.
const NAME_IS_QUERY: u32 = 20_000;
const NAME: u32 = 10_000;
const WORD_IN_NAME: u32 = 100;
const WORD_IN_HEADING: u32 = 20;
/// Occurrences that count.
const MOST: usize = 20;

/// The topics in which every word occurs: in a name, the definition or the text of the page. The
/// case does not count; the words are data, no sign in them means anything. Topics whose title or
/// an alias holds all the words come first. Front matter, targets of links and the parameters of
/// demos are no text.
pub fn text(library: &Library, words: &str, limit: usize) -> Vec<TextHit> {
    let query: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    if query.is_empty() {
        return Vec::new();
    }
    let mut scanner =
        Scanner { ascii: query.iter().all(|word| word.is_ascii()), query, page: String::new() };
    let mut found: Vec<(u32, &Topic)> = library
        .topics
        .iter()
        .filter_map(|topic| scanner.topic(topic).map(|score| (score, topic)))
        .collect();
    found.sort_by_key(|&(score, _)| Reverse(score));
    found.truncate(limit);
    let hit = |(score, topic): (u32, &Topic)| TextHit {
        slug: topic.slug.clone(),
        title: topic.title.clone(),
        score,
        snippet: snippet(&shown(topic, &scanner.query), &scanner.query),
    };
    found.into_iter().map(hit).collect()
}

struct Scanner {
    query: Vec<String>,
    ascii: bool,
    /// The page in lower case; kept to save allocations.
    page: String,
}

impl Scanner {
    /// The score of a topic, if every word occurs in it.
    fn topic(&mut self, topic: &Topic) -> Option<u32> {
        let names = std::iter::once(&topic.title).chain(&topic.aliases);
        let names: Vec<String> = names.map(|name| name.to_lowercase()).collect();
        let definition = topic.definition.to_lowercase();
        let source = topic.source();
        self.page.clear();
        if self.ascii {
            self.page.push_str(source);
            self.page.make_ascii_lowercase();
        } else {
            self.page.push_str(&source.to_lowercase());
        }
        let named = |word: &str| names.iter().any(|name| name.contains(word));
        // A word of the text stands in the source too, unless marks of form part its letters; so most
        // pages end here.
        let possible = |word: &String| {
            self.page.contains(word.as_str()) || named(word) || definition.contains(word.as_str())
        };
        if !self.query.iter().all(possible) {
            return None;
        }
        let Words { body, headings } = words_of(&self.page);
        let phrase = self.query.join(" ");
        let mut score = 0;
        for word in &self.query {
            let name = u32::from(named(word)) * WORD_IN_NAME;
            let heads = count(&headings, word) * WORD_IN_HEADING;
            let text = count(&body, word) + count(&definition, word);
            if name + heads + text == 0 {
                return None;
            }
            score += name + heads + text;
        }
        if names.contains(&phrase) {
            score += NAME_IS_QUERY;
        } else if names.iter().any(|name| self.query.iter().all(|word| name.contains(word))) {
            score += NAME;
        }
        Some(score)
    }
}

/// The text for the snippet: where a word of the query stands, else what the topic is about.
fn shown(topic: &Topic, query: &[String]) -> String {
    let Words { body, headings } = words_of(topic.source());
    let holds_a_word = |text: &String| {
        let lower = text.to_lowercase();
        query.iter().any(|word| lower.contains(word.as_str()))
    };
    let found = [body, topic.definition.clone(), headings].into_iter().find(holds_a_word);
    found.unwrap_or_else(|| topic.definition.clone())
}

fn count(text: &str, word: &str) -> u32 {
    text.matches(word).take(MOST).count() as u32
}

/// The text around the first match, on one line, cut between words.
fn snippet(text: &str, query: &[String]) -> String {
    let line = clean_line(text);
    let pieces: Vec<&str> = line.split_whitespace().collect();
    let matching = |piece: &&str| {
        let lower = piece.to_lowercase();
        query.iter().any(|word| lower.contains(word.as_str()))
    };
    let first = pieces.iter().position(matching).unwrap_or_default();
    let mut start = first;
    let mut used = 0;
    while let Some(piece) = start.checked_sub(1).and_then(|before| pieces.get(before)) {
        used += width(piece) + 1;
        if used > BEFORE {
            break;
        }
        start -= 1;
    }
    let mut out = String::from(if start > 0 { "…" } else { "" });
    for (index, piece) in pieces.iter().enumerate().skip(start) {
        let gap = usize::from(index > start);
        if width(&out) + gap + width(piece) + 1 > SNIPPET {
            if index == start {
                out.push_str(&around(piece, query));
            }
            out.push('…');
            return out;
        }
        if gap > 0 {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

/// The beginning of a match in a word that is longer than a snippet.
fn around(word: &str, query: &[String]) -> String {
    let at = query.iter().find_map(|wanted| word.find(wanted.as_str())).unwrap_or_default();
    let mut out = String::new();
    let mut used = 0;
    for grapheme in word.get(at..).unwrap_or(word).graphemes(true) {
        used += width(grapheme);
        if used + 2 > SNIPPET {
            break;
        }
        out.push_str(grapheme);
    }
    out
}
