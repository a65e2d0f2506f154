//! Work on single cells and on lines: operations of two tables, functions, reductions.

use crate::report::{Axis, Function, Reduction};
use ndarray::{Array2, Axis as Along};

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

/// A function of one number.
pub(crate) fn function(function: Function, x: f64) -> f64 {
    match function {
        Function::Exp => libm::exp(x),
        Function::Ln => libm::log(x),
        Function::Sqrt => x.sqrt(),
        Function::Square => x * x,
        Function::Abs => x.abs(),
        Function::Neg => -x,
        Function::Reciprocal => 1.0 / x,
        Function::Sin => libm::sin(x),
        Function::Cos => libm::cos(x),
        Function::Sign if x == 0.0 => 0.0,
        Function::Sign => x.signum(),
        Function::Step => f64::from(x > 0.0),
        Function::Relu => x.max(0.0),
        Function::Gelu => 0.5 * x * (1.0 + libm::erf(x / std::f64::consts::SQRT_2)),
        Function::GeluTanh => {
            let slope = (2.0 / std::f64::consts::PI).sqrt();
            0.5 * x * (1.0 + libm::tanh(slope * (x + 0.044_715 * x * x * x)))
        }
        Function::Tanh => libm::tanh(x),
        Function::Sigmoid => 1.0 / (1.0 + libm::exp(-x)),
        Function::Elu1 => {
            if x > 0.0 {
                x + 1.0
            } else {
                libm::exp(x)
            }
        }
    }
}

/// One number for each row (n × 1) or column (1 × m).
pub(crate) fn reduce(table: &Array2<f64>, reduction: Reduction, axis: Axis) -> Array2<f64> {
    let along = if axis == Axis::Row { Along(1) } else { Along(0) };
    table
        .map_axis(along, |line| {
            let count = line.len() as f64;
            match reduction {
                Reduction::Sum => super::sum(line),
                Reduction::Mean => super::sum(line) / count,
                Reduction::Max => super::largest(line),
                Reduction::Min => super::smallest(line),
                Reduction::Argmax => {
                    let largest = super::largest(line);
                    line.iter().position(|value| *value >= largest).unwrap_or(0) as f64
                }
                Reduction::Variance => {
                    let mean = super::sum(line) / count;
                    super::sum(&line.mapv(|value| (value - mean) * (value - mean))) / count
                }
                Reduction::Norm => super::norm(line),
                Reduction::Entropy => super::entropy(line),
            }
        })
        .insert_axis(along)
}
