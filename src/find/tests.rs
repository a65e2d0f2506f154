use super::*;
use crate::content::{Library, Topic};
use crate::ink::width;
use crate::page::fixture::{library, topic};

fn named(slug: &str, title: &str, aliases: &[&str]) -> Topic {
    Topic { aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(), ..topic(slug, title) }
}

fn small() -> Library {
    library(vec![
        named("attention-mechanism", "Attention mechanism", &["attention", "self-attention"]),
        named("attention-cost", "Attention cost", &[]),
        named("causal-masking", "Causal masking", &["masked attention"]),
        named("dot-product", "Dot product", &["inner product", "scalar product"]),
        named("matrix-multiplication", "Matrix multiplication", &["matrix product"]),
        named("resume", "Résumé", &[]),
    ])
}

#[test]
fn exact_names_come_first_then_beginnings_then_the_rest() {
    let cases: [(&str, &[&str]); 9] = [
        ("attention", &["attention-mechanism", "attention-cost", "causal-masking"]),
        ("ATTENTION cost", &["attention-cost"]),
        ("dot-product", &["dot-product"]),
        ("dtprd", &["dot-product"]),
        ("product matrix", &["matrix-multiplication"]),
        ("resume", &["resume"]),
        ("^attention", &[]),
        ("zzz", &[]),
        ("masked", &["causal-masking"]),
    ];
    for (query, expected) in cases {
        let slugs: Vec<_> =
            topics(&small(), query, &[], 9).into_iter().map(|hit| hit.slug).collect();
        assert_eq!(slugs, expected, "{query}");
    }
}

#[test]
fn a_hit_says_which_alias_it_was() {
    let name = |query: &str| topics(&small(), query, &[], 1).remove(0).name;
    assert_eq!(name("attention").as_deref(), Some("attention"));
    assert_eq!(name("attention mechanism"), None);
    assert_eq!(name("inner").as_deref(), Some("inner product"));
    let same = library(vec![named("same", "Same", &["same"])]);
    assert_eq!(topics(&same, "same", &[], 1).remove(0).name, None);
}

#[test]
fn an_empty_query_gives_the_recent_ones_first() {
    let recent = ["dot-product", "gone", "dot-product", "resume"].map(str::to_owned);
    let slugs: Vec<_> = topics(&small(), " ", &recent, 4).into_iter().map(|hit| hit.slug).collect();
    assert_eq!(slugs, ["dot-product", "resume", "attention-mechanism", "attention-cost"]);
    assert_eq!(topics(&small(), "a", &[], 0), []);
}

fn written(slug: &str, title: &str, body: &str) -> Topic {
    let front = format!("---\ntitle: \"{title}\"\nsources: [secret]\n---\n");
    Topic {
        body_start: front.len(),
        markdown: (front + body).into(),
        definition: "What it is.".to_owned(),
        ..topic(slug, title)
    }
}

fn pages() -> Library {
    library(vec![
        written("a", "Weights", "## In simple terms\nShares that add up to *one*.\n"),
        written("b", "Softmax", "Scores become **weights**, see [[hidden|the shares]].\n"),
        written("c", "Scores", "## Weights and more\nOnly a [word](http://hidden.example).\n"),
        written(
            "d",
            "Demo",
            "```demo\nsoftmax\nlabels: hidden\n```\n```text\nshown as code\n```\n",
        ),
        written("e", "Über", "Größe (a+b)* is 50% \\* $x^2$ | pipe.\n"),
    ])
}

#[test]
fn pages_are_found_by_their_words_and_not_by_what_is_behind_them() {
    let cases: [(&str, &[&str]); 15] = [
        ("weights", &["a", "c", "b"]),
        ("WEIGHTS shares", &["a", "b"]),
        ("one shares", &["a"]),
        ("hidden", &[]),
        ("secret", &[]),
        ("sources:", &[]),
        ("the shares", &["b"]),
        ("shown code", &["d"]),
        ("größe", &["e"]),
        ("über", &["e"]),
        ("(a+b)", &["e"]),
        ("50%", &["e"]),
        (".*", &[]),
        ("what it is", &["a", "b", "c", "d", "e"]),
        ("", &[]),
    ];
    for (query, expected) in cases {
        let mut slugs: Vec<_> = text(&pages(), query, 9).into_iter().map(|hit| hit.slug).collect();
        if query == "what it is" {
            slugs.sort();
        }
        assert_eq!(slugs, expected, "{query}");
    }
}

#[test]
fn a_snippet_is_one_clean_line_around_the_first_match() {
    let shown = |body: &str, query: &str| {
        let hit = text(&library(vec![written("x", "Page", body)]), query, 1).remove(0);
        assert!(width(&hit.snippet) <= 120, "{}", hit.snippet);
        hit.snippet
    };
    assert_eq!(shown("Two\n\n- **lines** of `code`.", "lines"), "Two lines of code.");
    assert_eq!(shown("x\u{1b}[2Jy needle", "needle"), "x␛[2Jy needle");
    assert_eq!(shown("| a | b |\n|---|---|\n| needle | c |", "needle"), "a b needle c");
    let long = shown(&format!("{} needle {}", "before ".repeat(50), "after ".repeat(50)), "needle");
    assert!(
        long.starts_with("…before") && long.contains(" needle after") && long.ends_with("after…")
    );
    let word = shown(&format!("{}needle{}", "x".repeat(500), "y".repeat(500)), "needle");
    assert!(word.starts_with("needleyyy") && word.ends_with('…'), "{word}");
    assert_eq!(shown("nothing here", "page"), "What it is.");
}
