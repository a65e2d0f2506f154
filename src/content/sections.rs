//! The sections that every topic page has.

use super::markdown::{HeadingAt, Parsed};
use super::model::Block;
use super::names::closest;
use super::problem::Problems;

/// The sections of every topic, in their order.
pub const SECTIONS: [&str; 6] = [
    "In simple terms",
    "More detail",
    "Why it matters",
    "Real-world examples",
    MISCONCEPTIONS,
    LEARN_NEXT,
];
/// Behind this one further sections may stand.
const BEFORE_MORE: &str = "More detail";
/// This one holds a list.
const MISCONCEPTIONS: &str = "Common misconceptions";
/// This one may be empty: its list is generated.
const LEARN_NEXT: &str = "Learn next";

/// The six sections, each once, in order and with something in it; others only behind *More
/// detail*. `body` is where a section would stand that is missing.
pub(super) fn check_sections(parsed: &Parsed, body: (u32, u32), problems: &mut Problems<'_>) {
    let meant = missing(&parsed.headings, body, problems);
    let outer: Vec<&HeadingAt> =
        parsed.headings.iter().filter(|heading| heading.outer && heading.level == 2).collect();
    let numbers: Vec<Option<usize>> = outer
        .iter()
        .map(|heading| {
            let misspelt = meant.iter().find(|(place, _)| *place == heading.place);
            number(&heading.text).or_else(|| misspelt.map(|(_, section)| *section))
        })
        .collect();
    let numbers = once_each(&outer, numbers, problems);
    order(&outer, &numbers, problems);
    outsiders(&outer, &numbers, problems);
    empty(&outer, parsed, problems);
}

fn number(text: &str) -> Option<usize> {
    SECTIONS.iter().position(|section| *section == text.trim())
}

/// Says which sections are missing; gives back the headings that seem to be misspelt ones, with the
/// numbers of the sections that they are meant for.
fn missing(
    headings: &[HeadingAt],
    body: (u32, u32),
    problems: &mut Problems<'_>,
) -> Vec<((u32, u32), usize)> {
    let mut outer = [None; SECTIONS.len()];
    for heading in headings.iter().filter(|heading| heading.outer && heading.level == 2) {
        if let Some(place) = number(&heading.text).and_then(|at| outer.get_mut(at)) {
            place.get_or_insert(heading.place);
        }
    }
    let near: Vec<Option<&HeadingAt>> = SECTIONS.iter().map(|name| near(name, headings)).collect();
    if outer.iter().all(Option::is_none) && near.iter().all(Option::is_none) {
        let message = "the page has none of its sections".to_owned();
        problems.error("missing-section", body, message, &the_order());
        return Vec::new();
    }
    let mut meant = Vec::new();
    for (at, (section, near)) in SECTIONS.iter().zip(near).enumerate() {
        if outer.get(at).is_none_or(Option::is_some) {
            continue;
        }
        let later = || outer.iter().skip(at + 1).find_map(|place| *place);
        let earlier = || outer.iter().take(at).rev().find_map(|place| *place);
        let (place, help) = if let Some(heading) = near {
            meant.push((heading.place, at));
            (heading.place, format!("write this heading as `## {section}`"))
        } else if let Some(place) = later() {
            (place, format!("add `## {section}` before this one; {}", the_order()))
        } else {
            let place = earlier().unwrap_or(body);
            (place, format!("add `## {section}` behind this section; {}", the_order()))
        };
        problems.error("missing-section", place, format!("no section \"{section}\""), &help);
    }
    meant
}

/// A heading that seems to be meant for a section: of another level, or misspelt.
fn near<'h>(section: &str, headings: &'h [HeadingAt]) -> Option<&'h HeadingAt> {
    let here = headings.iter().find(|heading| heading.text.trim() == section);
    let others = headings.iter().map(|heading| heading.text.as_str());
    let others: Vec<&str> = others.filter(|text| number(text).is_none()).collect();
    let misspelt = || {
        let near = closest(section, &others)?;
        headings.iter().find(|heading| heading.text == near)
    };
    here.or_else(misspelt)
}

