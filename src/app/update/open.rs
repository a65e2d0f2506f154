//! Opening pages: from a link, a list, the history, or at the start.

use super::super::effect::Effect;
use super::super::history::Stop;
use super::super::list::{ListKind, ListView};
use super::super::page_view::PageView;
use super::super::{Screen, State};
use crate::learner::{Event, Spot};

/// The first screen: the topic that was asked for, else where the reader left off, else home.
pub fn start(state: &mut State, topic: Option<&str>) -> Vec<Effect> {
    state.screens = vec![Screen::List(ListView::new(ListKind::Home))];
    match topic {
        Some(slug) => self::topic(state, slug, None, None),
        None => resume(state),
    }
}

/// The home of the library.
pub fn home(state: &mut State) -> Vec<Effect> {
    let effects = leave(state);
    state.screens = vec![Screen::List(ListView::new(ListKind::Home))];
    effects
}

/// Opens a topic, in a path and at a spot if these are named.
pub fn topic(
    state: &mut State,
    slug: &str,
    path: Option<String>,
    spot: Option<Spot>,
) -> Vec<Effect> {
    let here = state.page().map(PageView::stop).filter(|stop| stop.slug != slug);
    if let Some(stop) = here {
        state.history.visit(stop);
    }
    show(state, &Stop { slug: slug.to_owned(), scroll: 0, path }, spot)
}

/// Opens a page without touching the history; a spot on it counts more than the stop's line.
pub fn show(state: &mut State, stop: &Stop, spot: Option<Spot>) -> Vec<Effect> {
    let path = stop.path.clone().or_else(|| standing(state, &stop.slug));
    state.page_count += 1;
    let Some(mut page) = PageView::open(&state.world, &stop.slug, path.clone(), state.page_count)
    else {
        state.say(format!("there is no topic \"{}\"", stop.slug));
        return Vec::new();
    };
    let mut effects = leave(state);
    page.scroll = stop.scroll;
    page.spot = spot;
    let mut events = vec![Event::Visited { topic: page.slug.clone() }];
    if let Some(path) = path {
        events.push(Event::At { path, topic: page.slug.clone() });
    }
    effects.push(Effect::Record(events));
    make_way(state);
    state.screens.push(Screen::Page(Box::new(page)));
    effects
}

/// Writes down where the reader is on the page, if there is one.
pub fn leave(state: &State) -> Vec<Effect> {
    let Some(page) = state.page() else { return Vec::new() };
    vec![Effect::Record(vec![Event::Left { topic: page.slug.clone(), spot: page.spot_now() }])]
}

/// Runs the demos of the page that have not run, or only those that its beginning shows. They
/// run when a frame needs them, so that no first frame waits for a figure further down.
pub fn waiting(state: &State, in_beginning: bool) -> Vec<Effect> {
    let Some(page) = state.page() else { return Vec::new() };
    let waits = page.demos.iter().enumerate().filter(|(_, demo)| !demo.has_run());
    let waits = waits.filter(|(index, _)| !in_beginning || page.shows_demo(*index));
    waits.map(|(index, demo)| run(page.id, index, &demo.call.name, &demo.set)).collect()
}

/// The effect that runs a demo.
pub fn run(page: u64, demo: usize, name: &str, set: &[(String, String)]) -> Effect {
    Effect::RunDemo { page, demo, name: name.to_owned(), set: set.to_vec() }
}

/// A page takes the place of the page before it and of what lies over that; lists that fill the
/// window stay below, for Esc.
fn make_way(state: &mut State) {
    state.screens.retain(|screen| matches!(screen, Screen::List(view) if !view.kind.is_popup()));
}

/// The path in which a topic stands when it is opened on its own.
fn standing(state: &State, slug: &str) -> Option<String> {
    let current = state.page().and_then(|page| page.path.clone());
    let holds = |path: &String| {
        state.world.library.path(path).is_some_and(|path| path.position(slug).is_some())
    };
    current.filter(holds).or_else(|| state.world.learner.path_for(&state.world.library, slug))
}

fn resume(state: &mut State) -> Vec<Effect> {
    let Some(place) = state.world.learner.resume() else { return Vec::new() };
    if state.world.library.topic(&place.topic).is_none() {
        return Vec::new();
    }
    show(state, &Stop { slug: place.topic, scroll: 0, path: None }, place.spot)
}
