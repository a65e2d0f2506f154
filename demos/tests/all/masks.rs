//! Masks: who sees whom, how many pairs that makes, and what is refused.

use crate::golden::fact;
use crate::{check_row, metric, run};

const SIXTEEN: &str = "a b c d e f g h i j k l m n o p";

fn pairs(set: &[(&str, &str)]) -> f64 {
    let set: Vec<_> = [("text", SIXTEEN)].iter().chain(set).copied().collect();
    metric(&run("masks", &set).unwrap(), "pairs")
}

/// D37: pairs over 16 words, and the reach of 32 layers of 4,096.
#[test]
fn pairs_of_small_patterns() {
    let expected = fact("D37");
    for (set, expected) in [
        (&[("mask", "window"), ("reach", "2")] as &[_], expected[0]),
        (&[("mask", "global"), ("reach", "2")], expected[1]),
        (&[("mask", "dilated"), ("reach", "2")], expected[2]),
        (&[("mask", "window"), ("reach", "3"), ("future", "off")], expected[3]),
        (&[("mask", "causal")], expected[4]),
    ] {
        assert!((pairs(set) - expected).abs() < 1e-12, "{set:?}");
    }
    assert_eq!(expected, [74.0, 100.0, 68.0, 58.0, 136.0, 131_072.0]);
    let deep = [("long_reach", "4096"), ("length", "131072"), ("layers", "32")];
    assert!((metric(&run("masks", &deep).unwrap(), "span") - expected[5]).abs() < 1e-12);
}

/// D36: a window of 512 over 4,096, and windows nearly as long as the text.
#[test]
fn pairs_of_a_window_over_a_long_text() {
    let report = run("masks", &[]).unwrap();
    let expected = fact("D36");
    assert_eq!(expected, [2_035_456.0, 16_777_216.0]);
    check_row(&report, "long_pairs", 0, &expected[..1]);
    check_row(&report, "long_all", 0, &expected[1..]);
    assert!((metric(&report, "long_share") - 0.1213).abs() < 5e-5);
    for (length, reach, pairs) in [(16, 2, 74.0), (6, 5, 36.0), (2, 0, 2.0)] {
        let set = [("length", length.to_string()), ("long_reach", reach.to_string())];
        let set = set.each_ref().map(|(name, value)| (*name, value.as_str()));
        let made = metric(&run("masks", &set).unwrap(), "long_pairs");
        assert!((made - pairs).abs() < 1e-12, "{length} {reach}: {made}");
    }
}

/// D16: what a causal mask makes of the first row and of equal scores.
#[test]
fn causal_rows() {
    let report = run("masks", &[("text", "the dog saw it")]).unwrap();
    check_row(&report, "weights", 0, &[1.0, 0.0, 0.0, 0.0]);
    check_row(&report, "weights.even", 2, &[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0]);
    check_row(&report, "pairs", 0, &[16.0, 10.0, 10.0, 14.0, 8.0]);
}

#[test]
fn the_future_can_be_hidden_from_a_window_and_from_global_words() {
    let set = [("mask", "global"), ("future", "off"), ("text", "the dog saw it")];
    let report = run("masks", &set).unwrap();
    check_row(&report, "kept.global", 3, &[1.0, 0.0, 1.0, 1.0]);
    check_row(&report, "kept.global", 0, &[1.0, 0.0, 0.0, 0.0]);
    assert!(report.facts.contains(&"1 global, window of 1 back".to_owned()));
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("long_reach", "5000")] as &[_],
            "long_reach: 5000 is given, a whole number below 4096 is expected, the length",
        ),
        (
            &[("length", "100")],
            "length: 100 is given, a whole number above 256 is expected, the long_reach",
        ),
        (&[("x", "identity")], "x: \"identity\" is given, rows of numbers are expected"),
        (
            &[("mask", "padding")],
            "mask: \"padding\" is given, one of none, causal, window, global, dilated is expected",
        ),
    ] {
        assert_eq!(run("masks", set).unwrap_err().to_string(), message);
    }
}
