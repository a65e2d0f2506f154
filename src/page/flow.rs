//! Styled text broken into lines: words keep together across roles, links leave their places.

use super::Target;
use crate::ink::{Drawn, Line, Place, Role, clean_line, width};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

const SPACES: &str = "                                                                ";
/// Signs that may not begin a line of Chinese, Japanese or Korean, and those that may not end one.
const NO_START: &str = "、。，．：；！？）」』】〉》〕”’…ー々,.;:!?)]}\"'";
const NO_END: &str = "（「『【〈《〔“‘([{\"'";

/// Signs that stay with the word before them when they stand alone: `2 ×`, `31 %`.
const SIGNS: &str = "×·=+−÷≤≥≠≈<>%→–—";

/// How a run takes its spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Spaces are one space, and a line may end there.
    Words,
    /// The same, but the number of spaces is kept.
    Exact,
    /// Kept on one line where that is possible without a large gap.
    Whole,
    /// A line break.
    Break,
}

/// A piece of text with one role.
#[derive(Debug, Clone)]
struct Run<'a> {
    text: Cow<'a, str>,
    role: Role,
    link: Option<usize>,
    form: Form,
}

/// Text to be wrapped: runs, and the targets of the links among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Text<'a> {
    runs: Vec<Run<'a>>,
    targets: Vec<Target>,
}

impl<'a> Text<'a> {
    /// Text of one role.
    pub fn of(text: &'a str, role: Role) -> Self {
        let mut out = Self::default();
        out.push(clean_line(text), role, Form::Words, None);
        out
    }

    /// Adds a run; the text has passed the gate, so that what is measured is what is shown.
    pub fn push(&mut self, text: Cow<'a, str>, role: Role, form: Form, link: Option<usize>) {
        if form != Form::Break && text.is_empty() {
            return;
        }
        self.runs.push(Run { text, role, link, form });
    }

    /// Adds words that are not part of a link.
    pub fn words(&mut self, text: &'a str, role: Role) {
        self.push(clean_line(text), role, Form::Words, None);
    }

    /// Adds a unit that should not be broken.
    pub fn whole(&mut self, text: &str, role: Role) {
        self.push(Cow::Owned(clean_line(text).into_owned()), role, Form::Whole, None);
    }

    /// Adds a target; the number is what its runs name.
    pub fn target(&mut self, target: Target) -> usize {
        self.targets.push(target);
        self.targets.len() - 1
    }

    /// The text without its form.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for run in &self.runs {
            out.push_str(if run.form == Form::Break { " " } else { &run.text });
        }
        out.trim().to_owned()
    }

    /// Cuts `prefix` off the beginning, if the first run begins with it.
    pub fn strip(&mut self, prefix: &str) -> bool {
        let Some(first) = self.runs.first_mut() else { return false };
        let Some(rest) = first.text.strip_prefix(prefix).map(str::to_owned) else { return false };
        first.text = Cow::Owned(rest);
        true
    }

    /// The same text with a label before it.
    pub fn labelled(&self, label: &str, role: Role) -> Self {
        let mut out = self.clone();
        let text = Cow::Owned(clean_line(label).into_owned());
        out.runs.insert(0, Run { text, role, link: None, form: Form::Words });
        out
    }

    /// The text in lines of at most `room` cells; at least one line, perhaps an empty one.
    pub fn wrap(&self, room: usize) -> Drawn<Target> {
        let mut wrapper = Wrapper {
            text: self,
            room: room.max(1),
            line: Vec::new(),
            used: 0,
            word: Vec::new(),
            word_cells: 0,
            gap: 0,
            drawn: Drawn::default(),
        };
        for index in 0..self.runs.len() {
            wrapper.run(index);
        }
        wrapper.end_word();
        if !wrapper.line.is_empty() || wrapper.drawn.lines.is_empty() {
            wrapper.end_line();
        }
        wrapper.drawn
    }
}

/// The cells of a text without control characters.
pub(super) fn cells(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { width(text) }
}

/// A piece of a run, or of the space between two.
#[derive(Debug, Clone, Copy)]
struct Slice<'t> {
    text: &'t str,
    role: Role,
    link: Option<usize>,
    cells: usize,
    /// The run and the byte at which the piece begins in it; nothing for a space between runs.
    from: Option<(usize, usize)>,
}

