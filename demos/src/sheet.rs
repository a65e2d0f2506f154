//! Tables made one from another: each function computes the numbers and writes down the rule, so
//! that the two cannot part. Labels and kind come from what a table is made of until they are set.
//! Shapes are the caller's to check: a place that a table does not have counts as NaN.

use crate::math;
use crate::report::{
    Answer, Axis, CellRef, Check, Function, Guess, Kind, Reduction, Relation, Rule, Source, Step,
    Table,
};
use crate::shared::numbered;
use ndarray::{Array2, ArrayView1};

impl Table {
    /// Says what the rows are.
    pub(crate) fn with_rows(mut self, axis: &'static str, labels: &[String]) -> Self {
        self.row_axis = axis;
        self.rows = labels.to_vec();
        self
    }

    /// Says what the columns are.
    pub(crate) fn with_cols(mut self, axis: &'static str, labels: &[String]) -> Self {
        self.col_axis = axis;
        self.cols = labels.to_vec();
        self
    }

    /// Names the only row.
    pub(crate) fn with_row(self, axis: &'static str, label: &str) -> Self {
        self.with_rows(axis, &[label.to_owned()])
    }

    /// Names the only column.
    pub(crate) fn with_col(self, axis: &'static str, label: &str) -> Self {
        self.with_cols(axis, &[label.to_owned()])
    }

    /// Says what the numbers are.
    pub(crate) fn with_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// A place in it.
    pub(crate) fn cell(&self, row: usize, col: usize) -> CellRef {
        CellRef { table: self.id.clone(), row, col }
    }

    /// The place of the number that lies farthest from zero; the first of equals.
    pub(crate) fn farthest(&self) -> (usize, usize) {
        let mut best = ((0, 0), 0.0);
        for (place, value) in self.values.indexed_iter() {
            if value.abs() > best.1 {
                best = (place, value.abs());
            }
        }
        best.0
    }
}

/// A step without checks and guess that looks at the first cell of its last table.
pub(crate) fn step(
    id: &'static str,
    title: &'static str,
    says: impl Into<String>,
    formula: &'static str,
    tables: Vec<Table>,
) -> Step {
    let look = tables.last().map(|table| table.cell(0, 0));
    Step { id, title, says: says.into(), formula, tables, checks: Vec::new(), look, guess: None }
}

impl Step {
    /// Looks at another cell.
    pub(crate) fn looks_at(mut self, cell: CellRef) -> Self {
        self.look = Some(cell);
        self
    }

    /// Adds claims.
    pub(crate) fn claims(mut self, checks: Vec<Check>) -> Self {
        self.checks.extend(checks);
        self
    }

    /// Asks first.
    pub(crate) fn asks(mut self, ask: impl Into<String>, answer: Answer) -> Self {
        self.guess = Some(Guess { ask: ask.into(), answer });
        self
    }
}

/// A claim that a value is at most a bound.
pub(crate) fn at_most(claim: impl Into<String>, value: f64, bound: f64) -> Check {
    let claim = claim.into();
    Check { claim, value, bound, relation: Relation::AtMost, expected: true }
}

/// A claim that a value is at least a bound.
pub(crate) fn at_least(claim: impl Into<String>, value: f64, bound: f64) -> Check {
    Check { relation: Relation::AtLeast, ..at_most(claim, value, bound) }
}

/// A table that was put in; rows and columns are numbered.
pub(crate) fn given(id: &str, kind: Kind, values: Array2<f64>, from: Source) -> Table {
    let (rows, cols) = values.dim();
    Table {
        id: id.to_owned(),
        kind,
        row_axis: "row",
        col_axis: "column",
        rows: numbered(rows),
        cols: numbered(cols),
        values,
        rule: Rule::Given { from },
        random_rows: Vec::new(),
    }
}

/// a·b.
pub(crate) fn matmul(id: &str, a: &Table, b: &Table) -> Table {
    let rule = Rule::Matmul { of: pair(a, b) };
    let made = Table { col_axis: b.col_axis, cols: b.cols.clone(), ..like(id, a) };
    Table { values: math::matmul(&a.values, &b.values), rule, ..made }
}

/// a·bᵀ.
pub(crate) fn matmul_t(id: &str, a: &Table, b: &Table) -> Table {
    let rule = Rule::MatmulT { of: pair(a, b) };
    let made = Table { col_axis: b.row_axis, cols: b.rows.clone(), ..like(id, a) };
    Table { values: math::matmul_t(&a.values, &b.values), rule, ..made }
}

