//! Requirements that others imply: who learns those has learnt these.

use super::{Graph, query};
use petgraph::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::VecDeque;
use std::collections::hash_map::{Entry, HashMap};

impl Graph {
    /// The direct requirements of a topic that another of its requirements builds on, each with the
    /// way there: the other requirement first, the implied one last. Cycles imply nothing.
    pub fn implied(&self, slug: &str) -> Vec<Vec<&str>> {
        let Some(topic) = self.node(slug) else { return Vec::new() };
        let mut direct: Vec<NodeIndex> = self.builds_on(topic).collect();
        direct.reverse();
        let mut came_from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
        let mut ways: HashMap<NodeIndex, Vec<&str>> = HashMap::new();
        let mut open: VecDeque<NodeIndex> = direct.iter().copied().collect();
        while let Some(node) = open.pop_front() {
            for next in self.builds_on(node) {
                if direct.contains(&next) {
                    ways.entry(next).or_insert_with(|| self.way(&came_from, node, next));
                } else if let Entry::Vacant(free) = came_from.entry(next) {
                    free.insert(node);
                    open.push_back(next);
                }
            }
        }
        direct.iter().filter_map(|node| ways.remove(node)).collect()
    }

    fn builds_on(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        let edges = self.map.edges_directed(node, Outgoing);
        edges.filter(|edge| query::counts(*edge)).map(|edge| edge.target())
    }

    fn way(
        &self,
        came_from: &HashMap<NodeIndex, NodeIndex>,
        last: NodeIndex,
        end: NodeIndex,
    ) -> Vec<&str> {
        let mut way = vec![end, last];
        while let Some(before) = way.last().and_then(|node| came_from.get(node)) {
            way.push(*before);
        }
        way.iter().rev().map(|&node| self.map[node].slug.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::library;
    use super::*;

    #[test]
    fn what_another_requirement_builds_on_is_implied_and_the_way_is_shown() {
        let library = library(&[
            ("a", &[]),
            ("b", &["a"]),
            ("c", &["b"]),
            ("d", &["a", "b", "c"]),
            ("e", &["a", "x"]),
            ("x", &[]),
        ]);
        let graph = Graph::of(&library).0;
        assert_eq!(graph.implied("d"), [vec!["b", "a"], vec!["c", "b"]]);
        for slug in ["a", "b", "c", "e", "nowhere"] {
            assert_eq!(graph.implied(slug), Vec::<Vec<&str>>::new(), "{slug}");
        }
    }

    #[test]
    fn a_long_way_is_shown_whole_and_a_cycle_implies_nothing() {
        let long =
            library(&[("a", &[]), ("b", &["a"]), ("c", &["b"]), ("d", &["c"]), ("e", &["d", "a"])]);
        assert_eq!(Graph::of(&long).0.implied("e"), [vec!["d", "c", "b", "a"]]);
        let knot = library(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &["a"])]);
        assert_eq!(Graph::of(&knot).0.implied("a"), Vec::<Vec<&str>>::new());
    }
}
