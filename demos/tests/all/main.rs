//! The demos from outside: the registry walked, every cell opened, golden values, bad input.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this crate is tests, but clippy exempts only the test functions themselves"
)]

mod activations;
mod additive_score;
mod attention;
mod attention_cost;
mod audit;
mod backpropagation;
mod cells;
mod cross_entropy;
mod demos;
mod draws;
mod embeddings;
mod expression;
mod flash;
mod golden;
mod gradient_descent;
mod imperfect_window;
mod induction;
mod kv_cache;
mod layer_norm;
mod linear;
mod markov_text;
mod masks;
mod mistakes;
mod multi_head;
mod next_token;
mod parts;
mod perceptron;
mod permutation;
mod positions;
mod recurrent;
mod refused;
mod registry;
mod rollout;
mod rules;
mod score_scale;
mod softmax;
mod sparse;
mod tokenizer;
mod transformer_block;
mod typed;
mod warm_up;
mod weighted_average;

use fingerpost_demos::{Break, DemoError, Report, Spec};

/// Runs a demo with parameters as they would be typed.
fn run(name: &str, set: &[(&str, &str)]) -> Result<Report, DemoError> {
    let owned: Vec<_> =
        set.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    fingerpost_demos::run(name, &owned)
}

/// A metric of a report.
fn metric(report: &Report, name: &str) -> f64 {
    let found = report.metrics.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("{}: no {name}", report.demo)).1
}

/// Numbers that agree to six digits with what was published.
fn check_near(made: f64, expected: f64, what: &str) {
    assert!((made - expected).abs() < 6e-7, "{what}: {made}, expected {expected}");
}

/// One row of a table, within the digits that the facts are written with.
fn check_row(report: &Report, table: &str, row: usize, expected: &[f64]) {
    let values = report.table(table).unwrap().values.row(row).to_vec();
    assert_eq!(values.len(), expected.len(), "{table}");
    for (made, expected) in values.iter().zip(expected) {
        assert!((made - expected).abs() < 6e-7, "{table} row {row}: {values:?}");
    }
}

/// What a break sets when it is tried on the demo's defaults.
fn broken_set(spec: &Spec, way: &Break) -> Vec<(String, String)> {
    let before = run(spec.name, &[]).unwrap();
    way.settings(&|name| before.param_text(name))
}
