//! The content: topic pages, learning paths and the library that holds them, as data.
//!
//! Loading never fails as a whole: it returns what could be built and a list of problems.

mod model;
mod problem;

pub use model::{
    Block, Claim, DemoCall, Inline, LearningPath, Library, LibraryInfo, LinkTo, PathStep, Question,
    QuestionKind, Related, RelatedKind, Requirement, Source, Topic, fold,
};
pub use problem::{Location, Problem, Severity};
