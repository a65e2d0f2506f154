//! A parameter's description as plain data, for `--params` and for settings panels.

use super::{ParamKind, ParamSpec};
use serde::Serialize;

/// What `fingerpost demo NAME --params` says about one parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParamDescription {
    /// The name on the command line and in pages.
    pub name: &'static str,
    /// integer, number, choice, flag, tokens, matrix or seed.
    pub kind: &'static str,
    /// As it would be typed; empty where the demo fills it in by itself.
    pub default: &'static str,
    /// The smallest value, for numbers.
    pub min: Option<Bound>,
    /// The largest value, for numbers; the largest count of words, for tokens.
    pub max: Option<Bound>,
    /// The options, for a choice or flag; empty otherwise.
    pub choices: Vec<&'static str>,
    /// One line.
    pub about: &'static str,
    /// The largest number of rows, for a matrix.
    pub max_rows: Option<usize>,
    /// The largest number of columns, for a matrix.
    pub max_cols: Option<usize>,
    /// Whether `name.head0`, `name.head1` … are parameters too.
    pub per_head: bool,
}

/// An end of a range: whole numbers stay whole in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Bound {
    /// Of a whole number.
    Integer(i64),
    /// Of a real number.
    Number(f64),
}

impl ParamKind {
    /// integer, number, choice, flag, tokens, matrix or seed.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Integer { .. } => "integer",
            Self::Number { .. } => "number",
            Self::Choice { .. } => "choice",
            Self::Flag => "flag",
            Self::Tokens { .. } => "tokens",
            Self::Matrix { .. } => "matrix",
            Self::Seed => "seed",
        }
    }
}

impl ParamSpec {
    /// The description as plain data.
    pub fn describe(&self) -> ParamDescription {
        let whole = |value: i64| Some(Bound::Integer(value));
        let (min, max) = match self.kind {
            ParamKind::Integer { min, max } => (whole(min), whole(max)),
            ParamKind::Seed => (whole(0), whole(i64::MAX)),
            ParamKind::Number { min, max } => (Some(Bound::Number(min)), Some(Bound::Number(max))),
            ParamKind::Tokens { max } => (None, i64::try_from(max).ok().map(Bound::Integer)),
            ParamKind::Choice { .. } | ParamKind::Flag | ParamKind::Matrix { .. } => (None, None),
        };
        let (max_rows, max_cols) = match self.kind {
            ParamKind::Matrix { max_rows, max_cols } => (Some(max_rows), Some(max_cols)),
            _ => (None, None),
        };
        let choices = match self.kind {
            ParamKind::Choice { options } => options.to_vec(),
            ParamKind::Flag => vec!["on", "off"],
            _ => Vec::new(),
        };
        ParamDescription {
            name: self.name,
            kind: self.kind.name(),
            default: self.default,
            min,
            max,
            choices,
            about: self.about,
            max_rows,
            max_cols,
            per_head: self.per_head,
        }
    }
}
