//! A page: blocks and a width become lines, links, headings and places for demos.
//!
//! Everything is pure: what the page cannot know by itself (the drawing of the neighbourhood, the
//! figures of the demos, titles, what has been read) comes in as [`Parts`].

mod blocks;
mod canvas;
mod code;
mod flow;
mod frame;
mod inline;
mod math;
mod search;
mod table;

pub use search::matches;

use crate::content::{Block, DemoCall, Topic};
use crate::ink::{Drawn, Line};
use blocks::Layout;

/// Prose is never wider than this many cells: longer lines are hard to read.
pub const MEASURE: usize = 76;
/// A narrower page is laid out as if it had this width.
const NARROWEST: usize = 8;
/// Blocks and spans nested deeper than this are named, not drawn.
const DEEPEST: usize = 100;

/// Where a place on a page leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A topic's slug, and a heading on it.
    Topic(String, Option<String>),
    /// A heading of this page, by its anchor.
    Heading(String),
    /// Outside.
    Url(String),
    /// A topic that does not exist, as written.
    Missing(String),
    /// A demo of this page, counted from 0.
    Demo(usize),
    /// What proves a sentence of this page: a claim, counted from 0.
    Claim(usize),
}

/// A sentence of the page whose claim has been run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The claim, counted from 0.
    pub claim: usize,
    /// The sentence.
    pub says: String,
    /// Whether the claim holds.
    pub holds: bool,
}

/// What a page is laid out with and does not know by itself.
pub struct Parts<'a> {
    /// The state in words, for example `✓ done`; may be empty.
    pub status: Line,
    /// The finished drawing of the neighbourhood; its targets are slugs.
    pub band: Drawn<String>,
    /// The n-th demo of the page, drawn in at most so many cells.
    pub figure: &'a dyn Fn(usize, &DemoCall, usize) -> Vec<Line>,
    /// The title of a topic.
    pub title_of: &'a dyn Fn(&str) -> Option<String>,
    /// Whether a topic has been read.
    pub done: &'a dyn Fn(&str) -> bool,
    /// The list under *Learn next*.
    pub learn_next: Vec<LearnNext>,
    /// Sentences to be marked; where two overlap, the first is.
    pub claimed: Vec<Claimed>,
}

/// An entry of the list under *Learn next*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnNext {
    /// The topic.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its definition.
    pub definition: String,
}

impl LearnNext {
    /// The entry of a topic.
    pub fn of(topic: &Topic) -> Self {
        Self {
            slug: topic.slug.clone(),
            title: topic.title.clone(),
            definition: topic.definition.clone(),
        }
    }
}

/// A page in lines.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The lines and the places in them.
    pub drawn: Drawn<Target>,
    /// The headings in order, for the contents.
    pub headings: Vec<Heading>,
    /// The demos in order.
    pub demos: Vec<DemoPlace>,
    /// Whether only its beginning has been laid out. All headings and demos are listed even so;
    /// those further down stand at the end of what there is.
    pub begun: bool,
}

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its first line.
    pub line: usize,
    /// 1 to 6.
    pub level: u8,
    /// The text without its form.
    pub text: String,
    /// The id that links name.
    pub anchor: String,
}

/// A demo on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPlace {
    /// Its first line.
    pub line: usize,
    /// Lines.
    pub height: usize,
    /// The demo as the page calls it.
    pub call: DemoCall,
}

/// Lays a page out for a column of `width` cells. Prose and figures keep to 76 cells; code, tables
/// and display mathematics may take the whole column. No line is wider than the column.
pub fn lay_out(topic: &Topic, blocks: &[Block], parts: &Parts<'_>, width: usize) -> Page {
    begin(topic, blocks, parts, width, usize::MAX)
}

/// The same up to the block that holds the line `until`: a first screen need not wait for what
/// lies below it.
pub fn begin(
    topic: &Topic,
    blocks: &[Block],
    parts: &Parts<'_>,
    width: usize,
    until: usize,
) -> Page {
    let mut layout = Layout::new(parts, width.max(NARROWEST), until);
    layout.head(topic);
    layout.body(blocks);
    layout.foot(topic);
    layout.finish()
}

/// The page as text for a pipe: no roles, no spaces at the ends of lines.
pub fn plain(page: &Page) -> String {
    let mut out = String::new();
    for line in &page.drawn.lines {
        out.push_str(&line.plain());
        out.push('\n');
    }
    out
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
