//! A library that is read again while it is open.

use super::World;
use crate::content::{self, Library, Loaded, Problem, Severity, Topic};
use crate::graph::Graph;
use crate::ink::counted;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::Path;

/// A library as it was read just now.
#[derive(Debug)]
pub struct Fresh(Loaded);

impl Fresh {
    /// Reads a folder.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        content::folder(folder).map(Self)
    }
}

impl World {
    /// Takes over a library that was read again. A page whose front matter can no longer be read
    /// stays as it was, and so does the one that is open if its file is gone; the problems are those
    /// of the files. What to say of it comes back.
    pub fn renew(&mut self, fresh: Fresh, open: Option<&str>) -> String {
        let Loaded { library: fresh, mut problems } = fresh.0;
        if let Some(topic) = open.and_then(|slug| fresh.topic(slug)) {
            problems.extend(topic.read(&fresh).problems);
        }
        let plain = fresh.plain;
        let broken = broken(&problems);
        let mut topics = fresh.topics;
        let mut kept = Vec::new();
        for topic in topics.iter_mut().filter(|_| !plain) {
            let old = self.library.topic(&topic.slug).filter(|old| is_whole(old));
            if let Some(old) = old
                && (broken.contains(&*topic.location.file) || !is_whole(topic))
            {
                kept.push(topic.location.file.to_string());
                *topic = old.clone();
            }
        }
        let is_gone = |topic: &&Topic| topics.iter().all(|known| known.slug != topic.slug);
        let open = open.and_then(|slug| self.library.topic(slug));
        let gone = open.filter(is_gone).cloned();
        let said = said(&problems, &kept, open, gone.is_some());
        topics.extend(gone);
        self.library = Library::new(fresh.info, topics, fresh.paths);
        self.library.plain = plain;
        let (graph, cycles) = Graph::of(&self.library);
        problems.extend(cycles);
        problems.sort_by(|a, b| a.location.cmp(&b.location));
        self.graph = graph;
        self.problems = problems;
        said
    }

    /// The folders that hold the library's files, relative to it; the library's own is empty.
    pub fn folders(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::from([String::new()]);
        if !self.library.plain {
            found.extend(["topics".to_owned(), "paths".to_owned()]);
        }
        for topic in &self.library.topics {
            let mut path = &*topic.location.file;
            while let Some((folder, _)) = path.rsplit_once('/') {
                found.insert(folder.to_owned());
                path = folder;
            }
        }
        found
    }
}

/// Whether a page has what every page needs.
fn is_whole(topic: &Topic) -> bool {
    let texts = [&topic.definition, &topic.domain];
    topic.level > 0 && topic.minutes > 0 && texts.iter().all(|text| !text.is_empty())
}

/// The files of which some part could not be read.
fn broken(problems: &[Problem]) -> HashSet<String> {
    let codes = ["yaml-syntax", "yaml-alias", "too-deep", "too-large", "not-utf8"];
    let broken = problems.iter().filter(|problem| codes.contains(&problem.code));
    broken.map(|problem| problem.location.file.to_string()).collect()
}

/// What to say: that the page is gone, or else why a page was kept, or what is wrong with the page
/// that is open; what is wrong elsewhere is only counted.
fn said(problems: &[Problem], kept: &[String], open: Option<&Topic>, is_gone: bool) -> String {
    let file = open.map(|topic| &*topic.location.file).unwrap_or_default();
    if is_gone {
        return format!("{file} is gone; this is the page as it was");
    }
    let is_kept = |problem: &Problem| kept.iter().any(|file| **file == *problem.location.file);
    let is_here = |problem: &Problem| &*problem.location.file == file;
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let near = errors.clone().filter(|problem| is_kept(problem) || is_here(problem));
    match near.min_by_key(|problem| (!is_kept(problem), &problem.location)) {
        Some(problem) => format!("! {}: {}", problem.location, problem.message),
        None => match errors.count() {
            0 => "read again".to_owned(),
            count => format!("read again · ! {} on other pages", counted(count, "error", "errors")),
        },
    }
}
