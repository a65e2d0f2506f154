//! The YAML that pages are written in, read at once.
//!
//! The crate takes most of the time of a start, and nearly all front matter is of one kind: a
//! key a line, lists of one item a line, text in double quotes, plain words, `[…]` and `{…}`.
//! That kind is read here; at the first thing that is not of it the whole text goes to the
//! crate, which decides. A test holds both to the same trees.

use super::{Entry, Node, Value};

/// Brackets in brackets; what lies deeper is not simple.
const DEPTH: usize = 8;

/// With this byte begin, in UTF-8, the control characters beyond ASCII, and some others.
const HIGH: u8 = 0xc2;

/// Reads a mapping; nothing where the text is not simple.
pub(super) fn read(text: &str, first_line: u32) -> Option<Vec<Entry>> {
    let mut reader = Reader { text, at: 0, line: first_line, counted: (0, 1), open: 0 };
    let mut entries = Vec::new();
    reader.blank_lines();
    while reader.at < text.len() {
        entries.push(reader.entry()?);
        reader.blank_lines();
    }
    Some(entries)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// A byte of the line, and its column.
    counted: (usize, u32),
    /// Brackets that are open.
    open: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, expected: u8) -> Option<()> {
        (self.peek() == Some(expected)).then(|| self.at += 1)
    }

    fn place(&mut self) -> (u32, u32) {
        let (from, column) = self.counted;
        let passed = self.text.as_bytes().get(from..self.at).unwrap_or_default();
        // A character is counted at its first byte.
        let characters = passed.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        self.counted = (self.at, column + characters as u32);
        (self.line, self.counted.1)
    }

    fn spaces(&mut self) -> usize {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(' ').len();
        self.at += count;
        count
    }

    /// The rest of a line on which nothing more stands but a comment.
    fn line_end(&mut self) -> Option<()> {
        let spaces = self.spaces();
        if self.peek() == Some(b'#') && (spaces > 0 || self.counted.0 == self.at) {
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
        match self.peek() {
            None => Some(()),
            Some(b'\n') => {
                self.at += 1;
                self.line += 1;
                self.counted = (self.at, 1);
                Some(())
            }
            Some(_) => None,
        }
    }

    /// Skips lines that hold nothing, or only a comment.
    fn blank_lines(&mut self) {
        loop {
            let rest = self.rest().trim_start_matches(' ');
            if rest.is_empty() || !rest.starts_with(['\n', '#']) || self.line_end().is_none() {
                return;
            }
        }
    }

    fn entry(&mut self) -> Option<Entry> {
        let place = self.place();
        let key = self.word()?.to_owned();
        self.take(b':')?;
        if !self.at_line_end() {
            let node = self.value_of(place)?;
            self.line_end()?;
            return Some(Entry { key, place, node });
        }
        self.line_end()?;
        let list = self.list()?;
        let node = match list.first() {
            Some(first) => Node { place: first.place, value: Value::List(list) },
            None => Node { place, value: Value::Empty },
        };
        Some(Entry { key, place, node })
    }

    /// Whether nothing, or a comment, is all that the line still holds.
    fn at_line_end(&self) -> bool {
        let rest = self.rest().trim_start_matches(' ');
        rest.is_empty() || rest.starts_with(['\n', '#'])
    }

    /// The value behind a key and its colon. What is empty stands where its key stands.
    fn value_of(&mut self, key: (u32, u32)) -> Option<Node> {
        self.take(b' ')?;
        self.spaces();
        if self.rest().starts_with("[]") {
            self.at += 2;
            return Some(Node { place: key, value: Value::List(Vec::new()) });
        }
        self.value()
    }

    /// The items of a list below a key, one a line.
    fn list(&mut self) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        let mut column = None;
        loop {
            self.blank_lines();
            let rest = self.rest();
            let indent = rest.len() - rest.trim_start_matches(' ').len();
            if !rest.trim_start_matches(' ').starts_with("- ") {
                // A deeper line that is no item would go on with the item before it.
                return (indent == 0).then_some(items);
            }
            if *column.get_or_insert(indent) != indent {
                return None;
            }
            self.spaces();
            self.at += 1;
            let inner = indent + 1 + self.spaces();
            items.push(self.item(inner)?);
        }
    }

    /// An item of a list: a value, or keys and values of which each stands on a line and is
    /// indented like the first.
    fn item(&mut self, indent: usize) -> Option<Node> {
        let start = (self.at, self.counted);
        let place = self.place();
        if self.word().is_none() || self.peek() != Some(b':') {
            (self.at, self.counted) = start;
            let node = self.value()?;
            self.line_end()?;
            return Some(node);
        }
        (self.at, self.counted) = start;
        let mut entries = Vec::new();
        loop {
            let place = self.place();
            let key = self.word()?.to_owned();
            self.take(b':')?;
            if self.at_line_end() {
                return None;
            }
            let node = self.value_of(place)?;
            self.line_end()?;
            entries.push(Entry { key, place, node });
            self.blank_lines();
            let rest = self.rest();
            let next = rest.len() - rest.trim_start_matches(' ').len();
            if next != indent || next == rest.len() {
                break;
            }
            self.spaces();
        }
        Some(Node { place, value: Value::Map(entries) })
    }

    fn value(&mut self) -> Option<Node> {
        match self.peek()? {
            b'[' | b'{' if self.open == DEPTH => None,
            b'[' => self.flow(Self::flow_list),
            b'{' => self.flow(Self::flow_map),
            b'"' => {
                let place = self.place();
                let text = self.quoted()?;
                Some(Node { place, value: Value::Text { text, quoted: true } })
            }
            _ => {
                let place = self.place();
                let text = self.word()?.to_owned();
                Some(Node { place, value: Value::Text { text, quoted: false } })
            }
        }
    }

    /// Text in double quotes on one line, with no other escapes than `\"` and `\\`.
    fn quoted(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let bytes = rest.as_bytes();
            let ends = |byte: &u8| matches!(*byte, b'"' | b'\\' | 0x7f | HIGH) || *byte < b' ';
            let end = bytes.iter().position(ends)?;
            out.push_str(rest.get(..end)?);
            let (sign, next) = (bytes.get(end), bytes.get(end + 1));
            match (sign, next) {
                (Some(&HIGH), _) => {
                    let high = rest.get(end..)?.chars().next().filter(|c| !c.is_control())?;
                    out.push(high);
                    self.at += end + high.len_utf8();
                }
                (Some(b'"'), _) => {
                    self.at += end + 1;
                    return Some(out);
                }
                (Some(b'\\'), Some(b'"' | b'\\')) => {
                    out.push(char::from(*next?));
                    self.at += end + 2;
                }
                _ => return None,
            }
        }
    }

    /// A plain word: a slug, a number, true or false; not `null`, which means nothing.
    fn word(&mut self) -> Option<&str> {
        let rest = self.text.get(self.at..)?;
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let end = rest.bytes().position(|byte| !inside(&byte)).unwrap_or(rest.len());
        let word = rest.get(..end)?;
        let begins =
            word.strip_prefix('-').unwrap_or(word).starts_with(|c: char| c.is_ascii_alphanumeric());
        let ends = matches!(
            rest.as_bytes().get(end),
            None | Some(b',' | b']' | b'}' | b':' | b'\n' | b' ')
        );
        if !begins || !ends || word.eq_ignore_ascii_case("null") {
            return None;
        }
        self.at += end;
        Some(word)
    }

    /// What stands in brackets.
    fn flow(&mut self, read: fn(&mut Self) -> Option<Node>) -> Option<Node> {
        self.open += 1;
        let found = read(self);
        self.open -= 1;
        found
    }

    fn flow_list(&mut self) -> Option<Node> {
        self.take(b'[')?;
        self.spaces();
        let mut items: Vec<Node> = Vec::new();
        loop {
            items.push(self.value()?);
            self.spaces();
            if self.take(b']').is_some() {
                break;
            }
            self.take(b',')?;
            self.spaces();
        }
        let place = items.first()?.place;
        Some(Node { place, value: Value::List(items) })
    }

    fn flow_map(&mut self) -> Option<Node> {
        self.take(b'{')?;
        self.spaces();
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let place = self.place();
            let key =
                if self.peek() == Some(b'"') { self.quoted()? } else { self.word()?.to_owned() };
            self.take(b':')?;
            let node = self.value_of(place)?;
            entries.push(Entry { key, place, node });
            self.spaces();
            if self.take(b'}').is_some() {
                break;
            }
            self.take(b',')?;
            self.spaces();
        }
        let place = entries.first()?.place;
        Some(Node { place, value: Value::Map(entries) })
    }
}
