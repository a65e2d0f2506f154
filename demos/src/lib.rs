//! The mathematics of fingerpost: demos that compute a [`Report`] from parameters.
//!
//! Nothing here knows a terminal, a clock, a file or global state. A demo is one file with a
//! `static` [`Spec`] and a `run`; the [`REGISTRY`] lists them all, and everything else (help,
//! completions, lists, tests) walks that list.

pub mod demo;
pub mod evaluate;
pub mod params;
pub mod report;

mod activations;
mod additive_score;
mod attention;
mod derive;
mod dot_product;
mod induction;
mod layer_norm;
mod math;
mod matrix_multiply;
mod next_token;
mod registry;
mod shared;
mod softmax;
mod tokenizer;
mod transformer_block;
mod weighted_average;

pub use demo::{Break, Demo, DemoError, Sink, Spec};
pub use params::{ParamDescription, ParamKind, ParamSpec, Params, Value};
pub use registry::{REGISTRY, find, run};
pub use report::Report;
