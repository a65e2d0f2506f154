//! Demo `linear`: attention whose weights are products of features, so that a running state takes
//! the place of all earlier words; its error against softmax, and random features that come
//! nearer.
//!
//! q, k are n × d, v n × `d_v`; features of elu(x) + 1 are n × d, random ones n × m. Katharopoulos
//! et al. 2020; positive random features as in Choromanski et al. 2021 (Performer).

mod random;
mod state;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{beside, div, given, map, mask, matmul, mul, reduce, scale};
use crate::math;
use crate::params::{ParamKind, Params, Value, bad, counted};
use crate::report::{Axis, Function, Kind, Origin, Reduction, Report, Source, Table};
use crate::shared::numbered;
use crate::shared::param;

/// The demo.
pub(crate) struct Linear;

const MOST_WORDS: usize = 6;
const ROWS: ParamKind = ParamKind::Matrix { max_rows: MOST_WORDS, max_cols: 4 };
/// Larger queries and keys would make exponentials that no longer mean anything.
const LARGEST: f64 = 4.0;
const MOST_FEATURES: usize = 256;

static SPEC: Spec = Spec {
    name: "linear",
    title: "Linear attention",
    about: "Replaces softmax by products of features, keeps a state, and measures the error",
    topics: &["attention-mechanism", "large-language-model", "transformer"],
    params: &[
        param(
            "text",
            "words that label the rows, if the count fits",
            ParamKind::Tokens { max: MOST_WORDS },
            "the dog saw it",
        ),
        param("q", "queries, numbers from -4 to 4", ROWS, "0 0; 1 0; 0 2; 2 1"),
        param("k", "keys, as many and as wide as queries", ROWS, "0 1; 2 0; 0 1; 1 1"),
        param("v", "values, as many rows as keys", ROWS, "0.5 0.5; 1 0; 0 1; 1 0.5"),
        param(
            "mask",
            "who may be looked at: those before, or all",
            ParamKind::Choice { options: &["causal", "none"] },
            "causal",
        ),
        param(
            "features",
            "how many random directions",
            ParamKind::Integer { min: 1, max: 256 },
            "8",
        ),
        param("seed", "the seed of the random directions", ParamKind::Seed, "7"),
        param(
            "w",
            "your own directions, as wide as queries, numbers from -4 to 4; instead of random ones",
            ParamKind::Matrix { max_rows: MOST_FEATURES, max_cols: 4 },
            "",
        ),
    ],
    metrics: &[
        ("gap", "the largest difference between the running state and all pairs"),
        ("error", "the largest difference between elu + 1 and softmax attention"),
        ("random_error", "the largest difference between random features and softmax attention"),
        ("kernel", "e to the power of the scaled score of the first query and key"),
        ("estimate", "what the random features make of it"),
        ("mean_square_error", "the expected square of the difference of these two"),
    ],
    breaks: &[
        Break {
            what: "take a single random direction",
            set: &[("features", "1")],
            symptom: "estimates lie far off: with one direction only, all weights come from one \
                      number for each word",
        },
        Break {
            what: "make the queries long",
            set: &[("q", "0 0; 4 0; 0 4; 4 4")],
            symptom: "softmax becomes sharp, and elu + 1 cannot follow: its error grows",
        },
        Break {
            what: "let words see what comes after",
            set: &[("mask", "none")],
            symptom: "one state for all words is enough, and early words change",
        },
    ],
};

impl Demo for Linear {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::from_params(params)?;
        let state = state::Lesson::new(&inputs);
        let random = random::Lesson::new(&inputs, &state.exact, state.kept.as_ref());
        let mut steps = state.steps;
        steps.extend(random.steps);
        let mut metrics = state.metrics;
        metrics.extend(random.metrics);
        let own = ["q", "k", "v", "w"].iter().any(|name| params.is_given(name));
        sink.report(Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if own { Origin::Given } else { Origin::HandSet },
            facts: inputs.facts(params),
            steps,
            metrics,
            caveat: None,
        });
        Ok(())
    }
}

/// Everything given, with shapes that fit.
struct Inputs {
    q: Table,
    k: Table,
    v: Table,
    /// Directions, m × d.
    w: Table,
    causal: bool,
}

