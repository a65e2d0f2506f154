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
use super::picture::{self, picture};
use super::{opened, walk, words};
use crate::ink::{Drawn, Line, Role, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Picture, Report, Step, Table};

/// From this width on there is a side column.
const WIDE: usize = 100;
/// Lines that are kept for the panel below the tables.
const PANEL: usize = 12;
/// Lines of a screen that are neither picture nor table.
const FIXED: usize = 14;
/// Rows of the field of a picture, without its axis and legend.
const LOWEST: usize = 5;
const HIGHEST: usize = 12;
/// On a lower screen a picture would leave no room for its table.
const LOW_SCREEN: usize = 16;

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
    /// The line below a picture that says the number in focus, where it is a point of the picture.
    pub point_line: Option<usize>,
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
        return Lesson { head, body, focus_line: None, point_line: None, focus: None, foot };
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
    // A picture would give away what is guessed.
    let seen: &[Picture] = if aids.guess.is_some() { &[] } else { &step.pictures };
    let point_line = pictures(report, (step, seen), focus.as_ref(), (left, height), &mut body);
    let drawn = body.places.len();
    if let Some(base) = aids.base {
        compare::head(base, report, step, left, &mut body);
    }
    let (first, rest) = in_order(step, focus.as_ref());
    tables(report, (step, &first), focus.as_ref(), aids, (left, height), &mut body);
    let target = focus.clone().map(LessonTarget::Cell);
    // In its table, not in a picture above it.
    let focus_line = target.and_then(|target| {
        body.places[drawn..].iter().find(|place| place.target == target).map(|place| place.line)
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
    if !rest.is_empty() {
        blank(&mut body);
        body.lines.push(Line::of("  Tables that lead to these", Role::Subheading));
        tables(report, (step, &rest), focus.as_ref(), aids, (left, height), &mut body);
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
    Lesson { head, body: within(body, cells), focus_line, point_line, focus, foot }
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

/// Pictures of the step, with the point in focus marked; returns the line that says its number.
fn pictures(
    report: &Report,
    (step, pictures): (&Step, &[Picture]),
    focus: Option<&CellRef>,
    (cells, height): (usize, usize),
    body: &mut Drawn<LessonTarget>,
) -> Option<usize> {
    let mut said = None;
    if height < LOW_SCREEN {
        return said;
    }
    let rows = (height.saturating_sub(FIXED) / 2).clamp(LOWEST, HIGHEST);
    let view = picture::View { focus, width: cells, rows, caption: true };
    for drawing in pictures {
        let drawn = picture(report, step, drawing, &view);
        if !drawn.lines.is_empty() {
            body.append(drawn, 0, LessonTarget::Cell);
            let caption = body.lines.last().is_some_and(|line| !line.spans.is_empty());
            said = said.or(caption.then(|| body.lines.len() - 1));
            blank(body);
        }
    }
    said
}

/// The tables that come first: all of a step without pictures, else those that are drawn and the one
/// in focus. The others only lead to them.
fn in_order<'a>(step: &'a Step, focus: Option<&CellRef>) -> (Vec<&'a Table>, Vec<&'a Table>) {
    let drawn: Vec<&str> = step.pictures.iter().flat_map(Picture::of).collect();
    step.tables.iter().partition(|table| {
        let focused = focus.is_some_and(|cell| cell.table == table.id);
        drawn.is_empty() || drawn.contains(&table.id.as_str()) || focused
    })
}

/// Tables of the step, side by side where there is room, each with what has changed in it.
fn tables(
    report: &Report,
    (step, tables): (&Step, &[&Table]),
    focus: Option<&CellRef>,
    aids: &Aids,
    (cells, height): (usize, usize),
    body: &mut Drawn<LessonTarget>,
) {
    let operands = focus.and_then(|cell| evaluate::open(report, cell)).map(|made| made.operands);
    let operands = operands.unwrap_or_default();
    let count = tables.len().max(1);
    let stacked = if cells >= 76 { count.div_ceil(2) } else { count };
    let rows = (height.saturating_sub(PANEL) / stacked).max(6);
    let base = aids.base.filter(|base| !compare::is_same(*base, step));
    let paired = base.filter(|base| compare::fits_beside(*base, step, cells));
    let blocks = tables.iter().map(|table| {
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
