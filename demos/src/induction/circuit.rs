//! The tables of both heads, and of how well they do.

use super::Input;
use crate::make::{self, Labels};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Source, Table};
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
            make::given(id, kind, values.clone(), Source::Data).labels(labels)
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
        let w_back = make::given("w_back", Kind::WeightMatrix, values.clone(), from).labels(labels);
        let q_1 = make::matmul("q_1", &positions, &w_back).kind(Kind::Query);
        let first = Look::new(1, &q_1, &positions, input);
        let previous = make::matmul("previous", &first.weights, &tokens).kind(Kind::Value);
        let previous = Table { row_axis: "token", ..previous };
        let [on_first, on_second] = input.passed;
        let carried = make::scale("carried", &previous, on_first);
        let second = Look::new(2, &tokens, &carried, input);
        let copied = make::matmul("copied", &second.weights, &tokens).kind(Kind::Value);
        let copied = Table { row_axis: "after", col_axis: "comes", ..copied };
        let output = make::scale("output", &copied, on_second);
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
        let scores = make::matmul_t(&id("scores"), queries, keys).kind(Kind::Score);
        let scores = Table { row_axis: "asks", col_axis: "looks at", ..scores };
        let scaled = make::scale(&id("scaled"), &scores, input.sharpness);
        let n = input.tokens.len();
        let keep = math::causal(n);
        let masked = make::mask(&id("masked"), &scaled, &keep);
        let weights = make::softmax(&id("weights"), &masked);
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
        let targets =
            make::given("targets", Kind::Count, values.clone(), Source::Data).labels(labels);
        let hits = make::mul("hits", weights, &targets).kind(Kind::Weight);
        let on_target =
            make::reduce("on_target", &hits, Reduction::Sum, Axis::Row).kind(Kind::Weight);
        let scored = make::lookup("scored", &on_target, &repeated).kind(Kind::Weight);
        let mean = make::reduce("prefix_matching", &scored, Reduction::Mean, Axis::Column)
            .kind(Kind::Weight);
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
        let after: Vec<usize> = asked.iter().map(|place| place + 1).collect();
        let guessed = make::reduce("guessed", output, Reduction::Argmax, Axis::Row);
        let truth = make::reduce("truth", tokens, Reduction::Argmax, Axis::Row);
        let guesses = make::lookup("guesses", &guessed, &asked).kind(number);
        let next = make::lookup("next", &truth, &after).kind(number);
        let next = Table { cols: vec!["next".to_owned()], ..next };
        let apart = make::sub("apart", &guesses, &next);
        let distance = make::map("distance", &apart, Function::Abs);
        let wrong = make::map("wrong", &distance, Function::Sign);
        let error = make::reduce("error", &wrong, Reduction::Mean, Axis::Column);
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
