//! `fingerpost new`: what it writes, what it leaves blank, and what it never touches.

use crate::support::Program;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a new library in it.
fn library(program: &Program) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let inside = dir.path().to_str().expect("a path");
    program.ok(&["new", "library", "My", "letters", "--library", inside]);
    let library = dir.path().join("my-letters");
    (dir, library)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

/// The problems that are not hints, as `file code message`.
fn problems(program: &Program, library: &Path) -> Vec<String> {
    let said = program.run(&["check", text(library), "--format", "json"]);
    let json: Value = serde_json::from_str(&said.out).expect("JSON");
    let problems = json["problems"].as_array().expect("problems").iter();
    let problems = problems.filter(|problem| problem["severity"] != "hint").map(|problem| {
        let part = |key: &str| problem[key].as_str().expect(key);
        format!("{} {} {}", part("file"), part("code"), part("message"))
    });
    problems.collect()
}

#[test]
fn a_new_library_is_whole_and_opens() {
    let program = Program::new();
    let (dir, library) = library(&program);
    assert_eq!(problems(&program, &library), [""; 0]);
    assert_eq!(program.run(&["check", text(&library)]).code, Some(0));
    let page = program.ok(&["--library", text(&library)]);
    assert!(page.contains("FIRST PAGE") && page.contains(".665"), "{page}");
    let json = program.json(&["path", "--library", text(&library), "--format", "json"]);
    assert_eq!(json["paths"][0]["title"], "Begin here");
    // The next command stands in the output, and is run as it stands.
    let said = program.ok(&["new", "library", "a", "--library", text(dir.path())]);
    let next = said.lines().find_map(|line| line.trim().strip_prefix("fingerpost ")).expect("next");
    assert!(program.ok(&next.split(' ').collect::<Vec<_>>()).contains("FIRST PAGE"));
}

#[test]
fn a_new_page_says_what_is_blank_until_nothing_is() {
    let program = Program::new();
    let (_dir, library) = library(&program);
    let said = program.ok(&["new", "topic", "Second", "page", "--library", text(&library)]);
    let file = library.join("topics/second-page.md");
    assert!(said.contains(&format!("wrote {}\n", file.display())), "{said}");
    assert!(said.contains(&format!("fingerpost check {}\n", library.display())), "{said}");
    let blanks = problems(&program, &library);
    for blank in ["definition", "domain", "level", "minutes", "to", "why", "title", "ask", "answer"]
    {
        let needs = format!("needs \"{blank}\"");
        assert_eq!(blanks.iter().filter(|said| said.ends_with(&needs)).count(), 1, "{blanks:?}");
    }
    assert_eq!(blanks.iter().filter(|said| said.contains("empty-section")).count(), 5);
    assert_eq!(blanks.len(), 9 + 5, "{blanks:?}");
    // Everything that was named is filled in, and nothing else.
    let page = std::fs::read_to_string(&file).expect("the page");
    let filled = page
        .replace("level:    ", "level: 2 ")
        .replace("minutes:    ", "minutes: 5 ")
        .replace("{to: \"\"", "{to: \"first-page\"")
        .replace(": \"\"", ": \"Filled in.\"");
    let filled: Vec<String> =
        filled
            .lines()
            .map(|line| {
                if line.starts_with("## ") { format!("{line}\n\n- Text.") } else { line.to_owned() }
            })
            .collect();
    std::fs::write(&file, filled.join("\n")).expect("the page");
    assert_eq!(problems(&program, &library), [""; 0]);
    assert!(
        program.ok(&["define", "Second page", "--library", text(&library)]).contains("Filled in.")
    );
}

#[test]
fn a_new_path_says_what_is_blank_until_nothing_is() {
    let program = Program::new();
    let (_dir, library) = library(&program);
    program.ok(&["new", "path", "second-way", "--library", text(&library)]);
    let file = library.join("paths/second-way.yaml");
    assert_eq!(
        problems(&program, &library),
        [
            "paths/second-way.yaml missing-key a path needs \"goal\"",
            "paths/second-way.yaml missing-key a step is a topic or a section",
        ]
    );
    let path = std::fs::read_to_string(&file).expect("the path");
    let filled = path
        .replace("goal:    ", "goal: first-page ")
        .replace("{topic: \"\"}", "{topic: first-page}");
    std::fs::write(&file, filled).expect("the path");
    assert_eq!(problems(&program, &library), [""; 0]);
    assert!(
        program.ok(&["path", "Second way", "--library", text(&library)]).contains("First page")
    );
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let program = Program::new();
    let (dir, library) = library(&program);
    program.ok(&["new", "topic", "Second", "--library", text(&library)]);
    program.ok(&["new", "path", "Second", "--library", text(&library)]);
    std::fs::create_dir_all(library.join("topics/deep")).expect("a folder");
    std::fs::rename(library.join("topics/second.md"), library.join("topics/deep/second.md"))
        .expect("moved");
    let mut before = Vec::new();
    for file in
        ["library.yaml", "topics/first-page.md", "topics/deep/second.md", "paths/second.yaml"]
    {
        before.push((file, std::fs::read(library.join(file)).expect("a file")));
    }
    let inside = ["--library", text(&library)];
    for (args, said) in [
        (["new", "topic", "second"], "topics/deep/second.md"),
        (["new", "topic", "First Page"], "topics/first-page.md"),
        (["new", "path", "SECOND"], "paths/second.yaml"),
        (["new", "path", "Begin here"], "paths/begin-here.yaml"),
    ] {
        let refused = program.refused(&[&args[..], &inside].concat());
        assert!(refused.contains(said) && refused.contains("nothing was written"), "{refused}");
    }
    let again = program.refused(&["new", "library", "my letters", "--library", text(dir.path())]);
    assert!(again.contains("exists already"), "{again}");
    for (file, bytes) in before {
        assert_eq!(std::fs::read(library.join(file)).expect("a file"), bytes, "{file}");
    }
}

#[test]
fn what_cannot_be_written_is_said_with_what_can() {
    let program = Program::new();
    let (_dir, library) = library(&program);
    let inside = ["--library", text(&library)];
    for (name, said) in [("+++", "a-z, 0-9"), ("Éclair", "\"é\""), ("a\u{1b}b", "control")] {
        for what in ["library", "topic", "path"] {
            let refused = program.refused(&[&["new", what, name][..], &inside].concat());
            assert!(refused.contains(said) && !refused.contains('\u{1b}'), "{refused}");
        }
    }
    let notes = crate::support::folder(&[("note.md", "# A note\n")]);
    let refused = program.refused(&["new", "topic", "x", "--library", text(notes.path())]);
    assert!(refused.contains("fingerpost new library NAME"), "{refused}");
    assert!(!notes.path().join("topics").exists());
    program.refused(&["new", "poem", "x"]);
    program.refused(&["new", "topic"]);
}

#[test]
fn a_name_of_signs_stays_one_name() {
    let program = Program::new();
    let (_dir, library) = library(&program);
    program.ok(&["new", "topic", "The \"dot\" \\ {slug}: #1", "--library", text(&library)]);
    let list = program.json(&["list", "--library", text(&library), "--format", "json"]);
    let topics = list["topics"].as_array().expect("topics");
    let topic = topics.iter().find(|topic| topic["slug"] == "the-dot-slug-1").expect("the page");
    assert_eq!(topic["title"], "The \"dot\" \\ {slug}: #1");
}
