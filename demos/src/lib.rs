//! The mathematics of fingerpost: demos that compute a [`Report`] from parameters.
//!
//! Nothing here knows a terminal, a clock, a file or global state. A demo is one file with a
//! `static` [`Spec`] and a `run`; the [`REGISTRY`] lists them all, and everything else (help,
//! completions, lists, tests) walks that list.

pub mod demo;
pub mod evaluate;
pub mod params;
pub mod report;

mod attention;
mod attention_cost;
mod dot_product;
mod flash;
mod imperfect_window;
mod kv_cache;
mod lesson;
mod make;
mod masks;
mod math;
mod matrix_multiply;
mod multi_head;
mod permutation;
mod positions;
mod registry;
mod rollout;
mod shared;
mod softmax;
mod words;

pub use demo::{Break, Demo, DemoError, Sink, Spec};
pub use params::{ParamDescription, ParamKind, ParamSpec, Params, Value};
pub use registry::{REGISTRY, find, named, run};
pub use report::Report;
