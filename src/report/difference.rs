//! What has changed between two reports of one demo: tables of the same name, subtracted.

use super::labels::cell_name;
use super::number::{shown, signed};
use crate::ink::{clean_line, fit};
use fingerpost_demos::report::{CellRef, Kind, Report, Rule, Table};
use ndarray::Zip;

/// What has become of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Every number is the same.
    None,
    /// The earlier report has no such table.
    New,
    /// It has, with so many rows and columns.
    Shape(usize, usize),
    /// Numbers are different.
    Numbers(Box<Difference>),
}

/// A table minus the one of the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Now minus before.
    pub table: Table,
    /// Where the number is that has changed most.
    pub largest: (usize, usize),
    /// Whether rows or columns were called otherwise, so that places stand for other things.
    pub renamed: bool,
}

/// What has become of a table since `base`.
pub fn change(base: &Report, now: &Table) -> Change {
    let Some(before) = base.table(&now.id) else { return Change::New };
    if before.values.dim() != now.values.dim() {
        let (rows, cols) = before.values.dim();
        return Change::Shape(rows, cols);
    }
    let values = Zip::from(&now.values).and(&before.values).map_collect(|a, b| minus(*a, *b));
    let size = |value: f64| if value.is_nan() { f64::INFINITY } else { value.abs() };
    let mut largest = ((0, 0), 0.0);
    for (place, value) in values.indexed_iter() {
        if size(*value) > largest.1 {
            largest = (place, size(*value));
        }
    }
    if largest.1 <= 0.0 {
        return Change::None;
    }
    let of = [now.id.clone(), format!("{} before", now.id)];
    let table = Table { values, rule: Rule::Sub { of }, ..now.clone() };
    let renamed = before.rows != now.rows || before.cols != now.cols;
    Change::Numbers(Box::new(Difference { table, largest: largest.0, renamed }))
}

/// A difference; two equal infinities, or two that are not numbers, are the same.
fn minus(now: f64, before: f64) -> f64 {
    let equal = now.total_cmp(&before).is_eq() || (now.is_nan() && before.is_nan());
    if equal { 0.0 } else { now - before }
}

/// The first step that holds a table which is not what it was.
pub fn first_difference(base: &Report, now: &Report) -> Option<usize> {
    let differs = |table: &Table| change(base, table) != Change::None;
    now.steps.iter().position(|step| step.tables.iter().any(differs))
}

/// `weights[it, dog] .702 → .848 (+.146)`; only by how much, where both look the same.
pub fn largest_change(base: &Report, now: &Report, made: &Difference) -> Option<String> {
    let (row, col) = made.largest;
    let cell = CellRef { table: made.table.id.clone(), row, col };
    let (before, after) = (base.at(&cell)?, now.at(&cell)?);
    let by = made.table.values.get(made.largest).copied()?;
    let kind = made.table.kind;
    let (name, from, to) = (cell_name(now, &cell), shown(before, kind), shown(after, kind));
    if from == to {
        return Some(format!("{name} {to}, by {}", signed(by, Kind::Number)));
    }
    Some(format!("{name} {from} → {to} ({})", signed(by, kind)))
}

/// The parameters that are not what they were: `mask causal → none`.
pub fn settings(base: &Report, now: &Report) -> Vec<String> {
    let changed = now.params.iter().filter(|(name, value)| {
        let before = base.params.iter().find(|(key, _)| key == name);
        before.is_none_or(|(_, before)| before != value)
    });
    let told = changed.map(|(name, _)| {
        let (before, after) = (base.param_text(name), now.param_text(name));
        let said = |text: &str| match clean_line(text.trim()) {
            text if text.is_empty() => "nothing".to_owned(),
            text => fit(&text, 28),
        };
        format!("{name} {} → {}", said(&before), said(&after))
    });
    told.collect()
}

#[cfg(test)]
mod tests;
