//! Which topics stand in which column, and which of neighbouring columns are joined.

use crate::content::{LearningPath, Library};
use crate::graph::{Graph, Kind};
use crate::ink::Role;
use petgraph::graph::NodeIndex;
use petgraph::{Incoming, Outgoing};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most topics that a column shows; one more, and the last is `+n more`.
const TALLEST: usize = 12;

/// Columns from left to right.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The items of each column from the top.
    pub items: Vec<Vec<Item>>,
    /// For each gap between columns: which item on its left leads to which on its right.
    pub edges: Vec<Vec<(usize, usize)>>,
    /// The column of the topic in the middle.
    pub here: usize,
}

/// One topic, or several that have no room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The topic; none for `+n more`.
    pub slug: Option<String>,
    /// The topics behind `+n more`.
    pub hides: Vec<String>,
}

impl Item {
    /// What is written for it, without a mark.
    pub fn label(&self, library: &Library) -> String {
        match &self.slug {
            Some(slug) => super::label(library, slug),
            None => format!("+{} more", self.hides.len()),
        }
    }
}

impl Columns {
    /// The number of columns on the longer side.
    pub fn depth(&self) -> usize {
        self.here.max(self.items.len().saturating_sub(self.here + 1))
    }
}

/// The columns around a topic. What is before it and, by a cycle, after it too is shown before it.
pub fn columns(
    graph: &Graph,
    library: &Library,
    slug: &str,
    depth: usize,
    mark: &dyn Fn(&str) -> (char, Role),
) -> Option<Columns> {
    let here = graph.node(slug)?;
    let before = graph.rings(here, Outgoing, depth);
    let taken: HashSet<NodeIndex> = before.iter().flatten().copied().collect();
    let after = free_rings(graph, here, graph.rings(here, Incoming, depth), &taken);
    let middle = before.len();
    let mut rings = before;
    rings.reverse();
    rings.push(vec![here]);
    rings.extend(after);
    let choice = Choice { graph, library, mark };
    let mut item_of = HashMap::new();
    let items: Vec<Vec<Item>> = rings.iter().map(|ring| choice.items(ring, &mut item_of)).collect();
    let edges = rings
        .iter()
        .zip(rings.iter().skip(1))
        .map(|(left, right)| edges_between(graph, left, right, &item_of))
        .collect();
    Some(Columns { items, edges, here: middle })
}

/// The rings without what is taken, and without what only that would join.
fn free_rings(
    graph: &Graph,
    here: NodeIndex,
    mut rings: Vec<Vec<NodeIndex>>,
    taken: &HashSet<NodeIndex>,
) -> Vec<Vec<NodeIndex>> {
    let mut last = vec![here];
    for ring in &mut rings {
        ring.retain(|node| {
            !taken.contains(node) && last.iter().any(|&inner| requires(graph, *node, inner))
        });
        last.clone_from(ring);
    }
    rings.retain(|ring| !ring.is_empty());
    rings
}

fn requires(graph: &Graph, from: NodeIndex, to: NodeIndex) -> bool {
    graph.are_joined(from, to, |kind| kind == Kind::Requires)
}

/// The items on the left that lead to items on the right, each pair once.
fn edges_between(
    graph: &Graph,
    left: &[NodeIndex],
    right: &[NodeIndex],
    item_of: &HashMap<NodeIndex, usize>,
) -> Vec<(usize, usize)> {
    let left: HashSet<NodeIndex> = left.iter().copied().collect();
    let mut edges = BTreeSet::new();
    for &node in right {
        for next in graph.map.neighbors_directed(node, Outgoing) {
            let ends = item_of.get(&next).zip(item_of.get(&node));
            if let Some((&from, &to)) = ends.filter(|_| left.contains(&next))
                && requires(graph, node, next)
            {
                edges.insert((from, to));
            }
        }
    }
    edges.into_iter().collect()
}

struct Choice<'a> {
    graph: &'a Graph,
    library: &'a Library,
    mark: &'a dyn Fn(&str) -> (char, Role),
}

impl Choice<'_> {
    /// The items of a ring: all, or the most useful ones and `+n more`.
    fn items(&self, ring: &[NodeIndex], item_of: &mut HashMap<NodeIndex, usize>) -> Vec<Item> {
        let shown = self.shown(ring);
        let mut items = Vec::new();
        let mut rest = Item::default();
        for &node in ring {
            let slug = self.graph.map[node].slug.clone();
            if shown.contains(&node) {
                item_of.insert(node, items.len());
                items.push(Item { slug: Some(slug), hides: Vec::new() });
            } else {
                item_of.insert(node, shown.len());
                rest.hides.push(slug);
            }
        }
        if !rest.hides.is_empty() {
            items.push(rest);
        }
        items
    }

    /// Which nodes of a ring are shown: first those of the default path, then those that can be
    /// learned now, then by how much they unlock directly, then in learning order.
    fn shown(&self, ring: &[NodeIndex]) -> HashSet<NodeIndex> {
        if ring.len() <= TALLEST {
            return ring.iter().copied().collect();
        }
        let path: HashSet<&str> =
            self.library.default_path().into_iter().flat_map(LearningPath::topics).collect();
        let mut sorted = ring.to_vec();
        sorted.sort_by_cached_key(|&node| {
            let inner = &self.graph.map[node];
            let is_ready = (self.mark)(&inner.slug).1 == Role::Ready;
            let unlocks = self.graph.unlocks(&inner.slug).len();
            (!path.contains(inner.slug.as_str()), !is_ready, Reverse(unlocks), inner.order)
        });
        sorted.truncate(TALLEST - 1);
        sorted.into_iter().collect()
    }
}
