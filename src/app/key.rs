//! Keys as the keymap names them, free of any terminal library.

use std::fmt;

/// A key with its modifiers. Shift is part of a character ('G'), never said beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as typed.
    Char(char),
    /// A character with Ctrl.
    Ctrl(char),
    /// Any other key that has a name.
    Named(Named),
}

/// Keys that are no characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the keys'")]
pub enum Named {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Tab,
    BackTab,
    Enter,
    Esc,
    Backspace,
    Delete,
    WordLeft,
    WordRight,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(c) => write!(f, "^{}", c.to_ascii_uppercase()),
            Self::Named(named) => f.write_str(match named {
                Named::Up => "↑",
                Named::Down => "↓",
                Named::Left => "←",
                Named::Right => "→",
                Named::PageUp => "PgUp",
                Named::PageDown => "PgDn",
                Named::Home => "Home",
                Named::End => "End",
                Named::Tab => "⇥",
                Named::BackTab => "Shift-⇥",
                Named::Enter => "⏎",
                Named::Esc => "Esc",
                Named::Backspace => "Backspace",
                Named::Delete => "Delete",
                Named::WordLeft => "^←",
                Named::WordRight => "^→",
            }),
        }
    }
}

impl Key {
    /// The key with this name, as scripts write it: `j`, `C-p`, `Space`, `PgDn`, `Enter`.
    pub fn named(name: &str) -> Option<Self> {
        let mut characters = name.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            return Some(Self::Char(only));
        }
        if let Some(letter) = name.strip_prefix("C-").filter(|letter| letter.len() == 1) {
            return letter.chars().next().map(Self::Ctrl);
        }
        Some(Self::Named(match name {
            "Space" => return Some(Self::Char(' ')),
            "Up" => Named::Up,
            "Down" => Named::Down,
            "Left" => Named::Left,
            "Right" => Named::Right,
            "PgUp" => Named::PageUp,
            "PgDn" => Named::PageDown,
            "Home" => Named::Home,
            "End" => Named::End,
            "Tab" => Named::Tab,
            "BackTab" => Named::BackTab,
            "Enter" => Named::Enter,
            "Esc" => Named::Esc,
            "Backspace" => Named::Backspace,
            "Delete" => Named::Delete,
            "C-Left" => Named::WordLeft,
            "C-Right" => Named::WordRight,
            _ => return None,
        }))
    }
}
