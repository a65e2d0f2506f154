//! Plain attention, the tiles, and the difference.

use super::Inputs;
use crate::make::{
    add, below, beside, columns, div, map, mask, matmul, matmul_t, mul, reduce, rows, scale,
    softmax, sub,
};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::steps::{at, at_most};
use std::ops::Range;

/// More tiles would not be followed by anyone.
pub(super) const MOST: usize = STEPS.len();

const STEPS: [(&str, &str); 16] = [
    ("tile-1", "tile 1"),
    ("tile-2", "tile 2"),
    ("tile-3", "tile 3"),
    ("tile-4", "tile 4"),
    ("tile-5", "tile 5"),
    ("tile-6", "tile 6"),
    ("tile-7", "tile 7"),
    ("tile-8", "tile 8"),
    ("tile-9", "tile 9"),
    ("tile-10", "tile 10"),
    ("tile-11", "tile 11"),
    ("tile-12", "tile 12"),
    ("tile-13", "tile 13"),
    ("tile-14", "tile 14"),
    ("tile-15", "tile 15"),
    ("tile-16", "tile 16"),
];

/// The steps of the computation, and what was measured.
pub(super) struct Tiled {
    pub(super) steps: Vec<Step>,
    pub(super) gap: f64,
    pub(super) count: usize,
}

/// What a tile of queries carries from one tile of keys to the next.
struct Running {
    /// The largest score so far, rows × 1.
    largest: Table,
    /// The blend so far and, in the last column, the sum; rows × (`d_v` + 1).
    acc: Table,
}

impl Tiled {
    pub(super) fn new(inputs: &Inputs) -> Self {
        let (plain, output) = plain(inputs);
        let (widened, v_one) = widened(inputs);
        let (n, m) = (inputs.q.values.nrows(), inputs.k.values.nrows());
        let query_tiles = cut(n, inputs.tile_rows);
        let key_tiles = cut(m, inputs.tile_cols);
        let piece = |id: &str, of: &Table, tiles: &[Range<usize>]| -> Vec<Table> {
            let tiles = tiles.iter().enumerate();
            tiles
                .map(|(at, tile)| rows(&format!("{id}.{}", at + 1), of, tile.start, tile.end))
                .collect()
        };
        let queries = piece("q", &inputs.q_scaled, &query_tiles);
        let keys = piece("k", &inputs.k, &key_tiles);
        let values = piece("v", &v_one, &key_tiles);
        let pieces = [queries.clone(), keys.clone(), values.clone()].concat();
        let mut steps = vec![first(inputs), plain, widened, cut_step(pieces)];
        let mut names = STEPS.iter();
        let mut count = 0;
        let mut accumulated = Vec::with_capacity(queries.len());
        for (row, (query, asking)) in queries.iter().zip(&query_tiles).enumerate() {
            let mut running: Option<Running> = None;
            for (col, seen) in key_tiles.iter().enumerate() {
                let future = inputs.causal && seen.start >= asking.end;
                let (Some(key), Some(value)) = (keys.get(col), values.get(col)) else { continue };
                if future {
                    continue;
                }
                let Some(name) = names.next() else { break };
                let keep = inputs.causal.then(|| inputs.keep(asking.clone(), seen));
                let tile = Tile { name: *name, row, col, query, key, value, keep };
                let (step, next) = tile.compute(running);
                steps.push(step);
                running = Some(next);
                count += 1;
            }
            accumulated.extend(running.map(|running| running.acc));
        }
        let (compare, gap) = compare(inputs, &accumulated, &output);
        steps.push(compare);
        Self { steps, gap, count }
    }
}

/// Ranges of at most `size`.
fn cut(count: usize, size: usize) -> Vec<Range<usize>> {
    (0..count).step_by(size.max(1)).map(|start| start..(start + size).min(count)).collect()
}

fn first(inputs: &Inputs) -> Step {
    let says = "Queries, keys and values. The queries are divided by the root of their width here, \
                once, instead of all scores later.";
    let Inputs { q, k, v, q_scaled, .. } = inputs;
    let tables = vec![q.clone(), k.clone(), v.clone(), q_scaled.clone()];
    Step::of("inputs", "inputs", says, "q_scaled = q / √d", tables)
}

fn plain(inputs: &Inputs) -> (Step, Table) {
    let scores = matmul_t("scores", &inputs.q_scaled, &inputs.k).kind(Kind::Score);
    let mut tables = vec![scores.clone()];
    let mut last = scores;
    if inputs.causal {
        let keep = inputs.keep(0..inputs.q.values.nrows(), &(0..inputs.k.values.nrows()));
        last = mask("masked", &last, &keep);
        tables.push(last.clone());
    }
    let weights = softmax("weights", &last);
    let output = matmul("output", &weights, &inputs.v).kind(Kind::Value);
    tables.extend([weights, output.clone()]);
    let says = "Plain attention, to compare with: all scores at once, then all weights, then the \
                output. Both square tables go to memory and back.";
    let step = Step::of("plain", "plain", says, "output = softmax(q_scaled · kᵀ) · v", tables);
    (step.look(at("weights", 0, 0)), output)
}

fn widened(inputs: &Inputs) -> (Step, Table) {
    let column = columns("first_column", &inputs.v, 0, 1);
    let zeros = scale("zeros", &column, 0.0).kind(Kind::Number);
    let ones = map("ones", &zeros, Function::Exp).cols(&["sum"]);
    let v_one = beside("v_one", &[&inputs.v, &ones]);
    let says = "A column of ones beside the values: what adds up weighted values then also adds \
                up the weights, and keeps the sum in the last column.";
    let tables = vec![column, zeros, ones, v_one.clone()];
    (Step::of("ones", "ones", says, "v_one = values and a column of ones", tables), v_one)
}

