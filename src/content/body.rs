//! The body of a topic: parsed when it is asked for, since a start shows one page of many.

use super::limit;
use super::markdown::{self, HeadingAt, HeadingLink, Parsed, anchor};
use super::model::{Block, Library, LinkTo, Topic};
use super::names::Proposals;
use super::problem::{Problem, Problems};
use super::sections::check_sections;
use pulldown_cmark::{Event, Parser};
use std::collections::{HashMap, HashSet};

/// A parsed body and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Dangling links, missing sections, malformed demos and so on. Links to headings of *other*
    /// pages are judged by [`Library::body_problems`] only, which has all pages at hand.
    pub problems: Vec<Problem>,
}

impl Topic {
    /// The body as blocks, its links resolved in the library.
    pub fn blocks(&self, library: &Library) -> Vec<Block> {
        let mut problems = Problems::of(&self.location, &self.markdown, library.plain);
        self.parse(library, &mut problems).blocks
    }

    /// The body as blocks, and its problems.
    pub fn read(&self, library: &Library) -> Body {
        let mut problems = Problems::of(&self.location, &self.markdown, library.plain);
        let parsed = self.parse(library, &mut problems);
        self.check(library, &parsed, &mut problems, &mut Proposals::default());
        check_anchors(&parsed.heading_links, &parsed.headings, &mut problems);
        Body { blocks: parsed.blocks, problems: problems.finish() }
    }

    /// The Markdown of the body, behind the front matter.
    pub fn source(&self) -> &str {
        self.markdown.get(self.body_start..).unwrap_or_default()
    }

    /// A line of the file, counted from 1, for the caret below it.
    pub fn source_line(&self, line: u32) -> &str {
        let at = (line as usize).saturating_sub(1);
        self.markdown.split('\n').nth(at).unwrap_or_default().trim_end()
    }

    fn parse(&self, library: &Library, problems: &mut Problems<'_>) -> Parsed {
        let resolve = |target: &str, wiki: bool| library.lead(self, target, wiki);
        let mut parsed = markdown::parse(&self.markdown, self.body_start, &resolve, problems);
        if self.cut {
            let megabytes = limit::PAGE / 1024 / 1024;
            let note = format!("the page is longer than {megabytes} MB; this is its beginning");
            parsed.blocks.push(Block::Note(note));
        }
        parsed
    }

    fn check(
        &self,
        library: &Library,
        parsed: &Parsed,
        problems: &mut Problems<'_>,
        proposals: &mut Proposals,
    ) {
        for (name, place) in std::mem::take(&mut problems.names) {
            library.dangling(&name, place, problems, proposals);
        }
        // Where the front matter does not end, nobody can tell where the body begins; where there is
        // none, the page is no topic page yet. One problem says so, and no section is missed.
        if library.plain || self.body_start == 0 {
            return;
        }
        let front = self.markdown.get(..self.body_start).unwrap_or_default();
        let first_line = front.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
        check_sections(parsed, (first_line, 1), problems);
        self.check_misconceptions(parsed.misconceptions, problems);
    }

    fn check_misconceptions(&self, count: usize, problems: &mut Problems<'_>) {
        use super::model::QuestionKind::{Choice, TrueFalse};
        for question in self.questions() {
            let numbers: Vec<usize> = match &question.kind {
                Choice { misconceptions, .. } => misconceptions.iter().map(|(_, n)| *n).collect(),
                TrueFalse { misconception, .. } => misconception.iter().copied().collect(),
                _ => Vec::new(),
            };
            for number in numbers.into_iter().filter(|number| *number > count) {
                let place = (question.location.line, question.location.column);
                let message =
                    format!("question \"{}\" names misconception {number} of {count}", question.id);
                let help = "count the items of the list under Common misconceptions from 1";
                problems.error("bad-value", place, message, help);
            }
        }
    }

    /// The text of the body's first heading, found without parsing the page.
    pub(super) fn first_heading(&self) -> Option<String> {
        let body = self.source();
        let mut fence = None;
        for line in body.lines() {
            let line = line.trim_end();
            let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
            if let Some(mark) = mark {
                fence = if fence == Some(mark) { None } else { fence.or(Some(mark)) };
            } else if fence.is_none() && line.trim_start_matches('#').starts_with(' ') {
                let level = line.len() - line.trim_start_matches('#').len();
                if (1..=6).contains(&level) {
                    return Some(plain_text(line)).filter(|text| !text.is_empty());
                }
            }
        }
        None
    }
}

