//! Labels, parameters, steps and claims that several demos share.

use crate::demo::DemoError;
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{CellRef, Check, Relation, Source, Step, Table};
use ndarray::Array2;

/// Titles of steps of which there may be many.
pub(crate) const ORDINALS: [&str; 16] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
];

/// The words of a parameter where there are some, else numbers from 1.
pub(crate) fn column_labels(
    params: &Params,
    name: &str,
    of: &str,
    cols: usize,
) -> Result<Vec<String>, DemoError> {
    labels(params, name, &format!("column of {of}"), cols)
}

/// The words of a parameter, one for each of what is named, where there are some; else numbers.
pub(crate) fn labels(
    params: &Params,
    name: &str,
    each: &str,
    count: usize,
) -> Result<Vec<String>, DemoError> {
    let words = params.words(name);
    if words.is_empty() {
        return Ok(numbered(count));
    }
    if words.len() == count {
        return Ok(words.to_vec());
    }
    let expected = counted(count, "word is expected", "words are expected");
    let allowed = format!("{expected}, one for each {each}");
    Err(bad(name, counted(words.len(), "word", "words"), allowed))
}

/// A parameter without heads of its own.
pub(crate) const fn param(
    name: &'static str,
    about: &'static str,
    kind: ParamKind,
    default: &'static str,
) -> ParamSpec {
    ParamSpec { name, about, kind, default, per_head: false }
}

/// The numbers of a matrix parameter that has no size of its own to make an identity of.
pub(crate) fn numbers<'a>(params: &'a Params, name: &str) -> Result<&'a Array2<f64>, DemoError> {
    if let Some(Value::Matrix(numbers)) = params.value(name) {
        return Ok(numbers);
    }
    Err(bad(name, "\"identity\"".to_owned(), "rows of numbers are expected".to_owned()))
}

/// Whether a table is the reader's or ours.
pub(crate) fn source(params: &Params, name: &str) -> Source {
    if params.is_given(name) { Source::Parameter } else { Source::HandSet }
}

/// A matrix that must have this shape; `like` says why: "as x has".
pub(crate) fn check_shape(
    name: &str,
    matrix: &Array2<f64>,
    shape: (usize, usize),
    like: &str,
) -> Result<(), DemoError> {
    if matrix.dim() == shape {
        return Ok(());
    }
    let size = |(rows, cols): (usize, usize)| format!("{} of {cols}", counted(rows, "row", "rows"));
    let is = if shape.0 == 1 { "is" } else { "are" };
    Err(bad(name, size(matrix.dim()), format!("{} {is} expected, {like}", size(shape))))
}

/// A step without checks and without a guess.
pub(crate) fn step(
    (id, title): (&'static str, &'static str),
    says: impl Into<String>,
    formula: &'static str,
    tables: Vec<Table>,
    look: Option<CellRef>,
) -> Step {
    Step { id, title, says: says.into(), formula, tables, checks: Vec::new(), look, guess: None }
}

/// A place in a table.
pub(crate) fn at(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

/// A claim that holds where the value is at most the bound.
pub(crate) fn at_most(claim: impl Into<String>, value: f64, bound: f64) -> Check {
    Check { claim: claim.into(), value, bound, relation: Relation::AtMost, expected: true }
}

/// A claim that holds where the value is at least the bound.
pub(crate) fn at_least(claim: impl Into<String>, value: f64, bound: f64) -> Check {
    Check { relation: Relation::AtLeast, ..at_most(claim, value, bound) }
}

/// The largest difference between two tables of one shape.
pub(crate) fn gap(a: &Table, b: &Table) -> f64 {
    a.values.iter().zip(&b.values).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// The size of the largest number of a table.
pub(crate) fn size(table: &Table) -> f64 {
    table.values.iter().copied().map(f64::abs).fold(0.0, f64::max)
}

/// Labels "1", "2" …
pub(crate) fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}

/// Every row sums to 1 and nothing is below zero, over several tables at once.
pub(crate) fn row_checks<'a>(
    tables: impl Iterator<Item = &'a Array2<f64>>,
    name: &str,
) -> Vec<Check> {
    let (mut gap, mut smallest) = (0.0_f64, f64::INFINITY);
    for table in tables {
        for row in table.rows() {
            gap = gap.max((math::sum(row) - 1.0).abs());
        }
        smallest = smallest.min(math::smallest(table));
    }
    vec![
        Check {
            claim: format!("every row of {name} sums to 1: largest gap"),
            value: gap,
            bound: 1e-12,
            relation: Relation::AtMost,
            expected: true,
        },
        Check {
            claim: format!("all {name} are at least 0: smallest"),
            value: smallest,
            bound: 0.0,
            relation: Relation::AtLeast,
            expected: true,
        },
    ]
}

/// An entropy against ln n, with room for the last bits of an even row.
pub(crate) fn entropy_check(what: &str, entropy: f64, count: usize) -> Check {
    Check {
        claim: format!("{what} is at most ln {count}"),
        value: entropy,
        bound: libm::log(count as f64) + 1e-12,
        relation: Relation::AtMost,
        expected: true,
    }
}
