//! The answers: of a guess, and behind the sheet each number with its arithmetic.

use super::super::labels::{cell_name, column_name, row_name};
use super::super::layout::{blank, wrap, wrap_sums};
use super::super::number::{measured, spoken};
use super::super::words;
use super::Sheet;
use crate::ink::{Drawn, Line, Role};
use fingerpost_demos::report::{Answer, CellRef, Report, Table};

/// Terms that a sum may have without being cut: more than a blank can have numbers.
const ALL: usize = 1000;

/// The answer to a guess: a number as it is said, or the labels of the largest.
pub fn guess(report: &Report, answer: &Answer) -> String {
    match answer {
        Answer::Number { cell, .. } => said(report, cell),
        Answer::LargestInRow { table, row } => report.table(table).map_or_else(String::new, |t| {
            let line = t.values.row(*row).to_vec();
            names(&line, |col| column_name(t, col))
        }),
        Answer::LargestInColumn { table, col } => {
            report.table(table).map_or_else(String::new, |t| {
                let line = t.values.column(*col).to_vec();
                names(&line, |row| row_name(t, row))
            })
        }
    }
}

/// The names of the largest of some numbers; of equals, all.
fn names(line: &[f64], name: impl Fn(usize) -> String) -> String {
    let largest = line.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let found = line.iter().enumerate().filter(|(_, value)| **value >= largest);
    found.map(|(index, _)| name(index)).collect::<Vec<_>>().join(" or ")
}

fn said(report: &Report, cell: &CellRef) -> String {
    let table = report.table(&cell.table);
    let value = report.at(cell).unwrap_or(f64::NAN);
    table.map_or_else(|| measured(value), |table: &Table| spoken(value, table.kind))
}

/// Each answer with what it is computed from.
pub fn worked(sheet: &Sheet) -> Vec<Line> {
    let mut out: Drawn<()> = Drawn::default();
    blank(&mut out);
    out.lines.push(Line::of("How each is computed", Role::Heading));
    for (number, cell) in sheet.asked.iter() {
        let line = tagged(&number.to_string(), arithmetic(sheet.report, cell));
        // A list of arguments has no sign behind which it could be broken.
        let is_list = line.plain().contains("max(") || line.plain().contains("min(");
        let break_up = if is_list { wrap } else { wrap_sums };
        out.lines.extend(break_up(line, sheet.cells, 6));
    }
    let steps = &sheet.report.steps;
    for (guess, count) in steps.iter().filter_map(|step| step.guess.as_ref()).zip(1..) {
        let line = Line::of(from(sheet.report, &guess.answer), Role::Text);
        out.lines.extend(wrap(tagged(&format!("G{count}"), line), sheet.cells, 6));
    }
    for (check, count) in steps.iter().flat_map(|step| &step.checks).zip(1..) {
        let answer = if check.holds() { "yes" } else { "no" };
        let line = Line::of(format!("{answer}: {}", words::check(check)), Role::Text);
        let line = line.with(words::verdict(check), Role::Dim);
        out.lines.extend(wrap(tagged(&format!("C{count}"), line), sheet.cells, 6));
    }
    out.lines
}

fn tagged(tag: &str, text: Line) -> Line {
    let mut line = Line::of(format!("  ({tag}) "), Role::Strong);
    line.extend(text);
    line
}

/// `weights[it, dog] = e^3.182 / (…) = 0.702`.
fn arithmetic(report: &Report, cell: &CellRef) -> Line {
    let mut line = Line::of(format!("{} = ", cell_name(report, cell)), Role::Text);
    let Some(table) = report.table(&cell.table) else { return line };
    if let Some(symbols) = words::symbolic(report, table, cell) {
        line.push(format!("{symbols} = "), Role::Dim);
    }
    if let Some(expression) = words::arithmetic(report, cell) {
        line.extend(expression.set(words::style(report, table, &expression, ALL)));
        line.push(" = ", Role::Text);
    }
    line.with(said(report, cell), Role::Strong)
}

/// Where the answer to a guess stands.
fn from(report: &Report, answer: &Answer) -> String {
    let found = guess(report, answer);
    match answer {
        Answer::Number { cell, .. } => format!("{} = {found}", cell_name(report, cell)),
        Answer::LargestInRow { table, row } => match report.table(table) {
            Some(table) if table.values.nrows() > 1 => {
                format!("{found}: the largest of row {} of {}", row_name(table, *row), table.id)
            }
            _ => format!("{found}: the largest of {table}"),
        },
        Answer::LargestInColumn { table, col } => match report.table(table) {
            Some(table) if table.values.ncols() > 1 => {
                let col = column_name(table, *col);
                format!("{found}: the largest of column {col} of {}", table.id)
            }
            _ => format!("{found}: the largest of {table}"),
        },
    }
}
