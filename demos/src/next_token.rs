//! Demo `next-token`: from logits to the chance of each next word, with temperature, top-k and
//! top-p. All tables are 1 × words. The same steps end the demo `transformer-block`.

mod sampling;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{self, Labels};
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{Answer, Guess, Kind, Origin, Report, Step, Table};
use crate::shared::{check_shape, column_labels, numbers, param, source};
use crate::steps::at;

pub(crate) use sampling::{Cut, METRICS, Sampling};

/// The demo.
pub(crate) struct NextToken;

const ROW: ParamKind = ParamKind::Matrix { max_rows: 1, max_cols: 64 };

pub(crate) const TEMPERATURE: ParamSpec = param(
    "temperature",
    "logits are divided by it: small is sure of itself, large is even",
    ParamKind::Number { min: 0.05, max: 20.0 },
    "1",
);
pub(crate) const TOP_K: ParamSpec = param(
    "top_k",
    "keep so many of the likeliest words; 0 keeps all",
    ParamKind::Integer { min: 0, max: 1000 },
    "0",
);
pub(crate) const TOP_P: ParamSpec = param(
    "top_p",
    "keep the fewest of the likeliest words that reach this share; 1 keeps all",
    ParamKind::Number { min: 0.01, max: 1.0 },
    "1",
);

static SPEC: Spec = Spec {
    name: "next-token",
    title: "Next token",
    about: "From logits to the chance of each next word, with temperature, top-k and top-p",
    topics: &["sampling", "softmax", "large-language-model", "probability-distribution"],
    params: &[
        param("logits", "one number for each word", ROW, "2 1 0 -1"),
        param("labels", "the words, one for each number", ParamKind::Tokens { max: 64 }, ""),
        param("counts", "how many words share each number; else one each", ROW, ""),
        TEMPERATURE,
        TOP_K,
        ParamSpec { default: "0.8", ..TOP_P },
    ],
    metrics: METRICS,
    breaks: &[
        Break {
            what: "hide a long tail",
            set: &[
                ("logits", "5 1 0"),
                ("counts", "1 49 50207"),
                ("labels", ""),
                ("temperature", "1"),
                ("top_k", "50"),
                ("top_p", "1"),
            ],
            symptom: "a word that the model hardly believes in is shown as the likeliest by far: \
                      what was cut away is shared out among those that stay",
        },
        Break {
            what: "keep one word",
            set: &[("top_k", "1"), ("top_p", "1")],
            symptom: "the likeliest word gets everything: the same text comes out every time",
        },
        Break {
            what: "heat it up",
            set: &[("temperature", "20"), ("top_p", "1"), ("top_k", "0")],
            symptom: "all words become nearly as likely as one another, the wrong ones too",
        },
    ],
};

impl Demo for NextToken {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let logits = numbers(params, "logits")?;
        let mut cols = column_labels(params, "labels", "logits", logits.ncols())?;
        if let (Some(Value::Matrix(counts)), true) =
            (params.value("counts"), params.words("labels").is_empty())
        {
            cols = counts.iter().map(|count| format!("{count} of them")).collect();
        }
        let labels = |row: &str| Labels {
            axes: ("row", "word"),
            rows: vec![row.to_owned()],
            cols: cols.clone(),
        };
        let counts = counts(params, logits.ncols(), labels("words"))?;
        let from = source(params, "logits");
        let logits =
            make::given("logits", Kind::Score, logits.clone(), from).labels(labels("logit"));
        sink.report(report(params, logits, counts));
        Ok(())
    }
}

fn counts(params: &Params, words: usize, labels: Labels) -> Result<Option<Table>, DemoError> {
    if params.value("counts").is_none() {
        return Ok(None);
    }
    let counts = numbers(params, "counts")?;
    check_shape("counts", counts, (1, words), "one number for each logit")?;
    if let Some(count) = counts.iter().find(|count| **count < 1.0 || count.fract() != 0.0) {
        let allowed = "whole numbers from 1 are expected".to_owned();
        return Err(bad("counts", count.to_string(), allowed));
    }
    let from = source(params, "counts");
    Ok(Some(make::given("counts", Kind::Count, counts.clone(), from).labels(labels)))
}

fn report(params: &Params, logits: Table, counts: Option<Table>) -> Report {
    let cut = Cut::from_params(params);
    let sampling = Sampling::new(&logits, counts.as_ref(), &cut);
    let theirs = params.is_given("logits") || params.is_given("counts");
    let words: f64 =
        counts.as_ref().map_or(logits.values.ncols() as f64, |counts| counts.values.sum());
    let mut facts = vec![counted(words as usize, "word", "words")];
    facts.extend(cut.facts());
    facts.push(if theirs { "your own logits" } else { "hand-set logits" }.to_owned());
    let best = sampling.best();
    let word = logits.cols.get(best).cloned().unwrap_or_default();
    let guess = Guess {
        ask: format!("What chance does word \"{word}\" have once the cut is made?"),
        answer: Answer::Number { cell: at("chances", 0, best), tolerance: 0.03 },
    };
    let says = match counts {
        None => {
            "A model ends with one number for each word it knows. They can be any numbers, \
                 and only the distances between them count."
        }
        Some(_) => {
            "A model ends with one number for each word it knows. Here many words share \
                    one number: a column stands for all of them together."
        }
    };
    let tables = std::iter::once(logits).chain(counts).collect();
    let look = at("logits", 0, best);
    let metrics = sampling.metrics();
    let mut steps = vec![Step::of("logits", "logits", says, "logits, as given", tables).look(look)];
    steps.extend(sampling.steps(&cut, guess));
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if theirs { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics,
        caveat: None,
    }
}
