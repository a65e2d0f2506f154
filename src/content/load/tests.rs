use super::super::model::{Block, Inline, LinkTo, PathStep, QuestionKind, RelatedKind};
use super::*;
use crate::ink::Line;
use std::fmt::Write as _;

const LIBRARY: &str = "schema: 1\nid: test\nname: \"Test\"\nlanguage: en\nlicence: CC0\n";
const SECTIONS: &str = "## In simple terms\n## More detail\n## Why it matters\n\
    ## Real-world examples\n## Common misconceptions\n- one\n- two\n## Learn next\n";

fn load(files: &[(&str, &str)]) -> Loaded {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        bytes: Cow::Owned(text.as_bytes().to_vec()),
    };
    from_files(files.iter().map(file).collect(), "test")
}

/// A page without problems, with these lines in its front matter and this at its end.
fn page_with(title: &str, front: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\ndefinition: \"A sentence.\"\ndomain: \"Things\"\nlevel: 1\n\
         minutes: 5\n{front}---\n{SECTIONS}{body}"
    )
}

/// The problems as `line:col code: message`. The sections of these pages are empty: that is not
/// said here.
fn said(loaded: &Loaded) -> Vec<String> {
    let mut problems = loaded.all_problems();
    problems.retain(|problem| problem.code != "empty-section");
    let said = problems.into_iter().map(|problem| {
        let Problem { location, code, message, .. } = problem;
        format!("{}:{} {code}: {message}", location.line, location.column)
    });
    said.collect()
}

/// Loads one page beside two good ones and compares its problems.
fn check(page: &str, expected: &[&str]) -> Loaded {
    let (a, b) = (page_with("A", "", ""), page_with("B", "", ""));
    let loaded = load(&[
        ("library.yaml", LIBRARY),
        ("topics/a.md", &a),
        ("topics/b.md", &b),
        ("topics/page.md", page),
    ]);
    assert_eq!(said(&loaded), expected, "{page}");
    assert_eq!(loaded.library.topics.len(), 3, "the page opens");
    loaded
}

