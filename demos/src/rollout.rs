//! Demo `rollout`: weights of several layers (each n × n) multiplied into one, with the residual
//! stream as the identity: what a word of the last layer draws on of the words at the bottom.
//!
//! Attention rollout as in Abnar & Zuidema 2020.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::lesson::Lesson;
use crate::make::{Labels, by, given};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, bad, counted};
use crate::report::{Function, Kind, Reduction, Report, Source, Step};
use crate::shared::numbered;
use crate::shared::source;
use crate::steps::row_checks;
use crate::words::{self, given_matrix};
use ndarray::Array2;

/// The demo.
pub(crate) struct Rollout;

const MOST: usize = 12;

const fn layer(name: &'static str, about: &'static str, default: &'static str) -> ParamSpec {
    let kind = ParamKind::Matrix { max_rows: MOST, max_cols: MOST };
    ParamSpec { name, about, kind, default, per_head: false }
}

static SPEC: Spec = Spec {
    name: "rollout",
    title: "Rollout",
    about: "Multiplies the weights of several layers into one, with what passes them by",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        layer(
            "a1",
            "shares of the first layer, a row for each word; each row is divided by its sum",
            "1 0 0; 0.5 0.5 0; 0.2 0.3 0.5",
        ),
        layer("a2", "shares of the second layer", "1 0 0; 0.9 0.1 0; 0.6 0.3 0.1"),
        layer("a3", "shares of a third layer, if you like", ""),
        layer("a4", "shares of a fourth layer, if you like", ""),
        ParamSpec {
            name: "residual",
            about: "the part of each row that passes a layer by",
            kind: ParamKind::Number { min: 0.0, max: 1.0 },
            default: "0.5",
            per_head: false,
        },
        ParamSpec {
            name: "text",
            about: "names for the words, if the count fits",
            kind: ParamKind::Tokens { max: MOST },
            default: "the dog barked",
            per_head: false,
        },
    ],
    metrics: &[
        ("layers", "how many layers are multiplied"),
        ("own", "what the last word keeps of itself through all layers"),
        ("change_max", "the largest difference to the weights of the last layer alone"),
    ],
    breaks: &[
        Break {
            what: "leave out the residual stream",
            set: &[("residual", "0")],
            symptom: "the product of the weights alone is left: words keep less of themselves than \
                      in truth they do",
        },
        Break {
            what: "let everything pass by",
            set: &[("residual", "1")],
            symptom: "each word draws on itself alone, whatever the weights say",
        },
    ],
};

const CAVEAT: &str = "Rollout follows weights only: the length of the values, the MLPs and what \
                      heads add or cancel are left out. A weight is not an explanation.";

