//! What holds of every lesson: something to guess, to check and to break, and more that is
//! computed than given.

use crate::run;
use fingerpost_demos::REGISTRY;
use fingerpost_demos::report::{Report, Rule, Source};

const PARTS: [&str; 9] = [
    "activations",
    "additive-score",
    "induction",
    "layer-norm",
    "next-token",
    "tokenizer",
    "transformer-block",
    "weighted-average",
    "attention",
];

/// The number of given tables, and of all.
fn given(report: &Report) -> (usize, usize) {
    let is_given = |rule: &Rule| matches!(rule, Rule::Given { .. });
    let given = report.tables().filter(|table| is_given(&table.rule)).count();
    (given, report.tables().count())
}

#[test]
fn every_lesson_has_something_to_check_to_break_and_to_guess() {
    let mut missing = Vec::new();
    let (mut of_given, mut of_all) = (0, 0);
    for demo in REGISTRY {
        let spec = demo.spec();
        let report = run(spec.name, &[]).unwrap();
        let (given, all) = given(&report);
        (of_given, of_all) = (of_given + given, of_all + all);
        let guesses = report.steps.iter().filter(|step| step.guess.is_some()).count();
        let checks: usize = report.steps.iter().map(|step| step.checks.len()).sum();
        for (is_there, what) in [
            (all >= given + 2, "two tables that a rule makes"),
            (given * 100 < all * 45, "more computed than given"),
            (guesses > 0, "a guess"),
            (checks > 0, "a check"),
            (!spec.breaks.is_empty(), "something to break"),
        ] {
            if !is_there {
                missing.push(format!("{}: {what}", spec.name));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(REGISTRY.len() >= 30 && of_all > 200, "{of_all} tables");
    assert!(of_given * 100 < of_all * 45, "{of_given} of {of_all} tables are given");
}

/// What is named as a symptom must be there whatever the numbers are.
#[test]
fn symptoms_name_no_numbers_of_one_run() {
    for demo in REGISTRY.iter().filter(|demo| PARTS.contains(&demo.spec().name)) {
        for broken in demo.spec().breaks {
            let numbers = broken.symptom.contains(|c: char| c.is_ascii_digit() && c > '1');
            assert!(!numbers, "{}: {}", demo.spec().name, broken.symptom);
        }
    }
}

#[test]
fn only_what_a_text_is_made_of_is_data() {
    for (name, data) in [("tokenizer", 10), ("induction", 3), ("transformer-block", 0)] {
        let report = run(name, &[]).unwrap();
        let from_data = |rule: &Rule| matches!(rule, Rule::Given { from: Source::Data });
        assert_eq!(report.tables().filter(|table| from_data(&table.rule)).count(), data, "{name}");
    }
}

/// The largest settings stay within what a keystroke can wait for, even without optimization.
#[test]
fn the_largest_runs_end() {
    let words: Vec<String> = (0..64).map(|word| format!("{word:x<12}{word:y>12}")).collect();
    let words = words.join(" ");
    let row = vec!["0.5"; 64].join(" ");
    for (name, set) in [
        ("tokenizer", vec![("text", words.as_str()), ("merges", "16")]),
        ("induction", vec![("text", words.as_str())]),
        ("next-token", vec![("logits", row.as_str()), ("top_k", "3")]),
        ("activations", vec![("x", &row[..127])]),
    ] {
        assert!(run(name, &set).is_ok(), "{name}");
    }
}
