use super::super::model::Inline;
use super::super::problem::{Location, Problem};
use super::*;
use std::fmt::Write as _;

fn parsed(markdown: &str) -> (Parsed, Vec<Problem>) {
    let mut problems = Problems::of(&Location::file("x.md"), markdown, false);
    let resolve = |target: &str, _: bool| LinkTo::Url(target.to_owned());
    let parsed = parse(markdown, 0, &resolve, &mut problems);
    (parsed, problems.finish())
}

/// Blocks in a short form: `p(text)`, `ul(a | b)`, `h2#anchor(text)` …
fn form(blocks: &[Block]) -> String {
    let mut out = Vec::new();
    for block in blocks {
        out.push(match block {
            Block::Heading { level, text, anchor } => format!("h{level}#{anchor}({})", line(text)),
            Block::Paragraph(text) => format!("p({})", line(text)),
            Block::List { start, items } => {
                let items: Vec<String> = items.iter().map(|item| form(item)).collect();
                let start = start.map_or("ul".to_owned(), |n| format!("ol{n}"));
                format!("{start}[{}]", items.join(" | "))
            }
            Block::Quote { kind, blocks } => format!("q{}[{}]", kind.unwrap_or(""), form(blocks)),
            Block::Code { language, text } => format!("code:{language}({text})"),
            Block::Math(text) => format!("math({text})"),
            Block::Table { align, head, rows } => {
                let cells = |row: &[Vec<Inline>]| {
                    row.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(",")
                };
                let rows: Vec<String> = rows.iter().map(|row| cells(row)).collect();
                format!("table{align:?}({} / {})", cells(head), rows.join(" / "))
            }
            Block::Rule => "rule".to_owned(),
            Block::Demo(call) => {
                format!(
                    "demo@{}:{}({} {:?})",
                    call.location.line, call.location.column, call.name, call.set
                )
            }
            Block::Note(text) => format!("note({text})"),
        });
    }
    out.join(" ")
}

fn line(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        let _ = match inline {
            Inline::Text(text) => write!(out, "{text}"),
            Inline::Code(text) => write!(out, "`{text}`"),
            Inline::Math(text) => write!(out, "${text}$"),
            Inline::Emphasis(text) => write!(out, "<i {}>", line(text)),
            Inline::Strong(text) => write!(out, "<b {}>", line(text)),
            Inline::Struck(text) => write!(out, "<s {}>", line(text)),
            Inline::Link { to, text } => match to {
                LinkTo::Url(url) => write!(out, "<{url} {}>", line(text)),
                other => write!(out, "<{other:?} {}>", line(text)),
            },
            Inline::Break => write!(out, "⏎"),
        };
    }
    out
}

#[test]
fn markdown_becomes_blocks() {
    let cases = [
        ("a *b* **c**\nd ~~e~~ `f`  \ng", "p(a <i b> <b c> d <s e> `f`⏎g)"),
        (
            "# A b!\n## A b\n### A-b-1\n# `x_y` *Z*",
            "h1#a-b(A b!) h2#a-b-1(A b) h3#a-b-1-1(A-b-1) h1#x_y-z(`x_y` <i Z>)",
        ),
        ("- a\n- b\n  - c\n\n    d\n", "ul[p(a) | p(b) ul[p(c) p(d)]]"),
        ("3. a\n4. b", "ol3[p(a) | p(b)]"),
        ("- [x] done\n- [ ] open", "ul[p([x] done) | p([ ] open)]"),
        ("> [!TIP]\n> a\n> > b", "qtip[p(a) q[p(b)]]"),
        (
            "```rust x\nfn f() {}\n\n  y\n```\n\n    indented",
            "code:rust(fn f() {}\n\n  y) code:(indented)",
        ),
        (
            "$x^2$ is $5$; costs 5$\n\n$$ a\n\\cdot b $$\n\nSo $$c$$ ends.",
            "p($x^2$ is $5$; costs 5$) math(a\n\\cdot b) p(So) math(c) p(ends.)",
        ),
        ("| a | b |\n|:-:|--:|\n| 1 | *2* |\n| 3 |", "table[0, 1](a,b / 1,<i 2> / 3,)"),
        ("a\n\n---\n\nb", "p(a) rule p(b)"),
        (
            "a <b>x</b>\n\n<div>\n&amp; y\n</div>",
            "p(a `<b>`x`</b>`) code:html(<div>\n&amp; y\n</div>)",
        ),
        (
            "see ![a *map*](m.png) there\n\n![](x.png)",
            "p(see  there) note(image: a map (m.png)) note(image: (x.png))",
        ),
        ("- ![a](b.png)\n", "ul[note(image: a (b.png))]"),
        ("[a](http://x) [[b|c]] [[d]] <e@f.g>", "p(<http://x a> <b c> <d d> <mailto:e@f.g e@f.g>)"),
        ("fish &amp; chips &lt;3 &#x41;", "p(fish & chips <3 A)"),
        ("text\n\n---\ntitle: x\n---\n\nmore", "p(text) rule h2#title-x(title: x) p(more)"),
    ];
    for (markdown, expected) in cases {
        let (parsed, problems) = parsed(markdown);
        assert_eq!(form(&parsed.blocks), expected, "{markdown}");
        assert_eq!(problems, []);
    }
}

