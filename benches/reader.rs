//! A reader in front of the screen, without a terminal and without a learner's file.

use fingerpost::app::effect::Effect;
use fingerpost::app::key::{Key, Named};
use fingerpost::app::layout::Size;
use fingerpost::app::msg::Msg;
use fingerpost::app::session::{Outside, Session};
use fingerpost::app::{State, scene, update};
use fingerpost::content::Loaded;
use fingerpost::learner::{Event, Learner};
use fingerpost::report::{self, Fault};
use fingerpost::tui::{self, Palette, Theme};
use fingerpost::world::World;
use fingerpost_demos::Report;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::convert::Infallible;

const SIZE: Size = Size { width: 120, height: 40 };

/// A session of the program whose frames stay in memory.
pub struct Reader {
    session: Session<Frame>,
}

/// Where the frames are painted.
struct Frame(Buffer);

impl Outside for Frame {
    type Error = Infallible;

    fn draw(&mut self, state: &State) -> Result<(), Infallible> {
        self.0.reset();
        let theme = Theme { palette: Palette::Full, ascii: false };
        tui::paint(&scene::scene(state), theme, &mut self.0);
        Ok(())
    }

    fn run_demo(&mut self, name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
        report::run(name, set)
    }

    fn commit(&mut self, _: Vec<Event>) -> (Vec<(u64, Event)>, Option<String>) {
        (Vec::new(), None)
    }

    fn carry_out(&mut self, _: Effect) -> Result<Option<Msg>, Infallible> {
        Ok(None)
    }
}

impl Reader {
    /// The key that takes a letter away.
    pub const BACKSPACE: Key = Key::Named(Named::Backspace);

    /// Opens a topic; its demos have run, and it is on the screen.
    pub fn start(loaded: Loaded, topic: &str) -> Self {
        let world = World::of(loaded, Learner::default());
        let frame = Frame(Buffer::empty(Rect::new(0, 0, SIZE.width as u16, SIZE.height as u16)));
        let Ok(session) = Session::start(world, SIZE, Some(topic), frame);
        let mut reader = Self { session };
        reader.shows();
        reader
    }

    /// Presses a key; the demos run, and the frame is drawn.
    pub fn presses(&mut self, key: Key) {
        let Ok(()) = self.session.take(Msg::Key(key));
        self.shows();
    }

    fn shows(&mut self) {
        let Ok(()) = self.session.show();
    }

    /// Lays the page out anew, as after a change of what it shows.
    pub fn lays_out(&mut self) {
        if let Some(page) = self.session.state.page_mut() {
            page.invalidate();
        }
        update::settle(&mut self.session.state);
    }

    /// One frame of what is laid out.
    pub fn paints(&mut self) {
        let Session { state, outside, .. } = &mut self.session;
        let Ok(()) = outside.draw(state);
    }

    /// Puts the cursor behind the demo's sentence, in the page or full screen.
    pub fn edits_the_sentence(&mut self, whole: bool) {
        for _ in 0..200 {
            if self.session.state.page().is_some_and(|page| page.focused_demo().is_some()) {
                break;
            }
            self.presses(Key::Named(Named::Tab));
        }
        if whole {
            self.presses(Key::Named(Named::Enter));
        }
        self.presses(Key::Char('e'));
        assert!(self.session.state.is_typing(), "no sentence is being edited");
    }
}
