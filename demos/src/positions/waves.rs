//! Frequencies, and the sinusoids that they make: pe (n × width).

use super::inputs::Inputs;
use crate::lesson::Lesson;
use crate::make::{by, given};
use crate::report::{Axis, Curve, Function, Kind, Picture, Reduction, Stroke};

/// Half places that are drawn between and beyond the words.
const HALVES: usize = 32;

/// The step with the frequencies: `base`^(−2i/width), as e to the power of a running sum.
pub(super) fn frequencies(lesson: &mut Lesson, inputs: &Inputs) {
    let pairs = inputs.words.x.ncols() / 2;
    let says = "Each pair of numbers turns at a speed of its own. The first turns by 1 for every \
                place, each next one slower by the same factor.";
    let formula = "frequencies = base^(−2i/width) = e^(sum of steps)";
    lesson.step("frequencies", "frequencies", formula, says);
    lesson.given_number("base", inputs.base, inputs.base_from.clone());
    lesson.number("log_base", Kind::Number, by::map("base", Function::Ln));
    lesson.number("step", Kind::Number, by::scale("log_base", -1.0 / pairs as f64));
    lesson.number("no_step", Kind::Number, by::sub("step", "step"));
    let steps: Vec<&str> =
        (0..pairs).map(|pair| if pair == 0 { "no_step" } else { "step" }).collect();
    let labels: Vec<String> = (1..=pairs).map(|pair| format!("pair {pair}")).collect();
    lesson.add("steps", Kind::Number, by::beside(&steps));
    lesson.name_cols("pair", labels);
    lesson.add("log_frequencies", Kind::Number, by::cumsum("steps", Axis::Row));
    lesson.name_rows("number", vec!["log frequency".to_owned()]);
    lesson.add("frequencies", Kind::Number, by::map("log_frequencies", Function::Exp));
    lesson.name_rows("number", vec!["frequency".to_owned()]);
    lesson.look("frequencies", 0, pairs - 1);
    lesson.at_most(
        "the first pair turns by 1: gap",
        (lesson.at("frequencies", 0, 0) - 1.0).abs(),
        0.0,
    );
}

/// The place of each word, a row.
pub(super) fn position(lesson: &mut Lesson, inputs: &Inputs) {
    let values =
        ndarray::Array2::from_shape_vec((1, inputs.position.len()), inputs.position.clone());
    let from = inputs.position_from.clone();
    let position = given("position", Kind::Number, values.unwrap_or_default(), from);
    let position = position.axes("number", "word").rows(&["position"]);
    lesson.put(position.cols(&inputs.words.labels));
}

/// The steps from places to `pe`.
pub(super) fn sinusoids(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "Place times frequency is an angle. Its sine and cosine are two numbers that go up \
                and down as waves, fast in the first pair and slowly in the last.";
    lesson.step("waves", "waves", "angles = frequency × position; sines, cosines of them", says);
    position(lesson, inputs);
    lesson.add("frequencies_down", Kind::Number, by::transpose("frequencies"));
    angles(lesson, "");
    between(lesson);
    lesson.look("sines", 0, inputs.words.count() - 1);

    let says = "Sine and cosine of each pair stand side by side: a row of numbers for each place. \
                All rows have the same length, as the squares of sine and cosine add up to 1.";
    lesson.step("pe", "pe", "pe = sine and cosine of each pair in turn", says);
    table(lesson, inputs, "");
    lesson.add("lengths", Kind::Number, by::each_row("pe", Reduction::Norm));
    lesson.add("lengths_squared", Kind::Number, by::map("lengths", Function::Square));
    lesson.look("pe", inputs.words.count() - 1, 0);
    let half = inputs.words.x.ncols() as f64 / 2.0;
    let squares = lesson.values("lengths_squared");
    let gap = squares.iter().fold(0.0_f64, |gap, square| gap.max((square - half).abs())) / half;
    lesson.at_most("each length squared is half the width: largest relative gap", gap, 1e-12);

    let says = "Rows of places meet one another: the dot product depends on how far apart two \
                places are, not on where they are.";
    lesson.step("meet", "meet", "pe_scores = pe · peᵀ", says);
    lesson.add("pe_scores", Kind::Score, by::matmul_t("pe", "pe"));
    lesson.axes("asks", "looks at");
    lesson.look("pe_scores", inputs.words.count() - 1, 0);
    let gap = same_distance_gap(lesson, inputs) / half;
    lesson.at_most("equal distance, equal dot product: largest gap", gap, inputs.bound());
}

