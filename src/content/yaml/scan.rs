//! Where the scalars of a YAML text stand.
//!
//! The YAML crate gives places for its errors only. This scanner walks the same text and lists
//! the places of its scalars in order (lines and columns from 1, columns in characters); it
//! judges nothing but what must be known before a parser may see the text: aliases and depth.

use super::super::limit;

/// A scalar: a key or a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub line: u32,
    pub column: u32,
    /// The bytes; exact for plain scalars.
    pub start: usize,
    pub end: usize,
    /// Neither quoted nor a block.
    pub plain: bool,
    /// A `:` follows.
    pub key: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub tokens: Vec<Token>,
    /// The first anchor or alias.
    pub alias: Option<(u32, u32)>,
    /// The first place that is nested too deeply.
    pub deep: Option<(u32, u32)>,
}

/// Scans a text.
pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        counted: (0, 1),
        flow: 0,
        indents: Vec::new(),
        parent: 0,
        found: Scan::default(),
    };
    while scanner.step() {}
    scanner.found
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
    /// A byte of the line, and its column.
    counted: (usize, u32),
    /// Open brackets.
    flow: usize,
    /// Columns of the open block collections.
    indents: Vec<u32>,
    /// Column of the key or dash that a scalar belongs to; its further lines stand behind it.
    parent: u32,
    found: Scan,
}

impl Scanner<'_> {
    /// Reads one thing; false at the end.
    fn step(&mut self) -> bool {
        let Some(byte) = self.peek(0) else { return false };
        let flow = self.flow > 0;
        match byte {
            b'\n' => self.newline(),
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'#' if self.after_blank() => self.skip_line(),
            b'%' if self.at_line_start() => self.skip_line(),
            b'-' | b'.' if self.at_line_start() && self.is_document_mark(byte) => self.at += 3,
            b'[' | b'{' => self.open(),
            b']' | b'}' if flow => (self.flow, self.at) = (self.flow - 1, self.at + 1),
            b',' if flow => self.at += 1,
            b'"' | b'\'' => self.quoted(byte),
            b'|' | b'>' if !flow => self.block_scalar(),
            b'-' | b'?' if self.blank(1) => {
                if !flow {
                    let column = self.place().1;
                    self.indent(column);
                }
                self.at += 1;
            }
            b':' if self.is_colon() => self.colon(),
            b'&' | b'*' => {
                let place = self.place();
                self.found.alias.get_or_insert(place);
                self.skip_word();
            }
            b'!' => self.skip_word(),
            _ => self.plain(),
        }
        true
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn blank(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    fn after_blank(&self) -> bool {
        self.at == 0 || matches!(self.bytes.get(self.at - 1), Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.bytes.get(self.at - 1) == Some(&b'\n')
    }

    fn is_document_mark(&self, byte: u8) -> bool {
        self.peek(1) == Some(byte) && self.peek(2) == Some(byte) && self.blank(3)
    }

    /// A colon behind a key: before a blank, in brackets also before another bracket or comma,
    /// or directly behind a quoted key.
    fn is_colon(&self) -> bool {
        self.blank(1)
            || self.flow > 0
                && (matches!(self.peek(1), Some(b',' | b'[' | b']' | b'{' | b'}'))
                    || self
                        .found
                        .tokens
                        .last()
                        .is_some_and(|last| !last.plain && last.end == self.at))
    }

    /// Line and column of the next byte.
    fn place(&mut self) -> (u32, u32) {
        let (from, column) = self.counted;
        let passed = self.bytes.get(from..self.at).unwrap_or_default();
        let characters = passed.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        self.counted = (self.at, column + characters as u32);
        (self.line, self.counted.1)
    }

    fn newline(&mut self) {
        self.at += 1;
        self.line += 1;
        self.counted = (self.at, 1);
    }

    fn skip_line(&mut self) {
        while !matches!(self.peek(0), None | Some(b'\n')) {
            self.at += 1;
        }
    }

    fn skip_word(&mut self) {
        self.at += 1;
        while !self.blank(0) && !matches!(self.peek(0), Some(b',' | b']' | b'}')) {
            self.at += 1;
        }
    }

    fn open(&mut self) {
        self.flow += 1;
        self.check_depth();
        self.at += 1;
    }

    /// Notes that a block collection has an entry in this column.
    fn indent(&mut self, column: u32) {
        while self.indents.last().is_some_and(|last| *last > column) {
            self.indents.pop();
        }
        if self.indents.last() != Some(&column) {
            self.indents.push(column);
        }
        self.parent = column;
        self.check_depth();
    }

    fn check_depth(&mut self) {
        if self.indents.len() + self.flow > limit::DEPTH {
            let place = self.place();
            self.found.deep.get_or_insert(place);
        }
    }

    fn colon(&mut self) {
        let (line, block) = (self.line, self.flow == 0);
        let mut column = None;
        if let Some(last) = self.found.tokens.last_mut()
            && (last.line == line || !block)
        {
            last.key = true;
            column = Some(last.column);
        }
        if let Some(column) = column
            && block
        {
            self.indent(column);
        }
        self.at += 1;
    }

    fn push(&mut self, (line, column): (u32, u32), start: usize, end: usize, plain: bool) {
        self.found.tokens.push(Token { line, column, start, end, plain, key: false });
    }

    fn quoted(&mut self, quote: u8) {
        let (place, start) = (self.place(), self.at);
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\n' => self.newline(),
                b'\\' if quote == b'"' && self.peek(1) != Some(b'\n') => self.at += 2,
                _ if byte == quote && quote == b'\'' && self.peek(1) == Some(quote) => self.at += 2,
                _ if byte == quote => {
                    self.at += 1;
                    break;
                }
                _ => self.at += 1,
            }
        }
        self.push(place, start, self.at, false);
    }

    fn block_scalar(&mut self) {
        let (place, start) = (self.place(), self.at);
        self.skip_line();
        while self.continues() {
            self.newline();
            self.skip_line();
        }
        self.push(place, start, self.at, false);
    }

    /// Whether the line behind this newline belongs to the scalar: it is blank and one that
    /// belongs follows, or it is indented further than the key.
    fn continues(&self) -> bool {
        let mut at = self.at + 1;
        let mut column: u32 = 1;
        loop {
            match self.bytes.get(at) {
                None => return false,
                Some(b'\n') => column = 1,
                Some(b' ' | b'\t') => column += 1,
                Some(b'\r') => {}
                Some(_) => return column > self.parent,
            }
            at += 1;
        }
    }

    fn plain(&mut self) {
        let (place, start) = (self.place(), self.at);
        let mut end = start;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\n' if self.flow > 0 || self.continues() => self.newline(),
                b'\n' => break,
                b':' if self.is_colon() => break,
                b'#' if self.after_blank() => break,
                b',' | b'[' | b']' | b'{' | b'}' if self.flow > 0 => break,
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ => {
                    self.at += 1;
                    end = self.at;
                }
            }
        }
        self.push(place, start, end, true);
    }
}
