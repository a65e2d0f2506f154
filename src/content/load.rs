//! From files to a library, wherever the files come from.

use super::limit;
use super::link::{self, Mentions};
use super::model::{LearningPath, Library, LibraryInfo, Topic, fold};
use super::names::Proposals;
use super::notes;
use super::parallel;
use super::path::{read_info, read_path};
use super::problem::{Location, Problem, Problems, Severity};
use super::question::is_slug;
use super::topic;
use crate::ink::clean_line;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What was read, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What could be built.
    pub library: Library,
    /// What is wrong with front matter, paths and library.yaml. The bodies are not parsed yet:
    /// [`Loaded::all_problems`] has theirs too.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// All problems, those of the bodies too, by file and line. It parses every page.
    pub fn all_problems(&self) -> Vec<Problem> {
        let mut all = self.problems.clone();
        all.extend(self.library.body_problems());
        all.sort_by(|a, b| a.location.cmp(&b.location));
        all
    }
}

/// A file of a library: its path with `/`, relative to the library, and what it holds.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path.
    pub path: String,
    /// The bytes; of a page at most one more than the limit.
    pub bytes: Cow<'static, [u8]>,
}

/// Builds a library of files in memory; without library.yaml and topics it is one of plain
/// notes. `name` stands where the library says none.
pub fn from_files(files: Vec<SourceFile>, name: &str) -> Loaded {
    let structured = |path: &str| path == "library.yaml" || path.starts_with("topics/");
    let plain = !files.iter().any(|file| structured(&file.path));
    build(files, name, plain)
}

/// Builds a library of files, of plain notes or of pages with front matter.
pub(super) fn build(mut files: Vec<SourceFile>, name: &str, plain: bool) -> Loaded {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut loaded = if plain { notes::load(files, name) } else { structured(files, name) };
    if loaded.library.topics.is_empty() {
        loaded.problems.push(no_topics(plain));
    }
    loaded.problems.sort_by(|a, b| a.location.cmp(&b.location));
    loaded
}

fn no_topics(plain: bool) -> Problem {
    let help = if plain {
        "write pages as *.md files into the folder"
    } else {
        "write pages as topics/<slug>.md"
    };
    Problem {
        location: Location::file(if plain { "." } else { "topics" }),
        severity: Severity::Error,
        code: "no-topics",
        message: "the library has no topics".to_owned(),
        help: help.to_owned(),
        source_line: String::new(),
    }
}

/// The parts of a library while they are read.
#[derive(Default)]
struct Parts {
    topics: Vec<(Topic, Mentions)>,
    /// Slug → the file that has it.
    slugs: HashMap<String, String>,
    paths: Vec<(LearningPath, Mentions, Cow<'static, str>)>,
    info: Option<(LibraryInfo, Mentions, Cow<'static, str>)>,
    problems: Vec<Problem>,
}

fn structured(files: Vec<SourceFile>, name: &str) -> Loaded {
    let mut parts = Parts::default();
    let mut pages = Vec::new();
    for file in files {
        let location = Location::file(&clean_line(&file.path));
        if file.path == "library.yaml" {
            parts.read_info(&location, file.bytes);
        } else if let Some(slug) = stem(&file.path, "topics/", "md") {
            let slug = parts.topic_slug(&location, slug);
            pages.extend(slug.map(|slug| (location, slug, file.bytes)));
        } else if let Some(slug) = stem(&file.path, "paths/", "yaml") {
            parts.read_path(&location, slug, file.bytes);
        }
    }
    let read = parallel::map(pages, |(location, slug, bytes)| {
        page(&location, (&slug, &slug.replace('-', " ")), bytes, false)
    });
    for (topic, mentions, problems) in read {
        parts.problems.extend(problems);
        parts.topics.push((topic, mentions));
    }
    parts.finish(name)
}

/// The file name without its ending, if the file lies in this folder.
fn stem<'a>(path: &'a str, folder: &str, ending: &str) -> Option<&'a str> {
    without_ending(path.strip_prefix(folder)?, ending)?.rsplit('/').next()
}

