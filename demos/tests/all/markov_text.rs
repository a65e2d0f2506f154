//! Counting pairs and drawing from them, by hand.

use crate::{check_near, metric, run};
use std::f64::consts::LN_2;

#[test]
fn pairs_are_counted_round_the_end() {
    let report = run("markov-text", &[("text", "A b, a. C")]).unwrap();
    let counts = report.table("counts").unwrap();
    assert_eq!(counts.rows, ["a", "b", "c"]);
    assert_eq!(counts.values, ndarray::array![[0., 1., 1.], [1., 0., 0.], [1., 0., 0.]]);
    let row = report.table("following").unwrap().values.row(0).to_vec();
    assert_eq!(row, [0.0, 0.5, 0.5]);
    check_near(metric(&report, "entropy"), LN_2, "two followers, equally likely");
    let shares = report.table("shares").unwrap().values.row(0).to_vec();
    assert_eq!(shares, [0.5, 0.25, 0.25]);
}

#[test]
fn draws_pick_the_first_sum_above_them() {
    let set = [("text", "a b a c"), ("draws", "0.499 0 0.5 0.999"), ("start", "a")];
    let report = run("markov-text", &set).unwrap();
    let chosen = report.table("chosen").unwrap();
    assert_eq!(chosen.rows, ["→ b", "→ a", "→ c", "→ a"]);
    assert!(report.steps.last().unwrap().says.ends_with("Drawn: a b a c a."));
    let same =
        |seed| run("markov-text", &[("seed", seed)]).unwrap().table("chosen").unwrap().clone();
    assert_eq!(same("7"), same("7"));
    assert_ne!(same("7").values, same("9").values);
}

#[test]
fn smoothing_leaves_nothing_impossible() {
    let report = run("markov-text", &[("text", "a b c"), ("smoothing", "1")]).unwrap();
    let row = report.table("following").unwrap().values.row(0).to_vec();
    assert_eq!(row, [0.25, 0.5, 0.25]);
    assert!(report.table("shares").is_none());
    assert!(run("markov-text", &[("text", "a a a")]).unwrap().table("chosen").is_some());
}

#[test]
fn bad_words_and_draws_are_answered_in_words() {
    for (set, message) in [
        (("start", "zebra"), "start: \"zebra\" is given, a word of the text is expected"),
        (("draws", "0.5 1"), "draws: 1 is given, numbers from 0 to 0.999 are expected"),
        (("text", " "), "text: no words are given, at least one word is expected"),
        (("draws", "identity"), "draws: \"identity\" is given, a row of numbers is expected"),
    ] {
        assert_eq!(run("markov-text", &[set]).unwrap_err().to_string(), message);
    }
}
