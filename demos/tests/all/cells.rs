//! Every cell of every table of every demo opens to its value, every table is recomputed, and
//! what was tampered with is caught.

use crate::expression::evaluate;
use crate::run;
use fingerpost_demos::evaluate::{Opened, gap, open, recompute};
use fingerpost_demos::report::{Axis, CellRef, Reduction, Report, Rule, Source, Table};
use fingerpost_demos::{ParamKind, REGISTRY, Spec};
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const RANDOM_SETS: u64 = 20;

/// Small random choices for parameters.
struct Dice(Xoshiro256PlusPlus);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end as u64) as usize
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn words(&mut self, count: usize) -> String {
        let words =
            ["the", "Dog", "it", "saw", "zebra", "naïve", "日本", "run", "she,", "…", "the"];
        (0..count).map(|_| self.one_of(&words)).collect::<Vec<_>>().join(" ")
    }

    fn matrix(&mut self, rows: usize, cols: usize) -> String {
        let numbers =
            ["0", "1", "-1", "0.5", "2.25", "-0.1", "3e-7", "40", "-1000", "0.3333333333333"];
        let row = |dice: &mut Self| {
            (0..cols).map(|_| dice.one_of(&numbers)).collect::<Vec<_>>().join(" ")
        };
        (0..rows).map(|_| row(self)).collect::<Vec<_>>().join("; ")
    }

    /// Numbers that are at least 0, in each row one above.
    fn shares(&mut self, rows: usize, cols: usize) -> String {
        let row = |dice: &mut Self| {
            let more: Vec<_> = (1..cols).map(|_| dice.one_of(&["0", "1", "0.5", "40"])).collect();
            [&["0.25"], more.as_slice()].concat().join(" ")
        };
        (0..rows).map(|_| row(self)).collect::<Vec<_>>().join("; ")
    }

    fn set(&mut self, spec: &Spec) -> Vec<(String, String)> {
        let mut set = Vec::new();
        for param in spec.params {
            let value = match param.kind {
                ParamKind::Integer { min, max } => {
                    (min..=max).nth(self.below((max - min + 1) as usize)).unwrap().to_string()
                }
                ParamKind::Number { min, max } => {
                    let drawn: f64 = self.one_of(&["0.05", "0.3", "1", "2.5"]).parse().unwrap();
                    drawn.clamp(min, max).to_string()
                }
                ParamKind::Choice { options } => self.one_of(options).to_owned(),
                ParamKind::Flag => self.one_of(&["on", "off"]).to_owned(),
                ParamKind::Seed => self.below(1000).to_string(),
                ParamKind::Tokens { .. } | ParamKind::Matrix { .. } => continue,
            };
            set.push((param.name.to_owned(), value));
        }
        let mut add = |name: &str, text: String| set.push((name.to_owned(), text));
        let (n, d, wide) = (1 + self.below(6), 1 + self.below(4), 1 + self.below(3));
        match spec.name {
            "softmax" => {
                add("scores", self.matrix(n, d));
                if self.below(2) == 0 {
                    add("labels", self.words(d));
                }
                let online = set.contains(&("method".to_owned(), "online".to_owned()));
                if !online && self.below(2) == 0 {
                    let row = |dice: &mut Self| {
                        (0..d).map(|_| dice.one_of(&["0", "1"])).collect::<Vec<_>>().join(" ")
                    };
                    let rows: Vec<_> = (0..n).map(|_| row(self)).collect();
                    set.push(("keep".to_owned(), rows.join("; ")));
                }
            }
            "dot-product" => {
                add("a", self.matrix(1, n));
                add("b", self.matrix(1, n));
            }
            "matrix-multiply" => {
                add("a", self.matrix(n, d));
                add("b", self.matrix(d, wide));
            }
            "flash" => {
                add("q", self.matrix(n, d));
                add("k", self.matrix(n, d));
                add("v", self.matrix(n, wide));
                add("tile_rows", (1 + n / 3).to_string());
                add("tile_cols", (1 + n / wide.max(2)).to_string());
            }
            "kv-cache" => {
                add("text", self.words(n));
                add("x", self.matrix(n, d));
                for weights in ["w_q", "w_k", "w_v"] {
                    add(weights, self.matrix(d, wide));
                }
                add("query_heads", (n * d).to_string());
                add("groups", n.to_string());
            }
            "attention-cost" => {
                add("heads", (2 * n).to_string());
                add("kv_heads", (if d == 1 { n } else { 2 * n }).to_string());
                add("width", (2 * n * wide * 5).to_string());
            }
            "attention" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, d));
                    add("w_q", self.matrix(d, wide));
                    add("w_k", self.matrix(d, wide));
                }
                if self.below(3) == 0 {
                    let d_model = if set.iter().any(|(name, _)| name == "x") { d } else { 4 };
                    set.push(("w_v.head0".to_owned(), self.matrix(d_model, wide)));
                }
            }
            "masks" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, d));
                }
                // A window is narrower than the text.
                add("length", (2 + self.below(5_000)).to_string());
                add("long_reach", self.below(2).to_string());
            }
            "positions" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, 2 * wide));
                }
                if self.below(3) == 0 {
                    let places: Vec<String> = (0..n).map(|_| self.below(9).to_string()).collect();
                    add("position", places.join(" "));
                }
                add("pairs", (1 + self.below(4)).to_string());
                add("head", "1".to_owned());
            }
            "multi-head" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, 4 * wide));
                    add("w_q", self.matrix(4 * wide, 4 * wide));
                    add("w_o", self.matrix(4 * wide, 4 * wide));
                }
                if self.below(2) == 0 {
                    add("width", "96".to_owned());
                    add("head_counts", "3 1 12".to_owned());
                }
            }
            "permutation" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, d));
                }
                if self.below(2) == 0 {
                    let first = self.below(n);
                    let order: Vec<String> =
                        (0..n).map(|place| ((place + first) % n + 1).to_string()).collect();
                    add("order", order.join(" "));
                }
            }
            "imperfect-window" => {
                if self.below(2) == 0 {
                    add("values", self.matrix(n, d));
                    add("a", self.shares(1, n));
                    add("b", self.shares(1, n));
                }
                if self.below(2) == 0 {
                    add("long_values", self.matrix(n, d));
                    add("shares", self.shares(1, n));
                }
                add("heads", self.shares(n, d));
                add("sink_scores", self.matrix(1, d + 1));
                add("sink_values", self.matrix(d + 1, wide));
            }
            "rollout" => {
                if self.below(2) == 0 {
                    add("a1", self.shares(n, n));
                    add("a2", self.shares(n, n));
                    add("a4", self.shares(n, n));
                }
            }
            _ => {}
        }
        set
    }
}

