//! `fingerpost define WORD`: one line.

use super::args::{Common, Define};
use super::output::Output;
use super::session::{Session, Stop};
use crate::ink::{Line, Role};
use std::process::ExitCode;

pub fn run(args: &Define, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let topic = session.topic(&args.word.join(" "))?;
    let line = Line::of(&topic.title, Role::Strong)
        .with(": ", Role::Text)
        .with(&topic.definition, Role::Text);
    output.line(&line)?;
    Ok(ExitCode::SUCCESS)
}
