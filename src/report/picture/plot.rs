//! A field with an axis on its left and one below it.

use super::canvas::Canvas;
use super::scale::Scale;
use crate::ink::{Drawn, Line, Mark, Role, fit, width};
use fingerpost_demos::report::CellRef;

/// A field narrower or lower than this shows nothing.
const SMALLEST: (usize, usize) = (12, 3);
/// Broader fields only pull the points apart.
const BROADEST: usize = 72;
/// A label beside the axis takes at most these cells.
const LABEL: usize = 10;

/// The room for a picture.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Cells, the labels of the axis among them.
    pub width: usize,
    /// Rows of the field.
    pub rows: usize,
}

impl Room {
    /// How many steps an axis up has: not every row needs a number.
    pub fn steps_up(self) -> usize {
        if self.rows < 8 { 3 } else { 5 }
    }
}

/// The field with its axes.
pub struct Plot {
    across: Scale,
    up: Scale,
    gutter: usize,
    /// What is drawn on it.
    pub canvas: Canvas<CellRef>,
}

impl Plot {
    /// An empty field; `None` where the room is too small.
    pub fn new(across: Scale, up: Scale, room: Room) -> Option<Self> {
        let gutter = up.label_width().min(LABEL) + 2;
        let columns = room.width.checked_sub(gutter + 3)?.min(BROADEST);
        (columns >= SMALLEST.0 && room.rows >= SMALLEST.1).then(|| Self {
            across,
            up,
            gutter,
            canvas: Canvas::new(columns, room.rows),
        })
    }

    /// Where a point stands in the unit square; `None` for one that is not finite.
    pub fn place(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        Some((self.across.place(x)?, self.up.place(y)?))
    }

    /// A line through points, broken where one has no place.
    pub fn line(&mut self, points: impl Iterator<Item = (f64, f64)>, role: Role) {
        let mut last = None;
        for (x, y) in points {
            let place = self.place(x, y);
            if let (Some(from), Some(to)) = (last, place) {
                self.canvas.line(from, to, role);
            }
            last = place;
        }
    }

    /// A symbol at a point, which leads to its cell.
    pub fn mark(&mut self, (x, y): (f64, f64), text: &str, look: (Role, Mark), cell: &CellRef) {
        if let Some(place) = self.place(x, y) {
            let at = self.canvas.cell(place);
            self.canvas.write(at, text, look, Some(cell));
        }
    }

    /// The same, where no other symbol stands there.
    pub fn mark_free(&mut self, place: (f64, f64), text: &str, look: (Role, Mark), cell: &CellRef) {
        let at = self.place(place.0, place.1).map(|place| self.canvas.cell(place));
        if at.is_some_and(|at| self.canvas.is_free(at, 1)) {
            self.mark(place, text, look, cell);
        }
    }

    /// The field between its axes.
    pub fn framed(&self) -> Drawn<CellRef> {
        let mut drawn = Drawn::default();
        let (columns, rows) = self.canvas.size();
        let row_of = |place: f64| self.canvas.cell((0.0, place)).1;
        for row in 0..rows {
            // The ends are always said, whatever falls into their row.
            let here = |(place, _): &&(f64, String)| row_of(*place) == row;
            let tick = if row == 0 {
                self.up.ticks.iter().rev().find(here)
            } else {
                self.up.ticks.iter().find(here)
            };
            let label = fit(tick.map_or("", |(_, label)| label), LABEL);
            let mut line = Line::default();
            line.pad_to(self.gutter - width(&label));
            line.push(label, Role::Dim);
            line.push(if tick.is_some() { " ┤" } else { " │" }, Role::Rule);
            let field = self.canvas.row(row);
            let indent = line.width();
            drawn.places.extend(field.places.into_iter().map(|mut place| {
                (place.line, place.column) = (row, place.column + indent);
                place
            }));
            for inner in field.lines {
                line.extend(inner);
            }
            drawn.lines.push(line);
        }
        drawn.lines.extend(self.axis_below(columns));
        drawn
    }

    /// The axis below with its ticks, and their labels: both ends first, then what fits between.
    fn axis_below(&self, columns: usize) -> [Line; 2] {
        let mut ticks = vec!['─'; columns];
        let mut words: Vec<(usize, String)> = Vec::new();
        let last = self.across.ticks.len().saturating_sub(1);
        let order = [0, last].into_iter().chain(1..last.max(1));
        for (place, label) in order.filter_map(|index| self.across.ticks.get(index)) {
            let column = self.canvas.cell((*place, 0.0)).0;
            let label = fit(label, LABEL);
            let cells = width(&label);
            let from = column.saturating_sub(cells / 2).min(columns.saturating_sub(cells));
            let clear =
                |(at, word): &(usize, String)| from + cells < *at || *at + width(word) < from;
            if words.iter().all(clear) {
                words.push((from, label));
                if let Some(tick) = ticks.get_mut(column) {
                    *tick = '┬';
                }
            }
        }
        words.sort();
        let mut axis = Line::default();
        axis.pad_to(self.gutter + 1);
        axis.push("└", Role::Rule);
        axis.push(ticks.into_iter().collect::<String>(), Role::Rule);
        let mut below = Line::default();
        for (at, word) in words {
            below.pad_to(self.gutter + 2 + at);
            below.push(word, Role::Dim);
        }
        [axis, below]
    }
}
