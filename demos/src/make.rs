//! Tables made from tables: a rule is written down once, and its numbers, labels and axes follow
//! from it and from the tables that it reads. Numbers are computed by `math`.
//!
//! A table keeps the kind of its first operand, but for products, normalized rows and reductions,
//! which are plain numbers (a reduction of counts is a count), and softmax, which gives weights;
//! [`Table::kind`] says otherwise.

pub(crate) mod by;
mod labels;
#[cfg(test)]
mod tests;

use crate::math;
use crate::report::{Axis, CellRef, Function, Kind, Norm, Reduction, Rule, Source, Table};
use crate::shared::numbered;
use ndarray::Array2;

/// What a rule makes of the tables that it reads, in the order in which it names them.
pub(crate) fn made(id: &str, rule: Rule, of: &[&Table]) -> Table {
    let numbers: Vec<&Array2<f64>> = of.iter().map(|table| &table.values).collect();
    let (row_axis, col_axis, rows, cols) = labels::labels(id, &rule, of);
    Table {
        id: id.to_owned(),
        kind: kind(&rule, of),
        row_axis,
        col_axis,
        rows,
        cols,
        values: math::apply(&rule, &numbers),
        random_rows: labels::random_rows(&rule, of),
        rule,
    }
}

fn kind(rule: &Rule, of: &[&Table]) -> Kind {
    let first = of.first().map_or(Kind::Number, |table| table.kind);
    match rule {
        Rule::Matmul { .. } | Rule::MatmulT { .. } | Rule::Normalize { .. } => Kind::Number,
        Rule::Reduce { .. } if first != Kind::Count => Kind::Number,
        Rule::Softmax { .. } | Rule::SoftmaxNaive { .. } => Kind::Weight,
        _ => first,
    }
}

/// A table that was put in; its rows and columns are numbered.
pub(crate) fn given(id: &str, kind: Kind, values: Array2<f64>, from: Source) -> Table {
    Table {
        id: id.to_owned(),
        kind,
        row_axis: "row",
        col_axis: "column",
        rows: numbered(values.nrows()),
        cols: numbered(values.ncols()),
        values,
        rule: Rule::Given { from },
        random_rows: Vec::new(),
    }
}

/// One number that was put in, 1 × 1.
pub(crate) fn given_number(id: &str, kind: Kind, value: f64, from: Source) -> Table {
    given(id, kind, Array2::from_elem((1, 1), value), from).rows(&[id]).cols(&["number"])
}

/// What rows and columns stand for, and a label for each.
pub(crate) struct Labels {
    /// In words, down and across.
    pub(crate) axes: (&'static str, &'static str),
    /// A label for each row.
    pub(crate) rows: Vec<String>,
    /// A label for each column.
    pub(crate) cols: Vec<String>,
}

impl Table {
    /// The same numbers as another kind.
    pub(crate) fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// What rows and columns stand for.
    pub(crate) fn axes(self, row_axis: &'static str, col_axis: &'static str) -> Self {
        Self { row_axis, col_axis, ..self }
    }

    /// What a row stands for.
    pub(crate) fn row_axis(self, row_axis: &'static str) -> Self {
        Self { row_axis, ..self }
    }

    /// What a column stands for.
    pub(crate) fn col_axis(self, col_axis: &'static str) -> Self {
        Self { col_axis, ..self }
    }

    /// Labels of the rows, where there are as many.
    pub(crate) fn rows(mut self, rows: &[impl AsRef<str>]) -> Self {
        if rows.len() == self.values.nrows() {
            self.rows = rows.iter().map(|row| row.as_ref().to_owned()).collect();
        }
        self
    }

    /// Labels of the columns, where there are as many.
    pub(crate) fn cols(mut self, cols: &[impl AsRef<str>]) -> Self {
        if cols.len() == self.values.ncols() {
            self.cols = cols.iter().map(|col| col.as_ref().to_owned()).collect();
        }
        self
    }

    /// Axes and labels at once.
    pub(crate) fn labels(self, labels: Labels) -> Self {
        let Labels { axes, rows, cols } = labels;
        Self { row_axis: axes.0, col_axis: axes.1, rows, cols, ..self }
    }

    /// A place in it.
    pub(crate) fn cell(&self, row: usize, col: usize) -> CellRef {
        CellRef { table: self.id.clone(), row, col }
    }

    /// The number at a place; NaN outside.
    pub(crate) fn at(&self, row: usize, col: usize) -> f64 {
        self.values.get((row, col)).copied().unwrap_or(f64::NAN)
    }

