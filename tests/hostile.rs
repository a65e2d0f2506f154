//! Libraries that were made to do harm: each is read to its end, the harm is named, and the program
//! opens on it. Nothing here looks at a clock: a test that does not end fails by itself.

use crate::support::{Reader, folder, page};
use fingerpost::{check, content};
use std::fmt::Write as _;
use std::path::Path;

const LIBRARY: &str = "schema: 1\nid: \"t\"\nname: \"T\"\nlanguage: \"en\"\nlicence: \"CC0\"\n";

/// A library with one good page and a page of these bytes.
fn with_page(bytes: &[u8]) -> tempfile::TempDir {
    let dir = folder(&[("library.yaml", LIBRARY), ("topics/alpha.md", &page("Alpha", &[], ""))]);
    std::fs::write(dir.path().join("topics/evil.md"), bytes).expect("a page");
    dir
}

/// Checks a library, looks for a problem, and walks through it on a screen.
#[track_caller]
fn survives(dir: &Path, code: &str) {
    let loaded = content::folder(dir).expect("a folder");
    let problems = check::problems(&loaded);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert!(codes.contains(&code), "{code}: {codes:?}");
    assert!(problems.len() <= 250, "{} problems are no help", problems.len());
    for problem in &problems {
        for line in problem.lines() {
            is_harmless(&line.plain());
        }
    }
    let topic = loaded.library.topic("evil").map(|_| "evil");
    let mut reader = Reader::start_at(loaded, (80, 24), None, topic);
    for key in ["G", "g", "Tab", "!", "Esc", "m", "Esc", "H"] {
        reader.keys(key);
        is_harmless(&reader.screen());
    }
    reader.keys("C-p").types("alpha").keys("Enter").sees("Alpha in simple terms");
}

/// A page with this in its body, which has its sections.
#[track_caller]
fn survives_body(text: &str, code: &str) {
    survives(with_page(page("Evil", &[], text).as_bytes()).path(), code);
}

/// A page with this at the end of its front matter.
#[track_caller]
fn survives_front(text: &str, code: &str) {
    let page = page("Evil", &[], "").replacen("minutes: 5\n", &format!("minutes: 5\n{text}"), 1);
    survives(with_page(page.as_bytes()).path(), code);
}

#[track_caller]
fn is_harmless(text: &str) {
    let active = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
    assert_eq!(active, None, "{text:?}");
}

#[test]
fn deep_nesting_is_cut_and_said() {
    survives_body(&format!("{}x\n", "> ".repeat(20_000)), "too-deep");
    survives_body(&format!("{}x\n", "- ".repeat(20_000)), "too-deep");
    survives_body(&format!("{}x{}\n", "*a ".repeat(2_000), " b*".repeat(2_000)), "too-deep");
    let stairs: String =
        (0..400).flat_map(|step| [" ".repeat(2 * step), "- x\n".to_owned()]).collect();
    survives_body(&stairs, "too-deep");
    survives_front(&format!("aliases: {}\n", "[".repeat(30_000)), "too-deep");
    survives_front(&format!("aliases: {}\n", "{a: ".repeat(10_000)), "too-deep");
    survives_front(&format!("aliases:\n  {}x\n", "- ".repeat(10_000)), "too-deep");
}

#[test]
fn brackets_and_marks_without_end_are_text() {
    let marks = ["[", "![", "$", "<", "*", "_", "|", "&", "[a](", "a**b", "a``b`c"];
    for mark in marks {
        let text = format!("{}\n\nSee [[nowhere]].\n", mark.repeat(20_000));
        survives_body(&text, "dangling-link");
    }
    // What never ends takes the rest of the page with it.
    for mark in ["`", "~", "<!--"] {
        survives_body(&mark.repeat(20_000), "missing-section");
    }
}

#[test]
fn an_alias_bomb_is_not_read() {
    let mut bomb = String::from("zero: &n0 [\"lol\"]\n");
    for level in 1..30 {
        let items = format!("*n{}, ", level - 1).repeat(9);
        let _ = writeln!(bomb, "level{level}: &n{level} [{items}]");
    }
    survives_front(&bomb, "yaml-alias");
    let dir = folder(&[
        ("library.yaml", &format!("{bomb}{LIBRARY}")),
        ("topics/alpha.md", &page("Alpha", &[], "")),
        ("paths/p.yaml", &bomb),
    ]);
    survives(dir.path(), "yaml-alias");
}

#[test]
fn pages_of_many_megabytes_are_cut_and_said() {
    let lines = "A line of a page that goes on and on.\n".repeat(10 * 1024 * 1024 / 38);
    survives_body(&lines, "too-large");
    survives_body(&"x".repeat(10 * 1024 * 1024), "too-large");
    survives_front(&format!("short: \"{}\"\n", "x".repeat(10 * 1024 * 1024)), "too-large");
    survives_front(&format!("subcategory: \"{}\"\n", "x".repeat(70_000)), "too-large");
    let dir = folder(&[
        ("library.yaml", &format!("{LIBRARY}home: \"{}\"\n", "x".repeat(70_000))),
        ("topics/alpha.md", &page("Alpha", &[], "")),
        ("paths/p.yaml", &"  - {topic: alpha}\n".repeat(10_000)),
    ]);
    survives(dir.path(), "too-large");
}

