//! Whole lines: softmax, normalization, rotation.

use crate::report::Norm;

/// Softmax with the largest subtracted; zeros where nothing is kept.
pub(crate) fn softmax(line: &[f64]) -> Vec<f64> {
    let mut largest = f64::NEG_INFINITY;
    for score in line {
        if *score > largest {
            largest = *score;
        }
    }
    if largest == f64::NEG_INFINITY {
        return vec![0.0; line.len()];
    }
    let exponentials: Vec<f64> = line.iter().map(|score| libm::exp(score - largest)).collect();
    let sum: f64 = exponentials.iter().sum();
    exponentials.into_iter().map(|exponential| exponential / sum).collect()
}

/// The population's variance.
pub(crate) fn variance(line: &[f64]) -> f64 {
    let count = line.len() as f64;
    let mean = line.iter().sum::<f64>() / count;
    line.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count
}

/// Layer: mean taken away, divided by √(variance + eps). RMS: divided by √(mean square + eps).
pub(crate) fn normalize(line: &[f64], kind: Norm, eps: f64) -> Vec<f64> {
    let count = line.len() as f64;
    let (middle, spread) = match kind {
        Norm::Layer => (line.iter().sum::<f64>() / count, variance(line)),
        Norm::Rms => (0.0, line.iter().map(|value| value * value).sum::<f64>() / count),
    };
    line.iter().map(|value| (value - middle) / libm::sqrt(spread + eps)).collect()
}

/// Pairs (2i, 2i+1) turned by position·base^(−2i/d).
pub(crate) fn rotate(line: &[f64], base: f64, position: f64) -> Vec<f64> {
    let width = line.len();
    let mut turned = Vec::with_capacity(width);
    for (pair, values) in line.chunks_exact(2).enumerate() {
        let angle = position * libm::pow(base, exponent(pair, width));
        if let [x, y] = values {
            turned.push(x * libm::cos(angle) - y * libm::sin(angle));
            turned.push(x * libm::sin(angle) + y * libm::cos(angle));
        }
    }
    turned
}

/// −2i/d.
pub(crate) fn exponent(pair: usize, width: usize) -> f64 {
    -((2 * pair) as f64) / width as f64
}
