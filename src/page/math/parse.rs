//! TeX source → nodes. Anything unknown ends the parsing with nothing.

use super::symbols::{accent, blackboard, command, is_silent, sign, space};
use super::{Class, Node};
use std::iter::Peekable;
use std::str::Chars;

/// Deeper formulas are shown as source; nodes are walked recursively.
const DEEPEST: usize = 24;
/// Longer formulas are shown as source.
const LONGEST: usize = 4096;

/// The formula, or nothing where it is not understood as a whole.
pub(super) fn parse(tex: &str) -> Option<Node> {
    if tex.len() > LONGEST {
        return None;
    }
    let mut parser = Parser { chars: tex.chars().peekable(), depth: 0 };
    let row = parser.row(Until::End)?;
    Some(row)
}

/// Where a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    End,
    Brace,
    Bracket,
    Right,
}

struct Parser<'t> {
    chars: Peekable<Chars<'t>>,
    depth: usize,
}

impl Parser<'_> {
    /// Parts up to the end, which is taken.
    fn row(&mut self, until: Until) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut nodes = Vec::new();
        loop {
            self.skip_spaces();
            match self.chars.peek().copied() {
                None if until == Until::End => break,
                None => return None,
                Some('}') if until == Until::Brace => {
                    self.chars.next();
                    break;
                }
                Some(']') if until == Until::Bracket => {
                    self.chars.next();
                    break;
                }
                Some('&') => {
                    self.chars.next();
                }
                Some('^' | '_' | '\'') => self.script(&mut nodes)?,
                Some('\\') => {
                    self.chars.next();
                    let name = self.name()?;
                    if name == "right" && until == Until::Right {
                        break;
                    }
                    self.command(&name, &mut nodes)?;
                }
                Some(_) => nodes.push(self.simple()?),
            }
        }
        self.depth -= 1;
        Some(if nodes.len() == 1 { nodes.pop()? } else { Node::Row(nodes) })
    }

    fn skip_spaces(&mut self) {
        while self.chars.next_if(|c| c.is_whitespace() || *c == '~').is_some() {}
    }

    /// The name of a command: letters, or one other sign.
    fn name(&mut self) -> Option<String> {
        let first = self.chars.next()?;
        let mut name = String::from(first);
        if first.is_ascii_alphabetic() {
            while let Some(c) = self.chars.next_if(char::is_ascii_alphabetic) {
                name.push(c);
            }
        }
        Some(name)
    }

    /// A group, a number, a letter or a sign.
    fn simple(&mut self) -> Option<Node> {
        let c = self.chars.next()?;
        if c == '{' {
            // A group is one part, whatever it holds: `1{,}000` has no space after the comma.
            return Some(match self.row(Until::Brace)? {
                Node::Atom(text, class) if class != Class::Ordinary => {
                    Node::Row(vec![Node::Atom(text, class)])
                }
                other => other,
            });
        }
        if c.is_ascii_digit() {
            let mut number = String::from(c);
            while let Some(c) = self.chars.next_if(|c| c.is_ascii_digit() || *c == '.') {
                number.push(c);
            }
            // A full stop behind a number ends a sentence, it is not part of the number.
            return Some(Node::Atom(number, Class::Ordinary));
        }
        let (shown, class) = sign(c)?;
        Some(Node::Atom(String::from(shown), class))
    }

    /// What a command takes: a group, or the next part.
    fn argument(&mut self) -> Option<Node> {
        self.skip_spaces();
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let node = match self.chars.peek()? {
            '\\' => {
                self.chars.next();
                let name = self.name()?;
                let mut nodes = Vec::new();
                self.command(&name, &mut nodes)?;
                if nodes.len() == 1 { nodes.pop()? } else { return None }
            }
            '}' | ']' | '^' | '_' | '&' => return None,
            '{' => self.simple()?,
            // `x^10` is x¹0: without braces one character is taken.
            _ => {
                let c = self.chars.next()?;
                if c.is_ascii_digit() {
                    Node::Atom(String::from(c), Class::Ordinary)
                } else {
                    let (shown, class) = sign(c)?;
                    Node::Atom(String::from(shown), class)
                }
            }
        };
        self.depth -= 1;
        Some(node)
    }

    /// Adds what is above or below to the part before it.
    fn script(&mut self, nodes: &mut Vec<Node>) -> Option<()> {
        let kind = self.chars.next()?;
        let script = if kind == '\'' {
            let mut primes = String::from('′');
            while self.chars.next_if_eq(&'\'').is_some() {
                primes.push('′');
            }
            Node::Atom(primes, Class::Ordinary)
        } else {
            self.argument()?
        };
        let (base, mut sub, mut sup) = match nodes.pop() {
            Some(Node::Script { base, sub, sup }) => (base, sub, sup),
            Some(Node::Space(_)) | None => (Box::new(Node::Row(Vec::new())), None, None),
            Some(other) => (Box::new(other), None, None),
        };
        match kind {
            '_' if sub.is_none() => sub = Some(Box::new(script)),
            // x′² has both above it.
            '^' | '\'' => {
                sup = Some(Box::new(match sup {
                    None => script,
                    Some(first) if is_prime(&first) || is_prime(&script) => {
                        Node::Row(vec![*first, script])
                    }
                    Some(_) => return None,
                }));
            }
            _ => return None,
        }
        nodes.push(Node::Script { base, sub, sup });
        Some(())
    }

    fn command(&mut self, name: &str, nodes: &mut Vec<Node>) -> Option<()> {
        if is_silent(name) {
            return Some(());
        }
        let node = match name {
            "frac" | "dfrac" | "tfrac" => {
                Node::Fraction(Box::new(self.argument()?), Box::new(self.argument()?))
            }
            "sqrt" => {
                self.skip_spaces();
                let index = match self.chars.next_if_eq(&'[') {
                    Some(_) => Some(Box::new(self.row(Until::Bracket)?)),
                    None => None,
                };
                Node::Root(index, Box::new(self.argument()?))
            }
            "text" | "mathrm" | "textrm" | "textbf" | "textit" | "mathit" | "mathsf" | "mathtt" => {
                named(self.raw()?)
            }
            "operatorname" => {
                let limits = self.chars.next_if_eq(&'*').is_some();
                let class = if limits { Class::Limits } else { Class::Function };
                Node::Atom(self.raw()?, class)
            }
            "argmax" | "argmin" => Node::Atom(name.to_owned(), Class::Limits),
            "mathbf" | "boldsymbol" | "bm" | "mathcal" => self.argument()?,
            "mathbb" => {
                let letter = self.raw()?;
                Node::Atom(blackboard(&letter)?.to_owned(), Class::Ordinary)
            }
            "left" => {
                let open = self.delimiter()?;
                let inside = self.row(Until::Right)?;
                Node::Fence(open, Box::new(inside), self.delimiter()?)
            }
            _ => match (accent(name), space(name), command(name)) {
                (Some(accent), ..) => accented(self.argument()?, accent)?,
                (_, Some(cells), _) => Node::Space(cells),
                (.., Some((shown, class))) => Node::Atom(shown.to_owned(), class),
                _ => return None,
            },
        };
        nodes.push(node);
        Some(())
    }

    /// The text of a group as it is written.
    fn raw(&mut self) -> Option<String> {
        self.skip_spaces();
        self.chars.next_if_eq(&'{')?;
        let mut text = String::new();
        loop {
            match self.chars.next()? {
                '}' => return Some(text),
                '\\' => text.push(self.chars.next().filter(|c| "_%$#&{} ".contains(*c))?),
                '{' | '$' => return None,
                c => text.push(c),
            }
        }
    }

    fn delimiter(&mut self) -> Option<String> {
        self.skip_spaces();
        match self.chars.next()? {
            '.' => Some(String::new()),
            c @ ('(' | ')' | '[' | ']' | '|' | '/') => Some(String::from(c)),
            '<' => Some("⟨".to_owned()),
            '>' => Some("⟩".to_owned()),
            '\\' => {
                let name = self.name()?;
                let (shown, class) = command(&name)?;
                let bar = matches!(shown, "|" | "‖");
                (bar || matches!(class, Class::Open | Class::Close)).then(|| shown.to_owned())
            }
            _ => None,
        }
    }
}

fn is_prime(node: &Node) -> bool {
    matches!(node, Node::Atom(text, _) if text.starts_with('′'))
}

/// A text in roman letters: one letter is a letter, several are a name.
fn named(text: String) -> Node {
    let several = text.chars().nth(1).is_some();
    Node::Atom(text, if several { Class::Name } else { Class::Ordinary })
}

/// A single letter with a sign over it.
fn accented(node: Node, accent: char) -> Option<Node> {
    match node {
        Node::Atom(mut text, class) if text.chars().nth(1).is_none() => {
            text.push(accent);
            Some(Node::Atom(text, class))
        }
        _ => None,
    }
}
