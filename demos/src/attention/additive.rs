//! Additive scores (Bahdanau et al. 2015): query and key are added, bent by tanh, and one more row
//! of weights reads the score from the sum.

use super::Given;
use super::inputs::Inputs;
use crate::demo::DemoError;
use crate::make::{add, below, given, map, matmul_t, rows};
use crate::params::{Params, Value, bad, counted};
use crate::report::{CellRef, Function, Kind, Source, Step, Table};
use crate::shared::check_shape;
use ndarray::Array2;

/// With more words the sums of every query with every key would be too many tables.
const MOST_WORDS: usize = 8;

/// The row that reads scores, 1 × `d_head`; `None` where scores are dot products.
pub(super) fn reader(
    params: &Params,
    d_head: usize,
    words: usize,
) -> Result<Option<Given>, DemoError> {
    if params.choice("score") != "additive" {
        if params.is_given("w_s") {
            let allowed = "but it is used with additive scores only".to_owned();
            return Err(bad("w_s", "a matrix".to_owned(), allowed));
        }
        return Ok(None);
    }
    if words > MOST_WORDS {
        let given = counted(words, "word", "words");
        let allowed = format!("at most {MOST_WORDS} words are allowed with additive scores");
        return Err(bad("score", given, allowed));
    }
    let given = match params.value("w_s") {
        Some(Value::Matrix(values)) => Given { values: values.clone(), from: Source::Parameter },
        Some(_) => Given { values: Array2::eye(1), from: Source::Parameter },
        None => Given { values: Array2::ones((1, d_head)), from: Source::HandSet },
    };
    check_shape("w_s", &given.values, (1, d_head), "as wide as w_q")?;
    Ok(Some(given))
}

/// The scores of one head, n × m, and the sums that they were read from.
pub(super) struct Additive {
    /// The row that reads, once for all heads, and the tables of each query.
    pub(super) sums: Vec<Table>,
    pub(super) scores: Table,
}

impl Additive {
    pub(super) fn compute(reader: &Given, (q, k): (&Table, &Table), suffix: &str) -> Self {
        let w_s = given("w_s", Kind::WeightMatrix, reader.values.clone(), reader.from.clone());
        let w_s = w_s.axes("reads", "dimension").rows(&["w_s"]).cols(&q.cols);
        let (mut sums, mut lines) = (Vec::new(), Vec::new());
        for row in 0..q.values.nrows() {
            let id = |name: &str| format!("{name}.{}{suffix}", row + 1);
            let asked = rows(&id("asked"), q, row, row + 1);
            let added = add(&id("added"), k, &asked).kind(Kind::Number);
            let bent = map(&id("bent"), &added, Function::Tanh);
            let line = matmul_t(&id("scores"), &w_s, &bent).kind(Kind::Score);
            let word = q.rows.get(row..=row).unwrap_or_default();
            let line = line.axes("asks", "looks at").rows(word);
            lines.push(line.clone());
            sums.extend([asked, added, bent, line]);
        }
        let scores = below(&format!("scores{suffix}"), &lines.iter().collect::<Vec<_>>());
        let scores = scores.axes("asks", "looks at").rows(&q.rows);
        let scores = Table { random_rows: q.random_rows.clone(), ..scores };
        sums.insert(0, w_s);
        Self { sums, scores }
    }
}

/// The step before the scores.
pub(super) fn step(inputs: &Inputs, sums: Vec<Table>, (row, col): (usize, usize)) -> Step {
    let says = "Every query is added to every key, place by place, and tanh keeps each sum between \
                −1 and 1. One more row, w_s, reads a score from it. Translators used such scores \
                before dot products (Bahdanau et al. 2015).";
    let formula = "scores = w_s · tanh(k + q of the word that asks)";
    let table = format!("added.{}{}", row + 1, inputs.suffix(0));
    Step::of("added", "added", says, formula, sums).look(CellRef { table, row: col, col: 0 })
}
