//! Mistakes in what lies behind a cell: one table of its ancestry is left out or made along the
//! wrong lines, and everything from there to the cell is computed anew.

use super::element::factor_words;
use super::{Found, Place, across, along};
use crate::evaluate;
use crate::report::{Report, Rule, Table};
use ndarray::Array2;
use std::collections::{HashMap, HashSet};

/// As many tables behind a cell, the nearest, are made with a mistake.
const TABLES: usize = 24;
/// Multiplications for one mistake; beyond that it is not looked for.
const WORK: usize = 5_000_000;

pub(super) fn mistakes(place: &Place) -> Found {
    let behind = ancestors(place.report, place.table);
    let mut kin: HashSet<&str> = behind.iter().map(|table| table.id.as_str()).collect();
    kin.insert(&place.table.id);
    let mut found = Vec::new();
    for table in behind.into_iter().take(TABLES) {
        let Ok(of) = evaluate::sources(place.report, table) else { continue };
        let Some((name, values)) = mistaken(table, &of) else { continue };
        found.push((name, anew(place, &kin, table, values)));
    }
    found
}

/// All tables behind one, the nearest first.
fn ancestors<'a>(report: &'a Report, table: &'a Table) -> Vec<&'a Table> {
    let mut behind: Vec<&Table> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    let mut from = Some(table);
    let mut next = 0;
    while let Some(table) = from {
        for other in table.rule.of().iter().filter_map(|id| report.table(id)) {
            if known.insert(&other.id) {
                behind.push(other);
            }
        }
        from = behind.get(next).copied();
        next += 1;
    }
    behind
}

/// A table with the mistake that is usual at its rule, and the mistake's name.
fn mistaken(table: &Table, of: &[&Table]) -> Option<(String, Array2<f64>)> {
    let before = of.first()?.values.clone();
    let id = &table.id;
    let made = match &table.rule {
        Rule::Scale { factor, .. } => {
            (format!("without the scaling by {}", factor_words(*factor)), before)
        }
        Rule::Mask { .. } => ("without the mask".to_owned(), before),
        Rule::Softmax { of: names, axis } => {
            let other = Rule::Softmax { of: names.clone(), axis: across(*axis) };
            (
                format!("with the softmax of {id} {}", along(across(*axis))),
                evaluate::made(&other, of)?,
            )
        }
        Rule::Map { r#fn, .. } => {
            let words = evaluate::function_words(*r#fn).trim_end_matches(',');
            (format!("without {words} in {id}"), before)
        }
        Rule::Normalize { .. } => (format!("without the normalization in {id}"), before),
        Rule::Rotate { .. } => (format!("without turning by the position in {id}"), before),
        _ => return None,
    };
    Some(made)
}

/// The cell's number where one table behind it holds other values.
fn anew(place: &Place, kin: &HashSet<&str>, replaced: &Table, values: Array2<f64>) -> Option<f64> {
    let mut changed: HashMap<&str, Table> = HashMap::new();
    changed.insert(&replaced.id, Table { values, ..replaced.clone() });
    let mut work = 0;
    let later = place.report.tables().skip_while(|table| table.id != replaced.id).skip(1);
    for table in later.filter(|table| kin.contains(table.id.as_str())) {
        let names = table.rule.of();
        if !names.iter().any(|id| changed.contains_key(id.as_str())) {
            continue;
        }
        let find = |id: &String| changed.get(id.as_str()).or_else(|| place.report.table(id));
        let of: Vec<&Table> = names.iter().map(find).collect::<Option<_>>()?;
        work += table.values.len() * of.first().map_or(1, |first| first.values.ncols());
        if work > WORK {
            return None;
        }
        let values = evaluate::made(&table.rule, &of)?;
        if table.id == place.table.id {
            return values.get((place.row, place.col)).copied();
        }
        changed.insert(&table.id, Table { values, ..table.clone() });
    }
    None
}
