//! A list that fills the window.

use super::super::State;
use super::super::layout::Rect;
use super::super::list::{ListKind, ListView};
use super::{Click, Scene, bars, list_height, list_width, margin};
use crate::ink::{Line, Mark, Role};

/// Draws the list.
pub fn draw(state: &State, view: &ListView, scene: &mut Scene) {
    let size = state.size;
    let title = Line::of(view.kind.title(&state.world), Role::Strong);
    let right = if size.width >= 100 { "^P topics   m map   ? keys " } else { "^P m ? " };
    bars::top(state, title, right, scene);
    let mut y = super::head(size);
    let width = list_width(size);
    let x = margin(size).max(size.width.saturating_sub(width) / 2).min(margin(size) + 30);
    if let Some(field) = &view.field {
        let (text, cursor) = field.drawn(width.saturating_sub(3), Role::Strong);
        let mut line = Line::of("› ", Role::KeyName);
        line.extend(text);
        line.pad_to(width);
        line.mark(2 + cursor, 1, Mark::Focus);
        scene.pane(Rect { x, y, width, height: 1 }, vec![line]);
        y += 2;
    }
    let height = list_height(view, size);
    let rect = Rect { x, y, width, height };
    let top = usize::from(view.kind == ListKind::Home && view.height() + 2 < height);
    rows(view, Rect { y: y + top, height: height - top, ..rect }, scene);
}

/// The rows in view; the one under the cursor is marked over its whole first line.
pub fn rows(view: &ListView, rect: Rect, scene: &mut Scene) {
    let mut lines = Vec::new();
    let mut at = 0;
    for (index, row) in view.rows.iter().enumerate() {
        for (nth, line) in row.lines.iter().enumerate() {
            let inside = at >= view.scroll && at < view.scroll + rect.height;
            if inside {
                let mut line = line.clone().cut(rect.width);
                if index == view.cursor
                    && nth == 0
                    && row.choice != super::super::list::Choice::None
                {
                    line.pad_to(rect.width);
                    line.mark(0, rect.width, Mark::Focus);
                }
                scene.hit(rect.x, rect.y + lines.len(), rect.width, Click::Row(index));
                lines.push(line);
            }
            at += 1;
        }
    }
    let more_below = at > view.scroll + rect.height;
    if let Some(last) = lines.last_mut().filter(|_| more_below)
        && last.width() + 2 < rect.width
    {
        last.pad_to(rect.width - 1);
        last.push("↓", Role::Dim);
    }
    if let Some(first) = lines.first_mut().filter(|_| view.scroll > 0)
        && first.width() + 2 < rect.width
    {
        first.pad_to(rect.width - 1);
        first.push("↑", Role::Dim);
    }
    scene.pane(rect, lines);
}
