//! Demo `masks`: the same scores (n × n) under five masks, and how many pairs each of them keeps;
//! then the pairs of a window over a length that no table can hold.
//!
//! Window, global and dilated patterns as in Beltagy et al. 2020 (Longformer).

mod pattern;
mod steps;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, ParamSpec, Params, bad};
use crate::report::Report;
use crate::words::{self, Words};
use pattern::{NAMES, Pattern};

/// The demo.
pub(crate) struct Masks;

const fn integer(
    name: &'static str,
    about: &'static str,
    range: (i64, i64),
    default: &'static str,
) -> ParamSpec {
    let kind = ParamKind::Integer { min: range.0, max: range.1 };
    ParamSpec { name, about, kind, default, per_head: false }
}

static SPEC: Spec = Spec {
    name: "masks",
    title: "Masks",
    about: "The same scores under five masks: who may look at whom, and how many pairs are kept",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        words::text("the dog barked because it saw"),
        words::X,
        ParamSpec {
            name: "mask",
            about: "the mask to follow to the end; all five stand side by side later",
            kind: ParamKind::Choice { options: &NAMES },
            default: "causal",
            per_head: false,
        },
        integer("reach", "how many words to each side a window sees", (0, 12), "1"),
        integer("gap", "with mask dilated: it looks at every second word, or third …", (2, 4), "2"),
        integer("globals", "with mask global: so many first words see all, are seen", (1, 4), "1"),
        ParamSpec {
            name: "future",
            about: "whether window, global and dilated may look at what comes after",
            kind: ParamKind::Flag,
            default: "on",
            per_head: false,
        },
        integer("length", "the words of a long text, only counted", (2, 1_048_576), "4096"),
        integer("long_reach", "its window to each side, below length", (0, 1_048_575), "256"),
        integer("layers", "windows laid on top of one another", (1, 128), "32"),
    ],
    metrics: &[
        ("words", "how many words look at one another"),
        ("pairs", "the pairs that the chosen mask keeps"),
        ("share", "the same as a share of all pairs"),
        ("long_pairs", "the pairs that the window keeps in the long text"),
        ("long_share", "the same as a share of all its pairs"),
        ("span", "how far back layers of windows reach together"),
    ],
    breaks: &[
        Break {
            what: "let every word see all",
            set: &[("mask", "none")],
            symptom: "weight appears above the diagonal: a word that is to be guessed next would \
                      already be seen",
        },
        Break {
            what: "close the window",
            set: &[("mask", "window"), ("reach", "0")],
            symptom: "every word gives itself the whole weight and takes in nothing from others",
        },
        Break {
            what: "look past the neighbours",
            set: &[("mask", "dilated"), ("reach", "1"), ("gap", "2")],
            symptom: "the words right beside get no weight, those one further away do",
        },
    ],
};

impl Demo for Masks {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let words = Words::read(params)?;
        let (length, long_reach) = (params.integer("length"), params.integer("long_reach"));
        if long_reach >= length {
            // The one that the reader put in is the one to be named.
            return Err(if params.is_given("long_reach") || !params.is_given("length") {
                let allowed = format!("a whole number below {length} is expected, the length");
                bad("long_reach", long_reach.to_string(), allowed)
            } else {
                let allowed =
                    format!("a whole number above {long_reach} is expected, the long_reach");
                bad("length", length.to_string(), allowed)
            });
        }
        let pattern = Pattern::read(params);
        let (steps, metrics) = steps::steps(params, &words, &pattern);
        let (origin, numbers) = words::origin(params, &["x"]);
        let facts =
            vec![words.counted(), pattern.fact(), "no scaling, no weights".to_owned(), numbers];
        let (params, caveat) = (params.echo(), None);
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}
