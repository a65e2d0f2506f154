//! What is wrong with a library, with its place and what to do about it.

use std::fmt;
use std::sync::Arc;

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file, relative to the library: `topics/softmax.md`.
    pub file: Arc<str>,
    /// The line; 1 where only the file is known.
    pub line: u32,
    /// The column; 1 where only the line is known.
    pub column: u32,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is missing or wrong on the screen.
    Error,
    /// Something is likely to be wrong.
    Warning,
    /// It could be better.
    Hint,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub location: Location,
    /// How bad.
    pub severity: Severity,
    /// A stable name: `dangling-link`.
    pub code: &'static str,
    /// What is wrong, with what was found.
    pub message: String,
    /// What to do next; may be empty.
    pub help: String,
    /// The source line, for the caret; empty where it is not known.
    pub source_line: String,
}

impl Location {
    /// The start of a file.
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), line: 1, column: 1 }
    }

    /// Another place in the same file.
    #[must_use]
    pub fn at(&self, line: u32, column: u32) -> Self {
        Self { file: Arc::clone(&self.file), line, column }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        })
    }
}
