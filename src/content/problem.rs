//! What is wrong with a library, with its place and what to do about it.

use super::model::Topic;
use crate::ink::{Line, Role, width, wrap_words};
use std::fmt;
use std::sync::Arc;

/// Cells of the source line that are shown on each side of the caret.
const AROUND: usize = 60;
/// A longer source line is not kept: it would be shown in part only.
const LONGEST_LINE: usize = 2_000;
/// Problems that are kept of one file.
const MOST: usize = 100;

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file, relative to the library: `topics/softmax.md`.
    pub file: Arc<str>,
    /// The line; 1 where only the file is known.
    pub line: u32,
    /// The column; 1 where only the line is known.
    pub column: u32,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is missing or wrong on the screen.
    Error,
    /// Something is likely to be wrong.
    Warning,
    /// It could be better.
    Hint,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub location: Location,
    /// How bad.
    pub severity: Severity,
    /// A stable name: `dangling-link`.
    pub code: &'static str,
    /// What is wrong, with what was found.
    pub message: String,
    /// What to do next; may be empty.
    pub help: String,
    /// The source line, for the caret; empty where it is not known.
    pub source_line: String,
}

impl Problem {
    /// The problem for people: place and message, the source line with a caret, what to do.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![self.head().with(format!(": {}", self.message), Role::Text)];
        lines.extend(self.pointed(AROUND));
        if !self.help.is_empty() {
            lines.push(Line::of("    help: ", Role::Dim).with(&self.help, Role::Text));
        }
        lines
    }

    /// The same in at most so many cells: texts are wrapped, the source line shows what is around
    /// the caret.
    pub fn lines_within(&self, cells: usize) -> Vec<Line> {
        let head = self.head();
        let mut lines = if head.width() + 2 + width(&self.message) <= cells {
            vec![head.with(format!(": {}", self.message), Role::Text)]
        } else {
            let message = wrap_words(&self.message, cells.saturating_sub(4).max(8)).into_iter();
            let message = message.map(|text| Line::of(format!("    {text}"), Role::Text));
            std::iter::once(head).chain(message).collect()
        };
        // Beside the line stand four cells, and a sign for what is left out at each end.
        lines.extend(self.pointed(AROUND.min(cells.saturating_sub(6) / 2)));
        let help = wrap_words(&self.help, cells.saturating_sub(10).max(8)).into_iter();
        lines.extend(help.filter(|text| !text.is_empty()).enumerate().map(|(at, text)| {
            let before = if at == 0 { "    help: " } else { "          " };
            Line::of(before, Role::Dim).with(text, Role::Text)
        }));
        lines
    }

    fn role(&self) -> Role {
        match self.severity {
            Severity::Error => Role::Error,
            Severity::Warning => Role::Warning,
            Severity::Hint => Role::Dim,
        }
    }

    fn head(&self) -> Line {
        Line::of(format!("{}: ", self.location), Role::Dim)
            .with(format!("{}[{}]", self.severity, self.code), self.role())
    }

    /// The source line and the caret below it.
    fn pointed(&self, around: usize) -> Vec<Line> {
        if self.source_line.trim().is_empty() {
            return Vec::new();
        }
        let (text, before) = self.excerpt(around);
        vec![
            Line::of(format!("    {text}"), Role::Code),
            Line::of(" ".repeat(4 + before), Role::Text).with("^", self.role()),
        ]
    }

    /// The part of the source line around the column, and the cells before the caret in it.
    fn excerpt(&self, around: usize) -> (String, usize) {
        let at = (self.location.column as usize).saturating_sub(1);
        let first = at.saturating_sub(around);
        let shown = |from: usize, count: usize| -> String {
            let part: String = self.source_line.chars().skip(from).take(count).collect();
            Line::of(part, Role::Code).spans.into_iter().map(|span| span.text).collect()
        };
        let dots = if first > 0 { "…" } else { "" };
        let before = width(&shown(first, at - first)) + dots.chars().count();
        let rest = self.source_line.chars().nth(first + 2 * around).map_or("", |_| "…");
        (format!("{dots}{}{rest}", shown(first, 2 * around).trim_end()), before)
    }
}

impl Topic {
    /// A problem at a place of the page, with its source line.
    pub fn problem(
        &self,
        (severity, code): (Severity, &'static str),
        location: &Location,
        message: String,
        help: &str,
    ) -> Problem {
        let above = (location.line as usize).saturating_sub(1);
        let source_line = shown_line(self.markdown.lines().nth(above).unwrap_or_default());
        let (location, help) = (location.clone(), help.to_owned());
        Problem { location, severity, code, message, help, source_line }
    }
}

/// A source line as it is kept.
fn shown_line(line: &str) -> String {
    if line.len() > LONGEST_LINE { String::new() } else { line.trim_end().to_owned() }
}

/// The problems of one file while it is read: finds the source lines, and stops at a limit.
#[derive(Debug)]
pub(super) struct Problems<'a> {
    /// The file.
    pub file: Location,
    /// Whether the file is a plain note, from which nothing is demanded.
    pub lenient: bool,
    text: &'a str,
    list: Vec<Problem>,
    /// Slugs that the file names and that are looked up later, with their places.
    pub names: Vec<(String, (u32, u32))>,
    /// A line and where it begins, to go on from.
    mark: (u32, usize),
    reached: Reached,
}

