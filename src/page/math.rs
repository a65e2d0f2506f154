//! Mathematics in character cells: TeX source becomes one line, or a drawing of several.
//!
//! Only a subset is read. What is not in it gives nothing, and the page shows the source: a
//! formula that cannot be drawn must never be drawn wrongly.

mod boxes;
mod linear;
mod parse;
mod scripts;
mod symbols;

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    /// A letter, a number, a name, a sign.
    Atom(String, Class),
    /// Parts beside each other.
    Row(Vec<Node>),
    /// Numerator and denominator.
    Fraction(Box<Node>, Box<Node>),
    /// A root with its index.
    Root(Option<Box<Node>>, Box<Node>),
    /// Something with a part below and above it.
    Script { base: Box<Node>, sub: Option<Box<Node>>, sup: Option<Box<Node>> },
    /// Delimiters that grow with what they hold; empty where there is none.
    Fence(String, Box<Node>, String),
    /// Cells of space that were asked for.
    Space(usize),
}

/// What a part is, which decides the space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or number.
    Ordinary,
    /// A name in words: a space follows where a letter would run into it.
    Name,
    /// A function: `ln`, `exp`.
    Function,
    /// A function with its limits below in a display: `max`.
    Limits,
    /// Σ and the like.
    Large,
    /// ∫: large, with its limits beside it.
    Integral,
    /// An operator between two parts.
    Binary,
    /// A relation between two parts.
    Relation,
    Open,
    Close,
    Comma,
    /// Delimiters with what they hold: from the left they open, from the right they close.
    Fence,
}

impl Class {
    fn is_operator(self) -> bool {
        matches!(self, Self::Function | Self::Limits | Self::Large | Self::Integral)
    }
}

impl Node {
    fn class(&self) -> Class {
        match self {
            Self::Atom(_, class) => *class,
            Self::Script { base, .. } => base.class(),
            Self::Fence(..) => Class::Fence,
            _ => Class::Ordinary,
        }
    }
}

/// The formula on one line, or nothing where it holds something unknown.
pub(super) fn line(tex: &str) -> Option<String> {
    let rows: Option<Vec<_>> =
        rows(tex).map(|row| Some(linear::line(&parse::parse(row)?))).collect();
    Some(rows?.join("; ")).filter(|line| !line.is_empty())
}

/// The formula as a drawing, or nothing where it holds something unknown.
pub(super) fn display(tex: &str) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for row in rows(tex) {
        lines.extend(boxes::lines(&parse::parse(row)?));
    }
    Some(lines).filter(|lines| lines.iter().any(|line| !line.is_empty()))
}

/// The rows of a formula that was written in several.
fn rows(tex: &str) -> impl Iterator<Item = &str> {
    tex.split("\\\\").filter(|row| !row.trim().is_empty())
}

/// The cells between two neighbours. `tight` leaves out what only makes a line airy.
fn gap(before: Class, after: Class, tight: bool) -> usize {
    use Class::{Binary, Close, Comma, Fence, Function, Limits, Name, Open, Ordinary, Relation};
    let before = if before == Fence { Close } else { before };
    let after = if after == Fence { Open } else { after };
    match (before, after) {
        (Binary | Relation | Comma, _) | (_, Binary | Relation) => usize::from(!tight),
        (Open, _) | (_, Close | Comma) | (Function | Limits | Name, Open) => 0,
        (Name | Ordinary | Close, after) if after.is_operator() => 1,
        (Name, _) => 1,
        (before, _) if before.is_operator() => 1,
        (Ordinary | Close, Name) => 1,
        _ => 0,
    }
}

/// The classes of neighbours, with signs that have nothing before them turned into plain ones.
fn classes(nodes: &[Node]) -> Vec<Class> {
    let mut out: Vec<Class> = Vec::with_capacity(nodes.len());
    let mut before: Option<Class> = None;
    for node in nodes {
        let mut class = node.class();
        let nothing_before = before.is_none_or(|before| {
            before.is_operator()
                || matches!(before, Class::Binary | Class::Relation | Class::Open | Class::Comma)
        });
        if class == Class::Binary && nothing_before {
            class = Class::Ordinary;
        }
        if !matches!(node, Node::Space(_)) {
            before = Some(class);
        }
        out.push(class);
    }
    out
}

#[cfg(test)]
mod tests;