#[test]
fn the_examples_of_the_design_are_read() {
    let page = r#"---
title: "Attention mechanism"
short: "Attention"             # at most 18 cells, for graph labels
aliases: ["attention", "self-attention"]
definition: "One sentence that stands alone, at most 200 cells."
domain: "Artificial Intelligence"
subcategory: "Natural Language Processing"
level: 3                       # 1 school … 5 research
minutes: 25                    # reading and playing
requires:                      # direct prerequisites only; why completes "<this> requires <to>: …"
  - {to: softmax, why: "turns scores into weights that sum to one"}
  - {to: dot-product, why: "compares a query with a key", keep: true}    # keep: implied by others, but meant
related:                       # stored on one side, shown on both
  - {to: recurrent-neural-network, kind: contrast, why: "reads step by step where attention reads at once"}
next: [transformer]            # order of "Learn next"; what else requires this page follows
sources:
  - {title: "Attention Is All You Need", authors: "Vaswani et al.", year: 2017, url: "https://arxiv.org/abs/1706.03762"}
claims:                        # sentences of this page, marked so, that a demo can prove; `fingerpost check` runs them
  - says: "Every pair of positions is compared, so doubling the length makes four times the scores."
    demo: attention-cost
    set: {tokens: 2048, mask: none}
    expect: "scores == 4 * scores@{tokens: 1024}"
questions:                     # self-check: choice, number, true-false or recall; misconceptions make the best wrong answers
  - {id: row-sum, kind: choice, ask: "What do the weights of one row add up to?", options: ["0", "1", "the length"], answer: "1", because: "softmax makes each row a distribution"}
---
"#;
    let other = |title: &str| page_with(title, "", "");
    let loaded = load(&[
        ("library.yaml", LIBRARY),
        ("topics/attention-mechanism.md", &format!("{page}{SECTIONS}")),
        ("topics/softmax.md", &other("Softmax")),
        ("topics/dot-product.md", &other("Dot product")),
        ("topics/recurrent-neural-network.md", &other("RNN")),
        ("topics/transformer.md", &other("Transformer")),
    ]);
    assert_eq!(said(&loaded), [""; 0]);
    let topic = loaded.library.resolve("Self_Attention").unwrap();
    assert_eq!((topic.level, topic.minutes, topic.label()), (3, 25, "Attention"));
    let requires: Vec<_> =
        topic.requires.iter().map(|r| (r.to.as_str(), r.keep, r.location.to_string())).collect();
    let file = "topics/attention-mechanism.md";
    assert_eq!(
        requires,
        [
            ("softmax", false, format!("{file}:11:10")),
            ("dot-product", true, format!("{file}:12:10"))
        ]
    );
    assert_eq!(topic.related[0].kind, RelatedKind::Contrast);
    assert_eq!(
        (topic.sources()[0].year, &*topic.sources()[0].authors),
        (Some(2017), "Vaswani et al.")
    );
    let set = [("tokens", "2048"), ("mask", "none")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    assert_eq!(topic.claims()[0].set, set);
    assert_eq!(topic.claims()[0].expect, "scores == 4 * scores@{tokens: 1024}");
    let options = ["0", "1", "the length"].map(String::from).to_vec();
    let kind = QuestionKind::Choice { options, answer: 1, misconceptions: Vec::new() };
    assert_eq!(topic.questions()[0].kind, kind);
}

#[test]
fn every_kind_of_question_is_read() {
    let questions = r#"questions:
  - {id: c, kind: choice, ask: "?", options: ["x", "y", "z"], answer: "x", misconceptions: {"z": 2}}
  - {id: n, kind: number, ask: "?", answer: -0.5, tolerance: 1e-3}
  - {id: t, kind: true-false, ask: "?", answer: false, because: "no", misconception: 1}
  - id: r
    kind: recall
    ask: |
      Over two
      lines?
    answer: "a sentence"
"#;
    let loaded = check(&page_with("Page", questions, ""), &[]);
    let kinds: Vec<_> =
        loaded.library.topic("page").unwrap().questions().iter().map(|q| q.kind.clone()).collect();
    let options = ["x", "y", "z"].map(String::from).to_vec();
    assert_eq!(
        kinds,
        [
            QuestionKind::Choice { options, answer: 0, misconceptions: vec![(2, 2)] },
            QuestionKind::Number { answer: -0.5, tolerance: 0.001 },
            QuestionKind::TrueFalse { answer: false, misconception: Some(1) },
            QuestionKind::Recall { answer: "a sentence".to_owned() },
        ]
    );
}

#[test]
fn what_is_wrong_in_front_matter_is_said_at_its_place() {
    let cases: &[(&str, &[&str])] = &[
        ("requries: []\n", &["7:1 unknown-key: a topic has no \"requries\""]),
        ("level: 2\n", &["7:1 duplicate-key: \"level\" stands twice, first on line 5"]),
        ("short: [a]\n", &["7:9 wrong-type: \"short\" is text, not a list or keys with values"]),
        ("aliases: x\n", &["7:10 wrong-type: \"aliases\" is a list"]),
        (
            "short: \"a label that is much too long\"\n",
            &["7:8 bad-value: \"short\" takes 29 cells; at most 18 fit"],
        ),
        (
            "requires:\n  - {why: \"x\"}\n  - to: a\n    why: ~\n  - to: b\n",
            &[
                "8:6 missing-key: a prerequisite needs \"to\"",
                "10:5 missing-key: a prerequisite needs \"why\"",
                "11:5 missing-key: a prerequisite needs \"why\"",
            ],
        ),
        (
            "requires:\n  - {to: aa, why: \"x\"}\n  - {to: page, why: \"x\"}\n",
            &["8:10 dangling-link: no topic \"aa\"", "9:10 self-link: \"page\" names itself"],
        ),
        (
            "requires:\n  - {to: a, why: \"x\"}\nrelated:\n  - {to: a, why: \"x\"}\n",
            &["10:10 requires-and-related: this page requires \"a\" and lists it as related"],
        ),
        (
            "related:\n  - {to: a, kind: contrst, why: \"x\"}\n",
            &["8:19 bad-value: there is no kind \"contrst\""],
        ),
        (
            "related:\n  - {to: a, why: turns scores, into weights}\n",
            &[
                "8:18 unquoted-text: the text of \"why\" is not quoted",
                "8:32 unknown-key: a related topic has no \"into weights\"",
            ],
        ),
        ("next: [a, nowhere]\n", &["7:11 dangling-link: no topic \"nowhere\""]),
        (
            "aliases: [\"b\", \"c\"]\n",
            &["7:11 alias-clash: \"b\" also names \"b\" (topics/b.md:2:8)"],
        ),
        ("short: \"\\e[31m\"\n", &["7:8 control-characters: \"short\" holds control characters"]),
        (
            "questions:\n  - {id: q, kind: choice, ask: \"?\", options: [\"1\"], answer: \"2\"}\n",
            &["8:61 bad-value: \"2\" is none of the options"],
        ),
        (
            "questions:\n  - {id: q, kind: number, ask: \"?\", answer: many, tolerance: 0}\n",
            &["8:45 bad-value: \"answer\" is many"],
        ),
        (
            "questions:\n  - {id: q, kind: true-false, ask: \"?\", answer: false, misconception: 3}\n",
            &["8:6 bad-value: question \"q\" names misconception 3 of 2"],
        ),
        (
            "aliases: [&x \"y\", *x]\n",
            &["7:11 yaml-alias: YAML anchors and aliases (`&`, `*`) are not read"],
        ),
    ];
    for (front, expected) in cases {
        check(&page_with("Page", front, ""), expected);
    }
}

#[test]
fn missing_and_empty_fields_are_named() {
    let page = format!("---\ntitle: ~\ndefinition: \"  \"\nlevel: 6\nminutes: 0\n---\n{SECTIONS}");
    let loaded = check(
        &page,
        &[
            "1:1 missing-key: a topic needs \"domain\"",
            "2:1 missing-key: a topic needs \"title\"",
            "3:1 missing-key: a topic needs \"definition\"",
            "4:8 bad-value: \"level\" is 6",
            "5:10 bad-value: \"minutes\" is 0",
        ],
    );
    assert_eq!(loaded.library.topic("page").unwrap().title, "In simple terms");
}

#[test]
fn broken_yaml_costs_its_own_entry_only() {
    let page = page_with("Page", "short: Attention: is all\nnext: [a]\n", "");
    let loaded =
        check(&page, &["7:17 yaml-syntax: mapping values are not allowed in this context"]);
    let topic = loaded.library.topic("page").unwrap();
    assert_eq!((topic.title.as_str(), topic.next.as_slice()), ("Page", &["a".to_owned()][..]));
    let page = page_with("Page", "aliases: [\"x\", \"y\"\n", "");
    let loaded = check(
        &page,
        &["7:10 yaml-syntax: did not find expected ',' or ']', while parsing a flow sequence"],
    );
    assert_eq!(loaded.library.topic("page").unwrap().minutes, 5);
}

#[test]
fn pages_that_are_hardly_pages_open() {
    let cases = [
        (SECTIONS, "1:1 missing-key: the page has no front matter", "In simple terms"),
        ("---\ntitle: \"x\"\n", "1:1 yaml-syntax: the front matter has no end", "page"),
        ("", "1:1 missing-key: the page has no front matter", "page"),
    ];
    for (page, problem, title) in cases {
        let loaded = load(&[("library.yaml", LIBRARY), ("topics/page.md", page)]);
        assert!(said(&loaded).contains(&problem.to_owned()), "{page:?} {:?}", said(&loaded));
        assert_eq!(loaded.library.topic("page").unwrap().title, title);
    }
}

#[test]
fn marks_line_ends_and_zero_bytes_change_nothing() {
    let page = page_with("Page", "next: [a]\n", "[[a]] and *b*\n");
    let loaded = check(&format!("\u{feff}{}", page.replace('\n', "\r\n")), &[]);
    let plain = check(&page, &[]);
    let blocks = |loaded: &Loaded| loaded.library.topic("page").unwrap().blocks(&loaded.library);
    assert_eq!(blocks(&loaded), blocks(&plain));
    check(
        &page_with("Page", "", "a\0b &#27;[31m\n"),
        &["16:2 control-characters: the text holds control characters"],
    );
    check(
        &page_with("Page", "", "fine &#27;[31m\n"),
        &["16:6 control-characters: the text holds control characters"],
    );
}

#[test]
fn a_page_that_is_not_utf8_opens() {
    let mut bytes = page_with("Page", "", "").into_bytes();
    bytes.extend(b"caf\xe9 au lait\n");
    let files = vec![
        SourceFile { path: "library.yaml".into(), bytes: Cow::Borrowed(LIBRARY.as_bytes()) },
        SourceFile { path: "topics/page.md".into(), bytes: Cow::Owned(bytes) },
    ];
    let loaded = from_files(files, "test");
    let expected = "16:4 not-utf8: the file is not UTF-8; what cannot be read is shown as \u{fffd}";
    assert_eq!(said(&loaded), [expected]);
    let blocks = loaded.library.topics[0].blocks(&loaded.library);
    let text = Inline::Text("caf\u{fffd} au lait".to_owned());
    assert_eq!(blocks.last(), Some(&Block::Paragraph(vec![text])));
}

#[test]
fn links_in_the_body_are_resolved_and_the_dangling_ones_said() {
    let page = page_with(
        "Page",
        "",
        "[[a]] [[B|shown]] [see](b.md#learn-next) [up](../topics/a.md) [[croos]] [x](gone.md)\n\
         <https://x.org> <me@x.org> [top](#more-detail) [no](#none) [[b#Nowhere]]\n\n\
         | t |\n|---|\n| [[a\\|in a table]] |\n",
    );
    let loaded = check(
        &page,
        &[
            "16:63 dangling-link: no topic \"croos\"",
            "16:73 dangling-link: no topic \"gone.md\"",
            "17:48 bad-anchor: this page has no heading \"#none\"",
            "17:60 bad-anchor: \"b\" has no heading \"#nowhere\"",
        ],
    );
    let mut links = Vec::new();
    let blocks = loaded.library.topic("page").unwrap().blocks(&loaded.library);
    for block in &blocks {
        let lines: Vec<&Vec<Inline>> = match block {
            Block::Paragraph(line) => vec![line],
            Block::Table { rows, .. } => rows.iter().flatten().collect(),
            _ => Vec::new(),
        };
        for inline in lines.into_iter().flatten() {
            if let Inline::Link { to, text } = inline {
                links.push((to.clone(), text.len()));
            }
        }
    }
    let topic = |slug: &str, at: Option<&str>| LinkTo::Topic(slug.into(), at.map(String::from));
    assert_eq!(
        links,
        [
            (topic("a", None), 0),
            (topic("b", None), 1),
            (topic("b", Some("learn-next")), 1),
            (topic("a", None), 1),
            (LinkTo::Missing("croos".into()), 1),
            (LinkTo::Missing("gone.md".into()), 1),
            (LinkTo::Url("https://x.org".into()), 1),
            (LinkTo::Url("mailto:me@x.org".into()), 1),
            (LinkTo::Heading("more-detail".into()), 1),
            (LinkTo::Heading("none".into()), 1),
            (topic("b", Some("nowhere")), 0),
            (topic("a", None), 1),
        ]
    );
}

#[test]
fn sections_are_missed_and_set_in_order() {
    let front = page_with("Page", "", "").replace(SECTIONS, "");
    let cases: &[(&str, &[&str])] = &[
        (
            &SECTIONS.replace("## Why it", "## Why its"),
            &["10:1 missing-section: no section \"Why it matters\""],
        ),
        (
            &SECTIONS.replace("## Why it matters\n", ""),
            &["10:1 missing-section: no section \"Why it matters\""],
        ),
        (&SECTIONS.replace("## Why", "## History\n## Proofs\n## Why"), &[]),
        (
            &format!("{SECTIONS}## History\n"),
            &["16:1 section-order: section \"History\" stands outside \"More detail\""],
        ),
        (
            &format!("## Learn next\n{}", SECTIONS.replace("## Learn next\n", "")),
            &["8:1 section-order: section \"Learn next\" stands in the wrong place"],
        ),
    ];
    for (body, expected) in cases {
        check(&format!("{front}{body}"), expected);
    }
}

#[test]
fn paths_are_read_looked_up_and_put_in_question() {
    let requires = |to: &str| format!("requires:\n  - {{to: {to}, why: \"x\"}}\n");
    let (a, b) = (page_with("A", "", ""), page_with("B", &requires("a"), ""));
    let c = page_with("C", &requires("b"), "");
    let load_path = |path: &str| {
        load(&[
            ("library.yaml", &format!("{LIBRARY}home: b\ndefault_path: p\n")),
            ("topics/a.md", &a),
            ("topics/b.md", &b),
            ("topics/x/c.md", &c),
            ("paths/p.yaml", path),
        ])
    };
    let good = "title: \"P\"\ngoal: c\nlevel: \"school\"\nblurb: \"x\"\nassumes: [a]\nsteps:\n  \
                - {section: \"First\"}\n  - {topic: b, note: \"n\", optional: true}\n  - topic: c\n";
    let loaded = load_path(good);
    assert_eq!(said(&loaded), [""; 0]);
    let library = &loaded.library;
    let path = library.default_path().unwrap();
    assert_eq!(path.steps[0], PathStep::Section("First".into()));
    assert_eq!(path.topics().collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!((path.position("c"), path.minutes(library)), (Some(1), 5));
    assert_eq!(library.home().unwrap().slug, "b");
    assert_eq!(library.paths_with("b").len(), 1);
    assert_eq!(library.paths_with("a").len(), 0);
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "[a]",
            "[]",
            &["8:13 path-gap: \"b\" requires \"a\", which is neither a step nor assumed"],
        ),
        ("goal: c", "goal: z", &["2:7 dangling-link: no topic \"z\""]),
        ("[a]", "[a, q]", &["5:14 dangling-link: no topic or path \"q\""]),
        ("topic: c\n", "topic: c\n  - {topic: c}\n", &["10:13 bad-value: \"c\" is a step already"]),
        ("topic: c", "topc: c", &["9:5 unknown-key: a step has no \"topc\""]),
    ];
    for (from, to, expected) in cases {
        let mut found = said(&load_path(&good.replace(from, to)));
        found.sort();
        assert_eq!(&found, expected, "{to}");
    }
}

