//! The order in which things happen, the same for the terminal and for tests: messages change the
//! state, effects are carried out and answered, the frame is drawn, and only then events are
//! committed, so that no frame waits for a disk.

use super::claims;
use super::effect::Effect;
use super::layout::Size;
use super::msg::Msg;
use super::page_view::PageView;
use super::{State, update};
use crate::claim;
use crate::learner::Event;
use crate::report::Fault;
use crate::world::World;
use fingerpost_demos::Report;
use std::collections::VecDeque;

/// Everything outside the state.
pub trait Outside {
    /// Why something outside may fail.
    type Error;

    /// Shows the state.
    fn draw(&mut self, state: &State) -> Result<(), Self::Error>;

    /// Runs a demo.
    fn run_demo(&mut self, name: &str, set: &[(String, String)]) -> Result<Report, Fault>;

    /// Commits events; returns what came in since, from other programs too, and what went wrong.
    fn commit(&mut self, events: Vec<Event>) -> (Vec<(u64, Event)>, Option<String>);

    /// Carries out any other effect; the answer, if there is one, comes back as a message.
    fn carry_out(&mut self, effect: Effect) -> Result<Option<Msg>, Self::Error>;
}

/// A session: the state, what lies outside it, and what waits to be committed.
#[derive(Debug)]
pub struct Session<O> {
    /// The state.
    pub state: State,
    /// The rest of the world.
    pub outside: O,
    waiting: Vec<Event>,
    quits: bool,
}

impl<O: Outside> Session<O> {
    /// Opens the first screen; nothing is drawn yet.
    pub fn start(
        world: World,
        size: Size,
        topic: Option<&str>,
        outside: O,
    ) -> Result<Self, O::Error> {
        let state = State::new(world, size);
        let mut session = Self { state, outside, waiting: Vec::new(), quits: false };
        let effects = update::start(&mut session.state, topic);
        session.run(effects)?;
        Ok(session)
    }

    /// Takes one message, and everything that follows from it.
    pub fn take(&mut self, msg: Msg) -> Result<(), O::Error> {
        let effects = update::update(&mut self.state, msg);
        self.run(effects)
    }

    /// Draws, commits, and draws again what the commit has changed, or what the first frame of a
    /// page has left out.
    pub fn show(&mut self) -> Result<(), O::Error> {
        self.lay_out_frame()?;
        self.outside.draw(&self.state)?;
        let committed = self.commit();
        let wanted = update::waiting(&self.state, false);
        let unproven = claims::waiting(&self.state);
        let begun = self.state.page().is_some_and(|page| page.laid.begun);
        if committed || begun || !wanted.is_empty() || !unproven.is_empty() {
            self.run(wanted)?;
            self.run(unproven)?;
            update::settle(&mut self.state);
            self.outside.draw(&self.state)?;
        }
        Ok(())
    }

    /// Lays out the next frame; the demos that it shows run before it.
    fn lay_out_frame(&mut self) -> Result<(), O::Error> {
        let begins = self.state.page().is_some_and(PageView::begins);
        if !begins {
            self.run(update::waiting(&self.state, false))?;
        }
        update::settle_beginning(&mut self.state);
        let shown = update::waiting(&self.state, true);
        if begins && !shown.is_empty() {
            self.run(shown)?;
            update::settle_beginning(&mut self.state);
        }
        Ok(())
    }

    /// Whether the reader has quit.
    pub fn has_quit(&self) -> bool {
        self.quits
    }

    /// Ends without a key: where the reader was is kept all the same.
    pub fn end(&mut self) {
        if !self.quits {
            let effects = update::leave(&self.state);
            let events = effects.into_iter().filter_map(|effect| match effect {
                Effect::Record(events) => Some(events),
                _ => None,
            });
            self.waiting.extend(events.flatten());
        }
        self.commit();
    }

    fn run(&mut self, effects: Vec<Effect>) -> Result<(), O::Error> {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            let answer = match effect {
                Effect::Quit => {
                    self.quits = true;
                    None
                }
                Effect::Record(events) => {
                    self.waiting.extend(events);
                    None
                }
                Effect::RunDemo { page, demo, name, set } => {
                    let outcome = self.outside.run_demo(&name, &set);
                    Some(Msg::DemoRan { page, demo, outcome })
                }
                Effect::Prove { page, claim, what } => {
                    let mut run = |name: &str, set: &[_]| self.outside.run_demo(name, set);
                    let outcome = claim::prove(&mut run, &what);
                    Some(Msg::Proved { page, claim, outcome })
                }
                other => self.outside.carry_out(other)?,
            };
            if let Some(msg) = answer {
                queue.extend(update::update(&mut self.state, msg));
            }
        }
        Ok(())
    }

    /// Whether anything was committed.
    fn commit(&mut self) -> bool {
        if self.waiting.is_empty() {
            return false;
        }
        let (news, trouble) = self.outside.commit(std::mem::take(&mut self.waiting));
        update::update(&mut self.state, Msg::Recorded(news));
        if let Some(text) = trouble {
            update::update(&mut self.state, Msg::Notice(text));
        }
        true
    }
}
