//! What happens: a message changes the state and asks for effects. Nothing here draws, reads a
//! clock or touches a file.

mod demo;
mod guess;
mod list;
mod open;
mod page;
mod questions;
mod renew;

pub use open::{leave, start, waiting};

use super::action::Action;
use super::claims;
use super::effect::Effect;
use super::field::Typed;
use super::key::{Key, Named};
use super::keymap::{self, Focus};
use super::layout::Size;
use super::list::ListKind;
use super::msg::Msg;
use super::page_view::PageView;
use super::reading::{ReadingView, Text};
use super::scene::{self, Click};
use super::{Screen, State};
use crate::ink::{clean, width};
use crate::world::World;

/// Takes one message. What came of it is laid out by [`settle`], before the next message that
/// asks for places and before the next frame.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Resize(size) => state.size = size,
        Msg::DemoRan { page, demo, outcome } => demo::ran(state, page, demo, outcome),
        Msg::Proved { page, claim, outcome } => claims::proved(state, page, claim, outcome),
        Msg::Recorded(events) => {
            state.world.take(&events);
            if !events.is_empty() {
                invalidate(state);
            }
        }
        Msg::Renewed(fresh) => renew::library(state, fresh),
        Msg::Notice(text) => notice(state, text),
        Msg::Key(key) => return on_key(state, key),
        // A window that is too small to show anything takes no blind input.
        Msg::Paste(_) | Msg::Click { .. } | Msg::Wheel(_) if !state.size.is_enough() => {}
        Msg::Paste(text) => {
            settle(state);
            if state.is_typing() {
                return on_typed(state, &Typed::Paste(&text));
            }
        }
        Msg::Click { x, y } => return on_click(state, x, y),
        Msg::Wheel(notches) => on_wheel(state, notches),
    }
    Vec::new()
}

/// Lays out what the next frame shows: the screen that fills the window, and what lies over it.
pub fn settle(state: &mut State) {
    settle_as(state, PageView::settle);
}

/// The same, a new page only as far as its first frame shows it.
pub fn settle_beginning(state: &mut State) {
    settle_as(state, PageView::settle_beginning);
}

fn settle_as(state: &mut State, settle_page: fn(&mut PageView, &World, Size)) {
    let State { world, screens, size, .. } = state;
    let first = screens.iter().rposition(|screen| !screen.is_popup()).unwrap_or(0);
    // A demo or questions stand on the page below them.
    let page = screens.iter().rposition(|screen| matches!(screen, Screen::Page(_)));
    let count = screens.len();
    for index in page.filter(|page| *page < first).into_iter().chain(first..count) {
        let demo = match &screens[index] {
            Screen::Demo(demo) => Some(*demo),
            _ => None,
        };
        match &mut screens[index] {
            Screen::Page(view) => settle_page(view, world, *size),
            Screen::Reading(view) => view.settle(world, *size),
            Screen::Questions(view) => view.settle(*size),
            Screen::Demo(_) | Screen::List(_) => {}
        }
        if let (Some(demo), Some(page)) = (demo, page)
            && let Screen::Page(view) = &mut screens[page]
            && let Some(shown) = view.demos.get_mut(demo)
        {
            // Below the settings, the field is in their box.
            let edit = view.edit.as_ref().filter(|edit| edit.demo == demo && index + 1 == count);
            shown.settle(*size, edit);
        }
    }
    list::settle(state, first);
}

/// What the learner did has changed: everything that shows it is laid out anew.
fn invalidate(state: &mut State) {
    for screen in &mut state.screens {
        match screen {
            Screen::Page(page) => page.invalidate(),
            Screen::List(view) => view.invalidate(),
            _ => {}
        }
    }
}

/// A notice that is longer than the last line opens in a box of its own.
fn notice(state: &mut State, text: String) {
    if width(&text) + 8 > state.size.width {
        state.screens.push(Screen::Reading(ReadingView::new(Text::Notice(text))));
    } else {
        state.say(text);
    }
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let action = keymap::lookup(state.focus(), key);
    if !state.size.is_enough() {
        let blind = matches!(action, Some(Action::Quit | Action::Suspend | Action::Redraw));
        return action.filter(|_| blind).map_or_else(Vec::new, |action| act(state, action));
    }
    settle(state);
    state.notice = None;
    match action {
        Some(action) => act(state, action),
        None if state.is_typing() => on_typed(state, &Typed::Key(key)),
        None => digit(state, key),
    }
}

/// A key or pasted text while a text field has the focus.
fn on_typed(state: &mut State, typed: &Typed) -> Vec<Effect> {
    match (state.focus(), state.screens.last_mut()) {
        (Focus::Finder, _) => list::typed(state, typed),
        (Focus::Answer, Some(Screen::Questions(view))) => {
            if let Some(field) = &mut view.field {
                field.take(typed);
            }
            Vec::new()
        }
        (_, Some(Screen::Page(page))) if page.edit.is_none() => page::typed_in_find(state, typed),
        _ => demo::typed(state, typed),
    }
}

/// Rows with a key of their own, and the numbered ways to break a demo.
fn digit(state: &mut State, key: Key) -> Vec<Effect> {
    let Key::Char(c) = key else { return Vec::new() };
    match (state.top(), c.to_digit(10)) {
        (Some(Screen::List(view)), _) => {
            let row = view.rows.iter().position(|row| row.key == Some(c));
            row.map_or_else(Vec::new, |row| list::choose(state, row))
        }
        (Some(Screen::Demo(index)), Some(digit)) if digit > 0 => {
            let index = *index;
            demo::break_with(state, index, digit as usize - 1)
        }
        _ => Vec::new(),
    }
}

