//! The tables of one head.

use super::Given;
use super::inputs::Inputs;
use crate::math;
use crate::report::{Axis, Kind, Rule, Table};
use crate::shared::numbered;
use ndarray::Array2;

/// Weights `d_model` × `d_head`; q and output n × `d_head`, k and v m × `d_head`, the others n × m,
/// where m words are looked at: all n, or those of the context.
pub(super) struct Head {
    pub(super) w_q: Table,
    pub(super) w_k: Table,
    pub(super) w_v: Table,
    pub(super) q: Table,
    pub(super) k: Table,
    pub(super) v: Table,
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
        let make = Make { inputs, suffix: inputs.suffix(index) };
        let shared = Make { inputs, suffix: inputs.kv_suffix(index) };
        let (w_q, q) = make.projection(x, &own.w_q, "w_q", "q", Kind::Query);
        let (w_k, k) = shared.projection(source, &own.w_k, "w_k", "k", Kind::Key);
        let (w_v, v) = shared.projection(source, &own.w_v, "w_v", "v", Kind::Value);
        let values = math::matmul_t(&q.values, &k.values);
        let rule = Rule::MatmulT { of: [q.id.clone(), k.id.clone()] };
        let scores = make.square("scores", Kind::Score, values, rule);
        let factor = if inputs.scaling { 1.0 / (q.values.ncols() as f64).sqrt() } else { 1.0 };
        let values = scores.values.mapv(|score| factor * score);
        let scaled = make.square(
            "scaled",
            Kind::Score,
            values,
            Rule::Scale { of: [scores.id.clone()], factor },
        );
        let masked = inputs.keep.as_ref().map(|keep| {
            let rule = Rule::Mask { of: [scaled.id.clone()], keep: keep.clone() };
            make.square("masked", Kind::Score, math::mask(&scaled.values, keep), rule)
        });
        let last = masked.as_ref().unwrap_or(&scaled);
        let rule = Rule::Softmax { of: [last.id.clone()], axis: Axis::Row };
        let weights = make.square("weights", Kind::Weight, math::softmax_rows(&last.values), rule);
        let output = Table {
            values: math::matmul(&weights.values, &v.values),
            rule: Rule::Matmul { of: [weights.id.clone(), v.id.clone()] },
            ..make.table("output", Kind::Value, v.cols.clone())
        };
        let shares = inputs.kv_owner(index) != index;
        Some(Self { w_q, w_k, w_v, q, k, v, scores, scaled, masked, weights, output, shares })
    }
}

struct Make<'a> {
    inputs: &'a Inputs,
    suffix: String,
}

impl Make<'_> {
    /// A table with a row for each word and no numbers yet.
    fn table(&self, name: &str, kind: Kind, cols: Vec<String>) -> Table {
        Table {
            id: format!("{name}{}", self.suffix),
            kind,
            row_axis: "word",
            col_axis: "dimension",
            rows: self.inputs.words.clone(),
            cols,
            values: Array2::default((0, 0)),
            rule: Rule::Transpose { of: [String::new()] },
            random_rows: Vec::new(),
        }
    }

    fn square(&self, name: &str, kind: Kind, values: Array2<f64>, rule: Rule) -> Table {
        Table {
            row_axis: "asks",
            col_axis: "looks at",
            values,
            rule,
            ..self.table(name, kind, self.inputs.looked_at().to_vec())
        }
    }

    /// A weight matrix, and x or the context times it.
    fn projection(
        &self,
        of: &Table,
        given: &Given,
        weights: &str,
        name: &str,
        kind: Kind,
    ) -> (Table, Table) {
        let cols = numbered(given.values.ncols());
        let weights = Table {
            row_axis: "feature",
            rows: self.inputs.features.clone(),
            values: given.values.clone(),
            rule: Rule::Given { from: given.from.clone() },
            ..self.table(weights, Kind::WeightMatrix, cols.clone())
        };
        let made = Table {
            rows: of.rows.clone(),
            values: math::matmul(&of.values, &weights.values),
            rule: Rule::Matmul { of: [of.id.clone(), weights.id.clone()] },
            random_rows: of.random_rows.clone(),
            ..self.table(name, kind, cols)
        };
        (weights, made)
    }
}
