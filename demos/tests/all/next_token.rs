//! Temperature, top-k and top-p by the book (D3, D4, D40).

use crate::check_row;
use crate::{metric, run};

#[test]
fn temperatures_by_the_book() {
    for (temperature, entropy) in [("1", 0.947_537), ("0.5", 0.455_429), ("2", 1.245_050)] {
        let report = run("next-token", &[("temperature", temperature)]).unwrap();
        assert!((metric(&report, "entropy") - entropy).abs() < 6e-7, "{temperature}");
    }
    let report = run("next-token", &[]).unwrap();
    check_row(&report, "probabilities", 0, &[0.643_914, 0.236_883, 0.087_144, 0.032_059]);
    check_row(&report, "cumulative", 0, &[0.643_914, 0.880_797, 0.967_941, 1.0]);
}

/// D4: top-p 0.8 and top-k 2 keep the same two words.
#[test]
fn both_cuts_keep_two() {
    for set in [
        &[("top_p", "0.8")] as &[_],
        &[("top_p", "1"), ("top_k", "2")],
        &[("top_p", "0.8"), ("top_k", "3")],
        &[("top_p", "0.99"), ("top_k", "2")],
    ] {
        let report = run("next-token", set).unwrap();
        check_row(&report, "chances", 0, &[0.731_059, 0.268_941, 0.0, 0.0]);
        assert!((metric(&report, "kept_share") - 0.880_797).abs() < 6e-7, "{set:?}");
        assert!((metric(&report, "kept") - 2.0).abs() < 1e-12, "{set:?}");
    }
    // The words need not stand in order.
    let report = run("next-token", &[("logits", "-1 1 2 0")]).unwrap();
    check_row(&report, "chances", 0, &[0.0, 0.268_941, 0.731_059, 0.0]);
}

/// D40: the probability shown after a cut of 50 can be far from the model's.
#[test]
fn a_cut_hides_a_long_tail() {
    let spec = fingerpost_demos::find("next-token").unwrap().spec();
    let hidden = &spec.breaks[0];
    let report = fingerpost_demos::run("next-token", &crate::broken_set(spec, hidden)).unwrap();
    assert_eq!(format!("{:.4}", metric(&report, "largest_chance")), "0.5270");
    let first = report.table("probabilities").unwrap().values[(0, 0)];
    assert_eq!(format!("{first:.4}"), "0.0029");
    assert!((metric(&report, "kept") - 2.0).abs() < 1e-12);
    assert_eq!(report.facts[0], "50,257 words");
}

#[test]
fn one_word_always_stays() {
    let report = run("next-token", &[("logits", "0 0 0"), ("top_k", "1"), ("top_p", "0.01")]);
    check_row(&report.unwrap(), "chances", 0, &[1.0, 0.0, 0.0]);
    let set = [("logits", "3 1"), ("counts", "90 1"), ("top_k", "5")];
    check_row(&run("next-token", &set).unwrap(), "chances", 0, &[1.0, 0.0]);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    for (set, message) in [
        (
            &[("counts", "1 2")] as &[_],
            "counts: 1 row of 2 is given, 1 row of 4 is expected, one number for each logit",
        ),
        (&[("counts", "1 2 0 1")], "counts: 0 is given, whole numbers from 1 are expected"),
        (&[("top_p", "0")], "top_p: 0 is given, a number from 0.01 to 1 is expected"),
        (
            &[("labels", "a b")],
            "labels: 2 words are given, 4 words are expected, one for each column of logits",
        ),
    ] {
        assert_eq!(run("next-token", set).unwrap_err().to_string(), message, "{set:?}");
    }
}
