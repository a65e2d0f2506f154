//! Runs what `update` asked for.

use crate::app::msg::DemoFault;
use crate::learner::{Event, Store};
use fingerpost_demos::{DemoError, Report};
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::time::{SystemTime, UNIX_EPOCH};

/// Runs a demo by name with its parameters as typed.
pub type Runner = fn(&str, &[(String, String)]) -> Result<Report, DemoError>;

/// The demos of the program.
pub fn run_demo(name: &str, set: &[(String, String)]) -> Result<Report, DemoError> {
    fingerpost_demos::run(name, set)
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a demo; one that panics becomes a fault, and the program goes on.
pub fn guarded(runner: Runner, name: &str, set: &[(String, String)]) -> Result<Report, DemoFault> {
    GUARDED.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| runner(name, set)));
    GUARDED.set(false);
    match outcome {
        Ok(Ok(report)) => Ok(report),
        Ok(Err(error)) => Err(DemoFault::Refused(error)),
        Err(_) => Err(DemoFault::Panicked(MESSAGE.take())),
    }
}

/// Whether a panic of this thread is caught by `guarded`.
pub fn takes_panics() -> bool {
    GUARDED.get()
}

/// Keeps what a panic says, for the figure of the demo.
pub fn note_panic(info: &PanicHookInfo) {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let said = text.unwrap_or("no message").to_owned();
    let place = info
        .location()
        .map_or(String::new(), |place| format!(", {}:{}", place.file(), place.line()));
    MESSAGE.set(said + &place);
}

/// Commits events, and takes over what other programs on the same store have written.
pub fn commit(store: &mut Store, events: Vec<Event>) -> (Vec<(u64, Event)>, Option<String>) {
    let at = now();
    let mut notice = None;
    for event in events {
        if let Err(said) = store.append(event, at) {
            notice = Some(said.to_string());
        }
    }
    (store.refresh(), notice)
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
