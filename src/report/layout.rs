//! Putting drawings beside and below each other.

use crate::ink::{Drawn, Line, Role, clean_line, width, wrap_words};

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

/// Text wrapped at spaces; it passes the gate first, so that it is measured as it will be shown.
pub fn wrapped(text: &str, cells: usize) -> Vec<String> {
    wrap_words(&clean_line(text), cells)
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

/// A line of spans broken at spaces, further lines moved right by `indent`.
pub fn wrap(line: Line, cells: usize, indent: usize) -> Vec<Line> {
    broken(line, cells, indent, |_| true)
}

/// An arithmetic line broken behind `+`, `−`, `=` and `/` alone.
pub fn wrap_sums(line: Line, cells: usize, indent: usize) -> Vec<Line> {
    broken(line, cells, indent, |piece| matches!(piece.trim(), "+" | "−" | "=" | "/"))
}

fn broken(line: Line, cells: usize, indent: usize, after: impl Fn(&str) -> bool) -> Vec<Line> {
    if line.width() <= cells {
        return vec![line];
    }
    let mut out = vec![Line::default()];
    for atom in atoms(line, after) {
        let full = out.last().is_some_and(|last| {
            last.width() > indent && last.width() + width(&atom.plain()) > cells
        });
        if full {
            out.push(Line::of(" ".repeat(indent), Role::Text));
        }
        if let Some(last) = out.last_mut() {
            for span in atom.spans {
                last.push_marked(&span.text, span.role, span.mark);
            }
        }
    }
    for line in &mut out {
        if let Some(last) = line.spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
    }
    out.into_iter().map(|line| line.cut(cells)).collect()
}

/// The pieces between which a line may be broken, each with the space behind it.
fn atoms(line: Line, after: impl Fn(&str) -> bool) -> Vec<Line> {
    let mut out = vec![Line::default()];
    for span in line.spans {
        for piece in span.text.split_inclusive(' ') {
            let Some(last) = out.last_mut() else { continue };
            last.push_marked(piece, span.role, span.mark);
            if piece.ends_with(' ') && after(piece) {
                out.push(Line::default());
            }
        }
    }
    out
}

fn below<T>(out: &mut Drawn<T>, row: Drawn<T>) {
    if !out.lines.is_empty() {
        blank(out);
    }
    out.append(row, 0, |target| target);
}
