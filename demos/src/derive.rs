//! Tables made of others by one rule each: numbers by `math`, labels and axes from the operands.
//! Shapes are the caller's to check; where they do not fit, `math` leaves out what lies outside.

use crate::math;
use crate::report::{Axis, Function, Kind, Norm, Reduction, Rule, Source, Table};
use ndarray::{Array2, Axis as Along};

/// What the rows and columns of a given table stand for.
pub(crate) struct Labels {
    /// In words, down and across.
    pub(crate) axes: (&'static str, &'static str),
    /// A label for each row.
    pub(crate) rows: Vec<String>,
    /// A label for each column.
    pub(crate) cols: Vec<String>,
}

/// A table that was put in.
pub(crate) fn given(
    id: &str,
    kind: Kind,
    values: &Array2<f64>,
    from: Source,
    labels: Labels,
) -> Table {
    Table {
        id: id.to_owned(),
        kind,
        row_axis: labels.axes.0,
        col_axis: labels.axes.1,
        rows: labels.rows,
        cols: labels.cols,
        values: values.clone(),
        rule: Rule::Given { from },
        random_rows: Vec::new(),
    }
}

/// a·b, with the rows of a and the columns of b.
pub(crate) fn matmul(id: &str, kind: Kind, a: &Table, b: &Table) -> Table {
    Table {
        col_axis: b.col_axis,
        cols: b.cols.clone(),
        random_rows: a.random_rows.clone(),
        ..like(id, kind, a, math::matmul(&a.values, &b.values), Rule::Matmul { of: pair(a, b) })
    }
}

/// a·bᵀ, with the rows of both.
pub(crate) fn matmul_t(id: &str, kind: Kind, a: &Table, b: &Table) -> Table {
    Table {
        col_axis: b.row_axis,
        cols: b.rows.clone(),
        ..like(id, kind, a, math::matmul_t(&a.values, &b.values), Rule::MatmulT { of: pair(a, b) })
    }
}

/// aᵀ.
pub(crate) fn transpose(id: &str, a: &Table) -> Table {
    Table {
        row_axis: a.col_axis,
        col_axis: a.row_axis,
        rows: a.cols.clone(),
        cols: a.rows.clone(),
        ..like(
            id,
            a.kind,
            a,
            a.values.t().as_standard_layout().into_owned(),
            Rule::Transpose { of: one(a) },
        )
    }
}

/// a + b, one row or column spread.
pub(crate) fn add(id: &str, kind: Kind, a: &Table, b: &Table) -> Table {
    spread(id, kind, (a, b), |a, b| a + b, Rule::Add { of: pair(a, b) })
}

/// a − b, one row or column spread.
pub(crate) fn sub(id: &str, kind: Kind, a: &Table, b: &Table) -> Table {
    spread(id, kind, (a, b), |a, b| a - b, Rule::Sub { of: pair(a, b) })
}

/// a ⊙ b, one row or column spread.
pub(crate) fn mul(id: &str, kind: Kind, a: &Table, b: &Table) -> Table {
    spread(id, kind, (a, b), |a, b| a * b, Rule::Mul { of: pair(a, b) })
}

/// a ⊘ b, one row or column spread.
pub(crate) fn div(id: &str, kind: Kind, a: &Table, b: &Table) -> Table {
    spread(id, kind, (a, b), |a, b| a / b, Rule::Div { of: pair(a, b) })
}

/// factor · a.
pub(crate) fn scale(id: &str, a: &Table, factor: f64) -> Table {
    let values = a.values.mapv(|value| factor * value);
    like(id, a.kind, a, values, Rule::Scale { of: one(a), factor })
}

/// a where kept, −∞ elsewhere.
pub(crate) fn mask(id: &str, a: &Table, keep: Vec<Vec<bool>>) -> Table {
    like(id, a.kind, a, math::mask(&a.values, &keep), Rule::Mask { of: one(a), keep })
}

/// Softmax of each row.
pub(crate) fn softmax(id: &str, kind: Kind, a: &Table) -> Table {
    let rule = Rule::Softmax { of: one(a), axis: Axis::Row };
    like(id, kind, a, math::softmax_rows(&a.values), rule)
}

