//! One block, as a reader meets it: what the hand-set parts do, pre- and post-norm, own weights.

use crate::check_row;
use crate::run;
use fingerpost_demos::report::{Origin, Report};

/// The likeliest next word.
fn next(set: &[(&str, &str)]) -> String {
    let report = run("transformer-block", set).unwrap_or_else(|why| panic!("{set:?}: {why}"));
    let chances = report.table("chances").unwrap();
    let largest = chances.values.iter().copied().fold(0.0, f64::max);
    let col = chances.values.iter().position(|chance| *chance >= largest).unwrap();
    chances.cols[col].clone()
}

fn row(report: &Report, table: &str, row: usize) -> Vec<f64> {
    report.table(table).unwrap().values.row(row).to_vec()
}

#[test]
fn each_part_has_its_job() {
    let no_attention = ("w_o", "0 0 0 0; 0 0 0 0");
    let no_mlp = ("w_2", "0 0 0 0; 0 0 0 0; 0 0 0 0; 0 0 0 0");
    for norm in [("norm", "pre"), ("norm", "post")] {
        for (text, word) in [
            ("the dog saw", "it"),
            ("because the cat barked", "it"),
            ("saw", "the"),
            ("the", "dog"),
            ("the dog saw the", "dog"),
        ] {
            assert_eq!(next(&[norm, ("text", text)]), word, "{norm:?} {text}");
        }
        assert_eq!(next(&[norm, no_attention]), "the", "{norm:?}");
        assert!(["saw", "barked", "slept"].contains(&next(&[norm, no_mlp]).as_str()), "{norm:?}");
    }
}

#[test]
fn norms_stand_before_or_after_each_part() {
    let report = run("transformer-block", &[]).unwrap();
    assert_eq!(report.facts[..2], ["pre-norm", "causal"]);
    let root = 1.0 / 3.0_f64.sqrt();
    for (made, expected) in
        row(&report, "normed_1", 0).iter().zip([-root, -root, -root, 3.0 * root])
    {
        assert!((made - expected).abs() < 1e-4, "{made}");
    }
    assert!(report.table("normed_3").is_some());
    let post = run("transformer-block", &[("norm", "post")]).unwrap();
    assert!(post.table("normed_3").is_none() && post.facts[0] == "post-norm");
    // Post-norm queries come from x itself: "dog" asks for nothing, "saw" for things.
    check_row(&post, "q", 1, &[0.0, 0.0]);
    check_row(&post, "q", 2, &[2.4, 0.0]);
}

#[test]
fn the_stream_is_a_sum_with_pre_norm() {
    let report = run("transformer-block", &[("weights", "seeded"), ("seed", "7")]).unwrap();
    assert_eq!(report.origin, Origin::Random { seed: 7 });
    for word in 0..3 {
        let parts = ["x", "attended", "written"].map(|table| row(&report, table, word));
        for (col, end) in row(&report, "after_mlp", word).iter().enumerate() {
            let sum: f64 = parts.iter().map(|part| part[col]).sum();
            assert!((sum - end).abs() < 1e-12);
        }
    }
    let other = run("transformer-block", &[("weights", "seeded"), ("seed", "8")]).unwrap();
    assert_ne!(row(&report, "w_q", 0), row(&other, "w_q", 0));
}

/// The block ends with the steps of `next-token`, which hold D3, D4 and D40.
#[test]
fn the_cut_is_that_of_next_token() {
    let report = run("transformer-block", &[("top_k", "2"), ("temperature", "0.5")]).unwrap();
    let logits = row(&report, "last", 0);
    let text = logits.iter().map(f64::to_string).collect::<Vec<_>>().join(" ");
    let set = [("logits", text.as_str()), ("top_k", "2"), ("top_p", "1"), ("temperature", "0.5")];
    let alone = run("next-token", &set).unwrap();
    assert_eq!(row(&report, "chances", 0), row(&alone, "chances", 0));
    assert_eq!(row(&report, "chances", 0).iter().filter(|chance| **chance > 0.0).count(), 2);
}

#[test]
fn own_rows_and_weights() {
    let set = [("x", "1 0 0; 0 1 0"), ("weights", "seeded"), ("w_q", "1 0; 0 1; 1 1")];
    let report = run("transformer-block", &set).unwrap();
    assert_eq!(report.table("w_2").unwrap().values.dim(), (4, 3));
    assert_eq!(report.table("x").unwrap().rows, ["1", "2"]);
    for (set, message) in [
        (
            &[("x", "1 0 0")] as &[_],
            "x: 3 columns are given, 4 columns are expected with hand-set weights",
        ),
        (
            &[("w_q", "1 0")],
            "w_q: 1 row of 2 is given, 4 rows of 2 are expected, to fit x and the other weights",
        ),
        (&[("w_1", "identity")], "w_1: \"identity\" is given, rows of numbers are expected"),
        (
            &[("text", "one two"), ("x", "1 0 0 0")],
            "text: 2 words are given, 1 word is expected, one for each row of x",
        ),
    ] {
        assert_eq!(run("transformer-block", set).unwrap_err().to_string(), message, "{set:?}");
    }
}
