//! Where a claim leads: the step and the cell of the first number that it names.

use super::Spot;
use super::parse::{Index, Kind, Node};
use crate::report::{step_of, telling_step};
use fingerpost_demos::Report;
use fingerpost_demos::report::{CellRef, Rule, Table};

/// Whole numbers up to this may stand anywhere by chance.
const COMMON: f64 = 1_000.0;

/// Where the first number stands that some nodes name.
pub(super) fn spot(report: &Report, nodes: &[Node]) -> Spot {
    let cell = nodes.iter().find_map(|node| match &node.kind {
        Kind::Metric { name, .. } => Some(of_metric(report, name)),
        Kind::Cell { table, row, col, .. } => Some(of_cell(report, table, row, col)),
        _ => None,
    });
    let cell = cell.flatten();
    let step = cell.as_ref().and_then(|cell| step_of(report, &cell.table));
    Spot { step: step.unwrap_or_else(|| telling_step(report)), cell }
}

fn of_cell(report: &Report, table: &str, row: &Index, col: &Index) -> Option<CellRef> {
    let (rows, cols) = report.table(table)?.values.dim();
    let from = |index: &Index, size: usize| {
        let size = i64::try_from(size).ok()?;
        let value = if index.value < 0 { size.checked_add(index.value)? } else { index.value };
        usize::try_from(value.clamp(0, size - 1)).ok()
    };
    Some(CellRef { table: table.to_owned(), row: from(row, rows)?, col: from(col, cols)? })
}

/// A metric is a reduction of tables, but no report says of which: it is looked for in the table
/// of its name, then in the others by its value.
fn of_metric(report: &Report, name: &str) -> Option<CellRef> {
    let (_, value) = report.metrics.iter().find(|(metric, _)| *metric == name)?;
    let named = report.table(name);
    if let Some(cell) = named.and_then(|table| holding(table, *value)) {
        return Some(cell);
    }
    let is_common = value.fract() == 0.0 && value.abs() <= COMMON;
    let reduced = |table: &&Table| matches!(table.rule, Rule::Reduce { .. });
    let made = |table: &&Table| {
        let telling = !is_common || table.values.len() == 1;
        telling && !matches!(table.rule, Rule::Given { .. })
    };
    let holds = |table: &Table| holding(table, *value);
    let found = report.tables().filter(reduced).find_map(holds);
    let found = found.or_else(|| report.tables().filter(made).find_map(holds));
    found.or_else(|| Some(CellRef { table: named?.id.clone(), row: 0, col: 0 }))
}

fn holding(table: &Table, value: f64) -> Option<CellRef> {
    let mut cells = table.values.indexed_iter();
    let ((row, col), _) = cells.find(|(_, cell)| cell.to_bits() == value.to_bits())?;
    Some(CellRef { table: table.id.clone(), row, col })
}
