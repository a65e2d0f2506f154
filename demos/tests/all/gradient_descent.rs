//! A ball that goes down: by hand, by its learning rate, and where the way is not down.

use crate::{check_near, metric, run};
use fingerpost_demos::Report;

fn column(report: &Report, table: &str, col: usize) -> Vec<f64> {
    report.table(table).unwrap().values.column(col).to_vec()
}

/// Each direction of a diagonal landscape shrinks by 1 − rate · curvature at every step.
#[test]
fn every_direction_shrinks_by_its_own_factor() {
    for rate in ["0.2", "0.45", "0.5", "0.6"] {
        let report = run("gradient-descent", &[("rate", rate)]).unwrap();
        let rate: f64 = rate.parse().unwrap();
        for (col, (start, curvature)) in [(4.0, 1.0), (1.0, 4.0)].into_iter().enumerate() {
            for (number, made) in column(&report, "path", col).iter().enumerate() {
                let factor = (1.0 - rate * curvature).powi(i32::try_from(number).unwrap());
                assert!((made - start * factor).abs() < 1e-12, "{rate} {col} {number}: {made}");
            }
        }
    }
}

#[test]
fn the_rate_decides_whether_it_comes_down() {
    for (rate, says, climbs) in [
        ("0.2", "no direction is overshot", false),
        ("0.45", "swings", false),
        ("0.6", "higher at each step", true),
    ] {
        let report = run("gradient-descent", &[("rate", rate), ("steps", "12")]).unwrap();
        assert!(report.steps[0].says.contains(says), "{rate}");
        let heights = column(&report, "height", 0);
        assert_eq!(heights[12] > heights[8], climbs, "{rate}: {heights:?}");
        let down = report.steps.iter().find(|step| step.id == "height").unwrap();
        let claim = &down.checks[0].claim;
        assert_eq!(claim.starts_with("no step climbs more"), climbs, "{claim}");
    }
    let flat =
        run("gradient-descent", &[("curvature", "2"), ("start", "3"), ("rate", "0.5")]).unwrap();
    check_near(metric(&flat, "height_first"), 9.0, "½ · 2 · 3²");
    check_near(
        metric(&flat, "distance_last"),
        0.0,
        "one step is enough where rate · curvature is 1",
    );
}

/// D19: the base model's rate, and a second computation at other settings.
#[test]
fn d19_a_rate_that_rises_and_falls() {
    let report = run("gradient-descent", &[]).unwrap();
    let top = report.table("top_rate").unwrap().values[(0, 0)];
    assert!((top - 6.987_71e-4).abs() < 5e-9, "{top}");
    for (base, after) in [("512 4000", "1 1000 4000 16000 100000"), ("96 10", "5 10 11 400")] {
        let report = run("gradient-descent", &[("base", base), ("after", after)]).unwrap();
        let numbers = |text: &str| -> Vec<f64> {
            text.split(' ').map(|number| number.parse().unwrap()).collect()
        };
        let (width, warm_up) = (numbers(base)[0], numbers(base)[1]);
        for (made, step) in column(&report, "rates", 0).iter().zip(numbers(after)) {
            let line = step.powf(-0.5).min(step * warm_up.powf(-1.5));
            let expected = width.powf(-0.5) * line;
            assert!((made - expected).abs() < 1e-12 * expected, "{base}: {step}: {made}");
        }
    }
    for (set, message) in [
        (
            ("base", "512"),
            "base: 1 number is given, 2 numbers are expected, the width and the steps of warm-up",
        ),
        (("after", "0"), "after: 0 is given, a number of at least 1 is expected"),
    ] {
        assert_eq!(run("gradient-descent", &[set]).unwrap_err().to_string(), message);
    }
}

#[test]
fn landscapes_that_do_not_fit_are_answered_in_words() {
    for (set, message) in [
        (
            ("curvature", "1 2; 3 4"),
            "curvature, row 2, column 1: 3 is given, 2 is expected, as in row 1: the matrix has to be symmetric",
        ),
        (
            ("curvature", "1 2"),
            "curvature: a matrix of 1 × 2 is given, as many rows as columns are expected",
        ),
        (
            ("curvature", "1"),
            "curvature: a matrix of 1 × 1 is given, 2 × 2 is expected, as start has 2",
        ),
        (
            ("start", "1"),
            "start: 1 number is given, 2 numbers are expected, one for each row of curvature",
        ),
        (("steps", "13"), "steps: 13 is given, a whole number from 1 to 12 is expected"),
    ] {
        assert_eq!(run("gradient-descent", &[set]).unwrap_err().to_string(), message);
    }
}
