use super::*;
use std::fs::{create_dir_all, write};

const PAGE: &str = "# A page\n\n[[b]]\n";

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let full = dir.path().join(path);
        create_dir_all(full.parent().unwrap()).unwrap();
        write(full, text).unwrap();
    }
    dir
}

fn slugs(loaded: &Loaded) -> Vec<&str> {
    loaded.library.topics.iter().map(|topic| topic.slug.as_str()).collect()
}

#[test]
fn a_missing_folder_is_an_error_and_an_empty_one_a_problem() {
    let dir = folder_with(&[("x.md", PAGE)]);
    assert!(folder(&dir.path().join("none")).is_err());
    assert!(folder(&dir.path().join("x.md")).is_err());
    let empty = folder_with(&[]);
    assert_eq!(folder(empty.path()).unwrap().problems[0].code, "no-topics");
}

#[test]
fn a_structured_folder_is_read_and_the_rest_of_it_left_alone() {
    let dir = folder_with(&[
        ("library.yaml", "schema: 1"),
        ("README.md", "not a topic"),
        ("topics/a.md", PAGE),
        ("topics/deep/er/b.md", PAGE),
        ("topics/.hidden/c.md", PAGE),
        ("topics/notes.txt", "x"),
        ("paths/p.yaml", "title: \"P\"\ngoal: a\nsteps: [{topic: a}]\n"),
        ("other/d.md", PAGE),
    ]);
    let loaded = folder(dir.path()).unwrap();
    assert_eq!(slugs(&loaded), ["a", "b"]);
    assert_eq!(loaded.library.paths.len(), 1);
    assert!(!loaded.library.plain);
}

#[test]
fn plain_notes_are_read_in_a_stable_order() {
    let dir = folder_with(&[("b.md", PAGE), ("x/a.md", PAGE), (".obsidian/c.md", PAGE)]);
    let loaded = folder(dir.path()).unwrap();
    assert_eq!(slugs(&loaded), ["a", "b"]);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.library.topics[0].domain, "x");
    assert_eq!(loaded.library.topics[0].related[0].to, "b");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_strange_names_do_no_harm() {
    use std::os::unix::fs::symlink;
    let outside = folder_with(&[("secret.md", "# Secret\n")]);
    let dir = folder_with(&[("a.md", PAGE), ("x/b.md", PAGE), ("x/\u{1b}[31mred.md", PAGE)]);
    symlink(outside.path().join("secret.md"), dir.path().join("out.md")).unwrap();
    symlink(outside.path(), dir.path().join("outside")).unwrap();
    symlink(dir.path(), dir.path().join("x/round")).unwrap();
    symlink(dir.path().join("a.md"), dir.path().join("same.md")).unwrap();
    symlink("nowhere", dir.path().join("gone.md")).unwrap();
    let pipe = dir.path().join("pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let loaded = folder(dir.path()).unwrap();
    assert_eq!(slugs(&loaded), ["31mred", "a", "b", "same"]);
    let said: Vec<String> =
        loaded.problems.iter().map(|p| format!("{} {}", p.location.file, p.code)).collect();
    assert_eq!(
        said,
        [
            "gone.md symbolic-link",
            "out.md symbolic-link",
            "outside symbolic-link",
            "pipe.md not-a-file",
            "x/round symbolic-link",
        ]
    );
    assert_eq!(&*loaded.library.topics[0].location.file, "x/␛[31mred.md");
}

#[test]
fn the_compiled_in_library_has_no_problem() {
    let loaded = embedded();
    let problems = loaded.all_problems();
    let lines: Vec<String> =
        problems.iter().flat_map(Problem::lines).map(|line| line.plain()).collect();
    assert!(problems.is_empty(), "{}", lines.join("\n"));
}
