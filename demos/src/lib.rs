//! The mathematics of fingerpost: demos that compute a [`Report`] from parameters.
//!
//! Nothing here knows a terminal, a clock, a file or global state. A demo is one file with a
//! `static` [`Spec`] and a `run`; the [`REGISTRY`] lists them all, and everything else (help,
//! completions, lists, tests) walks that list.

pub mod demo;
pub mod evaluate;
pub mod mistakes;
pub mod params;
pub mod report;

mod activations;
mod additive_score;
mod attention;
mod attention_cost;
mod backpropagation;
mod cross_entropy;
mod dot_product;
mod embeddings;
mod flash;
mod gradient_descent;
mod grid;
mod imperfect_window;
mod induction;
mod kv_cache;
mod layer_norm;
mod lesson;
mod linear;
mod make;
mod markov_text;
mod masks;
mod math;
mod matrix_multiply;
mod multi_head;
mod next_token;
mod perceptron;
mod permutation;
mod positions;
mod recurrent;
mod registry;
mod rollout;
mod score_scale;
mod shared;
mod softmax;
mod sparse;
mod steps;
mod tokenizer;
mod transformer_block;
mod warm_up;
mod weighted_average;
mod words;

pub use demo::{Break, Demo, DemoError, Sink, Spec};
pub use params::{ParamDescription, ParamKind, ParamSpec, Params, Value};
pub use registry::{REGISTRY, find, named, run, run_into};
pub use report::Report;
