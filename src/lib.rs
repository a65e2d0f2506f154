//! fingerpost: walk through a map of ideas in the terminal, and run them.
//!
//! The rooms in reading order; `ARCHITECTURE.md` has the map and the borders.

pub mod ink;

pub mod content;
pub mod graph;
pub mod page;
pub mod report;

pub mod claim;

pub mod find;
pub mod learner;

pub mod world;

pub mod check;

pub mod app;
pub mod cli;
pub mod tui;
