//! The stable way, the naive way, and one more in the denominator.

use super::{Base, claims};
use crate::make::{beside, columns, div, map, reduce, scale, softmax, softmax_naive, sub};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::steps::{at, at_most};

const EXPONENTIALS: &str = "e to the power of each number: positive every time, and growing by the \
                            same factor for every step up.";

/// The largest is subtracted first.
pub(super) fn stable(base: &Base) -> (Vec<Step>, Table) {
    let (last, col) = (base.last(), base.look());
    let largest = reduce("largest", last, Reduction::Max, Axis::Row).kind(Kind::Number);
    let shifted = sub("shifted", last, &largest);
    let exponentials = map("exponentials", &shifted, Function::Exp).kind(Kind::Number);
    let sum = reduce("sum", &exponentials, Reduction::Sum, Axis::Row);
    let shares = div("shares", &exponentials, &sum).kind(Kind::Probability);
    let weights = softmax("weights", last);
    let checks = claims::claims(base, &weights, &shares);
    let (subtracted, shifting) = if base.empty_rows > 0 {
        (
            "The largest of each row is taken away from all of it. Where nothing is kept the largest \
          is −∞, and −∞ − (−∞) is not a number.",
            "shifted = masked − largest of the row",
        )
    } else {
        (
            "The largest of each row is taken away from all of it. The shares stay the same, and e \
          to the power of them cannot overflow.",
            "shifted = scaled − largest of the row",
        )
    };
    let says = if base.empty_rows > 0 {
        "Each exponential is divided by the sum of its row. A row with nothing to share has no \
         shares: it is defined as zeros, so that nothing that is not a number goes on."
    } else {
        "Each exponential is divided by the sum of its row. That is softmax: the shares of a row \
         add up to one, and a larger score takes a larger share."
    };
    let formula = "weights = exponentials / sum of the row = softmax(scaled)";
    let tables = vec![sum, shares, weights.clone()];
    let last = Step::of("weights", "weights", says, formula, tables)
        .look(at("weights", 0, col))
        .ask_number("What share does the largest score of the first row get?", 0.05);
    let steps = vec![
        Step::of("shifted", "shifted", subtracted, shifting, vec![largest, shifted])
            .look(at("shifted", 0, col)),
        Step::of(
            "exponentials",
            "exponentials",
            EXPONENTIALS,
            "exponentials = e^shifted",
            vec![exponentials],
        )
        .look(at("exponentials", 0, col)),
        Step { checks, ..last },
    ];
    (steps, weights)
}

/// Nothing is subtracted.
pub(super) fn naive(base: &Base) -> (Vec<Step>, Table) {
    let (last, col) = (base.last(), base.look());
    let exponentials = map("exponentials", last, Function::Exp).kind(Kind::Number);
    let sum = reduce("sum", &exponentials, Reduction::Sum, Axis::Row);
    let shares = div("shares", &exponentials, &sum).kind(Kind::Probability);
    let weights = softmax_naive("weights", last);
    let stable = softmax("stable", last);
    let gap = math::gap(&weights.values, &stable.values);
    let fine = gap <= 1e-12;
    let first = Step::of(
        "exponentials",
        "exponentials",
        "e to the power of each score, nothing subtracted. Numbers have a largest: beyond it the \
         exponential is ∞, and the fewer bits, the sooner.",
        "exponentials = e^scaled",
        vec![exponentials],
    );
    let first = Step { checks: claims::overflow(last), ..first.look(at("exponentials", 0, col)) };
    let says = if fine {
        "Each exponential is divided by the sum of its row, as written in the books."
    } else {
        "Each exponential is divided by the sum of its row, as written in the books: ∞ by ∞ or 0 \
         by 0 is not a number."
    };
    let formula = "weights = e^scaled / sum of the row";
    let tables = vec![sum, shares, weights.clone()];
    let second = Step::of("weights", "weights", says, formula, tables).look(at("weights", 0, col));
    let says = "The same shares with the largest of the row subtracted first. Wherever the naive \
                way has a result, the two agree.";
    let claim = "naive and stable agree: largest gap";
    let third = Step::of("stable", "stable", says, "stable = softmax(scaled)", vec![stable])
        .look(at("stable", 0, col))
        .ask_number("What does the largest score of the first row get?", 0.02)
        .claims([at_most(claim, gap, 1e-12).fails_if(!fine)]);
    (vec![first, second, third], weights)
}

/// A score of 0 for nobody stands beside the others: e^0 = 1 more in the denominator.
pub(super) fn plus_one(base: &Base) -> (Vec<Step>, Table) {
    let (last, col) = (base.last(), base.look());
    let first = columns("first_column", &base.scaled, 0, 1);
    let nobody = scale("nobody", &first, 0.0).cols(&["nobody"]);
    let with_nobody = beside("with_nobody", &[last, &nobody]);
    let shares = softmax("shares", &with_nobody).kind(Kind::Probability);
    let count = last.values.ncols();
    let weights = columns("weights", &shares, 0, count).kind(Kind::Weight);
    let total = reduce("total", &weights, Reduction::Sum, Axis::Row).kind(Kind::Number);
    let kept_back = columns("kept_back", &shares, count, count + 1);
    let largest = math::largest(&total.values);
    let says = "One more column stands beside the scores, for nobody, with a score of 0 in every \
                row. Its exponential is 1: the one that is added to the denominator.";
    let formula = "with_nobody = scores and a 0";
    let tables = vec![first, nobody, with_nobody];
    let silent =
        Step::of("nobody", "nobody", says, formula, tables).look(at("with_nobody", 0, count));
    let says = "Softmax of the longer row, without its last column. If all scores are far below 0, \
                nobody takes most, and the row adds up to little: a head may keep quiet.";
    let formula = "weights = e^score / (1 + sum of e^score)";
    let tables = vec![shares, weights.clone(), total, kept_back];
    let step = Step::of("weights", "weights", says, formula, tables)
        .look(at("kept_back", 0, 0))
        .ask_number("How much of the first row goes to nobody?", 0.02)
        .claims([at_most("rows add up to at most 1: largest sum", largest, 1.0 + 1e-12)]);
    (vec![silent, step.look(at("weights", 0, col))], weights)
}
