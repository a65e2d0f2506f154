//! Surprise, entropy, cross-entropy and divergence: known values, and what has no end.

use crate::{check_near, metric, run};
use std::f64::consts::LN_2;

fn even(count: usize) -> String {
    vec!["1"; count].join(" ")
}

/// D38: an entropy lies between 0 and ln n, and reaches both.
#[test]
fn entropies_lie_between_nothing_and_ln_n() {
    let known =
        [(4, 1.386_294), (8, 2.079_442), (16, 2.772_589), (64, 4.158_883), (1024, 6.931_472)];
    for (count, entropy) in known {
        let report = run("cross-entropy", &[("p", &even(count)), ("q", &even(count))]).unwrap();
        check_near(metric(&report, "entropy"), entropy, &count.to_string());
        check_near(metric(&report, "perplexity"), count as f64, &count.to_string());
    }
    let certain = run("cross-entropy", &[("p", "0 5 0"), ("q", "1 2 1")]).unwrap();
    check_near(metric(&certain, "entropy"), 0.0, "certain");
    check_near(metric(&certain, "cross_entropy"), LN_2, "certain");
    let one_key = run("softmax", &[("scores", "4 0 0 0 0 0 0 0 0 0")]).unwrap();
    check_near(metric(&one_key, "max_weight"), 0.858_486, "one key 4 above nine others");
}

/// Halves and quarters by hand: 1.75 bits, 2.25 bits, half a bit between them.
#[test]
fn halves_and_quarters_by_hand() {
    let report = run("cross-entropy", &[]).unwrap();
    let bits = report.table("bits").unwrap().values.row(0).to_vec();
    for (made, expected) in bits.iter().zip([1.75, 2.25, 0.5]) {
        check_near(*made, expected, "bits");
    }
    let swapped = run("cross-entropy", &[("p", "2 1 1 4"), ("q", "4 2 1 1")]).unwrap();
    check_near(metric(&swapped, "divergence") / LN_2, 0.625, "swapped");
    let itself = run("cross-entropy", &[("p", "3 1 2"), ("q", "6 2 4")]).unwrap();
    check_near(metric(&itself, "divergence"), 0.0, "itself");
}

#[test]
fn what_was_called_impossible_has_no_end() {
    let report = run("cross-entropy", &[("q", "1 1 2 0"), ("labels", "a b c d")]).unwrap();
    assert!(report.steps.last().unwrap().says.starts_with("d happens"));
    assert!(report.metrics.iter().all(|(name, _)| *name == "entropy"));
    let unused = run("cross-entropy", &[("p", "1 1 0"), ("q", "1 1 0")]).unwrap();
    assert_eq!(unused.table("surprise").unwrap().rows, ["1", "2"]);
    check_near(metric(&unused, "cross_entropy"), LN_2, "a row that neither counts");
}

#[test]
fn bad_counts_are_answered_in_words() {
    for (set, message) in [
        (("p", "1 -2 3 4"), "p: -2 is given, 0 or a number from 0.000000001 on is expected"),
        (("q", "0 0 0 0"), "q: a row of zeros is given, at least one number above 0 is expected"),
        (("q", "1 2"), "q: 2 numbers are given, 4 numbers are expected, as many as p has"),
        (
            ("labels", "a b"),
            "labels: 2 words are given, 4 words are expected, one for each column of p and q",
        ),
    ] {
        assert_eq!(run("cross-entropy", &[set]).unwrap_err().to_string(), message);
    }
}
