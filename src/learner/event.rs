//! What happens to a learner. Events are only ever added; a state is what follows from them.

use serde::{Deserialize, Serialize};

/// Something that happened. Topics and paths are named by slug, whether or not they still exist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// A topic was opened.
    Visited {
        /// The topic.
        topic: String,
    },
    /// A topic was marked as done.
    Done {
        /// The topic.
        topic: String,
    },
    /// The mark was taken back.
    Undone {
        /// The topic.
        topic: String,
    },
    /// A path was entered.
    Entered {
        /// The path.
        path: String,
    },
    /// A place in a path was reached; the learner is on that path.
    At {
        /// The path.
        path: String,
        /// The topic.
        topic: String,
    },
    /// A page was left at a place to come back to.
    Left {
        /// The topic.
        topic: String,
        /// Where on the page.
        #[serde(flatten)]
        spot: Spot,
    },
    /// Everything before is forgotten: another program has reset the file. Never written.
    #[serde(skip)]
    Forgotten,
}

/// A place on a page that survives a change of width.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spot {
    /// The heading above.
    Anchor(String),
    /// The share of the page's lines above, 0 to 1.
    Fraction(f64),
}

/// An event with its time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Milliseconds since 1970, UTC.
    pub at: u64,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

impl Spot {
    /// The same place with a fraction that can be multiplied without a thought.
    #[must_use]
    pub(super) fn clamped(self) -> Self {
        match self {
            Self::Fraction(share) if share.is_nan() => Self::Fraction(0.0),
            Self::Fraction(share) => Self::Fraction(share.clamp(0.0, 1.0)),
            anchor @ Self::Anchor(_) => anchor,
        }
    }
}

impl Event {
    /// The event as it is written: a share that JSON cannot hold is brought into its range.
    #[must_use]
    pub(super) fn tidy(self) -> Self {
        match self {
            Self::Left { topic, spot } => Self::Left { topic, spot: spot.clamped() },
            other => other,
        }
    }
}
