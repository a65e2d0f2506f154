//! What may be done with the file, by its mode bits: they count for every user, root too.

use crate::learner::notice::Trouble;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// The first bytes of every `SQLite` database.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What there is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Nothing yet, or an empty file.
    Nothing,
    /// A file that can be read only, and why.
    ReadOnly(Trouble),
    /// A file that can be read and written.
    Writable,
}

/// Looks at a file; nothing but a regular file is opened, since opening a pipe would wait.
pub fn look(file: &Path) -> Result<Access, Trouble> {
    let found = match fs::metadata(file) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Access::Nothing),
        Err(error) => return Err(error.into()),
    };
    if !found.is_file() {
        return Err(Trouble::NotAFile);
    }
    if found.len() > 0 && !is_database(file)? {
        return Err(Trouble::Foreign);
    }
    if found.permissions().readonly() {
        return Ok(Access::ReadOnly(Trouble::ReadOnly));
    }
    // A change needs a journal beside the file.
    if let Some(folder) = file.parent()
        && is_closed(&fs::metadata(folder)?)
    {
        return Ok(Access::ReadOnly(Trouble::FolderReadOnly(folder.to_owned())));
    }
    Ok(if found.len() == 0 { Access::Nothing } else { Access::Writable })
}

/// Whether a file begins as every database does. `SQLite` takes a file of a few bytes for an empty
/// database, and would write over it.
fn is_database(file: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(file)?.take(MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(start == MAGIC)
}

/// Makes sure that the file can be written, or made: its folders are made here.
pub fn prepare(file: &Path) -> Result<(), Trouble> {
    match look(file)? {
        Access::ReadOnly(trouble) => return Err(trouble),
        Access::Writable => return Ok(()),
        Access::Nothing => {}
    }
    let Some(folder) = file.parent() else { return Err(Trouble::NotAFile) };
    for existing in folder.ancestors() {
        match fs::metadata(existing) {
            Ok(found) if is_closed(&found) => {
                return Err(Trouble::FolderReadOnly(existing.to_owned()));
            }
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => Trouble::FolderReadOnly(folder.to_owned()),
        _ => error.into(),
    })
}

/// Whether nothing can be made in a folder. Windows gives the bit another meaning.
fn is_closed(folder: &Metadata) -> bool {
    cfg!(unix) && folder.permissions().readonly()
}