/// aᵀ.
pub(crate) fn transpose(id: &str, of: &Table) -> Table {
    Table {
        row_axis: of.col_axis,
        col_axis: of.row_axis,
        rows: of.cols.clone(),
        cols: of.rows.clone(),
        values: of.values.t().as_standard_layout().into_owned(),
        rule: Rule::Transpose { of: one(of) },
        ..like(id, of)
    }
}

/// a + b.
pub(crate) fn add(id: &str, a: &Table, b: &Table) -> Table {
    pairwise(id, a, b, Rule::Add { of: pair(a, b) }, |a, b| a + b)
}

/// a − b.
pub(crate) fn sub(id: &str, a: &Table, b: &Table) -> Table {
    pairwise(id, a, b, Rule::Sub { of: pair(a, b) }, |a, b| a - b)
}

/// a ⊙ b.
pub(crate) fn mul(id: &str, a: &Table, b: &Table) -> Table {
    pairwise(id, a, b, Rule::Mul { of: pair(a, b) }, |a, b| a * b)
}

/// a ⊘ b.
pub(crate) fn div(id: &str, a: &Table, b: &Table) -> Table {
    pairwise(id, a, b, Rule::Div { of: pair(a, b) }, |a, b| a / b)
}

/// factor · a.
pub(crate) fn scale(id: &str, of: &Table, factor: f64) -> Table {
    let rule = Rule::Scale { of: one(of), factor };
    Table { values: of.values.mapv(|value| factor * value), rule, ..like(id, of) }
}

/// e^a.
pub(crate) fn exp(id: &str, of: &Table) -> Table {
    mapped(id, of, Function::Exp, libm::exp)
}

/// ln a.
pub(crate) fn ln(id: &str, of: &Table) -> Table {
    mapped(id, of, Function::Ln, libm::log)
}

/// −a.
pub(crate) fn neg(id: &str, of: &Table) -> Table {
    mapped(id, of, Function::Neg, |value| -value)
}

