//! Takes the parser's events one by one and builds blocks.

use super::super::limit;
use super::super::model::{Block, Inline, LinkTo};
use super::super::problem::Problems;
use super::demo::demo;
use super::inline::{Span, Spans, plain};
use super::{Anchors, HeadingAt, HeadingLink, Parsed, too_deep_note};
use crate::ink::clean;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd,
};
use std::borrow::Cow;

/// A container that is open, with its finished blocks.
enum Container {
    Quote(Option<&'static str>, Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
}

/// A table that is open.
struct Table {
    align: Vec<i8>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    row: Vec<Vec<Inline>>,
    cells: usize,
}

/// Text that is taken as it is: code, or raw HTML.
struct Verbatim {
    language: String,
    text: String,
    start: usize,
}

pub(super) struct Builder<'b, 'p> {
    resolve: &'b dyn Fn(&str, bool) -> LinkTo,
    problems: &'b mut Problems<'p>,
    parsed: Parsed,
    containers: Vec<Container>,
    /// Lists and quotes that are too deep: what they hold goes into the deepest open one.
    skipped: usize,
    flattened: bool,
    spans: Spans,
    table: Option<Table>,
    verbatim: Option<Verbatim>,
    in_heading: bool,
    heading_start: usize,
    anchors: Anchors,
    /// The first control character.
    control: Option<usize>,
    under_misconceptions: bool,
}

impl<'b, 'p> Builder<'b, 'p> {
    pub fn new(resolve: &'b dyn Fn(&str, bool) -> LinkTo, problems: &'b mut Problems<'p>) -> Self {
        Self {
            resolve,
            problems,
            parsed: Parsed::default(),
            containers: Vec::new(),
            skipped: 0,
            flattened: false,
            spans: Spans::new(),
            table: None,
            verbatim: None,
            in_heading: false,
            heading_start: 0,
            anchors: Anchors::default(),
            control: None,
            under_misconceptions: false,
        }
    }

