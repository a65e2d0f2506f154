//! Features of elu(x) + 1: all pairs, the running state, and exact softmax attention.

use super::{Inputs, last};
use crate::make::{
    add, below, beside, columns, div, map, mask, matmul, matmul_t, reduce, rows, scale, softmax,
    sub, transpose,
};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::shared::{ORDINALS, WORD_STEPS};
use crate::steps::row_checks;
use crate::steps::{at, at_least, at_most};

/// The steps, the metrics, and the tables of exact attention that later steps need.
pub(super) struct Lesson {
    pub(super) steps: Vec<Step>,
    pub(super) metrics: Vec<(&'static str, f64)>,
    pub(super) exact: Exact,
    /// 1 where a word may look, else 0; with a mask only.
    pub(super) kept: Option<Table>,
}

/// Softmax attention.
pub(super) struct Exact {
    /// Scores divided by √d.
    pub(super) scaled: Table,
    pub(super) output: Table,
}

impl Lesson {
    pub(super) fn new(inputs: &Inputs) -> Self {
        let Inputs { q, k, v, .. } = inputs;
        let phi_q = map("phi_q", q, Function::Elu1);
        let phi_k = map("phi_k", k, Function::Elu1);
        let products = matmul_t("products", &phi_q, &phi_k).kind(Kind::Score);
        let kept_tables = inputs.kept_tables(&products);
        let kept = kept_tables.last().cloned();
        let mut blend = kept_tables;
        blend.extend(inputs.blend("", &products, kept.as_ref()));
        let output = last(&blend);
        let v_one = widened(v);
        let widened = last(&v_one);
        let mut steps = vec![
            first(inputs),
            features(&phi_q, &phi_k),
            pairs(inputs, &products, blend),
            order(&phi_q, &phi_k, &products, v),
            ones(v_one),
        ];
        let (read, by_state) = if inputs.causal {
            running(&phi_q, &phi_k, &widened)
        } else {
            at_once(&phi_q, &phi_k, &widened)
        };
        steps.extend(by_state);
        let scale = v.values.iter().fold(1.0, |size: f64, value| size.max(value.abs()));
        let (compare, gap) = compare(&read, &output, scale);
        steps.push(compare);
        let (exact_step, exact, error) = exact(inputs, &output);
        steps.push(exact_step);
        Self { steps, metrics: vec![("gap", gap), ("error", error)], exact, kept }
    }
}

fn first(inputs: &Inputs) -> Step {
    let says = "Queries, keys and values of a few words, as in any attention.";
    let tables = vec![inputs.q.clone(), inputs.k.clone(), inputs.v.clone()];
    Step::of("inputs", "inputs", says, "q, k, v, as given", tables)
}

fn features(phi_q: &Table, phi_k: &Table) -> Step {
    let smallest = math::smallest(&phi_q.values).min(math::smallest(&phi_k.values));
    let says = "Each number goes through elu + 1: above zero one is added, below zero it becomes e \
                to its power. All features are above zero, so that their products can be weights.";
    let formula = "phi = x + 1 above 0, else e^x";
    let tables = vec![phi_q.clone(), phi_k.clone()];
    Step::of("features", "features", says, formula, tables)
        .look(at("phi_k", 0, 0))
        .ask_number("What does the first number of k become?", 0.01)
        .claims([at_least("all features are above 0: smallest", smallest, f64::MIN_POSITIVE)])
}

fn pairs(inputs: &Inputs, products: &Table, blend: Vec<Table>) -> Step {
    let weights = blend.iter().find(|table| table.id == "weights").map(|table| &table.values);
    let checks = row_checks(weights.into_iter(), "weights");
    let says = if inputs.causal {
        "First all pairs at once: products of features, those of later words set to 0, each row \
         divided by its sum. There is no exponential of a score."
    } else {
        "First all pairs at once: products of features, each row divided by its sum. There is no \
         exponential of a score."
    };
    let formula = "weights = phi_q · phi_kᵀ / sum of the row";
    let mut tables = vec![products.clone()];
    tables.extend(blend);
    Step { checks, ..Step::of("pairs", "pairs", says, formula, tables) }
}

/// Brackets may be set either way: that is the whole trick.
fn order(phi_q: &Table, phi_k: &Table, products: &Table, v: &Table) -> Step {
    let pairs_first = matmul("pairs_first", products, v);
    let turned = transpose("turned", phi_k);
    let summary = matmul("summary", &turned, v);
    let keys_first = matmul("keys_first", phi_q, &summary);
    let gap = math::gap(&pairs_first.values, &keys_first.values);
    let size = pairs_first.values.iter().fold(1.0, |size: f64, value| size.max(value.abs()));
    let says = "Without the division, three matrices are multiplied, and brackets may be set \
                either way. Keys and values first makes a small table whose size does not depend \
                on the length.";
    let formula = "(phi_q · phi_kᵀ) · v = phi_q · (phi_kᵀ · v)";
    let tables = vec![pairs_first, turned, summary, keys_first];
    Step::of("order", "brackets", says, formula, tables)
        .look(at("summary", 0, 0))
        .claims([at_most("both orders agree: largest gap", gap, 1e-12 * size)])
}

fn widened(v: &Table) -> Vec<Table> {
    let column = columns("first_column", v, 0, 1);
    let zeros = scale("nothing", &column, 0.0).kind(Kind::Number);
    let ones = map("ones", &zeros, Function::Exp).cols(&["sum"]);
    let v_one = beside("v_one", &[v, &ones]);
    vec![column, zeros, ones, v_one]
}

fn ones(tables: Vec<Table>) -> Step {
    let says = "A column of ones beside the values, so that the sum of the row is kept in the same \
                table as the blend.";
    Step::of("ones", "ones", says, "v_one = values and a column of ones", tables)
}

/// One word after the other: the state is all that is kept of the past.
fn running(phi_q: &Table, phi_k: &Table, v_one: &Table) -> (Table, Vec<Step>) {
    let mut steps = Vec::new();
    let mut state: Option<Table> = None;
    let mut read = Vec::new();
    let names = WORD_STEPS.into_iter().zip(ORDINALS).take(phi_q.values.nrows());
    for (index, (name, title)) in names.enumerate() {
        let id = |name: &str| format!("{name}.{}", index + 1);
        let key = rows(&id("phi_k"), phi_k, index, index + 1);
        let turned = transpose(&id("turned"), &key);
        let value = rows(&id("v_one"), v_one, index, index + 1);
        let query = rows(&id("phi_q"), phi_q, index, index + 1);
        let (mut tables, next) = match &state {
            None => {
                let next = matmul(&id("state"), &turned, &value);
                (vec![key, turned, value, next.clone()], next)
            }
            Some(before) => {
                let added = matmul(&id("added"), &turned, &value);
                let next = add(&id("state"), before, &added);
                (vec![key, turned, value, added, next.clone()], next)
            }
        };
        let answer = matmul(&id("read"), &query, &next);
        tables.extend([query, answer.clone()]);
        let says = "The word's key features times its value are added to the state. The state \
                    keeps its size; then the query features read from it a blend and, in the last \
                    column, its sum.";
        let formula = "state = state + phi_kᵀ · v_one; read = phi_q · state";
        let step = Step::of(name, title, says, formula, tables).look(at(&next.id, 0, 0));
        steps.push(step);
        state = Some(next);
        read.push(answer);
    }
    let all: Vec<&Table> = read.iter().collect();
    (below("read", &all), steps)
}

/// Without a mask one state serves all words; the reading moves into the comparing step.
fn at_once(phi_q: &Table, phi_k: &Table, v_one: &Table) -> (Table, Vec<Step>) {
    let turned = transpose("turned_keys", phi_k);
    let state = matmul("state", &turned, v_one);
    let says = "Every word sees all, so one state is made of all keys and values, once.";
    let formula = "state = phi_kᵀ · v_one";
    let read = matmul("read", phi_q, &state);
    (read, vec![Step::of("state", "state", says, formula, vec![turned, state])])
}

fn compare(read: &Table, output: &Table, scale: f64) -> (Step, f64) {
    let width = output.values.ncols();
    let blend = columns("blend", read, 0, width).kind(Kind::Value);
    let sums = columns("state_sums", read, width, width + 1);
    let by_state = div("by_state", &blend, &sums).kind(Kind::Value);
    let apart = sub("apart", &by_state, output).kind(Kind::Number);
    let gap = math::gap(&by_state.values, &output.values);
    let says = "What was read, divided by its sum, is the output of all pairs: a state of fixed \
                size does the work of all earlier words.";
    let formula = "by_state = blend / sum; apart = by_state − output";
    let tables = vec![read.clone(), blend, sums, by_state, apart];
    let claim = "running state and all pairs agree: largest gap";
    let step = Step::of("compare", "compare", says, formula, tables)
        .look(at("by_state", 0, 0))
        .claims([at_most(claim, gap, 1e-12 * scale)]);
    (step, gap)
}

fn exact(inputs: &Inputs, output: &Table) -> (Step, Exact, f64) {
    let root = 1.0 / (inputs.q.values.ncols() as f64).sqrt();
    let scores = matmul_t("scores", &inputs.q, &inputs.k).kind(Kind::Score);
    let scaled = scale("scaled", &scores, root);
    let mut tables = vec![scores, scaled.clone()];
    let mut kept = scaled.clone();
    if inputs.causal {
        kept = mask("masked", &scaled, &inputs.keep());
        tables.push(kept.clone());
    }
    let weights = softmax("exact_weights", &kept);
    let exact = matmul("exact_output", &weights, &inputs.v).kind(Kind::Value);
    let off = sub("off", output, &exact).kind(Kind::Number);
    let sizes = map("off_by", &off, Function::Abs);
    let by_word = reduce("largest_off", &sizes, Reduction::Max, Axis::Row);
    let error = math::largest(&sizes.values);
    tables.extend([weights, exact.clone(), off, sizes, by_word]);
    let says = "Softmax attention of the same words. Linear attention is another function, no \
                faster way to the same: its weights are flatter, and it cannot point at one word \
                as sharply.";
    let formula = "off = output − exact_output";
    let claim = "both are mixes of the values, so the error stays within their range: largest";
    let step = Step::of("exact", "exact", says, formula, tables)
        .look(at("exact_weights", inputs.q.values.nrows() - 1, 0))
        .claims([at_most(claim, error, inputs.range())]);
    (step, Exact { scaled, output: exact }, error)
}
