//! Golden facts D6, D30, D44, D47 and D48: overflow, one score at a time, plus one, rounding, rows
//! of which nothing is kept.

use crate::run;
use fingerpost_demos::Report;
use fingerpost_demos::report::Check;

fn softmax(set: &[(&str, &str)]) -> Report {
    run("softmax", set).unwrap()
}

fn row(report: &Report, id: &str, row: usize) -> Vec<f64> {
    report.table(id).unwrap().values.row(row).to_vec()
}

fn near(made: &[f64], expected: &[f64]) {
    assert_eq!(made.len(), expected.len());
    let close = made.iter().zip(expected).all(|(made, expected)| (made - expected).abs() < 6e-7);
    assert!(close, "{made:?}, expected {expected:?}");
}

fn find<'a>(report: &'a Report, words: &str) -> &'a Check {
    let mut checks = report.steps.iter().flat_map(|step| &step.checks);
    checks.find(|check| check.claim.contains(words)).unwrap_or_else(|| panic!("{words}"))
}

#[test]
fn d6_naive_exponentials_overflow() {
    let report = softmax(&[("scores", "1000 1000"), ("method", "naive")]);
    assert!(row(&report, "weights", 0).iter().all(|weight| weight.is_nan()));
    assert!(row(&report, "exponentials", 0).iter().all(|value| value.is_infinite()));
    near(&row(&report, "stable", 0), &[0.5, 0.5]);
    assert!(!find(&report, "naive and stable").holds());
    for (bits, bound) in [("64 bits", 709.7827), ("32 bits", 88.7228), ("16 bits", 11.0899)] {
        assert!((find(&report, bits).bound - bound).abs() < 5.1e-5, "{bits}");
    }
    for (scores, holds) in [
        ("11.08 0", [true, true, true]),
        ("11.09 0", [true, true, false]),
        ("88.73 0", [true, false, false]),
        ("709.78 0", [true, false, false]),
        ("709.79 0", [false, false, false]),
    ] {
        let report = softmax(&[("scores", scores), ("method", "naive")]);
        let made = ["64 bits", "32 bits", "16 bits"].map(|bits| find(&report, bits).holds());
        assert_eq!(made, holds, "{scores}");
    }
    let plain = softmax(&[("method", "naive")]);
    near(&row(&plain, "weights", 0), &[0.643_914, 0.236_883, 0.087_144, 0.032_059]);
    // Far below zero all exponentials vanish, and 0 by 0 is no number either.
    let low = softmax(&[("scores", "-1000 -1000"), ("method", "naive")]);
    assert!(row(&low, "weights", 0)[0].is_nan());
}

#[test]
fn d30_one_score_at_a_time() {
    let report = softmax(&[("scores", "1 3 2 4"), ("method", "online")]);
    let seen = [(1.0, 1.0), (3.0, 1.135_335), (3.0, 1.503_215), (4.0, 1.553_002)];
    for (index, (largest, sum)) in seen.iter().enumerate() {
        near(&row(&report, &format!("largest.{}", index + 1), 0), &[*largest]);
        near(&row(&report, &format!("sum.{}", index + 1), 0), &[*sum]);
    }
    near(&row(&report, "weights", 0), &[0.032_059, 0.236_883, 0.087_144, 0.643_914]);
    near(&row(&report, "shares", 0), &row(&report, "weights", 0));
    let one = softmax(&[("scores", "5; -5"), ("method", "online")]);
    near(&row(&one, "weights", 1), &[1.0]);
}

#[test]
fn d44_a_row_may_keep_back_its_weight() {
    let report = softmax(&[("scores", "-2 -2 -2"), ("method", "plus-one")]);
    near(&row(&report, "weights", 0), &[0.096_255; 3]);
    assert!((row(&report, "total", 0)[0] - 0.2888).abs() < 5e-5);
    assert!((row(&report, "total", 0)[0] + row(&report, "kept_back", 0)[0] - 1.0).abs() < 1e-12);
    let set = [("scores", "-2 -2 -2"), ("method", "plus-one"), ("keep", "0 0 0")];
    near(&row(&softmax(&set), "weights", 0), &[0.0; 3]);
}

#[test]
fn d47_rounded_shares_need_not_add_up() {
    let report = softmax(&[("scores", "0 0 0 0 0 0 0")]);
    assert!(find(&report, "sums to 1").holds());
    for (decimals, gap) in [("2 decimals", 0.02), ("3 decimals", 0.001)] {
        let check = find(&report, decimals);
        assert!(check.holds() && (check.value - gap).abs() < 1e-9, "{check:?}");
    }
    for set in [&[] as &[_], &[("temperature", "0.5")]] {
        let report = softmax(set);
        let checks = report.steps.iter().flat_map(|step| &step.checks);
        assert!(checks.into_iter().all(|check| !check.claim.contains("decimals")));
    }
}

