//! Lines of spans, measured and cut in terminal cells.

use super::gate::clean_line;
use super::{Mark, Role};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A piece of text with one role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The text; has passed the gate.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Whether the reader's attention is on it.
    pub mark: Mark,
}

/// One line of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The spans, left to right.
    pub spans: Vec<Span>,
}

/// `1 page`, `2 pages`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The cells that a text takes. Most text is plain ASCII, of which each character takes one.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    UnicodeWidthStr::width(text)
}

/// The text cut to at most `cells`, with `…` as the last one where something was cut.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide + 1 > cells {
            break;
        }
        out.push_str(grapheme);
        used += wide;
    }
    if cells > 0 {
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    out
}

/// Plain text broken at spaces into lines of at most `cells`; a longer word is broken inside.
pub fn wrap_words(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let current = lines.last().map_or(0, |line| width(line));
        let gap = usize::from(current > 0);
        if current > 0 && current + gap + width(word) > cells {
            lines.push(String::new());
        }
        let Some(line) = lines.last_mut() else { continue };
        if width(line) > 0 {
            line.push(' ');
        }
        if width(word) <= cells {
            line.push_str(word);
            continue;
        }
        for grapheme in word.graphemes(true) {
            if lines.last().is_some_and(|line| width(line) + width(grapheme) > cells) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(grapheme);
            }
        }
    }
    lines
}

impl Line {
    /// A line of one span.
    pub fn of(text: impl AsRef<str>, role: Role) -> Self {
        Self::default().with(text, role)
    }

    /// The same line with a span behind it.
    #[must_use]
    pub fn with(mut self, text: impl AsRef<str>, role: Role) -> Self {
        self.push(text, role);
        self
    }

    /// Adds a span; the text passes the gate here, so no other code has to think of it.
    pub fn push(&mut self, text: impl AsRef<str>, role: Role) {
        self.push_marked(text, role, Mark::None);
    }

    /// Adds a span with a mark.
    pub fn push_marked(&mut self, text: impl AsRef<str>, role: Role, mark: Mark) {
        let text = clean_line(text.as_ref());
        if text.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.role == role && last.mark == mark => last.text.push_str(&text),
            _ => self.spans.push(Span { text: text.into_owned(), role, mark }),
        }
    }

    /// The cells that the line takes.
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }

    /// Adds spaces until the line takes `cells`.
    pub fn pad_to(&mut self, cells: usize) {
        let missing = cells.saturating_sub(self.width());
        if missing > 0 {
            self.push(" ".repeat(missing), Role::Text);
        }
    }

    /// The same line with another one behind it.
    #[must_use]
    pub fn with_line(mut self, other: Self) -> Self {
        self.extend(other);
        self
    }

    /// Adds all spans of another line.
    pub fn extend(&mut self, other: Self) {
        self.spans.extend(other.spans);
    }

    /// The line moved to the right.
    #[must_use]
    pub fn indented(mut self, cells: usize) -> Self {
        if cells > 0 && !self.spans.is_empty() {
            self.spans.insert(0, Span { text: " ".repeat(cells), ..Span::default() });
        }
        self
    }

    /// The line cut to at most `cells`, the cut shown by `…`.
    #[must_use]
    pub fn cut(self, cells: usize) -> Self {
        if self.width() <= cells {
            return self;
        }
        let mut out = Self::default();
        let mut used = 0;
        for span in self.spans {
            let room = cells - used;
            let wide = width(&span.text);
            if wide >= room {
                // One cell more than fits makes `fit` place the ellipsis also when the span
                // itself would end exactly at the edge.
                let text = if wide > room {
                    fit(&span.text, room)
                } else {
                    fit(&format!("{}  ", span.text), room)
                };
                out.spans.push(Span { text, ..span });
                break;
            }
            used += wide;
            out.spans.push(span);
        }
        out
    }

    /// The text without its roles and without spaces at the end.
    pub fn plain(&self) -> String {
        let mut text: String = self.spans.iter().map(|span| span.text.as_str()).collect();
        text.truncate(text.trim_end().len());
        text
    }

    /// Lays a mark over the cells `column..column + cells`; spans are split where needed.
    pub fn mark(&mut self, column: usize, cells: usize, mark: Mark) {
        let mut out: Vec<Span> = Vec::with_capacity(self.spans.len() + 2);
        let mut at = 0;
        for span in self.spans.drain(..) {
            let mut pieces = [String::new(), String::new(), String::new()];
            for grapheme in span.text.graphemes(true) {
                let piece = usize::from(at >= column) + usize::from(at >= column + cells);
                pieces[piece].push_str(grapheme);
                at += width(grapheme);
            }
            for (index, text) in pieces.into_iter().enumerate() {
                if !text.is_empty() {
                    let mark = if index == 1 { mark } else { span.mark };
                    out.push(Span { text, role: span.role, mark });
                }
            }
        }
        self.spans = out;
    }
}
