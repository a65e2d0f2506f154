//! Actions on a page.

use super::super::action::Action;
use super::super::demo_view::DemoView;
use super::super::effect::Effect;
use super::super::field::Field;
use super::super::history::Stop;
use super::super::key::Key;
use super::super::list::ListKind;
use super::super::page_view::{Find, PageView};
use super::super::{ReadingView, Screen, State, scene};
use super::{accepts, demo, list, open, questions};
use crate::learner::{Event, TopicState};
use crate::page::{self, Target};

/// Carries an action out.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let height = scene::body_height(state).cast_signed();
    match action {
        Action::Up => scroll(state, -1),
        Action::Down => scroll(state, 1),
        Action::PageUp => scroll(state, 2 - height),
        Action::PageDown => scroll(state, height - 2),
        Action::HalfUp => scroll(state, -height / 2),
        Action::HalfDown => scroll(state, height / 2),
        Action::Top => scroll(state, isize::MIN / 2),
        Action::Bottom => scroll(state, isize::MAX / 2),
        Action::NextPlace => step_focus(state, true),
        Action::PreviousPlace => step_focus(state, false),
        Action::Peek => peek(state),
        Action::Find => begin_find(state),
        Action::Follow => return follow(state),
        Action::Close => return close(state),
        Action::HistoryBack => return history(state, true),
        Action::HistoryForward => return history(state, false),
        Action::NextInPath => return along_path(state, 1),
        Action::PreviousInPath => return along_path(state, -1),
        Action::ToggleDone => return toggle_done(state),
        Action::Questions => return questions::open(state),
        Action::Contents => return list::open(state, ListKind::Contents),
        Action::FindNext => return next(state, true),
        Action::FindPrevious => return next(state, false),
        Action::Edit => return edit(state),
        Action::CopyCommand => return copy_command(state),
        _ => {}
    }
    Vec::new()
}

/// Scrolls by lines; a focus that leaves the screen is let go.
pub fn scroll(state: &mut State, by: isize) {
    let height = scene::body_height(state);
    let Some(page) = state.page_mut() else { return };
    page.scroll = page.scroll.saturating_add_signed(by).min(page.last_scroll(height));
    let seen = page.scroll..page.scroll + height;
    let gone = page.focus.is_some_and(|focus| {
        page.places
            .get(focus)
            .is_none_or(|going| !going.pieces.iter().any(|piece| seen.contains(&piece.0)))
    });
    if gone {
        set_focus(page, None);
    }
}

/// Brings a line to the top of the window.
pub fn to_line(state: &mut State, line: usize) -> Vec<Effect> {
    let height = scene::body_height(state);
    if let Some(page) = state.page_mut() {
        page.scroll = line.saturating_sub(1);
        page.clamp(height);
        set_focus(page, None);
    }
    Vec::new()
}

/// Goes where a place of the page leads.
pub fn go(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(target) = page.places.get(index).map(|going| going.target.clone()) else {
        return Vec::new();
    };
    set_focus(page, Some(index));
    match target {
        Target::Topic(slug, heading) => {
            let effects = open::topic(state, &slug, None);
            if let Some(anchor) = heading {
                super::settle(state);
                to_heading(state, &anchor);
            }
            return effects;
        }
        Target::Heading(anchor) => to_heading(state, &anchor),
        Target::Demo(demo) => return demo::open(state, demo),
        Target::Url(url) => {
            state.notice = Some(format!("sent to the clipboard: {url}"));
            return vec![Effect::Copy(url)];
        }
        Target::Missing(name) => {
            state.notice = Some(format!("no topic is called \"{name}\" in this library"));
        }
    }
    Vec::new()
}

