//! The demos from outside: the registry walked, every cell opened, golden values, bad input.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this crate is tests, but clippy exempts only the test functions themselves"
)]

mod attention;
mod attention_cost;
mod cells;
mod demos;
mod expression;
mod flash;
mod golden;
mod imperfect_window;
mod kv_cache;
mod masks;
mod multi_head;
mod permutation;
mod positions;
mod registry;
mod rollout;
mod rules;
mod softmax;
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
    report.metrics.iter().find(|(metric, _)| *metric == name).unwrap().1
}

/// One row of a table, within the digits that the facts are written with.
fn check_row(report: &Report, table: &str, row: usize, expected: &[f64]) {
    let values = report.table(table).unwrap().values.row(row).to_vec();
    assert_eq!(values.len(), expected.len(), "{table}");
    for (made, expected) in values.iter().zip(expected) {
        assert!((made - expected).abs() < 1e-6, "{table} row {row}: {values:?}");
    }
}

/// What a break sets when it is tried on the demo's defaults.
fn broken_set(spec: &Spec, way: &Break) -> Vec<(String, String)> {
    let before = run(spec.name, &[]).unwrap();
    way.settings(&|name| before.param_text(name))
}