/// The byte that was placed last, the start of its line, and the characters between them.
#[derive(Debug, Default)]
struct Reached {
    line_start: usize,
    at: usize,
    characters: u32,
}

impl<'a> Problems<'a> {
    /// No problems yet of this file.
    pub fn of(file: &Location, text: &'a str, lenient: bool) -> Self {
        Self {
            file: file.clone(),
            lenient,
            text,
            list: Vec::new(),
            names: Vec::new(),
            mark: (1, 0),
            reached: Reached::default(),
        }
    }

    /// Whether further problems are dropped.
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// An error; in a plain note a warning.
    pub fn error(&mut self, code: &'static str, at: (u32, u32), message: String, help: &str) {
        let severity = if self.lenient { Severity::Warning } else { Severity::Error };
        self.add(severity, code, at, (message, help.to_owned()));
    }

    /// A warning.
    pub fn warning(&mut self, code: &'static str, at: (u32, u32), message: String, help: &str) {
        self.add(Severity::Warning, code, at, (message, help.to_owned()));
    }

    /// Something that could be better; not said of a plain note.
    pub fn hint(&mut self, code: &'static str, at: (u32, u32), message: String, help: &str) {
        if !self.lenient {
            self.add(Severity::Hint, code, at, (message, help.to_owned()));
        }
    }

    /// All of them.
    pub fn finish(self) -> Vec<Problem> {
        self.list
    }

    /// Line and column of a byte of the file.
    pub fn place(&mut self, at: usize) -> (u32, u32) {
        if at < self.mark.1 {
            self.mark = (1, 0);
        }
        // A line can be a whole page long, so it is passed once.
        let (mut from, mut counted) = match self.reached {
            Reached { line_start, at: before, characters }
                if line_start == self.mark.1 && before <= at =>
            {
                (before, characters)
            }
            _ => (self.mark.1, 0),
        };
        let passed = self.text.get(from..at).unwrap_or_default();
        if let Some(last) = passed.rfind('\n') {
            let lines = passed.bytes().filter(|byte| *byte == b'\n').count();
            self.mark = (self.mark.0 + lines as u32, from + last + 1);
            (from, counted) = (self.mark.1, 0);
        }
        let more = self.text.get(from..at).unwrap_or_default().chars().count();
        let characters = counted + more as u32;
        self.reached = Reached { line_start: self.mark.1, at, characters };
        (self.mark.0, characters + 1)
    }

    /// Where a text stands letter for letter that the scalar at a place holds: it is plain, or in
    /// quotes on one line without escapes.
    pub fn verbatim(&mut self, (line, column): (u32, u32), text: &str) -> Option<(u32, u32)> {
        let source = self.source_line(line);
        let skipped = source.chars().take((column as usize).checked_sub(1)?);
        let scalar = source.get(skipped.map(char::len_utf8).sum::<usize>()..)?;
        let inside = scalar.trim_start_matches(['"', '\'']).trim_start();
        let before = scalar.get(..scalar.len() - inside.len())?.chars().count();
        inside.starts_with(text).then_some((line, column.saturating_add(before as u32)))
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: (u32, u32),
        (mut message, mut help): (String, String),
    ) {
        if self.is_full() {
            return;
        }
        if self.list.len() + 1 == MOST {
            message.push_str(" (further problems of this file are not listed)");
            help.insert_str(0, "mend the ones above first; ");
        }
        let location = self.file.at(at.0, at.1);
        let source_line = self.source_line(at.0);
        self.list.push(Problem { location, severity, code, message, help, source_line });
    }

    fn source_line(&mut self, line: u32) -> String {
        if line < self.mark.0 {
            self.mark = (1, 0);
        }
        let mut rest = self.text.get(self.mark.1..).unwrap_or_default();
        while self.mark.0 < line {
            let Some(end) = rest.find('\n') else { return String::new() };
            self.mark = (self.mark.0 + 1, self.mark.1 + end + 1);
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        shown_line(rest.split('\n').next().unwrap_or_default())
    }
}

impl Location {
    /// The start of a file.
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), line: 1, column: 1 }
    }

    /// Another place in the same file.
    #[must_use]
    pub fn at(&self, line: u32, column: u32) -> Self {
        Self { file: Arc::clone(&self.file), line, column }
    }
}

impl Default for Location {
    fn default() -> Self {
        Self::file("")
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        })
    }
}
