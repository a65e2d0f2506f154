//! Demo `recurrent`: a recurrent cell reads words one by one, and what is left of the first one is
//! followed to the end by reading a second text that differs in the first word only. `x` is n × d,
//! `w_x` d × h, `w_h` h × h; every state is 2 × h, a row for each text. Attention reads the same
//! rows, `inputs`, as queries, keys and values.

use crate::attention::lexicon::{FEATURES, embed};
use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{
    add, below, beside, given, lookup, map, matmul, matmul_t, reduce, rows, scale, softmax, sub,
};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{
    Answer, Axis, Check, Function, Kind, Origin, Reduction, Report, Source, Step, Table,
};
use crate::shared::{ORDINALS, numbered};
use crate::steps::at_most;
use ndarray::{Array2, arr2};

/// The demo.
pub(crate) struct Recurrent;

static SPEC: Spec = Spec {
    name: "recurrent",
    title: "Recurrent cell",
    about: "Reads word by word and forgets: what is left of the first word, against attention",
    topics: &["recurrent-neural-network", "vanishing-gradients", "seq2seq", "attention-mechanism"],
    params: &[
        ParamSpec {
            name: "text",
            about: "two to eight words between spaces",
            kind: ParamKind::Tokens { max: 8 },
            default: "dog that the cat saw barked",
            per_head: false,
        },
        ParamSpec {
            name: "instead",
            about: "the first word of the second text, which is the same elsewhere",
            kind: ParamKind::Tokens { max: 1 },
            default: "she",
            per_head: false,
        },
        ParamSpec {
            name: "x",
            about: "a row of numbers for each word, in place of the lexicon's",
            kind: ParamKind::Matrix { max_rows: 8, max_cols: 6 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "w_x",
            about: "what a word brings into the state: a row for each column of x",
            kind: ParamKind::Matrix { max_rows: 6, max_cols: 4 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "w_h",
            about: "what the state carries over: as many rows and columns as w_x has columns",
            kind: ParamKind::Matrix { max_rows: 4, max_cols: 4 },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("first", "how far the states of both texts are apart after the first word"),
        ("left", "how far they are apart after the last word"),
        ("attention_left", "how far the outputs of attention at the last word are apart"),
        ("path_recurrent", "cells between the first word and the last state"),
        ("path_attention", "steps between the first word and the last output"),
    ],
    breaks: &[
        Break {
            what: "carry nothing over",
            set: &[("text", "dog that the cat saw barked"), ("w_h", "0 0; 0 0")],
            symptom: "after the second word nothing at all is left of the first",
        },
        Break {
            what: "carry over too much",
            set: &[("text", "dog that the cat saw barked"), ("w_h", "3 0; 0 3")],
            symptom: "the states run to the ends of tanh and stay there: they keep a sign, and \
                      hardly take in anything new",
        },
        Break {
            what: "make the way longer",
            set: &[("text", "dog that we saw and heard barked")],
            symptom: "far less is left in the recurrent cell; attention still goes there in one step",
        },
    ],
};

const W_X: [[f64; 2]; 4] = [[1.0, 0.0], [0.0, 1.0], [-0.5, 0.5], [0.2, -0.2]];
const W_H: [[f64; 2]; 2] = [[0.6, 0.3], [-0.3, 0.6]];

/// Ids of the steps that read a word; there are as many as `text` may have words.
const WORDS: [&str; 8] = ["word1", "word2", "word3", "word4", "word5", "word6", "word7", "word8"];

impl Demo for Recurrent {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::from_params(params)?;
        sink.report(report(params, &inputs));
        Ok(())
    }
}

/// What is read, and with which weights.
struct Inputs {
    words: Vec<String>,
    /// The first word of the second text, or what its row is.
    instead: String,
    x: Table,
    /// The row of that word; with the reader's own rows the first one is turned round instead.
    other: Option<Table>,
    w_x: Table,
    w_h: Table,
}

impl Inputs {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let words = params.words("text").to_vec();
        let (words, x, other) = match params.value("x") {
            None => from_lexicon(params, words),
            Some(Value::Matrix(x)) => from_numbers(x, words),
            Some(_) => {
                let allowed = "a row of numbers for each word is expected".to_owned();
                return Err(bad("x", "\"identity\"".to_owned(), allowed));
            }
        };
        if words.len() < 2 {
            let (name, what) = if params.is_given("x") { ("x", "row") } else { ("text", "word") };
            let allowed = format!("at least 2 {what}s are expected");
            return Err(bad(name, format!("1 {what}"), allowed));
        }
        let d = x.values.ncols();
        let hand_set = (d == W_X.len()).then(|| arr2(&W_X));
        let w_x = weights(params, "w_x", (d, None), hand_set)?;
        let h = w_x.values.ncols();
        let hand_set = if h == W_H.len() { arr2(&W_H) } else { Array2::eye(h) * 0.6 };
        let w_h = weights(params, "w_h", (h, Some(h)), Some(hand_set))?;
        let (units, before) = (numbered(h), numbered(h));
        let w_x = w_x.row_axis("feature").rows(&x.cols).col_axis("unit").cols(&units);
        let w_h = w_h.row_axis("unit before").rows(&before).col_axis("unit").cols(&units);
        let turned = || format!("−{}", words.first().map_or("", String::as_str));
        let instead = other.as_ref().and_then(|other| other.rows.first().cloned());
        let instead = instead.unwrap_or_else(turned);
        Ok(Self { words, instead, x, other, w_x, w_h })
    }
}

fn from_lexicon(params: &Params, words: Vec<String>) -> (Vec<String>, Table, Option<Table>) {
    let table = |id: &str, words: &[String]| {
        let known: Vec<_> = words.iter().map(|word| embed(word)).collect();
        let place = |(row, col): (usize, usize)| {
            known.get(row).and_then(|word| word.features.get(col)).copied().unwrap_or(0.0)
        };
        let values = Array2::from_shape_fn((words.len(), FEATURES.len()), place);
        let random = known.iter().enumerate().filter(|(_, word)| word.random);
        let random_rows = random.map(|(row, _)| row).collect();
        let made = given(id, Kind::Embedding, values, Source::HandSet);
        Table { random_rows, ..made }
            .row_axis("word")
            .rows(words)
            .col_axis("feature")
            .cols(&FEATURES.map(str::to_owned))
    };
    let (x, other) = (table("x", &words), table("instead", params.words("instead")));
    (words, x, Some(other))
}

/// The reader's own rows; the second text begins with the first one turned round.
fn from_numbers(x: &Array2<f64>, words: Vec<String>) -> (Vec<String>, Table, Option<Table>) {
    let words = if words.len() == x.nrows() { words } else { numbered(x.nrows()) };
    let features = numbered(x.ncols());
    let x = given("x", Kind::Embedding, x.clone(), Source::Parameter)
        .row_axis("word")
        .rows(&words)
        .col_axis("feature")
        .cols(&features);
    (words, x, None)
}

/// A given matrix of weights, or the demo's own.
fn weights(
    params: &Params,
    name: &str,
    (expected, width): (usize, Option<usize>),
    own: Option<Array2<f64>>,
) -> Result<Table, DemoError> {
    let (values, from) = match params.value(name) {
        Some(Value::Matrix(values)) => {
            let (found, cols) = values.dim();
            if found != expected {
                let allowed = counted(expected, "row is expected", "rows are expected");
                return Err(bad(name, counted(found, "row", "rows"), allowed));
            }
            if let Some(width) = width.filter(|width| *width != cols) {
                let allowed = counted(width, "column is expected", "columns are expected");
                return Err(bad(name, counted(cols, "column", "columns"), allowed));
            }
            (values.clone(), Source::Parameter)
        }
        Some(_) => (Array2::eye(expected), Source::Parameter),
        None => (own.unwrap_or_else(|| Array2::eye(expected)), Source::HandSet),
    };
    Ok(given(name, Kind::WeightMatrix, values, from))
}

fn report(params: &Params, inputs: &Inputs) -> Report {
    let n = inputs.words.len();
    let own = ["x", "w_x", "w_h"].iter().any(|name| params.is_given(name));
    let mut steps = Vec::new();
    let (read, other) = first_steps(&mut steps, inputs);
    let states = words(&mut steps, inputs, &read, &other);
    let left = left(&mut steps, inputs, &read, &states);
    let seen = attention(&mut steps, inputs, &read, &other);
    compare(&mut steps, &left, &seen, n);
    let mut facts = vec![
        counted(n, "word", "words"),
        format!("{} to the last state", counted(n - 1, "cell", "cells")),
        "1 step with attention".to_owned(),
        format!("the second text begins with {}", inputs.instead),
        if own { "numbers as given" } else { "hand-set weights" }.to_owned(),
    ];
    if left.at(0, 0) == 0.0 {
        facts.push("both first words bring in the same: nothing to follow".to_owned());
    }
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics: vec![
            ("first", left.at(0, 0)),
            ("left", left.at(n - 1, 0)),
            ("attention_left", seen.at(0, 0)),
            ("path_recurrent", (n - 1) as f64),
            ("path_attention", 1.0),
        ],
        caveat: None,
    }
}

