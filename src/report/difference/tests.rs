use super::super::fixture::{attention, table};
use super::*;
use fingerpost_demos::report::Source;
use ndarray::{Array2, array};

const INF: f64 = f64::INFINITY;

/// A report with one table of these numbers.
fn report(values: Array2<f64>) -> Report {
    let labels = ["a", "b", "c"];
    let rows = &labels[..values.nrows()];
    let cols = &labels[..values.ncols()];
    let given = Rule::Given { from: Source::Data };
    let mut report = attention();
    report.steps.truncate(1);
    report.steps[0].tables = vec![table("t", Kind::Score, ("", rows), ("", cols), values, given)];
    report
}

fn changed(before: &Report, now: &Report) -> Change {
    change(before, now.table("t").unwrap())
}

#[test]
fn tables_of_one_name_are_subtracted_and_the_largest_change_is_named() {
    let before = report(array![[1.0, 2.0], [3.0, 4.0]]);
    let now = report(array![[1.0, 2.5], [1.0, 4.0]]);
    let Change::Numbers(made) = changed(&before, &now) else { panic!("no difference") };
    assert_eq!(made.table.values, array![[0.0, 0.5], [-2.0, 0.0]]);
    assert_eq!((made.largest, made.renamed), ((1, 0), false));
    let said = largest_change(&before, &now, &made);
    assert_eq!(said.as_deref(), Some("t[b, a] 3.00 → 1.00 (−2.00)"));
    let of = ["t".to_owned(), "t before".to_owned()];
    assert_eq!(made.table.rule, Rule::Sub { of });
}

#[test]
fn equal_infinities_are_no_difference() {
    let before = report(array![[-INF, INF, f64::NAN], [0.0, -INF, 1.0]]);
    assert_eq!(changed(&before, &before.clone()), Change::None);
    let now = report(array![[-INF, INF, f64::NAN], [-0.0, 2.0, 9.0]]);
    let Change::Numbers(made) = changed(&before, &now) else { panic!("no difference") };
    assert_eq!(made.table.values, array![[0.0, 0.0, 0.0], [0.0, INF, 8.0]]);
    assert_eq!(made.largest, (1, 1));
    let said = largest_change(&before, &now, &made);
    assert_eq!(said.as_deref(), Some("t[b, b] −∞ → 2.00 (+∞)"));
}

#[test]
fn what_cannot_be_subtracted_is_told_apart() {
    let before = report(array![[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(changed(&before, &report(array![[1.0, 2.0, 3.0]])), Change::Shape(2, 2));
    let mut now = before.clone();
    now.steps[0].tables[0].id = "new".to_owned();
    assert_eq!(change(&before, now.table("new").unwrap()), Change::New);
    let mut now = report(array![[1.0, 2.0], [3.0, 5.0]]);
    now.steps[0].tables[0].rows[0] = "z".to_owned();
    let Change::Numbers(made) = changed(&before, &now) else { panic!("no difference") };
    assert!(made.renamed);
}

#[test]
fn a_change_too_small_for_the_digits_of_the_table_is_still_named() {
    let (before, now) = (report(array![[1.0]]), report(array![[1.0004]]));
    let Change::Numbers(made) = changed(&before, &now) else { panic!("no difference") };
    let said = largest_change(&before, &now, &made);
    assert_eq!(said.as_deref(), Some("t 1.00, by +0.0004"));
}

#[test]
fn the_first_difference_and_the_settings_are_found() {
    let before = attention();
    let mut now = before.clone();
    assert_eq!(first_difference(&before, &now), None);
    assert_eq!(settings(&before, &now), Vec::<String>::new());
    now.steps[6].tables[0].values[(0, 0)] += 1.0;
    assert_eq!(first_difference(&before, &now), Some(6));
    for (name, value) in &mut now.params {
        if name == "mask" {
            *value = "causal".to_owned();
        }
    }
    now.params.push(("bias".to_owned(), "1".to_owned()));
    assert_eq!(settings(&before, &now), ["mask none → causal", "bias nothing → 1"]);
}