/// A key in the field of a search.
pub fn typed_in_find(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(find) = &mut page.find else { return Vec::new() };
    match accepts(key) {
        Some(true) => {
            find.typing = false;
            if find.hits.is_empty() {
                let words = find.field.text().to_owned();
                page.find = None;
                if !words.is_empty() {
                    state.notice = Some(format!("\"{words}\" does not stand on this page"));
                }
            }
        }
        Some(false) => {
            page.scroll = find.from;
            page.find = None;
        }
        None => {
            find.field.key(key);
            search(state);
        }
    }
    Vec::new()
}

/// Looks for what the field holds, from where the search began.
pub fn search(state: &mut State) {
    let height = scene::body_height(state);
    let Some(page) = state.page_mut() else { return };
    let PageView { find: Some(find), laid, .. } = page else { return };
    find.hits = page::matches(laid, find.field.text());
    let from = find.from;
    find.at = find.hits.iter().position(|hit| hit.line >= from).unwrap_or(0);
    let line = find.hits.get(find.at).map(|hit| hit.line);
    page.scroll = from;
    if let Some(line) = line {
        page.reveal(line, height);
    }
}

fn begin_find(state: &mut State) {
    let Some(page) = state.page_mut() else { return };
    page.find = Some(Find {
        field: Field::default(),
        typing: true,
        hits: Vec::new(),
        at: 0,
        from: page.scroll,
    });
}

/// `n` is the next match while there is a search, else the next step of the demo in focus.
fn next(state: &mut State, forward: bool) -> Vec<Effect> {
    let height = scene::body_height(state);
    let Some(page) = state.page_mut() else { return Vec::new() };
    if let Some(find) = &mut page.find
        && !find.hits.is_empty()
    {
        let count = find.hits.len();
        find.at = (find.at + if forward { 1 } else { count - 1 }) % count;
        let line = find.hits[find.at].line;
        page.reveal(line, height);
        return Vec::new();
    }
    match page.focused_demo() {
        Some(index) => {
            if let Some(demo) = page.demos.get_mut(index) {
                demo.step(if forward { 1 } else { -1 });
            }
            page.spoil();
        }
        None => state.notice = Some("nothing is being looked for: / finds in the page".to_owned()),
    }
    Vec::new()
}

fn to_heading(state: &mut State, anchor: &str) {
    let line = state
        .page()
        .and_then(|page| page.laid.headings.iter().find(|heading| heading.anchor == anchor))
        .map(|heading| heading.line);
    if let Some(line) = line {
        to_line(state, line);
    }
}

/// The next place from the focus, or from the top of the window when nothing has it.
fn step_focus(state: &mut State, forward: bool) {
    let height = scene::body_height(state);
    let Some(page) = state.page_mut() else { return };
    let seen = page.scroll..page.scroll + height;
    let line = |index: usize| page.places[index].pieces.first().map_or(0, |piece| piece.0);
    let count = page.places.len();
    let next = match (page.focus, forward) {
        (Some(at), true) => Some(at + 1).filter(|at| *at < count),
        (Some(at), false) => at.checked_sub(1),
        (None, true) => (0..count).find(|index| line(*index) >= seen.start),
        (None, false) => (0..count).rev().find(|index| line(*index) < seen.end),
    };
    let Some(next) = next else {
        let end = if forward { "no further link on this page" } else { "no link above" };
        state.notice = Some(end.to_owned());
        return;
    };
    let (first, last) = span_of(page, next);
    set_focus(page, Some(next));
    page.reveal(last, height);
    page.reveal(first, height);
}

/// The first and last line of a place; a demo's figure counts whole.
fn span_of(page: &PageView, index: usize) -> (usize, usize) {
    let going = &page.places[index];
    let first = going.pieces.first().map_or(0, |piece| piece.0);
    let last = going.pieces.last().map_or(first, |piece| piece.0);
    match going.target {
        Target::Demo(demo) => {
            let height = page.laid.demos.get(demo).map_or(1, |place| place.height);
            (first, first + height.saturating_sub(1))
        }
        _ => (first, last),
    }
}

