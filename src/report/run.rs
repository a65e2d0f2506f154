//! Running a demo so that nothing of it can end the program.

use fingerpost_demos::{DemoError, Report};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

/// Why a demo shows no numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It was asked for something that it does not allow.
    Refused(DemoError),
    /// It failed in a way that is our fault.
    Panicked(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Panicked(message) => {
                write!(f, "this demo failed and was stopped; the program goes on ({message})")
            }
        }
    }
}

/// Runs a demo by name with its parameters as typed.
pub type Runner = fn(&str, &[(String, String)]) -> Result<Report, DemoError>;

/// The program's own demos.
pub const RUNNER: Runner = fingerpost_demos::run;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs one of the program's demos.
pub fn run(name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
    guarded(RUNNER, name, set)
}

/// Runs a demo by any runner; one that panics becomes a fault.
pub fn guarded(runner: Runner, name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
    hook();
    RUNNING.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| runner(name, set)));
    RUNNING.set(false);
    match outcome {
        Ok(report) => report.map_err(Fault::Refused),
        Err(_) => Err(Fault::Panicked(MESSAGE.take())),
    }
}

/// Whether a panic of this thread is caught here.
pub fn is_running() -> bool {
    RUNNING.get()
}

/// A panic that is caught is kept as a message and not printed.
fn hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if is_running() {
                MESSAGE.set(said(info));
            } else {
                before(info);
            }
        }));
    });
}

fn said(info: &PanicHookInfo) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = info.location().map(|place| format!(", {}:{}", place.file(), place.line()));
    text.unwrap_or("no message").to_owned() + &place.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_fault_that_says_where() {
        let fault = guarded(|_, _| panic!("one of {}", 3), "x", &[]).unwrap_err();
        assert!(fault.to_string().contains("one of 3, src/report/run.rs:"), "{fault}");
        assert!(!is_running());
        assert!(run("attention", &[]).is_ok());
    }
}