/// The words and the weights; what each word brings in. Returns the inputs of both texts: all of
/// the first, and the one row in which the second differs.
fn first_steps(steps: &mut Vec<Step>, inputs: &Inputs) -> (Table, Table) {
    let Inputs { x, other, w_x, w_h, .. } = inputs;
    let mut words = vec![x.clone()];
    words.extend(other.clone());
    steps.push(
        Step::of(
            "words",
            "words",
            "A row of numbers for each word, and one for the word that the second text begins \
             with. All other words are the same in both.",
            "x = one row of numbers for each word",
            words,
        )
        .look(x.cell(0, 0)),
    );
    let read = matmul("inputs", x, w_x).kind(Kind::Number);
    let mut tables = vec![w_x.clone(), w_h.clone(), read.clone()];
    let changed = if let Some(other) = other {
        matmul("other", other, w_x)
    } else {
        let first = rows("first_input", &read, 0, 1);
        let turned = scale("other", &first, -1.0);
        tables.push(first);
        turned
    };
    let changed = changed.row_axis("word").rows(&[&inputs.instead]).kind(Kind::Number);
    tables.push(changed.clone());
    let look = read.cell(0, 0);
    steps.push(
        Step::of(
            "inputs",
            "inputs",
            "Two matrices do all: w_x says what a word brings into the state, w_h what the state \
             hands on to the next one. They are the same at every word.",
            "inputs = x · w_x",
            tables,
        )
        .look(look),
    );
    (read, changed)
}

