//! A second, scalar implementation of every rule: it shares no code with `math` and is what
//! opens a cell to its operands.
//!
//! `rule` says what shape a rule makes and computes single cells and lines; `open` writes the
//! same arithmetic as text; `says` puts it into words.

mod expression;
pub(crate) mod normal;
mod open;
mod rule;
mod says;

pub(crate) use expression::Factor;
pub(crate) use rule::line_of;
pub(crate) use says::function as function_words;

use crate::report::{CellRef, Report, Rule, Source, Table};
use ndarray::Array2;
use std::cmp::Ordering;

/// A cell with its own arithmetic.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Which cell.
    pub cell: CellRef,
    /// Its value in the report.
    pub value: f64,
    /// Evaluates to the value; see the design's section 5 for its small language. `ln(0)` stands
    /// for an operand of −∞. Empty for a cell that a mask set to −∞.
    pub expression: String,
    /// The cells that it reads, in the order of the expression, each once. Empty for a given one.
    pub operands: Vec<(CellRef, f64)>,
    /// What is done, in words: "row `it` of q times row `dog` of k".
    pub says: String,
}

/// Recomputes one table from the tables that its rule names.
///
/// # Errors
/// A sentence that says which rule, table or shape does not fit, or that the table was measured.
pub fn recompute(report: &Report, table: &str) -> Result<Array2<f64>, String> {
    let table = report.table(table).ok_or_else(|| format!("there is no table {table}"))?;
    match &table.rule {
        Rule::Given { from } => {
            may_be_given(report, table, from)?;
            Ok(table.values.clone())
        }
        Rule::Observed { .. } => {
            Err(format!("{} was measured while training and cannot be recomputed", table.id))
        }
        computed => {
            let made = rule::compute(computed, &sources(report, table)?);
            made.map_err(|why| format!("{}: {why}", table.id))
        }
    }
}

/// The largest difference between a table and its recomputation; ∞ where only one is finite.
///
/// # Errors
/// As [`recompute`], and where the shapes differ.
pub fn gap(report: &Report, table: &str) -> Result<f64, String> {
    let made = recompute(report, table)?;
    let shown = report.table(table).map(|table| &table.values);
    let shown = shown.filter(|shown| shown.dim() == made.dim());
    let shown = shown.ok_or_else(|| format!("{table}: its rule makes another shape"))?;
    let apart = |(a, b): (&f64, &f64)| {
        // Equal infinities compare as equal, and so does one NaN with another.
        if a.partial_cmp(b) == Some(Ordering::Equal) || (a.is_nan() && b.is_nan()) {
            return 0.0;
        }
        let apart = (a - b).abs();
        if apart.is_nan() { f64::INFINITY } else { apart }
    };
    Ok(made.iter().zip(shown).map(apart).fold(0.0, f64::max))
}

/// Opens a cell to its arithmetic and operands; `None` where there is no such cell, or where the
/// table's rule does not fit the tables that it names.
pub fn open(report: &Report, cell: &CellRef) -> Option<Opened> {
    let table = report.table(&cell.table)?;
    let value = *table.values.get((cell.row, cell.col))?;
    let of = sources(report, table).ok()?;
    let computed = !matches!(table.rule, Rule::Given { .. } | Rule::Observed { .. });
    if computed && rule::shape(&table.rule, &of).ok()? != table.values.dim() {
        return None;
    }
    let (expression, operands) = open::write(table, &of, cell.row, cell.col);
    let says = says::says(table, &of, cell.row, cell.col);
    Some(Opened { cell: cell.clone(), value, expression, operands, says })
}

/// What a rule makes of these tables, whether or not any table says so.
pub(crate) fn made(rule: &Rule, of: &[&Table]) -> Option<Array2<f64>> {
    rule::compute(rule, of).ok()
}

/// The tables that a rule reads: all of them must stand before the table itself.
pub(crate) fn sources<'a>(report: &'a Report, table: &Table) -> Result<Vec<&'a Table>, String> {
    let find = |id: &String| {
        let mut earlier = report.tables().take_while(|earlier| earlier.id != table.id);
        let found = earlier.find(|earlier| earlier.id == *id);
        found.ok_or_else(|| format!("{}: there is no table {id} before it", table.id))
    };
    table.rule.of().iter().map(find).collect()
}

/// Numbers that are set are parameters of the demo, so that a reader can put in their own; one
/// that the reader is said to have put in stands among the parameters of the run. Data and
/// trained weights may stand for themselves. Nothing else is given.
fn may_be_given(report: &Report, table: &Table, from: &Source) -> Result<(), String> {
    let plain = table.id.split_once(".head").map_or(table.id.as_str(), |(plain, _)| plain);
    let allowed = match from {
        Source::Data | Source::Trained { .. } => true,
        Source::Parameter => {
            report.params.iter().any(|(name, _)| *name == table.id || name == plain)
                || report.params.iter().any(|(name, _)| *name == format!("{plain}.head0"))
        }
        Source::HandSet | Source::Seeded { .. } => {
            crate::find(report.demo).is_none_or(|demo| demo.spec().param(&table.id).is_some())
        }
    };
    if allowed {
        return Ok(());
    }
    Err(format!("{} is said to be given, but {} has no such parameter", table.id, report.demo))
}
