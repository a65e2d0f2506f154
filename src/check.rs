//! Checks of a library that need more than its content: its graph, the demos that it calls, and the
//! claims that these prove.

mod claims;
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
        let blocks = topic.blocks(library);
        problems.extend(demos::problems(topic, &blocks));
        problems.extend(claims::problems(library, topic, &blocks));
    }
    problems.extend(lints::of(library, &graph, &problems));
    problems
        .sort_by(|a, b| (&a.location, a.code, &a.message).cmp(&(&b.location, b.code, &b.message)));
    problems
}

#[cfg(test)]
mod tests;
