use super::*;
use crate::content::{SourceFile, from_files};
use crate::ink::Line;
use std::borrow::Cow;

const LIBRARY: &str = "schema: 1\nid: t\nname: \"T\"\nlanguage: en\nlicence: CC0\n";
const BODY: &str = "## In simple terms\nText.\n## More detail\nText.\n## Why it matters\nText.\n\
    ## Real-world examples\nText.\n## Common misconceptions\n- One.\n## Learn next\n";

/// A page of a level, with these lines at the end of its front matter and of its body. It asks one
/// question and names one source.
fn page(title: &str, level: u8, front: &str, more: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\ndefinition: \"A sentence.\"\ndomain: \"Things\"\nlevel: {level}\n\
         minutes: 5\n{front}sources:\n  - {{title: \"A book\"}}\nquestions:\n  \
         - {{id: q, kind: recall, ask: \"What?\", answer: \"That.\"}}\n---\n{BODY}{more}"
    )
}

/// The problems of a library of these files.
fn found(files: &[(&str, String)]) -> Vec<Problem> {
    let info = ("library.yaml", LIBRARY.to_owned());
    let sources = files.iter().chain([&info]).map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        bytes: Cow::Owned(text.clone().into_bytes()),
    });
    problems(&from_files(sources.collect(), "t"))
}

/// The same as `file:line:column code: message`.
fn said(files: &[(&str, String)]) -> Vec<String> {
    let said = found(files)
        .into_iter()
        .map(|problem| format!("{} {}: {}", problem.location, problem.code, problem.message));
    said.collect()
}

fn requires(slugs: &[&str]) -> String {
    let item = |slug: &&str| format!("  - {{to: {slug}, why: \"x\"}}\n");
    format!("requires:\n{}", slugs.iter().map(item).collect::<String>())
}

#[test]
fn an_implied_prerequisite_is_said_with_its_way_unless_it_is_meant() {
    let files = |front: String| {
        [
            ("topics/a.md", page("A", 1, "", "")),
            ("topics/b.md", page("B", 1, &requires(&["a"]), "")),
            ("topics/c.md", page("C", 1, &requires(&["b"]), "")),
            ("topics/d.md", page("D", 1, &front, "")),
        ]
    };
    assert_eq!(
        said(&files(requires(&["c", "a"]))),
        [
            "topics/d.md:9:10 implied-prerequisite: \"a\" is implied: this page requires c, c requires b, b requires a"
        ]
    );
    let kept = requires(&["c"]) + "  - {to: a, why: \"x\", keep: true}\n";
    assert_eq!(said(&files(kept)), [""; 0]);
}

#[test]
fn what_follows_from_an_error_is_not_said() {
    let a = page("A", 1, "", "");
    let alone = [("topics/a.md", a.clone()), ("topics/b.md", page("B", 1, "", ""))];
    let orphan = |slug: &str| {
        format!(
            "topics/{slug}.md:1:1 orphan: no page leads here: nothing requires it, it requires nothing, it is related to nothing and in no path"
        )
    };
    assert_eq!(said(&alone), [orphan("a"), orphan("b")]);
    // The edge that would join the two pages is mistyped.
    let mistyped = [("topics/a.md", a), ("topics/b.md", page("B", 1, &requires(&["aa"]), ""))];
    assert_eq!(said(&mistyped), ["topics/b.md:8:10 dangling-link: no topic \"aa\""]);
}

#[test]
fn every_wrong_parameter_of_a_demo_is_said_at_its_place() {
    let block = "> ```demo\n> softmax\n> scores: 2 1\n> temprature: 1\n> temperature:  0\n> ```\n\n\
                 ```demo\nsofmax\n```\n\n```demo\n\n```\n";
    let body = page("A", 1, "", "").replace("## Why", &format!("{block}## Why"));
    let found = said(&[("topics/a.md", body)]);
    let places: Vec<&str> =
        found.iter().filter_map(|line| line.split_once(": ")).map(|(place, _)| place).collect();
    assert_eq!(
        places,
        [
            "topics/a.md:19:3 unknown-parameter",
            "topics/a.md:20:17 demo-value",
            "topics/a.md:24:1 unknown-demo",
            "topics/a.md:27:1 missing-key",
        ]
    );
}

#[test]
fn a_problem_shows_the_line_that_it_is_about() {
    let found = found(&[
        ("topics/a.md", page("A", 3, "", "")),
        ("topics/b.md", page("B", 1, &requires(&["a"]), "")),
    ]);
    let lines: Vec<String> =
        found.iter().flat_map(Problem::lines).map(|line: Line| line.plain()).collect();
    assert_eq!(
        lines,
        [
            "topics/b.md:8:10: warning[level-drop]: this page is of level 1 and requires \"a\" of level 3",
            "      - {to: a, why: \"x\"}",
            "             ^",
            "    help: raise the level of this page, or lower that of the other",
        ]
    );
}