    pub fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) => self.text(&text, at),
            Event::Code(text) | Event::InlineHtml(text) => {
                let text = self.checked(&text, at);
                self.spans.push(Inline::Code(text));
            }
            Event::InlineMath(text) => {
                let text = self.checked(&text, at);
                self.spans.push(Inline::Math(text));
            }
            Event::DisplayMath(text) => self.display_math(&text, at),
            Event::SoftBreak => self.spans.text(" "),
            Event::HardBreak => self.spans.push(Inline::Break),
            Event::Rule => {
                self.flush();
                self.push(Block::Rule);
            }
            Event::TaskListMarker(done) => self.spans.text(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(_) => {}
        }
    }

    pub fn finish(mut self) -> Parsed {
        self.flush();
        while !self.containers.is_empty() {
            self.close();
        }
        if let Some(at) = self.control {
            let place = self.problems.place(at);
            let message = "the text holds control characters".to_owned();
            let help = "remove them, also those written as entities (`&#27;`); they are shown, never sent to the terminal";
            self.problems.error("control-characters", place, message, help);
        }
        self.parsed
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { .. } => {
                self.flush();
                (self.in_heading, self.heading_start) = (true, at);
            }
            Tag::BlockQuote(kind) => {
                self.open(Container::Quote(kind.map(quote_kind), Vec::new()), at);
            }
            Tag::List(start) => self.open(Container::List(start, Vec::new()), at),
            Tag::Item => {
                self.flush();
                if self.skipped == 0 {
                    self.containers.push(Container::Item(Vec::new()));
                }
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => self.checked(&info, at),
                    CodeBlockKind::Indented => String::new(),
                };
                let language = info.split_whitespace().next().unwrap_or_default().to_owned();
                self.flush();
                self.verbatim = Some(Verbatim { language, text: String::new(), start: at });
            }
            Tag::HtmlBlock => {
                self.flush();
                let language = "html".to_owned();
                self.verbatim = Some(Verbatim { language, text: String::new(), start: at });
            }
            Tag::Table(align) => {
                self.flush();
                let align = align.into_iter().map(alignment).collect();
                let (head, rows, row) = (Vec::new(), Vec::new(), Vec::new());
                self.table = Some(Table { align, head, rows, row, cells: 0 });
            }
            Tag::Emphasis => self.open_span(Span::Emphasis, at),
            Tag::Strong => self.open_span(Span::Strong, at),
            Tag::Strikethrough => self.open_span(Span::Struck, at),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, at),
            Tag::Image { dest_url, .. } => {
                let file = self.checked(&dest_url, at);
                self.open_span(Span::Image { file }, at);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => self.heading(level as u8),
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.flush();
                if self.skipped > 0 { self.skipped -= 1 } else { self.close() }
            }
            TagEnd::Item => {
                self.flush();
                if self.skipped == 0 {
                    self.close();
                }
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_verbatim(),
            TagEnd::TableCell => self.cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.row(),
            TagEnd::Table => self.end_table(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.spans.end(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        let before = self.control.is_none().then(|| text.find(is_control)).flatten();
        self.look_for_control(text, at + before.unwrap_or_default());
        match &mut self.verbatim {
            Some(verbatim) => verbatim.text.push_str(text),
            None => self.spans.text(text),
        }
    }

    /// A copy of the text, after looking for control characters in it.
    fn checked(&mut self, text: &CowStr<'_>, at: usize) -> String {
        self.look_for_control(text, at);
        text.to_string()
    }

    fn look_for_control(&mut self, text: &str, at: usize) {
        if self.control.is_none() {
            let plain_ascii = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
            if !plain_ascii && matches!(clean(&text.replace('\r', "")), Cow::Owned(_)) {
                self.control = Some(at);
            }
        }
    }

    fn display_math(&mut self, text: &CowStr<'_>, at: usize) {
        let text = self.checked(text, at);
        if self.in_heading || self.table.is_some() || !self.spans.is_line() {
            self.spans.push(Inline::Math(text));
            return;
        }
        self.flush();
        self.push(Block::Math(text.trim().to_owned()));
    }

    /// Ends the paragraph that is open, if it holds anything; images follow as notes.
    fn flush(&mut self) {
        let line = self.spans.take();
        if !line.is_empty() {
            self.push(Block::Paragraph(line));
        }
        self.push_images();
    }

    fn push_images(&mut self) {
        for image in std::mem::take(&mut self.spans.images) {
            self.push(Block::Note(image));
        }
    }

    fn push(&mut self, block: Block) {
        match self.containers.last_mut() {
            Some(Container::Quote(_, blocks) | Container::Item(blocks)) => blocks.push(block),
            Some(Container::List(_, items)) => items.push(vec![block]),
            None => self.parsed.blocks.push(block),
        }
    }

    fn open(&mut self, container: Container, at: usize) {
        self.flush();
        let depth = self.containers.iter().filter(|open| !matches!(open, Container::Item(_)));
        if self.skipped > 0 || depth.count() >= limit::DEPTH {
            self.skipped += 1;
            self.note_depth(at);
        } else {
            self.containers.push(container);
        }
    }

    fn close(&mut self) {
        let under = self.under_misconceptions && self.containers.len() == 1;
        match self.containers.pop() {
            Some(Container::Quote(kind, blocks)) => self.push(Block::Quote { kind, blocks }),
            Some(Container::Item(blocks)) => match self.containers.last_mut() {
                Some(Container::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.push(block)),
            },
            Some(Container::List(start, items)) => {
                if under {
                    self.parsed.misconceptions += items.len();
                }
                self.push(Block::List { start, items });
            }
            None => {}
        }
    }

    fn open_span(&mut self, span: Span, at: usize) {
        if !self.spans.start(span) {
            self.note_depth(at);
        }
    }

    /// Says once on the page, and once as a problem, that nesting was flattened.
    fn note_depth(&mut self, at: usize) {
        if !self.flattened {
            self.flattened = true;
            let place = self.problems.place(at);
            let help = "make the lists, quotations or emphasis flatter";
            self.problems.error("too-deep", place, too_deep_note(), help);
            self.spans.images.push(too_deep_note());
        }
    }

    fn link(&mut self, kind: LinkType, target: &CowStr<'_>, at: usize) {
        let mut target = self.checked(target, at);
        let wiki = matches!(kind, LinkType::WikiLink { .. });
        if wiki && self.table.is_some() && target.ends_with('\\') {
            // In a table the bar of `[[slug\|text]]` is escaped, and the parser keeps the sign.
            target.pop();
        }
        if kind == LinkType::Email {
            target.insert_str(0, "mailto:");
        }
        let to = (self.resolve)(&target, wiki);
        let anchor = match &to {
            LinkTo::Topic(slug, Some(anchor)) => Some((Some(slug.clone()), anchor.clone())),
            LinkTo::Heading(anchor) => Some((None, anchor.clone())),
            LinkTo::Topic(_, None) | LinkTo::Url(_) | LinkTo::Missing(_) => None,
        };
        if let Some((topic, anchor)) = anchor
            && self.parsed.heading_links.len() < limit::CELLS
        {
            let place = self.problems.place(at);
            self.parsed.heading_links.push(HeadingLink { topic, anchor, place });
        }
        if let LinkTo::Missing(name) = &to
            && !self.problems.is_full()
        {
            let place = self.problems.place(at);
            self.problems.names.push((name.clone(), place));
        }
        let bare = kind == LinkType::WikiLink { has_pothole: false };
        let keep_text = !(bare && matches!(to, LinkTo::Topic(..)));
        self.open_span(Span::Link { to, keep_text }, at);
    }

    fn heading(&mut self, level: u8) {
        let text = self.spans.take();
        let words = plain(&text);
        let anchor = self.anchors.next(&words);
        let outer = self.containers.is_empty();
        if outer && level <= 2 {
            self.under_misconceptions = words.trim() == "Common misconceptions";
        }
        let place = self.problems.place(self.heading_start);
        let heading = HeadingAt { level, text: words, anchor: anchor.clone(), place, outer };
        self.parsed.headings.push(heading);
        self.push(Block::Heading { level, text, anchor });
        self.in_heading = false;
        self.push_images();
    }

    fn end_verbatim(&mut self) {
        let Some(Verbatim { language, text, start }) = self.verbatim.take() else { return };
        let mut text = if text.contains('\r') { text.replace('\r', "") } else { text };
        text.truncate(text.trim_end_matches('\n').len());
        if language == "demo" {
            let (line, column) = self.problems.place(start);
            let call = demo(&text, self.problems.file.at(line, column), self.problems);
            self.push(Block::Demo(call));
        } else {
            self.push(Block::Code { language, text });
        }
    }

    fn cell(&mut self) {
        let cell = self.spans.take();
        if let Some(table) = &mut self.table {
            table.cells += 1;
            if table.cells <= limit::CELLS {
                table.row.push(cell);
            }
        }
    }

    fn row(&mut self) {
        if let Some(table) = &mut self.table {
            let row = std::mem::take(&mut table.row);
            if table.head.is_empty() {
                table.head = row;
            } else if !row.is_empty() {
                table.rows.push(row);
            }
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let Table { mut align, head, rows, cells, .. } = table;
        align.truncate(head.len());
        self.push(Block::Table { align, head, rows });
        if cells > limit::CELLS {
            let note = format!("the table has {cells} cells; the first {} are shown", limit::CELLS);
            self.push(Block::Note(note));
        }
        self.push_images();
    }
}

/// Whether the gate would not let this through; a line may end with a carriage return.
fn is_control(c: char) -> bool {
    !matches!(c, ' '..='~' | '\n' | '\r')
        && matches!(clean(c.encode_utf8(&mut [0; 4])), Cow::Owned(_))
}

fn quote_kind(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn alignment(alignment: Alignment) -> i8 {
    match alignment {
        Alignment::None | Alignment::Left => -1,
        Alignment::Center => 0,
        Alignment::Right => 1,
    }
}
