//! A whole report as lines for the terminal and the pipe: every step, every table in full.

use super::grid::{View, columns_at_once, grid};
use super::layout::say;
use super::lesson::checked;
use super::number::measured;
use super::words;
use crate::ink::{Drawn, Line, Role, width, wrap_words};
use fingerpost_demos::report::{Report, Step, Table};

/// The report in full. Wide tables are cut into groups of columns, nothing is left out.
pub fn text(report: &Report, cells: usize) -> Vec<Line> {
    let cells = cells.max(20);
    let mut out: Drawn<()> = Drawn::default();
    let title = fingerpost_demos::find(report.demo).map_or(report.demo, |demo| demo.spec().title);
    out.lines.push(Line::of(title, Role::Title).cut(cells));
    say(&mut out, wrap_words(&words::facts(report, usize::MAX), cells), 0, Role::Dim);
    for (name, value) in report.params.iter().filter(|(_, value)| !value.is_empty()) {
        say(&mut out, wrap_words(&format!("{name}: {value}"), cells), 0, Role::Text);
    }
    for (index, step) in report.steps.iter().enumerate() {
        let heading = format!("{} of {}  {}", index + 1, report.steps.len(), step.title);
        out.lines.push(Line::default());
        out.lines.push(Line::of(heading, Role::Heading).cut(cells));
        one_step(step, cells, &mut out);
    }
    metrics(report, &mut out);
    if let Some(caveat) = report.caveat {
        out.lines.push(Line::default());
        say(&mut out, wrap_words(caveat, cells), 0, Role::Dim);
    }
    out.lines.into_iter().map(|line| line.cut(cells)).collect()
}

fn one_step(step: &Step, cells: usize, out: &mut Drawn<()>) {
    if !step.says.is_empty() {
        say(out, wrap_words(&step.says, cells), 0, Role::Text);
    }
    if !step.formula.is_empty() {
        say(out, wrap_words(step.formula, cells - 2), 2, Role::Math);
    }
    for table in &step.tables {
        out.lines.push(Line::default());
        one_table(table, cells, out);
    }
    if !step.checks.is_empty() {
        out.lines.push(Line::default());
    }
    for check in &step.checks {
        out.lines.extend(super::opened::wrap(checked(check).indented(2), cells, 4));
    }
}

fn one_table(table: &Table, cells: usize, out: &mut Drawn<()>) {
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
        let view = View { width: cells, columns: Some((from, to)), ..View::default() };
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
