//! A scatter: each row of a table as a point, with its label beside it.

use super::plot::{Plot, Room};
use super::scale::Scale;
use super::{Drawing, FOCUS, Focused, axes};
use crate::ink::{Line, Mark, Role, fit, width};
use crate::report::labels::{column_name, distinct};
use fingerpost_demos::report::{CellRef, Table};

/// A label takes at most these cells.
const LABEL: usize = 14;

/// The rows that stand in one cell of the field.
struct Spot {
    at: (usize, usize),
    rows: Vec<usize>,
}

/// The picture; `None` without a point that has a place, or without room.
pub fn draw(
    table: &Table,
    (x, y): (usize, usize),
    focus: Option<&CellRef>,
    room: Room,
) -> Option<Drawing> {
    let number = |row: usize, col: usize| table.values.get((row, col)).copied().unwrap_or(f64::NAN);
    let count = table.values.nrows();
    let placed = |row: &usize| number(*row, x).is_finite() && number(*row, y).is_finite();
    let along = |col: usize| (0..count).filter(placed).map(move |row| number(row, col));
    let (across, up) = (Scale::of(along(x), 4)?, Scale::of(along(y), room.steps_up())?);
    let mut plot = Plot::new(across, up, room)?;
    let mut spots: Vec<Spot> = Vec::new();
    for row in (0..count).filter(placed) {
        let Some(place) = plot.place(number(row, x), number(row, y)) else { continue };
        let at = plot.canvas.cell(place);
        match spots.iter_mut().find(|spot| spot.at == at) {
            Some(spot) => spot.rows.push(row),
            None => spots.push(Spot { at, rows: vec![row] }),
        }
    }
    let here = focus.filter(|focus| focus.table == table.id).map(|focus| focus.row);
    let col = focus.filter(|focus| [x, y].contains(&focus.col)).map_or(y, |focus| focus.col);
    let cell = |row: usize| CellRef { table: table.id.clone(), row, col };
    for spot in &spots {
        let focused = here.filter(|row| spot.rows.contains(row));
        let (symbol, look) = match focused {
            Some(_) => (FOCUS, (Role::Here, Mark::Focus)),
            None => ("•", (Role::Series(0), Mark::None)),
        };
        let row = focused.or(spot.rows.first().copied()).unwrap_or(0);
        plot.canvas.write(spot.at, symbol, look, Some(&cell(row)));
    }
    let labels = distinct(&table.rows);
    // The one in focus chooses first, so that it is always named.
    spots.sort_by_key(|spot| !here.is_some_and(|row| spot.rows.contains(&row)));
    let nameless: usize =
        spots.iter().map(|spot| name(&mut plot, spot, &labels, here, &cell)).sum();
    let hidden = (0..count).filter(|row| !placed(row)).count();
    let legend = legend(table, (x, y), nameless, hidden);
    let focused = here.map_or_else(Vec::new, |row| {
        let at = |col| Focused::of(CellRef { table: table.id.clone(), row, col });
        vec![at(x), at(y)]
    });
    Some(Drawing { drawn: plot.framed(), legend, focused })
}

/// Writes the labels of a spot where there is room beside it; returns how many are not written.
fn name(
    plot: &mut Plot,
    spot: &Spot,
    labels: &[String],
    here: Option<usize>,
    cell: &dyn Fn(usize) -> CellRef,
) -> usize {
    let label = |row: usize| fit(labels.get(row).map_or("", String::as_str), LABEL);
    let mut rows = spot.rows.clone();
    rows.sort_by_key(|row| Some(*row) != here);
    // All names, or as many as fit with the number of the others behind them.
    for shown in (1..=rows.len()).rev() {
        let rest = rows.len() - shown;
        let more = if rest > 0 { format!(" +{rest}") } else { String::new() };
        let words: Vec<String> = rows[..shown].iter().map(|row| label(*row)).collect();
        let cells = words.iter().map(|word| width(word) + 1).sum::<usize>() - 1 + width(&more);
        let Some(mut at) = free(plot, spot.at, cells) else { continue };
        for (row, word) in rows.iter().zip(&words) {
            let role = if here == Some(*row) { Role::Here } else { Role::Text };
            plot.canvas.write(at, word, (role, Mark::None), Some(&cell(*row)));
            at.0 += width(word) + 1;
        }
        at.0 = at.0.saturating_sub(1);
        plot.canvas.write(at, &more, (Role::Dim, Mark::None), None);
        return rest;
    }
    rows.len()
}

/// Where so many cells are free beside a spot: right, left, below, above.
fn free(plot: &Plot, (column, row): (usize, usize), cells: usize) -> Option<(usize, usize)> {
    let middle = column.saturating_sub(cells / 2);
    let middle = middle.min(plot.canvas.size().0.saturating_sub(cells));
    let choices = [
        Some((column + 2, row)),
        column.checked_sub(cells + 1).map(|left| (left, row)),
        Some((middle, row + 1)),
        row.checked_sub(1).map(|above| (middle, above)),
    ];
    // One cell more on either side keeps words apart from others and from marks that are not theirs.
    let clear = |place: (usize, usize)| {
        place.0 >= plot.canvas.size().0 || place == (column, row) || plot.canvas.is_free(place, 1)
    };
    let apart = |place: (usize, usize)| {
        let before = place.0.checked_sub(1).is_none_or(|left| clear((left, place.1)));
        before && plot.canvas.is_free(place, cells) && clear((place.0 + cells, place.1))
    };
    choices.into_iter().flatten().find(|place| apart(*place))
}

fn legend(table: &Table, (x, y): (usize, usize), nameless: usize, hidden: usize) -> Line {
    let mut line = axes(&column_name(table, x), &column_name(table, y));
    if nameless > 0 {
        line.push(format!("   +{nameless} without a name for want of room"), Role::Dim);
    }
    if hidden > 0 {
        line.push(format!("   not finite, not drawn: {hidden}"), Role::Dim);
    }
    line
}
