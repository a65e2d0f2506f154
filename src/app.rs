//! The application without a terminal: state, actions, updates, and the geometry of every screen.

pub mod action;
pub mod demo_view;
pub mod effect;
pub mod field;
pub mod figure;
pub mod history;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod msg;
pub mod page_view;
pub mod questions;
pub mod scene;
pub mod update;
pub mod world;

use crate::ink::{Line, Role};
use history::{History, Stop};
use keymap::Focus;
use layout::Size;
use list::{ListKind, ListView};
use page_view::PageView;
use questions::QuestionsView;
use world::World;

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
    /// Text in a popup: the keys, a definition.
    Reading(ReadingView),
}

/// Text in a popup.
#[derive(Debug)]
pub struct ReadingView {
    /// Its head.
    pub title: String,
    /// The text.
    pub lines: Vec<Line>,
    /// The first line in view.
    pub scroll: usize,
    /// The topic that Enter opens.
    pub topic: Option<String>,
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

    /// Whether typed characters are text now.
    pub fn is_typing(&self) -> bool {
        match self.top() {
            Some(Screen::Page(page)) => {
                page.edited_demo().is_some() || page.find.as_ref().is_some_and(|find| find.typing)
            }
            Some(Screen::Demo(index)) => self
                .page()
                .is_some_and(|page| page.demos.get(*index).is_some_and(|demo| demo.edit.is_some())),
            Some(Screen::List(list)) => match list.kind {
                ListKind::Settings(index) => self.page().is_some_and(|page| {
                    page.demos.get(index).is_some_and(|demo| demo.edit.is_some())
                }),
                _ => list.field.is_some(),
            },
            Some(Screen::Questions(questions)) => questions.field.is_some(),
            _ => false,
        }
    }

    /// The focus that the keymap is asked for.
    pub fn focus(&self) -> Focus {
        match self.top() {
            Some(Screen::List(list)) if list.field.is_some() => Focus::Finder,
            Some(Screen::Questions(questions)) if questions.field.is_some() => Focus::Finder,
            _ if self.is_typing() => Focus::Field,
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
}

impl ReadingView {
    /// A popup with a definition.
    pub fn peek(world: &World, slug: &str, width: usize) -> Option<Self> {
        let topic = world.library.topic(slug)?;
        let wrapped = crate::ink::wrap_words(&topic.definition, width);
        let mut lines: Vec<Line> =
            wrapped.into_iter().map(|text| Line::of(text, Role::Definition)).collect();
        lines.push(Line::default());
        lines.push(world.status(slug).cut(width));
        let place = [topic.domain.as_str(), topic.subcategory.as_str()];
        let place: Vec<&str> = place.into_iter().filter(|name| !name.is_empty()).collect();
        let mut about = Line::of(place.join(" › "), Role::Dim);
        if topic.minutes > 0 {
            about.push(format!(" · {} min", topic.minutes), Role::Dim);
        }
        lines.push(about.cut(width));
        Some(Self { title: topic.title.clone(), lines, scroll: 0, topic: Some(topic.slug.clone()) })
    }
}
