//! Every golden fact and the line of a demo that shows it. A fact that no line shows any more, or
//! a line whose number changed, fails here; the tests beside this one say more about each.

mod facts;

use crate::run;
use facts::{FACTS, matrix_of};
use fingerpost_demos::Report;
use fingerpost_demos::report::Check;

/// Where a demo shows a number.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// A cell: table, row, column.
    Cell(&'static str, usize, usize),
    /// A metric.
    Metric(&'static str),
    /// The measured value of the check whose claim holds these words.
    Value(&'static str),
    /// The bound of such a check.
    Bound(&'static str),
    /// The words of a step.
    Says(&'static str),
    /// A check that holds; the number is its bound, what was measured is not above it.
    Holds(&'static str),
    /// A check that fails, as it must.
    Fails(&'static str),
}

/// A fact: its id, the demo and its settings, where it stands, the number, and how near.
struct Fact {
    id: &'static str,
    demo: &'static str,
    set: &'static [(&'static str, &'static str)],
    shown: Shown,
    number: f64,
    tolerance: f64,
}

/// The facts that were recomputed ([C] in their table), and those that are identities.
const IDS: [u32; 47] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
];

fn find<'a>(report: &'a Report, words: &str, id: &str) -> &'a Check {
    let mut checks = report.steps.iter().flat_map(|step| &step.checks);
    checks.find(|check| check.claim.contains(words)).unwrap_or_else(|| panic!("{id}: no {words}"))
}

/// The number that a demo shows; none where it says the fact in words.
fn shown(report: &Report, fact: &Fact) -> Option<f64> {
    let id = fact.id;
    Some(match fact.shown {
        Shown::Cell(table, row, col) => {
            let found = report.table(table).and_then(|table| table.values.get((row, col)));
            *found.unwrap_or_else(|| panic!("{id}: no {table}[{row}, {col}]"))
        }
        Shown::Metric(name) => {
            let found = report.metrics.iter().find(|(known, _)| *known == name);
            found.unwrap_or_else(|| panic!("{id}: no {name}")).1
        }
        Shown::Value(words) => find(report, words, id).value,
        Shown::Bound(words) => find(report, words, id).bound,
        Shown::Says(words) => {
            let says = report.steps.iter().any(|step| step.says.contains(words));
            assert!(says, "{id}: no step says {words}");
            return None;
        }
        Shown::Holds(words) => {
            let check = find(report, words, id);
            assert!(check.holds() && check.expected, "{id}: {check:?}");
            check.bound
        }
        Shown::Fails(words) => {
            let check = find(report, words, id);
            assert!(!check.holds() && !check.expected, "{id}: {check:?}");
            return None;
        }
    })
}

#[test]
fn every_golden_fact_stands_in_a_demo() {
    for fact in FACTS {
        let set: Vec<(&str, String)> =
            fact.set.iter().map(|(name, text)| (*name, matrix_of(text))).collect();
        let set: Vec<_> = set.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let report = run(fact.demo, &set).unwrap_or_else(|why| panic!("{}: {why}", fact.id));
        let Some(made) = shown(&report, fact) else { continue };
        let near = (made.is_nan() && fact.number.is_nan())
            || made.total_cmp(&fact.number).is_eq()
            || (made - fact.number).abs() <= fact.tolerance;
        assert!(near, "{} in {}: {made}, not {}", fact.id, fact.demo, fact.number);
    }
    for id in IDS {
        let name = format!("D{id}");
        assert!(FACTS.iter().any(|fact| fact.id == name), "no demo shows {name}");
    }
}

/// A number that is off by more than its tolerance is found, wherever it stands.
#[test]
fn a_fact_that_vanished_is_found() {
    let report = run("softmax", &[]).unwrap();
    for fact in FACTS.iter().filter(|fact| fact.demo == "softmax" && fact.set.is_empty()) {
        let mut changed = report.clone();
        for (_, value) in &mut changed.metrics {
            *value += 1.0;
        }
        for step in &mut changed.steps {
            step.tables.iter_mut().for_each(|table| table.values += 1.0);
        }
        let made = shown(&changed, fact).unwrap();
        assert!((made - fact.number).abs() > fact.tolerance, "{}: {made}", fact.id);
    }
}
