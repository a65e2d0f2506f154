//! Rules in short: `by::matmul("x", "w_q")`.

use crate::report::{Axis, Function, Norm, Reduction, Rule};

fn one(a: &str) -> [String; 1] {
    [a.to_owned()]
}

fn two(a: &str, b: &str) -> [String; 2] {
    [a.to_owned(), b.to_owned()]
}

pub(crate) fn lookup(a: &str, index: Vec<usize>) -> Rule {
    Rule::Lookup { of: one(a), index }
}

pub(crate) fn matmul(a: &str, b: &str) -> Rule {
    Rule::Matmul { of: two(a, b) }
}

pub(crate) fn matmul_t(a: &str, b: &str) -> Rule {
    Rule::MatmulT { of: two(a, b) }
}

pub(crate) fn transpose(a: &str) -> Rule {
    Rule::Transpose { of: one(a) }
}

pub(crate) fn add(a: &str, b: &str) -> Rule {
    Rule::Add { of: two(a, b) }
}

pub(crate) fn sub(a: &str, b: &str) -> Rule {
    Rule::Sub { of: two(a, b) }
}

pub(crate) fn mul(a: &str, b: &str) -> Rule {
    Rule::Mul { of: two(a, b) }
}

pub(crate) fn div(a: &str, b: &str) -> Rule {
    Rule::Div { of: two(a, b) }
}

pub(crate) fn scale(a: &str, factor: f64) -> Rule {
    Rule::Scale { of: one(a), factor }
}

pub(crate) fn mask(a: &str, keep: Vec<Vec<bool>>) -> Rule {
    Rule::Mask { of: one(a), keep }
}

pub(crate) fn softmax(a: &str) -> Rule {
    Rule::Softmax { of: one(a), axis: Axis::Row }
}

pub(crate) fn map(a: &str, r#fn: Function) -> Rule {
    Rule::Map { of: one(a), r#fn }
}

/// As written in the books.
pub(crate) fn softmax_naive(a: &str) -> Rule {
    Rule::SoftmaxNaive { of: one(a), axis: Axis::Row }
}

pub(crate) fn cumsum(a: &str, axis: Axis) -> Rule {
    Rule::Cumsum { of: one(a), axis }
}

/// Each row, largest first.
pub(crate) fn sort(a: &str) -> Rule {
    Rule::Sort { of: one(a), axis: Axis::Row }
}

pub(crate) fn normalize(a: &str, kind: Norm, eps: f64) -> Rule {
    Rule::Normalize { of: one(a), kind, eps }
}

pub(crate) fn rotate(a: &str, base: f64, positions: Vec<f64>) -> Rule {
    Rule::Rotate { of: one(a), base, positions }
}

/// Side by side.
pub(crate) fn beside(of: &[&str]) -> Rule {
    Rule::Concat { of: of.iter().map(|id| (*id).to_owned()).collect(), axis: Axis::Row }
}

/// One below the other.
pub(crate) fn below(of: &[&str]) -> Rule {
    Rule::Concat { of: of.iter().map(|id| (*id).to_owned()).collect(), axis: Axis::Column }
}

/// Half open.
pub(crate) fn rows(a: &str, from: usize, to: usize) -> Rule {
    Rule::Rows { of: one(a), from, to }
}

/// Half open.
pub(crate) fn columns(a: &str, from: usize, to: usize) -> Rule {
    Rule::Columns { of: one(a), from, to }
}

/// One number for each row or column.
pub(crate) fn reduce(a: &str, r#fn: Reduction, axis: Axis) -> Rule {
    Rule::Reduce { of: one(a), r#fn, axis }
}

/// One number for each row.
pub(crate) fn each_row(a: &str, r#fn: Reduction) -> Rule {
    reduce(a, r#fn, Axis::Row)
}

/// One number for each column.
pub(crate) fn each_column(a: &str, r#fn: Reduction) -> Rule {
    reduce(a, r#fn, Axis::Column)
}
