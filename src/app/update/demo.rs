//! Actions in a demo, in the page and full screen.

use super::super::action::Action;
use super::super::demo_view::DemoView;
use super::super::effect::Effect;
use super::super::key::Key;
use super::super::list::ListKind;
use super::super::msg::DemoFault;
use super::super::{Screen, State, scene};
use super::{accepts, list, open};
use crate::report::{self, Direction, LessonTarget};
use fingerpost_demos::Report;

/// Opens a demo of the page over the whole screen.
pub fn open(state: &mut State, index: usize) -> Vec<Effect> {
    state.screens.push(Screen::Demo(index));
    if let Some(demo) = current(state) {
        demo.view.focus = demo.focus();
    }
    reveal(state);
    Vec::new()
}

/// A run has ended.
pub fn ran(state: &mut State, page: u64, index: usize, outcome: Result<Report, DemoFault>) {
    let Some(view) = state.page_mut().filter(|view| view.id == page) else { return };
    if let Some(demo) = view.demos.get_mut(index) {
        demo.take(outcome);
    }
    view.spoil();
    list::refresh(state);
}

/// Carries an action out in the open demo.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = scene::body_height(state).cast_signed() - 4;
    match action {
        Action::Left => go(state, Direction::Left),
        Action::Right => go(state, Direction::Right),
        Action::Up => go(state, Direction::Up),
        Action::Down => go(state, Direction::Down),
        Action::PageUp => scroll(state, -page),
        Action::PageDown => scroll(state, page),
        Action::OpenCell => open_cell(state),
        Action::CloseCell => close_cell(state),
        Action::NextPlace => operand(state, true),
        Action::PreviousPlace => operand(state, false),
        Action::NextStep => step_in(state, 1),
        Action::PreviousStep => step_in(state, -1),
        Action::Settings => {
            if let Some(Screen::Demo(index)) = state.top() {
                return list::open(state, ListKind::Settings(*index));
            }
        }
        Action::Edit => {
            if let Some(demo) = current(state) {
                demo.begin_edit();
            }
        }
        Action::BreakIt => return break_it(state),
        Action::Reset => {
            if let Some(demo) = current(state) {
                demo.reset();
            }
            state.notice = Some("the page's own numbers again".to_owned());
            return rerun(state);
        }
        Action::CopyCommand => return copy_command(state),
        Action::CopyTable => return copy_table(state),
        Action::Close => {
            super::close(state);
            if let Some(page) = state.page_mut() {
                page.spoil();
            }
        }
        _ => {}
    }
    Vec::new()
}

/// A key while a parameter or a cell is edited, in the page, full screen or in the settings.
pub fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(demo) = edited(state) else { return Vec::new() };
    match accepts(key) {
        Some(keep) => {
            let keep = keep && demo.fault.is_none();
            let refused = demo.fault.is_some() && accepts(key) == Some(true);
            if refused {
                state.notice =
                    Some("this cannot be computed yet: mend it, or leave with Esc".to_owned());
                return Vec::new();
            }
            demo.end_edit(keep);
        }
        None => {
            if let Some(edit) = &mut demo.edit {
                edit.field.key(key);
            }
            demo.apply_edit();
        }
    }
    rerun(state)
}

/// Text pasted into the field.
pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(demo) = edited(state) else { return Vec::new() };
    if let Some(edit) = &mut demo.edit {
        edit.field.paste(text);
    }
    demo.apply_edit();
    rerun(state)
}

/// A click into the lesson.
pub fn clicked(state: &mut State, target: &LessonTarget) -> Vec<Effect> {
    let Some(demo) = current(state) else { return Vec::new() };
    match target {
        LessonTarget::Step(index) => demo.enter_step(*index),
        LessonTarget::Cell(cell) => demo.focus_on(cell),
        LessonTarget::Operand(cell) => demo.descend(cell),
        LessonTarget::Break(index) => {
            let index = *index;
            return break_with(state, index);
        }
    }
    reveal(state);
    Vec::new()
}

