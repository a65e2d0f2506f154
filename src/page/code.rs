//! Code: calm styling, and long lines wrapped with a mark so that nothing is lost.

mod paint;

use super::canvas::Canvas;
use super::flow::cells;
use crate::ink::{Line, Role, clean_line};
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
        let shown = clean_line(shown.trim_end());
        let pieces = painter.line(&shown);
        if cells(&shown) <= room {
            let mut line = Line::default();
            for (piece, role) in pieces {
                line.push(piece, role);
            }
            canvas.line(line);
        } else {
            wrap(canvas, &shown, &pieces, room);
        }
    }
}

fn wrap(canvas: &mut Canvas, shown: &str, pieces: &[(&str, Role)], room: usize) {
    let mut ends = ends(shown, room).into_iter().peekable();
    let mut line = Line::default();
    let mut at = 0;
    for &(piece, role) in pieces {
        let mut start = 0;
        while let Some(end) = ends.next_if(|end| *end <= at + piece.len()) {
            line.push(piece.get(start..end - at).unwrap_or_default(), role);
            canvas.line(trimmed(line));
            line = Line::of(WRAPPED, Role::Dim);
            start = end - at;
        }
        line.push(piece.get(start..).unwrap_or_default(), role);
        at += piece.len();
    }
    canvas.line(trimmed(line));
}

/// The bytes at which lines end: behind a space where that leaves them half full, since a number
/// that is cut reads as another one.
fn ends(text: &str, room: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut room = room;
    let mut used = 0;
    let mut space: Option<(usize, usize)> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = cells(grapheme);
        // Spaces at the end of a line are not drawn, so they may hang over.
        if used > 0 && used + wide > room && grapheme != " " {
            let (end, left) = match space.take() {
                Some((end, cells)) if cells * 2 > room => (end, used - cells),
                _ => (at, 0),
            };
            ends.push(end);
            if ends.len() == 1 {
                room = room.saturating_sub(cells(WRAPPED));
            }
            used = left;
        }
        used += wide;
        if grapheme == " " {
            space = Some((at + 1, used));
        }
    }
    ends
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
