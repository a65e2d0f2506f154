//! Demo `softmax`: a row of scores becomes shares of one, step by step. Tables are
//! rows × columns of the given scores, or rows × 1 where a row was reduced.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{
    Axis, CellRef, Check, Function, Kind, Origin, Reduction, Relation, Report, Rule, Source, Step,
    Table,
};
use crate::shared::{column_labels, entropy_check, numbered, row_checks};
use ndarray::{Array2, Zip};

/// The demo.
pub(crate) struct Softmax;

static SPEC: Spec = Spec {
    name: "softmax",
    title: "Softmax",
    about: "Turns scores into shares that add up to one, with a temperature",
    topics: &["softmax", "exponential-function", "probability-distribution", "attention-mechanism"],
    params: &[
        ParamSpec {
            name: "scores",
            about: "a row of numbers, or several rows between semicolons",
            kind: ParamKind::Matrix { max_rows: 16, max_cols: 64 },
            default: "2 1 0 -1",
            per_head: false,
        },
        ParamSpec {
            name: "labels",
            about: "words for the columns, one for each",
            kind: ParamKind::Tokens { max: 64 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "temperature",
            about: "scores are divided by it: small is sharp, large is even",
            kind: ParamKind::Number { min: 0.05, max: 20.0 },
            default: "1",
            per_head: false,
        },
    ],
    metrics: &[
        ("max_weight", "the largest weight of all rows"),
        ("min_weight", "the smallest weight of all rows"),
        ("entropy_max", "the largest entropy of a row of weights, in nats"),
        ("entropy_min", "the smallest entropy of a row of weights, in nats"),
    ],
    breaks: &[
        Break {
            what: "cool it down",
            set: &[("temperature", "0.1")],
            symptom: "the largest score takes nearly everything",
        },
        Break {
            what: "heat it up",
            set: &[("temperature", "20")],
            symptom: "all shares come close to one another, whatever the scores",
        },
        Break {
            what: "use huge scores",
            set: &[("scores", "1000 999 998 997"), ("labels", "")],
            symptom: "the shares are those of 3 2 1 0; without subtracting the largest, e^1000 \
                      would overflow",
        },
    ],
};

impl Demo for Softmax {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let Some(Value::Matrix(scores)) = params.value("scores") else {
            let allowed = "rows of numbers are expected".to_owned();
            return Err(bad("scores", "\"identity\"".to_owned(), allowed));
        };
        let labels = column_labels(params, "labels", "scores", scores.ncols())?;
        sink.report(report(params, scores, &labels));
        Ok(())
    }
}

fn report(params: &Params, scores: &Array2<f64>, labels: &[String]) -> Report {
    let temperature = params.number("temperature");
    let given = params.is_given("scores");
    let tables = Tables::new(scores, labels, temperature, given);
    let entropies: Vec<f64> = tables.weights.values.rows().into_iter().map(math::entropy).collect();
    let metrics = vec![
        ("max_weight", math::largest(&tables.weights.values)),
        ("min_weight", math::smallest(&tables.weights.values)),
        ("entropy_max", math::largest(&entropies)),
        ("entropy_min", math::smallest(&entropies)),
    ];
    let rows = counted(scores.nrows(), "row", "rows");
    let cols = counted(scores.ncols(), "score", "scores");
    let facts = vec![
        format!("{rows} of {cols}"),
        format!("temperature {temperature}"),
        if given { "your own scores" } else { "hand-set scores" }.to_owned(),
    ];
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if given { Origin::Given } else { Origin::HandSet },
        facts,
        steps: tables.steps(temperature),
        metrics,
        caveat: None,
    }
}

struct Tables {
    scores: Table,
    scaled: Table,
    largest: Table,
    shifted: Table,
    exponentials: Table,
    sum: Table,
    shares: Table,
    weights: Table,
}

impl Tables {
    fn new(scores: &Array2<f64>, labels: &[String], temperature: f64, given: bool) -> Self {
        let rows = numbered(scores.nrows());
        let wide = |id: &str, kind: Kind, values: Array2<f64>, rule: Rule| Table {
            id: id.to_owned(),
            kind,
            row_axis: "row",
            col_axis: "one of",
            rows: rows.clone(),
            cols: labels.to_vec(),
            values,
            rule,
            random_rows: Vec::new(),
        };
        let narrow = |id: &'static str, values: Array2<f64>, rule: Rule| Table {
            col_axis: "of the row",
            cols: vec![id.to_owned()],
            ..wide(id, Kind::Number, values, rule)
        };
        let reduced = |of: &Table, by: fn(&[f64]) -> f64| {
            let results = of.values.rows().into_iter().map(|row| by(&row.to_vec())).collect();
            Array2::from_shape_vec((of.values.nrows(), 1), results).unwrap_or_default()
        };
        let by_row = |of: &str, r#fn| Rule::Reduce { of: [of.to_owned()], r#fn, axis: Axis::Row };
        let pair = |a: &str, b: &str| [a.to_owned(), b.to_owned()];

