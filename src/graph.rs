//! The graph of ideas: typed edges with their reasons, queries, plans, and pictures of it in cells.
//!
//! A node is a topic that has a page. A *requires* edge runs from a topic to what it builds on; a
//! *related* edge is stored once and seen from both ends. Edges that lie on a cycle of *requires*
//! are shown, but plans, ancestors and states leave them out.

mod band;
mod cycles;
mod export;
#[cfg(test)]
pub(crate) mod fixture;
mod implied;
mod part;
mod place;
mod query;

pub use band::band;
pub use export::{dot, mermaid};
pub use part::Part;
pub use place::{Glyph, Placed, PlacedBox, View, place};
pub use query::{Known, Plan, PlanStep};

use crate::content::{LearningPath, Library, Problem, RelatedKind, Topic};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Incoming, Outgoing};
use std::collections::HashMap;

/// How two topics are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The first builds on the second.
    Requires,
    /// Neither comes first.
    Related(RelatedKind),
}

/// An edge as seen from one of its topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The topic at the other end.
    pub slug: String,
    /// How they are joined.
    pub kind: Kind,
    /// The reason; completes "*topic* requires *other*: …". May be empty.
    pub why: String,
}

/// The topics of a library and the edges between them.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    map: DiGraph<Node, Link>,
    index: HashMap<String, NodeIndex>,
}

#[derive(Debug, Clone)]
struct Node {
    slug: String,
    /// Its place by default path, level, minutes and slug: what decides among what is possible.
    rank: usize,
    /// Its place in the learning order of the whole library.
    order: usize,
}

#[derive(Debug, Clone)]
struct Link {
    kind: Kind,
    why: String,
    /// Part of a cycle of requirements.
    looped: bool,
}

impl Graph {
    /// The graph of a library, with its cycles of requirements as problems.
    ///
    /// An edge to a topic that does not exist, to itself as related, or written twice is left out.
    pub fn of(library: &Library) -> (Self, Vec<Problem>) {
        let mut graph = Self::default();
        let ranks = ranks(library);
        for (topic, rank) in library.topics.iter().zip(ranks) {
            if !graph.index.contains_key(&topic.slug) {
                let slug = topic.slug.clone();
                let node = graph.map.add_node(Node { slug: slug.clone(), rank, order: rank });
                graph.index.insert(slug, node);
            }
        }
        for topic in &library.topics {
            graph.add_edges(topic);
        }
        let problems = graph.break_cycles(library);
        let everything: Vec<_> = graph.map.node_indices().collect();
        for (order, node) in graph.learning_order(&everything).into_iter().enumerate() {
            graph.map[node].order = order;
        }
        (graph, problems)
    }

    /// What a topic builds on directly, as written.
    pub fn requires(&self, slug: &str) -> Vec<Edge> {
        self.edges(slug, Outgoing, |kind| kind == Kind::Requires)
    }

    /// What builds directly on a topic, in learning order.
    pub fn unlocks(&self, slug: &str) -> Vec<Edge> {
        let mut edges = self.edges(slug, Incoming, |kind| kind == Kind::Requires);
        edges.sort_by_key(|edge| self.order(&edge.slug));
        edges
    }

    /// What is related to a topic: first what its own page says, then what other pages say, these
    /// in learning order.
    pub fn related(&self, slug: &str) -> Vec<Edge> {
        let is_related = |kind| kind != Kind::Requires;
        let mut edges = self.edges(slug, Outgoing, is_related);
        let mut others = self.edges(slug, Incoming, is_related);
        others.sort_by_key(|edge| self.order(&edge.slug));
        edges.append(&mut others);
        edges
    }

    fn edges(&self, slug: &str, direction: Direction, wanted: impl Fn(Kind) -> bool) -> Vec<Edge> {
        let Some(node) = self.node(slug) else { return Vec::new() };
        let mut edges: Vec<_> = self
            .map
            .edges_directed(node, direction)
            .filter(|edge| wanted(edge.weight().kind))
            .map(|edge| {
                let other = if direction == Outgoing { edge.target() } else { edge.source() };
                let Link { kind, why, .. } = edge.weight();
                Edge { slug: self.map[other].slug.clone(), kind: *kind, why: why.clone() }
            })
            .collect();
        // petgraph walks from the newest edge to the oldest.
        edges.reverse();
        edges
    }

    fn add_edges(&mut self, topic: &Topic) {
        let Some(from) = self.node(&topic.slug) else { return };
        for requirement in &topic.requires {
            let Some(to) = self.node(&requirement.to) else { continue };
            if !self.are_joined(from, to, |kind| kind == Kind::Requires) {
                let why = requirement.why.clone();
                self.map.add_edge(from, to, Link { kind: Kind::Requires, why, looped: false });
            }
        }
        for related in &topic.related {
            let Some(to) = self.node(&related.to) else { continue };
            let is_related = |kind| kind != Kind::Requires;
            let twice =
                self.are_joined(from, to, is_related) || self.are_joined(to, from, is_related);
            if from != to && !twice {
                let kind = Kind::Related(related.kind);
                self.map.add_edge(from, to, Link { kind, why: related.why.clone(), looped: false });
            }
        }
    }

    fn are_joined(&self, from: NodeIndex, to: NodeIndex, wanted: impl Fn(Kind) -> bool) -> bool {
        self.map.edges_connecting(from, to).any(|edge| wanted(edge.weight().kind))
    }

    fn node(&self, slug: &str) -> Option<NodeIndex> {
        self.index.get(slug).copied()
    }

    fn order(&self, slug: &str) -> usize {
        self.node(slug).map_or(usize::MAX, |node| self.map[node].order)
    }
}

impl Kind {
    /// Its name in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requires => "requires",
            Self::Related(RelatedKind::Contrast) => "contrast",
            Self::Related(RelatedKind::History) => "history",
            Self::Related(RelatedKind::Analogy) => "analogy",
            Self::Related(RelatedKind::Application) => "application",
            Self::Related(RelatedKind::SeeAlso) => "see-also",
        }
    }

    /// What stands between the two topics in a sentence; for related ones it reads both ways.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Requires => "requires",
            Self::Related(RelatedKind::Contrast) => "contrasts with",
            Self::Related(_) => "is related to",
        }
    }
}

/// For each topic its place when all are sorted by default path, level, minutes and slug.
fn ranks(library: &Library) -> Vec<usize> {
    let mut on_path = HashMap::new();
    let default = library.default_path().into_iter().flat_map(LearningPath::topics);
    for (place, slug) in default.enumerate() {
        on_path.entry(slug).or_insert(place);
    }
    let mut sorted: Vec<usize> = (0..library.topics.len()).collect();
    sorted.sort_by_key(|&at| {
        library.topics.get(at).map(|topic| {
            let place = on_path.get(topic.slug.as_str()).copied().unwrap_or(usize::MAX);
            (place, topic.level, topic.minutes, topic.slug.as_str())
        })
    });
    let mut ranks = vec![0; sorted.len()];
    for (rank, at) in sorted.into_iter().enumerate() {
        ranks[at] = rank;
    }
    ranks
}

#[cfg(test)]
mod tests;
