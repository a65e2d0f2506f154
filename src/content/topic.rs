//! From a file to a topic: front matter cut off, read and checked; the body left for later.

use super::details::{self, Details};
use super::fields::{Fields, Shape};
use super::limit;
use super::model::{Related, RelatedKind, Requirement, Topic, fold};
use super::names::closest;
use super::problem::{Location, Problems};
use super::yaml::{Entry, read_map};
use crate::ink::width;
use std::borrow::Cow;

const TOPIC: Shape = Shape {
    owner: "a topic",
    keys: &[
        "title",
        "short",
        "aliases",
        "definition",
        "domain",
        "subcategory",
        "level",
        "minutes",
        "requires",
        "related",
        "next",
        "sources",
        "claims",
        "questions",
    ],
    required: &["title", "definition", "domain", "level", "minutes"],
};
const REQUIRES: Shape =
    Shape { owner: "a prerequisite", keys: &["to", "why", "keep"], required: &["to", "why"] };
const RELATED: Shape =
    Shape { owner: "a related topic", keys: &["to", "kind", "why"], required: &["to", "why"] };
const KINDS: [(&str, RelatedKind); 5] = [
    ("contrast", RelatedKind::Contrast),
    ("history", RelatedKind::History),
    ("analogy", RelatedKind::Analogy),
    ("application", RelatedKind::Application),
    ("see-also", RelatedKind::SeeAlso),
];

/// The front matter of a page, and where the body begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut<'a> {
    /// The page begins with no `---`.
    None,
    /// The page begins with `---`, but no second one ends it.
    Open,
    /// The YAML between the two lines, and the byte behind the second.
    Found(&'a str, usize),
}

/// Cuts the front matter off: a first line `---` to the next line `---`.
pub(super) fn cut(markdown: &str) -> Cut<'_> {
    let mut at = 0;
    let mut start = None;
    for line in markdown.split_inclusive('\n') {
        let is_mark = line.trim_end() == "---";
        match start {
            None if !is_mark => return Cut::None,
            None => start = Some(at + line.len()),
            Some(start) if is_mark => {
                return Cut::Found(markdown.get(start..at).unwrap_or_default(), at + line.len());
            }
            Some(_) => {}
        }
        at += line.len();
    }
    if start.is_some() { Cut::Open } else { Cut::None }
}

/// Reads the front matter of a page; the caller adds the page itself. What is missing is empty
/// or 0.
pub(super) fn read(
    location: &Location,
    slug: &str,
    markdown: &str,
    problems: &mut Problems<'_>,
) -> Topic {
    let mut topic = Topic {
        slug: slug.to_owned(),
        title: String::new(),
        short: None,
        aliases: Vec::new(),
        definition: String::new(),
        domain: String::new(),
        subcategory: String::new(),
        level: 0,
        minutes: 0,
        requires: Vec::new(),
        related: Vec::new(),
        next: Vec::new(),
        details: Details::default(),
        body_start: 0,
        cut: false,
        location: location.clone(),
        markdown: Cow::Borrowed(""),
    };
    match cut(markdown) {
        Cut::Found(yaml, body_start) => {
            topic.body_start = body_start;
            front_matter(&mut topic, markdown, yaml, problems);
        }
        Cut::Open if !problems.lenient => {
            let message = "the front matter has no end".to_owned();
            problems.error("yaml-syntax", (1, 1), message, "write a line `---` behind it");
        }
        Cut::None if !problems.lenient => {
            let message = "the page has no front matter".to_owned();
            let help = "begin the file with a line `---`, the keys (title, definition, domain, level, minutes), and a line `---`";
            problems.error("missing-key", (1, 1), message, help);
        }
        Cut::Open | Cut::None => {}
    }
    topic
}

/// Line 1 of a page is the mark before its front matter.
const FIRST_LINE: u32 = 2;

