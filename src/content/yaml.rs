//! YAML as a tree with places.
//!
//! The YAML crate decides what a text means; it stops at the first error and knows no place for
//! a missing or doubled key. So its values go into a tree that keeps every key, and the places
//! come from a scanner that lists the scalars of the same text in the same order. Text of the
//! usual kind takes a short way past the crate (`simple`).

mod scan;
mod simple;

use super::limit;
use scan::{Scan, Token, scan};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::fmt;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub place: (u32, u32),
    pub value: Value,
}

/// What a value is. Numbers and flags are text as written: what they mean depends on the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing, or `~`.
    Empty,
    Text {
        text: String,
        /// Quoted, or in block style.
        quoted: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: String,
    pub place: (u32, u32),
    pub node: Node,
}

/// Why a text, or a part of it, could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub code: &'static str,
    pub place: (u32, u32),
    pub message: String,
    pub help: &'static str,
}

/// Reads a mapping. Where it is broken, its top-level entries are read one by one, so that one
/// bad entry does not take the others with it. `first_line` is the line on which the text begins.
pub(super) fn read_map(text: &str, first_line: u32) -> (Vec<Entry>, Vec<Fault>) {
    if text.len() > limit::FRONT_MATTER {
        let message = format!("{} bytes of YAML; at most 64 KiB are read", text.len());
        let help = "move text from the front matter into the page";
        let place = (first_line, 1);
        return (Vec::new(), vec![Fault { code: "too-large", place, message, help }]);
    }
    match read(text, first_line) {
        Ok(node) => as_map(node),
        Err(fault) => read_parts(text, first_line, fault),
    }
}

fn as_map(node: Node) -> (Vec<Entry>, Vec<Fault>) {
    match node.value {
        Value::Map(entries) => (entries, Vec::new()),
        Value::Empty => (Vec::new(), Vec::new()),
        Value::Text { .. } | Value::List(_) => {
            let message = "keys and values were expected here".to_owned();
            let help = "write one `key: value` a line";
            (Vec::new(), vec![Fault { code: "wrong-type", place: node.place, message, help }])
        }
    }
}

fn read_parts(text: &str, first_line: u32, whole: Fault) -> (Vec<Entry>, Vec<Fault>) {
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for (line, part) in parts(text) {
        match read(part, first_line + line) {
            Ok(Node { value: Value::Map(found), .. }) => entries.extend(found),
            Ok(_) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        faults.push(whole);
    }
    (entries, faults)
}

/// The text cut before each line that begins with a letter or a quote, with the line numbers.
fn parts(text: &str) -> Vec<(u32, &str)> {
    let (mut found, mut start, mut start_line, mut at) = (Vec::new(), 0, 0, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let begins = line.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '\'');
        if begins && at > start {
            found.push((start_line, text.get(start..at).unwrap_or_default()));
        }
        if begins {
            (start, start_line) = (at, number as u32);
        }
        at += line.len();
    }
    found.push((start_line, text.get(start..).unwrap_or_default()));
    found
}

/// Reads one value: a simple mapping at once, everything else with the crate.
fn read(text: &str, first_line: u32) -> Result<Node, Fault> {
    if let Some(map) = read_simple(text, first_line) {
        return Ok(Node { place: (first_line, 1), value: Value::Map(map) });
    }
    let scan = checked_scan(text, first_line)?;
    read_any(text, first_line, &scan.tokens)
}

/// Reads a mapping that is not empty, if it is of the simple kind.
pub(super) fn read_simple(text: &str, first_line: u32) -> Option<Vec<Entry>> {
    simple::read(text, first_line).filter(|map| !map.is_empty())
}

/// The places in a text, unless it holds what must not reach a parser.
fn checked_scan(text: &str, first_line: u32) -> Result<Scan, Fault> {
    let found = scan(text);
    let Scan { alias, deep, .. } = found;
    let moved = |(line, column): (u32, u32)| (line + first_line - 1, column);
    if let Some(place) = alias {
        let message = "YAML anchors and aliases (`&`, `*`) are not read".to_owned();
        let help = "write the value out, or put the text into double quotes";
        return Err(Fault { code: "yaml-alias", place: moved(place), message, help });
    }
    if let Some(place) = deep {
        let message = format!("nested more than {} levels deep", limit::DEPTH);
        let help = "make the lists flatter";
        return Err(Fault { code: "too-deep", place: moved(place), message, help });
    }
    Ok(found)
}

