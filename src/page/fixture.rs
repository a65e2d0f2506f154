//! Topics and blocks for tests, built by hand.

use crate::content::{Block, DemoCall, Inline, Library, LinkTo, Location, Topic};
use crate::ink::{Drawn, Line, Role};
use crate::page::{Claimed, Page, Parts, begin};

/// A topic with nothing but a title.
pub(crate) fn topic(slug: &str, title: &str) -> Topic {
    Topic {
        slug: slug.to_owned(),
        title: title.to_owned(),
        location: Location::file("topics/test.md"),
        ..Topic::default()
    }
}

/// A library of these topics.
pub(crate) fn library(topics: Vec<Topic>) -> Library {
    let mut library = Library::default();
    library.topics.extend(topics);
    library
}

pub(crate) fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

pub(crate) fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

pub(crate) fn heading(level: u8, words: &str) -> Block {
    let anchor = words.to_lowercase().replace(' ', "-");
    Block::Heading { level, text: vec![text(words)], anchor }
}

pub(crate) fn link(to: &str, shown: &str) -> Inline {
    let text = if shown.is_empty() { Vec::new() } else { vec![text(shown)] };
    Inline::Link { to: LinkTo::Topic(to.to_owned(), None), text }
}

pub(crate) fn bullets(items: Vec<Vec<Block>>) -> Block {
    Block::List { start: None, items }
}

pub(crate) fn call(name: &str) -> DemoCall {
    let location = Location::file("topics/test.md");
    DemoCall { name: name.to_owned(), set: Vec::new(), step: None, location }
}

/// A page without a title: what is seen are its blocks.
pub(crate) fn page(blocks: &[Block], width: usize) -> Page {
    page_of(&topic("test", ""), blocks, width)
}

/// A page with figures of two lines, the second too wide; *softmax* has been read.
pub(crate) fn page_of(topic: &Topic, blocks: &[Block], width: usize) -> Page {
    begun(topic, blocks, width, usize::MAX)
}

/// The same, laid out at least as far as a line.
pub(crate) fn begun(topic: &Topic, blocks: &[Block], width: usize, until: usize) -> Page {
    laid(topic, blocks, Vec::new(), (width, until))
}

/// The blocks alone, with sentences that are claimed, each with whether it holds.
pub(crate) fn claimed(blocks: &[Block], sentences: &[(&str, bool)], width: usize) -> Page {
    let claimed = sentences.iter().enumerate().map(|(claim, (says, holds))| Claimed {
        claim,
        says: (*says).to_owned(),
        holds: *holds,
    });
    laid(&topic("test", ""), blocks, claimed.collect(), (width, usize::MAX))
}

fn laid(
    topic: &Topic,
    blocks: &[Block],
    claimed: Vec<Claimed>,
    (width, until): (usize, usize),
) -> Page {
    let figure = |number: usize, call: &DemoCall, width: usize| {
        let rule = "─".repeat(width.saturating_sub(2));
        vec![
            Line::of(format!("┌{rule}┐"), Role::Rule),
            Line::of(format!("{} {number} {rule}", call.name), Role::Text),
        ]
    };
    let title_of = |slug: &str| Some(format!("Title of {slug}"));
    let parts = Parts {
        status: Line::default(),
        band: Drawn::default(),
        figure: &figure,
        title_of: &title_of,
        done: &|slug| slug == "softmax",
        learn_next: Vec::new(),
        claimed,
    };
    begin(topic, blocks, &parts, width, until)
}
