//! Parameters: their static descriptions, and the check that turns typed text into values.

use ndarray::Array2;

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
    pub(crate) demo: &'static str,
    pub(crate) entries: Vec<(String, String, Value)>,
}
