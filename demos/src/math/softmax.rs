//! Softmax and the mask before it.

use ndarray::Array2;

/// Softmax of each row, the largest subtracted first; a row with nothing kept gives zeros.
pub(crate) fn softmax_rows(scores: &Array2<f64>) -> Array2<f64> {
    let mut weights = scores.clone();
    for mut row in weights.rows_mut() {
        let largest = super::largest(&row);
        if largest == f64::NEG_INFINITY {
            row.fill(0.0);
            continue;
        }
        row.mapv_inplace(|score| libm::exp(score - largest));
        let sum = super::sum(&row);
        row.mapv_inplace(|exponential| exponential / sum);
    }
    weights
}

/// Softmax of each row as written in the books: e^score over the sum of the row, overflow and all.
pub(crate) fn softmax_naive_rows(scores: &Array2<f64>) -> Array2<f64> {
    let mut weights = scores.mapv(libm::exp);
    for mut row in weights.rows_mut() {
        let sum = super::sum(&row);
        row.mapv_inplace(|exponential| exponential / sum);
    }
    weights
}

/// Every place up to its own row's: n × n.
pub(crate) fn causal(n: usize) -> Vec<Vec<bool>> {
    (0..n).map(|row| (0..n).map(|col| col <= row).collect()).collect()
}

/// The scores where kept, −∞ elsewhere.
pub(crate) fn mask(scores: &Array2<f64>, keep: &[Vec<bool>]) -> Array2<f64> {
    let mut masked = Array2::from_elem(scores.raw_dim(), f64::NEG_INFINITY);
    for ((mut row, scores), keep) in masked.rows_mut().into_iter().zip(scores.rows()).zip(keep) {
        for ((cell, score), keep) in row.iter_mut().zip(scores).zip(keep) {
            if *keep {
                *cell = *score;
            }
        }
    }
    masked
}
