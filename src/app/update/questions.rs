//! Actions at a page's questions.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::questions::QuestionsView;
use super::super::{Screen, State};
use super::close;

/// Opens the questions of the page.
pub fn open(state: &mut State) -> Vec<Effect> {
    let view = state.page().and_then(|page| QuestionsView::of(&state.world, &page.slug));
    match view {
        Some(view) => state.screens.push(Screen::Questions(view)),
        None => state.say("this page has no questions yet"),
    }
    Vec::new()
}

/// Carries an action out.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Screen::Questions(view)) = state.screens.last_mut() else { return Vec::new() };
    match action {
        Action::Up => view.step(-1),
        Action::Down => view.step(1),
        Action::PageUp | Action::HalfUp => view.scroll = view.scroll.saturating_sub(5),
        Action::PageDown | Action::HalfDown => view.scroll += 5,
        Action::Top => view.scroll = 0,
        Action::Bottom => view.scroll = usize::MAX,
        Action::NextPlace => go(state, 1),
        Action::PreviousPlace => go(state, -1),
        Action::Follow => return answer(state),
        Action::Close => close(state),
        _ => {}
    }
    Vec::new()
}

/// An option was clicked.
pub fn choose(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(Screen::Questions(view)) = state.screens.last_mut() else { return Vec::new() };
    view.cursor = index;
    answer(state)
}

fn go(state: &mut State, by: isize) {
    let Some(Screen::Questions(view)) = state.screens.last_mut() else { return };
    if !view.go(by) {
        state.say(if by > 0 { "this is the last question" } else { "this is the first question" });
    }
}

/// Answers; after the last question the round is over.
fn answer(state: &mut State) -> Vec<Effect> {
    let Some(Screen::Questions(view)) = state.screens.last_mut() else { return Vec::new() };
    let last = view.at + 1 == view.questions.len();
    let over = last && view.is_answered();
    if over {
        let said = verdict(view);
        close(state);
        state.say(said);
        return Vec::new();
    }
    state.notice = view.answer();
    Vec::new()
}

fn verdict(view: &QuestionsView) -> String {
    let (right, answered) = view.score();
    format!("{right} of {answered} right")
}
