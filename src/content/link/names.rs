//! Names that two pages share, or that one page says twice.

use super::super::model::{Library, fold};
use super::super::problem::Problems;
use super::Mentions;
use std::collections::HashSet;

/// Names of a topic that also name another one. The title and the aliases of a topic are the
/// first of its mentions: the aliases, then the title.
pub(super) fn clashes(
    library: &Library,
    index: usize,
    all: &[Mentions],
    problems: &mut Problems<'_>,
) {
    let (Some(topic), Some(mentions)) = (library.topics.get(index), all.get(index)) else { return };
    let mut seen = HashSet::new();
    let aliases = topic.aliases.len();
    // A title that stands in no front matter is the file's own, and a heading names nothing.
    for (at, (name, place)) in mentions.iter().take(aliases + 1).enumerate() {
        let folded = fold(name);
        let is_title = at == aliases;
        if is_title && *name != topic.title {
            continue;
        }
        if let Some((other, how)) = other(library, index, &folded) {
            clash(library, (name, *place), (other, how), all, problems);
        } else if !is_title && !seen.insert(folded) {
            let message = format!("\"{name}\" is listed twice");
            problems.warning("bad-value", *place, message, "keep one of the two entries");
        }
    }
}

/// How near two names are.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Same,
    Plural,
}

/// Another topic that has this name, or of which this is the plural.
fn other(library: &Library, index: usize, folded: &str) -> Option<(usize, How)> {
    let named = |name: &str| library.names.name(name).filter(|other| *other != index);
    let singular = || {
        let word = folded.strip_suffix('s').filter(|word| word.len() > 2 && !word.ends_with('s'));
        // A page that has the singular too is found by it already.
        word.filter(|word| library.names.name(word) != Some(index)).and_then(named)
    };
    named(folded).map(|other| (other, How::Same)).or_else(|| Some((singular()?, How::Plural)))
}

fn clash(
    library: &Library,
    (name, place): (&str, (u32, u32)),
    (other, how): (usize, How),
    all: &[Mentions],
    problems: &mut Problems<'_>,
) {
    let Some(topic) = library.topics.get(other) else { return };
    let wanted = fold(name);
    let is_it = |known: &str| match how {
        How::Same => fold(known) == wanted,
        How::Plural => wanted.strip_suffix('s') == Some(fold(known).as_str()),
    };
    let mentions = all.get(other).map(Vec::as_slice).unwrap_or_default();
    let names = mentions.iter().take(topic.aliases.len() + 1);
    let there = names.into_iter().find(|(known, _)| is_it(known)).map(|(_, place)| *place);
    let (line, column) = there.unwrap_or((1, 1));
    let there = topic.location.at(line, column);
    let help = "take the name from one of the two pages";
    if how == How::Same {
        let message = format!("\"{name}\" also names \"{}\" ({there})", topic.slug);
        problems.error("alias-clash", place, message, help);
    } else {
        let message = format!("\"{name}\" is the plural of a name of \"{}\" ({there})", topic.slug);
        problems.warning("alias-clash", place, message, help);
    }
}
