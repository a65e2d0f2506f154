//! Byte-pair merges: the example of Sennrich et al. 2016, and what `golden.py` merges by itself.

use crate::golden::golden;
use crate::{metric, run};
use fingerpost_demos::report::Report;

/// The pieces that were learned, in order, with the counts that they were chosen for.
fn learned(report: &Report) -> Vec<(String, f64)> {
    let merges = report.steps.iter().filter(|step| step.id.starts_with("merge-"));
    merges
        .map(|step| {
            let look = step.look.as_ref().unwrap();
            let table = report.table(&look.table).unwrap();
            (table.rows[look.row].clone(), report.at(look).unwrap())
        })
        .collect()
}

#[test]
fn the_example_of_the_paper() {
    let report = run("tokenizer", &[("merges", "10")]).unwrap();
    let expected = [
        ("e s", 9.0),
        ("es t", 9.0),
        ("est _", 9.0),
        ("l o", 7.0),
        ("lo w", 7.0),
        ("n e", 6.0),
        ("ne w", 6.0),
        ("new est_", 6.0),
        ("low _", 5.0),
        ("w i", 3.0),
    ];
    let expected = expected.map(|(pair, count)| (pair.to_owned(), count));
    assert_eq!(learned(&report), expected);
    assert_eq!(
        report.table("tokens_10").unwrap().rows,
        ["low_", "low e r _", "newest_", "wi d est_"]
    );
}

#[test]
fn merges_agree_with_python() {
    let cases = golden()["merges"].as_array().unwrap();
    assert!(cases.len() >= 6);
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap().to_owned();
        let (words, merges, apply) = (text("text"), text("merges"), text("apply"));
        let set =
            [("text", words.as_str()), ("merges", merges.as_str()), ("apply", apply.as_str())];
        let report = run("tokenizer", &set).unwrap();
        let pairs: Vec<(String, f64)> = case["pairs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_f64().unwrap()))
            .collect();
        assert_eq!(learned(&report), pairs, "{words}");
        let split: Vec<&str> =
            case["split"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
        assert_eq!(report.table("split").unwrap().rows, split, "{words}");
        for name in ["tokens_before", "tokens_after", "vocabulary"] {
            let expected = case[name].as_f64().unwrap();
            assert!((metric(&report, name) - expected).abs() < 1e-12, "{words}: {name}");
        }
    }
}

#[test]
fn an_unseen_word_is_split_into_known_pieces() {
    let report = run("tokenizer", &[]).unwrap();
    assert_eq!(report.table("split").unwrap().rows, ["low est_", "n e w e r _", "s low _"]);
    let strange = run("tokenizer", &[("apply", "zoo")]).unwrap();
    assert!((metric(&strange, "unknown") - 1.0).abs() < 1e-12);
    assert!(strange.facts.contains(&"not in the text: z".to_owned()), "{:?}", strange.facts);
}

#[test]
fn nothing_to_merge_and_no_other_words() {
    let report = run("tokenizer", &[("merges", "0"), ("apply", "low")]).unwrap();
    assert_eq!(report.steps.len(), 3);
    assert!((metric(&report, "letters_per_token") - 1.0).abs() < 1e-12);
}

#[test]
fn what_does_not_fit_is_answered_in_words() {
    let long = "a".repeat(25);
    for (set, message) in [
        (
            &[("text", long.as_str())] as &[_],
            "text: a word of 25 letters is given, at most 24 letters are allowed",
        ),
        (&[("merges", "17")], "merges: 17 is given, a whole number from 0 to 16 is expected"),
        (&[("text", "")], "text: no words are given, at least one word is expected"),
    ] {
        assert_eq!(run("tokenizer", set).unwrap_err().to_string(), message, "{set:?}");
    }
    let words = (0..64).map(|word| format!("{word:024}")).collect::<Vec<_>>().join(" ");
    assert!(run("tokenizer", &[("text", &words), ("merges", "16")]).is_ok());
}
