//! The shipped library: complete, without problems, and true to its own numbers.

use fingerpost::check;
use fingerpost::content;
use std::collections::BTreeSet;

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
fn the_fifteen_topics_and_two_paths_stand() {
    let library = content::embedded().library;
    assert_eq!(library.topics.len(), 15);
    let path = library.default_path().expect("a default path");
    assert_eq!(path.slug, "attention-in-one-evening");
    assert_eq!(path.topics().count(), 13);
    let twice =
        library.topics.iter().filter(|topic| library.paths_with(&topic.slug).len() > 1).count();
    assert!(twice >= 2, "topics stand in several paths");
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
