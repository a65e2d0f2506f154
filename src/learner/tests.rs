use super::location::located;
use super::*;
use crate::graph::fixture::{library, path};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

fn topic(slug: &str) -> String {
    slug.to_owned()
}

/// Events from words such as `visited a`, `at p a`, one a millisecond.
fn records(events: &[&str]) -> Vec<Record> {
    let event = |words: &str| match words.split(' ').collect::<Vec<_>>().as_slice() {
        ["visited", slug] => Event::Visited { topic: topic(slug) },
        ["done", slug] => Event::Done { topic: topic(slug) },
        ["undone", slug] => Event::Undone { topic: topic(slug) },
        ["entered", path] => Event::Entered { path: topic(path) },
        ["at", path, slug] => Event::At { path: topic(path), topic: topic(slug) },
        ["left", slug, share] => {
            Event::Left { topic: topic(slug), spot: Spot::Fraction(share.parse().unwrap()) }
        }
        other => panic!("{other:?}"),
    };
    (1..).zip(events).map(|(at, words)| Record { at, event: event(words) }).collect()
}

/// a ← b ← c ← d, and e ← d.
fn chain() -> Library {
    library(&[("a", &[]), ("b", &["a"]), ("c", &["b"]), ("d", &["c", "e"]), ("e", &[])])
}

#[track_caller]
fn check(events: &[&str], expected: &str) {
    let (graph, _) = Graph::of(&chain());
    let learner = Learner::of(&records(events));
    let states = learner.states(&graph);
    let shown = ["a", "b", "c", "d", "e"].map(|slug| match states.of(slug) {
        TopicState::New { missing } => missing.to_string(),
        other => other.mark().0.to_string(),
    });
    assert_eq!(shown.join(" "), expected, "{events:?}");
    assert_eq!(learner.state(&graph, "d"), states.of("d"));
}

#[test]
fn a_topic_goes_from_new_to_ready_to_reading_to_done() {
    check(&[], "○ 1 2 4 ○");
    check(&["visited a"], "◐ 1 2 4 ○");
    check(&["visited a", "done a"], "✓ ○ 1 3 ○");
    check(&["visited a", "done a", "visited b"], "✓ ◐ 1 3 ○");
    check(&["done a", "done b", "done e"], "✓ ✓ ○ 1 ✓");
    check(&["visited a", "done a", "undone a"], "◐ 1 2 4 ○");
    check(&["done a", "undone a"], "○ 1 2 4 ○");
    // What is done makes known what it requires, though nobody read it here.
    check(&["done c"], "○ ○ ✓ 1 ○");
    // A page can be read before its turn.
    check(&["visited d"], "○ 1 2 ◐ ○");
    check(&["visited gone", "done gone"], "○ 1 2 4 ○");
}

#[test]
fn states_have_words_names_and_a_time() {
    let learner =
        Learner::of(&records(&["visited a", "visited a", "done a", "done a", "undone b"]));
    assert_eq!((learner.since("a"), learner.since("b")), (Some(3), None));
    assert_eq!(learner.met().collect::<Vec<_>>(), ["a"]);
    let said = |state: TopicState| state.line().plain();
    assert_eq!(said(TopicState::New { missing: 4 }), "· builds on 4 pages you have not met");
    assert_eq!(said(TopicState::New { missing: 1 }), "· builds on 1 page you have not met");
    assert_eq!(said(TopicState::Done), "✓ done");
    assert!(Learner::default().is_empty() && !learner.is_empty());
    assert_eq!(TopicState::New { missing: 4 }.name(), "new");
}

#[test]
fn the_learner_comes_back_to_the_last_page_and_its_place() {
    let at = |events: &[&str]| {
        let learner = Learner::of(&records(events));
        learner.resume().map(|resume| (resume.topic.clone(), resume.spot.clone()))
    };
    assert_eq!(at(&[]), None);
    assert_eq!(at(&["visited a"]), Some((topic("a"), None)));
    let half = Some((topic("b"), Some(Spot::Fraction(0.5))));
    assert_eq!(at(&["visited a", "left a 0.9", "visited b", "left b 0.5"]), half);
    assert_eq!(at(&["visited b", "left b 0.5", "left a 0.9"]), half, "leaving is not opening");
    assert_eq!(at(&["visited b", "left b 0.5", "visited b"]), Some((topic("b"), None)));
    let far = at(&["visited b", "left b 7e300"]);
    assert_eq!(far, Some((topic("b"), Some(Spot::Fraction(1.0)))));
    let learner = Learner::of(&records(&["visited a", "visited b", "visited a", "done c"]));
    assert_eq!(learner.recent(), ["a", "b"]);
}

