//! Text in a popup: a definition, the keys of a screen, a notice that is longer than a line.

use super::keymap::{self, Focus};
use super::layout::{Size, popup_rows, popup_width};
use crate::ink::{Line, Role, width, wrap_words};
use crate::world::World;

/// A popup with text.
#[derive(Debug)]
pub struct ReadingView {
    /// What it says.
    pub text: Text,
    /// Its lines, for `cells`.
    pub lines: Vec<Line>,
    /// The first line in view.
    pub scroll: usize,
    cells: usize,
}

/// What a popup says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The definition of a topic.
    Definition(String),
    /// The keys of a focus.
    Keys(Focus),
    /// A notice.
    Notice(String),
}

impl ReadingView {
    /// A popup that is laid out before it is shown.
    pub fn new(text: Text) -> Self {
        Self { text, lines: Vec::new(), scroll: 0, cells: 0 }
    }

    /// The words in its head.
    pub fn title(&self, world: &World) -> String {
        match &self.text {
            Text::Definition(slug) => world.title(slug).to_owned(),
            Text::Keys(focus) => format!("Keys {}", focus.name()),
            Text::Notice(_) => "To know".to_owned(),
        }
    }

    /// Lays it out for a window.
    pub fn settle(&mut self, world: &World, size: Size) {
        let cells = popup_width(size);
        if self.cells != cells {
            self.lines = match &self.text {
                Text::Definition(slug) => definition(world, slug, cells),
                Text::Keys(focus) => keys(*focus, cells),
                Text::Notice(text) => wrapped(text, Role::Text, cells),
            };
            self.cells = cells;
        }
        let last = self.lines.len().saturating_sub(popup_rows(size, self.lines.len()));
        self.scroll = self.scroll.min(last);
    }
}

fn wrapped(text: &str, role: Role, cells: usize) -> Vec<Line> {
    wrap_words(text, cells).into_iter().map(|text| Line::of(text, role)).collect()
}

fn definition(world: &World, slug: &str, cells: usize) -> Vec<Line> {
    let Some(topic) = world.library.topic(slug) else { return Vec::new() };
    let mut lines = wrapped(&topic.definition, Role::Definition, cells);
    lines.push(Line::default());
    lines.push(world.states().status(slug).cut(cells));
    let place = [topic.domain.as_str(), topic.subcategory.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|name| !name.is_empty()).collect();
    let mut about = Line::of(place.join(" › "), Role::Dim);
    if topic.minutes > 0 {
        about.push(format!(" · {} min", topic.minutes), Role::Dim);
    }
    lines.push(about.cut(cells));
    lines
}

/// All keys of a focus, from the keymap, and what the marks mean.
fn keys(focus: Focus, cells: usize) -> Vec<Line> {
    let bindings: Vec<_> = keymap::bindings(focus).collect();
    let names = bindings.iter().map(|binding| width(&keymap::key_names(binding)));
    let column = names.max().unwrap_or(0).min(cells / 2) + 2;
    let mut lines = Vec::new();
    for binding in bindings {
        let texts = wrap_words(binding.help, cells.saturating_sub(column));
        for (index, text) in texts.into_iter().enumerate() {
            let names = if index == 0 { keymap::key_names(binding) } else { String::new() };
            let mut line = Line::of(names, Role::KeyName);
            line.pad_to(column);
            lines.push(line.with(text, Role::Text));
        }
    }
    lines.push(Line::default());
    let more = [
        "In text fields Enter accepts, Esc leaves, and the usual editing keys work.",
        "Everything that looks like a link or a tab can be clicked.",
        "Behind a sentence, ✓ says that a demo proves it, ✗ that it does not.",
        "Marks: ✓ done · ◐ reading · ○ ready to read · · builds on pages not met yet · ● here. \
         In narrow windows: ▲ requires, ▼ unlocks, ~ related.",
    ];
    lines.extend(more.iter().flat_map(|text| wrapped(text, Role::Dim, cells)));
    lines
}
