//! Cycles of requirements: found by component, named edge by edge, and kept out of every order.

use super::{Graph, Kind};
use crate::content::{Library, Location, Problem, Requirement, Severity, Topic};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};
use std::collections::{HashMap, HashSet, VecDeque};

/// Cycles named for one knot of topics; a knot can hold more of them than anyone would read.
const NAMED_PER_KNOT: usize = 20;

impl Graph {
    /// Marks the edges that lie on a cycle, and names cycles until each such edge is in one.
    pub(super) fn break_cycles(&mut self, library: &Library) -> Vec<Problem> {
        let mut knots = self.knots();
        if knots.is_empty() {
            return Vec::new();
        }
        for knot in &mut knots {
            knot.sort_by(|&a, &b| self.map[a].slug.cmp(&self.map[b].slug));
        }
        knots.sort_by(|a, b| self.first_slug(a).cmp(&self.first_slug(b)));
        let pages: HashMap<&str, &Topic> =
            library.topics.iter().map(|topic| (topic.slug.as_str(), topic)).collect();
        knots.iter().flat_map(|knot| self.break_knot(knot, &pages)).collect()
    }

    /// The strongly connected components that hold a cycle.
    fn knots(&self) -> Vec<Vec<NodeIndex>> {
        let requires =
            EdgeFiltered::from_fn(&self.map, |edge| edge.weight().kind == Kind::Requires);
        let mut knots = tarjan_scc(&requires);
        knots.retain(|knot| match knot.as_slice() {
            [only] => self.are_joined(*only, *only, |kind| kind == Kind::Requires),
            _ => true,
        });
        knots
    }

    fn first_slug(&self, knot: &[NodeIndex]) -> Option<&str> {
        knot.first().map(|&node| self.map[node].slug.as_str())
    }

    fn break_knot(&mut self, knot: &[NodeIndex], pages: &HashMap<&str, &Topic>) -> Vec<Problem> {
        let members: HashSet<NodeIndex> = knot.iter().copied().collect();
        let mut inner: Vec<EdgeIndex> = Vec::new();
        for &node in knot {
            let mut edges: Vec<_> = self
                .map
                .edges(node)
                .filter(|edge| edge.weight().kind == Kind::Requires)
                .filter(|edge| members.contains(&edge.target()))
                .map(|edge| edge.id())
                .collect();
            edges.reverse();
            inner.extend(edges);
        }
        let mut named: HashSet<(NodeIndex, NodeIndex)> = HashSet::new();
        let mut problems = Vec::new();
        for &edge in &inner {
            self.map[edge].looped = true;
            let Some(ends) = self.map.edge_endpoints(edge) else { continue };
            if named.contains(&ends) || problems.len() == NAMED_PER_KNOT {
                continue;
            }
            let cycle = self.shortest_cycle(ends, &members);
            named.extend(pairs(&cycle));
            problems.extend(self.problem(&cycle, pages));
        }
        let hidden = inner.len().saturating_sub(named.len());
        if let Some(last) = problems.last_mut().filter(|_| hidden > 0) {
            last.help = format!("{}; {hidden} more edges of this knot are not listed", last.help);
        }
        problems
    }

    /// The shortest way from the end of an edge back to its start: the nodes of a cycle in order,
    /// beginning with the first by slug.
    fn shortest_cycle(
        &self,
        (start, next): (NodeIndex, NodeIndex),
        members: &HashSet<NodeIndex>,
    ) -> Vec<NodeIndex> {
        let mut came_from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
        let mut queue = VecDeque::from([next]);
        while let Some(node) = queue.pop_front().filter(|&node| node != start) {
            let mut edges: Vec<_> = self.map.edges(node).collect();
            edges.reverse();
            for edge in edges {
                let to = edge.target();
                let is_new = to != next && !came_from.contains_key(&to);
                if edge.weight().kind == Kind::Requires && members.contains(&to) && is_new {
                    came_from.insert(to, node);
                    queue.push_back(to);
                }
            }
        }
        let mut cycle = vec![start];
        let mut at = start;
        while let Some(&before) = came_from.get(&at).filter(|_| at != next) {
            cycle.push(before);
            at = before;
        }
        // Collected backwards from the start: start, …, next.
        if let Some(rest) = cycle.get_mut(1..) {
            rest.reverse();
        }
        let first = (0..cycle.len()).min_by_key(|&at| &self.map[cycle[at]].slug).unwrap_or(0);
        cycle.rotate_left(first);
        cycle
    }

    fn problem(&self, cycle: &[NodeIndex], pages: &HashMap<&str, &Topic>) -> Option<Problem> {
        let mut names = Vec::new();
        let mut edges = Vec::new();
        let mut first: Option<(&Topic, &Location)> = None;
        for (from, to) in pairs(cycle) {
            let (from, to) = (&self.map[from].slug, &self.map[to].slug);
            let (topic, requirement) = written(pages, from, to)?;
            names.push(from.as_str());
            edges.push(format!("{from} requires {to} at {}", requirement.location));
            first.get_or_insert((topic, &requirement.location));
        }
        let (topic, location) = first?;
        names.extend(names.first().copied());
        let message = format!(
            "these topics require each other: {} ({})",
            names.join(" → "),
            edges.join("; ")
        );
        let help = "take one of these requirements out, or make it related";
        Some(topic.problem((Severity::Error, "requires-cycle"), location, message, help))
    }
}

/// The edges of a cycle.
fn pairs(cycle: &[NodeIndex]) -> impl Iterator<Item = (NodeIndex, NodeIndex)> {
    cycle.iter().copied().zip(cycle.iter().copied().cycle().skip(1))
}

fn written<'a>(
    pages: &HashMap<&str, &'a Topic>,
    from: &str,
    to: &str,
) -> Option<(&'a Topic, &'a Requirement)> {
    let topic = *pages.get(from)?;
    topic.requires.iter().find(|requirement| requirement.to == to).map(|found| (topic, found))
}
