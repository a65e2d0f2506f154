//! Actions on lists: home, topics, paths, plans, contents, settings, problems, the finder.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::field::Typed;
use super::super::layout::body;
use super::super::list::{
    Choice, ListKind, ListView, Row, contents_rows, finder_rows, goal_rows, home_rows, path_rows,
    plan_rows, problem_rows, setting_rows, step_rows, topic_rows,
};
use super::super::{Screen, State};
use super::{copy, demo, open as opening, page};

/// Puts a list on the screen; one of the same kind that is open already comes back to the top.
pub fn open(state: &mut State, kind: ListKind) -> Vec<Effect> {
    if kind == ListKind::Home {
        return opening::home(state);
    }
    let already = |screen: &Screen| matches!(screen, Screen::List(list) if list.kind == kind);
    match state.screens.iter().position(already) {
        Some(at) => state.screens.truncate(at + 1),
        None => state.screens.push(Screen::List(ListView::new(kind))),
    }
    Vec::new()
}

/// Makes the rows of the lists that are shown, from the given screen on, where they are missing.
pub fn settle(state: &mut State, first: usize) {
    for index in first..state.screens.len() {
        let Screen::List(view) = &state.screens[index] else { continue };
        let made = view.is_stale(state.size).then(|| {
            let rows = rows(state, view);
            let here = here(state, &view.kind, &rows);
            (rows, here)
        });
        let size = state.size;
        if let Screen::List(view) = &mut state.screens[index] {
            if let Some((rows, here)) = made {
                view.settle(rows, here, size);
            }
            view.reveal(view.height_for(size));
        }
    }
}

/// Carries an action out.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let height = body(state.size, false).height.cast_signed();
    if let Some(index) = settings_of(state) {
        match action {
            Action::Follow | Action::Right => return change(state, index, true),
            Action::Left => return change(state, index, false),
            Action::CopyCommand => return demo::copy_command(state, index),
            _ => {}
        }
    }
    let Some(Screen::List(view)) = state.screens.last_mut() else { return Vec::new() };
    match action {
        Action::Up => view.step(-1),
        Action::Down => view.step(1),
        Action::PageUp => view.step(-height / 2),
        Action::PageDown => view.step(height / 2),
        Action::HalfUp => view.step(-height / 4),
        Action::HalfDown => view.step(height / 4),
        Action::Top => view.jump(false),
        Action::Bottom => view.jump(true),
        Action::Follow => return take(state),
        Action::ToggleDone => return toggle(state),
        Action::Peek => peek(state),
        Action::Close => close(state),
        Action::CopyCommand => return copy_command(state),
        _ => {}
    }
    Vec::new()
}

/// A row was clicked, or its key was pressed.
pub fn choose(state: &mut State, row: usize) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.screens.last_mut() else { return Vec::new() };
    if view.rows.get(row).is_none_or(|row| row.choice == Choice::None) {
        return Vec::new();
    }
    view.cursor = row;
    act(state, Action::Follow)
}

/// A key or pasted text in the field of a list; the cursor goes to the best row.
pub fn typed(state: &mut State, typed: &Typed) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.screens.last_mut() else { return Vec::new() };
    if view.field.as_mut().is_some_and(|field| field.take(typed)) {
        view.invalidate();
        view.cursor = 0;
        view.scroll = 0;
    }
    Vec::new()
}

/// The effect that marks a topic as done, or takes the mark back.
pub fn toggled(state: &State, slug: &str) -> Vec<Effect> {
    vec![Effect::Record(vec![page::done_event(state, slug)])]
}

fn rows(state: &State, view: &ListView) -> Vec<Row> {
    let world = &state.world;
    let width = view.width_for(state.size);
    let query = view.field.as_ref().map_or("", |field| field.text());
    match &view.kind {
        ListKind::Home => home_rows(world, width, state.size.height),
        ListKind::Topics => topic_rows(world, width),
        ListKind::Paths => path_rows(world, width),
        ListKind::Path(slug) => {
            let path = world.library.path(slug);
            path.map_or_else(Vec::new, |path| step_rows(world, path, width))
        }
        ListKind::Goals => goal_rows(world, query, width),
        ListKind::Plan(goal) => plan_rows(world, goal, width),
        ListKind::Contents => state.page().map_or_else(Vec::new, contents_rows),
        ListKind::Settings(index) => {
            let demo = state.page().and_then(|page| page.demos.get(*index));
            demo.map_or_else(Vec::new, |demo| setting_rows(demo, width))
        }
        ListKind::Problems => problem_rows(world, width),
        ListKind::Finder => finder_rows(world, query, width),
    }
}

