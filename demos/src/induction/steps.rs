//! The lesson: the tables put into steps, with sentences and checks.

use super::Input;
use super::circuit::{Accuracy, Circuit, Look, Prefix};
use crate::math;
use crate::report::{Answer, Check, Step, Table};
use crate::steps::{at, at_least, at_most, row_checks};

/// From this sharpness on what is not looked for gets next to nothing.
const SHARP: f64 = 20.0;

/// All steps in order; the tables move into them.
pub(super) fn steps(input: &Input, circuit: Circuit, start: bool) -> Vec<Step> {
    let last = input.tokens.len().saturating_sub(1);
    let word = input.tokens.get(last).map_or("", String::as_str);
    let ours = input.w_back.is_none() && input.sharpness >= SHARP;
    let whole = input.is_whole(start);
    let first = weight_checks(&circuit.first, "weights_1");
    let second = weight_checks(&circuit.second, "weights_2");
    let (on_back, on_found) =
        (largest(&circuit.first.weights, last), largest(&circuit.second.weights, last));
    let on_output = largest(&circuit.output, last);
    let on_previous = largest(&circuit.previous, last);
    let ask = format!("What does the circuit expect after the last \"{word}\"?");
    let answer = Answer::LargestInRow { table: "output".to_owned(), row: last };
    let off = |is_on: Option<&f64>| {
        if is_on == Some(&0.0) { " This head is off: all of it becomes 0." } else { "" }
    };
    let mut steps = vec![
        Step::of(
            "tokens",
            "tokens",
            "Each token says which word it is, with a single 1. Where a word repeats, its rows \
             are the same.",
            "tokens = 1 where the token is the word",
            vec![circuit.tokens],
        )
        .look(at("tokens", last, input.ids.get(last).copied().unwrap_or(0))),
        Step::of(
            "places",
            "places",
            "The first head asks by place alone. w_back turns each place into the one before it: \
             that is what the token asks for.",
            "q_1 = positions · w_back",
            vec![circuit.positions, circuit.w_back, circuit.q_1],
        )
        .look(at("q_1", last, on_back)),
        look_step(
            ("layer-1", "layer 1"),
            "Every token looks at the place that it asks for: the token just before. The first \
             has none before it and can only look at itself.",
            "weights_1 = softmax(masked sharpness × q_1 · positionsᵀ)",
            circuit.first,
            (first, at("weights_1", last, on_back)),
        ),
        Step::of(
            "carried",
            "carried",
            format!(
                "So each token takes in which word came before it, and carries it along beside \
                 its own.{}",
                off(input.passed.first())
            ),
            "previous = weights_1 · tokens; carried = previous × 1, or × 0 where the head is off",
            vec![circuit.previous, circuit.carried],
        )
        .look(at("carried", last, on_previous)),
        look_step(
            ("layer-2", "layer 2"),
            "The second head asks by its own word and compares it with what the others carry: it \
             finds the places that came right after the same word. Where nothing answers, all \
             get the same weight.",
            "weights_2 = softmax(masked sharpness × tokens · carriedᵀ)",
            circuit.second,
            (second, at("weights_2", last, on_found)),
        ),
        Step::of(
            "copied",
            "copied",
            format!(
                "It hands over the words that stand there: what came after last time is \
                     expected again.{}",
                off(input.passed.last())
            ),
            "copied = weights_2 · tokens; output = copied × 1, or × 0 where the head is off",
            vec![circuit.copied, circuit.output],
        )
        .look(at("output", last, on_output))
        .ask(ask, answer),
    ];
    steps.extend(circuit.prefix.map(|prefix| prefix_step(prefix, ours, whole)));
    let sure = ours && whole && input.is_regular() && input.passed.last() == Some(&1.0);
    steps.extend(circuit.accuracy.map(|accuracy| accuracy_step(accuracy, sure)));
    steps
}

fn largest(table: &Table, row: usize) -> usize {
    let row = table.values.rows().into_iter().nth(row).map(|row| row.to_vec());
    math::first_largest(&row.unwrap_or_default())
}

fn weight_checks(look: &Look, name: &str) -> Vec<Check> {
    row_checks(std::iter::once(&look.weights.values), name)
}

fn look_step(
    name: (&'static str, &'static str),
    says: &str,
    formula: &'static str,
    look: Look,
    (checks, cell): (Vec<Check>, crate::report::CellRef),
) -> Step {
    let tables = vec![look.scores, look.scaled, look.masked, look.weights];
    Step::of(name.0, name.1, says, formula, tables).look(cell).claims(checks)
}

fn prefix_step(prefix: Prefix, ours: bool, whole: bool) -> Step {
    let score = math::sum(&prefix.mean.values);
    let claim = "all weight lies on what came after the same word: mean";
    let check = Check { expected: whole, ..at_least(claim, score, 1.0 - 1e-6) };
    Step::of(
        "prefix-matching",
        "score",
        "How do you find such a head? Mark the places that came after the same word, and see \
             how much weight lies there, over all tokens that stood before.",
        "prefix_matching = mean over repeated tokens of Σ weights_2 × targets",
        vec![prefix.targets, prefix.hits, prefix.on_target, prefix.scored, prefix.mean],
    )
    .look(at("prefix_matching", 0, 0))
    .claims(ours.then_some(check))
}

fn accuracy_step(accuracy: Accuracy, sure: bool) -> Step {
    let error = math::sum(&accuracy.error.values);
    let check =
        at_most("every repeated word goes on as foreseen: share of wrong guesses", error, 0.0);
    Step::of(
        "accuracy",
        "accuracy",
        "The guess is the word with the largest output, by its place in the vocabulary from \
             0. Compare it with the word that really came next.",
        "wrong = 1 where guess and next differ; error = their mean",
        vec![
            accuracy.guessed,
            accuracy.truth,
            accuracy.guesses,
            accuracy.next,
            accuracy.apart,
            accuracy.distance,
            accuracy.wrong,
            accuracy.error,
        ],
    )
    .look(at("error", 0, 0))
    .claims(sure.then_some(check))
}
