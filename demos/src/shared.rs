//! Parameters and labels that several demos share.

use crate::demo::DemoError;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::Source;
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

/// Ids of the steps that read one word each, where a demo reads at most eight.
pub(crate) const WORD_STEPS: [&str; 8] =
    ["word-1", "word-2", "word-3", "word-4", "word-5", "word-6", "word-7", "word-8"];

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

/// Labels "1", "2" …
pub(crate) fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}
