//! Actions on a page.

use super::super::State;
use super::super::action::Action;
use super::super::claims;
use super::super::effect::Effect;
use super::super::field::{Field, Typed};
use super::super::layout::body;
use super::super::list::ListKind;
use super::super::page_view::{Find, PageView};
use super::{accepts, copy, demo, list, open, questions};
use crate::ink::clean_line;
use crate::learner::{Event, Spot, TopicState};
use crate::page::{self, Target};

/// Carries an action out.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let height = rows(state).cast_signed();
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
        Action::FindNext => next(state, true),
        Action::FindPrevious => next(state, false),
        Action::Edit => edit(state),
        Action::CopyCommand => return copy_command(state),
        _ => {}
    }
    Vec::new()
}

fn rows(state: &State) -> usize {
    body(state.size, true).height
}

/// Scrolls by lines; a focus that leaves the screen is let go.
pub fn scroll(state: &mut State, by: isize) {
    let height = rows(state);
    let Some(page) = state.page_mut() else { return };
    page.scroll = page.scroll.saturating_add_signed(by).min(page.last_scroll(height));
    let seen = page.scroll..page.scroll + height;
    let gone = page
        .focus
        .and_then(|focus| page.lines_of(focus))
        .is_some_and(|(first, last)| last < seen.start || first >= seen.end);
    if gone && page.edit.is_none() {
        page.set_focus(None);
    }
}

/// Brings a line to the top of the window.
pub fn to_line(state: &mut State, line: usize) -> Vec<Effect> {
    if let Some(page) = state.page_mut() {
        page.scroll = line.saturating_sub(1);
        page.set_focus(None);
    }
    Vec::new()
}

/// Goes where a link of the page leads.
pub fn go(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(target) = page.links.get(index).map(|link| link.target.clone()) else {
        return Vec::new();
    };
    page.set_focus(Some(index));
    match target {
        Target::Topic(slug, heading) if slug == page.slug && heading.is_none() => {
            state.say("this is the page itself");
        }
        Target::Topic(slug, heading) => {
            return open::topic(state, &slug, None, heading.map(Spot::Anchor));
        }
        Target::Heading(anchor) => {
            page.spot = Some(Spot::Anchor(anchor));
            page.invalidate();
        }
        Target::Demo(demo) => demo::open(state, demo),
        Target::Claim(claim) => claims::open(state, claim),
        Target::Url(url) => {
            let url = clean_line(&url).into_owned();
            return copy(state, &url, &url);
        }
        Target::Missing(name) => {
            state.say(format!("no topic is called \"{name}\" in this library"));
        }
    }
    Vec::new()
}

/// A key in the field of a search.
pub fn typed_in_find(state: &mut State, typed: &Typed) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(find) = &mut page.find else { return Vec::new() };
    match accepts(typed) {
        Some(true) => {
            find.typing = false;
            if find.hits.is_empty() {
                let words = find.field.text().to_owned();
                page.find = None;
                if !words.is_empty() {
                    state.say(format!("\"{words}\" does not stand on this page"));
                }
            }
        }
        Some(false) => {
            page.scroll = find.from;
            page.find = None;
        }
        None => {
            if find.field.take(typed) {
                search(state);
            }
        }
    }
    Vec::new()
}

/// Looks for what the field holds, from where the search began.
fn search(state: &mut State) {
    let height = rows(state);
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
    let from = page.scroll;
    page.find = Some(Find { field: Field::default(), typing: true, hits: Vec::new(), at: 0, from });
}

/// `n` is the next match while there is a search, else the next step of the demo in focus.
fn next(state: &mut State, forward: bool) {
    let height = rows(state);
    let Some(page) = state.page_mut() else { return };
    if let Some(find) = page.find.as_mut().filter(|find| !find.hits.is_empty()) {
        let count = find.hits.len();
        find.at = (find.at + if forward { 1 } else { count - 1 }) % count;
        let (line, said) = (find.hits[find.at].line, format!("match {} of {count}", find.at + 1));
        page.reveal(line, height);
        state.say(said);
        return;
    }
    let Some(index) = page.focused_demo() else {
        state.say("/ finds in the page; Tab to a demo, then n is its next step");
        return;
    };
    page.invalidate();
    let moved =
        page.demos.get_mut(index).is_some_and(|demo| demo.step(if forward { 1 } else { -1 }));
    if !moved {
        let end =
            if forward { "this is the last step; N goes back" } else { "this is the first step" };
        state.say(end);
    }
}

