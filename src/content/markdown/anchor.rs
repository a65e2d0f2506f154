//! The ids that `#…` links name, as GitHub makes them.

use std::collections::HashMap;

/// The id of a heading's text: lower case, spaces as `-`, other signs left out.
pub(in super::super) fn anchor(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => out.push('-'),
            '-' | '_' => out.push(c),
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// The anchors of one page, each used once: `notes`, `notes-1`, `notes-2`.
#[derive(Debug, Default)]
pub(in super::super) struct Anchors {
    used: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next heading.
    pub fn next(&mut self, text: &str) -> String {
        let base = anchor(text);
        let mut found = base.clone();
        while self.used.contains_key(&found) {
            let count = self.used.entry(base.clone()).or_default();
            *count += 1;
            found = format!("{base}-{count}");
        }
        self.used.insert(found.clone(), 0);
        found
    }
}
