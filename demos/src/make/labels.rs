//! What rows and columns of a computed table are called, from its rule and its operands.

use crate::report::{Axis, Rule, Table};

type Labels = (&'static str, &'static str, Vec<String>, Vec<String>);

/// Axes and labels: those of the first operand, but for what the rule moves about.
pub(super) fn labels(id: &str, rule: &Rule, of: &[&Table]) -> Labels {
    let Some(a) = of.first() else { return ("row", "column", Vec::new(), Vec::new()) };
    let b = of.get(1).unwrap_or(a);
    let (rows, cols) = (a.rows.clone(), a.cols.clone());
    match rule {
        Rule::Lookup { index, .. } => {
            let named = |row: &usize| a.rows.get(*row).cloned().unwrap_or_default();
            (a.row_axis, a.col_axis, index.iter().map(named).collect(), cols)
        }
        Rule::Matmul { .. } => (a.row_axis, b.col_axis, rows, b.cols.clone()),
        Rule::MatmulT { .. } => (a.row_axis, b.row_axis, rows, b.rows.clone()),
        Rule::Transpose { .. } => (a.col_axis, a.row_axis, cols, rows),
        Rule::Add { .. } | Rule::Sub { .. } | Rule::Mul { .. } | Rule::Div { .. } => {
            let down = if a.rows.len() >= b.rows.len() { a } else { b };
            let across = if a.cols.len() >= b.cols.len() { a } else { b };
            (down.row_axis, across.col_axis, down.rows.clone(), across.cols.clone())
        }
        Rule::Concat { axis: Axis::Row, .. } => {
            let cols = of.iter().flat_map(|table| table.cols.clone()).collect();
            (a.row_axis, a.col_axis, rows, cols)
        }
        Rule::Concat { axis: Axis::Column, .. } => {
            let rows = of.iter().flat_map(|table| table.rows.clone()).collect();
            (a.row_axis, a.col_axis, rows, cols)
        }
        Rule::Rows { from, to, .. } => (a.row_axis, a.col_axis, part(&rows, *from, *to), cols),
        Rule::Columns { from, to, .. } => (a.row_axis, a.col_axis, rows, part(&cols, *from, *to)),
        Rule::Reduce { axis: Axis::Row, .. } => (a.row_axis, "of the row", rows, name(id)),
        Rule::Reduce { axis: Axis::Column, .. } => ("of the column", a.col_axis, name(id), cols),
        _ => (a.row_axis, a.col_axis, rows, cols),
    }
}

/// The id up to its first dot, in words.
fn name(id: &str) -> Vec<String> {
    vec![id.split('.').next().unwrap_or(id).replace('_', " ")]
}

fn part(labels: &[String], from: usize, to: usize) -> Vec<String> {
    labels.iter().skip(from).take(to.saturating_sub(from)).cloned().collect()
}

/// A random stand-in stays one where its row is only picked out.
pub(super) fn random_rows(rule: &Rule, of: &[&Table]) -> Vec<usize> {
    let random = of.first().map_or(&[][..], |table| &table.random_rows);
    let kept = |index: &mut dyn Iterator<Item = usize>| {
        index.enumerate().filter(|(_, row)| random.contains(row)).map(|(place, _)| place).collect()
    };
    match rule {
        Rule::Lookup { index, .. } => kept(&mut index.iter().copied()),
        Rule::Rows { from, to, .. } => {
            kept(&mut (*from..(*to).min(of.first().map_or(0, |table| table.values.nrows()))))
        }
        _ => Vec::new(),
    }
}
