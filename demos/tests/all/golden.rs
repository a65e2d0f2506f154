//! Values from outside: `golden.json` is written by `golden.py`, which knows numpy and nothing
//! of this crate.

use crate::{check_row, run};
use fingerpost_demos::Report;
use ndarray::Array2;
use serde_json::Value;
use std::f64::consts::FRAC_1_SQRT_2;
use std::sync::LazyLock;

/// What `golden.py` wrote.
pub(crate) fn golden() -> &'static Value {
    static GOLDEN: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(include_str!("../golden.json")).unwrap());
    &GOLDEN
}

/// Rows of numbers; "-inf" stands for itself.
pub(crate) fn matrix(rows: &Value) -> Array2<f64> {
    let rows = rows.as_array().unwrap();
    let cols = rows[0].as_array().unwrap().len();
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NEG_INFINITY);
    let numbers = rows.iter().flat_map(|row| row.as_array().unwrap().iter().map(number)).collect();
    Array2::from_shape_vec((rows.len(), cols), numbers).unwrap()
}

/// The numbers of a fact.
pub(crate) fn fact(name: &str) -> Vec<f64> {
    let numbers = golden()["facts"][name].as_array().unwrap();
    numbers.iter().map(|number| number.as_f64().unwrap()).collect()
}

fn check(report: &Report, id: &str, expected: &Array2<f64>, title: &str) {
    let table = report.table(id).unwrap_or_else(|| panic!("{title}: no {id}"));
    assert_eq!(table.values.dim(), expected.dim(), "{title}: {id}");
    for ((place, made), expected) in table.values.indexed_iter().zip(expected) {
        let masked = *made == f64::NEG_INFINITY && *expected == f64::NEG_INFINITY;
        let close = masked || (made - expected).abs() < 1e-9;
        assert!(close, "{title}: {id} {place:?}: {made}, expected {expected}");
    }
}

#[test]
fn demos_agree_with_numpy() {
    let golden = golden();
    let cases = golden["cases"].as_array().unwrap();
    assert!(cases.len() > 40);
    for case in cases {
        let set: Vec<(&str, &str)> = case["set"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str().unwrap()))
            .collect();
        let title = format!("{} {set:?}", case["demo"]);
        let report = run(case["demo"].as_str().unwrap(), &set);
        let report = report.unwrap_or_else(|why| panic!("{title}: {why}"));
        for (id, expected) in case["tables"].as_object().unwrap() {
            check(&report, id, &matrix(expected), &title);
        }
        for (name, expected) in case["metrics"].as_object().unwrap() {
            let made = report.metrics.iter().find(|(metric, _)| metric == name);
            let made = made.unwrap_or_else(|| panic!("{title}: no {name}")).1;
            assert!((made - expected.as_f64().unwrap()).abs() < 1e-9, "{title}: {name} {made}");
        }
    }
}

/// D1: the figure of Alammar's with `d_k` 64.
#[test]
fn scores_of_112_and_96_with_and_without_scaling() {
    for (scaling, weights) in [("on", [0.880_797, 0.119_203]), ("off", [1.0, 1.1e-7])] {
        let row = |first: &str| format!("{first}{}", " 0".repeat(63));
        let x = format!("{}; {}", row("1"), row("0.8571428571428571"));
        // One query of 112 against keys of 1 and 6/7: the width of 64 makes the root 8.
        let w_q = vec![row("112"); 1].into_iter().chain(vec![row("0"); 63]).collect::<Vec<_>>();
        let w_q = w_q.join("; ");
        let set = [("x", x.as_str()), ("w_q", &w_q), ("w_k", "identity"), ("scaling", scaling)];
        let report = run("attention", &set).unwrap();
        check_row(&report, "scores", 0, &[112.0, 96.0]);
        check_row(&report, "weights", 0, &weights);
    }
}

