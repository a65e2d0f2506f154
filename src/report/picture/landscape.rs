//! A landscape from above: darker where it is higher, and a walk on it as numbered points.

use super::plot::{Plot, Room};
use super::scale::Scale;
use super::{Drawing, FOCUS, Focused, axes};
use crate::ink::{Line, Mark, Role};
use crate::report::number::measured;
use fingerpost_demos::report::{CellRef, Table};

/// From low to high: equal parts of the ground, so that every landscape shows its lines.
const SHADES: [&str; 5] = [" ", "·", "░", "▒", "▓"];
/// Names of points: 0 to 9, then letters.
const NAMES: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// What is drawn.
pub struct Tables<'a> {
    /// A row for each number of `up`, a column for each of `across`.
    pub heights: &'a Table,
    pub across: &'a Table,
    pub up: &'a Table,
    /// Points: across, up.
    pub path: &'a Table,
}

/// The picture; `None` without ground, or without room.
pub fn draw(tables: &Tables, focus: Option<&CellRef>, room: Room) -> Option<Drawing> {
    let Tables { heights, across, up, path } = tables;
    let numbers = |table: &Table| table.values.iter().copied().collect::<Vec<f64>>();
    let (xs, ys) = (numbers(across), numbers(up));
    let scales = (Scale::exact(xs.iter().copied())?, Scale::exact(ys.iter().copied())?);
    let mut plot = Plot::new(scales.0, scales.1, room)?;
    let levels = levels(heights)?;
    let cell =
        |table: &Table, row: usize, col: usize| CellRef { table: table.id.clone(), row, col };
    let (columns, rows) = plot.canvas.size();
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let part = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
        let at = (nearest(&ys, 1.0 - part(row, rows)), nearest(&xs, part(column, columns)));
        let height = heights.values.get(at).copied().unwrap_or(f64::NAN);
        let shade = levels.iter().filter(|level| height > **level).count();
        let shade = SHADES.get(shade).copied().unwrap_or(" ");
        let target = cell(heights, at.0, at.1);
        plot.canvas.write((column, row), shade, (Role::Dim, Mark::None), Some(&target));
    }
    let point = |row: usize| {
        let at = |col: usize| path.values.get((row, col)).copied().unwrap_or(f64::NAN);
        (at(0), at(1))
    };
    for row in 0..path.values.nrows() {
        let name = NAMES.get(row).map_or("+".to_owned(), |name| char::from(*name).to_string());
        plot.mark(point(row), &name, (Role::Here, Mark::None), &cell(path, row, 0));
    }
    let focused = focused(tables, &xs, &ys, focus);
    if let Some((place, target)) = &focused {
        plot.mark(*place, FOCUS, (Role::Here, Mark::Focus), target);
    }
    let focused = match focused {
        Some((_, target)) if target.table == path.id => {
            [0, 1].map(|col| Focused::of(cell(path, target.row, col))).into()
        }
        Some((_, target)) => vec![Focused::of(target)],
        None => Vec::new(),
    };
    Some(Drawing { drawn: plot.framed(), legend: legend(tables), focused })
}

/// Where the focus stands, and the cell that it is on.
fn focused(
    tables: &Tables,
    xs: &[f64],
    ys: &[f64],
    focus: Option<&CellRef>,
) -> Option<((f64, f64), CellRef)> {
    let focus = focus?;
    if focus.table == tables.path.id {
        let at = |col: usize| tables.path.values.get((focus.row, col)).copied();
        return Some(((at(0)?, at(1)?), focus.clone()));
    }
    let here = focus.table == tables.heights.id;
    here.then(|| Some(((*xs.get(focus.col)?, *ys.get(focus.row)?), focus.clone())))?
}

/// The heights between the shades.
fn levels(heights: &Table) -> Option<Vec<f64>> {
    let mut sorted: Vec<f64> =
        heights.values.iter().copied().filter(|height| height.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    Some((1..SHADES.len()).map(|part| sorted[last * part / SHADES.len()]).collect())
}

/// The index of the number that is nearest to a share of the way from the smallest to the largest.
fn nearest(numbers: &[f64], share: f64) -> usize {
    let ends = numbers.iter().filter(|number| number.is_finite());
    let lowest = ends.clone().copied().fold(f64::INFINITY, f64::min);
    let highest = ends.copied().fold(f64::NEG_INFINITY, f64::max);
    let wanted = lowest * (1.0 - share) + highest * share;
    let far = |index: &usize| (numbers[*index] - wanted).abs();
    let all = (0..numbers.len()).filter(|index| numbers[*index].is_finite());
    all.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(0)
}

fn legend(tables: &Tables) -> Line {
    let name = |table: &Table| match (table.values.nrows(), table.rows.first()) {
        (1, Some(name)) => name.clone(),
        _ => table.cols.first().cloned().unwrap_or_default(),
    };
    let mut line = axes(&name(tables.across), &name(tables.up));
    let heights = tables.heights.values.iter().copied().filter(|height| height.is_finite());
    let (low, high) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), height| {
        (low.min(height), high.max(height))
    });
    line.push(format!("   height {} ", measured(low)), Role::Dim);
    line.push(SHADES[1..].concat(), Role::Dim);
    line.push(format!(" {}", measured(high)), Role::Dim);
    let last = tables.path.values.nrows().saturating_sub(1);
    line.push("   0", Role::Here);
    line.push(" start", Role::Text);
    if let Some(name) = NAMES.get(last).filter(|_| last > 0) {
        line.push(format!("   {}", char::from(*name)), Role::Here);
        line.push(" end", Role::Text);
    }
    line
}
