use crate::content::{Loaded, SourceFile, embedded, from_files};

fn load(page: &str) -> Loaded {
    let path = "topics/page.md".to_owned();
    from_files(vec![SourceFile { path, bytes: page.as_bytes().to_vec().into() }], "test")
}

fn is_left(loaded: &Loaded) -> bool {
    loaded.library.topics[0].details.left.is_some()
}

/// The details with the places at which they stand.
fn shown(loaded: &Loaded) -> String {
    let topic = &loaded.library.topics[0];
    format!("{:#?}\n{:#?}\n{:#?}", topic.sources(), topic.claims(), topic.questions())
}

#[test]
fn details_are_the_same_later_as_at_once() {
    for topic in embedded().library.topics {
        // A title in single quotes is not of the simple kind, so everything is read at once.
        let line = format!("title: \"{}\"", topic.title);
        let once = topic.markdown.replacen(&line, &format!("title: '{}'", topic.title), 1);
        let (later, once) = (load(&topic.markdown), load(&once));
        assert!(is_left(&later) && !is_left(&once), "{}", topic.slug);
        assert!(!topic.questions().is_empty());
        assert_eq!(shown(&later), shown(&once));
    }
}

const HEAD: &str = "---\ntitle: \"T\"\ndefinition: \"D.\"\ndomain: \"X\"\nlevel: 1\nminutes: 1\n";

#[test]
fn a_problem_in_details_that_were_left_has_its_place() {
    let loaded = load(&format!("{HEAD}sources:\n  - {{title: \"S\", yaer: 2017}}\n---\n"));
    assert!(is_left(&loaded));
    let places = |problems: Vec<crate::content::Problem>| -> Vec<String> {
        let own = problems.into_iter().filter(|problem| problem.location.file.ends_with("page.md"));
        own.map(|problem| format!("{} {}", problem.location, problem.code)).collect()
    };
    assert!(!places(loaded.problems.clone()).iter().any(|place| place.contains("unknown-key")));
    let all = places(loaded.all_problems());
    assert!(all.contains(&"topics/page.md:8:18 unknown-key".to_owned()), "{all:?}");
}

#[test]
fn front_matter_that_may_hold_anything_is_read_at_once() {
    let tails = [
        "sources:\n  - {title: \"S\"}\nnext: [x]\n",
        "questions:\n  - {id: a, kind: recall, ask: \"one\ntwo\", answer: \"b\"}\n",
        "subcategory: \"never\nquestions: \"\n",
        "subcategory: |\n  text\nquestions: []\n",
        "requires: &all []\nquestions: []\n",
    ];
    for tail in tails {
        assert!(!is_left(&load(&format!("{HEAD}{tail}---\n"))), "{tail}");
    }
}
