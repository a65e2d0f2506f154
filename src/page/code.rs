//! Code: calm styling, and long lines wrapped with a mark so that nothing is lost.

mod paint;

use super::canvas::Canvas;
use super::flow::{cells, passed};
use crate::ink::{Line, Role};
use paint::Painter;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Before what goes on from the line above.
const WRAPPED: &str = "↪ ";
/// Tabs go to the next multiple of this.
const TAB: usize = 4;

/// Draws code behind the margins of the canvas.
pub(super) fn draw(canvas: &mut Canvas, language: &str, text: &str) {
    let room = canvas.room();
    let mut painter = Painter::new(language);
    for source in text.lines() {
        let shown = expand(source);
        let shown = passed(shown.trim_end());
        let pieces = painter.line(&shown);
        if cells(&shown) <= room {
            let mut line = Line::default();
            for (piece, role) in pieces {
                line.push(piece, role);
            }
            canvas.line(line);
        } else {
            wrap(canvas, &pieces, room);
        }
    }
}

fn wrap(canvas: &mut Canvas, pieces: &[(&str, Role)], room: usize) {
    let mut line = Line::default();
    let mut used = 0;
    for &(piece, role) in pieces {
        let mut start = 0;
        for (at, grapheme) in piece.grapheme_indices(true) {
            let wide = cells(grapheme);
            if used + wide > room && used > 0 {
                line.push(piece.get(start..at).unwrap_or_default(), role);
                canvas.line(trimmed(line));
                start = at;
                line = Line::of(WRAPPED, Role::Dim);
                used = cells(WRAPPED);
            }
            used += wide;
        }
        line.push(piece.get(start..).unwrap_or_default(), role);
    }
    canvas.line(trimmed(line));
}

/// A line without spaces at its end.
fn trimmed(mut line: Line) -> Line {
    while let Some(last) = line.spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
    line
}

fn expand(line: &str) -> Cow<'_, str> {
    if !line.contains('\t') {
        return Cow::Borrowed(line);
    }
    let mut out = String::new();
    let mut column = 0;
    for piece in line.split_inclusive('\t') {
        let text = piece.trim_end_matches('\t');
        out.push_str(text);
        column += cells(text);
        if text.len() < piece.len() {
            let spaces = TAB - column % TAB;
            out.push_str(&" ".repeat(spaces));
            column += spaces;
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
