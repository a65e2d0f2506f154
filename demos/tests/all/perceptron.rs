//! Learning from mistakes: what ends, what never does, and what was cut short.

use crate::{check_near, metric, run};

#[test]
fn and_and_or_end_and_xor_repeats() {
    for (data, updates, wrong, repeats, weights) in [
        ("or", 4.0, 0.0, 0.0, [0.0, 1.0, 1.0]),
        ("and", 10.0, 0.0, 0.0, [-2.0, 2.0, 1.0]),
        ("xor", 6.0, 2.0, 1.0, [0.0, -1.0, 0.0]),
    ] {
        let report = run("perceptron", &[("data", data)]).unwrap();
        check_near(metric(&report, "updates"), updates, data);
        check_near(metric(&report, "wrong"), wrong, data);
        check_near(metric(&report, "repeats"), repeats, data);
        let all = &report.table("weights").unwrap().values;
        assert_eq!(all.row(all.nrows() - 1).to_vec(), weights, "{data}");
        let never = report.steps.last().unwrap().says.contains("never ends");
        assert_eq!(never, repeats > 0.0, "{data}");
    }
}

#[test]
fn a_line_through_the_origin_is_not_enough() {
    let set = [("data", "and"), ("points", "0 0; 0 1; 1 0; 1 1")];
    let report = run("perceptron", &set).unwrap();
    check_near(metric(&report, "repeats"), 1.0, "no 1 in front");
    let early = run("perceptron", &[("data", "and"), ("updates", "3")]).unwrap();
    assert!(early.steps.last().unwrap().says.contains("not said by this run"));
    let right = run("perceptron", &[("data", "and"), ("w", "-2 2 1")]).unwrap();
    check_near(metric(&right, "updates"), 0.0, "right from the start");
}

#[test]
fn own_points_are_learned_and_bad_ones_answered() {
    let own = [("data", "own"), ("points", "1 2; 1 -1; 1 5"), ("targets", "0; 1; 0")];
    check_near(metric(&run("perceptron", &own).unwrap(), "wrong"), 0.0, "own points");
    for (set, message) in [
        (
            &[("data", "own")] as &[_],
            "targets: nothing is given, 0 or 1 for each point is expected with data own",
        ),
        (
            &[("targets", "0 0 0 1")],
            "data: \"or\" is given, own is expected where targets are given",
        ),
        (
            &[("data", "own"), ("targets", "0 1")],
            "targets: a matrix of 1 × 2 is given, 4 numbers in a row are expected, one for each point",
        ),
        (&[("data", "own"), ("targets", "0 1 2 0")], "targets: 2 is given, 0 or 1 is expected"),
        (
            &[("points", "1 0; 1 1")],
            "points: 2 rows are given, 4 are expected with data or; data own takes others",
        ),
        (
            &[("w", "0 0")],
            "w: 2 numbers are given, 3 numbers are expected, one for each column of points",
        ),
    ] {
        assert_eq!(run("perceptron", set).unwrap_err().to_string(), message);
    }
}
