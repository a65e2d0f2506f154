//! One table of events in `SQLite`. The rollback journal is its default; with full
//! synchronisation a commit returns when the event is on disk.

use crate::learner::event::Record;
use crate::learner::notice::Trouble;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};
use std::path::Path;
use std::time::Duration;

/// The schema that this program writes.
const SCHEMA: i64 = 1;

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Nothing in it yet.
    Fresh,
    /// Ours.
    Ours,
}

/// Opens a file; with `write` it is made if it is not there, though not before something is
/// written.
pub fn connect(file: &Path, patience: Duration, write: bool) -> Result<Connection, Trouble> {
    let flags = if write {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    } else {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    };
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(patience)?;
    Ok(connection)
}

/// Begins to write. The lock is taken now: a read that turns into a write later would fail at
/// once if another program writes.
pub fn begin(connection: &mut Connection) -> Result<Transaction<'_>, Trouble> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Whose file it is; an error for every other than an empty one and ours.
pub fn version(connection: &Connection) -> Result<Version, Trouble> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let is_empty = || -> Result<bool, Trouble> {
        let count: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        Ok(count == 0)
    };
    match version {
        SCHEMA => Ok(Version::Ours),
        0 if is_empty()? => Ok(Version::Fresh),
        newer if newer > SCHEMA => Err(Trouble::Newer),
        _ => Err(Trouble::Foreign),
    }
}

/// Looks through the whole file for damage.
pub fn check(connection: &Connection) -> Result<(), Trouble> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Trouble::Damaged) }
}

/// Makes the table where there is none. Ids are never used twice, also after a reset, so that
/// other programs notice it.
pub fn create(connection: &Connection) -> Result<(), Trouble> {
    if version(connection)? == Version::Fresh {
        connection.execute_batch(
            "CREATE TABLE events (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                event TEXT NOT NULL
            )",
        )?;
        connection.pragma_update(None, "user_version", SCHEMA)?;
    }
    Ok(())
}

/// The id of the first event.
pub fn first_id(connection: &Connection) -> Result<Option<i64>, Trouble> {
    Ok(connection.query_row("SELECT min(id) FROM events", [], |row| row.get(0))?)
}

/// The events behind an id, and the id of the last of them.
pub fn after(connection: &Connection, id: i64) -> Result<(Option<i64>, Vec<Record>), Trouble> {
    let mut query =
        connection.prepare("SELECT id, at, event FROM events WHERE id > ?1 ORDER BY id")?;
    let mut rows = query.query([id])?;
    let mut last = None;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let event: String = row.get(2)?;
        let event = serde_json::from_str(&event).map_err(|_| Trouble::Damaged)?;
        last = Some(row.get(0)?);
        let at = u64::try_from(row.get::<_, i64>(1)?).map_err(|_| Trouble::Damaged)?;
        records.push(Record { at, event });
    }
    Ok((last, records))
}

/// Adds events; the ids of the first and the last of them.
pub fn add(connection: &Connection, records: &[Record]) -> Result<Option<(i64, i64)>, Trouble> {
    let mut insert = connection.prepare("INSERT INTO events (at, event) VALUES (?1, ?2)")?;
    let mut ids: Option<(i64, i64)> = None;
    for record in records {
        let event = serde_json::to_string(&record.event)
            .map_err(|error| Trouble::Other(error.to_string()))?;
        let at = i64::try_from(record.at).unwrap_or(i64::MAX);
        let id = insert.insert(params![at, event])?;
        ids = Some((ids.map_or(id, |(first, _)| first), id));
    }
    Ok(ids)
}

/// Takes all events away.
pub fn clear(connection: &Connection) -> Result<(), Trouble> {
    connection.execute("DELETE FROM events", [])?;
    Ok(())
}
