//! Demo `dot-product`: two rows of numbers, their products, the sum, the lengths and the cosine.
//! `a`, `b` and `products` are 1 × n, all else is 1 × 1.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{Axis, Check, Kind, Origin, Reduction, Report, Step, Table};
use crate::shared::{column_labels, source};
use crate::steps::{self, at};
use ndarray::Array2;

/// The demo.
pub(crate) struct DotProduct;

/// Below this length the squares leave the range of the numbers, and a cosine means nothing.
const SHORTEST: f64 = 1e-150;

const ROW: ParamKind = ParamKind::Matrix { max_rows: 1, max_cols: 64 };

static SPEC: Spec = Spec {
    name: "dot-product",
    title: "Dot product",
    about: "Multiplies two rows of numbers place by place and adds up, then takes the lengths out",
    topics: &["dot-product", "vectors", "embeddings", "attention-mechanism"],
    params: &[
        ParamSpec {
            name: "a",
            about: "a row of numbers",
            kind: ROW,
            default: "2 1 2",
            per_head: false,
        },
        ParamSpec {
            name: "b",
            about: "a row of as many numbers",
            kind: ROW,
            default: "2 2 1",
            per_head: false,
        },
        ParamSpec {
            name: "labels",
            about: "words for the places, one for each",
            kind: ParamKind::Tokens { max: 64 },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("dot", "the dot product"),
        ("length_a", "the length of a"),
        ("length_b", "the length of b"),
        ("cosine", "the cosine of the angle; missing where a length is 0"),
    ],
    breaks: &[
        Break {
            what: "turn b round",
            set: &[("a", "2 1 2"), ("b", "-2 -2 -1"), ("labels", "")],
            symptom: "the dot product and the cosine change their sign, the lengths stay",
        },
        Break {
            what: "make b ten times as long",
            set: &[("a", "2 1 2"), ("b", "20 20 10"), ("labels", "")],
            symptom: "the dot product is ten times as large, the cosine stays",
        },
        Break {
            what: "take a row of zeros",
            set: &[("a", "2 1 2"), ("b", "0 0 0"), ("labels", "")],
            symptom: "the dot product is 0, and there is no direction: the cosine is not defined",
        },
    ],
};

impl Demo for DotProduct {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let (a, b) = (row(params, "a")?, row(params, "b")?);
        if a.ncols() != b.ncols() {
            // The one that the reader put in is the one to be named.
            let b_is_at_fault = params.is_given("b") || !params.is_given("a");
            let (name, given, other, fit) =
                if b_is_at_fault { ("b", b, "a", a) } else { ("a", a, "b", b) };
            let expected = counted(fit.ncols(), "number is expected", "numbers are expected");
            let allowed = format!("{expected}, as many as {other} has");
            return Err(bad(name, counted(given.ncols(), "number", "numbers"), allowed));
        }
        let labels = column_labels(params, "labels", "a and b", a.ncols())?;
        sink.report(report(params, a, b, &labels));
        Ok(())
    }
}

fn row<'a>(params: &'a Params, name: &str) -> Result<&'a Array2<f64>, DemoError> {
    if let Some(Value::Matrix(row)) = params.value(name) {
        return Ok(row);
    }
    let allowed = "one row of numbers is expected".to_owned();
    Err(bad(name, "\"identity\"".to_owned(), allowed))
}

