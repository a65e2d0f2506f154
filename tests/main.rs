//! The integration tests, in one binary.

mod cli;
mod content;
mod pty;
mod readme;
mod screens;
mod support;
mod tidy;
