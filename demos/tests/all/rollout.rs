//! Rollout by the book, more layers than two, and what is refused.

use crate::golden::fact;
use crate::{check_row, metric, run};

/// D39: two layers, half of each row passing by.
#[test]
fn two_layers_and_the_residual_stream() {
    let report = run("rollout", &[]).unwrap();
    check_row(&report, "rollout", 2, &[0.3925, 0.195, 0.4125]);
    check_row(&report, "rollout", 2, &fact("D39"));
    check_row(&report, "rollout", 0, &[1.0, 0.0, 0.0]);
    // As the authors write it: the identity is added to the shares, then rows are divided.
    let added = [
        ("a1", "2 0 0; 0.5 1.5 0; 0.2 0.3 1.5"),
        ("a2", "2 0 0; 0.9 1.1 0; 0.6 0.3 1.1"),
        ("residual", "0"),
    ];
    check_row(&run("rollout", &added).unwrap(), "rollout", 2, &[0.3925, 0.195, 0.4125]);
}

#[test]
fn nothing_passes_by_or_everything_does() {
    let report = run("rollout", &[("residual", "0")]).unwrap();
    let product = report.table("product").unwrap().values.row(2).to_vec();
    check_row(&report, "rollout", 2, &product);
    check_row(&report, "product", 2, &[0.77, 0.18, 0.05]);
    let report = run("rollout", &[("residual", "1")]).unwrap();
    check_row(&report, "rollout", 2, &[0.0, 0.0, 1.0]);
    assert!((metric(&report, "own") - 1.0).abs() < 1e-12);
}

#[test]
fn four_layers() {
    let set = [
        ("a1", "1 3; 1 1"),
        ("a2", "0 1; 1 0"),
        ("a3", "2 2; 1 3"),
        ("a4", "5 0; 0 5"),
        ("residual", "0.2"),
    ];
    let report = run("rollout", &set).unwrap();
    check_row(&report, "rollout", 0, &fact("rollout.four")[..2]);
    check_row(&report, "rollout", 1, &fact("rollout.four")[2..]);
    assert!((metric(&report, "layers") - 4.0).abs() < 1e-12);
    assert_eq!(report.table("rollout").unwrap().rows, ["1", "2"]);
    assert!(report.facts.contains(&"no mask".to_owned()));
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("a1", "1 0; 0 1")] as &[_],
            "a1: a matrix of 2 × 2 is given, 3 × 3 is expected, as in the other layers",
        ),
        (
            &[("a2", "1 0 0; 0 0 0; 0 0 1")],
            "a2, row 2: only 0 is given, a share above 0 is expected",
        ),
        (
            &[("a3", "1 0 0; 0 -1 0; 0 0 1")],
            "a3, row 2: -1 is given, shares of at least 0 are expected",
        ),
    ] {
        assert_eq!(run("rollout", set).unwrap_err().to_string(), message);
    }
}