/// Everything given, with shapes that fit.
struct Inputs {
    /// `a1`, `a2` …, each n × n.
    layers: Vec<(&'static str, Array2<f64>, Source)>,
    labels: Vec<String>,
    residual: f64,
}

impl Demo for Rollout {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::read(params)?;
        let (steps, metrics) = steps(&inputs);
        let (origin, numbers) = words::origin(params, &["a1", "a2", "a3", "a4"]);
        let causal = inputs.layers.iter().all(|(_, shares, _)| is_causal(shares));
        let facts = vec![
            counted(inputs.layers.len(), "layer", "layers"),
            format!("residual {}", inputs.residual),
            if causal { "causal" } else { "no mask" }.to_owned(),
            numbers,
        ];
        let (params, caveat) = (params.echo(), Some(CAVEAT));
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}

impl Inputs {
    fn read(params: &Params) -> Result<Self, DemoError> {
        let mut layers = Vec::new();
        for name in ["a1", "a2", "a3", "a4"] {
            let Some(shares) = given_matrix(params, name)? else { continue };
            words::check_shares(name, &shares)?;
            layers.push((name, shares, source(params, name)));
        }
        // Ours stand for the size where the reader put in another layer only.
        let given = |(name, ..): &&(&'static str, Array2<f64>, Source)| params.is_given(name);
        let ours = layers.iter().find(|layer| !given(layer));
        let n = ours.or(layers.first()).map_or(1, |(_, shares, _)| shares.nrows());
        let wrong = layers.iter().find(|(_, shares, _)| shares.dim() != (n, n));
        if let Some((name, shares, _)) = wrong {
            let given = format!("a matrix of {} × {}", shares.nrows(), shares.ncols());
            return Err(bad(name, given, format!("{n} × {n} is expected, as in the other layers")));
        }
        let names = params.words("text").to_vec();
        let labels = if names.len() == n { names } else { numbered(n) };
        Ok(Self { layers, labels, residual: params.number("residual") })
    }

    fn count(&self) -> usize {
        self.layers.len()
    }
}

fn is_causal(shares: &Array2<f64>) -> bool {
    shares.indexed_iter().all(|((row, col), share)| col <= row || *share == 0.0)
}

fn steps(inputs: &Inputs) -> (Vec<Step>, Vec<(&'static str, f64)>) {
    let says = "The weights of each layer, one square for each: a word of the layer asks down, the \
                words of the layer below are looked at across.";
    let mut lesson = Lesson::new("layers", "layers", "weights = shares / sum of the row", says);
    for (number, (name, shares, from)) in (1..).zip(&inputs.layers) {
        lesson.put(given(name, Kind::Number, shares.clone(), from.clone()).labels(Labels {
            axes: ("asks", "looks at"),
            rows: inputs.labels.clone(),
            cols: inputs.labels.clone(),
        }));
        lesson.add(&format!("sum.{name}"), Kind::Number, by::each_row(name, Reduction::Sum));
        let rule = by::div(name, &format!("sum.{name}"));
        lesson.add(&format!("weights.{number}"), Kind::Weight, rule);
    }
    let last = inputs.labels.len() - 1;
    lesson.look("weights.1", last, 0);
    plain(&mut lesson, inputs);
    mixed(&mut lesson, inputs);
    rolled(&mut lesson, inputs);
    let metrics = vec![
        ("layers", inputs.count() as f64),
        ("own", lesson.at("rollout", last, last)),
        ("change_max", math::largest(&lesson.values("change").mapv(f64::abs))),
    ];
    (lesson.finish(), metrics)
}

/// Multiplies `name.1` up to the last layer; the product over all is called `whole`.
fn multiply(lesson: &mut Lesson, inputs: &Inputs, name: &str, whole: &str) {
    let mut below = format!("{name}.1");
    for layer in 2..=inputs.count() {
        let id =
            if layer == inputs.count() { whole.to_owned() } else { format!("{whole}.to{layer}") };
        lesson.add(&id, Kind::Weight, by::matmul(&format!("{name}.{layer}"), &below));
        lesson.axes("asks", "draws on");
        below = id;
    }
}

fn plain(lesson: &mut Lesson, inputs: &Inputs) {
    let last = inputs.labels.len() - 1;
    let says = "From the second layer on a place is no longer its word: it already holds a blend. \
                Following the weights down through all layers is a product of matrices.";
    lesson.step("product", "product", "product = weights of the last · … · weights.1", says);
    multiply(lesson, inputs, "weights", "product");
    lesson.look("product", last, 0);
    lesson.checks(row_checks(std::iter::once(&lesson.values("product")), "shares of product"));
}

fn mixed(lesson: &mut Lesson, inputs: &Inputs) {
    let n = inputs.labels.len();
    let says = "Around every layer runs the residual stream, which hands each row on as it is: the \
                identity. Rollout takes so much of it as residual says, and the rest of the weights.";
    let formula = "mixed = (1 − residual) · weights + residual · identity";
    lesson.step("mixed", "mixed", formula, says);
    lesson.add("zeros", Kind::Number, by::sub("weights.1", "weights.1"));
    let diagonal = (0..n).map(|row| (0..n).map(|col| row == col).collect()).collect();
    lesson.add("masked.zeros", Kind::Number, by::mask("zeros", diagonal));
    lesson.add("identity", Kind::Number, by::map("masked.zeros", Function::Exp));
    lesson.add("stream", Kind::Number, by::scale("identity", inputs.residual));
    for layer in 1..=inputs.count() {
        let rule = by::scale(&format!("weights.{layer}"), 1.0 - inputs.residual);
        lesson.add(&format!("attended.{layer}"), Kind::Number, rule);
        let rule = by::add(&format!("attended.{layer}"), "stream");
        lesson.add(&format!("mixed.{layer}"), Kind::Weight, rule);
    }
    lesson.look("mixed.1", n - 1, n - 1);
}

fn rolled(lesson: &mut Lesson, inputs: &Inputs) {
    let last = inputs.labels.len() - 1;
    let says = "The mixed squares multiplied. Each row says what a word of the last layer draws on \
                of the words at the bottom; beside it, how that differs from the last layer's own \
                weights.";
    lesson.step("rollout", "rollout", "rollout = mixed of the last · … · mixed.1", says);
    let word = inputs.labels.last().map_or("", String::as_str);
    let ask = format!("Through all layers, which word does \"{word}\" draw on most?");
    lesson.guess_in_row(ask, "rollout", last);
    multiply(lesson, inputs, "mixed", "rollout");
    let top = format!("weights.{}", inputs.count());
    lesson.add("change", Kind::Number, by::sub("rollout", &top));
    lesson.look("rollout", last, lesson.largest_in_row("rollout", last));
    lesson.checks(row_checks(std::iter::once(&lesson.values("rollout")), "shares of rollout"));
    if inputs.layers.iter().all(|(_, shares, _)| is_causal(shares)) {
        let rollout = lesson.values("rollout");
        let above = rollout.indexed_iter().filter(|((row, col), _)| col > row);
        let most = above.fold(0.0_f64, |most, (_, share)| most.max(*share));
        lesson.at_most("causal layers stay causal: largest share above the diagonal", most, 0.0);
    }
}
