//! The lines above and below the body: where one is, what comes next, and the keys of now.

use super::super::action::Action;
use super::super::keymap::{self, Binding, Focus};
use super::super::layout::{Rect, body, foot, is_roomy};
use super::super::list::ListKind;
use super::super::page_view::PageView;
use super::super::{Screen, State};
use super::{Click, Scene};
use crate::ink::{Line, Role, fit, width};

/// The first line: where one is, and at its right what is always at hand.
pub fn top(state: &State, place: Line, right: &str, scene: &mut Scene) {
    let cells = state.size.width;
    let mut line = Line::of(" ", Role::Text);
    let room = cells.saturating_sub(width(right) + 3);
    line.extend(place.cut(room.saturating_sub(1)));
    line.pad_to(cells.saturating_sub(width(right) + 1));
    line.push(right, Role::Dim);
    let mut lines = vec![line];
    if is_roomy(state.size) {
        lines.push(rule(cells));
    }
    let height = lines.len();
    scene.pane(Rect { x: 0, y: 0, width: cells, height }, lines);
    let from = cells.saturating_sub(width(right) + 1);
    for (label, action) in AT_HAND {
        if let Some(at) = right.find(label) {
            scene.hit(from + width(&right[..at]), 0, width(label), Click::Act(action));
        }
    }
}

/// What the first line names at its right, and what a click there does.
const AT_HAND: [(&str, Action); 4] = [
    ("^P topics", Action::Finder),
    ("/ find", Action::Find),
    ("m map", Action::Map),
    ("? keys", Action::Help),
];

/// A rule across the window.
pub fn rule(cells: usize) -> Line {
    Line::of("─".repeat(cells), Role::Rule)
}

/// The rules and lines under the body, above the hints.
pub fn path_bar(state: &State, page: &PageView, scene: &mut Scene) {
    let cells = state.size.width;
    let y = state.size.height.saturating_sub(foot(state.size, true));
    let mut lines = Vec::new();
    if is_roomy(state.size) {
        lines.push(rule(cells));
    }
    let before = state.neighbour(-1).map(|stop| short(state, &stop.slug));
    let after = state.neighbour(1).map(|stop| short(state, &stop.slug));
    let side = (cells / 4).min(26);
    let left = before.map_or_else(Line::default, |title| {
        Line::of(" ‹ ", Role::Dim).with("[ ", Role::KeyName).with(fit(&title, side), Role::Link)
    });
    let right = after.map_or_else(Line::default, |title| {
        Line::of(fit(&title, side), Role::Link).with(" ]", Role::KeyName).with(" › ", Role::Dim)
    });
    let (left_cells, right_cells) = (left.width(), right.width());
    let middle = middle(state, page, cells.saturating_sub(left_cells + right_cells + 4));
    let gap = cells.saturating_sub(left_cells + right_cells + middle.width());
    let mut line = left;
    line.pad_to(left_cells + gap / 2);
    let at = line.width();
    let wide = middle.width();
    line.extend(middle);
    line.pad_to(cells.saturating_sub(right_cells));
    line.extend(right);
    lines.push(line);
    let row = y + lines.len() - 1;
    scene.pane(Rect { x: 0, y, width: cells, height: lines.len() }, lines);
    scene.hit(0, row, left_cells, Click::Act(Action::PreviousInPath));
    scene.hit(cells.saturating_sub(right_cells), row, right_cells, Click::Act(Action::NextInPath));
    if let Some(path) = &page.path {
        scene.hit(at, row, wide, Click::Path(path.clone()));
    }
}

/// The path's name, the place in it, and how much is done.
fn middle(state: &State, page: &PageView, cells: usize) -> Line {
    let Some(path) = page.path.as_ref().and_then(|slug| state.world.library.path(slug)) else {
        return Line::of("not in a path · p paths", Role::Dim).cut(cells);
    };
    let Some(at) = path.position(&page.slug) else { return Line::default() };
    let progress = state.world.progress(path);
    let share = progress.done as f64 / progress.required.max(1) as f64;
    let place = format!("{}/{}", at + 1, progress.steps);
    let long = Line::of(&path.title, Role::Text)
        .with(format!(" · {} of {} ", at + 1, progress.steps), Role::Dim)
        .with_line(gauge(share, 14))
        .with(format!(" {} min left", progress.minutes_left), Role::Dim);
    if long.width() <= cells {
        return long;
    }
    let medium = Line::of(fit(&path.title, cells.saturating_sub(width(&place) + 10)), Role::Text)
        .with(format!(" {place} "), Role::Dim)
        .with_line(gauge(share, 6));
    if cells >= 24 { medium } else { Line::of(place, Role::Dim).cut(cells) }
}

