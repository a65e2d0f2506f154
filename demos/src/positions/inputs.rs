//! What goes in: words, their places, and what the chosen way needs; shapes checked.

use crate::demo::DemoError;
use crate::params::{Params, bad, counted};
use crate::report::Source;
use crate::shared::source;
use crate::words::{PLACES, Words, given_matrix, places};
use ndarray::Array2;

/// Everything given, with shapes that fit.
pub(super) struct Inputs {
    /// Words and their rows, as wide as `pairs` asks for.
    pub(super) words: Words,
    /// One of none, sinusoidal, rotary, alibi, table.
    pub(super) way: &'static str,
    /// The place of each word.
    pub(super) position: Vec<f64>,
    pub(super) position_from: Source,
    /// By how much all words are moved; no further than a table reaches.
    pub(super) shift: f64,
    pub(super) shift_from: Source,
    pub(super) base: f64,
    pub(super) base_from: Source,
    /// Rows to be added, by place; empty for another way.
    pub(super) table: Array2<f64>,
    pub(super) table_from: Source,
    pub(super) heads: usize,
    /// From 0.
    pub(super) head: usize,
    pub(super) least: f64,
    pub(super) least_from: Source,
}

impl Inputs {
    pub(super) fn read(params: &Params) -> Result<Self, DemoError> {
        let count = |name: &str| usize::try_from(params.integer(name)).unwrap_or(1);
        let mut words = Words::read(params)?;
        if words.from == Source::HandSet {
            widen(&mut words, 2 * count("pairs"));
        }
        let way = params.choice("positions");
        if matches!(way, "sinusoidal" | "rotary") && !words.x.ncols().is_multiple_of(2) {
            let allowed = format!("an even count is expected with {way}, which works on pairs");
            return Err(bad("x", counted(words.x.ncols(), "column", "columns"), allowed));
        }
        let position = position(params, words.count())?;
        let (heads, head) = (count("heads"), count("head"));
        if way == "alibi" && head > heads {
            let allowed = format!("a whole number from 1 to {heads} is expected, one of the heads");
            return Err(bad("head", head.to_string(), allowed));
        }
        let mut shift = params.integer("shift") as f64;
        let mut table = Array2::zeros((0, 0));
        if way == "table" {
            table = read_table(params, words.x.ncols())?;
            let last = check_places(params, &position, &table)?;
            shift = shift.min((table.nrows() - 1) as f64 - last);
        }
        Ok(Self {
            words,
            way,
            position,
            position_from: source(params, "position"),
            shift,
            shift_from: source(params, "shift"),
            base: params.number("base"),
            base_from: source(params, "base"),
            table,
            table_from: source(params, "table"),
            heads,
            head: head.saturating_sub(1),
            least: params.number("least"),
            least_from: source(params, "least"),
        })
    }

    /// What tells words where they stand, in a few words.
    pub(super) fn fact(&self) -> String {
        match self.way {
            "sinusoidal" => "sinusoids added".to_owned(),
            "rotary" => "rotary".to_owned(),
            "alibi" => format!("ALiBi, head {} of {}, both directions", self.head + 1, self.heads),
            "table" => format!("table of {} rows added", self.table.nrows()),
            _ => "no positions".to_owned(),
        }
    }

    /// The places after the shift.
    pub(super) fn moved(&self) -> Vec<f64> {
        self.position.iter().map(|place| place + self.shift).collect()
    }

    /// A bound for what ought to be equal: angles lose digits as places grow.
    pub(super) fn bound(&self) -> f64 {
        let far = self.position.iter().fold(self.shift, |far, place| far.max(place.abs()));
        1e-12 * (1.0 + far)
    }
}

/// Repeats the features until a row has so many numbers.
fn widen(words: &mut Words, width: usize) {
    let (x, known) = (words.x.clone(), words.x.ncols().max(1));
    words.x = Array2::from_shape_fn((x.nrows(), width), |(row, col)| {
        x.get((row, col % known)).copied().unwrap_or(0.0)
    });
    let label = |col: usize| words.features.get(col % known).cloned().unwrap_or_default();
    words.features = (0..width).map(label).collect();
}

fn position(params: &Params, count: usize) -> Result<Vec<f64>, DemoError> {
    let Some(own) = given_matrix(params, "position")? else {
        return Ok((0..count).map(|place| place as f64).collect());
    };
    if own.ncols() != count {
        let expected = counted(count, "number is expected", "numbers are expected");
        let allowed = format!("{expected}, one for each word");
        return Err(bad("position", counted(own.ncols(), "number", "numbers"), allowed));
    }
    Ok(own.iter().copied().collect())
}

fn read_table(params: &Params, width: usize) -> Result<Array2<f64>, DemoError> {
    let Some(own) = given_matrix(params, "table")? else {
        return Ok(places(PLACES.len(), width));
    };
    if own.ncols() != width {
        let expected = counted(width, "column is expected", "columns are expected");
        let allowed = format!("{expected}, as many as x has");
        return Err(bad("table", counted(own.ncols(), "column", "columns"), allowed));
    }
    Ok(own)
}

/// Every place must be a row of the table; returns the last.
fn check_places(params: &Params, position: &[f64], table: &Array2<f64>) -> Result<f64, DemoError> {
    let rows = table.nrows();
    let last = (rows - 1) as f64;
    let inside = |place: &&f64| place.fract() == 0.0 && (0.0..=last).contains(*place);
    if let Some(place) = position.iter().find(|place| !inside(place)) {
        let of = format!("a row of the table, which has {rows}");
        return Err(if params.is_given("position") {
            let given = place.to_string();
            bad("position", given, format!("a whole number from 0 to {last} is expected, {of}"))
        } else {
            let given = counted(position.len(), "word", "words");
            bad("text", given, format!("each needs {of}"))
        });
    }
    Ok(position.iter().copied().fold(0.0, f64::max))
}
