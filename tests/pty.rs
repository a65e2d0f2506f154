//! The program in a real pseudo-terminal: whatever happens, the terminal is given back.

#![cfg(unix)]

use crate::support::{folder, page};
use fingerpost::content;
use fingerpost::learner::Store;
use fingerpost::tui::{self, Palette, Theme};
use fingerpost::world::World;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a test waits for what must come; generous, since nothing here measures speed.
const PATIENCE: Duration = Duration::from_secs(20);

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    _folder: TempDir,
}

impl Terminal {
    fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fingerpost"));
        command.args(args);
        command.env("FINGERPOST_STATE", folder.path().join("learner.sqlite"));
        Self::spawn(command, folder)
    }

    fn spawn(command: CommandBuilder, folder: TempDir) -> Self {
        let (master, child) = open(command);
        let mut reader = master.try_clone_reader().expect("a reader");
        let writer = master.take_writer().expect("a writer");
        let (sender, output) = mpsc::channel();
        thread::Builder::new()
            .spawn(move || {
                let mut bytes = [0; 16384];
                while let Ok(count) = reader.read(&mut bytes) {
                    if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                        break;
                    }
                }
            })
            .expect("a thread");
        let screen = emulator(80, 24);
        Self { master, writer, child, output, screen, raw: Vec::new(), _folder: folder }
    }

    fn sends(&mut self, bytes: &str) -> &mut Self {
        self.writer.write_all(bytes.as_bytes()).expect("the terminal takes keys");
        self
    }

    /// Waits until the text is on the screen.
    #[track_caller]
    fn sees(&mut self, text: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(text) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{text:?} never came:\n{}", self.screen.screen().contents());
            self.take(left);
        }
        self
    }

    /// Takes the next bytes of the program, and says whether there were any.
    fn take(&mut self, patience: Duration) -> bool {
        let Ok(bytes) = self.output.recv_timeout(patience) else { return false };
        self.screen.process(&bytes);
        self.raw.extend(bytes);
        true
    }

    fn resizes(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.screen = emulator(cols, rows);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("another size");
        self
    }

    fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    fn signals(&mut self, name: &str) -> &mut Self {
        kill(name, self.pid());
        self
    }

    /// Waits for the end, and returns the exit code.
    fn ends(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                while self.take(Duration::from_millis(200)) {}
                return status.exit_code();
            }
            assert!(
                Instant::now() < until,
                "the program goes on:\n{}",
                self.screen.screen().contents()
            );
            self.take(Duration::from_millis(20));
        }
    }

    /// Expects a terminal as it was before.
    #[track_caller]
    fn is_clean(&self) {
        let text = String::from_utf8_lossy(&self.raw);
        for mode in ["1049", "1000", "1006", "2004", "2026"] {
            let on = text.rfind(&format!("\x1b[?{mode}h"));
            let off = text.rfind(&format!("\x1b[?{mode}l"));
            assert!(off > on, "mode {mode} is left on");
        }
        assert!(text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l"), "the cursor stays hidden");
        let settings = self.master.get_termios();
        let settings = format!("{settings:?}");
        assert!(
            settings.contains("ECHO") && settings.contains("ICANON"),
            "raw mode is left on: {settings}"
        );
    }
}

/// A terminal's picture of what was written to it.
fn emulator(cols: u16, rows: u16) -> vt100::Parser {
    let size = |cells| NonZeroU16::new(cells).expect("a size");
    vt100::Parser::new(size(rows), size(cols), 0)
}

/// Starts a program on a new pseudo-terminal of 80 by 24.
fn open(mut command: CommandBuilder) -> (Box<dyn MasterPty + Send>, Box<dyn Child + Send + Sync>) {
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    command.env_remove("FINGERPOST_LIBRARY");
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let child = pair.slave.spawn_command(command).expect("the program starts");
    (pair.master, child)
}

fn kill(name: &str, pid: u32) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {pid}")]).status();
    assert!(status.expect("a shell").success());
}

