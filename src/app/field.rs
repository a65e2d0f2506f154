//! A one-line text field: the usual editing keys, and the part of it that is in view.

use super::key::{Key, Named};
use crate::ink::{Line, Mark, Role};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

/// A text field.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
}

/// What can come into a field.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'a> {
    /// A key.
    Key(Key),
    /// Pasted text.
    Paste(&'a str),
}

/// Pasted text is cut here: a field is one line that a person types.
const LONGEST: usize = 4_000;

impl Field {
    /// A field that holds `text`, the cursor behind it.
    pub fn of(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()) }
    }

    /// What it holds.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Takes an editing key; `true` when the text has changed.
    pub fn key(&mut self, key: Key) -> bool {
        let request = match key {
            Key::Char(c) if self.text().len() < LONGEST => InputRequest::InsertChar(c),
            Key::Named(Named::Left) | Key::Ctrl('b') => InputRequest::GoToPrevChar,
            Key::Named(Named::Right) | Key::Ctrl('f') => InputRequest::GoToNextChar,
            Key::Named(Named::WordLeft) => InputRequest::GoToPrevWord,
            Key::Named(Named::WordRight) => InputRequest::GoToNextWord,
            Key::Named(Named::Home) | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::Named(Named::End) | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Named(Named::Backspace) => InputRequest::DeletePrevChar,
            Key::Named(Named::Delete) | Key::Ctrl('d') => InputRequest::DeleteNextChar,
            Key::Ctrl('w') => InputRequest::DeletePrevWord,
            Key::Ctrl('u') => InputRequest::DeleteFromStart,
            Key::Ctrl('k') => InputRequest::DeleteTillEnd,
            Key::Ctrl('y') => InputRequest::Yank,
            _ => return false,
        };
        self.input.handle(request).is_some_and(|change| change.value)
    }

    /// Inserts pasted text at the cursor in one go; its line breaks become spaces, and what is
    /// longer than a field is left out.
    fn paste(&mut self, text: &str) -> bool {
        let value = self.text();
        let cursor = self.input.cursor();
        let room = LONGEST.saturating_sub(value.len());
        let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
        let pasted: Vec<char> = spaced.filter(|c| !c.is_control()).take(room).collect();
        let (before, after): (String, String) =
            (value.chars().take(cursor).collect(), value.chars().skip(cursor).collect());
        let inserted: String = pasted.iter().collect();
        self.input = Input::new(before + &inserted + &after).with_cursor(cursor + pasted.len());
        !pasted.is_empty()
    }

    /// Takes a key or pasted text; `true` when the text has changed.
    pub fn take(&mut self, typed: &Typed) -> bool {
        match typed {
            Typed::Key(key) => self.key(*key),
            Typed::Paste(text) => self.paste(text),
        }
    }

    /// A row of its own: a label, the part in view, and the cursor in it.
    pub fn row(&self, label: &str, cells: usize) -> Line {
        let mut line = Line::of(label, Role::KeyName);
        let start = line.width();
        let (text, cursor) = self.drawn(cells.saturating_sub(start + 1), Role::Strong);
        line.extend(text);
        line.pad_to(cells);
        line.mark(start + cursor, 1, Mark::Focus);
        line
    }

    /// The part in view, `cells` wide, and the cell in which the cursor stands.
    fn drawn(&self, cells: usize, role: Role) -> (Line, usize) {
        let cells = cells.max(2);
        let scroll = self.input.visual_scroll(cells - 1);
        let mut skipped = 0;
        let mut shown = String::new();
        let mut used = 0;
        for grapheme in self.text().graphemes(true) {
            let wide = crate::ink::width(grapheme);
            if skipped < scroll {
                skipped += wide;
            } else if used + wide < cells {
                shown.push_str(grapheme);
                used += wide;
            } else {
                break;
            }
        }
        let cursor = self.input.visual_cursor().max(scroll) - scroll;
        (Line::of(&shown, role), cursor.min(cells - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(start: &str, keys: &str) -> String {
        let mut field = Field::of(start);
        for name in keys.split_whitespace() {
            field.key(Key::named(name).expect(name));
        }
        field.text().to_owned()
    }

    #[test]
    fn the_usual_keys_edit() {
        assert_eq!(typed("the dog", "Space r a n"), "the dog ran");
        assert_eq!(typed("the dog", "C-w c a t"), "the cat");
        assert_eq!(typed("the dog", "Home Delete Delete Delete Delete"), "dog");
        assert_eq!(typed("the dog", "C-u"), "");
        assert_eq!(typed("cafe\u{301}", "Backspace"), "caf");
    }

    #[test]
    fn what_is_in_view_follows_the_cursor() {
        let mut field = Field::of("the dog barked because it saw");
        let (line, cursor) = field.drawn(10, Role::Text);
        assert_eq!((line.plain().as_str(), cursor), ("se it saw", 9));
        field.key(Key::Named(Named::Home));
        let (line, cursor) = field.drawn(10, Role::Text);
        assert_eq!((line.plain().as_str(), cursor), ("the dog b", 0));
    }

    #[test]
    fn a_paste_is_one_line_without_controls() {
        let mut field = Field::default();
        assert!(field.take(&Typed::Paste("one\ntwo\u{1b}[2J")));
        assert_eq!(field.text(), "one two[2J");
        assert!(!field.key(Key::Named(Named::Left)), "moving changes no text");
    }
}
