//! After all files are read: slugs are looked up, and what leads nowhere is dropped and said.

mod names;
mod order;

pub(super) use order::{path_assumptions, path_order};

use super::model::{LearningPath, Library, PathStep, Topic};
use super::names::{Proposals, nearest};
use super::problem::{Problem, Problems};
use std::collections::HashSet;

/// The slugs and names that a file mentions, with their places.
pub(super) type Mentions = Vec<(String, (u32, u32))>;

fn place_of(mentions: &Mentions, name: &str) -> (u32, u32) {
    mentions.iter().find(|(known, _)| known == name).map_or((1, 1), |(_, place)| *place)
}

/// The places of a list that was read last, in its order.
fn last_places(mentions: &Mentions, count: usize) -> impl Iterator<Item = (u32, u32)> {
    let first = mentions.len().saturating_sub(count);
    mentions.get(first..).unwrap_or_default().iter().map(|(_, place)| *place)
}

/// Checks one topic against the library; gives it back changed if something had to be dropped.
pub(super) fn topic(
    library: &Library,
    index: usize,
    all: &[Mentions],
    proposals: &mut Proposals,
) -> (Option<Topic>, Vec<Problem>) {
    let Some(mentions) = all.get(index) else { return (None, Vec::new()) };
    let Some(topic) = library.topics.get(index) else { return (None, Vec::new()) };
    let mut problems = Problems::of(&topic.location, &topic.markdown, library.plain);
    let mut seen = HashSet::new();
    let requires: Vec<bool> = topic
        .requires
        .iter()
        .map(|edge| {
            let place = (edge.location.line, edge.location.column);
            leads((library, topic), &edge.to, place, &mut problems, proposals)
                && once(&mut seen, &edge.to, place, &mut problems)
        })
        .collect();
    let related: Vec<bool> = topic
        .related
        .iter()
        .map(|edge| {
            let place = (edge.location.line, edge.location.column);
            leads((library, topic), &edge.to, place, &mut problems, proposals)
                && !requires_too(library, topic, &edge.to, place, &mut problems)
                && once(&mut seen, &edge.to, place, &mut problems)
        })
        .collect();
    let mut seen = HashSet::new();
    let next: Vec<bool> = topic
        .next
        .iter()
        .zip(last_places(mentions, topic.next.len()))
        .map(|(slug, place)| {
            leads((library, topic), slug, place, &mut problems, proposals)
                && once(&mut seen, slug, place, &mut problems)
        })
        .collect();
    if !library.plain {
        names::clashes(library, index, all, &mut problems);
    }
    let keep = [&requires, &related, &next];
    let changed = keep.iter().any(|flags| flags.contains(&false)).then(|| {
        let mut topic = topic.clone();
        retain(&mut topic.requires, &requires);
        retain(&mut topic.related, &related);
        retain(&mut topic.next, &next);
        topic
    });
    (changed, problems.finish())
}

fn retain<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut flags = keep.iter();
    list.retain(|_| flags.next().copied().unwrap_or(true));
}

/// Whether an edge leads to another topic of the library.
fn leads(
    (library, from): (&Library, &Topic),
    to: &str,
    place: (u32, u32),
    problems: &mut Problems<'_>,
    proposals: &mut Proposals,
) -> bool {
    if to == from.slug {
        let message = format!("\"{to}\" names itself");
        problems.warning("self-link", place, message, "remove the entry");
        return false;
    }
    let found = library.topic(to).is_some();
    if !found {
        library.dangling(to, place, problems, proposals);
    }
    found
}

fn once<'a>(
    seen: &mut HashSet<&'a str>,
    to: &'a str,
    place: (u32, u32),
    problems: &mut Problems<'_>,
) -> bool {
    let new = seen.insert(to);
    if !new {
        let message = format!("\"{to}\" is listed twice");
        problems.warning("bad-value", place, message, "keep one of the two entries");
    }
    new
}

