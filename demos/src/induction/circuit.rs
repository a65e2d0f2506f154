//! The tables of both heads, and of how well they do.

use super::Input;
use crate::derive::{self, Labels};
use crate::math;
use crate::report::{Function, Kind, Reduction, Source, Table};
use ndarray::Array2;

/// Tokens and what is copied are n × words; places and weights n × n.
pub(super) struct Circuit {
    pub(super) tokens: Table,
    pub(super) positions: Table,
    pub(super) w_back: Table,
    pub(super) q_1: Table,
    pub(super) first: Look,
    pub(super) previous: Table,
    pub(super) carried: Table,
    pub(super) second: Look,
    pub(super) copied: Table,
    pub(super) output: Table,
    pub(super) prefix: Option<Prefix>,
    pub(super) accuracy: Option<Accuracy>,
}

/// From scores to weights, n × n.
pub(super) struct Look {
    pub(super) scores: Table,
    pub(super) scaled: Table,
    pub(super) masked: Table,
    pub(super) weights: Table,
}

/// How much weight lies where it should.
pub(super) struct Prefix {
    pub(super) targets: Table,
    pub(super) hits: Table,
    pub(super) on_target: Table,
    pub(super) scored: Table,
    pub(super) mean: Table,
}

/// Whether the next word was foreseen, by its place in the vocabulary.
pub(super) struct Accuracy {
    pub(super) guessed: Table,
    pub(super) truth: Table,
    pub(super) guesses: Table,
    pub(super) next: Table,
    pub(super) apart: Table,
    pub(super) distance: Table,
    pub(super) wrong: Table,
    pub(super) error: Table,
}

impl Circuit {
    pub(super) fn new(input: &Input) -> Self {
        let n = input.tokens.len();
        let places: Vec<String> = (0..n).map(|place| place.to_string()).collect();
        let one_hot = |width: usize, ids: &[usize]| {
            Array2::from_shape_fn((n, width), |(row, col)| {
                f64::from(u8::from(ids.get(row) == Some(&col)))
            })
        };
        let in_order: Vec<usize> = (0..n).collect();
        let data = |id: &str, kind, values: &Array2<f64>, across: &'static str, cols: &[String]| {
            let axes = ("token", across);
            let labels = Labels { axes, rows: input.tokens.clone(), cols: cols.to_vec() };
            derive::given(id, kind, values, Source::Data, labels)
        };
        let words = one_hot(input.vocabulary.len(), &input.ids);
        let tokens = data("tokens", Kind::Embedding, &words, "is", &input.vocabulary);
        let positions =
            data("positions", Kind::Embedding, &one_hot(n, &in_order), "stands at", &places);
        let back = |row: usize, col: usize| f64::from(u8::from(row == col + 1));
        let (values, from) = match &input.w_back {
            Some(own) => (own.clone(), Source::Parameter),
            None => (Array2::from_shape_fn((n, n), |(row, col)| back(row, col)), Source::HandSet),
        };
        let labels =
            Labels { axes: ("from place", "to place"), rows: places.clone(), cols: places };
        let w_back = derive::given("w_back", Kind::WeightMatrix, &values, from, labels);
        let q_1 = derive::matmul("q_1", Kind::Query, &positions, &w_back);
        let first = Look::new(1, &q_1, &positions, input);
        let previous = derive::matmul("previous", Kind::Value, &first.weights, &tokens);
        let previous = Table { row_axis: "token", ..previous };
        let [on_first, on_second] = input.passed;
        let carried = derive::scale("carried", &previous, on_first);
        let second = Look::new(2, &tokens, &carried, input);
        let copied = derive::matmul("copied", Kind::Value, &second.weights, &tokens);
        let copied = Table { row_axis: "after", col_axis: "comes", ..copied };
        let output = derive::scale("output", &copied, on_second);
        let prefix = Prefix::new(input, &second.weights);
        let accuracy = Accuracy::new(input, &tokens, &output);
        Self {
            tokens,
            positions,
            w_back,
            q_1,
            first,
            previous,
            carried,
            second,
            copied,
            output,
            prefix,
            accuracy,
        }
    }

    /// The mean weight on what came after the same token; none where nothing repeats.
    pub(super) fn prefix_matching(&self) -> Option<f64> {
        Some(math::sum(&self.prefix.as_ref()?.mean.values))
    }

    /// The share of wrong guesses; none where no repeated token has a next one.
    pub(super) fn error(&self) -> Option<f64> {
        Some(math::sum(&self.accuracy.as_ref()?.error.values))
    }
}