#[test]
fn a_topic_stands_in_the_readers_path_else_the_default_one_else_the_first() {
    let mut library = chain();
    library.paths =
        vec![path("x", &["b", "c"]), path("y", &["a", "c"]), path("z", &["a", "b", "e"])];
    let chosen = |library: &Library, events: &[&str], slug: &str| {
        let learner = Learner::of(&records(events));
        learner.path_for(library, slug)
    };
    assert_eq!(chosen(&library, &[], "a").as_deref(), Some("y"), "the first by slug");
    library.info.default_path = Some("z".to_owned());
    assert_eq!(chosen(&library, &[], "a").as_deref(), Some("z"));
    assert_eq!(chosen(&library, &["entered x"], "b").as_deref(), Some("x"));
    assert_eq!(chosen(&library, &["entered x"], "a").as_deref(), Some("z"), "x does not hold it");
    assert_eq!(chosen(&library, &["entered z", "at x b"], "b").as_deref(), Some("x"));
    assert_eq!(chosen(&library, &["entered gone"], "c").as_deref(), Some("x"));
    assert_eq!(chosen(&library, &[], "d"), None);
    let learner = Learner::of(&records(&["entered z", "at z b", "at x c"]));
    assert_eq!((learner.current_path(), learner.place("z")), (Some("x"), Some("b")));
}

#[test]
fn lines_keep_every_event_and_name_every_bad_line() {
    let mut all =
        records(&["visited a", "done a", "undone a", "entered p", "at p a", "left a 0.25"]);
    let spot = Spot::Anchor("more-detail".to_owned());
    all.push(Record { at: 7, event: Event::Left { topic: topic("é\n\u{1b}"), spot } });
    let text = export(&all).join("\n");
    assert_eq!(text.lines().next(), Some(r#"{"schema":1,"at":1,"event":"visited","topic":"a"}"#));
    assert_eq!(
        text.lines().last(),
        Some(r#"{"schema":1,"at":7,"event":"left","topic":"é\n\u001b","anchor":"more-detail"}"#)
    );
    assert_eq!(parse(&text), Ok(all));
    assert_eq!(parse("\u{feff}\r\n\n"), Ok(Vec::new()));
    let bad = concat!(
        "{\"at\":1,\"event\":\"done\",\"topic\":\"a\"}\n",
        "{\"at\":1,\"event\":\"done\"}\n\n",
        "{\"at\":1,\"event\":\"danced\",\"topic\":\"a\"}\n",
        "{\"schema\":2,\"at\":1,\"event\":\"done\",\"topic\":\"a\"}\n",
        "{\"at\":1.5,\"event\":\"done\",\"topic\":\"a\"}\n",
        "{\"at\":1,\"event\":\"left\",\"topic\":\"a\"}\nnonsense\n[]\n",
        "{\"at\":-1,\"event\":\"done\",\"topic\":\"a\"}\n",
        "{\"at\":18446744073709551615,\"event\":\"done\",\"topic\":\"a\"}\n",
        "{\"at\":1,\"event\":\"forgotten\"}\n",
    );
    let lines: Vec<usize> = parse(bad).unwrap_err().iter().map(|bad| bad.line).collect();
    assert_eq!(lines, [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
}

#[test]
fn the_file_is_where_the_system_keeps_such_data() {
    let place = |set: &[(&str, &str)], windows: bool| -> Option<PathBuf> {
        let variable = |name: &str| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        located(&variable, windows)
    };
    let home = ("HOME", "/users/ada");
    let expected = |path: &str| Some(Path::new(path).to_path_buf());
    let usual = expected("/users/ada/.local/share/fingerpost/learner.sqlite");
    assert_eq!(place(&[home], false), usual);
    assert_eq!(place(&[home, ("XDG_DATA_HOME", "relative")], false), usual);
    assert_eq!(place(&[home, ("XDG_DATA_HOME", ""), ("FINGERPOST_STATE", "")], false), usual);
    let data = place(&[home, ("XDG_DATA_HOME", "/data")], false);
    assert_eq!(data, expected("/data/fingerpost/learner.sqlite"));
    assert_eq!(place(&[home, ("FINGERPOST_STATE", "x.db")], false), expected("x.db"));
    let windows = place(&[home, ("LOCALAPPDATA", "/local")], true);
    assert_eq!(windows, expected("/local/fingerpost/learner.sqlite"));
    assert_eq!(place(&[], false), None);
}
