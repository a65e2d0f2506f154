//! Finding words in a page, in cells.

use super::Page;
use super::flow::cells;
use crate::ink::{Line, Place};

/// Every place where the page shows the query, top to bottom. The case counts only where the
/// query has an upper-case letter; a match may go across styles, not across lines.
pub fn matches(page: &Page, query: &str) -> Vec<Place<()>> {
    if query.is_empty() {
        return Vec::new();
    }
    let exact = query.chars().any(char::is_uppercase);
    let needle = if exact { query.to_owned() } else { query.to_lowercase() };
    let mut finder = Finder { needle: &needle, exact, text: String::new(), folded: String::new() };
    let mut places = Vec::new();
    for (number, line) in page.drawn.lines.iter().enumerate() {
        finder.line(number, line, &mut places);
    }
    places
}

struct Finder<'q> {
    needle: &'q str,
    exact: bool,
    /// The text of the line, and the same in lower case; kept to save allocations.
    text: String,
    folded: String,
}

impl Finder<'_> {
    fn line(&mut self, number: usize, line: &Line, places: &mut Vec<Place<()>>) {
        self.text.clear();
        line.spans.iter().for_each(|span| self.text.push_str(&span.text));
        if self.exact {
            find(&self.text, &self.text, self.needle, None, number, places);
        } else if self.text.is_ascii() || self.needle.is_ascii() {
            // Lower case of ASCII letters alone keeps every byte where it is.
            self.folded.clone_from(&self.text);
            self.folded.make_ascii_lowercase();
            find(&self.text, &self.folded, self.needle, None, number, places);
        } else {
            let (folded, origin) = fold(&self.text);
            find(&self.text, &folded, self.needle, Some(&origin), number, places);
        }
    }
}

/// The text in lower case, and for each byte of it the byte in the text that it comes from.
fn fold(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        folded.extend(c.to_lowercase());
        origin.resize(folded.len(), at);
    }
    origin.push(text.len());
    (folded, origin)
}

fn find(
    text: &str,
    folded: &str,
    needle: &str,
    origin: Option<&[usize]>,
    line: usize,
    places: &mut Vec<Place<()>>,
) {
    if !folded.contains(needle) {
        return;
    }
    let back =
        |at: usize| origin.map_or(at, |origin| origin.get(at).copied().unwrap_or(text.len()));
    let column_of = |end: usize| cells(text.get(..end).unwrap_or(text));
    for (at, found) in folded.match_indices(needle) {
        let column = column_of(back(at));
        let end = column_of(back(at + found.len())).max(column + 1);
        places.push(Place { line, column, width: end - column, target: () });
    }
}
