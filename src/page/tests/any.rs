//! Pages made of chance, from a seed: whatever stands on them, every width holds.

use super::super::fixture::{begun, call, claimed, link, page, page_of, text, topic};
use super::super::{Page, Target, plain};
use crate::content::{Block, Inline, LinkTo, plain as content_plain};
use crate::ink::{Line, width};

/// A small generator (xorshift); the seed is all that it depends on.
struct Chance(u64);

impl Chance {
    fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn words(&mut self) -> String {
        const WORDS: &[&str] = &[
            "a",
            "softmax",
            "self-attention",
            "注意力机制",
            "e\u{301}te\u{301}",
            "×",
            "=",
            "0.5",
            "averyveryverylongwordwithoutanyspaceinitthatgoesonandon",
            "ノ、長い（語）です。",
            "👩‍👩‍👧",
            "☑️",
            "日本",
            "لا",
            "\t",
            "https://example.org/a/very/long/path?with=a&query=too",
            "ﬁn",
        ];
        (0..=self.below(12)).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }

    fn inlines(&mut self, depth: usize) -> Vec<Inline> {
        (0..=self.below(4))
            .map(|_| match self.below(if depth > 3 { 5 } else { 10 }) {
                0 => Inline::Code(self.words()),
                1 => Inline::Math(self.formula(0)),
                2 => Inline::Break,
                3 | 4 => Inline::Text(self.words()),
                5 => Inline::Emphasis(self.inlines(depth + 1)),
                6 => Inline::Strong(self.inlines(depth + 1)),
                7 => Inline::Struck(self.inlines(depth + 1)),
                8 => link("softmax", ""),
                _ => Inline::Link {
                    to: LinkTo::Url("https://example.org".to_owned()),
                    text: self.inlines(depth + 1),
                },
            })
            .collect()
    }

    fn formula(&mut self, depth: usize) -> String {
        const ATOMS: &[&str] = &[
            "x",
            "12",
            "+",
            "=",
            "(",
            r"\alpha",
            r"\sum",
            "注",
            r"\text{if } ",
            r"\ln",
            ",",
            r"\odd",
            "}",
        ];
        match self.below(if depth > 4 { 1 } else { 6 }) {
            0 | 1 => ATOMS[self.below(ATOMS.len())].to_owned(),
            2 => format!(r"\frac{{{}}}{{{}}}", self.formula(depth + 1), self.formula(depth + 1)),
            3 => format!(
                "{}_{{{}}}^{{{}}}",
                self.formula(depth + 1),
                self.formula(depth + 1),
                self.formula(depth + 1)
            ),
            4 => format!(r"\left[\sqrt{{{}}}\right)", self.formula(depth + 1)),
            _ => format!("{} {}", self.formula(depth + 1), self.formula(depth + 1)),
        }
    }

    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        (0..=self.below(3)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: usize) -> Block {
        match self.below(if depth > 7 { 8 } else { 11 }) {
            0 => Block::Heading {
                level: 1 + self.below(6) as u8,
                text: self.inlines(0),
                anchor: "x".to_owned(),
            },
            1 => Block::Code {
                language: "python".to_owned(),
                text: format!("{}\n\n{}", self.words(), self.words()),
            },
            2 => Block::Math(self.formula(0)),
            3 => Block::Table {
                align: vec![-1, 0, 1],
                head: (0..self.below(5)).map(|_| self.inlines(2)).collect(),
                rows: (0..self.below(4))
                    .map(|_| (0..self.below(6)).map(|_| self.inlines(2)).collect())
                    .collect(),
            },
            4 => Block::Rule,
            5 => Block::Demo(call("softmax")),
            6 => Block::Note(self.words()),
            7 => Block::Paragraph(self.inlines(0)),
            8 => Block::Quote { kind: Some("note"), blocks: self.blocks(depth + 1) },
            9 => Block::List {
                start: None,
                items: (0..self.below(4)).map(|_| self.blocks(depth + 1)).collect(),
            },
            _ => Block::List {
                start: Some(u64::MAX - self.below(3) as u64),
                items: (0..self.below(3)).map(|_| self.blocks(depth + 1)).collect(),
            },
        }
    }
}

