//! Popups: a list or a text in a box over the screen below.

use super::super::figure::field_lines;
use super::super::layout::{Rect, Size};
use super::super::list::{ListKind, ListView};
use super::super::{ReadingView, State};
use super::{Click, Hit, Scene, list};
use crate::ink::{Line, Mark, Role, fit};

/// The width inside a popup.
pub fn width(size: Size) -> usize {
    size.width.saturating_sub(8).clamp(20, 92)
}

/// The rows inside a popup that has this many lines.
pub fn rows(size: Size, wanted: usize) -> usize {
    wanted.clamp(3, size.height.saturating_sub(6).max(3))
}

/// A list in a box.
pub fn list(state: &State, view: &ListView, scene: &mut Scene) {
    let with_field = view.field.is_some();
    let title = view.kind.title(&state.world);
    // The finder keeps its height while rows come and go under the typing hand.
    let wanted = if with_field { usize::MAX } else { view.height() };
    let inner = open_box(state.size, &title, wanted, scene);
    let mut rect = inner;
    if let Some(field) = &view.field {
        let (text, cursor) = field.drawn(inner.width.saturating_sub(3), Role::Strong);
        let mut line = Line::of("› ", Role::KeyName);
        line.extend(text);
        line.pad_to(inner.width);
        line.mark(2 + cursor, 1, Mark::Focus);
        scene.pane(Rect { height: 1, ..inner }, vec![line]);
        rect.y += 2;
        rect.height = rect.height.saturating_sub(2);
    }
    list::rows(view, rect, scene);
    if let ListKind::Settings(index) = view.kind {
        setting_field(state, index, inner, scene);
    }
}

/// A text in a box.
pub fn reading(state: &State, view: &ReadingView, scene: &mut Scene) {
    let inner = open_box(state.size, &view.title, view.lines.len(), scene);
    let last = view.lines.len().saturating_sub(inner.height);
    let lines = view.lines.iter().skip(view.scroll.min(last)).take(inner.height);
    let lines = lines.map(|line| line.clone().cut(inner.width)).collect();
    scene.pane(inner, lines);
    if let Some(slug) = &view.topic {
        let rect = inner;
        scene.hits.push(Hit { rect, click: Click::Topic(slug.clone(), None) });
    }
}

/// Draws an empty box in the middle and returns what is inside.
fn open_box(size: Size, title: &str, wanted: usize, scene: &mut Scene) -> Rect {
    let inner_width = width(size);
    let inner_height = rows(size, wanted);
    let window = Rect { x: 0, y: 0, width: size.width, height: size.height.saturating_sub(1) };
    let rect = window.centred(inner_width + 4, inner_height + 2);
    let title = fit(title, inner_width.saturating_sub(4));
    let mut top = Line::of("┌─ ", Role::Rule).with(&title, Role::Strong).with(" ", Role::Rule);
    let rest = rect.width.saturating_sub(top.width() + 1);
    top.push("─".repeat(rest) + "┐", Role::Rule);
    let mut lines = vec![top];
    for _ in 0..rect.height.saturating_sub(2) {
        let mut line = Line::of("│", Role::Rule);
        line.pad_to(rect.width - 1);
        line.push("│", Role::Rule);
        lines.push(line);
    }
    lines.push(Line::of(format!("└{}┘", "─".repeat(rect.width - 2)), Role::Rule));
    scene.pane(rect, lines);
    scene.hits.push(Hit { rect, click: Click::Nothing });
    Rect {
        x: rect.x + 2,
        y: rect.y + 1,
        width: inner_width.min(rect.width - 4),
        height: rect.height - 2,
    }
}

/// The field over a setting, on the last rows of the box.
fn setting_field(state: &State, index: usize, inner: Rect, scene: &mut Scene) {
    let Some(demo) = state.page().and_then(|page| page.demos.get(index)) else { return };
    let Some(edit) = &demo.edit else { return };
    let lines = field_lines(edit, demo.fault.as_ref(), inner.width);
    let height = lines.len().min(inner.height);
    let rect = Rect { y: inner.y + inner.height - height, height, ..inner };
    scene.pane(rect, lines);
}
