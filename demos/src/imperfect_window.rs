//! Demo `imperfect-window`: what rows of weights do not tell. Different weights with equal output,
//! weight against the length of the value, an average that hides opposites, a sink.
//!
//! After Jain & Wallace 2019, Wiegreffe & Pinter 2019, Kobayashi et al. 2020, Xiao et al. 2023.

mod inputs;
mod steps;

use crate::attention::CAVEAT;
use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, ParamSpec, Params};
use crate::report::Report;
use crate::words;
use inputs::Inputs;

/// The demo.
pub(crate) struct ImperfectWindow;

const MOST: usize = 16;

const fn matrix(
    name: &'static str,
    about: &'static str,
    max_rows: usize,
    default: &'static str,
) -> ParamSpec {
    let kind = ParamKind::Matrix { max_rows, max_cols: MOST };
    ParamSpec { name, about, kind, default, per_head: false }
}

static SPEC: Spec = Spec {
    name: "imperfect-window",
    title: "What weights do not tell",
    about: "Unlike weights with equal output, small weights that move much, and a sink",
    topics: &["attention-mechanism", "large-language-model"],
    params: &[
        matrix("values", "the values that are blended, a row for each word", MOST, "0; 1; 2"),
        matrix("a", "one row of shares, at least 0; each is divided by their sum", 1, "1 0 1"),
        matrix("b", "another row of shares over the same values", 1, "0 1 0"),
        matrix("shares", "shares of words whose values are of unlike length", 1, "0.9 0.1"),
        matrix("long_values", "those values, a row for each share", MOST, "0.01 0; 0 5"),
        matrix("heads", "the shares of several heads, a row for each", 8, "1 0; 0 1"),
        matrix("sink_scores", "scores of which the first is the sink", 1, "5 1 0 2"),
        matrix("sink_values", "their values, a row for each score", MOST, "0 0; 1 0; 0 1; 1 1"),
    ],
    metrics: &[
        ("gap", "the largest difference of the two outputs"),
        ("tvd", "total variation distance of the two rows of weights: 0 alike, 1 disjoint"),
        ("jsd", "their Jensen-Shannon divergence, in nats: at most ln 2"),
        ("hidden", "the entropy that averaging the heads adds, in nats"),
        ("sink_weight", "the weight of the sink"),
    ],
    breaks: &[
        Break {
            what: "take other values",
            set: &[("values", "0; 5; 2"), ("a", "1 0 1"), ("b", "0 1 0")],
            symptom: "the same two rows of weights give unlike outputs: that they agreed lay in \
                      the values",
        },
        Break {
            what: "make all values equally long",
            set: &[("shares", "0.9 0.1"), ("long_values", "1 0; 0 1")],
            symptom: "now the larger weight moves more: weights can be read as they stand",
        },
        Break {
            what: "give the sink a value",
            set: &[("sink_scores", "5 1 0 2"), ("sink_values", "3 3; 1 0; 0 1; 1 1")],
            symptom: "the output is hardly anything but the sink's value: it no longer only \
                      shrinks the rest",
        },
    ],
};

impl Demo for ImperfectWindow {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::read(params)?;
        let (steps, metrics) = steps::steps(&inputs);
        let names: Vec<&str> = SPEC.params.iter().map(|param| param.name).collect();
        let (origin, numbers) = words::origin(params, &names);
        let facts = vec!["four small cases".to_owned(), "no mask".to_owned(), numbers];
        let (params, caveat) = (params.echo(), Some(CAVEAT));
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}
