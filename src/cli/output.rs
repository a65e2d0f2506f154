//! Standard output and standard error: every character passes the gate, a closed pipe is success.

use super::args::{ColorChoice, Common};
use super::open::Opening;
use super::session::Stop;
use crate::ink::{Line, Role, ascii, clean};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, BufWriter, StdoutLock, Write as _};
use std::process::ExitCode;

/// What the command line needs from the rest of the program and must not know by itself: how
/// roles look, and the terminal UI.
pub struct Host<'a> {
    /// What paints a line with its roles, where there shall be colours.
    pub painter: &'a dyn Fn(ColorChoice) -> Option<Painter>,
    /// Runs the terminal UI.
    pub open: &'a dyn Fn(Opening) -> anyhow::Result<ExitCode>,
    /// The terminal's columns, if there is one.
    pub columns: &'a dyn Fn() -> Option<usize>,
}

/// A line with its roles as the terminal's colours.
pub type Painter = Box<dyn Fn(&Line) -> String>;

/// Where a command prints.
pub struct Output<'a> {
    /// The rest of the program.
    pub host: &'a Host<'a>,
    out: BufWriter<StdoutLock<'static>>,
    painter: Option<Painter>,
    ascii: bool,
}

impl<'a> Output<'a> {
    pub fn new(host: &'a Host<'a>, common: &Common) -> Self {
        let out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Self { host, out, painter: (host.painter)(common.color), ascii: common.ascii }
    }

    /// One line with its roles.
    pub fn line(&mut self, line: &Line) -> Result<(), Stop> {
        let text = self.painter.as_ref().map_or_else(|| line.plain(), |paint| paint(line));
        let text = if self.ascii { ascii(&text).into_owned() } else { text };
        Ok(writeln!(self.out, "{text}").map_err(anyhow::Error::from)?)
    }

    /// Many of them.
    pub fn lines<'l>(&mut self, lines: impl IntoIterator<Item = &'l Line>) -> Result<(), Stop> {
        lines.into_iter().try_for_each(|line| self.line(line))
    }

    /// Plain text as one line.
    pub fn say(&mut self, text: impl AsRef<str>) -> Result<(), Stop> {
        self.line(&Line::of(text, Role::Text))
    }

    /// Text with its line breaks: Markdown, scripts, graphs.
    pub fn text(&mut self, text: &str) -> Result<(), Stop> {
        Ok(self.out.write_all(clean(text).as_bytes()).map_err(anyhow::Error::from)?)
    }

    /// One JSON object on a line. JSON itself escapes C0; the gate's other characters are escaped
    /// inside its strings too, so that a terminal can show it.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Stop> {
        self.json_text(&serde_json::to_string(value).map_err(anyhow::Error::from)?)
    }

    /// The same for JSON that is text already.
    pub fn json_text(&mut self, text: &str) -> Result<(), Stop> {
        Ok(writeln!(self.out, "{}", escape_json(text.trim_end())).map_err(anyhow::Error::from)?)
    }

    /// A warning or an error, to stderr.
    #[expect(clippy::print_stderr, reason = "this is the one place that prints to stderr")]
    pub fn complain(&self, text: &str) {
        let text = clean(text);
        let text = if self.ascii { ascii(&text).into_owned() } else { text.into_owned() };
        eprintln!("{text}");
    }

    /// The columns to lay text out for.
    pub fn width(&self, asked: Option<usize>) -> usize {
        asked.or_else(|| (self.host.columns)()).unwrap_or(80).clamp(30, 400)
    }

    pub fn flush(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush().map_err(anyhow::Error::from)?)
    }
}

fn escape_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut bytes = [0; 4];
        if clean(c.encode_utf8(&mut bytes)).chars().eq([c]) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}
