//! What attention cannot see without positions, and what a causal mask lets in.

use crate::golden::fact;
use crate::{check_row, metric, run};

fn gap(set: &[(&str, &str)]) -> f64 {
    metric(&run("permutation", set).unwrap(), "gap")
}

/// D14: f(PX) = P f(X), unless there is a causal mask or there are positions.
#[test]
fn the_order_is_not_seen_without_help() {
    let words = [("text", "it saw the dog she wanted"), ("order", "3 1 6 2 5 4")];
    let with = |more: &[(&'static str, &'static str)]| {
        words.iter().chain(more).copied().collect::<Vec<_>>()
    };
    assert!(gap(&words) < 1e-15, "{}", gap(&words));
    for help in [&[("mask", "causal")] as &[_], &[("positions", "on")]] {
        assert!(gap(&with(help)) > 0.1, "{help:?}");
    }
    let mine = [("x", "1 0; 0 1; 1 1"), ("order", "3 1 2")];
    let expected = fact("D14");
    assert!(gap(&mine) < 1e-15 && expected[0] < 1e-15);
    let causal: Vec<_> = mine.iter().copied().chain([("mask", "causal")]).collect();
    assert!((gap(&causal) - expected[1]).abs() < 1e-9);
    let report = run("permutation", &causal).unwrap();
    check_row(&report, "output.shuffled", 0, &[1.0, 1.0]);
}

#[test]
fn nothing_moves_where_the_order_stays() {
    for mask in ["none", "causal"] {
        let set = [("order", "1 2 3 4 5"), ("mask", mask), ("positions", "on")];
        assert!(gap(&set).abs() < f64::MIN_POSITIVE, "{mask}");
    }
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("order", "1 2 2 4 5")] as &[_],
            "order: 5 numbers are given, each whole number from 1 to 5 is expected once",
        ),
        (
            &[("order", "1 2")],
            "order: 2 numbers are given, each whole number from 1 to 5 is expected once",
        ),
        (
            &[("positions", "on"), ("places", "1 2")],
            "places: a matrix of 1 × 2 is given, 5 × 4 is expected, as x is",
        ),
        (
            &[("positions", "on"), ("text", "a b c d e f g h i j k l m n o p q")],
            "text: 17 words are given, at most 16 are allowed with our places",
        ),
    ] {
        assert_eq!(run("permutation", set).unwrap_err().to_string(), message);
    }
}
