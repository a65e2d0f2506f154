//! Functions of one number, by the crate `libm` where they are not plain arithmetic.

use crate::report::Function;
use std::f64::consts::{FRAC_2_PI, SQRT_2};

/// The value of a function; step is 1 above zero, sign and relu of zero are 0.
pub(crate) fn function(function: Function, x: f64) -> f64 {
    match function {
        Function::Ln => libm::log(x),
        Function::Sqrt => x.sqrt(),
        Function::Square => x * x,
        Function::Abs => x.abs(),
        Function::Neg => -x,
        Function::Reciprocal => 1.0 / x,
        Function::Sin => libm::sin(x),
        Function::Cos => libm::cos(x),
        Function::Sign => f64::from(i8::from(x > 0.0) - i8::from(x < 0.0)),
        Function::Step => f64::from(i8::from(x > 0.0)),
        Function::Relu => x.max(0.0),
        Function::Gelu => 0.5 * x * (1.0 + libm::erf(x / SQRT_2)),
        Function::GeluTanh => {
            0.5 * x * (1.0 + libm::tanh(FRAC_2_PI.sqrt() * (x + 0.044_715 * x * x * x)))
        }
        Function::Tanh => libm::tanh(x),
        Function::Sigmoid => 1.0 / (1.0 + libm::exp(-x)),
        Function::Elu1 if x > 0.0 => x + 1.0,
        Function::Exp | Function::Elu1 => libm::exp(x),
    }
}
