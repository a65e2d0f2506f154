//! Writes a lesson down: steps in order, each table said as a rule over earlier ones. Numbers and
//! labels follow from the rule, so a demo says what it computes once.

pub(crate) mod by;
mod labels;
#[cfg(test)]
mod tests;

use crate::math;
use crate::report::{
    Answer, CellRef, Check, Guess, Kind, Reduction, Relation, Rule, Source, Step, Table,
};
use ndarray::Array2;

/// The steps so far. What is added goes into the last one.
pub(crate) struct Lesson {
    earlier: Vec<Step>,
    last: Step,
}

/// Numbers that were put in, with their labels.
pub(crate) struct Given {
    /// By whom.
    pub(crate) from: Source,
    /// What a row and a column stand for.
    pub(crate) axes: (&'static str, &'static str),
    /// A label for each row.
    pub(crate) rows: Vec<String>,
    /// A label for each column.
    pub(crate) cols: Vec<String>,
    /// The numbers.
    pub(crate) values: Array2<f64>,
}

impl Lesson {
    /// A lesson with its first step.
    pub(crate) fn new(
        id: &'static str,
        title: &'static str,
        formula: &'static str,
        says: impl Into<String>,
    ) -> Self {
        Self { earlier: Vec::new(), last: empty(id, title, formula, says.into()) }
    }

    /// Begins the next step.
    pub(crate) fn step(
        &mut self,
        id: &'static str,
        title: &'static str,
        formula: &'static str,
        says: impl Into<String>,
    ) {
        let next = empty(id, title, formula, says.into());
        self.earlier.push(std::mem::replace(&mut self.last, next));
    }

    /// All steps.
    pub(crate) fn finish(mut self) -> Vec<Step> {
        self.earlier.push(self.last);
        self.earlier
    }

    /// A table of numbers that were put in.
    pub(crate) fn given(&mut self, id: &str, kind: Kind, given: Given) {
        self.last.tables.push(Table {
            id: id.to_owned(),
            kind,
            row_axis: given.axes.0,
            col_axis: given.axes.1,
            rows: given.rows,
            cols: given.cols,
            values: given.values,
            rule: Rule::Given { from: given.from },
            random_rows: Vec::new(),
        });
    }

    /// A single number that was put in.
    pub(crate) fn given_number(&mut self, id: &str, value: f64, from: Source) {
        let values = Array2::from_elem((1, 1), value);
        let (rows, cols) = (vec![id.replace('_', " ")], vec!["value".to_owned()]);
        let given = Given { from, axes: ("number", "number"), rows, cols, values };
        self.given(id, Kind::Number, given);
    }

    /// A table that a rule makes of earlier ones.
    pub(crate) fn add(&mut self, id: &str, kind: Kind, rule: Rule) {
        let table = {
            let of: Vec<&Table> = rule.of().iter().filter_map(|id| self.table(id)).collect();
            let values: Vec<&Array2<f64>> = of.iter().map(|table| &table.values).collect();
            let values = math::apply(&rule, &values);
            let (row_axis, col_axis, rows, cols) = labels::labels(&rule, &of);
            let (id, random_rows) = (id.to_owned(), labels::random_rows(&rule, &of));
            Table { id, kind, row_axis, col_axis, rows, cols, values, rule, random_rows }
        };
        self.last.tables.push(table);
    }

    /// A single number that a rule makes, with its id as its name.
    pub(crate) fn number(&mut self, id: &str, kind: Kind, rule: Rule) {
        self.add(id, kind, rule);
        self.name_rows("number", vec![id.replace('_', " ")]);
        self.name_cols("number", vec!["value".to_owned()]);
    }

    /// What the rows of the last table stand for.
    pub(crate) fn name_rows(&mut self, axis: &'static str, labels: Vec<String>) {
        if let Some(table) = self.last.tables.last_mut() {
            (table.row_axis, table.rows) = (axis, labels);
        }
    }

    /// What the columns of the last table stand for.
    pub(crate) fn name_cols(&mut self, axis: &'static str, labels: Vec<String>) {
        if let Some(table) = self.last.tables.last_mut() {
            (table.col_axis, table.cols) = (axis, labels);
        }
    }

    /// What rows and columns of the last table are called.
    pub(crate) fn axes(&mut self, rows: &'static str, cols: &'static str) {
        if let Some(table) = self.last.tables.last_mut() {
            (table.row_axis, table.col_axis) = (rows, cols);
        }
    }

    /// Rows of the last table that are random stand-ins.
    pub(crate) fn random_rows(&mut self, rows: Vec<usize>) {
        if let Some(table) = self.last.tables.last_mut() {
            table.random_rows = rows;
        }
    }

