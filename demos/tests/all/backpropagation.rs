//! Slopes by hand, against differences, and with a link of the chain left out.

use crate::{check_near, metric, run};

/// One hidden unit at z = 0: h = ½, slope ¼; y = 2 · ½ = 1, miss 1 − 3 = −2.
#[test]
fn one_hidden_unit_by_hand() {
    let set = [("x", "1 2"), ("target", "3"), ("w1", "2; -1"), ("w2", "2"), ("nudge", "0.0001")];
    let report = run("backpropagation", &set).unwrap();
    check_near(metric(&report, "output"), 1.0, "output");
    check_near(metric(&report, "loss"), 2.0, "loss");
    assert_eq!(report.table("d_w2").unwrap().values, ndarray::array![[-1.0]]);
    assert_eq!(report.table("d_w1").unwrap().values, ndarray::array![[-1.0], [-2.0]]);
    let differences = report.table("differences").unwrap();
    assert_eq!(differences.rows, ["x1→h1", "x2→h1", "h1→y"]);
    for (made, expected) in differences.values.iter().zip([-1.0, -2.0, -1.0]) {
        check_near(*made, expected, "differences");
    }
}

#[test]
fn a_chain_with_a_link_left_out_is_found() {
    let right = run("backpropagation", &[]).unwrap();
    let closer = run("backpropagation", &[("nudge", "0.001")]).unwrap();
    // The error of a central difference falls with the square of the nudge.
    let ratio = metric(&right, "gap") / metric(&closer, "gap");
    assert!(metric(&right, "gap") < 1e-6 && (ratio - 100.0).abs() < 1.0, "{ratio}");
    let wrong = run("backpropagation", &[("slope", "off")]).unwrap();
    assert!(metric(&wrong, "gap") > 0.05);
    let check = &wrong.steps.last().unwrap().checks[0];
    assert!(!check.holds() && !check.expected);
    let silent = run("backpropagation", &[("w2", "0; 0")]).unwrap();
    assert!(silent.table("d_w1").unwrap().values.iter().all(|slope| *slope == 0.0));
    let flat = run("backpropagation", &[("x", "5 5"), ("w1", "2 2; 2 -4")]).unwrap();
    assert!(flat.table("d_w1").unwrap().values.iter().all(|slope| slope.abs() < 1e-3));
}

#[test]
fn networks_that_do_not_fit_are_answered_in_words() {
    for (set, message) in [
        (
            ("w2", "1; 2; 3"),
            "w2: a matrix of 3 × 1 is given, 2 × 1 is expected, as w1 has 2 columns",
        ),
        (("w1", "1 2 3; 4 5 0"), "w1: 3 columns are given, 2 are expected, one for each row of w2"),
        (("w1", "1 2"), "w1: 1 row is given, 2 are expected, one for each input"),
        (("x", "1"), "x: 1 number is given, 2 numbers are expected"),
        (("x", "1 6"), "x: 6 is given, numbers from -5 to 5 are expected"),
        (("target", "identity"), "target: \"identity\" is given, numbers are expected"),
    ] {
        assert_eq!(run("backpropagation", &[set]).unwrap_err().to_string(), message);
    }
}
