//! Whole lines of numbers: running sums, reductions, normalization.

use crate::report::{Norm, Reduction};
use ndarray::Array2;

/// Running sums along each row, in index order.
pub(crate) fn cumsum_rows(values: &Array2<f64>) -> Array2<f64> {
    let mut sums = values.clone();
    for mut row in sums.rows_mut() {
        let mut sum = 0.0;
        row.mapv_inplace(|value| {
            sum += value;
            sum
        });
    }
    sums
}

/// Layer: the mean taken away, divided by √(variance + eps), the variance that of a population.
/// RMS: divided by √(mean square + eps).
pub(crate) fn normalize_rows(values: &Array2<f64>, kind: Norm, eps: f64) -> Array2<f64> {
    let mut made = values.clone();
    for mut row in made.rows_mut() {
        let count = row.len() as f64;
        let middle = if kind == Norm::Layer { super::sum(&row) / count } else { 0.0 };
        row.mapv_inplace(|value| value - middle);
        let square = row.iter().fold(0.0, |sum, value| sum + value * value) / count;
        let root = (square + eps).sqrt();
        row.mapv_inplace(|value| value / root);
    }
    made
}

/// One number for a line.
pub(crate) fn reduce(reduction: Reduction, line: &[f64]) -> f64 {
    let count = line.len() as f64;
    match reduction {
        Reduction::Sum => super::sum(line),
        Reduction::Mean => super::sum(line) / count,
        Reduction::Max => super::largest(line),
        Reduction::Min => super::smallest(line),
        Reduction::Argmax => first_largest(line) as f64,
        Reduction::Variance => {
            let mean = super::sum(line) / count;
            let apart = |sum: f64, value: &f64| sum + (value - mean) * (value - mean);
            line.iter().fold(0.0, apart) / count
        }
        Reduction::Norm => super::norm(line),
        Reduction::Entropy => super::entropy(line),
    }
}

/// The place of the largest, of equals the first; 0 of nothing.
pub(crate) fn first_largest(line: &[f64]) -> usize {
    let largest = super::largest(line);
    line.iter().position(|value| *value >= largest).unwrap_or(0)
}

/// Places, largest value first, equal ones as they stand.
pub(crate) fn order(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut places: Vec<(usize, f64)> = values.enumerate().collect();
    places.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    places.into_iter().map(|(place, _)| place).collect()
}
