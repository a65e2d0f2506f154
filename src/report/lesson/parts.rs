//! The parts of a lesson around its tables.

use super::super::layout::{blank, say, wrap, wrapped};
use super::super::{grid, words};
use super::{LessonTarget, guessing};
use crate::ink::{Drawn, Line, Place, Role, width};
use fingerpost_demos::report::{Check, Report, Step};

/// What the demo runs on, and the steps as tabs.
pub fn head(report: &Report, current: usize, cells: usize) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    drawn.lines.push(Line::of(words::subject(report), Role::Strong).cut(cells));
    tabs(report, current, cells, &mut drawn);
    drawn
}

fn tabs(report: &Report, current: usize, cells: usize, drawn: &mut Drawn<LessonTarget>) {
    let titles: Vec<String> = report
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| format!("{} {}", index + 1, step.title))
        .collect();
    let shown = tabs_in_view(&titles, current, cells);
    let mut line = Line::default();
    if shown.start > 0 {
        line.push("‹ ", Role::Dim);
    }
    for index in shown.clone() {
        let here = index == current;
        // Brackets stand in the gaps, so that nothing moves when the step changes.
        line.push(if here { "[" } else { " " }, Role::Here);
        let (column, width) = (line.width(), width(&titles[index]));
        drawn.places.push(Place {
            line: drawn.lines.len(),
            column,
            width,
            target: LessonTarget::Step(index),
        });
        line.push(&titles[index], if here { Role::Here } else { Role::Text });
        line.push(if here { "]" } else { " " }, Role::Here);
    }
    if shown.end < titles.len() {
        line.push(" ›", Role::Dim);
    }
    drawn.lines.push(line.cut(cells));
}

/// The tabs around the current one that fit.
fn tabs_in_view(titles: &[String], current: usize, cells: usize) -> std::ops::Range<usize> {
    let wide = |index: usize| titles.get(index).map_or(0, |title| width(title) + 2);
    if (0..titles.len()).map(wide).sum::<usize>() <= cells {
        return 0..titles.len();
    }
    let mut shown = current..(current + 1).min(titles.len());
    let mut used = wide(current) + 4;
    loop {
        let before = shown.len();
        if shown.end < titles.len() && used + wide(shown.end) <= cells {
            used += wide(shown.end);
            shown.end += 1;
        }
        if shown.start > 0 && used + wide(shown.start - 1) <= cells {
            shown.start -= 1;
            used += wide(shown.start);
        }
        if shown.len() == before {
            return shown;
        }
    }
}

/// The step before on the left, the step after on the right.
pub fn foot(report: &Report, current: usize, cells: usize) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    let mut line = Line::default();
    let mut place = |column: usize, text: &str, step: usize| {
        drawn.places.push(Place {
            line: 0,
            column,
            width: width(text),
            target: LessonTarget::Step(step),
        });
    };
    let title = |index: usize| report.steps.get(index).map(|step| step.title);
    if let Some(before) = current.checked_sub(1).and_then(title) {
        let text = format!("‹ {before}");
        place(0, &text, current - 1);
        line.push(text, Role::Link);
    }
    if let Some(after) = title(current + 1) {
        let text = format!("{after} ›");
        line.pad_to((line.width() + 2).max(cells.saturating_sub(width(&text))));
        place(line.width(), &text, current + 1);
        line.push(text, Role::Link);
    }
    drawn.lines.push(line.cut(cells));
    drawn
}

/// The formula, and the axes of a single table behind it or below.
pub fn formula(step: &Step, cells: usize, body: &mut Drawn<LessonTarget>) {
    let lines = wrapped(step.formula, cells.saturating_sub(2));
    if !step.formula.is_empty() {
        say(body, lines, 2, Role::Math);
    }
    let axes = match step.tables.as_slice() {
        [table] => words::axes(table),
        _ => String::new(),
    };
    if !axes.is_empty() {
        let axes = format!("axes: {axes}");
        let used = body.lines.last().map_or(0, Line::width);
        let column = (used + 4).max(52.min(cells.saturating_sub(width(&axes))));
        match body.lines.last_mut() {
            Some(last) if column + width(&axes) <= cells => {
                last.pad_to(column);
                last.push(axes, Role::Dim);
            }
            _ => say(body, wrapped(&axes, cells.saturating_sub(2)), 2, Role::Dim),
        }
    }
    if !body.lines.is_empty() && !step.tables.is_empty() {
        blank(body);
    }
}

