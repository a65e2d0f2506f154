//! Dropout left on: some weights are set to 0, the others enlarged to make up for it on average.

use super::Base;
use crate::demo::DemoError;
use crate::make::{given, mul, reduce, scale};
use crate::math;
use crate::params::{Params, Value, bad};
use crate::report::{Axis, Kind, Reduction, Source, Step, Table};
use crate::shared::check_shape;
use crate::steps::{at, at_most};
use ndarray::Array2;

/// Which weights stay, and how likely each was to be dropped; `None` where dropout is off.
pub(super) struct Dropout {
    stays: Table,
    chance: f64,
}

impl Dropout {
    pub(super) fn from_params(
        params: &Params,
        scores: &Array2<f64>,
    ) -> Result<Option<Self>, DemoError> {
        let chance = params.number("dropout");
        let shape = scores.dim();
        let (values, from) = match params.value("stays") {
            Some(Value::Matrix(stays)) => (stays.clone(), Source::Parameter),
            Some(_) => (Array2::eye(shape.0), Source::Parameter),
            None => {
                let seed = params.integer("seed") as u64;
                let stay = |draw: f64| f64::from(u8::from(draw >= chance));
                (math::shares(seed, shape).mapv(stay), Source::Seeded { seed })
            }
        };
        check_shape("stays", &values, shape, "as scores is")?;
        if let Some(other) = values.iter().find(|stays| ![0.0, 1.0].contains(*stays)) {
            return Err(bad("stays", other.to_string(), "0 or 1 is expected".to_owned()));
        }
        if chance <= 0.0 {
            return Ok(None);
        }
        Ok(Some(Self { stays: given("stays", Kind::Count, values, from), chance }))
    }

    /// The step behind the weights.
    pub(super) fn step(&self, base: &Base, weights: &Table) -> Step {
        let stays = self.stays.clone().axes("row", "one of");
        let stays = stays.rows(&weights.rows).cols(&weights.cols);
        let left = mul("left", weights, &stays);
        let dropped = scale("dropped", &left, 1.0 / (1.0 - self.chance));
        let sums = reduce("row_sums", &dropped, Reduction::Sum, Axis::Row).kind(Kind::Number);
        let off = sums.values.iter().map(|sum| (sum - 1.0).abs()).fold(0.0, f64::max);
        let most = 1.0 / (1.0 - self.chance);
        let largest = math::largest(&dropped.values);
        let says = format!(
            "Training drops each weight with a chance of {} and enlarges the others, so that they \
             are right on average. Left on afterwards it makes rows that are no shares: one may \
             hold a weight above 1, another nothing.",
            self.chance
        );
        let formula = "dropped = weights × stays / (1 − dropout)";
        let (row, col) = dropped.farthest();
        Step::of("dropout", "dropout", says, formula, vec![stays, left, dropped, sums])
            .look(at("dropped", row, if base.empty_rows > 0 { 0 } else { col }))
            .claims([
                at_most("rows still sum to 1: largest gap", off, 1e-12).or_broken(),
                at_most("no weight is above 1 / (1 − dropout): largest", largest, most + 1e-12),
            ])
    }
}