struct Wrapper<'t> {
    text: &'t Text<'t>,
    room: usize,
    line: Vec<Slice<'t>>,
    used: usize,
    word: Vec<Slice<'t>>,
    word_cells: usize,
    gap: usize,
    drawn: Drawn<Target>,
}

impl<'t> Wrapper<'t> {
    fn run(&mut self, index: usize) {
        let Some(run) = self.text.runs.get(index) else { return };
        match run.form {
            Form::Break => {
                self.end_word();
                self.end_line();
            }
            Form::Whole if cells(&run.text) <= (self.room - self.room / 3).min(32) => {
                self.add(self.slice(index, 0, run.text.len()));
            }
            Form::Words | Form::Whole | Form::Exact => self.words(index),
        }
    }

    fn slice(&self, index: usize, start: usize, end: usize) -> Slice<'t> {
        let run = self.text.runs.get(index);
        let text = run.and_then(|run| run.text.get(start..end)).unwrap_or_default();
        let (role, link) = run.map_or((Role::Text, None), |run| (run.role, run.link));
        Slice { text, role, link, cells: cells(text), from: Some((index, start)) }
    }

    fn words(&mut self, index: usize) {
        let Some(run) = self.text.runs.get(index) else { return };
        let text: &'t str = &run.text;
        let mut at = 0;
        let ascii = text.is_ascii();
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let word = rest.find(' ').unwrap_or(rest.len());
            let spaces = rest.bytes().skip(word).take_while(|&byte| byte == b' ').count();
            let sign = lone_sign(rest, word).filter(|_| word > 0 && spaces == 1);
            if ascii && word > 0 && spaces == 1 && sign.is_none() && self.extend(index, at, word) {
                at += word + spaces;
                continue;
            }
            if word > 0 {
                self.add_word(self.slice(index, at, at + word), index);
            }
            if let Some(sign) = sign {
                self.add(self.slice(index, at + word, at + word + spaces + sign));
                at += word + spaces + sign;
                continue;
            }
            if spaces > 0 {
                self.end_word();
                self.gap = if run.form == Form::Exact {
                    spaces.min(SPACES.len())
                } else {
                    self.gap.max(1)
                };
            }
            at += word + spaces;
        }
    }

    /// The usual case made short: a whole ASCII word, one space behind the text that the line ends
    /// with, fits on the line. Otherwise nothing happens.
    fn extend(&mut self, index: usize, at: usize, word: usize) -> bool {
        if !self.word.is_empty() || self.gap != 1 || self.used + 1 + word > self.room {
            return false;
        }
        let Some(last) = self.line.last_mut() else { return false };
        let Some((run, from)) = last.from else { return false };
        if run != index || from + last.text.len() + 1 != at {
            return false;
        }
        let joined = self.text.runs.get(run).and_then(|run| run.text.get(from..at + word));
        let Some(joined) = joined else { return false };
        last.text = joined;
        last.cells += 1 + word;
        self.used += 1 + word;
        true
    }

    /// Adds a word. Between two wide characters a line may end although there is no space.
    fn add_word(&mut self, word: Slice<'t>, index: usize) {
        let Some((_, offset)) = word.from else { return };
        if word.cells == word.text.len() || word.text.chars().count() == word.cells {
            return self.add(word);
        }
        let mut start = 0;
        let mut before: Option<&str> = None;
        for (at, grapheme) in word.text.grapheme_indices(true) {
            if before.is_some_and(|before| may_break(before, grapheme)) {
                self.add(self.slice(index, offset + start, offset + at));
                self.end_word();
                start = at;
            }
            before = Some(grapheme);
        }
        self.add(self.slice(index, offset + start, offset + word.text.len()));
    }

    fn add(&mut self, slice: Slice<'t>) {
        self.word_cells += slice.cells;
        self.word.push(slice);
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let gap = if self.line.is_empty() { 0 } else { self.gap };
        let word_cells = std::mem::take(&mut self.word_cells);
        let mut word = std::mem::take(&mut self.word);
        if self.used + gap + word_cells <= self.room {
            self.space(gap, word.first().copied());
        } else if !self.line.is_empty() {
            self.end_line();
        }
        for slice in word.drain(..) {
            if word_cells <= self.room { self.append(slice) } else { self.break_apart(slice) }
        }
        self.gap = 0;
        self.word = word;
    }

    /// A space between two words belongs to the link or role that both sides share.
    fn space(&mut self, gap: usize, next: Option<Slice<'t>>) {
        let (Some(last), Some(next)) = (self.line.last().copied(), next) else { return };
        if gap == 0 {
            return;
        }
        let link = last.link.filter(|_| last.link == next.link);
        let shared = last.link == next.link && last.role == next.role;
        let role = if shared { last.role } else { Role::Text };
        let text = SPACES.get(..gap).unwrap_or(SPACES);
        let from = match (last.from, next.from) {
            (Some((run, start)), Some((other, _))) if run == other => {
                Some((run, start + last.text.len()))
            }
            _ => None,
        };
        self.append(Slice { text, role, link, cells: text.len(), from });
    }

    /// Puts a piece on the line, joined to the piece before it where both are one text.
    fn append(&mut self, slice: Slice<'t>) {
        self.used += slice.cells;
        if let (Some(last), Some((index, start))) = (self.line.last_mut(), slice.from)
            && let Some((run, from)) = last.from
            && run == index
            && from + last.text.len() == start
            && let Some(joined) =
                self.text.runs.get(run).and_then(|run| run.text.get(from..start + slice.text.len()))
        {
            last.text = joined;
            last.cells += slice.cells;
            return;
        }
        self.line.push(slice);
    }

    /// Breaks a piece that is wider than a line.
    fn break_apart(&mut self, slice: Slice<'t>) {
        let Some((index, offset)) = slice.from else { return };
        let mut at = 0;
        while let Some(rest) = slice.text.get(at..).filter(|rest| !rest.is_empty()) {
            let room = self.room.saturating_sub(self.used);
            let (taken, fits) = prefix(rest, room, self.line.is_empty());
            if fits {
                self.append(self.slice(index, offset + at, offset + at + taken));
                at += taken;
            } else {
                self.end_line();
            }
        }
    }

    fn end_line(&mut self) {
        while let Some(last) = self.line.last_mut() {
            let text = last.text.trim_end_matches(' ');
            last.cells -= last.text.len() - text.len();
            last.text = text;
            if !text.is_empty() {
                break;
            }
            self.line.pop();
        }
        let mut line = Line::default();
        let number = self.drawn.lines.len();
        let mut column = 0;
        let mut open: Option<usize> = None;
        for slice in self.line.drain(..) {
            line.push(slice.text, slice.role);
            let target = slice.link.and_then(|link| self.text.targets.get(link));
            match (target, self.drawn.places.last_mut()) {
                (Some(_), Some(place)) if open == slice.link => place.width += slice.cells,
                (Some(target), _) => self.drawn.places.push(Place {
                    line: number,
                    column,
                    width: slice.cells,
                    target: target.clone(),
                }),
                (None, _) => {}
            }
            open = slice.link;
            column += slice.cells;
        }
        self.drawn.lines.push(line);
        self.used = 0;
        self.gap = 0;
    }
}

