//! `fingerpost [TOPIC]`: the terminal UI, or the page as text where there is no terminal.

use super::args::Common;
use super::output::Output;
use super::session::{Session, Stop};
use super::show;
use crate::learner::Store;
use crate::world::World;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// What the terminal UI starts with.
pub struct Opening {
    /// The library and the learner.
    pub world: World,
    /// Where events are committed.
    pub store: Store,
    /// The topic to open.
    pub topic: Option<String>,
    /// Something to say once.
    pub notice: Option<String>,
    /// The options.
    pub color: super::ColorChoice,
    /// ASCII symbols only.
    pub ascii: bool,
    /// The folder of the library, if it is one.
    pub folder: Option<PathBuf>,
}

pub fn run(topic: &str, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let slug = match topic.trim() {
        "" => None,
        name => Some(session.topic(name)?.slug.clone()),
    };
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        let Session { world, store, notice, folder } = session;
        let (color, ascii) = (common.color, common.ascii);
        let opening = Opening { world, store, topic: slug, notice, color, ascii, folder };
        return Ok((output.host.open)(opening)?);
    }
    session.warn(output);
    let library = &session.world.library;
    let known = |slug: &String| library.topic(slug).is_some();
    let resumed = || session.world.learner.resume().map(|place| place.topic).filter(known);
    let home = || library.home().map(|topic| topic.slug.clone());
    let first = || library.topics.first().map(|topic| topic.slug.clone());
    match slug.or_else(resumed).or_else(home).or_else(first) {
        Some(slug) => show::text(&session.world, &slug, None, output)?,
        None => output.say("This library has no topics yet.")?,
    }
    Ok(ExitCode::SUCCESS)
}
