//! Labels of rows and columns, and the names of cells made from them.

use crate::ink::{clean_line, fit, width};
use fingerpost_demos::report::{CellRef, Report, Table};
use std::collections::HashMap;

/// The labels with repeats told apart: `the`, `dog`, `the(2)`; an empty one among several becomes
/// its index.
pub fn distinct(labels: &[String]) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let numbered = labels.iter().enumerate().map(|(index, label)| {
        let times = seen.entry(label).or_default();
        *times += 1;
        spelled(label, index, *times, labels.len())
    });
    numbered.collect()
}

/// One label of [`distinct`].
fn one(labels: &[String], index: usize) -> String {
    let Some(label) = labels.get(index) else { return index.to_string() };
    let times = labels[..=index].iter().filter(|other| *other == label).count();
    spelled(label, index, times, labels.len())
}

/// Labels are typed words: they pass the gate here, before anything is measured.
fn spelled(label: &str, index: usize, times: usize, count: usize) -> String {
    let label = clean_line(label);
    match times {
        _ if label.is_empty() && count > 1 => index.to_string(),
        0 | 1 => label.into_owned(),
        _ => format!("{label}({times})"),
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

/// `weights[it, dog]`, with indices where there are no labels; a table of one number is
/// called by its id.
pub fn cell_name(report: &Report, cell: &CellRef) -> String {
    let Some(table) = report.table(&cell.table) else {
        return format!("{}[{}, {}]", cell.table, cell.row, cell.col);
    };
    if table.values.len() == 1 {
        return table.id.clone();
    }
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
