//! A field of cells, two by four dots each, for lines of dots, marks and words.

use crate::ink::{Drawn, Line, Mark, Place, Role, width};

/// Dots of a cell, across and down.
const DOTS: (usize, usize) = (2, 4);
/// The bit of a braille pattern for each dot, row by row.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The field; `T` is what a cell of it leads to.
pub struct Canvas<T> {
    columns: usize,
    rows: usize,
    cells: Vec<Cell<T>>,
}

#[derive(Clone)]
struct Cell<T> {
    dots: u8,
    /// Over the dots; empty under the second half of a wide letter.
    symbol: Option<String>,
    role: Role,
    mark: Mark,
    target: Option<T>,
}

impl<T: Clone + PartialEq> Canvas<T> {
    pub fn new(columns: usize, rows: usize) -> Self {
        let empty =
            Cell { dots: 0, symbol: None, role: Role::Text, mark: Mark::None, target: None };
        Self { columns, rows, cells: vec![empty; columns * rows] }
    }

    pub fn size(&self) -> (usize, usize) {
        (self.columns, self.rows)
    }

    /// The dot at a place of the unit square, from the left and from the top.
    fn dot(&self, (x, y): (f64, f64)) -> (usize, usize) {
        let along = |share: f64, dots: usize| {
            (share.clamp(0.0, 1.0) * dots.saturating_sub(1) as f64).round() as usize
        };
        (along(x, self.columns * DOTS.0), along(1.0 - y, self.rows * DOTS.1))
    }

    /// The cell at a place of the unit square: column and row.
    pub fn cell(&self, place: (f64, f64)) -> (usize, usize) {
        let (x, y) = self.dot(place);
        (x / DOTS.0, y / DOTS.1)
    }

    /// A straight line of dots between two places of the unit square.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), role: Role) {
        let (from, to) = (self.dot(from), self.dot(to));
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
        let between = |from: usize, to: usize, step: usize| {
            let share = step as f64 / steps as f64;
            (from as f64 + (to as f64 - from as f64) * share).round() as usize
        };
        for step in 0..=steps {
            let (x, y) = (between(from.0, to.0, step), between(from.1, to.1, step));
            if let Some(cell) = self.at(x / DOTS.0, y / DOTS.1) {
                cell.dots |= BITS[y % DOTS.1][x % DOTS.0];
                cell.role = role;
            }
        }
    }

    /// Text from a cell on, with the place that it leads to.
    pub fn write(
        &mut self,
        (column, row): (usize, usize),
        text: &str,
        (role, mark): (Role, Mark),
        target: Option<&T>,
    ) {
        let mut at = column;
        for c in text.chars() {
            let letter = c.to_string();
            let wide = width(&letter);
            if wide == 0 {
                let before = at.checked_sub(1).and_then(|at| self.at(at, row));
                if let Some(symbol) = before.and_then(|cell| cell.symbol.as_mut()) {
                    symbol.push(c);
                }
                continue;
            }
            if at + wide > self.columns {
                return;
            }
            for part in 0..wide {
                if let Some(cell) = self.at(at + part, row) {
                    let symbol = if part == 0 { letter.clone() } else { String::new() };
                    *cell =
                        Cell { dots: 0, symbol: Some(symbol), role, mark, target: target.cloned() };
                }
            }
            at += wide;
        }
    }

    /// Makes a cell lead somewhere, if it does not yet.
    pub fn lead(&mut self, (column, row): (usize, usize), target: T) {
        if let Some(cell) = self.at(column, row) {
            cell.target.get_or_insert(target);
        }
    }

    /// Whether so many cells from one on hold no symbol.
    pub fn is_free(&self, (column, row): (usize, usize), cells: usize) -> bool {
        column + cells <= self.columns
            && row < self.rows
            && self.cells[row * self.columns + column..][..cells]
                .iter()
                .all(|cell| cell.symbol.is_none())
    }

    fn at(&mut self, column: usize, row: usize) -> Option<&mut Cell<T>> {
        if column >= self.columns || row >= self.rows {
            return None;
        }
        self.cells.get_mut(row * self.columns + column)
    }

    /// One row as a line, its places counted from its own first cell.
    pub fn row(&self, row: usize) -> Drawn<T> {
        let mut drawn = Drawn::default();
        let mut line = Line::default();
        let cells = self.cells.chunks(self.columns.max(1)).nth(row).unwrap_or_default();
        for (column, cell) in cells.iter().enumerate() {
            match &cell.symbol {
                Some(symbol) => line.push_marked(symbol, cell.role, cell.mark),
                None if cell.dots == 0 => line.push(" ", Role::Text),
                None => {
                    let pattern = char::from_u32(0x2800 + u32::from(cell.dots)).unwrap_or(' ');
                    line.push(pattern.to_string(), cell.role);
                }
            }
            let Some(target) = &cell.target else { continue };
            match drawn.places.last_mut() {
                Some(Place { column: from, width, target: last, .. })
                    if *last == *target && *from + *width == column =>
                {
                    *width += 1;
                }
                _ => {
                    drawn.places.push(Place { line: 0, column, width: 1, target: target.clone() });
                }
            }
        }
        drawn.lines.push(line);
        drawn
    }
}
