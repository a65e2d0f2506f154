//! A line for standard output: the theme's styles as escape sequences.

use super::theme::Theme;
use crate::ink::{Line, Mark};
use crossterm::style::{Attribute, SetAttribute, SetBackgroundColor, SetForegroundColor};
use ratatui::backend::IntoCrossterm as _;
use ratatui::style::{Modifier, Style};
use std::fmt::Write as _;

/// The columns of the terminal behind standard output, if it is one.
pub fn columns() -> Option<usize> {
    use std::io::IsTerminal as _;
    if !std::io::stdout().is_terminal() {
        return None;
    }
    crossterm::terminal::size().ok().map(|(width, _)| usize::from(width)).filter(|width| *width > 0)
}

/// The line with its colours; each span resets what it set.
pub fn ansi(line: &Line, theme: Theme) -> String {
    let mut out = String::new();
    for span in &line.spans {
        let style = theme.style(span.role, Mark::None);
        if style == Style::new() {
            out.push_str(&span.text);
        } else {
            open(style, &mut out);
            out.push_str(&span.text);
            let _ = write!(out, "{}", SetAttribute(Attribute::Reset));
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn open(style: Style, out: &mut String) {
    let attributes = [
        (Modifier::BOLD, Attribute::Bold),
        (Modifier::ITALIC, Attribute::Italic),
        (Modifier::UNDERLINED, Attribute::Underlined),
        (Modifier::REVERSED, Attribute::Reverse),
    ];
    for (modifier, attribute) in attributes {
        if style.add_modifier.contains(modifier) {
            let _ = write!(out, "{}", SetAttribute(attribute));
        }
    }
    if let Some(color) = style.fg {
        let _ = write!(out, "{}", SetForegroundColor(color.into_crossterm()));
    }
    if let Some(color) = style.bg {
        let _ = write!(out, "{}", SetBackgroundColor(color.into_crossterm()));
    }
}
