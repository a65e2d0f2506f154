//! The steps of a lesson: what they look at, ask and claim.

use crate::math;
use crate::report::{Answer, CellRef, Check, Guess, Picture, Relation, Step, Table};
use ndarray::Array2;

impl Step {
    /// A step without claims; it looks at its last table's first cell.
    pub(crate) fn of(
        id: &'static str,
        title: &'static str,
        says: impl Into<String>,
        formula: &'static str,
        tables: Vec<Table>,
    ) -> Self {
        let look = tables.last().map(|table| table.cell(0, 0));
        let (says, pictures, checks) = (says.into(), Vec::new(), Vec::new());
        Self { id, title, says, formula, tables, pictures, checks, look, guess: None }
    }

    /// A picture of its tables.
    pub(crate) fn draw(mut self, picture: Picture) -> Self {
        self.pictures.push(picture);
        self
    }

    /// Looks at a cell.
    pub(crate) fn look(self, cell: CellRef) -> Self {
        Self { look: Some(cell), ..self }
    }

    /// More claims.
    pub(crate) fn claims(mut self, checks: impl IntoIterator<Item = Check>) -> Self {
        self.checks.extend(checks);
        self
    }

    /// Asks first.
    pub(crate) fn ask(self, ask: impl Into<String>, answer: Answer) -> Self {
        Self { guess: Some(Guess { ask: ask.into(), answer }), ..self }
    }

    /// Asks for the number at the place that it looks at.
    pub(crate) fn ask_number(self, ask: impl Into<String>, tolerance: f64) -> Self {
        match self.look.clone() {
            Some(cell) => self.ask(ask, Answer::Number { cell, tolerance }),
            None => self,
        }
    }

    /// Asks for the column of the largest number of a row.
    pub(crate) fn ask_largest_in_row(
        self,
        ask: impl Into<String>,
        table: &str,
        row: usize,
    ) -> Self {
        self.ask(ask, Answer::LargestInRow { table: table.to_owned(), row })
    }
}

impl Check {
    /// The same claim, expected to fail where `broken`.
    pub(crate) fn fails_if(self, broken: bool) -> Self {
        Self { expected: !broken, ..self }
    }

    /// The same claim, where what the reader set may break it.
    pub(crate) fn or_broken(self) -> Self {
        Self { expected: self.holds(), ..self }
    }
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
    math::gap(&a.values, &b.values)
}

/// The size of the largest number of a table.
pub(crate) fn size(table: &Table) -> f64 {
    math::size(&table.values)
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
        at_most(format!("every row of {name} sums to 1: largest gap"), gap, 1e-12),
        at_least(format!("all {name} are at least 0: smallest"), smallest, 0.0),
    ]
}

/// An entropy against ln n, with room for the last bits of an even row.
pub(crate) fn entropy_check(what: &str, entropy: f64, count: usize) -> Check {
    let bound = libm::log(count as f64) + 1e-12;
    at_most(format!("{what} is at most ln {count}"), entropy, bound)
}
