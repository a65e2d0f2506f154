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
    missing(&parsed.headings, body, problems);
    let outer: Vec<&HeadingAt> =
        parsed.headings.iter().filter(|heading| heading.outer && heading.level == 2).collect();
    order(&outer, problems);
    empty(&outer, parsed, problems);
}

fn number(text: &str) -> Option<usize> {
    SECTIONS.iter().position(|section| *section == text.trim())
}

fn missing(headings: &[HeadingAt], body: (u32, u32), problems: &mut Problems<'_>) {
    for section in SECTIONS {
        let is_it = |heading: &&HeadingAt| heading.text.trim() == section;
        let mut outer = headings.iter().filter(|heading| heading.outer && heading.level == 2);
        if outer.any(|heading| is_it(&heading)) {
            continue;
        }
        let others: Vec<&str> = headings
            .iter()
            .map(|heading| heading.text.as_str())
            .filter(|text| number(text).is_none())
            .collect();
        let near = closest(section, &others)
            .and_then(|near| headings.iter().find(|heading| heading.text == near));
        let here = headings.iter().find(is_it);
        let (place, help) = match here.or(near) {
            Some(heading) => (heading.place, format!("write this heading as `## {section}`")),
            None => (body, format!("add `## {section}`; the order is: {}", SECTIONS.join(", "))),
        };
        problems.error("missing-section", place, format!("no section \"{section}\""), &help);
    }
}

fn order(outer: &[&HeadingAt], problems: &mut Problems<'_>) {
    let mut last: Option<usize> = None;
    let mut seen: [Option<u32>; SECTIONS.len()] = [None; SECTIONS.len()];
    for heading in outer {
        let this = number(&heading.text);
        let first = this.and_then(|this| seen.get_mut(this)).and_then(|at| {
            let first = *at;
            at.get_or_insert(heading.place.0);
            first
        });
        let message = match (this, last) {
            (None, Some(before)) if SECTIONS.get(before) == Some(&BEFORE_MORE) => continue,
            (None, _) => format!("section \"{}\" stands outside \"{BEFORE_MORE}\"", heading.text),
            (Some(_), _) if let Some(line) = first => {
                format!("section \"{}\" stands twice, first on line {line}", heading.text)
            }
            (Some(this), Some(before)) if this < before => {
                let before = SECTIONS.get(before).copied().unwrap_or_default();
                format!("section \"{}\" stands behind \"{before}\"", heading.text)
            }
            (Some(this), _) => {
                last = Some(this);
                continue;
            }
        };
        let help = format!(
            "the order is: {}; further sections stand behind {BEFORE_MORE}",
            SECTIONS.join(", ")
        );
        problems.error("section-order", heading.place, message, &help);
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
            problems.warning("empty-section", heading.place, message, "write it");
        } else if section == MISCONCEPTIONS && parsed.misconceptions == 0 {
            let message = format!("section \"{section}\" has no list");
            let help = "write each as a list item: the wrong claim in bold, then what is right";
            problems.hint("no-misconception", heading.place, message, help);
        }
    }
}
