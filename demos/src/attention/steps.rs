//! The lesson: the tables put into steps, with sentences.

use super::Joined;
use super::additive;
use super::checks::Checks;
use super::head::Head;
use super::inputs::Inputs;
use crate::math;
use crate::params::counted;
use crate::report::{CellRef, Check, Step, Table};
use std::fmt::Write;

/// All steps in order; the tables move into them.
pub(super) fn steps(
    inputs: &Inputs,
    (x, context): (Table, Option<Table>),
    heads: Vec<Head>,
    joined: Option<Joined>,
    checks: Checks,
    look: (usize, usize),
) -> Vec<Step> {
    let first = inputs.suffix(0);
    let at = |name: &str, row: usize, col: usize| {
        Some(CellRef { table: format!("{name}{first}"), row, col })
    };
    let (row, col) = look;
    let feature = largest_column(&x, row);
    let x_look = CellRef { table: x.id.clone(), row, col: feature };
    let masked = inputs.keep.is_some();
    let tables = Grouped::new(heads);
    let [keys, values] = keys_and_values(inputs, tables.keys, tables.values, col);
    let other = context.map(|context| other_sentence(context, col));
    let mut steps = vec![
        step("words", "words", words(inputs), "words = text between spaces", Vec::new(), None),
        step("x", "x", rows(inputs), "x = one row of numbers for each word", vec![x], Some(x_look)),
        step("queries", "queries", queries(inputs), "q = x · w_q", tables.queries, at("q", row, 0)),
        keys,
        values,
        step(
            "scores",
            "scores",
            if inputs.reader.is_some() { ADDITIVE } else { SCORES }.to_owned(),
            if inputs.reader.is_some() {
                "scores = w_s · tanh(q + k)"
            } else {
                "scores = q · kᵀ"
            },
            tables.scores,
            at("scores", row, col),
        )
        .ask_largest_in_row(whose_key(inputs, row), &format!("scores{first}"), row),
        step(
            "scaled",
            "scaled",
            scaled(inputs),
            scaled_formula(inputs),
            tables.scaled,
            at("scaled", row, col),
        ),
    ];
    if inputs.reader.is_some() {
        // Before the scores and what follows from them.
        steps.insert(5, additive::step(inputs, tables.sums, look));
    }
    if let Some(other) = other {
        // Behind the rows of the first sentence.
        steps.insert(2, other);
    }
    if masked {
        let says = mask(inputs);
        let formula = "masked = scaled where a word may look, −∞ elsewhere";
        steps.push(step("masked", "masked", says, formula, tables.masked, at("masked", row, col)));
    }
    let formula = if masked {
        "weights = softmax of each row of masked"
    } else {
        "weights = softmax of each row of scaled"
    };
    let weights = step(
        "weights",
        "weights",
        WEIGHTS.to_owned(),
        formula,
        tables.weights,
        at("weights", row, col),
    );
    steps.push(with(asking(weights, inputs), checks.weights));
    let says = OUTPUT.to_owned();
    let output =
        step("output", "output", says, "output = weights · v", tables.output, at("output", row, 0));
    steps.push(with(output, checks.output));
    steps.extend(joined.into_iter().flat_map(|joined| projection(joined, row)));
    steps
}

/// Asks where the last row of the first head looks, if it can look at more than itself.
fn asking(step: Step, inputs: &Inputs) -> Step {
    let Some(table) = step.tables.first().filter(|table| table.values.ncols() > 1) else {
        return step;
    };
    let Some((last, label)) = table.rows.iter().enumerate().next_back() else { return step };
    let what = if inputs.are_numbered() { "row" } else { "word" };
    let head = if step.tables.len() > 1 { " in head 0" } else { "" };
    let ask = format!("Which {what} does \"{label}\" look at most{head}?");
    let table = table.id.clone();
    step.ask_largest_in_row(ask, &table, last)
}

/// The question before the scores.
fn whose_key(inputs: &Inputs, row: usize) -> String {
    let word = inputs.words.get(row).map_or("", String::as_str);
    let of = if inputs.heads.len() > 1 { " in head 0" } else { "" };
    if inputs.are_numbered() {
        return format!("Which key{of} agrees most with the query of row {word}?");
    }
    format!("Whose key{of} agrees most with the query of \"{word}\"?")
}

