//! The command line: the one place that prints. Each subcommand is one small file.

mod args;
mod check;
mod completions;
mod define;
mod demo;
mod graph;
mod json;
mod list;
mod new;
mod open;
mod output;
mod path;
mod plan;
mod progress;
mod search;
mod session;
mod show;

pub use args::{Cli, ColorChoice};
pub use open::Opening;
pub use output::{Host, Painter};

use crate::ink::clean;
use args::Command;
use clap::Parser as _;
use output::Output;
use session::Stop;
use std::io;
use std::process::ExitCode;

/// Runs the program for the arguments of this process.
pub fn main(host: &Host) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let mut output = Output::new(host, &cli.common);
    let outcome = run(cli, &mut output).and_then(|code| {
        output.flush()?;
        Ok(code)
    });
    match outcome {
        Ok(code) => code,
        Err(stop) => report(&stop, &mut output),
    }
}

/// Clap's own texts pass the gate like all others: help and version go to stdout with 0, what is
/// wrong with the arguments to stderr with 2.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "there is no output to ask yet")]
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if error.use_stderr() {
        eprint!("{}", clean(&text));
    } else {
        print!("{}", clean(&text));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(cli: Cli, output: &mut Output) -> Result<ExitCode, Stop> {
    let common = cli.common;
    match cli.command {
        None => open::run(&cli.topic.join(" "), &common, output),
        Some(Command::Open(args)) => open::run(&args.topic.join(" "), &common, output),
        Some(Command::Show(args)) => show::run(&args, &common, output),
        Some(Command::Define(args)) => define::run(&args, &common, output),
        Some(Command::List(args)) => list::run(&args, &common, output),
        Some(Command::Search(args)) => search::run(&args, &common, output),
        Some(Command::Graph(args)) => graph::run(&args, &common, output),
        Some(Command::Path(args)) => path::run(&args, &common, output),
        Some(Command::Plan(args)) => plan::run(&args, &common, output),
        Some(Command::Demo(args)) => demo::run(&args, &common, output),
        Some(Command::Check(args)) => check::run(&args, &common, output),
        Some(Command::New(args)) => new::run(&args, &common, output),
        Some(Command::Progress(args)) => progress::run(&args, &common, output),
        Some(Command::Completions(args)) => completions::run(&args, output),
    }
}

/// Says why the program stops. A reader that went away is no failure.
fn report(stop: &Stop, output: &mut Output) -> ExitCode {
    match stop {
        Stop::Failed(error) if is_broken_pipe(error) => ExitCode::SUCCESS,
        Stop::Failed(error) => {
            let _ = output.flush();
            output.complain(&format!("fingerpost: {error:#}"));
            ExitCode::from(2)
        }
        Stop::Asked(message) => {
            let _ = output.flush();
            output.complain(&format!("fingerpost: {message}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
