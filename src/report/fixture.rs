//! Hand-built reports for the tests of this room.

use fingerpost_demos::report::{
    Axis, CellRef, Check, Kind, Origin, Relation, Report, Rule, Source, Step, Table,
};
use ndarray::{Array2, array};

/// The report of the pictures: "the dog barked because it saw", hand-set weights, no mask.
pub fn attention() -> Report {
    let x = array![
        [0., 0., 0., 1.],
        [1., 0., 0., 0.],
        [0., 1., 0., 0.],
        [0., 0., 0., 1.],
        [0.2, 0., 1., 0.],
        [0., 1., 0.2, 0.]
    ];
    attention_of(&["the", "dog", "barked", "because", "it", "saw"], x)
}

/// The same model over other words.
pub fn attention_of(words: &[&str], x: Array2<f64>) -> Report {
    let w_q = array![[0., 1.], [2., 0.], [3., 0.], [0., 0.5]];
    let w_k = array![[1.5, 0.], [0., 1.5], [0.5, 0.], [0., 0.]];
    let w_v = array![[1., 0.], [0., 1.], [0.3, 0.], [0., 0.]];
    let (q, k, v) = (x.dot(&w_q), x.dot(&w_k), x.dot(&w_v));
    let scores = q.dot(&k.t());
    let factor = 1.0 / 2f64.sqrt();
    let scaled = &scores * factor;
    let weights = softmax(&scaled);
    let output = weights.dot(&v);
    let features = ["thing", "action", "pronoun", "filler"];
    let dims = ["0", "1"];
    let given = || Rule::Given { from: Source::HandSet };
    let of = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    let look = |table: &str, col| {
        Some(CellRef { table: table.to_owned(), row: 4.min(words.len() - 1), col })
    };
    let gap = weights.rows().into_iter().map(|row| (row.sum() - 1.0).abs()).fold(0.0, f64::max);
    let mut last = step(
        "weights",
        "weights = softmax of each row of scaled",
        vec![table(
            "weights",
            Kind::Weight,
            ("asks", words),
            ("looks at", words),
            weights,
            Rule::Softmax { of: ["scaled".to_owned()], axis: Axis::Row },
        )],
        look("weights", 1.min(words.len() - 1)),
    );
    last.says = "Every row of scores becomes shares that add up to one. A larger score takes a larger share; no share is ever zero.".to_owned();
    last.checks =
        vec![check("rows sum to 1", gap, 1e-12), check("entropy of \"it\"", 1.01, 6f64.ln())];
    Report {
        demo: "attention",
        params: vec![("text".to_owned(), words.join(" ")), ("mask".to_owned(), "none".to_owned())],
        origin: Origin::HandSet,
        facts: vec![
            "every word sees all".to_owned(),
            "1 head".to_owned(),
            "d 4, d_head 2".to_owned(),
        ],
        steps: vec![
            step("words", "", Vec::new(), None),
            step(
                "x",
                "x = one row for each word",
                vec![table(
                    "x",
                    Kind::Embedding,
                    ("word", words),
                    ("feature", &features),
                    x,
                    given(),
                )],
                look("x", 0),
            ),
            step(
                "queries",
                "q = x · w_q",
                vec![
                    table(
                        "w_q",
                        Kind::WeightMatrix,
                        ("feature", &features),
                        ("query", &dims),
                        w_q,
                        given(),
                    ),
                    table(
                        "q",
                        Kind::Query,
                        ("asks", words),
                        ("query", &dims),
                        q,
                        Rule::Matmul { of: of("x", "w_q") },
                    ),
                ],
                look("q", 0),
            ),
            step(
                "keys",
                "k = x · w_k",
                vec![
                    table(
                        "w_k",
                        Kind::WeightMatrix,
                        ("feature", &features),
                        ("key", &dims),
                        w_k,
                        given(),
                    ),
                    table(
                        "k",
                        Kind::Key,
                        ("offers", words),
                        ("key", &dims),
                        k,
                        Rule::Matmul { of: of("x", "w_k") },
                    ),
                ],
                look("k", 0),
            ),
            step(
                "values",
                "v = x · w_v",
                vec![
                    table(
                        "w_v",
                        Kind::WeightMatrix,
                        ("feature", &features),
                        ("value", &dims),
                        w_v,
                        given(),
                    ),
                    table(
                        "v",
                        Kind::Value,
                        ("gives", words),
                        ("value", &dims),
                        v,
                        Rule::Matmul { of: of("x", "w_v") },
                    ),
                ],
                look("v", 0),
            ),
            step(
                "scores",
                "scores = q · kᵀ",
                vec![table(
                    "scores",
                    Kind::Score,
                    ("asks", words),
                    ("looks at", words),
                    scores,
                    Rule::MatmulT { of: of("q", "k") },
                )],
                look("scores", 1.min(words.len() - 1)),
            ),
            step(
                "scaled",
                "scaled = scores / √d",
                vec![table(
                    "scaled",
                    Kind::Score,
                    ("asks", words),
                    ("looks at", words),
                    scaled,
                    Rule::Scale { of: ["scores".to_owned()], factor },
                )],
                look("scaled", 1.min(words.len() - 1)),
            ),
            last,
            step(
                "output",
                "output = weights · v",
                vec![table(
                    "output",
                    Kind::Value,
                    ("word", words),
                    ("value", &dims),
                    output,
                    Rule::Matmul { of: of("weights", "v") },
                )],
                look("output", 0),
            ),
        ],
        metrics: vec![("largest_weight", 0.7)],
        caveat: Some("A weight is not an explanation."),
    }
}

/// One table in a report of one step.
pub fn single(table: Table) -> Report {
    let look = Some(CellRef { table: table.id.clone(), row: 0, col: 0 });
    Report {
        demo: "test",
        params: vec![("n".to_owned(), "2".to_owned())],
        origin: Origin::Given,
        facts: Vec::new(),
        steps: vec![step("only", "", vec![table], look)],
        metrics: Vec::new(),
        caveat: None,
    }
}

pub fn table(
    id: &str,
    kind: Kind,
    (row_axis, rows): (&'static str, &[&str]),
    (col_axis, cols): (&'static str, &[&str]),
    values: Array2<f64>,
    rule: Rule,
) -> Table {
    let words = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    Table {
        id: id.to_owned(),
        kind,
        row_axis,
        col_axis,
        rows: words(rows),
        cols: words(cols),
        values,
        rule,
        random_rows: Vec::new(),
    }
}

pub fn step(
    id: &'static str,
    formula: &'static str,
    tables: Vec<Table>,
    look: Option<CellRef>,
) -> Step {
    Step { id, title: id, says: String::new(), formula, tables, checks: Vec::new(), look }
}

pub fn check(claim: &str, value: f64, bound: f64) -> Check {
    Check { claim: claim.to_owned(), value, bound, relation: Relation::AtMost, expected: true }
}

/// Rows of shares, as the tests need them: not the code under test.
pub fn softmax(scores: &Array2<f64>) -> Array2<f64> {
    let mut out = scores.mapv(f64::exp);
    for mut row in out.rows_mut() {
        let sum = row.sum();
        row /= sum;
    }
    out
}

/// The drawing as text, a line each.
pub fn picture<T>(drawn: &crate::ink::Drawn<T>) -> String {
    drawn.lines.iter().map(|line| line.plain() + "\n").collect()
}
