//! What the screens are about: the library, its graph, its problems, and the learner.

use crate::content::{LearningPath, Library, Problem};
use crate::graph::Graph;
use crate::ink::{Line, Role};
use crate::learner::{Learner, TopicState};

/// Everything that is not a matter of the screen.
#[derive(Debug)]
pub struct World {
    /// The topics and paths.
    pub library: Library,
    /// How they hang together.
    pub graph: Graph,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// What the reader has done.
    pub learner: Learner,
}

/// How far the reader is in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathProgress {
    /// Steps in all.
    pub steps: usize,
    /// Steps done.
    pub done: usize,
    /// Minutes of those that are not done.
    pub minutes_left: u32,
}

impl World {
    /// The state of a topic.
    pub fn state(&self, slug: &str) -> TopicState {
        self.learner.state(&self.graph, slug)
    }

    /// The mark before a label, and its role: ✓ done, ◐ reading, ○ ready, · not ready.
    pub fn mark(&self, slug: &str) -> (char, Role) {
        self.state(slug).mark()
    }

    /// The state of a topic in words.
    pub fn status(&self, slug: &str) -> Line {
        self.learner.status(&self.graph, slug)
    }

    /// The title of a topic; its slug where there is no such topic.
    pub fn title<'a>(&'a self, slug: &'a str) -> &'a str {
        self.library.topic(slug).map_or(slug, |topic| &topic.title)
    }

    /// How far the reader is in a path.
    pub fn progress(&self, path: &LearningPath) -> PathProgress {
        let mut progress = PathProgress { steps: 0, done: 0, minutes_left: 0 };
        for slug in path.topics() {
            progress.steps += 1;
            if self.learner.is_done(slug) {
                progress.done += 1;
            } else {
                progress.minutes_left += self.library.topic(slug).map_or(0, |topic| topic.minutes);
            }
        }
        progress
    }

    /// The step of a path to go on with: the reader's place, or the first that is not done.
    pub fn next_in(&self, path: &LearningPath) -> Option<String> {
        let place = self.learner.place(&path.slug).filter(|slug| path.position(slug).is_some());
        let open = || path.topics().find(|slug| !self.learner.is_done(slug)).map(str::to_owned);
        place.map(str::to_owned).or_else(open).or_else(|| path.topics().next().map(str::to_owned))
    }
}
