//! The small language of opened cells (the design's section 5), read so that it can be set
//! prettily: rounded numbers, `e^3.182` for `exp(3.18198…)`, long sums cut in the middle.

mod parse;

pub use parse::parse;

use super::grid;
use super::number::{exponent, operand, significant, spoken};
use crate::ink::{Line, Role};
use fingerpost_demos::report::Kind;

/// An expression of numbers only.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number, never negative.
    Number(f64),
    /// e.
    Euler,
    /// −a.
    Negative(Box<Self>),
    /// Terms, each with whether it is subtracted.
    Sum(Vec<(bool, Self)>),
    /// Factors.
    Product(Vec<Self>),
    /// a / b.
    Quotient(Box<Self>, Box<Self>),
    /// a ^ b.
    Power(Box<Self>, Box<Self>),
    /// A function by name.
    Call(String, Vec<Self>),
}

/// How an expression is set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Sums and argument lists longer than this are cut in the middle.
    pub terms: usize,
    /// What the numbers are; on the right of `×` and `/`, the second. `None` for a constant.
    pub kinds: [Option<Kind>; 2],
}

impl Expression {
    /// What the expression gives; `None` for a function that is not known here.
    pub fn value(&self) -> Option<f64> {
        Some(match self {
            Self::Number(number) => *number,
            Self::Euler => std::f64::consts::E,
            Self::Negative(inner) => -inner.value()?,
            Self::Sum(terms) => {
                let mut sum = 0.0;
                for (minus, term) in terms {
                    let value = term.value()?;
                    sum += if *minus { -value } else { value };
                }
                sum
            }
            Self::Product(factors) => {
                let mut product = 1.0;
                for factor in factors {
                    product *= factor.value()?;
                }
                product
            }
            Self::Quotient(above, below) => above.value()? / below.value()?,
            Self::Power(base, power) if **base == Self::Euler => power.value()?.exp(),
            Self::Power(base, power) => base.value()?.powf(power.value()?),
            Self::Call(name, given) => {
                let given: Vec<f64> = given.iter().map(Self::value).collect::<Option<_>>()?;
                call(name, &given)?
            }
        })
    }

    /// The expression as a line.
    pub fn set(&self, style: Style) -> Line {
        let mut line = Line::default();
        self.write(&mut line, style, style.kinds[0]);
        line
    }

    /// The values above and below the line of a quotient whose parts are not plain numbers.
    pub fn sides(&self) -> Option<(f64, f64)> {
        let Self::Quotient(above, below) = self else { return None };
        if matches!(**above, Self::Number(_)) && !matches!(**below, Self::Sum(_)) {
            return None;
        }
        let sides = (above.value()?, below.value()?);
        (sides.0.is_finite() && sides.1.is_finite()).then_some(sides)
    }

    /// Whether it is one number alone.
    pub fn is_plain(&self) -> bool {
        match self {
            Self::Number(_) => true,
            Self::Negative(inner) => inner.is_plain(),
            _ => false,
        }
    }

    /// The number of terms of its longest sum.
    pub fn longest(&self) -> usize {
        match self {
            Self::Number(_) | Self::Euler => 1,
            Self::Negative(inner) => inner.longest(),
            Self::Sum(terms) => {
                terms.iter().map(|term| term.1.longest()).max().unwrap_or(0).max(terms.len())
            }
            Self::Product(parts) | Self::Call(_, parts) => {
                parts.iter().map(Self::longest).max().unwrap_or(0).max(parts.len())
            }
            Self::Quotient(a, b) | Self::Power(a, b) => a.longest().max(b.longest()),
        }
    }

    fn exponent(&self) -> Option<&Self> {
        match self {
            Self::Power(base, power) if **base == Self::Euler => Some(power),
            Self::Call(name, given) if name == "exp" => given.first(),
            _ => None,
        }
    }

    fn strength(&self) -> u8 {
        match self {
            Self::Sum(_) | Self::Negative(_) => 1,
            Self::Product(_) | Self::Quotient(..) => 2,
            Self::Power(..) => 3,
            Self::Call(name, _) if name == "exp" => 3,
            Self::Number(_) | Self::Euler | Self::Call(..) => 4,
        }
    }