/// The sum, norm … of each row (a column of results) or of each column (a row of results).
pub(crate) fn reduce(id: &str, of: &Table, reduction: Reduction, axis: Axis) -> Table {
    let by: fn(ArrayView1<f64>) -> f64 = match reduction {
        Reduction::Sum => |line| math::sum(line),
        Reduction::Mean => |line| math::sum(line) / line.len() as f64,
        Reduction::Max => |line| math::largest(line),
        Reduction::Min => |line| math::smallest(line),
        Reduction::Argmax => |line| first_largest(&line),
        Reduction::Variance => |line| variance(&line),
        Reduction::Norm => |line| math::norm(line),
        Reduction::Entropy => |line| math::entropy(line),
    };
    let rule = Rule::Reduce { of: one(of), r#fn: reduction, axis };
    let label = vec![id.replace('_', " ")];
    match axis {
        Axis::Row => {
            let results: Vec<f64> = of.values.rows().into_iter().map(by).collect();
            let values =
                Array2::from_shape_fn((results.len(), 1), |(row, _)| number(&results, row));
            Table { col_axis: "of the row", cols: label, values, rule, ..like(id, of) }
        }
        Axis::Column => {
            let results: Vec<f64> = of.values.columns().into_iter().map(by).collect();
            let values =
                Array2::from_shape_fn((1, results.len()), |(_, col)| number(&results, col));
            Table { row_axis: "of the column", rows: label, values, rule, ..like(id, of) }
        }
    }
}

/// The running sum along each row.
pub(crate) fn cumsum(id: &str, of: &Table) -> Table {
    let mut values = of.values.clone();
    for mut row in values.rows_mut() {
        let mut sum = 0.0;
        row.mapv_inplace(|value| {
            sum += value;
            sum
        });
    }
    Table { values, rule: Rule::Cumsum { of: one(of), axis: Axis::Row }, ..like(id, of) }
}

/// Softmax of each row.
pub(crate) fn softmax(id: &str, of: &Table) -> Table {
    let rule = Rule::Softmax { of: one(of), axis: Axis::Row };
    Table { values: math::softmax_rows(&of.values), rule, ..like(id, of) }.with_kind(Kind::Weight)
}

/// Rows by index.
pub(crate) fn lookup(id: &str, of: &Table, index: &[usize]) -> Table {
    let rule = Rule::Lookup { of: one(of), index: index.to_vec() };
    let rows = index.iter().map(|row| of.rows.get(*row).cloned().unwrap_or_default()).collect();
    let place =
        |(row, col): (usize, usize)| index.get(row).map_or(f64::NAN, |from| of.at(*from, col));
    let values = Array2::from_shape_fn((index.len(), of.values.ncols()), place);
    Table { rows, values, rule, ..like(id, of) }
}

/// Rows `from..to`.
pub(crate) fn rows(id: &str, of: &Table, from: usize, to: usize) -> Table {
    let index: Vec<usize> = (from..to).collect();
    Table { rule: Rule::Rows { of: one(of), from, to }, ..lookup(id, of, &index) }
}

/// Columns `from..to`.
pub(crate) fn columns(id: &str, of: &Table, from: usize, to: usize) -> Table {
    let cols = of.cols.iter().take(to).skip(from).cloned().collect();
    let place = |(row, col): (usize, usize)| of.at(row, from + col);
    let values = Array2::from_shape_fn((of.values.nrows(), to.saturating_sub(from)), place);
    Table { cols, values, rule: Rule::Columns { of: one(of), from, to }, ..like(id, of) }
}

/// Tables one below the other.
pub(crate) fn below(id: &str, of: &[&Table]) -> Table {
    let Some(first) = of.first() else {
        return given(id, Kind::Number, Array2::zeros((0, 0)), Source::Data);
    };
    let ids = of.iter().map(|table| table.id.clone()).collect();
    let labels = of.iter().flat_map(|table| table.rows.iter().cloned()).collect::<Vec<_>>();
    let lines: Vec<ArrayView1<f64>> =
        of.iter().flat_map(|table| table.values.rows().into_iter()).collect();
    let place = |(row, col): (usize, usize)| {
        lines.get(row).and_then(|line| line.get(col)).copied().unwrap_or(f64::NAN)
    };
    let values = Array2::from_shape_fn((lines.len(), first.values.ncols()), place);
    let rule = Rule::Concat { of: ids, axis: Axis::Column };
    Table { rows: labels, values, rule, ..like(id, first) }
}

/// Tables side by side.
pub(crate) fn beside(id: &str, of: &[&Table]) -> Table {
    let turned: Vec<Table> = of.iter().map(|table| transpose(&table.id, table)).collect();
    let all = below(id, &turned.iter().collect::<Vec<_>>());
    let Rule::Concat { of, .. } = &all.rule else { return all };
    let rule = Rule::Concat { of: of.clone(), axis: Axis::Row };
    Table { rule, ..transpose(id, &all) }
}

/// A function of each number.
pub(crate) fn mapped(id: &str, of: &Table, function: Function, by: fn(f64) -> f64) -> Table {
    let rule = Rule::Map { of: one(of), r#fn: function };
    Table { values: of.values.mapv(by), rule, ..like(id, of) }
}

/// An operation of two tables, place by place; one row or column spreads.
fn pairwise(id: &str, a: &Table, b: &Table, rule: Rule, by: fn(f64, f64) -> f64) -> Table {
    let (of_a, of_b) = (a.values.dim(), b.values.dim());
    let spread = |table: &Table, (row, col): (usize, usize)| {
        let (rows, cols) = table.values.dim();
        table.at(if rows == 1 { 0 } else { row }, if cols == 1 { 0 } else { col })
    };
    let shape = (of_a.0.max(of_b.0), of_a.1.max(of_b.1));
    let values = Array2::from_shape_fn(shape, |place| by(spread(a, place), spread(b, place)));
    let by_rows = if of_a.0 >= of_b.0 { a } else { b };
    let by_cols = if of_a.1 >= of_b.1 { a } else { b };
    Table {
        row_axis: by_rows.row_axis,
        rows: by_rows.rows.clone(),
        col_axis: by_cols.col_axis,
        cols: by_cols.cols.clone(),
        values,
        rule,
        ..like(id, a)
    }
}

fn like(id: &str, of: &Table) -> Table {
    Table { id: id.to_owned(), random_rows: Vec::new(), ..of.clone() }
}

fn one(of: &Table) -> [String; 1] {
    [of.id.clone()]
}

fn pair(a: &Table, b: &Table) -> [String; 2] {
    [a.id.clone(), b.id.clone()]
}

fn number(results: &[f64], index: usize) -> f64 {
    results.get(index).copied().unwrap_or(f64::NAN)
}

fn first_largest(line: &ArrayView1<f64>) -> f64 {
    let largest = math::largest(line);
    line.iter().position(|value| *value >= largest).unwrap_or(0) as f64
}

fn variance(line: &ArrayView1<f64>) -> f64 {
    let mean = math::sum(line) / line.len() as f64;
    math::sum(&line.mapv(|value| (value - mean) * (value - mean))) / line.len() as f64
}