/// The row at which the reader is.
fn here(state: &State, kind: &ListKind, rows: &[Row]) -> Option<usize> {
    let page = state.page();
    let at = |wanted: &dyn Fn(&Choice) -> bool| rows.iter().position(|row| wanted(&row.choice));
    match kind {
        ListKind::Contents => {
            let heading = page?.heading_in_view()?;
            at(&|choice| *choice == Choice::Heading(heading))
        }
        ListKind::Topics => {
            let slug = &page?.slug;
            at(&|choice| matches!(choice, Choice::Topic(topic, _) if topic == slug))
        }
        ListKind::Paths => {
            let path = page?.path.clone()?;
            at(&|choice| *choice == Choice::List(ListKind::Path(path.clone())))
        }
        ListKind::Path(path) => {
            let next = state.world.next_in(state.world.library.path(path)?)?;
            at(&|choice| matches!(choice, Choice::Topic(topic, _) if *topic == next))
        }
        _ => None,
    }
}

/// Takes the row under the cursor.
fn take(state: &mut State) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.top() else { return Vec::new() };
    let Some(choice) = view.chosen().cloned() else { return Vec::new() };
    match choice {
        Choice::None => {}
        Choice::Topic(slug, path) => return opening::topic(state, &slug, path, None),
        Choice::List(kind) => return open(state, kind),
        Choice::EnterPath(slug) => return enter_path(state, &slug),
        Choice::Heading(index) => {
            super::close(state);
            let line = state
                .page()
                .and_then(|page| page.laid.headings.get(index))
                .map(|heading| heading.line);
            return line.map_or_else(Vec::new, |line| page::to_line(state, line));
        }
        Choice::Demo(index) => {
            super::close(state);
            demo::open(state, index);
        }
        Choice::Setting(_) => {
            let index = settings_of(state);
            return index.map_or_else(Vec::new, |index| change(state, index, true));
        }
    }
    Vec::new()
}

fn enter_path(state: &mut State, slug: &str) -> Vec<Effect> {
    let place = state.world.library.path(slug).and_then(|path| state.world.next_in(path));
    match place {
        Some(topic) => opening::topic(state, &topic, Some(slug.to_owned()), None),
        None => Vec::new(),
    }
}

/// Steps the setting under the cursor, or opens a field over it.
fn change(state: &mut State, index: usize, forward: bool) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.top() else { return Vec::new() };
    let Some(Choice::Setting(name)) = view.chosen().cloned() else { return Vec::new() };
    let Some(demo) = state.demo_mut(index) else { return Vec::new() };
    if demo.cycle(&name, forward) {
        return demo::rerun(state, index);
    }
    demo::begin_param(state, index, &name);
    Vec::new()
}

/// The demo whose settings are open.
fn settings_of(state: &State) -> Option<usize> {
    match state.top() {
        Some(Screen::List(ListView { kind: ListKind::Settings(index), .. })) => Some(*index),
        _ => None,
    }
}

/// The topic under the cursor.
fn chosen_topic(state: &State) -> Option<String> {
    let Some(Screen::List(view)) = state.top() else { return None };
    match view.chosen()? {
        Choice::Topic(slug, _) | Choice::List(ListKind::Plan(slug)) => Some(slug.clone()),
        _ => None,
    }
}

fn toggle(state: &mut State) -> Vec<Effect> {
    let Some(slug) = chosen_topic(state) else {
        state.say("x marks a topic as done; this row is none");
        return Vec::new();
    };
    toggled(state, &slug)
}

fn peek(state: &mut State) {
    if let Some(slug) = chosen_topic(state) {
        super::peek(state, slug);
    }
}

fn close(state: &mut State) {
    if state.screens.len() == 1 {
        state.say("this is home; q quits");
    }
    super::close(state);
}

/// The command that prints what the list shows.
fn copy_command(state: &mut State) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.top() else { return Vec::new() };
    let command = match &view.kind {
        ListKind::Topics | ListKind::Finder | ListKind::Goals => "fingerpost list".to_owned(),
        ListKind::Paths => "fingerpost path".to_owned(),
        ListKind::Path(slug) => format!("fingerpost path {slug}"),
        ListKind::Plan(goal) => format!("fingerpost plan {goal}"),
        ListKind::Problems => "fingerpost check".to_owned(),
        _ => return Vec::new(),
    };
    copy(state, &command, &command)
}
