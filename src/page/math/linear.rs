//! Formulas on one line.

use super::{Class, Node, classes, gap, scripts};

/// The formula on one line, with the usual spaces.
pub(super) fn line(node: &Node) -> String {
    write(node, false).trim().to_owned()
}

/// The formula on one line without spaces around operators, as it stands in an index.
pub(super) fn tight(node: &Node) -> String {
    write(node, true).trim().to_owned()
}

fn write(node: &Node, tight: bool) -> String {
    match node {
        Node::Atom(text, _) => text.clone(),
        Node::Row(nodes) => row(nodes, tight),
        Node::Fraction(above, below) => {
            format!("{}/{}", operand(above, tight), divisor(below, tight))
        }
        Node::Root(index, inside) => root(index.as_deref(), inside, tight),
        Node::Script { base, sub, sup } => script(base, sub.as_deref(), sup.as_deref(), tight),
        Node::Fence(open, inside, close) => format!("{open}{}{close}", line(inside)),
        Node::Space(cells) => " ".repeat(*cells),
    }
}

fn row(nodes: &[Node], tight: bool) -> String {
    let classes = classes(nodes);
    let mut out = String::new();
    let mut before: Option<(Class, bool)> = None;
    let mut asked = 0;
    for (index, (node, &class)) in nodes.iter().zip(&classes).enumerate() {
        if let Node::Space(cells) = node {
            asked = asked.max(*cells);
            continue;
        }
        let after = nodes.get(index + 1).zip(classes.get(index + 1).copied());
        let mut text = write(node, tight);
        if matches!(node, Node::Fraction(..)) && touches(before.map(|(class, _)| class), after) {
            text = format!("({text})");
        }
        if let Some((last, runs_on)) = before {
            let letter = text.chars().next().is_some_and(char::is_alphanumeric);
            // `q_ij` and a letter behind it would be read as one index.
            let cells = gap(last, class, tight).max(usize::from(runs_on && letter)).max(asked);
            if !out.ends_with(' ') && !text.starts_with(' ') {
                out.push_str(&" ".repeat(cells));
            }
        }
        before = Some((class, runs_on(node, &text)));
        asked = 0;
        out.push_str(&text);
    }
    out
}

/// Whether a fraction stands beside something that it would be multiplied with.
fn touches(before: Option<Class>, after: Option<(&Node, Class)>) -> bool {
    let before = before.is_some_and(|class| {
        matches!(class, Class::Ordinary | Class::Name | Class::Close | Class::Fence)
            || matches!(class, Class::Function | Class::Limits)
    });
    let after = after.is_some_and(|(node, class)| {
        !matches!(node, Node::Space(_))
            && (class.is_operator()
                || matches!(class, Class::Ordinary | Class::Name | Class::Open | Class::Fence))
    });
    before || after
}

/// Whether the end of a part would run into a letter behind it.
fn runs_on(node: &Node, text: &str) -> bool {
    matches!(node, Node::Script { .. })
        && text.rfind(['_', '^']).is_some_and(|at| {
            text.get(at + 1..).is_some_and(|end| end.chars().all(char::is_alphanumeric))
        })
}

/// A numerator: in parentheses where it has operators of its own.
fn operand(node: &Node, tight: bool) -> String {
    let text = write(node, tight);
    let simple = match node {
        Node::Row(nodes) => nodes.iter().zip(classes(nodes)).all(|(node, class)| {
            !class.is_operator()
                && !matches!(class, Class::Binary | Class::Relation | Class::Comma)
                && !matches!(node, Node::Fraction(..) | Node::Space(_))
        }),
        Node::Fraction(..) => false,
        _ => true,
    };
    if simple { text } else { format!("({text})") }
}

/// A denominator: in parentheses where it is more than one part.
fn divisor(node: &Node, tight: bool) -> String {
    let text = write(node, tight);
    if matches!(node, Node::Row(_) | Node::Fraction(..)) { format!("({text})") } else { text }
}

fn root(index: Option<&Node>, inside: &Node, within: bool) -> String {
    let sign = root_sign(index);
    let text = write(inside, within);
    let simple =
        matches!(inside, Node::Atom(..) | Node::Fence(..) | Node::Script { sup: None, .. });
    if simple { format!("{sign}{text}") } else { format!("{sign}({text})") }
}

fn script(base: &Node, sub: Option<&Node>, sup: Option<&Node>, within: bool) -> String {
    let mut out = match base {
        Node::Row(nodes) if nodes.is_empty() => String::new(),
        Node::Row(_) | Node::Fraction(..) | Node::Root(..) => format!("({})", write(base, within)),
        _ => write(base, within),
    };
    if let Some(sub) = sub {
        out.push_str(&below(sub));
    }
    if let Some(sup) = sup.map(tight) {
        out.push_str(&scripts::above(&sup).unwrap_or_else(|| match sup.chars().nth(1) {
            None => format!("^{sup}"),
            Some(_) => format!("^({sup})"),
        }));
    }
    out
}

/// An index: small letters where all of it has them, else behind `_`.
pub(super) fn below(sub: &Node) -> String {
    let sub = tight(sub);
    scripts::below(&sub)
        .unwrap_or_else(|| if is_word(&sub) { format!("_{sub}") } else { format!("_({sub})") })
}

/// The sign of a root with its index.
pub(super) fn root_sign(index: Option<&Node>) -> String {
    let Some(index) = index.map(tight) else { return "√".to_owned() };
    scripts::above(&index).map_or_else(|| format!("({index})√"), |small| format!("{small}√"))
}

/// Whether an index can be read without parentheses.
fn is_word(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric) || text.chars().nth(1).is_none()
}
