//! Why scores are scaled (D7, D8): variances add up, and softmax of unscaled scores is sharp.

use crate::{metric, run};
use fingerpost_demos::Report;

fn scale(set: &[(&str, &str)]) -> Report {
    run("score-scale", set).unwrap_or_else(|why| panic!("{set:?}: {why}"))
}

/// The mean of a metric over some seeds.
fn mean(set: &[(&str, &str)], name: &str, seeds: u32) -> f64 {
    let of = |seed: u32| {
        let seed = seed.to_string();
        let set: Vec<_> = set.iter().copied().chain([("seed", seed.as_str())]).collect();
        metric(&scale(&set), name)
    };
    (0..seeds).map(of).sum::<f64>() / f64::from(seeds)
}

/// D7: Var(q · k) = d for independent numbers with mean 0 and variance 1.
#[test]
fn d7_the_variance_of_a_score_is_the_width() {
    for (width, seeds) in [("1", 60), ("4", 40), ("16", 20), ("64", 10), ("512", 2)] {
        let set = [("width", width), ("queries", "100"), ("keys", "100")];
        let ratio = mean(&set, "ratio", seeds);
        assert!((ratio - 1.0).abs() < 0.05, "{width}: {ratio}");
    }
    // 40,000 scores at once, at the width of a head.
    let ratio = metric(&scale(&[("queries", "200"), ("keys", "200")]), "ratio");
    assert!((ratio - 1.0).abs() < 0.02, "{ratio}");
    // Another variance of the numbers: its square goes in.
    let set = [("queries", "100"), ("keys", "100"), ("deviation", "2")];
    assert!((mean(&set, "ratio", 10) / 16.0 - 1.0).abs() < 0.03);
}

/// D8: 16 random keys, 64 wide.
#[test]
fn d8_sixteen_keys_with_and_without_scaling() {
    for (name, expected) in [
        ("largest_unscaled", 0.841),
        ("largest_scaled", 0.245),
        ("entropy_unscaled", 0.412),
        ("entropy_scaled", 2.361),
    ] {
        let made = mean(&[("queries", "64")], name, 20);
        assert!((made - expected).abs() < 0.02, "{name}: {made}");
        let once = metric(&scale(&[("queries", "256")]), name);
        assert!((once - expected).abs() < 0.025, "{name} at one seed: {once}");
    }
}

#[test]
fn one_number_needs_no_scaling() {
    let report = scale(&[("width", "1"), ("keys", "5")]);
    let values = |id: &str| report.table(id).unwrap().values.clone();
    assert_eq!(values("weights.unscaled"), values("weights.scaled"));
}

#[test]
fn own_rows_are_taken_as_they_are() {
    let set = [("width", "2"), ("queries", "1"), ("keys", "2"), ("q", "3 0"), ("k", "1 0; 0 1")];
    let report = scale(&set);
    assert_eq!(report.table("scores").unwrap().values, ndarray::array![[3.0, 0.0]]);
    assert!((metric(&report, "variance") - 4.5).abs() < 1e-12);
    let sharp = 1.0 / (1.0 + (-3.0_f64).exp());
    assert!((metric(&report, "largest_unscaled") - sharp).abs() < 1e-12);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("q", "1 2")] as &[_],
            "q: 1 row of 2 is given, 16 rows of 64 are expected, as set by queries and width",
        ),
        (
            &[("k", "identity")],
            "k: 16 rows of 16 are given, 16 rows of 64 are expected, as set by keys and width",
        ),
        (&[("keys", "1")], "keys: 1 is given, a whole number from 2 to 256 is expected"),
    ] {
        assert_eq!(run("score-scale", set).unwrap_err().to_string(), message);
    }
}
