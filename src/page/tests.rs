use super::fixture::{bullets, call, heading, link, page, page_of, paragraph, text, topic};
use super::*;
use crate::content::{Inline, LinkTo, SourceFile, from_files};
use crate::ink::{Place, Role};

mod any;
mod claimed;

/// The lines of these blocks at a width, as a reader sees them.
#[track_caller]
fn check(blocks: &[Block], width: usize, expected: &str) {
    let shown = plain(&page(blocks, width));
    let shown = shown.trim_matches('\n');
    let expected = expected.trim_matches('\n');
    assert_eq!(shown, expected, "at {width} the page is\n{shown}");
}

fn attention() -> Topic {
    let page = r#"---
title: "Attention mechanism"
aliases: ["attention", "self-attention"]
definition: "Letting every element look at every other one and take in what is relevant."
domain: "Tests"
level: 3
minutes: 25
sources:
  - {title: "Attention Is All You Need", authors: "Vaswani et al.", year: 2017, url: "https://arxiv.org/abs/1706.03762"}
questions:
  - {id: row-sum, kind: recall, ask: "What does a row add up to?", answer: "one"}
---
"#;
    let path = "topics/attention-mechanism.md".to_owned();
    let files = vec![SourceFile { path, bytes: page.as_bytes().into() }];
    from_files(files, "test").library.topics.remove(0)
}

#[test]
fn a_whole_page_stands_as_in_the_picture() {
    let mut band = Drawn::default();
    band.lines.push(Line::of("✓ Softmax ─▸ ● Attention", Role::Text));
    band.places.push(Place { line: 0, column: 2, width: 7, target: "softmax".to_owned() });
    let parts = Parts {
        status: Line::of("✓ done", Role::Done),
        band,
        figure: &|_, call, _| vec![Line::of(format!("▶ {}", call.name), Role::Rule)],
        title_of: &|_| None,
        done: &|slug| slug == "transformer",
        claimed: Vec::new(),
        learn_next: vec![LearnNext {
            slug: "transformer".to_owned(),
            title: "Transformer".to_owned(),
            definition: "Attention and small networks in turns, many times over.".to_owned(),
        }],
    };
    let blocks = [
        heading(2, "In simple terms"),
        paragraph("Each word looks at all the others."),
        Block::Demo(call("attention")),
        heading(2, "Learn next"),
        paragraph("One thing follows."),
    ];
    let page = lay_out(&attention(), &blocks, &parts, 44);
    let expected = "\
ATTENTION MECHANISM
also known as attention, self-attention ·
level 3 of 5 · 25 min
✓ done

Letting every element look at every other
one and take in what is relevant.

✓ Softmax ─▸ ● Attention

In simple terms
───────────────
Each word looks at all the others.

▶ attention

Learn next
──────────
One thing follows.

▸ Transformer
  Attention and small networks in turns,
  many times over.

Sources
───────
1. Attention Is All You Need. Vaswani et
   al., 2017.
   https://arxiv.org/abs/1706.03762

Check yourself · 1 question · press c
";
    assert_eq!(plain(&page), expected);
    let headings: Vec<_> =
        page.headings.iter().map(|h| (h.line, h.text.as_str(), h.anchor.as_str())).collect();
    let expected = [
        (10, "In simple terms", "in-simple-terms"),
        (16, "Learn next", "learn-next"),
        (24, "Sources", "sources"),
        (30, "Check yourself · 1", "check-yourself"),
    ];
    assert_eq!(headings, expected);
    let places: Vec<_> =
        page.drawn.places.iter().map(|p| (p.line, p.column, p.width, p.target.clone())).collect();
    let to = |slug: &str| Target::Topic(slug.to_owned(), None);
    let url = Target::Url("https://arxiv.org/abs/1706.03762".to_owned());
    let expected = [
        (8, 2, 7, to("softmax")),
        (14, 0, 11, Target::Demo(0)),
        (20, 2, 11, to("transformer")),
        (28, 3, 32, url),
    ];
    assert_eq!(places, expected);
    let demos: Vec<_> =
        page.demos.iter().map(|d| (d.line, d.height, d.call.name.as_str())).collect();
    assert_eq!(demos, [(14, 1, "attention")]);
}

#[test]
fn lists_hang_and_their_numbers_are_aligned() {
    let item = |words: &str| vec![paragraph(words)];
    let ordered = Block::List { start: Some(9), items: vec![item("nine or more"), item("ten")] };
    check(&[ordered], 12, " 9. nine or\n    more\n10. ten");
    let nested = bullets(vec![
        vec![paragraph("outer words"), bullets(vec![item("inner words")])],
        item("last"),
    ]);
    check(&[nested], 24, "• outer words\n  • inner words\n• last");
    let loose = bullets(vec![vec![paragraph("one"), paragraph("more")], item("two")]);
    check(&[loose], 20, "• one\n\n  more\n\n• two");
    let tasks = bullets(vec![item("[x] read it"), item("[ ] run it now")]);
    check(&[tasks], 10, "☑ read it\n☐ run it\n  now");
}

#[test]
fn quotations_have_a_bar_and_their_kind_in_words() {
    let quote = |kind| Block::Quote { kind, blocks: vec![paragraph("a b c"), paragraph("d")] };
    check(&[quote(None)], 40, "│ a b c\n│\n│ d");
    check(&[quote(Some("warning"))], 40, "│ Warning\n│ a b c\n│\n│ d");
}