/// The checks, several on a line where they fit.
pub fn checks(step: &Step, cells: usize, body: &mut Drawn<LessonTarget>) {
    if step.checks.is_empty() {
        return;
    }
    blank(body);
    let mut line = Line::of("  Checks   ", Role::Subheading);
    let indent = line.width();
    for check in &step.checks {
        let piece = checked(check);
        if line.width() > indent && line.width() + 4 + piece.width() > cells {
            body.lines.push(std::mem::take(&mut line));
            line.push(" ".repeat(indent), Role::Text);
        } else if line.width() > indent {
            line.push("    ", Role::Text);
        }
        line.extend(piece);
        if line.width() > cells {
            let mut wrapped = wrap(std::mem::take(&mut line), cells, indent);
            line = wrapped.pop().unwrap_or_default();
            body.lines.extend(wrapped);
        }
    }
    body.lines.push(line);
}

/// A check with its mark.
pub fn checked(check: &Check) -> Line {
    let mut line = Line::of(words::check(check), Role::Text);
    let usual = check.holds() == check.expected;
    let role = if usual { Role::Good } else { Role::Error };
    line.push(if check.holds() { " ✓" } else { " ✗" }, role);
    line.with(words::verdict(check), role)
}

/// The first words of the caveat, which belong to the picture; the whole stands further down.
pub fn first_caveat(report: &Report, step: &Step, cells: usize, body: &mut Drawn<LessonTarget>) {
    let shares = step.tables.iter().any(|table| grid::is_share(table.kind));
    if let Some(caveat) = report.caveat.filter(|_| shares) {
        let first = caveat.split([':', '.']).next().unwrap_or(caveat);
        body.lines.push(Line::of(format!("  {first}."), Role::Dim).cut(cells));
    }
}

/// What may be guessed, what the step does, the caveat, and what can be tried: the caveat stands before the longest
/// part, so that it is never below the edge.
pub fn aside(
    report: &Report,
    step: &Step,
    invite: Option<&str>,
    cells: usize,
) -> Drawn<LessonTarget> {
    let mut drawn = invite.map(|ask| guessing::invitation(ask, cells, 0)).unwrap_or_default();
    gap(&mut drawn);
    if !step.says.is_empty() {
        say(&mut drawn, ["What this step does".to_owned()], 0, Role::Subheading);
        say(&mut drawn, wrapped(&step.says, cells.saturating_sub(2)), 2, Role::Text);
    }
    if let Some(caveat) = report.caveat {
        gap(&mut drawn);
        say(&mut drawn, wrapped(caveat, cells), 0, Role::Dim);
    }
    let breaks = fingerpost_demos::find(report.demo).map_or(&[][..], |demo| demo.spec().breaks);
    for (index, broken) in breaks.iter().enumerate() {
        if index == 0 {
            gap(&mut drawn);
            say(&mut drawn, ["Try".to_owned()], 0, Role::Subheading);
        }
        try_one(index, broken.what, broken.symptom, cells, &mut drawn);
    }
    drawn
}

/// `1  drop the scaling: the largest weight rises`, a place to click.
pub fn try_one(
    index: usize,
    what: &str,
    symptom: &str,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let text = format!("{what}: {symptom}");
    for (row, words) in wrapped(&text, cells.saturating_sub(5)).into_iter().enumerate() {
        let number = if row == 0 { (index + 1).to_string() } else { String::new() };
        let mut line = Line::of(format!("  {number}"), Role::KeyName);
        line.pad_to(5);
        let target = LessonTarget::Break(index);
        drawn.places.push(Place {
            line: drawn.lines.len(),
            column: 5,
            width: width(&words),
            target,
        });
        drawn.lines.push(line.with(words, Role::Text));
    }
}

fn gap(drawn: &mut Drawn<LessonTarget>) {
    if !drawn.lines.is_empty() {
        blank(drawn);
    }
}
