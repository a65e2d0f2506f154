//! `fingerpost progress`: what the learner has read and done.

use super::args::{Common, Format, Progress, ProgressCommand};
use super::json::SCHEMA;
use super::output::Output;
use super::session::{Session, Stop};
use crate::ink::{Line, Role};
use crate::learner::TopicState;
use crate::world::marked;
use anyhow::Context as _;
use serde::Serialize;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::Path;
use std::process::ExitCode;

#[derive(Serialize)]
struct ProgressJson<'a> {
    schema: u32,
    topics: Vec<TopicStateJson<'a>>,
    path: Option<&'a str>,
    at: Option<&'a str>,
}

#[derive(Serialize)]
struct TopicStateJson<'a> {
    slug: &'a str,
    state: &'static str,
    since: Option<u64>,
}

pub fn run(args: &Progress, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let mut session = Session::load(common)?;
    // A file that cannot be used must not look like an empty one to whoever backs it up.
    session.must_be_saved()?;
    match &args.what {
        ProgressCommand::Show { format } => show(&session, *format, output)?,
        ProgressCommand::Export => {
            for line in session.store.export() {
                output.text(&(line + "\n"))?;
            }
        }
        ProgressCommand::Import { file } => {
            let text = read(file)?;
            let done =
                session.store.import(&text).map_err(|error| Stop::Asked(error.to_string()))?;
            output.say(format!(
                "{} events taken over, {} were known already",
                done.added, done.skipped
            ))?;
        }
        ProgressCommand::Reset { yes } => return reset(&mut session, *yes, output),
    }
    Ok(ExitCode::SUCCESS)
}

fn show(session: &Session, format: Format, output: &mut Output) -> Result<(), Stop> {
    let met = session
        .world
        .library
        .topics
        .iter()
        .filter(|topic| session.world.learner.since(&topic.slug).is_some());
    let state = |slug: &str| session.world.state(slug);
    let path = session.world.learner.current_path();
    if format == Format::Json {
        let topics = met.map(|topic| TopicStateJson {
            slug: &topic.slug,
            state: state(&topic.slug).name(),
            since: session.world.learner.since(&topic.slug),
        });
        let at = path.and_then(|path| session.world.learner.place(path));
        return output.json(&ProgressJson { schema: SCHEMA, topics: topics.collect(), path, at });
    }
    let met: Vec<_> = met.collect();
    if met.is_empty() {
        return output.say("Nothing read yet. `fingerpost` begins.");
    }
    let done = met.iter().filter(|topic| state(&topic.slug) == TopicState::Done).count();
    output.line(&Line::of(
        format!("{done} done, {} read of {}", met.len(), session.world.library.topics.len()),
        Role::Strong,
    ))?;
    for topic in met {
        let mark = state(&topic.slug).mark();
        output.line(&marked(mark).indented(2).with(&topic.title, Role::Text))?;
    }
    if let Some(path) = path.and_then(|slug| session.world.library.path(slug)) {
        output.line(&Line::of(format!("on the path \"{}\"", path.title), Role::Dim))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Stop> {
    let mut text = String::new();
    if file == Path::new("-") {
        io::stdin().read_to_string(&mut text).context("standard input cannot be read")?;
        return Ok(text);
    }
    Ok(std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?)
}

/// Asks first, where there is somebody to ask.
fn reset(session: &mut Session, yes: bool, output: &mut Output) -> Result<ExitCode, Stop> {
    if !yes {
        if !io::stdin().is_terminal() {
            return Err(Stop::Asked(
                "progress reset asks before it forgets everything; --yes answers".to_owned(),
            ));
        }
        output.complain("Forget everything that you have read and done? Type yes:");
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).context("standard input cannot be read")?;
        if answer.trim() != "yes" {
            output.say("nothing was changed")?;
            return Ok(ExitCode::SUCCESS);
        }
    }
    session.store.reset().map_err(|notice| Stop::Asked(notice.to_string()))?;
    output.say("forgotten")?;
    Ok(ExitCode::SUCCESS)
}
