//! Pairs, operations and bytes. `sizes` is one column with everything that is counted from; a
//! part of the work names its three sizes by their rows.

use super::models::{self, Model, ROWS};
use crate::make::{add, below, div, given, given_number, lookup, map, mul, reduce, rows, scale};
use crate::params::Params;
use crate::report::{Axis, Curve, Function, Kind, Picture, Reduction, Source, Step, Table};
use crate::shared::source;
use crate::steps::{at, at_most};
use ndarray::Array2;

// Rows of `sizes` behind those of the model.
const TOKENS: usize = 15;
const PAIRS: usize = 16;
pub(super) const Q_WIDTH: usize = 17;
pub(super) const KV_WIDTH: usize = 18;
pub(super) const MLP_IN: usize = 19;
pub(super) const ONE: usize = 20;
pub(super) const NONE: usize = 21;

/// Parts of the work of a layer: how often, numbers made each time, multiplications for each.
const PARTS: [(&str, usize, usize, usize); 8] = [
    ("queries", TOKENS, Q_WIDTH, models::WIDTH),
    ("keys", TOKENS, KV_WIDTH, models::WIDTH),
    ("values", TOKENS, KV_WIDTH, models::WIDTH),
    ("scores", PAIRS, models::HEADS, models::HEAD_WIDTH),
    ("blend", PAIRS, models::HEADS, models::HEAD_WIDTH),
    ("w_o", TOKENS, models::WIDTH, Q_WIDTH),
    ("mlp in", TOKENS, MLP_IN, models::WIDTH),
    ("mlp out", TOKENS, models::WIDTH, models::MLP_WIDTH),
];

/// The tables, grouped by step; `steps` takes them out.
pub(super) struct Work {
    pairs: Step,
    doubling: Step,
    sizes_step: Step,
    operations: Step,
    share: Step,
    even: Option<Step>,
    recurrent: Step,
    scores: Step,
    cache: Step,
    /// Everything that is counted from, one column.
    pub(super) sizes: Table,
    /// Bytes of one number.
    pub(super) bytes: Table,
    metrics: Vec<(&'static str, f64)>,
}

impl Work {
    pub(super) fn new(params: &Params, model: &Model, causal: bool) -> Self {
        let tokens = params.integer("tokens") as f64;
        let tokens = count(given_number("tokens", Kind::Number, tokens, source(params, "tokens")));
        let (pairs_step, pairs) = pairs(&tokens, causal);
        let doubling = doubling(&tokens, &pairs, causal);
        let (sizes_step, sizes, widths, model) = sizes(model, &tokens, &pairs);
        let (operations, made, flops, all) = operations(&sizes);
        let (share, sums) = shares(&flops, &all);
        let even = (!causal).then(|| even(&tokens, &widths, &sums));
        let (recurrent, by_attention, by_state) = recurrent(&tokens, &pairs, &model, causal);
        let bytes = given_number(
            "bytes",
            Kind::Number,
            params.integer("bytes") as f64,
            source(params, "bytes"),
        );
        let bytes = count(bytes);
        let (scores, score_bytes) = stored_scores(&bytes, &made);
        let (cache, per_token, cache_bytes) = cache(&bytes, &tokens, &widths, &model);
        let metrics = [
            ("scores", &pairs),
            ("flops_layer", &all),
            ("projection_flops", &sums.projections),
            ("attention_flops", &sums.attention),
            ("mlp_flops", &sums.mlp),
            ("attention_share", &sums.share),
            ("attention_work", &by_attention),
            ("recurrent_work", &by_state),
            ("score_bytes", &score_bytes),
            ("cache_per_token", &per_token),
            ("cache_bytes", &cache_bytes),
        ];
        let metrics = metrics.map(|(name, table)| (name, table.at(0, 0))).to_vec();
        let pairs = pairs_step;
        Self {
            pairs,
            doubling,
            sizes_step,
            operations,
            share,
            even,
            recurrent,
            scores,
            cache,
            sizes,
            bytes,
            metrics,
        }
    }

