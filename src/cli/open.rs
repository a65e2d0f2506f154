//! `fingerpost [TOPIC]`: the terminal UI, or the page as text where there is no terminal.

use super::args::Common;
use super::output::Output;
use super::session::{Session, Stop};
use super::show;
use crate::content::{Library, Problem};
use crate::graph::Graph;
use crate::learner::{Learner, Store};
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

/// What the terminal UI starts with.
pub struct Opening {
    /// The library.
    pub library: Library,
    /// Its graph.
    pub graph: Graph,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The learner.
    pub learner: Learner,
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
}

pub fn run(topic: &str, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let slug = match topic.trim() {
        "" => None,
        name => Some(session.topic(name)?.slug.clone()),
    };
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        let Session { library, graph, problems, learner, store, notice } = session;
        let opening = Opening {
            library,
            graph,
            problems,
            learner,
            store,
            topic: slug,
            notice,
            color: common.color,
            ascii: common.ascii,
        };
        return Ok((output.host.open)(opening)?);
    }
    session.warn(output);
    let resumed = || session.learner.resume().map(|place| place.topic);
    let home = || session.library.home().map(|topic| topic.slug.clone());
    let first = || session.library.topics.first().map(|topic| topic.slug.clone());
    let known = |slug: &String| session.library.topic(slug).is_some();
    match slug.or_else(|| resumed().filter(known)).or_else(home).or_else(first) {
        Some(slug) => show::text(&session, &slug, None, output)?,
        None => output.say("This library has no topics yet.")?,
    }
    Ok(ExitCode::SUCCESS)
}
