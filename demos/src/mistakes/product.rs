//! Mistakes in a product of two tables.

use super::{Found, Place};
use crate::report::Rule;

/// Of a product whose second table is turned or not; `other` is the same product the other way.
pub(super) fn product(place: &Place, other: &Rule, turned: bool) -> Found {
    let inner = place.of.first().map_or(0, |table| table.values.ncols());
    let pairs: Option<Vec<(f64, f64)>> = (0..inner)
        .map(|k| {
            let b = if turned { (place.col, k) } else { (k, place.col) };
            Some((place.read(0, place.row, k)?, place.read(1, b.0, b.1)?))
        })
        .collect();
    let pairs = pairs.unwrap_or_default();
    let first = pairs.first().filter(|_| inner > 1).map(|(a, b)| a * b);
    let added = (inner > 0).then(|| pairs.iter().map(|(a, b)| a + b).sum());
    let same_shape = place.of.first().zip(place.of.get(1));
    let same_shape = same_shape.is_some_and(|(a, b)| a.values.dim() == b.values.dim());
    let by_place = place.before().zip(place.read(1, place.row, place.col));
    let by_place = by_place.filter(|_| same_shape && inner > 1).map(|(a, b)| a * b);
    let way =
        if turned { "without turning the second table" } else { "with the second table turned" };
    vec![
        ("with the first product alone, the others not added".to_owned(), first),
        ("with the numbers added, not multiplied".to_owned(), added),
        (
            "with the two numbers at this place multiplied, not a row and a column".to_owned(),
            by_place,
        ),
        (way.to_owned(), place.by(other)),
    ]
}

/// The product of another row, or another column.
pub(super) fn other_lines(place: &Place) -> Found {
    let (rows, cols) = place.table.values.dim();
    let name = |labels: &[String], index: usize| match labels.get(index) {
        Some(label) if !label.is_empty() => format!("`{label}`"),
        _ => (index + 1).to_string(),
    };
    let (row, col) = (place.row, place.col);
    let by_row = (0..rows).filter(|other| *other != row).map(|other| {
        let (asked, taken) = (name(&place.table.rows, row), name(&place.table.rows, other));
        (format!("with row {taken} in place of row {asked}"), place.cell(other, col))
    });
    let by_col = (0..cols).filter(|other| *other != col).map(|other| {
        let (asked, taken) = (name(&place.table.cols, col), name(&place.table.cols, other));
        (format!("with column {taken} in place of column {asked}"), place.cell(row, other))
    });
    by_row.chain(by_col).collect()
}