#[test]
fn nesting_too_deep_for_the_width_goes_on_at_one_depth() {
    let mut block = paragraph("deep words here");
    for _ in 0..30 {
        block = bullets(vec![vec![block]]);
    }
    let shown = plain(&page(&[block], 24));
    assert!(shown.contains("deep words\n"), "{shown}");
    let mut block = paragraph("far too deep");
    for _ in 0..300 {
        block = Block::Quote { kind: None, blocks: vec![block] };
    }
    let shown = plain(&page(&[block], 60));
    assert!(shown.contains("[nested too") && !shown.contains("far"), "{shown}");
}

fn table(align: Vec<i8>, rows: &[&[&str]]) -> Block {
    let mut rows =
        rows.iter().map(|row| row.iter().map(|cell| vec![text(cell)]).collect::<Vec<_>>());
    let head = rows.next().unwrap_or_default();
    Block::Table { align, head, rows: rows.collect() }
}

#[test]
fn tables_keep_their_alignment_wrap_their_cells_and_give_way_to_lists() {
    let small = table(vec![-1, 0, 1], &[&["word", "mid", "number"], &["cat", "x", "−2"]]);
    check(&[small], 60, "word  mid  number\n────  ───  ──────\ncat    x       −2");
    let rows: &[&[&str]] =
        &[&["name", "what it is"], &["dot", "a sum of products"], &["sum", "adds"]];
    check(
        &[table(vec![-1, -1], rows)],
        18,
        "name  what it is\n────  ────────────\ndot   a sum of\n      products\n\nsum   adds",
    );
    let wide: &[&[&str]] =
        &[&["first one", "second one", "third one"], &["some words", "b", "more words"]];
    check(
        &[table(vec![-1; 3], wide)],
        14,
        "• first one:\n  some words\n  second one:\n  b\n  third one:\n  more words",
    );
}

#[test]
fn links_show_titles_and_say_what_has_been_read() {
    let missing = Inline::Link { to: LinkTo::Missing("nowhere".to_owned()), text: Vec::new() };
    let strong = Inline::Strong(vec![text("the "), link("softmax", "softmax")]);
    let inlines = vec![link("vectors", ""), text(", "), strong, text(" or "), missing];
    let page = page(&[Block::Paragraph(inlines)], 60);
    let shown = plain(&page);
    assert_eq!(shown.trim(), "Title of vectors, the softmax or nowhere");
    let roles: Vec<_> = page
        .drawn
        .lines
        .iter()
        .flat_map(|line| &line.spans)
        .map(|span| (span.text.as_str(), span.role))
        .collect();
    let expected = [
        ("Title of vectors", Role::Link),
        (", ", Role::Text),
        ("the", Role::Strong),
        (" ", Role::Text),
        ("softmax", Role::LinkDone),
        (" or ", Role::Text),
        ("nowhere", Role::LinkMissing),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn mathematics_stands_in_the_line_or_as_a_drawing_or_as_its_source() {
    let inline =
        Block::Paragraph(vec![text("Take "), Inline::Math(r"\sqrt{d_k}".to_owned()), text(".")]);
    check(&[inline], 40, "Take √dₖ.");
    let fraction = Block::Math(r"a = \frac{b + c}{2}".to_owned());
    check(std::slice::from_ref(&fraction), 40, "         b + c\n    a = ───────\n           2");
    check(&[fraction], 14, "    a = (b +\n    c)/2");
    check(&[Block::Math(r"\odd{x}".to_owned())], 40, r"    \odd{x}");
}

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let hostile = "a\u{1b}[2J\u{9b}b\u{202e}c\u{7}";
    let code = Block::Code { language: String::new(), text: hostile.to_owned() };
    let inlines = vec![text(hostile), Inline::Code(hostile.to_owned()), link("softmax", hostile)];
    let blocks = [Block::Paragraph(inlines), code, Block::Note(hostile.to_owned())];
    let page = page_of(&topic("x", hostile), &blocks, 60);
    for c in plain(&page).chars().filter(|c| *c != '\n') {
        assert!(!c.is_control() && c != '\u{202e}', "{c:?}");
    }
    assert!(plain(&page).contains("a␛[2J"));
}

#[test]
fn words_are_found_across_styles_in_cells_and_in_any_case() {
    let inlines = vec![
        text("注意 Attention "),
        Inline::Strong(vec![text("is")]),
        text(" all. Über attention."),
    ];
    let page = page(&[Block::Paragraph(inlines)], 70);
    let find = |query: &str| -> Vec<(usize, usize)> {
        matches(&page, query).iter().map(|place| (place.column, place.width)).collect()
    };
    let cases: [(&str, &[(usize, usize)]); 8] = [
        ("attention is all", &[(5, 16)]),
        ("attention", &[(5, 9), (28, 9)]),
        ("Attention", &[(5, 9)]),
        ("über", &[(23, 4)]),
        ("ÜBER", &[]),
        ("意", &[(2, 2)]),
        ("", &[]),
        ("absent", &[]),
    ];
    for (query, expected) in cases {
        assert_eq!(find(query), expected, "{query}");
    }
}
