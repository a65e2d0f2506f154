//! Checks of a library that need more than its content: its graph, and the demos that it calls.

use crate::content::{Block, DemoCall, Loaded, Problem, Severity};
use crate::graph::Graph;

/// All problems of a library, in the order of files and lines.
pub fn problems(loaded: &Loaded) -> Vec<Problem> {
    let library = &loaded.library;
    let mut problems = loaded.all_problems();
    problems.extend(Graph::of(library).1);
    for topic in &library.topics {
        for block in &topic.blocks(library) {
            demos(block, &mut problems);
        }
    }
    problems
        .sort_by(|a, b| (&a.location, a.code, &a.message).cmp(&(&b.location, b.code, &b.message)));
    problems
}

fn demos(block: &Block, problems: &mut Vec<Problem>) {
    match block {
        Block::Demo(call) => problems.extend(refused(call)),
        Block::List { items, .. } => {
            items.iter().flatten().for_each(|block| demos(block, problems));
        }
        Block::Quote { blocks, .. } => blocks.iter().for_each(|block| demos(block, problems)),
        _ => {}
    }
}

/// A demo that the program does not have, or that does not take these parameters: it is run once.
fn refused(call: &DemoCall) -> Option<Problem> {
    let error = fingerpost_demos::run(&call.name, &call.set).err()?;
    Some(Problem {
        location: call.location.clone(),
        severity: Severity::Error,
        code: "demo-call",
        message: error.to_string(),
        help: format!("`fingerpost demo {} --params` describes the parameters", call.name),
        source_line: String::new(),
    })
}