/// Every line fits and ends without a space; every place lies on text of its line.
fn assert_sound(page: &Page, cells: usize, seed: u64) {
    for (number, line) in page.drawn.lines.iter().enumerate() {
        let shown: String = line.spans.iter().map(|span| span.text.as_str()).collect();
        assert!(line.width() <= cells, "seed {seed} at {cells}, line {number}: {shown:?}");
        assert!(!shown.ends_with(' '), "seed {seed} at {cells}, line {number}: {shown:?}");
    }
    for place in &page.drawn.places {
        let wide = page.drawn.lines.get(place.line).map_or(0, Line::width);
        assert!(place.column + place.width <= wide, "seed {seed} at {cells}: {place:?} of {wide}");
    }
    let lines: Vec<_> = page.drawn.places.iter().map(|place| place.line).collect();
    assert!(lines.is_sorted(), "seed {seed} at {cells}: {lines:?}");
    let demos: Vec<_> = page
        .drawn
        .places
        .iter()
        .filter_map(|place| match place.target {
            Target::Demo(number) => Some((number, place.line)),
            _ => None,
        })
        .collect();
    let known: Vec<_> = page.demos.iter().enumerate().map(|(n, demo)| (n, demo.line)).collect();
    assert_eq!(demos, known, "seed {seed} at {cells}");
}

#[test]
fn no_page_is_wider_than_its_column() {
    for seed in 1..=202 {
        let mut chance = Chance::of(seed);
        let blocks = chance.blocks(0);
        let topic = topic("x", &chance.words());
        let cells = 20 + (seed as usize - 1) % 101;
        assert_sound(&page_of(&topic, &blocks, cells), cells, seed);
    }
}

#[test]
fn the_beginning_of_a_page_is_the_beginning_of_the_whole() {
    let mut begun_pages = 0;
    for seed in 1..=200 {
        let mut chance = Chance::of(seed);
        let blocks = [chance.blocks(0), chance.blocks(0), chance.blocks(0)].concat();
        let topic = topic("x", &chance.words());
        let (cells, until) = (30 + seed as usize % 60, chance.below(40));
        let whole = page_of(&topic, &blocks, cells);
        let part = begun(&topic, &blocks, cells, until);
        let first = |page: &Page| page.drawn.lines.iter().take(until).cloned().collect::<Vec<_>>();
        assert_eq!(first(&part), first(&whole), "seed {seed}, {until} lines of {cells}");
        assert!(!whole.begun && (part.begun || part.drawn == whole.drawn), "seed {seed}");
        let names = |page: &Page| -> (Vec<_>, Vec<_>) {
            let headings = page.headings.iter();
            let headings = headings.map(|it| (it.level, it.text.clone(), it.anchor.clone()));
            (headings.collect(), page.demos.iter().map(|demo| demo.call.clone()).collect())
        };
        assert_eq!(names(&part), names(&whole), "seed {seed}");
        begun_pages += usize::from(part.begun);
    }
    assert!(begun_pages > 50, "{begun_pages}");
}

#[test]
fn no_character_of_the_text_is_lost() {
    for seed in 1..=200 {
        let mut chance = Chance::of(seed);
        let words = [chance.words(), chance.words(), chance.words()];
        let blocks = [
            Block::Paragraph(vec![text(&words[0]), Inline::Strong(vec![text(&words[1])])]),
            Block::Code { language: "rust".to_owned(), text: words[2].clone() },
        ];
        let shown = plain(&page(&blocks, 20 + seed as usize % 60));
        let solid = |text: &str| text.replace(['↪', ' ', '\n', '\t'], "");
        assert_eq!(solid(&shown), solid(&words.concat()), "seed {seed}");
    }
}

#[test]
fn a_mark_behind_a_sentence_changes_nothing_else() {
    let mut marked = 0;
    for seed in 1..=300 {
        let mut chance = Chance::of(seed);
        let blocks = [Block::Paragraph(chance.inlines(0)), Block::Paragraph(chance.inlines(0))];
        let title = |slug: &str| Some(format!("Title of {slug}"));
        let Block::Paragraph(inlines) = &blocks[chance.below(2)] else { continue };
        let whole = content_plain(inlines, &title);
        let words: Vec<&str> = whole.split_whitespace().collect();
        let from = chance.below(words.len().max(1));
        let says = words.get(from..).unwrap_or_default().join(" ");
        let cells = 20 + seed as usize % 60;
        let with = claimed(&blocks, &[(&says, true)], cells);
        assert_sound(&with, cells, seed);
        let solid = |page: &Page| plain(page).replace(['↪', ' ', '\n', '\t', '✓'], "");
        assert_eq!(solid(&with), solid(&page(&blocks, cells)), "seed {seed}: {says:?}");
        marked += plain(&with).matches('✓').count();
    }
    assert!(marked > 200, "{marked}");
}

#[test]
fn wide_characters_count_as_two_cells() {
    let shown = page(&[Block::Paragraph(vec![text(&"注意".repeat(30))])], 21);
    assert!(shown.drawn.lines.iter().all(|line| width(&line.plain()) <= 20));
    assert_eq!(shown.drawn.lines.iter().map(Line::width).max(), Some(20));
}
