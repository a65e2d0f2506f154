//! Libraries for tests: by hand, and the 120 topics of the planned curriculum.

use crate::content::{
    LearningPath, Library, Location, PathStep, Related, RelatedKind, Requirement, Topic,
};

/// A library of topics with what they require; titles are the slugs with a capital.
pub(crate) fn library(topics: &[(&str, &[&str])]) -> Library {
    let mut library = Library::default();
    for (slug, requires) in topics {
        let mut topic = topic(slug, &capital(slug));
        topic.requires =
            requires.iter().enumerate().map(|(at, to)| required(slug, to, at)).collect();
        library.topics.push(topic);
    }
    library.topics.sort_by(|a, b| a.slug.cmp(&b.slug));
    library
}

/// The planned curriculum, its first path as the default.
pub(crate) fn curriculum() -> Library {
    let mut library = Library::default();
    for line in include_str!("../../tests/fixtures/curriculum.txt").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let last = library.topics.last_mut();
        match (fields.as_slice(), last) {
            (["topic", slug, title, level, minutes], _) => library.topics.push(Topic {
                level: level.parse().unwrap(),
                minutes: minutes.parse().unwrap(),
                ..topic(slug, title)
            }),
            (["requires", to, why], Some(topic)) => {
                let at = topic.requires.len();
                let why = (*why).to_owned();
                topic.requires.push(Requirement { why, ..required(&topic.slug, to, at) });
            }
            (["related", to], Some(topic)) => topic.related.push(related(to, RelatedKind::SeeAlso)),
            (["path", slug, title, goal, topics], _) => {
                library.paths.push(LearningPath {
                    title: (*title).to_owned(),
                    goal: (*goal).to_owned(),
                    ..path(slug, &topics.split(' ').collect::<Vec<_>>())
                });
            }
            _ => assert!(line.starts_with('#'), "{line}"),
        }
    }
    library.info.default_path = library.paths.first().map(|path| path.slug.clone());
    library.topics.sort_by(|a, b| a.slug.cmp(&b.slug));
    library.paths.sort_by(|a, b| a.slug.cmp(&b.slug));
    library
}

/// A related topic without a reason.
pub(crate) fn related(to: &str, kind: RelatedKind) -> Related {
    Related { to: to.to_owned(), kind, why: String::new(), location: Location::file("t.md") }
}

/// A path through these topics.
pub(crate) fn path(slug: &str, topics: &[&str]) -> LearningPath {
    let steps = topics.iter().map(|topic| PathStep::Topic {
        topic: (*topic).to_owned(),
        note: None,
        optional: false,
        location: Location::file("paths/p.yaml"),
    });
    LearningPath {
        slug: slug.to_owned(),
        title: capital(slug),
        goal: topics.last().copied().unwrap_or_default().to_owned(),
        level: String::new(),
        blurb: String::new(),
        assumes: Vec::new(),
        steps: steps.collect(),
        location: Location::file("paths/p.yaml"),
    }
}

fn topic(slug: &str, title: &str) -> Topic {
    Topic {
        slug: slug.to_owned(),
        title: title.to_owned(),
        level: 1,
        minutes: 10,
        location: Location::file(&format!("topics/{slug}.md")),
        ..Topic::default()
    }
}

fn required(slug: &str, to: &str, at: usize) -> Requirement {
    Requirement {
        to: to.to_owned(),
        why: format!("{slug} uses {to}"),
        keep: false,
        location: Location::file(&format!("topics/{slug}.md")).at(9 + at as u32, 5),
    }
}

fn capital(slug: &str) -> String {
    let mut letters = slug.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect::<String>().replace('-', " ")
    })
}
