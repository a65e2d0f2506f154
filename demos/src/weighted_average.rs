//! Demo `weighted-average`: rows of values times weights, added up; what holds while the weights
//! are shares of one, and what does not hold when they are not.
//! `weights` is 1 × n, `values` n × d, the output and its bounds 1 × d.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{self, Labels};
use crate::math;
use crate::params::{ParamKind, Params, bad, counted, number_text};
use crate::report::{Answer, Axis, Check, Kind, Origin, Reduction, Report, Step, Table};
use crate::shared::{column_labels, labels, numbers, param, source};
use crate::steps::{at, at_least, at_most, gap, size};

/// The demo.
pub(crate) struct WeightedAverage;

/// Weights that add up to less of their sizes than this have no shares: rounding is all there is.
const SMALLEST_TOTAL: f64 = 1e-9;

static SPEC: Spec = Spec {
    name: "weighted-average",
    title: "Weighted average",
    about: "Blends rows of values by weights, and shows what a blend can and cannot be",
    topics: &["weighted-average", "attention-mechanism", "probability-distribution"],
    params: &[
        param(
            "weights",
            "one row of weights, one for each row of values",
            ParamKind::Matrix { max_rows: 1, max_cols: 32 },
            "0.5 0.3 0.2",
        ),
        param(
            "values",
            "rows of numbers that are blended",
            ParamKind::Matrix { max_rows: 32, max_cols: 16 },
            "4 0; 0 2; 6 6",
        ),
        param("labels", "words for the rows, one for each", ParamKind::Tokens { max: 32 }, ""),
        param("columns", "words for the columns, one for each", ParamKind::Tokens { max: 16 }, ""),
    ],
    metrics: &[
        ("total", "what the weights add up to"),
        ("smallest_weight", "the smallest weight"),
        ("overshoot", "how far the output leaves the range of its column, at most"),
        ("largest_output", "the largest number of the output"),
    ],
    breaks: &[
        Break {
            what: "let the weights add up to two",
            set: &[
                ("weights", "1 0.6 0.4"),
                ("values", "4 0; 0 2; 6 6"),
                ("labels", ""),
                ("columns", ""),
            ],
            symptom: "the output is twice the average, and may lie beyond every value",
        },
        Break {
            what: "take a negative weight",
            set: &[
                ("weights", "1.5 -0.5 0"),
                ("values", "4 0; 0 2; 6 6"),
                ("labels", ""),
                ("columns", ""),
            ],
            symptom: "the weights still add up to one, but the output leaves the range: it is \
                      pushed away from a value instead of drawn to it",
        },
        Break {
            what: "give everything to one",
            set: &[
                ("weights", "0 1 0"),
                ("values", "4 0; 0 2; 6 6"),
                ("labels", ""),
                ("columns", ""),
            ],
            symptom: "the output is that value itself, unchanged",
        },
    ],
};

impl Demo for WeightedAverage {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let (weights, values) = (numbers(params, "weights")?, numbers(params, "values")?);
        if weights.ncols() != values.nrows() {
            // The one that the reader put in is the one to be named.
            return Err(if params.is_given("weights") || !params.is_given("values") {
                let expected = counted(values.nrows(), "weight is", "weights are");
                let allowed = format!("{expected} expected, one for each row of values");
                bad("weights", counted(weights.ncols(), "weight", "weights"), allowed)
            } else {
                let expected = counted(weights.ncols(), "row is", "rows are");
                let allowed = format!("{expected} expected, one for each weight");
                bad("values", counted(values.nrows(), "row", "rows"), allowed)
            });
        }
        let rows = labels(params, "labels", "row of values", values.nrows())?;
        let cols = column_labels(params, "columns", "values", values.ncols())?;
        let weights =
            make::given("weights", Kind::Weight, weights.clone(), source(params, "weights"))
                .labels(Labels {
                    axes: ("blend", "takes from"),
                    rows: vec!["weight".to_owned()],
                    cols: rows.clone(),
                });
        let labels = Labels { axes: ("value", "place"), rows, cols };
        let values = make::given("values", Kind::Value, values.clone(), source(params, "values"))
            .labels(labels);
        sink.report(Blend::new(weights, values).report(params));
        Ok(())
    }
}

struct Blend {
    values: Table,
    weights: Table,
    total: Table,
    turned: Table,
    contributions: Table,
    summed: Table,
    output: Table,
    low: Table,
    high: Table,
    /// Shares, their average, and that average times the total; none where nothing is shared out.
    fair: Option<[Table; 3]>,
}

impl Blend {
    fn new(weights: Table, values: Table) -> Self {
        let total = make::reduce("total", &weights, Reduction::Sum, Axis::Row);
        let turned = make::transpose("weights_turned", &weights);
        let contributions = make::mul("contributions", &turned, &values).kind(Kind::Value);
        let column =
            |id: &str, of: &Table, by| make::reduce(id, of, by, Axis::Column).kind(Kind::Value);
        let summed = column("summed", &contributions, Reduction::Sum);
        let low = column("low", &values, Reduction::Min);
        let high = column("high", &values, Reduction::Max);
        let output = make::matmul("output", &weights, &values).kind(Kind::Value);
        let sizes: f64 = weights.values.iter().map(|weight| weight.abs()).sum();
        let shared_out = math::sum(&total.values).abs() > SMALLEST_TOTAL * sizes;
        let called = |name: &str, table: Table| Table { rows: vec![name.to_owned()], ..table };
        let output = called("output", output);
        let fair = shared_out.then(|| {
            let shares = make::div("shares", &weights, &total).kind(Kind::Weight);
            let average = make::matmul("average", &shares, &values).kind(Kind::Value);
            let again = make::mul("total_times_average", &average, &total).kind(Kind::Value);
            [called("share", shares), called("average", average), called("times total", again)]
        });
        Self { values, weights, total, turned, contributions, summed, output, low, high, fair }
    }

