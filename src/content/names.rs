//! By which names topics are found, and which names are near to a mistyped one.

use super::model::{Topic, fold};
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

    /// The topic in this file.
    pub(super) fn file(&self, path: &str) -> Option<usize> {
        self.files.get(path).copied()
    }
}

/// The nearest of some words, if one is near.
pub(super) fn closest<'w>(word: &str, words: &[&'w str]) -> Option<&'w str> {
    nearest(word, words.iter().map(|word| (*word, *word)), 1).first().copied()
}

/// The nearest of some named things, at most `count`, the nearest first; each thing once.
pub(super) fn nearest<'w, T: Copy + Ord>(
    name: &str,
    named: impl Iterator<Item = (&'w str, T)>,
    count: usize,
) -> Vec<T> {
    let wanted: Vec<char> = fold(name).chars().take(LONGEST).collect();
    let mut found: Vec<(usize, T)> =
        named.filter_map(|(name, thing)| Some((score(&wanted, name)?, thing))).collect();
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
fn score(wanted: &[char], name: &str) -> Option<usize> {
    let name: Vec<char> = fold(name).chars().take(LONGEST).collect();
    if wanted.is_empty() || name.is_empty() {
        return None;
    }
    if wanted.len() >= 2 && name.starts_with(wanted) {
        return Some(1);
    }
    if wanted.len() >= 4 && name.windows(wanted.len()).any(|part| part == wanted) {
        return Some(2);
    }
    let most = (wanted.len().max(name.len()) / 3).max(1);
    if wanted.len().abs_diff(name.len()) > most {
        return None;
    }
    Some(distance(wanted, &name)).filter(|far| *far <= most)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_edits_and_swaps() {
        let cases = [("kitten", "sitting", 3), ("ca", "ac", 1), ("", "abc", 3), ("same", "same", 0)];
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
