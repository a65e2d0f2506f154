//! Wrong answers with a name: what a cell would be if its rule were followed with one of the usual
//! mistakes. As in `evaluate`, everything is scalar and read from the rules alone, so that it
//! holds for any cell of any demo.

mod element;
mod line;
mod product;
mod upstream;

use crate::evaluate;
use crate::report::{Axis, CellRef, Report, Rule, Table};

/// A mistake, and what it makes of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// Ends the sentence "0.848 is what comes out …".
    pub name: String,
    /// The number that comes out.
    pub value: f64,
}

/// The mistake that explains an answer: the first in a fixed order whose number is within
/// `tolerance` of the answer. None where the answer is right, and none whose number would be.
pub fn diagnose(report: &Report, cell: &CellRef, answer: f64, tolerance: f64) -> Option<Mistake> {
    let right = report.at(cell)?;
    let near = |a: f64, b: f64| same(a, b) || (a - b).abs() <= tolerance;
    if near(answer, right) {
        return None;
    }
    let fits = |made: &Mistake| near(made.value, answer) && !near(made.value, right);
    mistakes(report, cell).into_iter().find(fits)
}

/// Every mistake that can be made at a cell, in a fixed order: in its own rule first, then in what
/// lies behind it, then in its place and sign.
pub fn mistakes(report: &Report, cell: &CellRef) -> Vec<Mistake> {
    let Some(place) = Place::of(report, cell) else { return Vec::new() };
    let mut found = own(&place);
    found.extend(upstream::mistakes(&place));
    found.push(("with rows and columns swapped".to_owned(), place.cell(place.col, place.row)));
    found.push((
        "with the sign turned round".to_owned(),
        place.cell(place.row, place.col).map(|it| -it),
    ));
    if let Rule::Matmul { .. } | Rule::MatmulT { .. } = place.table.rule {
        found.extend(product::other_lines(&place));
    }
    let right = place.cell(place.row, place.col);
    let told = |(name, value): (String, Option<f64>)| {
        let value = value.filter(|value| value.is_finite() && Some(*value) != right)?;
        Some(Mistake { name, value })
    };
    found.into_iter().filter_map(told).collect()
}

/// Names with numbers; a number is missing where the mistake cannot be made there.
type Found = Vec<(String, Option<f64>)>;

/// Equal, also where both are the same infinity.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() == 0.0
        || (a.is_infinite() && a.is_sign_positive() == b.is_sign_positive() && b.is_infinite())
}

/// A cell with the tables that its rule reads.
struct Place<'a> {
    report: &'a Report,
    table: &'a Table,
    of: Vec<&'a Table>,
    row: usize,
    col: usize,
}

impl<'a> Place<'a> {
    fn of(report: &'a Report, cell: &CellRef) -> Option<Self> {
        let table = report.table(&cell.table)?;
        let of = evaluate::sources(report, table).ok()?;
        table.values.get((cell.row, cell.col))?;
        Some(Self { report, table, of, row: cell.row, col: cell.col })
    }

    /// A number of the cell's own table.
    fn cell(&self, row: usize, col: usize) -> Option<f64> {
        self.table.values.get((row, col)).copied()
    }

    /// A number of a table that the rule reads.
    fn read(&self, which: usize, row: usize, col: usize) -> Option<f64> {
        self.of.get(which)?.values.get((row, col)).copied()
    }

    /// The number of the first table at the same place.
    fn before(&self) -> Option<f64> {
        self.read(0, self.row, self.col)
    }

    /// What another rule makes of the same tables here.
    fn by(&self, rule: &Rule) -> Option<f64> {
        evaluate::made(rule, &self.of)?.get((self.row, self.col)).copied()
    }

    /// The line of the first table through this place.
    fn line(&self, axis: Axis) -> Vec<f64> {
        evaluate::line_of(&self.of, axis, if axis == Axis::Row { self.row } else { self.col })
    }
}

/// Mistakes in the cell's own rule.
fn own(place: &Place) -> Found {
    match &place.table.rule {
        Rule::Softmax { of, axis } => {
            let other = Rule::Softmax { of: of.clone(), axis: across(*axis) };
            line::softmax(place, *axis, &other)
        }
        Rule::SoftmaxNaive { of, axis } => {
            let other = Rule::SoftmaxNaive { of: of.clone(), axis: across(*axis) };
            line::softmax(place, *axis, &other)
        }
        Rule::Normalize { kind, eps, .. } => line::normalize(place, *kind, *eps),
        Rule::Reduce { r#fn, axis, .. } => line::reduce(place, *r#fn, *axis),
        Rule::Cumsum { axis, .. } => line::cumsum(place, *axis),
        Rule::Sort { axis, .. } => line::sort(place, *axis),
        Rule::Rotate { base, positions, .. } => {
            line::rotate(place, *base, positions.get(place.row).copied().unwrap_or(f64::NAN))
        }
        Rule::Matmul { of } => product::product(place, &Rule::MatmulT { of: of.clone() }, false),
        Rule::MatmulT { of } => product::product(place, &Rule::Matmul { of: of.clone() }, true),
        Rule::Lookup { index, .. } => {
            let before = index.get(place.row).and_then(|row| row.checked_sub(1));
            let value = before.and_then(|row| place.read(0, row, place.col));
            vec![("with the rows counted from 1, not from 0".to_owned(), value)]
        }
        Rule::Transpose { .. } => vec![("without turning the table".to_owned(), place.before())],
        rule => element::mistakes(place, rule),
    }
}

fn across(axis: Axis) -> Axis {
    match axis {
        Axis::Row => Axis::Column,
        Axis::Column => Axis::Row,
    }
}

/// Where lines along an axis run, in words.
fn along(axis: Axis) -> &'static str {
    match axis {
        Axis::Row => "along the rows",
        Axis::Column => "down the columns",
    }
}
