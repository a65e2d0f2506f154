//! The list of demos, walked: names, help, defaults, reports in order, the same bits twice.

use crate::run;
use fingerpost_demos::report::{
    Answer, Axis, CellRef, Curve, Picture, Relation, Report, Step, Table,
};
use fingerpost_demos::{ParamKind, Params, REGISTRY, Spec, find};
use std::collections::HashSet;

fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn check_spec(spec: &'static Spec) {
    // A page says with this key which step its figure shows.
    assert!(spec.param("step").is_none(), "{}", spec.name);
    let name = spec.name;
    assert!(is_slug(name), "{name}");
    assert!(!spec.title.is_empty() && !spec.about.is_empty() && !spec.topics.is_empty(), "{name}");
    assert!(spec.about.chars().count() <= 100, "{name}");
    assert!(spec.topics.iter().all(|topic| is_slug(topic)), "{name}");
    let mut names = HashSet::new();
    for param in spec.params {
        assert!(names.insert(param.name) && !param.about.is_empty(), "{name}: {}", param.name);
        assert_eq!(spec.param(param.name).map(|param| param.name), Some(param.name));
        let absent = matches!(param.kind, ParamKind::Matrix { .. }) && param.default.is_empty();
        let typed = (param.name.to_owned(), param.default.to_owned());
        assert!(absent || Params::parse(spec, &[typed]).is_ok(), "{name}: {}", param.name);
    }
    let mut metrics = HashSet::new();
    for (metric, about) in spec.metrics {
        assert!(metrics.insert(metric) && !about.is_empty(), "{name}: {metric}");
    }
    for broken in spec.breaks {
        assert!(!broken.what.is_empty() && !broken.symptom.is_empty(), "{name}");
        let set = crate::broken_set(spec, broken);
        assert!(fingerpost_demos::run(name, &set).is_ok(), "{name}: {}", broken.what);
    }
}

fn has_minus_infinity(table: &Table) -> bool {
    table.values.iter().any(|value| *value == f64::NEG_INFINITY)
}

/// What is drawn is there, fits together, and its last layer stands in the step, to be pointed at.
fn check_picture(report: &Report, step: &Step, drawn: &Picture, title: &str) {
    let size = |id: &str| report.table(id).unwrap_or_else(|| panic!("{title}: {id}")).values.dim();
    let here = |id: &str| step.tables.iter().any(|table| table.id == id);
    match drawn {
        Picture::Curves { curves } => {
            for Curve { y, along, x, .. } in curves {
                let (rows, cols) = size(y);
                let points = if *along == Axis::Row { cols } else { rows };
                let fits = |x: (usize, usize)| {
                    x == (rows, cols) || (x.0.min(x.1) == 1 && x.0.max(x.1) == points)
                };
                assert!(x.as_ref().is_none_or(|x| fits(size(x))), "{title}: {y} over {x:?}");
            }
            assert!(curves.last().is_some_and(|curve| here(&curve.y)), "{title}: {curves:?}");
        }
        Picture::Scatter { table, x, y } => {
            assert!(here(table) && size(table).1 > *x.max(y), "{title}: {drawn:?}");
        }
        Picture::Landscape { heights, across, up, path } => {
            let count = |id: &str| size(id).0 * size(id).1;
            assert_eq!(size(heights), (count(up), count(across)), "{title}");
            assert!(here(path) && here(heights) && size(path).1 == 2, "{title}: {drawn:?}");
        }
    }
}

