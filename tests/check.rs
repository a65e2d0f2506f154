//! What the checker says of broken libraries, word for word; that one fault is one problem; and that
//! every name of a problem is told to authors.

use fingerpost::ink::Line;
use fingerpost::{check, content};
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/check");
    let entries = std::fs::read_dir(root).expect("fixtures");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

/// What `fingerpost check` prints of a library, without the count at its end.
fn said(folder: &Path) -> String {
    let problems = check::problems(&content::folder(folder).expect("a folder"));
    let lines: Vec<String> =
        problems.iter().flat_map(content::Problem::lines).map(|line: Line| line.plain()).collect();
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn every_broken_library_is_told_what_is_wrong_with_it() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let file = fixture.join("expected.txt");
        let said = said(&fixture);
        if std::env::var_os("UPDATE_SCREENS").is_some() {
            std::fs::write(&file, &said).expect("the expectation");
        }
        if said != std::fs::read_to_string(&file).unwrap_or_default() || said.is_empty() {
            wrong.push(format!("{}:\n{said}", fixture.display()));
        }
    }
    assert!(fixtures().len() >= 40);
    assert!(wrong.is_empty(), "UPDATE_SCREENS=1 cargo test writes them anew\n{}", wrong.join("\n"));
}
