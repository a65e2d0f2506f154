//! What lies outside the state: the terminal, the learner's file, the demos, the clock.

use super::guard::Guard;
use super::paint::paint;
use super::terminal_size;
use super::theme::Theme;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::session::Outside;
use crate::app::{State, scene};
use crate::learner::{Event, Store};
use crate::report::{Fault, Runner, guarded};
use fingerpost_demos::Report;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

/// The real outside.
pub struct Terminal {
    pub guard: Guard,
    pub store: Store,
    pub theme: Theme,
    pub runner: Runner,
}

impl Outside for Terminal {
    type Error = io::Error;

    fn draw(&mut self, state: &State) -> io::Result<()> {
        let scene = scene::scene(state);
        let theme = self.theme;
        self.guard.draw(|frame| paint(&scene, theme, frame.buffer_mut()))
    }

    fn run_demo(&mut self, name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
        guarded(self.runner, name, set)
    }

    fn commit(&mut self, events: Vec<Event>) -> (Vec<(u64, Event)>, Option<String>) {
        let at = now();
        let mut trouble = None;
        for event in events {
            if let Err(notice) = self.store.append(event, at) {
                trouble = Some(notice.to_string());
            }
        }
        (self.store.refresh(), trouble)
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<Option<Msg>> {
        match effect {
            Effect::Suspend => {
                self.guard.suspend()?;
                return Ok(Some(Msg::Resize(terminal_size())));
            }
            Effect::Redraw => self.guard.redraw()?,
            Effect::Mouse(on) => self.guard.mouse(on)?,
            Effect::Copy(text) => self.guard.copy(&text)?,
            // These are the session's own.
            Effect::Quit | Effect::Record(_) | Effect::RunDemo { .. } | Effect::Prove { .. } => {}
        }
        Ok(None)
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
