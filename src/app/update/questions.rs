//! Actions at a page's questions.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::key::{Key, Named};
use super::super::questions::QuestionsView;
use super::super::{Screen, State};
use super::close;

/// Opens the questions of the page.
pub fn open(state: &mut State) -> Vec<Effect> {
    let view = state.page().and_then(|page| QuestionsView::of(&state.world, &page.slug));
    match view {
        Some(view) => state.screens.push(Screen::Questions(view)),
        None => state.notice = Some("this page has no questions yet".to_owned()),
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
        Action::NextPlace => view.go(1),
        Action::PreviousPlace => view.go(-1),
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

/// A key in the field of a number.
pub fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(Screen::Questions(view)) = state.screens.last_mut() else { return Vec::new() };
    match key {
        Key::Named(Named::Tab) => view.go(1),
        Key::Named(Named::BackTab) => view.go(-1),
        _ => {
            if let Some(field) = &mut view.field {
                field.key(key);
            }
        }
    }
    Vec::new()
}

/// Answers; after the last question the round is over.
fn answer(state: &mut State) -> Vec<Effect> {
    let Some(Screen::Questions(view)) = state.screens.last_mut() else { return Vec::new() };
    let last = view.at + 1 == view.questions.len();
    let over = last && view.answers[view.at].as_ref().is_some_and(|answer| answer.right.is_some());
    if over {
        let said = verdict(view);
        close(state);
        state.notice = Some(said);
        return Vec::new();
    }
    state.notice = view.answer();
    Vec::new()
}

fn verdict(view: &QuestionsView) -> String {
    let (right, answered) = view.score();
    format!("{right} of {answered} right")
}
