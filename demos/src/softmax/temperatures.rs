//! The same scores at many temperatures.

use super::Base;
use crate::grid::counted;
use crate::make::{given_number, map, matmul, rows, softmax};
use crate::math;
use crate::report::{Curve, Function, Kind, Picture, Step};
use crate::steps::{at, at_most};

/// From a quarter of the reader's temperature to three times of it.
const COUNT: usize = 12;
/// Which of them is the reader's own.
const OWN: usize = 3;

/// The weights of the first row against the temperature.
pub(super) fn temperatures(base: &Base) -> Step {
    let from = base.temperature_from.clone();
    let temperature = given_number("temperature", Kind::Number, base.temperature, from);
    let part = 1.0 / (OWN + 1) as f64;
    let (leading, temperatures) = counted("temperatures", &temperature, COUNT, part);
    let temperatures = temperatures.axes("temperature", "number");
    let labels = temperatures.rows.clone();
    let inverse = map("inverse", &temperatures, Function::Reciprocal);
    let row = rows("row", &base.scores, 0, 1);
    let scaled = matmul("scaled_by_temperature", &inverse, &row).kind(Kind::Score).rows(&labels);
    let weights = softmax("weights_by_temperature", &scaled);
    let entropies: Vec<f64> = weights.values.rows().into_iter().map(math::entropy).collect();
    let fall = entropies.iter().zip(entropies.iter().skip(1)).map(|(cold, hot)| cold - hot);
    let claim = "the entropy never falls as it gets hotter: largest fall";
    let fall = at_most(claim, fall.fold(0.0, f64::max), 1e-12);
    let says = "The same scores at many temperatures, yours among them. The colder, the \
                more the largest score takes; the hotter, the closer the shares come. Their order \
                stays.";
    let mut tables = vec![temperature];
    tables.extend(leading);
    tables.extend([temperatures, inverse, row, scaled, weights]);
    let curve = Curve::columns("weights_by_temperature").over("temperatures");
    let formula = "weights_by_temperature = softmax(row / temperature)";
    Step::of("temperatures", "temperatures", says, formula, tables)
        .look(at("temperatures", OWN, 0))
        .draw(Picture::curve(curve))
        .claims([fall])
}
