//! Where the learner's file is when nobody says so.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// `$FINGERPOST_STATE`; else `fingerpost/learner.sqlite` in the folder for user data:
/// `$XDG_DATA_HOME` or `~/.local/share`, on Windows `%LOCALAPPDATA%`. Nothing if none of them is set.
pub fn default_file() -> Option<PathBuf> {
    located(&|name| std::env::var_os(name), cfg!(windows))
}

/// The same for any environment: `variable` looks up what is set.
pub(super) fn located(
    variable: &dyn Fn(&str) -> Option<OsString>,
    windows: bool,
) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(named) = set("FINGERPOST_STATE") {
        return Some(named);
    }
    let data = if windows {
        set("LOCALAPPDATA")?
    } else {
        // A relative XDG_DATA_HOME is invalid by its specification, and to be ignored.
        let share = || Some(set("HOME")?.join(Path::new(".local").join("share")));
        set("XDG_DATA_HOME").filter(|path| path.has_root()).or_else(share)?
    };
    Some(data.join("fingerpost").join("learner.sqlite"))
}
