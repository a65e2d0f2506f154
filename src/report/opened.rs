//! The panel *This cell*: its arithmetic, its operands, and where both came from.

mod operands;

use super::expression::{Expression, Style};
use super::labels::cell_name;
use super::layout::{wrap, wrap_sums};
use super::number::{measured, spoken};
use super::trail::trail;
use super::{LessonTarget, grid, words};
use crate::ink::{Drawn, Line, Role, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Report, Rule, Table};

/// The panel for one cell; `opened` are the cells through which the reader came here.
pub fn panel(
    report: &Report,
    cell: &CellRef,
    opened: &[CellRef],
    cells: usize,
) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    let (Some(table), Some(value)) = (report.table(&cell.table), report.at(cell)) else {
        return drawn;
    };
    heading(report, cell, opened, cells, &mut drawn);
    let name = format!("{} = ", cell_name(report, cell));
    let Some(expression) = words::arithmetic(report, cell) else {
        given(report, table, cell, value, &mut drawn);
        wrap_all(&mut drawn, cells);
        return drawn;
    };
    arithmetic(report, &name, (table, cell, value), &expression, cells, &mut drawn);
    operands::operands(report, cell, cells, &mut drawn);
    drawn
}

/// The panel for a cell whose number is being guessed: what it is made of, unless one of those
/// numbers is the answer.
pub fn covered(report: &Report, cell: &CellRef, cells: usize) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    drawn.lines.push(Line::of("This cell", Role::Subheading));
    let mut line = Line::of(format!("{} = ?", cell_name(report, cell)), Role::Text);
    if let Some(symbols) =
        report.table(&cell.table).and_then(|it| words::symbolic(report, it, cell))
    {
        line = Line::of(format!("{} = {symbols} = ?", cell_name(report, cell)), Role::Text);
    }
    drawn.lines.push(line.cut(cells));
    if words::arithmetic(report, cell).is_some_and(|made| !made.is_plain()) {
        operands::made_of(report, cell, cells, &mut drawn);
    }
    drawn
}

fn heading(
    report: &Report,
    cell: &CellRef,
    opened: &[CellRef],
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let title = Line::of("This cell", Role::Subheading);
    let path = trail(report, cell, opened, cells);
    let column = title.width() + 4;
    let fits = path.lines.len() == 1 && column + path.lines[0].width() <= cells;
    drawn.lines.push(title);
    if fits {
        let joined = super::layout::beside(std::mem::take(drawn), path, column);
        *drawn = joined;
    } else {
        drawn.append(trail(report, cell, opened, cells.saturating_sub(2)), 2, |target| target);
    }
}

/// A cell that opens to nothing: put in, measured, or of a rule that cannot be read here.
fn given(
    report: &Report,
    table: &Table,
    cell: &CellRef,
    value: f64,
    drawn: &mut Drawn<LessonTarget>,
) {
    let mut line = Line::of(format!("{} = ", cell_name(report, cell)), Role::Text);
    line.push(spoken(value, table.kind), grid::role(table.kind, value));
    let says = evaluate::open(report, cell).map(|opened| opened.says).unwrap_or_default();
    let why = match &table.rule {
        _ if says.is_empty() => says,
        Rule::Given { .. } => format!("   given: {says}"),
        _ => format!("   {says}"),
    };
    line.push(why, Role::Dim);
    drawn.lines.push(line);
}

fn wrap_all(drawn: &mut Drawn<LessonTarget>, cells: usize) {
    let lines = std::mem::take(&mut drawn.lines);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.into_iter().enumerate() {
        if index == last {
            drawn.lines.extend(wrap(line, cells, 4));
        } else {
            drawn.lines.push(line);
        }
    }
}

/// The arithmetic behind the name, the middle step of a quotient, and the result.
fn arithmetic(
    report: &Report,
    name: &str,
    (table, cell, value): (&Table, &CellRef, f64),
    expression: &Expression,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let indent = width(name).saturating_sub(2).min(cells / 3);
    let mut first = Line::of(name, Role::Text);
    if let Some(symbols) = words::symbolic(report, table, cell) {
        first.push(symbols, Role::Dim);
        first.push(" = ", Role::Text);
    }
    let mut result = Line::of("= ", Role::Text);
    if let Some((above, below)) = expression.sides() {
        result.push(format!("{} / {} = ", measured(above), measured(below)), Role::Text);
    }
    result.push(spoken(value, table.kind), grid::role(table.kind, value));
    if expression.is_plain() {
        // Copied from another table: its name says more than the number once again.
        let from = super::walk::operand(report, cell, 0);
        first.push(
            from.map_or_else(|| spoken(value, table.kind), |from| cell_name(report, &from)),
            Role::Dim,
        );
        first.push(" ", Role::Text);
        first.extend(result);
        drawn.lines.extend(wrap(first, cells, indent + 2));
        return;
    }
    let style = words::style(report, table, expression, 12);
    let mut whole = first.clone();
    whole.extend(fitting(expression, style, cells.saturating_sub(first.width())));
    if expression.sides().is_none() && whole.width() + 1 + result.width() <= cells {
        whole.push(" ", Role::Text);
        whole.extend(result);
        drawn.lines.push(whole);
        return;
    }
    if whole.width() <= cells || first.width() == width(name) {
        drawn.lines.extend(wrap_sums(whole, cells, indent + 2));
    } else {
        // The rule in names on one line, its numbers on the next.
        let mut numbers = Line::of("= ", Role::Text);
        numbers.extend(fitting(expression, style, cells.saturating_sub(indent + 2)));
        first.spans.pop();
        drawn.lines.extend(wrap(first, cells, indent + 2));
        drawn.lines.extend(wrap_sums(numbers.indented(indent), cells, indent + 2));
    }
    drawn.lines.extend(wrap_sums(result.indented(indent), cells, indent + 2));
}

/// The expression with as many terms as fit into one line, at least two.
fn fitting(expression: &Expression, style: Style, room: usize) -> Line {
    let mut terms = expression.longest().min(style.terms);
    loop {
        let line = expression.set(Style { terms, ..style });
        if line.width() <= room || terms <= 2 {
            return line;
        }
        terms -= 1;
    }
}
