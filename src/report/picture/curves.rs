//! Curves: points of tables over one axis, joined by lines of dots.

use super::plot::{Plot, Room};
use super::scale::Scale;
use super::series::{self, MOST, Names, Point, Series};
use super::{Drawing, FOCUS, Focused, axes};
use crate::ink::{Line, Mark, Role};
use fingerpost_demos::report::{Axis, CellRef, Curve, Report, Step, Stroke};

/// The picture; `None` without a point that has a place, or without room.
pub fn draw(
    report: &Report,
    step: &Step,
    curves: &[Curve],
    focus: Option<&CellRef>,
    room: Room,
) -> Option<Drawing> {
    let all: Vec<Series> = curves.iter().flat_map(|curve| series::series(report, curve)).collect();
    let names = Names::of(all.iter());
    let shown: Vec<&Series> =
        all.iter().filter(|series| names.index(&series.name) < MOST).collect();
    let points = || shown.iter().flat_map(|series| &series.points);
    let placed = |point: &&Point| point.x.is_finite() && point.y.is_finite();
    let up = Scale::of(points().filter(placed).map(|point| point.y), room.steps_up())?;
    let across = match curves.iter().find(|curve| curve.x.is_none()) {
        Some(curve) => Scale::even(&labels(report, curve))?,
        None => Scale::of(points().filter(placed).map(|point| point.x), 4)?,
    };
    let mut plot = Plot::new(across, up, room)?;
    let stands_here = |point: &Point| step.tables.iter().any(|table| table.id == point.cell.table);
    for series in &shown {
        let index = names.index(&series.name);
        if series.stroke != Stroke::Marks {
            let line = series.points.iter().map(|point| (point.x, point.y));
            plot.line(line, Names::role(index));
        }
    }
    for series in &shown {
        marks(&mut plot, series, &names, &all);
        for point in series.points.iter().filter(|point| stands_here(point)) {
            if let Some(place) = plot.place(point.x, point.y) {
                let at = plot.canvas.cell(place);
                plot.canvas.lead(at, point.cell.clone());
            }
        }
    }
    let focused = focused(&shown, &names, focus);
    for (point, _) in &focused {
        plot.mark((point.x, point.y), FOCUS, (Role::Here, Mark::Focus), &point.cell);
    }
    let hidden = points().filter(|point| !placed(point)).count();
    let legend = legend(report, curves, &names, hidden);
    Some(Drawing { drawn: plot.framed(), legend, focused: said(&focused, focus) })
}

/// The points that the focus is on, each with its letter: one, or all over a number across.
fn focused<'a>(
    shown: &[&'a Series],
    names: &Names,
    focus: Option<&CellRef>,
) -> Vec<(&'a Point, String)> {
    let is_focus = |point: &&Point| {
        focus.is_some_and(|focus| point.cell == *focus || point.from.as_ref() == Some(focus))
    };
    let of = |series: &&'a Series| {
        let letter = names.letter(names.index(&series.name)).to_owned();
        series.points.iter().filter(is_focus).map(move |point| (point, letter.clone()))
    };
    shown.iter().flat_map(of).collect()
}

/// One point by its whole name; points over a number across by that number and their letters.
fn said(points: &[(&Point, String)], focus: Option<&CellRef>) -> Vec<Focused> {
    let (Some((first, _)), Some(focus)) = (points.first(), focus) else { return Vec::new() };
    if first.cell == *focus {
        return vec![Focused::of(focus.clone())];
    }
    let alone = points.len() == 1;
    let points = points.iter().map(|(point, letter)| Focused {
        cell: point.cell.clone(),
        letter: (!alone).then(|| letter.clone()),
    });
    std::iter::once(Focused::of(focus.clone())).chain(points).collect()
}

/// The letters of a series: at each of its points, or here and there along a bare line, each series
/// at places of its own.
fn marks(plot: &mut Plot, series: &Series, names: &Names, all: &[Series]) {
    let index = names.index(&series.name);
    let look = (Names::role(index), Mark::None);
    let letter = names.letter(index);
    if series.stroke != Stroke::Line {
        for point in &series.points {
            plot.mark_free((point.x, point.y), letter, look, &point.cell);
        }
        return;
    }
    let marked = all.iter().any(|other| other.name == series.name && other.stroke != Stroke::Line);
    if marked || names.count() < 2 {
        return;
    }
    let half = series.points.len() / 2;
    let own = half * (index.min(MOST) + 1) / (names.count().min(MOST) + 1);
    for point in [own, half + own].iter().filter_map(|at| series.points.get(*at)) {
        plot.mark_free((point.x, point.y), letter, look, &point.cell);
    }
}

/// The labels of the points of a curve.
fn labels(report: &Report, curve: &Curve) -> Vec<String> {
    report.table(&curve.y).map_or_else(Vec::new, |table| match curve.along {
        Axis::Row => table.cols.clone(),
        Axis::Column => table.rows.clone(),
    })
}

/// What the axes are, the series with their letters, and what is not drawn.
fn legend(report: &Report, curves: &[Curve], names: &Names, hidden: usize) -> Line {
    let Some(last) = curves.last() else { return Line::default() };
    let across = match (&last.x, report.table(&last.y)) {
        (Some(x), _) => x.as_str(),
        (None, Some(table)) if last.along == Axis::Row => table.col_axis,
        (None, Some(table)) => table.row_axis,
        (None, None) => "",
    };
    let mut line = axes(across, &last.y);
    if names.count() > 1 {
        for (index, letter, name) in names.legend() {
            line.push("   ", Role::Text);
            line.push(letter, Names::role(index));
            if letter != name {
                line.push(format!(" {name}"), Role::Text);
            }
        }
    }
    if names.count() > MOST {
        line.push(format!("   {} more are not drawn", names.count() - MOST), Role::Dim);
    }
    if hidden > 0 {
        line.push(format!("   not finite, not drawn: {hidden}"), Role::Dim);
    }
    line
}
