//! Demo `kv-cache`: a text read word by word with keys and values kept, against all of it at
//! once; then how many bytes a word leaves in real models.
//!
//! x is n × `d_model`; q, k, v and output n × `d_head`; a word of its own is 1 × `d_head`. Grouped
//! queries as in Ainslie et al. 2023.

mod bytes;
mod reading;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::given;
use crate::params::{ParamKind, Params, Value, bad, counted};
use crate::report::{Kind, Origin, Report, Table};
use crate::shared::numbered;
use crate::shared::{param, source};
use ndarray::Array2;

/// The demo.
pub(crate) struct KvCache;

const MOST_WORDS: usize = 8;
const WEIGHTS: ParamKind = ParamKind::Matrix { max_rows: 8, max_cols: 8 };

static SPEC: Spec = Spec {
    name: "kv-cache",
    title: "The key-value cache",
    about: "Reads word by word, keeps keys and values, and gets what reading all at once gets",
    topics: &["attention-mechanism", "large-language-model", "transformer"],
    params: &[
        param(
            "text",
            "words that label the rows of x, if the count fits",
            ParamKind::Tokens { max: MOST_WORDS },
            "the dog saw it",
        ),
        param(
            "x",
            "a row of numbers for each word",
            ParamKind::Matrix { max_rows: MOST_WORDS, max_cols: 8 },
            "0 0 1; 1 0 0; 0 1 0; 0.5 0 1",
        ),
        param("w_q", "query weights, a row for each column of x", WEIGHTS, "1 0; 0 2; 2 0"),
        param("w_k", "key weights, as many columns as w_q", WEIGHTS, "2 0; 0 1; 0 1"),
        param("w_v", "value weights, any number of columns", WEIGHTS, "1 0; 0 1; 0.5 0.5"),
        param(
            "mask",
            "when all is read at once: see only what came before, or all",
            ParamKind::Choice { options: &["causal", "none"] },
            "causal",
        ),
        param(
            "models",
            "a row for each model: layers, query heads, heads with keys and values, head width",
            ParamKind::Matrix { max_rows: 12, max_cols: 4 },
            bytes::MODELS,
        ),
        param("bytes", "bytes of one number", ParamKind::Integer { min: 1, max: 8 }, "2"),
        param(
            "context",
            "how many words are kept",
            ParamKind::Integer { min: 1, max: 1_000_000 },
            "4096",
        ),
        param(
            "query_heads",
            "query heads of the picture of groups",
            ParamKind::Integer { min: 1, max: 64 },
            "4",
        ),
        param(
            "groups",
            "heads with keys and values in that picture; they divide the query heads",
            ParamKind::Integer { min: 1, max: 64 },
            "2",
        ),
    ],
    metrics: &[
        ("words", "how many words are read"),
        ("gap", "the largest difference between reading with the cache and at once"),
        ("rows_with_cache", "rows of keys that are computed with the cache"),
        ("rows_without_cache", "rows of keys that are computed without it"),
        ("bytes_per_token", "bytes that one word leaves in the first model"),
        ("bytes_in_all", "bytes that the whole context leaves in the first model"),
    ],
    breaks: &[
        Break {
            what: "let words see what comes after",
            set: &[("mask", "none")],
            symptom: "all rows but the last differ: a cache holds only the past, so it fits causal \
                      attention alone",
        },
        Break {
            what: "give every query head keys and values of its own",
            set: &[("groups", "=query_heads")],
            symptom: "no two query heads read the same keys: plain multi-head attention, the \
                      largest cache",
        },
        Break {
            what: "let all query heads share",
            set: &[("groups", "1")],
            symptom: "every query head reads the same keys: multi-query attention, the smallest \
                      cache",
        },
    ],
};

impl Demo for KvCache {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::from_params(params)?;
        let models = bytes::models(params)?;
        let groups = bytes::groups(params)?;
        let mut reading = reading::Reading::new(&inputs);
        let bytes = bytes::Bytes::new(params, models);
        let mut steps = std::mem::take(&mut reading.steps);
        steps.push(groups);
        steps.extend(bytes.steps);
        let words = inputs.x.values.nrows();
        let own = ["x", "w_q", "w_k", "w_v", "models"].iter().any(|name| params.is_given(name));
        sink.report(Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if own { Origin::Given } else { Origin::HandSet },
            facts: vec![
                counted(words, "word", "words"),
                if inputs.causal { "causal" } else { "every word sees all" }.to_owned(),
                "1 head".to_owned(),
            ],
            steps,
            metrics: vec![
                ("words", words as f64),
                ("gap", reading.gap),
                ("rows_with_cache", reading.with_cache),
                ("rows_without_cache", reading.without_cache),
                ("bytes_per_token", bytes.per_token),
                ("bytes_in_all", bytes.in_all),
            ],
            caveat: None,
        });
        Ok(())
    }
}

/// Everything given, with shapes that fit.
struct Inputs {
    x: Table,
    w_q: Table,
    w_k: Table,
    w_v: Table,
    causal: bool,
}

impl Inputs {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let x = matrix(params, "x", None)?;
        let (n, d_model) = x.values.dim();
        let words = params.words("text");
        let labels = if words.len() == n { words.to_vec() } else { numbered(n) };
        let x = x.kind(Kind::Embedding).axes("word", "feature").rows(&labels);
        let weights = |name: &str| -> Result<Table, DemoError> {
            let table = matrix(params, name, Some(d_model))?;
            Ok(table.kind(Kind::WeightMatrix).axes("feature", "dimension").rows(&x.cols))
        };
        let (w_q, w_k, w_v) = (weights("w_q")?, weights("w_k")?, weights("w_v")?);
        if w_q.values.ncols() != w_k.values.ncols() {
            let name =
                if params.is_given("w_q") && !params.is_given("w_k") { "w_q" } else { "w_k" };
            let (made, other) = if name == "w_q" { (&w_q, &w_k) } else { (&w_k, &w_q) };
            let given = counted(made.values.ncols(), "column", "columns");
            let expected =
                counted(other.values.ncols(), "column is expected", "columns are expected");
            return Err(bad(name, given, format!("{expected}, as many as {} has", other.id)));
        }
        Ok(Self { x, w_q, w_k, w_v, causal: params.choice("mask") == "causal" })
    }
}

/// A matrix, or the identity of this size, where it has as many rows as it must.
fn matrix(params: &Params, name: &str, rows: Option<usize>) -> Result<Table, DemoError> {
    let values = match (params.value(name), rows) {
        (Some(Value::Matrix(values)), _) => values.clone(),
        (_, Some(size)) => Array2::eye(size),
        _ => {
            let allowed = "rows of numbers are expected".to_owned();
            return Err(bad(name, "\"identity\"".to_owned(), allowed));
        }
    };
    if let Some(expected) = rows.filter(|rows| *rows != values.nrows()) {
        let allowed = counted(expected, "row is expected", "rows are expected");
        let given = counted(values.nrows(), "row", "rows");
        return Err(bad(name, given, format!("{allowed}, one for each column of x")));
    }
    Ok(given(name, Kind::Number, values, source(params, name)))
}