/// The next link from the focus, or from the top of the window when nothing has it.
fn step_focus(state: &mut State, forward: bool) {
    let height = rows(state);
    let Some(page) = state.page_mut() else { return };
    let seen = page.scroll..page.scroll + height;
    // The page's own node in the band is no place to go.
    let own = |index: &usize| page.links[*index].target == Target::Topic(page.slug.clone(), None);
    let line = |index: &usize| page.lines_of(*index).map_or(0, |(first, _)| first);
    let count = page.links.len();
    let next = match (page.focus, forward) {
        (Some(at), true) => (at + 1..count).find(|index| !own(index)),
        (Some(at), false) => (0..at).rev().find(|index| !own(index)),
        (None, true) => {
            (0..count).filter(|index| !own(index)).find(|index| line(index) >= seen.start)
        }
        (None, false) => {
            (0..count).rev().filter(|index| !own(index)).find(|index| line(index) < seen.end)
        }
    };
    let Some(next) = next else {
        state.say(if forward { "no further link on this page" } else { "no link above" });
        return;
    };
    page.set_focus(Some(next));
    reveal_link(page, next, height);
}

/// Scrolls so that a link is in view; of a figure that is too tall, its beginning.
fn reveal_link(page: &mut PageView, link: usize, height: usize) {
    if let Some((first, last)) = page.lines_of(link) {
        page.reveal(last, height);
        page.reveal(first, height);
    }
}

fn follow(state: &mut State) -> Vec<Effect> {
    let Some(index) = state.page().and_then(|page| page.focus) else {
        state.say("Tab goes to the first link, Enter follows it");
        return Vec::new();
    };
    go(state, index)
}

/// Esc lets go of one thing after the other: the search, the focus, the page.
fn close(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    if page.find.take().is_some() {
        return Vec::new();
    }
    if page.focus.is_some() {
        page.set_focus(None);
        return Vec::new();
    }
    if state.screens.len() <= 2 {
        return open::home(state);
    }
    let effects = open::leave(state);
    super::close(state);
    effects
}

fn history(state: &mut State, back: bool) -> Vec<Effect> {
    let Some(here) = state.page().map(PageView::stop) else { return Vec::new() };
    let stop = if back { state.history.back(here) } else { state.history.forward(here) };
    let Some(stop) = stop else {
        state.say(if back { "no page before this one" } else { "no page after this one" });
        return Vec::new();
    };
    open::show(state, &stop, None)
}

/// The page before or after in the path; after the last step, the first of `next`.
fn along_path(state: &mut State, by: isize) -> Vec<Effect> {
    let Some(stop) = state.neighbour(by) else {
        let in_path = state.page().is_some_and(|page| page.path.is_some());
        state.say(match (in_path, by > 0) {
            (false, _) => "this page stands in no path; p shows the paths",
            (true, true) => "this path ends here",
            (true, false) => "this path begins here",
        });
        return Vec::new();
    };
    open::topic(state, &stop.slug, stop.path, None)
}

fn toggle_done(state: &State) -> Vec<Effect> {
    state.page().map_or_else(Vec::new, |page| list::toggled(state, &page.slug))
}

fn edit(state: &mut State) {
    let Some(page) = state.page() else { return };
    let in_view =
        page.laid.demos.iter().position(|place| place.line + place.height > page.scroll + 2);
    let Some(index) = page.focused_demo().or(in_view) else {
        state.say("no demo is in view here");
        return;
    };
    if let Some(demo) = state.demo_mut(index) {
        demo.view.focus = None;
    }
    demo::begin_edit(state, index);
    let link = state.page().and_then(|page| page.link_to_demo(index));
    let height = rows(state);
    if let (Some(link), Some(page)) = (link, state.page_mut()) {
        page.set_focus(Some(link));
        page.invalidate();
        reveal_link(page, link, height);
    }
}

fn peek(state: &mut State) {
    let slug = state.page().and_then(|page| match &page.links.get(page.focus?)?.target {
        Target::Topic(slug, _) => Some(slug.clone()),
        _ => None,
    });
    match slug {
        Some(slug) => super::peek(state, slug),
        None => state.say("Tab to a topic's link first; K shows its definition"),
    }
}

fn copy_command(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.page() else { return Vec::new() };
    let report = page.focused_demo().and_then(|index| page.demos.get(index)?.report.as_ref());
    let proof = page.focused_claim().and_then(|claim| page.claims.get(claim)?.proof());
    if let Some(proof) = proof {
        let command = proof.command.clone();
        return copy(state, &command, &command);
    }
    let command = match report {
        Some(report) => crate::report::command(report, None),
        None => format!("fingerpost show {}", page.slug),
    };
    copy(state, &command, &command)
}

/// The event that marks a topic as done, or takes the mark back.
pub fn done_event(state: &State, slug: &str) -> Event {
    let topic = slug.to_owned();
    if state.world.state(slug) == TopicState::Done {
        Event::Undone { topic }
    } else {
        Event::Done { topic }
    }
}
