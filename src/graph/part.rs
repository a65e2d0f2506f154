//! A part of the graph as plain data: the JSON of the command line, and what exports are made of.

use super::{Graph, Kind};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Incoming, Outgoing};
use std::collections::HashSet;

/// Some topics and every edge between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The topics by slug.
    pub nodes: Vec<String>,
    /// The edges in the order of their ends: from, to, kind and reason. The first requires the
    /// second, or the two are related, then with their slugs in order.
    pub edges: Vec<(String, String, Kind, String)>,
}

impl Graph {
    /// A topic, its ancestors and descendants within `depth` steps, and its own related topics.
    pub fn around(&self, slug: &str, depth: usize) -> Part {
        let Some(here) = self.node(slug) else { return Part::default() };
        let mut nodes: HashSet<NodeIndex> = HashSet::from([here]);
        for direction in [Outgoing, Incoming] {
            nodes.extend(self.rings(here, direction, depth).into_iter().flatten());
        }
        for direction in [Outgoing, Incoming] {
            let edges = self.map.edges_directed(here, direction);
            let related = edges.filter(|edge| edge.weight().kind != Kind::Requires);
            nodes.extend(related.flat_map(|edge| [edge.source(), edge.target()]));
        }
        self.part(&nodes)
    }

    /// The whole graph.
    pub fn whole(&self) -> Part {
        self.part(&self.map.node_indices().collect())
    }

    /// What is 1, 2 … `depth` steps of requirement away in one direction, as written; empty rings
    /// at the end are left out.
    pub(super) fn rings(
        &self,
        here: NodeIndex,
        direction: Direction,
        depth: usize,
    ) -> Vec<Vec<NodeIndex>> {
        let mut seen = HashSet::from([here]);
        let mut rings: Vec<Vec<NodeIndex>> = Vec::new();
        let mut last = vec![here];
        for _ in 0..depth {
            let mut ring = Vec::new();
            for &node in &last {
                let slug = &self.map[node].slug;
                let edges = match direction {
                    Outgoing => self.requires(slug),
                    Incoming => self.unlocks(slug),
                };
                let nodes = edges.iter().filter_map(|edge| self.node(&edge.slug));
                ring.extend(nodes.filter(|&node| seen.insert(node)));
            }
            if ring.is_empty() {
                break;
            }
            last.clone_from(&ring);
            rings.push(ring);
        }
        rings
    }

    fn part(&self, nodes: &HashSet<NodeIndex>) -> Part {
        let slug = |node: NodeIndex| self.map[node].slug.clone();
        let mut names: Vec<String> = nodes.iter().map(|&node| slug(node)).collect();
        names.sort();
        let mut edges: Vec<_> = nodes
            .iter()
            .flat_map(|&node| self.map.edges(node))
            .filter(|edge| nodes.contains(&edge.target()))
            .map(|edge| {
                let (mut from, mut to) = (slug(edge.source()), slug(edge.target()));
                let kind = edge.weight().kind;
                if kind != Kind::Requires && to < from {
                    std::mem::swap(&mut from, &mut to);
                }
                (from, to, kind, edge.weight().why.clone())
            })
            .collect();
        edges.sort_by(|a, b| (&a.0, &a.1, a.2.name()).cmp(&(&b.0, &b.1, b.2.name())));
        Part { nodes: names, edges }
    }
}
