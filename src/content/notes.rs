//! A folder of plain Markdown as a library: notes that were written for something else.
//!
//! The first heading or the file name is the title, folders are domains, links between files are
//! *related*. Nothing is demanded of the notes.

use super::load::{Loaded, SourceFile, link_topics, page, without_ending};
use super::markdown::options;
use super::model::{Library, LibraryInfo, LinkTo, Related, RelatedKind, fold};
use super::parallel;
use super::problem::{Location, Problems};
use crate::ink::clean_line;
use pulldown_cmark::{Event, LinkType, Parser, Tag};
use std::collections::HashSet;

/// Builds a library of the Markdown files among these.
pub(super) fn load(files: Vec<SourceFile>, name: &str) -> Loaded {
    let mut taken = HashSet::new();
    let mut problems = Vec::new();
    let mut notes = Vec::new();
    for file in files {
        let Some(path) = without_ending(&file.path, "md") else { continue };
        let (folder, stem) = path.rsplit_once('/').unwrap_or(("", path));
        let slug = free_slug(folder, stem, &mut taken);
        notes.push((slug, folder.to_owned(), stem.to_owned(), file));
    }
    let notes = parallel::map(notes, |(slug, folder, stem, file)| {
        let location = Location::file(&clean_line(&file.path));
        (folder, page(&location, (&slug, &stem), file.bytes, true))
    });
    let mut read = Vec::new();
    for (folder, (mut topic, mentions, found)) in notes {
        problems.extend(found);
        if topic.domain.is_empty() {
            let (domain, rest) = folder.split_once('/').unwrap_or((&folder, ""));
            let domain = if domain.is_empty() { name } else { domain };
            domain.clone_into(&mut topic.domain);
            if topic.subcategory.is_empty() {
                topic.subcategory = rest.replace('/', " / ");
            }
        }
        read.push((topic, mentions));
    }
    read.sort_by(|a, b| a.0.slug.cmp(&b.0.slug));
    let (topics, mentions): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let info = LibraryInfo { id: fold(name), name: name.to_owned(), ..LibraryInfo::default() };
    let mut library = Library { plain: true, ..Library::new(info, topics, Vec::new()) };
    relate(&mut library);
    link_topics(&mut library, &mentions, &mut problems);
    Loaded { library, problems }
}

/// A slug that no other note has: of the file name, then with the folder before it, then counted.
fn free_slug(folder: &str, stem: &str, taken: &mut HashSet<String>) -> String {
    let short = slug_of(stem);
    let long = slug_of(&format!("{folder}-{stem}"));
    let mut slug = short.clone();
    let mut count = 1;
    while slug.is_empty() || taken.contains(&slug) {
        slug = if count == 1 { long.clone() } else { format!("{long}-{count}") };
        count += 1;
    }
    taken.insert(slug.clone());
    slug
}

/// A file name as a slug: letters and digits of any script, everything else as one `-`.
fn slug_of(name: &str) -> String {
    let mut out = String::new();
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

/// Makes links between notes into related topics, each pair once.
fn relate(library: &mut Library) {
    let mut pairs: HashSet<(String, String)> = HashSet::new();
    let mut found: Vec<Vec<Related>> = Vec::new();
    for topic in &library.topics {
        for edge in topic.requires.iter().map(|e| &e.to).chain(topic.related.iter().map(|e| &e.to))
        {
            pairs.insert(pair(&topic.slug, edge));
        }
    }
    for topic in &library.topics {
        let mut related = Vec::new();
        let mut places = Problems::of(&topic.location, &topic.markdown, true);
        for (target, wiki, at) in links(&topic.markdown, topic.body_start) {
            let LinkTo::Topic(to, _) = library.lead(topic, &target, wiki) else { continue };
            if to != topic.slug && pairs.insert(pair(&topic.slug, &to)) {
                let (line, column) = places.place(at);
                let location = topic.location.at(line, column);
                let why = String::new();
                related.push(Related { to, kind: RelatedKind::SeeAlso, why, location });
            }
        }
        found.push(related);
    }
    for (topic, related) in library.topics.iter_mut().zip(found) {
        topic.related.extend(related);
    }
}

fn pair(one: &str, other: &str) -> (String, String) {
    let (one, other) = if one < other { (one, other) } else { (other, one) };
    (one.to_owned(), other.to_owned())
}

/// The links of a page: the target, whether it is written `[[…]]`, and its byte.
fn links(markdown: &str, body_start: usize) -> Vec<(String, bool, usize)> {
    let body = markdown.get(body_start..).unwrap_or_default();
    if !body.contains('[') {
        return Vec::new();
    }
    let parser = Parser::new_ext(body, options()).into_offset_iter();
    let links = parser.filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let wiki = matches!(link_type, LinkType::WikiLink { .. });
            let target = dest_url.strip_suffix('\\').filter(|_| wiki).unwrap_or(&dest_url);
            Some((target.to_owned(), wiki, range.start + body_start))
        }
        _ => None,
    });
    links.collect()
}
