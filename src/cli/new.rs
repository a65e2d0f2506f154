//! `fingerpost new library|topic|path NAME`: files to start from. What an author has to say is left
//! blank in them, and `check` names every blank.

mod name;

use super::args::{Common, Kind, New};
use super::output::Output;
use super::session::{Stop, library_folder};
use crate::content::{self, Library};
use crate::ink::clean;
use anyhow::Context as _;
use name::{Named, in_quotes};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const TOPIC: &str = include_str!("new/topic.md");
const PATH: &str = include_str!("new/path.yaml");
const LIBRARY: &str = include_str!("new/library.yaml");
const FIRST_TOPIC: &str = include_str!("new/first-page.md");
const FIRST_PATH: &str = include_str!("new/first-path.yaml");

pub fn run(args: &New, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let named = Named::of(&args.name.join(" ")).map_err(Stop::Asked)?;
    let folder = library_folder(common).unwrap_or_else(|| PathBuf::from("."));
    match args.what {
        Kind::Library => library(&named, &folder, output)?,
        Kind::Topic => topic(&named, &folder, output)?,
        Kind::Path => path(&named, &folder, output)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn library(named: &Named, inside: &Path, output: &mut Output) -> Result<(), Stop> {
    let folder = if inside == Path::new(".") {
        PathBuf::from(&named.slug)
    } else {
        inside.join(&named.slug)
    };
    if fs::symlink_metadata(&folder).is_ok() {
        let folder = folder.display();
        return Err(Stop::Asked(format!("{folder} exists already; nothing was written")));
    }
    for (file, template) in [
        ("library.yaml", LIBRARY),
        ("topics/first-page.md", FIRST_TOPIC),
        ("paths/begin-here.yaml", FIRST_PATH),
    ] {
        write(&folder, file, &named.fill(template), output)?;
    }
    let option = format!("--library {}", as_argument(&folder));
    output.say("Read it:")?;
    output.say(format!("  fingerpost {option}"))?;
    output.say("Add a page:")?;
    output.say(format!("  fingerpost new topic NAME {option}"))
}

fn topic(named: &Named, folder: &Path, output: &mut Output) -> Result<(), Stop> {
    let library = library_in(folder)?;
    if let Some(topic) = library.resolve(&named.slug).or_else(|| library.resolve(&named.title)) {
        return Err(Stop::Asked(format!(
            "\"{}\" names a page already, {}; nothing was written",
            named.title, topic.location.file
        )));
    }
    let domains = domains(&library);
    let domains = if domains.is_empty() {
        "the field of knowledge: \"Mathematics\"".to_owned()
    } else {
        format!("so far: {}", domains.join(", "))
    };
    let text = named.fill(&TOPIC.replace("{domains}", &domains));
    write(folder, &format!("topics/{}.md", named.slug), &text, output)?;
    say_next(folder, output)
}

fn path(named: &Named, folder: &Path, output: &mut Output) -> Result<(), Stop> {
    let library = library_in(folder)?;
    if let Some(path) =
        library.resolve_path(&named.slug).or_else(|| library.resolve_path(&named.title))
    {
        return Err(Stop::Asked(format!(
            "\"{}\" names a path already, {}; nothing was written",
            named.title, path.location.file
        )));
    }
    write(folder, &format!("paths/{}.yaml", named.slug), &named.fill(PATH), output)?;
    say_next(folder, output)
}

/// The library in a folder. A folder of plain notes is none: a page with front matter among them
/// would make all the others disappear.
fn library_in(folder: &Path) -> Result<Library, Stop> {
    let is_library = folder.join("library.yaml").is_file() || folder.join("topics").is_dir();
    if !is_library {
        return Err(Stop::Asked(format!(
            "there is no library in {}; `fingerpost new library NAME` writes one, --library names another folder",
            folder.display()
        )));
    }
    let loaded = content::folder(folder)
        .with_context(|| format!("the library folder {} cannot be read", folder.display()))?;
    Ok(loaded.library)
}

/// The domains of a library, quoted, those that it lists first; a few are enough for a comment.
fn domains(library: &Library) -> Vec<String> {
    const SHOWN: usize = 5;
    let mut found: Vec<String> = Vec::new();
    let used = library.topics.iter().map(|topic| &topic.domain);
    for domain in library.info.domains.iter().chain(used).filter(|domain| !domain.is_empty()) {
        let quoted = in_quotes(&clean(domain));
        if found.len() < SHOWN && !found.contains(&quoted) {
            found.push(quoted);
        }
    }
    found
}

/// Writes a file that is not there yet.
fn write(folder: &Path, file: &str, text: &str, output: &mut Output) -> Result<(), Stop> {
    let full = folder.join(file);
    if let Some(parent) = full.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    match OpenOptions::new().write(true).create_new(true).open(&full) {
        Ok(mut opened) => opened
            .write_all(text.as_bytes())
            .with_context(|| format!("cannot write {}", full.display()))?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let full = full.display();
            return Err(Stop::Asked(format!("{full} exists already; nothing was written")));
        }
        Err(error) => {
            return Err(Stop::Failed(
                anyhow::Error::from(error).context(format!("cannot write {}", full.display())),
            ));
        }
    }
    output.say(format!("wrote {}", full.display()))
}

fn say_next(folder: &Path, output: &mut Output) -> Result<(), Stop> {
    output.say("Fill in what is blank; this says what is:")?;
    output.say(format!("  fingerpost check {}", as_argument(folder)))
}

/// A path as it is typed in a shell.
fn as_argument(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':');
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
