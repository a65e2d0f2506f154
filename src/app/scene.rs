//! The geometry of every screen: the state and a size become panes of lines and places to click.
//! The painter only paints it, the mouse only asks it.

mod bars;
mod demo;
mod list;
mod page;
mod popup;
mod questions;

use super::action::Action;
use super::layout::{Rect, Size};
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
    /// A link or a demo of the page.
    Link(usize),
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

/// The geometry of the state.
pub fn scene(state: &State) -> Scene {
    let mut scene = Scene::default();
    let Size { width, height } = state.size;
    if !state.size.is_enough() {
        too_small(state.size, &mut scene);
        return scene;
    }
    let window = Rect { x: 0, y: 0, width, height };
    let first = state.screens.iter().rposition(|screen| !screen.is_popup()).unwrap_or(0);
    for screen in &state.screens[first..] {
        if screen.is_popup() {
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
