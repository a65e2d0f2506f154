//! A whole report as lines for the terminal and the pipe: every step, every table in full.

use super::grid::{View, columns_at_once, grid};
use super::labels::cell_name;
use super::layout::{blank, say, wrap, wrapped};
use super::lesson::checked;
use super::number::{exact, measured};
use super::picture::{self, picture};
use super::words;
use crate::ink::{Drawn, Line, Role, width};
use fingerpost_demos::evaluate::Opened;
use fingerpost_demos::report::{Report, Step, Table};

/// The report in full. Wide tables are cut into groups of columns, nothing is left out.
pub fn text(report: &Report, cells: usize) -> Vec<Line> {
    let cells = cells.max(20);
    let mut out: Drawn<()> = Drawn::default();
    let title = fingerpost_demos::find(report.demo).map_or(report.demo, |demo| demo.spec().title);
    out.lines.push(Line::of(title, Role::Title).cut(cells));
    say(&mut out, wrapped(&words::facts(report, usize::MAX), cells), 0, Role::Dim);
    for (name, value) in report.params.iter().filter(|(_, value)| !value.is_empty()) {
        say(&mut out, wrapped(&format!("{name}: {value}"), cells), 0, Role::Text);
    }
    for (index, step) in report.steps.iter().enumerate() {
        let heading = format!("{} of {}  {}", index + 1, report.steps.len(), step.title);
        out.lines.push(Line::default());
        out.lines.push(Line::of(heading, Role::Heading).cut(cells));
        one_step(report, step, cells, &mut out);
    }
    metrics(report, &mut out);
    if let Some(caveat) = report.caveat {
        out.lines.push(Line::default());
        say(&mut out, wrapped(caveat, cells), 0, Role::Dim);
    }
    out.lines.into_iter().map(|line| line.cut(cells)).collect()
}

/// The whole arithmetic of a cell with all its digits, for `demo --cell` as text.
pub fn cell_text(report: &Report, opened: &Opened, cells: usize) -> Vec<Line> {
    let mut drawn: Drawn<()> = Drawn::default();
    let result = format!("{} = {}", cell_name(report, &opened.cell), exact(opened.value));
    drawn.lines.push(Line::of(result, Role::Strong));
    let says = wrapped(&opened.says, cells.saturating_sub(2));
    say(&mut drawn, says.into_iter().filter(|line| !line.is_empty()), 2, Role::Dim);
    if opened.operands.is_empty() || opened.expression.is_empty() {
        return drawn.lines;
    }
    let expression = wrapped(&format!("= {}", opened.expression), cells.saturating_sub(4));
    for (index, line) in expression.into_iter().enumerate() {
        say(&mut drawn, [line], if index == 0 { 2 } else { 4 }, Role::Math);
    }
    blank(&mut drawn);
    for (cell, value) in &opened.operands {
        let line = format!("  {} = {}", cell_name(report, cell), exact(*value));
        let place = format!("   {}:{},{}", cell.table, cell.row, cell.col);
        drawn.lines.push(Line::of(line, Role::Text).with(place, Role::Dim));
    }
    drawn.lines
}

fn one_step(report: &Report, step: &Step, cells: usize, out: &mut Drawn<()>) {
    if !step.says.is_empty() {
        say(out, wrapped(&step.says, cells), 0, Role::Text);
    }
    if !step.formula.is_empty() {
        say(out, wrapped(step.formula, cells - 2), 2, Role::Math);
    }
    for drawing in &step.pictures {
        let view = picture::View { width: cells, rows: 8, ..picture::View::default() };
        let drawn = picture(report, step, drawing, &view);
        if !drawn.lines.is_empty() {
            out.lines.push(Line::default());
            out.append(drawn, 0, |_| ());
        }
    }
    for table in &step.tables {
        out.lines.push(Line::default());
        one_table(report, table, cells, out);
    }
    if !step.checks.is_empty() {
        out.lines.push(Line::default());
    }
    for check in &step.checks {
        out.lines.extend(wrap(checked(check).indented(2), cells, 4));
    }
}

pub(super) fn one_table(report: &Report, table: &Table, cells: usize, out: &mut Drawn<()>) {
    let mut line = Line::of(format!("  {}", table.id), Role::Math);
    let axes = words::axes(table);
    if !axes.is_empty() && line.width() + 9 + width(&axes) <= cells {
        line.push(format!("   axes: {axes}"), Role::Dim);
    }
    out.lines.push(line);
    let count = table.values.ncols();
    let mut from = 0;
    let at_once = columns_at_once(table, cells);
    loop {
        let to = (from + at_once).min(count);
        if at_once < count {
            let words = format!("  columns {} to {to} of {count}", from + 1);
            out.lines.push(Line::of(words, Role::Dim));
        }
        let unknown = words::unknown(report);
        let view = View { width: cells, columns: Some((from, to)), unknown, ..View::default() };
        out.append(grid(table, &view), 0, |_| ());
        from = to;
        if from >= count {
            break;
        }
    }
}

fn metrics(report: &Report, out: &mut Drawn<()>) {
    if report.metrics.is_empty() {
        return;
    }
    out.lines.push(Line::default());
    for (name, value) in &report.metrics {
        out.lines.push(Line::of(format!("{name}: {}", measured(*value)), Role::Text));
    }
}

#[cfg(test)]
mod tests;
