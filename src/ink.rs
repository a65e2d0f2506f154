//! What every drawing is made of: lines of text with roles, places to click, and the one gate
//! that every character passes before it leaves the program.
//!
//! A role says what a piece of text *is* (a link, a weight, a rule between panes), never how it
//! looks: the theme maps roles to colours, plain text ignores them.

mod gate;
mod line;
mod symbols;

pub use gate::{clean, clean_line};
pub use line::{Line, Span, counted, fit, width, wrap_words};
pub use symbols::{ascii, bar};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[expect(missing_docs, reason = "the names say it; the odd ones carry a comment")]
pub enum Role {
    #[default]
    Text,
    /// Said quietly: units, hints, counts.
    Dim,
    Title,
    Heading,
    Subheading,
    Definition,
    Emphasis,
    Strong,
    Code,
    Math,
    Quote,
    Link,
    /// A link to a topic that has been read.
    LinkDone,
    /// A link that leads nowhere.
    LinkMissing,
    TableHead,
    /// Lines between panes, under headings, of figures and of the graph.
    Rule,
    /// The one accent: where the reader is.
    Here,
    /// The name of a key in a hint.
    KeyName,
    Done,
    Reading,
    Ready,
    New,
    Good,
    Warning,
    Error,
    Query,
    Key,
    Value,
    Score,
    Weight,
    Positive,
    Negative,
    /// A random stand-in for a word that the model does not know.
    Random,
    /// A share of one, the deeper the larger: 0 to 5, digits and blocks always beside it.
    Heat(u8),
    /// A number above zero, the deeper the farther, 0 to 5; its digits always with it.
    Above(u8),
    /// A number below zero, the same way.
    Below(u8),
    /// One of several lines of a picture, from 0, its letter always beside it.
    Series(u8),
    /// A label in the margin of a table.
    Label,
}

/// What the reader's attention is on, laid over the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Mark {
    /// Nothing special.
    #[default]
    None,
    /// The link, cell or row that Enter would act on.
    Focus,
    /// An operand or another place that belongs to the focus.
    Kin,
    /// A match of the search.
    Found,
    /// The match that the search stands on.
    FoundHere,
}

/// A place in a drawing that can be followed or clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<T> {
    /// Line of the drawing, from 0.
    pub line: usize,
    /// First cell.
    pub column: usize,
    /// Cells.
    pub width: usize,
    /// Where it leads.
    pub target: T,
}

/// A finished drawing: lines, and the places in them. One target may have several places (a link
/// that was wrapped); they follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn<T> {
    /// The lines, top to bottom.
    pub lines: Vec<Line>,
    /// The places, in reading order.
    pub places: Vec<Place<T>>,
}

impl<T> Default for Drawn<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), places: Vec::new() }
    }
}

impl<T> Drawn<T> {
    /// Adds another drawing below, `indent` cells to the right, its targets turned by `map`.
    pub fn append<U>(&mut self, other: Drawn<U>, indent: usize, map: impl Fn(U) -> T) {
        let below = self.lines.len();
        self.lines.extend(other.lines.into_iter().map(|line| line.indented(indent)));
        self.places.extend(other.places.into_iter().map(|place| Place {
            line: place.line + below,
            column: place.column + indent,
            width: place.width,
            target: map(place.target),
        }));
    }
}

#[cfg(test)]
mod tests;
