//! Formulas as drawings: boxes of cells that are put beside and above each other.

use super::linear::{below, root_sign, tight};
use super::{Class, Node, classes, gap, scripts};
use crate::ink::width;

/// The lines of a formula, without spaces at their ends.
pub(super) fn lines(node: &Node) -> Vec<String> {
    draw(node).lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A drawing; its lines are equally wide. Boxes beside each other have their base on one line.
#[derive(Debug, Clone, Default)]
struct Drawing {
    lines: Vec<String>,
    width: usize,
    base: usize,
}

impl Drawing {
    fn line(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { width: width(&text), lines: vec![text], base: 0 }
    }

    fn below_base(&self) -> usize {
        self.lines.len().saturating_sub(self.base)
    }

    /// Puts another drawing to the right.
    fn beside(self, other: &Self) -> Self {
        let base = self.base.max(other.base);
        let below = self.below_base().max(other.below_base());
        let mut lines = Vec::with_capacity(base + below);
        for number in 0..base + below {
            let mut line = self.at(number, base);
            line.push_str(&other.at(number, base));
            lines.push(line);
        }
        Self { lines, width: self.width + other.width, base }
    }

    /// A line of this drawing where its base is moved down to `base`.
    fn at(&self, number: usize, base: usize) -> String {
        let line = (number + self.base).checked_sub(base).and_then(|at| self.lines.get(at));
        line.cloned().unwrap_or_else(|| " ".repeat(self.width))
    }

    fn centred(&self, cells: usize) -> impl Iterator<Item = String> {
        let spare = cells.saturating_sub(self.width);
        let (left, right) = (" ".repeat(spare / 2), " ".repeat(spare - spare / 2));
        self.lines.iter().map(move |line| format!("{left}{line}{right}"))
    }
}

fn draw(node: &Node) -> Drawing {
    match node {
        Node::Atom(text, _) => Drawing::line(text.as_str()),
        Node::Row(nodes) => row(nodes),
        Node::Fraction(above, below) => fraction(&draw(above), &draw(below)),
        Node::Root(index, inside) => root(index.as_deref(), inside),
        Node::Script { base, sub, sup } => {
            if matches!(base.class(), Class::Large | Class::Limits) {
                limits(&draw(base), sub.as_deref(), sup.as_deref())
            } else {
                script(base, sub.as_deref(), sup.as_deref())
            }
        }
        Node::Fence(open, inside, close) => fence(open, &draw(inside), close),
        Node::Space(cells) => Drawing::line(" ".repeat(*cells)),
    }
}

fn row(nodes: &[Node]) -> Drawing {
    let mut out: Option<Drawing> = None;
    let mut before: Option<(Class, &Node)> = None;
    for (node, class) in nodes.iter().zip(classes(nodes)) {
        let drawing = draw(node);
        let mut cells = match before {
            Some((last, neighbour)) if !matches!(neighbour, Node::Space(_)) => {
                let cells = gap(last, class, false);
                // The rule of a fraction must not run into what stands beside it.
                let rule = matches!(node, Node::Fraction(..)) && last != Class::Open
                    || matches!(neighbour, Node::Fraction(..)) && class != Class::Close;
                cells.max(usize::from(rule)).max(usize::from(wordy(neighbour, node)))
            }
            _ => 0,
        };
        if matches!(node, Node::Space(_)) {
            cells = 0;
        }
        before = Some((class, node));
        out = Some(match out {
            None => drawing,
            Some(left) => left.beside(&Drawing::line(" ".repeat(cells))).beside(&drawing),
        });
    }
    out.unwrap_or_else(|| Drawing::line(""))
}

/// Whether an index written with `_` would run into the letter behind it.
fn wordy(before: &Node, after: &Node) -> bool {
    let index = matches!(before, Node::Script { sub: Some(sub), sup: None, .. }
        if scripts::below(&tight(sub)).is_none());
    index && matches!(after.class(), Class::Ordinary | Class::Name)
}

fn fraction(above: &Drawing, below: &Drawing) -> Drawing {
    let cells = above.width.max(below.width) + 2;
    let base = above.lines.len();
    let lines = above
        .centred(cells)
        .chain(std::iter::once("─".repeat(cells)))
        .chain(below.centred(cells))
        .collect();
    Drawing { lines, width: cells, base }
}

fn root(index: Option<&Node>, inside: &Node) -> Drawing {
    let drawing = draw(inside);
    let simple =
        matches!(inside, Node::Atom(..) | Node::Fence(..) | Node::Script { sup: None, .. });
    let inside = if simple { drawing } else { fence("(", &drawing, ")") };
    Drawing::line(root_sign(index)).beside(&inside)
}

fn limits(sign: &Drawing, sub: Option<&Node>, sup: Option<&Node>) -> Drawing {
    let above = sup.map(|sup| Drawing::line(tight(sup)));
    let below = sub.map(|sub| Drawing::line(tight(sub)));
    let cells = [above.as_ref(), below.as_ref()]
        .into_iter()
        .flatten()
        .map(|drawing| drawing.width)
        .fold(sign.width, usize::max);
    let base = above.as_ref().map_or(0, |drawing| drawing.lines.len()) + sign.base;
    let lines = above
        .iter()
        .chain(std::iter::once(sign))
        .chain(below.iter())
        .flat_map(|drawing| drawing.centred(cells))
        .collect();
    Drawing { lines, width: cells, base }
}

fn script(base: &Node, sub: Option<&Node>, sup: Option<&Node>) -> Drawing {
    let drawing = match base {
        Node::Row(nodes) if !nodes.is_empty() => fence("(", &draw(base), ")"),
        Node::Fraction(..) | Node::Root(..) => fence("(", &draw(base), ")"),
        _ => draw(base),
    };
    let flat = drawing.lines.len() == 1;
    let mut out = drawing;
    if let Some(sub) = sub {
        out = at_corner(
            out,
            Drawing::line(below(sub)),
            if flat { Corner::Base } else { Corner::Low },
        );
    }
    let Some(sup) = sup else { return out };
    match scripts::above(&tight(sup)) {
        Some(small) => {
            at_corner(out, Drawing::line(small), if flat { Corner::Base } else { Corner::High })
        }
        None => at_corner(out, draw(sup), if flat { Corner::Above } else { Corner::High }),
    }
}

/// Where a small drawing goes, to the right of a larger one.
#[derive(Clone, Copy)]
enum Corner {
    /// On the base line.
    Base,
    /// Its last line over the first line.
    Above,
    /// Its last line on the first line.
    High,
    /// Its first line on the last line.
    Low,
}

fn at_corner(drawing: Drawing, mut small: Drawing, corner: Corner) -> Drawing {
    let height = small.lines.len();
    // The line of the small drawing that comes to stand on the base line of the large one; it may
    // lie outside of it.
    match corner {
        Corner::Base => {}
        Corner::Above => {
            small.lines.extend((0..=drawing.base).map(|_| " ".repeat(small.width)));
            small.base = height + drawing.base;
        }
        Corner::High => {
            small.lines.extend((0..drawing.base).map(|_| " ".repeat(small.width)));
            small.base = (height + drawing.base).saturating_sub(1);
        }
        Corner::Low => {
            let above = drawing.below_base().saturating_sub(1);
            let mut lines: Vec<_> = (0..above).map(|_| " ".repeat(small.width)).collect();
            lines.append(&mut small.lines);
            small.lines = lines;
            small.base = 0;
        }
    }
    drawing.beside(&small)
}

/// Delimiters as tall as what they hold.
fn fence(open: &str, inside: &Drawing, close: &str) -> Drawing {
    delimiter(open, inside).beside(inside).beside(&delimiter(close, inside))
}

fn delimiter(sign: &str, inside: &Drawing) -> Drawing {
    let height = inside.lines.len();
    if height < 2 || sign.is_empty() {
        return Drawing::line(sign);
    }
    // First, middle, last, and the one at the base line.
    let [first, middle, last, base] = match sign {
        "(" => ["⎛", "⎜", "⎝", "⎜"],
        ")" => ["⎞", "⎟", "⎠", "⎟"],
        "[" => ["⎡", "⎢", "⎣", "⎢"],
        "]" => ["⎤", "⎥", "⎦", "⎥"],
        "{" => ["⎧", "⎪", "⎩", "⎨"],
        "}" => ["⎫", "⎪", "⎭", "⎬"],
        "|" => ["│"; 4],
        "‖" => ["║"; 4],
        _ => return Drawing::line(sign),
    };
    let lines = (0..height)
        .map(|number| match number {
            0 => first,
            _ if number + 1 == height => last,
            _ if number == inside.base => base,
            _ => middle,
        })
        .map(str::to_owned)
        .collect();
    Drawing { lines, width: 1, base: inside.base }
}
