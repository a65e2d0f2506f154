//! What happens: a message changes the state and asks for effects. Nothing here draws, reads a
//! clock or touches a file.

mod demo;
mod list;
mod open;
mod page;
mod questions;

pub use open::{leave, start};

use super::action::Action;
use super::effect::Effect;
use super::key::{Key, Named};
use super::keymap::{self, Focus};
use super::msg::Msg;
use super::scene::{self, Click};
use super::{ReadingView, Screen, State};
use crate::ink::{Line, Role};

/// Takes one message. What came of it is laid out by [`settle`], before the next message that
/// asks for places and before the next frame.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    if matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Click { .. } | Msg::Wheel(_)) {
        settle(state);
    }
    match msg {
        Msg::Key(key) => on_key(state, key),
        Msg::Paste(text) => on_paste(state, &text),
        Msg::Click { x, y } => on_click(state, x, y),
        Msg::Wheel(notches) => on_wheel(state, notches),
        Msg::Resize(size) => {
            state.size = size;
            Vec::new()
        }
        Msg::DemoRan { page, demo, outcome } => {
            demo::ran(state, page, demo, outcome);
            Vec::new()
        }
        Msg::Recorded(events) => {
            for (at, event) in &events {
                state.world.learner.take(*at, event);
            }
            if !events.is_empty() {
                spoil(state);
            }
            Vec::new()
        }
        Msg::Notice(text) => {
            state.notice = Some(text);
            Vec::new()
        }
    }
}

/// Lays out what the next frame shows.
pub fn settle(state: &mut State) {
    let width = scene::page_width(state.size);
    let height = scene::body_height(state);
    let State { world, screens, .. } = state;
    for screen in screens.iter_mut() {
        match screen {
            Screen::Page(page) => {
                page.settle(world, width);
                page.clamp(height);
            }
            Screen::List(list) => list.reveal(scene::list_height(list, state.size)),
            _ => {}
        }
    }
}

/// What the learner did has changed: everything that shows it is laid out anew.
fn spoil(state: &mut State) {
    for screen in &mut state.screens {
        if let Screen::Page(page) = screen {
            page.spoil();
        }
    }
    list::refresh(state);
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.notice = None;
    if !state.size.is_enough() {
        let quits = matches!(key, Key::Char('q') | Key::Ctrl('c'));
        return if quits { quit(state) } else { Vec::new() };
    }
    let focus = state.focus();
    match keymap::lookup(focus, key) {
        Some(action) => act(state, action),
        None if state.is_typing() => on_typed(state, key),
        None => digit(state, focus, key),
    }
}

/// A key while a text field has the focus.
fn on_typed(state: &mut State, key: Key) -> Vec<Effect> {
    match state.top() {
        Some(Screen::Page(page)) if page.edited_demo().is_none() => page::typed_in_find(state, key),
        Some(Screen::List(view)) if view.field.is_some() => list::typed(state, key),
        Some(Screen::Questions(_)) => questions::typed(state, key),
        _ => demo::typed(state, key),
    }
}

/// The doors of the home screen have numbers, and so have the ways to break a demo.
fn digit(state: &mut State, focus: Focus, key: Key) -> Vec<Effect> {
    let Key::Char(c) = key else { return Vec::new() };
    match (focus, c.to_digit(10)) {
        (Focus::List, Some(digit)) => list::door(state, digit as usize),
        (Focus::Demo, Some(digit)) if digit > 0 => demo::break_with(state, digit as usize - 1),
        _ => Vec::new(),
    }
}

fn on_paste(state: &mut State, text: &str) -> Vec<Effect> {
    if !state.is_typing() {
        return Vec::new();
    }
    match state.screens.last_mut() {
        Some(Screen::List(view)) if view.field.is_some() => {
            view.field.get_or_insert_default().paste(text);
            list::filter(state);
            Vec::new()
        }
        Some(Screen::Questions(view)) => {
            view.field.get_or_insert_default().paste(text);
            Vec::new()
        }
        Some(Screen::Page(page)) if page.edited_demo().is_none() => {
            if let Some(find) = &mut page.find {
                find.field.paste(text);
            }
            page::search(state);
            Vec::new()
        }
        _ => demo::pasted(state, text),
    }
}

fn on_click(state: &mut State, x: usize, y: usize) -> Vec<Effect> {
    state.notice = None;
    let scene = scene::scene(state);
    let Some(click) = scene.click_at(x, y) else { return Vec::new() };
    match click.clone() {
        Click::Act(action) => act(state, action),
        Click::Going(index) => page::go(state, index),
        Click::Topic(slug, path) => open::topic(state, &slug, path),
        Click::Path(slug) => list::open(state, super::list::ListKind::Path(slug)),
        Click::Line(line) => page::to_line(state, line),
        Click::Row(row) => list::choose(state, row),
        Click::Lesson(target) => demo::clicked(state, &target),
        Click::Option(index) => questions::choose(state, index),
        Click::Outside => act(state, Action::Close),
        Click::Nothing => Vec::new(),
    }
}

