//! The demo full screen, as data: the steps as tabs, the tables of one step, one cell followed to
//! its operands, checks with their measured values, and what to try.

mod compare;
mod guessing;
mod parts;

pub use compare::Base;
pub use parts::checked;

use super::grid::{self, grid};
use super::guess::Question;
use super::layout::{beside, blank, shelves, within};
use super::{opened, walk, words};
use crate::ink::{Drawn, Line, Role, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Report, Step, Table};

/// From this width on there is a side column.
const WIDE: usize = 100;
/// Lines that are kept for the panel below the tables.
const PANEL: usize = 12;

/// Where the reader is in a lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonView {
    /// The step, from 0; a larger one means the last.
    pub step: usize,
    /// The cell in focus; `None` for the one worth looking at.
    pub focus: Option<CellRef>,
    /// Cells opened one from another; the last is open now.
    pub trail: Vec<CellRef>,
}

/// What a place in a lesson leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LessonTarget {
    /// A step, from 0.
    Step(usize),
    /// A cell to bring into focus.
    Cell(CellRef),
    /// An operand of the cell in focus, to be opened.
    Operand(CellRef),
    /// Something to break on purpose, the n-th of the demo's list.
    Break(usize),
    /// The question of this step, to be guessed.
    Guess,
}

/// What a lesson shows beside its report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Aids<'a> {
    /// A question that may be guessed at this step.
    pub invite: Option<&'a str>,
    /// What is being guessed; its answer is covered.
    pub guess: Option<&'a Question>,
    /// An earlier report, to be subtracted from this one.
    pub base: Option<Base<'a>>,
}

/// A lesson laid out for one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Stands still: what the demo runs on, and the tabs.
    pub head: Drawn<LessonTarget>,
    /// Scrolls, all of it.
    pub body: Drawn<LessonTarget>,
    /// The line of the body that holds the cell in focus.
    pub focus_line: Option<usize>,
    /// The cell in focus, also where the view did not name one.
    pub focus: Option<CellRef>,
    /// Stands still: the step before and the step after.
    pub foot: Drawn<LessonTarget>,
}

/// The lesson at one place. `height` decides how many rows of a long table are shown at once.
pub fn lesson(report: &Report, view: &LessonView, cells: usize, height: usize) -> Lesson {
    lesson_with(report, view, &Aids::default(), (cells, height))
}

/// The lesson with what is shown beside the report.
pub fn lesson_with(
    report: &Report,
    view: &LessonView,
    aids: &Aids,
    (cells, height): (usize, usize),
) -> Lesson {
    let cells = cells.max(20);
    let index = view.step.min(report.steps.len().saturating_sub(1));
    let Some(step) = report.steps.get(index) else {
        let mut body = Drawn::default();
        body.lines.push(Line::of("This demo has no steps.", Role::Dim));
        let (head, foot) = (Drawn::default(), Drawn::default());
        return Lesson { head, body, focus_line: None, focus: None, foot };
    };
    let known = |cell: &CellRef| report.at(cell).is_some();
    let asked = aids.guess.and_then(|question| guessing::focus(report, question));
    let focus = asked.or_else(|| view.focus.clone()).or_else(|| view.trail.last().cloned());
    let focus = focus.filter(known).or_else(|| walk::first_cell(report, index));
    // What has changed would give away what is guessed.
    let aids = &Aids { base: aids.base.filter(|_| aids.guess.is_none()), ..*aids };
    let side = side(step, aids, cells);
    let left = if side > 0 { cells - side - 2 } else { cells };
    let mut body: Drawn<LessonTarget> = Drawn::default();
    parts::formula(step, left, &mut body);
    if let Some(ask) = aids.invite.filter(|_| side == 0 && aids.base.is_none()) {
        body.append(guessing::invitation(ask, left, 2), 0, |target| target);
        blank(&mut body);
    }
    tables(report, step, focus.as_ref(), aids, (left, height), &mut body);
    let target = focus.clone().map(LessonTarget::Cell);
    let focus_line = target.and_then(|target| {
        body.places.iter().find(|place| place.target == target).map(|place| place.line)
    });
    if side == 0 {
        parts::first_caveat(report, step, left, &mut body);
    }
    if let Some(question) = aids.guess {
        guessing::panel(report, question, left, &mut body);
    } else {
        if let Some(cell) = &focus {
            blank(&mut body);
            body.append(opened::panel(report, cell, &view.trail, left - 2), 2, |target| target);
        }
        parts::checks(step, left, &mut body);
    }
    let room = if side > 0 { side } else { (cells - 2).min(80) };
    let invitation = aids.invite.filter(|_| side > 0);
    let aside = parts::aside(report, step, invitation, room);
    if side > 0 {
        body = beside(body, aside, left + 2);
    } else {
        blank(&mut body);
        body.append(aside, 2, |target| target);
    }
    let head = within(parts::head(report, index, cells), cells);
    let foot = within(parts::foot(report, index, cells), cells);
    Lesson { head, body: within(body, cells), focus_line, focus, foot }
}

