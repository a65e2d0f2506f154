//! The demos from outside: the registry walked, every cell opened, golden values, bad input.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this crate is tests, but clippy exempts only the test functions themselves"
)]

mod attention;
mod backpropagation;
mod cells;
mod cross_entropy;
mod demos;
mod embeddings;
mod expression;
mod golden;
mod gradient_descent;
mod markov_text;
mod perceptron;
mod recurrent;
mod registry;
mod rules;
mod typed;

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

/// What a break sets when it is tried on the demo's defaults.
fn broken_set(spec: &Spec, way: &Break) -> Vec<(String, String)> {
    let before = run(spec.name, &[]).unwrap();
    way.settings(&|name| before.param_text(name))
}
