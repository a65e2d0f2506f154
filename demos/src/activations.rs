//! Demo `activations`: what the usual functions make of a row of numbers, one below the other.
//! `x` and every function of it are 1 × n, `side_by_side` has a row for each function.
//!
//! GELU and its tanh form as in Hendrycks & Gimpel 2016; `SiLU` is x times its sigmoid.

mod curves;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{self, Labels};
use crate::math;
use crate::params::{ParamKind, Params, counted, number_text};
use crate::report::{Answer, Check, Function, Kind, Origin, Report, Step, Table};
use crate::shared::{numbers, param, source};
use crate::steps::{at, at_least, at_most, gap, size};

/// The demo.
pub(crate) struct Activations;

static SPEC: Spec = Spec {
    name: "activations",
    title: "Activation functions",
    about: "What step, ReLU, sigmoid, tanh, GELU and SiLU make of the same numbers",
    topics: &["activation-function", "neural-network", "multilayer-perceptron"],
    params: &[param(
        "x",
        "a row of numbers that go in",
        ParamKind::Matrix { max_rows: 1, max_cols: 32 },
        "-2 -1 -0.5 0 1 2",
    )],
    metrics: &[
        ("gelu_gap", "the largest difference between GELU and its tanh form"),
        ("gelu_min", "the smallest GELU"),
        ("slope_max", "the largest slope of the sigmoid"),
        ("silent", "how many numbers ReLU turns into 0"),
    ],
    breaks: &[
        Break {
            what: "let only negative numbers in",
            set: &[("x", "-4 -3 -2 -1")],
            symptom: "ReLU gives nothing and has no slope: a unit that only ever sees such \
                      numbers cannot learn its way back",
        },
        Break {
            what: "let large numbers in",
            set: &[("x", "-100 -10 10 100")],
            symptom: "sigmoid and tanh are flat at both ends, so their slopes vanish, while ReLU \
                      and GELU still tell the large numbers apart",
        },
    ],
};

impl Demo for Activations {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let x = numbers(params, "x")?;
        let labels = Labels {
            axes: ("function", "of"),
            rows: vec!["x".to_owned()],
            cols: x.iter().map(|value| number_text(*value)).collect(),
        };
        let x = make::given("x", Kind::Number, x.clone(), source(params, "x")).labels(labels);
        sink.report(Tables::new(x).report(params));
        Ok(())
    }
}

struct Tables {
    x: Table,
    step: Table,
    relu: Table,
    sigmoid: Table,
    tanh: Table,
    squared: Table,
    slope: Table,
    gelu: Table,
    gelu_tanh: Table,
    gelu_gap: Table,
    silu: Table,
    all: Table,
}

impl Tables {
    fn new(x: Table) -> Self {
        let called = |name: &str, table: Table| Table { rows: vec![name.to_owned()], ..table };
        let of_x = |id: &str, name: &str, function| {
            called(name, make::map(id, &x, function).kind(Kind::Number))
        };
        let step = of_x("step", "step", Function::Step);
        let relu = of_x("relu", "ReLU", Function::Relu);
        let sigmoid = of_x("sigmoid", "sigmoid", Function::Sigmoid);
        let tanh = of_x("tanh", "tanh", Function::Tanh);
        let gelu = of_x("gelu", "GELU", Function::Gelu);
        let gelu_tanh = of_x("gelu_tanh", "GELU tanh", Function::GeluTanh);
        let squared = make::map("sigmoid_squared", &sigmoid, Function::Square).kind(Kind::Number);
        let slope = make::sub("sigmoid_slope", &sigmoid, &squared).kind(Kind::Number);
        let gelu_gap = make::sub("gelu_gap", &gelu, &gelu_tanh).kind(Kind::Number);
        let silu = make::mul("silu", &x, &sigmoid).kind(Kind::Number);
        let (squared, slope) = (called("squared", squared), called("slope", slope));
        let (gelu_gap, silu) = (called("difference", gelu_gap), called("SiLU", silu));
        let all = [&step, &relu, &sigmoid, &tanh, &gelu, &gelu_tanh, &silu];
        let all = make::below("side_by_side", &all).kind(Kind::Number);
        Self { x, step, relu, sigmoid, tanh, squared, slope, gelu, gelu_tanh, gelu_gap, silu, all }
    }

