//! Matrix products whose bits do not depend on the processor: every element is summed over k in
//! order, multiply then add, with the lanes along the columns.

use ndarray::Array2;

/// a·b: (n × k)·(k × m) → n × m.
pub(crate) fn matmul(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    let mut product = Array2::zeros((a.nrows(), b.ncols()));
    for (mut sums, row) in product.rows_mut().into_iter().zip(a.rows()) {
        for (factor, line) in row.iter().zip(b.rows()) {
            sums.zip_mut_with(&line, |sum, value| *sum += factor * value);
        }
    }
    product
}

/// a·bᵀ: (n × k)·(m × k)ᵀ → n × m.
pub(crate) fn matmul_t(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    matmul(a, &b.t().as_standard_layout().into_owned())
}
