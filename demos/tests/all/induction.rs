//! The hand-set induction circuit (D43), whole, ablated and without its mark.

use crate::{metric, run};
use fingerpost_demos::report::Report;

/// Sixteen distinct symbols twice.
const TWICE: &str = "q d k a p m c o b h n e l f j g q d k a p m c o b h n e l f j g";

fn check(report: &Report, prefix: f64, accuracy: f64) {
    let (made, right) = (metric(report, "prefix_matching"), metric(report, "accuracy"));
    assert!((made - prefix).abs() < 6e-5, "{made}, not {prefix}");
    assert!((right - accuracy).abs() < 5e-5, "{right}, not {accuracy}");
}

#[test]
fn sixteen_symbols_twice_by_the_book() {
    for (set, prefix, accuracy) in [
        (&[("start", "on")] as &[_], 1.0, 1.0),
        (&[("ablate", "previous-token")], 0.0406, 0.0),
        (&[("start", "off")], 0.9688, 0.9333),
        (&[("ablate", "induction")], 1.0, 0.0),
    ] {
        let set: Vec<_> = [("text", TWICE)].into_iter().chain(set.iter().copied()).collect();
        let report = run("induction", &set).unwrap();
        check(&report, prefix, accuracy);
        assert!((metric(&report, "repeated") - 16.0).abs() < 1e-12);
    }
}

/// The line in the demo: at its defaults the score is one.
#[test]
fn the_default_text_goes_on() {
    let report = run("induction", &[]).unwrap();
    check(&report, 1.0, 1.0);
    let output = report.table("output").unwrap();
    let col = output.cols.iter().position(|word| word == "saw").unwrap();
    assert!((output.values[(6, col)] - 1.0).abs() < 1e-9);
    let ablated = run("induction", &[("ablate", "previous-token")]).unwrap();
    let weights = ablated.table("weights_2").unwrap().values.row(6).to_vec();
    assert!(weights.iter().all(|weight| (weight - 1.0 / 7.0).abs() < 1e-12), "{weights:?}");
    let failed = ablated.steps.iter().flat_map(|step| &step.checks).find(|check| !check.expected);
    assert!(!failed.unwrap().holds());
}

#[test]
fn what_went_on_in_two_ways_is_copied_by_halves() {
    let report = run("induction", &[("text", "a b a c a")]).unwrap();
    let output = report.table("output").unwrap();
    let at = |word: &str| output.cols.iter().position(|known| known == word).unwrap();
    for word in ["b", "c"] {
        assert!((output.values[(5, at(word))] - 0.5).abs() < 1e-9, "{word}");
    }
}

#[test]
fn without_repeats_there_is_no_score() {
    let report = run("induction", &[("text", "one two three")]).unwrap();
    assert!(report.table("targets").is_none() && report.table("error").is_none());
    assert_eq!(report.metrics.len(), 2);
}

#[test]
fn own_maps_of_places() {
    let stay = "1 0 0; 0 1 0; 0 0 1";
    let report = run("induction", &[("text", "a b"), ("w_back", stay)]).unwrap();
    assert_eq!(report.table("previous").unwrap().values.dim(), (3, 3));
    let error = run("induction", &[("text", "a b"), ("w_back", "1 0; 0 1")]).unwrap_err();
    let message = "w_back: 2 rows of 2 are given, 3 rows of 3 are expected, one for each token, \
                   the mark among them";
    assert_eq!(error.to_string(), message);
}