/// All demos at their defaults, at what breaks them, and at random parameters.
fn reports() -> Vec<(String, Report)> {
    let mut reports = Vec::new();
    for demo in REGISTRY {
        let spec = demo.spec();
        let mut sets = vec![Vec::new()];
        for broken in spec.breaks {
            sets.push(crate::broken_set(spec, broken));
        }
        for seed in 0..RANDOM_SETS {
            sets.push(Dice(Xoshiro256PlusPlus::seed_from_u64(seed)).set(spec));
        }
        for set in sets {
            let report = fingerpost_demos::run(spec.name, &set);
            let title = format!("{} {set:?}", spec.name);
            reports.push((title.clone(), report.unwrap_or_else(|why| panic!("{title}: {why}"))));
        }
    }
    reports
}

fn cells(table: &Table) -> impl Iterator<Item = CellRef> {
    let (rows, cols) = table.values.dim();
    let id = table.id.clone();
    (0..rows * cols).map(move |at| CellRef { table: id.clone(), row: at / cols, col: at % cols })
}

fn check_opened(report: &Report, cell: &CellRef, title: &str) {
    let opened = open(report, cell).unwrap_or_else(|| panic!("{title}: {cell:?}"));
    let Opened { value, expression, operands, says, .. } = opened;
    assert_eq!(report.at(cell).map(f64::to_bits), Some(value.to_bits()), "{title}: {cell:?}");
    assert!(!says.is_empty(), "{title}: {cell:?}");
    for (operand, value) in &operands {
        assert_eq!(
            report.at(operand).map(f64::to_bits),
            Some(value.to_bits()),
            "{title}: {cell:?}"
        );
    }
    if expression.is_empty() {
        assert!(value == f64::NEG_INFINITY && says.contains("not kept"), "{title}: {cell:?}");
        return;
    }
    let made = evaluate(&expression).unwrap_or_else(|why| panic!("{title}: {cell:?}: {why}"));
    let odd = (made.is_nan() && value.is_nan()) || (made.is_infinite() && made == value);
    let close = odd || (made - value).abs() <= 1e-12 * value.abs();
    assert!(close, "{title}: {cell:?}: {expression} makes {made}, not {value}");
}

