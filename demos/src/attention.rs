//! Demo `attention`: words become rows of numbers (n × `d_model`), each head makes queries, keys
//! and values of them (n × `d_head`), compares every query with every key (n × n), turns each row
//! of scores into shares and blends the values with them (n × `d_head`). Several heads are put
//! side by side and projected back (n × `d_model`).
//!
//! Scaled dot-product and multi-head attention as in Vaswani et al. 2017.

mod additive;
mod checks;
mod hand_set;
mod head;
mod inputs;
pub(crate) mod lexicon;
mod steps;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make;
use crate::params::{ParamKind, ParamSpec, Params};
use crate::report::{Kind, Report, Source, Table};
use head::Head;
use inputs::Inputs;
use ndarray::Array2;

/// The demo.
pub(crate) struct Attention;

const MOST_WORDS: usize = 256;
const WIDEST: usize = 64;

const fn matrix(name: &'static str, about: &'static str, max_rows: usize) -> ParamSpec {
    let kind = ParamKind::Matrix { max_rows, max_cols: WIDEST };
    ParamSpec { name, about, kind, default: "", per_head: false }
}

const fn per_head(name: &'static str, about: &'static str) -> ParamSpec {
    ParamSpec { per_head: true, ..matrix(name, about, WIDEST) }
}

static SPEC: Spec = Spec {
    name: "attention",
    title: "Attention",
    about: "Every word looks at the others and takes in what it needs, one number at a time",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        ParamSpec {
            name: "text",
            about: "words between spaces; one outside the small lexicon gets a random stand-in",
            kind: ParamKind::Tokens { max: MOST_WORDS },
            default: "the dog barked because it saw",
            per_head: false,
        },
        ParamSpec {
            name: "mask",
            about: "who may be looked at: all, those before, or the last few",
            kind: ParamKind::Choice { options: &["none", "causal", "window"] },
            default: "none",
            per_head: false,
        },
        ParamSpec {
            name: "window",
            about: "with mask window: each word sees itself and the ones just before it, so many",
            kind: ParamKind::Integer { min: 1, max: 16 },
            default: "2",
            per_head: false,
        },
        ParamSpec {
            name: "heads",
            about: "how many times to look, each time with weights of its own",
            kind: ParamKind::Integer { min: 1, max: 4 },
            default: "1",
            per_head: false,
        },
        ParamSpec {
            name: "scaling",
            about: "whether scores are divided by the root of d_head",
            kind: ParamKind::Flag,
            default: "on",
            per_head: false,
        },
        matrix(
            "x",
            "your own word rows; text then only labels them, if the count fits",
            MOST_WORDS,
        ),
        per_head(
            "w_q",
            "query weights, a row for each column of x; w_q.head0, w_q.head1 … for one head",
        ),
        per_head("w_k", "key weights, as many columns as w_q; w_k.head0, w_k.head1 … for one head"),
        per_head(
            "w_v",
            "value weights, any number of columns; w_v.head0, w_v.head1 … for one head",
        ),
        matrix("w_o", "with several heads: weights from the heads back to x", MOST_WORDS),
        ParamSpec {
            name: "context",
            about: "other words to look at instead, of which keys and values are made; else none",
            kind: ParamKind::Tokens { max: MOST_WORDS },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "kv_heads",
            about: "how many keys and values the heads share: one each, or 2 or 1 for all",
            kind: ParamKind::Choice { options: &["each", "2", "1"] },
            default: "each",
            per_head: false,
        },
        ParamSpec {
            name: "score",
            about: "how a query meets a key: their dot product, or added and bent by tanh",
            kind: ParamKind::Choice { options: &["dot", "additive"] },
            default: "dot",
            per_head: false,
        },
        matrix("w_s", "with additive scores: a row as wide as w_q that reads the score; ones", 1),
    ],
    metrics: &[
        ("words", "how many words look at one another"),
        ("scores", "how many scores are kept, over all heads"),
        ("max_weight", "the largest weight of all heads"),
        ("entropy_max", "the largest entropy of a row of weights, in nats"),
        ("entropy_min", "the smallest entropy of a row of weights, in nats"),
    ],
    breaks: &[
        Break {
            what: "drop the scaling",
            set: &[("scaling", "off")],
            symptom: "rows become sharper: the largest weights grow, the small ones shrink",
        },
        Break {
            what: "mask the future",
            set: &[("mask", "causal")],
            symptom: "the first word can only look at itself, with weight 1; nothing stands above \
                      the diagonal",
        },
        Break {
            what: "look through a window of two",
            set: &[("mask", "window"), ("window", "2")],
            symptom: "every word sees itself and the one before, and reaches nothing further back",
        },
        Break {
            what: "swap queries and keys",
            set: &[("heads", "1"), ("w_q", "=w_k"), ("w_k", "=w_q")],
            symptom: "rows and columns of the scores change places: who was looked at now looks",
        },
        Break {
            what: "ask nothing",
            set: &[("heads", "1"), ("w_q", "0 0; 0 0; 0 0; 0 0")],
            symptom: "all scores are 0, so each word gives every word the same weight",
        },
    ],
};

/// What must stand beside every picture of weights.
pub(crate) const CAVEAT: &str = "A weight is not an explanation: equal outputs can come from different \
                      weights (Jain & Wallace 2019; Wiegreffe & Pinter 2019).";

impl Demo for Attention {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::from_params(params)?;
        let x = inputs.x_table();
        let context = inputs.context_table();
        let source = context.as_ref().unwrap_or(&x);
        let mut heads = Vec::with_capacity(inputs.heads.len());
        for index in 0..inputs.heads.len() {
            if !sink.go_on() {
                return Ok(());
            }
            heads.extend(Head::compute(&inputs, &x, source, index));
        }
        let joined = Joined::compute(&inputs, &heads);
        let look = checks::look(&inputs, &heads);
        let metrics = checks::metrics(&inputs, &heads);
        let claims = checks::checks(&inputs, &heads, look);
        let (origin, facts) = (inputs.origin(), inputs.facts());
        let steps = steps::steps(&inputs, (x, context), heads, joined, claims, look);
        let params = params.echo();
        let caveat = Some(CAVEAT);
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}

/// What several heads are joined to: side by side (n × Σ `d_head`), then projected (n × `d_model`).
struct Joined {
    concat: Table,
    w_o: Table,
    projected: Table,
}

impl Joined {
    fn compute(inputs: &Inputs, heads: &[Head]) -> Option<Self> {
        let given = inputs.w_o.as_ref()?;
        let cols: Vec<String> = (0..heads.len())
            .zip(heads)
            .flat_map(|(index, head)| {
                head.output.cols.iter().map(move |col| format!("{index}.{col}"))
            })
            .collect();
        let outputs: Vec<&Table> = heads.iter().map(|head| &head.output).collect();
        let concat = make::beside("concat", &outputs).col_axis("head and dimension").cols(&cols);
        let (values, from) = (given.values.clone(), given.from.clone());
        let w_o = make::given("w_o", Kind::WeightMatrix, values, from);
        let w_o = w_o.axes("head and dimension", "feature").rows(&cols).cols(&inputs.features);
        let projected = make::matmul("projected", &concat, &w_o).kind(Kind::Embedding);
        Some(Self { concat, w_o, projected })
    }
}

/// A given matrix and by whom it was given.
#[derive(Debug, Clone, PartialEq)]
struct Given {
    values: Array2<f64>,
    from: Source,
}
