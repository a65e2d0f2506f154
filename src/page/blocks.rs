//! Blocks below each other: paragraphs, lists, quotations, code, mathematics, figures.

use super::canvas::{Canvas, Margin};
use super::flow::{Text, cells};
use super::inline::{collect, collect_marked};
use super::{Claimed, DEEPEST, DemoPlace, Heading, Page, Parts, Target, code, math, table};
use crate::content::{Block, DemoCall, Inline, Sentence, sentence};
use crate::ink::{Line, Place, Role};

/// The anchor of the section that gets the generated list.
pub(super) const LEARN_NEXT: &str = "learn-next";

/// A page while it is being laid out.
pub(super) struct Layout<'p> {
    pub parts: &'p Parts<'p>,
    pub canvas: Canvas,
    pub headings: Vec<Heading>,
    demos: Vec<DemoPlace>,
    depth: usize,
    /// The line after which nothing more is drawn, only listed.
    until: usize,
    begun: bool,
    /// The role of text: quotations have their own.
    role: Role,
    /// Claims whose sentence has been met.
    claimed: Vec<usize>,
}

impl<'p> Layout<'p> {
    pub fn new(parts: &'p Parts<'p>, width: usize, until: usize) -> Self {
        Self {
            parts,
            canvas: Canvas::new(width),
            headings: Vec::new(),
            demos: Vec::new(),
            depth: 0,
            until,
            begun: false,
            role: Role::Text,
            claimed: Vec::new(),
        }
    }

    pub fn finish(self) -> Page {
        let Self { canvas, headings, demos, begun, .. } = self;
        Page { drawn: canvas.drawn, headings, demos, begun }
    }

    /// Whether what comes now lies below all that is asked for.
    pub fn is_below(&mut self) -> bool {
        let below = self.canvas.next_line() > self.until;
        self.begun |= below;
        below
    }

    /// The sections, with the generated list at the end of *Learn next*.
    pub fn body(&mut self, blocks: &[Block]) {
        let is_learn_next =
            |block: &Block| matches!(block, Block::Heading { anchor, .. } if anchor == LEARN_NEXT);
        let Some(start) = blocks.iter().position(is_learn_next) else {
            self.gap();
            self.blocks(blocks);
            if !self.parts.learn_next.is_empty() {
                self.section("Learn next", LEARN_NEXT);
                self.learn_next();
            }
            return;
        };
        let next = |block: &Block| matches!(block, Block::Heading { level: 1 | 2, .. });
        let end =
            blocks.iter().skip(start + 1).position(next).map_or(blocks.len(), |n| start + 1 + n);
        let (before, after) = blocks.split_at(end);
        self.gap();
        self.blocks(before);
        if !self.parts.learn_next.is_empty() {
            if end > start + 1 {
                self.canvas.blank();
            }
            self.learn_next();
        }
        if !after.is_empty() {
            self.gap();
            self.blocks(after);
        }
    }

