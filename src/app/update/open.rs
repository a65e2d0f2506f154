//! Opening pages: from a link, a list, the history, or at the start.

use super::super::effect::Effect;
use super::super::history::Stop;
use super::super::list::{ListKind, ListView, home_rows};
use super::super::page_view::PageView;
use super::super::{Screen, State, scene};
use crate::learner::{Event, Spot};

/// The first screen: the topic that was asked for, else where the reader left off, else home.
pub fn start(state: &mut State, topic: Option<&str>) -> Vec<Effect> {
    let rows = home_rows(&state.world, scene::list_width(state.size), state.size.height);
    state.screens = vec![Screen::List(ListView::of(ListKind::Home, rows))];
    match topic {
        Some(slug) => self::topic(state, slug, None),
        None => resume(state),
    }
}

/// The home of the library.
pub fn home(state: &mut State) -> Vec<Effect> {
    let effects = leave(state);
    state.screens.truncate(1);
    super::list::refresh(state);
    effects
}

/// Opens a topic, in a path if one is named.
pub fn topic(state: &mut State, slug: &str, path: Option<String>) -> Vec<Effect> {
    if let Some(page) = state.page() {
        let stop = page.stop();
        if stop.slug != slug {
            state.history.visit(stop);
        }
    }
    show(state, &Stop { slug: slug.to_owned(), scroll: 0, path }, None)
}

/// Opens a page without touching the history; a spot on it counts more than the stop's line.
pub fn show(state: &mut State, stop: &Stop, spot: Option<Spot>) -> Vec<Effect> {
    let mut effects = leave(state);
    let path = stop.path.clone().or_else(|| standing(state, &stop.slug));
    state.page_count += 1;
    let Some(mut page) = PageView::open(&state.world, &stop.slug, path.clone(), state.page_count)
    else {
        state.notice = Some(format!("there is no topic \"{}\"", stop.slug));
        return effects;
    };
    for (index, demo) in page.demos.iter().enumerate() {
        effects.push(run(page.id, index, &demo.call.name, &demo.set));
    }
    page.scroll = stop.scroll;
    page.spot = spot;
    let mut events = vec![Event::Visited { topic: page.slug.clone() }];
    if let Some(path) = path {
        events.push(Event::At { path, topic: page.slug.clone() });
    }
    effects.push(Effect::Record(events));
    state.screens.truncate(1);
    state.screens.push(Screen::Page(Box::new(page)));
    effects
}

/// Writes down where the reader is on the page, if there is one.
pub fn leave(state: &State) -> Vec<Effect> {
    let Some(page) = state.page() else { return Vec::new() };
    vec![Effect::Record(vec![Event::Left { topic: page.slug.clone(), spot: page.spot_now() }])]
}

/// The effect that runs a demo.
pub fn run(page: u64, demo: usize, name: &str, set: &[(String, String)]) -> Effect {
    Effect::RunDemo { page, demo, name: name.to_owned(), set: set.to_vec() }
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
    let stop = Stop { slug: place.topic.clone(), scroll: 0, path: None };
    let spot = place.spot;
    if state.world.library.topic(&stop.slug).is_none() {
        return Vec::new();
    }
    show(state, &stop, spot)
}