/// The sines of places by halves, for the picture in which those of the words stand.
fn between(lesson: &mut Lesson) {
    // The first pair turns by 1 for every place, so its frequency counts them.
    lesson.number("one", Kind::Number, by::columns("frequencies", 0, 1));
    lesson.number("zero", Kind::Number, by::sub("one", "one"));
    let ones = std::iter::once("zero").chain(std::iter::repeat_n("one", HALVES));
    lesson.add("halves", Kind::Number, by::beside(&ones.collect::<Vec<_>>()));
    lesson.add("halves_counted", Kind::Number, by::cumsum("halves", Axis::Row));
    lesson.add("places", Kind::Number, by::scale("halves_counted", 0.5));
    lesson.name_rows("number", vec!["place".to_owned()]);
    let labels = (0..=HALVES).map(|half| (half as f64 / 2.0).to_string());
    lesson.name_cols("place", labels.collect());
    lesson.add("place_angles", Kind::Number, by::matmul("frequencies_down", "places"));
    lesson.add("waves", Kind::Number, by::map("place_angles", Function::Sin));
    let curves = vec![
        Curve::rows("waves").over("places").stroke(Stroke::Line),
        Curve::rows("sines").over("position").stroke(Stroke::Marks),
    ];
    lesson.draw(Picture::Curves { curves });
}

/// The same places moved on, and the rows of before turned.
pub(super) fn moved(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "All words move on by shift places. The same rows come out when the old ones are \
                turned, pair by pair, by one angle each: moving on is a rotation.";
    lesson.step("moved", "moved", "pe.shifted = pe at position + shift = pe, turned", says);
    lesson.given_number("shift", inputs.shift, inputs.shift_from.clone());
    lesson.add("position.shifted", Kind::Number, by::add("position", "shift"));
    angles(lesson, ".shifted");
    table(lesson, inputs, ".shifted");
    let back = vec![-inputs.shift; inputs.words.count()];
    lesson.add("turned", Kind::Embedding, by::rotate("pe", inputs.base, back));
    lesson.look("turned", 0, 0);
    let gap = lesson.gap("turned", "pe.shifted");
    lesson.at_most("turned and moved agree: largest gap", gap, inputs.bound());
}

fn angles(lesson: &mut Lesson, suffix: &str) {
    let id = |name: &str| format!("{name}{suffix}");
    let rule = by::matmul("frequencies_down", &id("position"));
    lesson.add(&id("angles"), Kind::Number, rule);
    lesson.add(&id("sines"), Kind::Number, by::map(&id("angles"), Function::Sin));
    lesson.add(&id("cosines"), Kind::Number, by::map(&id("angles"), Function::Cos));
}

fn table(lesson: &mut Lesson, inputs: &Inputs, suffix: &str) {
    let id = |name: &str| format!("{name}{suffix}");
    let pairs = inputs.words.x.ncols() / 2;
    lesson.add(&id("blocks"), Kind::Number, by::below(&[&id("sines"), &id("cosines")]));
    let labels = ["sin", "cos"].iter();
    let labels = labels.flat_map(|name| (1..=pairs).map(move |pair| format!("{name} {pair}")));
    lesson.name_rows("wave", labels.collect());
    let order = (0..pairs).flat_map(|pair| [pair, pairs + pair]).collect();
    lesson.add(&id("in_turn"), Kind::Number, by::lookup(&id("blocks"), order));
    lesson.add(&id("pe"), Kind::Embedding, by::transpose(&id("in_turn")));
}

/// The largest difference of two dot products whose places are equally far apart.
fn same_distance_gap(lesson: &Lesson, inputs: &Inputs) -> f64 {
    let scores = lesson.values("pe_scores");
    let place = |index: usize| inputs.position.get(index).copied().unwrap_or(0.0);
    let mut known: Vec<(f64, f64)> = Vec::new();
    let mut gap: f64 = 0.0;
    for ((row, col), score) in scores.indexed_iter() {
        let distance = (place(row) - place(col)).abs();
        match known.iter().find(|(at, _)| (at - distance).abs() < f64::MIN_POSITIVE) {
            Some((_, first)) => gap = gap.max((score - first).abs()),
            None => known.push((distance, *score)),
        }
    }
    gap
}
