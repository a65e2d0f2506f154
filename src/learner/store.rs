//! The learner's file: events in one `SQLite` database, shared by all running programs.
//!
//! Opening reads an existing file once and writes nothing; the file is made at the first event.
//! Each operation opens the file anew: events are rare, and so no handle outlives a file that was
//! moved away. What cannot be used is left untouched, and the store goes on in memory.

mod access;
mod database;

use super::Learner;
use super::event::{Event, Record};
use super::lines::{BadLine, export, parse};
use super::notice::{Notice, Trouble};
use access::Access;
use rusqlite::Connection;
use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a lock of another program is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// The events of a learner and where they are kept.
#[derive(Debug)]
pub struct Store {
    /// The file; none while events are kept in memory only.
    file: Option<PathBuf>,
    patience: Duration,
    /// All events in order of time, those of one moment in the order of the file.
    records: Vec<Record>,
    /// What came in since it was last asked for.
    news: Vec<(u64, Event)>,
    /// The ids of the first and the last event taken from the file; 0 for none.
    ids: (i64, i64),
    /// Whether the whole file was checked for damage.
    checked: bool,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Events that were added.
    pub added: usize,
    /// Events that were there already.
    pub skipped: usize,
}

/// Why an import did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// Lines that are not events; nothing was imported.
    Lines(Vec<BadLine>),
    /// The file could not be written; the events are in memory only.
    Store(Notice),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(lines) => {
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                write!(f, "nothing was imported:\n{}", lines.join("\n"))
            }
            Self::Store(notice) => notice.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}

/// What is done to the file in one transaction.
enum Change {
    /// Adds one event, not earlier than what is there.
    Append(Record),
    /// Adds the events that are not there.
    Merge(Vec<Record>),
    /// Takes all events away.
    Reset,
}

impl Store {
    /// The store of a file, which need not exist. The notice says why it goes on in memory; what
    /// could be read of the file is there even then. Without a file, events are kept in memory.
    pub fn open(file: Option<PathBuf>) -> (Self, Option<Notice>) {
        file.map_or_else(|| (Self::memory(), None), |file| Self::open_patient(&file, PATIENCE))
    }

    /// The same with another time to wait for locks.
    pub fn open_patient(file: &Path, patience: Duration) -> (Self, Option<Notice>) {
        // SQLite reads more into some relative names, such as `:memory:`.
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let mut store = Self { patience, file: Some(file.clone()), ..Self::memory() };
        let notice = store.read(&file).err().map(|trouble| store.give_up(&file, trouble));
        store.news.clear();
        (store, notice)
    }

    /// A store without a file.
    pub fn memory() -> Self {
        Self {
            file: None,
            patience: PATIENCE,
            records: Vec::new(),
            news: Vec::new(),
            ids: (0, 0),
            checked: false,
        }
    }

    /// Whether events are saved.
    pub fn is_saved(&self) -> bool {
        self.file.is_some()
    }

    /// Where the learner stands.
    pub fn learner(&self) -> Learner {
        Learner::of(&self.records)
    }

    /// All events in order of time.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Adds an event that happens at a time, in milliseconds since 1970; where the clock went
    /// back, the event counts as simultaneous with the latest one. `Ok` means that it is on disk,
    /// or that a notice has said before that nothing is saved. After an error the event is kept
    /// in memory.
    pub fn append(&mut self, event: Event, at: u64) -> Result<(), Notice> {
        self.change(&Change::Append(Record { at, event: event.tidy() })).map(|_| ())
    }

    /// Takes in what other programs have added, and returns all that came in since the last call
    /// or since opening, own events too, for [`Learner::take`] in this order. After a reset, and
    /// where something belongs before what is known, it begins with [`Event::Forgotten`]. A file
    /// that cannot be read now has nothing new; the next write says why.
    pub fn refresh(&mut self) -> Vec<(u64, Event)> {
        if let Some(file) = self.file.clone() {
            let _ = self.read(&file);
        }
        std::mem::take(&mut self.news)
    }

    /// All events as JSON lines.
    pub fn export(&self) -> Vec<String> {
        export(&self.records)
    }

    /// Adds the events of JSON lines that are not there yet: all lines or none.
    pub fn import(&mut self, text: &str) -> Result<Imported, ImportError> {
        let records = parse(text).map_err(ImportError::Lines)?;
        let count = records.len();
        let added = self.change(&Change::Merge(records)).map_err(ImportError::Store)?;
        Ok(Imported { added, skipped: count - added })
    }

    /// Forgets everything.
    pub fn reset(&mut self) -> Result<(), Notice> {
        self.change(&Change::Reset).map(|_| ())
    }

