//! Checks of a library that need more than its content: its graph, the demos that it calls, and the
//! claims that these prove.

mod claims;

use crate::content::{DemoCall, Loaded, Problem, Severity, demo_calls};
use crate::graph::Graph;
use crate::report;

/// All problems of a library, in the order of files and lines.
pub fn problems(loaded: &Loaded) -> Vec<Problem> {
    let library = &loaded.library;
    let mut problems = loaded.all_problems();
    problems.extend(Graph::of(library).1);
    for topic in &library.topics {
        let blocks = topic.blocks(library);
        problems.extend(demo_calls(&blocks).into_iter().filter_map(refused));
        problems.extend(claims::problems(library, topic, &blocks));
    }
    problems
        .sort_by(|a, b| (&a.location, a.code, &a.message).cmp(&(&b.location, b.code, &b.message)));
    problems
}

/// A demo that the program does not have, that does not take these parameters, or that has not the
/// step that is to be shown: it is run once.
fn refused(call: &DemoCall) -> Option<Problem> {
    let (message, help) = match report::run(&call.name, &call.set) {
        Err(fault) => {
            let help = format!("`fingerpost demo {} --params` describes the parameters", call.name);
            (fault.to_string(), help)
        }
        Ok(report) => {
            let name =
                call.step.as_deref().filter(|name| report::step_named(&report, name).is_none())?;
            let steps: Vec<&str> = report.steps.iter().map(|step| step.id).collect();
            let message = format!("with these parameters \"{}\" has no step \"{name}\"", call.name);
            (message, format!("its steps are {}", steps.join(", ")))
        }
    };
    Some(Problem {
        location: call.location.clone(),
        severity: Severity::Error,
        code: "demo-call",
        message,
        help,
        source_line: String::new(),
    })
}
