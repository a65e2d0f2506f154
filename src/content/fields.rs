//! Reading the entries of a YAML mapping into checked values. Every field is judged alone, and
//! what is wrong with one is said with its place and leaves the others as they are.

use super::model::fold;
use super::names::closest;
use super::problem::Problems;
use super::yaml::{Entry, Node, Value};
use crate::ink::clean;
use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// What a mapping may and must hold.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it describes: "a question".
    pub owner: &'static str,
    /// The keys that it may have.
    pub keys: &'static [&'static str],
    /// The keys that it must have.
    pub required: &'static [&'static str],
}

/// The entries of one mapping.
#[derive(Debug)]
pub(super) struct Fields<'n> {
    /// Where the mapping begins.
    pub place: (u32, u32),
    owner: &'static str,
    entries: Vec<&'n Entry>,
    /// Keys that mistyped ones stand for: they are not missed too.
    meant: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The entries of a node that must be a mapping of this shape.
    pub fn of(node: &'n Node, shape: &Shape, problems: &mut Problems<'_>) -> Option<Self> {
        if let Value::Map(entries) = &node.value {
            let fields = Self::known(entries, node.place, shape, problems);
            fields.demand(shape.required, problems);
            return Some(fields);
        }
        let message = format!("{} was expected, with keys and values", shape.owner);
        let help = format!("write {{{}: …}}", shape.keys.join(": …, "));
        problems.error("wrong-type", node.place, message, &help);
        None
    }

    /// The entries whose keys are known; doubled and unknown keys are said.
    pub fn known(
        entries: &'n [Entry],
        place: (u32, u32),
        shape: &Shape,
        problems: &mut Problems<'_>,
    ) -> Self {
        let mut fields = Self { place, owner: shape.owner, entries: Vec::new(), meant: Vec::new() };
        for entry in entries {
            if !shape.keys.contains(&entry.key.as_str()) {
                let near = closest(&entry.key, shape.keys);
                unknown_key(entry, near, shape, problems);
                fields.meant.extend(near);
            } else if let Some(first) = fields.entry(&entry.key) {
                let message =
                    format!("\"{}\" stands twice, first on line {}", entry.key, first.place.0);
                let help = "keep one of the two; the first is used";
                problems.error("duplicate-key", entry.place, message, help);
            } else {
                fields.entries.push(entry);
            }
        }
        fields
    }

    /// Says which of these keys are missing.
    pub fn demand(&self, required: &[&str], problems: &mut Problems<'_>) {
        for key in required {
            if self.get(key).is_none() && !self.meant.contains(key) && !problems.lenient {
                let blank = self.entry(key);
                let place = blank.map_or(self.place, |entry| entry.place);
                let message = format!("{} needs \"{key}\"", self.owner);
                let help = if blank.is_some() { "fill it in" } else { "add it" };
                problems.error("missing-key", place, message, &format!("{help}: `{key}: …`"));
            }
        }
    }

    /// Whether a key that is not known seems to stand for this one.
    pub fn is_mistyped(&self, key: &str) -> bool {
        self.meant.contains(&key)
    }

    fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().copied().find(|entry| entry.key == key)
    }

    /// A value that is there and not empty.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        let node = &self.entry(key)?.node;
        match &node.value {
            Value::Empty => None,
            Value::Text { text, .. } if text.trim().is_empty() => None,
            _ => Some(node),
        }
    }

    /// A name, a slug or another word that means something to the program.
    pub fn word(&self, key: &str, problems: &mut Problems<'_>) -> Option<String> {
        self.get(key).and_then(|node| text(node, key, problems)).map(Cow::into_owned)
    }

    /// Text for people. Unquoted it is read, but a hint says how easily it changes.
    pub fn prose(&self, key: &str, problems: &mut Problems<'_>) -> Option<String> {
        let node = self.get(key)?;
        let found = text(node, key, problems)?.into_owned();
        if matches!(node.value, Value::Text { quoted: false, .. }) {
            let message = format!("the text of \"{key}\" is not quoted");
            let help = "put it into double quotes: a comma or a colon would change its meaning";
            problems.hint("unquoted-text", node.place, message, help);
        }
        Some(found)
    }

    /// A number in a range.
    pub fn number<T: FromStr + PartialOrd + ToString>(
        &self,
        key: &str,
        range: &RangeInclusive<T>,
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        let node = self.get(key)?;
        let written = text(node, key, problems)?;
        match written.parse::<T>() {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let (low, high) = (range.start().to_string(), range.end().to_string());
                let message = format!("\"{key}\" is {written}");
                problems.error("bad-value", node.place, message, &numbers(&low, &high));
                None
            }
        }
    }

    /// Yes or no; no where it is not said.
    pub fn flag(&self, key: &str, problems: &mut Problems<'_>) -> bool {
        self.get(key).and_then(|node| flag(node, key, problems)).unwrap_or(false)
    }

    /// A list; empty where there is none.
    pub fn list(&self, key: &str, problems: &mut Problems<'_>) -> &'n [Node] {
        match self.get(key) {
            None => &[],
            Some(Node { value: Value::List(items), .. }) => items,
            // Notes written for other programs often name a single alias so.
            Some(node) if problems.lenient => std::slice::from_ref(node),
            Some(node) => {
                let message = format!("\"{key}\" is a list");
                let help = format!("write `{key}: [a, b]`, or one `- a` a line below it");
                problems.error("wrong-type", node.place, message, &help);
                &[]
            }
        }
    }

    /// A list of words with their places; blank ones are left out.
    pub fn words(&self, key: &str, problems: &mut Problems<'_>) -> Vec<(String, (u32, u32))> {
        let mut found = Vec::new();
        for node in self.list(key, problems) {
            match text(node, key, problems) {
                Some(word) if !word.trim().is_empty() => {
                    found.push((word.trim().to_owned(), node.place));
                }
                Some(_) => {
                    let message = format!("an empty entry in \"{key}\"");
                    problems.error("bad-value", node.place, message, "write a name, or remove it");
                }
                None => {}
            }
        }
        found
    }

    /// The slug of something that is looked up later; its place is kept until then.
    pub fn slug(&self, key: &str, problems: &mut Problems<'_>) -> Option<String> {
        let node = self.get(key)?;
        let slug = fold(&text(node, key, problems)?);
        problems.names.push((slug.clone(), node.place));
        Some(slug)
    }

    /// A list of slugs, as [`Self::slug`].
    pub fn slugs(&self, key: &str, problems: &mut Problems<'_>) -> Vec<String> {
        let named = self.words(key, problems).into_iter().map(|(name, place)| (fold(&name), place));
        let named: Vec<_> = named.collect();
        problems.names.extend(named.iter().cloned());
        named.into_iter().map(|(slug, _)| slug).collect()
    }

    /// A mapping of words to words, in the order in which it is written.
    pub fn pairs(&self, key: &str, problems: &mut Problems<'_>) -> Vec<(String, &'n Node)> {
        match self.get(key) {
            None => Vec::new(),
            Some(Node { value: Value::Map(entries), .. }) => {
                entries.iter().map(|entry| (entry.key.clone(), &entry.node)).collect()
            }
            Some(node) => {
                let message = format!("\"{key}\" has keys and values");
                problems.error("wrong-type", node.place, message, "write {name: value, …}");
                Vec::new()
            }
        }
    }
}

