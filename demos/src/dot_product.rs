//! Demo `dot-product`: two rows of numbers, their products, the sum, the lengths and the cosine.
//! `a`, `b` and `products` are 1 × n, all else is 1 × 1.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{
    Axis, CellRef, Check, Kind, Origin, Reduction, Relation, Report, Rule, Source, Step, Table,
};
use crate::shared::{column_labels, numbered};
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
    let wide = |id: &str, label: &str, values: &Array2<f64>, rule: Rule| Table {
        id: id.to_owned(),
        kind: Kind::Number,
        row_axis: "row of numbers",
        col_axis: "place",
        rows: vec![label.to_owned()],
        cols: labels.to_vec(),
        values: values.clone(),
        rule,
        random_rows: Vec::new(),
    };
    let source = |name: &str| Rule::Given {
        from: if params.is_given(name) { Source::Parameter } else { Source::HandSet },
    };
    let products = a * b;
    let dot = math::sum(&products);
    let lengths = [math::norm(a), math::norm(b)];
    let together = lengths[0] * lengths[1];
    let defined = lengths.iter().all(|length| *length >= SHORTEST);
    let mut metrics = vec![("dot", dot), ("length_a", lengths[0]), ("length_b", lengths[1])];
    let rule = Rule::Mul { of: ["a".to_owned(), "b".to_owned()] };
    let tables = [wide("a", "a", a, source("a")), wide("b", "b", b, source("b"))];
    let products = wide("products", "a × b", &products, rule);
    let mut steps =
        first_steps(tables, products, single("dot", dot, of_row("products", Reduction::Sum)));
    let why = if lengths.contains(&0.0) { "0" } else { "too small" };
    let mut third = lengths_step(lengths, together);
    if defined {
        third.checks.push(at_most("dot product", "the product of the lengths", dot, together));
        metrics.push(("cosine", dot / together));
    }
    steps.push(third);
    steps.push(if defined { cosine_step(dot / together) } else { undefined_step(why) });
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

fn of_row(of: &str, r#fn: Reduction) -> Rule {
    Rule::Reduce { of: [of.to_owned()], r#fn, axis: Axis::Row }
}

/// A table of one number.
fn single(id: &str, value: f64, rule: Rule) -> Table {
    Table {
        id: id.to_owned(),
        kind: if id == "dot" || id == "cosine" { Kind::Score } else { Kind::Number },
        row_axis: "number",
        col_axis: "number",
        rows: vec![id.replace('_', " ")],
        cols: numbered(1),
        values: Array2::from_elem((1, 1), value),
        rule,
        random_rows: Vec::new(),
    }
}

fn first(table: &str) -> CellRef {
    CellRef { table: table.to_owned(), row: 0, col: 0 }
}

fn first_steps(given: [Table; 2], products: Table, dot: Table) -> Vec<Step> {
    let sizes = products.values.iter().map(|value| value.abs()).collect::<Vec<_>>();
    let largest = math::largest(&sizes);
    let col = sizes.iter().position(|size| *size >= largest).unwrap_or(0);
    vec![
        Step {
            id: "vectors",
            title: "vectors",
            says: "Two rows of numbers of equal length. The order of the places matters."
                .to_owned(),
            formula: "a and b, as given",
            tables: given.into(),
            checks: Vec::new(),
            look: Some(first("a")),
            guess: None,
        },
        Step {
            id: "products",
            title: "products",
            says: "Numbers in the same place are multiplied. Where both are large with the same \
                   sign, the product is large; where the signs differ, it is below zero."
                .to_owned(),
            formula: "products = a × b, place by place",
            tables: vec![products],
            checks: Vec::new(),
            look: Some(CellRef { table: "products".to_owned(), row: 0, col }),
            guess: None,
        },
        Step {
            id: "dot",
            title: "sum",
            says: "The products are added up. One number says how well the two rows agree."
                .to_owned(),
            formula: "dot = sum of products",
            tables: vec![dot],
            checks: Vec::new(),
            look: Some(first("dot")),
            guess: None,
        },
    ]
}

fn lengths_step(lengths: [f64; 2], together: f64) -> Step {
    let rule = Rule::Mul { of: ["length_a".to_owned(), "length_b".to_owned()] };
    Step {
        id: "lengths",
        title: "lengths",
        says: "The length of a row is the root of the sum of its squares. Longer rows make larger \
               dot products, whatever their direction."
            .to_owned(),
        formula: "length = √(sum of squares)",
        tables: vec![
            single("length_a", lengths[0], of_row("a", Reduction::Norm)),
            single("length_b", lengths[1], of_row("b", Reduction::Norm)),
            single("lengths", together, rule),
        ],
        checks: Vec::new(),
        look: Some(first("lengths")),
        guess: None,
    }
}

fn cosine_step(cosine: f64) -> Step {
    let rule = Rule::Div { of: ["dot".to_owned(), "lengths".to_owned()] };
    Step {
        id: "cosine",
        title: "cosine",
        says: "Divided by both lengths, only the direction is left: 1 is the same direction, 0 a \
               right angle, −1 the opposite."
            .to_owned(),
        formula: "cosine = dot / (length of a × length of b)",
        tables: vec![single("cosine", cosine, rule)],
        checks: vec![at_most("cosine", "1", cosine, 1.0)],
        look: Some(first("cosine")),
        guess: None,
    }
}

fn undefined_step(why: &str) -> Step {
    Step {
        id: "cosine",
        title: "cosine",
        says: format!("A length is {why}: there is no direction, and no cosine is defined here."),
        formula: "cosine = dot / (length of a × length of b)",
        tables: Vec::new(),
        checks: Vec::new(),
        look: None,
        guess: None,
    }
}

/// A bound on a size, with room for the last bits of numbers that reach it.
fn at_most(what: &str, bound_name: &str, value: f64, bound: f64) -> Check {
    Check {
        claim: format!("the size of the {what} is at most {bound_name}"),
        value: value.abs(),
        bound: bound * (1.0 + 1e-12),
        relation: Relation::AtMost,
        expected: true,
    }
}