/// Moves the focus; a demo that gains or loses it is drawn anew, since its hints depend on it.
fn set_focus(page: &mut PageView, focus: Option<usize>) {
    let before = page.focused_demo();
    page.focus = focus;
    if page.focused_demo() != before {
        page.spoil();
    }
}

fn follow(state: &mut State) -> Vec<Effect> {
    match state.page().and_then(|page| page.focus) {
        Some(index) => go(state, index),
        None => {
            state.notice = Some("Tab goes to the first link, Enter follows it".to_owned());
            Vec::new()
        }
    }
}

/// Esc lets go of one thing after the other: the search, the focus, the page.
fn close(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    if page.find.take().is_some() {
        return Vec::new();
    }
    if page.focus.is_some() {
        set_focus(page, None);
        return Vec::new();
    }
    open::home(state)
}

fn history(state: &mut State, back: bool) -> Vec<Effect> {
    let Some(here) = state.page().map(PageView::stop) else { return Vec::new() };
    let stop = if back { state.history.back(here) } else { state.history.forward(here) };
    match stop {
        Some(stop) => open::show(state, &stop, None),
        None => {
            state.notice = Some(
                if back { "no page before this one" } else { "no page after this one" }.to_owned(),
            );
            Vec::new()
        }
    }
}

/// The page before or after in the path; after the last step, the first of `next`.
fn along_path(state: &mut State, by: isize) -> Vec<Effect> {
    match state.neighbour(by) {
        Some(Stop { slug, path, .. }) => open::topic(state, &slug, path),
        None => {
            let said = if by > 0 { "this path ends here" } else { "this path begins here" };
            state.notice = Some(said.to_owned());
            Vec::new()
        }
    }
}

fn toggle_done(state: &mut State) -> Vec<Effect> {
    let Some(topic) = state.page().map(|page| page.slug.clone()) else { return Vec::new() };
    let done = state.world.state(&topic) == TopicState::Done;
    let event = if done { Event::Undone { topic } } else { Event::Done { topic } };
    vec![Effect::Record(vec![event])]
}

fn edit(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    let wanted = page.focused_demo().or_else(|| first_demo_in_view(page));
    let Some(demo) = wanted.and_then(|index| page.demos.get_mut(index)) else {
        state.notice = Some("no demo is in view here".to_owned());
        return Vec::new();
    };
    demo.view.focus = None;
    DemoView::begin_edit(demo);
    let place = page
        .places
        .iter()
        .position(|going| Some(&going.target) == wanted.map(Target::Demo).as_ref());
    page.focus = place;
    page.spoil();
    super::settle(state);
    let height = scene::body_height(state);
    if let (Some(index), Some(page)) = (place, state.page_mut())
        && index < page.places.len()
    {
        let (first, last) = span_of(page, index);
        page.reveal(last, height);
        page.reveal(first, height);
    }
    Vec::new()
}

fn first_demo_in_view(page: &PageView) -> Option<usize> {
    page.laid.demos.iter().position(|place| place.line + place.height > page.scroll + 2)
}

fn peek(state: &mut State) {
    let width = scene::popup_width(state.size);
    let slug = state.page().and_then(|page| match &page.places.get(page.focus?)?.target {
        Target::Topic(slug, _) => Some(slug.clone()),
        _ => None,
    });
    let Some(view) = slug.and_then(|slug| ReadingView::peek(&state.world, &slug, width)) else {
        state.notice = Some("Tab to a topic's link first; K shows its definition".to_owned());
        return;
    };
    state.screens.push(Screen::Reading(view));
}

fn copy_command(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.page() else { return Vec::new() };
    let command = match page.focused_demo().and_then(|index| page.demos.get(index)?.report.as_ref())
    {
        Some(report) => crate::report::command(report, None),
        None => format!("fingerpost show {}", page.slug),
    };
    state.notice = Some(format!("sent to the clipboard: {command}"));
    vec![Effect::Copy(command)]
}
