//! The lesson: one mask followed to the end, then all side by side, then a long text.

use super::pattern::{NAMES, Pattern};
use crate::lesson::Lesson;
use crate::make::by;
use crate::math;
use crate::params::Params;
use crate::report::{Function, Kind, Reduction, Step};
use crate::shared::source;
use crate::steps::row_checks;
use crate::words::Words;

type Metrics = Vec<(&'static str, f64)>;

/// All steps, and the metrics.
pub(super) fn steps(params: &Params, words: &Words, pattern: &Pattern) -> (Vec<Step>, Metrics) {
    let mut lesson = Lesson::new("x", "x", "x = one row of numbers for each word", words.says());
    words.put(&mut lesson);
    let row = words.count().saturating_sub(2);
    lesson.look("x", row, 0);
    followed(&mut lesson, words, pattern);
    even(&mut lesson, words, pattern);
    side_by_side(&mut lesson, words, pattern);
    long(&mut lesson, params);
    let chosen = NAMES.iter().position(|name| *name == pattern.mask).unwrap_or(0);
    let metrics = vec![
        ("words", words.count() as f64),
        ("pairs", lesson.at("pairs", 0, chosen)),
        ("share", lesson.at("share", 0, chosen)),
        ("long_pairs", lesson.at("long_pairs", 0, 0)),
        ("long_share", lesson.at("long_share", 0, 0)),
        ("span", lesson.at("span", 0, 0)),
    ];
    (lesson.finish(), metrics)
}

/// The chosen mask from scores to output.
fn followed(lesson: &mut Lesson, words: &Words, pattern: &Pattern) {
    let n = words.count();
    let row = n.saturating_sub(2);
    let says = "Every word meets every word: the dot product of their rows. Rows ask, columns are \
                looked at. These scores stay the same, whatever the mask.";
    lesson.step("scores", "scores", "scores = x · xᵀ", says);
    lesson.add("scores", Kind::Score, by::matmul_t("x", "x"));
    lesson.axes("asks", "looks at");
    lesson.look("scores", row, lesson.largest_in_row("scores", row));

    let says = format!(
        "{} What may not be looked at becomes −∞; the other scores stay as they are.",
        Pattern::says(pattern.mask)
    );
    lesson.step("masked", "masked", "masked = scores where kept, −∞ elsewhere", says);
    lesson.add("masked", Kind::Score, by::mask("scores", pattern.keep(pattern.mask, n)));
    let cut = lesson.values("masked");
    let cut = cut.indexed_iter().find(|(_, value)| **value == f64::NEG_INFINITY);
    let place = cut.map_or((row, 0), |(place, _)| place);
    lesson.look("masked", place.0, place.1);

    let says = "Each row becomes shares that add up to one. e to the power of −∞ is 0, so what is \
                masked gets nothing, and the others share its part among them.";
    lesson.step("weights", "weights", "weights = softmax of each row of masked", says);
    lesson.add("weights", Kind::Weight, by::softmax("masked"));
    lesson.look("weights", row, lesson.largest_in_row("weights", row));
    lesson.checks(row_checks(std::iter::once(&lesson.values("weights")), "weights"));
    let keep = pattern.keep(pattern.mask, n);
    let weights = lesson.values("weights");
    let cells = weights.rows().into_iter().zip(&keep);
    let hidden = cells
        .flat_map(|(row, keep)| row.into_iter().zip(keep))
        .filter(|(_, kept)| !**kept)
        .fold(0.0, |most: f64, (weight, _)| most.max(*weight));
    lesson.at_most("what is masked gets no weight: largest weight there", hidden, 0.0);
    if pattern.mask == "causal" {
        let first = (1.0 - lesson.at("weights", 0, 0)).abs();
        lesson.at_most("the first word gives itself exactly 1: gap", first, 0.0);
    }

    let says = "Each word takes in a blend of the rows that it may see, by its weights.";
    lesson.step("output", "output", "output = weights · x", says);
    lesson.add("output", Kind::Value, by::matmul("weights", "x"));
    lesson.look("output", row, 0);
}

/// Equal scores: what the mask alone does.
fn even(lesson: &mut Lesson, words: &Words, pattern: &Pattern) {
    let n = words.count();
    let row = n.saturating_sub(2);
    let says = "If all scores were equal, only the mask would be left: a word shares its weight \
                evenly among the words that it may see.";
    lesson.step("even", "even", "even = scores − scores; weights.even = softmax of it", says);
    lesson.add("even", Kind::Score, by::sub("scores", "scores"));
    lesson.add("masked.even", Kind::Score, by::mask("even", pattern.keep(pattern.mask, n)));
    lesson.add("weights.even", Kind::Weight, by::softmax("masked.even"));
    lesson.look("weights.even", row, row);
    if pattern.mask == "causal" {
        let mut gap: f64 = 0.0;
        for row in 0..n {
            gap = gap.max((lesson.at("weights.even", row, 0) - 1.0 / (row as f64 + 1.0)).abs());
        }
        lesson.at_most("row n of a causal mask gives 1/n to each: largest gap", gap, 1e-15);
    }
}

/// All masks on the same even scores, and what each keeps.
fn side_by_side(lesson: &mut Lesson, words: &Words, pattern: &Pattern) {
    let n = words.count();
    let id = |first: &str, mask: &str| format!("{first}.{mask}");
    let says = "0 where a pair is kept, −∞ where it is not. A window keeps the neighbours; global lets \
                the first words see all and be seen by all besides; dilated puts gaps into the window.";
    lesson.step("patterns", "patterns", "masked.m = even where m keeps, −∞ elsewhere", says);
    for mask in NAMES {
        let rule = by::mask("even", pattern.keep(mask, n));
        lesson.add(&id("masked", mask), Kind::Score, rule);
    }
    lesson.look("masked.global", n - 1, 0);

    let says =
        "e to the power of 0 is 1, e to the power of −∞ is 0: now kept pairs can be counted.";
    lesson.step("kept", "kept", "kept.m = e^masked.m", says);
    for mask in NAMES {
        let rule = by::map(&id("masked", mask), Function::Exp);
        lesson.add(&id("kept", mask), Kind::Count, rule);
    }
    lesson.look("kept.window", n.saturating_sub(2), n - 1);

    let says = "Added up: how many words each word may look at under each mask, how many pairs \
                that makes, and their share of all pairs. Every pair costs work.";
    lesson.step(
        "pairs",
        "pairs",
        "pairs = sum of kept; share = pairs / pairs without a mask",
        says,
    );
    lesson.guess(
        &format!("{}: how many pairs does a causal mask keep?", words.counted()),
        ("pairs", 0, 1),
        0.5,
    );
    for mask in NAMES {
        let rule = by::each_row(&id("kept", mask), Reduction::Sum);
        lesson.add(&id("sees", mask), Kind::Count, rule);
    }
    let names: Vec<String> = NAMES.iter().map(|mask| id("sees", mask)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    lesson.add("sees", Kind::Count, by::beside(&names));
    lesson.name_cols("mask", NAMES.map(str::to_owned).into());
    lesson.add("pairs", Kind::Count, by::each_column("sees", Reduction::Sum));
    lesson.name_rows("pairs", vec!["pairs".to_owned()]);
    lesson.add("all_pairs", Kind::Count, by::columns("pairs", 0, 1));
    lesson.add("share", Kind::Number, by::div("pairs", "all_pairs"));
    lesson.name_rows("share", vec!["share".to_owned()]);
    let chosen = NAMES.iter().position(|name| *name == pattern.mask).unwrap_or(0);
    lesson.look("share", 0, chosen);
    let causal = (n * (n + 1)) as f64 / 2.0;
    let gap = (lesson.at("pairs", 0, 1) - causal).abs();
    lesson.at_most("a causal mask keeps n(n + 1)/2 pairs: gap", gap, 0.0);
    let gap = (lesson.at("pairs", 0, 2) - pattern.window_by_formula(n)).abs();
    lesson.at_most("the window keeps what its formula says: gap", gap, 0.0);
    let most = math::largest(&lesson.values("share"));
    lesson.at_most("no mask keeps more than all pairs: largest share", most, 1.0);
}

/// A window over a text that is only counted.
fn long(lesson: &mut Lesson, params: &Params) {
    let number = |name: &str| params.integer(name) as f64;
    let says = "A long text has too many pairs for a table. A window leaves out two triangles of \
                pairs, above and below it: with b = length − reach, together b² − b.";
    let formula = "long_pairs = length² − (b² − b), b = length − long_reach";
    lesson.step("long", "long text", formula, says);
    lesson.guess(
        "What share of all pairs, from 0 to 1, does the window keep in the long text?",
        ("long_share", 0, 0),
        0.03,
    );
    for name in ["length", "long_reach"] {
        lesson.given_number(name, number(name), source(params, name));
    }
    for (id, kind, rule) in [
        ("beyond", Kind::Count, by::sub("length", "long_reach")),
        ("beyond_squared", Kind::Count, by::map("beyond", Function::Square)),
        ("left_out", Kind::Count, by::sub("beyond_squared", "beyond")),
        ("long_all", Kind::Count, by::map("length", Function::Square)),
        ("long_pairs", Kind::Count, by::sub("long_all", "left_out")),
        ("long_share", Kind::Number, by::div("long_pairs", "long_all")),
    ] {
        lesson.number(id, kind, rule);
    }
    lesson.look("long_share", 0, 0);

    let says = "A window is not the end of what a word can learn of: what its neighbours took in \
                one layer below came from their neighbours. Each layer adds one reach.";
    lesson.step("layers", "layers", "span = layers × long_reach", says);
    lesson.given_number("layers", number("layers"), source(params, "layers"));
    lesson.number("span", Kind::Count, by::mul("layers", "long_reach"));
    lesson.look("span", 0, 0);
}
