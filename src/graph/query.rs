//! What comes before a topic, what comes after it, and in which order to learn.

use super::{Graph, Kind, Link};
use crate::content::{Library, Topic};
use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::{Bfs, EdgeFiltered, EdgeRef, Reversed};
use petgraph::{Incoming, Outgoing};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// What to learn, in order, to reach a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The goal's slug.
    pub goal: String,
    /// The steps; the goal is the last. None if the goal is known.
    pub steps: Vec<PlanStep>,
    /// The minutes of all steps.
    pub minutes: u32,
}

/// A topic to learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Reading and playing.
    pub minutes: u32,
    /// Why it stands here, as a sentence: "Softmax requires it: makes every score positive".
    pub why: String,
    /// The first later step that requires it; none for the goal.
    pub needed_by: Option<String>,
}

/// Which topics are known, with everything that these require.
#[derive(Debug, Clone, Default)]
pub struct Known(Vec<bool>);

impl Graph {
    /// All that a topic builds on, in learning order.
    pub fn ancestors(&self, slug: &str) -> Vec<&str> {
        let Some(node) = self.node(slug) else { return Vec::new() };
        self.in_order(self.before(&[node]).into_iter().filter(|&other| other != node))
    }

    /// All that builds on a topic, in learning order.
    pub fn descendants(&self, slug: &str) -> Vec<&str> {
        let Some(node) = self.node(slug) else { return Vec::new() };
        let requires = EdgeFiltered::from_fn(&self.map, counts);
        let back = Reversed(&requires);
        let mut walk = Bfs::new(&back, node);
        let after = std::iter::from_fn(|| walk.next(&back)).filter(|&other| other != node);
        self.in_order(after)
    }

    /// What a topic builds on and is not known, in learning order.
    pub fn missing(&self, slug: &str, known: &dyn Fn(&str) -> bool) -> Vec<&str> {
        self.missing_from(slug, &self.known_where(known))
    }

    /// The same where it is asked of many topics.
    pub fn missing_from(&self, slug: &str, known: &Known) -> Vec<&str> {
        let goal = self.node(slug);
        let mut steps = self.to_learn(slug, known);
        steps.retain(|&node| Some(node) != goal);
        steps.into_iter().map(|node| self.map[node].slug.as_str()).collect()
    }

    /// Whether all that a topic requires is known.
    pub fn is_open(&self, slug: &str, known: &Known) -> bool {
        let Some(node) = self.node(slug) else { return true };
        let edges = self.map.edges_directed(node, Outgoing).filter(|edge| counts(*edge));
        edges.into_iter().all(|edge| known.holds(edge.target()))
    }

    /// How many topics that are.
    pub fn count_missing(&self, slug: &str, known: &Known) -> usize {
        let Some(goal) = self.node(slug) else { return 0 };
        let before = self.before(&[goal]);
        before.into_iter().filter(|&node| node != goal && !known.holds(node)).count()
    }

    /// What to learn to reach a goal: every requirement first, and among what is possible by the
    /// order of the default path, then level, minutes and slug.
    pub fn plan(&self, library: &Library, goal: &str, known: &dyn Fn(&str) -> bool) -> Plan {
        let known = self.known_where(known);
        let goal_node = self.node(goal);
        let order = match goal_node {
            Some(node) if !known.holds(node) => self.to_learn(goal, &known),
            _ => Vec::new(),
        };
        let places: HashMap<NodeIndex, usize> =
            order.iter().enumerate().map(|(place, &node)| (node, place)).collect();
        let steps: Vec<PlanStep> =
            order.iter().map(|&node| self.step(library, node, &places)).collect();
        let minutes = steps.iter().fold(0, |sum: u32, step| sum.saturating_add(step.minutes));
        Plan { goal: goal.to_owned(), steps, minutes }
    }

