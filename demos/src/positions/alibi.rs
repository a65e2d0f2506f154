//! `ALiBi`: slopes, one for each head, and the penalty on distance.

use super::inputs::Inputs;
use crate::lesson::Lesson;
use crate::make::by;
use crate::report::{Axis, Function, Kind};

/// The steps to `penalty` (n × n).
pub(super) fn penalty(lesson: &mut Lesson, inputs: &Inputs) {
    slopes(lesson, inputs);
    let says = "The further apart two words are, the more is taken off their score: distance \
                times slope. Nothing is added to the words themselves.";
    lesson.step("penalty", "penalty", "penalty = slope × |position − position|", says);
    super::waves::position(lesson, inputs);
    distances(lesson, "");
    lesson.look("penalty", inputs.words.count() - 1, 0);
}

/// Places, distances and the penalty, of the words where they are or moved.
pub(super) fn distances(lesson: &mut Lesson, suffix: &str) {
    let id = |name: &str| format!("{name}{suffix}");
    lesson.add(&id("position_down"), Kind::Number, by::transpose(&id("position")));
    let rule = by::sub(&id("position_down"), &id("position"));
    lesson.add(&id("difference"), Kind::Number, rule);
    lesson.axes("asks", "looks at");
    lesson.add(&id("distance"), Kind::Number, by::map(&id("difference"), Function::Abs));
    lesson.add(&id("penalty"), Kind::Number, by::mul(&id("distance"), "slope"));
    lesson.axes("asks", "looks at");
}

/// Slopes as in the authors' code: powers of one ratio for 2, 4, 8 … heads; for any other count
/// those of the power of two below it, then every other one of twice as many.
fn slopes(lesson: &mut Lesson, inputs: &Inputs) {
    let heads = inputs.heads;
    let power = 1 << heads.ilog2();
    let says = if power == heads {
        "Each head has a slope of its own. The slopes fall by the same factor from head to head, \
         down to the least."
    } else {
        "Each head has a slope of its own. They fall by the same factor down to the least; the \
         heads beyond a power of two take slopes that lie between those."
    };
    lesson.step("slopes", "slopes", "slopes = e^(sum of steps)", says);
    lesson.given_number("least", inputs.least, inputs.least_from.clone());
    lesson.number("log_least", Kind::Number, by::map("least", Function::Ln));
    lesson.number("step", Kind::Number, by::scale("log_least", 1.0 / power as f64));
    let mut steps = vec!["step"; power];
    if power < heads {
        lesson.number("half_step", Kind::Number, by::scale("step", 0.5));
        lesson.number("back", Kind::Number, by::sub("half_step", "log_least"));
        steps.push("back");
        steps.resize(heads, "step");
    }
    lesson.add("steps", Kind::Number, by::beside(&steps));
    lesson.name_cols("head", (1..=heads).map(|head| format!("head {head}")).collect());
    lesson.add("log_slopes", Kind::Number, by::cumsum("steps", Axis::Row));
    lesson.name_rows("number", vec!["log slope".to_owned()]);
    lesson.add("slopes", Kind::Number, by::map("log_slopes", Function::Exp));
    lesson.name_rows("number", vec!["slope".to_owned()]);
    lesson.add("slope", Kind::Number, by::columns("slopes", inputs.head, inputs.head + 1));
    lesson.look("slopes", 0, inputs.head);
    let gap = (lesson.at("slopes", 0, power - 1) - inputs.least).abs() / inputs.least;
    lesson.at_most(format!("the slope of head {power} is the least: relative gap"), gap, 1e-12);
}
