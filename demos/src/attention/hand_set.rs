//! The hand-set weights of four heads, each with something that it looks for. Rows stand for
//! thing, action, pointer, filler (`d_model` 4), columns for the two dimensions of a head.

use ndarray::{Array2, arr2};

/// The weights of one head and what they make it do.
pub(super) struct HandSet {
    /// Query weights.
    pub(super) w_q: [[f64; 2]; 4],
    /// Key weights.
    pub(super) w_k: [[f64; 2]; 4],
    /// Value weights.
    pub(super) w_v: [[f64; 2]; 4],
    /// What the head looks for, as a clause: "pointers and actions look for things".
    pub(super) looks_for: &'static str,
    /// The features that its two values stand for, by index: where `w_o` puts them.
    carries: [usize; 2],
}

/// Head 0 lets pointers and actions find things (and things, mildly, actions): it resolves "it".
/// Head 1 is its mirror: things find the pointers that may stand for them, actions one another.
/// Head 2 lets every word find its own kind, and keeps things from pointers, actions from fillers.
/// Head 3 asks nothing: all its scores are 0, and its weights are the plain average.
pub(super) const HEADS: [HandSet; 4] = [
    HandSet {
        w_q: [[0.0, 1.0], [2.0, 0.0], [3.0, 0.0], [0.0, 0.5]],
        w_k: [[1.5, 0.0], [0.0, 1.5], [0.5, 0.0], [0.0, 0.0]],
        w_v: [[1.0, 0.0], [0.0, 1.0], [0.3, 0.0], [0.0, 0.0]],
        looks_for: "pointers and actions look for things",
        carries: [0, 1],
    },
    HandSet {
        w_q: [[3.0, 0.0], [0.0, 2.0], [0.0, 0.0], [0.0, 0.0]],
        w_k: [[0.0, 0.0], [0.0, 1.5], [1.5, 0.0], [0.0, 0.0]],
        w_v: [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]],
        looks_for: "things look for pointers, actions for actions",
        carries: [2, 1],
    },
    HandSet {
        w_q: [[1.5, 0.0], [0.0, 1.5], [-1.5, 0.0], [0.0, -1.5]],
        w_k: [[1.5, 0.0], [0.0, 1.5], [-1.5, 0.0], [0.0, -1.5]],
        w_v: [[1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 1.0]],
        looks_for: "every word looks for its own kind",
        carries: [0, 3],
    },
    HandSet {
        w_q: [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]],
        w_k: [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]],
        w_v: [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.0, 0.0]],
        looks_for: "no word asks for anything, so each takes the plain average",
        carries: [0, 1],
    },
];

/// (2·heads) × 4: every row of it is a row of the identity, the one of the feature that this
/// value of this head stands for. `values` says whose values each head hands over.
pub(super) fn w_o(values: impl Iterator<Item = usize>) -> Array2<f64> {
    let heads = values.filter_map(|head| HEADS.get(head));
    let rows: Vec<usize> = heads.flat_map(|head| head.carries).collect();
    Array2::from_shape_fn((rows.len(), 4), |(row, col)| {
        f64::from(u8::from(rows.get(row) == Some(&col)))
    })
}

/// A constant as a matrix.
pub(super) fn weights(rows: &[[f64; 2]; 4]) -> Array2<f64> {
    arr2(rows)
}