    fn total(&self) -> f64 {
        math::sum(&self.total.values)
    }

    /// Shares of one: none below zero, and together one.
    fn is_fair(&self) -> bool {
        (self.total() - 1.0).abs() <= 1e-12 && math::smallest(&self.weights.values) >= 0.0
    }

    /// How far the output leaves the range of its column of the values.
    fn overshoot(&self) -> f64 {
        let bounds = self.low.values.iter().zip(&self.high.values);
        let beyond =
            |(output, (low, high)): (&f64, (&f64, &f64))| (output - high).max(low - output);
        self.output.values.iter().zip(bounds).map(beyond).fold(0.0, f64::max)
    }

    fn report(self, params: &Params) -> Report {
        let theirs = params.is_given("weights") || params.is_given("values");
        let metrics = vec![
            ("total", self.total()),
            ("smallest_weight", math::smallest(&self.weights.values)),
            ("overshoot", self.overshoot()),
            ("largest_output", math::largest(&self.output.values)),
        ];
        let (rows, cols) = self.values.values.dim();
        Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if theirs { Origin::Given } else { Origin::HandSet },
            facts: vec![
                format!(
                    "{} of {}",
                    counted(rows, "value", "values"),
                    counted(cols, "number", "numbers")
                ),
                if self.is_fair() {
                    "weights are shares of one".to_owned()
                } else {
                    let shown = (self.total() * 1e6).round() / 1e6;
                    format!("weights add up to {}", number_text(shown))
                },
                if theirs { "numbers as given" } else { "hand-set numbers" }.to_owned(),
            ],
            steps: self.steps(),
            metrics,
            caveat: None,
        }
    }

    fn steps(self) -> Vec<Step> {
        let sizes: Vec<f64> = self.contributions.values.column(0).iter().copied().collect();
        let row = math::first_largest(&sizes);
        let (of_weights, of_sum, of_shares) =
            (self.weight_checks(), self.sum_checks(), self.share_checks());
        let fair = self.is_fair();
        let place = self.values.cols.first().map_or("", String::as_str);
        let ask = format!("Which row adds the most to column \"{place}\" of the output?");
        let answer = Answer::LargestInColumn { table: "contributions".to_owned(), col: 0 };
        let mut steps = vec![
            Step::of(
                "values",
                "values",
                "Each row is something that can be taken in, as a list of numbers.",
                "values, as given",
                vec![self.values],
            )
            .look(at("values", row, 0)),
            Step::of(
                "weights",
                "weights",
                "A weight says how much of a row is taken. If no weight is below zero and \
                     together they make one, they are shares, and the result is an average.",
                "total = sum of the weights",
                vec![self.weights, self.total],
            )
            .look(at("weights", 0, row))
            .claims(of_weights),
            Step::of(
                "contributions",
                "parts",
                "Every number of a row is multiplied by the weight of that row. A large \
                     weight on small numbers adds little, and a small weight on large numbers \
                     can add much.",
                "contributions = weight of the row × values",
                vec![self.turned, self.contributions],
            )
            .look(at("contributions", row, 0))
            .ask(ask, answer),
            Step::of(
                "output",
                "output",
                if fair {
                    "The parts are added up, column by column. The output lies between the \
                         lowest and the highest number of each column: a mix of the rows, not a \
                         choice of one."
                } else {
                    "The parts are added up, column by column. These weights are no shares \
                         of one, so nothing keeps the output between the lowest and the highest \
                         number of its column."
                },
                "output = weights · values",
                vec![self.low, self.high, self.summed, self.output],
            )
            .look(at("output", 0, 0))
            .claims(of_sum),
        ];
        if let Some([shares, average, again]) = self.fair {
            steps.push(
                Step::of(
                    "shares",
                    "shares",
                    "Dividing the weights by their total makes shares of one of them. The output \
                     is the average by these shares, times the total; softmax makes shares from \
                     the start.",
                    "average = (weights / total) · values",
                    vec![shares, average, again],
                )
                .look(at("total_times_average", 0, 0))
                .claims(of_shares),
            );
        }
        steps
    }

    fn weight_checks(&self) -> Vec<Check> {
        let expected = (self.total() - 1.0).abs() <= 1e-12;
        let smallest = math::smallest(&self.weights.values);
        let sum = at_most("the weights add up to 1: gap", (self.total() - 1.0).abs(), 1e-12);
        let positive = at_least("no weight is below 0: smallest", smallest, 0.0);
        vec![Check { expected, ..sum }, Check { expected: smallest >= 0.0, ..positive }]
    }

    fn sum_checks(&self) -> Vec<Check> {
        let room = 1e-12 * (1.0 + size(&self.contributions));
        let same = "parts added up and weights times values agree: largest gap";
        let mut checks = vec![at_most(same, gap(&self.summed, &self.output), room)];
        if self.is_fair() {
            let inside = "the output stays between low and high: largest overshoot";
            checks.push(at_most(inside, self.overshoot(), 1e-12 * (1.0 + size(&self.values))));
        }
        checks
    }

    fn share_checks(&self) -> Vec<Check> {
        let Some([shares, _, again]) = &self.fair else { return Vec::new() };
        let sizes: f64 = shares.values.iter().map(|share| share.abs()).sum();
        let room = 1e-12 * (1.0 + sizes) * (1.0 + size(&self.contributions));
        vec![
            at_most(
                "the shares add up to 1: gap",
                (math::sum(&shares.values) - 1.0).abs(),
                1e-12 * (1.0 + sizes),
            ),
            at_most(
                "the output is the average times the total: largest gap",
                gap(again, &self.output),
                room,
            ),
        ]
    }
}
