//! Running a demo so that nothing of it can end the program.

use fingerpost_demos::{DemoError, Report, Sink};
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

/// What a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'f> {
    /// There is no such demo.
    Demo,
    /// The demo has no such parameter.
    Unknown(&'f str),
    /// The value of this parameter.
    Value(&'f str),
    /// The run itself.
    Run,
}

impl Fault {
    /// What to look at to mend it.
    pub fn about(&self) -> About<'_> {
        match self {
            Self::Refused(DemoError::UnknownDemo { .. }) => About::Demo,
            Self::Refused(DemoError::UnknownParam { name, .. }) => About::Unknown(name),
            // A matrix is named with its row.
            Self::Refused(DemoError::BadValue { name, .. }) => {
                About::Value(name.split(',').next().unwrap_or(name))
            }
            Self::Refused(DemoError::NoReport { .. }) | Self::Panicked(_) => About::Run,
        }
    }
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

/// Runs one of the program's demos and hands on every report that it shows; `take` says whether
/// to go on.
pub fn stream(
    name: &str,
    set: &[(String, String)],
    take: &mut dyn FnMut(Report) -> bool,
) -> Result<(), Fault> {
    caught(|| fingerpost_demos::run_into(name, set, &mut Taking(take)))
}

/// Runs a demo by any runner; one that panics becomes a fault.
pub fn guarded(runner: Runner, name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
    caught(|| runner(name, set))
}

fn caught<T>(run: impl FnOnce() -> Result<T, DemoError>) -> Result<T, Fault> {
    hook();
    RUNNING.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(run));
    RUNNING.set(false);
    match outcome {
        Ok(made) => made.map_err(Fault::Refused),
        Err(_) => Err(Fault::Panicked(MESSAGE.take())),
    }
}

/// Hands reports on.
struct Taking<'a>(&'a mut dyn FnMut(Report) -> bool);

impl Sink for Taking<'_> {
    fn report(&mut self, report: Report) -> bool {
        (self.0)(report)
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

    #[test]
    fn a_stream_hands_on_what_a_run_gives() {
        let mut taken = Vec::new();
        let mut take = |report| {
            taken.push(report);
            false
        };
        stream("softmax", &[], &mut take).unwrap();
        assert_eq!(taken, [run("softmax", &[]).unwrap()]);
        let refused = stream("sofmax", &[], &mut |_| true).unwrap_err();
        assert!(refused.to_string().contains("did you mean softmax"), "{refused}");
        let panics = stream("softmax", &[], &mut |_| panic!("in the middle")).unwrap_err();
        assert!(panics.to_string().contains("in the middle"), "{panics}");
        assert!(!is_running());
    }
}
