//! From result to source: which tables a rule reads, and the trail through them.

use super::LessonTarget;
use crate::ink::{Drawn, Line, Place, Role, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Report, Table};

/// A trail longer than this has lost its way.
const LONGEST: usize = 24;

/// `output ← weights ← scaled ← scores ← q ← x` with the cell's own table bright.
pub fn trail(
    report: &Report,
    cell: &CellRef,
    opened: &[CellRef],
    cells: usize,
) -> Drawn<LessonTarget> {
    let mut drawn: Drawn<LessonTarget> = Drawn::default();
    let mut line = Line::default();
    for (index, stop) in stops(report, cell, opened).into_iter().enumerate() {
        let arrow = if index > 0 { " ← " } else { "" };
        if index > 0 && line.width() + 3 + width(&stop.id) > cells {
            drawn.lines.push(std::mem::take(&mut line).cut(cells));
            line.push("← ", Role::Rule);
        } else {
            line.push(arrow, Role::Rule);
        }
        if let Some(target) = stop.target {
            let (column, width) = (line.width(), width(&stop.id));
            drawn.places.push(Place { line: drawn.lines.len(), column, width, target });
        }
        line.push(&stop.id, if stop.here { Role::Here } else { Role::Dim });
    }
    drawn.lines.push(line.cut(cells));
    drawn
}

struct Stop {
    id: String,
    here: bool,
    target: Option<LessonTarget>,
}

/// First what was made from the first cell that was opened, then the cells that were opened, then
/// on to what is given, by the first operand each time.
fn stops(report: &Report, cell: &CellRef, opened: &[CellRef]) -> Vec<Stop> {
    // A cell that the reader walked to by the arrows has no past.
    let here = opened.iter().position(|earlier| earlier == cell).unwrap_or(0);
    let came = opened.get(..here).unwrap_or_default();
    let first = came.first().map_or(&cell.table, |earlier| &earlier.table);
    let mut stops: Vec<Stop> = made_from(report, first)
        .into_iter()
        .rev()
        .map(|table| Stop {
            target: super::walk::step_of(report, &table.id).map(LessonTarget::Step),
            id: table.id.clone(),
            here: false,
        })
        .collect();
    stops.extend(came.iter().map(|earlier| Stop {
        id: earlier.table.clone(),
        here: false,
        target: Some(LessonTarget::Cell(earlier.clone())),
    }));
    stops.push(Stop { id: cell.table.clone(), here: true, target: None });
    let mut at = cell.clone();
    while stops.len() < LONGEST {
        let Some(made) = evaluate::open(report, &at) else { break };
        let Some((next, _)) = made.operands.into_iter().next() else { break };
        stops.push(Stop {
            id: next.table.clone(),
            here: false,
            target: Some(LessonTarget::Cell(next.clone())),
        });
        at = next;
    }
    stops
}

/// The tables that follow from one, each the first that reads the one before as its first source;
/// where none does, the first that reads it at all.
fn made_from<'a>(report: &'a Report, id: &str) -> Vec<&'a Table> {
    let mut found: Vec<&Table> = Vec::new();
    let mut id = id;
    while found.len() < LONGEST {
        let reads = |table: &&Table| table.rule.of().iter().any(|of| of == id);
        let leads = |table: &&Table| table.rule.of().first().is_some_and(|of| of == id);
        let next = report.tables().find(leads).or_else(|| report.tables().find(reads));
        let Some(next) = next.filter(|next| found.iter().all(|table| table.id != next.id)) else {
            break;
        };
        found.push(next);
        id = &next.id;
    }
    found
}