#[test]
fn every_cell_opens_to_its_value() {
    let mut count = 0;
    for (title, report) in reports() {
        for cell in report.tables().flat_map(cells) {
            count += 1;
            check_opened(&report, &cell, &title);
        }
    }
    assert!(count > 5_000, "{count}");
}

#[test]
fn every_table_is_recomputed_from_its_rule() {
    for (title, report) in reports() {
        for table in report.tables() {
            let gap = gap(&report, &table.id).unwrap_or_else(|why| panic!("{title}: {why}"));
            let largest = table.values.iter().filter(|value| value.is_finite()).copied();
            let size = largest.map(f64::abs).fold(1.0, f64::max);
            assert!(gap <= 1e-9 && gap <= 1e-13 * size, "{title}: {} is {gap} off", table.id);
        }
    }
}

/// Down to what is given: the operands of every cell lead, in the end, to given tables only.
#[test]
fn trails_end_at_what_is_given() {
    for (title, report) in reports() {
        let Some(last) = report.tables().last() else { continue };
        let mut trail = vec![CellRef { table: last.id.clone(), row: 0, col: 0 }];
        let mut given = 0;
        let mut steps = 0;
        while let Some(cell) = trail.pop() {
            steps += 1;
            assert!(steps < 100_000, "{title}");
            let opened = open(&report, &cell).unwrap();
            let rule = &report.table(&cell.table).unwrap().rule;
            assert_eq!(opened.operands.is_empty(), matches!(rule, Rule::Given { .. }), "{title}");
            given += usize::from(opened.operands.is_empty());
            trail.extend(opened.operands.into_iter().map(|(cell, _)| cell).take(2));
        }
        assert!(given > 0, "{title}");
    }
}

fn base() -> Report {
    run("attention", &[("mask", "causal"), ("heads", "2"), ("text", "the dog saw it")]).unwrap()
}

fn table_mut<'a>(report: &'a mut Report, id: &str) -> &'a mut Table {
    let mut tables = report.steps.iter_mut().flat_map(|step| &mut step.tables);
    tables.find(|table| table.id == id).unwrap()
}

/// Whether a table still agrees with its rule.
fn agrees(report: &Report, id: &str) -> bool {
    gap(report, id).is_ok_and(|gap| gap <= 1e-9)
}

#[test]
fn a_changed_number_is_caught_in_every_computed_table() {
    let base = base();
    for table in base.tables().filter(|table| !matches!(table.rule, Rule::Given { .. })) {
        for cell in cells(table) {
            let mut report = base.clone();
            let changed = table_mut(&mut report, &table.id).values.get_mut((cell.row, cell.col));
            let changed = changed.unwrap();
            *changed = if changed.is_finite() { *changed + 1e-6 } else { 0.0 };
            assert!(agrees(&base, &table.id) && !agrees(&report, &table.id), "{cell:?}");
        }
    }
}

