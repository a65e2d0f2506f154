//! The smaller demos as a reader meets them.

use crate::run;
use fingerpost_demos::report::{Origin, Report};

fn check_error(name: &str, set: &[(&str, &str)], message: &str) {
    assert_eq!(run(name, set).unwrap_err().to_string(), message, "{name} {set:?}");
}

fn steps(report: &Report) -> Vec<&str> {
    report.steps.iter().map(|step| step.id).collect()
}

fn number(report: &Report, id: &str) -> f64 {
    report.table(id).unwrap().values[(0, 0)]
}

#[test]
fn softmax_goes_step_by_step() {
    let set = [("labels", "cat dog tree car")];
    let report = run("softmax", &set).unwrap();
    let expected = ["scores", "scaled", "shifted", "exponentials", "weights", "temperatures"];
    assert_eq!(steps(&report), expected);
    assert_eq!(report.table("weights").unwrap().cols, ["cat", "dog", "tree", "car"]);
    assert_eq!(report.origin, Origin::HandSet);
    assert!((number(&report, "exponentials") - 1.0).abs() < 1e-15);
    assert!((number(&report, "sum") - 1.553_002).abs() < 1e-6);
    assert_eq!(run("softmax", &[("scores", "1")]).unwrap().origin, Origin::Given);
    let two = run("softmax", &[("scores", "1 2; 3 4"), ("temperature", "2")]).unwrap();
    assert_eq!(two.facts, ["2 rows of 2 scores", "temperature 2", "scores as given"]);
}

#[test]
fn dot_products_have_lengths_and_a_cosine() {
    let report = run("dot-product", &[("labels", "alive moves indoors")]).unwrap();
    assert_eq!(steps(&report), ["vectors", "products", "dot", "lengths", "cosine"]);
    assert_eq!(report.table("products").unwrap().cols, ["alive", "moves", "indoors"]);
    for (id, value) in [("dot", 8.0), ("length_a", 3.0), ("lengths", 9.0), ("cosine", 8.0 / 9.0)] {
        assert!((number(&report, id) - value).abs() < 1e-15, "{id}");
    }
}

#[test]
fn a_row_of_zeros_has_no_cosine_and_no_nan() {
    let report = run("dot-product", &[("b", "0 0 0")]).unwrap();
    assert!(report.table("cosine").is_none());
    assert!(report.steps[4].says.contains("no cosine is defined"));
    assert!(report.metrics.iter().all(|(name, value)| *name != "cosine" && value.is_finite()));
    assert!(report.facts.iter().any(|fact| fact == "no cosine: a length is 0"));
}

#[test]
fn products_of_matrices_and_identity() {
    let report = run("matrix-multiply", &[]).unwrap();
    assert_eq!(report.table("product").unwrap().values, ndarray::array![[19., 22.], [43., 50.]]);
    let set = [("a", "identity"), ("b", "1 2; 3 4; 5 6")];
    let report = run("matrix-multiply", &set).unwrap();
    let values = |id: &str| report.table(id).unwrap().values.clone();
    assert_eq!(values("product"), values("b"));
    assert_eq!(values("a").dim(), (3, 3));
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (name, set, message) in [
        (
            "softmax",
            &[("labels", "cat dog")] as &[_],
            "labels: 2 words are given, 4 words are expected, one for each column of scores",
        ),
        (
            "softmax",
            &[("scores", "identity")],
            "scores: \"identity\" is given, rows of numbers are expected",
        ),
        (
            "dot-product",
            &[("a", "1 2")],
            "a: 2 numbers are given, 3 numbers are expected, as many as b has",
        ),
        (
            "dot-product",
            &[("a", "1 2"), ("b", "1")],
            "b: 1 number is given, 2 numbers are expected, as many as a has",
        ),
        ("dot-product", &[("a", "1; 2")], "a: 2 rows are given, at most 1 row is allowed"),
        (
            "dot-product",
            &[("b", "identity")],
            "b: \"identity\" is given, one row of numbers is expected",
        ),
        (
            "matrix-multiply",
            &[("a", "1 2 3"), ("b", "1 2; 3 4")],
            "b: a matrix of 2 × 2 is given, 3 rows are expected, one for each column of a, which is 1 × 3",
        ),
        (
            "matrix-multiply",
            &[("a", "1 2 3")],
            "a: a matrix of 1 × 3 is given, 2 columns are expected, one for each row of b, which is 2 × 2",
        ),
        (
            "matrix-multiply",
            &[("a", "identity"), ("b", "identity")],
            "b: \"identity\" is given, rows of numbers are expected where a is identity too",
        ),
        (
            "softmax",
            &[("top", "1")],
            "\"softmax\" has no parameter \"top\"; it has scores, labels, temperature, method, keep, \
             dropout, seed, stays",
        ),
        ("sofmax", &[], "no demo is called \"sofmax\"; did you mean softmax?"),
    ] {
        check_error(name, set, message);
    }
}
