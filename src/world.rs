//! What every screen and every command is about: the library, its graph, its problems, the learner.

mod fresh;

pub use fresh::Fresh;

use crate::content::{Block, DemoCall, LearningPath, Library, Loaded, Problem, Topic};
use crate::graph::{self, Graph};
use crate::ink::{Line, Role};
use crate::learner::{Event, Learner, States, TopicState};
use crate::page::{self, Claimed, LearnNext, Page, Parts};

/// A library with all that follows from it, and who reads it.
#[derive(Debug)]
pub struct World {
    /// The topics and paths.
    pub library: Library,
    /// How they hang together.
    pub graph: Graph,
    /// What is wrong with them, as far as a start looks.
    pub problems: Vec<Problem>,
    /// What the reader has done.
    pub learner: Learner,
}

/// How far the reader is in a path. Optional steps are steps, but nobody waits for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PathProgress {
    /// Steps in all.
    pub steps: usize,
    /// Steps that are not optional.
    pub required: usize,
    /// How many of these are done.
    pub done: usize,
    /// Minutes of those that are not.
    pub minutes_left: u32,
}

impl World {
    /// Builds the graph of what was loaded.
    pub fn of(loaded: Loaded, learner: Learner) -> Self {
        let Loaded { library, mut problems } = loaded;
        let (graph, cycles) = Graph::of(&library);
        problems.extend(cycles);
        Self { library, graph, problems, learner }
    }

    /// Takes over what has happened.
    pub fn take(&mut self, events: &[(u64, Event)]) {
        for (at, event) in events {
            self.learner.take(*at, event);
        }
    }

    /// The states of all topics, to be asked many times.
    pub fn states(&self) -> States<'_> {
        self.learner.states(&self.graph)
    }

    /// The state of one topic.
    pub fn state(&self, slug: &str) -> TopicState {
        self.states().of(slug)
    }

    /// The title of a topic; its slug where there is no such topic.
    pub fn title<'a>(&'a self, slug: &'a str) -> &'a str {
        self.library.topic(slug).map_or(slug, |topic| &topic.title)
    }

    /// How far the reader is in a path.
    pub fn progress(&self, path: &LearningPath) -> PathProgress {
        let mut progress = PathProgress::default();
        for (slug, optional) in path.steps_with_optional() {
            progress.steps += 1;
            if optional {
                continue;
            }
            progress.required += 1;
            if self.learner.is_done(slug) {
                progress.done += 1;
            } else {
                let minutes = self.library.topic(slug).map_or(0, |topic| topic.minutes);
                progress.minutes_left = progress.minutes_left.saturating_add(minutes);
            }
        }
        progress
    }

    /// The step of a path to go on with: the reader's place, or the first that is not done.
    pub fn next_in(&self, path: &LearningPath) -> Option<String> {
        let place = self.learner.place(&path.slug).filter(|slug| path.position(slug).is_some());
        let open = || path.topics().find(|slug| !self.learner.is_done(slug));
        place.or_else(open).or_else(|| path.topics().next()).map(str::to_owned)
    }

    /// The neighbourhood of a topic in cells.
    pub fn band(&self, slug: &str, width: usize) -> crate::ink::Drawn<String> {
        let states = self.states();
        graph::band(&self.graph, &self.library, slug, width, &|slug| states.mark(slug))
    }

    /// The page of a topic, laid out at least as far as the line `until`; `figure` draws its demos,
    /// `claims` tells which of its claims hold, as far as they have been run.
    pub fn lay_out(
        &self,
        slug: &str,
        blocks: &[Block],
        figure: &dyn Fn(usize, &DemoCall, usize) -> Vec<Line>,
        claims: &[Option<bool>],
        (width, until): (usize, usize),
    ) -> Page {
        let Some(topic) = self.library.topic(slug) else { return Page::default() };
        let next = self.graph.next_after(&self.library, slug);
        let parts = Parts {
            status: self.states().status(slug),
            band: self.band(slug, width),
            figure,
            title_of: &|slug| self.library.topic(slug).map(|topic| topic.title.clone()),
            done: &|slug| self.learner.is_done(slug),
            learn_next: next.into_iter().map(LearnNext::of).collect(),
            claimed: claimed(topic, claims),
        };
        page::begin(topic, blocks, &parts, width, until)
    }
}

/// The sentences of claims that have been run. Where several claims are about one sentence, one
/// that fails comes first, and none proves it before all of them have been run.
fn claimed(topic: &Topic, claims: &[Option<bool>]) -> Vec<Claimed> {
    if claims.is_empty() {
        return Vec::new();
    }
    let run = topic.claims().iter().zip(claims).enumerate();
    let unknown = |says: &str| {
        let mut all = topic.claims().iter().zip(claims);
        all.any(|(claim, holds)| claim.says == says && holds.is_none())
    };
    let mut found: Vec<Claimed> = run
        .filter(|(_, (claim, holds))| **holds == Some(false) || !unknown(&claim.says))
        .filter_map(|(index, (claim, holds))| {
            Some(Claimed { claim: index, says: claim.says.clone(), holds: (*holds)? })
        })
        .collect();
    found.sort_by_key(|claimed| claimed.holds);
    found
}

/// A mark with a space behind it, as it stands before a label.
pub fn marked((mark, role): (char, Role)) -> Line {
    Line::of(format!("{mark} "), role)
}
