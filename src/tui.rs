//! The terminal: guard, event loop, theme and painting. Everything that it shows is laid out by
//! `app`; everything that it learns goes back there as a message.

mod ansi;
mod guard;
mod input;
mod outside;
mod paint;
mod theme;
mod watch;

pub use ansi::{ansi, columns};
pub use paint::paint;
pub use theme::{Palette, Theme};

use crate::app::layout::Size;
use crate::app::msg::Msg;
use crate::app::session::{Outside as _, Session};
use crate::learner::Store;
use crate::report::Runner;
use crate::world::World;
use anyhow::Context as _;
use guard::Guard;
use input::{Input, Wake};
use outside::Terminal;
use std::path::PathBuf;
use watch::Watch;

/// What the program starts with.
#[derive(Debug)]
pub struct Start {
    /// The library, its graph and the learner.
    pub world: World,
    /// Where events are committed.
    pub store: Store,
    /// The topic to open; else where the reader left off, else home.
    pub topic: Option<String>,
    /// Something to say once.
    pub notice: Option<String>,
    /// How things look.
    pub theme: Theme,
    /// What runs a demo.
    pub runner: Runner,
    /// The folder of the library, if it is one: it is watched.
    pub folder: Option<PathBuf>,
}

/// How the program came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The reader quit.
    Quit,
    /// A signal with this number asked for it.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
}

/// Runs until the reader quits, a signal asks for the end, or the terminal is gone. The terminal
/// is given back on every way out, a panic among them.
///
/// # Errors
/// When the terminal cannot be set up.
pub fn run(start: Start) -> anyhow::Result<End> {
    let Start { world, store, topic, notice, theme, runner, folder } = start;
    let mut input = Input::open(folder.map(Watch::of)).context("cannot read from the terminal")?;
    let guard = Guard::enter().context("cannot set the terminal up")?;
    let outside = Terminal { guard, store, theme, runner };
    // From here on only writing to the terminal can fail, and it does when the terminal is gone.
    let Ok(mut session) = Session::start(world, terminal_size(), topic.as_deref(), outside) else {
        return Ok(End::HungUp);
    };
    let noticed = notice.map_or(Ok(()), |text| session.take(Msg::Notice(text)));
    let end = noticed.and_then(|()| watch(&mut session, &mut input)).unwrap_or(End::HungUp);
    session.end();
    Ok(end)
}

fn watch(session: &mut Session<Terminal>, input: &mut Input) -> std::io::Result<End> {
    loop {
        session.show()?;
        let messages = match input.wait(&session.state.world) {
            Wake::Messages(messages) => messages,
            Wake::Suspend => {
                let resized = session.outside.carry_out(crate::app::effect::Effect::Suspend)?;
                resized.into_iter().collect()
            }
            Wake::Continued => {
                session.outside.guard.reenter()?;
                vec![Msg::Resize(terminal_size())]
            }
            Wake::Signal(number) => return Ok(End::Signal(number)),
            Wake::HungUp => return Ok(End::HungUp),
        };
        for message in messages {
            session.take(message)?;
            if session.has_quit() {
                return Ok(End::Quit);
            }
        }
    }
}

fn terminal_size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { width: usize::from(width), height: usize::from(height) }
}
