//! Claims: sentences of a page that a demo proves.
//!
//! A claim names a demo, its parameters, and what must hold of its numbers, in a small language:
//! `scores == 4 * scores@{tokens: 1024}`. It is parsed into nodes with their places, the demo is
//! run, and each node gets its value. What cannot be read or computed says where, and what is
//! allowed there.
//!
//! - **Names.** A metric of the demo (`max_weight`), or a cell of a table of its report
//!   (`weights[4, 1]`): row, column, from 0; `-1` is the last. A name is made of letters, digits,
//!   `_` and `.` (`w_q.head0`), so `-` is always a minus. `@{key: value, …}` behind a name takes it
//!   from another run, with these parameters instead of those that the claim sets, and the rest
//!   kept. Values may hold spaces and `;`; one with a comma or a brace stands in quotes, single or
//!   double, as in YAML.
//! - **Arithmetic.** Numbers (`0.5`, `.5`, `1e-3`), `+ - * / ^`, parentheses, `ln sqrt abs` of one
//!   number, `min max` of two or more. `^` binds tighter than a minus before it, and to the right.
//! - **One comparison**, `== < <= > >=`. Behind `==` may stand `± tolerance` (or `+-`). Without it
//!   `==` is exact, and both sides must be whole numbers.

mod evaluate;
mod override_list;
mod parse;
mod place;
mod words;

pub use evaluate::prove;
pub use words::{failure, verdict};

use fingerpost_demos::report::CellRef;
use std::ops::Range;

/// Runs a demo by name with its parameters as typed.
pub type Run<'a> = dyn FnMut(&str, &[(String, String)]) -> Result<fingerpost_demos::Report, crate::report::Fault>
    + 'a;

/// A claim that could be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// Whether it holds.
    pub holds: bool,
    /// What stands before the comparison.
    pub left: Side,
    /// The comparison as it is written.
    pub relation: Relation,
    /// What stands behind it.
    pub right: Side,
    /// How far apart two sides may be that must be equal, if that is said.
    pub tolerance: Option<f64>,
    /// Where the first number that it names stands.
    pub place: Spot,
    /// The command that shows the claim's own run.
    pub command: String,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// As it is written.
    pub text: String,
    /// Its value.
    pub value: f64,
    /// Whether it is just a number.
    pub is_number: bool,
}

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Relation {
    Equal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Relation {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// Where in a report a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    /// The step, from 0.
    pub step: usize,
    /// The cell, where there is one.
    pub cell: Option<CellRef>,
}

/// Why a claim could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// Which part of the claim is wrong.
    pub part: Part,
    /// What is wrong with it.
    pub message: String,
    /// What is allowed there.
    pub help: String,
}

/// A part of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Bytes of what must hold.
    Expect(Range<usize>),
    /// The demo's name.
    Demo,
    /// The n-th parameter that it sets.
    Set(usize),
}

/// An `Unclear` at some bytes of what must hold.
fn unclear(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Unclear {
    Unclear { part: Part::Expect(range), message: message.into(), help: help.into() }
}

#[cfg(test)]
mod tests;
