//! Activation functions by the book (D45) and their shapes.

use crate::check_row;
use crate::{metric, run};

#[test]
fn values_at_one_by_the_book() {
    let report = run("activations", &[("x", "1")]).unwrap();
    for (table, value) in [
        ("step", 1.0),
        ("relu", 1.0),
        ("sigmoid", 0.731_059),
        ("tanh", 0.761_594),
        ("gelu", 0.841_345),
        ("gelu_tanh", 0.841_192),
        ("silu", 0.731_059),
        ("sigmoid_slope", 0.196_612),
    ] {
        check_row(&report, table, 0, &[value]);
    }
    // The line in the demo: the default numbers hold 1.
    let report = run("activations", &[]).unwrap();
    let col = report.table("x").unwrap().cols.iter().position(|label| label == "1").unwrap();
    let shown = |table: &str| format!("{:.6}", report.table(table).unwrap().values[(0, col)]);
    assert_eq!([shown("gelu"), shown("gelu_tanh")], ["0.841345", "0.841192"]);
}

#[test]
fn values_below_zero() {
    let report = run("activations", &[("x", "-1 -3")]).unwrap();
    check_row(&report, "relu", 0, &[0.0, 0.0]);
    check_row(&report, "gelu", 0, &[-0.158_655, -0.004_050]);
    check_row(&report, "tanh", 0, &[-0.761_594, -0.995_055]);
    assert!((metric(&report, "silent") - 2.0).abs() < 1e-12);
}

#[test]
fn all_stand_below_one_another() {
    let report = run("activations", &[]).unwrap();
    let all = report.table("side_by_side").unwrap();
    let names = ["step", "ReLU", "sigmoid", "tanh", "GELU", "GELU tanh", "SiLU"];
    assert_eq!(all.rows, names);
    assert_eq!(all.values.dim(), (7, 6));
    assert_eq!(all.values.row(1), report.table("relu").unwrap().values.row(0));
}
