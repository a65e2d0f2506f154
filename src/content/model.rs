//! The types of the content. Everything is checked: a slug in here is folded, a level is 1 to 5.

use super::details::Details;
use super::names::Names;
use super::problem::Location;
use std::borrow::Cow;

/// A library: topics in the order of their slugs, and paths in the order of theirs.
///
/// It comes from loading; what is looked up in it stands in `library.rs`.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// What library.yaml says.
    pub info: LibraryInfo,
    /// The topics, by slug.
    pub topics: Vec<Topic>,
    /// The learning paths, by slug.
    pub paths: Vec<LearningPath>,
    /// Whether it is a folder of plain notes, from which no front matter is expected.
    pub plain: bool,
    /// By which names the topics are found.
    pub(super) names: Names,
}

/// What library.yaml says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryInfo {
    /// A short name for files and links.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// A language tag.
    pub language: String,
    /// The licence of the content.
    pub licence: String,
    /// The topic that stands on the home screen.
    pub home: Option<String>,
    /// The path for someone new.
    pub default_path: Option<String>,
    /// Domains in the order in which they are shown.
    pub domains: Vec<String>,
}

/// A topic page. Its body is parsed when it is asked for: [`Topic::blocks`], [`Topic::read`]; its
/// sources, claims and questions too: [`Topic::sources`], [`Topic::claims`], [`Topic::questions`].
#[derive(Debug, Clone, Default)]
pub struct Topic {
    /// Its slug, from the file name.
    pub slug: String,
    /// The title.
    pub title: String,
    /// A label for graphs, at most 18 cells.
    pub short: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// One sentence that stands alone.
    pub definition: String,
    /// The domain.
    pub domain: String,
    /// The part of the domain; may be empty.
    pub subcategory: String,
    /// 1 school … 5 research; 0 where the page does not say (a plain note).
    pub level: u8,
    /// Reading and playing; 0 where the page does not say.
    pub minutes: u32,
    /// Direct prerequisites.
    pub requires: Vec<Requirement>,
    /// Related topics that this page stores.
    pub related: Vec<Related>,
    /// Order of *Learn next*.
    pub next: Vec<String>,
    /// Sources, claims and questions, read when they are asked for.
    pub details: Details,
    /// The Markdown source of the whole file, without a byte order mark.
    pub markdown: Cow<'static, str>,
    /// Where the body begins in it, in bytes: behind the front matter.
    pub body_start: usize,
    /// Whether the file was over the limit, so that `markdown` is only its beginning.
    pub cut: bool,
    /// The file, and its first line.
    pub location: Location,
}

/// A prerequisite with its reason: `<title> requires <to>: <why>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The slug.
    pub to: String,
    /// The reason.
    pub why: String,
    /// Implied by others, but meant.
    pub keep: bool,
    /// Where it is written.
    pub location: Location,
}

/// A related topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The slug.
    pub to: String,
    /// In which way.
    pub kind: RelatedKind,
    /// The reason.
    pub why: String,
    /// Where it is written.
    pub location: Location,
}

/// In which way two topics are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum RelatedKind {
    Contrast,
    History,
    Analogy,
    Application,
    #[default]
    SeeAlso,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The title.
    pub title: String,
    /// The authors, as cited.
    pub authors: String,
    /// The year.
    pub year: Option<i32>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A sentence of the page that a demo can prove.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The sentence, word for word in the body.
    pub says: String,
    /// The demo.
    pub demo: String,
    /// Its parameters, as typed.
    pub set: Vec<(String, String)>,
    /// What must hold.
    pub expect: String,
    /// Where it is written.
    pub location: Location,
    /// Where its parts are written.
    pub parts: ClaimParts,
}

/// Where the parts of a claim are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimParts {
    /// The sentence.
    pub says: Location,
    /// The demo's name.
    pub demo: Location,
    /// Each parameter's value, in the order of `set`.
    pub set: Vec<Location>,
    /// What must hold.
    pub expect: Location,
    /// Whether `expect` stands there letter for letter, so that a place within it can be named.
    pub is_verbatim: bool,
}