fn cut_step(pieces: Vec<Table>) -> Step {
    let says = "Queries, keys and values are cut into tiles of rows. Only one tile of each has to \
                fit into fast memory at a time.";
    Step::of("cut", "cut", says, "q.1 = the first rows of q_scaled, and so on", pieces)
}

/// One tile of scores: these queries against these keys.
struct Tile<'a> {
    name: (&'static str, &'static str),
    row: usize,
    col: usize,
    query: &'a Table,
    key: &'a Table,
    value: &'a Table,
    keep: Option<Vec<Vec<bool>>>,
}

impl Tile<'_> {
    fn id(&self, name: &str) -> String {
        format!("{name}.{}.{}", self.row + 1, self.col + 1)
    }

    fn compute(self, before: Option<Running>) -> (Step, Running) {
        let scores = matmul_t(&self.id("scores"), self.query, self.key).kind(Kind::Score);
        let mut tables = vec![scores.clone()];
        let mut last = scores;
        if let Some(keep) = &self.keep {
            last = mask(&self.id("masked"), &last, keep);
            tables.push(last.clone());
        }
        match before {
            None => self.first(&last, tables),
            Some(before) => self.next(&last, &before, tables),
        }
    }

    fn first(&self, scores: &Table, mut tables: Vec<Table>) -> (Step, Running) {
        let largest = reduce(&self.id("largest"), scores, Reduction::Max, Axis::Row);
        let shifted = sub(&self.id("shifted"), scores, &largest);
        let powers = map(&self.id("powers"), &shifted, Function::Exp).kind(Kind::Number);
        let acc = matmul(&self.id("acc"), &powers, self.value);
        tables.extend([largest.clone(), shifted, powers, acc.clone()]);
        let says = "The first tile of keys for these queries. e to the power of each score, \
                    measured from the largest of its row so far, weights the values; the last \
                    column is the sum.";
        let formula = "acc = e^(scores − largest) · v_one";
        let step = Step::of(self.name.0, self.name.1, says, formula, tables);
        (step, Running { largest, acc })
    }

    fn next(&self, scores: &Table, before: &Running, mut tables: Vec<Table>) -> (Step, Running) {
        let seen = beside(&self.id("seen"), &[&before.largest, scores]);
        let largest = reduce(&self.id("largest"), &seen, Reduction::Max, Axis::Row);
        let shifted = sub(&self.id("shifted"), &seen, &largest);
        let powers = map(&self.id("powers"), &shifted, Function::Exp).kind(Kind::Number);
        let rescale = columns(&self.id("rescale"), &powers, 0, 1).cols(&["times"]);
        let new = columns(&self.id("new"), &powers, 1, powers.values.ncols());
        let kept = mul(&self.id("kept"), &before.acc, &rescale);
        let added = matmul(&self.id("added"), &new, self.value);
        let acc = add(&self.id("acc"), &kept, &added);
        let look = most_rescaled(&rescale);
        let row = rescale.rows.get(look).cloned().unwrap_or_default();
        let ask = format!("By what is the row of {row} so far multiplied?");
        let on = rescale.id.clone();
        let (kept_largest, kept_acc) = (largest.clone(), acc.clone());
        tables.extend([seen, largest, shifted, powers, rescale, new, kept, added, acc]);
        let says = "The next tile of keys for the same queries. Where it brings a new largest \
                    score, all that was added up before is multiplied by e^(old − new); then the \
                    new tile is added.";
        let formula = "acc = acc · e^(largest before − largest) + e^(scores − largest) · v_one";
        let step = Step::of(self.name.0, self.name.1, says, formula, tables)
            .look(at(&on, look, 0))
            .ask_number(&ask, 0.02);
        (step, Running { largest: kept_largest, acc: kept_acc })
    }
}

/// The row with the smallest factor.
fn most_rescaled(rescale: &Table) -> usize {
    let smallest = math::smallest(&rescale.values);
    rescale.values.iter().position(|factor| *factor <= smallest).unwrap_or(0)
}

fn compare(inputs: &Inputs, accumulated: &[Table], output: &Table) -> (Step, f64) {
    let all: Vec<&Table> = accumulated.iter().collect();
    let all = below("accumulated", &all);
    let width = inputs.v.values.ncols();
    let blend = columns("blend", &all, 0, width).kind(Kind::Value);
    let sums = columns("sums", &all, width, width + 1);
    let tiled = div("tiled", &blend, &sums).kind(Kind::Value);
    let apart = sub("apart", &tiled, output).kind(Kind::Number);
    let sizes = map("sizes", &apart, Function::Abs);
    let gap = math::largest(&sizes.values);
    let scale = inputs.v.values.iter().fold(1.0, |size: f64, value| size.max(value.abs()));
    let says = "Divided by their sums at the very end, the rows are those of plain attention. \
                Flash attention is exact: only the order of adding up differs, in the last bits.";
    let formula = "tiled = blend / sums; apart = tiled − output";
    let tables = vec![all, blend, sums, tiled, apart, sizes];
    let claim = "tiled and plain attention agree: largest gap";
    let step = Step::of("compare", "compare", says, formula, tables)
        .look(at("tiled", 0, 0))
        .claims([at_most(claim, gap, 1e-12 * scale)]);
    (step, gap)
}
