//! An author saves a page while it is open: the page is read again, and the reader stays in place.

use crate::support::{Reader, folder, page};
use fingerpost::content;
use std::fs;
use std::path::Path;

const LIBRARY: &str = "schema: 1\nid: \"t\"\nname: \"T\"\nlanguage: \"en\"\nlicence: \"CC0\"\n";

fn long(what: &str) -> String {
    let paragraphs: Vec<String> =
        (1..30).map(|at| format!("{what}, paragraph {at}.\n\n")).collect();
    paragraphs.concat()
}

fn demo(scores: &str) -> String {
    format!("```demo\nsoftmax\nscores: {scores}\n```\n\n")
}

/// A library of two pages, and a reader on the first.
fn open(more: &str) -> (tempfile::TempDir, Reader) {
    let dir = folder(&[
        ("library.yaml", LIBRARY),
        ("topics/alpha.md", &page("Alpha", &[], more)),
        ("topics/beta.md", &page("Beta", &["alpha"], "")),
    ]);
    let loaded = content::folder(dir.path()).expect("a folder");
    let reader = Reader::start_at(loaded, (80, 24), None, Some("alpha"));
    (dir, reader)
}

fn save(dir: &Path, text: &str) {
    fs::write(dir.join("topics/alpha.md"), text).expect("saved");
}

#[test]
fn a_saved_page_is_shown_anew_and_the_place_is_kept() {
    let (dir, mut reader) = open(&long("Old"));
    reader.keys("Space Space").sees("Old, paragraph 20");
    let before = reader.screen();
    // A sentence above the place moves nothing on the screen but the text itself.
    let saved =
        page("Alpha", &[], &long("New")).replace("Alpha in simple terms.", "Alpha, said anew.");
    save(dir.path(), &saved);
    reader.rereads(dir.path()).sees("New, paragraph 20").misses("Old").sees("read again");
    assert_eq!(before.lines().nth(5), reader.screen().replace("New", "Old").lines().nth(5));
    reader.keys("g").sees("Alpha, said anew");
    // What builds on the page is drawn anew too.
    fs::write(dir.path().join("topics/gamma.md"), page("Gamma", &["alpha"], "")).expect("saved");
    reader.rereads(dir.path()).sees("Gamma");
    // What is wrong with other pages is counted.
    fs::write(dir.path().join("topics/delta.md"), page("Delta", &["omega"], "")).expect("saved");
    reader.rereads(dir.path()).sees("! 1 error on other pages");
}

#[test]
fn a_section_that_is_added_above_moves_the_place_along() {
    let more = format!("### Here\n\n{}", long("Old"));
    let (dir, mut reader) = open(&more);
    reader.keys("/").types("paragraph 9.").keys("Enter Esc").sees("Old, paragraph 9.");
    save(dir.path(), &page("Alpha", &[], &format!("{}{more}", long("Above"))));
    reader.rereads(dir.path()).sees("Old, paragraph 9.");
}

#[test]
fn a_broken_save_keeps_the_last_good_page_and_shows_what_is_wrong() {
    let (dir, mut reader) = open("The good page.");
    let good = page("Alpha", &[], "The good page.");
    for (broken, said) in [
        (good.replace("level: 1", "level: [1"), "yaml-syntax"),
        (good.replacen("minutes: 5\n---\n", "minutes: 5\n", 1), "yaml-syntax"),
        (String::new(), "missing-key"),
        (good.replace("level: 1\n", ""), "missing-key"),
    ] {
        save(dir.path(), &broken);
        reader.rereads(dir.path()).sees("ALPHA").sees("The good page.").sees("! topics/alpha.md:");
        reader.keys("!").sees(said).sees("topics/alpha.md:").keys("Esc").sees("The good page.");
    }
    save(dir.path(), &good.replace("good", "mended"));
    reader.rereads(dir.path()).sees("The mended page.").keys("!").sees("Nothing is wrong");
    reader.keys("Esc");
    // What is wrong with the text is shown with its line and a caret; the text is shown as it is.
    save(dir.path(), &good.replace("The good page.", "See [[omega]]."));
    reader.rereads(dir.path()).sees("See omega").keys("!").sees("See [[omega]].").sees("    ^");
}

#[test]
fn a_page_that_is_gone_stays_until_it_is_left() {
    let (dir, mut reader) = open("The page.");
    fs::remove_file(dir.path().join("topics/alpha.md")).expect("removed");
    reader.rereads(dir.path()).sees("The page.").sees("topics/alpha.md is gone");
    reader.keys("C-p").types("beta").keys("Enter").sees("BETA");
    reader.rereads(dir.path()).keys("m").sees("Beta").misses("Alpha");
}

#[test]
fn a_demo_keeps_its_numbers_while_the_page_calls_it() {
    let (dir, mut reader) = open(&format!("{}{}", demo("1 2"), demo("5 6 7")));
    // The second demo, full screen, with numbers of the reader's own.
    reader.keys("Tab Tab Tab").keys("e C-u").types("8 9").keys("Enter Enter").sees("▶ softmax");
    let before = reader.screen();
    save(
        dir.path(),
        &page("Alpha", &[], &format!("{}{}{}", demo("0 0"), demo("3 4"), demo("5 6 7"))),
    );
    reader.rereads(dir.path());
    let lines = |screen: &str| screen.lines().take(18).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&reader.screen()), lines(&before));
    // Once the page no longer calls it, the page is what is left.
    save(dir.path(), &page("Alpha", &[], "No demo."));
    reader.rereads(dir.path()).sees("No demo.").keys("q");
    assert!(reader.has_quit());
}

#[test]
fn lists_and_popups_survive_a_library_that_shrinks() {
    for keys in ["m", "p", "o", "!", "?", "C-p", "H", "H 2", "Tab K"] {
        let (dir, mut reader) = open(&demo("1 2"));
        reader.keys(keys);
        fs::remove_dir_all(dir.path().join("topics")).expect("removed");
        reader.rereads(dir.path()).keys("Down Enter Esc Esc Esc");
        assert!(!reader.screen().trim().is_empty(), "{keys}");
    }
}