/// A function of each number.
pub(crate) fn map(id: &str, kind: Kind, a: &Table, r#fn: Function) -> Table {
    let values = a.values.mapv(|value| math::function_of(r#fn, value));
    like(id, kind, a, values, Rule::Map { of: one(a), r#fn })
}

/// Layer or RMS normalization of each row.
pub(crate) fn normalize(id: &str, a: &Table, kind: Norm, eps: f64) -> Table {
    let values = math::normalize_rows(&a.values, kind, eps);
    like(id, Kind::Number, a, values, Rule::Normalize { of: one(a), kind, eps })
}

/// Running sums along each row.
pub(crate) fn cumsum(id: &str, kind: Kind, a: &Table) -> Table {
    let rule = Rule::Cumsum { of: one(a), axis: Axis::Row };
    like(id, kind, a, math::cumsum_rows(&a.values), rule)
}

/// The numbers of a table of one row, largest first, equal ones as they stand; labels go along.
pub(crate) fn ranked(id: &str, kind: Kind, a: &Table) -> Table {
    let order = math::order(a.values.iter().copied());
    let rule = Rule::Sort { of: one(a), axis: Axis::Row };
    Table {
        cols: order.iter().filter_map(|col| a.cols.get(*col).cloned()).collect(),
        ..like(id, kind, a, a.values.select(Along(1), &order), rule)
    }
}

/// Rows of a by index.
pub(crate) fn lookup(id: &str, kind: Kind, a: &Table, index: Vec<usize>) -> Table {
    let inside: Vec<usize> = index.iter().copied().filter(|row| *row < a.values.nrows()).collect();
    let label = |row: &usize| a.rows.get(*row).cloned().unwrap_or_default();
    Table {
        rows: inside.iter().map(label).collect(),
        random_rows: Vec::new(),
        ..like(id, kind, a, a.values.select(Along(0), &inside), Rule::Lookup { of: one(a), index })
    }
}

/// Rows `from..to` of a.
pub(crate) fn rows(id: &str, a: &Table, from: usize, to: usize) -> Table {
    let kept: Vec<usize> = (from..to.min(a.values.nrows())).collect();
    let shown = lookup(id, a.kind, a, kept);
    Table { rule: Rule::Rows { of: one(a), from, to }, ..shown }
}

/// Columns `from..to` of a.
pub(crate) fn columns(id: &str, a: &Table, from: usize, to: usize) -> Table {
    let kept: Vec<usize> = (from..to.min(a.values.ncols())).collect();
    Table {
        cols: kept.iter().filter_map(|col| a.cols.get(*col).cloned()).collect(),
        ..like(
            id,
            a.kind,
            a,
            a.values.select(Along(1), &kept),
            Rule::Columns { of: one(a), from, to },
        )
    }
}

/// Tables of equal width, one below the other.
pub(crate) fn stacked(id: &str, kind: Kind, of: &[&Table]) -> Option<Table> {
    let views: Vec<_> = of.iter().map(|table| table.values.view()).collect();
    let values = ndarray::concatenate(Along(0), &views).ok()?;
    let ids = of.iter().map(|table| table.id.clone()).collect();
    let rule = Rule::Concat { of: ids, axis: Axis::Column };
    let rows = of.iter().flat_map(|table| table.rows.clone()).collect();
    Some(Table { rows, random_rows: Vec::new(), ..like(id, kind, of.first()?, values, rule) })
}

/// One number for each row, in a column that is called like the table.
pub(crate) fn reduce_rows(id: &str, kind: Kind, a: &Table, r#fn: Reduction) -> Table {
    let results: Vec<f64> =
        a.values.rows().into_iter().map(|row| math::reduce_line(r#fn, &row.to_vec())).collect();
    let values = Array2::from_shape_vec((results.len(), 1), results).unwrap_or_default();
    let rule = Rule::Reduce { of: one(a), r#fn, axis: Axis::Row };
    Table {
        col_axis: "of the row",
        cols: vec![id.replace('_', " ")],
        ..like(id, kind, a, values, rule)
    }
}

/// One number for each column, in a row that is called like the table.
pub(crate) fn reduce_columns(id: &str, kind: Kind, a: &Table, r#fn: Reduction) -> Table {
    let results: Vec<f64> =
        a.values.columns().into_iter().map(|col| math::reduce_line(r#fn, &col.to_vec())).collect();
    let values = Array2::from_shape_vec((1, results.len()), results).unwrap_or_default();
    let rule = Rule::Reduce { of: one(a), r#fn, axis: Axis::Column };
    Table {
        row_axis: "of the column",
        rows: vec![id.replace('_', " ")],
        random_rows: Vec::new(),
        ..like(id, kind, a, values, rule)
    }
}

/// A table with the labels of another.
fn like(id: &str, kind: Kind, a: &Table, values: Array2<f64>, rule: Rule) -> Table {
    Table {
        id: id.to_owned(),
        kind,
        row_axis: a.row_axis,
        col_axis: a.col_axis,
        rows: a.rows.clone(),
        cols: a.cols.clone(),
        values,
        rule,
        random_rows: a.random_rows.clone(),
    }
}

fn one(a: &Table) -> [String; 1] {
    [a.id.clone()]
}

fn pair(a: &Table, b: &Table) -> [String; 2] {
    [a.id.clone(), b.id.clone()]
}

/// An operation of two tables, the labels from the one that is not spread.
fn spread(
    id: &str,
    kind: Kind,
    (a, b): (&Table, &Table),
    by: fn(f64, f64) -> f64,
    rule: Rule,
) -> Table {
    let shape = (a.values.nrows().max(b.values.nrows()), a.values.ncols().max(b.values.ncols()));
    let at = |values: &Array2<f64>, (row, col): (usize, usize)| {
        let row = if values.nrows() == 1 { 0 } else { row };
        let col = if values.ncols() == 1 { 0 } else { col };
        values.get((row, col)).copied().unwrap_or(f64::NAN)
    };
    let values =
        Array2::from_shape_fn(shape, |place| by(at(&a.values, place), at(&b.values, place)));
    let tall = if a.values.nrows() == shape.0 { a } else { b };
    let wide = if a.values.ncols() == shape.1 { a } else { b };
    Table { col_axis: wide.col_axis, cols: wide.cols.clone(), ..like(id, kind, tall, values, rule) }
}
