//! Operations of two tables, place by place.

use ndarray::Array2;

/// An operation of two tables of one shape; one with a single row or column is spread.
pub(crate) fn spread(a: &Array2<f64>, b: &Array2<f64>, by: fn(f64, f64) -> f64) -> Array2<f64> {
    let shape = (a.nrows().max(b.nrows()), a.ncols().max(b.ncols()));
    let at = |table: &Array2<f64>, row: usize, col: usize| {
        let row = if table.nrows() == 1 { 0 } else { row };
        let col = if table.ncols() == 1 { 0 } else { col };
        table.get((row, col)).copied().unwrap_or(f64::NAN)
    };
    Array2::from_shape_fn(shape, |(row, col)| by(at(a, row, col), at(b, row, col)))
}

/// The largest difference of two tables of one shape; NaN where one is not a number.
pub(crate) fn gap(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let apart = spread(a, b, |a, b| (a - b).abs());
    apart.iter().fold(0.0, |gap, apart| if *apart <= gap { gap } else { *apart })
}
