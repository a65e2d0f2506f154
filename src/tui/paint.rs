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

/// Paints a text from the left of a line; the column behind it.
fn paint_text(text: &str, style: Style, rect: Rect, buffer: &mut Buffer) -> u16 {
    if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return buffer.set_stringn(rect.x, rect.y, text, usize::from(rect.width), style).0;
    }
    // Nearly all text is plain: one byte, one cell, and no clusters to look for.
    let mut x = rect.x;
    for byte in text.bytes().take(usize::from(rect.width)) {
        if let Some(cell) = buffer.cell_mut((x, rect.y)) {
            cell.set_char(char::from(byte)).set_style(style);
        }
        x += 1;
    }
    x
}

fn paint_line(line: Option<&Line>, theme: Theme, rect: Rect, buffer: &mut Buffer) {
    let mut x = rect.x;
    for span in line.into_iter().flat_map(|line| &line.spans) {
        if x >= rect.right() {
            break;
        }
        let text = if theme.ascii { ascii(&span.text) } else { Cow::Borrowed(span.text.as_str()) };
        let style = Style::reset().patch(theme.style(span.role, span.mark));
        x = paint_text(&text, style, Rect { x, width: rect.right() - x, ..rect }, buffer);
    }
    // What the line does not fill is emptied, since panes may lie over others.
    for x in x..rect.right() {
        if let Some(cell) = buffer.cell_mut((x, rect.y)) {
            cell.reset();
        }
    }
}
