//! A list that fills the window.

use super::super::State;
use super::super::layout::{Rect, column, list_width};
use super::super::list::{Choice, ListView};
use super::{Click, Scene, bars};
use crate::ink::{Line, Mark, Role};

/// Draws the list.
pub fn draw(state: &State, view: &ListView, scene: &mut Scene) {
    let size = state.size;
    let title = Line::of(view.kind.title(&state.world), Role::Strong);
    let right =
        if size.width >= 100 { "^P topics   m map   ? keys " } else { "^P topics  ? keys " };
    bars::top(state, title, right, scene);
    let rect = column(size, list_width(size), false);
    rows(view, field(view, rect, scene), scene);
}

/// The field of a list, if it has one; returns what is left for the rows.
pub fn field(view: &ListView, rect: Rect, scene: &mut Scene) -> Rect {
    let Some(field) = &view.field else { return rect };
    scene.pane(Rect { height: 1, ..rect }, vec![field.row("› ", rect.width)]);
    Rect { y: rect.y + 2, height: rect.height.saturating_sub(2), ..rect }
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
                if index == view.cursor && nth == 0 && row.choice != Choice::None {
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
