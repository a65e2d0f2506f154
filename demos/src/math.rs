//! What demos compute with: `f64`, sums in index order, exp and the like from the crate `libm`,
//! so that every platform gives the same bits. Shapes are the caller's to check: where they do
//! not fit, what lies outside the smaller one is left out, and nothing panics.

mod apply;
mod function;
mod line;
mod product;
mod random;
mod seeded;
mod softmax;
mod spread;
#[cfg(test)]
mod tests;

pub(crate) use apply::apply;
pub(crate) use function::function;
pub(crate) use line::{first_largest, order, reduce};
pub(crate) use product::{matmul, matmul_t};
pub(crate) use random::{normals, shares};
pub(crate) use seeded::seeded;
pub(crate) use softmax::{causal, mask, softmax_naive_rows, softmax_rows};
pub(crate) use spread::{gap, spread};

/// The sum in index order.
pub(crate) fn sum<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().fold(0.0, |sum, value| sum + value)
}

/// The largest; −∞ of nothing.
pub(crate) fn largest<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// The smallest; ∞ of nothing.
pub(crate) fn smallest<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().copied().fold(f64::INFINITY, f64::min)
}

/// The size of the largest, whatever its sign; 0 of nothing.
pub(crate) fn size<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().copied().map(f64::abs).fold(0.0, f64::max)
}

/// The root of the sum of squares.
pub(crate) fn norm<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().fold(0.0, |sum, value| sum + value * value).sqrt()
}

/// −Σ p ln p in nats; a share of zero adds nothing.
pub(crate) fn entropy<'a>(shares: impl IntoIterator<Item = &'a f64>) -> f64 {
    let kept = shares.into_iter().filter(|share| **share > 0.0);
    kept.fold(0.0, |sum, share| sum - share * libm::log(*share))
}
