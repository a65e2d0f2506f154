//! Demo `sparse`: attention that looks at some pairs only: a band, a causal window, words that see
//! all, gaps; how many pairs are left, and how far a word reaches over several layers.
//!
//! All square tables are words × words. Patterns as in Beltagy et al. 2020 (Longformer), Zaheer et
//! al. 2020 (`BigBird`), Jiang et al. 2023 (Mistral 7B).

mod long;
mod pattern;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, Params};
use crate::report::{Origin, Report, Source};
use crate::shared::param;
use pattern::Pattern;

/// The demo.
pub(crate) struct Sparse;

static SPEC: Spec = Spec {
    name: "sparse",
    title: "Sparse attention",
    about: "Keeps some pairs only, counts them, and follows how far a word reaches over layers",
    topics: &["attention-mechanism", "large-language-model", "transformer"],
    params: &[
        param("tokens", "how many words", ParamKind::Integer { min: 1, max: 16 }, "8"),
        param(
            "pattern",
            "which pairs are kept",
            ParamKind::Choice { options: &["band", "causal", "global", "dilated", "full"] },
            "band",
        ),
        param(
            "window",
            "how far a word looks to each side; with causal: itself and those before, so many",
            ParamKind::Integer { min: 1, max: 16 },
            "1",
        ),
        param(
            "globals",
            "with global: so many first words see all and are seen by all",
            ParamKind::Integer { min: 0, max: 8 },
            "1",
        ),
        param(
            "dilation",
            "with dilated: only every so manyth word is looked at",
            ParamKind::Integer { min: 1, max: 8 },
            "2",
        ),
        param("layers", "how many layers", ParamKind::Integer { min: 1, max: 6 }, "3"),
        param(
            "long",
            "a row for each model: length, window to each side, layers",
            ParamKind::Matrix { max_rows: 8, max_cols: 3 },
            long::MODELS,
        ),
    ],
    metrics: &[
        ("pairs", "how many pairs are kept"),
        ("all_pairs", "how many pairs there are"),
        ("share", "the share of pairs that is kept"),
        ("reach", "of how many words the best placed one knows after the last layer"),
        ("farthest", "the largest distance that was bridged after the last layer"),
    ],
    breaks: &[
        Break {
            what: "let the first word see all and be seen by all",
            set: &[("pattern", "global")],
            symptom: "a few pairs more, and after two layers every word knows of every other: the \
                      first one passes everything on",
        },
        Break {
            what: "leave gaps",
            set: &[("pattern", "dilated"), ("dilation", "2")],
            symptom: "words reach twice as far at no more cost, but every second word is never \
                      met, however many layers there are",
        },
        Break {
            what: "look back only",
            set: &[("pattern", "causal"), ("window", "2")],
            symptom: "nothing is kept above the diagonal, and the first word never learns of any \
                      other",
        },
    ],
};

impl Demo for Sparse {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let models = long::models(params)?;
        let pattern = Pattern::from_params(params);
        let lesson = pattern::Lesson::new(&pattern, source(params, "tokens"));
        let mut steps = lesson.steps;
        steps.extend(long::steps(models));
        let own = params.is_given("long");
        sink.report(Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if own { Origin::Given } else { Origin::HandSet },
            facts: pattern.facts(),
            steps,
            metrics: lesson.metrics,
            caveat: None,
        });
        Ok(())
    }
}

/// Who put a parameter in.
fn source(params: &Params, name: &str) -> Source {
    if params.is_given(name) { Source::Parameter } else { Source::HandSet }
}