/// The step of the sentence that is looked at.
fn other_sentence(context: Table, row: usize) -> Step {
    let look = CellRef { table: context.id.clone(), row, col: largest_column(&context, row) };
    let formula = "context = one row of numbers for each word of the other sentence";
    step("context", "context", CONTEXT.to_owned(), formula, vec![context], Some(look))
}

/// Keys and values: of x, or of the context; one for each head, or shared.
fn keys_and_values(inputs: &Inputs, keys: Vec<Table>, values: Vec<Table>, row: usize) -> [Step; 2] {
    let (of_keys, of_values, key_formula, value_formula) = if inputs.is_cross() {
        (CROSS_KEYS, CROSS_VALUES, "k = context · w_k", "v = context · w_v")
    } else {
        (KEYS, VALUES, "k = x · w_k", "v = x · w_v")
    };
    let groups =
        if inputs.is_grouped() { format!(" Here {}.", inputs.groups()) } else { String::new() };
    let suffix = inputs.kv_suffix(0);
    let at = |name: &str| Some(CellRef { table: format!("{name}{suffix}"), row, col: 0 });
    [
        step("keys", "keys", format!("{of_keys}{groups}"), key_formula, keys, at("k")),
        step("values", "values", of_values.to_owned(), value_formula, values, at("v")),
    ]
}

/// What several heads are joined to.
fn projection(joined: Joined, row: usize) -> [Step; 2] {
    let Joined { concat, w_o, projected } = joined;
    let at = |table: &Table| Some(CellRef { table: table.id.clone(), row, col: 0 });
    let (on_concat, on_projected) = (at(&concat), at(&projected));
    let formula = "concat = the outputs of all heads side by side";
    let tables = vec![w_o, projected];
    let says = PROJECTED.to_owned();
    [
        step("concat", "concat", CONCAT.to_owned(), formula, vec![concat], on_concat),
        step("projected", "projected", says, "projected = concat · w_o", tables, on_projected),
    ]
}

const KEYS: &str = "Each word also says what it offers: its row of x times w_k. Queries are \
                    compared with keys.";
const VALUES: &str = "And each word has something to hand over if it is looked at: its row of x \
                      times w_v.";
const CONTEXT: &str = "The other sentence, as rows of numbers of the same kind. Its words are looked \
                       at and hand something over; they ask nothing and learn nothing.";
const CROSS_KEYS: &str = "Each word of the other sentence says what it offers: its row of context \
                          times w_k. Queries are compared with keys.";
const CROSS_VALUES: &str = "And each word of the other sentence has something to hand over if it is \
                            looked at: its row of context times w_v.";
const SCORES: &str = "Every query meets every key: their dot product is large where what is asked \
                      for and what is offered agree. Rows ask, columns are looked at.";
const ADDITIVE: &str = "The scores of all queries, one below the other. Rows ask, columns are looked \
                        at. A score cannot be larger than the sizes of w_s together.";
const WEIGHTS: &str = "Each row becomes shares that add up to one. A larger score takes a larger \
                       share.";
const OUTPUT: &str = "Each word takes in a blend of the values, weighted by its row of weights. \
                      The blend cannot leave the range of the values.";
const CONCAT: &str = "What the heads took in is put side by side: one longer row for each word.";
const PROJECTED: &str = "One more matrix, w_o, mixes the heads and brings each row back to the \
                         width of x.";

fn step(
    id: &'static str,
    title: &'static str,
    says: String,
    formula: &'static str,
    tables: Vec<Table>,
    look: Option<CellRef>,
) -> Step {
    Step { look, ..Step::of(id, title, says, formula, tables) }
}

fn with(step: Step, checks: Vec<Check>) -> Step {
    Step { checks, ..step }
}

/// The tables of all heads, by the step that they stand in.
#[derive(Default)]
struct Grouped {
    queries: Vec<Table>,
    keys: Vec<Table>,
    values: Vec<Table>,
    sums: Vec<Table>,
    scores: Vec<Table>,
    scaled: Vec<Table>,
    masked: Vec<Table>,
    weights: Vec<Table>,
    output: Vec<Table>,
}

