//! Demo `attention-cost`: how many pairs are compared, what a layer multiplies, what is stored,
//! how many parameters there are. Everything is counted from the length, the model's numbers and
//! nothing else; most tables are columns, one row for each part.
//!
//! Work as in table 1 of Vaswani et al. 2017; a multiplication and an addition are two operations.

mod models;
mod parameters;
mod patches;
mod work;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, Params, Value, bad, counted};
use crate::report::{Origin, Report, Step};
use crate::shared::{param, source};
use models::Model;
use ndarray::Array2;

/// The demo.
pub(crate) struct AttentionCost;

const TRAINING: &str = "70 1400; 280 300; 175 300";

static SPEC: Spec = Spec {
    name: "attention-cost",
    title: "The cost of attention",
    about: "Counts pairs, operations, bytes and parameters, for a model of your own or a known one",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        param(
            "tokens",
            "how many words stand in the text",
            ParamKind::Integer { min: 1, max: 131_072 },
            "6",
        ),
        param(
            "mask",
            "who may be looked at: all, or those before",
            ParamKind::Choice { options: &["none", "causal"] },
            "none",
        ),
        param(
            "model",
            "whose numbers are taken; own is a small one to be changed",
            ParamKind::Choice { options: models::NAMES },
            "own",
        ),
        param("layers", "how many layers; 0: as the model has", size(1000), "0"),
        param("width", "numbers in a word's row; 0: as the model has", size(65_536), "0"),
        param("heads", "how many heads; 0: as the model has", size(1024), "0"),
        param(
            "kv_heads",
            "heads with keys and values of their own; 0: as the model has",
            size(1024),
            "0",
        ),
        param("mlp_width", "width inside the MLP; 0: as the model has", size(262_144), "0"),
        param("vocabulary", "how many words are known; 0: as the model has", size(1_000_000), "0"),
        param("biases", "off leaves every bias out, that of the norms too", ParamKind::Flag, "on"),
        param("bytes", "bytes of one number", ParamKind::Integer { min: 1, max: 8 }, "2"),
        param(
            "training",
            "a row for each training run: billions of parameters, billions of words read",
            ParamKind::Matrix { max_rows: 12, max_cols: 2 },
            TRAINING,
        ),
        param(
            "image",
            "for a model that reads pictures: side of the picture, side of a patch, colours",
            ParamKind::Matrix { max_rows: 1, max_cols: 3 },
            "224 16 3",
        ),
    ],
    metrics: &[
        ("scores", "how many pairs of words are compared: scores of one head"),
        ("flops_layer", "operations of one layer"),
        ("projection_flops", "operations of a layer for queries, keys, values and w_o"),
        ("attention_flops", "operations of a layer for scores and blend"),
        ("mlp_flops", "operations of a layer in its MLP"),
        ("attention_share", "the share of scores and blend in a layer's operations"),
        ("attention_work", "pairs times width"),
        ("recurrent_work", "words times width squared"),
        ("score_bytes", "bytes of the scores of one layer, if all are kept"),
        ("cache_per_token", "bytes of keys and values that one word leaves"),
        ("cache_bytes", "bytes of keys and values of the whole text"),
        ("parameters", "how many numbers the model has learned"),
        ("block_parameters", "those of one layer"),
        ("weight_bytes", "bytes of all parameters"),
    ],
    breaks: &[
        Break {
            what: "write a long text",
            set: &[("tokens", "4096")],
            symptom: "the pairs grow by the square of the length, and scores and blend take a \
                      larger share of the work",
        },
        Break {
            what: "mask the future",
            set: &[("mask", "causal")],
            symptom: "somewhat more than half of the pairs are left, and twice the length still \
                      makes nearly four times as many",
        },
        Break {
            what: "let all heads share one set of keys and values",
            set: &[("kv_heads", "1")],
            symptom: "the cache and the parameters shrink, the number of scores does not",
        },
    ],
};

const fn size(max: i64) -> ParamKind {
    ParamKind::Integer { min: 0, max }
}

impl Demo for AttentionCost {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let model = Model::from_params(params)?;
        let training = training(params)?;
        sink.report(report(params, &model, training)?);
        Ok(())
    }
}

/// Rows of parameters and words read, both above zero.
fn training(params: &Params) -> Result<Array2<f64>, DemoError> {
    let Some(Value::Matrix(training)) = params.value("training") else {
        let allowed = "rows of two numbers are expected".to_owned();
        return Err(bad("training", "\"identity\"".to_owned(), allowed));
    };
    if training.ncols() != 2 {
        let given = counted(training.ncols(), "column", "columns");
        return Err(bad("training", given, "2 columns are expected".to_owned()));
    }
    if let Some(low) = training.iter().find(|number| **number < 0.001) {
        let allowed = "a number of at least 0.001 is expected".to_owned();
        return Err(bad("training", low.to_string(), allowed));
    }
    Ok(training.clone())
}

fn report(params: &Params, model: &Model, training: Array2<f64>) -> Result<Report, DemoError> {
    let causal = params.choice("mask") == "causal";
    let mut work = work::Work::new(params, model, causal);
    let parameters = parameters::Parameters::new(&work);
    let (learned, block) = (parameters.total.at(0, 0), parameters.block.at(0, 0));
    let mut metrics = work.metrics();
    metrics.extend([
        ("parameters", learned),
        ("block_parameters", block),
        ("weight_bytes", parameters.bytes.at(0, 0)),
    ]);
    let patches = patches::step(params, model, &work.sizes)?;
    let mut steps: Vec<Step> = work.steps();
    steps.extend(patches);
    steps.extend(parameters.steps(model));
    let from = source(params, "training");
    steps.push(parameters::training_step(training, from));
    let origin = match (model.changed || params.is_given("training"), model.published) {
        (true, _) => Origin::Given,
        (false, Some(_)) => Origin::Published,
        (false, None) => Origin::HandSet,
    };
    Ok(Report {
        demo: SPEC.name,
        params: params.echo(),
        origin,
        facts: facts(params, model, causal),
        steps,
        metrics,
        caveat: None,
    })
}

fn facts(params: &Params, model: &Model, causal: bool) -> Vec<String> {
    let tokens = usize::try_from(params.integer("tokens")).unwrap_or(0);
    let count = |row: usize| model.number(row) as usize;
    let mut facts = vec![
        counted(tokens, "token", "tokens"),
        if causal { "causal" } else { "every word sees all" }.to_owned(),
        match (model.changed, model.published) {
            (true, _) => format!("{}, changed", model.name),
            (false, Some(_)) => format!("{}, as published", model.name),
            (false, None) => "a small model".to_owned(),
        },
        format!(
            "{}, width {}, {}",
            counted(count(models::LAYERS), "layer", "layers"),
            count(models::WIDTH),
            counted(count(models::HEADS), "head", "heads"),
        ),
    ];
    let positions = count(models::POSITIONS);
    if positions > 0 && tokens > positions {
        facts.push(format!("longer than its {positions} positions"));
    }
    facts
}
