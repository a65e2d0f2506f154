//! Numbers read from and written to slow memory, a column for each case: N words, heads d wide, T
//! tiles. Plain: 4N² + 4Nd. Keys outside: 2Nd + T(3Nd + 4N). Queries outside: 2Nd + T·2Nd.

use crate::demo::DemoError;
use crate::make::{add, cumsum, div, given, lookup, map, mul, reduce, rows, scale, sub};
use crate::math;
use crate::params::{Params, Value, bad, counted};
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::shared::source;
use crate::steps::at_least;

/// Length, width, rows in a tile: two lengths, and wide rows where nothing is gained.
pub(super) const CASES: &str = "1024 4096 1024; 64 64 128; 200 200 100";

const MOST_TILES: usize = 64;

/// The table `cases`: three rows of whole numbers above zero, not too many tiles.
pub(super) fn cases(params: &Params) -> Result<Table, DemoError> {
    let Some(Value::Matrix(values)) = params.value("cases") else {
        let allowed = "three rows of numbers are expected".to_owned();
        return Err(bad("cases", "\"identity\"".to_owned(), allowed));
    };
    if values.nrows() != 3 {
        let given = counted(values.nrows(), "row", "rows");
        return Err(bad("cases", given, "3 rows are expected".to_owned()));
    }
    let whole = |number: &&f64| **number < 1.0 || number.fract() != 0.0;
    if let Some(number) = values.iter().find(whole) {
        let allowed = "a whole number above 0 is expected".to_owned();
        return Err(bad("cases", number.to_string(), allowed));
    }
    for (index, case) in values.columns().into_iter().enumerate() {
        let tiles = tiles(case.to_vec().as_slice());
        if tiles > MOST_TILES {
            let name = format!("cases, column {}", index + 1);
            let allowed = format!("at most {MOST_TILES} tiles are counted");
            return Err(bad(&name, counted(tiles, "tile", "tiles"), allowed));
        }
    }
    let names: Vec<String> = (1..=values.ncols()).map(|case| format!("case {case}")).collect();
    let table = given("cases", Kind::Count, values.clone(), source(params, "cases"));
    Ok(table.axes("what", "case").rows(&["length", "width", "tile rows"]).cols(&names))
}

fn tiles(case: &[f64]) -> usize {
    match case {
        [length, _, tile] => (*length as usize).div_ceil((*tile as usize).max(1)),
        _ => 0,
    }
}

