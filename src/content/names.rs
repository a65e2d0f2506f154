//! By which names topics are found, and which names are near to a mistyped one.

use super::model::{Library, Topic, fold};
use std::collections::HashMap;

/// Longer names are compared by their beginnings.
const LONGEST: usize = 48;

/// The folded names and the files of a library's topics, with the topics' indices.
#[derive(Debug, Clone, Default)]
pub struct Names {
    names: HashMap<String, usize>,
    files: HashMap<String, usize>,
}

impl Names {
    /// The names of these topics. A slug is stronger than a title, a title than an alias, and
    /// the first topic stronger than the later ones.
    pub(super) fn of(topics: &[Topic]) -> Self {
        let mut found = Self::default();
        let mut add = |name: &str, index| {
            found.names.entry(fold(name)).or_insert(index);
        };
        for (index, topic) in topics.iter().enumerate() {
            add(&topic.slug, index);
        }
        for (index, topic) in topics.iter().enumerate() {
            add(&topic.title, index);
        }
        for (index, topic) in topics.iter().enumerate() {
            topic.aliases.iter().for_each(|alias| add(alias, index));
        }
        for (index, topic) in topics.iter().enumerate() {
            found.files.insert(topic.location.file.to_string(), index);
        }
        found
    }

    /// The topic that has this slug, title or alias.
    pub(super) fn name(&self, name: &str) -> Option<usize> {
        self.names.get(&fold(name)).copied()
    }

    /// All names, folded, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        self.names.iter().map(|(name, index)| (name.as_str(), *index))
    }

    /// The topic in this file.
    pub(super) fn file(&self, path: &str) -> Option<usize> {
        self.files.get(path).copied()
    }
}

/// The nearest of some words, if one is near.
pub fn closest<'w>(word: &str, words: &[&'w str]) -> Option<&'w str> {
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let named = folded.iter().enumerate().map(|(index, word)| (word.as_str(), index));
    let index = nearest(word, named, 1).first().copied()?;
    words.get(index).copied()
}

/// The nearest of some things with folded names, at most `count`, the nearest first; each once.
pub(super) fn nearest<'w, T: Copy + Ord>(
    name: &str,
    named: impl Iterator<Item = (&'w str, T)>,
    count: usize,
) -> Vec<T> {
    let wanted: Vec<char> = fold(name).chars().take(LONGEST).collect();
    let mut letters: Vec<char> = Vec::new();
    let mut found: Vec<(usize, T)> = Vec::new();
    for (name, thing) in named {
        letters.clear();
        letters.extend(name.chars().take(LONGEST));
        found.extend(score(&wanted, &letters).map(|score| (score, thing)));
    }
    found.sort_unstable();
    let mut things: Vec<T> = Vec::new();
    for (_, thing) in found {
        if things.len() < count && !things.contains(&thing) {
            things.push(thing);
        }
    }
    things
}

/// How far a name is from the wanted one; nothing where it is too far to be meant.
fn score(wanted: &[char], name: &[char]) -> Option<usize> {
    if wanted.is_empty() || name.is_empty() {
        return None;
    }
    if wanted.len() >= 2 && name.starts_with(wanted) {
        return Some(1);
    }
    if wanted.len() >= 4 && name.windows(wanted.len()).any(|part| part == wanted) {
        return Some(2);
    }
    let whole = near(wanted, name);
    let word = || name.split(|c| *c == '-').filter_map(|word| near(wanted, word)).min();
    whole.or_else(|| word().filter(|_| wanted.len() >= 4).map(|far| far + 1))
}

/// The distance of two names, if it is small for their length.
fn near(wanted: &[char], name: &[char]) -> Option<usize> {
    let most = (wanted.len().max(name.len()) / 3).max(1);
    if wanted.len().abs_diff(name.len()) > most {
        return None;
    }
    Some(distance(wanted, name)).filter(|far| *far <= most)
}

/// Edits from one to the other: a letter added, left out, replaced, or two neighbours swapped.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX);
            let replaced = at(&last, column) + usize::from(letter != other);
            let mut least = replaced.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let swapped = row > 0
                && column > 0
                && from.get(row - 1) == Some(other)
                && to.get(column - 1) == Some(letter);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

/// The names that were proposed for dangling links, so that each is looked for once; after many
/// of them no more is looked for, since each search passes all names of the library.
#[derive(Debug, Default)]
pub(super) struct Proposals {
    known: HashMap<String, String>,
}

impl Proposals {
    const MOST: usize = 200;

    /// What to do about a name that does not exist.
    pub fn help(&mut self, library: &Library, name: &str) -> String {
        if let Some(help) = self.known.get(name) {
            return help.clone();
        }
        let write = "write the page, or remove the link".to_owned();
        if self.known.len() >= Self::MOST {
            return write;
        }
        let near: Vec<&str> =
            library.nearest(name, 3).into_iter().map(|topic| topic.slug.as_str()).collect();
        let help = if near.is_empty() {
            format!("no name is near; {write}")
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        self.known.insert(name.to_owned(), help.clone());
        help
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_edits_and_swaps() {
        let cases =
            [("kitten", "sitting", 3), ("ca", "ac", 1), ("", "abc", 3), ("same", "same", 0)];
        for (from, to, expected) in cases {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(from), &letters(to)), expected, "{from} {to}");
        }
    }

    #[test]
    fn a_mistyped_key_finds_the_meant_one() {
        let keys = ["requires", "related", "title"];
        assert_eq!(closest("requries", &keys), Some("requires"));
        assert_eq!(closest("Titel", &keys), Some("title"));
        assert_eq!(closest("zebra", &keys), None);
    }
}