fn on_wheel(state: &mut State, notches: isize) -> Vec<Effect> {
    let by = notches * 3;
    match state.screens.last_mut() {
        Some(Screen::Page(_)) => page::scroll(state, by),
        Some(Screen::Demo(_)) => demo::scroll(state, by),
        Some(Screen::List(view)) => view.step(notches),
        Some(Screen::Questions(view)) => view.scroll = view.scroll.saturating_add_signed(by),
        Some(Screen::Reading(view)) => scroll_reading(view, by),
        None => {}
    }
    Vec::new()
}

/// Carries an action out on the screen that has the focus, or everywhere.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return quit(state),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Mouse => {
            state.mouse = !state.mouse;
            let said = if state.mouse {
                "clicks go to fingerpost again"
            } else {
                "the mouse selects text now; M takes it back"
            };
            state.notice = Some(said.to_owned());
            return vec![Effect::Mouse(state.mouse)];
        }
        Action::Help => {
            let help = help(state);
            state.screens.push(Screen::Reading(help));
            return Vec::new();
        }
        Action::Finder => return list::open(state, super::list::ListKind::Finder),
        Action::Map => return list::open(state, super::list::ListKind::Topics),
        Action::Paths => return list::open(state, super::list::ListKind::Paths),
        Action::Problems => return list::open(state, super::list::ListKind::Problems),
        Action::Home => return open::home(state),
        _ => {}
    }
    match state.top() {
        Some(Screen::Page(_)) => page::act(state, action),
        Some(Screen::Demo(_)) => demo::act(state, action),
        Some(Screen::List(_)) => list::act(state, action),
        Some(Screen::Questions(_)) => questions::act(state, action),
        Some(Screen::Reading(_)) => reading(state, action),
        None => Vec::new(),
    }
}

/// The last event is where the reader was.
fn quit(state: &State) -> Vec<Effect> {
    let mut effects = leave(state);
    effects.push(Effect::Quit);
    effects
}

/// Leaves the screen that has the focus; the last one is never left.
fn close(state: &mut State) {
    if state.screens.len() > 1 {
        state.screens.pop();
    }
}

fn reading(state: &mut State, action: Action) -> Vec<Effect> {
    let page = state.size.height.saturating_sub(8).cast_signed();
    let Some(Screen::Reading(view)) = state.screens.last_mut() else { return Vec::new() };
    match action {
        Action::Up => scroll_reading(view, -1),
        Action::Down => scroll_reading(view, 1),
        Action::PageUp | Action::HalfUp => scroll_reading(view, -page),
        Action::PageDown | Action::HalfDown => scroll_reading(view, page),
        Action::Top => view.scroll = 0,
        Action::Bottom => view.scroll = view.lines.len().saturating_sub(1),
        _ => close(state),
    }
    Vec::new()
}

fn scroll_reading(view: &mut ReadingView, by: isize) {
    view.scroll = view.scroll.saturating_add_signed(by).min(view.lines.len().saturating_sub(1));
}

/// All keys of the screen that has the focus, from the keymap.
fn help(state: &State) -> ReadingView {
    let focus = state.focus();
    let bindings: Vec<_> = keymap::bindings(focus).collect();
    let widest =
        bindings.iter().map(|binding| crate::ink::width(&keymap::key_names(binding))).max();
    let lines = bindings.iter().map(|binding| {
        let mut line = Line::of(keymap::key_names(binding), Role::KeyName);
        line.pad_to(widest.unwrap_or(0) + 2);
        line.with(binding.help, Role::Text)
    });
    let mut lines: Vec<Line> = lines.collect();
    lines.push(Line::default());
    for text in [
        "In text fields: Enter accepts, Esc leaves, and the usual editing keys.",
        "Everything that looks like a link or a tab can be clicked.",
    ] {
        lines.push(Line::of(text, Role::Dim));
    }
    let title = match focus {
        Focus::Page => "Keys on a page",
        Focus::Demo => "Keys in a demo",
        Focus::Settings => "Keys in settings",
        Focus::Questions => "Keys at questions",
        _ => "Keys in a list",
    };
    ReadingView { title: title.to_owned(), lines, scroll: 0, topic: None }
}

/// Enter and Esc in a field; nothing for other keys.
fn accepts(key: Key) -> Option<bool> {
    match key {
        Key::Named(Named::Enter) => Some(true),
        Key::Named(Named::Esc) => Some(false),
        _ => None,
    }
}
