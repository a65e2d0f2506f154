//! Demo `layer-norm`: each row of numbers is brought to mean 0 and spread 1, then stretched and
//! shifted place by place; beside it the RMS form, which leaves the mean alone.
//! `x` and what is made of it are n × d, what is reduced n × 1, `gain` and `shift` 1 × d.
//!
//! Layer normalization as in Ba et al. 2016, RMS normalization as in Zhang & Sennrich 2019.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{self, Labels};
use crate::math;
use crate::params::{ParamKind, Params, Value, counted};
use crate::report::{
    Answer, Axis, Check, Function, Kind, Norm, Origin, Reduction, Report, Step, Table,
};
use crate::shared::{check_shape, labels, numbered, numbers, param, source};
use crate::steps::{at, at_most, gap, size};
use ndarray::Array2;

/// The demo.
pub(crate) struct LayerNorm;

const ROW: ParamKind = ParamKind::Matrix { max_rows: 1, max_cols: 64 };

static SPEC: Spec = Spec {
    name: "layer-norm",
    title: "Layer normalization",
    about: "Brings each row of numbers to the same middle and spread, then lets it be stretched",
    topics: &["layer-normalization", "transformer", "residual-connection"],
    params: &[
        param(
            "x",
            "rows of numbers, one for each word",
            ParamKind::Matrix { max_rows: 16, max_cols: 64 },
            "1 2 3 4; 11 12 13 14; 10 20 30 40",
        ),
        param("labels", "words for the rows, one for each", ParamKind::Tokens { max: 16 }, ""),
        param("gain", "what each place is multiplied by, one number a column; else 1", ROW, ""),
        param("shift", "what is added to each place, one number a column; else 0", ROW, ""),
        param(
            "eps",
            "added to the variance, so that equal numbers do not divide by nothing",
            ParamKind::Number { min: 1e-12, max: 10.0 },
            "0.00001",
        ),
    ],
    metrics: &[
        ("mean_gap", "how far the mean of a normalized row is from 0, at most"),
        ("variance_max", "the largest variance of a normalized row"),
        ("variance_min", "the smallest variance of a normalized row"),
        ("layer_rms_gap", "the largest difference between the layer and the RMS form"),
    ],
    breaks: &[
        Break {
            what: "take equal numbers",
            set: &[("x", "5 5 5 5; 1 2 3 4"), ("labels", "")],
            symptom: "the variance is 0, and only eps stands between the row and a division by \
                      nothing: all that is left of it is the shift",
        },
        Break {
            what: "use a huge eps",
            set: &[("eps", "10")],
            symptom: "rows with little spread stay small: they no longer come out alike",
        },
        Break {
            what: "let one number stick out",
            set: &[("x", "1 2 3 1000; 1 2 3 4"), ("labels", "")],
            symptom: "the large number takes all the room, and the others become nearly equal",
        },
    ],
};

impl Demo for LayerNorm {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let x = numbers(params, "x")?;
        let width = x.ncols();
        let rows = labels(params, "labels", "row of x", x.nrows())?;
        let ours = !params.is_given("x");
        let gain =
            per_column(params, "gain", width, if ours { [1.0, 1.0, 1.0, 2.0] } else { [1.0; 4] })?;
        let shift =
            per_column(params, "shift", width, [0.0, 0.0, 0.0, if ours { 1.0 } else { 0.0 }])?;
        let columns =
            |rows: Vec<String>| Labels { axes: ("row", "place"), rows, cols: numbered(width) };
        let x =
            make::given("x", Kind::Number, x.clone(), source(params, "x")).labels(columns(rows));
        let one = |name: &str, values: &Array2<f64>| {
            let labels = columns(vec![name.to_owned()]);
            make::given(name, Kind::Number, values.clone(), source(params, name)).labels(labels)
        };
        let tables = Tables::new(params, x, one("gain", &gain), one("shift", &shift));
        sink.report(tables.report(params));
        Ok(())
    }
}

