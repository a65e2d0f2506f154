//! The one list of demos.

use crate::demo::{Demo, DemoError};
use crate::report::Report;

/// Every demo, in the order in which they are listed.
pub static REGISTRY: &[&dyn Demo] = &[];

/// The demo of this name.
pub fn find(name: &str) -> Option<&'static dyn Demo> {
    REGISTRY.iter().copied().find(|demo| demo.spec().name == name)
}

/// Runs a demo by name with parameters as typed, and returns its last report.
///
/// # Errors
/// An unknown name or parameter, or a value that is not allowed.
pub fn run(name: &str, set: &[(String, String)]) -> Result<Report, DemoError> {
    let _ = set;
    Err(DemoError::UnknownDemo { name: name.to_owned(), nearest: Vec::new() })
}
