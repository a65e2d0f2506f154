//! The learner: events, the states derived from them, and their store.
//!
//! [`Learner`] is a fold over events: nothing in it is written by anything else. Time comes in as
//! milliseconds since 1970; no clock is read here.

mod event;
mod lines;
mod location;
mod notice;
mod store;

pub use event::{Event, Record, Spot};
pub use lines::{BadLine, export, parse};
pub use location::default_file;
pub use notice::{Notice, Trouble};
pub use store::{ImportError, Imported, Store};

use crate::content::{LearningPath, Library};
use crate::graph::{Graph, Known};
use crate::ink::{Line, Role, counted};
use std::collections::BTreeMap;

/// Topics that are remembered as recent.
const RECENT: usize = 20;

/// Where a learner stands, derived from the events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learner {
    topics: BTreeMap<String, Progress>,
    /// The place in each path.
    places: BTreeMap<String, String>,
    path: Option<String>,
    here: Option<String>,
    spots: BTreeMap<String, Spot>,
    recent: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Progress {
    visited: bool,
    done: bool,
    /// When the state became what it is.
    since: u64,
}

/// How far a learner is with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicState {
    /// It builds on topics that are not met yet; it can be read all the same.
    New {
        /// How many, with all that these build on.
        missing: usize,
    },
    /// All that it builds on is met.
    Ready,
    /// Opened at least once.
    Reading,
    /// Marked as done.
    Done,
}

/// Where to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// The last topic.
    pub topic: String,
    /// Where on its page; none for the top.
    pub spot: Option<Spot>,
}

/// The states of many topics, asked one after another.
#[derive(Debug, Clone)]
pub struct States<'a> {
    learner: &'a Learner,
    graph: &'a Graph,
    known: Known,
}

impl Learner {
    /// The learner after these events, which are in order of time.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut learner = Self::default();
        records.into_iter().for_each(|record| learner.take(record.at, &record.event));
        learner
    }

    /// Takes in one more event.
    pub fn take(&mut self, at: u64, event: &Event) {
        match event {
            Event::Visited { topic } => self.visit(topic, at),
            Event::Done { topic } => self.set_done(topic, true, at),
            Event::Undone { topic } => self.set_done(topic, false, at),
            Event::Entered { path } => self.path = Some(path.clone()),
            Event::At { path, topic } => {
                self.path = Some(path.clone());
                self.places.insert(path.clone(), topic.clone());
            }
            Event::Left { topic, spot } => {
                self.spots.insert(topic.clone(), spot.clone().clamped());
            }
            Event::Forgotten => *self = Self::default(),
        }
    }

    fn visit(&mut self, topic: &str, at: u64) {
        let progress = self.topics.entry(topic.to_owned()).or_default();
        if !progress.visited && !progress.done {
            progress.since = at;
        }
        progress.visited = true;
        self.spots.remove(topic);
        self.here = Some(topic.to_owned());
        self.recent.retain(|other| other != topic);
        self.recent.insert(0, topic.to_owned());
        self.recent.truncate(RECENT);
    }

    fn set_done(&mut self, topic: &str, done: bool, at: u64) {
        let progress = self.topics.entry(topic.to_owned()).or_default();
        if progress.done != done {
            progress.done = done;
            progress.since = at;
        }
    }

    /// How far the learner is with a topic. What is done makes known all that it requires.
    pub fn state(&self, graph: &Graph, slug: &str) -> TopicState {
        self.states(graph).of(slug)
    }

    /// The same for many topics, at the cost of one.
    pub fn states<'a>(&'a self, graph: &'a Graph) -> States<'a> {
        States { learner: self, graph, known: graph.known(self.done_topics()) }
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a topic is marked as done.
    pub fn is_done(&self, slug: &str) -> bool {
        self.topics.get(slug).is_some_and(|progress| progress.done)
    }

    /// The topics that are done, by slug.
    pub fn done_topics(&self) -> impl Iterator<Item = &str> {
        self.met().filter(|slug| self.is_done(slug))
    }

    /// The topics that are done or were opened, by slug.
    pub fn met(&self) -> impl Iterator<Item = &str> {
        let topics = self.topics.iter().filter(|(_, progress)| progress.done || progress.visited);
        topics.map(|(slug, _)| slug.as_str())
    }

    /// Since when a topic is done, or was first opened.
    pub fn since(&self, slug: &str) -> Option<u64> {
        let progress = self.topics.get(slug)?;
        (progress.done || progress.visited).then_some(progress.since)
    }

    /// The path that the learner is on.
    pub fn current_path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The topic at which the learner stands in a path.
    pub fn place(&self, path: &str) -> Option<&str> {
        self.places.get(path).map(String::as_str)
    }

    /// Where the learner left off.
    pub fn resume(&self) -> Option<Resume> {
        let topic = self.here.clone()?;
        let spot = self.spots.get(&topic).cloned();
        Some(Resume { topic, spot })
    }

    /// The topics opened last, the latest first.
    pub fn recent(&self) -> &[String] {
        &self.recent
    }

    /// The path in which a topic stands when it is opened on its own: the learner's path if that
    /// holds it, else the first path in order that needs it, else the first that holds it.
    pub fn path_for(&self, library: &Library, slug: &str) -> Option<String> {
        let holds = |path: &&LearningPath| path.position(slug).is_some();
        let own = self.current_path().and_then(|path| library.path(path)).filter(holds);
        let others = || library.paths_with(slug).into_iter();
        let needs = |path: &&LearningPath| path.steps_with_optional().any(|it| it == (slug, false));
        own.or_else(|| others().find(needs))
            .or_else(|| others().next())
            .map(|path| path.slug.clone())
    }
}