    /// The place of the number that lies farthest from zero; the first of equals.
    pub(crate) fn farthest(&self) -> (usize, usize) {
        let mut best = ((0, 0), 0.0);
        for (place, value) in self.values.indexed_iter() {
            if value.abs() > best.1 {
                best = (place, value.abs());
            }
        }
        best.0
    }

    /// The column of the largest number of a row; the first of equals.
    pub(crate) fn largest_in_row(&self, row: usize) -> usize {
        self.values.rows().into_iter().nth(row).map_or(0, math::first_largest)
    }
}

/// a·b.
pub(crate) fn matmul(id: &str, a: &Table, b: &Table) -> Table {
    made(id, by::matmul(&a.id, &b.id), &[a, b])
}

/// a·bᵀ.
pub(crate) fn matmul_t(id: &str, a: &Table, b: &Table) -> Table {
    made(id, by::matmul_t(&a.id, &b.id), &[a, b])
}

/// aᵀ.
pub(crate) fn transpose(id: &str, a: &Table) -> Table {
    made(id, by::transpose(&a.id), &[a])
}

/// a + b, spread.
pub(crate) fn add(id: &str, a: &Table, b: &Table) -> Table {
    made(id, by::add(&a.id, &b.id), &[a, b])
}

/// a − b, spread.
pub(crate) fn sub(id: &str, a: &Table, b: &Table) -> Table {
    made(id, by::sub(&a.id, &b.id), &[a, b])
}

/// a ⊙ b, spread.
pub(crate) fn mul(id: &str, a: &Table, b: &Table) -> Table {
    made(id, by::mul(&a.id, &b.id), &[a, b])
}

/// a ⊘ b, spread.
pub(crate) fn div(id: &str, a: &Table, b: &Table) -> Table {
    made(id, by::div(&a.id, &b.id), &[a, b])
}

/// factor · a.
pub(crate) fn scale(id: &str, a: &Table, factor: f64) -> Table {
    made(id, by::scale(&a.id, factor), &[a])
}

/// A function of each number.
pub(crate) fn map(id: &str, a: &Table, function: Function) -> Table {
    made(id, by::map(&a.id, function), &[a])
}

/// Rows by index.
pub(crate) fn lookup(id: &str, a: &Table, index: &[usize]) -> Table {
    made(id, by::lookup(&a.id, index.to_vec()), &[a])
}

/// Rows `from..to`.
pub(crate) fn rows(id: &str, a: &Table, from: usize, to: usize) -> Table {
    made(id, by::rows(&a.id, from, to), &[a])
}

/// Columns `from..to`.
pub(crate) fn columns(id: &str, a: &Table, from: usize, to: usize) -> Table {
    made(id, by::columns(&a.id, from, to), &[a])
}

/// Tables side by side.
pub(crate) fn beside(id: &str, of: &[&Table]) -> Table {
    made(id, by::beside(&ids(of)), of)
}

/// Tables one below the other.
pub(crate) fn below(id: &str, of: &[&Table]) -> Table {
    made(id, by::below(&ids(of)), of)
}

/// a where kept, −∞ elsewhere.
pub(crate) fn mask(id: &str, a: &Table, keep: &[Vec<bool>]) -> Table {
    made(id, by::mask(&a.id, keep.to_vec()), &[a])
}

/// Softmax of each row.
pub(crate) fn softmax(id: &str, a: &Table) -> Table {
    made(id, by::softmax(&a.id), &[a])
}

/// Softmax of each row as written in the books.
pub(crate) fn softmax_naive(id: &str, a: &Table) -> Table {
    made(id, by::softmax_naive(&a.id), &[a])
}

/// The running sum along each row or down each column.
pub(crate) fn cumsum(id: &str, a: &Table, axis: Axis) -> Table {
    made(id, by::cumsum(&a.id, axis), &[a])
}

/// Layer or RMS normalization of each row.
pub(crate) fn normalize(id: &str, a: &Table, kind: Norm, eps: f64) -> Table {
    made(id, by::normalize(&a.id, kind, eps), &[a])
}

/// The numbers of a table of one row, largest first, equal ones as they stand; labels go along.
pub(crate) fn ranked(id: &str, a: &Table) -> Table {
    let order = math::order(&a.values);
    let cols = order.iter().filter_map(|col| a.cols.get(*col).cloned()).collect();
    Table { cols, ..made(id, by::sort(&a.id), &[a]) }
}

/// One number for each row (a column of results) or column (a row of results), called like the
/// table up to its first dot.
pub(crate) fn reduce(id: &str, a: &Table, reduction: Reduction, axis: Axis) -> Table {
    made(id, by::reduce(&a.id, reduction, axis), &[a])
}

fn ids<'a>(of: &[&'a Table]) -> Vec<&'a str> {
    of.iter().map(|table| table.id.as_str()).collect()
}
