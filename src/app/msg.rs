//! What comes in: everything that can change the state.

use super::key::Key;
use super::layout::Size;
use crate::claim::{Proof, Unclear};
use crate::learner::Event;
use crate::report::Fault;
use crate::world::Fresh;
use fingerpost_demos::Report;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The left button went down at this cell.
    Click {
        /// Column, from 0.
        x: usize,
        /// Row, from 0.
        y: usize,
    },
    /// The wheel was turned by some notches, down if positive.
    Wheel(isize),
    /// The terminal has this size now.
    Resize(Size),
    /// A demo has run.
    DemoRan {
        /// The page view that asked.
        page: u64,
        /// Which demo of the page.
        demo: usize,
        /// What came out.
        outcome: Result<Report, Fault>,
    },
    /// A claim has been run.
    Proved {
        /// The page view that asked.
        page: u64,
        /// Which claim of the page.
        claim: usize,
        /// What came out.
        outcome: Result<Proof, Unclear>,
    },
    /// Events were committed, or taken over from another program on the same store.
    Recorded(Vec<(u64, Event)>),
    /// The library was read again, since its files have changed.
    Renewed(Fresh),
    /// Something to be said once.
    Notice(String),
}
