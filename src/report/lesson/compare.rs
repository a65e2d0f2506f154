//! What has changed since an earlier report: under each table of the step its difference.

use super::super::difference::{
    Change, Difference, change, first_difference, largest_change, settings,
};
use super::super::grid::{self, grid};
use super::super::layout::{blank, broadest, say, shelves, wrapped};
use super::LessonTarget;
use crate::ink::{Drawn, Line, Place, Role, width};
use fingerpost_demos::report::{CellRef, Report, Step, Table};

/// An earlier report of the same demo.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// The report.
    pub report: &'a Report,
    /// What it is called: "before", "A".
    pub name: &'a str,
    /// Whether its tables stand beside those of now, where there is room.
    pub beside: bool,
}

/// Between tables side by side.
const GAP: usize = 4;

/// Which parameters are not what they were; where that changes nothing at this step, the first step
/// where it does.
pub fn head(base: Base, now: &Report, step: &Step, cells: usize, body: &mut Drawn<LessonTarget>) {
    let changed = settings(base.report, now);
    let what =
        if changed.is_empty() { "nothing is changed yet".to_owned() } else { changed.join(", ") };
    let text = format!("compared with {}: {what}", base.name);
    let mut lines = wrapped(&text, cells.saturating_sub(2));
    lines.truncate(4);
    say(body, lines, 2, Role::Here);
    if is_same(base, step) {
        elsewhere(base, now, cells, body);
        blank(body);
    }
}

/// Whether the earlier tables of a step fit beside those of now, with all their columns.
pub fn fits_beside(base: Base, step: &Step, cells: usize) -> bool {
    base.beside
        && step.tables.iter().all(|table| {
            let fits =
                |table: &Table| grid::columns_at_once(table, half(cells)) == table.values.ncols();
            fits(table) && base.report.table(&table.id).is_some_and(fits)
        })
}

/// The cells for each of two tables side by side.
pub fn half(cells: usize) -> usize {
    cells.saturating_sub(GAP) / 2
}

/// A table of now with its difference, and the earlier one where it fits; `now` is its drawing.
pub fn block(
    base: Base,
    report: &Report,
    table: &Table,
    now: Drawn<LessonTarget>,
    (view, cells): (&grid::View, usize),
) -> Drawn<LessonTarget> {
    let mut blocks = vec![now];
    let paired = view.width < cells && change(base.report, table) != Change::None;
    if let Some(before) = base.report.table(&table.id).filter(|_| paired) {
        let mut drawn: Drawn<LessonTarget> = Drawn::default();
        drawn.lines.push(Line::of(format!("  {}: {}", base.name, table.id), Role::Math));
        let focus = view.focus.filter(|_| before.values.dim() == table.values.dim());
        let plain = grid::View { focus, kin: &[], quiet: true, ..*view };
        drawn.append(grid(before, &plain), 0, |place| target(table, place));
        blocks.push(drawn);
    }
    blocks.push(difference(base, report, table, view, cells));
    shelves(blocks, cells, GAP)
}

fn target(table: &Table, (row, col): (usize, usize)) -> LessonTarget {
    LessonTarget::Cell(CellRef { table: table.id.clone(), row, col })
}

fn difference(
    base: Base,
    report: &Report,
    table: &Table,
    view: &grid::View,
    cells: usize,
) -> Drawn<LessonTarget> {
    let mut drawn: Drawn<LessonTarget> = Drawn::default();
    let quiet = |text: String, drawn: &mut Drawn<LessonTarget>| {
        say(drawn, wrapped(&text, cells.saturating_sub(2)), 2, Role::Dim);
    };
    let (id, name) = (&table.id, base.name);
    match change(base.report, table) {
        Change::None => quiet(format!("{id}: no number has changed"), &mut drawn),
        Change::New => quiet(format!("{id} is new: {name} has no such table"), &mut drawn),
        Change::Shape(rows, cols) => {
            let (now_rows, now_cols) = table.values.dim();
            let text = format!(
                "{id} is {now_rows} × {now_cols} now and {rows} × {cols} in {name}: tables of \
                 unlike shape cannot be subtracted",
            );
            quiet(text, &mut drawn);
        }
        Change::Numbers(made) => {
            let told = titled(base, report, &made, cells, &mut drawn);
            let kin = [made.largest];
            let focus = Some(made.largest);
            let signed = grid::View { focus, kin: &kin, quiet: true, signed: true, ..*view };
            drawn.append(grid(&made.table, &signed), 0, |place| target(table, place));
            let room = broadest(&drawn).max(34).min(cells.saturating_sub(2));
            say(&mut drawn, told.iter().flat_map(|text| wrapped(text, room)), 2, Role::Strong);
            if made.renamed {
                let text = format!("{name} has other rows or columns; place is taken from place");
                quiet(text, &mut drawn);
            }
        }
    }
    drawn
}

/// `weights − before`, and beside it where the largest change is. Given back is what has to be said
/// below the table, because it is wider than the table itself.
fn titled(
    base: Base,
    report: &Report,
    made: &Difference,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) -> Option<String> {
    let mut line = Line::of(format!("  {} − {}", made.table.id, base.name), Role::Math);
    let change = largest_change(base.report, report, made);
    let mut text = change.map(|change| format!("largest change: {change}"));
    let fits = |text: &String| line.width() + 3 + width(text) <= cells;
    if made.table.values.ncols() > 4
        && let Some(text) = text.take_if(|text| fits(text))
    {
        line.push("   ", Role::Text);
        line.push(text, Role::Strong);
    }
    drawn.lines.push(line);
    text
}

/// Whether no table of a step has changed.
pub fn is_same(base: Base, step: &Step) -> bool {
    step.tables.iter().all(|table| change(base.report, table) == Change::None)
}

/// Where nothing changes at a step: the first step where something does.
fn elsewhere(base: Base, report: &Report, cells: usize, body: &mut Drawn<LessonTarget>) {
    let first = first_difference(base.report, report);
    let Some((at, other)) = first.and_then(|at| Some((at, report.steps.get(at)?))) else {
        if !settings(base.report, report).is_empty() {
            let text = format!("no number differs from {}, at this step or any other", base.name);
            say(body, wrapped(&text, cells.saturating_sub(2)), 2, Role::Dim);
        }
        return;
    };
    let name = format!("step {} {}", at + 1, other.title);
    let mut line = Line::of("  no number changes here; first at ", Role::Dim);
    if line.width() + width(&name) > cells {
        body.lines.push(Line::of("  no number changes here;", Role::Dim));
        line = Line::of("  first at ", Role::Dim);
    }
    let place = Place {
        line: body.lines.len(),
        column: line.width(),
        width: width(&name),
        target: LessonTarget::Step(at),
    };
    body.places.push(place);
    body.lines.push(line.with(name, Role::Link).cut(cells));
}
