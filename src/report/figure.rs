//! A demo in the flow of a page: a light box with its most telling cell, already computed.

use super::Fault;
use super::grid::{self, grid};
use super::layout::{beside, broadest, say, shelves, within, wrapped};
use super::picture::{self, picture};
use super::{walk, words};
use crate::ink::{Drawn, Line, Role, fit, width};
use fingerpost_demos::DemoError;
use fingerpost_demos::report::{CellRef, Report, Step, Table};

/// Narrower pages get no box.
const BOXED: usize = 60;
/// A box is never wider than this.
const WIDEST: usize = 104;
/// Tables up to this many rows are shown whole.
const ROWS: usize = 8;
/// Rows of the field of a picture, without its axis and legend.
const PICTURE: usize = 6;
/// A picture beside its table is at least so broad.
const BESIDE: usize = 44;

/// What a figure shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct FigureView<'a> {
    /// The step; `None` for the most telling one.
    pub step: Option<usize>,
    /// Whether the keys are said.
    pub hints: bool,
    /// Lines that stand first inside, so that the table below is in view while one types.
    pub extra: &'a [Line],
}

/// The cells inside a figure of this width.
pub fn inside_figure(cells: usize) -> usize {
    inner(cells)
}

/// The figure of a report in a page of this width. Targets are the cells that are shown.
pub fn figure(report: &Report, view: &FigureView<'_>, cells: usize) -> Drawn<CellRef> {
    let index = view.step.filter(|step| *step < report.steps.len());
    let index = index.unwrap_or_else(|| words::telling_step(report));
    let inside = inner(cells);
    let mut drawn = Drawn::default();
    drawn.lines.extend_from_slice(view.extra);
    let Some(step) = report.steps.get(index) else {
        say(&mut drawn, ["This demo has nothing to show.".to_owned()], 0, Role::Dim);
        return framed(
            report.demo,
            &words::facts(report, facts_room(report.demo, cells)),
            drawn,
            cells,
        );
    };
    let place = format!("step {} of {}: {}", index + 1, report.steps.len(), step.title);
    head(&words::subject(report), &place, inside, &mut drawn);
    let look = walk::first_cell(report, index);
    if !pictured(report, step, look.as_ref(), inside, &mut drawn) {
        tables(report, step, look.as_ref(), inside, &mut drawn);
    }
    // Of a number across, where something else is drawn over it, there is nothing to tell.
    let told = look.as_ref().filter(|cell| drawn_over(step, &cell.table).is_none());
    let sentence = told.and_then(|cell| words::sentence(report, cell));
    let said = sentence.unwrap_or_else(|| step.says.clone());
    if !said.is_empty() {
        say(&mut drawn, wrapped(&said, inside), 0, Role::Text);
    }
    foot(report.caveat, view.hints, inside, &mut drawn);
    framed(report.demo, &words::facts(report, facts_room(report.demo, cells)), drawn, cells)
}

/// The box that stands where a demo could not run: the message, and what to do.
pub fn figure_fault(demo: &str, fault: &Fault, extra: &[Line], cells: usize) -> Drawn<CellRef> {
    let inside = inner(cells);
    let mut drawn = Drawn::default();
    drawn.lines.extend_from_slice(extra);
    say(&mut drawn, wrapped(&fault.to_string(), inside), 0, Role::Error);
    let advice = match fault {
        Fault::Refused(DemoError::UnknownDemo { .. }) => {
            "`fingerpost demo` lists every demo.".to_owned()
        }
        Fault::Refused(DemoError::NoReport { .. }) => "Run it again.".to_owned(),
        Fault::Refused(_) => {
            format!("`fingerpost demo {demo} --params` says what can be set, and to what.")
        }
        Fault::Panicked(_) => "Nothing is lost. Please report it.".to_owned(),
    };
    say(&mut drawn, wrapped(&advice, inside), 0, Role::Dim);
    framed(demo, "no result", drawn, cells)
}

fn boxed(cells: usize) -> bool {
    cells >= BOXED
}

fn inner(cells: usize) -> usize {
    if boxed(cells) { cells.min(WIDEST) - 5 } else { cells.max(1) }
}

/// The cells for facts in the title line of a box; on a narrow page they get lines of their own.
fn facts_room(demo: &str, cells: usize) -> usize {
    if boxed(cells) { cells.min(WIDEST).saturating_sub(width(demo) + 10) } else { cells * 3 }
}

fn head(subject: &str, place: &str, inside: usize, drawn: &mut Drawn<CellRef>) {
    let mut lines = wrapped(subject, inside);
    if lines.len() > 3 {
        lines.truncate(3);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last} …"), inside);
        }
    }
    if lines.len() == 1 && width(subject) + 3 + width(place) <= inside {
        let mut line = Line::of(subject, Role::Strong);
        line.pad_to(inside - width(place));
        drawn.lines.push(line.with(place, Role::Dim));
        return;
    }
    if !subject.is_empty() {
        say(drawn, lines, 0, Role::Strong);
    }
    say(drawn, [fit(place, inside)], 0, Role::Dim);
}

