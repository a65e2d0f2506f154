//! Where lines are put down: a margin of bullets and bars to the left, the lines below each other.

use super::Target;
use super::flow::{Text, cells};
use crate::ink::{Drawn, Line, Place, Role};

/// Text keeps at least this many cells, however deep the nesting.
const NARROWEST_TEXT: usize = 16;

/// What stands to the left of the lines of a list item or a quotation. Both forms are equally wide.
#[derive(Debug, Clone)]
pub(super) struct Margin {
    /// Before the first line: a bullet, a number. Given up when it has been drawn.
    first: Option<(String, Role)>,
    /// Before the others.
    rest: (String, Role),
    cells: usize,
}

impl Margin {
    /// The margin of an item, as wide as its marker.
    pub fn marker(marker: &str, role: Role) -> Self {
        let cells = cells(marker);
        Self {
            first: Some((marker.to_owned(), role)),
            rest: (" ".repeat(cells), Role::Text),
            cells,
        }
    }

    /// The same before every line.
    pub fn every(text: &str, role: Role) -> Self {
        Self { first: None, rest: (text.to_owned(), role), cells: cells(text) }
    }

    /// Spaces.
    pub fn indent(cells: usize) -> Self {
        Self::every(&" ".repeat(cells), Role::Text)
    }
}

/// The lines so far, and the margins that are open.
#[derive(Debug)]
pub(super) struct Canvas {
    pub drawn: Drawn<Target>,
    margins: Vec<Margin>,
    width: usize,
}

impl Canvas {
    pub fn new(width: usize) -> Self {
        Self { drawn: Drawn::default(), margins: Vec::new(), width }
    }

    /// The number of the next line.
    pub fn next_line(&self) -> usize {
        self.drawn.lines.len()
    }

    /// The cells that a line may take between the margins and the edge.
    pub fn room(&self) -> usize {
        self.width.saturating_sub(self.margin_cells()).max(1)
    }

    /// The cells for prose: no more than the measure, counted from the left edge.
    pub fn prose_room(&self) -> usize {
        self.width.min(super::MEASURE).saturating_sub(self.margin_cells()).max(1)
    }

    /// The cells that the margins take.
    pub fn margin_cells(&self) -> usize {
        self.margins.iter().map(|margin| margin.cells).sum()
    }

    /// Opens a margin. Where too little room would be left, the innermost ones give way, so that
    /// deep nesting goes on at the same depth. The result closes it again.
    pub fn open(&mut self, margin: Margin) -> Vec<Margin> {
        let least = NARROWEST_TEXT.min(self.width / 2);
        let mut given_way = Vec::new();
        let room = self.width.min(super::MEASURE);
        while self.margin_cells() + margin.cells + least > room {
            let Some(inner) = self.margins.pop() else { break };
            given_way.push(inner);
        }
        if margin.cells + least <= room {
            self.margins.push(margin);
        } else {
            self.margins.push(Margin::every("", Role::Text));
        }
        given_way
    }

    /// Closes the innermost margin, and opens again what gave way to it; a marker that has not been
    /// drawn yet comes with the next line.
    pub fn close(&mut self, given_way: Vec<Margin>) {
        self.margins.pop();
        self.margins.extend(given_way.into_iter().rev());
    }

    /// Text, wrapped, as wide as prose may be.
    pub fn text(&mut self, text: &Text<'_>) {
        self.draw(text.wrap(self.prose_room()));
    }

    /// Finished lines with their places.
    pub fn draw(&mut self, drawn: Drawn<Target>) {
        let mut places = drawn.places.into_iter().peekable();
        for (number, line) in drawn.lines.into_iter().enumerate() {
            let shift = self.margin_cells();
            let at = self.next_line();
            while let Some(place) = places.next_if(|place| place.line <= number) {
                self.drawn.places.push(Place { line: at, column: place.column + shift, ..place });
            }
            self.line(line);
        }
    }

    /// One line behind the margins.
    pub fn line(&mut self, line: Line) {
        if self.margins.is_empty() {
            self.drawn.lines.push(line);
            return;
        }
        let mut out = Line::default();
        for margin in &mut self.margins {
            let (text, role) = margin.first.take().unwrap_or_else(|| margin.rest.clone());
            out.push(text, role);
        }
        if line.spans.is_empty() {
            trim(&mut out);
        }
        out.extend(line);
        self.drawn.lines.push(out);
    }

    /// An empty line; the bars of quotations go through it, markers wait for a line with text.
    pub fn blank(&mut self) {
        let mut out = Line::default();
        for margin in &self.margins {
            out.push(&margin.rest.0, margin.rest.1);
        }
        trim(&mut out);
        self.drawn.lines.push(out);
    }
}

/// Cuts the spaces at the end of a line off.
fn trim(line: &mut Line) {
    while let Some(last) = line.spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
}