#[test]
fn quit_gives_the_terminal_back() {
    let mut terminal = Terminal::start(&["attention"]);
    terminal.sees("ATTENTION MECHANISM").sends("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_clean();
}

#[test]
fn signals_end_the_program_and_give_the_terminal_back() {
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut terminal = Terminal::start(&["attention"]);
        terminal.sees("ATTENTION MECHANISM").signals(name);
        assert_eq!(terminal.ends(), code, "SIG{name}");
        terminal.is_clean();
    }
}

#[test]
fn ctrl_c_ends_the_program_also_from_a_text_field() {
    let mut terminal = Terminal::start(&["attention"]);
    terminal.sees("ATTENTION MECHANISM").sends("/heads").sees("find › heads").sends("\x03");
    assert_eq!(terminal.ends(), 0);
    terminal.is_clean();
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_z_suspends_and_fg_brings_the_screen_back() {
    for how in ["key", "signal"] {
        let mut terminal = Terminal::start(&["attention"]);
        terminal.sees("ATTENTION MECHANISM");
        if how == "key" {
            terminal.sends("\x1a");
        } else {
            terminal.signals("TSTP");
        }
        let until = Instant::now() + PATIENCE;
        while state_of(terminal.pid()) != Some('T') {
            assert!(Instant::now() < until, "the program is not stopped by a {how}");
            terminal.take(Duration::from_millis(20));
        }
        while terminal.take(Duration::from_millis(200)) {}
        terminal.is_clean();
        terminal.screen = emulator(80, 24);
        terminal.signals("CONT").sees("ATTENTION MECHANISM").sends("j").sends("q");
        assert_eq!(terminal.ends(), 0);
        terminal.is_clean();
    }
}

#[cfg(target_os = "linux")]
fn state_of(pid: u32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_within_a_second() {
    let mut quickest = Duration::MAX;
    for _ in 0..3 {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = CommandBuilder::new("sh");
        command.args([
            "-c",
            "trap '' HUP; exec \"$0\" attention",
            env!("CARGO_BIN_EXE_fingerpost"),
        ]);
        command.env("FINGERPOST_STATE", folder.path().join("learner.sqlite"));
        let (master, mut child) = open(command);
        let mut reader = master.try_clone_reader().expect("a reader");
        let mut screen = emulator(80, 24);
        let mut bytes = [0; 16384];
        while !screen.screen().contents().contains("ATTENTION MECHANISM") {
            let count = reader.read(&mut bytes).expect("the program draws");
            screen.process(&bytes[..count]);
        }
        drop((reader, master));
        let start = Instant::now();
        while child.try_wait().expect("a child").is_none() {
            if start.elapsed() > PATIENCE {
                let _ = child.kill();
                panic!("the program goes on without its terminal");
            }
            thread::sleep(Duration::from_millis(5));
        }
        quickest = quickest.min(start.elapsed());
    }
    assert!(quickest < Duration::from_secs(1), "{quickest:?}");
}

#[test]
fn no_answer_of_the_terminal_is_waited_for() {
    // Nothing in this test answers a question, and none must be asked.
    let mut terminal = Terminal::start(&["attention"]);
    terminal.sees("ATTENTION MECHANISM");
    let text = String::from_utf8_lossy(&terminal.raw).into_owned();
    for question in ["\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[0c", "]11;?", "]10;?", "\x1b[?u", "$p"] {
        assert!(!text.contains(question), "asks the terminal {question:?}");
    }
    terminal.sends("q");
    terminal.ends();
}

#[test]
fn it_can_be_resized_at_any_moment() {
    let mut terminal = Terminal::start(&["attention"]);
    terminal.sees("ATTENTION MECHANISM");
    for (cols, rows) in [(200, 60), (40, 12), (120, 40)] {
        terminal.resizes(cols, rows).sees("ATTENTION MECHANISM");
    }
    terminal.resizes(10, 3).sees("needs 40");
    terminal.resizes(80, 24).sees("ATTENTION MECHANISM").sends("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_clean();
}

#[test]
fn what_is_committed_is_shown_without_another_key() {
    let mut terminal = Terminal::start(&["vectors"]);
    terminal.sees("reading").sends("x").sees("✓ done").sends("x").sees("reading").sends("q");
    assert_eq!(terminal.ends(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_is_saved_is_shown_without_a_key() {
    let text = |more: &str| page("Alpha", &[], more);
    let library = folder(&[("topics/alpha.md", &text("First words."))]);
    let topics = library.path().join("topics");
    let mut terminal = Terminal::start(&["--library", library.path().to_str().expect("a path")]);
    // The answer to a key shows that the first frame is over and the folder is watched.
    terminal.sees("Look around").sends("3").sees("Alpha").sends("\r").sees("First words.");
    std::fs::write(topics.join("alpha.md"), text("Second words.")).expect("saved");
    terminal.sees("Second words.");
    // As many editors do: another file, then its name is changed.
    std::fs::write(topics.join(".alpha.md.new"), text("Third words.")).expect("saved");
    std::fs::rename(topics.join(".alpha.md.new"), topics.join("alpha.md")).expect("renamed");
    terminal.sees("Third words.");
    std::fs::write(topics.join("alpha.md"), "---\ntitle: [\n---\n").expect("saved");
    terminal.sees("! topics/alpha.md:").sees("Third words.");
    // A page in a folder that was not there.
    std::fs::create_dir(topics.join("deep")).expect("a folder");
    std::fs::write(topics.join("alpha.md"), text("Fourth words.")).expect("saved");
    std::fs::write(topics.join("deep/beta.md"), page("Beta", &["alpha"], "")).expect("saved");
    terminal.sees("Fourth words.").sees("Beta");
    std::fs::write(topics.join("deep/beta.md"), page("Gamma", &["alpha"], "")).expect("saved");
    terminal.sees("Gamma").sends("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_clean();
}

#[test]
fn what_cannot_be_saved_is_said_in_full() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let state = folder.path().join("learner.sqlite");
    std::fs::write(&state, "no database, and certainly none of ours; but long enough".repeat(9))
        .expect("a file");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fingerpost"));
    command.args(["vectors"]);
    command.env("FINGERPOST_STATE", &state);
    let mut terminal = Terminal::spawn(command, folder);
    terminal.sees("Progress is not saved").sees("--state").sends("\r").sees("● Vector").sends("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_clean();
}

#[test]
fn an_unknown_option_reaches_the_terminal_harmlessly() {
    let mut terminal = Terminal::start(&["--\x1b[5mno"]);
    terminal.sees("unexpected argument");
    terminal.ends();
    assert!(!String::from_utf8_lossy(&terminal.raw).contains("\x1b[5m"));
}

#[test]
fn clicks_and_the_wheel_arrive() {
    let mut terminal = Terminal::start(&["attention"]);
    terminal.sees("Embedding");
    let screen = terminal.screen.screen().contents();
    let (row, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains(" Softmax ─")).expect("the band");
    let column = line[..line.find("Softmax").expect("its label")].chars().count() + 2;
    terminal.sends(&format!("\x1b[<0;{column};{}M", row + 1)).sees("SOFTMAX");
    terminal.sends("\x1b[<65;10;10M\x1b[<65;10;10M").sends("q");
    assert_eq!(terminal.ends(), 0);
}

/// The child of the next test: the same UI with demos that panic.
#[test]
fn child_with_demos_that_panic() {
    if std::env::var_os("FINGERPOST_PANICKING").is_none() {
        return;
    }
    let (store, _) = Store::open(None);
    let world = World::of(content::embedded(), store.learner());
    let start = tui::Start {
        world,
        store,
        topic: Some("attention-mechanism".to_owned()),
        notice: None,
        theme: Theme { palette: Palette::Full, ascii: false },
        runner: |_, _| panic!("a fault of ours"),
        folder: None,
    };
    tui::run(start).expect("the program goes on");
}

#[test]
fn a_demo_that_panics_becomes_an_error_and_the_program_goes_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", "pty::child_with_demos_that_panic", "--nocapture"]);
    command.env("FINGERPOST_PANICKING", "1");
    let mut terminal = Terminal::spawn(command, folder);
    terminal
        .sees("ATTENTION MECHANISM")
        .sends("e")
        .sees("this demo failed and was stopped")
        .sees("every key computes");
    terminal.sends("\x1b").sees("scroll").sends("G").sees("100 %").sends("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_clean();
    let text = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(!text.contains("panicked at"), "the panic is printed over the screen");
}
