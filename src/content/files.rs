//! Where the files of a library come from: compiled in, or a folder.

use super::limit;
use super::load::{Loaded, SourceFile, build, without_ending};
use super::parallel;
use super::problem::{Location, Problem, Severity};
use crate::ink::clean_line;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// The library that is compiled in.
pub fn embedded() -> Loaded {
    let mut files = Vec::new();
    let mut open = vec![&EMBEDDED];
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs());
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if is_wanted(&path, false) {
                files.push(SourceFile { path, bytes: Cow::Borrowed(file.contents()) });
            }
        }
    }
    build(files, "fingerpost", false)
}

/// The library in a folder. An error only where the folder itself cannot be read.
pub fn folder(dir: &Path) -> io::Result<Loaded> {
    let root = fs::canonicalize(dir)?;
    fs::read_dir(&root)?;
    let plain = !root.join("library.yaml").is_file() && !root.join("topics").is_dir();
    let mut walk = Walk { root: root.clone(), plain, ..Walk::default() };
    walk.run();
    walk.read();
    let name = root.file_name().map_or_else(|| "notes".into(), |name| name.to_string_lossy());
    let mut loaded = build(walk.files, &clean_line(&name), plain);
    loaded.problems.extend(walk.problems);
    loaded.problems.sort_by(|a, b| a.location.cmp(&b.location));
    Ok(loaded)
}

/// Whether a file is part of a library.
fn is_wanted(path: &str, plain: bool) -> bool {
    let is_page = without_ending(path, "md").is_some();
    if plain {
        return is_page;
    }
    let in_paths = path.strip_prefix("paths/").is_some_and(|name| !name.contains('/'));
    path == "library.yaml"
        || path.starts_with("topics/") && is_page
        || in_paths && without_ending(path, "yaml").is_some()
}

/// Whether a folder can hold such files.
fn is_wanted_folder(path: &str, plain: bool) -> bool {
    plain || path == "paths" || path == "topics" || path.starts_with("topics/")
}

/// A walk through a folder, level by level.
#[derive(Default)]
struct Walk {
    root: PathBuf,
    plain: bool,
    /// What is to be read: the path in the library, and where it lies.
    found: Vec<(String, PathBuf)>,
    files: Vec<SourceFile>,
    problems: Vec<Problem>,
}

impl Walk {
    fn run(&mut self) {
        let mut open = VecDeque::from([String::new()]);
        while let Some(folder) = open.pop_front() {
            for (name, kind) in self.names(&folder) {
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                if self.found.len() >= limit::FILES {
                    let message = format!("more than {} files; the rest is not read", limit::FILES);
                    self.warn(&path, "too-large", message, "open a folder further down");
                    return;
                }
                if self.visit(&path, kind) {
                    open.push_back(path);
                }
            }
        }
    }

    /// The names in a folder in order, each with its kind; hidden ones are left out.
    fn names(&mut self, folder: &str) -> Vec<(String, io::Result<FileType>)> {
        let entries = match fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) => {
                let help = "see that you may read it";
                self.warn(folder, "unreadable", format!("the folder: {error}"), help);
                return Vec::new();
            }
        };
        let mut names = Vec::new();
        for entry in entries.flatten() {
            match entry.file_name().into_string() {
                Ok(name) if !name.starts_with('.') => names.push((name, entry.file_type())),
                Ok(_) => {}
                Err(name) => {
                    let path = format!("{folder}/{}", name.to_string_lossy());
                    let message = "the file name is not UTF-8".to_owned();
                    self.warn(path.trim_start_matches('/'), "not-utf8", message, "rename the file");
                }
            }
        }
        names.sort_by(|(a, _), (b, _)| a.cmp(b));
        names
    }

    /// Notes a file of the library; true for a folder to go into.
    fn visit(&mut self, path: &str, kind: io::Result<FileType>) -> bool {
        let full = self.root.join(path);
        let wanted = is_wanted(path, self.plain);
        let kind = match kind {
            Ok(kind) => kind,
            Err(error) => {
                self.unreadable(path, &error);
                return false;
            }
        };
        if kind.is_symlink() {
            self.visit_link(path, &full, wanted);
        } else if kind.is_dir() {
            return is_wanted_folder(path, self.plain);
        } else if kind.is_file() && wanted {
            self.found.push((path.to_owned(), full));
        } else if wanted {
            let message = "this is no regular file; it is not read".to_owned();
            self.warn(path, "not-a-file", message, "put a text file in its place");
        }
        false
    }

    /// A symbolic link to a file inside the folder is that file under another name. A link to a
    /// folder is not followed: inside the library that folder is read where it stands, and a
    /// link upwards would go round.
    fn visit_link(&mut self, path: &str, full: &Path, wanted: bool) {
        let target = fs::canonicalize(full);
        let inside = target.as_ref().is_ok_and(|target| target.starts_with(&self.root));
        let is_file = target.as_ref().is_ok_and(|target| target.is_file());
        let is_folder = target.as_ref().is_ok_and(|target| target.is_dir());
        if wanted && inside && is_file {
            if let Ok(target) = target {
                self.found.push((path.to_owned(), target));
            }
        } else if wanted || is_folder && is_wanted_folder(path, self.plain) {
            let message = match &target {
                Err(error) => format!("a symbolic link that leads nowhere: {error}"),
                Ok(_) if !inside => "a symbolic link out of the library; not followed".to_owned(),
                Ok(_) => "a symbolic link to a folder; not followed".to_owned(),
            };
            self.warn(path, "symbolic-link", message, "put the files themselves into the library");
        }
    }

    /// Reads what was found.
    fn read(&mut self) {
        let found = std::mem::take(&mut self.found);
        for (path, bytes) in parallel::map(found, |(path, full)| (path, bytes_of(&full))) {
            match bytes {
                Ok(bytes) => self.files.push(SourceFile { path, bytes: Cow::Owned(bytes) }),
                Err(error) => self.unreadable(&path, &error),
            }
        }
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        self.warn(path, "unreadable", format!("not read: {error}"), "see that you may read it");
    }

    fn warn(&mut self, path: &str, code: &'static str, message: String, help: &str) {
        self.problems.push(Problem {
            location: Location::file(&clean_line(path)),
            severity: Severity::Warning,
            code,
            message,
            help: help.to_owned(),
            source_line: String::new(),
        });
    }
}

/// The bytes of a file, one more than the limit at most: it shows that the file is longer. `take`
/// hides the file's length from `read_to_end`, which would then feel its way in small reads.
fn bytes_of(full: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(full)?;
    let most = limit::PAGE as u64 + 1;
    let length = file.metadata()?.len().min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
