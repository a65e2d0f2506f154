//! Demo `positions`: the scores (n × n) of the same words without positions and with one way to
//! tell them where they stand; then with every word moved on by the same number of places.
//!
//! Sinusoids: Vaswani et al. 2017. Rotary: Su et al. 2021. `ALiBi`: Press et al. 2022, with its
//! slopes as in the authors' code.

mod alibi;
mod inputs;
mod steps;
mod waves;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, ParamSpec, Params};
use crate::report::Report;
use crate::words::{self, MOST, WIDEST};
use inputs::Inputs;

/// The demo.
pub(crate) struct Positions;

const fn param(
    name: &'static str,
    about: &'static str,
    kind: ParamKind,
    default: &'static str,
) -> ParamSpec {
    ParamSpec { name, about, kind, default, per_head: false }
}

static SPEC: Spec = Spec {
    name: "positions",
    title: "Positions",
    about: "Tells words where they stand, in five ways, and shows what that does to their scores",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        words::text("the dog saw the dog"),
        words::X,
        param(
            "positions",
            "none, waves added, pairs turned, a penalty on distance, or a table added",
            ParamKind::Choice { options: &["none", "sinusoidal", "rotary", "alibi", "table"] },
            "sinusoidal",
        ),
        param(
            "position",
            "your own places, a number for each word; else 0 1 2 …",
            ParamKind::Matrix { max_rows: 1, max_cols: MOST },
            "",
        ),
        param(
            "shift",
            "by how many places all words are moved in the end",
            ParamKind::Integer { min: 0, max: 1000 },
            "5",
        ),
        param(
            "base",
            "waves: how much slower the last would be than the first",
            ParamKind::Number { min: 1.0, max: 1e6 },
            "10000",
        ),
        param(
            "pairs",
            "how many pairs of numbers a row has; beyond two the features are repeated",
            ParamKind::Integer { min: 1, max: 256 },
            "2",
        ),
        param(
            "table",
            "with table: your own row for each position, as wide as x",
            ParamKind::Matrix { max_rows: 64, max_cols: WIDEST },
            "",
        ),
        param(
            "heads",
            "with alibi: how many heads share out the slopes",
            ParamKind::Integer { min: 1, max: 32 },
            "8",
        ),
        param(
            "head",
            "with alibi: the head whose slope is used",
            ParamKind::Integer { min: 1, max: 32 },
            "1",
        ),
        param(
            "least",
            "with alibi: the slope of the last head where there are 2, 4, 8 …",
            ParamKind::Number { min: 1e-6, max: 0.5 },
            "0.00390625",
        ),
    ],
    metrics: &[
        ("words", "how many words there are"),
        ("width", "how many numbers a word has"),
        ("change_max", "the largest change that positions make to a score"),
        ("drift_max", "the largest change of a score when all words are moved on"),
        ("slope", "with alibi: the slope of the head"),
    ],
    breaks: &[
        Break {
            what: "take the positions away",
            set: &[("positions", "none")],
            symptom: "equal words get equal rows of scores: nothing tells which of them came first",
        },
        Break {
            what: "let all waves turn equally fast",
            set: &[("positions", "sinusoidal"), ("base", "1")],
            symptom: "all pairs say the same, and places about one full turn apart look alike",
        },
        Break {
            what: "put all words in one place",
            set: &[("text", "the dog saw the dog"), ("position", "3 3 3 3 3")],
            symptom: "equal words cannot be told apart again, whatever the way",
        },
    ],
};

impl Demo for Positions {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::read(params)?;
        let (steps, metrics) = steps::steps(&inputs);
        let (origin, numbers) = words::origin(params, &["x", "position", "table"]);
        let facts = vec![inputs.words.counted(), inputs.fact(), numbers];
        let (params, caveat) = (params.echo(), None);
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}