    /// An empty line, but not at the top and not after another one.
    pub fn gap(&mut self) {
        let drawn = self.canvas.drawn.lines.last().is_some_and(|line| !line.spans.is_empty());
        if drawn && !self.is_below() {
            self.canvas.blank();
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        self.blocks_spaced(blocks, false);
    }

    /// Blocks with an empty line between them; a heading stands close to its text, and in a tight
    /// item a list stands close to the words before it.
    fn blocks_spaced(&mut self, blocks: &[Block], tight: bool) {
        if self.depth > DEEPEST {
            self.note("nested too deeply to be shown");
            return;
        }
        self.depth += 1;
        let mut before: Option<&Block> = None;
        for block in blocks {
            if self.is_below() {
                self.list_only(block);
                continue;
            }
            let close = match before {
                None | Some(Block::Heading { .. }) => true,
                Some(_) => tight && matches!(block, Block::List { .. }),
            };
            if !close {
                self.canvas.blank();
            }
            self.block(block);
            before = Some(block);
        }
        self.depth -= 1;
    }

    /// Notes what the contents of a page name.
    fn list_only(&mut self, block: &Block) {
        let line = self.canvas.next_line();
        match block {
            Block::Heading { level, text, anchor } => {
                let text = collect(text, Role::Heading, self.parts).plain();
                self.headings.push(Heading { line, level: *level, text, anchor: anchor.clone() });
            }
            Block::Demo(call) => {
                self.demos.push(DemoPlace { line, height: 0, call: call.clone() });
            }
            Block::Quote { blocks, .. } => blocks.iter().for_each(|block| self.list_only(block)),
            Block::List { items, .. } => {
                items.iter().flatten().for_each(|block| self.list_only(block));
            }
            _ => {}
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, anchor } => self.heading(*level, text, anchor),
            Block::Paragraph(inlines) => {
                let text = self.paragraph(inlines);
                self.canvas.text(&text);
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote { kind, blocks } => self.quote(*kind, blocks),
            Block::Code { language, text } => {
                let open = self.canvas.open(Margin::indent(2));
                code::draw(&mut self.canvas, language, text);
                self.canvas.close(open);
            }
            Block::Math(tex) => self.display_math(tex),
            Block::Table { align, head, rows } => {
                table::draw(&mut self.canvas, align, head, rows, self.parts);
            }
            Block::Rule => {
                let rule = "─".repeat(self.canvas.prose_room());
                self.canvas.line(Line::of(rule, Role::Rule));
            }
            Block::Demo(call) => self.demo(call),
            Block::Note(text) => self.note(text),
        }
    }

    /// The text of a paragraph; sentences in it whose claims have been run are marked, each once on
    /// a page.
    fn paragraph<'i>(&mut self, inlines: &'i [Inline]) -> Text<'i> {
        let parts = self.parts;
        let mut found: Vec<(Sentence, &Claimed)> = Vec::new();
        for claimed in &parts.claimed {
            if self.claimed.contains(&claimed.claim) {
                continue;
            }
            let Some(place) = sentence(inlines, &claimed.says, parts.title_of) else { continue };
            self.claimed.push(claimed.claim);
            if found.iter().all(|(other, _)| place.end <= other.start || other.end <= place.start) {
                found.push((place, claimed));
            }
        }
        found.sort_by_key(|(place, _)| place.start);
        collect_marked(inlines, self.role, parts, &found)
    }

    fn note(&mut self, text: &str) {
        let text = format!("[{text}]");
        self.canvas.text(&Text::of(&text, Role::Dim));
    }

    fn heading(&mut self, level: u8, inlines: &[Inline], anchor: &str) {
        let role = if level <= 2 { Role::Heading } else { Role::Subheading };
        self.heading_text(level, &collect(inlines, role, self.parts), anchor);
    }

    /// A heading that the page does not write itself.
    pub fn section(&mut self, title: &str, anchor: &str) {
        self.gap();
        self.heading_text(2, &Text::of(title, Role::Heading), anchor);
    }

    fn heading_text(&mut self, level: u8, text: &Text<'_>, anchor: &str) {
        let line = self.canvas.next_line();
        self.headings.push(Heading { line, level, text: text.plain(), anchor: anchor.to_owned() });
        if self.is_below() {
            return;
        }
        let drawn = text.wrap(self.canvas.prose_room());
        let widest = drawn.lines.iter().map(Line::width).max().unwrap_or_default();
        self.canvas.draw(drawn);
        if level <= 2 && widest > 0 {
            self.canvas.line(Line::of("─".repeat(widest), Role::Rule));
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let tight = items.iter().all(|item| is_tight(item));
        let last = start.map(|start| start.saturating_add(items.len().saturating_sub(1) as u64));
        let digits = last.map_or(0, |last| last.to_string().len());
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.canvas.blank();
            }
            let number = start.map(|start| start.saturating_add(index as u64));
            self.item(number, digits, item, tight);
        }
    }

    fn item(&mut self, number: Option<u64>, digits: usize, item: &[Block], tight: bool) {
        let (mark, first, rest) = self.task(item);
        let mut marker = number.map_or("• ".to_owned(), |number| format!("{number:>digits$}. "));
        if let Some(mark) = mark {
            if number.is_none() {
                marker.clear();
            }
            marker.push(mark);
            marker.push(' ');
        }
        let open = self.canvas.open(Margin::marker(&marker, Role::Rule));
        match first {
            Some(text) => {
                self.canvas.text(&text);
                if !rest.is_empty() {
                    if !tight {
                        self.canvas.blank();
                    }
                    self.blocks_spaced(rest, tight);
                }
            }
            None if item.is_empty() => self.canvas.line(Line::default()),
            None => self.blocks_spaced(item, tight),
        }
        self.canvas.close(open);
    }

    fn quote(&mut self, kind: Option<&str>, blocks: &[Block]) {
        let open = self.canvas.open(Margin::every("│ ", Role::Rule));
        if let Some(kind) = kind {
            let role = match kind {
                "warning" | "caution" => Role::Warning,
                _ => Role::Strong,
            };
            self.canvas.line(Line::of(capitalized(kind), role));
        }
        let outer = std::mem::replace(&mut self.role, Role::Quote);
        self.blocks(blocks);
        self.role = outer;
        self.canvas.close(open);
    }

    /// Display mathematics, as tall as it has to be; where it is too wide, its one-line form.
    fn display_math(&mut self, tex: &str) {
        let open = self.canvas.open(Margin::indent(4));
        let room = self.canvas.room();
        let fits = |lines: &Vec<String>| lines.iter().all(|line| cells(line) <= room);
        if let Some(lines) = math::display(tex).filter(fits) {
            for line in lines {
                self.canvas.line(Line::of(line, Role::Math));
            }
        } else if let Some(line) = math::line(tex) {
            self.canvas.text(&Text::of(&line, Role::Math));
        } else {
            code::draw(&mut self.canvas, "tex", tex);
        }
        self.canvas.close(open);
    }

    /// The box of a task, the words behind it, and the blocks below; nothing for a usual item.
    fn task<'i>(&mut self, item: &'i [Block]) -> (Option<char>, Option<Text<'i>>, &'i [Block]) {
        if let Some((Block::Paragraph(inlines), rest)) = item.split_first()
            && let Some(Inline::Text(first)) = inlines.first()
        {
            let mark = match first.get(..4) {
                Some("[x] " | "[X] ") => '☑',
                Some("[ ] ") => '☐',
                _ => return (None, None, item),
            };
            let mut text = self.paragraph(inlines);
            text.strip(first.get(..4).unwrap_or_default());
            return (Some(mark), Some(text), rest);
        }
        (None, None, item)
    }

    /// A figure; its whole first line is a place to open it.
    fn demo(&mut self, call: &DemoCall) {
        let number = self.demos.len();
        let room = self.canvas.prose_room();
        let mut lines = (self.parts.figure)(number, call, room);
        if lines.is_empty() {
            lines.push(Line::of("▶ ", Role::Rule).with(&call.name, Role::Link));
        }
        let line = self.canvas.next_line();
        self.demos.push(DemoPlace { line, height: lines.len(), call: call.clone() });
        let column = self.canvas.margin_cells();
        for (index, figure) in lines.into_iter().enumerate() {
            let figure = figure.cut(room);
            if index == 0 {
                let (width, target) = (figure.width(), Target::Demo(number));
                self.canvas.drawn.places.push(Place { line, column, width, target });
            }
            self.canvas.line(figure);
        }
    }
}

/// Whether an item is words with at most a list below them.
fn is_tight(item: &[Block]) -> bool {
    matches!(item, [] | [_] | [Block::Paragraph(_), Block::List { .. }])
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
