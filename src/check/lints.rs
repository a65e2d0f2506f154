//! What a page could do better in the whole of its library: edges that say nothing new, pages that
//! nothing leads to, and what a learner misses on a page.

use crate::content::{Library, Problem, Severity, Topic};
use crate::graph::Graph;
use std::collections::HashSet;

/// The lints of all topics. `found` are the problems so far: what may follow from one of them is not
/// said.
pub(super) fn of(library: &Library, graph: &Graph, found: &[Problem]) -> Vec<Problem> {
    if library.plain {
        return Vec::new();
    }
    let broken: HashSet<&str> = found
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| &*problem.location.file)
        .collect();
    let mut lints = Vec::new();
    for topic in &library.topics {
        lints.extend(implied(topic, graph));
        lints.extend(level_drops(topic, library));
        if !broken.contains(&*topic.location.file) {
            lints.extend(missed(topic));
        }
    }
    // An edge that could not be read joins nothing, so only a library without errors has orphans.
    if broken.is_empty() {
        lints.extend(library.topics.iter().filter_map(|topic| apart(topic, library, graph)));
    }
    lints
}

/// Requirements that another one builds on, unless the page says that they are meant.
fn implied(topic: &Topic, graph: &Graph) -> Vec<Problem> {
    let ways = graph.implied(&topic.slug).into_iter();
    let problems = ways.filter_map(|way| {
        let (slug, before) = way.split_last()?;
        let edge = topic.requires.iter().find(|edge| edge.to == *slug && !edge.keep)?;
        let message = format!("\"{slug}\" is implied: {}", requires(before, slug));
        let help = "take it out, or add `keep: true` if this page itself needs it";
        let lint = (Severity::Hint, "implied-prerequisite");
        Some(topic.problem(lint, &edge.location, message, help))
    });
    problems.collect()
}

/// "this page requires c, c requires b, b requires a".
fn requires(before: &[&str], last: &str) -> String {
    let links: Vec<String> = before.iter().map(|slug| format!("requires {slug}, {slug}")).collect();
    format!("this page {} requires {last}", links.join(" "))
}

/// Requirements on a higher level than the page's own.
fn level_drops(topic: &Topic, library: &Library) -> Vec<Problem> {
    let drops = topic.requires.iter().filter_map(|edge| {
        let other = library.topic(&edge.to)?;
        if topic.level == 0 || other.level <= topic.level {
            return None;
        }
        let message = format!(
            "this page is of level {} and requires \"{}\" of level {}",
            topic.level, edge.to, other.level
        );
        let help = "raise the level of this page, or lower that of the other";
        Some(topic.problem((Severity::Warning, "level-drop"), &edge.location, message, help))
    });
    drops.collect()
}

/// What a learner misses on a page.
fn missed(topic: &Topic) -> Vec<Problem> {
    let whole = |code, message: &str, help| page(topic, (Severity::Hint, code), message, help);
    let mut found = Vec::new();
    if topic.questions().is_empty() {
        let help = "add `questions:`, so that a reader can check what has stayed";
        found.push(whole("no-question", "the page asks nothing", help));
    }
    if topic.sources().is_empty() {
        let help = "add `sources:`, so that a reader can go on and look it up";
        found.push(whole("no-source", "the page names no source", help));
    }
    found
}

/// A page that nothing leads to, or that stands in no path.
fn apart(topic: &Topic, library: &Library, graph: &Graph) -> Option<Problem> {
    let slug = topic.slug.as_str();
    let on_path = library.paths.iter().any(|path| path.position(slug).is_some());
    let joined = || {
        let edges = [graph.requires(slug), graph.unlocks(slug), graph.related(slug)];
        edges.iter().any(|edges| !edges.is_empty())
    };
    if on_path || library.topics.len() == 1 {
        None
    } else if !joined() {
        let message = "no page leads here: nothing requires it, it requires nothing, it is related to nothing and in no path";
        let help = "add `requires:` or `related:`, or make it a step of a path";
        Some(page(topic, (Severity::Warning, "orphan"), message, help))
    } else if !library.paths.is_empty() {
        let help = "make it a step of a path";
        Some(page(topic, (Severity::Hint, "no-path"), "the page is in no path", help))
    } else {
        None
    }
}

/// A problem of a page as a whole: no line of it is wrong, so none is shown.
fn page(topic: &Topic, lint: (Severity, &'static str), message: &str, help: &str) -> Problem {
    let source_line = String::new();
    Problem { source_line, ..topic.problem(lint, &topic.location, message.to_owned(), help) }
}
