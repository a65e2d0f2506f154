//! Rounds: both programs take turns, so that what disturbs one disturbs the other.

use super::process::{self, Activity};
use super::program::Program;
use super::sample::Sample;
use super::session::{Answer, Session, milliseconds};
use anyhow::ensure;
use std::io::Read as _;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The keys of a round: some lines, some pages, and back.
const LINES: &[&str] = &["j", "j", "k", "j"];
const PAGES: &[&str] = &[" ", " ", "b", " "];
/// How long a program is left alone.
pub const IDLE: Duration = Duration::from_secs(3);

/// Two programs that show the same page, and a word that is on their first screen.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The program.
    pub ours: Program,
    /// What it is compared with.
    pub floor: Program,
    /// The first word of the page.
    pub word: String,
}

/// What is measured of each key and of the start.
#[derive(Debug, Default)]
pub struct Answers {
    /// Milliseconds.
    pub time: Sample,
    /// Bytes written to the terminal.
    pub bytes: Sample,
}

/// The figures of one program.
#[derive(Debug, Default)]
pub struct Figures {
    /// From the start until the page's first word is on the screen.
    pub first: Answers,
    /// From the start until everything is written.
    pub whole: Answers,
    /// The first key: one line down, with all that the program had put off until then.
    pub first_key: Answers,
    /// One line down or up, later on.
    pub line: Answers,
    /// One page down or up.
    pub page: Answers,
    /// Most memory in MB; empty where the system does not say.
    pub memory: Sample,
}

/// What a program does while nothing happens.
#[derive(Debug, Clone, Copy)]
pub struct Idle {
    /// Bytes written to the terminal.
    pub bytes: usize,
    /// The rest, where the system says it.
    pub activity: Option<Activity>,
}

impl Answers {
    fn add(&mut self, answer: Answer) {
        self.time.add(answer.milliseconds);
        self.bytes.add(answer.bytes as f64);
    }
}

/// Both programs in turns: start, scroll, quit.
pub fn in_turns(pair: &Pair, rounds: usize) -> anyhow::Result<(Figures, Figures)> {
    let (mut ours, mut floor) = (Figures::default(), Figures::default());
    for _ in 0..rounds {
        round(&pair.ours, &pair.word, &mut ours)?;
        round(&pair.floor, &pair.word, &mut floor)?;
    }
    Ok((ours, floor))
}

/// Both programs in turns: start and quit. The milliseconds of the first screen.
pub fn starts(pair: &Pair, rounds: usize) -> anyhow::Result<(Sample, Sample)> {
    let (mut ours, mut floor) = (Figures::default(), Figures::default());
    for _ in 0..rounds {
        start(&pair.ours, &pair.word, &mut ours)?.0.quit()?;
        start(&pair.floor, &pair.word, &mut floor)?.0.quit()?;
    }
    Ok((ours.first.time, floor.first.time))
}

/// A program whose first screen is written, and the home that it lives in.
fn start(
    program: &Program,
    word: &str,
    figures: &mut Figures,
) -> anyhow::Result<(Session, TempDir)> {
    let (command, home) = program.in_terminal()?;
    let (mut session, first) = Session::start(command, word)?;
    figures.first.add(first);
    figures.whole.add(session.rests().unwrap_or(first));
    Ok((session, home))
}

fn round(program: &Program, word: &str, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut session, _home) = start(program, word, figures)?;
    figures.first_key.add(session.press("j")?);
    for key in LINES {
        figures.line.add(session.press(key)?);
    }
    for key in PAGES {
        figures.page.add(session.press(key)?);
    }
    if let Some(memory) = process::peak_memory(session.pid()?) {
        figures.memory.add(memory);
    }
    session.quit()
}

/// Both programs while nothing happens, one after the other.
pub fn idle(pair: &Pair) -> anyhow::Result<(Idle, Idle)> {
    Ok((idle_of(&pair.ours, &pair.word)?, idle_of(&pair.floor, &pair.word)?))
}

fn idle_of(program: &Program, word: &str) -> anyhow::Result<Idle> {
    let (command, _home) = program.in_terminal()?;
    let (mut session, _) = Session::start(command, word)?;
    // A key as well, for what a program does after its first one.
    session.rests();
    session.press("j")?;
    session.idles(Duration::from_millis(500));
    let pid = session.pid()?;
    let before = process::activity(pid);
    let bytes = session.idles(IDLE);
    let activity = process::activity(pid).zip(before).map(|(after, before)| after.since(before));
    session.quit()?;
    Ok(Idle { bytes, activity })
}

/// Both programs with their output in a pipe, in turns; milliseconds of the whole processes.
pub fn pipes(ours: &Program, floor: &Program, rounds: usize) -> anyhow::Result<(Sample, Sample)> {
    let mut samples = (Sample::default(), Sample::default());
    for _ in 0..rounds {
        samples.0.add(pipe(ours)?.0);
        samples.1.add(pipe(floor)?.0);
    }
    Ok(samples)
}

/// One run: the milliseconds from the start until the process has ended and all is read, and what
/// it wrote.
pub fn pipe(program: &Program) -> anyhow::Result<(f64, Vec<u8>)> {
    let (mut command, _home) = program.in_pipe()?;
    let mut written = Vec::with_capacity(1 << 21);
    let started = Instant::now();
    let mut child = command.spawn()?;
    if let Some(mut output) = child.stdout.take() {
        output.read_to_end(&mut written)?;
    }
    let status = child.wait()?;
    let time = milliseconds(started.elapsed());
    ensure!(status.success(), "{} ends with {status}", program.binary.display());
    Ok((time, written))
}