    /// Applies a change to the file, or to memory where there is none; how many events it added.
    fn change(&mut self, change: &Change) -> Result<usize, Notice> {
        let notice = match self.file.clone() {
            None => None,
            Some(file) => match self.write(&file, change) {
                Ok(count) => return Ok(count),
                Err(trouble) => Some(self.give_up(&file, trouble)),
            },
        };
        let new = self.additions(change);
        let count = new.len();
        if matches!(change, Change::Reset) {
            self.forget();
        }
        self.take(new);
        notice.map_or(Ok(count), Err)
    }

    /// What a change adds to the events that are here.
    fn additions(&self, change: &Change) -> Vec<Record> {
        match change {
            Change::Append(record) => {
                let latest = self.records.last().map_or(record.at, |latest| latest.at);
                vec![Record {
                    at: record.at.max(latest).min(i64::MAX.cast_unsigned()),
                    event: record.event.clone(),
                }]
            }
            Change::Merge(records) => {
                let line = |record: &Record| export(std::slice::from_ref(record));
                let mut seen: HashSet<_> = self.records.iter().map(line).collect();
                records.iter().filter(|record| seen.insert(line(record))).cloned().collect()
            }
            Change::Reset => Vec::new(),
        }
    }

    fn forget(&mut self) {
        if !self.records.is_empty() {
            self.news = vec![(0, Event::Forgotten)];
        }
        self.records.clear();
        self.ids = (0, 0);
    }

    /// Adds events here, wherever in time they belong.
    fn take(&mut self, new: Vec<Record>) {
        let latest = self.records.last().map_or(0, |record| record.at);
        let in_order = new.iter().all(|record| record.at >= latest)
            && new.is_sorted_by_key(|record| record.at);
        let known = if in_order { self.records.len() } else { 0 };
        self.records.extend(new);
        if !in_order {
            self.records.sort_by_key(|record| record.at);
            self.news = vec![(0, Event::Forgotten)];
        }
        let news = self.records.iter().skip(known);
        self.news.extend(news.map(|record| (record.at, record.event.clone())));
    }

    fn give_up(&mut self, file: &Path, trouble: Trouble) -> Notice {
        self.file = None;
        Notice { file: file.to_owned(), trouble }
    }

    fn read(&mut self, file: &Path) -> Result<(), Trouble> {
        match access::look(file)? {
            Access::Nothing => {
                self.forget();
                Ok(())
            }
            Access::ReadOnly(trouble) => {
                let mut connection = database::connect(file, self.patience, false)?;
                self.pull(&*connection.transaction()?)?;
                Err(trouble)
            }
            Access::Writable => {
                let mut connection = database::connect(file, self.patience, true)?;
                self.pull(&*connection.transaction()?)?;
                // Where the system refuses to write, SQLite has opened the file for reading.
                if connection.is_readonly("main")? { Err(Trouble::ReadOnly) } else { Ok(()) }
            }
        }
    }

    /// Takes in the events that are in the file and not here. If the first one is another than
    /// before, somebody has reset the file, or put another one in its place.
    fn pull(&mut self, connection: &Connection) -> Result<(), Trouble> {
        let first = match database::version(connection)? {
            database::Version::Fresh => None,
            database::Version::Ours => database::first_id(connection)?,
        };
        if first.unwrap_or(0) != self.ids.0 {
            self.forget();
        }
        let Some(first) = first else { return Ok(()) };
        let (last, new) = database::after(connection, self.ids.1)?;
        self.ids = (first, last.unwrap_or(self.ids.1));
        self.take(new);
        Ok(())
    }

    fn write(&mut self, file: &Path, change: &Change) -> Result<usize, Trouble> {
        let is_reset = matches!(change, Change::Reset);
        if is_reset && access::look(file)? == Access::Nothing {
            self.forget();
            return Ok(0);
        }
        access::prepare(file)?;
        let mut connection = database::connect(file, self.patience, true)?;
        let transaction = database::begin(&mut connection)?;
        self.pull(&transaction)?;
        if !self.checked {
            database::check(&transaction)?;
            self.checked = true;
        }
        let new = self.additions(change);
        if new.is_empty() && !is_reset {
            return Ok(0);
        }
        database::create(&transaction)?;
        if is_reset {
            database::clear(&transaction)?;
        }
        let ids = database::add(&transaction, &new)?;
        transaction.commit()?;
        if is_reset {
            self.forget();
        }
        if let Some((first, last)) = ids {
            self.ids = (if self.ids.0 == 0 { first } else { self.ids.0 }, last);
        }
        let count = new.len();
        self.take(new);
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
