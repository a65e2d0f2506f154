//! What is claimed of the tables, measured; the metrics; the cell worth looking at.

use super::head::Head;
use super::inputs::Inputs;
use crate::math;
use crate::report::{Check, Relation};
use crate::steps::{entropy_check, row_checks};

/// The claims, by the step that they stand in.
pub(super) struct Checks {
    /// About `weights`.
    pub(super) weights: Vec<Check>,
    /// About `output`.
    pub(super) output: Vec<Check>,
}

/// A row and a column of the weights: the largest weight that a pointer gives to another word, or
/// any word where there is no pointer.
pub(super) fn look(inputs: &Inputs, heads: &[Head]) -> (usize, usize) {
    const POINTER: usize = 2;
    let Some(head) = heads.first() else { return (0, 0) };
    let is_pointer = |row: usize| {
        let value = inputs.x.values.get((row, POINTER)).copied().unwrap_or(0.0);
        inputs.has_lexicon() && value >= 0.5 && !inputs.random_rows.contains(&row)
    };
    let (mut best, mut found) = ((0, 0), (false, 0.0));
    for ((row, col), weight) in head.weights.values.indexed_iter() {
        let rank = (is_pointer(row), *weight);
        if (row != col || inputs.is_cross()) && rank > found {
            (best, found) = ((row, col), rank);
        }
    }
    best
}

/// The numbers that sum up a run.
pub(super) fn metrics(inputs: &Inputs, heads: &[Head]) -> Vec<(&'static str, f64)> {
    let (n, seen) = (inputs.words.len(), inputs.looked_at().len());
    let kept: usize = inputs
        .keep
        .as_ref()
        .map_or(n * seen, |keep| keep.iter().flatten().filter(|kept| **kept).count());
    let entropies: Vec<f64> = heads
        .iter()
        .flat_map(|head| head.weights.values.rows().into_iter().map(math::entropy))
        .collect();
    let largest = heads.iter().map(|head| math::largest(&head.weights.values)).fold(0.0, f64::max);
    vec![
        ("words", n as f64),
        ("scores", (kept * heads.len()) as f64),
        ("max_weight", largest),
        ("entropy_max", math::largest(&entropies)),
        ("entropy_min", math::smallest(&entropies)),
    ]
}

/// The claims with their measured values.
pub(super) fn checks(inputs: &Inputs, heads: &[Head], look: (usize, usize)) -> Checks {
    let mut weights = row_checks(heads.iter().map(|head| &head.weights.values), "weights");
    if let Some(head) = heads.first() {
        let word = inputs.words.get(look.0).map_or("", String::as_str);
        let seen = inputs.keep.as_ref().and_then(|keep| keep.get(look.0));
        let seen =
            seen.map_or(inputs.looked_at().len(), |row| row.iter().filter(|kept| **kept).count());
        let entropy = head.weights.values.rows().into_iter().nth(look.0);
        let entropy = entropy.map_or(0.0, math::entropy);
        weights.push(entropy_check(&format!("entropy of \"{word}\""), entropy, seen));
    }
    if let Some(keep) = &inputs.keep {
        weights.push(Check {
            claim: if inputs.mask_fact.starts_with("window") {
                "nothing is looked at outside the window: largest weight there".to_owned()
            } else {
                "nothing stands above the diagonal: largest weight there".to_owned()
            },
            value: heads.iter().map(|head| outside(head, keep)).fold(0.0, f64::max),
            bound: 0.0,
            relation: Relation::AtMost,
            expected: true,
        });
    }
    let output = vec![Check {
        claim: "outputs stay inside the range of their column of v: largest overshoot".to_owned(),
        value: heads.iter().map(overshoot).fold(0.0, f64::max),
        bound: 1e-12,
        relation: Relation::AtMost,
        expected: true,
    }];
    Checks { weights, output }
}

/// The largest weight that is not kept.
fn outside(head: &Head, keep: &[Vec<bool>]) -> f64 {
    let rows = head.weights.values.rows();
    let cells = rows.into_iter().zip(keep).flat_map(|(row, keep)| row.into_iter().zip(keep));
    cells.filter(|(_, kept)| !**kept).map(|(weight, _)| *weight).fold(0.0, f64::max)
}

/// How far an output leaves the range of its column of the values, over the size of that column.
fn overshoot(head: &Head) -> f64 {
    let columns = head.output.values.columns().into_iter().zip(head.v.values.columns());
    let over = columns.map(|(output, values)| {
        let (low, high) = (math::smallest(values), math::largest(values));
        let beyond = (math::largest(output) - high).max(low - math::smallest(output));
        beyond.max(0.0) / low.abs().max(high.abs()).max(1.0)
    });
    over.fold(0.0, f64::max)
}
