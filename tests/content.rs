//! The shipped library: complete, without problems, and true to its own numbers.

use fingerpost::check;
use fingerpost::content;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_shipped_library_has_no_problem_at_all() {
    let problems = check::problems(&content::embedded());
    let said: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.location, problem.message))
        .collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn the_map_has_what_the_readme_promises() {
    let library = content::embedded().library;
    let all = &library.topics;
    let demos = |topic: &content::Topic| content::demo_calls(&topic.blocks(&library)).len();
    assert!(all.len() >= 60 && library.paths.len() >= 6, "{} topics", all.len());
    assert!(all.iter().map(demos).sum::<usize>() >= 45);
    assert!(all.iter().map(|topic| topic.claims().len()).sum::<usize>() >= 40);
    assert!(all.iter().map(|topic| topic.questions().len()).sum::<usize>() >= 180);
    // What a demo shows, a page says; and the checker holds both together.
    let silent = |topic: &&content::Topic| demos(topic) > 0 && topic.claims().is_empty();
    assert_eq!(all.iter().find(silent).map(|topic| &topic.slug), None);
    let path = library.default_path().expect("a default path");
    assert_eq!(path.slug, "attention-in-one-evening");
    assert_eq!(path.topics().count(), 13);
    let twice =
        library.topics.iter().filter(|topic| library.paths_with(&topic.slug).len() > 1).count();
    assert!(twice >= 2, "topics stand in several paths");
}

#[test]
fn no_sentence_could_stand_on_any_page() {
    let library = content::embedded().library;
    let mut pages: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for topic in &library.topics {
        let text = topic.source().replace('\n', " ");
        for sentence in text.split(['.', '?', '!', ':', '*', '`', '|']) {
            let sentence = sentence.trim();
            // The same formula may stand wherever it is needed.
            if sentence.chars().count() >= 40 && !sentence.contains('$') {
                pages.entry(sentence.to_owned()).or_default().insert(&topic.slug);
            }
        }
    }
    let common: Vec<_> = pages.iter().filter(|(_, pages)| pages.len() > 2).collect();
    assert!(common.is_empty(), "{common:?}");
}

#[test]
fn every_page_asks_and_cites() {
    let library = content::embedded().library;
    for topic in &library.topics {
        assert!(topic.questions().len() >= 3, "{}", topic.slug);
        assert!(!topic.sources().is_empty(), "{}", topic.slug);
        let from_misconception = topic.questions().iter().any(|question| match &question.kind {
            content::QuestionKind::Choice { misconceptions, .. } => !misconceptions.is_empty(),
            content::QuestionKind::TrueFalse { misconception, .. } => misconception.is_some(),
            _ => false,
        });
        assert!(from_misconception, "{}", topic.slug);
    }
}

#[test]
fn pages_have_the_length_of_one_sitting() {
    let library = content::embedded().library;
    for topic in &library.topics {
        let body = topic.markdown.splitn(3, "---\n").nth(2).expect("a body");
        let mut fenced = false;
        let mut words = 0;
        for line in body.lines() {
            if line.starts_with("```") {
                fenced = !fenced;
            } else if !fenced && !line.starts_with('|') {
                words += line
                    .split_whitespace()
                    .filter(|word| word.chars().any(char::is_alphanumeric))
                    .count();
            }
        }
        assert!((400..=1000).contains(&words), "{}: {words} words", topic.slug);
    }
}

#[test]
fn no_long_sentence_stands_on_more_than_two_pages() {
    let library = content::embedded().library;
    let mut seen: Vec<(String, BTreeSet<&str>)> = Vec::new();
    for topic in &library.topics {
        let text = topic.markdown.replace('\n', " ");
        for sentence in text.split(". ").map(str::trim).filter(|sentence| sentence.len() >= 40) {
            match seen.iter_mut().find(|(known, _)| known == sentence) {
                Some((_, topics)) => {
                    topics.insert(&topic.slug);
                }
                None => seen.push((sentence.to_owned(), BTreeSet::from([topic.slug.as_str()]))),
            }
        }
    }
    for (sentence, topics) in seen {
        assert!(topics.len() <= 2, "{topics:?}: {sentence}");
    }
}

/// Golden facts D32, D49 and the BLEU scores of D19: measured by others, and quoted as theirs.
#[test]
fn what_cannot_be_computed_here_is_quoted_with_its_source() {
    let library = content::embedded().library;
    for (fact, slug, quoted, by, year) in [
        ("D32", "attention-mechanism", "$N d + N^2$ | $N^2 d^2 / M$", "Dao et al.", 2022),
        ("D49", "attention-mechanism", "traffic | 40.3 GB | 4.4 GB", "Dao et al.", 2022),
        ("D49", "attention-mechanism", "66.6 GFLOP | 75.2 GFLOP", "Dao et al.", 2022),
        ("D49", "attention-mechanism", "time | 41.7 ms | 7.3 ms", "Dao et al.", 2022),
        ("BLEU", "transformer", "to German | 27.3 | 28.4", "Vaswani et al.", 2017),
        ("BLEU", "transformer", "| 38.1 | 41.0, 41.8", "Vaswani et al.", 2017),
    ] {
        let topic = library.topics.iter().find(|topic| topic.slug == slug).expect(slug);
        let text = topic.markdown.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = text.find(quoted).unwrap_or_else(|| panic!("{fact}: {slug} does not say it"));
        let near: String = text[at.saturating_sub(400)..].chars().take(700).collect();
        assert!(near.contains(&format!("({by} {year})")), "{fact}: {near}");
        let cited = |source: &content::Source| source.year == Some(year) && source.authors == by;
        assert!(topic.sources().iter().any(cited), "{fact}: {slug} does not list {by}");
    }
}