/// The steps of the traffic, and its metrics for the first case.
pub(super) struct Traffic {
    pub(super) steps: Vec<Step>,
    pub(super) metrics: Vec<(&'static str, f64)>,
}

impl Traffic {
    pub(super) fn new(cases: &Table) -> Self {
        let length = rows("length", cases, 0, 1);
        let width = rows("width", cases, 1, 2);
        let (laid, tiles) = lay(cases, &length);
        let of_case = |name: &'static str| [name];
        let nd = mul("one_matrix", &length, &width).rows(&of_case("N · d"));
        let square = map("one_square", &length, Function::Square).rows(&of_case("N²"));
        let both = add("square_and_matrix", &square, &nd).rows(&of_case("N² + N · d"));
        let plain = scale("plain", &both, 4.0).rows(&of_case("plain"));
        let once = scale("twice_a_matrix", &nd, 2.0).rows(&of_case("2 · N · d"));
        let says = "Plain attention reads q and k, writes the scores, reads them, writes the \
                    weights, reads them and v, writes the output: four squares and four matrices. \
                    The tiles need fast memory for four of them.";
        let formula = "plain = 4 · N² + 4 · N · d";
        let tile = rows("tile_rows", cases, 2, 3);
        let numbers = mul("one_tile", &tile, &width).rows(&["in a tile"]);
        let held = scale("fast_memory", &numbers, 4.0).rows(&["in four tiles"]);
        let tables = vec![width, tile, numbers, held, nd.clone(), square, both, plain.clone()];
        let plain_step = Step::of("plain-traffic", "traffic", says, formula, tables);
        let (keys, keys_outside, keys_gain) = keys_outside(&length, &nd, &once, &tiles, &plain);
        let (queries, queries_outside, queries_gain) =
            queries_outside(&once, &tiles, &plain, &keys_gain);
        let metrics = [
            ("plain_traffic", &plain),
            ("keys_outside", &keys_outside),
            ("queries_outside", &queries_outside),
            ("gain_keys_outside", &keys_gain),
            ("gain_queries_outside", &queries_gain),
        ];
        let metrics = metrics.map(|(name, table)| (name, table.at(0, 0))).to_vec();
        Self { steps: vec![laid, plain_step, keys, queries], metrics }
    }
}

/// Tiles are laid until the length is covered.
fn lay(cases: &Table, length: &Table) -> (Step, Table) {
    let most = cases.values.columns().into_iter().map(|case| tiles(&case.to_vec())).max();
    let most = most.unwrap_or(1);
    let labels: Vec<String> = (1..=most).map(|tile| format!("tile {tile}")).collect();
    let each = lookup("each_tile", cases, &vec![2; most]).axes("tile", "case").rows(&labels);
    let covered = cumsum("covered", &each, Axis::Column);
    let before = sub("covered_before", &covered, &each);
    let left = sub("left", length, &before);
    let needed = map("needed", &left, Function::Step);
    let tiles = reduce("tiles", &needed, Reduction::Sum, Axis::Column);
    let says = "How many tiles does a length need? Tiles are laid until nothing is left. A tile \
                has as many rows as fit into fast memory: the wider a row, the fewer.";
    let formula = "tiles = how often something is left of the length";
    let (cases, length) = (cases.clone(), length.clone());
    let tables = vec![cases, length, each, covered, before, left, needed, tiles.clone()];
    (Step::of("lay", "tiles", says, formula, tables), tiles)
}

fn keys_outside(
    length: &Table,
    nd: &Table,
    once: &Table,
    tiles: &Table,
    plain: &Table,
) -> (Step, Table, Table) {
    let three = scale("three_matrices", nd, 3.0).rows(&["3 · N · d"]);
    let four = scale("four_columns", length, 4.0).rows(&["4 · N"]);
    let pass = add("one_pass", &three, &four).rows(&["one pass"]);
    let passes = mul("all_passes", tiles, &pass).rows(&["all passes"]);
    let all = add("keys_outside", once, &passes).rows(&["keys outside"]);
    let gain = div("gain_keys_outside", plain, &all).kind(Kind::Number).rows(&["times less"]);
    let least = math::smallest(&gain.values);
    let says = "The order of the first paper: keys and values are read once, tile by tile, and for \
                each tile queries and output are read, output written again, with largest and sum. \
                No square is left, but wide rows mean small tiles and many passes.";
    let formula = "keys_outside = 2 · N · d + tiles × (3 · N · d + 4 · N)";
    let tables = vec![once.clone(), three, four, pass, passes, all.clone(), gain.clone()];
    let first = gain.at(0, 0);
    let claim = "every case moves fewer numbers than plain: smallest gain";
    let loses = least < 1.0;
    let step = Step::of("keys-outside", "keys outside", says, formula, tables)
        .ask_number("How many times fewer numbers are moved, in the first case?", 0.1 * first)
        .claims([at_least(claim, least, 1.0).fails_if(loses)]);
    (step, all, gain)
}

fn queries_outside(
    once: &Table,
    tiles: &Table,
    plain: &Table,
    keys_gain: &Table,
) -> (Step, Table, Table) {
    let passes = mul("passes_of_keys", tiles, once).rows(&["all passes"]);
    let all = add("queries_outside", once, &passes).rows(&["queries outside"]);
    let gain = div("gain_queries_outside", plain, &all).kind(Kind::Number).rows(&["times less"]);
    let better = div("better_by", &gain, keys_gain).rows(&["times better"]);
    let least = math::smallest(&better.values);
    let says = "The order of the second paper, and of the tiles above: a tile of queries stays \
                until its output is done, and for each only keys and values are read again. It \
                moves less in every case.";
    let formula = "queries_outside = 2 · N · d + tiles × 2 · N · d";
    let tables = vec![passes, all.clone(), gain.clone(), better];
    let claim = "queries outside never move more than keys outside: least advantage";
    let step = Step::of("queries-outside", "queries outside", says, formula, tables)
        .claims([at_least(claim, least, 1.0)]);
    (step, all, gain)
}
