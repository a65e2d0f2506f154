//! Labels and claims that several demos share.

use crate::demo::DemoError;
use crate::math;
use crate::params::{Params, bad, counted};
use crate::report::{Check, Relation};
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
    let words = params.words(name);
    if words.is_empty() {
        return Ok(numbered(cols));
    }
    if words.len() == cols {
        return Ok(words.to_vec());
    }
    let expected = counted(cols, "word is expected", "words are expected");
    let allowed = format!("{expected}, one for each column of {of}");
    Err(bad(name, counted(words.len(), "word", "words"), allowed))
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