/// How many bytes of a text fit into `room` cells, and whether any do. Where a line is still
/// empty, one character always fits, so that breaking comes to an end.
fn prefix(text: &str, room: usize, line_empty: bool) -> (usize, bool) {
    // A text of a megabyte without a space must not be measured again for each of its lines.
    let ascii = text.bytes().take(room).take_while(u8::is_ascii).count();
    if ascii == room.min(text.len()) && text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return (ascii, ascii > 0);
    }
    let mut taken = 0;
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = cells(grapheme);
        if used + wide > room && !(line_empty && taken == 0) {
            break;
        }
        taken += grapheme.len();
        used += wide;
    }
    (taken, taken > 0)
}

/// The bytes of the sign that stands alone behind the word and a space.
fn lone_sign(text: &str, word: usize) -> Option<usize> {
    let behind = text.get(word + 1..)?;
    let first = behind.chars().next().filter(|c| !c.is_ascii_alphanumeric())?;
    let alone =
        behind.get(first.len_utf8()..).is_none_or(|end| end.is_empty() || end.starts_with(' '));
    (alone && SIGNS.contains(first)).then_some(first.len_utf8())
}

fn may_break(before: &str, after: &str) -> bool {
    (cells(before) > 1 || cells(after) > 1) && !NO_START.contains(after) && !NO_END.contains(before)
}

#[cfg(test)]
mod tests;
