//! The demo `warm-up` against a second computation.

use crate::{check_near, metric, run};

/// D19: the base model's rate, and a second computation at other settings.
#[test]
fn d19_a_rate_that_rises_and_falls() {
    let report = run("warm-up", &[]).unwrap();
    check_near(metric(&report, "highest"), 6.987_712_4e-4, "1 / √(512 · 4000)");
    for (width, warm_up, after) in
        [("512", "4000", "1 1000 4000 16000 100000"), ("96", "10", "5 10 11 400")]
    {
        let set = [("width", width), ("warm_up", warm_up), ("after", after)];
        let report = run("warm-up", &set).unwrap();
        let [width, warm_up] = [width, warm_up].map(|text| text.parse::<f64>().unwrap());
        let rates = &report.table("rates").unwrap().values;
        for (made, step) in rates.iter().zip(after.split(' ')) {
            let step: f64 = step.parse().unwrap();
            let line = step.powf(-0.5).min(step * warm_up.powf(-1.5));
            let expected = width.powf(-0.5) * line;
            assert!((made - expected).abs() < 1e-12 * expected, "{set:?}: {step}: {made}");
        }
    }
}

#[test]
fn steps_that_do_not_follow_are_answered_in_words() {
    for (after, message) in [
        ("0", "after: 0 is given, a number of at least 1 is expected"),
        ("1 5 5", "after: \"5 5\" is given, smaller numbers are expected first"),
    ] {
        assert_eq!(run("warm-up", &[("after", after)]).unwrap_err().to_string(), message);
    }
}
