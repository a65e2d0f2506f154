//! What a rule makes of its operands, for demos that say a rule and take its numbers from here.
//! The same arithmetic as the functions beside it; `evaluate` is the second implementation.

use super::{entropy, largest, mask, matmul, matmul_t, norm, smallest, softmax_rows, sum};
use crate::report::{Axis, Function, Norm, Reduction, Rule};
use ndarray::{Array2, Axis as Along};

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
        Rule::Add { .. } => paired(a, b, |a, b| a + b),
        Rule::Sub { .. } => paired(a, b, |a, b| a - b),
        Rule::Mul { .. } => paired(a, b, |a, b| a * b),
        Rule::Div { .. } => paired(a, b, |a, b| a / b),
        Rule::Scale { factor, .. } => a.mapv(|value| factor * value),
        Rule::Mask { keep, .. } => mask(a, keep),
        Rule::Map { r#fn, .. } => a.mapv(|value| function(*r#fn, value)),
        Rule::Concat { axis, .. } => {
            let views: Vec<_> = of.iter().map(|table| table.view()).collect();
            let along = if *axis == Axis::Row { Along(1) } else { Along(0) };
            ndarray::concatenate(along, &views).unwrap_or_default()
        }
        Rule::Rows { from, to, .. } => Array2::from_shape_fn((to - from, a.ncols()), |(r, c)| {
            a.get((from + r, c)).copied().unwrap_or(f64::NAN)
        }),
        Rule::Columns { from, to, .. } => {
            Array2::from_shape_fn((a.nrows(), to - from), |(r, c)| {
                a.get((r, from + c)).copied().unwrap_or(f64::NAN)
            })
        }
        Rule::Softmax { axis: Axis::Row, .. } => softmax_rows(a),
        Rule::Softmax { axis: Axis::Column, .. } => turned(&softmax_rows(&turned(a))),
        Rule::SoftmaxNaive { axis, .. } => lines(a, *axis, |_, line| {
            let powers: Vec<f64> = line.iter().map(|score| libm::exp(*score)).collect();
            let total = sum(&powers);
            powers.iter().map(|power| power / total).collect()
        }),
        Rule::Cumsum { axis, .. } => lines(a, *axis, |_, line| {
            let mut total = 0.0;
            let add = |value: &f64| {
                total += value;
                total
            };
            line.iter().map(add).collect()
        }),
        Rule::Sort { axis, .. } => lines(a, *axis, |_, line| {
            let mut sorted = line.to_vec();
            sorted.sort_by(|a, b| b.total_cmp(a));
            sorted
        }),
        Rule::Normalize { kind, eps, .. } => {
            lines(a, Axis::Row, |_, line| normalized(line, *kind, *eps))
        }
        Rule::Rotate { base, positions, .. } => lines(a, Axis::Row, |row, line| {
            rotated(line, *base, positions.get(row).copied().unwrap_or(f64::NAN))
        }),
        Rule::Reduce { r#fn, axis, .. } => lines(a, *axis, |_, line| vec![reduced(*r#fn, line)]),
    }
}

fn turned(a: &Array2<f64>) -> Array2<f64> {
    a.t().as_standard_layout().into_owned()
}

/// Place by place; one row or one column is spread over the other operand.
fn paired(a: &Array2<f64>, b: &Array2<f64>, by: fn(f64, f64) -> f64) -> Array2<f64> {
    let shape = (a.nrows().max(b.nrows()), a.ncols().max(b.ncols()));
    let at = |table: &Array2<f64>, row: usize, col: usize| {
        let row = if table.nrows() == 1 { 0 } else { row };
        let col = if table.ncols() == 1 { 0 } else { col };
        table.get((row, col)).copied().unwrap_or(f64::NAN)
    };
    Array2::from_shape_fn(shape, |(row, col)| by(at(a, row, col), at(b, row, col)))
}

/// Every line of a table replaced by what is made of it; all lines are made equally long.
fn lines(a: &Array2<f64>, axis: Axis, make: impl Fn(usize, &[f64]) -> Vec<f64>) -> Array2<f64> {
    if axis == Axis::Column {
        return turned(&lines(&turned(a), Axis::Row, make));
    }
    let made: Vec<Vec<f64>> =
        a.rows().into_iter().enumerate().map(|(row, line)| make(row, &line.to_vec())).collect();
    let width = made.first().map_or(0, Vec::len);
    Array2::from_shape_vec((made.len(), width), made.concat()).unwrap_or_default()
}

/// Population variance.
fn variance(line: &[f64]) -> f64 {
    let mean = sum(line) / line.len() as f64;
    line.iter().fold(0.0, |sum, value| sum + (value - mean) * (value - mean)) / line.len() as f64
}

fn normalized(line: &[f64], kind: Norm, eps: f64) -> Vec<f64> {
    let count = line.len() as f64;
    let (middle, spread) = match kind {
        Norm::Layer => (sum(line) / count, variance(line)),
        Norm::Rms => (0.0, line.iter().fold(0.0, |sum, value| sum + value * value) / count),
    };
    line.iter().map(|value| (value - middle) / (spread + eps).sqrt()).collect()
}

/// Pairs (2i, 2i+1) turned by position·base^(−2i/d).
fn rotated(line: &[f64], base: f64, position: f64) -> Vec<f64> {
    let turn = |(pair, values): (usize, &[f64])| {
        let angle = position * libm::pow(base, -((2 * pair) as f64) / line.len() as f64);
        let (x, y) = (values.first().unwrap_or(&0.0), values.last().unwrap_or(&0.0));
        let (sin, cos) = (libm::sin(angle), libm::cos(angle));
        [x * cos - y * sin, x * sin + y * cos]
    };
    line.chunks_exact(2).enumerate().flat_map(turn).collect()
}

fn reduced(reduction: Reduction, line: &[f64]) -> f64 {
    match reduction {
        Reduction::Sum => sum(line),
        Reduction::Mean => sum(line) / line.len() as f64,
        Reduction::Max => largest(line),
        Reduction::Min => smallest(line),
        Reduction::Argmax => {
            let most = largest(line);
            line.iter().position(|value| *value >= most).unwrap_or(0) as f64
        }
        Reduction::Variance => variance(line),
        Reduction::Norm => norm(line),
        Reduction::Entropy => entropy(line),
    }
}

fn function(function: Function, x: f64) -> f64 {
    match function {
        Function::Exp => libm::exp(x),
        Function::Ln => libm::log(x),
        Function::Sqrt => x.sqrt(),
        Function::Square => x * x,
        Function::Abs => x.abs(),
        Function::Neg => -x,
        Function::Reciprocal => 1.0 / x,
        Function::Sin => libm::sin(x),
        Function::Cos => libm::cos(x),
        Function::Sign => f64::from(i8::from(x > 0.0) - i8::from(x < 0.0)),
        Function::Step => f64::from(u8::from(x > 0.0)),
        Function::Relu => x.max(0.0),
        Function::Gelu => 0.5 * x * (1.0 + libm::erf(x * std::f64::consts::FRAC_1_SQRT_2)),
        Function::GeluTanh => {
            let root = (2.0 * std::f64::consts::FRAC_1_PI).sqrt();
            0.5 * x * (1.0 + libm::tanh(root * (x + 0.044_715 * x * x * x)))
        }
        Function::Tanh => libm::tanh(x),
        Function::Sigmoid => 1.0 / (1.0 + libm::exp(-x)),
        Function::Elu1 => {
            if x > 0.0 {
                x + 1.0
            } else {
                libm::exp(x)
            }
        }
    }
}
