//! What a word leaves in real models, and which query head reads which keys.

use crate::demo::DemoError;
use crate::make::{beside, columns, div, given, given_number, lookup, mul, reduce, scale};
use crate::math;
use crate::params::{Params, Value, bad, counted};
use crate::report::{Axis, Kind, Reduction, Step, Table};
use crate::shared::source;
use crate::steps::{at, at_least, at_most};
use ndarray::Array2;

/// Layers, query heads, heads with keys and values, head width.
pub(super) const MODELS: &str =
    "12 12 12 64; 32 32 32 128; 80 64 8 128; 32 32 8 128; 32 32 8 128; 96 96 96 128";
const NAMES: [&str; 6] =
    ["GPT-2 small", "Llama 2 7B", "Llama 2 70B", "Llama 3 8B", "Mistral 7B", "GPT-3"];

/// The table `models`: whole numbers above zero; heads with keys and values divide query heads.
pub(super) fn models(params: &Params) -> Result<Table, DemoError> {
    let Some(Value::Matrix(values)) = params.value("models") else {
        let allowed = "rows of four numbers are expected".to_owned();
        return Err(bad("models", "\"identity\"".to_owned(), allowed));
    };
    if values.ncols() != 4 {
        let given = counted(values.ncols(), "column", "columns");
        return Err(bad("models", given, "4 columns are expected".to_owned()));
    }
    let whole = |number: &&f64| **number < 1.0 || number.fract() != 0.0;
    if let Some(number) = values.iter().find(whole) {
        let allowed = "a whole number above 0 is expected".to_owned();
        return Err(bad("models", number.to_string(), allowed));
    }
    for row in values.rows() {
        if let [_, heads, shared, _] = row.to_vec().as_slice()
            && heads % shared != 0.0
        {
            let allowed = format!("a number that divides {heads} query heads is expected");
            return Err(bad("models", shared.to_string(), allowed));
        }
    }
    let table = given("models", Kind::Count, values.clone(), source(params, "models"))
        .axes("model", "number of")
        .cols(&["layers", "heads", "kv heads", "head width"]);
    Ok(if params.is_given("models") { table } else { table.rows(&NAMES) })
}

/// Bytes of a word and of all, with the weights that make them; `models` moves into the steps.
pub(super) struct Bytes {
    /// The steps.
    pub(super) steps: Vec<Step>,
    /// Bytes of a word in the first model.
    pub(super) per_token: f64,
    /// Bytes of the whole context in the first model.
    pub(super) in_all: f64,
}

impl Bytes {
    pub(super) fn new(params: &Params, models: Table) -> Self {
        let number = |name: &str| {
            let value = params.integer(name) as f64;
            given_number(name, Kind::Count, value, source(params, name))
        };
        let (bytes, context) = (number("bytes"), number("context"));
        let column = |id: &str, at: usize| columns(id, &models, at, at + 1);
        let (layers, width) = (column("layers", 0), column("head_width", 3));
        let (heads, kv_heads) = (column("heads", 1), column("kv_heads", 2));
        let depth = mul("numbers_of_a_head", &layers, &width).cols(&["numbers"]);
        let stored = mul("bytes_of_a_head", &depth, &bytes).cols(&["bytes"]);
        let both = scale("keys_and_values", &stored, 2.0).cols(&["bytes"]);
        let weights = weights(&heads, &kv_heads, &width);
        let tables = vec![models, bytes, layers, width, depth, stored, both.clone()];
        let says = "What a word leaves for one head: a key and a value, each as long as the head \
                    is wide, in every layer.";
        let formula = "for one head: 2 × layers × head width × bytes";
        let head = Step::of("head", "head", says, formula, tables);

        let per_token = mul("bytes_per_token", &both, &kv_heads).cols(&["as built"]);
        let as_mha = mul("as_multi_head", &both, &heads).cols(&["multi-head"]);
        let by_kind = beside("by_kind", &[&as_mha, &per_token, &both])
            .cols(&["multi-head", "as built", "multi-query"])
            .axes("model", "bytes of a word");
        let less = div("saved_times", &as_mha, &per_token).kind(Kind::Number).cols(&["times"]);
        let in_all = mul("bytes_in_all", &per_token, &context).cols(&["bytes"]);
        let least = math::smallest(&less.values);
        let (first, whole) = (per_token.at(0, 0), in_all.at(0, 0));
        let says = "For every word each head that has its own keys and values leaves some. Models \
                    with grouped queries keep a fraction of what as many query heads would need.";
        let formula = "bytes per token = bytes of one head × heads with keys and values";
        let tables = vec![heads, kv_heads, per_token, as_mha, by_kind, less, context, in_all];
        let claim = "sharing never makes the cache larger: least saving";
        let kept = Step::of("bytes", "bytes", says, formula, tables)
            .look(at("bytes_per_token", 0, 0))
            .ask_number("How many bytes does one word leave in the first model?", 0.05 * first)
            .claims([at_least(claim, least, 1.0)]);
        Self { steps: vec![head, kept, weights], per_token: first, in_all: whole }
    }
}

