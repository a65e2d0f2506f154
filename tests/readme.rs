//! The README keeps its promises: its commands run, its keys and its picture are the program's.

use crate::support::Program;
use fingerpost::app::keymap::{self, Focus};
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn readme() -> String {
    std::fs::read_to_string(file("README.md")).expect("README.md")
}

#[test]
fn every_command_of_the_readme_runs() {
    let program = Program::new();
    let text = readme();
    let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("fingerpost ")).collect();
    assert!(commands.len() >= 10);
    for command in commands {
        let words = split(command);
        let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        assert!(!program.ok(&args).is_empty(), "{command}");
    }
    for command in ["cargo run --release", "cargo test"] {
        assert!(text.contains(&format!("```console\n{command}\n```")), "{command}");
    }
}

#[test]
fn the_keys_of_the_readme_are_those_of_the_keymap() {
    check("<!-- keys -->\n", "<!-- /keys -->", &keys());
}

#[test]
fn the_picture_of_the_readme_is_the_screen() {
    let picture =
        std::fs::read_to_string(file("tests/screens/attention-120x40.txt")).expect("the picture");
    check("<!-- picture: attention-120x40 -->\n```text\n", "```\n\n## Two", &picture);
}

/// Compares a part of the README with what it must be; `UPDATE_SCREENS=1` writes it.
fn check(from: &str, to: &str, wanted: &str) {
    let text = readme();
    let start = text.find(from).expect(from) + from.len();
    let end = start + text[start..].find(to).expect(to);
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        let new = format!("{}{wanted}{}", &text[..start], &text[end..]);
        std::fs::write(file("README.md"), new).expect("README.md");
        return;
    }
    assert_eq!(&text[start..end], wanted, "UPDATE_SCREENS=1 cargo test writes it anew");
}

fn keys() -> String {
    let mut out = String::new();
    for (focus, title) in
        [(Focus::Page, "On a page"), (Focus::Demo, "In a demo"), (Focus::List, "In a list")]
    {
        out += &["\n**", title, "**\n\n| keys | what they do |\n|---|---|\n"].concat();
        for binding in keymap::bindings(focus) {
            let keys = keymap::key_names(binding).replace('|', "\\|");
            let keys = keys.split(' ').map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ");
            out += &["| ", &keys, " | ", binding.help, " |\n"].concat();
        }
    }
    out.push('\n');
    out
}

/// A command line as a shell would split it, with single quotes only.
fn split(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words
}
