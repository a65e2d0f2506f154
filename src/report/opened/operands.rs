//! The operands of an opened cell, each with its number, its name and how it was made.

use super::super::expression::digits;
use super::super::labels::cell_name;
use super::super::{LessonTarget, grid, walk, words};
use crate::ink::{Drawn, Line, Place, Role, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Kind, Report};

/// More operands than this are listed side by side.
const LISTED: usize = 4;
/// And of those, at most this many; the rest is counted.
const SHOWN: usize = 12;

/// The operands: the first one followed a level further, few others each on a line, many side by
/// side.
pub fn operands(report: &Report, cell: &CellRef, cells: usize, drawn: &mut Drawn<LessonTarget>) {
    let Some(opened) = evaluate::open(report, cell) else { return };
    let Some((first, value)) = opened.operands.first() else { return };
    listed(report, first, *value, cells, true, drawn);
    let next = evaluate::open(report, first).and_then(|made| made.operands.first().cloned());
    if let Some((next, value)) = next {
        followed(report, &next, value, cells, drawn);
    }
    let rest = &opened.operands[1..];
    if rest.len() < LISTED {
        for (other, value) in rest {
            listed(report, other, *value, cells, false, drawn);
        }
    } else {
        side_by_side(report, rest, "and ", cells, drawn);
    }
}

/// All operands side by side, with their numbers alone.
pub fn made_of(report: &Report, cell: &CellRef, cells: usize, drawn: &mut Drawn<LessonTarget>) {
    if let Some(opened) = evaluate::open(report, cell) {
        side_by_side(report, &opened.operands, "from ", cells, drawn);
    }
}

/// One operand on its line: number, name, and how it was made.
fn listed(
    report: &Report,
    cell: &CellRef,
    value: f64,
    cells: usize,
    hint: bool,
    drawn: &mut Drawn<LessonTarget>,
) {
    let kind = report.table(&cell.table).map_or(Kind::Number, |table| table.kind);
    let name = cell_name(report, cell);
    let mut line = Line::of("    ", Role::Text);
    line.push(digits(value, Some(kind)), grid::role(kind, value));
    line.push(format!(" = {name}"), Role::Text);
    let place = Place {
        line: drawn.lines.len(),
        column: 4,
        width: line.width() - 4,
        target: LessonTarget::Operand(cell.clone()),
    };
    let room = cells.saturating_sub(line.width() + 3);
    line.push(how(report, cell, room), Role::Dim);
    let words = "⏎ open that number";
    let column = (line.width() + 3).max(47);
    if hint && column + width(words) <= cells {
        line.pad_to(column);
        line.push(words, Role::Dim);
    }
    drawn.places.push(place);
    drawn.lines.push(line.cut(cells));
}

/// ` = 4.50 / √2`, or where a given number comes from.
fn how(report: &Report, cell: &CellRef, room: usize) -> String {
    if let Some(expression) = words::arithmetic(report, cell) {
        if expression.is_plain() {
            let from = walk::operand(report, cell, 0);
            return from
                .map_or_else(String::new, |from| format!(" = {}", cell_name(report, &from)));
        }
        let Some(table) = report.table(&cell.table) else { return String::new() };
        let text =
            super::fitting(&expression, words::style(report, table, &expression, 6), room).plain();
        return if width(&text) <= room { format!(" = {text}") } else { String::new() };
    }
    let says = evaluate::open(report, cell).map(|opened| opened.says).unwrap_or_default();
    if says.is_empty() || width(&says) + 2 > room { String::new() } else { format!(", {says}") }
}

/// The first operand's own first operand, one level further, where its rule has a form in names.
fn followed(
    report: &Report,
    cell: &CellRef,
    value: f64,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let Some(table) = report.table(&cell.table) else { return };
    let Some(symbols) = words::symbolic(report, table, cell) else { return };
    let number = digits(value, Some(table.kind));
    let mut line = Line::of(format!("    {number} = {symbols}"), Role::Dim);
    let place = Place {
        line: drawn.lines.len(),
        column: 4,
        width: line.width() - 4,
        target: LessonTarget::Cell(cell.clone()),
    };
    let room = cells.saturating_sub(line.width() + 3);
    line.push(how(report, cell, room), Role::Dim);
    drawn.places.push(place);
    drawn.lines.push(line.cut(cells));
}

/// Many operands, wrapped like words.
fn side_by_side(
    report: &Report,
    rest: &[(CellRef, f64)],
    lead: &str,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let mut line = Line::of(format!("    {lead}"), Role::Dim);
    let indent = line.width();
    for (cell, value) in rest.iter().take(SHOWN) {
        let kind = report.table(&cell.table).map_or(Kind::Number, |table| table.kind);
        let (name, number) = (cell_name(report, cell), digits(*value, Some(kind)));
        let wide = width(&name) + 1 + width(&number);
        if line.width() > indent && line.width() + 3 + wide > cells {
            drawn.lines.push(std::mem::take(&mut line).cut(cells));
            line.push(" ".repeat(indent), Role::Text);
        } else if line.width() > indent {
            line.push("   ", Role::Text);
        }
        let target = LessonTarget::Operand(cell.clone());
        drawn.places.push(Place {
            line: drawn.lines.len(),
            column: line.width(),
            width: wide,
            target,
        });
        line.push(format!("{name} "), Role::Dim);
        line.push(number, grid::role(kind, *value));
    }
    if rest.len() > SHOWN {
        drawn.lines.push(std::mem::take(&mut line).cut(cells));
        line.push(format!("{}… {} more", " ".repeat(indent), rest.len() - SHOWN), Role::Dim);
    }
    drawn.lines.push(line.cut(cells));
}
