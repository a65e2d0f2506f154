//! Putting drawings beside and below each other.

use crate::ink::{Drawn, Line, Role};

/// Two drawings side by side, the right one from `column` on.
pub fn beside<T>(left: Drawn<T>, right: Drawn<T>, column: usize) -> Drawn<T> {
    let mut out = left;
    let height = out.lines.len().max(right.lines.len());
    out.lines.resize_with(height, Line::default);
    for (line, other) in out.lines.iter_mut().zip(right.lines) {
        if other.spans.is_empty() {
            continue;
        }
        line.pad_to(column);
        line.extend(other);
    }
    out.places.extend(right.places.into_iter().map(|mut place| {
        place.column += column;
        place
    }));
    out.places.sort_by_key(|place| (place.line, place.column));
    out
}

/// Drawings in rows like words in a paragraph: side by side while they fit, then below.
pub fn shelves<T>(blocks: Vec<Drawn<T>>, width: usize, gap: usize) -> Drawn<T> {
    let mut out = Drawn::default();
    let mut shelf: Option<Drawn<T>> = None;
    for block in blocks {
        let Some(row) = shelf.take() else {
            shelf = Some(block);
            continue;
        };
        let column = broadest(&row) + gap;
        if column + broadest(&block) <= width {
            shelf = Some(beside(row, block, column));
        } else {
            below(&mut out, row);
            shelf = Some(block);
        }
    }
    if let Some(row) = shelf {
        below(&mut out, row);
    }
    out
}

/// The drawing cut at `cells`, places too; what then has no cell left is no place.
pub fn within<T>(mut drawn: Drawn<T>, cells: usize) -> Drawn<T> {
    drawn.lines = drawn.lines.into_iter().map(|line| line.cut(cells)).collect();
    drawn.places.retain_mut(|place| {
        let end = drawn.lines.get(place.line).map_or(0, Line::width);
        place.width = place.width.min(end.saturating_sub(place.column));
        place.width > 0
    });
    drawn
}

/// The cells of the widest line.
pub fn broadest<T>(drawn: &Drawn<T>) -> usize {
    drawn.lines.iter().map(Line::width).max().unwrap_or(0)
}

/// Adds an empty line.
pub fn blank<T>(drawn: &mut Drawn<T>) {
    drawn.lines.push(Line::default());
}

/// Adds plain lines of one role, `indent` cells to the right.
pub fn say<T>(
    drawn: &mut Drawn<T>,
    lines: impl IntoIterator<Item = String>,
    indent: usize,
    role: Role,
) {
    drawn.lines.extend(lines.into_iter().map(|text| Line::of(text, role).indented(indent)));
}

fn below<T>(out: &mut Drawn<T>, row: Drawn<T>) {
    if !out.lines.is_empty() {
        blank(out);
    }
    out.append(row, 0, |target| target);
}