    fn write(&self, line: &mut Line, style: Style, kind: Option<Kind>) {
        if let Some(power) = self.exponent() {
            line.push("e^", Role::Math);
            return power.write_exponent(line, style, kind);
        }
        match self {
            Self::Number(number) => line.push(digits(*number, kind), role(kind)),
            Self::Euler => line.push("e", Role::Math),
            Self::Negative(inner) => {
                line.push("−", role(kind));
                inner.within(2, line, style, kind);
            }
            Self::Sum(terms) => write_sum(terms, line, style, kind),
            Self::Product(factors) => {
                for (index, factor) in factors.iter().enumerate() {
                    if index > 0 {
                        line.push(" × ", Role::Math);
                    }
                    factor.within(3, line, style, style.kinds[index.min(1)]);
                }
            }
            Self::Quotient(above, below) => {
                above.within(2, line, style, kind);
                line.push(" / ", Role::Math);
                below.within(3, line, style, style.kinds[1]);
            }
            Self::Power(base, power) => {
                base.within(4, line, style, kind);
                line.push("^", Role::Math);
                power.write_exponent(line, style, kind);
            }
            Self::Call(name, given) => write_call(name, given, line, style),
        }
    }

    fn write_exponent(&self, line: &mut Line, style: Style, kind: Option<Kind>) {
        match self {
            Self::Number(number) => line.push(exponent(*number), role(kind)),
            Self::Negative(inner) if matches!(**inner, Self::Number(_)) => {
                line.push(exponent(self.value().unwrap_or(f64::NAN)), role(kind));
            }
            _ => self.within(5, line, style, kind),
        }
    }

    /// In parentheses where it binds less than its surroundings.
    fn within(&self, strength: u8, line: &mut Line, style: Style, kind: Option<Kind>) {
        if self.strength() >= strength {
            return self.write(line, style, kind);
        }
        line.push("(", Role::Math);
        self.write(line, style, kind);
        line.push(")", Role::Math);
    }
}

/// An operand's number as its table would say it, with a digit more where that loses something.
pub fn digits(value: f64, kind: Option<Kind>) -> String {
    match kind {
        None | Some(Kind::Number | Kind::Count) => significant(value, 4),
        Some(kind) if grid::is_share(kind) => spoken(value, kind),
        Some(_) => operand(value),
    }
}

fn role(kind: Option<Kind>) -> Role {
    kind.map_or(Role::Math, |kind| grid::role(kind, 1.0))
}

/// The indices that are shown of `count` terms: all, or the first ones and the last.
fn shown(count: usize, terms: usize) -> (usize, usize) {
    let terms = terms.max(2);
    // Cutting a single term out would save nothing.
    if count <= terms + 1 { (count, count) } else { (terms - 1, count - 1) }
}

fn write_sum(terms: &[(bool, Expression)], line: &mut Line, style: Style, kind: Option<Kind>) {
    let (head, tail) = shown(terms.len(), style.terms);
    for (index, (minus, term)) in terms.iter().enumerate() {
        if index == head && head < tail {
            line.push(format!(" + … {} more terms …", tail - head), Role::Dim);
        }
        if (head..tail).contains(&index) {
            continue;
        }
        match (index, minus) {
            (0, false) => {}
            (0, true) => line.push("−", Role::Math),
            (_, false) => line.push(" + ", Role::Math),
            (_, true) => line.push(" − ", Role::Math),
        }
        term.within(2, line, style, kind);
    }
}

fn write_call(name: &str, given: &[Expression], line: &mut Line, style: Style) {
    let kind = style.kinds[0];
    if let ("sqrt", [Expression::Number(number)]) = (name, given) {
        return line.push(format!("√{}", exponent_or_decimal(*number)), Role::Math);
    }
    if let ("ln", [Expression::Number(0.0)]) = (name, given) {
        // The language has no word for what a mask puts in; this is how it writes −∞.
        return line.push("−∞", Role::Dim);
    }
    line.push(if name == "sqrt" { "√(" } else { name }, Role::Math);
    if name != "sqrt" {
        line.push("(", Role::Math);
    }
    let (head, tail) = shown(given.len(), style.terms);
    for (index, argument) in given.iter().enumerate() {
        if index == head && head < tail {
            line.push(format!(", … {} more …", tail - head), Role::Dim);
        }
        if (head..tail).contains(&index) {
            continue;
        }
        if index > 0 {
            line.push(", ", Role::Math);
        }
        argument.write(line, style, kind);
    }
    line.push(")", Role::Math);
}

fn exponent_or_decimal(number: f64) -> String {
    if number.fract() == 0.0 { exponent(number) } else { operand(number) }
}

fn call(name: &str, given: &[f64]) -> Option<f64> {
    let first = *given.first()?;
    Some(match name {
        "sqrt" => first.sqrt(),
        "exp" => first.exp(),
        "ln" => first.ln(),
        "abs" => first.abs(),
        "sin" => first.sin(),
        "cos" => first.cos(),
        "tanh" => first.tanh(),
        "min" => given.iter().copied().fold(f64::INFINITY, f64::min),
        "max" => given.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
