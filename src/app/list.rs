//! Lists: home, topics, paths, plans, contents, settings, problems and the finder are all rows to
//! choose from.

mod contents;
mod doors;
mod finder;
mod paths;
mod plan;

pub use contents::{contents_rows, problem_rows, setting_rows};
pub use doors::home_rows;
pub use finder::{finder_rows, topic_rows};
pub use paths::{path_rows, step_rows};
pub use plan::{goal_rows, plan_rows};

use super::field::Field;
use super::layout::{Size, body, list_width, popup_rows, popup_width};
use crate::ink::{Line, Role};
use crate::world::World;

/// What a list is a list of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListKind {
    /// The library's home with its doors.
    Home,
    /// All topics by domain.
    Topics,
    /// All learning paths.
    Paths,
    /// The steps of a path.
    Path(String),
    /// Topics to plan for.
    Goals,
    /// What to learn, in order, to reach a topic.
    Plan(String),
    /// The headings and demos of the page below.
    Contents,
    /// The parameters of a demo of the page below.
    Settings(usize),
    /// What is wrong with the library.
    Problems,
    /// Topics by name.
    Finder,
}

/// What choosing a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Nothing: a heading or a remark.
    None,
    /// Opens a topic, in a path if one is named.
    Topic(String, Option<String>),
    /// Opens another list.
    List(ListKind),
    /// Enters a path at its place.
    EnterPath(String),
    /// Goes to a heading of the page below.
    Heading(usize),
    /// Goes to a demo of the page below.
    Demo(usize),
    /// Changes a parameter of the demo below.
    Setting(String),
}

/// One row: its first line can be chosen, the others say more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The lines.
    pub lines: Vec<Line>,
    /// What choosing it does.
    pub choice: Choice,
    /// A key that chooses it from anywhere in the list.
    pub key: Option<char>,
}

/// A list on the screen.
#[derive(Debug)]
pub struct ListView {
    /// What it lists.
    pub kind: ListKind,
    /// Its rows, for `width`.
    pub rows: Vec<Row>,
    /// The row that Enter takes.
    pub cursor: usize,
    /// The first line in view.
    pub scroll: usize,
    /// The words that the rows are filtered by.
    pub field: Option<Field>,
    width: usize,
    age: Age,
}

/// What must happen before the rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    /// Nothing.
    Settled,
    /// They no longer fit what they show.
    Stale,
    /// There are none yet: the cursor goes to where the reader is.
    New,
}

impl Row {
    /// A heading.
    pub fn heading(text: &str) -> Self {
        Self::of(Line::of(text, Role::Subheading), Choice::None)
    }

    /// An empty row.
    pub fn gap() -> Self {
        Self::of(Line::default(), Choice::None)
    }

    /// A remark that cannot be chosen.
    pub fn remark(text: &str, width: usize) -> Self {
        let lines =
            crate::ink::wrap_words(text, width).into_iter().map(|text| Line::of(text, Role::Dim));
        Self { lines: lines.collect(), choice: Choice::None, key: None }
    }

    /// A row that can be chosen.
    pub fn of(line: Line, choice: Choice) -> Self {
        Self { lines: vec![line], choice, key: None }
    }

    /// The row with a key that chooses it from anywhere.
    #[must_use]
    pub fn keyed(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The row with more lines under it, wrapped and said quietly.
    #[must_use]
    pub fn more(mut self, text: &str, indent: usize, width: usize) -> Self {
        for text in crate::ink::wrap_words(text, width.saturating_sub(indent)) {
            if !text.is_empty() {
                self.lines.push(Line::of(text, Role::Dim).indented(indent));
            }
        }
        self
    }
}

impl ListKind {
    /// Whether it lies over the screen below instead of filling the window.
    pub fn is_popup(&self) -> bool {
        matches!(self, Self::Contents | Self::Settings(_) | Self::Finder)
    }

