//! Wrong answers are named: each mistake once by hand, and all of them over every demo.

use crate::run;
use fingerpost_demos::REGISTRY;
use fingerpost_demos::mistakes::{diagnose, mistakes};
use fingerpost_demos::report::{
    Axis, CellRef, Function, Kind, Norm, Origin, Reduction, Report, Rule, Source, Step, Table,
};
use ndarray::{Array2, array};

fn cell(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

fn table(id: &str, values: Array2<f64>, rule: Rule) -> Table {
    let labels = |count: usize| (0..count).map(|index| format!("n{index}")).collect();
    Table {
        id: id.to_owned(),
        kind: Kind::Number,
        row_axis: "row",
        col_axis: "column",
        rows: labels(values.nrows()),
        cols: labels(values.ncols()),
        values,
        rule,
        random_rows: Vec::new(),
    }
}

/// a = 1 2; 3 5, b = 2 0; 1 4, p = ½ ¼ ¼, and one table that a rule makes of them.
fn trial(rule: Rule) -> Report {
    let given = || Rule::Given { from: Source::Data };
    let mut report = Report {
        demo: "trial",
        params: Vec::new(),
        origin: Origin::HandSet,
        facts: Vec::new(),
        steps: vec![Step {
            id: "trial",
            title: "trial",
            says: String::new(),
            formula: "",
            tables: vec![
                table("a", array![[1.0, 2.0], [3.0, 5.0]], given()),
                table("b", array![[2.0, 0.0], [1.0, 4.0]], given()),
                table("p", array![[0.5, 0.25, 0.25]], given()),
            ],
            checks: Vec::new(),
            look: None,
            guess: None,
            pictures: Vec::new(),
        }],
        metrics: Vec::new(),
        caveat: None,
    };
    add(&mut report, "made", rule);
    report
}

/// One more table, with the values that its rule makes.
fn add(report: &mut Report, id: &str, rule: Rule) {
    let tables = &mut report.steps[0].tables;
    tables.push(table(id, Array2::zeros((0, 0)), rule));
    let values = fingerpost_demos::evaluate::recompute(report, id).unwrap();
    let made = report.steps[0].tables.last_mut().unwrap();
    *made = table(id, values, made.rule.clone());
}

/// The answers at a cell of the trial table, each with the words by which its mistake is known.
#[track_caller]
fn check(rule: &Rule, (row, col): (usize, usize), answers: &[(f64, &str)]) {
    let report = trial(rule.clone());
    for (answer, words) in answers {
        let found = diagnose(&report, &cell("made", row, col), *answer, 5e-4);
        let found = found.unwrap_or_else(|| panic!("{rule:?}: {answer} is not explained"));
        assert!(found.name.contains(words), "{rule:?}: {answer} is {found:?}, not {words}");
    }
}

fn one(id: &str) -> [String; 1] {
    [id.to_owned()]
}

fn ab() -> [String; 2] {
    ["a".to_owned(), "b".to_owned()]
}

#[test]
fn products_are_taken_wrongly_in_known_ways() {
    // a·b = 4 8; 11 20.
    let rule = Rule::Matmul { of: ab() };
    check(
        &rule,
        (0, 1),
        &[
            (0.0, "first product alone"),
            (7.0, "added, not multiplied"),
            (9.0, "second table turned"),
            (11.0, "rows and columns swapped"),
            (-8.0, "sign"),
            (20.0, "row `n1` in place of row `n0`"),
            (4.0, "column `n0` in place of column `n1`"),
        ],
    );
    check(&rule, (1, 1), &[(0.0, "first product alone")]);
    check(&rule, (1, 0), &[(3.0, "two numbers at this place")]);
    // a·bᵀ = 2 9; 6 23.
    let turned = Rule::MatmulT { of: ab() };
    check(&turned, (0, 1), &[(1.0, "first product")]);
    check(&turned, (0, 0), &[(4.0, "without turning")]);
}

#[test]
fn softmax_is_taken_wrongly_in_known_ways() {
    let rule = Rule::Softmax { of: one("a"), axis: Axis::Row };
    let share = |own: f64, other: f64| own.exp() / (own.exp() + other.exp());
    check(
        &rule,
        (1, 0),
        &[
            (share(3.0, 1.0), "down the columns"),
            (3.0 / 8.0, "share of the plain sum"),
            (3.0_f64.exp(), "without dividing by the sum"),
        ],
    );
    let rule = Rule::SoftmaxNaive { of: one("a"), axis: Axis::Column };
    check(&rule, (0, 1), &[(share(2.0, 1.0), "along the rows"), (2.0 / 7.0, "plain sum")]);
}

#[test]
fn numbers_are_joined_wrongly_in_known_ways() {
    // At row 1, column 1: 5 and 4.
    let at = (1, 1);
    check(
        &Rule::Add { of: ab() },
        at,
        &[(1.0, "taken away"), (20.0, "multiplied"), (5.0, "without adding"), (4.0, "first")],
    );
    check(
        &Rule::Sub { of: ab() },
        at,
        &[(-1.0, "other way round"), (9.0, "added"), (5.0, "without taking")],
    );
    check(
        &Rule::Mul { of: ab() },
        at,
        &[(9.0, "added"), (1.25, "divided"), (5.0, "second factor"), (4.0, "first factor")],
    );
    check(
        &Rule::Div { of: ab() },
        at,
        &[(0.8, "other way"), (20.0, "multiplied"), (1.0, "taken away"), (5.0, "without dividing")],
    );
    let scale = |factor: f64| Rule::Scale { of: one("a"), factor };
    check(
        &scale(1.0 / 3.0_f64.sqrt()),
        at,
        &[
            (5.0, "without the scaling by 1/√3"),
            (5.0 * 3.0_f64.sqrt(), "divided by, not multiplied with"),
            (5.0 / 3.0, "3 divided by, not its root"),
        ],
    );
    check(&scale(0.3), at, &[(5.0, "scaling by 0.3")]);
    check(&scale(1.0 / 3.0), at, &[(5.0, "scaling by 1/3")]);
    let keep = vec![vec![true, true], vec![true, false]];
    check(&Rule::Mask { of: one("a"), keep }, at, &[(5.0, "without the mask")]);
    check(&Rule::Transpose { of: one("a") }, (0, 1), &[(2.0, "without turning")]);
    let lookup = Rule::Lookup { of: one("a"), index: vec![1, 0] };
    check(&lookup, (0, 1), &[(2.0, "counted from 1")]);
}

#[test]
fn functions_are_taken_wrongly_in_known_ways() {
    use Function as F;
    // Of the number 5.
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let cases: &[(F, f64, &str)] = &[
        (F::Exp, 32.0, "2^"),
        (F::Exp, 5.0, "without e^"),
        (F::Ln, 5.0_f64.log2(), "base 2"),
        (F::Ln, 5.0_f64.log10(), "base 10"),
        (F::Ln, 5.0, "without the logarithm"),
        (F::Sqrt, 5.0, "without the square root"),
        (F::Sqrt, 2.5, "half"),
        (F::Square, 5.0, "without the square"),
        (F::Square, 10.0, "doubled"),
        (F::Square, 5.0_f64.sqrt(), "square root in place"),
        (F::Neg, 5.0, "sign left"),
        (F::Abs, -5.0, "sign turned"),
        (F::Reciprocal, 5.0, "without dividing 1"),
        (F::Reciprocal, -5.0, "sign in place"),
        (F::Sin, 5.0_f64.cos(), "cosine"),
        (F::Sin, 5.0_f64.to_radians().sin(), "degrees"),
        (F::Cos, 5.0_f64.sin(), "sine"),
        (F::Cos, 5.0_f64.to_radians().cos(), "degrees"),
        (F::Sign, 5.0, "not its sign"),
        (F::Step, 0.0, "not above 0"),
        (F::Step, 5.0, "without the step"),
        (F::Relu, 1.0, "1 above 0"),
        (F::Gelu, 5.0 * sigmoid(5.0), "sigmoid(x)"),
        (F::Tanh, sigmoid(5.0), "sigmoid"),
        (F::Tanh, 5.0, "without tanh"),
        (F::Sigmoid, sigmoid(-5.0), "e^x"),
        (F::Sigmoid, 5.0_f64.tanh(), "tanh"),
        (F::Sigmoid, 5.0, "without the sigmoid"),
        (F::Elu1, 5.0, "without adding 1"),
    ];
    for (function, answer, words) in cases {
        let rule = Rule::Map { of: one("a"), r#fn: *function };
        check(&rule, (1, 1), &[(*answer, words)]);
    }
    let mut below = trial(Rule::Scale { of: one("a"), factor: -1.0 });
    add(&mut below, "bent", Rule::Map { of: one("made"), r#fn: F::Relu });
    let found = |answer: f64| diagnose(&below, &cell("bent", 1, 1), answer, 5e-4).unwrap().name;
    assert_eq!(found(-5.0), "without cutting off below 0");
    assert_eq!(found(5.0), "with the size, not 0, below 0");
}

#[test]
fn lines_are_reduced_wrongly_in_known_ways() {
    use Reduction as R;
    let cases: &[(R, f64, &str)] = &[
        (R::Sum, 1.0 / 3.0, "as the mean"),
        (R::Mean, 1.0, "without dividing"),
        (R::Mean, 0.5, "one less"),
        (R::Max, 0.25, "smallest"),
        (R::Max, 0.0, "place of the largest"),
        (R::Min, 0.5, "largest"),
        (R::Min, 1.0, "place of the smallest"),
        (R::Argmax, 0.5, "itself, not its place"),
        (R::Argmax, 1.0, "counted from 1"),
        (R::Variance, 1.0 / 48.0, "sample"),
        (R::Variance, (1.0_f64 / 72.0).sqrt(), "standard deviation"),
        (R::Variance, 1.0 / 24.0, "without dividing"),
        (R::Variance, 0.125, "without taking the mean"),
        (R::Norm, 0.375, "without the square root"),
        (R::Norm, 1.0, "sizes"),
        (R::Norm, 0.125_f64.sqrt(), "mean of the squares"),
        (R::Entropy, 1.5, "base 2"),
        (R::Entropy, 1.5 * 2.0_f64.log10(), "base 10"),
        (R::Entropy, -1.5 * 2.0_f64.ln(), "minus sign"),
        (R::Entropy, 0.5 * 2.0_f64.ln(), "as the mean"),
    ];
    for (reduction, answer, words) in cases {
        let rule = Rule::Reduce { of: one("p"), r#fn: *reduction, axis: Axis::Row };
        check(&rule, (0, 0), &[(*answer, words)]);
    }
    let rule = Rule::Reduce { of: one("a"), r#fn: R::Sum, axis: Axis::Row };
    check(&rule, (0, 0), &[(4.0, "down the columns, not along the rows")]);
}

#[test]
fn running_and_sorted_and_normalized_lines_have_theirs() {
    let cumsum = Rule::Cumsum { of: one("p"), axis: Axis::Row };
    check(
        &cumsum,
        (0, 1),
        &[(0.25, "this number alone"), (0.5, "without the number itself"), (1.0, "whole line")],
    );
    let sort = Rule::Sort { of: one("a"), axis: Axis::Row };
    check(&sort, (1, 0), &[(3.0, "smallest first")]);
    // The row 3 5 has mean 4 and deviation 1; the column 2 5 has 3.5 and 1.5.
    let normalize = |id: &str, kind: Norm| Rule::Normalize { of: one(id), kind, eps: 0.0 };
    check(
        &normalize("a", Norm::Layer),
        (1, 1),
        &[(5.0, "without taking the mean"), (0.5_f64.sqrt(), "sample")],
    );
    let (own, mean, variance) = (0.5, 1.0 / 3.0, 1.0 / 72.0);
    check(
        &normalize("p", Norm::Layer),
        (0, 0),
        &[(own - mean, "without dividing"), ((own - mean) / variance, "without the square root")],
    );
    let (own, squares) = (0.25, 0.375_f64);
    check(
        &normalize("p", Norm::Rms),
        (0, 1),
        &[
            ((own - mean) / variance.sqrt(), "mean taken away first"),
            (own / (squares / 3.0), "without the square root"),
            (own / squares.sqrt(), "sum of the squares"),
        ],
    );
    let rms_column = 5.0 / (29.0_f64 / 2.0).sqrt();
    check(&normalize("a", Norm::Rms), (1, 1), &[(rms_column, "down the columns")]);
    let rotate = Rule::Rotate { of: one("a"), base: 100.0, positions: vec![1.0, 2.0] };
    let turned = |by: f64| 3.0 * by.cos() - 5.0 * by.sin();
    check(
        &rotate,
        (1, 0),
        &[(turned(-2.0), "other way"), (turned(3.0), "counted from 1"), (3.0, "without turning")],
    );
}

#[test]
fn pairs_of_halves_are_told_from_pairs_of_neighbours() {
    let mut report = trial(Rule::Concat { of: ab().to_vec(), axis: Axis::Row });
    let rotate = Rule::Rotate { of: one("made"), base: 100.0, positions: vec![1.0, 2.0] };
    add(&mut report, "turned", rotate);
    // Row 1 is 3 5 1 4: place 1 with place 3, turned by 2·100^(−2/4) = 0.2.
    let answer = 5.0 * 0.2_f64.cos() - 4.0 * 0.2_f64.sin();
    let found = diagnose(&report, &cell("turned", 1, 1), answer, 5e-4).unwrap();
    assert!(found.name.contains("i + d/2"), "{found:?}");
}

#[test]
fn what_lies_behind_a_cell_may_have_gone_wrong() {
    let report = run("attention", &[("mask", "causal")]).unwrap();
    let plain = run("attention", &[]).unwrap();
    let named = |report: &Report, cell: &CellRef, answer: f64| {
        diagnose(report, cell, answer, 1e-6).map(|found| found.name)
    };
    let weight = cell("weights", 4, 1);
    // Other runs of the demo make these mistakes on purpose.
    let unscaled = run("attention", &[("scaling", "off")]).unwrap();
    let words = "without the scaling by 1/√2";
    let found = named(&plain, &weight, unscaled.at(&weight).unwrap());
    assert_eq!(found.as_deref(), Some(words));
    let output = cell("output", 4, 0);
    let found = named(&plain, &output, unscaled.at(&output).unwrap());
    assert_eq!(found.as_deref(), Some(words));
    let found = named(&report, &output, plain.at(&output).unwrap());
    assert_eq!(found.as_deref(), Some("without the mask"));
}

#[test]
fn behind_a_cell_each_kind_of_table_has_its_mistake() {
    let behind = [
        (Rule::Softmax { of: one("a"), axis: Axis::Row }, "softmax of made down the columns"),
        (Rule::Map { of: one("a"), r#fn: Function::Sigmoid }, "without the sigmoid in made"),
        (
            Rule::Normalize { of: one("a"), kind: Norm::Rms, eps: 0.0 },
            "without the normalization in made",
        ),
        (
            Rule::Rotate { of: one("a"), base: 100.0, positions: vec![1.0, 2.0] },
            "without turning by the position in made",
        ),
        (Rule::Scale { of: one("a"), factor: 0.25 }, "without the scaling by 1/4"),
    ];
    for (rule, words) in behind {
        let mut report = trial(rule);
        add(&mut report, "last", Rule::Matmul { of: ["made".to_owned(), "b".to_owned()] });
        let all = mistakes(&report, &cell("last", 1, 0));
        assert!(all.iter().any(|found| found.name.contains(words)), "{words}: {all:?}");
    }
}

#[test]
fn the_first_of_two_mistakes_with_one_number_is_named() {
    // 0 is the first product, and also the product of the two numbers at this place.
    let report = trial(Rule::Matmul { of: ab() });
    let place = cell("made", 0, 1);
    let all = mistakes(&report, &place);
    let same: Vec<_> = all.iter().filter(|found| found.value.abs() < 1e-12).collect();
    assert_eq!(same.len(), 2, "{all:?}");
    assert_eq!(diagnose(&report, &place, 0.0, 1e-6).as_ref(), Some(same[0]));
}

#[test]
fn right_answers_and_those_of_no_known_mistake_are_not_explained() {
    let report = run("attention", &[]).unwrap();
    let place = cell("weights", 4, 1);
    let right = report.at(&place).unwrap();
    for answer in [right, right + 0.004, 77.0, f64::NAN, f64::INFINITY] {
        assert_eq!(diagnose(&report, &place, answer, 0.005), None, "{answer}");
    }
    for place in [cell("weights", 9, 0), cell("nothing", 0, 0)] {
        assert_eq!(diagnose(&report, &place, 1.0, 0.1), None);
    }
    // A number that was put in can only be read at the wrong place or with the wrong sign.
    let x = cell("w_q", 2, 0);
    assert_eq!(diagnose(&report, &x, -3.0, 1e-6).unwrap().name, "with the sign turned round");
}

#[test]
fn over_every_demo_a_mistake_is_found_by_its_number_and_never_where_that_is_right() {
    let mut told = 0;
    for demo in REGISTRY {
        let name = demo.spec().name;
        let report = run(name, &[]).unwrap();
        for table in report.tables() {
            let (rows, cols) = table.values.dim();
            for (row, col) in [(0, 0), (rows / 2, cols / 2)] {
                let Some(right) = table.values.get((row, col)) else { continue };
                let place = cell(&table.id, row, col);
                assert_eq!(diagnose(&report, &place, *right, 0.0), None, "{name} {place:?}");
                let all = mistakes(&report, &place);
                let computed = !matches!(table.rule, Rule::Given { .. } | Rule::Observed { .. });
                for made in all {
                    let tolerance = 1e-9 * made.value.abs().max(1.0);
                    let found = diagnose(&report, &place, made.value, tolerance);
                    if (made.value - right).abs() <= tolerance {
                        assert_eq!(found, None, "{name} {place:?}: {made:?}");
                        continue;
                    }
                    let found = found.unwrap_or_else(|| panic!("{name} {place:?}: {made:?}"));
                    assert!((found.value - made.value).abs() <= tolerance, "{found:?} {made:?}");
                    told += usize::from(computed);
                }
            }
        }
    }
    assert!(told > 1_000, "only {told} mistakes of computed tables were told");
}