/// The weights of a layer that make keys and values.
fn weights(heads: &Table, kv_heads: &Table, head_width: &Table) -> Step {
    let weights = |table: Table| table.cols(&["weights"]);
    let width = mul("width", heads, head_width).cols(&["width"]);
    let kv_width = mul("kv_width", kv_heads, head_width).cols(&["kv width"]);
    let keys = weights(mul("key_weights", &width, &kv_width));
    let both = weights(scale("kv_weights", &keys, 2.0));
    let square = weights(mul("all_key_weights", &width, &width));
    let full = weights(scale("kv_weights_multi_head", &square, 2.0));
    let says = "Fewer heads with keys and values also mean smaller matrices to make them.";
    let formula = "kv_weights = 2 × width × kv heads × head width, in each layer";
    let tables = vec![width, kv_width, keys, both, square, full];
    Step::of("weights", "weights", says, formula, tables).look(at("kv_weights", 0, 0))
}

/// Which keys each query head reads: head h those of group ⌊h · groups / heads⌋.
pub(super) fn groups(params: &Params) -> Result<Step, DemoError> {
    let count = |name: &str| usize::try_from(params.integer(name)).unwrap_or(1);
    let (heads, groups) = (count("query_heads"), count("groups"));
    if !heads.is_multiple_of(groups) {
        let allowed = format!("a number that divides {heads} query heads is expected");
        return Err(bad("groups", groups.to_string(), allowed));
    }
    let values = Array2::from_shape_fn((groups, 1), |(row, _)| row as f64);
    let label = |what: &str, count: usize| -> Vec<String> {
        (0..count).map(|number| format!("{what} {number}")).collect()
    };
    let numbers = given("groups", Kind::Count, values, source(params, "groups"))
        .axes("keys of group", "number")
        .rows(&label("group", groups))
        .cols(&["group"]);
    let index: Vec<usize> = (0..heads).map(|head| head * groups / heads).collect();
    let reads = lookup("reads", &numbers, &index).axes("query head", "reads group");
    let reads = reads.rows(&label("head", heads));
    let last = reduce("last_group", &reads, Reduction::Max, Axis::Column);
    let gap = (last.at(0, 0) - (groups - 1) as f64).abs();
    let says = "Query heads can share keys and values in groups. As many groups as heads is plain \
                multi-head attention, one group is multi-query attention, anything between is \
                grouped-query attention.";
    let formula = "head h reads group ⌊h × groups / heads⌋";
    let step = Step::of("groups", "groups", says, formula, vec![numbers, reads, last])
        .look(at("reads", heads - 1, 0))
        .claims([at_most("every group is read, the last too: gap", gap, 0.0)]);
    Ok(step)
}