impl Look {
    fn new(layer: usize, queries: &Table, keys: &Table, input: &Input) -> Self {
        let id = |name: &str| format!("{name}_{layer}");
        let scores = derive::matmul_t(&id("scores"), Kind::Score, queries, keys);
        let scores = Table { row_axis: "asks", col_axis: "looks at", ..scores };
        let scaled = derive::scale(&id("scaled"), &scores, input.sharpness);
        let n = input.tokens.len();
        let keep = (0..n).map(|row| (0..n).map(|col| col <= row).collect()).collect();
        let masked = derive::mask(&id("masked"), &scaled, keep);
        let weights = derive::softmax(&id("weights"), Kind::Weight, &masked);
        Self { scores, scaled, masked, weights }
    }
}

impl Prefix {
    fn new(input: &Input, weights: &Table) -> Option<Self> {
        let repeated = input.repeated();
        if repeated.is_empty() {
            return None;
        }
        let n = input.tokens.len();
        let mut values = Array2::zeros((n, n));
        for row in 0..n {
            for col in input.targets(row) {
                if let Some(cell) = values.get_mut((row, col)) {
                    *cell = 1.0;
                }
            }
        }
        let tokens = &input.tokens;
        let labels =
            Labels { axes: ("asks", "came after"), rows: tokens.clone(), cols: tokens.clone() };
        let targets = derive::given("targets", Kind::Count, &values, Source::Data, labels);
        let hits = derive::mul("hits", Kind::Weight, weights, &targets);
        let on_target = derive::reduce_rows("on_target", Kind::Weight, &hits, Reduction::Sum);
        let scored = derive::lookup("scored", Kind::Weight, &on_target, repeated);
        let mean =
            derive::reduce_columns("prefix_matching", Kind::Weight, &scored, Reduction::Mean);
        Some(Self { targets, hits, on_target, scored, mean })
    }
}

impl Accuracy {
    fn new(input: &Input, tokens: &Table, output: &Table) -> Option<Self> {
        let mut asked = input.repeated();
        asked.retain(|place| place + 1 < input.tokens.len());
        if asked.is_empty() {
            return None;
        }
        let number = Kind::Number;
        let after = asked.iter().map(|place| place + 1).collect();
        let guessed = derive::reduce_rows("guessed", number, output, Reduction::Argmax);
        let truth = derive::reduce_rows("truth", number, tokens, Reduction::Argmax);
        let guesses = derive::lookup("guesses", number, &guessed, asked);
        let next = derive::lookup("next", number, &truth, after);
        let next = Table { cols: vec!["next".to_owned()], ..next };
        let apart = derive::sub("apart", number, &guesses, &next);
        let distance = derive::map("distance", number, &apart, Function::Abs);
        let wrong = derive::map("wrong", number, &distance, Function::Sign);
        let error = derive::reduce_columns("error", number, &wrong, Reduction::Mean);
        let called = |name: &str, table: Table| Table { cols: vec![name.to_owned()], ..table };
        Some(Self {
            guessed,
            truth,
            guesses,
            next,
            apart: called("apart", apart),
            distance: called("distance", distance),
            wrong: called("wrong", wrong),
            error: called("wrong", error),
        })
    }
}
