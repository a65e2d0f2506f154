//! The tables of the block, in order.

use super::Settings;
use super::weights::Weights;
use crate::make;
use crate::report::{Kind, Norm, Table};

/// As the first models had it.
const EPS: f64 = 1e-5;

/// n × `d_model` along the stream, n × n for scores, n × 4 in the MLP, n × 8 for logits.
pub(super) struct Block {
    pub(super) x: Table,
    /// Before attention with pre-norm, after it was added with post-norm.
    pub(super) normed_1: Table,
    pub(super) weights: Weights,
    pub(super) q: Table,
    pub(super) k: Table,
    pub(super) v: Table,
    pub(super) scores: Table,
    pub(super) scaled: Table,
    pub(super) masked: Table,
    pub(super) shares: Table,
    pub(super) output: Table,
    pub(super) attended: Table,
    pub(super) after_attention: Table,
    /// Before the MLP with pre-norm, after it was added with post-norm.
    pub(super) normed_2: Table,
    pub(super) hidden: Table,
    pub(super) bent: Table,
    pub(super) written: Table,
    pub(super) after_mlp: Table,
    /// With pre-norm only: the stream normalized once more at its end.
    pub(super) normed_3: Option<Table>,
    pub(super) logits: Table,
    pub(super) last: Table,
}

impl Block {
    pub(super) fn new(x: Table, weights: Weights, settings: &Settings) -> Self {
        let norm = |id: &str, of: &Table| make::normalize(id, of, Norm::Layer, EPS);
        let stream = Kind::Embedding;
        let early = settings.pre.then(|| norm("normed_1", &x));
        let into = early.as_ref().unwrap_or(&x);
        let q = make::matmul("q", into, &weights.query).kind(Kind::Query);
        let k = make::matmul("k", into, &weights.key).kind(Kind::Key);
        let v = make::matmul("v", into, &weights.value).kind(Kind::Value);
        let looks = |table: Table| Table { row_axis: "asks", col_axis: "looks at", ..table };
        let scores = looks(make::matmul_t("scores", &q, &k).kind(Kind::Score));
        let scaled = make::scale("scaled", &scores, 1.0 / (q.values.ncols() as f64).sqrt());
        let n = x.values.nrows();
        let keep = crate::math::causal(n);
        let masked = make::mask("masked", &scaled, &keep);
        let shares = make::softmax("weights", &masked);
        let output = make::matmul("output", &shares, &v).kind(Kind::Value);
        let output = Table { row_axis: "word", ..output };
        let attended = make::matmul("attended", &output, &weights.back).kind(stream);
        let after_attention = make::add("after_attention", &x, &attended).kind(stream);
        let normed_1 = early.unwrap_or_else(|| norm("normed_1", &after_attention));
        let early = settings.pre.then(|| norm("normed_2", &after_attention));
        let into = early.as_ref().unwrap_or(&normed_1);
        let hidden = make::matmul("hidden", into, &weights.into_mlp);
        let bent = make::map("bent", &hidden, settings.bend).kind(Kind::Number);
        let written = make::matmul("written", &bent, &weights.out_of_mlp).kind(stream);
        // What goes past the MLP is the stream: with post-norm it was normalized on the way.
        let past = if settings.pre { &after_attention } else { &normed_1 };
        let after_mlp = make::add("after_mlp", past, &written).kind(stream);
        let normed_2 = early.unwrap_or_else(|| norm("normed_2", &after_mlp));
        let normed_3 = settings.pre.then(|| norm("normed_3", &after_mlp));
        let end = normed_3.as_ref().unwrap_or(&normed_2);
        let logits = make::matmul_t("logits", end, &weights.words).kind(Kind::Score);
        let last = make::rows("last", &logits, n.saturating_sub(1), n);
        Self {
            x,
            normed_1,
            weights,
            q,
            k,
            v,
            scores,
            scaled,
            masked,
            shares,
            output,
            attended,
            after_attention,
            normed_2,
            hidden,
            bent,
            written,
            after_mlp,
            normed_3,
            logits,
            last,
        }
    }
}
