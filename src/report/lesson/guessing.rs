//! A lesson while something is guessed: what would give the answer away is covered.

use super::super::grid::Hidden;
use super::super::guess::Question;
use super::super::layout::{blank, say, wrapped};
use super::super::opened;
use super::LessonTarget;
use crate::ink::{Drawn, Place, Role, width};
use fingerpost_demos::report::{CellRef, Report, Rule, Table};

/// Which cells of a table are covered: those asked for, and all of a table that is made from the
/// one in question, from which it is copied, or that comes to the same numbers.
pub fn hidden(report: &Report, question: Option<&Question>, table: &Table) -> Hidden {
    let Some(question) = question else { return Hidden::Nothing };
    let (asked, hidden) = question.covers(report);
    if table.id == asked {
        return hidden;
    }
    let told = report.table(&asked).is_some_and(|other| {
        comes_to_the_same(other, table)
            || (copies(&other.rule) && other.rule.of().contains(&table.id))
    });
    if told || is_made_from(report, table, &asked) { Hidden::All } else { Hidden::Nothing }
}

/// Whether two tables hold the same numbers, up to the last bits: made by two ways, say.
fn comes_to_the_same(a: &Table, b: &Table) -> bool {
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
    a.values.dim() == b.values.dim() && a.values.iter().zip(&b.values).all(near)
}

/// Whether a rule only takes numbers from elsewhere.
fn copies(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Lookup { .. }
            | Rule::Transpose { .. }
            | Rule::Sort { .. }
            | Rule::Rows { .. }
            | Rule::Columns { .. }
            | Rule::Concat { .. }
    )
}

/// Whether the labels of a table's rows are covered too.
pub fn hides_labels(report: &Report, question: Option<&Question>, table: &Table) -> bool {
    question.is_some_and(|question| {
        question.covers(report).0 == table.id && question.covers_labels(report)
    })
}

fn is_made_from(report: &Report, table: &Table, source: &str) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut open = vec![table];
    while let Some(table) = open.pop() {
        for id in table.rule.of() {
            if id == source {
                return true;
            }
            if !seen.contains(&id.as_str()) {
                seen.push(id);
                open.extend(report.table(id));
            }
        }
    }
    false
}

/// The cell that the tables are drawn around.
pub fn focus(report: &Report, question: &Question) -> Option<CellRef> {
    if let Some(cell) = question.cell() {
        return Some(cell.clone());
    }
    let (table, hidden) = question.covers(report);
    let (row, col) = match hidden {
        Hidden::Row(row) => (row, 0),
        Hidden::Column(col) => (0, col),
        _ => return None,
    };
    Some(CellRef { table, row, col })
}

/// In place of the opened cell: what its number is made of.
pub fn panel(report: &Report, question: &Question, cells: usize, body: &mut Drawn<LessonTarget>) {
    if let Some(cell) = question.cell() {
        blank(body);
        body.append(opened::covered(report, cell, cells.saturating_sub(2)), 2, |target| target);
    }
}

/// `Guess first (g): …`, a place to click.
pub fn invitation(ask: &str, cells: usize, indent: usize) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    let lines = wrapped(&format!("Guess first (g): {ask}"), cells.saturating_sub(indent));
    for (line, text) in lines.into_iter().enumerate() {
        let (width, target) = (width(&text), LessonTarget::Guess);
        drawn.places.push(Place { line, column: indent, width, target });
        say(&mut drawn, [text], indent, Role::Here);
    }
    drawn
}
