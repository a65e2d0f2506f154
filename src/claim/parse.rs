//! Reading the language. Nodes lie in a list in which operands come before what uses them, so
//! that nothing that walks them has to recurse.

mod leaf;

use super::override_list::Override;
use super::{Relation, Unclear, unclear};
use std::ops::Range;

/// Deeper nesting is not read.
pub(super) const DEPTH: usize = 60;
/// A longer text is not read.
pub(super) const LONGEST: usize = 1_000;
/// Different runs that one claim may name.
pub(super) const RUNS: usize = 8;

/// What a claim says.
#[derive(Debug)]
pub(super) struct Expression {
    pub nodes: Vec<Node>,
    /// What the runs set instead of the claim's own parameters; the first sets nothing.
    pub runs: Vec<Vec<Override>>,
    pub left: Operand,
    pub relation: Relation,
    pub right: Operand,
    pub tolerance: Option<Operand>,
}

/// A node and the text that it was read from.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub node: usize,
    pub range: Range<usize>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub range: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Kind {
    Number(f64),
    Metric { name: String, run: usize },
    Cell { table: String, row: Index, col: Index, run: usize },
    Negative(usize),
    Binary(Operator, usize, usize),
    Call(Function, Vec<usize>),
}

/// An index as it is written: from 0, or from the end where it is negative.
#[derive(Debug, Clone)]
pub(super) struct Index {
    pub value: i64,
    pub range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Ln,
    Sqrt,
    Abs,
    Min,
    Max,
}

