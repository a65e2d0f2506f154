//! The pattern on a few words, and the layers.

use crate::make::{div, given, map, mask, matmul, mul, reduce, scale, softmax, sub, transpose};
use crate::math;
use crate::params::{Params, counted};
use crate::report::{Axis, Function, Kind, Reduction, Source, Step, Table};
use crate::shared::numbered;
use crate::steps::row_checks;
use crate::steps::{at, at_most};
use ndarray::Array2;

/// Which pairs are kept.
pub(super) struct Pattern {
    name: &'static str,
    words: usize,
    window: usize,
    globals: usize,
    dilation: usize,
    layers: usize,
}

impl Pattern {
    pub(super) fn from_params(params: &Params) -> Self {
        let count = |name: &str| usize::try_from(params.integer(name)).unwrap_or(1);
        Self {
            name: params.choice("pattern"),
            words: count("tokens"),
            window: count("window"),
            globals: count("globals"),
            dilation: count("dilation"),
            layers: count("layers"),
        }
    }

    pub(super) fn facts(&self) -> Vec<String> {
        let window = self.window;
        let what = match self.name {
            "causal" => format!("causal, window of {window}"),
            "global" => {
                let see_all = counted(self.globals, "global word", "global words");
                format!("{window} to each side, {see_all}")
            }
            "dilated" => format!("{window} to each side, every {} words", self.dilation),
            "full" => "every word sees all".to_owned(),
            _ => format!("{window} to each side"),
        };
        vec![counted(self.words, "word", "words"), what, counted(self.layers, "layer", "layers")]
    }

    fn keeps(&self, row: usize, col: usize) -> bool {
        let apart = row.abs_diff(col);
        match self.name {
            "causal" => col <= row && apart < self.window,
            "global" => apart <= self.window || row.min(col) < self.globals,
            "dilated" => {
                apart.is_multiple_of(self.dilation) && apart <= self.window * self.dilation
            }
            "full" => true,
            _ => apart <= self.window,
        }
    }

    /// How far one layer can look.
    fn far(&self) -> usize {
        let far = match self.name {
            "causal" => self.window - 1,
            "dilated" => self.window * self.dilation,
            "global" | "full" => self.words,
            _ => self.window,
        };
        far.min(self.words - 1)
    }

    /// The number of pairs by a formula, where there is a short one.
    fn formula(&self) -> Option<f64> {
        let (n, far) = (self.words as f64, self.far() as f64);
        match self.name {
            "band" => Some(n * (2.0 * far + 1.0) - far * (far + 1.0)),
            "causal" => Some(n * (far + 1.0) - far * (far + 1.0) / 2.0),
            "full" => Some(n * n),
            _ => None,
        }
    }
}

