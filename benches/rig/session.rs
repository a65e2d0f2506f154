//! A program in a real pseudo-terminal whose output is stamped on arrival.
//!
//! A thread of its own reads and takes the time; the emulator sees the bytes afterwards, so that
//! its work is in no figure.

use anyhow::{Context as _, bail, ensure};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const COLUMNS: NonZeroU16 = NonZeroU16::new(120).expect("not zero");
const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("not zero");
/// How long something is waited for that must come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Nothing written for so long means that all is written.
const QUIET: Duration = Duration::from_millis(50);

/// A running program and its screen.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    /// Open as long as the program runs, for it is its terminal.
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Chunk>,
    screen: vt100::Parser,
    started: Instant,
}

/// What one read brought.
struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// What followed a key or a start.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// Milliseconds until what was waited for was on the screen.
    pub milliseconds: f64,
    /// Bytes written to the terminal until then.
    pub bytes: usize,
}

impl Session {
    /// Starts a program and waits until the word is on its screen.
    pub fn start(command: CommandBuilder, word: &str) -> anyhow::Result<(Self, Answer)> {
        let size =
            PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let output = stamped(pair.master.try_clone_reader()?)?;
        let writer = pair.master.take_writer()?;
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        let mut session = Self { child, _master: pair.master, writer, output, screen, started };
        let answer = session.sees(word)?;
        Ok((session, answer))
    }

    fn sees(&mut self, word: &str) -> anyhow::Result<Answer> {
        let mut bytes = 0;
        loop {
            let Ok(chunk) = self.output.recv_timeout(PATIENCE) else {
                bail!("{word:?} never came:\n{}", self.text());
            };
            bytes += chunk.bytes.len();
            self.screen.process(&chunk.bytes);
            if self.text().contains(word) {
                return Ok(Answer { milliseconds: milliseconds(chunk.at - self.started), bytes });
            }
        }
    }

    /// Waits until nothing more is written; when the last of it came, if any did.
    pub fn rests(&mut self) -> Option<Answer> {
        let mut answer = None;
        let mut bytes = 0;
        while let Ok(chunk) = self.output.recv_timeout(QUIET) {
            bytes += chunk.bytes.len();
            self.screen.process(&chunk.bytes);
            answer = Some(Answer { milliseconds: milliseconds(chunk.at - self.started), bytes });
        }
        answer
    }

    /// Presses a key and waits for the last chunk that changes the text on the screen.
    pub fn press(&mut self, key: &str) -> anyhow::Result<Answer> {
        let mut before = self.text();
        let pressed = Instant::now();
        self.writer.write_all(key.as_bytes())?;
        let mut answer = None;
        let mut bytes = 0;
        let mut patience = PATIENCE;
        while let Ok(chunk) = self.output.recv_timeout(patience) {
            patience = QUIET;
            bytes += chunk.bytes.len();
            self.screen.process(&chunk.bytes);
            let text = self.text();
            if text != before {
                answer = Some(Answer { milliseconds: milliseconds(chunk.at - pressed), bytes });
                before = text;
            }
        }
        answer.with_context(|| format!("{key:?} changes nothing on the screen:\n{before}"))
    }

    /// Leaves the program alone for a while; how many bytes it writes.
    pub fn idles(&mut self, time: Duration) -> usize {
        thread::sleep(time);
        self.output.try_iter().map(|chunk| chunk.bytes.len()).sum()
    }

    /// The process.
    pub fn pid(&self) -> anyhow::Result<u32> {
        self.child.process_id().context("the program has no process id")
    }

    /// Quits with the program's own key.
    pub fn quit(mut self) -> anyhow::Result<()> {
        self.writer.write_all(b"q")?;
        let status = self.child.wait()?;
        ensure!(status.success(), "the program ends with {status}");
        Ok(())
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }
}

/// Reads on a thread of its own and takes the time of every read.
fn stamped(mut reader: Box<dyn Read + Send>) -> anyhow::Result<Receiver<Chunk>> {
    let (sender, output) = mpsc::channel();
    thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        let mut buffer = vec![0; 65536];
        while let Ok(count) = reader.read(&mut buffer) {
            let chunk = Chunk {
                at: Instant::now(),
                bytes: buffer.get(..count).unwrap_or_default().to_vec(),
            };
            if count == 0 || sender.send(chunk).is_err() {
                break;
            }
        }
    })?;
    Ok(output)
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
