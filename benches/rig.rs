//! What the terminal bench is made of: builds, sessions in a pseudo-terminal, samples, the table.

pub mod build;
pub mod process;
pub mod program;
pub mod rounds;
pub mod sample;
pub mod session;
pub mod table;
