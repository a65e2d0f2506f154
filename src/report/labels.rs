//! Labels of rows and columns, and the names of cells made from them.

use crate::ink::{fit, width};
use fingerpost_demos::report::{CellRef, Report, Table};

/// The labels with repeats told apart: `the`, `dog`, `the(2)`; an empty one becomes its index.
pub fn distinct(labels: &[String]) -> Vec<String> {
    (0..labels.len()).map(|index| one(labels, index)).collect()
}

/// One label of [`distinct`].
pub fn one(labels: &[String], index: usize) -> String {
    let Some(label) = labels.get(index) else { return index.to_string() };
    if label.is_empty() {
        return if labels.len() > 1 { index.to_string() } else { String::new() };
    }
    match labels[..index].iter().filter(|earlier| *earlier == label).count() {
        0 => label.clone(),
        earlier => format!("{label}({})", earlier + 1),
    }
}

/// A label cut to `cells`; the `(2)` of a repeated word is kept.
pub fn cut(label: &str, cells: usize) -> String {
    if width(label) <= cells {
        return label.to_owned();
    }
    match label.rfind('(').filter(|_| label.ends_with(')')).map(|at| label.split_at(at)) {
        Some((word, mark)) if !word.is_empty() && width(mark) + 2 <= cells => {
            format!("{}{mark}", fit(word, cells - width(mark)))
        }
        _ => fit(label, cells),
    }
}

/// `weights[it, dog]`, with indices where there are no labels.
pub fn cell_name(report: &Report, cell: &CellRef) -> String {
    let Some(table) = report.table(&cell.table) else {
        return format!("{}[{}, {}]", cell.table, cell.row, cell.col);
    };
    format!("{}[{}, {}]", table.id, row_name(table, cell.row), column_name(table, cell.col))
}

/// The row's label, or its index.
pub fn row_name(table: &Table, row: usize) -> String {
    named(&table.rows, row)
}

/// The column's label, or its index.
pub fn column_name(table: &Table, col: usize) -> String {
    named(&table.cols, col)
}

fn named(labels: &[String], index: usize) -> String {
    let label = one(labels, index);
    if label.is_empty() { index.to_string() } else { label }
}