    /// The words in its head.
    pub fn title(&self, world: &World) -> String {
        match self {
            Self::Home => world.library.info.name.clone(),
            Self::Topics => format!("All topics · {}", world.library.topics.len()),
            Self::Paths => "Learning paths".to_owned(),
            Self::Path(slug) => {
                world.library.path(slug).map_or_else(String::new, |path| path.title.clone())
            }
            Self::Goals => "Plan: which topic do you want to reach?".to_owned(),
            Self::Plan(slug) => format!("Plan to {}", world.title(slug)),
            Self::Contents => "On this page".to_owned(),
            Self::Settings(_) => "Settings of the demo".to_owned(),
            Self::Problems => "Problems of the library".to_owned(),
            Self::Finder => "Find a topic".to_owned(),
        }
    }
}

impl ListView {
    /// A list without rows yet: [`ListView::settle`] makes them.
    pub fn new(kind: ListKind) -> Self {
        let field = matches!(kind, ListKind::Finder | ListKind::Goals).then(Field::default);
        Self { kind, rows: Vec::new(), cursor: 0, scroll: 0, field, width: 0, age: Age::New }
    }

    /// The rows no longer fit what they show.
    pub fn invalidate(&mut self) {
        if self.age == Age::Settled {
            self.age = Age::Stale;
        }
    }

    /// Whether rows must be made before it is shown at this size.
    pub fn is_stale(&self, size: Size) -> bool {
        self.age != Age::Settled || self.width != self.width_for(size)
    }

    /// The width of its rows at this size of the window.
    pub fn width_for(&self, size: Size) -> usize {
        if self.kind.is_popup() { popup_width(size) } else { list_width(size) }
    }

    /// The rows in view at this size.
    pub fn height_for(&self, size: Size) -> usize {
        let field = usize::from(self.field.is_some()) * 2;
        let rows = match (self.kind.is_popup(), self.field.is_some()) {
            // The finder keeps its height while rows come and go under the typing hand.
            (true, true) => popup_rows(size, usize::MAX),
            (true, false) => popup_rows(size, self.height()),
            (false, _) => body(size, false).height,
        };
        rows.saturating_sub(field)
    }

    /// Takes rows; the cursor goes to `here` when they are the first, else it stays where it can.
    pub fn settle(&mut self, rows: Vec<Row>, here: Option<usize>, size: Size) {
        self.rows = rows;
        let wanted = here.filter(|_| self.age == Age::New).unwrap_or(self.cursor);
        let wanted = wanted.min(self.rows.len().saturating_sub(1));
        self.cursor = self.next_from(wanted, 1).or_else(|| self.next_from(wanted, -1)).unwrap_or(0);
        self.width = self.width_for(size);
        self.age = Age::Settled;
    }

    /// What Enter takes.
    pub fn chosen(&self) -> Option<&Choice> {
        self.rows.get(self.cursor).map(|row| &row.choice)
    }

    /// Moves the cursor by rows that can be chosen, stopping at the ends.
    pub fn step(&mut self, by: isize) {
        for _ in 0..by.unsigned_abs() {
            let next = self
                .cursor
                .checked_add_signed(by.signum())
                .and_then(|at| self.next_from(at, by.signum()));
            match next {
                Some(next) => self.cursor = next,
                None => break,
            }
        }
    }

    /// To the first or last row that can be chosen.
    pub fn jump(&mut self, last: bool) {
        let found = if last {
            self.next_from(self.rows.len().saturating_sub(1), -1)
        } else {
            self.next_from(0, 1)
        };
        self.cursor = found.unwrap_or(self.cursor);
    }

    /// The line at which a row starts.
    pub fn line_of(&self, row: usize) -> usize {
        self.rows.iter().take(row).map(|row| row.lines.len()).sum()
    }

    /// Lines in all.
    pub fn height(&self) -> usize {
        self.line_of(self.rows.len())
    }

    /// Scrolls so that the row of the cursor is in view, and the headings above the first row.
    pub fn reveal(&mut self, height: usize) {
        let from = self.line_of(self.cursor);
        let to = from + self.rows.get(self.cursor).map_or(1, |row| row.lines.len());
        let first = self.next_from(0, 1) == Some(self.cursor);
        if first {
            self.scroll = 0;
        }
        if to > self.scroll + height {
            self.scroll = to.saturating_sub(height);
        }
        if from < self.scroll {
            self.scroll = from;
        }
        self.scroll = self.scroll.min(self.height().saturating_sub(height));
    }

    fn next_from(&self, start: usize, step: isize) -> Option<usize> {
        let mut at = Some(start);
        while let Some(index) = at {
            let row = self.rows.get(index)?;
            if row.choice != Choice::None {
                return Some(index);
            }
            at = index.checked_add_signed(step);
        }
        None
    }
}
