//! Actions in a demo, in the page and full screen.

use super::super::action::Action;
use super::super::demo_view::DemoView;
use super::super::edit::Edit;
use super::super::effect::Effect;
use super::super::field::Typed;
use super::super::list::ListKind;
use super::super::{Screen, State};
use super::{accepts, copy, guess, list, open};
use crate::report::{self, Direction, Fault, LessonTarget};
use fingerpost_demos::Report;
use fingerpost_demos::report::Table;

/// Opens a demo of the page over the whole screen.
pub fn open(state: &mut State, index: usize) {
    state.screens.push(Screen::Demo(index));
    if let Some(demo) = state.demo_mut(index) {
        demo.view.focus = demo.focus();
        demo.show_focus();
    }
}

/// A run has ended.
pub fn ran(state: &mut State, page: u64, index: usize, outcome: Result<Report, Fault>) {
    let Some(view) = state.page_mut().filter(|view| view.id == page) else { return };
    if let Some(demo) = view.demos.get_mut(index) {
        demo.take(outcome);
    }
    view.invalidate();
    for screen in &mut state.screens {
        if let Screen::List(view) = screen
            && matches!(view.kind, ListKind::Settings(_))
        {
            view.invalidate();
        }
    }
}

/// Carries an action out in the open demo.
pub fn act(state: &mut State, index: usize, action: Action) -> Vec<Effect> {
    let size = state.size;
    let Some(demo) = state.demo_mut(index) else { return Vec::new() };
    let page = demo.body_rows(size).saturating_sub(1).max(1).cast_signed();
    match action {
        Action::Left => demo.go(Direction::Left),
        Action::Right => demo.go(Direction::Right),
        Action::Up => demo.go(Direction::Up),
        Action::Down => demo.go(Direction::Down),
        Action::PageUp => demo.scroll_by(-page, size),
        Action::PageDown => demo.scroll_by(page, size),
        Action::NextPlace => demo.next_operand(true),
        Action::PreviousPlace => demo.next_operand(false),
        Action::OpenCell => open_cell(state, index),
        Action::CloseCell => close_cell(state, index),
        Action::NextStep => step(state, index, 1),
        Action::PreviousStep => step(state, index, -1),
        Action::Settings => return list::open(state, ListKind::Settings(index)),
        Action::Edit => begin_edit(state, index),
        Action::BreakIt => {
            let next = demo.broken.map_or(0, |way| way + 1);
            return break_with(state, index, next);
        }
        Action::Reset => {
            demo.reset();
            state.say("the page's own numbers again");
            return rerun(state, index);
        }
        Action::CopyCommand => return copy_command(state, index),
        Action::CopyTable => {
            return copy_table(state, index, report::tsv, "with tabs between its columns");
        }
        Action::CopyMarkdown => {
            return copy_table(state, index, report::markdown, "as Markdown");
        }
        Action::Guess => guess::begin(state, index),
        Action::Compare => {
            if let Some(said) = state.demo_mut(index).map(DemoView::toggle_compare) {
                state.say(said);
            }
        }
        Action::Close => {
            super::close(state);
            if let Some(page) = state.page_mut() {
                page.invalidate();
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Begins to edit what is under the cursor, or the sentence.
pub fn begin_edit(state: &mut State, index: usize) {
    let Some(page) = state.page_mut() else { return };
    page.edit = page.demos.get(index).and_then(|demo| Edit::begin(index, demo));
    if page.edit.is_none() {
        state.say("this demo has nothing to type; s shows its settings");
    }
    shown_anew(state, index);
}

/// Begins to edit one parameter.
pub fn begin_param(state: &mut State, index: usize, name: &str) {
    let Some(page) = state.page_mut() else { return };
    page.edit = page.demos.get(index).map(|demo| Edit::of_param(index, demo, name));
    shown_anew(state, index);
}

/// A key or pasted text while a parameter or a number is edited.
pub fn typed(state: &mut State, typed: &Typed) -> Vec<Effect> {
    if let Some(index) = state.guessing() {
        return guess::typed(state, index, typed);
    }
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(edit) = &mut page.edit else { return Vec::new() };
    let index = edit.demo;
    match accepts(typed) {
        // What cannot be computed yet stays as typed: a second parameter may have to change with it.
        Some(true) => {
            page.edit = None;
            shown_anew(state, index);
            Vec::new()
        }
        Some(false) => undo(state),
        None => {
            let changed = edit.field.take(typed);
            if changed && let Some(demo) = page.demos.get_mut(index) {
                edit.apply(demo);
                return rerun(state, index);
            }
            shown_anew(state, index);
            Vec::new()
        }
    }
}

/// Ends what is being typed because the reader goes elsewhere.
pub fn end_edit(state: &mut State) -> Vec<Effect> {
    if let Some(demo) = state.guessing().and_then(|index| state.demo_mut(index)) {
        demo.leave_guess();
    }
    let Some(index) = state.page_mut().and_then(|page| page.edit.take()).map(|edit| edit.demo)
    else {
        return Vec::new();
    };
    shown_anew(state, index);
    Vec::new()
}

/// Esc: everything as it was before.
fn undo(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.page_mut() else { return Vec::new() };
    let Some(edit) = page.edit.take() else { return Vec::new() };
    let index = edit.demo;
    if let Some(demo) = page.demos.get_mut(index) {
        edit.undo(demo);
    }
    rerun(state, index)
}

/// A click into the lesson.
pub fn clicked(state: &mut State, target: &LessonTarget) -> Vec<Effect> {
    let Some(index) = state.open_demo() else { return Vec::new() };
    let Some(demo) = state.demo_mut(index) else { return Vec::new() };
    match target {
        LessonTarget::Step(step) => demo.enter_step(*step),
        LessonTarget::Cell(cell) => demo.focus_on(cell),
        LessonTarget::Operand(cell) => demo.descend(cell),
        LessonTarget::Break(way) => return break_with(state, index, *way),
        LessonTarget::Guess => guess::begin(state, index),
    }
    Vec::new()
}

/// Breaks a demo in its n-th way, or mends it.
pub fn break_with(state: &mut State, index: usize, way: usize) -> Vec<Effect> {
    let Some(demo) = state.demo_mut(index) else { return Vec::new() };
    let said = demo.break_with(way);
    state.say(said);
    rerun(state, index)
}

/// Runs a demo with its parameters of now.
pub fn rerun(state: &mut State, index: usize) -> Vec<Effect> {
    shown_anew(state, index);
    let Some(page) = state.page() else { return Vec::new() };
    let demo = page.demos.get(index);
    demo.map_or_else(Vec::new, |demo| vec![open::run(page.id, index, &demo.call.name, &demo.set)])
}

/// The command that shows what a demo of the page shows now.
pub fn copy_command(state: &mut State, index: usize) -> Vec<Effect> {
    let report = state.demo_mut(index).and_then(|demo| demo.report.as_ref());
    let Some(command) = report.map(|report| report::command(report, None)) else {
        return Vec::new();
    };
    copy(state, &command, &command)
}

fn open_cell(state: &mut State, index: usize) {
    if !state.demo_mut(index).is_some_and(DemoView::open_cell) {
        state.say("this number was given; nothing lies behind it");
    }
}

fn close_cell(state: &mut State, index: usize) {
    if !state.demo_mut(index).is_some_and(DemoView::close_cell) {
        state.say("no cell is open; Esc goes back to the page");
    }
}

fn step(state: &mut State, index: usize, by: isize) {
    if !state.demo_mut(index).is_some_and(|demo| demo.step(by)) {
        state.say(if by > 0 { "this is the last step" } else { "this is the first step" });
    }
}

fn copy_table(
    state: &mut State,
    index: usize,
    write: fn(&Table) -> String,
    how: &str,
) -> Vec<Effect> {
    let table = |demo: &DemoView| {
        let report = demo.report.as_ref()?;
        let focused = demo.view.focus.as_ref().and_then(|focus| report.table(&focus.table));
        let table = focused.or_else(|| report.steps.get(demo.view.step)?.tables.first())?;
        Some((table.id.clone(), write(table)))
    };
    let Some((id, text)) = state.demo_mut(index).and_then(|demo| table(demo)) else {
        state.say("this step has no table to copy");
        return Vec::new();
    };
    copy(state, &text, &format!("the table {id}, {how}"))
}

/// The figure and the lesson of a demo are laid out anew.
fn shown_anew(state: &mut State, index: usize) {
    if let Some(page) = state.page_mut() {
        page.invalidate();
        if let Some(demo) = page.demos.get_mut(index) {
            demo.touch();
        }
    }
}
