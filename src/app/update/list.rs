//! Actions on lists: home, topics, paths, plans, contents, settings, problems, the finder.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::key::Key;
use super::super::list::{
    Choice, ListKind, ListView, Row, contents_rows, finder_rows, goal_rows, home_rows, path_rows,
    plan_rows, problem_rows, setting_rows, step_rows, topic_rows,
};
use super::super::{ReadingView, Screen, State, scene};
use super::{demo, open as opening, page};

/// Puts a list on the screen; one of the same kind that is open already comes back to the top.
pub fn open(state: &mut State, kind: ListKind) -> Vec<Effect> {
    if kind == ListKind::Home {
        return opening::home(state);
    }
    let already = |screen: &Screen| matches!(screen, Screen::List(list) if list.kind == kind);
    if let Some(at) = state.screens.iter().position(already) {
        state.screens.truncate(at + 1);
        return Vec::new();
    }
    let rows = rows(state, &kind, "");
    let mut view = ListView::of(kind, rows);
    place_cursor(state, &mut view);
    state.screens.push(Screen::List(view));
    Vec::new()
}

/// The rows of every open list, made anew.
pub fn refresh(state: &mut State) {
    for index in 0..state.screens.len() {
        let Screen::List(view) = &state.screens[index] else { continue };
        let kind = view.kind.clone();
        let query = view.field.as_ref().map_or(String::new(), |field| field.text().to_owned());
        let rows = rows(state, &kind, &query);
        if let Screen::List(view) = &mut state.screens[index] {
            view.replace(rows);
        }
    }
}

/// Carries an action out.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let height = scene::body_height(state).cast_signed();
    if let Some(demo) = settings_of(state) {
        match action {
            Action::Follow | Action::Right => return change(state, demo, true),
            Action::Left => return change(state, demo, false),
            Action::CopyCommand => return demo::copy_command_of(state, demo),
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
        Action::Peek => peek(state),
        Action::Close => super::close(state),
        Action::CopyCommand => return copy(state),
        _ => {}
    }
    Vec::new()
}

/// A row was clicked.
pub fn choose(state: &mut State, row: usize) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.screens.last_mut() else { return Vec::new() };
    if view.rows.get(row).is_none_or(|row| row.choice == Choice::None) {
        return Vec::new();
    }
    view.cursor = row;
    act(state, Action::Follow)
}

/// One of the numbered doors of the home screen.
pub fn door(state: &mut State, digit: usize) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.screens.last_mut() else { return Vec::new() };
    if view.kind != ListKind::Home {
        return Vec::new();
    }
    let name = format!("{digit}  ");
    let row = view.rows.iter().position(|row| {
        row.lines.first().and_then(|line| line.spans.first()).is_some_and(|span| span.text == name)
    });
    row.map_or_else(Vec::new, |row| choose(state, row))
}

/// A key in the field of a list.
pub fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.screens.last_mut() else { return Vec::new() };
    if let Some(field) = &mut view.field {
        field.key(key);
    }
    filter(state);
    Vec::new()
}

/// The rows for what the field holds, the cursor on the best one.
pub fn filter(state: &mut State) {
    let Some(Screen::List(view)) = state.top() else { return };
    let kind = view.kind.clone();
    let query = view.field.as_ref().map_or(String::new(), |field| field.text().to_owned());
    let rows = rows(state, &kind, &query);
    if let Some(Screen::List(view)) = state.screens.last_mut() {
        view.replace(rows);
        view.jump(false);
        view.scroll = 0;
    }
}

