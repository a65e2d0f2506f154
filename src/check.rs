//! Checks of a library that need more than its content: its graph, and the demos that it calls.

mod demos;
mod lints;

use crate::content::{Loaded, Problem};
use crate::graph::Graph;

/// All problems of a library, in the order of files and lines.
pub fn problems(loaded: &Loaded) -> Vec<Problem> {
    let library = &loaded.library;
    let mut problems = loaded.all_problems();
    let (graph, cycles) = Graph::of(library);
    problems.extend(cycles);
    for topic in &library.topics {
        problems.extend(demos::problems(topic, &topic.blocks(library)));
    }
    problems.extend(lints::of(library, &graph, &problems));
    problems
        .sort_by(|a, b| (&a.location, a.code, &a.message).cmp(&(&b.location, b.code, &b.message)));
    problems
}

#[cfg(test)]
mod tests;