#[test]
fn a_library_is_missed_as_a_whole() {
    assert_eq!(said(&load(&[])), ["1:1 no-topics: the library has no topics"]);
    let expected = [
        "1:1 missing-key: there is no library.yaml",
        "1:1 duplicate-slug: the slug \"a\" is taken by topics/A.md",
    ];
    let a = page_with("A", "", "");
    assert_eq!(said(&load(&[("topics/A.md", &a), ("topics/x/a.md", &a)])), expected);
    let loaded = load(&[("library.yaml", "schema: 2\nhome: nowhere\ndomains: []\n")]);
    let mut found = said(&loaded);
    found.retain(|line| !line.contains("needs"));
    assert_eq!(
        found,
        [
            "1:9 bad-value: \"schema\" is 2",
            "2:7 dangling-link: no topic \"nowhere\"",
            "1:1 no-topics: the library has no topics",
        ]
    );
}

#[test]
fn plain_notes_are_a_library() {
    let loaded = load(&[
        ("README.md", "# My *notes*\n[cell](Biology/Cells/The%20cell.md) and [[dna]]\n"),
        ("Biology/Cells/The cell.md", "text, no heading, [[nothing yet]]\n"),
        (
            "Biology/DNA.md",
            "---\ntags: [x]\ndate: 2020-01-01\naliases: helix\n---\n## DNA\n[[README|up]]\n",
        ),
        ("Physics/DNA.md", "[[helix]]"),
        ("picture.png", "no note"),
    ]);
    assert_eq!(said(&loaded), ["1:19 dangling-link: no topic \"nothing yet\""]);
    let library = &loaded.library;
    let shown: Vec<String> = library
        .topics
        .iter()
        .map(|t| {
            let related: Vec<&str> = t.related.iter().map(|r| r.to.as_str()).collect();
            format!(
                "{} | {} | {} | {} | {}",
                t.slug,
                t.title,
                t.domain,
                t.subcategory,
                related.join(",")
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "dna | DNA | Biology | Cells | readme".replace("Cells", ""),
            "physics-dna | DNA | Physics |  | dna".to_owned(),
            "readme | My notes | test |  | the-cell".to_owned(),
            "the-cell | The cell | Biology | Cells | ".to_owned(),
        ]
    );
    assert_eq!(library.resolve("helix").unwrap().slug, "dna");
}

#[test]
fn names_are_found_in_any_form_and_near_ones_proposed() {
    let loaded = load(&[
        ("library.yaml", LIBRARY),
        ("topics/dot-product.md", &page_with("Dot product", "aliases: [\"inner product\"]\n", "")),
        ("topics/softmax.md", &page_with("Softmax function", "", "")),
    ]);
    let library = &loaded.library;
    for name in ["dot-product", "DOT_Product", " Dot product ", "Inner Product"] {
        assert_eq!(library.resolve(name).unwrap().slug, "dot-product", "{name}");
    }
    let cases = [
        ("sofmax", "softmax"),
        ("inner", "dot-product"),
        ("prodcut", "dot-product"),
        ("xyzzy", ""),
    ];
    for (name, expected) in cases {
        let near: Vec<&str> = library.nearest(name, 3).iter().map(|t| t.slug.as_str()).collect();
        assert_eq!(near.join(","), expected, "{name}");
    }
}

#[test]
fn a_problem_is_shown_with_its_line_and_a_caret() {
    let page = page_with("Page", "requires:\n  - {to: aa, why: \"ö\"}\n", "");
    let loaded = load(&[("library.yaml", LIBRARY), ("topics/page.md", &page)]);
    let lines: Vec<String> = loaded.problems[0].lines().iter().map(Line::plain).collect();
    assert_eq!(
        lines,
        [
            "topics/page.md:8:10: error[dangling-link]: no topic \"aa\"",
            "      - {to: aa, why: \"ö\"}",
            "             ^",
            "    help: no name is near; write the page, or remove the link",
        ]
    );
}

#[test]
fn in_a_narrow_window_nothing_of_a_problem_is_lost() {
    let long = "a long word ".repeat(20);
    let front = format!("requires:\n  - {{why: \"{long}\", to: aa}}\n");
    let loaded =
        load(&[("library.yaml", LIBRARY), ("topics/page.md", &page_with("Page", &front, ""))]);
    let problem = &loaded.problems[0];
    for cells in [20, 40, 60, 100, 400] {
        let lines: Vec<String> = problem.lines_within(cells).iter().map(Line::plain).collect();
        // A place is one word, and is not broken.
        let widest = lines.iter().map(|line| crate::ink::width(line)).max().unwrap();
        assert!(widest <= cells.max(45), "{cells}: {lines:?}");
        let caret = lines.iter().position(|line| line.trim() == "^").unwrap();
        let column = lines[caret].chars().count() - 1;
        assert_eq!(lines[caret - 1].chars().nth(column), Some('a'), "{lines:?}");
        let words = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&problem.message) && words.contains(&problem.help), "{words}");
    }
}

