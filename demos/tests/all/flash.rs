//! Golden facts D31 and D33: tiled equals plain, and the counted traffic of both orders.

use crate::run;
use fingerpost_demos::Report;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn flash(set: &[(&str, &str)]) -> Report {
    run("flash", set).unwrap_or_else(|why| panic!("{why}"))
}

fn metric(report: &Report, name: &str) -> f64 {
    report.metrics.iter().find(|(known, _)| *known == name).unwrap().1
}

fn first_row(report: &Report, table: &str) -> Vec<f64> {
    report.table(table).unwrap().values.row(0).to_vec()
}

fn matrix(seed: u64, rows: usize, cols: usize) -> String {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut number = || (random.next_u64() % 2001) as f64 / 250.0 - 4.0;
    let row = |number: &mut dyn FnMut() -> f64| {
        (0..cols).map(|_| number().to_string()).collect::<Vec<_>>().join(" ")
    };
    (0..rows).map(|_| row(&mut number)).collect::<Vec<_>>().join("; ")
}

#[test]
fn d31_tiles_change_nothing() {
    let (q, k, v) = (matrix(1, 37, 5), matrix(2, 37, 5), matrix(3, 37, 3));
    let mut tried = 0;
    for rows in [10, 13, 19, 37] {
        for cols in [10, 12, 18, 36, 50] {
            let tiles = 37_usize.div_ceil(rows) * 37_usize.div_ceil(cols);
            for mask in ["none", "causal"] {
                let (rows, cols) = (rows.to_string(), cols.to_string());
                let set = [
                    ("q", q.as_str()),
                    ("k", &k),
                    ("v", &v),
                    ("mask", mask),
                    ("tile_rows", &rows),
                    ("tile_cols", &cols),
                ];
                let report = flash(&set);
                assert!(metric(&report, "gap") < 5e-15, "{rows} × {cols}, {mask}");
                let made = metric(&report, "tiles") as usize;
                assert!(if mask == "none" { made == tiles } else { made <= tiles });
                tried += 1;
            }
        }
    }
    assert!(tried == 40);
}

#[test]
fn tiles_of_the_future_are_not_computed() {
    let set = [("mask", "causal"), ("tile_rows", "1"), ("tile_cols", "1")];
    assert_eq!(metric(&flash(&set), "tiles") as usize, 10);
    assert_eq!(metric(&flash(&set[1..]), "tiles") as usize, 16);
    assert_eq!(metric(&flash(&[]), "tiles") as usize, 4);
}

/// M = 51,200 numbers hold 4 tiles of 200 rows of 64, or of 100 rows of 128.
#[test]
fn d33_traffic_and_the_case_of_no_gain() {
    let report = flash(&[]);
    let keys = first_row(&report, "keys_outside");
    assert!((keys[0] - 1_335_296.0).abs() < 0.5);
    assert!((first_row(&report, "plain")[0] - 4_456_448.0).abs() < 0.5);
    for memory in first_row(&report, "fast_memory") {
        assert!((memory - 51_200.0).abs() < 0.5);
    }
    let gains = first_row(&report, "gain_keys_outside");
    for (made, expected) in gains.iter().zip([3.34, 3.92, 1.02]) {
        assert!((made - expected).abs() < 5.1e-3, "{gains:?}");
    }
    assert!((first_row(&report, "queries_outside")[2] - 3_145_728.0).abs() < 0.5);
    let gains = first_row(&report, "gain_queries_outside");
    assert!((gains[0] - 4.86).abs() < 5e-3 && (gains[2] - 1.50).abs() < 5e-3, "{gains:?}");
    assert_eq!(
        first_row(&report, "tiles").iter().map(|n| *n as u32).collect::<Vec<_>>(),
        [6, 21, 11]
    );
    let loses = flash(&[("cases", "64; 64; 2")]);
    assert!(metric(&loses, "gain_keys_outside") < 1.0);
}

#[test]
fn what_does_not_fit_is_named() {
    for (set, message) in [
        (
            &[("k", "1 2 3")] as &[_],
            "k: 3 columns are given, 2 columns are expected, as many as q has",
        ),
        (&[("v", "1")], "v: 1 row is given, 4 rows are expected, as many as k has"),
        (
            &[("q", "1 2"), ("mask", "causal")],
            "q: 1 row is given, as many queries as keys, 4, are expected with a causal mask",
        ),
        (&[("cases", "1 2; 3 4")], "cases: 2 rows are given, 3 rows are expected"),
        (
            &[("cases", "1000; 4; 2")],
            "cases, column 1: 500 tiles are given, at most 64 tiles are counted",
        ),
        (&[("cases", "4; 4; 0")], "cases: 0 is given, a whole number above 0 is expected"),
        (
            &[("q", "1 2; 3 4; 5 6; 7 8; 9 9"), ("tile_rows", "1"), ("tile_cols", "1")],
            "tile_rows: 1 is given, at most 16 tiles are shown, and this would make 20",
        ),
    ] {
        assert_eq!(run("flash", set).unwrap_err().to_string(), message);
    }
}
