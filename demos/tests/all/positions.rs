//! Positions: sinusoids, rotations, slopes and tables by the books, and what shifts do to them.

use crate::golden::fact;
use crate::{check_row, metric, run};
use fingerpost_demos::Report;

fn positions(set: &[(&str, &str)]) -> Report {
    run("positions", set).unwrap_or_else(|why| panic!("{set:?}: {why}"))
}

fn row(report: &Report, table: &str, row: usize) -> Vec<f64> {
    report.table(table).unwrap().values.row(row).to_vec()
}

fn close(made: f64, expected: f64) -> bool {
    (made - expected).abs() < 1e-6
}

/// D9: sinusoids 512 wide.
#[test]
fn wide_sinusoids() {
    let expected = fact("D9");
    let report = positions(&[("pairs", "256"), ("text", "a b c d e f g h i j k l")]);
    let pe = &report.table("pe").unwrap().values;
    for (col, expected) in [0, 1, 2, 3, 510].into_iter().zip(&expected) {
        assert!(close(pe[(1, col)], *expected), "{col}");
    }
    assert!(close(expected[4], 1.03663e-4) && close(expected[5], 256.0));
    for row in 0..12 {
        check_row(&report, "lengths_squared", row, &[256.0]);
    }
    let meet = &report.table("pe_scores").unwrap().values;
    for place in 0..7 {
        assert!(close(meet[(place, place + 5)], expected[6]), "{place}");
    }
    assert!(close(expected[6], 189.596_668) && close(expected[7], expected[6]));
    let far = positions(&[("pairs", "256"), ("text", "a b"), ("shift", "1000")]);
    let turned = far.table("turned").unwrap().values.clone();
    let moved = &far.table("pe.shifted").unwrap().values;
    assert!((turned - moved).iter().all(|gap| gap.abs() < 1e-10));
}

/// D10: sinusoids 4 wide.
#[test]
fn small_sinusoids() {
    let report = positions(&[]);
    let expected = fact("D10");
    check_row(&report, "pe", 0, &[0.0, 1.0, 0.0, 1.0]);
    check_row(&report, "pe", 1, &expected[..4]);
    check_row(&report, "pe", 2, &expected[4..]);
    check_row(&report, "pe", 1, &[0.841_471, 0.540_302, 0.010_000, 0.999_950]);
    check_row(&report, "pe", 2, &[0.909_297, -0.416_147, 0.019_999, 0.999_800]);
}

/// D11: slopes for a power of two and for 12 heads.
#[test]
fn slopes_of_heads() {
    for heads in ["8", "12", "16"] {
        let report = positions(&[("positions", "alibi"), ("heads", heads), ("head", heads)]);
        let expected = fact(&format!("D11.{heads}"));
        check_row(&report, "slopes", 0, &expected);
        assert!(close(metric(&report, "slope"), *expected.last().unwrap()));
    }
    let last = &fact("D11.12")[8..];
    for (made, exponent) in last.iter().zip([0.5, 1.5, 2.5, 3.5]) {
        assert!(close(*made, 2.0_f64.powf(-exponent)));
    }
}

/// D12: equal scores and a slope of one half.
#[test]
fn a_penalty_on_equal_scores() {
    let report = positions(&[("positions", "alibi"), ("x", "0; 0; 0; 0; 0")]);
    check_row(&report, "weights", 4, &fact("D12"));
    check_row(&report, "weights", 4, &[0.058_012, 0.095_646, 0.157_694, 0.259_993, 0.428_656]);
    assert!(metric(&report, "drift_max").abs() < 1e-12);
}

/// D13: turned pairs know only their distance, and keep their length.
#[test]
fn turned_pairs() {
    let same = [("positions", "rotary"), ("x", "1 0; 1 0; 1 0; 1 0")];
    let report = positions(&same);
    check_row(&report, "scores", 0, &fact("D13"));
    check_row(&report, "scores", 0, &[1.0, 0.540_302, -0.416_147, -0.989_992]);
    let wide = positions(&[("positions", "rotary"), ("pairs", "4")]);
    check_row(&wide, "frequencies", 0, &fact("D13.angles"));
    for shift in ["3", "40", "1000"] {
        let set = [("positions", "rotary"), ("pairs", "4"), ("shift", shift)];
        assert!(metric(&positions(&set), "drift_max") < 1e-12, "{shift}");
    }
    for word in 0..5 {
        check_row(&wide, "lengths", word, &row(&wide, "lengths.plain", word));
    }
}

#[test]
fn a_table_ends() {
    let report = positions(&[("positions", "table"), ("shift", "1000")]);
    let step = report.steps.iter().find(|step| step.id == "shift").unwrap();
    assert!(step.says.starts_with("All words moved on by 11 places"), "{}", step.says);
    let table = row(&report, "table", 15);
    check_row(&report, "pe.shifted", 4, &table);
    let set = [("positions", "table"), ("table", "1 0; 0 1"), ("x", "1 1; 2 2")];
    assert!(metric(&positions(&set), "drift_max") < 1e-12);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("x", "1 2 3")] as &[_],
            "x: 3 columns are given, an even count is expected with sinusoidal, which works on pairs",
        ),
        (
            &[("position", "1 2")],
            "position: 2 numbers are given, 5 numbers are expected, one for each word",
        ),
        (
            &[("positions", "table"), ("position", "0 1 2 3 16")],
            "position: 16 is given, a whole number from 0 to 15 is expected, a row of the table, \
             which has 16",
        ),
        (
            &[("positions", "table"), ("table", "1 2 3 4")],
            "text: 5 words are given, each needs a row of the table, which has 1",
        ),
        (
            &[("positions", "table"), ("table", "1 2")],
            "table: 2 columns are given, 4 columns are expected, as many as x has",
        ),
        (
            &[("positions", "alibi"), ("head", "9")],
            "head: 9 is given, a whole number from 1 to 8 is expected, one of the heads",
        ),
    ] {
        assert_eq!(run("positions", set).unwrap_err().to_string(), message);
    }
}
