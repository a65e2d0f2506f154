//! A reader in front of the screen, without a terminal and without a learner's file.

use fingerpost::app::effect::Effect;
use fingerpost::app::key::{Key, Named};
use fingerpost::app::layout::Size;
use fingerpost::app::msg::{DemoFault, Msg};
use fingerpost::app::world::World;
use fingerpost::app::{State, scene, update};
use fingerpost::content::Loaded;
use fingerpost::graph::Graph;
use fingerpost::learner::Learner;
use fingerpost::tui::{self, Palette, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZE: Size = Size { width: 120, height: 40 };

/// The program's state, and the frame that it is painted into.
pub struct Reader {
    state: State,
    frame: Buffer,
}

impl Reader {
    /// The key that takes a letter away.
    pub const BACKSPACE: Key = Key::Named(Named::Backspace);

    /// Opens a topic; its demos have run.
    pub fn start(loaded: Loaded, topic: &str) -> Self {
        let (graph, _) = Graph::of(&loaded.library);
        let world = World {
            library: loaded.library,
            graph,
            problems: loaded.problems,
            learner: Learner::default(),
        };
        let frame = Buffer::empty(Rect::new(0, 0, SIZE.width as u16, SIZE.height as u16));
        let mut reader = Self { state: State::new(world, SIZE), frame };
        let effects = update::start(&mut reader.state, Some(topic));
        reader.carry_out(effects);
        reader
    }

    /// Takes a message, and runs the demos that it asks for.
    pub fn tell(&mut self, msg: Msg) {
        let effects = update::update(&mut self.state, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::RunDemo { page, demo, name, set } = effect {
                let outcome = tui::run_demo(&name, &set).map_err(DemoFault::Refused);
                self.tell(Msg::DemoRan { page, demo, outcome });
            }
        }
    }

    /// Lays the page out anew, as after a change of what it shows.
    pub fn lays_out(&mut self) {
        if let Some(page) = self.state.page_mut() {
            page.spoil();
        }
        update::settle(&mut self.state);
    }

    /// One frame into an empty buffer.
    pub fn paints(&mut self) {
        self.frame.reset();
        let theme = Theme { palette: Palette::Full, ascii: false };
        tui::paint(&scene::scene(&self.state), theme, &mut self.frame);
    }

    /// Puts the cursor behind the demo's sentence.
    pub fn edits_the_sentence(&mut self) {
        for _ in 0..200 {
            if self.state.page().is_some_and(|page| page.focused_demo().is_some()) {
                break;
            }
            self.tell(Msg::Key(Key::Named(Named::Tab)));
        }
        self.tell(Msg::Key(Key::Char('e')));
        assert!(self.state.is_typing(), "no sentence is being edited");
    }
}
