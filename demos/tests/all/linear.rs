//! Golden facts D34 and D35: features, running state, unbiased random features and their variance.

use crate::run;
use fingerpost_demos::Report;

fn linear(set: &[(&str, &str)]) -> Report {
    run("linear", set).unwrap_or_else(|why| panic!("{why}"))
}

fn metric(report: &Report, name: &str) -> f64 {
    report.metrics.iter().find(|(known, _)| *known == name).unwrap().1
}

fn check_by_id(report: &Report, step: &str, check: usize) -> bool {
    report.steps.iter().find(|known| known.id == step).unwrap().checks[check].holds()
}

#[test]
fn d34_elu_plus_one_and_the_running_state() {
    let report = linear(&[("q", "0 -1; 2 -4"), ("k", "1 0; 0 1"), ("v", "1; 2")]);
    let features = &report.table("phi_q").unwrap().values;
    assert!((features[(0, 0)] - 1.0).abs() < 1e-15);
    assert!((features[(0, 1)] - 0.367_879).abs() < 1e-6);
    assert!((features[(1, 0)] - 3.0).abs() < 1e-15);
    for set in [
        &[] as &[_],
        &[("mask", "none")],
        &[
            ("q", "0.5 -3 2; -1 4 0.1; 2 2 2"),
            ("k", "-4 1 0; 3 3 -2; 0 0 1"),
            ("v", "7 -1; 0.5 2; -3 9"),
        ],
        &[("q", "1"), ("k", "-1"), ("v", "5")],
    ] {
        let report = linear(set);
        assert!(metric(&report, "gap") < 1e-14, "{set:?}");
        assert!(check_by_id(&report, "order", 0) && check_by_id(&report, "compare", 0), "{set:?}");
    }
}

#[test]
fn it_is_not_softmax() {
    let report = linear(&[]);
    assert!(metric(&report, "error") > 0.05);
    assert!(check_by_id(&report, "exact", 0));
    let long = linear(&[("q", "0 0; 4 0; 0 4; 4 4")]);
    assert!(metric(&long, "error") > metric(&report, "error"));
    // One word looks at itself alone, whatever the weights.
    assert!(metric(&linear(&[("q", "1"), ("k", "2"), ("v", "3")]), "error") < 1e-15);
}

/// D35: |q + k|² = 3.315 and q · k = ln 1.30657, before the division by the fourth root of d.
#[test]
fn d35_random_features_are_unbiased_with_the_variance_of_the_lemma() {
    let root = 2.0_f64.powf(0.25);
    let q = format!("{} 0", 1.2 * root);
    let k = format!("{} {}", 0.222_842 * root, 1.136_03 * root);
    let (mut sum, mut squares) = (0.0, 0.0);
    let runs = 400;
    let mut expected = 0.0;
    for seed in 0..runs {
        let seed = seed.to_string();
        let set = [("q", q.as_str()), ("k", &k), ("v", "1"), ("features", "256"), ("seed", &seed)];
        let report = linear(&set);
        let kernel = metric(&report, "kernel");
        assert!((kernel - 1.30657).abs() < 1e-5, "{kernel}");
        expected = metric(&report, "mean_square_error");
        let estimate = metric(&report, "estimate");
        sum += estimate;
        squares += (estimate - kernel) * (estimate - kernel);
    }
    assert!((expected - 0.177).abs() < 5e-4, "{expected}");
    // With 4,096 directions it is 1.11e-2.
    let set = [("q", q.as_str()), ("k", &k), ("v", "1"), ("features", "256")];
    let more = linear(&set).table("with_sixteen_times").unwrap().values[(0, 0)];
    assert!((more - 1.11e-2).abs() < 5e-5, "{more}");
    let (mean, measured) = (sum / f64::from(runs), squares / f64::from(runs));
    let deviation = (expected / f64::from(runs)).sqrt();
    assert!((mean - 1.30657).abs() < 3.0 * deviation, "{mean} ± {deviation}");
    // The tails are heavy: .206 was measured elsewhere.
    assert!((measured / expected - 1.0).abs() < 0.4, "{measured}, expected {expected}");
}

#[test]
fn more_directions_come_nearer() {
    let error = |features: &str| {
        let errors = (0..50).map(|seed| {
            let seed = seed.to_string();
            metric(&linear(&[("features", features), ("seed", &seed)]), "random_error")
        });
        errors.sum::<f64>() / 50.0
    };
    let (few, many) = (error("4"), error("256"));
    assert!(many < few / 2.0, "{few} with 4, {many} with 256");
}

#[test]
fn what_does_not_fit_is_named() {
    for (set, message) in [
        (
            &[("k", "1 2 3")] as &[_],
            "k: a matrix of 1 × 3 is given, a matrix of 4 × 2 is expected, as q is",
        ),
        (&[("v", "1")], "v: 1 row is given, 4 rows are expected, as many as k has"),
        (&[("q", "5 0; 0 0; 0 0; 0 0")], "q: 5 is given, a number from -4 to 4 is expected"),
        (&[("w", "1")], "w: 1 column is given, 2 columns are expected, as many as q has"),
        (&[("w", "identity")], "w: \"identity\" is given, rows of numbers are expected"),
    ] {
        assert_eq!(run("linear", set).unwrap_err().to_string(), message);
    }
}
