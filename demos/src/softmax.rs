//! Demo `softmax`: a row of scores becomes shares of one, step by step. Tables are
//! rows × columns of the given scores, or rows × 1 where a row was reduced.
//!
//! Besides the stable way: as written in the books, online (Milakov & Gimelshein 2018), and with
//! one more in the denominator, so that a row may keep back its weight.

mod claims;
mod dropout;
mod online;
mod temperatures;
mod ways;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{given, mask, scale};
use crate::math;
use crate::params::{ParamKind, Params, Value, bad, counted};
use crate::report::{Kind, Origin, Report, Source, Step, Table};
use crate::shared::column_labels;
use crate::shared::param;
use crate::steps::at;
use dropout::Dropout;
use ndarray::Array2;

/// The demo.
pub(crate) struct Softmax;

const SIZE: ParamKind = ParamKind::Matrix { max_rows: 16, max_cols: 64 };

static SPEC: Spec = Spec {
    name: "softmax",
    title: "Softmax",
    about: "Turns scores into shares that add up to one, with a temperature",
    topics: &["softmax", "exponential-function", "probability-distribution", "attention-mechanism"],
    params: &[
        param("scores", "a row of numbers, or several rows between semicolons", SIZE, "2 1 0 -1"),
        param("labels", "words for the columns, one for each", ParamKind::Tokens { max: 64 }, ""),
        param(
            "temperature",
            "scores are divided by it: small is sharp, large is even",
            ParamKind::Number { min: 0.05, max: 20.0 },
            "1",
        ),
        param(
            "method",
            "stable, naive as in the books, online one score at a time, or plus-one",
            ParamKind::Choice { options: &["stable", "naive", "online", "plus-one"] },
            "stable",
        ),
        param("keep", "1 keeps a score, 0 masks it; as many as there are scores", SIZE, ""),
        param(
            "dropout",
            "the chance of each weight to be dropped afterwards, as in training; 0 is off",
            ParamKind::Number { min: 0.0, max: 0.9 },
            "0",
        ),
        param("seed", "with dropout: the seed of what is dropped", ParamKind::Seed, "1"),
        param(
            "stays",
            "with dropout: 1 lets a weight stay, 0 drops it; instead of random ones",
            SIZE,
            "",
        ),
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
        Break {
            what: "subtract nothing",
            set: &[("method", "naive"), ("scores", "1000 1000"), ("labels", ""), ("keep", "1 1")],
            symptom: "the exponentials overflow to ∞, and ∞ divided by ∞ is not a number",
        },
        Break {
            what: "mask a whole row",
            set: &[
                ("method", "stable"),
                ("scores", "2 1 0 -1; 2 1 0 -1"),
                ("labels", ""),
                ("keep", "1 1 0 0; 0 0 0 0"),
            ],
            symptom: "−∞ minus −∞ is not a number; a row with nothing to look at is defined as \
                      zeros instead",
        },
        Break {
            what: "let a row keep back its weight",
            set: &[
                ("method", "plus-one"),
                ("scores", "-2 -2 -2"),
                ("labels", ""),
                ("keep", "1 1 1"),
            ],
            symptom: "the row no longer adds up to one: what is missing is given to nobody",
        },
        Break {
            what: "leave dropout on",
            set: &[
                ("scores", "30 0 0; 2 1 0"),
                ("labels", ""),
                ("keep", "1 1 1; 1 1 1"),
                ("dropout", "0.1"),
                ("stays", "1 1 1; 0 1 1"),
            ],
            symptom: "a weight of 1 becomes more than 1, and a row that lost one adds up to less",
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
        let keep = keep(params, scores)?;
        if params.choice("method") == "online" && scores.ncols() > online::MOST {
            let most = online::MOST;
            let allowed = format!("at most {most} columns are allowed with method online");
            return Err(bad("scores", counted(scores.ncols(), "column", "columns"), allowed));
        }
        let dropout = Dropout::from_params(params, scores)?;
        let base = Base::new(params, scores, &labels, keep.as_deref());
        sink.report(report(params, &base, dropout.as_ref()));
        Ok(())
    }
}

/// What is kept, where the reader says so.
fn keep(params: &Params, scores: &Array2<f64>) -> Result<Option<Vec<Vec<bool>>>, DemoError> {
    let keep = match params.value("keep") {
        None => return Ok(None),
        Some(Value::Matrix(keep)) => keep.clone(),
        Some(_) => Array2::eye(scores.nrows()),
    };
    if keep.dim() != scores.dim() {
        let shape = |table: &Array2<f64>| format!("{} × {}", table.nrows(), table.ncols());
        let allowed = format!("a matrix of {} is expected, as scores is", shape(scores));
        return Err(bad("keep", format!("a matrix of {}", shape(&keep)), allowed));
    }
    if let Some(other) = keep.iter().find(|kept| ![0.0, 1.0].contains(*kept)) {
        return Err(bad("keep", other.to_string(), "0 or 1 is expected".to_owned()));
    }
    if keep.iter().all(|kept| *kept > 0.0) {
        return Ok(None);
    }
    if params.choice("method") == "online" {
        let allowed = "no mask is allowed with method online".to_owned();
        return Err(bad("keep", "a mask".to_owned(), allowed));
    }
    let rows = keep.rows().into_iter();
    Ok(Some(rows.map(|row| row.iter().map(|kept| *kept > 0.0).collect()).collect()))
}

/// What every way begins with.
struct Base {
    scores: Table,
    scaled: Table,
    masked: Option<Table>,
    /// Rows of which nothing is kept.
    empty_rows: usize,
    temperature: f64,
    temperature_from: Source,
}

impl Base {
    fn new(
        params: &Params,
        scores: &Array2<f64>,
        labels: &[String],
        keep: Option<&[Vec<bool>]>,
    ) -> Self {
        let temperature = params.number("temperature");
        let scores = given("scores", Kind::Number, scores.clone(), source(params));
        let scores = scores.kind(Kind::Score).axes("row", "one of").cols(labels);
        let scaled = scale("scaled", &scores, 1.0 / temperature);
        let masked = keep.map(|keep| mask("masked", &scaled, keep));
        let empty = |keep: &[Vec<bool>]| keep.iter().filter(|row| !row.contains(&true)).count();
        let empty_rows = keep.map_or(0, empty);
        let temperature_from = crate::shared::source(params, "temperature");
        Self { scores, scaled, masked, empty_rows, temperature, temperature_from }
    }

    /// What softmax is taken of.
    fn last(&self) -> &Table {
        self.masked.as_ref().unwrap_or(&self.scaled)
    }

    /// The place of the largest weight of the first row, in a table of the same shape.
    fn look(&self) -> usize {
        let weights = math::softmax_rows(&self.last().values);
        let Some(row) = weights.rows().into_iter().next() else { return 0 };
        let largest = math::largest(row);
        row.iter().position(|weight| *weight >= largest).unwrap_or(0)
    }

    /// Scores, divided, and masked if there is a mask.
    fn steps(&self) -> Vec<Step> {
        let divided = if self.temperature < 1.0 {
            "Every score is divided by the temperature. Below 1 it pulls the scores apart."
        } else if self.temperature > 1.0 {
            "Every score is divided by the temperature. Above 1 it draws the scores together."
        } else {
            "Every score is divided by the temperature. At 1 nothing changes."
        };
        let says = "Scores can be any numbers, below zero too. They do not yet add up to anything.";
        let tables = vec![self.scores.clone()];
        let first = Step::of("scores", "scores", says, "scores, as given", tables);
        let formula = "scaled = scores / temperature";
        let second = Step::of("scaled", "divided", divided, formula, vec![self.scaled.clone()]);
        let col = self.look();
        let mut steps = vec![first.look(at("scores", 0, col)), second.look(at("scaled", 0, col))];
        if let Some(masked) = &self.masked {
            let says = "What is not kept becomes −∞, so that its exponential is 0.";
            let formula = "masked = scaled where kept, −∞ elsewhere";
            let step = Step::of("masked", "masked", says, formula, vec![masked.clone()]);
            steps.push(step.look(at("masked", 0, col)));
        }
        steps
    }
}

fn source(params: &Params) -> Source {
    crate::shared::source(params, "scores")
}

fn report(params: &Params, base: &Base, dropout: Option<&Dropout>) -> Report {
    let given = params.is_given("scores");
    let method = params.choice("method");
    let (rest, weights) = match method {
        "naive" => ways::naive(base),
        "online" => online::online(base),
        "plus-one" => ways::plus_one(base),
        _ => ways::stable(base),
    };
    let entropies: Vec<f64> = weights.values.rows().into_iter().map(math::entropy).collect();
    let mut metrics = vec![
        ("max_weight", math::largest(&weights.values)),
        ("min_weight", math::smallest(&weights.values)),
        ("entropy_max", math::largest(&entropies)),
        ("entropy_min", math::smallest(&entropies)),
    ];
    if weights.values.iter().any(|weight| weight.is_nan()) {
        metrics.clear();
    }
    let (rows, cols) = base.scores.values.dim();
    let mut facts = vec![
        format!("{} of {}", counted(rows, "row", "rows"), counted(cols, "score", "scores")),
        format!("temperature {}", base.temperature),
        if given { "scores as given" } else { "hand-set scores" }.to_owned(),
    ];
    if method != "stable" {
        facts.push(method.to_owned());
    }
    let mut steps = base.steps();
    steps.extend(rest);
    if let Some(dropout) = dropout {
        facts.push(format!("dropout {}", params.number("dropout")));
        steps.push(dropout.step(base, &weights));
    }
    if method == "stable" && base.masked.is_none() {
        steps.push(temperatures::temperatures(base));
    }
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if given { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics,
        caveat: None,
    }
}