/// A table, and what is done to its rule.
type Change = (&'static str, fn(&mut Rule));

#[test]
fn a_changed_rule_is_caught() {
    let changes: &[Change] = &[
        ("scaled.head0", |rule| {
            if let Rule::Scale { factor, .. } = rule {
                *factor += 1e-6;
            }
        }),
        ("weights.head0", |rule| {
            if let Rule::Softmax { axis, .. } = rule {
                *axis = Axis::Column;
            }
        }),
        ("weights.head1", |rule| {
            if let Rule::Softmax { of, .. } = rule {
                of[0] = "scaled.head1".to_owned();
            }
        }),
        ("scores.head0", |rule| {
            if let Rule::MatmulT { of } = rule {
                of.swap(0, 1);
            }
        }),
        ("output.head0", |rule| {
            if let Rule::Matmul { of } = rule {
                of[1] = "k.head0".to_owned();
            }
        }),
        ("masked.head0", |rule| {
            if let Rule::Mask { keep, .. } = rule {
                keep[0][1] = true;
            }
        }),
        ("concat", |rule| {
            if let Rule::Concat { of, .. } = rule {
                of.reverse();
            }
        }),
        ("concat", |rule| {
            if let Rule::Concat { axis, .. } = rule {
                *axis = Axis::Column;
            }
        }),
        ("projected", |rule| {
            if let Rule::Matmul { of } = rule {
                of[1] = "no such table".to_owned();
            }
        }),
        ("q.head0", |rule| {
            if let Rule::Matmul { of } = rule {
                of[0] = "projected".to_owned();
            }
        }),
        ("scores.head0", |rule| *rule = Rule::Given { from: Source::HandSet }),
        ("scores.head0", |rule| *rule = Rule::Given { from: Source::Parameter }),
        ("weights.head0", |rule| *rule = Rule::Given { from: Source::Seeded { seed: 1 } }),
        ("w_q.head0", |rule| *rule = Rule::Given { from: Source::Parameter }),
        ("scores.head0", |rule| *rule = Rule::Observed { seed: 1, step: 1 }),
    ];
    let base = base();
    for (number, (id, change)) in changes.iter().enumerate() {
        let mut report = base.clone();
        change(&mut table_mut(&mut report, id).rule);
        assert_ne!(report, base, "change {number} changes nothing");
        assert!(agrees(&base, id) && !agrees(&report, id), "change {number} of {id}");
    }
    let mut softmax = run("softmax", &[]).unwrap();
    if let Rule::Reduce { r#fn, .. } = &mut table_mut(&mut softmax, "largest").rule {
        *r#fn = Reduction::Mean;
    }
    assert!(!agrees(&softmax, "largest"));
}

#[test]
fn only_parameters_data_and_trained_weights_are_given() {
    for (title, report) in reports() {
        let demo = fingerpost_demos::find(report.demo).unwrap();
        for table in report.tables() {
            let Rule::Given { from } = &table.rule else { continue };
            assert!(demo.spec().param(&table.id).is_some(), "{title}: {}", table.id);
            let plain = table.id.split(".head").next().unwrap_or("");
            let typed = report.params.iter().any(|(name, _)| name.starts_with(plain));
            assert!(*from != Source::Parameter || typed, "{title}: {}", table.id);
        }
    }
}

#[test]
fn what_is_not_there_does_not_open() {
    let report = base();
    for (table, row, col) in [("nothing", 0, 0), ("x", 4, 0), ("x", 0, 4), ("scores", 0, 0)] {
        assert_eq!(open(&report, &CellRef { table: table.to_owned(), row, col }), None);
    }
    assert!(recompute(&report, "nothing").is_err());
}