/// The steps on a few words, and the metrics.
pub(super) struct Lesson {
    pub(super) steps: Vec<Step>,
    pub(super) metrics: Vec<(&'static str, f64)>,
}

const LAYERS: [(&str, &str); 6] = [
    ("layer-1", "layer 1"),
    ("layer-2", "layer 2"),
    ("layer-3", "layer 3"),
    ("layer-4", "layer 4"),
    ("layer-5", "layer 5"),
    ("layer-6", "layer 6"),
];

impl Lesson {
    pub(super) fn new(pattern: &Pattern, from: Source) -> Self {
        let (places, distance) = distances(pattern, from);
        let zeros = scale("zeros", &distance, 0.0);
        let rows = 0..pattern.words;
        let keep: Vec<Vec<bool>> = rows
            .map(|row| (0..pattern.words).map(|col| pattern.keeps(row, col)).collect())
            .collect();
        let masked = mask("masked", &zeros, &keep);
        let kept = map("kept", &masked, Function::Exp);
        let says = "The pattern is a mask: −∞ where a word may not look. e to the power of −∞ is \
                    0, and of 0 it is 1, so that what is left can be counted.";
        let formula = "masked = 0 where kept, −∞ elsewhere; kept = e^masked";
        let middle = pattern.words / 2;
        let shown = vec![zeros.clone(), masked.clone(), kept.clone()];
        let mask_step = Step::of("pattern", "pattern", says, formula, shown);
        let (counted, pairs, all, share) = count(pattern, &zeros, &kept);
        let mut steps = vec![places, mask_step.look(at("kept", middle, middle)), counted];
        steps.push(weights(&masked, middle));
        let mut reach = None;
        let mut best = (0.0, 0.0);
        for (index, names) in LAYERS.iter().enumerate().take(pattern.layers) {
            let (step, next, made) =
                layer(pattern, index, *names, (&kept, &distance), reach.as_ref());
            steps.push(step);
            reach = Some(next);
            best = made;
        }
        let metrics = vec![
            ("pairs", pairs),
            ("all_pairs", all),
            ("share", share),
            ("reach", best.0),
            ("farthest", best.1),
        ];
        Self { steps, metrics }
    }
}

fn distances(pattern: &Pattern, from: Source) -> (Step, Table) {
    let labels = numbered(pattern.words);
    let places = Array2::from_shape_fn((pattern.words, 1), |(row, _)| (row + 1) as f64);
    let places = given("tokens", Kind::Count, places, from).axes("asks", "place");
    let places = places.rows(&labels).cols(&["place"]);
    let across = transpose("across", &places);
    let across = Table { col_axis: "looks at", row_axis: "place", ..across };
    let apart = sub("apart", &places, &across);
    let distance = map("distance", &apart, Function::Abs);
    let says = "Words stand in a row. What counts here is only how far two of them are apart.";
    let tables = vec![places, across, apart, distance.clone()];
    let step = Step::of("distance", "distance", says, "distance = |place − place|", tables);
    (step.look(at("distance", 0, pattern.words - 1)), distance)
}

fn count(pattern: &Pattern, zeros: &Table, kept: &Table) -> (Step, f64, f64, f64) {
    let by_word = reduce("by_word", kept, Reduction::Sum, Axis::Row).cols(&["kept"]);
    let pairs = reduce("pairs", &by_word, Reduction::Sum, Axis::Column);
    let every = map("every", zeros, Function::Exp);
    let every_word = reduce("every_by_word", &every, Reduction::Sum, Axis::Row).cols(&["all"]);
    let all = reduce("all_pairs", &every_word, Reduction::Sum, Axis::Column);
    let share = div("share", &pairs, &all).kind(Kind::Probability);
    let share = share.rows(&["share"]).cols(&["kept"]);
    let (made, of, part) = (pairs.at(0, 0), all.at(0, 0), share.at(0, 0));
    let says = "Each pair that is kept costs one score in every head. With a fixed window the \
                number grows with the length alone, not with its square.";
    let tables = vec![by_word, pairs, every, every_word, all, share];
    let mut step = Step::of("count", "count", says, "pairs = sum of kept", tables)
        .look(at("pairs", 0, 0))
        .ask_number("How many pairs are kept?", 0.5);
    if let Some(formula) = pattern.formula() {
        let claim = "as many pairs as the formula for this pattern says: gap";
        step = step.claims([at_most(claim, (made - formula).abs(), 0.0)]);
    }
    (step, made, of, part)
}

fn weights(masked: &Table, row: usize) -> Step {
    let weights = softmax("weights", masked);
    let checks = row_checks(std::iter::once(&weights.values), "weights");
    let says = "With all scores equal, each word divides its weight among those it may look at. \
                What is masked gets exactly nothing.";
    let formula = "weights = softmax of each row of masked";
    let step = Step::of("weights", "weights", says, formula, vec![weights]);
    Step { checks, ..step.look(at("weights", row, row)) }
}

/// One layer more: what a word knows of is what those it looks at knew of.
fn layer(
    pattern: &Pattern,
    index: usize,
    names: (&'static str, &'static str),
    (kept, distance): (&Table, &Table),
    before: Option<&Table>,
) -> (Step, Table, (f64, f64)) {
    let id = |name: &str| format!("{name}.{}", index + 1);
    let mut tables = Vec::new();
    let reach = match before {
        None => map(&id("reach"), kept, Function::Step),
        Some(before) => {
            let paths = matmul(&id("paths"), kept, before).kind(Kind::Count);
            let reach = map(&id("reach"), &paths, Function::Step);
            tables.push(paths);
            reach
        }
    };
    let known = reduce(&id("known"), &reach, Reduction::Sum, Axis::Row).cols(&["words"]);
    let lengths = mul(&id("lengths"), distance, &reach);
    let farthest = reduce(&id("farthest"), &lengths, Reduction::Max, Axis::Row);
    let most = math::largest(&known.values);
    let far = math::largest(&farthest.values);
    let row = known.values.iter().position(|words| *words >= most).unwrap_or(0);
    let on = known.id.clone();
    tables.extend([reach.clone(), known, lengths, farthest]);
    let says = if before.is_none() {
        "After one layer a word knows of those it looks at, and of no others."
    } else {
        "A word takes in what those it looks at took in a layer before. So the window of one layer \
         is not the end: each layer adds its length again."
    };
    let bound = (pattern.far() * (index + 1)) as f64;
    let claim = "nobody reaches further than layers times the reach of one: farthest";
    let ask = "Of how many words does the best placed one know now?";
    let formula = "reach = 1 where a path of kept pairs leads";
    let step = Step::of(names.0, names.1, says, formula, tables)
        .look(at(&on, row, 0))
        .ask_number(ask, 0.5)
        .claims([at_most(claim, far, bound)]);
    (step, reach, (most, far))
}
