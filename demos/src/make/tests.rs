use super::{by, given, made};
use crate::evaluate::gap;
use crate::report::{Axis, Function, Kind, Norm, Origin, Reduction, Report, Rule, Source, Step};
use Reduction::{Argmax, Entropy, Max, Mean, Min, Norm as Length, Sum, Variance};
use ndarray::array;

/// Two tables of numbers above zero, `a` 3 × 4 and `c` 3 × 4, a row, and one rule.
fn report(rule: Rule) -> Report {
    let a = array![[1.5, 2.0, 0.25, 0.3], [0.25, 4.0, 4.0, 1.0], [0.1, 2.5, 1e-7, 3.25]];
    let c = array![[0.1, 0.2, 0.3, 0.4], [0.5, 0.125, 0.25, 0.125], [0.7, 0.1, 0.1, 0.1]];
    let given = |id: &str, values| given(id, Kind::Number, values, Source::Data);
    let row = given("row", array![[1.0, -1.0, 0.5, 2.0]]);
    let mut tables = vec![given("a", a), given("c", c.clone()), row];
    tables.push(super::sub("signed", &given("c", c), &tables[2]));
    let find = |id: &String| tables.iter().find(|table| table.id == *id).unwrap();
    let of: Vec<_> = rule.of().iter().map(find).collect();
    tables.push(made("made", rule.clone(), &of));
    let steps = vec![Step::of("trial", "trial", "Trial.", "a", tables)];
    Report {
        demo: "trial",
        params: Vec::new(),
        origin: Origin::HandSet,
        facts: Vec::new(),
        steps,
        metrics: Vec::new(),
        caveat: None,
    }
}

#[test]
fn every_rule_agrees_with_the_second_implementation_and_is_labelled() {
    let of = || ["signed".to_owned()];
    let mut rules = vec![
        by::lookup("a", vec![2, 0, 2]),
        by::matmul_t("a", "c"),
        by::matmul_t("a", "row"),
        by::transpose("a"),
        by::add("a", "c"),
        by::sub("row", "a"),
        by::mul("a", "row"),
        by::div("c", "a"),
        by::scale("a", 0.3),
        by::rotate("signed", 10_000.0, vec![0.0, 1.0, -7.0]),
        by::beside(&["a", "c", "a"]),
        by::below(&["row", "a"]),
        by::rows("a", 1, 3),
        by::columns("a", 0, 2),
        by::softmax("signed"),
        by::cumsum("signed", Axis::Row),
        by::cumsum("signed", Axis::Column),
        by::sort("signed"),
        by::softmax_naive("signed"),
        Rule::Softmax { of: of(), axis: Axis::Column },
        Rule::SoftmaxNaive { of: of(), axis: Axis::Row },
        Rule::Sort { of: of(), axis: Axis::Column },
        Rule::Normalize { of: of(), kind: Norm::Layer, eps: 1e-5 },
        Rule::Normalize { of: of(), kind: Norm::Rms, eps: 0.0 },
    ];
    for reduction in [Sum, Mean, Max, Min, Argmax, Variance, Length, Entropy] {
        rules.push(by::each_row("c", reduction));
        rules.push(by::each_column("c", reduction));
    }
    for function in [Function::Exp, Function::Square, Function::Abs, Function::Neg]
        .into_iter()
        .chain([Function::Sin, Function::Cos, Function::Sign, Function::Step, Function::Relu])
        .chain([Function::Gelu, Function::GeluTanh, Function::Tanh, Function::Sigmoid])
        .chain([Function::Elu1])
    {
        rules.push(by::map("signed", function));
    }
    for function in [Function::Ln, Function::Sqrt, Function::Reciprocal] {
        rules.push(by::map("c", function));
    }
    for rule in rules {
        let report = report(rule.clone());
        let apart = gap(&report, "made").unwrap_or_else(|why| panic!("{rule:?}: {why}"));
        assert!(apart < 1e-12, "{rule:?}: {apart}");
        let made = report.table("made").unwrap();
        assert_eq!((made.rows.len(), made.cols.len()), made.values.dim(), "{rule:?}");
    }
}

#[test]
fn a_mask_keeps_what_is_kept() {
    let report = report(by::mask("a", vec![vec![true, false, true, true]; 3]));
    assert!(gap(&report, "made").unwrap() < 1e-12);
    assert!(report.table("made").unwrap().values.column(1).iter().all(|cell| cell.is_infinite()));
}
