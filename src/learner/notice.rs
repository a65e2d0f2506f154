//! Why progress is not saved, in a sentence for the reader.

use crate::ink::clean_line;
use rusqlite::ErrorCode;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What keeps the file from being used. It has been left as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The file has no write bits, or we are not allowed to write.
    ReadOnly,
    /// The file, or its folder, cannot be made in this folder.
    FolderReadOnly(PathBuf),
    /// A folder or a device stands in its place.
    NotAFile,
    /// Not a database at all, or the database of another program.
    Foreign,
    /// A database that is broken.
    Damaged,
    /// Written by a newer version of this program.
    Newer,
    /// Another program held it for longer than we wait.
    Locked,
    /// No room on the disk.
    Full,
    /// Anything else, in the words of the system.
    Other(String),
}

/// Said once: progress is not saved from here on, why, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file.
    pub file: PathBuf,
    /// What is wrong.
    pub trouble: Trouble,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wrong, advice) = self.trouble.words();
        let file = shown(&self.file);
        write!(
            f,
            "Progress is not saved in {file}: {wrong}. The file is left as it is, and what you do is kept until you quit; {advice}, or name another file with --state."
        )
    }
}

impl std::error::Error for Notice {}

impl Trouble {
    fn words(&self) -> (String, &'static str) {
        let (wrong, advice) = match self {
            Self::ReadOnly => ("it is read-only", "make it writable"),
            Self::FolderReadOnly(folder) => {
                let wrong = format!("nothing can be written in the folder {}", shown(folder));
                return (wrong, "make the folder writable");
            }
            Self::NotAFile => ("it is not a regular file", "move it away"),
            Self::Foreign => ("it is not a file of this program", "move it away"),
            Self::Damaged => ("it is damaged", "put back a copy, or move it away to begin anew"),
            Self::Newer => ("it is from a newer version of this program", "use that version"),
            Self::Locked => {
                ("another program keeps it locked", "close that program and start again")
            }
            Self::Full => ("the disk is full", "make room and start again"),
            Self::Other(words) => return (clean_line(words).into_owned(), "see to that"),
        };
        (wrong.to_owned(), advice)
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{FromSqlConversionFailure, InvalidColumnType};
        if let FromSqlConversionFailure(..) | InvalidColumnType(..) = error {
            return Self::Damaged;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            // Unknown is an error in a query: there is no such table or column.
            Some(ErrorCode::NotADatabase | ErrorCode::Unknown) => Self::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Other(error.to_string()),
        }
    }
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string()).into_owned()
}