        let from = if given { Source::Parameter } else { Source::HandSet };
        let scores = wide("scores", Kind::Score, scores.clone(), Rule::Given { from });
        let factor = 1.0 / temperature;
        let divided = scores.values.mapv(|score| factor * score);
        let rule = Rule::Scale { of: ["scores".to_owned()], factor };
        let scaled = wide("scaled", Kind::Score, divided, rule);
        let largest = reduced(&scaled, |row| math::largest(row));
        let largest = narrow("largest", largest, by_row("scaled", Reduction::Max));
        let apart = spread(&scaled.values, &largest.values, |a, b| a - b);
        let rule = Rule::Sub { of: pair("scaled", "largest") };
        let shifted = wide("shifted", Kind::Score, apart, rule);
        let rule = Rule::Map { of: ["shifted".to_owned()], r#fn: Function::Exp };
        let exponentials = wide("exponentials", Kind::Number, shifted.values.mapv(libm::exp), rule);
        let sum = reduced(&exponentials, |row| math::sum(row));
        let sum = narrow("sum", sum, by_row("exponentials", Reduction::Sum));
        let shared = spread(&exponentials.values, &sum.values, |a, b| a / b);
        let rule = Rule::Div { of: pair("exponentials", "sum") };
        let shares = wide("shares", Kind::Probability, shared, rule);
        let rule = Rule::Softmax { of: ["scaled".to_owned()], axis: Axis::Row };
        let weights = wide("weights", Kind::Weight, math::softmax_rows(&scaled.values), rule);
        Self { scores, scaled, largest, shifted, exponentials, sum, shares, weights }
    }

    fn steps(self, temperature: f64) -> Vec<Step> {
        let best = |table: &Table| look(&table.id, &self.weights.values);
        let checks = self.checks();
        let step = |id, title, says: &str, formula, tables, look| Step {
            id,
            title,
            says: says.to_owned(),
            formula,
            tables,
            checks: Vec::new(),
            look,
            guess: None,
        };
        let divided = if temperature < 1.0 {
            "Every score is divided by the temperature. Below 1 it pulls the scores apart."
        } else if temperature > 1.0 {
            "Every score is divided by the temperature. Above 1 it draws the scores together."
        } else {
            "Every score is divided by the temperature. At 1 nothing changes."
        };
        let looks = [&self.scores, &self.scaled, &self.shifted, &self.exponentials, &self.weights]
            .map(best);
        let [on_scores, on_scaled, on_shifted, on_exponentials, on_weights] = looks;
        vec![
            step(
                "scores",
                "scores",
                "Scores can be any numbers, below zero too. They do not yet add up to anything.",
                "scores, as given",
                vec![self.scores],
                on_scores,
            ),
            step(
                "scaled",
                "divided",
                divided,
                "scaled = scores / temperature",
                vec![self.scaled],
                on_scaled,
            ),
            step(
                "shifted",
                "shifted",
                "The largest of each row is taken away from all of it. The shares stay the same, \
                 and e to the power of them cannot overflow.",
                "shifted = scaled − largest of the row",
                vec![self.largest, self.shifted],
                on_shifted,
            ),
            step(
                "exponentials",
                "exponentials",
                "e to the power of each number: positive every time, and growing by the same \
                 factor for every step up.",
                "exponentials = e^shifted",
                vec![self.exponentials],
                on_exponentials,
            ),
            Step {
                checks,
                ..step(
                    "weights",
                    "weights",
                    "Each exponential is divided by the sum of its row. That is softmax: the \
                     shares of a row add up to one, and a larger score takes a larger share.",
                    "weights = exponentials / sum of the row = softmax(scaled)",
                    vec![self.sum, self.shares, self.weights],
                    on_weights,
                )
            },
        ]
    }

    fn checks(&self) -> Vec<Check> {
        let weights = &self.weights.values;
        let mut checks = row_checks(std::iter::once(weights), "weights");
        let gap = Zip::from(weights)
            .and(&self.shares.values)
            .fold(0.0, |gap: f64, a, b| gap.max((a - b).abs()));
        checks.push(Check {
            claim: "step by step and softmax at once agree: largest gap".to_owned(),
            value: gap,
            bound: 1e-12,
            relation: Relation::AtMost,
            expected: true,
        });
        let words = if weights.nrows() == 1 { "" } else { " of row 1" };
        let entropy = weights.rows().into_iter().next().map_or(0.0, math::entropy);
        checks.push(entropy_check(&format!("entropy{words}"), entropy, weights.ncols()));
        checks
    }
}

/// The place of the largest weight of the first row, in another table of the same shape.
fn look(table: &str, weights: &Array2<f64>) -> Option<CellRef> {
    let row = weights.rows().into_iter().next()?;
    let largest = math::largest(row);
    let col = row.iter().position(|weight| *weight >= largest)?;
    Some(CellRef { table: table.to_owned(), row: 0, col })
}

/// An operation of each row with its one number.
fn spread(wide: &Array2<f64>, narrow: &Array2<f64>, by: fn(f64, f64) -> f64) -> Array2<f64> {
    let mut made = wide.clone();
    for (mut row, one) in made.rows_mut().into_iter().zip(narrow) {
        row.mapv_inplace(|value| by(value, *one));
    }
    made
}
