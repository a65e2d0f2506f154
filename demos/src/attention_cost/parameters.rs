//! Parameters: every part is so many matrices of inputs (and a bias) × outputs.

use super::models::{self, Model};
use super::work::{KV_WIDTH, MLP_IN, NONE, ONE, Q_WIDTH, Work};
use crate::make::{add, columns, div, given, lookup, mul, reduce, rows, scale, sub};
use crate::report::{Axis, Kind, Reduction, Source, Step, Table};
use crate::steps::{at, at_most};
use ndarray::Array2;

/// Parts: how many matrices, inputs, a bias or none, outputs; rows of `sizes`.
const PARTS: [(&str, usize, usize, usize, usize); 13] = [
    ("word rows", ONE, models::VOCABULARY, models::WORD_BIASES, models::WIDTH),
    ("positions", ONE, models::POSITIONS, NONE, models::WIDTH),
    ("extra rows", ONE, models::EXTRA_ROWS, NONE, models::WIDTH),
    ("first norm", models::LAYERS, models::NORM_ROWS, NONE, models::WIDTH),
    ("w_q", models::LAYERS, models::WIDTH, models::BIASES, Q_WIDTH),
    ("w_k", models::LAYERS, models::WIDTH, models::BIASES, KV_WIDTH),
    ("w_v", models::LAYERS, models::WIDTH, models::BIASES, KV_WIDTH),
    ("w_o", models::LAYERS, Q_WIDTH, models::BIASES, models::WIDTH),
    ("second norm", models::LAYERS, models::NORM_ROWS, NONE, models::WIDTH),
    ("mlp in", models::LAYERS, models::WIDTH, models::BIASES, MLP_IN),
    ("mlp out", models::LAYERS, models::MLP_WIDTH, models::BIASES, models::WIDTH),
    ("last norm", ONE, models::NORM_ROWS, NONE, models::WIDTH),
    ("outputs", ONE, models::WIDTH, models::OUTPUT_BIASES, models::OUTPUTS),
];

/// The tables of the parameters.
pub(super) struct Parameters {
    shapes: Vec<Table>,
    each: Table,
    by_part: Table,
    in_layers: Table,
    layers_total: Table,
    /// Those of one layer.
    pub(super) block: Table,
    /// All of them.
    pub(super) total: Table,
    /// Bytes of all of them.
    pub(super) bytes: Table,
}

impl Parameters {
    pub(super) fn new(work: &Work) -> Self {
        let names = PARTS.map(|(name, ..)| name);
        let pick = |id: &str, index: [usize; 13]| {
            lookup(id, &work.sizes, &index).axes("part", "number").rows(&names)
        };
        let matrices = pick("matrices", PARTS.map(|(_, matrices, ..)| matrices));
        let inputs = pick("inputs", PARTS.map(|(_, _, inputs, ..)| inputs));
        let biases = pick("bias", PARTS.map(|(_, _, _, bias, _)| bias));
        let high = add("rows_of_each", &inputs, &biases);
        let outputs = pick("outputs_of_each", PARTS.map(|(.., outputs)| outputs));
        let each = mul("each_matrix", &high, &outputs);
        let by_part = mul("parameters_by_part", &matrices, &each);
        let in_layers = rows("in_layers", &by_part, 3, 11);
        let sum = |id: &str, of: &Table| reduce(id, of, Reduction::Sum, Axis::Column);
        let layers_total = sum("all_layers", &in_layers);
        let layers = lookup("layer_count", &work.sizes, &[models::LAYERS]);
        let block = div("block_parameters", &layers_total, &layers).rows(&["one layer"]);
        let total = sum("parameters", &by_part);
        let bytes = mul("weight_bytes", &total, &work.bytes).rows(&["bytes"]);
        let shapes = vec![matrices, inputs, biases, high, outputs, layers];
        Self { shapes, each, by_part, in_layers, layers_total, block, total, bytes }
    }

    pub(super) fn steps(self, model: &Model) -> Vec<Step> {
        let says = "What is learned stands in matrices: so many, each with so many rows (one more \
                    with a bias) and columns. A norm is a scale for each column, and a shift with \
                    some.";
        let formula = "rows of each = inputs + bias";
        let shapes =
            Step::of("shapes", "shapes", says, formula, self.shapes).look(at("rows_of_each", 4, 0));
        let learned = self.total.at(0, 0);
        let says = "Added up, part by part. The number of heads does not count, and the length of \
                    the text only where positions are learned.";
        let formula = "parameters = sum of matrices × rows of each × outputs of each";
        let Self { each, by_part, in_layers, layers_total, block, total, bytes, .. } = self;
        let mut tables = vec![each, by_part, in_layers, layers_total, block, total, bytes];
        tables.extend(without_outputs(model, &tables));
        let mut step = Step::of("parameters", "parameters", says, formula, tables)
            .look(at("parameters", 0, 0))
            .ask_number("How many numbers has this model learned, within a tenth?", 0.1 * learned);
        if let Some(published) = model.published {
            let claim = format!("{} has as many as published: gap", model.name);
            step = step.claims([at_most(&claim, (learned - published).abs(), 0.0)]);
        }
        vec![shapes, step]
    }
}

/// What is left without the outputs (BERT's pooler, say), where a model has some of its own.
fn without_outputs(model: &Model, tables: &[Table]) -> Vec<Table> {
    let find = |id: &str| tables.iter().find(|table| table.id == id);
    let (Some(by_part), Some(total)) = (find("parameters_by_part"), find("parameters")) else {
        return Vec::new();
    };
    if model.number(models::OUTPUTS) <= 0.0 {
        return Vec::new();
    }
    let outputs = rows("output_parameters", by_part, PARTS.len() - 1, PARTS.len());
    let rest = sub("without_outputs", total, &outputs).rows(&["without outputs"]);
    vec![outputs, rest]
}

/// How many words were read for each parameter, and the work of that.
pub(super) fn training_step(values: Array2<f64>, from: Source) -> Step {
    let ours = from == Source::HandSet;
    let mut runs = given("training", Kind::Number, values, from)
        .axes("run", "billions of")
        .cols(&["parameters", "words read"]);
    if ours {
        runs = runs.rows(&["Chinchilla", "Gopher", "GPT-3"]);
    }
    let learned = columns("learned", &runs, 0, 1);
    let read = columns("read", &runs, 1, 2);
    let ratio = div("words_per_parameter", &read, &learned).cols(&["ratio"]);
    let product = mul("product", &learned, &read).cols(&["10^18"]);
    let work = scale("training_flops", &product, 6e18).cols(&["operations"]);
    let says = "Training takes about six operations for each parameter and word read: two forward, \
                four back. Chinchilla (Hoffmann et al. 2022) spent about what Gopher did, on a \
                smaller model and more words, and was better.";
    let formula = "training_flops = 6 × parameters × words read";
    let tables = vec![runs, learned, read, ratio, product, work];
    Step::of("training", "training", says, formula, tables).look(at("words_per_parameter", 0, 0))
}
