//! Writes a lesson down: steps in order, each table said as a rule over earlier ones. Numbers and
//! labels follow from the rule, so a demo says what it computes once.

use crate::make::{given_number, made};
use crate::math;
use crate::report::{
    Answer, Axis, Check, Guess, Kind, Picture, Reduction, Rule, Source, Step, Table,
};
use crate::steps::{at, at_least, at_most};
use ndarray::Array2;

/// The steps so far. What is added goes into the last one.
pub(crate) struct Lesson {
    earlier: Vec<Step>,
    last: Step,
}

impl Lesson {
    /// A lesson with its first step.
    pub(crate) fn new(
        id: &'static str,
        title: &'static str,
        formula: &'static str,
        says: impl Into<String>,
    ) -> Self {
        Self { earlier: Vec::new(), last: Step::of(id, title, says, formula, Vec::new()) }
    }

    /// Begins the next step.
    pub(crate) fn step(
        &mut self,
        id: &'static str,
        title: &'static str,
        formula: &'static str,
        says: impl Into<String>,
    ) {
        let next = Step::of(id, title, says, formula, Vec::new());
        self.earlier.push(std::mem::replace(&mut self.last, next));
    }

    /// All steps.
    pub(crate) fn finish(mut self) -> Vec<Step> {
        self.earlier.push(self.last);
        self.earlier
    }

    /// A table that was made elsewhere.
    pub(crate) fn put(&mut self, table: Table) {
        self.last.tables.push(table);
    }

    /// A single number that was put in.
    pub(crate) fn given_number(&mut self, id: &str, value: f64, from: Source) {
        self.put(given_number(id, Kind::Number, value, from));
        self.name_as_number(id);
    }

    /// A table that a rule makes of earlier ones.
    pub(crate) fn add(&mut self, id: &str, kind: Kind, rule: Rule) {
        let of: Vec<&Table> = rule.of().iter().filter_map(|id| self.table(id)).collect();
        let name = match &rule {
            Rule::Reduce { r#fn, axis, .. } => Some((reduction_name(*r#fn), *axis)),
            _ => None,
        };
        let table = made(id, rule, &of).kind(kind);
        self.put(match name {
            Some((name, Axis::Row)) => table.cols(&[name]),
            Some((name, Axis::Column)) => table.rows(&[name]),
            None => table,
        });
    }

    /// A single number that a rule makes, with its id as its name.
    pub(crate) fn number(&mut self, id: &str, kind: Kind, rule: Rule) {
        self.add(id, kind, rule);
        self.name_as_number(id);
    }

    fn name_as_number(&mut self, id: &str) {
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

    /// A picture of the tables of the last step.
    pub(crate) fn draw(&mut self, picture: Picture) {
        self.last.pictures.push(picture);
    }

    /// The cell worth looking at.
    pub(crate) fn look(&mut self, table: &str, row: usize, col: usize) {
        self.last.look = Some(at(table, row, col));
    }

    /// A guess at a number.
    pub(crate) fn guess(&mut self, ask: &str, cell: (&str, usize, usize), tolerance: f64) {
        let cell = at(cell.0, cell.1, cell.2);
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
        self.checks([at_most(claim, value, bound)]);
    }

    /// A claim that a value is at least a bound.
    pub(crate) fn at_least(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.checks([at_least(claim, value, bound)]);
    }

    /// A claim that a value is at most a bound, where what the reader set may break it.
    pub(crate) fn may_be_above(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.checks([at_most(claim, value, bound).or_broken()]);
    }

    /// A claim that a value is at least a bound, where what the reader set may break it.
    pub(crate) fn may_be_below(&mut self, claim: impl Into<String>, value: f64, bound: f64) {
        self.checks([at_least(claim, value, bound).or_broken()]);
    }

    /// Claims that were made elsewhere.
    pub(crate) fn checks(&mut self, checks: impl IntoIterator<Item = Check>) {
        self.last.checks.extend(checks);
    }

    /// The numbers of a table; none for one that is not there.
    pub(crate) fn values(&self, id: &str) -> Array2<f64> {
        self.table(id).map(|table| table.values.clone()).unwrap_or_default()
    }

    /// One number of a table; NaN where there is none.
    pub(crate) fn at(&self, id: &str, row: usize, col: usize) -> f64 {
        self.table(id).map_or(f64::NAN, |table| table.at(row, col))
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
            size = size.max(math::size(&self.values(table)));
        }
        math::gap(&made, &other) / size
    }

    /// The largest number of a row, by place.
    pub(crate) fn largest_in_row(&self, id: &str, row: usize) -> usize {
        self.table(id).map_or(0, |table| table.largest_in_row(row))
    }

    fn table(&self, id: &str) -> Option<&Table> {
        let steps = self.earlier.iter().chain(std::iter::once(&self.last));
        steps.flat_map(|step| &step.tables).find(|table| table.id == id)
    }
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
