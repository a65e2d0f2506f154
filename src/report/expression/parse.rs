//! Reading the small language: `+ − × / ^`, parentheses, `e`, functions, decimal numbers.

use super::Expression;

/// Deeper nesting is not read; the caller then shows the text as it is.
const DEPTH: usize = 60;

/// The expression, or `None` where the text is not one.
pub fn parse(text: &str) -> Option<Expression> {
    let mut reader = Reader { rest: text, depth: 0 };
    let expression = reader.sum()?;
    reader.skip();
    reader.rest.is_empty().then_some(expression)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes one of the characters, if it comes next.
    fn take(&mut self, wanted: &[char]) -> bool {
        self.skip();
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut terms = vec![(false, self.product()?)];
        loop {
            if self.take(&['+']) {
                terms.push((false, self.product()?));
            } else if self.take(&['−', '-']) {
                terms.push((true, self.product()?));
            } else {
                break;
            }
        }
        self.depth -= 1;
        if terms.len() == 1 { terms.pop().map(|term| term.1) } else { Some(Expression::Sum(terms)) }
    }

    fn product(&mut self) -> Option<Expression> {
        let mut product = self.unary()?;
        loop {
            if self.take(&['×', '*', '·']) {
                let factor = self.unary()?;
                product = match product {
                    Expression::Product(mut factors) => {
                        factors.push(factor);
                        Expression::Product(factors)
                    }
                    other => Expression::Product(vec![other, factor]),
                };
            } else if self.take(&['/']) {
                let below = self.unary()?;
                product = Expression::Quotient(Box::new(product), Box::new(below));
            } else {
                return Some(product);
            }
        }
    }

    fn unary(&mut self) -> Option<Expression> {
        if !self.take(&['−', '-']) {
            return self.power();
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let inner = self.unary()?;
        self.depth -= 1;
        Some(Expression::Negative(Box::new(inner)))
    }

    fn power(&mut self) -> Option<Expression> {
        let base = self.atom()?;
        if !self.take(&['^']) {
            return Some(base);
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let power = self.unary()?;
        self.depth -= 1;
        Some(Expression::Power(Box::new(base), Box::new(power)))
    }

    fn atom(&mut self) -> Option<Expression> {
        if self.take(&['(']) {
            let inner = self.sum()?;
            return self.take(&[')']).then_some(inner);
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return self.number();
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        if name == "e" {
            return Some(Expression::Euler);
        }
        if name.is_empty() || !self.take(&['(']) {
            return None;
        }
        let name = name.to_owned();
        let mut given = vec![self.sum()?];
        while self.take(&[',']) {
            given.push(self.sum()?);
        }
        self.take(&[')']).then_some(Expression::Call(name, given))
    }

    fn number(&mut self) -> Option<Expression> {
        let bytes = self.rest.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut end = digits(0);
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1);
        }
        if bytes.get(end) == Some(&b'e') {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let power = digits(end + 1 + sign);
            if power > end + 1 + sign {
                end = power;
            }
        }
        let number = self.rest.get(..end)?.parse().ok()?;
        self.rest = self.rest.get(end..)?;
        Some(Expression::Number(number))
    }
}