/// Reads one value with the crate.
fn read_any(text: &str, first_line: u32, tokens: &[Token]) -> Result<Node, Fault> {
    let moved = |(line, column): (u32, u32)| (line + first_line - 1, column);
    let cursor = RefCell::new(Cursor { text, tokens, next: 0, first_line });
    let deserializer = serde_yaml::Deserializer::from_str(text);
    Build(&cursor).deserialize(deserializer).map_err(|error| {
        let (message, places) = without_places(&error.to_string());
        let at = error.location().map(|at| (at.line() as u32, at.column() as u32));
        // What is never closed is missed at the end of the text; it is mended where it opens.
        let beyond = at.is_none_or(|at| at.0 as usize > text.lines().count());
        let place = if beyond { places.last().copied().or(at) } else { at };
        Fault {
            code: "yaml-syntax",
            place: moved(place.unwrap_or((1, 1))),
            message,
            help: "put text into double quotes: an unquoted colon, comma, quote or # changes the meaning",
        }
    })
}

/// The crate's message without its places, which count from the start of the part; and these.
fn without_places(message: &str) -> (String, Vec<(u32, u32)>) {
    let mut out = String::new();
    let mut places = Vec::new();
    let mut parts = message.split(" at line ");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (place, rest) = part.split_at(part.find(',').unwrap_or(part.len()));
        let mut numbers = place.split(" column ").map(|number| number.trim().parse().unwrap_or(1));
        places.push((numbers.next().unwrap_or(1), numbers.next().unwrap_or(1)));
        out.push_str(rest);
    }
    (out, places)
}

/// How far the scalars have been given away.
struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
    next: usize,
    first_line: u32,
}

impl Cursor<'_> {
    fn place_of(&self, index: usize) -> (u32, u32) {
        let token = self.tokens.get(index).or_else(|| self.tokens.last());
        token.map_or((self.first_line, 1), |t| (t.line + self.first_line - 1, t.column))
    }

    /// The place of the next scalar.
    fn here(&self) -> (u32, u32) {
        self.place_of(self.next)
    }

    /// The place of the scalar that was given last.
    fn before(&self) -> (u32, u32) {
        self.place_of(self.next.saturating_sub(1))
    }

    fn take(&mut self) -> Option<(Token, &str)> {
        let token = *self.tokens.get(self.next)?;
        self.next += 1;
        Some((token, self.text.get(token.start..token.end)?))
    }

    /// Takes a written `~` or `null`, if the next scalar is one.
    fn take_null(&mut self) {
        if let Some(token) = self.tokens.get(self.next)
            && token.plain
            && !token.key
            && matches!(self.text.get(token.start..token.end), Some("~" | "null" | "Null" | "NULL"))
        {
            self.next += 1;
        }
    }
}

#[derive(Clone, Copy)]
struct Build<'c, 'a>(&'c RefCell<Cursor<'a>>);

impl Build<'_, '_> {
    /// A scalar that was understood as a number or flag: its text as written.
    fn raw(self, otherwise: &dyn ToString) -> Node {
        let mut cursor = self.0.borrow_mut();
        let place = cursor.here();
        let (text, quoted) = match cursor.take() {
            Some((token, text)) if token.plain => (text.to_owned(), false),
            _ => (otherwise.to_string(), false),
        };
        Node { place, value: Value::Text { text, quoted } }
    }
}

impl<'de> DeserializeSeed<'de> for Build<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, a list or keys with values")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        let mut cursor = self.0.borrow_mut();
        let place = cursor.here();
        let quoted = cursor.take().is_some_and(|(token, _)| !token.plain);
        Ok(Node { place, value: Value::Text { text: text.to_owned(), quoted } })
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(self.raw(&value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(self.raw(&value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(self.raw(&value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        Ok(self.raw(&value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        Ok(self.raw(&value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(self.raw(&value))
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        let mut cursor = self.0.borrow_mut();
        cursor.take_null();
        Ok(Node { place: cursor.before(), value: Value::Empty })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut place = self.0.borrow().here();
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        if list.is_empty() {
            place = self.0.borrow().before();
        }
        Ok(Node { place, value: Value::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut place = self.0.borrow().here();
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let node = entries.next_value_seed(self)?;
            let text = if let Value::Text { text, .. } = key.value { text } else { String::new() };
            map.push(Entry { key: text, place: key.place, node });
        }
        if map.is_empty() {
            place = self.0.borrow().before();
        }
        Ok(Node { place, value: Value::Map(map) })
    }
}

#[cfg(test)]
mod tests;