/// What holds of every report.
pub(crate) fn check_report(report: &Report, title: &str) {
    let (mut steps, mut tables) = (HashSet::new(), HashSet::new());
    assert!(!report.facts.is_empty() && !report.steps.is_empty(), "{title}");
    for step in &report.steps {
        assert!(is_slug(step.id) && steps.insert(step.id), "{title}: {}", step.id);
        assert!(!step.title.is_empty() && !step.formula.is_empty(), "{title}: {}", step.id);
        assert!(step.says.ends_with('.') && step.says.len() < 420, "{title}: {}", step.says);
        let stands = |look: &CellRef| step.tables.iter().any(|table| table.id == look.table);
        assert!(step.look.is_some() != step.tables.is_empty(), "{title}: {}", step.id);
        if let Some(look) = &step.look {
            assert!(stands(look) && report.at(look).is_some(), "{title}: {look:?}");
        }
        if let Some(guess) = &step.guess {
            let (table, row, col) = match &guess.answer {
                Answer::Number { cell, .. } => (&cell.table, cell.row, cell.col),
                Answer::LargestInRow { table, row } => (table, *row, 0),
                Answer::LargestInColumn { table, col } => (table, 0, *col),
            };
            let answer = CellRef { table: table.clone(), row, col };
            let there = stands(&answer) && report.at(&answer).is_some_and(f64::is_finite);
            assert!(there && guess.ask.ends_with('?'), "{title}: {guess:?}");
        }
        for drawn in &step.pictures {
            check_picture(report, step, drawn, title);
        }
        for check in &step.checks {
            assert_eq!(check.holds(), check.expected, "{title}: {check:?}");
        }
    }
    for table in report.tables() {
        assert!(tables.insert(&table.id), "{title}: {}", table.id);
        let labels = (table.rows.len(), table.cols.len());
        assert_eq!(labels, table.values.dim(), "{title}: {}", table.id);
        assert!(table.random_rows.iter().all(|row| *row < table.rows.len()), "{title}");
        // −∞ comes from a mask and goes on where it is copied or shifted. Softmax shows on purpose
        // what overflow and a row without anything lead to.
        let masks = |id: &String| report.table(id).is_some_and(has_minus_infinity);
        let hides = || table.id.starts_with("masked") || table.rule.of().iter().any(masks);
        let shows = report.demo == "softmax"
            && report.params.iter().any(|(name, text)| name == "keep" || text == "naive");
        let fine =
            |value: &f64| value.is_finite() || shows || (*value == f64::NEG_INFINITY && hides());
        assert!(table.values.iter().all(fine), "{title}: {}", table.id);
    }
    let demo = find(report.demo).unwrap();
    for (name, value) in &report.metrics {
        assert!(demo.spec().metrics.iter().any(|(known, _)| known == name), "{title}: {name}");
        assert!(value.is_finite(), "{title}: {name}");
    }
}

#[test]
fn every_demo_says_what_it_is_and_takes_its_defaults() {
    let mut names = HashSet::new();
    for demo in REGISTRY {
        assert!(names.insert(demo.spec().name), "{}", demo.spec().name);
        check_spec(demo.spec());
    }
}

#[test]
fn every_report_is_in_order() {
    for demo in REGISTRY {
        let spec = demo.spec();
        check_report(&run(spec.name, &[]).unwrap(), spec.name);
        for broken in spec.breaks {
            let set = crate::broken_set(spec, broken);
            check_report(&fingerpost_demos::run(spec.name, &set).unwrap(), broken.what);
        }
    }
    for set in [
        &[("text", "word")] as &[_],
        &[("text", "a zebra"), ("heads", "4"), ("mask", "window")],
        &[("x", "1 0; 0 1; 1 1"), ("heads", "3")],
        &[("x", "1e6 -1e6; 1e6 1e6"), ("w_q", "identity"), ("w_k", "identity")],
    ] {
        check_report(&run("attention", set).unwrap(), &format!("{set:?}"));
    }
    check_report(&run("softmax", &[("scores", "-1e6 1e6")]).unwrap(), "wide scores");
    check_report(&run("dot-product", &[("a", "0 0 0")]).unwrap(), "no direction");
    check_report(&run("dot-product", &[("a", "1e-200 0 0")]).unwrap(), "hardly a direction");
}

#[test]
fn two_runs_have_the_same_bits() {
    for demo in REGISTRY {
        let report = || run(demo.spec().name, &[]).unwrap();
        let (one, two) = (report(), report());
        assert_eq!(one, two);
        for (one, two) in one.tables().zip(two.tables()) {
            let bits = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits();
            assert!(one.values.iter().zip(&two.values).all(bits), "{}", one.id);
        }
    }
}

#[test]
fn a_check_of_what_is_not_a_number_never_holds() {
    let report = run("softmax", &[]).unwrap();
    let mut check = report.steps.iter().flat_map(|step| &step.checks).next().unwrap().clone();
    for relation in [Relation::AtMost, Relation::AtLeast] {
        (check.value, check.relation) = (f64::NAN, relation);
        assert!(!check.holds());
    }
}
