//! The demos from outside: the registry walked, every cell opened, golden values, bad input.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this crate is tests, but clippy exempts only the test functions themselves"
)]

mod activations;
mod additive_score;
mod attention;
mod cells;
mod demos;
mod expression;
mod golden;
mod induction;
mod layer_norm;
mod next_token;
mod parts;
mod registry;
mod rules;
mod tokenizer;
mod transformer_block;
mod typed;
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
    report.metrics.iter().find(|(known, _)| *known == name).unwrap().1
}

/// What a break sets when it is tried on the demo's defaults.
fn broken_set(spec: &Spec, way: &Break) -> Vec<(String, String)> {
    let before = run(spec.name, &[]).unwrap();
    way.settings(&|name| before.param_text(name))
}
