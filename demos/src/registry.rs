//! The one list of demos.

use crate::activations::Activations;
use crate::additive_score::AdditiveScore;
use crate::attention::Attention;
use crate::attention_cost::AttentionCost;
use crate::backpropagation::Backpropagation;
use crate::cross_entropy::CrossEntropy;
use crate::demo::{Demo, DemoError, Sink};
use crate::dot_product::DotProduct;
use crate::embeddings::Embeddings;
use crate::flash::Flash;
use crate::gradient_descent::GradientDescent;
use crate::imperfect_window::ImperfectWindow;
use crate::induction::Induction;
use crate::kv_cache::KvCache;
use crate::layer_norm::LayerNorm;
use crate::linear::Linear;
use crate::markov_text::MarkovText;
use crate::masks::Masks;
use crate::matrix_multiply::MatrixMultiply;
use crate::multi_head::MultiHead;
use crate::next_token::NextToken;
use crate::params::Params;
use crate::perceptron::Perceptron;
use crate::permutation::Permutation;
use crate::positions::Positions;
use crate::recurrent::Recurrent;
use crate::report::Report;
use crate::rollout::Rollout;
use crate::score_scale::ScoreScale;
use crate::softmax::Softmax;
use crate::sparse::Sparse;
use crate::tokenizer::Tokenizer;
use crate::transformer_block::TransformerBlock;
use crate::warm_up::WarmUp;
use crate::weighted_average::WeightedAverage;

/// Every demo, in the order in which they are listed.
pub static REGISTRY: &[&dyn Demo] = &[
    &Attention,
    &Softmax,
    &DotProduct,
    &MatrixMultiply,
    &Activations,
    &AdditiveScore,
    &AttentionCost,
    &Backpropagation,
    &CrossEntropy,
    &Embeddings,
    &Flash,
    &GradientDescent,
    &ImperfectWindow,
    &Induction,
    &KvCache,
    &LayerNorm,
    &Linear,
    &MarkovText,
    &Masks,
    &MultiHead,
    &NextToken,
    &Perceptron,
    &Permutation,
    &Positions,
    &Recurrent,
    &Rollout,
    &ScoreScale,
    &Sparse,
    &Tokenizer,
    &TransformerBlock,
    &WarmUp,
    &WeightedAverage,
];

/// The demo of this name.
pub fn find(name: &str) -> Option<&'static dyn Demo> {
    REGISTRY.iter().copied().find(|demo| demo.spec().name == name)
}

/// The demo of this name.
///
/// # Errors
/// An unknown name, answered with near ones.
pub fn named(name: &str) -> Result<&'static dyn Demo, DemoError> {
    let unknown = || DemoError::UnknownDemo { name: name.to_owned(), nearest: nearest(name) };
    find(name).ok_or_else(unknown)
}

/// Runs a demo by name with parameters as typed, and returns its last report.
///
/// # Errors
/// An unknown name or parameter, or a value that is not allowed.
pub fn run(name: &str, set: &[(String, String)]) -> Result<Report, DemoError> {
    let mut last = Last(None);
    run_into(name, set, &mut last)?;
    last.0.ok_or_else(|| DemoError::NoReport { demo: name.to_owned() })
}

/// Runs a demo by name with parameters as typed, and hands every report that it shows to `sink`.
///
/// # Errors
/// An unknown name or parameter, or a value that is not allowed.
pub fn run_into(
    name: &str,
    set: &[(String, String)],
    sink: &mut dyn Sink,
) -> Result<(), DemoError> {
    let demo = named(name)?;
    demo.run(&Params::parse(demo.spec(), set)?, sink)
}

/// Keeps the last report.
struct Last(Option<Report>);

impl Sink for Last {
    fn report(&mut self, report: Report) -> bool {
        self.0 = Some(report);
        true
    }
}

/// Names that begin alike or differ in at most a third of their letters, nearest first.
fn nearest(name: &str) -> Vec<String> {
    let asked: Vec<char> = name.trim().to_lowercase().replace(['_', ' '], "-").chars().collect();
    // Nobody types a name this long by mistake, and the distance costs the product of the lengths.
    if asked.len() > 40 {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for demo in REGISTRY {
        let known = demo.spec().name;
        let letters: Vec<char> = known.chars().collect();
        let begins = asked.len() >= 3 && letters.starts_with(&asked);
        let distance = if begins { 0 } else { distance(&asked, &letters) };
        if distance <= letters.len() / 3 {
            found.push((distance, known));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// How many letters have to be put in, left out or changed.
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for ((y, pair), left) in b.iter().zip(row.windows(2)).zip(0..) {
            let changed = pair.first().copied().unwrap_or(0) + usize::from(x != y);
            let above = pair.last().copied().unwrap_or(0) + 1;
            let beside = next.get::<usize>(left).copied().unwrap_or(0) + 1;
            next.push(changed.min(above).min(beside));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, nearest: &[&str]) {
        let error = run(name, &[]).unwrap_err();
        let nearest = nearest.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(error, DemoError::UnknownDemo { name: name.to_owned(), nearest });
    }

    #[test]
    fn unknown_names_are_answered_with_near_ones() {
        check("atention", &["attention"]);
        check("Softmaxx", &["softmax"]);
        check("dot product ", &["dot-product"]);
        check("matrix", &["matrix-multiply"]);
        check("weather", &[]);
        check("", &[]);
        check(&"a".repeat(1_000_000), &[]);
    }
}