/// D2 and the worked example of the design: three words, identity weights.
#[test]
fn three_words_with_identity_weights() {
    let mine = [("x", "1 0; 0 1; 1 1"), ("w_q", "identity"), ("w_k", "identity")];
    let report = run("attention", &mine).unwrap();
    check_row(&report, "scores", 0, &[1.0, 0.0, 1.0]);
    check_row(&report, "scaled", 0, &[FRAC_1_SQRT_2, 0.0, FRAC_1_SQRT_2]);
    check_row(&report, "weights", 0, &[0.401_112, 0.197_776, 0.401_112]);
    check_row(&report, "weights", 1, &[0.197_776, 0.401_112, 0.401_112]);
    check_row(&report, "weights", 2, &[0.248_255, 0.248_255, 0.503_490]);
    // The values (1,0), (0,1), (.5,.5) of D2 need a third feature of their own.
    let set = [
        ("x", "1 0 0; 0 1 0; 1 1 1"),
        ("w_q", "1 0; 0 1; 0 0"),
        ("w_k", "1 0; 0 1; 0 0"),
        ("w_v", "1 0; 0 1; -0.5 -0.5"),
    ];
    let report = run("attention", &set).unwrap();
    check_row(&report, "weights", 0, &[0.401_112, 0.197_776, 0.401_112]);
    check_row(&report, "output", 0, &[0.601_668, 0.398_332]);
}

/// D3 and D5: softmax of 2 1 0 −1, its entropy, shifted scores, low and high temperatures.
#[test]
fn softmax_of_two_one_zero_minus_one() {
    let weights = [0.643_914, 0.236_883, 0.087_144, 0.032_059];
    for scores in ["2 1 0 -1", "1002 1001 1000 999", "-1e5 -100001 -100002 -100003"] {
        check_row(&run("softmax", &[("scores", scores)]).unwrap(), "weights", 0, &weights);
    }
    for (temperature, entropy) in [("1", 0.947_537), ("0.5", 0.455_429), ("2", 1.245_050)] {
        let report = run("softmax", &[("temperature", temperature)]).unwrap();
        let made = report.metrics.iter().find(|(name, _)| *name == "entropy_max").unwrap().1;
        assert!((made - entropy).abs() < 6e-7, "{temperature}: {made}");
    }
    let cold = run("softmax", &[("scores", "9 9 1"), ("temperature", "0.05")]).unwrap();
    check_row(&cold, "weights", 0, &[0.5, 0.5, 0.0]);
}

/// D16: the first row of a causal mask is exactly (1, 0, …), even scores make 1/(i + 1).
#[test]
fn causal_masks_by_the_book() {
    let report = run("attention", &[("mask", "causal")]).unwrap();
    let first = report.table("weights").unwrap().values.row(0).to_vec();
    assert_eq!(first, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let scores = report.metrics.iter().find(|(name, _)| *name == "scores").unwrap().1;
    assert!((scores - 21.0).abs() < 1e-12);
    let even = [("mask", "causal"), ("w_q", "0 0; 0 0; 0 0; 0 0")];
    let report = run("attention", &even).unwrap();
    for (row, weights) in report.table("weights").unwrap().values.rows().into_iter().enumerate() {
        for (col, weight) in weights.iter().enumerate() {
            let expected = if col <= row { 1.0 / (row as f64 + 1.0) } else { 0.0 };
            assert!((weight - expected).abs() < 1e-15);
        }
    }
}

/// The picture of the design: what `it` looks at, with hand-set weights.
#[test]
fn the_default_text_looks_as_pictured() {
    let pictured: [[f64; 6]; 6] = [
        [0.135, 0.135, 0.230, 0.135, 0.135, 0.230],
        [0.102, 0.102, 0.295, 0.102, 0.102, 0.295],
        [0.064, 0.535, 0.064, 0.064, 0.199, 0.074],
        [0.135, 0.135, 0.230, 0.135, 0.135, 0.230],
        [0.029, 0.702, 0.036, 0.029, 0.159, 0.045],
        [0.041, 0.648, 0.041, 0.041, 0.179, 0.049],
    ];
    let report = run("attention", &[]).unwrap();
    let weights = &report.table("weights").unwrap().values;
    for (place, weight) in weights.indexed_iter() {
        assert!((weight - pictured[place.0][place.1]).abs() < 5.1e-4, "{place:?}: {weight}");
    }
    let step = report.steps.iter().find(|step| step.id == "weights").unwrap();
    let look = step.look.as_ref().unwrap();
    assert_eq!((look.row, look.col), (4, 1));
    let sharp = run("attention", &[("scaling", "off")]).unwrap();
    let sharp = sharp.table("weights").unwrap().values[(4, 1)];
    assert!((sharp - 0.848).abs() < 5e-4, "{sharp}");
}