impl States<'_> {
    /// How far the learner is with a topic.
    pub fn of(&self, slug: &str) -> TopicState {
        match self.learner.topics.get(slug) {
            Some(progress) if progress.done => TopicState::Done,
            Some(progress) if progress.visited => TopicState::Reading,
            _ => match self.graph.count_missing(slug, &self.known) {
                0 => TopicState::Ready,
                missing => TopicState::New { missing },
            },
        }
    }

    /// The mark before a label and its role. It looks at direct requirements only: what is known
    /// makes all known that it requires.
    pub fn mark(&self, slug: &str) -> (char, Role) {
        let state = match self.learner.topics.get(slug) {
            Some(progress) if progress.done => TopicState::Done,
            Some(progress) if progress.visited => TopicState::Reading,
            _ if self.graph.is_open(slug, &self.known) => TopicState::Ready,
            _ => TopicState::New { missing: 0 },
        };
        state.mark()
    }

    /// The state as the head of a page says it: also while it is read, how much of what it builds
    /// on is not met yet.
    pub fn status(&self, slug: &str) -> Line {
        let state = self.of(slug);
        let missing = self.graph.count_missing(slug, &self.known);
        let mut line = state.line();
        if state == TopicState::Reading && missing > 0 {
            let pages = counted(missing, "page", "pages");
            line.push(format!(" · builds on {pages} you have not met"), Role::Dim);
        }
        line
    }
}

impl TopicState {
    /// The mark before a label, and its role.
    pub fn mark(self) -> (char, Role) {
        match self {
            Self::New { .. } => ('·', Role::New),
            Self::Ready => ('○', Role::Ready),
            Self::Reading => ('◐', Role::Reading),
            Self::Done => ('✓', Role::Done),
        }
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::New { .. } => "new",
            Self::Ready => "ready",
            Self::Reading => "reading",
            Self::Done => "done",
        }
    }

    /// What a page's head says, its mark first.
    pub fn line(self) -> Line {
        let (mark, role) = self.mark();
        let words = match self {
            Self::New { missing } => {
                format!("builds on {} you have not met", counted(missing, "page", "pages"))
            }
            Self::Ready => "ready to read".to_owned(),
            Self::Reading | Self::Done => self.name().to_owned(),
        };
        Line::of(format!("{mark} {words}"), role)
    }
}

#[cfg(test)]
mod tests;