impl Claim {
    /// Where a byte of `expect` is written; where that cannot be told, its beginning.
    pub fn expect_at(&self, byte: usize) -> Location {
        let start = &self.parts.expect;
        let before = self.expect.get(..byte).filter(|_| self.parts.is_verbatim);
        let characters = before.map_or(0, |before| before.chars().count());
        start.at(start.line, start.column.saturating_add(characters as u32))
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Unique on the page.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What the answer teaches.
    pub because: Option<String>,
    /// Where it is written.
    pub location: Location,
}

/// How a question is answered. Misconceptions count from 1 in *Common misconceptions*.
#[derive(Debug, Clone, PartialEq)]
pub enum QuestionKind {
    /// One of some options.
    Choice {
        /// The options.
        options: Vec<String>,
        /// The index of the right one.
        answer: usize,
        /// Option index → misconception.
        misconceptions: Vec<(usize, usize)>,
    },
    /// A number.
    Number {
        /// The right one.
        answer: f64,
        /// How far off is still right.
        tolerance: f64,
    },
    /// A statement that holds or not.
    TrueFalse {
        /// Whether it holds.
        answer: bool,
        /// The misconception behind it.
        misconception: Option<usize>,
    },
    /// Said from memory, graded by the reader.
    Recall {
        /// The answer.
        answer: String,
    },
}

/// A learning path.
#[derive(Debug, Clone)]
pub struct LearningPath {
    /// Its slug, from the file name.
    pub slug: String,
    /// The title.
    pub title: String,
    /// The topic that it leads to.
    pub goal: String,
    /// For whom, in free words.
    pub level: String,
    /// What it is about, in a sentence or two.
    pub blurb: String,
    /// Paths or topics taken as known.
    pub assumes: Vec<String>,
    /// The steps in order.
    pub steps: Vec<PathStep>,
    /// The file.
    pub location: Location,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// A topic to read.
    Topic {
        /// The slug.
        topic: String,
        /// What to take from it for the goal.
        note: Option<String>,
        /// May be left out.
        optional: bool,
        /// Where it is written.
        location: Location,
    },
    /// A heading between steps.
    Section(String),
}

/// A block of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; `anchor` is its GitHub-style id, unique on the page.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The text.
        text: Vec<Inline>,
        /// The id that `#…` links name.
        anchor: String,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number, if ordered.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation, or a note, tip, important, warning, caution block.
    Quote {
        /// "note", "tip" … or nothing.
        kind: Option<&'static str>,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// Fenced or indented code.
    Code {
        /// The first word of the info string.
        language: String,
        /// The text.
        text: String,
    },
    /// Display mathematics: TeX source.
    Math(String),
    /// A table: the head and the rows, each a list of cells.
    Table {
        /// Column alignment: -1 left, 0 centre, 1 right.
        align: Vec<i8>,
        /// The head.
        head: Vec<Vec<Inline>>,
        /// The rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A rule across the page.
    Rule,
    /// A demo in the flow.
    Demo(DemoCall),
    /// Something that is named but not shown: an image, a limit that was met.
    Note(String),
}

/// A demo as a page calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCall {
    /// The demo's name.
    pub name: String,
    /// The parameters as typed.
    pub set: Vec<(String, String)>,
    /// The step that its figure shows, by id or title; else the demo's most telling one.
    pub step: Option<String>,
    /// Where it is written.
    pub location: Location,
}

/// A piece of text inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text, entities decoded.
    Text(String),
    /// `code`
    Code(String),
    /// Inline mathematics: TeX source.
    Math(String),
    /// *emphasis*
    Emphasis(Vec<Inline>),
    /// **strong**
    Strong(Vec<Inline>),
    /// ~~struck~~
    Struck(Vec<Inline>),
    /// A link: `[[slug]]`, a relative Markdown link, `#heading` or a URL, as written.
    Link {
        /// A slug if it leads to a topic of the library (resolved while loading), else as written.
        to: LinkTo,
        /// What is shown; empty means the target's title.
        text: Vec<Inline>,
    },
    /// A line break that was asked for.
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTo {
    /// A topic's slug, with a heading on it.
    Topic(String, Option<String>),
    /// A heading of this page.
    Heading(String),
    /// Outside.
    Url(String),
    /// No such topic.
    Missing(String),
}

/// A slug as it is compared: lower case, `_` and spaces as `-`.
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        // Nearly every name is, and is folded in one go.
        let mut folded = name.trim().to_owned();
        folded.make_ascii_lowercase();
        return if folded.contains(['_', ' ']) { folded.replace(['_', ' '], "-") } else { folded };
    }
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

/// The demos of some blocks, in the order of the page.
pub fn demo_calls(blocks: &[Block]) -> Vec<&DemoCall> {
    let mut calls = Vec::new();
    // Blocks nest at most 100 deep, so a list of what is still to be looked at is enough.
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Demo(call) => calls.push(call),
            Block::List { items, .. } => open.extend(items.iter().flatten().rev()),
            Block::Quote { blocks, .. } => open.extend(blocks.iter().rev()),
            _ => {}
        }
    }
    calls
}

/// The text of a line without its form; a bare link shows what `title_of` says of its topic.
pub fn plain(inlines: &[Inline], title_of: &dyn Fn(&str) -> Option<String>) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
            plain(inner, title_of)
        }
        Inline::Link { text, to } if text.is_empty() => match to {
            LinkTo::Topic(slug, _) => title_of(slug).unwrap_or_else(|| slug.clone()),
            LinkTo::Heading(text) | LinkTo::Url(text) | LinkTo::Missing(text) => text.clone(),
        },
        Inline::Link { text, .. } => plain(text, title_of),
        Inline::Break => " ".to_owned(),
    });
    texts.collect()
}
