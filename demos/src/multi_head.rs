//! Demo `multi-head`: one wide projection (n × `d_model`) is cut into heads (n × `d_head`), each
//! head weighs the words its own way, their outputs stand side by side and pass `w_o`. Then: what
//! an average of the heads hides, and how many weights there are.
//!
//! Multi-head attention as in Vaswani et al. 2017.

mod inputs;
mod steps;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, ParamSpec, Params, counted};
use crate::report::Report;
use crate::words::{self, WIDEST};
use inputs::Inputs;

/// The demo.
pub(crate) struct MultiHead;

const fn square(name: &'static str, about: &'static str) -> ParamSpec {
    let kind = ParamKind::Matrix { max_rows: WIDEST, max_cols: WIDEST };
    ParamSpec { name, about, kind, default: "", per_head: false }
}

static SPEC: Spec = Spec {
    name: "multi-head",
    title: "Several heads",
    about: "One wide projection cut into heads, put together again, and what an average would hide",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        words::text("the dog saw it"),
        words::X,
        ParamSpec {
            name: "heads",
            about: "into how many heads the wide queries, keys and values are cut",
            kind: ParamKind::Choice { options: &["1", "2", "4"] },
            default: "2",
            per_head: false,
        },
        square("w_q", "your own query weights, as many rows and columns as x has columns"),
        square("w_k", "your own key weights, of the same shape"),
        square("w_v", "your own value weights, of the same shape"),
        square("w_o", "your own weights behind the heads, of the same shape"),
        ParamSpec {
            name: "width",
            about: "the d_model of a model whose weights are counted",
            kind: ParamKind::Integer { min: 1, max: 65_536 },
            default: "512",
            per_head: false,
        },
        ParamSpec {
            name: "head_counts",
            about: "your own numbers of heads to count the weights for; each divides width",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 12 },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("words", "how many words look at one another"),
        ("heads", "how many heads there are"),
        ("weights", "the weights of w_q, w_k, w_v and w_o at that width, whatever the heads"),
        ("weights_and_biases", "the same with a bias for each of the four"),
        ("hidden", "the most entropy that averaging the heads adds to a row, in nats"),
    ],
    breaks: &[
        Break {
            what: "use one head only",
            set: &[("heads", "1")],
            symptom: "each word has one row of weights and must find all it needs with it; the \
                      count of weights stays",
        },
        Break {
            what: "silence the first head",
            set: &[
                ("text", "the dog saw it"),
                ("heads", "2"),
                ("w_o", "0 0 0 0; 0 0 0 0; 0 0 1 0; 0 1 0 0"),
            ],
            symptom: "its weights are as before, but nothing it took in reaches the output",
        },
        Break {
            what: "give both heads the same weights",
            set: &[
                ("text", "the dog saw it"),
                ("heads", "2"),
                ("w_q", "0 1 0 1; 2 0 2 0; 3 0 3 0; 0 0.5 0 0.5"),
                ("w_k", "1.5 0 1.5 0; 0 1.5 0 1.5; 0.5 0 0.5 0; 0 0 0 0"),
            ],
            symptom: "the heads agree, their average says what each of them says, and the second \
                      one adds nothing new to look at",
        },
    ],
};

const CAVEAT: &str = "Heads have no fixed human meaning. These are set by hand so that their work \
                      can be followed; an average of heads can hide what each of them does.";

impl Demo for MultiHead {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::read(params)?;
        let (steps, metrics) = steps::steps(&inputs);
        let (origin, numbers) =
            words::origin(params, &["x", "w_q", "w_k", "w_v", "w_o", "head_counts"]);
        let facts = vec![
            inputs.words.counted(),
            counted(inputs.heads, "head", "heads"),
            format!("d_model {}, d_head {}", inputs.d_model(), inputs.d_head()),
            "no mask".to_owned(),
            numbers,
        ];
        let (params, caveat) = (params.echo(), Some(CAVEAT));
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}
