//! Every rule of the closed list, on one small table, against numpy and through opened cells.

use crate::expression::evaluate;
use crate::golden::{golden, matrix};
use fingerpost_demos::evaluate::{open, recompute};
use fingerpost_demos::report::{
    Axis, CellRef, Function, Kind, Norm, Origin, Reduction, Report, Rule, Source, Step, Table,
};
use ndarray::Array2;

fn table(id: &str, values: Array2<f64>, rule: Rule) -> Table {
    Table {
        id: id.to_owned(),
        kind: Kind::Number,
        row_axis: "row",
        col_axis: "column",
        rows: (0..values.nrows()).map(|row| row.to_string()).collect(),
        cols: (0..values.ncols()).map(|col| col.to_string()).collect(),
        values,
        rule,
        random_rows: Vec::new(),
    }
}

fn one(id: &str) -> [String; 1] {
    [id.to_owned()]
}

fn two(a: &str, b: &str) -> [String; 2] {
    [a.to_owned(), b.to_owned()]
}

/// The rules by the names that `golden.py` gives them; `a` is 3 × 4, `b` 4 × 3, `c` 3 × 4 and
/// positive, `row` 1 × 4, `column` 3 × 1, `masked` like `a` with −∞.
fn rules() -> Vec<(String, Rule)> {
    let a = || one("a");
    let mut rules: Vec<(String, Rule)> = vec![
        ("lookup".into(), Rule::Lookup { of: a(), index: vec![2, 0, 2] }),
        ("matmul".into(), Rule::Matmul { of: two("a", "b") }),
        ("matmul_t".into(), Rule::MatmulT { of: two("a", "c") }),
        ("matmul_t_self".into(), Rule::MatmulT { of: two("a", "a") }),
        ("transpose".into(), Rule::Transpose { of: a() }),
        ("add".into(), Rule::Add { of: two("a", "c") }),
        ("sub_row".into(), Rule::Sub { of: two("a", "row") }),
        ("mul_column".into(), Rule::Mul { of: two("column", "a") }),
        ("div".into(), Rule::Div { of: two("a", "c") }),
        ("scale".into(), Rule::Scale { of: a(), factor: 0.3 }),
        ("scale_root".into(), Rule::Scale { of: a(), factor: 1.0 / 3.0_f64.sqrt() }),
        ("scale_negative".into(), Rule::Scale { of: a(), factor: -0.25 }),
        ("scale_zero".into(), Rule::Scale { of: a(), factor: 0.0 }),
        (
            "mask".into(),
            Rule::Mask {
                of: a(),
                keep: vec![
                    vec![true, false, false, true],
                    vec![false; 4],
                    vec![true, true, true, true],
                ],
            },
        ),
        ("softmax_masked".into(), Rule::Softmax { of: one("masked"), axis: Axis::Row }),
        ("softmax_masked_column".into(), Rule::Softmax { of: one("masked"), axis: Axis::Column }),
        ("softmax_large".into(), Rule::Softmax { of: one("large"), axis: Axis::Row }),
        ("softmax_naive".into(), Rule::SoftmaxNaive { of: a(), axis: Axis::Row }),
        ("softmax_naive_column".into(), Rule::SoftmaxNaive { of: a(), axis: Axis::Column }),
        ("normalize_layer".into(), Rule::Normalize { of: a(), kind: Norm::Layer, eps: 1e-5 }),
        ("normalize_rms".into(), Rule::Normalize { of: a(), kind: Norm::Rms, eps: 0.0 }),
        ("rotate".into(), Rule::Rotate { of: a(), base: 10_000.0, positions: vec![0.0, 1.0, 7.0] }),
        (
            "concat_row".into(),
            Rule::Concat { of: vec!["a".into(), "column".into()], axis: Axis::Row },
        ),
        (
            "concat_column".into(),
            Rule::Concat { of: vec!["row".into(), "a".into(), "c".into()], axis: Axis::Column },
        ),
        ("rows".into(), Rule::Rows { of: a(), from: 1, to: 3 }),
        ("columns".into(), Rule::Columns { of: a(), from: 0, to: 2 }),
    ];
    for (axis, name) in [(Axis::Row, "row"), (Axis::Column, "column")] {
        rules.extend(along(axis, name));
    }
    rules.extend(functions());
    rules
}