/// A row of the reader's, else `ours`, of which the last number is repeated as often as is needed.
fn per_column(
    params: &Params,
    name: &str,
    width: usize,
    ours: [f64; 4],
) -> Result<Array2<f64>, DemoError> {
    if let Some(Value::Matrix(row)) = params.value(name) {
        check_shape(name, row, (1, width), "one number for each column of x")?;
        return Ok(row.clone());
    }
    if params.value(name).is_some() {
        numbers(params, name)?;
    }
    Ok(Array2::from_shape_fn((1, width), |(_, col)| ours.get(col).copied().unwrap_or(ours[3])))
}

struct Tables {
    x: Table,
    mean: Table,
    centred: Table,
    variance: Table,
    eps: Table,
    padded: Table,
    deviation: Table,
    divided: Table,
    normalized: Table,
    gain: Table,
    shift: Table,
    stretched: Table,
    output: Table,
    squares: Table,
    mean_square: Table,
    padded_square: Table,
    rms: Table,
    rms_divided: Table,
    rms_normalized: Table,
    rms_output: Table,
}

impl Tables {
    fn new(params: &Params, x: Table, gain: Table, shift: Table) -> Self {
        let number = Kind::Number;
        let small = params.number("eps");
        let eps =
            make::given("eps", number, Array2::from_elem((1, 1), small), source(params, "eps"))
                .labels(Labels {
                    axes: ("number", "number"),
                    rows: vec!["eps".into()],
                    cols: numbered(1),
                });
        let mean = make::reduce("mean", &x, Reduction::Mean, Axis::Row);
        let centred = make::sub("centred", &x, &mean);
        let variance = make::reduce("variance", &x, Reduction::Variance, Axis::Row);
        let padded = make::add("variance_eps", &variance, &eps);
        let deviation = make::map("deviation", &padded, Function::Sqrt);
        let divided = make::div("divided", &centred, &deviation);
        let normalized = make::normalize("normalized", &x, Norm::Layer, small);
        let stretched = make::mul("stretched", &normalized, &gain);
        let output = make::add("output", &stretched, &shift);
        let squares = make::map("squares", &x, Function::Square);
        let mean_square = make::reduce("mean_square", &squares, Reduction::Mean, Axis::Row);
        let padded_square = make::add("mean_square_eps", &mean_square, &eps);
        let rms = make::map("rms", &padded_square, Function::Sqrt);
        let rms_divided = make::div("rms_divided", &x, &rms);
        let rms_normalized = make::normalize("rms_normalized", &x, Norm::Rms, small);
        let rms_output = make::mul("rms_output", &rms_normalized, &gain);
        let called = |name: &str, table: Table| Table { cols: vec![name.to_owned()], ..table };
        Self {
            padded: called("with eps", padded),
            deviation: called("deviation", deviation),
            padded_square: called("with eps", padded_square),
            rms: called("rms", rms),
            x,
            mean,
            centred,
            variance,
            eps,
            divided,
            normalized,
            gain,
            shift,
            stretched,
            output,
            squares,
            mean_square: called("mean", mean_square),
            rms_divided,
            rms_normalized,
            rms_output,
        }
    }

