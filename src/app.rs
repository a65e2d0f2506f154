//! The application without a terminal: state, actions, updates, and the geometry of every screen.

pub mod action;
pub mod claims;
pub mod demo_view;
pub mod edit;
pub mod effect;
pub mod field;
pub mod figure;
pub mod guess;
pub mod history;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod msg;
pub mod page_view;
pub mod questions;
pub mod reading;
pub mod scene;
pub mod session;
pub mod update;

use crate::world::World;
use demo_view::DemoView;
use history::{History, Stop};
use keymap::Focus;
use layout::Size;
use list::{ListKind, ListView};
use page_view::PageView;
use questions::QuestionsView;
use reading::ReadingView;

/// Everything that the screen shows. `update` changes it, `scene` turns it into geometry.
#[derive(Debug)]
pub struct State {
    /// The library, its graph and the learner.
    pub world: World,
    /// The terminal's size.
    pub size: Size,
    /// What is on the screen; the last one has the keys, popups lie over the one before.
    pub screens: Vec<Screen>,
    /// Pages before and after.
    pub history: History,
    /// Something to be said in the last line until the next key.
    pub notice: Option<String>,
    /// Whether mouse clicks come to the program.
    pub mouse: bool,
    /// Counts page views.
    pub page_count: u64,
}

/// One screen.
#[derive(Debug)]
pub enum Screen {
    /// A topic's page.
    Page(Box<PageView>),
    /// A demo of the page below, full screen.
    Demo(usize),
    /// Rows to choose from.
    List(ListView),
    /// A page's questions.
    Questions(QuestionsView),
    /// Text in a popup: the keys, a definition, a notice.
    Reading(ReadingView),
}

impl Screen {
    /// Whether it lies over the screen below instead of filling the window.
    pub fn is_popup(&self) -> bool {
        match self {
            Self::Reading(_) => true,
            Self::List(view) => view.kind.is_popup(),
            _ => false,
        }
    }
}

impl State {
    /// The state before anything is on the screen; `update::start` opens the first screen.
    pub fn new(world: World, size: Size) -> Self {
        Self {
            world,
            size,
            screens: Vec::new(),
            history: History::default(),
            notice: None,
            mouse: true,
            page_count: 0,
        }
    }

    /// The screen that has the keys.
    pub fn top(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// The screen that fills the window.
    pub fn full(&self) -> Option<&Screen> {
        self.screens.iter().rev().find(|screen| !screen.is_popup())
    }

    /// The page on the screen or below it.
    pub fn page(&self) -> Option<&PageView> {
        self.screens.iter().rev().find_map(|screen| match screen {
            Screen::Page(page) => Some(page.as_ref()),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn page_mut(&mut self) -> Option<&mut PageView> {
        self.screens.iter_mut().rev().find_map(|screen| match screen {
            Screen::Page(page) => Some(page.as_mut()),
            _ => None,
        })
    }

    /// The demo that fills the window, or lies below a popup.
    pub fn open_demo(&self) -> Option<usize> {
        match self.full() {
            Some(Screen::Demo(index)) => Some(*index),
            _ => None,
        }
    }

    /// The open demo, while something is guessed in it.
    pub fn guessing(&self) -> Option<usize> {
        let index = self.open_demo()?;
        self.page()?.demos.get(index)?.guesses.open.as_ref().map(|_| index)
    }

    /// A demo of the page.
    pub fn demo_mut(&mut self, index: usize) -> Option<&mut DemoView> {
        self.page_mut()?.demos.get_mut(index)
    }

    /// Where the path leads from this page; after its last step, to the first of `next`.
    pub fn neighbour(&self, by: isize) -> Option<Stop> {
        let page = self.page()?;
        let beyond = || {
            let slug = self.world.library.topic(&page.slug)?.next.first()?.clone();
            (by > 0).then_some(Stop { slug, scroll: 0, path: None })
        };
        let Some(path) = page.path.as_ref().and_then(|slug| self.world.library.path(slug)) else {
            return beyond();
        };
        let at = path.position(&page.slug)?.checked_add_signed(by);
        let step = at.and_then(|at| path.topics().nth(at)).map(str::to_owned);
        let stop = |slug| Stop { slug, scroll: 0, path: Some(path.slug.clone()) };
        step.map(stop).or_else(beyond)
    }

    /// The focus that the keymap is asked for.
    pub fn focus(&self) -> Focus {
        let editing = self.page().is_some_and(|page| page.edit.is_some());
        let guessing = self.guessing().is_some();
        match self.top() {
            Some(Screen::List(list)) if list.field.is_some() => Focus::Finder,
            Some(Screen::Questions(questions)) if questions.field.is_some() => Focus::Answer,
            Some(Screen::Page(page)) if page.find.as_ref().is_some_and(|find| find.typing) => {
                Focus::Field
            }
            Some(Screen::Page(_) | Screen::Demo(_) | Screen::List(_)) if editing => Focus::Field,
            Some(Screen::Demo(_)) if guessing => Focus::Field,
            Some(Screen::Page(_)) | None => Focus::Page,
            Some(Screen::Demo(_)) => Focus::Demo,
            Some(Screen::List(list)) if matches!(list.kind, ListKind::Settings(_)) => {
                Focus::Settings
            }
            Some(Screen::List(_)) => Focus::List,
            Some(Screen::Questions(_)) => Focus::Questions,
            Some(Screen::Reading(_)) => Focus::Reading,
        }
    }

    /// Whether typed characters are text now.
    pub fn is_typing(&self) -> bool {
        matches!(self.focus(), Focus::Finder | Focus::Answer | Focus::Field)
    }

    /// Says something in the last line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(text.into());
    }
}