fn along(axis: Axis, name: &str) -> Vec<(String, Rule)> {
    let a = || one("a");
    let mut rules = vec![
        (format!("softmax_{name}"), Rule::Softmax { of: a(), axis }),
        (format!("cumsum_{name}"), Rule::Cumsum { of: a(), axis }),
        (format!("sort_{name}"), Rule::Sort { of: a(), axis }),
    ];
    for (r#fn, function, of) in [
        (Reduction::Sum, "sum", "a"),
        (Reduction::Mean, "mean", "a"),
        (Reduction::Max, "max", "a"),
        (Reduction::Max, "max_masked", "masked"),
        (Reduction::Min, "min", "a"),
        (Reduction::Argmax, "argmax", "a"),
        (Reduction::Variance, "variance", "a"),
        (Reduction::Norm, "norm", "a"),
        (Reduction::Entropy, "entropy", "c"),
    ] {
        rules.push((format!("{function}_{name}"), Rule::Reduce { of: one(of), r#fn, axis }));
    }
    rules
}

fn functions() -> Vec<(String, Rule)> {
    [
        (Function::Exp, "exp", "a"),
        (Function::Ln, "ln", "c"),
        (Function::Sqrt, "sqrt", "c"),
        (Function::Square, "square", "a"),
        (Function::Abs, "abs", "a"),
        (Function::Neg, "neg", "a"),
        (Function::Reciprocal, "reciprocal", "c"),
        (Function::Sin, "sin", "a"),
        (Function::Cos, "cos", "a"),
        (Function::Sign, "sign", "a"),
        (Function::Step, "step", "a"),
        (Function::Relu, "relu", "a"),
        (Function::Gelu, "gelu", "a"),
        (Function::GeluTanh, "gelu_tanh", "a"),
        (Function::Tanh, "tanh", "a"),
        (Function::Sigmoid, "sigmoid", "a"),
        (Function::Elu1, "elu1", "a"),
    ]
    .into_iter()
    .map(|(r#fn, name, of)| (name.to_owned(), Rule::Map { of: one(of), r#fn }))
    .collect()
}

fn same(made: f64, expected: f64) -> bool {
    let masked = made == f64::NEG_INFINITY && expected == f64::NEG_INFINITY;
    masked || (made - expected).abs() < 1e-9
}

/// The given tables of `golden.py` and one computed table.
fn report(computed: Table) -> Report {
    let golden = golden();
    let given = ["a", "b", "c", "row", "column", "masked", "large"];
    let mut tables: Vec<Table> = given
        .iter()
        .map(|id| table(id, matrix(&golden["tables"][id]), Rule::Given { from: Source::Data }))
        .collect();
    tables.push(computed);
    Report {
        demo: "trial",
        params: Vec::new(),
        origin: Origin::HandSet,
        facts: Vec::new(),
        steps: vec![Step {
            id: "trial",
            title: "trial",
            says: String::new(),
            formula: "",
            tables,
            pictures: Vec::new(),
            checks: Vec::new(),
            look: None,
            guess: None,
        }],
        metrics: Vec::new(),
        caveat: None,
    }
}

#[test]
fn every_rule_agrees_with_numpy_and_every_cell_opens_to_its_number() {
    let golden = golden();
    let rules = rules();
    assert_eq!(golden["rules"].as_object().unwrap().len(), rules.len());
    for (name, rule) in rules {
        let expected = matrix(&golden["rules"][name.as_str()]);
        let report = report(table("made", expected.clone(), rule));
        let made = recompute(&report, "made").unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(made.dim(), expected.dim(), "{name}");
        for ((place, made), expected) in made.indexed_iter().zip(&expected) {
            let shown = (made, expected);
            assert!(same(*made, *expected), "{name} {place:?}: {shown:?}");
            let cell = CellRef { table: "made".to_owned(), row: place.0, col: place.1 };
            let opened = open(&report, &cell).unwrap_or_else(|| panic!("{name} {place:?}"));
            assert!(!opened.says.is_empty() && !opened.operands.is_empty(), "{name}: {opened:?}");
            let value = if opened.expression.is_empty() {
                f64::NEG_INFINITY
            } else {
                evaluate(&opened.expression).unwrap_or_else(|why| panic!("{name}: {why}"))
            };
            assert!(same(*made, value), "{name} {place:?}: {made}, {opened:?}");
        }
    }
}

#[test]
fn shapes_that_do_not_fit_are_named_and_do_not_open() {
    let a = || one("a");
    for rule in [
        Rule::Matmul { of: two("a", "c") },
        Rule::MatmulT { of: two("a", "b") },
        Rule::Add { of: two("a", "b") },
        Rule::Lookup { of: a(), index: vec![3] },
        Rule::Rows { of: a(), from: 2, to: 4 },
        Rule::Columns { of: a(), from: 3, to: 2 },
        Rule::Mask { of: a(), keep: vec![vec![true; 4]; 2] },
        Rule::Rotate { of: a(), base: 10.0, positions: vec![0.0] },
        Rule::Rotate { of: one("b"), base: 10.0, positions: vec![0.0; 4] },
        Rule::Concat { of: vec!["a".into(), "b".into()], axis: Axis::Row },
        Rule::Scale { of: one("made"), factor: 1.0 },
        Rule::Scale { of: one("missing"), factor: 1.0 },
    ] {
        let report = report(table("made", Array2::zeros((3, 4)), rule.clone()));
        let why = recompute(&report, "made").unwrap_err();
        assert!(why.starts_with("made: "), "{why}");
        let cell = CellRef { table: "made".to_owned(), row: 0, col: 0 };
        assert_eq!(open(&report, &cell), None, "{rule:?}");
    }
}

#[test]
fn the_naive_softmax_overflows_as_in_the_books() {
    let rule = Rule::SoftmaxNaive { of: one("large"), axis: Axis::Row };
    let made = recompute(&report(table("made", Array2::zeros((1, 2)), rule)), "made").unwrap();
    assert!(made.iter().all(|value| value.is_nan()));
}
