//! The content: topic pages, learning paths and the library that holds them, as data.
//!
//! Loading never fails as a whole: it returns what could be built and a list of problems. Front
//! matter, paths and library.yaml are read while loading; the body of a page is parsed when it
//! is asked for ([`Topic::blocks`], [`Topic::read`]), and so are its sources, claims and questions.

mod body;
mod details;
mod fields;
mod files;
mod library;
mod limit;
mod link;
mod load;
mod markdown;
mod model;
mod names;
mod notes;
mod parallel;
mod path;
mod problem;
mod question;
mod sections;
mod sentence;
mod topic;
mod yaml;

pub use body::Body;
pub use details::Details;
pub use files::{embedded, folder};
pub use load::{Loaded, SourceFile, from_files};
pub use model::{
    Block, Claim, ClaimParts, DemoCall, Inline, LearningPath, Library, LibraryInfo, LinkTo,
    PathStep, Question, QuestionKind, Related, RelatedKind, Requirement, Source, Topic, demo_calls,
    fold, plain,
};
pub use names::closest;
pub use problem::{Location, Problem, Severity};
pub use sections::SECTIONS;
pub use sentence::{Sentence, paragraphs, sentence};
