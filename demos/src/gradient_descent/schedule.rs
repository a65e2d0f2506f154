//! A rate that changes: up in a straight line, then down with the root of the step, as the first
//! Transformer was trained.

use crate::demo::DemoError;
use crate::make::{beside, columns, div, given, map, mul, reduce, transpose};
use crate::params::{Params, bad, counted};
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::shared::{numbers, source};
use crate::steps::{at, at_most};

/// Numbers of the schedule that are put in.
pub(super) struct Schedule {
    base: Table,
    after: Table,
}

impl Schedule {
    pub(super) fn from_params(params: &Params) -> Result<Self, DemoError> {
        let base = numbers(params, "base")?;
        if base.ncols() != 2 {
            let given = counted(base.ncols(), "number", "numbers");
            let allowed = "2 numbers are expected, the width and the steps of warm-up".to_owned();
            return Err(bad("base", given, allowed));
        }
        let after = numbers(params, "after")?;
        for (name, table) in [("base", base), ("after", after)] {
            if let Some(low) = table.iter().find(|number| **number < 1.0) {
                let allowed = "a number of at least 1 is expected".to_owned();
                return Err(bad(name, low.to_string(), allowed));
            }
        }
        let made = |name: &str, values: &ndarray::Array2<f64>| {
            given(name, Kind::Count, values.clone(), source(params, name))
        };
        let after = made("after", after);
        let labels: Vec<String> =
            after.values.iter().map(|step| crate::params::number_text(*step)).collect();
        Ok(Self {
            base: made("base", base).rows(&["model"]).cols(&["width", "warm-up"]),
            after: after.axes("steps", "after step").rows(&["steps"]).cols(&labels),
        })
    }

    /// The rate at its highest, and at the steps that are asked for.
    pub(super) fn steps(self) -> [Step; 2] {
        let Self { base, after } = self;
        let width = columns("width", &base, 0, 1);
        let warm_up = columns("warm_up", &base, 1, 2);
        let product = mul("product", &width, &warm_up).cols(&["width × warm-up"]);
        let root = map("root", &product, Function::Sqrt).kind(Kind::Number);
        let top = map("top_rate", &root, Function::Reciprocal).cols(&["highest rate"]);
        let says = "A rate need not stay as it is. The first Transformer (Vaswani et al. 2017, base \
                    model: 6 layers, width 512, 8 heads, MLP 2,048 wide, dropout 0.1) was trained \
                    with one that rose for 4,000 steps and then fell. Its highest value follows \
                    from width and warm-up alone.";
        let formula = "top_rate = 1 / √(width · warm_up)";
        let highest = top.at(0, 0);
        let tables = vec![base, width.clone(), warm_up.clone(), product, root, top.clone()];
        let first = Step::of("top", "warm-up", says, formula, tables)
            .look(at("top_rate", 0, 0))
            .ask_number("How high does the rate get?", 0.2 * highest);
        [first, rates(&after, &width, &warm_up, highest)]
    }
}

fn rates(after: &Table, width: &Table, warm_up: &Table, highest: f64) -> Step {
    let count = after.values.ncols();
    let each = transpose("each", after).axes("after step", "steps");
    let roots = map("step_roots", &each, Function::Sqrt).kind(Kind::Number);
    let falling = map("falling", &roots, Function::Reciprocal).cols(&["falling"]);
    let warm_root = map("warm_up_root", warm_up, Function::Sqrt).kind(Kind::Number);
    let slowness = mul("slowness", warm_up, &warm_root).cols(&["^1.5"]).kind(Kind::Number);
    let rising = div("rising", &each, &slowness).cols(&["rising"]).kind(Kind::Number);
    let both = beside("both", &[&rising, &falling]).col_axis("way");
    let lower = reduce("lower", &both, Reduction::Min, Axis::Row);
    let width_root = map("width_root", width, Function::Sqrt).kind(Kind::Number);
    let rates = div("rates", &lower, &width_root).cols(&["rate"]);
    let largest = crate::math::largest(&rates.values);
    let says = "The rate follows the lower of two lines: one that rises with the step, and one \
                that falls with its root. They cross where the warm-up ends.";
    let formula = "rate = min(step / warm_up^1.5, 1 / √step) / √width";
    let tables = vec![
        after.clone(),
        each,
        roots,
        falling,
        warm_root,
        slowness,
        rising,
        both,
        lower,
        width_root,
        rates,
    ];
    Step::of("rates", "schedule", says, formula, tables).look(at("rates", count / 2, 0)).claims([
        at_most("no step has a rate above the highest: largest", largest, highest * (1.0 + 1e-12)),
    ])
}
