//! What a recurrent cell keeps of its first word.

use crate::{check_near, metric, run};

/// One unit with tanh, by hand: tanh(1) and tanh(−1), then tanh of a half of them.
#[test]
fn one_unit_by_hand() {
    let set = [("x", "1; 0; 0"), ("w_x", "1"), ("w_h", "0.5")];
    let report = run("recurrent", &set).unwrap();
    let (first, second) = (1.0_f64.tanh(), (0.5 * 1.0_f64.tanh()).tanh());
    let left = report.table("left").unwrap().values.column(0).to_vec();
    check_near(left[0], 2.0 * first, "after the first word");
    check_near(left[1], 2.0 * second, "after the second word");
    check_near(left[2], 2.0 * (0.5 * second).tanh(), "after the third word");
    // Attention of a row of zeros is even: a third of the first word, and of its opposite.
    check_near(metric(&report, "attention_left"), 2.0 / 3.0, "attention");
    check_near(metric(&report, "path_recurrent"), 2.0, "cells");
}

#[test]
fn the_first_word_fades_and_attention_still_finds_it() {
    let report = run("recurrent", &[]).unwrap();
    let left = report.table("left").unwrap().values.column(0).to_vec();
    assert!(left.windows(2).all(|pair| pair[1] < pair[0]), "{left:?}");
    assert!(metric(&report, "attention_left") > 2.0 * metric(&report, "left"));
    let longer = run("recurrent", &[("text", "dog that we saw and heard barked")]).unwrap();
    assert!(metric(&longer, "left") < 0.5 * metric(&report, "left"));
    assert!(metric(&longer, "attention_left") > 0.5 * metric(&report, "attention_left"));
    let nothing = run("recurrent", &[("w_h", "0 0; 0 0")]).unwrap();
    check_near(nothing.table("left").unwrap().values[(1, 0)], 0.0, "nothing is carried over");
    let same = run("recurrent", &[("instead", "tree")]).unwrap();
    assert!(same.facts.iter().any(|fact| fact.contains("nothing to follow")));
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (&[("text", "dog")] as &[_], "text: 1 word is given, at least 2 words are expected"),
        (&[("w_x", "1 0; 0 1")], "w_x: 2 rows are given, 4 rows are expected"),
        (&[("w_h", "1 0")], "w_h: 1 row is given, 2 rows are expected"),
        (&[("x", "1; 2"), ("w_h", "1 0")], "w_h: 2 columns are given, 1 column is expected"),
        (
            &[("x", "identity")],
            "x: \"identity\" is given, a row of numbers for each word is expected",
        ),
    ] {
        assert_eq!(run("recurrent", set).unwrap_err().to_string(), message);
    }
}
