//! What goes in: words, four square matrices, and what is to be counted; shapes checked.

use crate::demo::DemoError;
use crate::params::{Params, Value, bad, counted};
use crate::report::Source;
use crate::shared::source;
use crate::words::{Words, given_matrix};
use ndarray::{Array2, arr2};

/// Two heads side by side, rows for thing, action, pointer, filler. In head 0 pointers and actions
/// look for things, in head 1 things look for pointers and actions for one another.
const W_Q: [[f64; 4]; 4] =
    [[0.0, 1.0, 3.0, 0.0], [2.0, 0.0, 0.0, 2.0], [3.0, 0.0, 0.0, 0.0], [0.0, 0.5, 0.0, 0.0]];
const W_K: [[f64; 4]; 4] =
    [[1.5, 0.0, 0.0, 0.0], [0.0, 1.5, 0.0, 1.5], [0.5, 0.0, 1.5, 0.0], [0.0, 0.0, 0.0, 0.0]];
const W_V: [[f64; 4]; 4] =
    [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0], [0.3, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0]];
/// Puts what the heads carry (thing, action; pointer, action) back to its feature.
const W_O: [[f64; 4]; 4] =
    [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0]];

/// Numbers of heads that are tried where they divide the width.
const COUNTS: [u32; 8] = [1, 2, 4, 8, 12, 16, 32, 64];

/// A square matrix and by whom it was given.
pub(super) struct Weights {
    pub(super) values: Array2<f64>,
    pub(super) from: Source,
}

/// Everything given, with shapes that fit.
pub(super) struct Inputs {
    pub(super) words: Words,
    pub(super) heads: usize,
    /// `w_q`, `w_k`, `w_v`, `w_o` by name.
    pub(super) weights: Vec<(&'static str, Weights)>,
    /// The width whose weights are counted.
    pub(super) width: f64,
    pub(super) width_from: Source,
    /// 1 × k.
    pub(super) head_counts: Weights,
}

impl Inputs {
    pub(super) fn read(params: &Params) -> Result<Self, DemoError> {
        let words = Words::read(params)?;
        let d_model = words.x.ncols();
        let heads: usize = params.choice("heads").parse().unwrap_or(1);
        if !d_model.is_multiple_of(heads) {
            let columns = counted(d_model, "column", "columns");
            return Err(if params.is_given("x") {
                let allowed = format!("a multiple of {heads} is expected, one part for each head");
                bad("x", columns, allowed)
            } else {
                let allowed = format!("a divisor of the {columns} of x is expected");
                bad("heads", heads.to_string(), allowed)
            });
        }
        let ours = [("w_q", W_Q), ("w_k", W_K), ("w_v", W_V), ("w_o", W_O)];
        let read = |(name, ours)| square(params, name, d_model, ours).map(|made| (name, made));
        let weights = ours.into_iter().map(read).collect::<Result<_, _>>()?;
        let width = params.integer("width") as f64;
        let head_counts = head_counts(params, width)?;
        let width_from = source(params, "width");
        Ok(Self { words, heads, weights, width, width_from, head_counts })
    }

    pub(super) fn d_model(&self) -> usize {
        self.words.x.ncols()
    }

    pub(super) fn d_head(&self) -> usize {
        self.d_model() / self.heads
    }
}

/// The reader's matrix, ours, or the identity where ours has another size.
fn square(
    params: &Params,
    name: &str,
    d_model: usize,
    ours: [[f64; 4]; 4],
) -> Result<Weights, DemoError> {
    let from = source(params, name);
    let values = match params.value(name) {
        Some(Value::Matrix(own)) if own.dim() == (d_model, d_model) => own.clone(),
        Some(Value::Matrix(own)) => {
            let given = format!("a matrix of {} × {}", own.nrows(), own.ncols());
            let allowed = format!("{d_model} × {d_model} is expected, as x is {d_model} wide");
            return Err(bad(name, given, allowed));
        }
        None if d_model == 4 => arr2(&ours),
        _ => Array2::eye(d_model),
    };
    Ok(Weights { values, from })
}

fn head_counts(params: &Params, width: f64) -> Result<Weights, DemoError> {
    let from = source(params, "head_counts");
    let divides = |count: f64| count >= 1.0 && count.fract() == 0.0 && width % count == 0.0;
    let Some(values) = given_matrix(params, "head_counts")? else {
        let fit: Vec<f64> =
            COUNTS.into_iter().map(f64::from).filter(|count| divides(*count)).collect();
        let values = Array2::from_shape_vec((1, fit.len()), fit).unwrap_or_default();
        return Ok(Weights { values, from });
    };
    if let Some(wrong) = values.iter().find(|count| !divides(**count)) {
        let allowed = format!("a whole number that divides the width of {width} is expected");
        return Err(bad("head_counts", wrong.to_string(), allowed));
    }
    Ok(Weights { values, from })
}
