//! Several heads: the count of weights, cut and joined, what an average hides, what is refused.

use crate::golden::fact;
use crate::{check_row, metric, run};
use fingerpost_demos::Report;

fn heads(set: &[(&str, &str)]) -> Report {
    run("multi-head", set).unwrap_or_else(|why| panic!("{set:?}: {why}"))
}

/// D18: the number of weights does not depend on the number of heads.
#[test]
fn more_heads_are_not_more_weights() {
    let expected = fact("D18");
    assert_eq!(expected, [1_048_576.0, 1_050_624.0]);
    let report = heads(&[]);
    check_row(&report, "head_counts", 0, &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]);
    check_row(&report, "weights", 0, &[expected[0]; 7]);
    check_row(&report, "biases", 0, &[2_048.0]);
    for count in ["1", "2", "4"] {
        let report = heads(&[("heads", count)]);
        assert!((metric(&report, "weights_and_biases") - expected[1]).abs() < 1e-9);
    }
    let small = heads(&[("width", "768"), ("head_counts", "12 3")]);
    check_row(&small, "d_head", 0, &[64.0, 256.0]);
    check_row(&small, "weights", 0, &[2_359_296.0; 2]);
}

/// The same numbers as the attention demo with its two hand-set heads.
#[test]
fn one_wide_projection_is_two_small_ones() {
    let text = "the dog barked because it saw";
    let wide = heads(&[("text", text)]);
    let small = run("attention", &[("text", text), ("heads", "2")]).unwrap();
    for id in ["q.head1", "scaled.head0", "weights.head1", "concat", "projected"] {
        let expected = &small.table(id).unwrap().values;
        for (row, expected) in expected.rows().into_iter().enumerate() {
            check_row(&wide, id, row, &expected.to_vec());
        }
    }
}

/// Two heads that look at opposite words: the average looks at both alike.
#[test]
fn an_average_hides_opposites() {
    let set = [
        ("x", "1 0; 0 1"),
        ("w_q", "1000 0; 1000 0"),
        ("w_k", "1 0; 0 1"),
        ("w_v", "identity"),
        ("w_o", "identity"),
    ];
    let opposite = [("w_q", "1000 -1000; 1000 -1000"), ("w_k", "1 1; 0 0")];
    let set: Vec<_> = set.iter().chain(&opposite).copied().collect();
    let report = heads(&set);
    check_row(&report, "weights.head0", 0, &[1.0, 0.0]);
    check_row(&report, "weights.head1", 0, &[0.0, 1.0]);
    check_row(&report, "averaged", 0, &[0.5, 0.5]);
    assert!((metric(&report, "hidden") - 2.0_f64.ln()).abs() < 1e-12);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("x", "1 2 3")] as &[_],
            "x: 3 columns are given, a multiple of 2 is expected, one part for each head",
        ),
        (
            &[("w_k", "1 2; 3 4")],
            "w_k: a matrix of 2 × 2 is given, 4 × 4 is expected, as x is 4 wide",
        ),
        (
            &[("head_counts", "2 3")],
            "head_counts: 3 is given, a whole number that divides the width of 512 is expected",
        ),
    ] {
        assert_eq!(run("multi-head", set).unwrap_err().to_string(), message);
    }
}
