//! Sentences in paragraphs: where a text stands word for word, whatever its form.

use super::model::{Block, Inline, LinkTo};

/// Where a text stands in a paragraph. A leaf is a piece of text without pieces in it, counted
/// from 0 in the order of reading: text, code, mathematics, a link without words of its own, a
/// line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// The leaf in which it begins, and the byte.
    pub start: (usize, usize),
    /// The leaf in which it ends, and the byte behind it.
    pub end: (usize, usize),
    /// Whether it begins and ends where sentences do.
    pub is_whole: bool,
}

impl Sentence {
    /// The bytes of a leaf that belong to it; nothing where none do.
    pub fn within(&self, leaf: usize, length: usize) -> Option<(usize, usize)> {
        if leaf < self.start.0 || leaf > self.end.0 {
            return None;
        }
        let from = if leaf == self.start.0 { self.start.1 } else { 0 };
        let to = if leaf == self.end.0 { self.end.1.min(length) } else { length };
        (from < to).then_some((from, to))
    }
}

/// The paragraphs of some blocks, those of lists and quotations too, in the order of the page.
pub fn paragraphs(blocks: &[Block]) -> Vec<&[Inline]> {
    let mut found = Vec::new();
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Paragraph(inlines) => found.push(inlines.as_slice()),
            Block::List { items, .. } => open.extend(items.iter().flatten().rev()),
            Block::Quote { blocks, .. } => open.extend(blocks.iter().rev()),
            _ => {}
        }
    }
    found
}

/// Where a text stands in a paragraph, form left out and white space taken as one space; a place
/// where it is a whole sentence comes before one where it is not.
pub fn sentence(
    paragraph: &[Inline],
    says: &str,
    title_of: &dyn Fn(&str) -> Option<String>,
) -> Option<Sentence> {
    let says = says.split_whitespace().collect::<Vec<_>>().join(" ");
    if says.is_empty() {
        return None;
    }
    let mut folded = Folded::default();
    folded.all(paragraph, title_of);
    let mut first = None;
    for (at, _) in folded.text.match_indices(&says) {
        let found = folded.found(at, at + says.len());
        if found.is_some_and(|found| found.is_whole) {
            return found;
        }
        first = first.or(found);
    }
    first
}

/// The text of a paragraph, and for each of its characters where it comes from.
#[derive(Default)]
struct Folded {
    text: String,
    /// The byte in `text`; the leaf; where the character begins and ends in that.
    origins: Vec<(usize, usize, usize, usize)>,
    leaves: usize,
}

impl Folded {
    /// Inlines nest no deeper than the parser lets them.
    fn all(&mut self, inlines: &[Inline], title_of: &dyn Fn(&str) -> Option<String>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => self.leaf(text),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                    self.all(inner, title_of);
                }
                Inline::Link { to, text } if text.is_empty() => match to {
                    LinkTo::Topic(slug, _) => {
                        self.leaf(&title_of(slug).unwrap_or_else(|| slug.clone()));
                    }
                    LinkTo::Heading(name) | LinkTo::Url(name) | LinkTo::Missing(name) => {
                        self.leaf(name);
                    }
                },
                Inline::Link { text, .. } => self.all(text, title_of),
                Inline::Break => self.leaf(" "),
            }
        }
    }

    fn leaf(&mut self, text: &str) {
        for (at, c) in text.char_indices() {
            let is_space = c.is_whitespace();
            if is_space && (self.text.is_empty() || self.text.ends_with(' ')) {
                continue;
            }
            self.origins.push((self.text.len(), self.leaves, at, at + c.len_utf8()));
            self.text.push(if is_space { ' ' } else { c });
        }
        self.leaves += 1;
    }

    fn found(&self, from: usize, to: usize) -> Option<Sentence> {
        let first = self.origins.partition_point(|origin| origin.0 < from);
        let behind = self.origins.partition_point(|origin| origin.0 < to);
        let (_, leaf, start, _) = *self.origins.get(first)?;
        let (_, last_leaf, _, end) = *self.origins.get(behind.checked_sub(1)?)?;
        let before = self.text.get(..from)?.trim_end();
        let own = self.text.get(from..to)?;
        let after = self.text.get(to..)?;
        let begins = before.is_empty() || self.text.get(..from)?.ends_with(' ') && stops(before);
        let ends = after.trim().is_empty() || after.starts_with(' ') && stops(own);
        let is_whole = begins && ends;
        Some(Sentence { start: (leaf, start), end: (last_leaf, end), is_whole })
    }
}

/// Whether a text ends as a sentence does; quotes and brackets may close behind its stop.
fn stops(text: &str) -> bool {
    let closing = ['"', '\'', '”', '’', '»', ')', ']'];
    text.trim_end_matches(closing).ends_with(['.', '!', '?', ':', '…', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    type Place = (usize, usize);

    fn found(paragraph: &[Inline], says: &str) -> Option<(Place, Place, bool)> {
        let title = |slug: &str| (slug == "softmax").then(|| "Softmax".to_owned());
        let found = sentence(paragraph, says, &title)?;
        Some((found.start, found.end, found.is_whole))
    }

    #[test]
    fn a_sentence_is_found_through_its_form() {
        let paragraph = [
            text("One. "),
            Inline::Emphasis(vec![text("Saw")]),
            text(" is out  of\nsight, and "),
            Inline::Link { to: LinkTo::Topic("softmax".to_owned(), None), text: Vec::new() },
            text(" rises. More."),
        ];
        let says = "Saw is out of sight, and Softmax rises.";
        assert_eq!(found(&paragraph, says), Some(((1, 0), (4, 7), true)));
        assert_eq!(found(&paragraph, "One."), Some(((0, 0), (0, 4), true)));
        assert_eq!(found(&paragraph, " More.\n"), Some(((4, 8), (4, 13), true)));
        assert_eq!(found(&paragraph, "One. Saw is"), Some(((0, 0), (2, 3), false)));
        assert_eq!(found(&paragraph, "ore."), Some(((4, 9), (4, 13), false)));
        assert_eq!(found(&paragraph, "Saw  rises."), None);
        assert_eq!(found(&paragraph, " "), None);
    }

    #[test]
    fn a_whole_sentence_comes_before_a_part_of_one() {
        let paragraph = [text("In 1 it is 2. \"So\" it is 2. it is 2.")];
        assert_eq!(found(&paragraph, "it is 2."), Some(((0, 28), (0, 36), true)));
        let quoted = [text("He says \"no.\" It is 2.")];
        assert_eq!(found(&quoted, "It is 2."), Some(((0, 14), (0, 22), true)));
    }

    #[test]
    fn paragraphs_come_in_the_order_of_the_page() {
        let paragraph = |words: &str| Block::Paragraph(vec![text(words)]);
        let blocks = [
            paragraph("a"),
            Block::List { start: None, items: vec![vec![paragraph("b")], vec![paragraph("c")]] },
            Block::Quote { kind: None, blocks: vec![paragraph("d")] },
            Block::Math("x".to_owned()),
            paragraph("e"),
        ];
        let words: Vec<_> = paragraphs(&blocks).into_iter().map(|found| found[0].clone()).collect();
        assert_eq!(words, ["a", "b", "c", "d", "e"].map(text));
    }
}
