//! Every cell of every table of every demo opens to its value, every table is recomputed, and
//! what was tampered with is caught.

use crate::expression::evaluate;
use crate::run;
use fingerpost_demos::evaluate::{Opened, gap, open, recompute};
use fingerpost_demos::report::{Axis, CellRef, Reduction, Report, Rule, Source, Table};
use fingerpost_demos::{ParamKind, REGISTRY, Spec};
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use std::sync::LazyLock;

const RANDOM_SETS: u64 = 20;

/// Small random choices for parameters.
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end as u64) as usize
    }

    pub(crate) fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    pub(crate) fn words(&mut self, count: usize) -> String {
        let words =
            ["the", "Dog", "it", "saw", "zebra", "naïve", "日本", "run", "she,", "…", "the"];
        (0..count).map(|_| self.one_of(&words)).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn matrix(&mut self, rows: usize, cols: usize) -> String {
        let numbers =
            ["0", "1", "-1", "0.5", "2.25", "-0.1", "3e-7", "40", "-1000", "0.3333333333333"];
        self.of(&numbers, rows, cols)
    }

    fn of(&mut self, numbers: &[&str], rows: usize, cols: usize) -> String {
        let row =
            |dice: &mut Self| (0..cols).map(|_| dice.one_of(numbers)).collect::<Vec<_>>().join(" ");
        (0..rows).map(|_| row(self)).collect::<Vec<_>>().join("; ")
    }

    /// Numbers that are not below zero, the first above it.
    fn counts(&mut self, count: usize) -> String {
        let numbers = ["0", "1", "2", "0.25", "40", "3e-7", "0.3333333333333"];
        let more: Vec<_> = (1..count).map(|_| self.one_of(&numbers)).collect();
        format!("1.5 {}", more.join(" "))
    }

    fn set(&mut self, spec: &Spec) -> Vec<(String, String)> {
        let mut set = Vec::new();
        for param in spec.params {
            let value = match param.kind {
                ParamKind::Integer { min, max } => {
                    (min..=max).nth(self.below((max - min + 1) as usize)).unwrap().to_string()
                }
                ParamKind::Number { min, max } => {
                    let all = [0.05, 0.3, 1.0, 2.5, min, max];
                    let fit: Vec<_> = all.into_iter().filter(|n| (min..=max).contains(n)).collect();
                    fit[self.below(fit.len())].to_string()
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
                    set.push(("keep".to_owned(), self.of(&["0", "1"], n, d)));
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
            "linear" => {
                let mut small = |rows, cols| self.of(&["0", "1", "-2.5", "0.3", "4"], rows, cols);
                add("q", small(n, d));
                add("k", small(n, d));
                add("v", self.matrix(n, wide));
                add("features", (1 + self.below(5)).to_string());
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
                let value = |set: &[(String, String)], name: &str| {
                    set.iter().find(|(known, _)| known == name).unwrap().1.clone()
                };
                // Two do not share one; the later of two counts.
                if matches!(value(&set, "heads").as_str(), "1" | "3") {
                    set.push(("kv_heads".to_owned(), "1".to_owned()));
                }
                let own = self.below(2) == 0;
                if !own && value(&set, "mask") == "none" {
                    set.push(("context".to_owned(), self.words(wide + 1)));
                }
                let mut add = |name: &str, text: String| set.push((name.to_owned(), text));
                if own {
                    add("x", self.matrix(n, d));
                    add("w_q", self.matrix(d, wide));
                    add("w_k", self.matrix(d, wide));
                }
                if self.below(3) == 0 {
                    let d_model = if set.iter().any(|(name, _)| name == "x") { d } else { 4 };
                    set.push(("w_v.head0".to_owned(), self.matrix(d_model, wide)));
                }
            }
            name => {
                let parts = self.set_of_parts(name, n, d, wide);
                let around = self.around_attention(name, (n, d, wide));
                let learning = self.of_learning(name, &set, (n, d, wide));
                let learning = learning.into_iter().map(|(name, text)| (name.to_owned(), text));
                set.extend(parts.into_iter().chain(around).chain(learning));
            }
        }
        set
    }

    /// For the demos of the parts of a transformer.
    fn set_of_parts(
        &mut self,
        name: &str,
        n: usize,
        d: usize,
        wide: usize,
    ) -> Vec<(String, String)> {
        let mut set = Vec::new();
        let mut add = |name: &str, text: String| set.push((name.to_owned(), text));
        match name {
            "activations" => add("x", self.matrix(1, n + d)),
            "additive-score" => {
                add("s", self.matrix(1, d));
                add("h", self.matrix(n, d));
                if self.below(2) == 0 {
                    add("w", self.matrix(d, wide));
                    add("u", self.matrix(d, wide));
                    add("v", self.matrix(1, wide));
                }
            }
            "induction" => add("text", self.words(n + d)),
            "layer-norm" => {
                add("x", self.matrix(n, d));
                if self.below(2) == 0 {
                    add("gain", self.matrix(1, d));
                    add("shift", self.matrix(1, d));
                    add("labels", self.words(n));
                }
            }
            "next-token" => {
                add("logits", self.matrix(1, n + d));
                if self.below(2) == 0 {
                    add("counts", vec!["7"; n + d].join(" "));
                }
            }
            "tokenizer" => {
                add("text", self.words(n + 2));
                add("apply", self.words(d));
            }
            "transformer-block" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, 4));
                    add("w_1", self.matrix(4, 4));
                }
            }
            "weighted-average" => {
                add("weights", self.matrix(1, n));
                add("values", self.matrix(n, d));
                add("labels", self.words(n));
            }
            _ => {}
        }
        set
    }

    /// What the demos around learning take; `set` is what was drawn for them already.
    fn of_learning(
        &mut self,
        name: &str,
        set: &[(String, String)],
        (n, d, wide): (usize, usize, usize),
    ) -> Vec<(&'static str, String)> {
        let says = |text: &str| set.iter().any(|(_, value)| value == text);
        match name {
            "cross-entropy" => vec![("p", self.counts(n)), ("q", self.counts(n))],
            "perceptron" if says("own") => {
                let targets: Vec<_> = (0..n).map(|_| self.one_of(&["0", "1"])).collect();
                let (points, w) = (self.matrix(n, d), self.matrix(1, d));
                vec![("targets", targets.join(" ")), ("points", points), ("w", w)]
            }
            "recurrent" if self.below(2) == 0 => vec![
                ("text", self.words(1 + n)),
                ("x", self.matrix(1 + n, d)),
                ("w_x", self.matrix(d, wide)),
                ("w_h", self.matrix(wide, wide)),
            ],
            "recurrent" => vec![("text", self.words(1 + n)), ("instead", self.words(1))],
            "markov-text" => vec![("text", self.words(n * d))],
            "embeddings" if says("hand-set") && self.below(3) > 0 => {
                let rows: Vec<_> = (0..4 + n).map(|_| self.counts(d)).collect();
                let words = ["a", "B", "naïve", "日本", "e", "f", "g,", "h", "i", "…"];
                vec![("vectors", rows.join("; ")), ("words", words[..4 + n].join(" "))]
            }
            "embeddings" => {
                let words = ["king", "Queen", "boy", "girl", "woman"];
                let analogy = [0; 3].map(|_| self.one_of(&words)).join(" ");
                vec![("analogy", analogy), ("word", self.one_of(&words).to_owned())]
            }
            "gradient-descent" if self.below(2) == 0 => {
                let [x, y, side] = [0; 3].map(|_| self.matrix(1, 1));
                let curvature = format!("{x} {side}; {side} {y}");
                vec![("start", self.matrix(1, 2)), ("curvature", curvature)]
            }
            "gradient-descent" => {
                vec![("start", self.matrix(1, 1)), ("curvature", self.matrix(1, 1))]
            }
            "backpropagation" => {
                let mut small = |rows: usize, cols: usize| {
                    let numbers = ["0", "1", "-1", "0.5", "2.25", "-0.1", "5", "-5", "3e-7"];
                    let row = |dice: &mut Self| {
                        (0..cols).map(|_| dice.one_of(&numbers)).collect::<Vec<_>>().join(" ")
                    };
                    (0..rows).map(|_| row(self)).collect::<Vec<_>>().join("; ")
                };
                let (x, target) = (small(1, 2), small(1, 1));
                vec![("x", x), ("target", target), ("w1", small(2, wide)), ("w2", small(wide, 1))]
            }
            _ => Vec::new(),
        }
    }
}

