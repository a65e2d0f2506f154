//! What holds of every lesson about the parts of a transformer: something to guess, to check and
//! to break, and more that is computed than given.

use crate::run;
use fingerpost_demos::find;
use fingerpost_demos::report::{Answer, Report, Rule, Source};

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
fn lessons_have_something_to_check_to_break_and_to_guess() {
    for name in PARTS {
        let report = run(name, &[]).unwrap();
        assert!(report.steps.iter().any(|step| !step.checks.is_empty()), "{name}");
        assert!(!find(name).unwrap().spec().breaks.is_empty(), "{name}");
        let (given, all) = given(&report);
        assert!(all >= given + 2 && given * 100 < all * 45, "{name}: {given} of {all} given");
        for broken in find(name).unwrap().spec().breaks {
            assert!(!broken.symptom.contains(|c: char| c.is_ascii_digit() && c > '1'), "{name}");
        }
        let guesses: Vec<_> = report
            .steps
            .iter()
            .filter_map(|step| step.guess.as_ref().map(|guess| (step, guess)))
            .collect();
        assert!(!guesses.is_empty() || name == "attention", "{name}");
        for (step, guess) in guesses {
            let (table, place) = match &guess.answer {
                Answer::Number { cell, .. } => (&cell.table, (cell.row, cell.col)),
                Answer::LargestInRow { table, row } => (table, (*row, 0)),
                Answer::LargestInColumn { table, col } => (table, (0, *col)),
            };
            let table = step.tables.iter().find(|known| known.id == *table);
            assert!(table.unwrap().values.get(place).is_some(), "{name}: {}", guess.ask);
            assert!(guess.ask.ends_with('?'), "{name}: {}", guess.ask);
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
