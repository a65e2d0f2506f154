//! Path files and library.yaml.

use super::fields::{Fields, Shape};
use super::model::{LearningPath, LibraryInfo, PathStep, fold};
use super::problem::{Location, Problems};
use super::yaml::read_map;

const PATH: Shape = Shape {
    owner: "a path",
    keys: &["title", "goal", "level", "blurb", "assumes", "steps"],
    required: &["title", "goal", "steps"],
};
const STEP: Shape =
    Shape { owner: "a step", keys: &["topic", "note", "optional", "section"], required: &[] };
const LIBRARY: Shape = Shape {
    owner: "library.yaml",
    keys: &["schema", "id", "name", "language", "licence", "home", "default_path", "domains"],
    required: &["schema", "id", "name", "language", "licence"],
};

/// Reads a path file; the slugs in it are not looked up yet.
pub(super) fn read_path(
    location: &Location,
    slug: &str,
    text: &str,
    problems: &mut Problems<'_>,
) -> LearningPath {
    let (entries, faults) = read_map(text, 1);
    let whole = faults.is_empty();
    for fault in faults {
        problems.error(fault.code, fault.place, fault.message, fault.help);
    }
    let fields = Fields::known(&entries, (1, 1), &PATH, problems);
    if whole {
        fields.demand(PATH.required, problems);
    }
    LearningPath {
        slug: slug.to_owned(),
        title: fields.prose("title", problems).unwrap_or_else(|| slug.replace('-', " ")),
        goal: fields.slug("goal", problems).unwrap_or_default(),
        level: fields.prose("level", problems).unwrap_or_default(),
        blurb: fields.prose("blurb", problems).unwrap_or_default(),
        assumes: fields.slugs("assumes", problems),
        steps: steps(&fields, problems),
        location: location.clone(),
    }
}

fn steps(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Vec<PathStep> {
    let mut found = Vec::new();
    for node in fields.list("steps", problems) {
        let Some(fields) = Fields::of(node, &STEP, problems) else { continue };
        let topic = fields.word("topic", problems);
        let section = fields.prose("section", problems);
        match (topic, section) {
            (Some(topic), None) => {
                let (line, column) = fields.get("topic").map_or(node.place, |node| node.place);
                found.push(PathStep::Topic {
                    topic: fold(&topic),
                    note: fields.prose("note", problems),
                    optional: fields.flag("optional", problems),
                    location: problems.file.at(line, column),
                });
            }
            (None, Some(section)) => found.push(PathStep::Section(section)),
            // A mistyped key has been said.
            (None, None) if fields.is_mistyped("topic") || fields.is_mistyped("section") => {}
            (topic, _) => {
                let message = "a step is a topic or a section".to_owned();
                let help = "write `- {topic: slug}`, or `- {section: \"…\"}` for a heading";
                let code = if topic.is_some() { "bad-value" } else { "missing-key" };
                problems.error(code, node.place, message, help);
            }
        }
    }
    found
}

/// Reads library.yaml; the slugs in it are not looked up yet.
pub(super) fn read_info(text: &str, problems: &mut Problems<'_>) -> LibraryInfo {
    let (entries, faults) = read_map(text, 1);
    let whole = faults.is_empty();
    for fault in faults {
        problems.error(fault.code, fault.place, fault.message, fault.help);
    }
    let fields = Fields::known(&entries, (1, 1), &LIBRARY, problems);
    if whole {
        fields.demand(LIBRARY.required, problems);
    }
    fields.number("schema", &(1..=1), problems);
    LibraryInfo {
        id: fields.word("id", problems).unwrap_or_default(),
        name: fields.prose("name", problems).unwrap_or_default(),
        language: fields.word("language", problems).unwrap_or_default(),
        licence: fields.word("licence", problems).unwrap_or_default(),
        home: fields.slug("home", problems),
        default_path: fields.slug("default_path", problems),
        domains: fields.words("domains", problems).into_iter().map(|(name, _)| name).collect(),
    }
}