#[test]
fn demos_stand_in_the_flow_with_their_places() {
    let markdown = "a\n\n```demo\nsoftmax\nscores: 2 1 0 -1\nlabels: a: b\n```\n\n\
        > ```demo\n> attention\n> nonsense\n> text: x\n> text: y\n> ```\n\n```demo\n```\n\n```demo\nmask: causal\n```";
    let (parsed, problems) = parsed(markdown);
    let set = r#"[("scores", "2 1 0 -1"), ("labels", "a: b")]"#;
    assert_eq!(
        form(&parsed.blocks),
        format!(
            "p(a) demo@3:1(softmax {set}) q[demo@9:3(attention [(\"text\", \"x\")])] demo@16:1( []) demo@19:1(mask: causal [])"
        )
    );
    let said: Vec<String> =
        problems.iter().map(|p| format!("{} {} {}", p.location, p.code, p.message)).collect();
    assert_eq!(
        said,
        [
            "x.md:11:3 bad-value \"nonsense\" sets nothing",
            "x.md:13:3 duplicate-key \"text\" is set twice",
            "x.md:16:1 missing-key a demo block without a demo",
            "x.md:20:1 bad-value \"mask: causal\" is not the name of a demo",
        ]
    );
}

#[test]
fn hostile_nesting_is_flattened_and_fast() {
    let started = std::time::Instant::now();
    let lines: Vec<String> = (0..200).map(|depth| "  ".repeat(depth) + "- x\n").collect();
    let cases = [
        (">".repeat(10_000) + " end", true),
        ("- ".repeat(10_000) + "end", true),
        ("> - ".repeat(5_000) + "end", true),
        ("[".repeat(10_000) + "end", false),
        ("[[".repeat(10_000) + "end" + &"]]".repeat(10_000), false),
        ("![".repeat(10_000) + "end" + &"](x)".repeat(10_000), true),
        ("*a **b ".repeat(5_000) + &"c** d*".repeat(5_000), true),
        ("$".repeat(10_000), false),
        ("`".repeat(10_000), false),
        ("<".repeat(10_000), false),
        ("&".repeat(10_000), false),
        (lines.concat(), true),
    ];
    for (markdown, deep) in cases {
        let (parsed, problems) = parsed(&markdown);
        let shown: String = markdown.chars().take(10).collect();
        assert_eq!(problems.iter().any(|p| p.code == "too-deep"), deep, "{shown}");
        assert!(!parsed.blocks.is_empty(), "{shown}");
        let text = format!("{:?}", parsed.blocks);
        assert_eq!(text.contains("shown flat"), deep, "{shown}");
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn large_tables_are_cut_with_a_note() {
    let row = "| 1 | 2 |\n";
    let (parsed, _) = parsed(&format!("| a | b |\n|---|---|\n{}", row.repeat(6_000)));
    let [Block::Table { rows, .. }, Block::Note(note)] = parsed.blocks.as_slice() else {
        panic!("a table and a note")
    };
    assert_eq!(rows.len(), 4_999);
    assert_eq!(note, "the table has 12002 cells; the first 10000 are shown");
    let wide =
        format!("{}|\n{}|\n{}", "|a".repeat(2_000), "|-".repeat(2_000), "|x\n".repeat(20_000));
    // The parser ends such a table by itself; what is behind it is a paragraph.
    let blocks = self::parsed(&wide).0.blocks;
    assert!(blocks.iter().any(|block| matches!(block, Block::Note(_))));
}

#[test]
fn a_page_of_five_megabytes_is_parsed() {
    let page = "## Part\n\nSome *text* with a [link](https://x.org) and `code`.\n\n- a\n- b\n\n";
    let page = format!("{page}{}\n\n", "plain words ".repeat(400));
    let page = page.repeat(5_000_000 / page.len());
    let (parsed, problems) = parsed(&page);
    assert_eq!(problems, []);
    let anchors: std::collections::HashSet<&str> =
        parsed.headings.iter().map(|heading| heading.anchor.as_str()).collect();
    assert_eq!(anchors.len(), parsed.headings.len());
}