/// Whether a related topic is a prerequisite too, in either direction; says also, as a hint,
/// when the other page stores the same relation.
fn requires_too(
    library: &Library,
    topic: &Topic,
    to: &str,
    place: (u32, u32),
    problems: &mut Problems<'_>,
) -> bool {
    let Some(other) = library.topic(to) else { return false };
    let needs = |from: &Topic, to: &str| from.requires.iter().any(|edge| edge.to == to);
    let both = if needs(topic, to) {
        format!("this page requires \"{to}\" and lists it as related")
    } else if needs(other, &topic.slug) {
        format!("\"{to}\" requires this page, and is listed here as related")
    } else {
        let twice = other.related.iter().any(|edge| edge.to == topic.slug);
        if twice && topic.slug.as_str() > to {
            let message = format!("\"{to}\" lists this page as related already");
            let help = "store the relation on one side; it is shown on both";
            problems.hint("related-twice", place, message, help);
        }
        return false;
    };
    let help = "keep the prerequisite, remove the related entry";
    problems.warning("requires-and-related", place, both, help);
    true
}

/// Looks up the slugs of a path and drops what leads nowhere; whether nothing had to be dropped.
pub(super) fn path(
    library: &Library,
    path: &mut LearningPath,
    mentions: &Mentions,
    problems: &mut Problems<'_>,
    proposals: &mut Proposals,
) -> bool {
    let named = path.steps.len() + path.assumes.len();
    path.steps.retain(|step| match step {
        PathStep::Topic { topic, location, .. } => {
            known(library, topic, (location.line, location.column), problems, proposals)
        }
        PathStep::Section(_) => true,
    });
    let assumes = std::mem::take(&mut path.assumes);
    for (name, place) in assumes.iter().zip(last_places(mentions, assumes.len())) {
        if library.topic(name).is_none() && library.path(name).is_none() {
            dangling_path(library, name, place, problems);
        } else if path.assumes.contains(name) {
            let message = format!("\"{name}\" is listed twice");
            problems.warning("bad-value", place, message, "keep one of the two entries");
        } else {
            path.assumes.push(name.clone());
        }
    }
    let whole = path.steps.len() + path.assumes.len() == named;
    let goal_found = path.goal.is_empty()
        || known(library, &path.goal, place_of(mentions, &path.goal), problems, proposals);
    if !goal_found || path.goal.is_empty() {
        path.goal = path.topics().last().unwrap_or_default().to_owned();
    }
    once_each(path, problems);
    whole
}

fn known(
    library: &Library,
    slug: &str,
    place: (u32, u32),
    problems: &mut Problems<'_>,
    proposals: &mut Proposals,
) -> bool {
    let found = library.topic(slug).is_some();
    if !found {
        library.dangling(slug, place, problems, proposals);
    }
    found
}

fn dangling_path(library: &Library, name: &str, place: (u32, u32), problems: &mut Problems<'_>) {
    let topics = library.topics.iter().map(|topic| topic.slug.as_str());
    let paths = library.paths.iter().map(|path| path.slug.as_str());
    let near = nearest(name, topics.chain(paths).map(|slug| (slug, slug)), 3);
    let help = if near.is_empty() {
        "name a topic or a path, or remove the entry".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    problems.error("dangling-link", place, format!("no topic or path \"{name}\""), &help);
}

/// A topic is one step of a path: the later ones are dropped.
fn once_each(path: &mut LearningPath, problems: &mut Problems<'_>) {
    let mut seen = HashSet::new();
    path.steps.retain(|step| {
        let PathStep::Topic { topic, location, .. } = step else { return true };
        let new = seen.insert(topic.clone());
        if !new {
            let message = format!("\"{topic}\" is a step already");
            let help = "keep the first of the two steps";
            problems.warning("bad-value", (location.line, location.column), message, help);
        }
        new
    });
}

/// Looks up what library.yaml names.
pub(super) fn info(library: &mut Library, mentions: &Mentions, problems: &mut Problems<'_>) {
    if let Some(home) = library.info.home.take()
        && known(library, &home, place_of(mentions, &home), problems, &mut Proposals::default())
    {
        library.info.home = Some(home);
    }
    if let Some(name) = library.info.default_path.take() {
        if library.path(&name).is_some() {
            library.info.default_path = Some(name);
        } else {
            let near = library.nearest_paths(&name, 3);
            let near: Vec<&str> = near.into_iter().map(|path| path.slug.as_str()).collect();
            let help = if near.is_empty() {
                "name one of the files in paths/".to_owned()
            } else {
                format!("did you mean {}?", near.join(", "))
            };
            // It is read behind `home`, which may be the same word.
            let place = last_places(mentions, 1).next().unwrap_or((1, 1));
            problems.error("dangling-link", place, format!("no path \"{name}\""), &help);
        }
    }
}
