//! Demo `score-scale`: why scores are divided by √d. Random queries and keys: the wider they are,
//! the further apart their scores, and the sharper the softmax of a row.
//!
//! q is n × d, k m × d, scores and weights n × m; whatever is measured of a row is n × 1, whatever
//! of the whole 1 × 1. The note on the variance of q · k in Vaswani et al. 2017.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::lesson::Lesson;
use crate::make::{by, given};
use crate::math;
use crate::params::{ParamKind, Params, Value};
use crate::report::{Axis, Function, Kind, Origin, Reduction, Report, Source, Table};
use crate::shared::{check_shape, param};

/// The demo.
pub(crate) struct ScoreScale;

const QUERIES: i64 = 256;
const KEYS: i64 = 256;
const WIDTH: i64 = 512;

static SPEC: Spec = Spec {
    name: "score-scale",
    title: "Why scores are scaled",
    about: "Measures how scores spread as queries and keys get wider, and what softmax makes of it",
    topics: &["attention-mechanism", "softmax", "dot-product"],
    params: &[
        param(
            "width",
            "how many numbers a query and a key have",
            ParamKind::Integer { min: 1, max: WIDTH },
            "64",
        ),
        param(
            "queries",
            "how many queries are drawn",
            ParamKind::Integer { min: 1, max: QUERIES },
            "16",
        ),
        param("keys", "how many keys are drawn", ParamKind::Integer { min: 2, max: KEYS }, "16"),
        param(
            "deviation",
            "the standard deviation of every number that is drawn",
            ParamKind::Number { min: 0.1, max: 4.0 },
            "1",
        ),
        param("seed", "the seed of the random numbers", ParamKind::Seed, "1"),
        param(
            "q",
            "your own queries instead of random ones, as many and as wide as set above",
            ParamKind::Matrix { max_rows: QUERIES as usize, max_cols: WIDTH as usize },
            "",
        ),
        param(
            "k",
            "your own keys instead of random ones, as many and as wide as set above",
            ParamKind::Matrix { max_rows: KEYS as usize, max_cols: WIDTH as usize },
            "",
        ),
    ],
    metrics: &[
        ("variance", "the mean square of the scores"),
        ("ratio", "that over the width"),
        ("largest_unscaled", "the largest weight of a row, on average, without scaling"),
        ("largest_scaled", "the largest weight of a row, on average, with scaling"),
        ("entropy_unscaled", "the entropy of a row, on average, without scaling, in nats"),
        ("entropy_scaled", "the entropy of a row, on average, with scaling, in nats"),
    ],
    breaks: &[
        Break {
            what: "make the rows narrow",
            set: &[("width", "1")],
            symptom: "with a single number there is nothing to scale: both ways give the same \
                      weights",
        },
        Break {
            what: "draw larger numbers",
            set: &[("deviation", "2")],
            symptom: "the variance is no longer the width, so that its root is not enough: scaled \
                      rows are sharp too",
        },
    ],
};

impl Demo for ScoreScale {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::from_params(params)?;
        sink.report(report(params, &inputs));
        Ok(())
    }
}

/// Queries and keys, drawn or given.
struct Inputs {
    q: Table,
    k: Table,
    width: usize,
    deviation: f64,
    own: bool,
}

impl Inputs {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let whole = |name: &str| usize::try_from(params.integer(name)).unwrap_or(1);
        let (queries, keys, width) = (whole("queries"), whole("keys"), whole("width"));
        let q = rows(params, ("q", "as set by queries and width"), 0, (queries, width))?;
        let k = rows(params, ("k", "as set by keys and width"), 1, (keys, width))?;
        let own = params.is_given("q") || params.is_given("k");
        Ok(Self {
            q: q.kind(Kind::Query).axes("query", "number"),
            k: k.kind(Kind::Key).axes("key", "number"),
            width,
            deviation: params.number("deviation"),
            own,
        })
    }
}

