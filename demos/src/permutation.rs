//! Demo `permutation`: attention f over words in order (n × width), over the same words shuffled,
//! and the first result shuffled. Without positions and without a causal mask the two are equal:
//! f(PX) = P f(X).

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::lesson::Lesson;
use crate::make::{Labels, by, given};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, bad, counted};
use crate::report::{Function, Kind, Reduction, Report, Step};
use crate::shared::source;
use crate::words::{self, MOST, PLACES, WIDEST, Words, given_matrix};
use ndarray::Array2;

/// The demo.
pub(crate) struct Permutation;

static SPEC: Spec = Spec {
    name: "permutation",
    title: "Order of words",
    about: "Shuffles the words and looks whether attention notices",
    topics: &["attention-mechanism", "transformer", "large-language-model"],
    params: &[
        words::text("the dog chased a cat"),
        words::X,
        ParamSpec {
            name: "order",
            about: "which word comes first, second …, counted from 1; else last to first",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: MOST },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "mask",
            about: "none, or causal: no word sees what comes after it",
            kind: ParamKind::Choice { options: &["none", "causal"] },
            default: "none",
            per_head: false,
        },
        ParamSpec {
            name: "positions",
            about: "whether a row for its place is added to each word",
            kind: ParamKind::Flag,
            default: "off",
            per_head: false,
        },
        ParamSpec {
            name: "places",
            about: "with positions: your own row for each place, as wide as x",
            kind: ParamKind::Matrix { max_rows: MOST, max_cols: WIDEST },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("words", "how many words there are"),
        ("gap", "the largest difference that the order makes to a word's output"),
        ("gap_pooled", "the same for the mean over all words"),
    ],
    breaks: &[
        Break {
            what: "hide what comes after",
            set: &[("mask", "causal")],
            symptom: "outputs differ although there are no positions: who came before a word is \
                      seen, so the order leaks in",
        },
        Break {
            what: "add positions",
            set: &[("positions", "on")],
            symptom: "outputs differ: a word in another place is another row",
        },
    ],
};

/// Everything given, with shapes that fit.
struct Inputs {
    words: Words,
    /// From 0: which word comes first, second …
    order: Vec<usize>,
    causal: bool,
    /// A row to be added for each place.
    places: Option<Array2<f64>>,
}

impl Demo for Permutation {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let inputs = Inputs::read(params)?;
        let (steps, metrics) = steps(params, &inputs);
        let (origin, numbers) = words::origin(params, &["x", "places"]);
        let facts = vec![
            inputs.words.counted(),
            if inputs.causal { "causal" } else { "no mask" }.to_owned(),
            if inputs.places.is_some() { "positions added" } else { "no positions" }.to_owned(),
            numbers,
        ];
        let (params, caveat) = (params.echo(), None);
        sink.report(Report { demo: SPEC.name, params, origin, facts, steps, metrics, caveat });
        Ok(())
    }
}

impl Inputs {
    fn read(params: &Params) -> Result<Self, DemoError> {
        let words = Words::read(params)?;
        let order = order(params, words.count())?;
        let causal = params.choice("mask") == "causal";
        let places = if params.flag("positions") { Some(places(params, &words)?) } else { None };
        Ok(Self { words, order, causal, places })
    }

    /// The table that attention reads.
    fn read_from(&self) -> &'static str {
        if self.places.is_some() { "placed" } else { "x" }
    }

    /// Whether shuffling ought to make no difference.
    fn blind(&self) -> bool {
        !self.causal && self.places.is_none()
    }
}

fn order(params: &Params, count: usize) -> Result<Vec<usize>, DemoError> {
    let Some(own) = given_matrix(params, "order")? else { return Ok((0..count).rev().collect()) };
    let place =
        |number: &f64| (1..=count).position(|known| (known as f64 - number).abs() < f64::EPSILON);
    let order: Vec<usize> = own.iter().filter_map(place).collect();
    let all = (0..count).all(|word| order.contains(&word));
    if all && order.len() == count && own.ncols() == count {
        return Ok(order);
    }
    let numbers = counted(own.ncols(), "number", "numbers");
    let allowed = format!("each whole number from 1 to {count} is expected once");
    Err(bad("order", numbers, allowed))
}

fn places(params: &Params, words: &Words) -> Result<Array2<f64>, DemoError> {
    let (count, width) = words.x.dim();
    let Some(own) = given_matrix(params, "places")? else {
        if count > PLACES.len() {
            let allowed = format!("at most {} are allowed with our places", PLACES.len());
            return Err(bad("text", words.counted(), allowed));
        }
        return Ok(words::places(count, width));
    };
    if own.dim() != (count, width) {
        let given = format!("a matrix of {} × {}", own.nrows(), own.ncols());
        return Err(bad("places", given, format!("{count} × {width} is expected, as x is")));
    }
    Ok(own)
}

