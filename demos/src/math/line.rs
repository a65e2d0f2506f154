//! Whole lines of numbers: running sums, order, reductions, normalization, rotation.

use crate::report::{Norm, Reduction};
use ndarray::ArrayView1;

/// Running sums, in index order.
pub(super) fn cumsum(line: ArrayView1<f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |value: &f64| {
        sum += value;
        sum
    };
    line.iter().map(add).collect()
}

/// Largest first.
pub(super) fn sorted(line: ArrayView1<f64>) -> Vec<f64> {
    order(line).into_iter().filter_map(|place| line.get(place).copied()).collect()
}

/// Places, largest value first, equal ones as they stand.
pub(crate) fn order<'a>(line: impl IntoIterator<Item = &'a f64>) -> Vec<usize> {
    let mut places: Vec<(usize, f64)> = line.into_iter().copied().enumerate().collect();
    places.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    places.into_iter().map(|(place, _)| place).collect()
}

/// The place of the largest, of equals the first; 0 of nothing.
pub(crate) fn first_largest<'a>(line: impl IntoIterator<Item = &'a f64>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (place, value) in line.into_iter().enumerate() {
        if *value > best.1 {
            best = (place, *value);
        }
    }
    best.0
}

/// One number for a line.
pub(crate) fn reduce(reduction: Reduction, line: ArrayView1<f64>) -> f64 {
    match reduction {
        Reduction::Sum => super::sum(line),
        Reduction::Mean => super::sum(line) / line.len() as f64,
        Reduction::Max => super::largest(line),
        Reduction::Min => super::smallest(line),
        Reduction::Argmax => first_largest(line) as f64,
        Reduction::Variance => variance(line),
        Reduction::Norm => super::norm(line),
        Reduction::Entropy => super::entropy(line),
    }
}

/// Population variance.
fn variance(line: ArrayView1<f64>) -> f64 {
    let mean = super::sum(line) / line.len() as f64;
    super::sum(&line.mapv(|value| (value - mean) * (value - mean))) / line.len() as f64
}

/// Layer: the mean taken away, divided by √(variance + eps), the variance that of a population.
/// RMS: divided by √(mean square + eps).
pub(super) fn normalized(line: ArrayView1<f64>, kind: Norm, eps: f64) -> Vec<f64> {
    let count = line.len() as f64;
    let (middle, spread) = match kind {
        Norm::Layer => (super::sum(line) / count, variance(line)),
        Norm::Rms => (0.0, super::sum(&line.mapv(|value| value * value)) / count),
    };
    line.iter().map(|value| (value - middle) / (spread + eps).sqrt()).collect()
}

/// Pairs (2i, 2i+1) turned by position·base^(−2i/d).
pub(super) fn rotated(line: ArrayView1<f64>, base: f64, position: f64) -> Vec<f64> {
    let turn = |(pair, values): (usize, &[f64])| {
        let angle = position * libm::pow(base, -((2 * pair) as f64) / line.len() as f64);
        let (x, y) = (values.first().unwrap_or(&0.0), values.last().unwrap_or(&0.0));
        let (sin, cos) = (libm::sin(angle), libm::cos(angle));
        [x * cos - y * sin, x * sin + y * cos]
    };
    line.to_vec().chunks_exact(2).enumerate().flat_map(turn).collect()
}
