//! Popups: a list or a text in a box over the screen below.

use super::super::State;
use super::super::figure::field_lines;
use super::super::layout::{Rect, Size, popup_rows, popup_width};
use super::super::list::{ListKind, ListView};
use super::super::reading::{ReadingView, Text};
use super::{Click, Hit, Scene, list};
use crate::ink::{Line, Role, fit};

/// A list in a box.
pub fn list(state: &State, view: &ListView, scene: &mut Scene) {
    let title = view.kind.title(&state.world);
    let wanted = if view.field.is_some() { usize::MAX } else { view.height() };
    let inner = open_box(state.size, &title, wanted, scene);
    list::rows(view, list::field(view, inner, scene), scene);
    if let ListKind::Settings(index) = view.kind {
        setting_field(state, index, inner, scene);
    }
}

/// A text in a box.
pub fn reading(state: &State, view: &ReadingView, scene: &mut Scene) {
    let title = view.title(&state.world);
    let inner = open_box(state.size, &title, view.lines.len(), scene);
    let lines = view.lines.iter().skip(view.scroll).take(inner.height).cloned().collect();
    scene.pane(inner, lines);
    let below = view.lines.len().saturating_sub(view.scroll + inner.height);
    if below > 0 {
        let text = format!(" ↓ {below} more ");
        let x = inner.x + inner.width.saturating_sub(text.chars().count());
        let rect = Rect { x, y: inner.y + inner.height, width: text.chars().count(), height: 1 };
        scene.pane(rect, vec![Line::of(text, Role::Here)]);
    }
    if let Text::Definition(slug) = &view.text {
        scene.hits.push(Hit { rect: inner, click: Click::Topic(slug.clone(), None) });
    }
}

/// Draws an empty box in the middle and returns what is inside.
fn open_box(size: Size, title: &str, wanted: usize, scene: &mut Scene) -> Rect {
    let inner_width = popup_width(size);
    let inner_height = popup_rows(size, wanted);
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
    let Some(page) = state.page() else { return };
    let Some(demo) = page.demos.get(index) else { return };
    let lines = match page.edit.as_ref().filter(|edit| edit.demo == index) {
        Some(edit) => field_lines(demo, edit, inner.width),
        None => {
            let text = demo.fault.as_ref().map(ToString::to_string).unwrap_or_default();
            let texts = crate::ink::wrap_words(&text, inner.width).into_iter();
            texts.filter(|text| !text.is_empty()).map(|text| Line::of(text, Role::Error)).collect()
        }
    };
    let height = lines.len().min(inner.height);
    let rect = Rect { y: inner.y + inner.height - height, height, ..inner };
    scene.pane(rect, lines);
}