/// The cells of the column beside the tables; 0 for none. A step of words alone needs none, and
/// tables that are compared may need the whole width.
fn side(step: &Step, aids: &Aids, cells: usize) -> usize {
    if cells < WIDE || step.tables.is_empty() {
        return 0;
    }
    let side = (cells * 29 / 100).clamp(32, 44);
    let needs_all = aids.base.is_some_and(|base| {
        let fits = |cells| compare::fits_beside(base, step, cells);
        fits(cells) && !fits(cells - side - 2)
    });
    if needs_all { 0 } else { side }
}

/// The tables of the step, side by side where there is room, each with what has changed in it.
fn tables(
    report: &Report,
    step: &Step,
    focus: Option<&CellRef>,
    aids: &Aids,
    (cells, height): (usize, usize),
    body: &mut Drawn<LessonTarget>,
) {
    let operands = focus.and_then(|cell| evaluate::open(report, cell)).map(|made| made.operands);
    let operands = operands.unwrap_or_default();
    let count = step.tables.len().max(1);
    let stacked = if cells >= 76 { count.div_ceil(2) } else { count };
    let rows = (height.saturating_sub(PANEL) / stacked).max(6);
    let same = aids.base.is_some_and(|base| compare::is_same(base, step));
    if let Some(base) = aids.base {
        compare::head(base, report, cells, body);
    }
    let base = aids.base.filter(|_| !same);
    if let Some(base) = aids.base.filter(|_| same) {
        compare::elsewhere(base, report, cells, body);
        blank(body);
    }
    let paired = base.filter(|base| compare::fits_beside(*base, step, cells));
    let blocks = step.tables.iter().map(|table| {
        let here = |cell: &&CellRef| cell.table == table.id;
        let kin: Vec<_> = operands.iter().map(|(cell, _)| cell).filter(here).collect();
        let kin: Vec<_> = kin.into_iter().map(|cell| (cell.row, cell.col)).collect();
        let focus = focus.filter(here).map(|cell| (cell.row, cell.col));
        let view = grid::View {
            focus,
            kin: &kin,
            quiet: aids.guess.is_some_and(|question| question.cell().is_none()),
            hidden: guessing::hidden(report, aids.guess, table),
            hides_labels: guessing::hides_labels(report, aids.guess, table),
            width: if paired.is_some() { compare::half(cells) } else { cells },
            rows: Some(rows),
            unknown: words::unknown(report),
            ..grid::View::default()
        };
        let now = block(table, &view, count > 1 || base.is_some());
        match base {
            Some(base) => compare::block(base, report, table, now, (&view, cells)),
            None => now,
        }
    });
    body.append(shelves(blocks.collect(), cells, 4), 0, |target| target);
}

fn block(table: &Table, view: &grid::View, caption: bool) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    if caption {
        let mut line = Line::of(format!("  {}", table.id), Role::Math);
        let axes = words::axes(table);
        if line.width() + 3 + width(&axes) <= view.width {
            line.push(format!("   {axes}"), Role::Dim);
        }
        drawn.lines.push(line.cut(view.width));
    }
    drawn.append(grid(table, view), 0, |(row, col)| {
        LessonTarget::Cell(CellRef { table: table.id.clone(), row, col })
    });
    drawn
}

#[cfg(test)]
mod tests;