/// A table of the reader's, or of random numbers: `which` keeps queries and keys apart.
fn rows(
    params: &Params,
    (name, like): (&str, &str),
    which: u64,
    shape: (usize, usize),
) -> Result<Table, DemoError> {
    let (values, from) = match params.value(name) {
        Some(Value::Matrix(values)) => (values.clone(), Source::Parameter),
        Some(_) => (ndarray::Array2::eye(shape.0), Source::Parameter),
        None => {
            let seed = params.integer("seed") as u64;
            let drawn = math::normals(seed.wrapping_mul(2).wrapping_add(which), shape);
            (drawn * params.number("deviation"), Source::Seeded { seed })
        }
    };
    check_shape(name, &values, shape, like)?;
    Ok(given(name, Kind::Number, values, from))
}

fn report(params: &Params, inputs: &Inputs) -> Report {
    let says = if inputs.own {
        "Your own rows, where you set them. What follows says how scores spread if every number \
         is independent of the others, with mean 0 and variance 1."
            .to_owned()
    } else {
        let variance = inputs.deviation * inputs.deviation;
        format!(
            "Every number of every query and key is drawn by itself, with mean 0 and variance \
             {variance}. That they are independent, the mean and the variance all matter for what \
             follows."
        )
    };
    let mut lesson = Lesson::new("draw", "draw", "q, k = rows of independent numbers", says);
    lesson.put(inputs.q.clone());
    lesson.put(inputs.k.clone());
    lesson.look("q", 0, 0);
    spread(&mut lesson, inputs);
    weights(&mut lesson, "unscaled", "scores", ("sharp", "unscaled"));
    scaled(&mut lesson, inputs);
    compare(&mut lesson);
    let at = |id: &str| lesson.at(id, 0, 0);
    let metrics = vec![
        ("variance", at("variance")),
        ("ratio", at("ratio")),
        ("largest_unscaled", at("mean_largest.unscaled")),
        ("largest_scaled", at("mean_largest.scaled")),
        ("entropy_unscaled", at("mean_entropy.unscaled")),
        ("entropy_scaled", at("mean_entropy.scaled")),
    ];
    let seed = params.integer("seed") as u64;
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if inputs.own { Origin::Given } else { Origin::Random { seed } },
        facts: vec![
            format!("{} queries, {} keys", inputs.q.values.nrows(), inputs.k.values.nrows()),
            format!("d {}", inputs.width),
            format!("standard deviation {}", inputs.deviation),
        ],
        steps: lesson.finish(),
        metrics,
        caveat: None,
    }
}

/// The mean square of all scores against the width.
fn spread(lesson: &mut Lesson, inputs: &Inputs) {
    lesson.step(
        "scores",
        "scores",
        "scores = q · kᵀ",
        "A score adds up as many products as the rows are wide. Some are above zero, some below: \
         the sum wanders off, the further the more there are.",
    );
    lesson.add("scores", Kind::Score, by::matmul_t("q", "k"));
    lesson.axes("asks", "looks at");
    lesson.look("scores", 0, lesson.largest_in_row("scores", 0));
    lesson.step(
        "variance",
        "variance",
        "variance = mean of scores², about d",
        "Each product has mean 0 and variance 1, and variances of independent numbers add up: a \
         score has variance d. Its mean is 0, so that the mean of the squares measures it.",
    );
    lesson.add("squares", Kind::Number, by::map("scores", Function::Square));
    lesson.add("mean_squares", Kind::Number, by::reduce("squares", Reduction::Mean, Axis::Row));
    lesson.number(
        "variance",
        Kind::Number,
        by::reduce("mean_squares", Reduction::Mean, Axis::Column),
    );
    let width = inputs.width as f64;
    lesson.given_number("width", width, Source::Parameter);
    lesson.number("ratio", Kind::Number, by::div("variance", "width"));
    lesson.look("ratio", 0, 0);
    let quarter = 0.25 * width;
    lesson.guess("How large is the variance of the scores?", ("variance", 0, 0), quarter);
    let (n, m) = (inputs.q.values.nrows() as f64, inputs.k.values.nrows() as f64);
    // Scores that share a query or a key are not independent: their squares go up and down
    // together with its length. Six standard deviations of their mean.
    let likely = 6.0 * (2.0 / width * (1.0 / n + 1.0 / m) + (2.0 + 6.0 / width) / (n * m)).sqrt();
    let off = (lesson.at("ratio", 0, 0) - 1.0).abs();
    let claim = "the variance is the width, but for chance: relative gap";
    let usual = !inputs.own && (inputs.deviation - 1.0).abs() < f64::EPSILON;
    // In narrow rows single products decide, and these have heavy tails.
    if usual && inputs.width >= 16 {
        lesson.at_most(claim, off, likely);
    } else {
        lesson.may_be_above(claim, off, likely);
    }
}

