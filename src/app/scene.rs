//! The geometry of every screen: the state and a size become panes of lines and places to click.
//! The painter only paints it, the mouse only asks it.

mod bars;
mod demo;
mod list;
mod page;
mod popup;
mod questions;

pub use demo::{lesson_last_scroll, lesson_scroll};

use super::action::Action;
use super::layout::{Rect, Size};
use super::list::ListView;
use super::{Screen, State};
use crate::ink::{Line, Role};
use crate::report::LessonTarget;

/// What a frame shows.
#[derive(Debug, Default)]
pub struct Scene {
    /// From back to front.
    pub panes: Vec<Pane>,
    /// From back to front: the last one under the mouse counts.
    pub hits: Vec<Hit>,
}

/// Lines in a rectangle; what they do not fill is empty.
#[derive(Debug)]
pub struct Pane {
    /// Where.
    pub rect: Rect,
    /// What.
    pub lines: Vec<Line>,
}

/// A rectangle to click.
#[derive(Debug)]
pub struct Hit {
    /// Where.
    pub rect: Rect,
    /// What a click there means.
    pub click: Click,
}

/// What a click means.
#[derive(Debug, Clone, PartialEq)]
pub enum Click {
    /// The same as a key.
    Act(Action),
    /// A place of the page.
    Going(usize),
    /// A topic, in a path if one is named.
    Topic(String, Option<String>),
    /// A path's steps.
    Path(String),
    /// A line of the page.
    Line(usize),
    /// A row of the list.
    Row(usize),
    /// A place of the open demo.
    Lesson(LessonTarget),
    /// An option of the question.
    Option(usize),
    /// Beside the popup.
    Outside,
    /// Nothing, but what lies behind is covered.
    Nothing,
}

/// The widest text column.
pub const MEASURE: usize = 76;
/// The column of contents and reasons beside the page.
const ASIDE: usize = 34;
/// From this width on there is one.
const WITH_ASIDE: usize = 110;

/// The geometry of the state.
pub fn scene(state: &State) -> Scene {
    let mut scene = Scene::default();
    let Size { width, height } = state.size;
    if !state.size.is_enough() {
        too_small(state.size, &mut scene);
        return scene;
    }
    let window = Rect { x: 0, y: 0, width, height };
    let first = state.screens.iter().rposition(|screen| !is_popup(screen)).unwrap_or(0);
    for screen in &state.screens[first..] {
        if is_popup(screen) {
            scene.hits.push(Hit { rect: window, click: Click::Outside });
        }
        match screen {
            Screen::Page(view) => page::draw(state, view, &mut scene),
            Screen::Demo(index) => demo::draw(state, *index, &mut scene),
            Screen::List(view) if view.kind.is_popup() => popup::list(state, view, &mut scene),
            Screen::List(view) => list::draw(state, view, &mut scene),
            Screen::Questions(view) => questions::draw(state, view, &mut scene),
            Screen::Reading(view) => popup::reading(state, view, &mut scene),
        }
    }
    bars::hints(state, &mut scene);
    scene
}

impl Scene {
    /// What a click at a cell means.
    pub fn click_at(&self, x: usize, y: usize) -> Option<&Click> {
        self.hits.iter().rev().find(|hit| hit.rect.contains(x, y)).map(|hit| &hit.click)
    }

    /// Adds a pane.
    fn pane(&mut self, rect: Rect, lines: Vec<Line>) {
        self.panes.push(Pane { rect, lines });
    }

    /// Adds a place to click.
    fn hit(&mut self, x: usize, y: usize, width: usize, click: Click) {
        self.hits.push(Hit { rect: Rect { x, y, width, height: 1 }, click });
    }
}

/// Whether there is room for rules above and below the body.
fn is_roomy(size: Size) -> bool {
    size.height >= 16
}

/// Rows above the body: the first line, and the rule under it.
fn head(size: Size) -> usize {
    1 + usize::from(is_roomy(size))
}

/// Rows below the body: the hints, a page's path bar, and the rule above them.
fn foot(size: Size, is_page: bool) -> usize {
    1 + usize::from(is_roomy(size)) + usize::from(is_page)
}

/// The rows of the body of the screen that has the focus, or of the page below a popup.
pub fn body_height(state: &State) -> usize {
    let screen = state.screens.iter().rev().find(|screen| !is_popup(screen));
    let is_page = matches!(screen, Some(Screen::Page(_)));
    state.size.height.saturating_sub(head(state.size) + foot(state.size, is_page))
}

/// The rows of a list in view.
pub fn list_height(view: &ListView, size: Size) -> usize {
    let field = usize::from(view.field.is_some()) * 2;
    let rows = match (view.kind.is_popup(), view.field.is_some()) {
        // The finder keeps its height while rows come and go under the typing hand.
        (true, true) => popup::rows(size, usize::MAX),
        (true, false) => popup::rows(size, view.height()),
        (false, _) => size.height.saturating_sub(head(size) + foot(size, false)),
    };
    rows.saturating_sub(field)
}

/// The width of the text column of a page.
pub fn page_width(size: Size) -> usize {
    let margin = margin(size);
    let room = size.width.saturating_sub(2 * margin);
    if has_aside(size) { MEASURE.min(room - ASIDE - 3) } else { MEASURE.min(room) }
}

/// The width of a full-screen list.
pub fn list_width(size: Size) -> usize {
    (size.width.saturating_sub(2 * margin(size))).min(110)
}

/// The width inside a popup.
pub fn popup_width(size: Size) -> usize {
    popup::width(size)
}

fn margin(size: Size) -> usize {
    match size.width {
        0..60 => 1,
        60..100 => 2,
        _ => 3,
    }
}

fn has_aside(size: Size) -> bool {
    size.width >= WITH_ASIDE
}

fn is_popup(screen: &Screen) -> bool {
    match screen {
        Screen::Reading(_) => true,
        Screen::List(view) => view.kind.is_popup(),
        _ => false,
    }
}

fn too_small(size: Size, scene: &mut Scene) {
    let Size { width, height } = Size::SMALLEST;
    let text = format!(
        "fingerpost needs {width} columns and {height} rows; here are {} and {}. q quits.",
        size.width, size.height
    );
    let lines = crate::ink::wrap_words(&text, size.width.max(1)).into_iter().take(size.height);
    let lines = lines.map(|text| Line::of(text, Role::Text)).collect();
    scene.pane(Rect { x: 0, y: 0, width: size.width, height: size.height }, lines);
}