    pub(super) fn metrics(&mut self) -> Vec<(&'static str, f64)> {
        std::mem::take(&mut self.metrics)
    }

    pub(super) fn steps(self) -> Vec<Step> {
        let mut steps =
            vec![self.pairs, self.doubling, self.sizes_step, self.operations, self.share];
        steps.extend(self.even);
        steps.extend([self.recurrent, self.scores, self.cache]);
        steps
    }
}

pub(super) fn count(table: Table) -> Table {
    table.kind(Kind::Count)
}

/// One number of this unit.
fn named(unit: &str, table: Table) -> Table {
    table.rows(&[unit]).cols(&["number"])
}

fn pairs(tokens: &Table, causal: bool) -> (Step, Table) {
    let formula;
    let says;
    let mut tables = vec![tokens.clone()];
    let pairs = if causal {
        let square = named("pairs", mul("square", tokens, tokens));
        let both = named("pairs", add("with_itself", &square, tokens));
        let pairs = named("pairs", scale("pairs", &both, 0.5));
        tables.extend([square, both]);
        formula = "pairs = (tokens² + tokens) / 2";
        says = "Each word is compared with itself and all before it: one pair for the first, two \
                for the second, and so on.";
        pairs
    } else {
        formula = "pairs = tokens × tokens";
        says = "Each word is compared with every word, itself too. Each pair costs one score, in \
                every head of every layer.";
        named("pairs", mul("pairs", tokens, tokens))
    };
    tables.push(pairs.clone());
    (Step::of("pairs", "pairs", says, formula, tables), pairs)
}

fn doubling(tokens: &Table, pairs: &Table, causal: bool) -> Step {
    let twice = scale("twice", tokens, 2.0).rows(&["twice"]);
    let fourfold = scale("fourfold", &twice, 2.0).rows(&["four times"]);
    let lengths = below("lengths", &[tokens, &twice, &fourfold]);
    let square = map("squares", &lengths, Function::Square);
    let mut tables = vec![twice, fourfold, lengths.clone(), square.clone()];
    let drawn = if causal { "pairs_by_length" } else { "squares" };
    let growth = if causal {
        let both = add("with_themselves", &square, &lengths);
        let by_length = scale("pairs_by_length", &both, 0.5);
        let growth = div("growth", &by_length, pairs);
        tables.extend([both, by_length]);
        growth
    } else {
        div("growth", &square, pairs)
    };
    let times = growth.at(1, 0);
    tables.push(growth.kind(Kind::Number));
    let says = if causal {
        "Twice the length makes nearly four times as many pairs, for a long text as good as \
         exactly: the mask halves the work and does not change how it grows."
    } else {
        "Twice the length makes four times as many pairs, four times the length sixteen times. \
         This is why long texts are dear."
    };
    let claim = "twice the length makes at most four times as many pairs";
    Step::of("doubling", "doubling", says, "growth = pairs by length / pairs", tables)
        .look(at("growth", 1, 0))
        .draw(Picture::curve(Curve::columns(drawn).over("lengths")))
        .ask_number("A text twice as long: how many times as many pairs?", 0.05)
        .claims([at_most(claim, times, 4.0)])
}

fn sizes(model: &Model, tokens: &Table, pairs: &Table) -> (Step, Table, Table, Table) {
    let values = Array2::from_shape_fn((ROWS.len(), 1), |(row, _)| model.number(row));
    let own = model.name == "own" && !model.changed;
    let from = match (model.changed, own) {
        (true, _) => Source::Parameter,
        (false, true) => Source::HandSet,
        (false, false) => Source::Data,
    };
    let table = given("model", Kind::Number, values, from)
        .axes("what", "number")
        .rows(&ROWS)
        .cols(&["number"]);
    let table = count(table);
    let each = [models::HEAD_WIDTH, models::HEAD_WIDTH, models::MLP_WIDTH];
    let each = lookup("each", &table, &each);
    let many = lookup("how_many", &table, &[models::HEADS, models::KV_HEADS, models::MLP_INPUTS]);
    let widths = mul("widths", &many, &each).rows(&["q width", "kv width", "mlp in"]);
    let one = map("one", tokens, Function::Sign).rows(&["one"]);
    let none = scale("none", tokens, 0.0).rows(&["none"]);
    let parts = [&table, tokens, pairs, &widths, &one, &none];
    let sizes = below("sizes", &parts);
    let says = "The numbers of the model. Queries of all heads stand side by side, keys and values \
                too; together with length and pairs this is all that is needed to count.";
    let tables = vec![table.clone(), many, each, widths.clone(), one, none, sizes.clone()];
    let step = Step::of("sizes", "sizes", says, "q width = heads × head width", tables)
        .look(at("widths", 0, 0));
    (step, sizes, widths, table)
}

fn operations(sizes: &Table) -> (Step, Table, Table, Table) {
    let names = PARTS.map(|(name, ..)| name);
    let pick =
        |id: &str, index: [usize; 8]| lookup(id, sizes, &index).axes("part", "number").rows(&names);
    let times = pick("times", PARTS.map(|(_, times, ..)| times));
    let outer = pick("made_each_time", PARTS.map(|(_, _, outer, _)| outer));
    let inner = pick("for_each", PARTS.map(|(.., inner)| inner));
    let made = mul("numbers_made", &times, &outer).rows(&names);
    let products = mul("multiplications", &made, &inner).rows(&names);
    let flops = scale("flops", &products, 2.0);
    let all = reduce("flops_layer", &flops, Reduction::Sum, Axis::Column);
    let says = "Every number of a layer is a sum of products. Scores and blend are made for every \
                pair and every head, all the rest for every word.";
    let formula = "flops = 2 × times × numbers made each time × multiplications for each";
    let tables = vec![times, outer, inner, made.clone(), products, flops.clone(), all.clone()];
    let step = Step::of("work", "work", says, formula, tables).look(at("flops", 3, 0));
    (step, made, flops, all)
}

struct Sums {
    attention: Table,
    projections: Table,
    mlp: Table,
    share: Table,
}

fn shares(flops: &Table, all: &Table) -> (Step, Sums) {
    let sum =
        |id: &str, of: &Table| named("operations", reduce(id, of, Reduction::Sum, Axis::Column));
    let shares = div("shares", flops, all).kind(Kind::Probability);
    let by_pair = rows("by_pair", flops, 3, 5);
    let attention = sum("attention_flops", &by_pair);
    let by_weights = lookup("by_weights", flops, &[0, 1, 2, 5]);
    let projections = sum("projection_flops", &by_weights);
    let in_mlp = rows("in_mlp", flops, 6, 8);
    let mlp = sum("mlp_flops", &in_mlp);
    let share = named("share", div("attention_share", &attention, all)).kind(Kind::Probability);
    let total = reduce("total", &shares, Reduction::Sum, Axis::Column).at(0, 0);
    let says = "Only scores and blend grow with the square of the length. In a short text they are \
                a small part, in a long one nearly everything.";
    let formula = "attention_share = (scores + blend) / operations of the layer";
    let sums = Sums { attention, projections, mlp, share };
    let tables = vec![
        shares,
        by_pair,
        sums.attention.clone(),
        by_weights,
        sums.projections.clone(),
        in_mlp,
        sums.mlp.clone(),
        sums.share.clone(),
    ];
    let claim = "the shares of the parts add up to 1: gap";
    let step = Step::of("share", "share", says, formula, tables).claims([at_most(
        claim,
        (total - 1.0).abs(),
        1e-12,
    )]);
    (step, sums)
}

/// The lengths at which what grows with the square overtakes the rest.
fn even(tokens: &Table, widths: &Table, sums: &Sums) -> Step {
    let weights = named("operations", add("weight_flops", &sums.projections, &sums.mlp));
    let per_token = named("operations", div("per_token", &weights, tokens));
    let projected = named("operations", div("projections_per_token", &sums.projections, tokens));
    let q_width = rows("q_width", widths, 0, 1);
    let per_pair = named("operations", scale("per_pair", &q_width, 4.0));
    let as_projections = named("words", div("even_with_projections", &projected, &per_pair));
    let even = named("words", div("even", &per_token, &per_pair));
    let length = even.at(0, 0);
    let says = "Each word costs the same through the weights, and each pair the same through \
                scores and blend. At this many words the two are equal: beyond it, attention is \
                more than half of the layer.";
    let formula = "even = operations for each word / operations for each pair";
    let tables = vec![weights, per_token, projected, q_width, per_pair, as_projections, even];
    let ask = "How many words must the text have for attention to be half of the layer's work?";
    Step::of("even", "balance", says, formula, tables).ask_number(ask, 0.1 * length)
}

fn recurrent(tokens: &Table, pairs: &Table, model: &Table, causal: bool) -> (Step, Table, Table) {
    let width = rows("width", model, models::WIDTH, models::WIDTH + 1);
    let by_attention = named("products", mul("attention_work", pairs, &width));
    let state = named("weights", map("state_weights", &width, Function::Square));
    let by_state = named("products", mul("recurrent_work", tokens, &state));
    let ratio = named("ratio", div("ratio", &by_attention, &by_state)).kind(Kind::Number);
    let expected = tokens.at(0, 0) / width.at(0, 0);
    let gap = (ratio.at(0, 0) - expected).abs() / expected;
    let says = "A recurrent layer multiplies a state by width × width numbers for each word, one \
                word after the other: as many steps as words, where attention takes one. The work \
                is equal where a text has as many words as a row has numbers.";
    let tables = vec![width, by_attention.clone(), state, by_state.clone(), ratio];
    let formula = "attention: pairs × width; recurrent: tokens × width²";
    let claim = "the ratio is words over width: relative gap";
    let mut step = Step::of("recurrent", "recurrent", says, formula, tables);
    if !causal {
        step = step.claims([at_most(claim, gap, 1e-12)]);
    }
    (step, by_attention, by_state)
}

fn stored_scores(bytes: &Table, made: &Table) -> (Step, Table) {
    let scores = named("scores", rows("scores_layer", made, 3, 4));
    let stored = named("bytes", mul("score_bytes", &scores, bytes));
    let says = "Plain attention writes all scores of a layer down before it takes their softmax. \
                Computing them in tiles (demo flash) avoids that.";
    let formula = "score_bytes = pairs × heads × bytes";
    let tables = vec![bytes.clone(), scores, stored.clone()];
    (Step::of("scores", "memory", says, formula, tables), stored)
}

fn cache(bytes: &Table, tokens: &Table, widths: &Table, model: &Table) -> (Step, Table, Table) {
    let kv_width = rows("kv_width", widths, 1, 2);
    let layers = rows("layers", model, models::LAYERS, models::LAYERS + 1);
    let keys = named("numbers", mul("keys_of_a_word", &layers, &kv_width));
    let both = named("numbers", scale("keys_and_values", &keys, 2.0));
    let per_token = named("bytes", mul("cache_per_token", &both, bytes));
    let whole = named("bytes", mul("cache_bytes", &per_token, tokens));
    let says = "A model that writes word by word keeps the keys and values of all words so far, in \
                every layer. That grows with the length alone, not with its square.";
    let formula = "cache_per_token = 2 × layers × kv heads × head width × bytes";
    let tables = vec![kv_width, layers, keys, both, per_token.clone(), whole.clone()];
    let step = Step::of("cache", "cache", says, formula, tables).look(at("cache_per_token", 0, 0));
    (step, per_token, whole)
}
