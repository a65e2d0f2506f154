//! Golden facts D36 and D37: pairs kept by patterns, and the reach over layers.

use crate::run;
use fingerpost_demos::Report;

fn sparse(set: &[(&str, &str)]) -> Report {
    run("sparse", set).unwrap_or_else(|why| panic!("{why}"))
}

fn whole(report: &Report, name: &str) -> u64 {
    report.metrics.iter().find(|(known, _)| *known == name).unwrap().1 as u64
}

fn first(report: &Report, table: &str, row: usize) -> f64 {
    report.table(table).unwrap().values[(row, 0)]
}

#[test]
fn d36_a_window_over_4096_words() {
    let report = sparse(&[]);
    assert!((first(&report, "band_pairs", 0) - 2_035_456.0).abs() < 0.5);
    assert!((first(&report, "all_long", 0) - 16_777_216.0).abs() < 0.5);
    assert!((first(&report, "band_share", 0) - 0.1213).abs() < 5e-5);
}

#[test]
fn d37_pairs_of_sixteen_words() {
    for (pattern, window, pairs) in [
        ("band", "2", 74),
        ("global", "2", 100),
        ("dilated", "2", 68),
        ("causal", "4", 58),
        ("causal", "16", 136),
        ("full", "1", 256),
        ("band", "16", 256),
    ] {
        let set = [("tokens", "16"), ("pattern", pattern), ("window", window)];
        assert_eq!(whole(&sparse(&set), "pairs"), pairs, "{set:?}");
    }
    assert!((first(&sparse(&[]), "reach_long", 1) - 131_072.0).abs() < 0.5);
}

/// The formula for long texts counts what the small table counts.
#[test]
fn formula_and_table_agree() {
    for (tokens, window) in [(5, 1), (16, 3), (12, 11)] {
        let (n, w) = (tokens.to_string(), window.to_string());
        let long = format!("{n} {w} 1");
        let band = sparse(&[("tokens", &n), ("window", &w), ("long", &long)]);
        assert_eq!(whole(&band, "pairs"), first(&band, "band_pairs", 0) as u64);
        let back = (window + 1).to_string();
        let causal = sparse(&[("tokens", &n), ("window", &back), ("pattern", "causal")]);
        assert_eq!(whole(&causal, "pairs"), first(&band, "back_pairs", 0) as u64);
    }
}

#[test]
fn layers_add_up_their_reach() {
    for (pattern, window, layers, farthest) in [
        ("band", "2", "3", 6),
        ("causal", "4", "3", 9),
        ("dilated", "2", "3", 12),
        ("global", "1", "2", 15),
        ("global", "1", "1", 15),
        ("causal", "1", "6", 0),
    ] {
        let set = [("tokens", "16"), ("pattern", pattern), ("window", window), ("layers", layers)];
        assert_eq!(whole(&sparse(&set), "farthest"), farthest, "{set:?}");
    }
    // With gaps of two, even words never hear of odd ones.
    let gaps = sparse(&[("tokens", "16"), ("pattern", "dilated"), ("layers", "6")]);
    assert_eq!(whole(&gaps, "reach"), 8);
    let global = sparse(&[("tokens", "16"), ("pattern", "global"), ("layers", "2")]);
    assert_eq!(whole(&global, "reach"), 16);
    assert!(global.table("known.2").unwrap().values.iter().all(|words| *words as u64 == 16));
}

#[test]
fn what_does_not_fit_is_named() {
    for (set, message) in [
        (&[("long", "1 2")] as &[_], "long: 2 columns are given, 3 columns are expected"),
        (
            &[("long", "5 2 1; 4 4 1")],
            "long, row 2: 4 is given, a window below the length of 4 is expected",
        ),
        (&[("long", "5 2 0.5")], "long: 0.5 is given, a whole number above 0 is expected"),
        (&[("tokens", "17")], "tokens: 17 is given, a whole number from 1 to 16 is expected"),
    ] {
        assert_eq!(run("sparse", set).unwrap_err().to_string(), message);
    }
}
