//! Markdown → blocks, without recursion: an explicit stack of open containers and one of open
//! inline spans, both capped, so that no page can overflow the stack.

mod anchor;
mod builder;
mod demo;
mod inline;

pub(super) use anchor::{Anchors, anchor};

use super::limit;
use super::model::{Block, LinkTo};
use super::problem::Problems;
use builder::Builder;
use pulldown_cmark::{Options, Parser};

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingAt {
    pub level: u8,
    pub text: String,
    pub anchor: String,
    pub place: (u32, u32),
    /// Whether it stands in the page itself, not in a quotation or a list.
    pub outer: bool,
}

/// A link to a heading, to be checked when all anchors are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingLink {
    /// The topic; nothing means this page.
    pub topic: Option<String>,
    pub anchor: String,
    pub place: (u32, u32),
}

/// What a body holds.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub blocks: Vec<Block>,
    pub headings: Vec<HeadingAt>,
    pub heading_links: Vec<HeadingLink>,
    /// Items of the list under *Common misconceptions*.
    pub misconceptions: usize,
}

/// The Markdown that we read. YAML blocks stay off: they are found in the middle of a page too.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM
}

/// Parses the body that begins at this byte of a page; `resolve` says where a link leads.
pub(super) fn parse(
    markdown: &str,
    body_start: usize,
    resolve: &dyn Fn(&str, bool) -> LinkTo,
    problems: &mut Problems<'_>,
) -> Parsed {
    let body = markdown.get(body_start..).unwrap_or_default();
    let mut builder = Builder::new(resolve, problems);
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        builder.event(event, range.start + body_start);
    }
    builder.finish()
}

/// The note that stands where nesting was flattened.
fn too_deep_note() -> String {
    format!("nested more than {} levels deep; what is deeper is shown flat", limit::DEPTH)
}

#[cfg(test)]
mod tests;