fn steps(params: &Params, inputs: &Inputs) -> (Vec<Step>, Vec<(&'static str, f64)>) {
    let mut lesson =
        Lesson::new("x", "x", "x = one row of numbers for each word", inputs.words.says());
    inputs.words.put(&mut lesson);
    lesson.look("x", 0, 0);
    if let Some(places) = &inputs.places {
        let says = "Each place has a row of its own, which is added to the word that stands there.";
        lesson.step("placed", "placed", "placed = x + places", says);
        lesson.put(
            given("places", Kind::Embedding, places.clone(), source(params, "places")).labels(
                Labels {
                    axes: ("place", "feature"),
                    rows: (1..=places.nrows()).map(|place| place.to_string()).collect(),
                    cols: inputs.words.features.clone(),
                },
            ),
        );
        lesson.add("placed", Kind::Embedding, by::add("x", "places"));
        lesson.look("placed", 0, 0);
    }
    let says = "Attention over the words as they stand: scores, shares, a blend for each word.";
    lesson.step("in-order", "in order", "output = f(x)", says);
    attend(&mut lesson, inputs, "");
    shuffle(&mut lesson, params, inputs);
    let says = "The very same steps over the shuffled words.";
    lesson.step("again", "again", "output.shuffled = f(P x)", says);
    attend(&mut lesson, inputs, ".shuffled");
    compare(&mut lesson, inputs);
    let metrics = vec![
        ("words", inputs.words.count() as f64),
        ("gap", math::largest(&lesson.values("largest"))),
        ("gap_pooled", math::largest(&lesson.values("pooled_difference").mapv(f64::abs))),
    ];
    (lesson.finish(), metrics)
}

/// f: the words meet one another, with nothing else between.
fn attend(lesson: &mut Lesson, inputs: &Inputs, suffix: &str) {
    let id = |name: &str| format!("{name}{suffix}");
    let (n, from) = (inputs.words.count(), id(inputs.read_from()));
    lesson.add(&id("scores"), Kind::Score, by::matmul_t(&from, &from));
    lesson.axes("asks", "looks at");
    let mut last = id("scores");
    if inputs.causal {
        let keep = math::causal(n);
        last = id("masked");
        lesson.add(&last, Kind::Score, by::mask(&id("scores"), keep));
    }
    lesson.add(&id("weights"), Kind::Weight, by::softmax(&last));
    lesson.add(&id("output"), Kind::Value, by::matmul(&id("weights"), &from));
    lesson.look(&id("output"), 0, 0);
}

fn shuffle(lesson: &mut Lesson, params: &Params, inputs: &Inputs) {
    let says = if inputs.places.is_some() {
        "P shuffles: the rows of x come in another order. The rows of the places stay where they \
         are, so each word gets another one."
    } else {
        "P shuffles: the rows of x come in another order, and nothing else changes."
    };
    lesson.step("shuffled", "shuffled", "x.shuffled = P x = rows of x in another order", says);
    let numbers = inputs.order.iter().map(|word| *word as f64 + 1.0).collect();
    let values = Array2::from_shape_vec((1, inputs.order.len()), numbers);
    lesson.put(
        given("order", Kind::Count, values.unwrap_or_default(), source(params, "order")).labels(
            Labels {
                axes: ("number", "place"),
                rows: vec!["word".to_owned()],
                cols: (1..=inputs.order.len()).map(|place| place.to_string()).collect(),
            },
        ),
    );
    lesson.add("x.shuffled", Kind::Embedding, by::lookup("x", inputs.order.clone()));
    if inputs.places.is_some() {
        lesson.add("placed.shuffled", Kind::Embedding, by::add("x.shuffled", "places"));
    }
    lesson.look("x.shuffled", 0, 0);
}

fn compare(lesson: &mut Lesson, inputs: &Inputs) {
    let says = if inputs.blind() {
        "Shuffle first or shuffle last: the same rows come out. Attention alone sees a heap of \
         words, not a sentence."
    } else if inputs.places.is_some() {
        "Shuffle first or shuffle last: the rows differ. With a row for its place a word is known \
         by where it stands."
    } else {
        "Shuffle first or shuffle last: the rows differ, even though no word says where it stands. \
         A causal mask lets the order in."
    };
    let formula = "difference = f(P x) − P f(x)";
    lesson.step("compared", "compared", formula, says);
    let word = inputs.order.first().and_then(|word| inputs.words.labels.get(*word));
    let ask = format!(
        "By how much does a number in the row of \"{}\" change at most?",
        word.map_or("", String::as_str)
    );
    lesson.guess(&ask, ("largest", 0, 0), 0.02);
    lesson.add("reordered", Kind::Value, by::lookup("output", inputs.order.clone()));
    lesson.add("difference", Kind::Number, by::sub("output.shuffled", "reordered"));
    lesson.add("sizes", Kind::Number, by::map("difference", Function::Abs));
    lesson.add("largest", Kind::Number, by::each_row("sizes", Reduction::Max));
    lesson.look("largest", 0, 0);
    let gap = lesson.gap("output.shuffled", "reordered");
    if inputs.blind() {
        lesson.at_most("f(P x) = P f(x): largest relative gap", gap, 1e-12);
    } else {
        lesson.may_be_below("the order leaks in: largest relative gap", gap, 1e-9);
    }

    let says = "The mean over all words forgets the rest: with nothing else to tell the order, one \
                and the same row stands for every shuffle.";
    lesson.step("pooled", "pooled", "pooled = mean of each column of output", says);
    lesson.add("pooled", Kind::Value, by::each_column("output", Reduction::Mean));
    lesson.add("pooled.shuffled", Kind::Value, by::each_column("output.shuffled", Reduction::Mean));
    lesson.add("pooled_difference", Kind::Number, by::sub("pooled.shuffled", "pooled"));
    lesson.look("pooled_difference", 0, 0);
    let gap = lesson.gap_beside("pooled.shuffled", "pooled", &["output"]);
    if inputs.blind() {
        lesson.at_most("the mean stays: largest relative gap", gap, 1e-12);
    }
}