/// One step of the lesson for each word: the states of both texts.
fn words(steps: &mut Vec<Step>, inputs: &Inputs, read: &Table, other: &Table) -> Vec<Table> {
    let first = rows("in_typed", read, 0, 1);
    let both = below("in1", &[&first, other])
        .row_axis("text that begins with")
        .rows(&[inputs.words.first().cloned().unwrap_or_default(), inputs.instead.clone()]);
    let squash = |number: usize, of: &Table| map(&format!("state{number}"), of, Function::Tanh);
    let state = squash(1, &both);
    let begin = "The first state is tanh of what the first word brings in: each number is pressed \
                 between −1 and 1. One row for each text.";
    let tables = vec![first, both.clone(), state.clone()];
    steps.push(Step::of("word1", "first", begin, "state = tanh(input)", tables));
    let mut states = vec![state];
    for ((id, title), number) in
        WORDS.iter().zip(ORDINALS).zip(1..).take(inputs.words.len()).skip(1)
    {
        let Some(before) = states.last() else { break };
        let carried = matmul(&format!("carried{number}"), before, &inputs.w_h);
        let input = rows(&format!("in{number}"), read, number - 1, number);
        let sum = add(&format!("sum{number}"), &carried, &input);
        let state = squash(number, &sum);
        let says = if number == 2 {
            "The state so far goes through w_h, the next word adds its part, and tanh presses the \
             sum together. The word itself is the same in both rows: they differ in what is \
             carried over."
        } else {
            "The same again: carried over, added, pressed together. Look at how far the two rows \
             are apart."
        };
        let tables = vec![carried, input, sum, state.clone()];
        let formula = "state = tanh(state before · w_h + input)";
        steps.push(Step::of(id, title, says, formula, tables));
        states.push(state);
    }
    states
}

