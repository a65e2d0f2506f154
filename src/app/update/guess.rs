//! Guessing in the open demo.

use super::super::State;
use super::super::action::Action;
use super::super::demo_view::DemoView;
use super::super::effect::Effect;
use super::super::field::Typed;
use super::super::key::{Key, Named};
use super::super::keymap::{Focus, lookup};
use super::accepts;

/// Asks the question of the step, or for the number in focus.
pub fn begin(state: &mut State, index: usize) {
    let begun = state.demo_mut(index).is_some_and(DemoView::begin_guess);
    if !begun {
        state.say("this step has no number to guess");
    }
}

/// A key or pasted text while an answer is typed. The keys to the next step and the one before
/// work as long as they cannot be part of an answer; what the field does not need scrolls.
pub fn typed(state: &mut State, index: usize, typed: &Typed) -> Vec<Effect> {
    let size = state.size;
    let Some(demo) = state.demo_mut(index) else { return Vec::new() };
    if let Typed::Key(key @ Key::Char(c)) = typed
        && let Some(action @ (Action::NextStep | Action::PreviousStep)) = lookup(Focus::Demo, *key)
        && demo.guess_leaves_free(*c)
    {
        demo.leave_guess();
        return super::demo::act(state, index, action);
    }
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
