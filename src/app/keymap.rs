//! The one table of keys. Help, hints and the README are derived from it.

use super::action::Action;
use super::key::{Key, Named};

/// Which part of the screen keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Focus {
    Page,
    Demo,
    List,
    Settings,
    Finder,
    Questions,
    Answer,
    Reading,
    Field,
}

impl Focus {
    /// Where that is, for the head of the help.
    pub fn name(self) -> &'static str {
        match self {
            Page => "on a page",
            Demo => "in a demo",
            List => "in a list",
            Settings => "in a demo's settings",
            Finder => "in a search",
            Questions | Answer => "at questions",
            Reading => "in a box of text",
            Field => "in a text field",
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where it works.
    pub on: &'static [Focus],
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// Keys and one or two words for the last line, or nothing for a key that only the help
    /// shows.
    pub hint: &'static str,
    /// One line for the help.
    pub help: &'static str,
}

use Focus::{Answer, Demo, Field, Finder, List, Page, Questions, Reading, Settings};

const fn named(named: Named) -> Key {
    Key::Named(named)
}

/// Where characters are keys, not text.
const KEYS: &[Focus] = &[Page, Demo, List, Settings, Questions, Reading];
/// Every focus.
pub const EVERYWHERE: &[Focus] =
    &[Page, Demo, List, Settings, Questions, Reading, Finder, Answer, Field];
const SCROLL: &[Focus] = &[Page, List, Settings, Reading, Questions];

/// Every key of the program; within a focus, hints stand in this order.
#[rustfmt::skip]
pub static KEYMAP: &[Binding] = &[
    // Page.
    Binding { on: &[Page, Reading], keys: &[named(Named::Down), Key::Char('j')], action: Action::Down, hint: "", help: "one line down" },
    Binding { on: &[Page, Reading], keys: &[named(Named::Up), Key::Char('k')], action: Action::Up, hint: "↑↓ scroll", help: "one line up" },
    Binding { on: &[Page], keys: &[named(Named::Tab)], action: Action::NextPlace, hint: "⇥ link", help: "next link, demo or proven sentence" },
    Binding { on: &[Page], keys: &[named(Named::BackTab)], action: Action::PreviousPlace, hint: "", help: "previous link, demo or proven sentence" },
    Binding { on: &[Page], keys: &[named(Named::Enter)], action: Action::Follow, hint: "⏎ open", help: "follow the link, open the demo or what proves the sentence" },
    Binding { on: &[Page], keys: &[Key::Char(']'), Key::Char('>')], action: Action::NextInPath, hint: "] next", help: "next page of the path" },
    Binding { on: &[Page], keys: &[Key::Char('['), Key::Char('<')], action: Action::PreviousInPath, hint: "", help: "previous page of the path" },
    Binding { on: &[Page], keys: &[Key::Char('x')], action: Action::ToggleDone, hint: "x done", help: "mark the page as done, or as not done" },
    Binding { on: &[Page], keys: &[Key::Char('c')], action: Action::Questions, hint: "c check yourself", help: "check yourself with the page's questions" },
    Binding { on: &[Page], keys: &[Key::Char('o')], action: Action::Contents, hint: "o contents", help: "contents of the page" },
    Binding { on: &[Page], keys: &[Key::Char('K')], action: Action::Peek, hint: "", help: "peek at the definition behind the link" },
    Binding { on: &[Page], keys: &[named(Named::Backspace)], action: Action::HistoryBack, hint: "", help: "back to the page before" },
    Binding { on: &[Page], keys: &[Key::Char('L')], action: Action::HistoryForward, hint: "", help: "forward again" },
    Binding { on: &[Page], keys: &[Key::Char('/')], action: Action::Find, hint: "", help: "find in the page" },
    Binding { on: &[Page], keys: &[Key::Char('n')], action: Action::FindNext, hint: "", help: "next match; next step of the demo in focus" },
    Binding { on: &[Page], keys: &[Key::Char('N')], action: Action::FindPrevious, hint: "", help: "previous match" },
    Binding { on: &[Page], keys: &[Key::Char('e')], action: Action::Edit, hint: "", help: "edit the sentence or numbers of the demo in focus" },
    // Demo.
    Binding { on: &[Demo], keys: &[named(Named::Left), Key::Char('h')], action: Action::Left, hint: "", help: "cell to the left" },
    Binding { on: &[Demo], keys: &[named(Named::Down), Key::Char('j')], action: Action::Down, hint: "", help: "cell below" },
    Binding { on: &[Demo], keys: &[named(Named::Up), Key::Char('k')], action: Action::Up, hint: "", help: "cell above" },
    Binding { on: &[Demo], keys: &[named(Named::Right), Key::Char('l')], action: Action::Right, hint: "←↑↓→ cell", help: "cell to the right" },
    Binding { on: &[Demo], keys: &[named(Named::Enter)], action: Action::OpenCell, hint: "⏎ into its numbers", help: "into the cell's numbers" },
    Binding { on: &[Demo], keys: &[named(Named::Backspace)], action: Action::CloseCell, hint: "", help: "out of the cell again" },
    Binding { on: &[Demo], keys: &[named(Named::Tab)], action: Action::NextPlace, hint: "", help: "next number of the open cell" },
    Binding { on: &[Demo], keys: &[named(Named::BackTab)], action: Action::PreviousPlace, hint: "", help: "previous number of the open cell" },
    Binding { on: &[Demo], keys: &[Key::Char('n'), Key::Char(' ')], action: Action::NextStep, hint: "n p step", help: "next step" },
    Binding { on: &[Demo], keys: &[Key::Char('p')], action: Action::PreviousStep, hint: "", help: "previous step" },
    Binding { on: &[Demo], keys: &[Key::Char('e')], action: Action::Edit, hint: "e edit", help: "edit the sentence or the matrix under the cell" },
    Binding { on: &[Demo], keys: &[Key::Char('s')], action: Action::Settings, hint: "s settings", help: "the demo's parameters" },
    Binding { on: &[Demo], keys: &[Key::Char('b')], action: Action::BreakIt, hint: "b break it", help: "break it on purpose, one way after the other; 1 to 9 choose one" },
    Binding { on: &[Demo], keys: &[Key::Char('g')], action: Action::Guess, hint: "g guess", help: "guess: the step's question, or else the number in focus" },
    Binding { on: &[Demo], keys: &[Key::Char('=')], action: Action::Compare, hint: "", help: "keep these numbers as A and compare what is changed; again to end it" },
    Binding { on: &[Demo], keys: &[Key::Char('r')], action: Action::Reset, hint: "", help: "back to the page's own numbers" },
    Binding { on: &[Demo], keys: &[Key::Char('Y')], action: Action::CopyTable, hint: "", help: "copy the table, for a spreadsheet" },
    Binding { on: &[Demo], keys: &[Key::Char('T')], action: Action::CopyMarkdown, hint: "", help: "copy the table as Markdown" },
    Binding { on: &[Demo], keys: &[named(Named::PageDown), Key::Char('d')], action: Action::PageDown, hint: "", help: "scroll down" },
    Binding { on: &[Demo], keys: &[named(Named::PageUp), Key::Char('u')], action: Action::PageUp, hint: "", help: "scroll up" },
    // Lists.
    Binding { on: &[List, Settings, Questions], keys: &[named(Named::Down), Key::Char('j')], action: Action::Down, hint: "", help: "down" },
    Binding { on: &[List, Settings, Questions], keys: &[named(Named::Up), Key::Char('k')], action: Action::Up, hint: "↑↓ choose", help: "up" },
    Binding { on: &[List], keys: &[named(Named::Enter)], action: Action::Follow, hint: "⏎ open", help: "open" },
    Binding { on: &[List], keys: &[Key::Char('x')], action: Action::ToggleDone, hint: "", help: "mark the topic as done, or as not done" },
    Binding { on: &[Questions], keys: &[named(Named::Enter)], action: Action::Follow, hint: "⏎ answer", help: "answer, then the next question" },
    Binding { on: &[Reading], keys: &[named(Named::Enter)], action: Action::Follow, hint: "", help: "open the topic of the definition" },
    Binding { on: &[Settings], keys: &[named(Named::Right), Key::Char('l')], action: Action::Right, hint: "←→ change", help: "the next value" },
    Binding { on: &[Settings], keys: &[named(Named::Left), Key::Char('h')], action: Action::Left, hint: "", help: "the value before" },
    Binding { on: &[Settings], keys: &[named(Named::Enter)], action: Action::Follow, hint: "⏎ type", help: "type a value, or take the next one" },
    Binding { on: &[List], keys: &[Key::Char('K')], action: Action::Peek, hint: "", help: "peek at the definition" },
    Binding { on: &[Answer], keys: &[named(Named::Enter)], action: Action::Follow, hint: "⏎ answer", help: "answer" },
    Binding { on: &[Answer], keys: &[named(Named::Tab)], action: Action::NextPlace, hint: "⇥ next question", help: "next question" },
    Binding { on: &[Answer], keys: &[named(Named::BackTab)], action: Action::PreviousPlace, hint: "", help: "previous question" },
    Binding { on: &[Questions], keys: &[named(Named::Tab), Key::Char('n')], action: Action::NextPlace, hint: "⇥ next question", help: "next question" },
    Binding { on: &[Questions], keys: &[named(Named::BackTab), Key::Char('p')], action: Action::PreviousPlace, hint: "", help: "previous question" },
    // Finder.
    Binding { on: &[Finder], keys: &[named(Named::Down)], action: Action::Down, hint: "", help: "down" },
    Binding { on: &[Finder], keys: &[named(Named::Up)], action: Action::Up, hint: "↑↓ choose", help: "up" },
    Binding { on: &[Finder], keys: &[named(Named::PageDown)], action: Action::PageDown, hint: "", help: "a page down" },
    Binding { on: &[Finder], keys: &[named(Named::PageUp)], action: Action::PageUp, hint: "", help: "a page up" },
    Binding { on: &[Finder], keys: &[named(Named::Enter)], action: Action::Follow, hint: "⏎ open", help: "open the topic" },
    // Scrolling.
    Binding { on: SCROLL, keys: &[Key::Char(' '), named(Named::PageDown), Key::Ctrl('f')], action: Action::PageDown, hint: "", help: "a page down" },
    Binding { on: SCROLL, keys: &[Key::Char('b'), named(Named::PageUp), Key::Ctrl('b')], action: Action::PageUp, hint: "", help: "a page up" },
    Binding { on: SCROLL, keys: &[Key::Char('d'), Key::Ctrl('d')], action: Action::HalfDown, hint: "", help: "half a page down" },
    Binding { on: SCROLL, keys: &[Key::Char('u'), Key::Ctrl('u')], action: Action::HalfUp, hint: "", help: "half a page up" },
    Binding { on: SCROLL, keys: &[Key::Char('g'), named(Named::Home)], action: Action::Top, hint: "", help: "to the top" },
    Binding { on: SCROLL, keys: &[Key::Char('G'), named(Named::End)], action: Action::Bottom, hint: "", help: "to the end" },
    // Everywhere but in text fields.
    Binding { on: KEYS, keys: &[Key::Char('m')], action: Action::Map, hint: "", help: "all topics, by domain" },
    Binding { on: &[Page, List], keys: &[Key::Char('p')], action: Action::Paths, hint: "p paths", help: "the learning paths" },
    Binding { on: KEYS, keys: &[Key::Char('H')], action: Action::Home, hint: "", help: "the home of the library" },
    Binding { on: KEYS, keys: &[Key::Char('!')], action: Action::Problems, hint: "", help: "what is wrong with the library" },
    Binding { on: KEYS, keys: &[Key::Ctrl('p')], action: Action::Finder, hint: "", help: "find a topic" },
    Binding { on: &[Page, List, Settings, Demo], keys: &[Key::Char('y')], action: Action::CopyCommand, hint: "", help: "copy the command that shows this" },
    Binding { on: KEYS, keys: &[Key::Char('M')], action: Action::Mouse, hint: "", help: "let go of the mouse, to select text; again to take it" },
    Binding { on: KEYS, keys: &[Key::Char('?')], action: Action::Help, hint: "? all keys", help: "all keys of this screen" },
    Binding { on: &[Page, Demo, List, Settings, Finder, Questions, Answer, Reading], keys: &[named(Named::Esc)], action: Action::Close, hint: "Esc back", help: "one level back" },
    Binding { on: EVERYWHERE, keys: &[Key::Ctrl('l')], action: Action::Redraw, hint: "", help: "draw the screen anew" },
    Binding { on: EVERYWHERE, keys: &[Key::Ctrl('z')], action: Action::Suspend, hint: "", help: "suspend; fg brings it back" },
    Binding { on: KEYS, keys: &[Key::Char('q'), Key::Ctrl('c')], action: Action::Quit, hint: "q quit", help: "quit" },
    Binding { on: &[Finder, Answer, Field], keys: &[Key::Ctrl('c')], action: Action::Quit, hint: "", help: "quit" },
];

/// What a key does there.
pub fn lookup(focus: Focus, key: Key) -> Option<Action> {
    bindings(focus).find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

/// The lines of the table that hold for a focus.
pub fn bindings(focus: Focus) -> impl Iterator<Item = &'static Binding> {
    KEYMAP.iter().filter(move |binding| binding.on.contains(&focus))
}

/// The keys of one line as they are shown: `n Space`.
pub fn key_names(binding: &Binding) -> String {
    binding.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_key_is_bound_twice_in_one_focus() {
        for &focus in EVERYWHERE {
            let mut seen = HashMap::new();
            for binding in bindings(focus) {
                for key in binding.keys {
                    let before = seen.insert(*key, binding.action);
                    assert_eq!(before, None, "{key} in {focus:?}: {:?}", binding.action);
                }
            }
        }
    }

    #[test]
    fn every_line_says_what_its_keys_do() {
        for binding in KEYMAP {
            assert!(!binding.keys.is_empty() && !binding.on.is_empty() && !binding.help.is_empty());
        }
    }

    #[test]
    fn every_hint_begins_with_keys_of_its_line() {
        for binding in KEYMAP.iter().filter(|binding| !binding.hint.is_empty()) {
            let own = binding.keys[0].to_string();
            let (keys, words) = binding.hint.split_once(' ').expect(binding.hint);
            assert!(keys.contains(&own) || own == keys, "{}: {own}", binding.hint);
            assert!(!words.is_empty());
        }
    }

    #[test]
    fn ctrl_c_ends_the_program_from_every_focus() {
        for &focus in EVERYWHERE {
            assert_eq!(lookup(focus, Key::Ctrl('c')), Some(Action::Quit));
        }
    }
}
