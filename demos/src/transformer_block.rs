//! Demo `transformer-block`: one block of a decoder with one causal head (n × `d_model` in and out),
//! its residual stream, the logits of a small vocabulary and the next word.
//!
//! Post-norm as in Vaswani et al. 2017, pre-norm as in GPT-2. The norms have no gain and shift of
//! their own (1 and 0), the layers no bias.

mod block;
mod steps;
mod weights;

use crate::attention::lexicon;
use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{self, Labels};
use crate::next_token::{Cut, Sampling, TEMPERATURE, TOP_K, TOP_P};
use crate::params::{ParamKind, ParamSpec, Params, bad, counted};
use crate::report::{Function, Kind, Origin, Report, Table};
use crate::shared::{labels, numbers, param, source};
use block::Block;
use ndarray::Array2;
use weights::Weights;

/// The demo.
pub(crate) struct TransformerBlock;

const MOST_WORDS: usize = 16;
const WIDEST: usize = 8;

const fn weight(name: &'static str, about: &'static str) -> ParamSpec {
    param(name, about, ParamKind::Matrix { max_rows: WIDEST, max_cols: WIDEST }, "")
}

static SPEC: Spec = Spec {
    name: "transformer-block",
    title: "Transformer block",
    about: "One block from words to the next word: attention, MLP, residual stream, logits",
    topics: &[
        "transformer",
        "residual-connection",
        "multilayer-perceptron",
        "large-language-model",
    ],
    params: &[
        param(
            "text",
            "words between spaces; one outside the small lexicon gets a random stand-in",
            ParamKind::Tokens { max: MOST_WORDS },
            "the dog saw",
        ),
        param(
            "norm",
            "where the stream is normalized: before each part, or after it was added",
            ParamKind::Choice { options: &["pre", "post"] },
            "pre",
        ),
        param(
            "activation",
            "the bend in the MLP",
            ParamKind::Choice { options: &["relu", "gelu"] },
            "relu",
        ),
        param(
            "weights",
            "set by hand so that each part has a job, or small random numbers",
            ParamKind::Choice { options: &["hand-set", "seeded"] },
            "hand-set",
        ),
        param("seed", "which random numbers, with weights seeded", ParamKind::Seed, "1"),
        TEMPERATURE,
        TOP_K,
        TOP_P,
        param(
            "x",
            "your own word rows; text then only labels them, if it is given",
            ParamKind::Matrix { max_rows: MOST_WORDS, max_cols: WIDEST },
            "",
        ),
        weight("w_q", "your own query weights, a row for each column of x, 2 columns"),
        weight("w_k", "your own key weights, shaped like w_q"),
        weight("w_v", "your own value weights, shaped like w_q"),
        weight("w_o", "your own weights from the head back to the stream, 2 rows"),
        weight("w_1", "your own weights into the MLP, a row for each column of x, 4 columns"),
        weight("w_2", "your own weights out of the MLP, 4 rows"),
        weight("w_u", "your own rows for the 8 words of the vocabulary, as wide as x"),
    ],
    metrics: crate::next_token::METRICS,
    breaks: &[
        Break {
            what: "switch the attention off",
            set: &[("weights", "hand-set"), ("w_o", "0 0 0 0; 0 0 0 0")],
            symptom: "nothing of the other words reaches the last one: only its own word decides \
                      what comes next",
        },
        Break {
            what: "switch the MLP off",
            set: &[("weights", "hand-set"), ("w_2", "0 0 0 0; 0 0 0 0; 0 0 0 0; 0 0 0 0")],
            symptom: "the stream keeps what the word is, so the model says words of the same \
                      kind again",
        },
        Break {
            what: "normalize afterwards",
            set: &[("norm", "post")],
            symptom: "the stream itself is normalized after each part: what goes past a part no \
                      longer arrives as it was",
        },
        Break {
            what: "use random weights",
            set: &[("weights", "seeded"), ("seed", "1")],
            symptom: "the same steps, but no part has a job: the next word is a matter of chance",
        },
    ],
};

/// The words that the model can say.
const VOCABULARY: [&str; 8] = ["the", "dog", "cat", "it", "saw", "barked", "because", "slept"];