impl Inputs {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let q = matrix(params, "q", Kind::Query, LARGEST)?;
        let k = matrix(params, "k", Kind::Key, LARGEST)?;
        let v = matrix(params, "v", Kind::Value, f64::INFINITY)?;
        let (n, d) = q.values.dim();
        if k.values.dim() != (n, d) {
            let name = if params.is_given("q") && !params.is_given("k") { "q" } else { "k" };
            let (made, other) = if name == "q" { (&q, &k) } else { (&k, &q) };
            let shape = |table: &Table| {
                format!("a matrix of {} × {}", table.values.nrows(), table.values.ncols())
            };
            let allowed = format!("{} is expected, as {} is", shape(other), other.id);
            return Err(bad(name, shape(made), allowed));
        }
        if v.values.nrows() != n {
            let expected = counted(n, "row is expected", "rows are expected");
            let given = counted(v.values.nrows(), "row", "rows");
            return Err(bad("v", given, format!("{expected}, as many as k has")));
        }
        let w = directions(params, d)?.axes("direction", "dimension");
        let words = params.words("text");
        let labels = if words.len() == n { words.to_vec() } else { numbered(n) };
        let [q, k, v] = [q, k, v].map(|table| table.rows(&labels));
        Ok(Self { q, k, v, w, causal: params.choice("mask") == "causal" })
    }

    fn facts(&self, params: &Params) -> Vec<String> {
        let count = self.w.values.nrows();
        vec![
            counted(self.q.values.nrows(), "word", "words"),
            if self.causal { "causal" } else { "every word sees all" }.to_owned(),
            match params.value("w") {
                None => format!(
                    "{}, seed {}",
                    counted(count, "random direction", "random directions"),
                    params.integer("seed")
                ),
                Some(_) => counted(count, "direction of your own", "directions of your own"),
            },
        ]
    }

    /// What each word may see.
    fn keep(&self) -> Vec<Vec<bool>> {
        let n = self.q.values.nrows();
        (0..n).map(|row| (0..n).map(|col| !self.causal || col <= row).collect()).collect()
    }

    /// 1 where a word may look, else 0, made of a mask; nothing without one.
    fn kept_tables(&self, products: &Table) -> Vec<Table> {
        if !self.causal {
            return Vec::new();
        }
        let zeros = scale("zeros", products, 0.0).kind(Kind::Number);
        let hidden = mask("masked_zeros", &zeros, &self.keep());
        let kept = map("kept", &hidden, Function::Exp);
        vec![zeros, hidden, kept]
    }

    /// Positive products of words × words to shares of their rows and a blend of the values: the
    /// tables on the way, the blend last.
    fn blend(&self, name: &str, products: &Table, kept: Option<&Table>) -> Vec<Table> {
        let id = |what: &str| {
            if name.is_empty() { what.to_owned() } else { format!("{name}_{what}") }
        };
        let mut tables: Vec<Table> =
            kept.map(|kept| mul(&id("allowed"), products, kept)).into_iter().collect();
        let last = tables.last().unwrap_or(products);
        let sums = reduce(&id("sums"), last, Reduction::Sum, Axis::Row).kind(Kind::Number);
        let weights = div(&id("weights"), last, &sums).kind(Kind::Weight);
        let output = matmul(&id("output"), &weights, &self.v).kind(Kind::Value);
        tables.extend([sums, weights, output]);
        tables
    }

    /// The widest range of a column of the values, with room for the last bits.
    fn range(&self) -> f64 {
        let range = |column: ndarray::ArrayView1<f64>| {
            let (largest, smallest) = (math::largest(column), math::smallest(column));
            largest - smallest + 1e-12 * largest.abs().max(smallest.abs())
        };
        self.v.values.columns().into_iter().map(range).fold(1e-12, f64::max)
    }
}

fn directions(params: &Params, d: usize) -> Result<Table, DemoError> {
    if params.value("w").is_none() {
        let seed = u64::try_from(params.integer("seed")).unwrap_or(0);
        let count = usize::try_from(params.integer("features")).unwrap_or(1);
        let values = math::normals(seed, (count, d));
        return Ok(given("w", Kind::Number, values, Source::Seeded { seed }));
    }
    let w = matrix(params, "w", Kind::Number, LARGEST)?;
    if w.values.ncols() != d {
        let expected = counted(d, "column is expected", "columns are expected");
        let given = counted(w.values.ncols(), "column", "columns");
        return Err(bad("w", given, format!("{expected}, as many as q has")));
    }
    Ok(w)
}

fn matrix(params: &Params, name: &str, kind: Kind, most: f64) -> Result<Table, DemoError> {
    let Some(Value::Matrix(values)) = params.value(name) else {
        let allowed = "rows of numbers are expected".to_owned();
        return Err(bad(name, "\"identity\"".to_owned(), allowed));
    };
    if let Some(large) = values.iter().find(|number| number.abs() > most) {
        let allowed = format!("a number from -{most} to {most} is expected");
        return Err(bad(name, large.to_string(), allowed));
    }
    let from = if params.is_given(name) { Source::Parameter } else { Source::HandSet };
    let table = given(name, kind, values.clone(), from);
    Ok(table.axes(if kind == Kind::Query { "asks" } else { "looks at" }, "dimension"))
}

/// The last table of several.
fn last(tables: &[Table]) -> Table {
    tables.last().cloned().unwrap_or_else(|| beside("nothing", &[]))
}
