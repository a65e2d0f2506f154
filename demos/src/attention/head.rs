//! The tables of one head.

use super::Given;
use super::additive::Additive;
use super::inputs::Inputs;
use crate::make;
use crate::report::{Kind, Table};

/// Weights `d_model` × `d_head`; q and output n × `d_head`, k and v m × `d_head`, the others n × m,
/// where m words are looked at: all n, or those of the context.
pub(super) struct Head {
    pub(super) w_q: Table,
    pub(super) w_k: Table,
    pub(super) w_v: Table,
    pub(super) q: Table,
    pub(super) k: Table,
    pub(super) v: Table,
    /// What additive scores are read from; none of dot products.
    pub(super) sums: Vec<Table>,
    pub(super) scores: Table,
    pub(super) scaled: Table,
    pub(super) masked: Option<Table>,
    pub(super) weights: Table,
    pub(super) output: Table,
    /// Whether keys and values are those of an earlier head, and not to be shown again.
    pub(super) shares: bool,
}

impl Head {
    /// `None` where there is no head of this index.
    pub(super) fn compute(
        inputs: &Inputs,
        x: &Table,
        source: &Table,
        index: usize,
    ) -> Option<Self> {
        let own = inputs.heads.get(index)?;
        let (suffix, shared) = (inputs.suffix(index), inputs.kv_suffix(index));
        let project = |of: &Table, given: &Given, (weights, made): (&str, &str), kind| {
            let (values, from) = (given.values.clone(), given.from.clone());
            let weights = make::given(weights, Kind::WeightMatrix, values, from);
            let weights = weights.axes("feature", "dimension").rows(&inputs.features);
            let made = make::matmul(made, of, &weights).kind(kind);
            (weights, Table { random_rows: of.random_rows.clone(), ..made })
        };
        let id = |name: &str| format!("{name}{suffix}");
        let kv_id = |name: &str| format!("{name}{shared}");
        let (w_q, q) = project(x, &own.w_q, (&id("w_q"), &id("q")), Kind::Query);
        let (w_k, k) = project(source, &own.w_k, (&kv_id("w_k"), &kv_id("k")), Kind::Key);
        let (w_v, v) = project(source, &own.w_v, (&kv_id("w_v"), &kv_id("v")), Kind::Value);
        let (sums, scores) = match &inputs.reader {
            Some(reader) => {
                let mut made = Additive::compute(reader, (&q, &k), &suffix);
                // The row that reads is the same for all heads, and shown once.
                made.sums.drain(..usize::from(index > 0));
                (made.sums, made.scores)
            }
            None => (Vec::new(), make::matmul_t(&id("scores"), &q, &k).kind(Kind::Score)),
        };
        let scores = scores.axes("asks", "looks at");
        let factor = if inputs.scaling { 1.0 / (q.values.ncols() as f64).sqrt() } else { 1.0 };
        let scaled = make::scale(&id("scaled"), &scores, factor);
        let keep = inputs.keep.as_ref();
        let masked = keep.map(|keep| make::mask(&id("masked"), &scaled, keep));
        let weights = make::softmax(&id("weights"), masked.as_ref().unwrap_or(&scaled));
        let output = make::matmul(&id("output"), &weights, &v).kind(Kind::Value).row_axis("word");
        let shares = inputs.kv_owner(index) != index;
        Some(Self { w_q, w_k, w_v, q, k, v, sums, scores, scaled, masked, weights, output, shares })
    }
}