#[test]
fn d48_a_row_of_which_nothing_is_kept() {
    let report = softmax(&[("scores", "1 2; 3 4"), ("keep", "0 0; 1 0")]);
    assert!(row(&report, "masked", 0).iter().all(|score| *score == f64::NEG_INFINITY));
    assert!(row(&report, "shifted", 0).iter().all(|score| score.is_nan()));
    assert!(row(&report, "shares", 0).iter().all(|share| share.is_nan()));
    near(&row(&report, "weights", 0), &[0.0, 0.0]);
    near(&row(&report, "weights", 1), &[1.0, 0.0]);
    let sums = find(&report, "sums to 1");
    assert!(!sums.expected && !sums.holds());
}

/// D42: p = 0.1, so that what is left is enlarged to 1 / 0.9.
#[test]
fn d42_dropout_left_on() {
    let set = [("scores", "30 0 0; 2 1 0"), ("dropout", "0.1"), ("stays", "1 1 1; 0 1 1")];
    let report = softmax(&set);
    assert!((row(&report, "dropped", 0)[0] - 1.1111).abs() < 5e-5);
    // e^2 of e^2 + e + 1 is dropped.
    let left = (1.0 + 1.0_f64.exp()) / (1.0 + 1.0_f64.exp() + 2.0_f64.exp());
    near(&row(&report, "row_sums", 1), &[left / 0.9]);
    let sums = find(&report, "still sum to 1");
    assert!(!sums.expected && !sums.holds());
    // On average nothing is lost.
    let mean = |chance: f64| {
        let of = |seed: u32| {
            let (seed, chance) = (seed.to_string(), chance.to_string());
            let set = [("scores", "0 0 0 0"), ("dropout", chance.as_str()), ("seed", &seed)];
            row(&softmax(&set), "row_sums", 0)[0]
        };
        (0..400).map(of).sum::<f64>() / 400.0
    };
    for chance in [0.1, 0.5] {
        // Four weights of a quarter: the deviation of a row is √(p / (4 (1 − p))).
        let deviation = (chance / (4.0 * (1.0 - chance)) / 400.0_f64).sqrt();
        assert!((mean(chance) - 1.0).abs() < 4.0 * deviation, "{chance}: {}", mean(chance));
    }
    assert!(softmax(&[("stays", "1 0 1 1")]).table("dropped").is_none());
}

#[test]
fn the_default_shows_what_it_showed() {
    let report = softmax(&[]);
    let tables: Vec<&str> = report.tables().map(|table| table.id.as_str()).collect();
    let expected =
        ["scores", "scaled", "largest", "shifted", "exponentials", "sum", "shares", "weights"];
    assert_eq!(tables[..8], expected);
    assert_eq!(report.steps.iter().map(|step| step.checks.len()).sum::<usize>(), 5);
}

#[test]
fn weights_against_temperature_meet_the_row_of_the_reader() {
    for (temperature, row_of) in [("1", "1"), ("0.3", "0.3"), ("20", "20")] {
        let set = [("scores", "2 1 0 -1; 0 0 5 0"), ("temperature", temperature)];
        let report = softmax(&set);
        let table = report.table("weights_by_temperature").unwrap();
        assert_eq!((table.rows.len(), table.rows[3].as_str()), (12, row_of));
        near(&table.values.row(3).to_vec(), &row(&report, "weights", 0));
        near(&row(&report, "temperatures", 11), &[3.0 * temperature.parse::<f64>().unwrap()]);
        assert!(find(&report, "never falls").holds());
    }
    // Where there is a mask, or another way, the lesson ends as it did.
    for set in [&[("keep", "1 1 0 1")], &[("method", "naive")]] {
        assert!(softmax(set).table("temperatures").is_none());
    }
}

#[test]
fn what_does_not_fit_is_named() {
    for (set, message) in [
        (
            &[("keep", "1 0")] as &[_],
            "keep: a matrix of 1 × 2 is given, a matrix of 1 × 4 is expected, as scores is",
        ),
        (&[("keep", "1 0 2 1")], "keep: 2 is given, 0 or 1 is expected"),
        (
            &[("keep", "1 0 1 1"), ("method", "online")],
            "keep: a mask is given, no mask is allowed with method online",
        ),
        (
            &[("scores", "1 2 3 4 5 6 7 8 9"), ("method", "online")],
            "scores: 9 columns are given, at most 8 columns are allowed with method online",
        ),
        (
            &[("method", "fast")],
            "method: \"fast\" is given, one of stable, naive, online, plus-one is expected",
        ),
    ] {
        assert_eq!(run("softmax", set).unwrap_err().to_string(), message);
    }
}
