//! The terminal: guard, event loop, theme and painting. Everything that it shows is laid out by
//! `app`; everything that it learns goes back there as a message.

mod ansi;
mod effects;
mod guard;
mod input;
mod paint;
mod theme;

pub use ansi::{ansi, columns};
pub use effects::{Runner, run_demo};
pub use paint::paint;
pub use theme::{Palette, Theme};

use crate::app::effect::Effect;
use crate::app::layout::Size;
use crate::app::msg::Msg;
use crate::app::world::World;
use crate::app::{State, scene, update};
use crate::learner::Store;
use anyhow::Context as _;
use guard::Guard;
use input::{Input, Wake};
use std::collections::VecDeque;

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
/// When the terminal cannot be set up, read or written.
pub fn run(start: Start) -> anyhow::Result<End> {
    let input = Input::open().context("cannot read from the terminal")?;
    let mut guard = Guard::enter().context("cannot set the terminal up")?;
    session(start, &input, &mut guard)
}

fn session(start: Start, input: &Input, guard: &mut Guard) -> anyhow::Result<End> {
    let Start { world, store, topic, notice, theme, runner } = start;
    let mut session = Session {
        state: State::new(world, terminal_size()),
        store,
        runner,
        theme,
        waiting: VecDeque::new(),
    };
    session.state.notice = notice;
    let effects = update::start(&mut session.state, topic.as_deref());
    if let Some(end) = session.run_all(effects, guard)? {
        return Ok(end);
    }
    loop {
        session.draw(guard)?;
        session.commit();
        let messages = match input.wait() {
            Wake::Messages(messages) => messages,
            Wake::Suspend => {
                guard.suspend()?;
                vec![Msg::Resize(terminal_size())]
            }
            Wake::Continued => {
                guard.reenter()?;
                vec![Msg::Resize(terminal_size())]
            }
            Wake::Signal(number) => return Ok(session.cut_short(End::Signal(number))),
            Wake::HungUp => return Ok(session.cut_short(End::HungUp)),
        };
        for message in messages {
            let effects = update::update(&mut session.state, message);
            if let Some(end) = session.run_all(effects, guard)? {
                session.commit();
                return Ok(end);
            }
        }
    }
}

struct Session {
    state: State,
    store: Store,
    runner: Runner,
    theme: Theme,
    /// Events to be committed after the frame is on the screen: the first frame waits for no disk.
    waiting: VecDeque<crate::learner::Event>,
}

impl Session {
    fn draw(&mut self, guard: &mut Guard) -> anyhow::Result<()> {
        update::settle(&mut self.state);
        let scene = scene::scene(&self.state);
        let theme = self.theme;
        guard
            .draw(|frame| paint(&scene, theme, frame.buffer_mut()))
            .context("cannot write to the terminal")
    }

    /// Carries effects out, and what follows from them, until nothing is left to do.
    fn run_all(&mut self, effects: Vec<Effect>, guard: &mut Guard) -> anyhow::Result<Option<End>> {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Quit => return Ok(Some(End::Quit)),
                Effect::Suspend => {
                    guard.suspend()?;
                    queue.extend(update::update(&mut self.state, Msg::Resize(terminal_size())));
                }
                Effect::Redraw => guard.redraw()?,
                Effect::Mouse(on) => guard.mouse(on)?,
                Effect::Copy(text) => guard.copy(&text)?,
                Effect::Record(events) => self.waiting.extend(events),
                Effect::RunDemo { page, demo, name, set } => {
                    let outcome = effects::guarded(self.runner, &name, &set);
                    queue.extend(update::update(
                        &mut self.state,
                        Msg::DemoRan { page, demo, outcome },
                    ));
                }
            }
        }
        Ok(None)
    }

    /// Commits what waits, and shows what came of it.
    fn commit(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let events: Vec<_> = self.waiting.drain(..).collect();
        let (recorded, notice) = effects::commit(&mut self.store, events);
        update::update(&mut self.state, Msg::Recorded(recorded));
        if let Some(notice) = notice {
            update::update(&mut self.state, Msg::Notice(notice));
        }
    }

    /// The end without a key: where the reader was is kept all the same.
    fn cut_short(&mut self, end: End) -> End {
        for effect in update::leave(&self.state) {
            if let Effect::Record(events) = effect {
                self.waiting.extend(events);
            }
        }
        self.commit();
        end
    }
}

fn terminal_size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { width: usize::from(width), height: usize::from(height) }
}
