//! Parameters: their static descriptions, and the check that turns typed text into values.

mod describe;
mod matrix;
mod read;
#[cfg(test)]
mod tests;

use crate::demo::{DemoError, Spec};
use ndarray::Array2;

pub use describe::{Bound, ParamDescription};
pub use matrix::{MATRIX_LIMIT, matrix_text, number_text, read_matrix};
pub(crate) use read::{bad, counted, quoted};

/// The static description of one parameter.
#[derive(Debug, Clone, Copy)]
pub struct ParamSpec {
    /// The name on the command line and in pages.
    pub name: &'static str,
    /// One line.
    pub about: &'static str,
    /// What it may be.
    pub kind: ParamKind,
    /// The default as it would be typed; empty for a matrix that the demo fills in by itself.
    pub default: &'static str,
    /// Whether `name.head0`, `name.head1` … are parameters too.
    pub per_head: bool,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ParamKind {
    /// A whole number, both ends allowed.
    Integer {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A real number, both ends allowed.
    Number {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
    },
    /// One of some words.
    Choice {
        /// The words.
        options: &'static [&'static str],
    },
    /// `on` or `off`.
    Flag,
    /// Words between spaces, at most `max`.
    Tokens {
        /// The largest count.
        max: usize,
    },
    /// Rows of numbers, `"1 0; 0 1"`, or `identity` where the demo knows the size.
    Matrix {
        /// The largest number of rows.
        max_rows: usize,
        /// The largest number of columns.
        max_cols: usize,
    },
    /// A seed for a random number generator.
    Seed,
}

/// A checked value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number, or a seed.
    Integer(i64),
    /// A real number.
    Number(f64),
    /// One of the options.
    Choice(&'static str),
    /// On or off.
    Flag(bool),
    /// Words.
    Tokens(Vec<String>),
    /// A matrix; finite, with at least one row and column, all rows of one length.
    Matrix(Array2<f64>),
    /// `identity`: the demo chooses the size.
    Identity,
}

/// The parameters of one run: every described one is present, in the order of the description,
/// except matrices that were not given. Per-head matrices that were given stand after their name.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    demo: &'static str,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    name: String,
    typed: String,
    value: Value,
    given: bool,
}

impl Params {
    /// Checks typed parameters against a description. Of two with one name the later counts.
    ///
    /// # Errors
    /// The first name that the demo does not have, or the first value that it does not allow.
    pub fn parse(spec: &'static Spec, set: &[(String, String)]) -> Result<Self, DemoError> {
        for (name, _) in set {
            known(spec, name)?;
        }
        let last = |name: &str| set.iter().rev().find(|(set, _)| set == name).map(|(_, text)| text);
        let mut entries = Vec::new();
        for param in spec.params {
            let given = last(param.name);
            let absent = matches!(param.kind, ParamKind::Matrix { .. }) && param.default.is_empty();
            if given.is_some() || !absent {
                let typed = given.map_or(param.default, String::as_str);
                entries.push(Entry::read(param.name, param, typed, given.is_some())?);
            }
            let mut heads: Vec<usize> =
                set.iter().filter_map(|(name, _)| head_of(param, name)).collect();
            heads.sort_unstable();
            heads.dedup();
            for head in heads {
                let name = format!("{}.head{head}", param.name);
                if let Some(typed) = last(&name) {
                    entries.push(Entry::read(&name, param, typed, true)?);
                }
            }
        }
        Ok(Self { demo: spec.name, entries })
    }

    /// The name of the demo that they belong to.
    pub fn demo(&self) -> &'static str {
        self.demo
    }

    /// Names and texts as they were typed, defaults included, in the order of the description.
    pub fn echo(&self) -> Vec<(String, String)> {
        self.entries.iter().map(|entry| (entry.name.clone(), entry.typed.clone())).collect()
    }

    /// Whether the reader set it, rather than the default.
    pub fn is_given(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name && entry.given)
    }

    /// The names that the reader set, in the order of the description.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|entry| entry.given).map(|entry| entry.name.as_str())
    }

    /// The checked value; `None` for a matrix that was not given.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.name == name).map(|entry| &entry.value)
    }

    /// A whole number or seed; 0 for a name that is neither in the description.
    pub fn integer(&self, name: &str) -> i64 {
        if let Some(Value::Integer(value)) = self.value(name) { *value } else { 0 }
    }

    /// A real number; 0 for a name that is none in the description.
    pub fn number(&self, name: &str) -> f64 {
        if let Some(Value::Number(value)) = self.value(name) { *value } else { 0.0 }
    }

    /// One of the options; empty for a name that is no choice in the description.
    pub fn choice(&self, name: &str) -> &'static str {
        if let Some(Value::Choice(value)) = self.value(name) { value } else { "" }
    }

    /// On or off; off for a name that is no flag in the description.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Value::Flag(true)))
    }

    /// Words; none for a name that has none in the description.
    pub fn words(&self, name: &str) -> &[String] {
        if let Some(Value::Tokens(words)) = self.value(name) { words } else { &[] }
    }
}

impl Entry {
    fn read(name: &str, param: &ParamSpec, typed: &str, given: bool) -> Result<Self, DemoError> {
        let value = read::read_value(name, param, typed)?;
        Ok(Self { name: name.to_owned(), typed: typed.to_owned(), value, given })
    }
}

/// The head in `w_q.head1`, written in one way only, so that no head has two names.
fn head_of(param: &ParamSpec, name: &str) -> Option<usize> {
    let digits = name.strip_prefix(param.name)?.strip_prefix(".head")?;
    let head: usize = digits.parse().ok()?;
    (param.per_head && head.to_string() == digits).then_some(head)
}

fn known(spec: &'static Spec, name: &str) -> Result<(), DemoError> {
    let fits = |param: &&ParamSpec| param.name == name || head_of(param, name).is_some();
    if spec.params.iter().any(|param| fits(&param)) {
        return Ok(());
    }
    Err(DemoError::UnknownParam {
        demo: spec.name.to_owned(),
        name: name.to_owned(),
        known: spec.params.iter().map(|param| param.name.to_owned()).collect(),
    })
}