/// A path without its ending, if it is this one in any case.
pub(super) fn without_ending<'a>(path: &'a str, ending: &str) -> Option<&'a str> {
    let (stem, found) = path.rsplit_once('.')?;
    found.eq_ignore_ascii_case(ending).then_some(stem)
}

impl Parts {
    fn read_info(&mut self, location: &Location, bytes: Cow<'static, [u8]>) {
        let Decoded { text, problems: found, .. } = decode(bytes, location);
        self.problems.extend(found);
        let mut problems = Problems::of(location, &text, false);
        let info = read_info(&text, &mut problems);
        let mentions = std::mem::take(&mut problems.names);
        self.problems.extend(problems.finish());
        self.info = Some((info, mentions, text));
    }

    /// The slug of a page, if no page has it yet.
    fn topic_slug(&mut self, location: &Location, stem: &str) -> Option<String> {
        let slug = self.slug(location, stem);
        if let Some(first) = self.slugs.get(&slug) {
            let message = format!("the slug \"{slug}\" is taken by {first}");
            let mut problems = Problems::of(location, "", false);
            problems.error("duplicate-slug", (1, 1), message, "rename one of the two files");
            self.problems.extend(problems.finish());
            return None;
        }
        self.slugs.insert(slug.clone(), location.file.to_string());
        Some(slug)
    }

    fn read_path(&mut self, location: &Location, stem: &str, bytes: Cow<'static, [u8]>) {
        let slug = self.slug(location, stem);
        let Decoded { text, problems: found, .. } = decode(bytes, location);
        self.problems.extend(found);
        let mut problems = Problems::of(location, &text, false);
        let path = read_path(location, &slug, &text, &mut problems);
        let mentions = std::mem::take(&mut problems.names);
        self.problems.extend(problems.finish());
        self.paths.push((path, mentions, text));
    }

    fn slug(&mut self, location: &Location, stem: &str) -> String {
        let slug = fold(stem);
        if !is_slug(&slug) {
            let mut problems = Problems::of(location, "", false);
            let message = format!("\"{slug}\" is not a slug");
            problems.warning("bad-value", (1, 1), message, "name the file with a-z, 0-9 and -");
            self.problems.extend(problems.finish());
        }
        slug
    }

    fn finish(self, name: &str) -> Loaded {
        let Self { mut topics, paths, info, mut problems, .. } = self;
        topics.sort_by(|a, b| a.0.slug.cmp(&b.0.slug));
        let (topics, topic_mentions): (Vec<_>, Vec<_>) = topics.into_iter().unzip();
        let found = info.is_some();
        let (info, info_mentions, info_text) = info.unwrap_or_default();
        let bare = paths.iter().map(|(path, _, _)| path.clone()).collect();
        let mut library = Library::new(info, topics, bare);
        if library.info.name.is_empty() {
            name.clone_into(&mut library.info.name);
        }
        link_topics(&mut library, &topic_mentions, &mut problems);
        link_paths(&mut library, &paths, &mut problems);
        let mut of_info = Problems::of(&Location::file("library.yaml"), &info_text, false);
        if !found {
            let message = "there is no library.yaml".to_owned();
            let help = "write one with schema, id, name, language and licence";
            of_info.warning("missing-key", (1, 1), message, help);
        }
        link::info(&mut library, &info_mentions, &mut of_info);
        problems.extend(of_info.finish());
        Loaded { library, problems }
    }
}

/// Looks up what the topics name.
pub(super) fn link_topics(
    library: &mut Library,
    mentions: &[Mentions],
    problems: &mut Vec<Problem>,
) {
    let mut changed = Vec::new();
    let mut proposals = Proposals::default();
    for index in 0..mentions.len() {
        let (topic, found) = link::topic(library, index, mentions, &mut proposals);
        problems.extend(found);
        changed.extend(topic.map(|topic| (index, topic)));
    }
    for (index, topic) in changed {
        if let Some(place) = library.topics.get_mut(index) {
            *place = topic;
        }
    }
}

