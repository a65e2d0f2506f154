//! The open spans of one line of text: emphasis, links, images, and what they hold so far.

use super::super::limit;
use super::super::model::{Inline, LinkTo};

/// What a span is.
#[derive(Debug)]
pub(super) enum Span {
    Line,
    Emphasis,
    Strong,
    Struck,
    Link { to: LinkTo, keep_text: bool },
    Image { file: String },
}

/// The spans that are open, the line itself at the bottom.
#[derive(Debug)]
pub(super) struct Spans {
    open: Vec<(Span, Vec<Inline>)>,
    /// Spans that are too deep: their text goes into the deepest open one.
    skipped: usize,
    /// Images met since the last block: they become notes below it.
    pub images: Vec<String>,
}

impl Spans {
    /// An empty line.
    pub fn new() -> Self {
        Self { open: vec![(Span::Line, Vec::new())], skipped: 0, images: Vec::new() }
    }

    /// Opens a span; false where it is too deep.
    pub fn start(&mut self, span: Span) -> bool {
        if self.open.len() > limit::DEPTH {
            self.skipped += 1;
            return false;
        }
        self.open.push((span, Vec::new()));
        true
    }

    /// Closes the span that was opened last.
    pub fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.open.len() < 2 {
            return;
        }
        let Some((span, inside)) = self.open.pop() else { return };
        match span {
            Span::Line => {}
            Span::Emphasis => self.push(Inline::Emphasis(inside)),
            Span::Strong => self.push(Inline::Strong(inside)),
            Span::Struck => self.push(Inline::Struck(inside)),
            Span::Link { to, keep_text } => {
                let text = if keep_text { inside } else { Vec::new() };
                self.push(Inline::Link { to, text });
            }
            Span::Image { file } => {
                let alt = plain(&inside);
                let gap = if alt.is_empty() { "" } else { " " };
                self.images.push(format!("image: {alt}{gap}({file})"));
            }
        }
    }

    /// Whether nothing but the line is open.
    pub fn is_line(&self) -> bool {
        self.open.len() == 1
    }

    /// Adds something to the innermost span.
    pub fn push(&mut self, inline: Inline) {
        if let Some((_, inside)) = self.open.last_mut() {
            inside.push(inline);
        }
    }

    /// Adds text, joined to the text before it; a line does not begin with spaces.
    pub fn text(&mut self, text: &str) {
        let at_start = self.is_line();
        let Some((_, inside)) = self.open.last_mut() else { return };
        let text = if at_start && inside.is_empty() { text.trim_start() } else { text };
        match inside.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => inside.push(Inline::Text(text.to_owned())),
        }
    }

    /// Takes the line out, without spaces at its end.
    pub fn take(&mut self) -> Vec<Inline> {
        while self.open.len() > 1 {
            self.end();
        }
        let Some((_, inside)) = self.open.first_mut() else { return Vec::new() };
        let mut line = std::mem::take(inside);
        while let Some(Inline::Text(last)) = line.last_mut() {
            last.truncate(last.trim_end().len());
            if !last.is_empty() {
                break;
            }
            line.pop();
        }
        line
    }
}

/// The text of inlines without their form. The stack is explicit, though the depth is capped.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    let mut open = vec![inlines.iter()];
    while let Some(iter) = open.last_mut() {
        match iter.next() {
            None => {
                open.pop();
            }
            Some(Inline::Text(text) | Inline::Code(text) | Inline::Math(text)) => {
                out.push_str(text);
            }
            Some(Inline::Break) => out.push(' '),
            Some(Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Struck(inside)) => {
                open.push(inside.iter());
            }
            Some(Inline::Link { to, text }) => match to {
                LinkTo::Topic(slug, _) if text.is_empty() => out.push_str(slug),
                _ => open.push(text.iter()),
            },
        }
    }
    out
}
