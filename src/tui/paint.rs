//! Paints panes into a buffer. It decides nothing: where, what and which role are given.

use super::theme::Theme;
use crate::app::scene::{Pane, Scene};
use crate::ink::{Line, ascii};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Paints a scene, from back to front.
pub fn paint(scene: &Scene, theme: Theme, buffer: &mut Buffer) {
    for pane in &scene.panes {
        paint_pane(pane, theme, buffer);
    }
}

fn paint_pane(pane: &Pane, theme: Theme, buffer: &mut Buffer) {
    let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let rect = Rect {
        x: cells(pane.rect.x),
        y: cells(pane.rect.y),
        width: cells(pane.rect.width),
        height: cells(pane.rect.height),
    };
    let rect = rect.intersection(buffer.area);
    if rect.is_empty() {
        return;
    }
    for row in 0..rect.height {
        let line = pane.lines.get(usize::from(row));
        paint_line(line, theme, Rect { y: rect.y + row, height: 1, ..rect }, buffer);
    }
}

fn paint_line(line: Option<&Line>, theme: Theme, rect: Rect, buffer: &mut Buffer) {
    let mut x = rect.x;
    for span in line.into_iter().flat_map(|line| &line.spans) {
        if x >= rect.right() {
            break;
        }
        let text = if theme.ascii { ascii(&span.text) } else { Cow::Borrowed(span.text.as_str()) };
        let style = theme.style(span.role, span.mark);
        let room = usize::from(rect.right() - x);
        (x, _) = buffer.set_stringn(x, rect.y, text, room, Style::reset().patch(style));
    }
    // What the line does not fill is emptied, since panes may lie over others.
    for x in x..rect.right() {
        if let Some(cell) = buffer.cell_mut((x, rect.y)) {
            cell.reset();
        }
    }
}