fn the_order() -> String {
    format!("the order is: {}", SECTIONS.join(", "))
}

/// A section that stands twice counts once; the later ones are said and have no number then.
fn once_each(
    outer: &[&HeadingAt],
    mut numbers: Vec<Option<usize>>,
    problems: &mut Problems<'_>,
) -> Vec<Option<usize>> {
    let mut seen: [Option<u32>; SECTIONS.len()] = [None; SECTIONS.len()];
    for (heading, number) in outer.iter().zip(&mut numbers) {
        let Some(first) = number.and_then(|at| seen.get_mut(at)) else { continue };
        if let Some(line) = first {
            let message =
                format!("section \"{}\" stands twice, first on line {line}", heading.text.trim());
            let help = "make one section of the two";
            problems.error("section-order", heading.place, message, help);
            *number = None;
        } else {
            *first = Some(heading.place.0);
        }
    }
    numbers
}

/// Says which sections have to be moved, and says it of as few as possible.
fn order(outer: &[&HeadingAt], numbers: &[Option<usize>], problems: &mut Problems<'_>) {
    let sequence: Vec<usize> = numbers.iter().copied().flatten().collect();
    let in_place = longest_rising(&sequence);
    for (heading, number) in outer.iter().zip(numbers) {
        let Some(number) = number.filter(|number| !in_place.contains(number)) else { continue };
        let message = format!("section \"{}\" stands in the wrong place", heading.text.trim());
        let before = number.checked_sub(1).and_then(|before| SECTIONS.get(before));
        let to = before.map_or("to the beginning".to_owned(), |name| format!("behind \"{name}\""));
        let help = format!("move it {to}; {}", the_order());
        problems.error("section-order", heading.place, message, &help);
    }
}

/// The longest part of some numbers, all different and few, that rises; the first of such parts.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::new();
    for number in numbers {
        let before = best.iter().filter(|part| part.last() < Some(number));
        let mut part = before.rev().max_by_key(|part| part.len()).cloned().unwrap_or_default();
        part.push(*number);
        best.push(part);
    }
    best.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}

/// Further sections that do not follow *More detail*; where that is missing nobody can tell.
fn outsiders(outer: &[&HeadingAt], numbers: &[Option<usize>], problems: &mut Problems<'_>) {
    let more = number(BEFORE_MORE);
    if !numbers.contains(&more) {
        return;
    }
    let mut last = None;
    for (heading, found) in outer.iter().zip(numbers) {
        last = found.or(last);
        // A section that stands twice has been said.
        if found.is_none() && last != more && number(&heading.text).is_none() {
            let message =
                format!("section \"{}\" stands outside \"{BEFORE_MORE}\"", heading.text.trim());
            let help = format!("move it behind \"{BEFORE_MORE}\", or make it a `###` heading");
            problems.error("section-order", heading.place, message, &help);
        }
    }
}

/// Says which of the six hold nothing, and whether the misconceptions are no list.
fn empty(outer: &[&HeadingAt], parsed: &Parsed, problems: &mut Problems<'_>) {
    let ends = |block: Option<&Block>| {
        block.is_none_or(|block| matches!(block, Block::Heading { level: 1 | 2, .. }))
    };
    let begins = |block: &&Block| matches!(block, Block::Heading { level: 2, .. });
    let sections =
        parsed.blocks.iter().enumerate().filter(|(_, block)| begins(block)).zip(outer.iter());
    for ((at, _), heading) in sections {
        let section = heading.text.trim();
        if number(section).is_none() || section == LEARN_NEXT {
            continue;
        }
        if ends(parsed.blocks.get(at + 1)) {
            let message = format!("section \"{section}\" is empty");
            problems.warning("empty-section", heading.place, message, "write at least a sentence");
        } else if section == MISCONCEPTIONS && parsed.misconceptions == 0 {
            let message = format!("section \"{section}\" has no list");
            let help = "write each as a list item: the wrong claim in bold, then what is right";
            problems.hint("no-misconception", heading.place, message, help);
        }
    }
}
