//! What most commands begin with: the library, its graph and the learner.

use super::args::Common;
use super::output::Output;
use crate::content::{self, LearningPath, Loaded, Topic};
use crate::learner::{self, Store};
use crate::world::World;
use anyhow::Context as _;
use std::path::PathBuf;

/// Everything that a command may ask.
pub struct Session {
    /// The library and the learner.
    pub world: World,
    /// Where events are committed.
    pub store: Store,
    /// What is wrong with the learner's file, if anything; said once.
    pub notice: Option<String>,
    /// How the library in use is named in a command.
    pub(super) folder: Option<PathBuf>,
}

/// Why a command stops before its end.
pub enum Stop {
    /// Something failed that the reader did not do.
    Failed(anyhow::Error),
    /// What was asked for cannot be had; says what to do next.
    Asked(String),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl Session {
    /// Loads the library and reads the learner's file.
    pub fn load(common: &Common) -> Result<Self, Stop> {
        let folder = library_folder(common);
        let loaded = load_library(folder.as_ref())?;
        let (store, notice) = Store::open(common.state.clone().or_else(learner::default_file));
        let world = World::of(loaded, store.learner());
        Ok(Self { world, store, notice: notice.map(|notice| notice.to_string()), folder })
    }

    /// Says on stderr what is wrong with the library and the learner's file.
    pub fn warn(&self, output: &Output) {
        if let Some(notice) = &self.notice {
            output.complain(&format!("fingerpost: {notice}"));
        }
        let problems = &self.world.problems;
        if let Some(first) = problems.iter().min_by_key(|problem| problem.severity) {
            let folder =
                self.folder.as_ref().map_or_else(String::new, |dir| format!(" {}", dir.display()));
            let rest = match problems.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more: fingerpost check{folder})"),
            };
            output.complain(&format!(
                "{}: {}: {}{rest}",
                first.location, first.severity, first.message
            ));
        }
    }

    /// A refusal where the learner's file cannot be used and the command is about that file.
    pub fn must_be_saved(&self) -> Result<(), Stop> {
        self.notice.as_ref().map_or(Ok(()), |notice| Err(Stop::Asked(notice.clone())))
    }

    /// The topic of this name.
    pub fn topic(&self, name: &str) -> Result<&Topic, Stop> {
        self.world.library.resolve(name).ok_or_else(|| {
            let near: Vec<String> = self
                .world
                .library
                .nearest(name, 3)
                .iter()
                .map(|topic| format!("{} ({})", topic.slug, topic.title))
                .collect();
            Stop::Asked(unknown("topic", name, &near, "fingerpost list"))
        })
    }

    /// The path of this name.
    pub fn path(&self, name: &str) -> Result<&LearningPath, Stop> {
        self.world.library.resolve_path(name).ok_or_else(|| {
            let near: Vec<String> = self
                .world
                .library
                .nearest_paths(name, 3)
                .iter()
                .map(|path| format!("{} ({})", path.slug, path.title))
                .collect();
            Stop::Asked(unknown("path", name, &near, "fingerpost path"))
        })
    }
}

/// The library folder that an option or the environment names; an empty variable names none.
pub fn library_folder(common: &Common) -> Option<PathBuf> {
    let variable = || std::env::var_os("FINGERPOST_LIBRARY").filter(|value| !value.is_empty());
    common.library.clone().or_else(|| variable().map(PathBuf::from))
}

/// The library of a folder, or the built-in one.
pub fn load_library(folder: Option<&PathBuf>) -> Result<Loaded, Stop> {
    match folder {
        None => Ok(content::embedded()),
        Some(dir) => Ok(content::folder(dir).with_context(|| {
            format!(
                "the library folder {} cannot be read; --library names a folder with pages",
                dir.display()
            )
        })?),
    }
}

fn unknown(what: &str, name: &str, near: &[String], list: &str) -> String {
    if near.is_empty() {
        return format!("no {what} is called \"{name}\"; `{list}` lists them all");
    }
    format!(
        "no {what} is called \"{name}\"; near to it: {}. `{list}` lists them all",
        near.join(", ")
    )
}