impl Demo for TransformerBlock {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let x = word_rows(params)?;
        let weights = Weights::from_params(params, x.values.ncols(), &x.cols)?;
        let seeded = params.choice("weights") == "seeded";
        let theirs: Vec<&str> =
            params.given().filter(|name| *name == "x" || name.starts_with("w_")).collect();
        let settings = Settings {
            jobs: !seeded && theirs.is_empty(),
            pre: params.choice("norm") == "pre",
            bend: if params.choice("activation") == "relu" {
                Function::Relu
            } else {
                Function::Gelu
            },
        };
        let cut = Cut::from_params(params);
        let facts = facts(params, &x, &theirs, &cut);
        let block = Block::new(x, weights, &settings);
        let sampling = Sampling::new(&block.last, None, &cut);
        let metrics = sampling.metrics();
        sink.report(Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: match (theirs.is_empty(), seeded) {
                (false, _) => Origin::Given,
                (true, true) => Origin::Random { seed: weights::seed(params) },
                (true, false) => Origin::HandSet,
            },
            facts,
            steps: steps::steps(block, sampling, &settings, &cut),
            metrics,
            caveat: None,
        });
        Ok(())
    }
}

/// What is chosen about the block.
struct Settings {
    /// Normalized before each part, rather than after it was added.
    pre: bool,
    /// The bend in the MLP.
    bend: Function,
    /// Whether the weights are ours, so that each part has the job that it is said to have.
    jobs: bool,
}

/// The table `x`: the reader's rows, or the lexicon's.
fn word_rows(params: &Params) -> Result<Table, DemoError> {
    let words = params.words("text");
    let axes = ("word", "feature");
    if params.value("x").is_some() {
        let x = numbers(params, "x")?;
        if params.choice("weights") == "hand-set" && x.ncols() != 4 {
            let given = counted(x.ncols(), "column", "columns");
            let allowed = "4 columns are expected with hand-set weights".to_owned();
            return Err(bad("x", given, allowed));
        }
        let rows = if params.is_given("text") {
            labels(params, "text", "row of x", x.nrows())?
        } else {
            crate::shared::numbered(x.nrows())
        };
        let labels = Labels { axes, rows, cols: features(x.ncols()) };
        return Ok(make::given("x", Kind::Embedding, x.clone(), source(params, "x")).labels(labels));
    }
    let embedded: Vec<_> = words.iter().map(|word| lexicon::embed(word)).collect();
    let values = Array2::from_shape_fn((words.len(), 4), |(row, col)| {
        embedded.get(row).and_then(|word| word.features.get(col)).copied().unwrap_or(0.0)
    });
    let labels = Labels { axes, rows: words.to_vec(), cols: features(4) };
    let random = embedded.iter().enumerate().filter(|(_, word)| word.random);
    Ok(Table {
        random_rows: random.map(|(row, _)| row).collect(),
        ..make::given("x", Kind::Embedding, values.clone(), source(params, "x")).labels(labels)
    })
}

fn features(width: usize) -> Vec<String> {
    if width == 4 {
        return lexicon::FEATURES.map(str::to_owned).into();
    }
    crate::shared::numbered(width)
}

fn facts(params: &Params, x: &Table, theirs: &[&str], cut: &Cut) -> Vec<String> {
    let mut facts = vec![
        format!("{}-norm", params.choice("norm")),
        "causal".to_owned(),
        "1 head".to_owned(),
        format!("d_model {}, d_head 2, d_ff 4", x.values.ncols()),
        "no positions".to_owned(),
        "all 8 words shown".to_owned(),
    ];
    if !theirs.is_empty() {
        facts.push(format!("your own {}", theirs.join(", ")));
    }
    facts.push(match params.choice("weights") {
        "seeded" => format!("random weights, seed {}", params.integer("seed")),
        _ => "hand-set weights".to_owned(),
    });
    if !x.random_rows.is_empty() {
        facts.push(counted(x.random_rows.len(), "random stand-in", "random stand-ins"));
    }
    facts.extend(cut.facts());
    facts
}