/// All demos at their defaults, at what breaks them, and at random parameters.
fn reports() -> &'static [(String, Report)] {
    static REPORTS: LazyLock<Vec<(String, Report)>> = LazyLock::new(all_reports);
    &REPORTS
}

fn all_reports() -> Vec<(String, Report)> {
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
    let odd = (made.is_nan() && value.is_nan())
        || (made.is_infinite() && made.to_bits() == value.to_bits());
    let close = odd || (made - value).abs() <= 1e-12 * value.abs();
    assert!(close, "{title}: {cell:?}: {expression} makes {made}, not {value}");
}

#[test]
fn every_cell_opens_to_its_value() {
    let mut count = 0;
    for (title, report) in reports() {
        for cell in report.tables().flat_map(cells) {
            count += 1;
            check_opened(report, &cell, title);
        }
    }
    assert!(count > 5_000, "{count}");
}

#[test]
fn every_table_is_recomputed_from_its_rule() {
    for (title, report) in reports() {
        for table in report.tables() {
            let gap = gap(report, &table.id).unwrap_or_else(|why| panic!("{title}: {why}"));
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
            let opened = open(report, &cell).unwrap();
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
            // Data stands for itself: what a text is made of, and where its words stand.
            let stands_alone = matches!(from, Source::Data | Source::Trained { .. });
            let known = stands_alone || demo.spec().param(&table.id).is_some();
            assert!(known, "{title}: {}", table.id);
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
