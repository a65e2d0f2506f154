//! An evaluator of the small language in which cells are opened.

use std::iter::Peekable;
use std::str::Chars;

/// The value of an expression; an error names what was not understood.
pub(crate) fn evaluate(text: &str) -> Result<f64, String> {
    let mut reader = Reader { rest: text.chars().peekable() };
    let value = reader.sum()?;
    reader.space();
    match reader.rest.next() {
        None => Ok(value),
        Some(c) => Err(format!("{c} in {text}")),
    }
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.rest.next_if_eq(&' ').is_some() {}
    }

    fn takes(&mut self, wanted: char) -> bool {
        self.space();
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        loop {
            if self.takes('+') {
                value += self.product()?;
            } else if self.takes('−') {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.power()?;
        loop {
            if self.takes('×') {
                value *= self.power()?;
            } else if self.takes('/') {
                value /= self.power()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn power(&mut self) -> Result<f64, String> {
        let base = self.operand()?;
        if self.takes('^') { Ok(libm::pow(base, self.power()?)) } else { Ok(base) }
    }

    fn operand(&mut self) -> Result<f64, String> {
        if self.takes('(') {
            let value = if self.takes('−') { -self.operand()? } else { self.sum()? };
            return if self.takes(')') { Ok(value) } else { Err("no closing bracket".to_owned()) };
        }
        self.space();
        let mut word = String::new();
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '.') {
            word.push(c);
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let plain = word.chars().all(|c| c.is_ascii_digit() || c == '.');
            let number = word.parse().ok().filter(|_| plain);
            return number.ok_or_else(|| format!("{word} is no decimal number"));
        }
        if word == "e" {
            return Ok(std::f64::consts::E);
        }
        self.call(&word)
    }

    fn call(&mut self, name: &str) -> Result<f64, String> {
        if !self.takes('(') {
            return Err(format!("{name:?} without brackets"));
        }
        let mut values = vec![self.sum()?];
        while self.takes(',') {
            values.push(self.sum()?);
        }
        if !self.takes(')') {
            return Err("no closing bracket".to_owned());
        }
        let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        match (name, values.as_slice()) {
            ("max", _) => Ok(largest),
            ("min", _) => Ok(values.iter().copied().fold(f64::INFINITY, f64::min)),
            ("argmax", _) => {
                Ok(values.iter().position(|value| *value >= largest).unwrap_or(0) as f64)
            }
            ("sqrt", [x]) => Ok(libm::sqrt(*x)),
            ("exp", [x]) => Ok(libm::exp(*x)),
            ("ln", [x]) => Ok(libm::log(*x)),
            ("abs", [x]) => Ok(x.abs()),
            ("sin", [x]) => Ok(libm::sin(*x)),
            ("cos", [x]) => Ok(libm::cos(*x)),
            ("tanh", [x]) => Ok(libm::tanh(*x)),
            ("erf", [x]) => Ok(libm::erf(*x)),
            _ => Err(format!("{name}({values:?})")),
        }
    }
}

#[test]
fn the_language_by_hand() {
    for (text, value) in [
        ("1 + 2 × 3 − 4 / 2", 5.0),
        ("2^3^2", 512.0),
        ("(−3)^2", 9.0),
        ("2 × (1 + 0.5)", 3.0),
        ("argmax(1, 3, 3) + max(2, (−7)) + min(2, (−7))", -4.0),
        ("e^0 / (e^0 + e^0)", 0.5),
        ("sqrt(16) × abs((−2)) + ln(e)", 9.0),
    ] {
        assert!((evaluate(text).unwrap() - value).abs() < 1e-12, "{text}");
    }
    for text in ["", "1 +", "2 = 2", "scores", "1e5", ".5", "(1", "-1", "sqrt 4"] {
        assert!(evaluate(text).is_err(), "{text}");
    }
}
