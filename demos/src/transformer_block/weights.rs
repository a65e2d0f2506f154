//! The weights of the block, set by hand or drawn with a seed; the reader's own go before both.
//!
//! By hand: rows and columns stand for thing, action, pointer, filler. The head lets actions and
//! pointers look for things, and writes "less filler" where one was found. The MLP turns each
//! kind of word into the kind that follows: filler to thing, thing to action, pointer to action,
//! action to filler or, where no filler is wanted, to a pointer.

use super::VOCABULARY;
use crate::demo::DemoError;
use crate::make::{self, Labels};
use crate::math;
use crate::params::Params;
use crate::report::{Kind, Source, Table};
use crate::shared::{check_shape, numbered, numbers};
use ndarray::{Array2, arr2};

/// Weights of one head (`d_model` × 2, back 2 × `d_model`), of the MLP (`d_model` × 4, back) and
/// of the words (8 × `d_model`).
pub(super) struct Weights {
    pub(super) query: Table,
    pub(super) key: Table,
    pub(super) value: Table,
    pub(super) back: Table,
    pub(super) into_mlp: Table,
    pub(super) out_of_mlp: Table,
    pub(super) words: Table,
}

/// The seed as it is used.
pub(super) fn seed(params: &Params) -> u64 {
    u64::try_from(params.integer("seed")).unwrap_or(0)
}

impl Weights {
    pub(super) fn from_params(
        params: &Params,
        width: usize,
        features: &[String],
    ) -> Result<Self, DemoError> {
        let shapes =
            [(width, 2), (width, 2), (width, 2), (2, width), (width, 4), (4, width), (8, width)];
        let (ours, from) = if params.choice("weights") == "seeded" {
            (math::seeded(seed(params), &shapes), Source::Seeded { seed: seed(params) })
        } else {
            (hand_set(), Source::HandSet)
        };
        let take = |index: usize, name: &str, labels: Labels| -> Result<Table, DemoError> {
            let shape = shapes.get(index).copied().unwrap_or_default();
            let kind = Kind::WeightMatrix;
            if params.value(name).is_some() {
                let given = numbers(params, name)?;
                check_shape(name, given, shape, "to fit x and the other weights")?;
                return Ok(make::given(name, kind, given.clone(), Source::Parameter).labels(labels));
            }
            let ours = ours.get(index).cloned().unwrap_or_default();
            Ok(make::given(name, kind, ours.clone(), from.clone()).labels(labels))
        };
        let wide = features.to_vec();
        let into = |cols: usize| Labels {
            axes: ("feature", "dimension"),
            rows: wide.clone(),
            cols: numbered(cols),
        };
        let back = |rows: usize| Labels {
            axes: ("dimension", "feature"),
            rows: numbered(rows),
            cols: wide.clone(),
        };
        let says = Labels {
            axes: ("says", "feature"),
            rows: VOCABULARY.map(str::to_owned).into(),
            cols: wide.clone(),
        };
        Ok(Self {
            query: take(0, "w_q", into(2))?,
            key: take(1, "w_k", into(2))?,
            value: take(2, "w_v", into(2))?,
            back: take(3, "w_o", back(2))?,
            into_mlp: take(4, "w_1", into(4))?,
            out_of_mlp: take(5, "w_2", back(4))?,
            words: take(6, "w_u", says)?,
        })
    }
}

fn hand_set() -> Vec<Array2<f64>> {
    vec![
        arr2(&[[0.0, 0.0], [2.0, 0.0], [2.0, 0.0], [0.0, 0.0]]),
        arr2(&[[2.0, 0.0], [0.0, 0.0], [0.5, 0.0], [0.0, 0.0]]),
        arr2(&[[1.0, 0.0], [0.0, 1.0], [0.2, 0.0], [0.0, 0.0]]),
        arr2(&[[0.0, 0.0, 0.0, -0.5], [0.0, 0.0, 0.0, 0.0]]),
        Array2::eye(4),
        arr2(&[
            [-1.0, 1.5, 0.0, 0.0],
            [0.0, -1.0, 0.6, 1.0],
            [0.0, 1.5, -1.0, 0.0],
            [1.5, 0.0, 0.0, -1.0],
        ]),
        arr2(&[
            [0.0, 0.0, 0.0, 2.0],
            [2.0, 0.0, 0.0, 0.0],
            [1.8, 0.3, 0.0, 0.0],
            [0.0, 0.0, 2.0, 0.0],
            [0.0, 1.8, 0.3, 0.0],
            [0.2, 1.8, 0.0, 0.0],
            [0.0, 0.0, 0.6, 1.2],
            [0.0, 1.5, 0.0, 0.0],
        ]),
    ]
}