/// Which numbers are allowed. Ends as long as the largest of all numbers are no ends.
fn numbers(low: &str, high: &str) -> String {
    const LONG: usize = 20;
    match (low.len() < LONG, high.len() < LONG) {
        (true, true) if low == high => format!("write {low}"),
        (true, true) => format!("write a number from {low} to {high}"),
        (true, false) => format!("write a number that is at least {low}"),
        (false, _) => "write a number".to_owned(),
    }
}

fn unknown_key(entry: &Entry, near: Option<&str>, shape: &Shape, problems: &mut Problems<'_>) {
    if problems.lenient {
        return;
    }
    let help = match near {
        Some(near) => format!("did you mean \"{near}\"?"),
        // A bare comma ends a text inside braces, and its rest becomes a key without a value.
        None if entry.node.value == Value::Empty => {
            "put the text before it into double quotes: its comma began a new key".to_owned()
        }
        None => format!("allowed here: {}", shape.keys.join(", ")),
    };
    let message = format!("{} has no \"{}\"", shape.owner, entry.key);
    problems.error("unknown-key", entry.place, message, &help);
}

/// The text of a node.
pub(super) fn text<'n>(
    node: &'n Node,
    key: &str,
    problems: &mut Problems<'_>,
) -> Option<Cow<'n, str>> {
    match &node.value {
        Value::Text { text, .. } => {
            if matches!(clean(text), Cow::Owned(_)) {
                let message = format!("\"{key}\" holds control characters");
                let help = "remove them; they are shown, never sent to the terminal";
                problems.error("control-characters", node.place, message, help);
            }
            Some(Cow::Borrowed(text.trim()))
        }
        Value::Empty => Some(Cow::Borrowed("")),
        Value::List(_) | Value::Map(_) => {
            let message = format!("\"{key}\" is text, not a list or keys with values");
            problems.error("wrong-type", node.place, message, "write the text in double quotes");
            None
        }
    }
}

/// Whether a node says true.
pub(super) fn flag(node: &Node, key: &str, problems: &mut Problems<'_>) -> Option<bool> {
    match text(node, key, problems)?.to_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        other => {
            let message = format!("\"{key}\" is {other}");
            problems.error("wrong-type", node.place, message, "write true or false");
            None
        }
    }
}
