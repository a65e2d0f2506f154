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

/// The map holds the walk, its heights are those of the landscape, and zero is on it.
#[test]
fn the_map_is_the_landscape_around_the_walk() {
    for (curvature, start) in [("1 0; 0 4", "4 1"), ("2 1; 1 3", "0 -2"), ("1 0; 0 -1", "4 0.1")] {
        let set = [("curvature", curvature), ("start", start)];
        let report = run("gradient-descent", &set).unwrap();
        let table = |id: &str| report.table(id).unwrap().values.clone();
        let (heights, across, up) = (table("heights"), table("across"), table("up"));
        let curvature = table("curvature");
        for ((row, col), height) in heights.indexed_iter() {
            let (x, y) = (across[(0, col)], up[(row, 0)]);
            let (a, b, c) = (curvature[(0, 0)], curvature[(0, 1)], curvature[(1, 1)]);
            let wanted = 0.5 * (a * x * x + 2.0 * b * x * y + c * y * y);
            assert!((height - wanted).abs() < 1e-9, "{x} {y}: {height} {wanted}");
        }
        for point in table("points").rows() {
            assert!(point[0].abs() <= across[(0, 32)] && point[1].abs() <= up[(12, 0)], "{point}");
        }
        assert_eq!((across[(0, 16)], up[(6, 0)]), (0.0, 0.0));
    }
    let one = run("gradient-descent", &[("curvature", "2"), ("start", "3")]).unwrap();
    let heights = |id: &str| one.table(id).unwrap().values.clone();
    assert!((heights("heights_points") - heights("height")).iter().all(|gap| gap.abs() < 1e-12));
    let still = run("gradient-descent", &[("start", "0 0")]).unwrap();
    assert!(still.steps.iter().all(|step| step.id != "map"));
}
