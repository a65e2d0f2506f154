//! Layer and RMS normalization by the book (D45), and as a reader meets them.

use crate::check_row;
use crate::{metric, run};

#[test]
fn one_two_three_four_by_the_book() {
    let exact = [("x", "1 2 3 4"), ("eps", "0.000000000001")];
    let report = run("layer-norm", &exact).unwrap();
    let layer = [-1.341_641, -0.447_214, 0.447_214, 1.341_641];
    check_row(&report, "normalized", 0, &layer);
    check_row(&report, "rms_normalized", 0, &[0.365_148, 0.730_297, 1.095_445, 1.460_593]);
    // The line in the demo: at its defaults the four decimals of the table of facts.
    let report = run("layer-norm", &[]).unwrap();
    let rounded = |table: &str| {
        let row = report.table(table).unwrap().values.row(0).to_vec();
        row.iter().map(|value| format!("{value:.4}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rounded("normalized"), "-1.3416 -0.4472 0.4472 1.3416");
    assert_eq!(rounded("rms_normalized"), "0.3651 0.7303 1.0954 1.4606");
}

#[test]
fn shifted_and_stretched_rows_come_out_alike() {
    let report = run("layer-norm", &[]).unwrap();
    let row = |table: &str, row: usize| report.table(table).unwrap().values.row(row).to_vec();
    let apart =
        |a: Vec<f64>, b: Vec<f64>| a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    // Row 1 is row 0 plus 10, row 2 is ten times row 0.
    assert!(apart(row("normalized", 0), row("normalized", 1)) < 1e-5);
    assert!(apart(row("normalized", 0), row("normalized", 2)) < 1e-5);
    assert!(apart(row("rms_normalized", 0), row("rms_normalized", 2)) < 1e-5);
    assert!(apart(row("rms_normalized", 0), row("rms_normalized", 1)) > 0.5);
}

#[test]
fn gain_and_shift_are_the_readers() {
    let set = [("x", "1 3"), ("gain", "2 0.5"), ("shift", "10 -1"), ("eps", "0.000000000001")];
    let report = run("layer-norm", &set).unwrap();
    check_row(&report, "output", 0, &[8.0, -0.5]);
    let plain = run("layer-norm", &[("x", "1 3 5")]).unwrap();
    assert_eq!(plain.table("output").unwrap().values, plain.table("normalized").unwrap().values);
}

#[test]
fn equal_numbers_come_out_as_the_shift() {
    let set = [("x", "5 5 5"), ("shift", "1 2 3")];
    let report = run("layer-norm", &set).unwrap();
    check_row(&report, "normalized", 0, &[0.0; 3]);
    check_row(&report, "output", 0, &[1.0, 2.0, 3.0]);
    assert!(metric(&report, "variance_max").abs() < 1e-15);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("gain", "1 2")] as &[_],
            "gain: 1 row of 2 is given, 1 row of 4 is expected, one number for each column of x",
        ),
        (&[("x", "identity")], "x: \"identity\" is given, rows of numbers are expected"),
        (&[("shift", "identity")], "shift: \"identity\" is given, rows of numbers are expected"),
        (
            &[("labels", "one")],
            "labels: 1 word is given, 3 words are expected, one for each row of x",
        ),
        (&[("eps", "0")], "eps: 0 is given, a number from 0.000000000001 to 10 is expected"),
    ] {
        assert_eq!(run("layer-norm", set).unwrap_err().to_string(), message, "{set:?}");
    }
}
