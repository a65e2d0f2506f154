//! Tables: as wide as their content, shrunk fairly to the room, or turned into lists.

use super::canvas::{Canvas, Margin};
use super::flow::Text;
use super::inline::collect;
use super::{Parts, Target};
use crate::content::Inline;
use crate::ink::{Drawn, Line, Place, Role};

/// Cells between columns.
const GAP: usize = 2;
/// A column that would be narrower than this although its content is wider makes a list.
const NARROWEST: usize = 6;

type Row = [Vec<Inline>];

/// Draws a table behind the margins of the canvas.
pub(super) fn draw(
    canvas: &mut Canvas,
    align: &[i8],
    head: &Row,
    rows: &[Vec<Vec<Inline>>],
    parts: &Parts<'_>,
) {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
    let head: Vec<_> = head.iter().map(|cell| collect(cell, Role::TableHead, parts)).collect();
    let rows: Vec<Vec<_>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| collect(cell, Role::Text, parts)).collect())
        .collect();
    let mut natural = vec![1; columns];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in natural.iter_mut().zip(row) {
            *width = widest(&cell.wrap(usize::MAX)).max(*width);
        }
    }
    let Some(widths) = shrink(&natural, canvas.room()) else {
        list(canvas, &head, &rows);
        return;
    };
    let grid = Grid { widths: &widths, align };
    if head.iter().any(|cell| !cell.plain().is_empty()) {
        canvas.draw(grid.row(&head));
        canvas.draw(grid.rule());
    }
    let drawn: Vec<_> = rows.iter().map(|row| grid.row(row)).collect();
    // Where cells were wrapped, only an empty line shows where a row ends.
    let airy = drawn.iter().any(|row| row.lines.len() > 1);
    for (index, row) in drawn.into_iter().enumerate() {
        if airy && index > 0 {
            canvas.blank();
        }
        canvas.draw(row);
    }
}

fn widest(drawn: &Drawn<Target>) -> usize {
    drawn.lines.iter().map(Line::width).max().unwrap_or_default()
}

/// The widths that fit into the room: narrow columns keep theirs, the wide ones share the rest
/// equally. Nothing where a shrunk column would be too narrow to read.
fn shrink(natural: &[usize], room: usize) -> Option<Vec<usize>> {
    let mut rest = room.checked_sub(GAP * natural.len().saturating_sub(1))?;
    if natural.iter().sum::<usize>() <= rest {
        return Some(natural.to_vec());
    }
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|&column| natural.get(column));
    let mut widths = natural.to_vec();
    for (taken, &column) in order.iter().enumerate() {
        let share = rest / (order.len() - taken);
        let width = widths.get_mut(column)?;
        if *width > share {
            *width = share;
            if share < NARROWEST {
                return None;
            }
        }
        rest -= *width;
    }
    Some(widths)
}

struct Grid<'g> {
    widths: &'g [usize],
    align: &'g [i8],
}

impl Grid<'_> {
    fn row(&self, cells: &[Text<'_>]) -> Drawn<Target> {
        let columns: Vec<_> =
            cells.iter().zip(self.widths).map(|(cell, &width)| cell.wrap(width)).collect();
        let height = columns.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        let mut out = Drawn::default();
        for number in 0..height {
            let mut line = Line::default();
            let mut left = 0;
            let mut used = 0;
            for (column, cell) in columns.iter().enumerate() {
                let width = self.widths.get(column).copied().unwrap_or_default();
                if let Some(part) = cell.lines.get(number).filter(|part| !part.spans.is_empty()) {
                    let wide = part.width();
                    let spare = width.saturating_sub(wide);
                    let start = left
                        + match self.align.get(column) {
                            Some(0) => spare / 2,
                            Some(1..) => spare,
                            _ => 0,
                        };
                    line.push(" ".repeat(start - used), Role::Text);
                    line.extend(part.clone());
                    used = start + wide;
                    out.places.extend(places_on(cell, number, start, out.lines.len()));
                }
                left += width + GAP;
            }
            out.lines.push(line);
        }
        out
    }

    fn rule(&self) -> Drawn<Target> {
        let mut line = Line::default();
        for (column, &width) in self.widths.iter().enumerate() {
            if column > 0 {
                line.push(" ".repeat(GAP), Role::Text);
            }
            line.push("─".repeat(width), Role::Rule);
        }
        Drawn { lines: vec![line], places: Vec::new() }
    }
}

fn places_on(
    cell: &Drawn<Target>,
    number: usize,
    shift: usize,
    line: usize,
) -> impl Iterator<Item = Place<Target>> {
    cell.places.iter().filter(move |place| place.line == number).map(move |place| Place {
        line,
        column: place.column + shift,
        width: place.width,
        target: place.target.clone(),
    })
}

/// The same table as `head: cell` lines, a bullet for each row.
fn list(canvas: &mut Canvas, head: &[Text<'_>], rows: &[Vec<Text<'_>>]) {
    for row in rows {
        let open = canvas.open(Margin::marker("• ", Role::Rule));
        let mut drawn = Drawn::default();
        for (column, cell) in row.iter().enumerate() {
            let name = head.get(column).map(Text::plain).unwrap_or_default();
            let room = canvas.prose_room();
            let labelled = if name.is_empty() {
                cell.wrap(room)
            } else {
                cell.labelled(&format!("{name}: "), Role::TableHead).wrap(room)
            };
            drawn.append(labelled, 0, |target| target);
        }
        canvas.draw(drawn);
        canvas.close(open);
    }
    if rows.is_empty() {
        for cell in head {
            canvas.text(cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Natural widths, the room, the widths.
    type Case = (&'static [usize], usize, Option<&'static [usize]>);

    #[test]
    fn narrow_columns_keep_their_width_and_wide_ones_share_the_rest() {
        let cases: [Case; 6] = [
            (&[3, 4], 20, Some(&[3, 4])),
            (&[3, 40], 20, Some(&[3, 15])),
            (&[30, 3, 40], 41, Some(&[17, 3, 17])),
            (&[7, 30, 9], 40, Some(&[7, 20, 9])),
            (&[30, 30, 30], 20, None),
            (&[1; 40], 60, None),
        ];
        for (natural, room, expected) in cases {
            assert_eq!(shrink(natural, room).as_deref(), expected, "{natural:?} in {room}");
        }
    }
}
