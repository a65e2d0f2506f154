//! Demo `matrix-multiply`: each cell of the product is a row of `a` times a column of `b`.
//! (n × k)·(k × m) → n × m.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{columns, given, matmul, mul, reduce, rows, transpose};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{Axis, Check, Kind, Origin, Reduction, Report, Step, Table};
use crate::shared::source;
use crate::steps::{at, at_most};
use ndarray::Array2;

/// The demo.
pub(crate) struct MatrixMultiply;

const SIZE: ParamKind = ParamKind::Matrix { max_rows: 64, max_cols: 64 };

static SPEC: Spec = Spec {
    name: "matrix-multiply",
    title: "Matrix multiplication",
    about: "Multiplies two matrices: every cell is a row of a times a column of b",
    topics: &["matrix-multiplication", "matrices", "weighted-average", "one-hot-encoding"],
    params: &[
        ParamSpec {
            name: "a",
            about: "rows of numbers, or identity for one as tall as b",
            kind: SIZE,
            default: "1 2; 3 4",
            per_head: false,
        },
        ParamSpec {
            name: "b",
            about: "as many rows as a has columns, or identity",
            kind: SIZE,
            default: "5 6; 7 8",
            per_head: false,
        },
    ],
    metrics: &[
        ("multiplications", "how many products of two numbers are made"),
        ("rows", "the rows of the product"),
        ("columns", "the columns of the product"),
        ("sum", "the sum of all cells of the product"),
    ],
    breaks: &[
        Break {
            what: "swap the two",
            set: &[("a", "=b"), ("b", "=a")],
            symptom: "another product, or none at all: the order of the two matters",
        },
        Break {
            what: "multiply by the identity",
            set: &[("b", "identity")],
            symptom: "a comes out as it went in",
        },
    ],
};

impl Demo for MatrixMultiply {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let (a, b) = matrices(params)?;
        if a.ncols() != b.nrows() {
            let shape = |matrix: &Array2<f64>| format!("{} × {}", matrix.nrows(), matrix.ncols());
            // The one that the reader put in is the one to be named.
            return Err(if params.is_given("b") || !params.is_given("a") {
                let expected = counted(a.ncols(), "row is expected", "rows are expected");
                let allowed =
                    format!("{expected}, one for each column of a, which is {}", shape(&a));
                bad("b", format!("a matrix of {}", shape(&b)), allowed)
            } else {
                let expected = counted(b.nrows(), "column is expected", "columns are expected");
                let allowed = format!("{expected}, one for each row of b, which is {}", shape(&b));
                bad("a", format!("a matrix of {}", shape(&a)), allowed)
            });
        }
        sink.report(report(params, a, b));
        Ok(())
    }
}

fn matrices(params: &Params) -> Result<(Array2<f64>, Array2<f64>), DemoError> {
    match (params.value("a"), params.value("b")) {
        (Some(Value::Matrix(a)), Some(Value::Matrix(b))) => Ok((a.clone(), b.clone())),
        (Some(Value::Matrix(a)), _) => Ok((a.clone(), Array2::eye(a.ncols()))),
        (_, Some(Value::Matrix(b))) => Ok((Array2::eye(b.nrows()), b.clone())),
        _ => {
            let allowed = "rows of numbers are expected where a is identity too".to_owned();
            Err(bad("b", "\"identity\"".to_owned(), allowed))
        }
    }
}

fn report(params: &Params, a: Array2<f64>, b: Array2<f64>) -> Report {
    let (height, inner, cols) = (a.nrows(), a.ncols(), b.ncols());
    let own = params.is_given("a") || params.is_given("b");
    let matrix = |id: &str, values| given(id, Kind::Number, values, source(params, id));
    let (a, b) = (matrix("a", a), matrix("b", b));
    let product = matmul("product", &a, &b);
    let sum = math::sum(&product.values);
    let checksum = checksum(&a.values, &b.values, sum);
    let says = format!(
        "a has {} and b has {}: every row of a is as long as a column of b.",
        counted(inner, "column", "columns"),
        counted(inner, "row", "rows"),
    );
    let one_cell = one_cell(&a, &b);
    let given = Step::of("matrices", "matrices", says, "a and b, as given", vec![a, b]);
    let steps = vec![
        given.look(at("a", 0, 0)),
        one_cell,
        Step::of(
            "product",
            "product",
            "Each cell is the dot product of a row of a and a column of b. So each row of the \
             product is a sum of the rows of b, weighted by a row of a.",
            "product = a · b",
            vec![product],
        )
        .claims([checksum]),
    ];
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts: vec![
            format!("{height} × {inner} times {inner} × {cols} gives {height} × {cols}"),
            if own { "numbers as given" } else { "hand-set numbers" }.to_owned(),
        ],
        steps,
        metrics: vec![
            ("multiplications", (height * inner * cols) as f64),
            ("rows", height as f64),
            ("columns", cols as f64),
            ("sum", sum),
        ],
        caveat: None,
    }
}

/// The first cell by itself: a column, turned to lie along a row, and their products added up.
fn one_cell(a: &Table, b: &Table) -> Step {
    let row = rows("row", a, 0, 1);
    let column = columns("column", b, 0, 1);
    let turned = transpose("turned", &column);
    let products = mul("products", &row, &turned).rows(&["row × column"]);
    let cell = reduce("cell", &products, Reduction::Sum, Axis::Row).rows(&["first cell"]);
    let says = "The first cell by itself: the first row of a meets the first column of b, number \
                by number, and the products are added up. Every other cell is made in the same \
                way from its own row and column.";
    let formula = "cell = sum of row × column";
    let tables = vec![row, column, turned, products, cell];
    Step::of("cell", "one cell", says, formula, tables)
        .ask_number("What stands in the first row and first column of the product?", 1e-9)
}

/// All cells of the product add up to the column sums of `a` times the row sums of `b`: a check
/// that costs far less than the product.
fn checksum(a: &Array2<f64>, b: &Array2<f64>, sum: f64) -> Check {
    let mut expected = 0.0;
    let mut size = 1.0;
    for (column, row) in a.columns().into_iter().zip(b.rows()) {
        expected += math::sum(column) * math::sum(row);
        let sizes = |values: ndarray::ArrayView1<f64>| math::sum(&values.mapv(f64::abs));
        size += sizes(column) * sizes(row);
    }
    let claim = "cells add up to column sums of a times row sums of b: relative gap";
    at_most(claim, (sum - expected).abs() / size, 1e-12)
}
