//! Tables made from tables: the rule is written down and its numbers are computed in one go, by
//! `math`. Rows and columns keep their labels, axes and, where it stays the same, their kind.

use crate::math;
use crate::params::{ParamKind, ParamSpec};
use crate::report::{
    Answer, Axis, CellRef, Check, Function, Guess, Kind, Reduction, Relation, Rule, Source, Step,
    Table,
};
use crate::shared::numbered;
use ndarray::{Array2, Axis as Along};

/// A parameter that stands once, whatever the heads.
pub(crate) const fn param(
    name: &'static str,
    about: &'static str,
    kind: ParamKind,
    default: &'static str,
) -> ParamSpec {
    ParamSpec { name, about, kind, default, per_head: false }
}

/// A given table; its rows and columns are numbered.
pub(crate) fn given(id: &str, values: Array2<f64>, from: Source) -> Table {
    Table {
        id: id.to_owned(),
        kind: Kind::Number,
        row_axis: "row",
        col_axis: "column",
        rows: numbered(values.nrows()),
        cols: numbered(values.ncols()),
        values,
        rule: Rule::Given { from },
        random_rows: Vec::new(),
    }
}

/// One given number, 1 × 1.
pub(crate) fn given_number(id: &str, value: f64, from: Source) -> Table {
    given(id, Array2::from_elem((1, 1), value), from).rows(&[id]).cols(&["number"])
}

impl Table {
    /// The same numbers as another kind.
    pub(crate) fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// What rows and columns stand for.
    pub(crate) fn axes(self, row_axis: &'static str, col_axis: &'static str) -> Self {
        Self { row_axis, col_axis, ..self }
    }

    /// Labels of the rows, where there are as many.
    pub(crate) fn rows(mut self, rows: &[impl AsRef<str>]) -> Self {
        if rows.len() == self.values.nrows() {
            self.rows = rows.iter().map(|row| row.as_ref().to_owned()).collect();
        }
        self
    }

    /// Labels of the columns, where there are as many.
    pub(crate) fn cols(mut self, cols: &[impl AsRef<str>]) -> Self {
        if cols.len() == self.values.ncols() {
            self.cols = cols.iter().map(|col| col.as_ref().to_owned()).collect();
        }
        self
    }

    /// The number at a place; NaN outside.
    pub(crate) fn at(&self, row: usize, col: usize) -> f64 {
        self.values.get((row, col)).copied().unwrap_or(f64::NAN)
    }

    /// The place of its largest number.
    pub(crate) fn largest(&self) -> CellRef {
        let largest = math::largest(&self.values);
        let found = self.values.indexed_iter().find(|(_, value)| **value >= largest);
        let (row, col) = found.map_or((0, 0), |(place, _)| place);
        CellRef { table: self.id.clone(), row, col }
    }
}

/// A table like `a`, with other numbers.
fn like(a: &Table, id: &str, values: Array2<f64>, rule: Rule) -> Table {
    Table { id: id.to_owned(), values, rule, random_rows: Vec::new(), ..a.clone() }
}

fn one(a: &Table) -> [String; 1] {
    [a.id.clone()]
}

fn two(a: &Table, b: &Table) -> [String; 2] {
    [a.id.clone(), b.id.clone()]
}

/// a·b.
pub(crate) fn matmul(id: &str, a: &Table, b: &Table) -> Table {
    let rule = Rule::Matmul { of: two(a, b) };
    let made = like(a, id, math::matmul(&a.values, &b.values), rule);
    Table { cols: b.cols.clone(), col_axis: b.col_axis, kind: Kind::Number, ..made }
}

/// a·bᵀ.
pub(crate) fn matmul_t(id: &str, a: &Table, b: &Table) -> Table {
    let rule = Rule::MatmulT { of: two(a, b) };
    let made = like(a, id, math::matmul_t(&a.values, &b.values), rule);
    Table { cols: b.rows.clone(), col_axis: b.row_axis, kind: Kind::Number, ..made }
}