/// The text of a line of Markdown without its form.
fn plain_text(line: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(line, markdown::options()) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::InlineMath(part) => {
                text.push_str(&part);
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

impl Library {
    /// What is wrong with the bodies of all topics, and with the details of their front matter that
    /// loading has left for later. It parses them all: for checks, not for the
    /// start of the program.
    pub fn body_problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let mut proposals = Proposals::default();
        let mut anchors: HashMap<&str, HashSet<String>> = HashMap::new();
        let mut links: Vec<(&Topic, Vec<HeadingLink>)> = Vec::new();
        for topic in &self.topics {
            let mut problems = Problems::of(&topic.location, &topic.markdown, self.plain);
            topic.check_details(&mut problems);
            let parsed = topic.parse(self, &mut problems);
            topic.check(self, &parsed, &mut problems, &mut proposals);
            check_anchors(&parsed.heading_links, &parsed.headings, &mut problems);
            found.extend(problems.finish());
            let names = parsed.headings.into_iter().map(|heading| heading.anchor).collect();
            anchors.insert(&topic.slug, names);
            if parsed.heading_links.iter().any(|link| link.topic.is_some()) {
                links.push((topic, parsed.heading_links));
            }
        }
        for (topic, links) in links {
            let mut problems = Problems::of(&topic.location, &topic.markdown, self.plain);
            for link in &links {
                let Some(slug) = link.topic.as_deref() else { continue };
                if anchors.get(slug).is_some_and(|names| !names.contains(&link.anchor)) {
                    bad_anchor(link, &format!("\"{slug}\""), &mut problems);
                }
            }
            found.extend(problems.finish());
        }
        found
    }

    /// Where a link of a topic's page leads. `wiki` says that it is written `[[…]]`.
    pub(super) fn lead(&self, from: &Topic, target: &str, wiki: bool) -> LinkTo {
        let (name, heading) = match target.split_once('#') {
            Some((name, heading)) => (name, Some(anchor(heading)).filter(|a| !a.is_empty())),
            None => (target, None),
        };
        let found = if wiki {
            self.by_written_name(name)
        } else if name.is_empty() || has_scheme(target) || target.starts_with("//") {
            None
        } else {
            let path = percent_decoded(name);
            if !path.to_lowercase().ends_with(".md") {
                return LinkTo::Url(target.to_owned());
            }
            self.by_file(from, &path)
        };
        match (found, heading) {
            (Some(topic), heading) => LinkTo::Topic(topic.slug.clone(), heading),
            (None, Some(heading)) if name.is_empty() => LinkTo::Heading(heading),
            (None, _) if wiki => LinkTo::Missing(name.to_owned()),
            (None, _) if has_scheme(target) || target.starts_with("//") || name.is_empty() => {
                LinkTo::Url(target.to_owned())
            }
            (None, _) => LinkTo::Missing(percent_decoded(name)),
        }
    }

    /// A name in `[[…]]`: a topic's name, or a path of which the file name counts.
    fn by_written_name(&self, name: &str) -> Option<&Topic> {
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let last = stem.rsplit('/').next().unwrap_or(stem);
        let by_path = self.names.file(&format!("{stem}.md"));
        let found = self.names.name(name).or(by_path).or_else(|| self.names.name(last));
        self.topics.get(found?)
    }

    /// A file as seen from a topic's file.
    fn by_file(&self, from: &Topic, path: &str) -> Option<&Topic> {
        let folder = from.location.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        if path.starts_with('/') {
            parts.clear();
        }
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let stem = parts.last().and_then(|last| last.get(..last.len().saturating_sub(3)));
        let by_stem = || self.names.name(stem.unwrap_or_default());
        self.topics.get(self.names.file(&parts.join("/")).or_else(by_stem)?)
    }

    /// Says that a link leads to no topic, with the nearest names.
    pub(super) fn dangling(
        &self,
        name: &str,
        place: (u32, u32),
        problems: &mut Problems<'_>,
        proposals: &mut Proposals,
    ) {
        if !problems.is_full() {
            let help = proposals.help(self, name);
            problems.error("dangling-link", place, format!("no topic \"{name}\""), &help);
        }
    }
}

fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// `%20` and the like decoded; what is not well formed stays.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let decoded = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(decoded.unwrap_or(*byte));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn check_anchors(links: &[HeadingLink], headings: &[HeadingAt], problems: &mut Problems<'_>) {
    for link in links.iter().filter(|link| link.topic.is_none()) {
        if !headings.iter().any(|heading| heading.anchor == link.anchor) {
            bad_anchor(link, "this page", problems);
        }
    }
}

fn bad_anchor(link: &HeadingLink, page: &str, problems: &mut Problems<'_>) {
    let message = format!("{page} has no heading \"#{}\"", link.anchor);
    let help = "write the heading in lower case, with - for spaces";
    problems.warning("bad-anchor", link.place, message, help);
}