    fn report(self, params: &Params) -> Report {
        let theirs = params.is_given("x");
        let silent = self.relu.values.iter().filter(|value| **value == 0.0).count();
        let metrics = vec![
            ("gelu_gap", size(&self.gelu_gap)),
            ("gelu_min", math::smallest(&self.gelu.values)),
            ("slope_max", math::largest(&self.slope.values)),
            ("silent", silent as f64),
        ];
        Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if theirs { Origin::Given } else { Origin::HandSet },
            facts: vec![
                counted(self.x.values.ncols(), "number", "numbers"),
                if theirs { "numbers as given" } else { "hand-set numbers" }.to_owned(),
            ],
            steps: self.steps(),
            metrics,
            caveat: None,
        }
    }

    fn steps(self) -> Vec<Step> {
        // The most telling number is one a little below zero: there the functions differ most.
        let distance = |value: &f64| (value + 1.0).abs();
        let nearest = self.x.values.iter().map(distance).fold(f64::INFINITY, f64::min);
        let col = self.x.values.iter().position(|value| distance(value) <= nearest).unwrap_or(0);
        let look = |table: &str| at(table, 0, col);
        let (bounded, gelu) = (self.bounded_checks(), self.gelu_checks());
        let of = self.x.cols.get(col).map_or("", String::as_str);
        let ask = format!("Which of the functions makes the most of {of}?");
        let answer = Answer::LargestInColumn { table: "side_by_side".to_owned(), col };
        let bent = vec![
            Step::of(
                "numbers",
                "numbers",
                "A layer adds up weighted inputs. The sum can be any number, and without a bend \
                 after it two layers would be no more than one.",
                "x, as given",
                vec![self.x.clone()],
            )
            .look(look("x")),
            Step::of(
                "hard",
                "step, ReLU",
                "The step says yes or no and has no slope to learn from. ReLU lets through what \
                 is above zero and nothing else; its slope is the step.",
                "step = 1 where x > 0, else 0; relu = x where x > 0, else 0",
                vec![self.step, self.relu],
            )
            .look(look("relu")),
            Step::of(
                "bounded",
                "sigmoid, tanh",
                "Both bend a number into a fixed range, sigmoid from 0 to 1, tanh from −1 to \
                     1. Far from zero they are flat: the slope of the sigmoid, shown below, is at \
                     most a quarter and soon next to nothing.",
                "sigmoid = 1 / (1 + e^−x); its slope = sigmoid − sigmoid²",
                vec![self.sigmoid, self.tanh, self.squared, self.slope],
            )
            .look(look("sigmoid_slope"))
            .claims(bounded),
            Step::of(
                "smooth",
                "GELU, SiLU",
                "These weigh x by how likely it is to be kept: close to ReLU, but smooth, and \
                     a little below zero on the left. GELU has a cheaper form with tanh that \
                     hardly differs.",
                "gelu = x × Φ(x); silu = x × sigmoid(x)",
                vec![self.gelu, self.gelu_tanh, self.gelu_gap, self.silu],
            )
            .look(look("gelu"))
            .claims(gelu),
        ];
        let curves = curves::curves(&self.x);
        let together = Step::of(
            "together",
            "together",
            "All of them below one another: read down a column to see what each makes of one \
                 number, along a row to see its shape.",
            "side_by_side = the rows above, one below the other",
            vec![self.all],
        )
        .look(look("side_by_side"))
        .draw(curves::picture(true))
        .ask(ask, answer);
        bent.into_iter().chain([curves, together]).collect()
    }

    fn bounded_checks(&self) -> Vec<Check> {
        let x = &self.x.values;
        // tanh(x) = 2·sigmoid(2x) − 1.
        let sigmoid = x.mapv(|x| 2.0 * math::function(Function::Sigmoid, 2.0 * x) - 1.0);
        let apart = sigmoid.iter().zip(&self.tanh.values).map(|(a, b)| (a - b).abs());
        vec![
            at_most("tanh(x) = 2 · sigmoid(2x) − 1: largest gap", apart.fold(0.0, f64::max), 1e-12),
            at_most(
                "the slope of the sigmoid is at most 1/4: largest",
                math::largest(&self.slope.values),
                0.25,
            ),
        ]
    }

    fn gelu_checks(&self) -> Vec<Check> {
        vec![
            at_most(
                "GELU and its tanh form differ by less than 0.0005: largest gap",
                gap(&self.gelu, &self.gelu_tanh),
                5e-4,
            ),
            at_least(
                "GELU never falls below −0.17: smallest",
                math::smallest(&self.gelu.values),
                -0.17,
            ),
        ]
    }
}
