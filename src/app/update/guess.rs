//! Guessing in the open demo.

use super::super::State;
use super::super::demo_view::DemoView;
use super::super::effect::Effect;
use super::super::field::Typed;
use super::super::key::{Key, Named};
use super::accepts;

/// Asks the question of the step, or for the number in focus.
pub fn begin(state: &mut State, index: usize) {
    let begun = state.demo_mut(index).is_some_and(DemoView::begin_guess);
    if !begun {
        state.say("this step has no number to guess");
    }
}

/// A key or pasted text while an answer is typed: what the field does not need scrolls the lesson.
pub fn typed(state: &mut State, index: usize, typed: &Typed) -> Vec<Effect> {
    let size = state.size;
    let Some(demo) = state.demo_mut(index) else { return Vec::new() };
    let page = demo.body_rows(size).saturating_sub(1).max(1).cast_signed();
    match accepts(typed) {
        Some(true) => demo.answer_guess(),
        Some(false) => {
            demo.leave_guess();
        }
        None => {
            let by = match typed {
                Typed::Key(Key::Named(Named::PageDown)) => page,
                Typed::Key(Key::Named(Named::PageUp)) => -page,
                Typed::Key(Key::Named(Named::Down)) => 1,
                Typed::Key(Key::Named(Named::Up)) => -1,
                _ => 0,
            };
            if by == 0 {
                if let Some(open) = &mut demo.guesses.open {
                    open.field.take(typed);
                }
                demo.touch();
            } else {
                demo.scroll_by(by, size);
            }
        }
    }
    Vec::new()
}