const RELATIONS: [(&str, Relation); 5] = [
    ("==", Relation::Equal),
    ("<=", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("<", Relation::Less),
    (">", Relation::Greater),
];

/// Signs that people write and the language does not know, and what to write instead.
const FOREIGN: [(&str, &str); 9] = [
    ("×", "*"),
    ("·", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("≤", "<="),
    ("≥", ">="),
    ("≈", "== … ± tolerance"),
    ("√", "sqrt( )"),
    ("=", "=="),
];

/// Reads a claim.
pub(super) fn parse(text: &str) -> Result<Expression, Unclear> {
    if text.len() > LONGEST {
        let message = format!("{} bytes; at most {LONGEST} are read", text.len());
        return Err(unclear(0..text.len(), message, "split the claim into several"));
    }
    let mut parser = Parser { text, at: 0, depth: 0, nodes: Vec::new(), runs: vec![Vec::new()] };
    let left = parser.side()?;
    let Some(relation) = parser.relation() else {
        return Err(parser.unexpected("a comparison is missing", "write one of == < <= > >="));
    };
    let right = parser.side()?;
    let mut tolerance = None;
    let before = parser.at;
    if parser.take("±") || parser.take("+-") {
        if relation != Relation::Equal {
            let message = format!("a tolerance has no meaning behind {}", relation.sign());
            return Err(unclear(before..parser.at, message, "± stands only behind =="));
        }
        tolerance = Some(parser.side()?);
    }
    parser.skip();
    let before = parser.at;
    if let Some(second) = parser.relation() {
        let message = format!("{} is a second comparison", second.sign());
        let help = "a claim has one; write another claim for the other";
        return Err(unclear(before..parser.at, message, help));
    }
    if parser.at < text.len() {
        return Err(parser.unexpected("the claim goes on where it should end", "remove the rest"));
    }
    let Parser { nodes, runs, .. } = parser;
    Ok(Expression { nodes, runs, left, relation, right, tolerance })
}

/// Whether a character may begin a name.
fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    nodes: Vec<Node>,
    runs: Vec<Vec<Override>>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes a sign, if it comes next.
    fn take(&mut self, sign: &str) -> bool {
        self.skip();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// The longest beginning of the rest that consists of such characters.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, from: usize) -> usize {
        let read = self.text.get(from..self.at).unwrap_or_default();
        self.nodes.push(Node { kind, range: from..from + read.trim_end().len() });
        self.nodes.len() - 1
    }

    /// What to say of what comes next; `message` where it is nothing known.
    fn unexpected(&mut self, message: &str, help: &str) -> Unclear {
        self.skip();
        let rest = self.rest();
        let known = RELATIONS.iter().any(|(sign, _)| rest.starts_with(sign));
        let foreign = FOREIGN.iter().find(|(sign, _)| !known && rest.starts_with(sign));
        if let Some((sign, instead)) = foreign {
            let message = format!("{sign} is not of the language");
            return unclear(self.at..self.at + sign.len(), message, format!("write {instead}"));
        }
        let Some(next) = rest.chars().next() else {
            return unclear(self.at..self.at, format!("{message}, and the text ends here"), help);
        };
        let range = self.at..self.at + next.len_utf8();
        if rest.starts_with("±") || rest.starts_with("+-") {
            return unclear(
                range,
                "a tolerance stands here",
                "± stands only at the end, behind ==",
            );
        }
        unclear(range, format!("{message}; here stands \"{next}\""), help)
    }

    fn relation(&mut self) -> Option<Relation> {
        let found = RELATIONS.iter().find(|(sign, _)| self.take(sign));
        found.map(|(_, relation)| *relation)
    }

    /// One side of the comparison, with its text.
    fn side(&mut self) -> Result<Operand, Unclear> {
        self.skip();
        let from = self.at;
        let node = self.sum()?;
        let text = self.text.get(from..self.at).unwrap_or_default();
        Ok(Operand { node, range: from..from + text.trim_end().len() })
    }

    fn deeper(&mut self) -> Result<(), Unclear> {
        self.depth += 1;
        if self.depth > DEPTH {
            let message = format!("nested more than {DEPTH} levels deep");
            return Err(unclear(self.at..self.at, message, "split the claim into several"));
        }
        Ok(())
    }

    fn sum(&mut self) -> Result<usize, Unclear> {
        self.deeper()?;
        self.skip();
        let from = self.at;
        let mut left = self.product()?;
        loop {
            self.skip();
            // `+-` is the tolerance, as ± is.
            let operator = match self.rest() {
                rest if rest.starts_with("+-") => break,
                rest if rest.starts_with('+') => Operator::Add,
                rest if rest.starts_with('-') => Operator::Subtract,
                _ => break,
            };
            self.at += 1;
            let right = self.product()?;
            left = self.push(Kind::Binary(operator, left, right), from);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<usize, Unclear> {
        self.skip();
        let from = self.at;
        let mut left = self.unary()?;
        loop {
            let operator = if self.take("*") {
                Operator::Multiply
            } else if self.take("/") {
                Operator::Divide
            } else {
                return Ok(left);
            };
            let right = self.unary()?;
            left = self.push(Kind::Binary(operator, left, right), from);
        }
    }

    /// A minus binds less than a power: −2² is −4.
    fn unary(&mut self) -> Result<usize, Unclear> {
        self.skip();
        let from = self.at;
        if !self.take("-") {
            return self.power();
        }
        self.deeper()?;
        let inner = self.unary()?;
        self.depth -= 1;
        Ok(self.push(Kind::Negative(inner), from))
    }

    fn power(&mut self) -> Result<usize, Unclear> {
        self.skip();
        let from = self.at;
        let base = self.atom()?;
        if !self.take("^") {
            return Ok(base);
        }
        self.deeper()?;
        let exponent = self.unary()?;
        self.depth -= 1;
        Ok(self.push(Kind::Binary(Operator::Power, base, exponent), from))
    }

    fn atom(&mut self) -> Result<usize, Unclear> {
        if self.take("(") {
            let inner = self.sum()?;
            self.close(")")?;
            return Ok(inner);
        }
        self.skip();
        match self.rest().chars().next() {
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if begins_name(c) => self.named(),
            _ => {
                let help = "write a number, a metric, a cell as table[row, column], or ( )";
                Err(self.unexpected("a number is missing", help))
            }
        }
    }

    fn close(&mut self, bracket: &str) -> Result<(), Unclear> {
        if self.take(bracket) {
            return Ok(());
        }
        let (message, help) = (format!("{bracket} is missing"), format!("close it with {bracket}"));
        Err(self.unexpected(&message, &help))
    }
}