fn link_paths(
    library: &mut Library,
    read: &[(LearningPath, Mentions, Cow<'static, str>)],
    problems: &mut Vec<Problem>,
) {
    let mut paths = std::mem::take(&mut library.paths);
    // The paths stay in the library while they are linked: one may assume another.
    library.paths.clone_from(&paths);
    let source = |path: &LearningPath| read.iter().find(|(known, _, _)| known.slug == path.slug);
    let mut proposals = Proposals::default();
    let mut whole = HashSet::new();
    for path in &mut paths {
        let Some((_, mentions, text)) = source(path) else { continue };
        let mut found = Problems::of(&path.location, text, false);
        if link::path(library, path, mentions, &mut found, &mut proposals) {
            whole.insert(path.slug.clone());
        }
        problems.extend(found.finish());
    }
    library.paths = paths;
    let mentions = |slug: &str| {
        read.iter().find(|(path, _, _)| path.slug == slug).map(|(_, mentions, _)| mentions)
    };
    for path in &library.paths {
        let Some((_, _, text)) = source(path) else { continue };
        let mut found = Problems::of(&path.location, text, false);
        link::path_assumptions(library, path, &mentions, &mut found);
        link::path_order(library, path, whole.contains(&path.slug), &mut found);
        problems.extend(found.finish());
    }
}

/// Reads one page; `names` are its slug and the title that stands where the page says none.
pub(super) fn page(
    location: &Location,
    (slug, title): (&str, &str),
    bytes: Cow<'static, [u8]>,
    lenient: bool,
) -> (Topic, Mentions, Vec<Problem>) {
    let Decoded { text, problems: mut all, cut } = decode(bytes, location);
    let mut problems = Problems::of(location, &text, lenient);
    let mut topic = topic::read(location, slug, &text, &mut problems);
    let mentions = std::mem::take(&mut problems.names);
    all.extend(problems.finish());
    topic.markdown = text;
    topic.cut = cut;
    if topic.title.is_empty() {
        topic.title = topic.first_heading().unwrap_or_else(|| title.to_owned());
    }
    (topic, mentions, all)
}

/// A file as text.
struct Decoded {
    text: Cow<'static, str>,
    problems: Vec<Problem>,
    /// Only the beginning of the file.
    cut: bool,
}

/// The text of a file: cut at the limit, without a byte order mark, and with replacement
/// characters where it is not UTF-8.
fn decode(mut bytes: Cow<'static, [u8]>, location: &Location) -> Decoded {
    let cut = bytes.len() > limit::PAGE;
    if cut {
        shorten(&mut bytes);
    }
    let (text, broken) = into_text(bytes);
    let text = without_mark(text);
    let mut problems = Problems::of(location, &text, false);
    if cut {
        let megabytes = limit::PAGE / 1024 / 1024;
        let message = format!("the file is longer than {megabytes} MB; the rest is not read");
        problems.error("too-large", (1, 1), message, "split it into several pages");
    }
    if let Some(at) = broken {
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
        let message = "the file is not UTF-8; what cannot be read is shown as \u{fffd}".to_owned();
        problems.error("not-utf8", (line, column), message, "save the file as UTF-8");
    }
    let problems = problems.finish();
    Decoded { text, problems, cut }
}

/// Bytes as text, and the byte from which on they are none; valid text keeps its memory.
fn into_text(bytes: Cow<'static, [u8]>) -> (Cow<'static, str>, Option<usize>) {
    let (valid, bytes) = match bytes {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => return (Cow::Borrowed(text), None),
            Err(error) => (error.valid_up_to(), bytes.to_vec()),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => return (Cow::Owned(text), None),
            Err(error) => (error.utf8_error().valid_up_to(), error.into_bytes()),
        },
    };
    (Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()), Some(valid))
}

fn without_mark(text: Cow<'static, str>) -> Cow<'static, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Cow::Owned(text)
        }
    }
}

/// Cuts bytes at the last line end before the limit.
fn shorten(bytes: &mut Cow<'static, [u8]>) {
    let kept = bytes.get(..limit::PAGE).unwrap_or_default();
    let end = kept.iter().rposition(|byte| *byte == b'\n').map_or(limit::PAGE, |at| at + 1);
    match bytes {
        Cow::Borrowed(bytes) => *bytes = bytes.get(..end).unwrap_or_default(),
        Cow::Owned(bytes) => bytes.truncate(end),
    }
}

#[cfg(test)]
mod tests;