    /// The cell worth looking at.
    pub(crate) fn look(&mut self, table: &str, row: usize, col: usize) {
        self.last.look = Some(place(table, row, col));
    }

    /// A guess at a number.
    pub(crate) fn guess(&mut self, ask: &str, cell: (&str, usize, usize), tolerance: f64) {
        let cell = place(cell.0, cell.1, cell.2);
        let answer = Answer::Number { cell, tolerance };
        self.last.guess = Some(Guess { ask: ask.to_owned(), answer });
    }

    /// A guess at the column with the largest number of a row.
    pub(crate) fn guess_in_row(&mut self, ask: String, table: &str, row: usize) {
        let answer = Answer::LargestInRow { table: table.to_owned(), row };
        self.last.guess = Some(Guess { ask, answer });
    }

    /// A claim that a value is at most a bound.
    pub(crate) fn at_most(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.check(claim.into(), value, bound, Relation::AtMost);
    }

    /// A claim that a value is at least a bound.
    pub(crate) fn at_least(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.check(claim.into(), value, bound, Relation::AtLeast);
    }

    fn check(&mut self, claim: String, value: f64, bound: f64, relation: Relation) {
        self.last.checks.push(Check { claim, value, bound, relation, expected: true });
    }

    /// A claim that a value is at most a bound, where what the reader set may break it.
    pub(crate) fn may_be_above(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.at_most(claim, value, bound);
        self.expect_what_is();
    }

    /// A claim that a value is at least a bound, where what the reader set may break it.
    pub(crate) fn may_be_below(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.at_least(claim, value, bound);
        self.expect_what_is();
    }

    fn expect_what_is(&mut self) {
        if let Some(check) = self.last.checks.last_mut() {
            check.expected = check.holds();
        }
    }

    /// Claims that were made elsewhere.
    pub(crate) fn checks(&mut self, checks: Vec<Check>) {
        self.last.checks.extend(checks);
    }

    /// The numbers of a table; none for one that is not there.
    pub(crate) fn values(&self, id: &str) -> Array2<f64> {
        self.table(id).map(|table| table.values.clone()).unwrap_or_default()
    }

    /// One number of a table; NaN where there is none.
    pub(crate) fn at(&self, id: &str, row: usize, col: usize) -> f64 {
        let value = self.table(id).and_then(|table| table.values.get((row, col)));
        value.copied().unwrap_or(f64::NAN)
    }

    /// The largest difference of two tables of one shape, over the largest size in them (or 1).
    pub(crate) fn gap(&self, a: &str, b: &str) -> f64 {
        self.gap_beside(a, b, &[])
    }

    /// The same, over the largest size in them and in the tables that they are made of.
    pub(crate) fn gap_beside(&self, a: &str, b: &str, of: &[&str]) -> f64 {
        let (made, other) = (self.values(a), self.values(b));
        if made.dim() != other.dim() {
            return f64::NAN;
        }
        let mut size: f64 = 1.0;
        for table in [a, b].iter().chain(of) {
            size = self.values(table).iter().fold(size, |size, value| size.max(value.abs()));
        }
        made.iter().zip(&other).fold(0.0_f64, |gap, (a, b)| gap.max((a - b).abs())) / size
    }

    /// The largest number of a row, by place.
    pub(crate) fn largest_in_row(&self, id: &str, row: usize) -> usize {
        let values = self.values(id);
        let Some(line) = values.rows().into_iter().nth(row) else { return 0 };
        let largest = math::largest(line);
        line.iter().position(|value| *value >= largest).unwrap_or(0)
    }

    fn table(&self, id: &str) -> Option<&Table> {
        let steps = self.earlier.iter().chain(std::iter::once(&self.last));
        steps.flat_map(|step| &step.tables).find(|table| table.id == id)
    }
}

fn place(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

fn empty(id: &'static str, title: &'static str, formula: &'static str, says: String) -> Step {
    let (tables, checks) = (Vec::new(), Vec::new());
    Step { id, title, says, formula, tables, checks, look: None, guess: None }
}

/// A reduction's name as a label.
fn reduction_name(reduction: Reduction) -> &'static str {
    match reduction {
        Reduction::Sum => "sum",
        Reduction::Mean => "mean",
        Reduction::Max => "largest",
        Reduction::Min => "smallest",
        Reduction::Argmax => "place of the largest",
        Reduction::Variance => "variance",
        Reduction::Norm => "length",
        Reduction::Entropy => "entropy",
    }
}
