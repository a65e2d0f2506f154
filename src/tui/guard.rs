//! Takes the terminal and gives it back, on every way out.

use crate::report::is_running;
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};
use std::fmt;
use std::io::{self, BufWriter, Stdout, Write as _};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is ours now. The panic hook has to know without holding the guard.
static TAKEN: AtomicBool = AtomicBool::new(false);

type Out = BufWriter<Stdout>;

/// Holds the terminal; gives it back when dropped.
pub struct Guard {
    terminal: Terminal<CrosstermBackend<Out>>,
    mouse: bool,
}

/// Reports of clicks and of the wheel, in the form that has no limit of columns. Crossterm's own
/// command also asks for every movement of the mouse, which would wake the program all the time.
struct Clicks(bool);

impl Command for Clicks {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
        if self.0 {
            EnableMouseCapture.execute_winapi()
        } else {
            DisableMouseCapture.execute_winapi()
        }
    }
}

impl Guard {
    /// Takes the terminal: raw mode, the other screen, clicks and pastes as events.
    pub fn enter() -> io::Result<Self> {
        // The theme honours NO_COLOR; crossterm's own handling also drops bold and reverse.
        force_color_output(true);
        hook();
        let terminal = blank()?;
        take(true).inspect_err(|_| give_back())?;
        Ok(Self { terminal, mouse: true })
    }

    /// Draws one frame, shown at once by terminals that can.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(paint)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Draws every cell of the next frame.
    pub fn redraw(&mut self) -> io::Result<()> {
        // Ratatui's own `clear` asks the terminal for its cursor and waits for the answer. A new
        // terminal remembers nothing, so the next frame draws every cell.
        self.terminal = blank()?;
        execute!(self.terminal.backend_mut(), Clear(ClearType::All))
    }

    /// Takes clicks, or leaves them to the terminal.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        execute!(self.terminal.backend_mut(), Clicks(on))
    }

    /// Sends text to the terminal's clipboard. There is no answer, so nobody knows whether it came.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal back, stops the program as Ctrl-Z does, and takes it again after `fg`.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.reenter()
    }

    /// Takes the terminal again, whatever has been done to it meanwhile.
    pub fn reenter(&mut self) -> io::Result<()> {
        take(self.mouse)?;
        self.redraw()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// A terminal that remembers nothing of what is on it.
fn blank() -> io::Result<Terminal<CrosstermBackend<Out>>> {
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout())))
}

fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, Hide, EnableBracketedPaste, Clicks(mouse))
}

/// Undoes `take` in the opposite order. Each step is tried, whatever became of the one before: the
/// terminal may be half gone.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = queue!(out, EndSynchronizedUpdate);
    let _ = queue!(out, Clicks(false));
    let _ = queue!(out, DisableBracketedPaste);
    let _ = queue!(out, Show);
    let _ = queue!(out, LeaveAlternateScreen);
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// A panic that nobody catches gives the terminal back before it is reported; one of a demo is
/// caught, and the terminal stays ours.
fn hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !is_running() {
                give_back();
            }
            before(info);
        }));
    });
}
