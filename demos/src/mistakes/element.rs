//! Mistakes in rules that work place by place.

use super::{Found, Place};
use crate::evaluate::Factor;
use crate::report::{Function, Rule};

pub(super) fn mistakes(place: &Place, rule: &Rule) -> Found {
    let at = |which: usize| {
        let (rows, cols) = place.of.get(which)?.values.dim();
        let row = if rows == 1 { 0 } else { place.row };
        place.read(which, row, if cols == 1 { 0 } else { place.col })
    };
    let pair = at(0).zip(at(1));
    let of = |made: fn(f64, f64) -> f64| pair.map(|(a, b)| made(a, b));
    let found: Vec<(&str, Option<f64>)> = match rule {
        Rule::Add { .. } => vec![
            ("with the second number taken away, not added", of(|a, b| a - b)),
            ("with the numbers multiplied, not added", of(|a, b| a * b)),
            ("without adding the second number", at(0)),
            ("without the first number", at(1)),
        ],
        Rule::Sub { .. } => vec![
            ("the other way round, the second minus the first", of(|a, b| b - a)),
            ("with the second number added, not taken away", of(|a, b| a + b)),
            ("without taking the second number away", at(0)),
        ],
        Rule::Mul { .. } => vec![
            ("with the numbers added, not multiplied", of(|a, b| a + b)),
            ("with the first divided by the second, not multiplied", of(|a, b| a / b)),
            ("without the second factor", at(0)),
            ("without the first factor", at(1)),
        ],
        Rule::Div { .. } => vec![
            ("the other way round, the second divided by the first", of(|a, b| b / a)),
            ("with the numbers multiplied, not divided", of(|a, b| a * b)),
            ("with the second taken away, not divided by", of(|a, b| a - b)),
            ("without dividing", at(0)),
        ],
        Rule::Mask { .. } => vec![("without the mask", at(0))],
        Rule::Scale { factor, .. } => return scale(*factor, at(0)),
        Rule::Map { r#fn, .. } => at(0).map(|x| map(*r#fn, x)).unwrap_or_default(),
        _ => Vec::new(),
    };
    found.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A factor as people write it: `1/√2`, `1/3`, `0.3`.
pub(super) fn factor_words(factor: f64) -> String {
    match Factor::of(factor) {
        Factor::Over(by) => format!("1/{by}"),
        Factor::OverRoot(of) => format!("1/√{of}"),
        Factor::Times(factor) => factor.to_string(),
    }
}

fn scale(factor: f64, before: Option<f64>) -> Found {
    let words = factor_words(factor);
    let mut found = vec![
        (format!("without the scaling by {words}"), before),
        (format!("with {words} divided by, not multiplied with"), before.map(|a| a / factor)),
    ];
    if let Factor::OverRoot(of) = Factor::of(factor) {
        found.push((format!("with {of} divided by, not its root"), before.map(|a| a / of)));
    }
    found
}

fn map(function: Function, x: f64) -> Vec<(&'static str, Option<f64>)> {
    let logistic = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    let found = match function {
        Function::Exp => vec![("with 2^ in place of e^", libm::exp2(x)), ("without e^", x)],
        Function::Ln => vec![
            ("with the logarithm to base 2", libm::log2(x)),
            ("with the logarithm to base 10", libm::log10(x)),
            ("without the logarithm", x),
        ],
        Function::Sqrt => {
            vec![("without the square root", x), ("with half in place of the root", x / 2.0)]
        }
        Function::Square => vec![
            ("without the square", x),
            ("doubled, not squared", 2.0 * x),
            ("with the square root in place of the square", libm::sqrt(x)),
        ],
        Function::Abs | Function::Neg => vec![("with the sign left as it was", x)],
        Function::Reciprocal => {
            vec![("without dividing 1 by it", x), ("with the sign in place of 1 divided by it", -x)]
        }
        Function::Sin => vec![
            ("with the cosine in place of the sine", libm::cos(x)),
            ("with the angle in degrees", libm::sin(x.to_radians())),
        ],
        Function::Cos => vec![
            ("with the sine in place of the cosine", libm::sin(x)),
            ("with the angle in degrees", libm::cos(x.to_radians())),
        ],
        Function::Sign => vec![("with the number itself, not its sign", x)],
        Function::Step => vec![
            ("with 1 where it is not above 0", f64::from(u8::from(x <= 0.0))),
            ("without the step", x),
        ],
        Function::Relu => vec![
            ("without cutting off below 0", x),
            ("with the size, not 0, below 0", x.abs()),
            ("with 1 above 0, not the number itself", f64::from(u8::from(x > 0.0))),
        ],
        Function::Gelu | Function::GeluTanh => vec![
            ("with ReLU in place of GELU", x.max(0.0)),
            ("with x · sigmoid(x)", x * logistic(x)),
            ("without the function", x),
        ],
        Function::Tanh => {
            vec![("with the sigmoid in place of tanh", logistic(x)), ("without tanh", x)]
        }
        Function::Sigmoid => vec![
            ("with e^x in place of e^−x", logistic(-x)),
            ("with tanh in place of the sigmoid", libm::tanh(x)),
            ("without the sigmoid", x),
        ],
        Function::Elu1 => vec![
            ("without adding 1", if x > 0.0 { x } else { libm::exp(x) - 1.0 }),
            ("without the function", x),
        ],
    };
    found.into_iter().map(|(name, value)| (name, Some(value))).collect()
}
