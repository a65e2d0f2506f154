//! The integration tests, in one binary.

#![expect(clippy::panic, reason = "a test ends with what it saw")]
#![expect(clippy::format_collect, reason = "tests are read more often than run")]

mod authors;
mod check;
mod claims;
mod cli;
mod content;
mod demos;
mod faults;
mod hostile;
mod lesson;
mod new;
mod pictures;
mod pty;
mod readme;
mod saved;
mod screens;
mod support;
mod tidy;
