//! What a rule makes of its operands. `evaluate` is the second implementation, which shares
//! nothing with this one.

use super::{function, mask, matmul, matmul_t, softmax_naive_rows, softmax_rows};
use super::{line, spread};
use crate::report::{Axis, Rule};
use ndarray::{Array2, ArrayView1, Axis as Along};

/// The numbers of a computed table; nothing for a rule that computes nothing.
pub(crate) fn apply(rule: &Rule, of: &[&Array2<f64>]) -> Array2<f64> {
    let Some(a) = of.first().copied() else { return Array2::zeros((0, 0)) };
    let b = of.get(1).copied().unwrap_or(a);
    match rule {
        Rule::Given { .. } | Rule::Observed { .. } => Array2::zeros((0, 0)),
        Rule::Lookup { index, .. } => {
            Array2::from_shape_fn((index.len(), a.ncols()), |(row, col)| {
                index.get(row).and_then(|row| a.get((*row, col))).copied().unwrap_or(f64::NAN)
            })
        }
        Rule::Matmul { .. } => matmul(a, b),
        Rule::MatmulT { .. } => matmul_t(a, b),
        Rule::Transpose { .. } => turned(a),
        Rule::Add { .. } => spread(a, b, |a, b| a + b),
        Rule::Sub { .. } => spread(a, b, |a, b| a - b),
        Rule::Mul { .. } => spread(a, b, |a, b| a * b),
        Rule::Div { .. } => spread(a, b, |a, b| a / b),
        Rule::Scale { factor, .. } => a.mapv(|value| factor * value),
        Rule::Mask { keep, .. } => mask(a, keep),
        Rule::Map { r#fn, .. } => a.mapv(|value| function(*r#fn, value)),
        Rule::Concat { axis, .. } => {
            let views: Vec<_> = of.iter().map(|table| table.view()).collect();
            let along = if *axis == Axis::Row { Along(1) } else { Along(0) };
            ndarray::concatenate(along, &views).unwrap_or_default()
        }
        Rule::Rows { from, to, .. } => a.select(Along(0), &part(*from, *to, a.nrows())),
        Rule::Columns { from, to, .. } => {
            a.select(Along(1), &part(*from, *to, a.ncols())).as_standard_layout().into_owned()
        }
        Rule::Softmax { axis, .. } => along(a, *axis, softmax_rows),
        Rule::SoftmaxNaive { axis, .. } => along(a, *axis, softmax_naive_rows),
        Rule::Cumsum { axis, .. } => lines(a, *axis, |_, line| line::cumsum(line)),
        Rule::Sort { axis, .. } => lines(a, *axis, |_, line| line::sorted(line)),
        Rule::Normalize { kind, eps, .. } => {
            lines(a, Axis::Row, |_, line| line::normalized(line, *kind, *eps))
        }
        Rule::Rotate { base, positions, .. } => lines(a, Axis::Row, |row, line| {
            line::rotated(line, *base, positions.get(row).copied().unwrap_or(f64::NAN))
        }),
        Rule::Reduce { r#fn, axis, .. } => {
            lines(a, *axis, |_, line| vec![line::reduce(*r#fn, line)])
        }
    }
}

fn part(from: usize, to: usize, end: usize) -> Vec<usize> {
    (from..to.min(end)).collect()
}

fn turned(a: &Array2<f64>) -> Array2<f64> {
    a.t().as_standard_layout().into_owned()
}

fn along(a: &Array2<f64>, axis: Axis, rows: fn(&Array2<f64>) -> Array2<f64>) -> Array2<f64> {
    match axis {
        Axis::Row => rows(a),
        Axis::Column => turned(&rows(&turned(a))),
    }
}

/// Every line of a table replaced by what is made of it; all lines are made equally long.
fn lines(
    a: &Array2<f64>,
    axis: Axis,
    make: impl Fn(usize, ArrayView1<f64>) -> Vec<f64>,
) -> Array2<f64> {
    if axis == Axis::Column {
        return turned(&lines(&turned(a), Axis::Row, make));
    }
    let made: Vec<Vec<f64>> =
        a.rows().into_iter().enumerate().map(|(row, line)| make(row, line)).collect();
    let width = made.first().map_or(0, Vec::len);
    Array2::from_shape_vec((made.len(), width), made.concat()).unwrap_or_default()
}