impl Grouped {
    fn new(heads: Vec<Head>) -> Self {
        let mut groups = Self::default();
        for head in heads {
            groups.queries.extend([head.w_q, head.q]);
            if !head.shares {
                groups.keys.extend([head.w_k, head.k]);
                groups.values.extend([head.w_v, head.v]);
            }
            groups.sums.extend(head.sums);
            groups.scores.push(head.scores);
            groups.scaled.push(head.scaled);
            groups.masked.extend(head.masked);
            groups.weights.push(head.weights);
            groups.output.push(head.output);
        }
        groups
    }
}

fn largest_column(table: &Table, row: usize) -> usize {
    let Some(values) = table.values.rows().into_iter().nth(row) else { return 0 };
    let sizes = values.mapv(f64::abs);
    let largest = math::largest(&sizes);
    sizes.iter().position(|size| *size >= largest).unwrap_or(0)
}

fn words(inputs: &Inputs) -> String {
    let (one, many) = if inputs.are_numbered() { ("row", "rows") } else { ("word", "words") };
    let count = inputs.words.len();
    if inputs.is_cross() {
        let other = counted(inputs.looked_at().len(), "word", "words");
        return format!(
            "{}. Each will look at the {other} of another sentence, the context, and take in what \
             it needs.",
            counted(count, one, many)
        );
    }
    if count == 1 {
        return format!("One {one}, which can only look at itself.");
    }
    let whom = if inputs.keep.is_none() { "all of them" } else { "those it may see" };
    let given = if inputs.has_lexicon() {
        ""
    } else if inputs.are_numbered() {
        " They are numbered: the text does not have as many words."
    } else {
        " They only name the rows: the numbers are your own."
    };
    format!("{count} {many}. Each will look at {whom} and take in what it needs.{given}")
}

fn rows(inputs: &Inputs) -> String {
    if !inputs.has_lexicon() {
        return format!(
            "Your own numbers: {} of {}.",
            counted(inputs.x.values.nrows(), "row", "rows"),
            inputs.x.values.ncols()
        );
    }
    let mut says = "Each word becomes four numbers: how much it is a thing, an action, a pointer \
                    such as \"it\", and a filler such as \"the\"."
        .to_owned();
    match inputs.random_rows.len() {
        0 => {}
        1 => says.push_str(" One word is not in the small lexicon and gets a random stand-in."),
        many => {
            let _ = write!(says, " {many} words are not in the small lexicon: random stand-ins.");
        }
    }
    says
}

fn queries(inputs: &Inputs) -> String {
    let mut says =
        "Each word asks for something: its row of x times w_q, the same w_q for every word."
            .to_owned();
    let heads = inputs.heads.iter().enumerate().filter_map(|(head, weights)| {
        let looks_for = weights.looks_for?;
        Some(if inputs.heads.len() == 1 {
            format!("With these weights {looks_for}")
        } else {
            format!("head{head}: {looks_for}")
        })
    });
    let heads: Vec<String> = heads.collect();
    if !heads.is_empty() {
        let _ = write!(says, " {}.", heads.join("; "));
    }
    says
}

fn scaled(inputs: &Inputs) -> String {
    if inputs.scaling {
        "The more numbers a query and a key have, the further apart their scores tend to lie. \
         Dividing by the root of that count, d_head, keeps the next step from becoming too sharp."
            .to_owned()
    } else {
        "Scaling is off: the scores stay as they are, and the next step becomes sharper.".to_owned()
    }
}

fn scaled_formula(inputs: &Inputs) -> &'static str {
    if inputs.scaling { "scaled = scores / √d_head" } else { "scaled = 1 × scores" }
}

fn mask(inputs: &Inputs) -> String {
    let who = if inputs.mask_fact.starts_with("window") {
        format!("Each word may look at itself and just before it, a {}.", inputs.mask_fact)
    } else {
        "Each word may look at itself and at what came before.".to_owned()
    };
    format!("{who} All other scores become −∞, which softmax turns into a share of 0.")
}