fn front_matter(topic: &mut Topic, markdown: &str, yaml: &str, problems: &mut Problems<'_>) {
    let small = yaml.len() <= limit::FRONT_MATTER;
    if let Some((head, tail, lines)) = small.then(|| details::split(yaml, FIRST_LINE)).flatten() {
        let begin = markdown.find('\n').map_or(0, |end| end + 1);
        let left = begin + tail..begin + yaml.len();
        topic.details = Details::later(left, FIRST_LINE + lines);
        basics(topic, &head, true, problems);
        return;
    }
    let (entries, faults) = read_map(yaml, FIRST_LINE);
    let whole = faults.is_empty();
    for fault in faults {
        problems.error(fault.code, fault.place, fault.message, fault.help);
    }
    let fields = basics(topic, &entries, whole, problems);
    topic.details = Details::at_once(&fields, problems);
}

/// What every page is known by. Of a page that is not whole nobody can say what is missing.
fn basics<'n>(
    topic: &mut Topic,
    entries: &'n [Entry],
    whole: bool,
    problems: &mut Problems<'_>,
) -> Fields<'n> {
    let fields = Fields::known(entries, (1, 1), &TOPIC, problems);
    if whole {
        fields.demand(TOPIC.required, problems);
    }
    names(topic, &fields, problems);
    topic.level = fields.number("level", &(1..=5), problems).unwrap_or(0);
    topic.minutes = fields.number("minutes", &(1..=100_000), problems).unwrap_or(0);
    topic.requires = requires(&fields, problems);
    topic.related = related(&fields, problems);
    topic.next = fields.slugs("next", problems);
    fields
}

fn names(topic: &mut Topic, fields: &Fields<'_>, problems: &mut Problems<'_>) {
    let mut prose = |key| fields.prose(key, problems).unwrap_or_default();
    topic.title = prose("title");
    topic.definition = prose("definition");
    topic.domain = prose("domain");
    topic.subcategory = prose("subcategory");
    topic.short = fields.prose("short", problems);
    let aliases = fields.words("aliases", problems);
    topic.aliases = aliases.iter().map(|(name, _)| name.clone()).collect();
    problems.names.extend(aliases);
    problems.names.extend(fields.get("title").map(|node| (topic.title.clone(), node.place)));
    let too_wide = [
        ("short", topic.short.as_deref().unwrap_or_default(), limit::SHORT),
        ("definition", &topic.definition, limit::DEFINITION),
    ];
    for (key, text, most) in too_wide {
        let cells = width(text);
        if let Some(node) = fields.get(key).filter(|_| cells > most) {
            let message = format!("\"{key}\" takes {cells} cells; at most {most} fit");
            problems.error("bad-value", node.place, message, "say it in fewer words");
        }
    }
    if topic.short.as_deref().is_some_and(|short| width(short) > limit::SHORT) {
        topic.short = None;
    }
}

/// The place of the slug in an item, for the caret.
fn target_place(fields: &Fields<'_>, problems: &Problems<'_>) -> Location {
    let (line, column) = fields.get("to").map_or(fields.place, |node| node.place);
    problems.file.at(line, column)
}

fn requires(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Vec<Requirement> {
    let mut found = Vec::new();
    for node in fields.list("requires", problems) {
        let Some(fields) = Fields::of(node, &REQUIRES, problems) else { continue };
        let Some(to) = fields.word("to", problems) else { continue };
        found.push(Requirement {
            to: fold(&to),
            why: fields.prose("why", problems).unwrap_or_default(),
            keep: fields.flag("keep", problems),
            location: target_place(&fields, problems),
        });
    }
    found
}

fn related(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Vec<Related> {
    let mut found = Vec::new();
    for node in fields.list("related", problems) {
        let Some(fields) = Fields::of(node, &RELATED, problems) else { continue };
        let Some(to) = fields.word("to", problems) else { continue };
        found.push(Related {
            to: fold(&to),
            kind: related_kind(&fields, problems),
            why: fields.prose("why", problems).unwrap_or_default(),
            location: target_place(&fields, problems),
        });
    }
    found
}

fn related_kind(fields: &Fields<'_>, problems: &mut Problems<'_>) -> RelatedKind {
    let Some(name) = fields.word("kind", problems) else { return RelatedKind::default() };
    if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) {
        return *kind;
    }
    let names = KINDS.map(|(known, _)| known);
    let place = fields.get("kind").map_or(fields.place, |node| node.place);
    let help = match closest(&name, &names) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("write one of {}", names.join(", ")),
    };
    problems.error("bad-value", place, format!("there is no kind \"{name}\""), &help);
    RelatedKind::default()
}