/// Scrolls the lesson.
pub fn scroll(state: &mut State, by: isize) {
    let last = scene::lesson_last_scroll(state);
    if let Some(demo) = current(state) {
        demo.scroll = demo.scroll.saturating_add_signed(by).min(last);
    }
}

fn step_in(state: &mut State, by: isize) {
    if !current(state).is_some_and(|demo| demo.step(by)) {
        let end = if by > 0 { "this is the last step" } else { "this is the first step" };
        state.notice = Some(end.to_owned());
    }
}

fn go(state: &mut State, direction: Direction) {
    if let Some(demo) = current(state) {
        demo.go(direction);
    }
    reveal(state);
}

fn open_cell(state: &mut State) {
    if !current(state).is_some_and(DemoView::open_cell) {
        state.notice = Some("this number was given; nothing lies behind it".to_owned());
    }
    reveal(state);
}

fn close_cell(state: &mut State) {
    if !current(state).is_some_and(DemoView::close_cell) {
        state.notice = Some("no cell is open; Esc goes back to the page".to_owned());
    }
    reveal(state);
}

fn operand(state: &mut State, forward: bool) {
    if let Some(demo) = current(state) {
        demo.next_operand(forward);
    }
    reveal(state);
}

fn break_it(state: &mut State) -> Vec<Effect> {
    let next = current(state).map_or(0, |demo| demo.broken.map_or(0, |index| index + 1));
    break_with(state, next)
}

/// Breaks the open demo in its n-th way, or mends it.
pub fn break_with(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(demo) = current(state) else { return Vec::new() };
    state.notice = Some(demo.break_with(index));
    rerun(state)
}

fn copy_command(state: &mut State) -> Vec<Effect> {
    open_index(state).map_or_else(Vec::new, |index| copy_command_of(state, index))
}

/// The command that shows what a demo of the page shows now.
pub fn copy_command_of(state: &mut State, index: usize) -> Vec<Effect> {
    let report = state.page().and_then(|page| page.demos.get(index)?.report.as_ref());
    let Some(command) = report.map(|report| report::command(report, None)) else {
        return Vec::new();
    };
    state.notice = Some(format!("sent to the clipboard: {command}"));
    vec![Effect::Copy(command)]
}

fn copy_table(state: &mut State) -> Vec<Effect> {
    let Some(demo) = current(state) else { return Vec::new() };
    let table = demo.report.as_ref().and_then(|report| {
        let step = report.steps.get(demo.view.step)?;
        let focus = demo.view.focus.as_ref().and_then(|focus| report.table(&focus.table));
        focus.or_else(|| step.tables.first())
    });
    let Some(table) = table else {
        state.notice = Some("this step has no table to copy".to_owned());
        return Vec::new();
    };
    let (id, text) = (table.id.clone(), report::tsv(table));
    state.notice =
        Some(format!("sent to the clipboard: the table {id}, with tabs between its columns"));
    vec![Effect::Copy(text)]
}

/// Runs the demo that is open or edited with its parameters of now.
pub fn rerun(state: &mut State) -> Vec<Effect> {
    let index = open_index(state);
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(index) = page.edited_demo().or(index).or_else(|| page.focused_demo()) else {
        return Vec::new();
    };
    page.spoil();
    let Some(demo) = page.demos.get(index) else { return Vec::new() };
    vec![open::run(page.id, index, &demo.call.name, &demo.set)]
}

/// Keeps the focused cell in view.
fn reveal(state: &mut State) {
    let wanted = scene::lesson_scroll(state);
    if let (Some(scroll), Some(demo)) = (wanted, current(state)) {
        demo.scroll = scroll;
    }
}

fn open_index(state: &State) -> Option<usize> {
    state.screens.iter().rev().find_map(|screen| match screen {
        Screen::Demo(index) => Some(*index),
        _ => None,
    })
}

fn current(state: &mut State) -> Option<&mut DemoView> {
    let index = open_index(state)?;
    state.page_mut()?.demos.get_mut(index)
}

fn edited(state: &mut State) -> Option<&mut DemoView> {
    let page = state.page_mut()?;
    let index = page.edited_demo()?;
    page.demos.get_mut(index)
}
