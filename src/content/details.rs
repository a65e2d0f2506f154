//! What is asked of a page only once it is open: its sources, claims and questions.
//!
//! They are most of the front matter, and a start shows one page of many. So a tail of the front
//! matter that holds nothing else is left as text and read when it is asked for. Where the text
//! before it is not of the simple kind, nobody can tell without the YAML crate where a key
//! begins: then everything is read at once.

use super::fields::{Fields, Shape};
use super::model::{Claim, Question, Source, Topic};
use super::problem::Problems;
use super::question::{claims, questions};
use super::yaml::{Entry, read_map, read_simple};
use std::ops::Range;
use std::sync::OnceLock;

const DETAILS: Shape =
    Shape { owner: "a topic", keys: &["sources", "claims", "questions"], required: &[] };
const SOURCE: Shape =
    Shape { owner: "a source", keys: &["title", "authors", "year", "url"], required: &["title"] };

/// The details of a topic, read or not yet.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// Bytes of the page that are left to be read, and the line on which they begin.
    left: Option<(Range<usize>, u32)>,
    read: OnceLock<Read>,
}

#[derive(Debug, Clone, Default)]
struct Read {
    sources: Vec<Source>,
    claims: Vec<Claim>,
    questions: Vec<Question>,
}

impl Details {
    /// Details that were read with the rest.
    pub(super) fn at_once(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Self {
        Self { left: None, read: OnceLock::from(Read::of(fields, problems)) }
    }

    /// Details that are still text: bytes of the page, and the line on which they begin.
    pub(super) fn later(bytes: Range<usize>, first_line: u32) -> Self {
        Self { left: Some((bytes, first_line)), read: OnceLock::new() }
    }
}

impl Read {
    fn of(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Self {
        Self {
            sources: sources(fields, problems),
            claims: claims(fields, problems),
            questions: questions(fields, problems),
        }
    }
}

impl Topic {
    /// Where the page's statements come from.
    pub fn sources(&self) -> &[Source] {
        &self.details().sources
    }

    /// Sentences that a demo can prove.
    pub fn claims(&self) -> &[Claim] {
        &self.details().claims
    }

    /// Self-check.
    pub fn questions(&self) -> &[Question] {
        &self.details().questions
    }

    fn details(&self) -> &Read {
        self.details.read.get_or_init(|| {
            let mut unsaid = Problems::of(&self.location, &self.markdown, true);
            self.read_details(&mut unsaid).unwrap_or_default()
        })
    }

    /// What is wrong with the details that loading has left.
    pub(super) fn check_details(&self, problems: &mut Problems<'_>) {
        self.read_details(problems);
    }

    fn read_details(&self, problems: &mut Problems<'_>) -> Option<Read> {
        let (bytes, first_line) = self.details.left.clone()?;
        let (entries, faults) = read_map(self.markdown.get(bytes)?, first_line);
        for fault in faults {
            problems.error(fault.code, fault.place, fault.message, fault.help);
        }
        let fields = Fields::known(&entries, (first_line, 1), &DETAILS, problems);
        Some(Read::of(&fields, problems))
    }
}

/// Front matter cut in two: the entries before its details, the byte at which these begin, and
/// how many lines stand before them. Nothing where it cannot be told, or where there is nothing
/// to leave for later.
pub(super) fn split(yaml: &str, first_line: u32) -> Option<(Vec<Entry>, usize, u32)> {
    let (mut tail, mut lines) = (None, 0);
    let mut at = 0;
    for (number, line) in yaml.split_inclusive('\n').enumerate() {
        // Only a line that begins with a key, or with what may be one, can end what came before.
        if !line.starts_with([' ', '-', '#', '\n', '\r']) {
            let is_detail = DETAILS
                .keys
                .iter()
                .any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
            match (tail, is_detail) {
                (None, true) => (tail, lines) = (Some(at), number as u32),
                (Some(_), false) => return None,
                _ => {}
            }
        }
        at += line.len();
    }
    let head = read_simple(yaml.get(..tail?)?, first_line)?;
    Some((head, tail?, lines))
}

fn sources(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Vec<Source> {
    let mut found = Vec::new();
    for node in fields.list("sources", problems) {
        let Some(fields) = Fields::of(node, &SOURCE, problems) else { continue };
        let title = fields.prose("title", problems);
        let authors = fields.prose("authors", problems).unwrap_or_default();
        let year = fields.number("year", &(-3000..=3000), problems);
        let url = fields.word("url", problems);
        if let Some(url) = url.as_deref().filter(|url| !is_web(url)) {
            let place = fields.get("url").map_or(fields.place, |node| node.place);
            let help = "write the whole address, with https:// before it";
            problems.warning("bad-value", place, format!("\"{url}\" is no web address"), help);
        }
        if let Some(title) = title {
            found.push(Source { title, authors, year, url });
        }
    }
    found
}

/// Whether this can be opened in a browser.
fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests;