/// Softmax of the rows, and how sharp they are.
fn weights(lesson: &mut Lesson, name: &str, of: &str, step: (&'static str, &'static str)) {
    let says = if name == "scaled" {
        "The same rows once more. Divided by the root of the width the scores lie as far apart as \
         single numbers do, whatever the width, and softmax can weigh them."
    } else {
        "Softmax of the scores as they are. The gap to the next largest decides, and gaps grow \
         with the spread: one key takes nearly everything, and the others have next to no slope \
         to learn from."
    };
    lesson.step(step.0, step.1, "weights = softmax of each row", says);
    let id = |what: &str| format!("{what}.{name}");
    lesson.add(&id("weights"), Kind::Weight, by::softmax(of));
    lesson.add(&id("largest"), Kind::Number, by::reduce(&id("weights"), Reduction::Max, Axis::Row));
    let mean = by::reduce(&id("largest"), Reduction::Mean, Axis::Column);
    lesson.number(&id("mean_largest"), Kind::Number, mean);
    let entropy = by::reduce(&id("weights"), Reduction::Entropy, Axis::Row);
    lesson.add(&id("entropy"), Kind::Number, entropy);
    let mean = by::reduce(&id("entropy"), Reduction::Mean, Axis::Column);
    lesson.number(&id("mean_entropy"), Kind::Number, mean);
    lesson.look(&id("mean_largest"), 0, 0);
    let weights = lesson.values(&id("weights"));
    lesson.checks(crate::steps::row_checks(std::iter::once(&weights), &id("weights")));
    let entropy = lesson.at(&id("mean_entropy"), 0, 0);
    lesson.checks([crate::steps::entropy_check("mean entropy", entropy, weights.ncols())]);
}

fn scaled(lesson: &mut Lesson, inputs: &Inputs) {
    lesson.step(
        "scaled",
        "divide",
        "scaled = scores / √d",
        "Dividing numbers by √d divides their variance by d: it is 1 again.",
    );
    let factor = 1.0 / (inputs.width as f64).sqrt();
    lesson.add("scaled", Kind::Score, by::scale("scores", factor));
    lesson.add("scaled_squares", Kind::Number, by::map("scaled", Function::Square));
    let rows = by::reduce("scaled_squares", Reduction::Mean, Axis::Row);
    lesson.add("scaled_mean_squares", Kind::Number, rows);
    let all = by::reduce("scaled_mean_squares", Reduction::Mean, Axis::Column);
    lesson.number("scaled_variance", Kind::Number, all);
    lesson.look("scaled_variance", 0, 0);
    let gap = (lesson.at("scaled_variance", 0, 0) - lesson.at("ratio", 0, 0)).abs();
    let size = lesson.at("ratio", 0, 0).max(1.0);
    lesson.at_most("the variance of scaled is the variance over d: gap", gap / size, 1e-12);
    weights(lesson, "scaled", "scaled", ("even", "scaled"));
}

fn compare(lesson: &mut Lesson) {
    lesson.step(
        "compare",
        "compare",
        "apart = weights.unscaled − weights.scaled",
        "What scaling changes, weight by weight. The order of a row stays as it was: scaling \
         decides how much the largest gets, never which is the largest.",
    );
    lesson.add("apart", Kind::Number, by::sub("weights.unscaled", "weights.scaled"));
    let row = 0;
    lesson.look("apart", row, lesson.largest_in_row("scores", row));
    let (sharp, even) =
        (lesson.at("mean_largest.unscaled", 0, 0), lesson.at("mean_largest.scaled", 0, 0));
    lesson.at_most(
        "scaling makes no row sharper: mean largest weight with, less that without",
        even - sharp,
        1e-12,
    );
}
