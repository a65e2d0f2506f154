//! What most commands begin with: the library, its graph and the learner.

use super::args::Common;
use super::output::Output;
use crate::content::{self, LearningPath, Library, Loaded, Problem, Topic};
use crate::graph::Graph;
use crate::learner::{self, Learner, Store};
use anyhow::Context as _;

/// Everything that a command may ask.
pub struct Session {
    pub library: Library,
    pub graph: Graph,
    pub problems: Vec<Problem>,
    pub learner: Learner,
    pub store: Store,
    /// What is wrong with the learner's file, if anything; said once.
    pub notice: Option<String>,
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
        let Loaded { library, mut problems } = load_library(common)?;
        let (graph, cycles) = Graph::of(&library);
        problems.extend(cycles);
        let file = common.state.clone().or_else(learner::default_file);
        let (store, notice) = Store::open(file);
        let learner = store.learner();
        Ok(Self {
            library,
            graph,
            problems,
            learner,
            store,
            notice: notice.map(|notice| notice.to_string()),
        })
    }

    /// Says on stderr what is wrong with the library and the learner's file.
    pub fn warn(&self, output: &Output) {
        if let Some(notice) = &self.notice {
            output.complain(&format!("fingerpost: {notice}"));
        }
        if let Some(first) = self.problems.iter().min_by_key(|problem| problem.severity) {
            let more = self.problems.len() - 1;
            let rest = if more > 0 {
                format!(" (and {more} more: fingerpost check)")
            } else {
                String::new()
            };
            output.complain(&format!(
                "{}: {}: {}{rest}",
                first.location, first.severity, first.message
            ));
        }
    }

    /// The topic of this name.
    pub fn topic(&self, name: &str) -> Result<&Topic, Stop> {
        self.library.resolve(name).ok_or_else(|| {
            let near: Vec<String> = self
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
        self.library.resolve_path(name).ok_or_else(|| {
            let near: Vec<String> = self
                .library
                .nearest_paths(name, 3)
                .iter()
                .map(|path| format!("{} ({})", path.slug, path.title))
                .collect();
            Stop::Asked(unknown("path", name, &near, "fingerpost path"))
        })
    }
}

/// The library that the options name.
pub fn load_library(common: &Common) -> Result<Loaded, Stop> {
    match &common.library {
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
