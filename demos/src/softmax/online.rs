//! One score at a time: a running largest, and a sum that is rescaled whenever it grows.

use super::{Base, claims};
use crate::make::{beside, columns, div, map, mul, reduce, softmax, sub};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::shared::ORDINALS;
use crate::steps::{at, at_most};

/// More scores than these would not be followed by anyone.
pub(super) const MOST: usize = STEPS.len();

const STEPS: [&str; 8] =
    ["score-1", "score-2", "score-3", "score-4", "score-5", "score-6", "score-7", "score-8"];

/// What is carried from score to score, rows × 1 each.
struct Running {
    largest: Table,
    sum: Table,
    /// e^0, the sum after the first score.
    one: Table,
}

pub(super) fn online(base: &Base) -> (Vec<Step>, Table) {
    let mut steps = Vec::new();
    let mut running: Option<Running> = None;
    let names = STEPS.into_iter().zip(ORDINALS).take(base.scaled.values.ncols());
    for (index, names) in names.enumerate() {
        let score = columns(&format!("score.{}", index + 1), &base.scaled, index, index + 1);
        let (step, next) = match running {
            None => first(names, score),
            Some(running) => next(names, index, score, running),
        };
        steps.push(step);
        running = Some(next);
    }
    let weights = softmax("weights", &base.scaled);
    if let Some(running) = running {
        steps.push(finish(base, &running, &weights));
    }
    (steps, weights)
}

fn first(names: (&'static str, &'static str), score: Table) -> (Step, Running) {
    let largest = reduce("largest.1", &score, Reduction::Max, Axis::Row).kind(Kind::Number);
    let shifted = sub("shifted.1", &score, &largest);
    let powers = map("powers.1", &shifted, Function::Exp).kind(Kind::Number);
    let sum = reduce("sum.1", &powers, Reduction::Sum, Axis::Row);
    let says = "The first score is the largest so far, and e to the power of its distance from \
                itself is 1.";
    let formula = "largest = score; sum = e^0";
    let tables = vec![score, largest.clone(), shifted, powers, sum.clone()];
    let running = Running { largest, one: sum.clone(), sum };
    (Step::of(names.0, names.1, says, formula, tables), running)
}

fn next(
    names: (&'static str, &'static str),
    index: usize,
    score: Table,
    before: Running,
) -> (Step, Running) {
    let id = |name: &str| format!("{name}.{}", index + 1);
    let seen = beside(&id("seen"), &[&before.largest, &score]).kind(Kind::Number);
    let seen = seen.cols(&["largest", "score"]).axes("row", "what");
    let largest = reduce(&id("largest"), &seen, Reduction::Max, Axis::Row);
    let shifted = sub(&id("shifted"), &seen, &largest);
    let powers = map(&id("powers"), &shifted, Function::Exp).cols(&["rescale", "new"]);
    let pair = beside(&id("pair"), &[&before.sum, &before.one]).cols(&["sum", "one"]);
    let terms = mul(&id("terms"), &powers, &pair).cols(&["rescaled", "new"]);
    let sum = reduce(&id("sum"), &terms, Reduction::Sum, Axis::Row);
    let grew = largest.at(0, 0) > before.largest.at(0, 0);
    let says = if grew {
        "A new largest score. All that was summed so far was measured from the old one, so the \
         sum is multiplied by e^(old − new); then the new score adds 1."
    } else {
        "No new largest score: the sum stays as it is (times e^0), and the new score adds e to \
         the power of its distance from the largest."
    };
    let formula = "sum = sum · e^(largest before − largest) + e^(score − largest)";
    let tables =
        vec![score, seen, largest.clone(), shifted, powers.clone(), pair, terms, sum.clone()];
    let step = Step::of(names.0, names.1, says, formula, tables)
        .look(at(&powers.id, 0, 0))
        .ask_number("By what is the sum so far multiplied, in the first row?", 0.02);
    (step.look(at(&sum.id, 0, 0)), Running { largest, sum, one: before.one })
}

fn finish(base: &Base, running: &Running, weights: &Table) -> Step {
    let shifted = sub("shifted", &base.scaled, &running.largest);
    let exponentials = map("exponentials", &shifted, Function::Exp).kind(Kind::Number);
    let at_once = reduce("sum", &exponentials, Reduction::Sum, Axis::Row);
    let shares = div("shares", &exponentials, &running.sum).kind(Kind::Probability);
    let gap = math::gap(&at_once.values, &running.sum.values);
    let mut checks = claims::claims(base, weights, &shares);
    let claim = "the running sum and the sum at once agree: largest gap";
    checks.push(at_most(claim, gap, 1e-12));
    let says = "With the last score seen, largest and sum are those of the whole row, though \
                nothing but these two was kept. Flash attention rests on that.";
    let formula = "weights = e^(scaled − largest) / running sum";
    let tables = vec![shifted, exponentials, at_once, shares, weights.clone()];
    let step = Step::of("weights", "weights", says, formula, tables);
    Step { checks, ..step.look(at("weights", 0, base.look())) }
}
