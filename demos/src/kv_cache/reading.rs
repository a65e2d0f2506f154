//! The text read word by word, and at once.

use super::Inputs;
use crate::make::{below, cumsum, map, mask, matmul, matmul_t, reduce, rows, scale, softmax, sub};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::shared::{ORDINALS, WORD_STEPS};
use crate::steps::{at, at_most};

/// The steps of reading, and what was measured.
pub(super) struct Reading {
    pub(super) steps: Vec<Step>,
    pub(super) gap: f64,
    pub(super) with_cache: f64,
    pub(super) without_cache: f64,
}

impl Reading {
    pub(super) fn new(inputs: &Inputs) -> Self {
        let n = inputs.x.values.nrows();
        let mut steps = vec![words(inputs)];
        let mut cache: Option<(Table, Table)> = None;
        let mut outputs = Vec::with_capacity(n);
        for (word, names) in WORD_STEPS.into_iter().zip(ORDINALS).enumerate().take(n) {
            let (step, kept, output) = read(inputs, word, names, cache.as_ref());
            steps.push(step);
            cache = Some(kept);
            outputs.push(output);
        }
        let (at_once, output) = at_once(inputs);
        steps.push(at_once);
        let (compare, gap) = compare(inputs, &outputs, &output);
        steps.push(compare);
        let (work, with_cache, without_cache) = work(inputs);
        steps.push(work);
        Self { steps, gap, with_cache, without_cache }
    }
}

fn words(inputs: &Inputs) -> Step {
    let says = "One row of numbers for each word, and three matrices that make queries, keys and \
                values of a row. The words come one at a time, as when a model writes.";
    let Inputs { x, w_q, w_k, w_v, .. } = inputs;
    let tables = vec![w_q.clone(), w_k.clone(), w_v.clone(), x.clone()];
    Step::of("words", "words", says, "x = one row of numbers for each word", tables)
}

fn root(width: usize) -> f64 {
    1.0 / (width as f64).sqrt()
}

/// One word: only its own row goes through the weights, all else comes from the cache.
fn read(
    inputs: &Inputs,
    word: usize,
    names: (&'static str, &'static str),
    cache: Option<&(Table, Table)>,
) -> (Step, (Table, Table), Table) {
    let id = |name: &str| format!("{name}.{}", word + 1);
    let own = rows(&id("x"), &inputs.x, word, word + 1);
    let query = matmul(&id("q"), &own, &inputs.w_q).kind(Kind::Query);
    let key = matmul(&id("k"), &own, &inputs.w_k).kind(Kind::Key);
    let value = matmul(&id("v"), &own, &inputs.w_v).kind(Kind::Value);
    let mut tables = vec![own, query.clone(), key.clone(), value.clone()];
    let (keys, values) = match cache {
        None => (key, value),
        Some((keys, values)) => {
            let keys = below(&id("k_cache"), &[keys, &key]);
            let values = below(&id("v_cache"), &[values, &value]);
            tables.extend([keys.clone(), values.clone()]);
            (keys, values)
        }
    };
    let scores = matmul_t(&id("scores"), &query, &keys).kind(Kind::Score).axes("asks", "looks at");
    let scaled = scale(&id("scaled"), &scores, root(query.values.ncols()));
    let weights = softmax(&id("weights"), &scaled);
    let output = matmul(&id("output"), &weights, &values).kind(Kind::Value);
    let sum = math::sum(&weights.values);
    tables.extend([scores, scaled, weights.clone(), output.clone()]);
    let says = if word == 0 {
        "The first word can only look at itself: its weight is 1, its output its own value. Its \
         key and value are kept."
    } else {
        "One query, one key, one value are computed. The key and the value join those kept \
         before, and the query meets all of them."
    };
    let formula = "output = softmax(q · k_cacheᵀ / √d) · v_cache";
    let step = Step::of(names.0, names.1, says, formula, tables)
        .look(at(&weights.id, 0, word))
        .claims([at_most("the weights sum to 1: gap", (sum - 1.0).abs(), 1e-12)]);
    let asker = weights.rows.first().map_or("it", String::as_str);
    let ask = format!("Which of the words so far does `{asker}` look at most?");
    let step = if word == 0 { step } else { step.ask_largest_in_row(&ask, &weights.id, 0) };
    (step, (keys, values), output)
}

