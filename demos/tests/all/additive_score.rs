//! The additive score by the book (D17), beside the dot product.

use crate::check_row;
use crate::run;

#[test]
fn three_words_by_the_book() {
    let report = run("additive-score", &[]).unwrap();
    check_row(&report, "scores", 0, &[0.964_028, 1.523_188, 1.725_622]);
    check_row(&report, "weights", 0, &[0.204_462, 0.357_645, 0.437_893]);
    check_row(&report, "dot_weights", 0, &[0.422_319, 0.155_362, 0.422_319]);
    let shown = |table: &str, digits: usize| {
        let row = report.table(table).unwrap().values.row(0).to_vec();
        row.iter().map(|value| format!("{value:.digits$}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown("scores", 3), "0.964 1.523 1.726");
    assert_eq!(shown("weights", 4), "0.2045 0.3576 0.4379");
    assert_eq!(shown("dot_weights", 4), "0.4223 0.1554 0.4223");
}

#[test]
fn own_matrices_of_another_width() {
    let set = [("w", "1 0 2; 0 1 1"), ("u", "1 0 0; 0 1 0"), ("v", "1 -1 0.5")];
    let report = run("additive-score", &set).unwrap();
    assert_eq!(report.table("added").unwrap().values.dim(), (3, 3));
    check_row(&report, "added", 2, &[2.0, 1.0, 2.0]);
    let score = 2.0_f64.tanh() - 1.0_f64.tanh() + 0.5 * 2.0_f64.tanh();
    assert!((report.table("scores").unwrap().values[(0, 2)] - score).abs() < 1e-12);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("s", "1 0 0")] as &[_],
            "h: 3 rows of 2 are given, 3 rows of 3 are expected, as wide as s",
        ),
        (
            &[("w", "1 0 2; 0 1 1")],
            "u: 2 rows of 2 are given, 2 rows of 3 are expected, a row for each column of h, as \
             wide as w",
        ),
        (
            &[("u", "1 0; 0 1; 1 1")],
            "u: 3 rows of 2 are given, 2 rows of 2 are expected, a row for each column of h, as \
             wide as w",
        ),
        (
            &[("v", "1")],
            "v: 1 row of 1 is given, 1 row of 2 is expected, one number for each column of w",
        ),
        (&[("s", "identity")], "s: \"identity\" is given, rows of numbers are expected"),
    ] {
        assert_eq!(run("additive-score", set).unwrap_err().to_string(), message, "{set:?}");
    }
}
