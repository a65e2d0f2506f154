//! Demo `flash`: attention in tiles with a running largest and sum, equal to plain attention; then
//! the numbers that go to and from memory, for both orders of the loops.
//!
//! q is n × d, k and v are m × d and m × `d_v`. The running sum stands in one more column of v, of
//! ones. Dao et al. 2022 (keys outside) and Dao 2023 (queries outside).

mod tiles;
mod traffic;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{given, scale};
use crate::params::{ParamKind, Params, Value, bad, counted};
use crate::report::{Kind, Origin, Report, Table};
use crate::shared::numbered;
use crate::shared::{param, source};

/// The demo.
pub(crate) struct Flash;

const MOST_ROWS: usize = 64;
const ROWS: ParamKind = ParamKind::Matrix { max_rows: MOST_ROWS, max_cols: 8 };
const TILE: ParamKind = ParamKind::Integer { min: 1, max: 64 };

static SPEC: Spec = Spec {
    name: "flash",
    title: "Flash attention",
    about: "Computes attention tile by tile without ever holding all scores, and counts the traffic",
    topics: &["attention-mechanism", "softmax", "large-language-model"],
    params: &[
        param(
            "text",
            "words that label queries and keys, if the count fits",
            ParamKind::Tokens { max: MOST_ROWS },
            "the dog saw it",
        ),
        param("q", "queries, a row for each", ROWS, "0 0; 1 0; 0 2; 2 1"),
        param("k", "keys, as wide as the queries", ROWS, "0 1; 2 0; 0 1; 3 1"),
        param("v", "values, a row for each key", ROWS, "0.5 0.5; 1 0; 0 1; 1 0.5"),
        param("tile_rows", "queries in a tile", TILE, "2"),
        param("tile_cols", "keys in a tile", TILE, "2"),
        param(
            "mask",
            "who may be looked at: all, or those before",
            ParamKind::Choice { options: &["none", "causal"] },
            "none",
        ),
        param(
            "cases",
            "three rows, a column for each case: length, width of a head, rows in a tile",
            ParamKind::Matrix { max_rows: 3, max_cols: 8 },
            traffic::CASES,
        ),
    ],
    metrics: &[
        ("gap", "the largest difference between tiled and plain attention"),
        ("tiles", "how many tiles were computed"),
        ("plain_traffic", "numbers that plain attention moves in the first case"),
        ("keys_outside", "numbers moved with keys in the outer loop in the first case"),
        ("queries_outside", "numbers moved with queries in the outer loop in the first case"),
        ("gain_keys_outside", "how many times fewer those of keys outside are"),
        ("gain_queries_outside", "how many times fewer those of queries outside are"),
    ],
    breaks: &[
        Break {
            what: "make every tile a single score",
            set: &[("tile_rows", "1"), ("tile_cols", "1")],
            symptom: "many more steps, each with one score, and the same output",
        },
        Break {
            what: "mask the future",
            set: &[("mask", "causal")],
            symptom: "tiles that lie wholly in the future are never computed",
        },
        Break {
            what: "make the rows wide",
            set: &[("cases", "1024 4096 16384; 128 128 128; 100 100 512")],
            symptom: "with keys outside the gain is all but gone where a tile holds few rows; \
                      with queries outside some is left",
        },
    ],
};

impl Demo for Flash {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::from_params(params)?;
        let cases = traffic::cases(params)?;
        let tiled = tiles::Tiled::new(&inputs);
        let traffic = traffic::Traffic::new(&cases);
        let mut steps = tiled.steps;
        steps.extend(traffic.steps);
        let mut metrics = vec![("gap", tiled.gap), ("tiles", tiled.count as f64)];
        metrics.extend(traffic.metrics);
        let own = ["q", "k", "v", "cases"].iter().any(|name| params.is_given(name));
        sink.report(Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if own { Origin::Given } else { Origin::HandSet },
            facts: vec![
                format!("tiles of {} × {}", inputs.tile_rows, inputs.tile_cols),
                if inputs.causal { "causal" } else { "every word sees all" }.to_owned(),
                "queries in the outer loop".to_owned(),
            ],
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
    /// Queries divided by the root of their width.
    q_scaled: Table,
    k: Table,
    v: Table,
    tile_rows: usize,
    tile_cols: usize,
    causal: bool,
}

impl Inputs {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let q = matrix(params, "q", Kind::Query)?;
        let k = matrix(params, "k", Kind::Key)?;
        let v = matrix(params, "v", Kind::Value)?;
        let (n, d) = q.values.dim();
        let m = k.values.nrows();
        if k.values.ncols() != d {
            let name = if params.is_given("q") && !params.is_given("k") { "q" } else { "k" };
            let (made, other) = if name == "q" { (&q, &k) } else { (&k, &q) };
            let given = counted(made.values.ncols(), "column", "columns");
            let many = other.values.ncols();
            let expected = counted(many, "column is expected", "columns are expected");
            return Err(bad(name, given, format!("{expected}, as many as {} has", other.id)));
        }
        if v.values.nrows() != m {
            let name = if params.is_given("k") && !params.is_given("v") { "k" } else { "v" };
            let (made, other) = if name == "k" { (&k, &v) } else { (&v, &k) };
            let given = counted(made.values.nrows(), "row", "rows");
            let expected = counted(other.values.nrows(), "row is expected", "rows are expected");
            return Err(bad(name, given, format!("{expected}, as many as {} has", other.id)));
        }
        let causal = params.choice("mask") == "causal";
        if causal && n != m {
            let allowed = format!("as many queries as keys, {m}, are expected with a causal mask");
            return Err(bad("q", counted(n, "row", "rows"), allowed));
        }
        let size = |name: &str, most: usize| {
            usize::try_from(params.integer(name)).unwrap_or(1).clamp(1, most)
        };
        let (tile_rows, tile_cols) = (size("tile_rows", n), size("tile_cols", m));
        let tiles = n.div_ceil(tile_rows) * m.div_ceil(tile_cols);
        if tiles > tiles::MOST {
            let most = tiles::MOST;
            let allowed = format!("at most {most} tiles are shown, and this would make {tiles}");
            return Err(bad("tile_rows", params.integer("tile_rows").to_string(), allowed));
        }
        let words = params.words("text");
        let label = |table: Table| {
            let rows = table.values.nrows();
            table.rows(&if words.len() == rows { words.to_vec() } else { numbered(rows) })
        };
        let (q, k, v) = (label(q), label(k), label(v));
        let q_scaled = scale("q_scaled", &q, 1.0 / (d as f64).sqrt());
        Ok(Self { q, q_scaled, k, v, tile_rows, tile_cols, causal })
    }

    /// What queries `rows` may see of keys `cols`.
    fn keep(&self, rows: std::ops::Range<usize>, cols: &std::ops::Range<usize>) -> Vec<Vec<bool>> {
        rows.map(|row| cols.clone().map(|col| !self.causal || col <= row).collect()).collect()
    }
}

fn matrix(params: &Params, name: &str, kind: Kind) -> Result<Table, DemoError> {
    let Some(Value::Matrix(values)) = params.value(name) else {
        let allowed = "rows of numbers are expected".to_owned();
        return Err(bad(name, "\"identity\"".to_owned(), allowed));
    };
    let table = given(name, kind, values.clone(), source(params, name));
    Ok(table.axes(if kind == Kind::Query { "asks" } else { "looks at" }, "dimension"))
}
