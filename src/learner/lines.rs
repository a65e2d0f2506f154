//! Events as JSON lines, to take progress elsewhere:
//! `{"schema":1,"at":1764000000000,"event":"done","topic":"softmax"}`.

use super::event::Record;
use serde::{Deserialize, Serialize};
use std::fmt;

const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    #[serde(flatten)]
    record: &'a Record,
}

#[derive(Deserialize)]
struct Head {
    #[serde(default = "first_schema")]
    schema: u32,
}

fn first_schema() -> u32 {
    SCHEMA
}

/// A line that is not an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The events as lines.
pub fn export(records: &[Record]) -> Vec<String> {
    records
        .iter()
        .filter_map(|record| serde_json::to_string(&Written { schema: SCHEMA, record }).ok())
        .collect()
}

/// The events of a text, or every line that is not one. Empty lines are skipped.
pub fn parse(text: &str) -> Result<Vec<Record>, Vec<BadLine>> {
    let mut records = Vec::new();
    let mut bad = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match parse_line(line) {
            Ok(record) => records.push(record),
            Err(message) => bad.push(BadLine { line: at + 1, message }),
        }
    }
    if bad.is_empty() { Ok(records) } else { Err(bad) }
}

fn parse_line(line: &str) -> Result<Record, String> {
    let head: Head = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if head.schema != SCHEMA {
        return Err(format!(
            "schema {} is from another version; this one reads {SCHEMA}",
            head.schema
        ));
    }
    let record: Record = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if record.at > i64::MAX.cast_unsigned() {
        return Err(format!("{} is not a time in milliseconds", record.at));
    }
    Ok(record)
}
