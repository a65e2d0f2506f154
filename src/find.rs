//! Finding: topics by name, and words in the text of all pages.

mod names;
mod scan;
mod strip;

pub use names::topics;
pub use scan::text;

/// A topic found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The slug.
    pub slug: String,
    /// The title.
    pub title: String,
    /// Larger is better; 0 where nothing was asked for.
    pub score: u32,
    /// The alias that matched, if it was not the title.
    pub name: Option<String>,
}

/// A topic found by its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextHit {
    /// The slug.
    pub slug: String,
    /// The title.
    pub title: String,
    /// Larger is better.
    pub score: u32,
    /// About 120 cells around the first match, on one line.
    pub snippet: String,
}

#[cfg(test)]
mod tests;
