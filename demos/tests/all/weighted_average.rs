//! Weighted averages: shares of one stay inside the box of the values (D15), other weights need not.

use crate::check_row;
use crate::{metric, run};
use fingerpost_demos::report::{Check, Report};

fn claims(report: &Report, part: &str) -> Vec<bool> {
    let checks = report.steps.iter().flat_map(|step| &step.checks);
    checks.filter(|check| check.claim.contains(part)).map(Check::holds).collect()
}

#[test]
fn a_blend_by_hand() {
    let report = run("weighted-average", &[]).unwrap();
    check_row(&report, "contributions", 2, &[1.2, 1.2]);
    check_row(&report, "output", 0, &[3.2, 1.8]);
    check_row(&report, "low", 0, &[0.0, 0.0]);
    check_row(&report, "high", 0, &[6.0, 6.0]);
    assert_eq!(claims(&report, "between low and high"), [true]);
}

/// D15: shares of one never leave the range of a column; with any other weights they may.
#[test]
fn only_shares_of_one_keep_inside() {
    for (weights, fair, inside) in [
        ("0.2 0.3 0.5", true, true),
        ("0 0 1", true, true),
        ("1 0.6 0.4", false, false),
        ("1.5 -0.5 0", false, false),
        ("0.1 0.1 0.1", false, true),
    ] {
        let report = run("weighted-average", &[("weights", weights)]).unwrap();
        assert_eq!(claims(&report, "between low and high"), vec![true; usize::from(fair)]);
        let overshoot = metric(&report, "overshoot");
        assert_eq!(overshoot <= 1e-12, inside, "{weights}: {overshoot}");
    }
    let report = run("weighted-average", &[("weights", "1.5 -0.5 0")]).unwrap();
    check_row(&report, "output", 0, &[6.0, -1.0]);
    assert_eq!(claims(&report, "add up to 1"), [true, true]);
    assert_eq!(claims(&report, "below 0"), [false]);
}

#[test]
fn weights_that_are_no_shares_are_shared_out() {
    let report = run("weighted-average", &[("weights", "1 0.6 0.4")]).unwrap();
    check_row(&report, "shares", 0, &[0.5, 0.3, 0.2]);
    check_row(&report, "average", 0, &[3.2, 1.8]);
    check_row(&report, "total_times_average", 0, &[6.4, 3.6]);
    let nothing = run("weighted-average", &[("weights", "1 -1 0")]).unwrap();
    assert!(nothing.table("shares").is_none());
    assert_eq!(nothing.steps.len(), 4);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("weights", "1")] as &[_],
            "weights: 1 weight is given, 3 weights are expected, one for each row of values",
        ),
        (
            &[("values", "1 2; 3 4")],
            "values: 2 rows are given, 3 rows are expected, one for each weight",
        ),
        (
            &[("labels", "a b")],
            "labels: 2 words are given, 3 words are expected, one for each row of values",
        ),
        (
            &[("columns", "a")],
            "columns: 1 word is given, 2 words are expected, one for each column of values",
        ),
    ] {
        assert_eq!(run("weighted-average", set).unwrap_err().to_string(), message, "{set:?}");
    }
}
