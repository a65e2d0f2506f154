//! What weights do not tell: equal outputs, lengths, averages, sinks, and what is refused.

use crate::golden::fact;
use crate::{check_row, metric, run};
use fingerpost_demos::Report;

fn window(set: &[(&str, &str)]) -> Report {
    run("imperfect-window", set).unwrap_or_else(|why| panic!("{set:?}: {why}"))
}

fn check_metrics(report: &Report, expected: &[(&str, f64)]) {
    for (name, expected) in expected {
        let made = metric(report, name);
        assert!((made - expected).abs() < 1e-6, "{name}: {made}");
    }
}

/// D41: disjoint weights, equal output.
#[test]
fn unlike_weights_with_equal_output() {
    let report = window(&[]);
    let expected = fact("D41");
    check_row(&report, "weights.a", 0, &[0.5, 0.0, 0.5]);
    check_row(&report, "output.a", 0, &expected[..1]);
    check_row(&report, "output.b", 0, &[1.0]);
    check_metrics(&report, &[("gap", 0.0), ("tvd", expected[1]), ("jsd", expected[2])]);
    check_metrics(&report, &[("tvd", 1.0), ("jsd", std::f64::consts::LN_2)]);
    let same = window(&[("a", "2 2 4"), ("b", "1 1 2")]);
    check_metrics(&same, &[("gap", 0.0), ("tvd", 0.0), ("jsd", 0.0)]);
    let between = window(&[("a", "3 1 0"), ("b", "1 1 2"), ("values", "1 0; 0 1; 1 1")]);
    check_metrics(&between, &[("gap", 0.5), ("tvd", 0.5), ("jsd", fact("D41.between")[0])]);
}

#[test]
fn a_weight_multiplies_a_length() {
    let report = window(&[]);
    check_row(&report, "moves", 0, &[0.009, 0.5]);
    let step = report.steps.iter().find(|step| step.id == "lengths").unwrap();
    assert_eq!(step.look.as_ref().unwrap().col, 1);
}

#[test]
fn an_average_of_opposites_looks_undecided() {
    let report = window(&[]);
    check_row(&report, "averaged", 0, &[0.5, 0.5]);
    check_metrics(&report, &[("hidden", 2.0_f64.ln())]);
    check_metrics(&window(&[("heads", "1 3; 2 6")]), &[("hidden", 0.0)]);
}

#[test]
fn a_sink_takes_weight_and_gives_nothing() {
    let report = window(&[]);
    let expected = fact("sink");
    check_row(&report, "weights.sink", 0, &expected[..4]);
    check_row(&report, "output.sink", 0, &expected[4..]);
    check_row(&report, "shrunk", 0, &expected[4..]);
    assert!(metric(&report, "sink_weight") > 0.9);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (&[("a", "1 -1 0")] as &[_], "a: -1 is given, shares of at least 0 are expected"),
        (&[("b", "0 0 0")], "b: only 0 is given, a share above 0 is expected"),
        (&[("heads", "1 0; 0 0")], "heads, row 2: only 0 is given, a share above 0 is expected"),
        (
            &[("values", "1; 2")],
            "values: 2 rows are given, 3 rows are expected, one for each number of a",
        ),
        (
            &[("shares", "1 2 3")],
            "shares: 3 numbers are given, 2 numbers are expected, one for each row of long_values",
        ),
        (
            &[("sink_scores", "1"), ("sink_values", "1")],
            "sink_scores: 1 number is given, at least 2 numbers are expected: the sink and another",
        ),
    ] {
        assert_eq!(run("imperfect-window", set).unwrap_err().to_string(), message);
    }
}