/// aᵀ.
pub(crate) fn transpose(id: &str, a: &Table) -> Table {
    let values = a.values.t().as_standard_layout().into_owned();
    let made = like(a, id, values, Rule::Transpose { of: one(a) });
    let (rows, cols) = (a.cols.clone(), a.rows.clone());
    Table { rows, cols, row_axis: a.col_axis, col_axis: a.row_axis, ..made }
}

/// Labels come from the table that has more rows, or columns.
fn spread(id: &str, a: &Table, b: &Table, by: fn(f64, f64) -> f64, rule: Rule) -> Table {
    let values = math::spread(&a.values, &b.values, by);
    let tall = if a.values.nrows() >= b.values.nrows() { a } else { b };
    let wide = if a.values.ncols() >= b.values.ncols() { a } else { b };
    let made = like(a, id, values, rule);
    let (rows, cols) = (tall.rows.clone(), wide.cols.clone());
    Table { rows, cols, row_axis: tall.row_axis, col_axis: wide.col_axis, ..made }
}

/// a + b, spread.
pub(crate) fn add(id: &str, a: &Table, b: &Table) -> Table {
    spread(id, a, b, |a, b| a + b, Rule::Add { of: two(a, b) })
}

/// a − b, spread.
pub(crate) fn sub(id: &str, a: &Table, b: &Table) -> Table {
    spread(id, a, b, |a, b| a - b, Rule::Sub { of: two(a, b) })
}

/// a ⊙ b, spread.
pub(crate) fn mul(id: &str, a: &Table, b: &Table) -> Table {
    spread(id, a, b, |a, b| a * b, Rule::Mul { of: two(a, b) })
}

/// a ⊘ b, spread.
pub(crate) fn div(id: &str, a: &Table, b: &Table) -> Table {
    spread(id, a, b, |a, b| a / b, Rule::Div { of: two(a, b) })
}

/// factor · a.
pub(crate) fn scale(id: &str, a: &Table, factor: f64) -> Table {
    let values = a.values.mapv(|value| factor * value);
    like(a, id, values, Rule::Scale { of: one(a), factor })
}

