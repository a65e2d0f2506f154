//! Demo `warm-up`: a learning rate that rises in a straight line and then falls with the root of the
//! step, as the first Transformer was trained (Vaswani et al. 2017, equation 3). Width and warm-up
//! are 1 × 1; whatever belongs to a step is n × 1.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{beside, div, given, given_number, map, mul, reduce, transpose};
use crate::math;
use crate::params::{ParamKind, Params, bad, number_text};
use crate::report::{Axis, Curve, Function, Kind, Origin, Picture, Reduction, Report, Step, Table};
use crate::shared::{numbers, param, source};
use crate::steps::{at, at_most};

/// The demo.
pub(crate) struct WarmUp;

static SPEC: Spec = Spec {
    name: "warm-up",
    title: "A learning rate that warms up",
    about: "Follows a learning rate that rises at first and then falls with the root of the step",
    topics: &["transformer", "gradient-descent", "learning-rate"],
    params: &[
        param(
            "width",
            "the width of the model, d_model",
            ParamKind::Integer { min: 1, max: 65_536 },
            "512",
        ),
        param(
            "warm_up",
            "after how many steps the rate is at its highest",
            ParamKind::Integer { min: 1, max: 1_000_000 },
            "4000",
        ),
        param(
            "after",
            "after how many steps the rate is shown, in order",
            ParamKind::Matrix { max_rows: 1, max_cols: 16 },
            "1 500 1000 2000 3000 4000 5000 6000 8000 10000 13000 16000 20000",
        ),
    ],
    metrics: &[
        ("highest", "the highest rate"),
        ("first", "the rate at the first step that is shown"),
        ("last", "the rate at the last one"),
    ],
    breaks: &[
        Break {
            what: "leave the warm-up out",
            set: &[("warm_up", "1")],
            symptom: "the first step is taken at the highest rate of all, sixty-three times as high \
                      as with a warm-up of 4,000 steps",
        },
        Break {
            what: "warm up for too long",
            set: &[("warm_up", "100000")],
            symptom: "within all the steps that are shown the rate only rises",
        },
    ],
};

impl Demo for WarmUp {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let after = numbers(params, "after")?;
        if let Some(low) = after.iter().find(|number| **number < 1.0) {
            let allowed = "a number of at least 1 is expected".to_owned();
            return Err(bad("after", low.to_string(), allowed));
        }
        if let Some(pair) = after.as_slice().and_then(|all| all.windows(2).find(|p| p[0] >= p[1])) {
            let given = format!("\"{} {}\"", number_text(pair[0]), number_text(pair[1]));
            return Err(bad("after", given, "smaller numbers are expected first".to_owned()));
        }
        let labels: Vec<String> = after.iter().map(|step| number_text(*step)).collect();
        let after = given("after", Kind::Count, after.clone(), source(params, "after"));
        sink.report(report(
            params,
            &after.axes("steps", "after step").rows(&["steps"]).cols(&labels),
        ));
        Ok(())
    }
}

fn report(params: &Params, after: &Table) -> Report {
    let size = |name: &str| {
        let value = params.integer(name) as f64;
        given_number(name, Kind::Count, value, source(params, name)).rows(&["model"])
    };
    let (width, warm_up) = (size("width"), size("warm_up"));
    let (first, highest) = highest(&width, &warm_up);
    let (second, rates) = rates(after, &width, &warm_up, highest);
    let at = |row: usize| rates.at(row, 0);
    let last = rates.values.nrows().saturating_sub(1);
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if params.is_given("after") { Origin::Given } else { Origin::HandSet },
        facts: vec![
            format!("d_model {}", params.integer("width")),
            format!("warm-up of {} steps", params.integer("warm_up")),
        ],
        steps: vec![first, second],
        metrics: vec![("highest", highest), ("first", at(0)), ("last", at(last))],
        caveat: None,
    }
}

/// The rate at its highest: where the warm-up ends.
fn highest(width: &Table, warm_up: &Table) -> (Step, f64) {
    let product = mul("product", width, warm_up).cols(&["product"]);
    let root = map("root", &product, Function::Sqrt).kind(Kind::Number);
    let top = map("top_rate", &root, Function::Reciprocal).cols(&["rate"]);
    let says = "A rate need not stay as it is. The first Transformer (Vaswani et al. 2017, base \
                model: 6 layers, width 512, 8 heads, MLP 2,048 wide, dropout 0.1) was trained \
                with one that rose for 4,000 steps and then fell. Its highest value follows from \
                width and warm-up alone.";
    let formula = "top_rate = 1 / √(width · warm_up)";
    let highest = top.at(0, 0);
    let tables = vec![width.clone(), warm_up.clone(), product, root, top];
    let step = Step::of("top", "highest", says, formula, tables)
        .look(at("top_rate", 0, 0))
        .ask_number("How high does the rate get?", 0.2 * highest);
    (step, highest)
}

fn rates(after: &Table, width: &Table, warm_up: &Table, highest: f64) -> (Step, Table) {
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
    let largest = math::largest(&rates.values);
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
        rates.clone(),
    ];
    let most = highest * (1.0 + 1e-12);
    let highest_of = rates.values.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    let step = Step::of("rates", "rates", says, formula, tables)
        .look(at("rates", highest_of.map_or(0, |(row, _)| row), 0))
        .draw(Picture::curve(Curve::columns("rates").over("after")))
        .claims([at_most("no step has a rate above the highest: largest", largest, most)]);
    (step, rates)
}