#[test]
fn hostile_front_matter_is_refused_quickly() {
    let deep = "[".repeat(10_000);
    let dashes = "- ".repeat(10_000);
    let long = "x".repeat(70_000);
    let mut bomb = String::from("aliases: &a [\"x\"]\n");
    for level in 0..9 {
        let _ = writeln!(bomb, "k{level}: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]");
    }
    let cases = [
        (format!("aliases: {deep}\n"), "too-deep"),
        (format!("aliases:\n  {dashes}x\n"), "too-deep"),
        (format!("short: \"{long}\"\n"), "too-large"),
        (bomb, "yaml-alias"),
    ];
    for (front, code) in cases {
        let loaded = load(&[("topics/page.md", &page_with("Page", &front, ""))]);
        assert!(loaded.problems.iter().any(|problem| problem.code == code), "{code}");
        assert_eq!(loaded.library.topics.len(), 1);
    }
}

#[test]
fn a_page_over_the_limit_is_cut_at_a_line() {
    let line = format!("{}\n\n", "a long line ".repeat(2_000));
    let page = page_with("Page", "", &line.repeat(limit::PAGE / line.len() + 1));
    let loaded = load(&[("library.yaml", LIBRARY), ("topics/page.md", &page)]);
    assert_eq!(loaded.problems[0].code, "too-large");
    let topic = &loaded.library.topics[0];
    assert!(topic.markdown.len() <= limit::PAGE && topic.markdown.ends_with('\n'));
    let note = "the page is longer than 8 MB; this is its beginning".to_owned();
    assert_eq!(topic.blocks(&loaded.library).last(), Some(&Block::Note(note)));
}