fn at_once(inputs: &Inputs) -> (Step, Table) {
    let Inputs { x, w_q, w_k, w_v, causal } = inputs;
    let n = x.values.nrows();
    let query = matmul("q", x, w_q).kind(Kind::Query);
    let key = matmul("k", x, w_k).kind(Kind::Key);
    let value = matmul("v", x, w_v).kind(Kind::Value);
    let scores = matmul_t("scores", &query, &key).kind(Kind::Score).axes("asks", "looks at");
    let scaled = scale("scaled", &scores, root(query.values.ncols()));
    let mut tables = vec![query, key, value.clone(), scores, scaled.clone()];
    let mut last = scaled;
    if *causal {
        let keep = math::causal(n);
        last = mask("masked", &last, &keep);
        tables.push(last.clone());
    }
    let weights = softmax("weights", &last);
    let output = matmul("output", &weights, &value).kind(Kind::Value);
    tables.extend([weights, output.clone()]);
    let says = if *causal {
        "The same text without a cache: all rows at once, and a mask that hides what comes after \
         each word."
    } else {
        "The same text without a cache and without a mask: every word sees all, those after it \
         too."
    };
    let formula = "output = softmax(mask(q · kᵀ / √d)) · v";
    (Step::of("at-once", "whole", says, formula, tables), output)
}

fn compare(inputs: &Inputs, outputs: &[Table], output: &Table) -> (Step, f64) {
    let one_by_one: Vec<&Table> = outputs.iter().collect();
    let one_by_one = below("one_by_one", &one_by_one);
    let apart = sub("apart", &one_by_one, output).kind(Kind::Number);
    let sizes = map("sizes", &apart, Function::Abs);
    let by_word = reduce("largest", &sizes, Reduction::Max, Axis::Row);
    let gap = math::largest(&sizes.values);
    let scale = output.values.iter().fold(1.0, |size: f64, value| size.max(value.abs()));
    let check = at_most("cached and uncached agree: largest gap", gap, 1e-12 * scale);
    let broken = !inputs.causal && !check.holds();
    let says = if inputs.causal {
        "Not a bit of difference: the cache saves work and changes nothing. A row of keys never \
         depends on what comes later."
    } else {
        "Without a mask, early words see later ones. A cache cannot know them: it fits causal \
         attention alone."
    };
    let ask = "How far apart are the outputs of the first word at most?";
    let step = Step::of(
        "compare",
        "compare",
        says,
        "apart = one by one − at once",
        vec![one_by_one, apart, sizes, by_word],
    );
    (step.ask_number(ask, 1e-9).claims([check.fails_if(broken)]), gap)
}

/// How many rows of keys are computed, by words read so far.
fn work(inputs: &Inputs) -> (Step, f64, f64) {
    let wide = scale("nothing", &inputs.x, 0.0).kind(Kind::Number);
    let nothing = reduce("zeros", &wide, Reduction::Sum, Axis::Row);
    let new = map("new_rows", &nothing, Function::Exp).kind(Kind::Count).cols(&["rows"]);
    let with_cache = cumsum("with_cache", &new, Axis::Column);
    let without = cumsum("without_cache", &with_cache, Axis::Column);
    let saved = sub("saved", &without, &with_cache);
    let last = inputs.x.values.nrows() - 1;
    let (few, many) = (with_cache.at(last, 0), without.at(last, 0));
    let says = "With the cache each word adds one row of keys and one of values. Without it, all \
                rows so far are made again for every word, and the sum grows with the square.";
    let formula = "with the cache: 1 + 1 + 1 …; without it: 1 + 2 + 3 …";
    let tables = vec![wide, nothing, new, with_cache, without, saved];
    let words = (last + 1) as f64;
    let expected = words * (words + 1.0) / 2.0;
    let claim = "without a cache n(n + 1)/2 rows are made: gap";
    let step = Step::of("work", "work", says, formula, tables)
        .look(at("without_cache", last, 0))
        .ask_number("How many rows of keys are made in all, without a cache?", 0.5)
        .claims([at_most(claim, (many - expected).abs(), 0.0)]);
    (step, few, many)
}