#[test]
fn bytes_that_are_no_text_are_shown_as_such() {
    let bytes: Vec<u8> =
        (0..200_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    survives(with_page(&bytes).path(), "not-utf8");
    let mut good = page("Evil", &[], "").into_bytes();
    good.extend([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]);
    survives(with_page(&good).path(), "not-utf8");
    let wide: Vec<u8> = page("Evil", &[], "").encode_utf16().flat_map(u16::to_le_bytes).collect();
    survives(with_page(&[&[0xff, 0xfe], wide.as_slice()].concat()).path(), "not-utf8");
}

#[test]
fn zero_bytes_and_escapes_reach_no_terminal() {
    survives_body(
        "a\0b \u{1b}[2J \u{9b}31m \u{202e}abc &#27;]52;c;YQ==&#7; `\u{7}`\n",
        "control-characters",
    );
    survives_front("subcategory: \"\\0\\e[2J\\u202e\"\n", "control-characters");
    survives_front("short: a\0b\n", "yaml-syntax");
    survives(with_page(&vec![0; 100_000]).path(), "missing-key");
}

#[test]
fn fifty_thousand_links_on_a_page_are_a_short_list() {
    let there = "[[alpha]] [a](alpha.md) [b](#learn-next) ".repeat(17_000);
    survives_body(&format!("{there}[[nowhere]]\n"), "dangling-link");
    let nowhere: String = (0..50_000).fold(String::new(), |mut text, at| {
        let _ = write!(text, "[[gone-{at}]] [x](away-{at}.md#there) ");
        text
    });
    survives_body(&nowhere, "dangling-link");
    survives_body(&"[x](#gone) [y](alpha.md#gone)\n".repeat(25_000), "bad-anchor");
}

#[test]
fn parts_without_number_are_limited() {
    survives_body(&"## More detail\n\nAgain.\n\n".repeat(20_000), "section-order");
    let row = format!("|{}\n", " a |".repeat(500));
    let table = format!("{row}|{}\n{}", "---|".repeat(500), row.repeat(200));
    survives_body(&format!("{table}\n[[nowhere]]\n"), "dangling-link");
    survives_body(&"```demo\nsofmax\n```\n\n".repeat(3_000), "unknown-demo");
    survives_body(&"```demo\nsoftmax\n```\n\n".repeat(3_000), "too-large");
    let set: String = (0..3_000).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "wrong{at}: 1");
        text
    });
    survives_body(&format!("```demo\nsoftmax\n{set}```\n"), "unknown-parameter");
}

#[test]
fn topics_that_require_each_other_without_end_are_one_cycle() {
    let names: Vec<String> = (0..1_500).map(|at| format!("t{at}")).collect();
    let files: Vec<(String, String)> = (0..names.len())
        .map(|at| {
            let next = &names[(at + 1) % names.len()];
            (format!("topics/t{at}.md"), page(&format!("T{at}"), &[next], ""))
        })
        .collect();
    let mut all: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let alpha = page("Alpha", &[], "");
    all.extend([("library.yaml", LIBRARY), ("topics/alpha.md", &alpha)]);
    let dir = folder(&all);
    let found = check::problems(&content::folder(dir.path()).expect("a folder"));
    assert_eq!(found.iter().filter(|problem| problem.code == "requires-cycle").count(), 1);
    let mut reader = Reader::start_at(
        content::folder(dir.path()).expect("a folder"),
        (80, 24),
        None,
        Some("t7"),
    );
    reader.sees("T7").keys("! Esc m Esc q");
    assert!(reader.has_quit());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_or_round_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", "# Secret\n")]);
    let dir = with_page(page("Evil", &[], "").as_bytes());
    let topics = dir.path().join("topics");
    symlink(outside.path().join("secret.md"), topics.join("secret.md")).expect("a link");
    symlink(outside.path(), topics.join("outside")).expect("a link");
    symlink("..", topics.join("up")).expect("a link");
    symlink(".", topics.join("here")).expect("a link");
    symlink("self.md", topics.join("self.md")).expect("a link");
    symlink("pong.md", topics.join("ping.md")).expect("a link");
    symlink("ping.md", topics.join("pong.md")).expect("a link");
    symlink(outside.path(), dir.path().join("paths")).expect("a link");
    survives(dir.path(), "symbolic-link");
    let loaded = content::folder(dir.path()).expect("a folder");
    let slugs: Vec<&str> = loaded.library.topics.iter().map(|topic| topic.slug.as_str()).collect();
    assert_eq!(slugs, ["alpha", "evil"]);
    let said = loaded.problems.iter().filter(|problem| problem.code == "symbolic-link");
    let said: Vec<&str> = said.map(|problem| &*problem.location.file).collect();
    let all = ["here", "outside", "ping.md", "pong.md", "secret.md", "self.md", "up"];
    let mut all: Vec<String> = all.iter().map(|name| format!("topics/{name}")).collect();
    all.insert(0, "paths".to_owned());
    assert_eq!(said, all);
}

#[cfg(unix)]
#[test]
fn names_of_files_are_text_too() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let dir = with_page(page("Evil", &[], "[[nowhere]]").as_bytes());
    let topics = dir.path().join("topics");
    let names: [&[u8]; 6] = [
        b"\x1b[2J\x1b]0;title\x07.md",
        b"line\nbreak.md",
        "\u{202e}dm.live.md".as_bytes(),
        b"not-\xff-utf8.md",
        b"-rf.md",
        b"   .md",
    ];
    for name in names {
        std::fs::write(topics.join(OsStr::from_bytes(name)), "# A page\n").expect("a file");
    }
    std::fs::create_dir_all(topics.join("a/".repeat(200))).expect("folders");
    survives(dir.path(), "not-utf8");
    let found = check::problems(&content::folder(dir.path()).expect("a folder"));
    for file in ["topics/␛[2J␛]0;title␇.md", "topics/line break.md"] {
        assert!(found.iter().any(|problem| &*problem.location.file == file), "{file}");
    }
}