/// A function of each number.
pub(crate) fn map(id: &str, a: &Table, function: Function) -> Table {
    let values = a.values.mapv(|value| math::function(function, value));
    like(a, id, values, Rule::Map { of: one(a), r#fn: function })
}

/// Rows of a column, or any table, by index.
pub(crate) fn lookup(id: &str, a: &Table, index: &[usize]) -> Table {
    let inside: Vec<usize> = index.iter().copied().filter(|row| *row < a.rows.len()).collect();
    let rows = inside.iter().filter_map(|row| a.rows.get(*row).cloned()).collect();
    let values = a.values.select(Along(0), &inside);
    let made = like(a, id, values, Rule::Lookup { of: one(a), index: inside });
    Table { rows, ..made }
}

/// Rows `from..to`.
pub(crate) fn rows(id: &str, a: &Table, from: usize, to: usize) -> Table {
    let index: Vec<usize> = (from..to.min(a.rows.len())).collect();
    Table { rule: Rule::Rows { of: one(a), from, to }, ..lookup(id, a, &index) }
}

/// Columns `from..to`.
pub(crate) fn columns(id: &str, a: &Table, from: usize, to: usize) -> Table {
    let index: Vec<usize> = (from..to.min(a.cols.len())).collect();
    let cols = index.iter().filter_map(|col| a.cols.get(*col).cloned()).collect();
    let rule = Rule::Columns { of: one(a), from, to };
    Table { cols, ..like(a, id, a.values.select(Along(1), &index), rule) }
}

/// Tables one after another: axis row puts them side by side, column one below the other.
pub(crate) fn concat(id: &str, of: &[&Table], axis: Axis) -> Table {
    let views: Vec<_> = of.iter().map(|table| table.values.view()).collect();
    let along = if axis == Axis::Row { Along(1) } else { Along(0) };
    let values = ndarray::concatenate(along, &views).unwrap_or_default();
    let rule = Rule::Concat { of: of.iter().map(|table| table.id.clone()).collect(), axis };
    let Some(first) = of.first() else { return given(id, values, Source::Data) };
    let made = like(first, id, values, rule);
    if axis == Axis::Row {
        let cols = of.iter().flat_map(|table| table.cols.clone()).collect();
        return Table { cols, ..made };
    }
    let rows = of.iter().flat_map(|table| table.rows.clone()).collect();
    Table { rows, ..made }
}

/// a where kept, −∞ elsewhere.
pub(crate) fn mask(id: &str, a: &Table, keep: &[Vec<bool>]) -> Table {
    let rule = Rule::Mask { of: one(a), keep: keep.to_vec() };
    like(a, id, math::mask(&a.values, keep), rule)
}

/// Softmax of each row.
pub(crate) fn softmax(id: &str, a: &Table) -> Table {
    let rule = Rule::Softmax { of: one(a), axis: Axis::Row };
    like(a, id, math::softmax_rows(&a.values), rule).kind(Kind::Weight)
}

/// Softmax of each row as written in the books.
pub(crate) fn softmax_naive(id: &str, a: &Table) -> Table {
    let rule = Rule::SoftmaxNaive { of: one(a), axis: Axis::Row };
    like(a, id, math::softmax_naive_rows(&a.values), rule).kind(Kind::Weight)
}

/// The running sum down each column.
pub(crate) fn cumsum_down(id: &str, a: &Table) -> Table {
    let mut values = a.values.clone();
    for mut column in values.columns_mut() {
        let mut sum = 0.0;
        column.mapv_inplace(|value| {
            sum += value;
            sum
        });
    }
    like(a, id, values, Rule::Cumsum { of: one(a), axis: Axis::Column })
}

/// One number for each row (a column of results) or column (a row of results).
pub(crate) fn reduce(id: &str, a: &Table, r#fn: Reduction, axis: Axis) -> Table {
    let values = math::reduce(&a.values, r#fn, axis);
    let made = like(a, id, values, Rule::Reduce { of: one(a), r#fn, axis });
    let label = vec![id.split('.').next().unwrap_or(id).replace('_', " ")];
    let kind = if a.kind == Kind::Count { Kind::Count } else { Kind::Number };
    match axis {
        Axis::Row => Table { cols: label, col_axis: "of the row", kind, ..made },
        Axis::Column => Table { rows: label, row_axis: "of the column", kind, ..made },
    }
}

impl Step {
    /// A step without claims; it looks at its last table's first cell.
    pub(crate) fn of(
        id: &'static str,
        title: &'static str,
        says: &str,
        formula: &'static str,
        tables: Vec<Table>,
    ) -> Self {
        let look = tables.last();
        let look = look.map(|table| CellRef { table: table.id.clone(), row: 0, col: 0 });
        let (says, checks) = (says.to_owned(), Vec::new());
        Self { id, title, says, formula, tables, checks, look, guess: None }
    }

    /// Looks at a cell.
    pub(crate) fn look(self, table: &str, row: usize, col: usize) -> Self {
        Self { look: Some(CellRef { table: table.to_owned(), row, col }), ..self }
    }

    /// One claim more.
    pub(crate) fn claim(mut self, check: Check) -> Self {
        self.checks.push(check);
        self
    }

    /// Asks for the number at the place that it looks at.
    pub(crate) fn ask(self, ask: &str, tolerance: f64) -> Self {
        let answer = self.look.clone().map(|cell| Answer::Number { cell, tolerance });
        let guess = answer.map(|answer| Guess { ask: ask.to_owned(), answer });
        Self { guess, ..self }
    }
}

impl Check {
    /// A claim that a value is at most its bound.
    pub(crate) fn at_most(claim: &str, value: f64, bound: f64) -> Self {
        let relation = Relation::AtMost;
        Self { claim: claim.to_owned(), value, bound, relation, expected: true }
    }

    /// A claim that a value is at least its bound.
    pub(crate) fn at_least(claim: &str, value: f64, bound: f64) -> Self {
        Self { relation: Relation::AtLeast, ..Self::at_most(claim, value, bound) }
    }

    /// The same claim, expected to fail where `broken`.
    pub(crate) fn fails_if(self, broken: bool) -> Self {
        Self { expected: !broken, ..self }
    }
}
