use super::*;

/// The tree with its places, one entry a line.
fn shown(text: &str) -> String {
    let (entries, faults) = read_map(text, 1);
    assert_eq!(faults, [], "{text}");
    let mut out = Vec::new();
    let map = Node { place: (0, 0), value: Value::Map(entries) };
    show(&map, "", &mut out);
    out.join("\n")
}

fn show(node: &Node, path: &str, out: &mut Vec<String>) {
    let (line, column) = node.place;
    match &node.value {
        Value::Empty => out.push(format!("{path} {line}:{column} nothing")),
        Value::Text { text, quoted } => {
            let quote = if *quoted { "\"" } else { "" };
            out.push(format!("{path} {line}:{column} {quote}{text}{quote}"));
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                show(item, &format!("{path}[{index}]"), out);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let (line, column) = entry.place;
                show(&entry.node, &format!("{path}/{}@{line}:{column}", entry.key), out);
            }
        }
    }
}

#[test]
fn every_style_of_yaml_has_its_places() {
    let cases = [
        ("a: 1\nb: x y  # note\n", "/a@1:1 1:4 1\n/b@2:1 2:4 x y"),
        (
            "a: 010\nb: no\nc: 1.0\nd: 2026-11-24\ne: True\n",
            "/a@1:1 1:4 010\n/b@2:1 2:4 no\n/c@3:1 3:4 1.0\n/d@4:1 4:4 2026-11-24\n/e@5:1 5:4 True",
        ),
        ("a:\nb: ~\nc: \"~\"\n", "/a@1:1 1:1 nothing\n/b@2:1 2:4 nothing\n/c@3:1 3:4 \"~\""),
        ("a:\n  - x\n  -   y\n", "/a@1:1[0] 2:5 x\n/a@1:1[1] 3:7 y"),
        (
            "a:\n- x: 1\n  y: 2\n- z\n",
            "/a@1:1[0]/x@2:3 2:6 1\n/a@1:1[0]/y@3:3 3:6 2\n/a@1:1[1] 4:3 z",
        ),
        (
            "a: [x, 'it''s', \"q\\\"\"]\n",
            "/a@1:1[0] 1:5 x\n/a@1:1[1] 1:8 \"it's\"\n/a@1:1[2] 1:17 \"q\"\"",
        ),
        (
            "a: {x: 1, \"y\":2, z}\nb: 3\n",
            "/a@1:1/x@1:5 1:8 1\n/a@1:1/y@1:11 1:15 2\n/a@1:1/z@1:18 1:18 nothing\n/b@2:1 2:4 3",
        ),
        (
            "a: |\n  one: x\n\n  # two\nb: >-\n  t\nc: 1\n",
            "/a@1:1 1:4 \"one: x\n\n# two\n\"\n/b@5:1 5:4 \"t\"\n/c@7:1 7:4 1",
        ),
        ("a: one\n  two\n\n  three\nb: 1\n", "/a@1:1 1:4 one two\nthree\n/b@5:1 5:4 1"),
        ("a: \"ö\" # ü\n\"k\": -1\n", "/a@1:1 1:4 \"ö\"\n/k@2:1 2:6 -1"),
        (
            "a: {x: [1,\n  {y: ö, z: 2}]}\n",
            "/a@1:1/x@1:5[0] 1:9 1\n/a@1:1/x@1:5[1]/y@2:4 2:7 ö\n/a@1:1/x@1:5[1]/z@2:10 2:13 2",
        ),
        ("a: http://x.org/#y\nb: -1\n", "/a@1:1 1:4 http://x.org/#y\n/b@2:1 2:4 -1"),
        ("a: []\nb: {}\nc: x\n", "/c@3:1 3:4 x"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn doubled_keys_are_kept_for_the_reader_to_judge() {
    assert_eq!(shown("a: 1\na: 2\n"), "/a@1:1 1:4 1\n/a@2:1 2:4 2");
}

#[test]
fn places_count_from_the_first_line_of_the_file() {
    let (entries, faults) = read_map("a: 1\nb: \"x\nc: 3\n", 10);
    let keys: Vec<(&str, u32)> = entries.iter().map(|e| (e.key.as_str(), e.place.0)).collect();
    assert_eq!(keys, [("a", 10), ("c", 12)]);
    assert_eq!(faults[0].place, (11, 4));
    assert_eq!(faults[0].code, "yaml-syntax");
}

#[test]
fn aliases_are_found_outside_of_text_only() {
    let refused = ["a: *x\n", "a: &x 1\n", "a: [1, *x]\n", "*x : 1\n"];
    for text in refused {
        assert_eq!(read_map(text, 1).1[0].code, "yaml-alias", "{text}");
    }
    for text in ["a: \"*x\"\n", "a: x *y & z\n", "a: |\n  *x\n", "# &x\na: 1\n", "a: x&y\n"] {
        assert_eq!(read_map(text, 1).1, [], "{text}");
    }
}

#[test]
fn depth_is_measured_before_parsing() {
    let nested = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read_map(&nested(90), 1).1, []);
    let started = std::time::Instant::now();
    for text in [nested(30_000), "- ".repeat(30_000), format!("a: {}", "{x: ".repeat(15_000))] {
        assert_eq!(read_map(&text, 1).1[0].code, "too-deep");
    }
    assert!(started.elapsed().as_millis() < 1_000);
}

/// Reads a text both ways; true where it is simple.
fn check_simple(text: &str) -> bool {
    let simple = simple::read(text, 1);
    let any = read_any(text, 1, &scan(text).tokens);
    if let Some(entries) = &simple
        && !entries.is_empty()
    {
        let Node { value, .. } = any.unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        assert_eq!(Value::Map(entries.clone()), value, "{text}");
    }
    simple.is_some()
}

#[test]
fn simple_yaml_is_read_as_the_crate_reads_it() {
    let simple = [
        "a: 1\nb: x\n",
        "a: \"x, y: z # \\\"q\\\" \\\\ ö\"  # note\n\n# note\nb: true\n",
        "a: [x, \"y\", 1.5]\nb: {x: 1, \"y z\": [a, b], c: {d: e}}\n",
        "a:\n  - {to: x, why: \"ö\"}\n  # note\n\n  - y\nb:\n- c\n- \"d\"\n",
        "a: []\nb: {c: [], d: -1}\ne:\n  -   x: 1\n      y: []\n\n      z: {a: b}\n  - -2\n  - w: -0.5\nf: g\n",
        "a:\n- x: 1\n  y: \"2\"\n- z: 3\nb: 1\n",
        "a:\nb:   \nc: 010\nd: 2026-11-24\ne: 0x1f\nf: 1e3\ng: no\nh: -\n"
            .trim_end_matches("h: -\n"),
    ];
    for text in simple {
        assert!(check_simple(text), "{text}");
    }
    let others = [
        "a: x y\n",
        "a: 'x'\n",
        "a: |\n  x\n",
        "a: ~\n",
        "a: Null\n",
        "a: \"\\u00e9\"\n",
        "a: \"x\n",
        "a: \"x\" y\n",
        "a: \"x\n  y\"\n",
        "a: x\n  y\n",
        "a:\n  - x\n   - y\n",
        "a:\n  b: 1\n",
        "a: [x,\n  y]\n",
        "a: {}\n",
        "a: [x, ]\n",
        "a: {x}\n",
        "a: {x:1}\n",
        "a: x: y\n",
        "a:b\n",
        "- a\n",
        "a: --1\n",
        "a: x#y\n",
        "a: \"x\"#y\n",
        "a: \t x\n",
        " a: 1\n",
        "a: 1\r\n",
        "a:\n  - x\n  y: 1\n",
        "a: [x]y\n",
        "a: &x 1\n",
    ];
    for text in others {
        assert!(!check_simple(text), "{text}");
    }
}

#[test]
fn mixed_up_yaml_never_reads_differently() {
    let pieces = [
        "a",
        "b",
        ":",
        " ",
        "\n",
        "- ",
        "  ",
        "\"",
        "x",
        ",",
        "[",
        "]",
        "{",
        "}",
        "#",
        "1",
        ".",
        "-",
        "\\",
        ": ",
        "a: ",
        "\nb: ",
        "\n  - ",
        "\n    c: ",
        "\n- ",
        "[]",
        "{k: v}",
        "\"q\"",
        "[x, y]",
        "null",
    ];
    let mut state: u32 = 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    let mut simple = 0;
    for _ in 0..30_000 {
        let length = 1 + next() % 9;
        let text: String = (0..length).map(|_| pieces[next() % pieces.len()]).collect();
        simple += usize::from(check_simple(&format!("a: {text}")));
        simple += usize::from(check_simple(&text));
    }
    assert!(simple > 1_000, "{simple}");
}
