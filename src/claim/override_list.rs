//! `{key: value, …}` behind an `@`: parameters of another run, written like a YAML map in braces.

use super::{Unclear, unclear};
use std::ops::Range;

/// A parameter of another run.
#[derive(Debug, Clone)]
pub(super) struct Override {
    pub name: String,
    pub value: String,
    /// Where its value is written.
    pub range: Range<usize>,
}

const FORM: &str = "write @{name: value, …}; quote a value with a comma or a brace in it";

/// Reads the list that begins at a byte; returns it, and the byte behind it.
pub(super) fn overrides(text: &str, start: usize) -> Result<(Vec<Override>, usize), Unclear> {
    let mut reader = Reader { text, at: start };
    reader.expect('{')?;
    let mut found: Vec<Override> = Vec::new();
    loop {
        reader.skip();
        if reader.take('}') {
            break;
        }
        let from = reader.at;
        let name = reader.scalar(&[':', ',', '}'])?;
        if name.is_empty() {
            return Err(reader.missing("the name of a parameter"));
        }
        if found.iter().any(|earlier| earlier.name == name) {
            let message = format!("\"{name}\" is set twice");
            return Err(unclear(from..reader.at, message, "set it once"));
        }
        reader.expect(':')?;
        reader.skip();
        let from = reader.at;
        let value = reader.scalar(&[',', '}'])?;
        found.push(Override { name, value, range: from..reader.at });
        reader.skip();
        if !reader.take(',') {
            reader.expect('}')?;
            break;
        }
    }
    if found.is_empty() {
        return Err(unclear(start..reader.at, "no parameter is set here", FORM));
    }
    Ok((found, reader.at))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), Unclear> {
        self.skip();
        if self.take(wanted) { Ok(()) } else { Err(self.missing(&wanted.to_string())) }
    }

    fn missing(&self, what: &str) -> Unclear {
        let next = self.rest().chars().next();
        let end = self.at + next.map_or(0, char::len_utf8);
        unclear(self.at..end, format!("{what} is missing"), FORM)
    }

    /// A text in quotes, or plain up to one of these characters.
    fn scalar(&mut self, stops: &[char]) -> Result<String, Unclear> {
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            _ => self.plain(stops),
        }
    }

    fn plain(&mut self, stops: &[char]) -> Result<String, Unclear> {
        let rest = self.rest();
        let end = rest.find(stops).unwrap_or(rest.len());
        let plain = rest.get(..end).unwrap_or_default().trim_end();
        if let Some(at) = plain.find(['{', '[', ']']) {
            let at = self.at + at;
            return Err(unclear(at..at + 1, "a bracket stands in a value without quotes", FORM));
        }
        self.at += plain.len();
        Ok(plain.to_owned())
    }

    /// In double quotes `\"` and `\\` are escapes, in single ones a quote is doubled.
    fn quoted(&mut self, quote: char) -> Result<String, Unclear> {
        let from = self.at;
        self.at += 1;
        let mut out = String::new();
        let mut characters = self.rest().char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            match (c, next) {
                ('\\', Some(escaped @ ('"' | '\\'))) if quote == '"' => {
                    out.push(escaped);
                    characters.next();
                }
                ('\'', Some('\'')) if quote == '\'' => {
                    out.push('\'');
                    characters.next();
                }
                _ if c == quote => {
                    self.at += at + 1;
                    return Ok(out);
                }
                _ => out.push(c),
            }
        }
        Err(unclear(from..from + 1, "this quote is not closed", FORM))
    }
}