    fn report(self, params: &Params) -> Report {
        let (rows, cols) = self.x.values.dim();
        let theirs = ["x", "gain", "shift"].iter().any(|name| params.is_given(name));
        let (means, variances) = self.moments();
        let metrics = vec![
            ("mean_gap", means.iter().copied().map(f64::abs).fold(0.0, f64::max)),
            ("variance_max", math::largest(&variances)),
            ("variance_min", math::smallest(&variances)),
            ("layer_rms_gap", gap(&self.normalized, &self.rms_normalized)),
        ];
        Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if theirs { Origin::Given } else { Origin::HandSet },
            facts: vec![
                format!(
                    "{} of {}",
                    counted(rows, "row", "rows"),
                    counted(cols, "number", "numbers")
                ),
                format!("eps {}", params.number("eps")),
                if theirs { "numbers as given" } else { "hand-set numbers" }.to_owned(),
            ],
            steps: self.steps(),
            metrics,
            caveat: None,
        }
    }

    /// Mean and variance of each normalized row.
    fn moments(&self) -> (Vec<f64>, Vec<f64>) {
        let of = |reduction| {
            let rows = self.normalized.values.rows().into_iter();
            rows.map(|row| math::reduce(reduction, &row)).collect()
        };
        (of(Reduction::Mean), of(Reduction::Variance))
    }

    fn steps(self) -> Vec<Step> {
        let last = self.x.values.nrows().saturating_sub(1);
        let end = self.x.values.ncols().saturating_sub(1);
        let (layer, rms) = (self.checks(), self.rms_checks());
        let same = if last == 0 { "" } else { " Compare the rows." };
        let ask = format!(
            "What does the first number of row \"{}\" become?",
            self.x.rows.get(last).map_or("", String::as_str)
        );
        let answer = Answer::Number { cell: at("normalized", last, 0), tolerance: 0.05 };
        vec![
            Step::of(
                "rows",
                "rows",
                "Each row holds the numbers of one word. Rows differ in where they lie and how \
                 far they spread, and that makes the next layer's work harder.",
                "x, as given",
                vec![self.x],
            )
            .look(at("x", last, 0)),
            Step::of(
                "mean",
                "mean",
                "The middle of each row is taken away from all of it. What is left says how far \
                 each number lies above or below the middle of its own row.",
                "centred = x − mean of the row",
                vec![self.mean, self.centred],
            )
            .look(at("centred", last, 0)),
            Step::of(
                "spread",
                "spread",
                "The variance is the mean of the squared distances; its root says how far the \
                 numbers typically lie from their middle. The tiny eps keeps it above 0.",
                "deviation = √(variance of the row + eps)",
                vec![self.eps, self.variance, self.padded, self.deviation],
            )
            .look(at("deviation", last, 0)),
            Step::of("normalized", "normalized", format!(
                        "Each distance is divided by the deviation of its row: mean 0, spread 1. \
                         Adding the same number to a row, or multiplying it, no longer matters.{same}"
                    ), "normalized = centred / deviation", vec![self.divided, self.normalized]).look(at("normalized", last, 0)).claims(layer).ask(ask, answer),
            Step::of(
                "output",
                "gain, shift",
                "Each place has a gain and a shift of its own, the same for all rows. They are \
                 learned; before training they are 1 and 0, so that nothing changes.",
                "output = normalized × gain + shift",
                vec![self.gain, self.shift, self.stretched, self.output],
            )
            .look(at("output", last, end)),
            Step::of("rms", "RMS", "Many newer models leave the mean where it is and divide by the root of the \
                     mean square alone. A row that was multiplied still comes out alike; one that \
                     was shifted does not.", "rms_normalized = x / √(mean of x² + eps)", vec![
                        self.squares,
                        self.mean_square,
                        self.padded_square,
                        self.rms,
                        self.rms_divided,
                        self.rms_normalized,
                        self.rms_output,
                    ]).look(at("rms_normalized", last, 0)).claims(rms),
        ]
    }

    /// How much of a normalized number may be rounding: what a row has, over its own spread.
    fn rounding(&self) -> f64 {
        let deviation = math::smallest(&self.deviation.values);
        1e-12 * (1.0 + size(&self.x) / deviation)
    }

    fn checks(&self) -> Vec<Check> {
        let (means, variances) = self.moments();
        let mean = means.iter().copied().map(f64::abs).fold(0.0, f64::max);
        vec![
            at_most("every normalized row has mean 0: largest gap", mean, self.rounding()),
            at_most(
                "no normalized row has a variance above 1: largest",
                math::largest(&variances),
                1.0 + 1e-9,
            ),
            at_most(
                "step by step and normalized at once agree: largest gap",
                gap(&self.divided, &self.normalized),
                1e-12,
            ),
        ]
    }

    fn rms_checks(&self) -> Vec<Check> {
        let squares = self.rms_normalized.values.rows().into_iter();
        let squares = squares.map(|row| row.iter().map(|value| value * value).sum::<f64>());
        let largest = squares.fold(0.0, f64::max) / self.x.values.ncols() as f64;
        vec![
            at_most("no RMS row has a mean square above 1: largest", largest, 1.0 + 1e-9),
            at_most(
                "step by step and at once agree: largest gap",
                gap(&self.rms_divided, &self.rms_normalized),
                1e-12,
            ),
        ]
    }
}
