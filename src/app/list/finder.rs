//! Topics by name, and all topics by domain.

use super::{Choice, Row};
use crate::content::Topic;
use crate::ink::{Role, fit, width};
use crate::world::{World, marked};

/// Topics whose names are like what is typed; the recent ones first while nothing is.
pub fn finder_rows(world: &World, query: &str, cells: usize) -> Vec<Row> {
    let hits = crate::find::topics(&world.library, query, world.learner.recent(), 200);
    let longest = hits.iter().map(|hit| width(&hit.title)).max().unwrap_or(0).min(cells / 2);
    let states = world.states();
    let mut rows: Vec<Row> = hits
        .iter()
        .filter_map(|hit| {
            let topic = world.library.topic(&hit.slug)?;
            let mut line =
                marked(states.mark(&hit.slug)).with(fit(&hit.title, longest), Role::Strong);
            line.pad_to(longest + 4);
            if let Some(name) = &hit.name {
                line.push(format!("{name}: "), Role::Emphasis);
            }
            line.push(&topic.definition, Role::Dim);
            Some(Row::of(line.cut(cells), Choice::Topic(hit.slug.clone(), None)))
        })
        .collect();
    if rows.is_empty() {
        rows.push(Row::remark("No topic has a name like that.", cells));
    }
    rows
}

/// All topics, domains in the library's order, then parts of a domain, then by level.
pub fn topic_rows(world: &World, cells: usize) -> Vec<Row> {
    let mut topics: Vec<&Topic> = world.library.topics.iter().collect();
    let order = |domain: &str| {
        let at = world.library.info.domains.iter().position(|name| name == domain);
        (at.unwrap_or(usize::MAX), domain.to_owned())
    };
    topics.sort_by_cached_key(|topic| {
        (order(&topic.domain), topic.subcategory.clone(), topic.level, topic.slug.clone())
    });
    let longest = topics.iter().map(|topic| width(&topic.title)).max().unwrap_or(0).min(cells / 2);
    let states = world.states();
    let mut rows = Vec::new();
    let mut before = ("", "");
    for topic in topics {
        let group = (topic.domain.as_str(), topic.subcategory.as_str());
        if group != before {
            if !rows.is_empty() {
                rows.push(Row::gap());
            }
            let names: Vec<&str> =
                [group.0, group.1].into_iter().filter(|name| !name.is_empty()).collect();
            rows.push(Row::heading(&names.join(" › ")));
            before = group;
        }
        let mut line = marked(states.mark(&topic.slug))
            .indented(2)
            .with(fit(&topic.title, longest), Role::Text);
        line.pad_to(longest + 6);
        line.push(&topic.definition, Role::Dim);
        rows.push(Row::of(line.cut(cells), Choice::Topic(topic.slug.clone(), None)));
    }
    rows
}
