//! A part of the graph for other programs: DOT and Mermaid.
//!
//! As in the JSON, an arrow runs from a topic to what it requires; the drawing runs from right to
//! left, so that what comes first stands on the left.

use super::{Kind, Part};
use crate::content::Library;
use crate::ink::clean_line;
use std::collections::HashMap;

/// The part in the language of Graphviz, nodes named by slug and labelled with titles.
pub fn dot(part: &Part, library: &Library) -> String {
    let mut lines = vec![
        "// An arrow runs from a topic to what it requires; a dashed line joins related topics."
            .to_owned(),
        "digraph topics {".to_owned(),
        "  rankdir=RL;".to_owned(),
        "  node [shape=box];".to_owned(),
    ];
    for slug in &part.nodes {
        lines.push(format!("  {} [label={}];", quoted(slug), quoted(title(library, slug))));
    }
    for (from, to, kind, why) in &part.edges {
        let style = match kind {
            Kind::Requires => format!("tooltip={}", quoted(why)),
            Kind::Related(_) => format!(
                "dir=none, style=dashed, constraint=false, label={}, tooltip={}",
                quoted(kind.name()),
                quoted(why)
            ),
        };
        lines.push(format!("  {} -> {} [{style}];", quoted(from), quoted(to)));
    }
    lines.push("}\n".to_owned());
    lines.join("\n")
}

/// The part as a Mermaid flow chart.
///
/// Nodes are numbered: a slug such as `end` is a word of the language.
pub fn mermaid(part: &Part, library: &Library) -> String {
    let mut lines = vec![
        "%% An arrow runs from a topic to what it requires; a dotted line joins related topics."
            .to_owned(),
        "flowchart RL".to_owned(),
    ];
    let mut ids = HashMap::new();
    for (id, slug) in part.nodes.iter().enumerate() {
        ids.insert(slug.as_str(), id);
        lines.push(format!("  n{id}[\"{}\"]", entities(title(library, slug))));
    }
    for (from, to, kind, _) in &part.edges {
        let (Some(from), Some(to)) = (ids.get(from.as_str()), ids.get(to.as_str())) else {
            continue;
        };
        lines.push(match kind {
            Kind::Requires => format!("  n{from} --> n{to}"),
            Kind::Related(_) => format!("  n{from} -. {} .- n{to}", kind.name()),
        });
    }
    lines.push(String::new());
    lines.join("\n")
}

fn title<'a>(library: &'a Library, slug: &'a str) -> &'a str {
    library
        .topic(slug)
        .map(|topic| topic.title.as_str())
        .filter(|title| !title.is_empty())
        .unwrap_or(slug)
}

/// A quoted string of DOT.
fn quoted(text: &str) -> String {
    format!("\"{}\"", clean_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text inside a quoted label of Mermaid, everything that could end or style it as an entity.
fn entities(text: &str) -> String {
    let mut out = String::new();
    for c in clean_line(text).chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | ';' => {
                out.push('#');
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            }
            _ => out.push(c),
        }
    }
    out
}
