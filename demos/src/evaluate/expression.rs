//! Pieces of the expression language: numbers that lose nothing, sums, brackets.

/// A number in the fewest digits that give it again: a leading digit, no exponent, brackets
/// round a negative one. What is not finite is written by what makes it.
pub(super) fn number(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if value.is_nan() {
        "(0 / 0)".to_owned()
    } else if value == f64::INFINITY {
        "(0 − ln(0))".to_owned()
    } else if value == f64::NEG_INFINITY {
        "ln(0)".to_owned()
    } else if value < 0.0 {
        format!("(−{})", -value)
    } else {
        value.to_string()
    }
}

/// Terms between plus signs; 0 for none.
pub(super) fn sum(terms: &[String]) -> String {
    if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") }
}

/// A sum that stands as one operand.
pub(super) fn bracketed_sum(terms: &[String]) -> String {
    if terms.len() == 1 { sum(terms) } else { format!("({})", sum(terms)) }
}

/// A factor in the way in which people would write it.
pub(crate) enum Factor {
    /// Dividing by this is shorter than multiplying: `a / 2`.
    Over(f64),
    /// Dividing by the root of this: `a / sqrt(3)`.
    OverRoot(f64),
    /// `0.3 × a`.
    Times(f64),
}

impl Factor {
    pub(crate) fn of(factor: f64) -> Self {
        let inverse = 1.0 / factor;
        let square = (inverse * inverse).round();
        let is_root = factor > 0.0
            && inverse.fract() != 0.0
            && (2.0..=65_536.0).contains(&square)
            && (inverse * inverse - square).abs() <= 1e-13 * square;
        if is_root {
            return Self::OverRoot(square);
        }
        if inverse.is_finite() && inverse.to_string().len() < factor.to_string().len() {
            return Self::Over(inverse);
        }
        Self::Times(factor)
    }
}

/// A number times a factor.
pub(super) fn scaled(factor: f64, a: f64) -> String {
    let a = number(a);
    match Factor::of(factor) {
        Factor::Over(by) => format!("{a} / {}", number(by)),
        Factor::OverRoot(of) => format!("{a} / sqrt({of})"),
        Factor::Times(factor) => format!("{} × {a}", number(factor)),
    }
}
