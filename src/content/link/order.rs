//! Whether a path can be walked: every topic after what it requires, and no path that assumes
//! itself.

use super::super::model::{LearningPath, Library, PathStep};
use super::super::problem::{Location, Problems};
use super::Mentions;
use std::collections::{HashMap, HashSet, VecDeque};

/// Says which steps come before what they require, given what the path assumes. Where names of the
/// path led nowhere (it is not `whole`), nobody can tell what it does not hold.
pub(in super::super) fn path_order(
    library: &Library,
    path: &LearningPath,
    whole: bool,
    problems: &mut Problems<'_>,
) {
    let mut met = assumed(library, path);
    let mut said = HashSet::new();
    for step in &path.steps {
        let PathStep::Topic { topic: slug, location, .. } = step else { continue };
        let Some(topic) = library.topic(slug) else { continue };
        for edge in topic.requires.iter().filter(|edge| !met.contains(edge.to.as_str())) {
            if library.topic(&edge.to).is_none() || !said.insert(edge.to.as_str()) {
                continue;
            }
            // No order serves topics that require each other; that is a problem of its own.
            if builds_on(library, &edge.to, slug) {
                continue;
            }
            let place = (location.line, location.column);
            let to = &edge.to;
            if path.position(to).is_some() {
                let message = format!("\"{slug}\" requires \"{to}\", which stands behind it");
                let help = format!("move \"{to}\" before \"{slug}\"");
                problems.error("path-order", place, message, &help);
            } else if whole {
                let message =
                    format!("\"{slug}\" requires \"{to}\", which is neither a step nor assumed");
                let help = format!("add \"{to}\" before this step, or to `assumes`");
                problems.error("path-gap", place, message, &help);
            }
        }
        met.insert(slug);
    }
}

/// Whether a topic requires another one, directly or by way of others.
fn builds_on(library: &Library, slug: &str, other: &str) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![slug];
    while let Some(topic) = open.pop().and_then(|slug| library.topic(slug)) {
        if topic.slug == other {
            return true;
        }
        let requires = topic.requires.iter().map(|edge| edge.to.as_str());
        open.extend(requires.filter(|slug| library.topic(slug).is_some() && seen.insert(*slug)));
    }
    false
}

/// The topics that a path takes as known: those it assumes and all that they require, and the
/// topics of the paths it assumes with what those assume.
fn assumed<'l>(library: &'l Library, path: &'l LearningPath) -> HashSet<&'l str> {
    let mut met = HashSet::new();
    let mut paths_seen = HashSet::from([path.slug.as_str()]);
    let mut open: Vec<&str> = path.assumes.iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        if let Some(topic) = library.topic(name) {
            if met.insert(topic.slug.as_str()) {
                open.extend(topic.requires.iter().map(|edge| edge.to.as_str()));
            }
        } else if let Some(path) = library.path(name)
            && paths_seen.insert(path.slug.as_str())
        {
            open.extend(path.assumes.iter().map(String::as_str));
            open.extend(path.topics());
        }
    }
    met
}

/// Says whether a path assumes itself by way of others. Each circle is said once, at the path
/// that is its first by slug. `mentions` are those of a path by its slug.
pub(in super::super) fn path_assumptions<'m>(
    library: &Library,
    path: &LearningPath,
    mentions: &dyn Fn(&str) -> Option<&'m Mentions>,
    problems: &mut Problems<'_>,
) {
    let circle = circle(library, path);
    if circle.is_empty() || circle.iter().any(|other| other.slug < path.slug) {
        return;
    }
    let mut names = Vec::new();
    let mut edges = Vec::new();
    let mut first: Option<Location> = None;
    for (at, from) in circle.iter().enumerate() {
        let to = circle.get(at + 1).unwrap_or(&path);
        // What a path assumes is the last that it mentions.
        let named = mentions(&from.slug)
            .and_then(|all| all.iter().rev().find(|(name, _)| *name == to.slug));
        let (line, column) = named.map_or((1, 1), |(_, place)| *place);
        let place = from.location.at(line, column);
        names.push(from.slug.as_str());
        edges.push(format!("{} assumes {} at {place}", from.slug, to.slug));
        first.get_or_insert(place);
    }
    names.push(&path.slug);
    let Some(first) = first else { return };
    let message =
        format!("these paths assume each other: {} ({})", names.join(" → "), edges.join("; "));
    let help = "take one of these out of `assumes`";
    problems.error("path-assumes-cycle", (first.line, first.column), message, help);
}

/// The shortest way from a path over what it assumes back to it; empty where there is none.
fn circle<'l>(library: &'l Library, path: &'l LearningPath) -> Vec<&'l LearningPath> {
    let mut came_from: HashMap<&str, &LearningPath> = HashMap::new();
    let mut open = VecDeque::from([path]);
    while let Some(from) = open.pop_front() {
        // A topic's name is taken as the topic, here as everywhere.
        let assumed = from.assumes.iter().filter(|name| library.topic(name).is_none());
        for to in assumed.filter_map(|name| library.path(name)) {
            if to.slug == path.slug {
                let mut circle = vec![from];
                while let Some(before) =
                    circle.last().and_then(|last| came_from.get(last.slug.as_str()))
                {
                    circle.push(before);
                }
                circle.reverse();
                return circle;
            }
            if !came_from.contains_key(to.slug.as_str()) {
                came_from.insert(&to.slug, from);
                open.push_back(to);
            }
        }
    }
    Vec::new()
}
