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
    let mut tables = attention_tables(words, x).into_iter();
    let mut step = |id: &'static str, formula: &'static str, count: usize| Step {
        tables: tables.by_ref().take(count).collect(),
        ..step(id, formula, Vec::new(), None)
    };
    let mut steps = vec![
        step("words", "", 0),
        step("x", "x = one row for each word", 1),
        step("queries", "q = x · w_q", 2),
        step("keys", "k = x · w_k", 2),
        step("values", "v = x · w_v", 2),
        step("scores", "scores = q · kᵀ", 1),
        step("scaled", "scaled = scores / √d", 1),
        step("weights", "weights = softmax of each row of scaled", 1),
        step("output", "output = weights · v", 1),
    ];
    for step in &mut steps {
        let Some(last) = step.tables.last() else { continue };
        let square = last.values.is_square() && last.id != "x";
        let (row, col) = (4.min(words.len() - 1), usize::from(square && words.len() > 1));
        step.look = Some(CellRef { table: last.id.clone(), row, col });
    }
    let weights = &steps[7].tables[0].values;
    let gap = weights.rows().into_iter().map(|row| (row.sum() - 1.0).abs()).fold(0.0, f64::max);
    steps[7].says = "Every row of scores becomes shares that add up to one. \
        A larger score takes a larger share; no share is ever zero."
        .to_owned();
    steps[7].checks =
        vec![check("rows sum to 1", gap, 1e-12), check("entropy of \"it\"", 1.01, 6f64.ln())];
    let facts = ["every word sees all", "1 head", "d 4, d_head 2"];
    Report {
        demo: "attention",
        params: vec![("text".to_owned(), words.join(" ")), ("mask".to_owned(), "none".to_owned())],
        origin: Origin::HandSet,
        facts: facts.map(str::to_owned).to_vec(),
        steps,
        metrics: vec![("largest_weight", 0.7)],
        caveat: Some("A weight is not an explanation."),
    }
}

/// x, `w_q`, q, `w_k`, k, `w_v`, v, scores, scaled, weights, output.
fn attention_tables(words: &[&str], x: Array2<f64>) -> Vec<Table> {
    let features = ["thing", "action", "pronoun", "filler"];
    let dims = ["0", "1"];
    let given = || Rule::Given { from: Source::HandSet };
    let of = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    let mut tables = Vec::new();
    let mut products = Vec::new();
    for (name, weights, kind, does) in [
        ("q", array![[0., 1.], [2., 0.], [3., 0.], [0., 0.5]], Kind::Query, ("asks", "query")),
        ("k", array![[1.5, 0.], [0., 1.5], [0.5, 0.], [0., 0.]], Kind::Key, ("offers", "key")),
        ("v", array![[1., 0.], [0., 1.], [0.3, 0.], [0., 0.]], Kind::Value, ("gives", "value")),
    ] {
        let (id, across) = (format!("w_{name}"), (does.1, &dims[..]));
        let product = x.dot(&weights);
        products.push(product.clone());
        let rule = Rule::Matmul { of: of("x", &id) };
        let matrix = ("feature", &features[..]);
        tables.push(table(&id, Kind::WeightMatrix, matrix, across, weights, given()));
        tables.push(table(name, kind, (does.0, words), across, product, rule));
    }
    let pair = (("asks", words), ("looks at", words));
    let factor = 1.0 / 2f64.sqrt();
    let scores = products[0].dot(&products[1].t());
    let scaled = &scores * factor;
    let weights = softmax(&scaled);
    let output = weights.dot(&products[2]);
    let one = |id: &str| [id.to_owned()];
    let rule = Rule::MatmulT { of: of("q", "k") };
    tables.push(table("scores", Kind::Score, pair.0, pair.1, scores, rule));
    let rule = Rule::Scale { of: one("scores"), factor };
    tables.push(table("scaled", Kind::Score, pair.0, pair.1, scaled, rule));
    let rule = Rule::Softmax { of: one("scaled"), axis: Axis::Row };
    tables.push(table("weights", Kind::Weight, pair.0, pair.1, weights, rule));
    let rule = Rule::Matmul { of: of("weights", "v") };
    let across = ("value", &dims[..]);
    tables.push(table("output", Kind::Value, ("word", words), across, output, rule));
    let matrix = ("feature", &features[..]);
    tables.insert(0, table("x", Kind::Embedding, ("word", words), matrix, x, given()));
    tables
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
    Step {
        id,
        title: id,
        says: String::new(),
        formula,
        tables,
        pictures: Vec::new(),
        checks: Vec::new(),
        look,
        guess: None,
    }
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