/// How far the states of both texts are apart, word by word: n × 1.
fn left(steps: &mut Vec<Step>, inputs: &Inputs, read: &Table, states: &[Table]) -> Table {
    let n = states.len();
    let all = below("states", &states.iter().collect::<Vec<_>>());
    let labels: Vec<String> = inputs.words.iter().flat_map(|word| vec![word.clone(); 2]).collect();
    let all = all.row_axis("after word").rows(&labels);
    let every = |offset: usize| (0..n).map(|row| 2 * row + offset).collect::<Vec<_>>();
    let one = lookup("states_typed", &all, &every(0)).row_axis("after word").rows(&inputs.words);
    let two = lookup("states_other", &all, &every(1)).row_axis("after word").rows(&inputs.words);
    let change = sub("change", &one, &two);
    let left = reduce("left", &change, Reduction::Norm, Axis::Row)
        .col_axis("of the first word")
        .cols(&["left"]);
    let look = left.cell(n - 1, 0);
    let checks = vec![
        shrinks(inputs, read, &left),
        at_most(
            "every state lies between −1 and 1: largest size",
            all.values.iter().fold(0.0, |size: f64, value| size.max(value.abs())),
            1.0,
        ),
    ];
    steps.push(
        Step::of(
            "left",
            "left",
            "The texts differ in their first word alone. So the distance of their states is what \
             the cell still knows of it: word by word it passes through w_h and tanh once more.",
            "left = length of (state of one text − state of the other)",
            vec![all, one, two, change, left.clone()],
        )
        .look(look)
        .claims(checks),
    );
    left
}

/// tanh never pulls two numbers apart, and a product with `w_h` lengthens at most by its norm.
fn shrinks(inputs: &Inputs, read: &Table, left: &Table) -> Check {
    let norm = math::norm(&inputs.w_h.values);
    let size = read.values.iter().fold(1.0 + norm, |size: f64, value| size.max(value.abs()));
    let pairs = left.values.iter().zip(left.values.iter().skip(1));
    let worst = pairs.map(|(before, after)| (after - norm * before) / size).fold(0.0, f64::max);
    let claim = "a word leaves at most the norm of w_h times what was left: worst excess";
    at_most(claim, worst, 1e-12)
}

/// Attention of the last word over both texts; returns how far its outputs are apart: 1 × 1.
fn attention(steps: &mut Vec<Step>, inputs: &Inputs, read: &Table, other: &Table) -> Table {
    let n = inputs.words.len();
    let query = rows("query", read, n - 1, n);
    let factor = 1.0 / (read.values.ncols() as f64).sqrt();
    let reads = |suffix: &str, read: &Table| {
        let id = |name: &str| format!("{name}{suffix}");
        let scores = matmul_t(&id("scores"), &query, read).kind(Kind::Score);
        let scaled = scale(&id("scaled"), &scores, factor);
        let weights = softmax(&id("weights"), &scaled);
        let output = matmul(&id("output"), &weights, read).kind(Kind::Number);
        [scores, scaled, weights, output]
    };
    let [scores, scaled, weights, output] = reads("", read);
    let first_weight = weights.cell(0, 0);
    let tables = vec![query.clone(), scores, scaled, weights, output.clone()];
    steps.push(
        Step::of(
            "attention",
            "attention",
            "Attention over the same inputs: the last word compares itself with every word, the \
             first included, and takes in their rows by weight. No state lies in between.",
            "output = softmax(query · inputsᵀ / √width) · inputs",
            tables,
        )
        .look(first_weight),
    );
    let rest = rows("inputs_rest", read, 1, n);
    let changed = below("inputs_other", &[other, &rest]);
    let [scores, scaled, weights, output_other] = reads("_other", &changed);
    let change = sub("attention_change", &output, &output_other);
    let left = reduce("attention_left", &change, Reduction::Norm, Axis::Row)
        .col_axis("of the first word")
        .cols(&["left"]);
    let tables = vec![rest, changed, scores, scaled, weights, output_other, change, left.clone()];
    let says = "The same for the second text, and the distance of the two outputs.";
    let formula = "left = length of (output of one text − output of the other)";
    steps.push(Step::of("changed", "changed", says, formula, tables));
    left
}

fn compare(steps: &mut Vec<Step>, left: &Table, seen: &Table, n: usize) {
    let last = rows("last_left", left, n - 1, n);
    let both = beside("comparison", &[&last, seen])
        .row_axis("left of the first word")
        .rows(&["at the end"])
        .col_axis("through")
        .cols(&["recurrent".to_owned(), "attention".to_owned()]);
    let says = format!(
        "On the way through the recurrent cell the first word passes {} after its own; with \
         attention one step leads straight to it, however far away it is. Attention's share \
         shrinks too when words are added, but does not have to.",
        counted(n - 1, "cell", "cells")
    );
    let answer = Answer::LargestInRow { table: "comparison".to_owned(), row: 0 };
    let formula = "comparison = what is left through either";
    steps.push(
        Step::of("comparison", "comparison", says, formula, vec![last, both])
            .ask("Through which is more left of the first word at the end?", answer),
    );
}