fn rows(state: &State, kind: &ListKind, query: &str) -> Vec<Row> {
    let world = &state.world;
    let width = if kind.is_popup() {
        scene::popup_width(state.size)
    } else {
        scene::list_width(state.size)
    };
    match kind {
        ListKind::Home => home_rows(world, width, state.size.height),
        ListKind::Topics => topic_rows(world, width),
        ListKind::Paths => path_rows(world, width),
        ListKind::Path(slug) => {
            world.library.path(slug).map_or_else(Vec::new, |path| step_rows(world, path, width))
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

/// The cursor of a new list stands where the reader is.
fn place_cursor(state: &State, view: &mut ListView) {
    let here = state.page();
    let found = match &view.kind {
        ListKind::Contents => here.and_then(|page| {
            view.rows.iter().rposition(
                |row| matches!(row.choice, Choice::Line(line) if line <= page.scroll + 1),
            )
        }),
        ListKind::Topics => here.and_then(|page| {
            view.rows
                .iter()
                .position(|row| matches!(&row.choice, Choice::Topic(slug, _) if *slug == page.slug))
        }),
        ListKind::Paths => here.and_then(|page| page.path.as_ref()).and_then(|path| {
            view.rows
                .iter()
                .position(|row| row.choice == Choice::List(ListKind::Path(path.clone())))
        }),
        ListKind::Path(path) => {
            let next = state.world.library.path(path).and_then(|path| state.world.next_in(path));
            next.and_then(|slug| {
                view.rows.iter().position(
                    |row| matches!(&row.choice, Choice::Topic(topic, _) if *topic == slug),
                )
            })
        }
        _ => None,
    };
    view.cursor = found.unwrap_or(view.cursor);
}

/// Takes the row under the cursor.
fn take(state: &mut State) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.top() else { return Vec::new() };
    let Some(choice) = view.chosen().cloned() else { return Vec::new() };
    match choice {
        Choice::None => Vec::new(),
        Choice::Topic(slug, path) => opening::topic(state, &slug, path),
        Choice::List(kind) => open(state, kind),
        Choice::EnterPath(slug) => enter_path(state, &slug),
        Choice::Line(line) => {
            super::close(state);
            page::to_line(state, line)
        }
        Choice::Demo(index) => {
            super::close(state);
            demo::open(state, index)
        }
        Choice::Setting(_) => {
            settings_of(state).map_or_else(Vec::new, |demo| change(state, demo, true))
        }
    }
}

fn enter_path(state: &mut State, slug: &str) -> Vec<Effect> {
    let place = state.world.library.path(slug).and_then(|path| state.world.next_in(path));
    match place {
        Some(topic) => opening::topic(state, &topic, Some(slug.to_owned())),
        None => Vec::new(),
    }
}

/// Steps the setting under the cursor, or opens a field over it.
fn change(state: &mut State, index: usize, forward: bool) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.top() else { return Vec::new() };
    let Some(Choice::Setting(name)) = view.chosen().cloned() else { return Vec::new() };
    let Some(demo) = state.page_mut().and_then(|page| page.demos.get_mut(index)) else {
        return Vec::new();
    };
    if demo.cycle(&name, forward) {
        let effects = demo::rerun(state);
        refresh(state);
        return effects;
    }
    demo.begin_param(&name);
    Vec::new()
}

/// The demo whose settings are open.
pub fn settings_of(state: &State) -> Option<usize> {
    match state.top() {
        Some(Screen::List(ListView { kind: ListKind::Settings(index), .. })) => Some(*index),
        _ => None,
    }
}

fn peek(state: &mut State) {
    let width = scene::popup_width(state.size);
    let Some(Screen::List(view)) = state.top() else { return };
    let slug = match view.chosen() {
        Some(Choice::Topic(slug, _) | Choice::List(ListKind::Plan(slug))) => Some(slug.clone()),
        _ => None,
    };
    if let Some(view) = slug.and_then(|slug| ReadingView::peek(&state.world, &slug, width)) {
        state.screens.push(Screen::Reading(view));
    }
}

/// The command that prints what the list shows.
fn copy(state: &mut State) -> Vec<Effect> {
    let Some(Screen::List(view)) = state.top() else { return Vec::new() };
    let command = match &view.kind {
        ListKind::Topics | ListKind::Finder | ListKind::Goals => "fingerpost list".to_owned(),
        ListKind::Paths => "fingerpost path".to_owned(),
        ListKind::Path(slug) => format!("fingerpost path {slug}"),
        ListKind::Plan(goal) => format!("fingerpost plan {goal}"),
        _ => return Vec::new(),
    };
    state.notice = Some(format!("sent to the clipboard: {command}"));
    vec![Effect::Copy(command)]
}
