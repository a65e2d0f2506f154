//! `fingerpost completions SHELL`.

use super::args::{Cli, Completions};
use super::output::Output;
use super::session::Stop;
use clap::CommandFactory as _;
use std::process::ExitCode;

pub fn run(args: &Completions, output: &mut Output) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "fingerpost", &mut script);
    output.text(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