fn report(params: &Params, a: &Array2<f64>, b: &Array2<f64>, labels: &[String]) -> Report {
    let numbers = counted(a.ncols(), "number", "numbers");
    let given = params.is_given("a") || params.is_given("b");
    let row = |name: &str, values: &Array2<f64>| {
        let row = make::given(name, Kind::Number, values.clone(), source(params, name));
        row.axes("row of numbers", "place").rows(&[name]).cols(labels)
    };
    let (a, b) = (row("a", a), row("b", b));
    let products = make::mul("products", &a, &b).rows(&["a × b"]);
    let sum = make::reduce("dot", &products, Reduction::Sum, Axis::Row);
    let dot = single(sum).kind(Kind::Score);
    let length_a = single(make::reduce("length_a", &a, Reduction::Norm, Axis::Row));
    let length_b = single(make::reduce("length_b", &b, Reduction::Norm, Axis::Row));
    let lengths = single(make::mul("lengths", &length_a, &length_b));
    let sizes = [length_a.at(0, 0), length_b.at(0, 0)];
    let defined = sizes.iter().all(|length| *length >= SHORTEST);
    let mut metrics = vec![("dot", dot.at(0, 0)), ("length_a", sizes[0]), ("length_b", sizes[1])];
    let why = if sizes.contains(&0.0) { "0" } else { "too small" };
    let mut last = undefined_step(why);
    let mut claims = Vec::new();
    if defined {
        let together = lengths.at(0, 0);
        claims.push(at_most("dot product", "the product of the lengths", dot.at(0, 0), together));
        let cosine = single(make::div("cosine", &dot, &lengths)).kind(Kind::Score);
        metrics.push(("cosine", cosine.at(0, 0)));
        last = cosine_step(cosine);
    }
    let mut steps = first_steps([a, b], products, dot);
    steps.push(lengths_step([length_a, length_b, lengths]).claims(claims));
    steps.push(last);
    let mut facts = vec![
        format!("two rows of {numbers}"),
        if given { "numbers as given" } else { "hand-set numbers" }.to_owned(),
    ];
    if !defined {
        facts.push(format!("no cosine: a length is {why}"));
    }
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if given { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics,
        caveat: None,
    }
}

/// A table of one number, called like its id.
fn single(table: Table) -> Table {
    let label = table.id.replace('_', " ");
    table.axes("number", "number").rows(&[label]).cols(&["1"])
}

fn first_steps(given: [Table; 2], products: Table, dot: Table) -> Vec<Step> {
    let (_, col) = products.farthest();
    vec![
        Step::of(
            "vectors",
            "vectors",
            "Two rows of numbers of equal length. The order of the places matters.",
            "a and b, as given",
            given.into(),
        )
        .look(at("a", 0, 0)),
        Step::of(
            "products",
            "products",
            "Numbers in the same place are multiplied. Where both are large with the same sign, \
             the product is large; where the signs differ, it is below zero.",
            "products = a × b, place by place",
            vec![products],
        )
        .look(at("products", 0, col)),
        Step::of(
            "dot",
            "sum",
            "The products are added up. One number says how well the two rows agree.",
            "dot = sum of products",
            vec![dot],
        )
        .ask_number("What is the dot product of a and b?", 1e-9),
    ]
}

fn lengths_step(lengths: [Table; 3]) -> Step {
    Step::of(
        "lengths",
        "lengths",
        "The length of a row is the root of the sum of its squares. Longer rows make larger dot \
         products, whatever their direction.",
        "length = √(sum of squares)",
        lengths.into(),
    )
}

fn cosine_step(cosine: Table) -> Step {
    let bound = at_most("cosine", "1", cosine.at(0, 0), 1.0);
    Step::of(
        "cosine",
        "cosine",
        "Divided by both lengths, only the direction is left: 1 is the same direction, 0 a right \
         angle, −1 the opposite.",
        "cosine = dot / (length of a × length of b)",
        vec![cosine],
    )
    .claims([bound])
}

fn undefined_step(why: &str) -> Step {
    let says = format!("A length is {why}: there is no direction, and no cosine is defined here.");
    let formula = "cosine = dot / (length of a × length of b)";
    Step::of("cosine", "cosine", says, formula, Vec::new())
}

/// A bound on a size, with room for the last bits of numbers that reach it.
fn at_most(what: &str, bound_name: &str, value: f64, bound: f64) -> Check {
    let claim = format!("the size of the {what} is at most {bound_name}");
    steps::at_most(claim, value.abs(), bound * (1.0 + 1e-12))
}