/// The first picture of the step with the table of the telling cell, side by side where there is
/// room; `false` where there is no picture or no room for one.
fn pictured(
    report: &Report,
    step: &Step,
    look: Option<&CellRef>,
    inside: usize,
    drawn: &mut Drawn<CellRef>,
) -> bool {
    let Some(drawing) = step.pictures.first() else { return false };
    let over = look.and_then(|cell| drawn_over(step, &cell.table));
    let table = over.or_else(|| look.and_then(|cell| report.table(&cell.table)));
    let table = table.or(step.tables.last());
    let table = table.map(|table| one(report, table, look, step.tables.len() > 1, inside));
    let table = table.unwrap_or_default();
    let beside = inside.saturating_sub(broadest(&table) + 2);
    let width = if beside >= BESIDE { beside } else { inside };
    let view = picture::View { focus: look, width, rows: PICTURE, caption: false };
    let shown = picture(report, step, drawing, &view);
    let any = !shown.lines.is_empty();
    if any {
        drawn.append(shelves(vec![shown, table], inside, 2), 0, |target| target);
    }
    any
}

/// The table that the step draws over the numbers of this one.
fn drawn_over<'a>(step: &'a Step, across: &str) -> Option<&'a Table> {
    let id = step.pictures.first()?.over(across)?;
    step.tables.iter().find(|table| table.id == id)
}

/// All tables of the step where together they stay small, else the one with the telling cell.
fn tables(
    report: &Report,
    step: &Step,
    look: Option<&CellRef>,
    inside: usize,
    drawn: &mut Drawn<CellRef>,
) {
    let telling = look.and_then(|cell| report.table(&cell.table));
    // A table that comes to the same numbers by another way is for the lesson.
    let again = |table: &Table| {
        telling.is_some_and(|other| other.id != table.id && other.values == table.values)
    };
    let shown: Vec<&Table> = step.tables.iter().filter(|table| !again(table)).collect();
    let several = shown.len() > 1;
    let all = shown.into_iter().map(|table| one(report, table, look, several, inside)).collect();
    let together = shelves(all, inside, 4);
    if !several || (together.lines.len() <= ROWS + 4 && broadest(&together) <= inside) {
        return drawn.append(together, 0, |target| target);
    }
    let table = look.and_then(|cell| report.table(&cell.table)).or(step.tables.last());
    if let Some(table) = table {
        drawn.append(one(report, table, look, true, inside), 0, |target| target);
    }
}

fn one(
    report: &Report,
    table: &Table,
    look: Option<&CellRef>,
    caption: bool,
    inside: usize,
) -> Drawn<CellRef> {
    let focus = look.filter(|cell| cell.table == table.id).map(|cell| (cell.row, cell.col));
    let rows = (table.values.nrows() > ROWS).then_some(6);
    let unknown = words::unknown(report);
    let view =
        grid::View { focus, quiet: true, width: inside, rows, unknown, ..grid::View::default() };
    let mut drawn = Drawn::default();
    if caption {
        drawn.lines.push(Line::of(format!("  {}", table.id), Role::Math).cut(inside));
    }
    drawn.append(grid(table, &view), 0, |(row, col)| CellRef { table: table.id.clone(), row, col });
    drawn
}

fn foot(caveat: Option<&str>, hints: bool, inside: usize, drawn: &mut Drawn<CellRef>) {
    let caveat = caveat.unwrap_or_default();
    let mut keys = Line::default();
    if hints {
        for (key, what) in [("⏎", "open   "), ("n", "step   "), ("e", "edit")] {
            keys.push(key, Role::KeyName);
            keys.push(format!(" {what}"), Role::Dim);
        }
    }
    if hints && width(caveat) + 3 + keys.width() <= inside {
        let mut line = Line::of(caveat, Role::Dim);
        if !caveat.is_empty() {
            line.push("   ", Role::Text);
        }
        line.extend(keys);
        drawn.lines.push(line);
        return;
    }
    if !caveat.is_empty() {
        say(drawn, wrapped(caveat, inside), 0, Role::Dim);
    }
    if hints {
        drawn.lines.push(keys.cut(inside));
    }
}

/// The box around a figure; on a narrow page its title line alone.
fn framed(name: &str, facts: &str, inside: Drawn<CellRef>, cells: usize) -> Drawn<CellRef> {
    let mut drawn = Drawn::default();
    let inside = within(inside, inner(cells));
    let title = format!("▶ {name}");
    if !boxed(cells) {
        drawn.lines.push(Line::of(title, Role::Here).cut(cells));
        say(&mut drawn, wrapped(facts, cells), 0, Role::Dim);
        drawn.append(inside, 0, |target| target);
        return drawn;
    }
    let cells = cells.min(WIDEST);
    let rule = cells.saturating_sub(width(&title) + width(facts) + 6);
    let mut top = Line::of("┌ ", Role::Rule).with(title, Role::Here);
    top.push(format!(" {} ", "─".repeat(rule)), Role::Rule);
    drawn.lines.push(top.with(facts, Role::Dim).with(" ┐", Role::Rule));
    let mut sides: Drawn<CellRef> = Drawn::default();
    for _ in &inside.lines {
        sides.lines.push(Line::of("│", Role::Rule));
    }
    let right = Drawn { lines: sides.lines.clone(), places: Vec::new() };
    let body = beside(beside(sides, inside, 3), right, cells - 1);
    drawn.append(body, 0, |target| target);
    drawn.lines.push(Line::of(format!("└{}┘", "─".repeat(cells - 2)), Role::Rule));
    drawn
}

#[cfg(test)]
mod tests;
