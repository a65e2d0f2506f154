//! The lesson: scores without positions, the chosen way, scores with it, all words moved on.

use super::inputs::Inputs;
use super::{alibi, waves};
use crate::lesson::Lesson;
use crate::make::{Labels, by, given};
use crate::math;
use crate::report::{Kind, Reduction, Step};
use crate::steps::row_checks;

type Metrics = Vec<(&'static str, f64)>;

/// All steps, and the metrics.
pub(super) fn steps(inputs: &Inputs) -> (Vec<Step>, Metrics) {
    let mut lesson =
        Lesson::new("x", "x", "x = one row of numbers for each word", inputs.words.says());
    inputs.words.put(&mut lesson);
    let last = inputs.words.count() - 1;
    lesson.look("x", last, 0);
    plain(&mut lesson, inputs);
    placed(&mut lesson, inputs);
    scores(&mut lesson, inputs);
    shifted(&mut lesson, inputs);
    let size = |id: &str| math::largest(&lesson.values(id).mapv(f64::abs));
    let mut metrics = vec![
        ("words", inputs.words.count() as f64),
        ("width", inputs.words.x.ncols() as f64),
        ("change_max", size("change")),
        ("drift_max", size("drift")),
    ];
    if inputs.way == "alibi" {
        metrics.push(("slope", lesson.at("slope", 0, 0)));
    }
    (lesson.finish(), metrics)
}

/// Two words with equal rows, the later first.
fn twins(inputs: &Inputs) -> Option<(usize, usize)> {
    let rows: Vec<_> = inputs.words.x.rows().into_iter().collect();
    let pairs = (0..rows.len()).rev().flat_map(|late| (0..late).map(move |early| (late, early)));
    pairs.into_iter().find(|(late, early)| rows.get(*late) == rows.get(*early))
}

/// Where to look: at two equal words, or at the last word and the first.
fn look(inputs: &Inputs) -> (usize, usize) {
    twins(inputs).unwrap_or((inputs.words.count() - 1, 0))
}

/// The largest difference between the rows of scores of two equal words.
fn told_apart(lesson: &Lesson, id: &str, (late, early): (usize, usize)) -> f64 {
    let scores = lesson.values(id);
    let rows = (scores.rows().into_iter().nth(late), scores.rows().into_iter().nth(early));
    let (Some(late), Some(early)) = rows else { return 0.0 };
    late.iter().zip(early).fold(0.0, |gap: f64, (a, b)| gap.max((a - b).abs()))
}

fn plain(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "Every word meets every word: the dot product of their rows. Nothing here says who \
                stands where: equal words have equal rows.";
    lesson.step("plain", "plain", "scores.plain = x · xᵀ", says);
    lesson.add("scores.plain", Kind::Score, by::matmul_t("x", "x"));
    lesson.axes("asks", "looks at");
    lesson.add("weights.plain", Kind::Weight, by::softmax("scores.plain"));
    let (row, col) = look(inputs);
    lesson.look("scores.plain", row, col);
    if let Some(pair) = twins(inputs) {
        let apart = told_apart(lesson, "scores.plain", pair);
        lesson.at_most("equal words, equal rows of scores: largest gap", apart, 0.0);
    }
}

/// Tells the words where they stand, up to what the scores are made of.
fn placed(lesson: &mut Lesson, inputs: &Inputs) {
    let (row, _) = look(inputs);
    match inputs.way {
        "sinusoidal" => {
            waves::frequencies(lesson, inputs);
            waves::sinusoids(lesson, inputs);
            let says = "The row of its place is added to the row of each word. From here on equal \
                        words differ.";
            lesson.step("placed", "placed", "placed = x + pe", says);
            lesson.add("placed", Kind::Embedding, by::add("x", "pe"));
            lesson.look("placed", row, 0);
        }
        "rotary" => rotary(lesson, inputs),
        "alibi" => alibi::penalty(lesson, inputs),
        "table" => {
            let says = "Each place has a row of its own, as training would leave it; these are set \
                        by hand. It is added to the word's row. Beyond its last row a table has \
                        nothing to say.";
            lesson.step("placed", "placed", "placed = x + the table's row for each place", says);
            let (rows, _) = inputs.table.dim();
            lesson.put(
                given("table", Kind::Embedding, inputs.table.clone(), inputs.table_from.clone())
                    .labels(Labels {
                        axes: ("position", "feature"),
                        rows: (0..rows).map(|row| row.to_string()).collect(),
                        cols: inputs.words.features.clone(),
                    }),
            );
            looked_up(lesson, inputs, "", &inputs.position);
            lesson.look("placed", row, 0);
        }
        _ => {}
    }
}

fn looked_up(lesson: &mut Lesson, inputs: &Inputs, suffix: &str, places: &[f64]) {
    let index = places.iter().map(|place| *place as usize).collect();
    lesson.add(&format!("pe{suffix}"), Kind::Embedding, by::lookup("table", index));
    lesson.name_rows("word", inputs.words.labels.clone());
    lesson.add(&format!("placed{suffix}"), Kind::Embedding, by::add("x", &format!("pe{suffix}")));
}

fn rotary(lesson: &mut Lesson, inputs: &Inputs) {
    waves::frequencies(lesson, inputs);
    let says = "Nothing is added. Each pair of numbers of a word is turned, as the hand of a \
                clock, by its frequency times the word's place. Turning keeps the length.";
    lesson.step("turned", "turned", "turned = pairs of x, each turned by its angle", says);
    waves::position(lesson, inputs);
    lesson.add("position_down", Kind::Number, by::transpose("position"));
    lesson.add("angles", Kind::Number, by::matmul("position_down", "frequencies"));
    let rule = by::rotate("x", inputs.base, inputs.position.clone());
    lesson.add("turned", Kind::Embedding, rule);
    lesson.add("lengths.plain", Kind::Number, by::each_row("x", Reduction::Norm));
    lesson.add("lengths", Kind::Number, by::each_row("turned", Reduction::Norm));
    lesson.look("turned", look(inputs).0, 0);
    let gap = lesson.gap("lengths", "lengths.plain");
    lesson.at_most("turning keeps the lengths: largest gap", gap, 1e-12);
}

/// The scores of the words where they stand (`""`) or moved (`".shifted"`).
fn score(lesson: &mut Lesson, inputs: &Inputs, suffix: &str) {
    let id = |name: &str| format!("{name}{suffix}");
    let rule = match inputs.way {
        "sinusoidal" | "table" => by::matmul_t(&id("placed"), &id("placed")),
        "rotary" => by::matmul_t(&id("turned"), &id("turned")),
        "alibi" => by::sub("scores.plain", &id("penalty")),
        _ => by::scale("scores.plain", 1.0),
    };
    lesson.add(&id("scores"), Kind::Score, rule);
    lesson.axes("asks", "looks at");
}

fn scores(lesson: &mut Lesson, inputs: &Inputs) {
    let (row, col) = look(inputs);
    let (says, formula) = match inputs.way {
        "sinusoidal" => (
            "The same words meet again, each with its place in it. The change mixes word with \
             word, word with place and place with place.",
            "scores = placed · placedᵀ",
        ),
        "table" => (
            "The same words meet again, each with its place in it. What a place does to a score \
             is whatever its row says.",
            "scores = placed · placedᵀ",
        ),
        "rotary" => (
            "Turned words meet: the more two have been turned against one another, the more \
             their score changes. A word with itself keeps its score.",
            "scores = turned · turnedᵀ",
        ),
        "alibi" => (
            "The penalty is taken off the plain scores. Near words lose little, far ones much; a \
             word with itself loses nothing.",
            "scores = scores.plain − penalty",
        ),
        _ => ("Without positions nothing changes.", "scores = scores.plain"),
    };
    lesson.step("scores", "scores", formula, says);
    score(lesson, inputs, "");
    lesson.add("change", Kind::Score, by::sub("scores", "scores.plain"));
    lesson.look("change", row, col);
    if let Some(pair) = twins(inputs) {
        let apart = told_apart(lesson, "scores", pair);
        if inputs.way == "none" {
            lesson.at_most("equal words, equal rows of scores: largest gap", apart, 0.0);
        } else {
            lesson.may_be_below(
                "equal words are told apart: largest gap of their rows",
                apart,
                1e-9,
            );
        }
    }
    let says = "Softmax of each row: where the scores changed, the weights follow.";
    lesson.step("weights", "weights", "weights = softmax of each row of scores", says);
    lesson.guess_in_row(
        "Which word does the last one now look at most?".to_owned(),
        "weights",
        inputs.words.count() - 1,
    );
    lesson.add("weights", Kind::Weight, by::softmax("scores"));
    lesson.look("weights", row, col);
    lesson.checks(row_checks(std::iter::once(&lesson.values("weights")), "weights"));
}

fn shifted(lesson: &mut Lesson, inputs: &Inputs) {
    let last = inputs.words.count() - 1;
    if inputs.way == "sinusoidal" {
        waves::moved(lesson, inputs);
    }
    let moved =
        format!("All words moved on by {} places, as if the text began earlier.", inputs.shift);
    let rest = match inputs.way {
        "sinusoidal" => "Place with place stays, but word with place changes: drift is not zero.",
        "table" => "Other rows of the table come in, so drift can be anything.",
        "rotary" => "Both words of a pair are turned on alike, so only their distance counts.",
        "alibi" => "Distances stay, so the penalty and the scores stay.",
        _ => "Nothing knows of it.",
    };
    let says = format!("{moved} {rest}");
    lesson.step("shift", "shift", "drift = scores.shifted − scores", says);
    let ask = "By how much does the score of the last word with the first change?";
    lesson.guess(ask, ("drift", last, 0), 0.05);
    match inputs.way {
        "sinusoidal" => {
            lesson.add("pe_scores.shifted", Kind::Score, by::matmul_t("pe.shifted", "pe.shifted"));
            lesson.axes("asks", "looks at");
            let gap = lesson.gap("pe_scores.shifted", "pe_scores");
            lesson.at_most("place with place stays: largest relative gap", gap, inputs.bound());
            lesson.add("placed.shifted", Kind::Embedding, by::add("x", "pe.shifted"));
        }
        "table" => looked_up(lesson, inputs, ".shifted", &inputs.moved()),
        "rotary" => {
            let rule = by::rotate("x", inputs.base, inputs.moved());
            lesson.add("turned.shifted", Kind::Embedding, rule);
        }
        "alibi" => {
            lesson.given_number("shift", inputs.shift, inputs.shift_from.clone());
            lesson.add("position.shifted", Kind::Number, by::add("position", "shift"));
            alibi::distances(lesson, ".shifted");
        }
        _ => {}
    }
    score(lesson, inputs, ".shifted");
    lesson.add("drift", Kind::Score, by::sub("scores.shifted", "scores"));
    lesson.look("drift", last, 0);
    let gap = lesson.gap("scores.shifted", "scores");
    if matches!(inputs.way, "sinusoidal" | "table") {
        let claim = "moving all words changes some score: largest relative gap";
        lesson.may_be_below(claim, gap, inputs.bound());
    } else {
        let claim = "moving all words changes no score: largest relative gap";
        lesson.at_most(claim, gap, inputs.bound());
    }
}