    /// What to learn next: the page's own list, then what else requires it, in learning order.
    pub fn next_after<'a>(&self, library: &'a Library, slug: &str) -> Vec<&'a Topic> {
        let own = library.topic(slug).map_or(&[][..], |topic| &topic.next).iter().cloned();
        let mut slugs: Vec<String> = own.collect();
        for edge in self.unlocks(slug) {
            if !slugs.contains(&edge.slug) {
                slugs.push(edge.slug);
            }
        }
        slugs.iter().filter_map(|slug| library.topic(slug)).collect()
    }

    fn step(
        &self,
        library: &Library,
        node: NodeIndex,
        places: &HashMap<NodeIndex, usize>,
    ) -> PlanStep {
        let user = self
            .map
            .edges_directed(node, Incoming)
            .filter(|edge| counts(*edge))
            .filter_map(|edge| Some((*places.get(&edge.source())?, edge)))
            .min_by_key(|(place, _)| *place);
        let title = |slug: &str| {
            library.topic(slug).map_or_else(|| slug.to_owned(), |topic| topic.title.clone())
        };
        let slug = &self.map[node].slug;
        let (why, needed_by) = match user {
            None => ("the goal".to_owned(), None),
            Some((_, edge)) => {
                let by = &self.map[edge.source()].slug;
                let reason = match edge.weight().why.as_str() {
                    "" => String::new(),
                    why => format!(": {why}"),
                };
                (format!("{} requires it{reason}", title(by)), Some(by.clone()))
            }
        };
        let minutes = library.topic(slug).map_or(0, |topic| topic.minutes);
        PlanStep { slug: slug.clone(), title: title(slug), minutes, why, needed_by }
    }

    /// These topics and everything that they require, as known.
    pub fn known<'a>(&self, slugs: impl IntoIterator<Item = &'a str>) -> Known {
        let nodes: Vec<_> = slugs.into_iter().filter_map(|slug| self.node(slug)).collect();
        let mut known = vec![false; self.map.node_count()];
        for node in self.before(&nodes) {
            known[node.index()] = true;
        }
        Known(known)
    }

    fn known_where(&self, known: &dyn Fn(&str) -> bool) -> Known {
        let slugs = self.map.node_weights().map(|node| node.slug.as_str());
        self.known(slugs.filter(|slug| known(slug)))
    }

    /// These nodes and all that they require.
    fn before(&self, nodes: &[NodeIndex]) -> Vec<NodeIndex> {
        let requires = EdgeFiltered::from_fn(&self.map, counts);
        let mut seen = vec![false; self.map.node_count()];
        let mut found: Vec<NodeIndex> = Vec::new();
        for &node in nodes {
            if !std::mem::replace(&mut seen[node.index()], true) {
                found.push(node);
            }
        }
        let mut at = 0;
        while let Some(&node) = found.get(at) {
            for next in petgraph::visit::IntoNeighbors::neighbors(&requires, node) {
                if !std::mem::replace(&mut seen[next.index()], true) {
                    found.push(next);
                }
            }
            at += 1;
        }
        found
    }

    /// A topic and what it requires, without what is known, in learning order. The topic itself
    /// is always in it.
    fn to_learn(&self, slug: &str, known: &Known) -> Vec<NodeIndex> {
        let Some(goal) = self.node(slug) else { return Vec::new() };
        let mut needed = self.before(&[goal]);
        needed.retain(|&node| node == goal || !known.holds(node));
        self.learning_order(&needed)
    }

    /// Kahn's algorithm with a heap, on these nodes and the edges between them.
    pub(super) fn learning_order(&self, nodes: &[NodeIndex]) -> Vec<NodeIndex> {
        let requires =
            |node, direction| self.map.edges_directed(node, direction).filter(|edge| counts(*edge));
        let mut waits_for: HashMap<NodeIndex, usize> =
            nodes.iter().map(|&node| (node, 0)).collect();
        for &node in nodes {
            let open = requires(node, Outgoing)
                .filter(|edge| waits_for.contains_key(&edge.target()))
                .count();
            waits_for.insert(node, open);
        }
        let key = |node: NodeIndex| Reverse((self.map[node].rank, node));
        let free = nodes.iter().filter(|node| waits_for.get(node) == Some(&0));
        let mut heap: BinaryHeap<_> = free.map(|&node| key(node)).collect();
        let mut order = Vec::with_capacity(nodes.len());
        while let Some(Reverse((_, node))) = heap.pop() {
            order.push(node);
            for edge in requires(node, Incoming) {
                if let Some(open) = waits_for.get_mut(&edge.source()) {
                    *open = open.saturating_sub(1);
                    if *open == 0 {
                        heap.push(key(edge.source()));
                    }
                }
            }
        }
        order
    }

    fn in_order(&self, nodes: impl Iterator<Item = NodeIndex>) -> Vec<&str> {
        let mut nodes: Vec<_> = nodes.map(|node| &self.map[node]).collect();
        nodes.sort_by_key(|node| node.order);
        nodes.into_iter().map(|node| node.slug.as_str()).collect()
    }
}

impl Known {
    fn holds(&self, node: NodeIndex) -> bool {
        self.0.get(node.index()).copied().unwrap_or(false)
    }
}

/// Whether an edge counts for orders: a requirement that is not part of a cycle.
pub(super) fn counts(edge: EdgeReference<'_, Link>) -> bool {
    edge.weight().kind == Kind::Requires && !edge.weight().looped
}
