//! What goes out: everything that `update` asks the loop to do.

use crate::content::Claim;
use crate::learner::Event;

/// Something to be done outside the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop like any program at Ctrl-Z.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Take the mouse, or let go of it.
    Mouse(bool),
    /// Send text to the terminal's clipboard.
    Copy(String),
    /// Commit events to the learner's store.
    Record(Vec<Event>),
    /// Run a demo and report back.
    RunDemo {
        /// The page view that asks.
        page: u64,
        /// Which demo of the page.
        demo: usize,
        /// Its name.
        name: String,
        /// Its parameters, as typed.
        set: Vec<(String, String)>,
    },
    /// Run a claim of a page and report back.
    Prove {
        /// The page view that asks.
        page: u64,
        /// Which claim of the page.
        claim: usize,
        /// What it claims.
        what: Box<Claim>,
    },
}