fn on_click(state: &mut State, x: usize, y: usize) -> Vec<Effect> {
    settle(state);
    state.notice = None;
    let Some(click) = scene::scene(state).click_at(x, y).cloned() else { return Vec::new() };
    // A click that goes elsewhere ends what is being typed, as Enter or, where that cannot be, Esc.
    let mut effects =
        if state.focus() == Focus::Field { demo::end_edit(state) } else { Vec::new() };
    effects.extend(clicked(state, click));
    effects
}

fn clicked(state: &mut State, click: Click) -> Vec<Effect> {
    match click {
        Click::Act(action) => act(state, action),
        Click::Link(index) => page::go(state, index),
        Click::Topic(slug, path) => open::topic(state, &slug, path, None),
        Click::Path(slug) => list::open(state, ListKind::Path(slug)),
        Click::Line(line) => page::to_line(state, line),
        Click::Row(row) => list::choose(state, row),
        Click::Lesson(target) => demo::clicked(state, &target),
        Click::Option(index) => questions::choose(state, index),
        Click::Outside => act(state, Action::Close),
        Click::Nothing => Vec::new(),
    }
}

fn on_wheel(state: &mut State, notches: isize) {
    settle(state);
    let by = notches.saturating_mul(3);
    let size = state.size;
    match state.screens.last_mut() {
        Some(Screen::Page(_)) => page::scroll(state, by),
        Some(Screen::Demo(index)) => {
            let index = *index;
            if let Some(demo) = state.demo_mut(index) {
                demo.scroll_by(by, size);
            }
        }
        Some(Screen::List(view)) => view.step(notches.clamp(-50, 50)),
        Some(Screen::Questions(view)) => view.scroll = view.scroll.saturating_add_signed(by),
        Some(Screen::Reading(view)) => view.scroll = view.scroll.saturating_add_signed(by),
        None => {}
    }
}

/// Carries an action out on the screen that has the focus, or everywhere.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => {
            let mut effects = leave(state);
            effects.push(Effect::Quit);
            return effects;
        }
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Mouse => return mouse(state),
        Action::Help => {
            let focus = state.focus();
            state.screens.push(Screen::Reading(ReadingView::new(Text::Keys(focus))));
            return Vec::new();
        }
        Action::Finder => return list::open(state, ListKind::Finder),
        Action::Map => return list::open(state, ListKind::Topics),
        Action::Paths => return list::open(state, ListKind::Paths),
        Action::Problems => return list::open(state, ListKind::Problems),
        Action::Home => return open::home(state),
        _ => {}
    }
    match state.top() {
        Some(Screen::Page(_)) => page::act(state, action),
        Some(Screen::Demo(index)) => {
            let index = *index;
            demo::act(state, index, action)
        }
        Some(Screen::List(_)) => list::act(state, action),
        Some(Screen::Questions(_)) => questions::act(state, action),
        Some(Screen::Reading(_)) => reading(state, action),
        None => Vec::new(),
    }
}

fn mouse(state: &mut State) -> Vec<Effect> {
    state.mouse = !state.mouse;
    state.say(if state.mouse {
        "clicks go to fingerpost again"
    } else {
        "the mouse selects text now; M takes it back"
    });
    vec![Effect::Mouse(state.mouse)]
}

/// Leaves the screen that has the focus; the last one is never left.
fn close(state: &mut State) {
    if state.screens.len() > 1 {
        state.screens.pop();
    }
}

fn reading(state: &mut State, action: Action) -> Vec<Effect> {
    let page = state.size.height.saturating_sub(8);
    let Some(Screen::Reading(view)) = state.screens.last_mut() else { return Vec::new() };
    match action {
        Action::Up => view.scroll = view.scroll.saturating_sub(1),
        Action::Down => view.scroll += 1,
        Action::PageUp | Action::HalfUp => view.scroll = view.scroll.saturating_sub(page),
        Action::PageDown | Action::HalfDown => view.scroll += page,
        Action::Top => view.scroll = 0,
        Action::Bottom => view.scroll = view.lines.len(),
        Action::Follow => {
            let topic = match &view.text {
                Text::Definition(slug) => Some(slug.clone()),
                _ => None,
            };
            close(state);
            return topic.map_or_else(Vec::new, |slug| open::topic(state, &slug, None, None));
        }
        _ => close(state),
    }
    Vec::new()
}

/// Puts a definition over the screen.
fn peek(state: &mut State, slug: String) {
    state.screens.push(Screen::Reading(ReadingView::new(Text::Definition(slug))));
}

/// Sends text to the clipboard, as far as a terminal may see it, and says what it is.
fn copy(state: &mut State, text: &str, what: &str) -> Vec<Effect> {
    state.say(format!("sent to the clipboard: {what}"));
    vec![Effect::Copy(clean(text).into_owned())]
}

/// Enter and Esc in a field; nothing for other keys.
fn accepts(typed: &Typed) -> Option<bool> {
    match typed {
        Typed::Key(Key::Named(Named::Enter)) => Some(true),
        Typed::Key(Key::Named(Named::Esc)) => Some(false),
        _ => None,
    }
}
