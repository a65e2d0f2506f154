//! Pictures of a step's tables in cells: curves, a scatter, a landscape. Nothing is computed here;
//! every point is a cell of a table, and leads to it.

mod canvas;
mod curves;
mod landscape;
mod plot;
mod scale;
mod scatter;
mod series;

use super::labels::cell_name;
use super::layout::wrap;
use super::number::spoken;
use crate::ink::{Drawn, Line, Role};
use fingerpost_demos::report::{CellRef, Picture, Report, Step};
use plot::Room;

/// What a point in focus looks like.
const FOCUS: &str = "◆";

/// The room that a picture has, and what the reader looks at.
#[derive(Debug, Clone, Copy, Default)]
pub struct View<'a> {
    /// The cell in focus.
    pub focus: Option<&'a CellRef>,
    /// Cells of width.
    pub width: usize,
    /// Rows of the field itself; axes and legend come below it.
    pub rows: usize,
    /// Whether the last line is kept for the value of the point in focus.
    pub caption: bool,
}

/// The picture of a step; empty where the room is too small or no point has a place.
pub fn picture(report: &Report, step: &Step, of: &Picture, view: &View) -> Drawn<CellRef> {
    let room = Room { width: view.width, rows: view.rows };
    let drawing = match of {
        Picture::Curves { curves } => curves::draw(report, step, curves, view.focus, room),
        Picture::Scatter { table, x, y } => {
            report.table(table).and_then(|table| scatter::draw(table, (*x, *y), view.focus, room))
        }
        Picture::Landscape { heights, across, up, path } => {
            let named = [heights, across, up, path].map(|id| report.table(id));
            let [Some(heights), Some(across), Some(up), Some(path)] = named else {
                return Drawn::default();
            };
            landscape::draw(&landscape::Tables { heights, across, up, path }, view.focus, room)
        }
    };
    let Some(Drawing { mut drawn, legend, focused }) = drawing else { return Drawn::default() };
    // A place to click must be a cell that the arrows can reach, too.
    let here = |cell: &CellRef| step.tables.iter().any(|table| table.id == cell.table);
    drawn.places.retain(|place| here(&place.target));
    drawn.lines.extend(wrap(legend.indented(2), view.width, 4));
    if view.caption {
        drawn.lines.push(caption(report, &focused, view.width));
    }
    drawn.lines = drawn.lines.into_iter().map(|line| line.cut(view.width)).collect();
    drawn
}

/// What a kind of picture gives: the field with its axes, what stands below it, and the points that
/// the focus is on.
struct Drawing {
    drawn: Drawn<CellRef>,
    legend: Line,
    focused: Vec<Focused>,
}

/// A cell in focus, and the letter that names it in short beside others.
struct Focused {
    cell: CellRef,
    letter: Option<String>,
}

impl Focused {
    fn of(cell: CellRef) -> Self {
        Self { cell, letter: None }
    }
}

/// The exact numbers of the points in focus; an empty line where there are none, so that nothing
/// moves when the focus does.
fn caption(report: &Report, focused: &[Focused], cells: usize) -> Line {
    let said = |Focused { cell, letter }: &Focused| {
        let table = report.table(&cell.table)?;
        let value = spoken(report.at(cell)?, table.kind);
        Some(match letter {
            Some(letter) => format!("{letter} {value}"),
            None => format!("{} = {value}", cell_name(report, cell)),
        })
    };
    let words: Vec<String> = focused.iter().filter_map(said).collect();
    if words.is_empty() {
        return Line::default();
    }
    Line::of(format!("  {FOCUS} {}", words.join("   ")), Role::Here).cut(cells)
}

/// `temperature →   weights ↑`: what stands across and what up.
fn axes(across: &str, up: &str) -> Line {
    let mut line = Line::default();
    if !across.is_empty() {
        line.push(format!("{across} →   "), Role::Dim);
    }
    line.with(format!("{up} ↑"), Role::Dim)
}

#[cfg(test)]
mod tests;