/// A bar of `cells` cells between ▕ and ▏, filled in halves of cells.
fn gauge(share: f64, cells: usize) -> Line {
    let halves = (share * cells as f64 * 2.0).round() as usize;
    let full = (halves / 2).min(cells);
    let half = usize::from(halves % 2 == 1 && full < cells);
    let filled = "█".repeat(full) + &"▌".repeat(half);
    let rest = "░".repeat(cells - full - half);
    Line::of("▕", Role::Dim).with(filled, Role::Done).with(rest + "▏", Role::Dim)
}

fn short(state: &State, slug: &str) -> String {
    state.world.library.topic(slug).map_or(slug, |topic| topic.label()).to_owned()
}

/// The last line: a notice if there is one, else the keys that work now; at its right how far
/// down the page one is.
pub fn hints(state: &State, scene: &mut Scene) {
    let cells = state.size.width;
    let y = state.size.height - 1;
    let right = position(state);
    let room = cells.saturating_sub(width(&right) + 2);
    let mut line = Line::of(" ", Role::Text);
    if let Some(notice) = &state.notice {
        line.push(fit(notice, room.saturating_sub(1)), Role::Here);
    } else if let Some(typing) = typing_hint(state) {
        line.push(fit(typing, room.saturating_sub(1)), Role::Dim);
    } else {
        for binding in chosen_hints(state, room) {
            let (keys, words) = binding.hint.split_once(' ').unwrap_or((binding.hint, ""));
            scene.hit(line.width(), y, width(binding.hint), Click::Act(binding.action));
            line.push(keys, Role::KeyName);
            line.push(format!(" {words}"), Role::Dim);
            line.push("   ", Role::Text);
        }
    }
    let mut line = line.cut(cells.saturating_sub(width(&right)));
    line.pad_to(cells.saturating_sub(width(&right) + 1));
    line.push(&right, Role::Dim);
    let mut lines = Vec::new();
    if is_roomy(state.size) && !matches!(state.full(), Some(Screen::Page(_))) {
        lines.push(rule(cells));
    }
    lines.push(line);
    let height = lines.len();
    scene.pane(Rect { x: 0, y: state.size.height - height, width: cells, height }, lines);
}

/// The hints that fit, in their order; help is always among them. Hints that would say what is
/// not so are left out.
fn chosen_hints(state: &State, room: usize) -> Vec<&'static Binding> {
    let all: Vec<&Binding> =
        keymap::bindings(state.focus()).filter(|binding| holds(state, binding)).collect();
    let needed = |binding: &&Binding| matches!(binding.action, Action::Help);
    let mut left = room.saturating_sub(1);
    let cost = |binding: &Binding| width(binding.hint) + 3;
    for binding in all.iter().filter(|binding| needed(binding)) {
        left = left.saturating_sub(cost(binding));
    }
    let mut chosen = Vec::new();
    for binding in all {
        if needed(&binding) {
            chosen.push(binding);
        } else if cost(binding) <= left + 3 {
            left = left.saturating_sub(cost(binding));
            chosen.push(binding);
        }
    }
    chosen
}

/// Whether a line of the table is worth saying now.
fn holds(state: &State, binding: &Binding) -> bool {
    let page = state.page().filter(|_| state.focus() == Focus::Page);
    let has_questions = |page: &PageView| {
        state.world.library.topic(&page.slug).is_some_and(|topic| !topic.questions().is_empty())
    };
    !binding.hint.is_empty()
        && match binding.action {
            Action::Close => state.screens.len() > 1,
            Action::NextInPath => state.neighbour(1).is_some(),
            Action::Questions => page.is_some_and(has_questions),
            Action::Paths => {
                !matches!(state.top(), Some(Screen::List(view)) if view.kind == ListKind::Paths)
            }
            _ => true,
        }
}

fn typing_hint(state: &State) -> Option<&'static str> {
    match state.top() {
        Some(Screen::Page(page)) if page.find.as_ref().is_some_and(|find| find.typing) => {
            Some("type to find in the page   ⏎ keep, then n and N   Esc leave")
        }
        _ if state.guessing().is_some() => Some("⏎ answer   Esc show the numbers   ↑↓ scroll"),
        _ if state.focus() == Focus::Field => {
            Some("every key computes anew   ⏎ keep   Esc as it was")
        }
        _ => None,
    }
}

/// How far down: in per cent.
fn position(state: &State) -> String {
    match state.top() {
        Some(Screen::Page(page)) if page.laid.begun => String::new(),
        Some(Screen::Page(page)) => {
            let last = page.last_scroll(body(state.size, true).height);
            let share = (page.scroll * 100).checked_div(last);
            share.map_or_else(|| "all ".to_owned(), |share| format!("{share} % "))
        }
        _ => String::new(),
    }
}
