//! What authors are told in content/README.md holds: its examples are read without a problem, its
//! commands run, and its list of problems is the checker's.

use crate::support::{Program, page};
use fingerpost::check;
use fingerpost::content::{self, SourceFile};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn readme() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/README.md");
    std::fs::read_to_string(file).expect("content/README.md")
}

/// The fenced blocks: the language, and the text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut fence = String::new();
    for line in text.lines() {
        if fence.is_empty() && line.starts_with("```") {
            let language = line.trim_start_matches('`');
            line[..line.len() - language.len()].clone_into(&mut fence);
            found.push((language.to_owned(), String::new()));
        } else if line == fence {
            fence.clear();
        } else if !fence.is_empty() {
            let (_, block) = found.last_mut().expect("a block");
            block.push_str(line);
            block.push('\n');
        }
    }
    found
}

/// What each example is, so that it can be put where it belongs.
#[derive(Debug, PartialEq)]
enum Example {
    Page,
    FrontMatter,
    Body,
    Path,
    Library,
}

fn kind(language: &str, text: &str) -> Option<Example> {
    Some(match language {
        "markdown" if text.starts_with("---\n") => Example::Page,
        "markdown" => Example::Body,
        // A claim needs its sentence in the page and a run: `claims.rs` has these.
        "yaml" if text.starts_with("claims:") => return None,
        "yaml" if text.starts_with("schema:") => Example::Library,
        "yaml" if text.contains("\nsteps:") => Example::Path,
        "yaml" => Example::FrontMatter,
        _ => return None,
    })
}

#[test]
fn every_example_for_authors_is_read_without_a_problem() {
    let mut counts = Vec::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let whole = page("Example", &[], "");
    let examples = blocks(&readme());
    let examples = examples
        .into_iter()
        .filter_map(|(language, text)| kind(&language, &text).map(|kind| (kind, text)));
    for (number, (kind, text)) in examples.enumerate() {
        let titled = whole.replacen("Example", &format!("Example {number}"), 1);
        files.push(match kind {
            Example::Page => ("topics/vector-length.md".to_owned(), text),
            Example::Library => ("library.yaml".to_owned(), text),
            Example::Path => ("paths/lengths-and-angles.yaml".to_owned(), text),
            Example::FrontMatter => {
                let minutes = format!("minutes: 5\n{text}");
                (
                    format!("topics/example-{number}.md"),
                    titled.replacen("minutes: 5\n", &minutes, 1),
                )
            }
            Example::Body => {
                let detail = format!("Detail.\n\n{text}");
                (format!("topics/example-{number}.md"), titled.replacen("Detail.\n", &detail, 1))
            }
        });
        counts.push(kind);
    }
    for (wanted, least) in [
        (Example::Page, 1),
        (Example::FrontMatter, 2),
        (Example::Body, 3),
        (Example::Path, 1),
        (Example::Library, 1),
    ] {
        assert!(counts.iter().filter(|kind| **kind == wanted).count() >= least, "{wanted:?}");
    }
    // The pages that the examples speak of.
    for (slug, title) in
        [("vectors", "Vector"), ("dot-product", "Dot product"), ("matrices", "Matrix")]
    {
        files.push((format!("topics/{slug}.md"), page(title, &[], "")));
    }
    let sources = files
        .into_iter()
        .map(|(path, text)| SourceFile { path, bytes: Cow::Owned(text.into_bytes()) });
    let mut problems = check::problems(&content::from_files(sources.collect(), "t"));
    // The pages around the examples are bare.
    problems.retain(|problem| {
        !matches!(problem.code, "orphan" | "no-path" | "no-question" | "no-source")
    });
    let said: Vec<String> =
        problems.iter().flat_map(content::Problem::lines).map(|line| line.plain()).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn every_command_for_authors_runs_as_it_stands() {
    let program = Program::new();
    let dir = tempfile::tempdir().expect("a folder");
    let commands: Vec<String> = blocks(&readme())
        .into_iter()
        .filter(|(language, _)| language == "console")
        .flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(commands.len() >= 4);
    for command in commands {
        let words: Vec<String> = command
            .split('"')
            .enumerate()
            .flat_map(|(at, part)| {
                let words = |part: &str| part.split_whitespace().map(str::to_owned).collect();
                if at % 2 == 1 { vec![part.to_owned()] } else { words(part) }
            })
            .collect();
        let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        let output = program.command(&args).current_dir(dir.path()).output().expect("it starts");
        // The blanks of the new page and the new path are problems.
        let code = i32::from(args[0] == "check");
        assert_eq!(output.status.code(), Some(code), "{command}");
    }
    for file in ["library.yaml", "topics/vector-length.md", "paths/lengths-and-angles.yaml"] {
        assert!(dir.path().join("my-library").join(file).is_file(), "{file}");
    }
}

/// The names of problems in a text: what stands between backticks and holds small letters and `-`.
fn names(text: &str) -> BTreeSet<String> {
    let is_name = |word: &&str| {
        word.contains(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
    };
    text.split('`').skip(1).step_by(2).filter(is_name).map(str::to_owned).collect()
}

#[test]
fn the_list_of_problems_is_the_checkers() {
    let text = readme();
    let start = text.find("| name | what is wrong |").expect("the list");
    let end = text.find("## A folder of plain").expect("its end");
    let cells: String =
        text[start..end].lines().filter_map(|line| line.split('|').nth(1)).collect();
    let told = names(&cells);
    let mut seen = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/check");
    let fixtures = std::fs::read_dir(root).expect("fixtures");
    let fixtures: Vec<PathBuf> = fixtures.map(|entry| entry.expect("an entry").path()).collect();
    for fixture in fixtures {
        let said = std::fs::read_to_string(fixture.join("expected.txt")).expect("an expectation");
        let codes = said.lines().filter_map(|line| line.split_once("]: ")?.0.split_once('['));
        seen.extend(codes.map(|(_, code)| code.to_owned()));
    }
    let untold: Vec<&String> = seen.difference(&told).collect();
    assert!(untold.is_empty(), "content/README.md does not name {untold:?}");
    // These need more than a small folder: a large page, links, pipes, a demo that fails.
    let elsewhere = ["demo-fails", "not-a-file", "symbolic-link", "too-large", "unreadable"];
    let unseen: Vec<&String> =
        told.difference(&seen).filter(|name| !elsewhere.contains(&name.as_str())).collect();
    assert!(unseen.is_empty(), "no broken library shows {unseen:?}");
}
