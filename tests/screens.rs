//! Keys in, screens out: the walk of a new reader at three sizes, and each screen's own story.
//! Pictures lie in tests/screens; `UPDATE_SCREENS=1` draws them anew.

use crate::support::{Reader, folder, page};
use fingerpost::app::msg::Msg;
use fingerpost::content;

/// Home → path → page → link by key and by click → back → demo in the page → open cell → edit the
/// sentence → done → next → quit → start again at the same place.
fn walk(size: (usize, usize)) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = home.path().join("learner.sqlite");
    let name = |screen: &str| format!("{screen}-{}x{}", size.0, size.1);
    let mut reader = Reader::start(size, Some(&file));
    reader.sees("New here").sees("Look around").shows(&name("home"));
    reader.keys("1").sees("VECTOR").sees("reading").shows(&name("vectors"));

    // A link by key, a label by click, and back.
    reader.keys("Tab Tab Enter").misses("VECTOR").keys("Backspace").sees("Vector");
    reader.clicks("Dot product").sees("DOT PRODUCT").keys("Backspace").sees("● Vector");

    // To attention by the finder; its first demo, in the page.
    reader.keys("C-p").types("attention").shows(&name("finder")).keys("Enter");
    reader.sees("ATTENTION MECHANISM").shows(&name("attention"));
    reader.keys("e").sees("text ›");
    reader
        .keys("C-u")
        .types("the cat slept")
        .sees("cat")
        .sees("slept")
        .keys("Enter")
        .misses("text ›");
    reader.shows(&name("attention-own"));

    // Full screen: a cell, its numbers, theirs, and out again.
    reader.keys("Enter").sees("▶ attention").shows(&name("demo"));
    reader
        .keys("Enter")
        .shows(&name("demo-opened"))
        .keys("Enter Enter Backspace Backspace Backspace");
    reader.keys("p p").shows(&name("demo-scores"));
    reader.keys("Esc").sees("Attention");

    // Done, and what follows.
    reader.keys("g x").sees("✓ done").keys("]").sees("SCALED DOT-PRODUCT").keys("j j j j j");
    let before = reader.screen();
    reader.keys("q");
    assert!(reader.has_quit());

    let mut again = Reader::start(size, Some(&file));
    assert_eq!(again.screen(), before, "the reader starts where she left");
    again.keys("C-p").types("attention mech").keys("Enter").sees("✓ done");
}

#[test]
fn the_walk_at_120x40() {
    walk((120, 40));
}

#[test]
fn the_walk_at_80x24() {
    walk((80, 24));
}

#[test]
fn the_walk_at_40x12() {
    walk((40, 12));
}

#[test]
fn lists_lead_everywhere() {
    let mut reader = Reader::start((100, 30), None);
    reader.keys("2").sees("which topic do you want to reach").shows("goals-100x30");
    reader.types("atten").keys("Enter").sees("Plan to Attention").shows("plan-100x30");
    reader.keys("Esc Esc").sees("New here");
    reader.keys("3").sees("Linear Algebra").shows("topics-100x30").keys("Esc");
    reader
        .keys("p")
        .sees("Attention in one evening")
        .keys("Enter")
        .sees("begins here")
        .shows("path-100x30");
    reader.keys("Enter").sees("VECTOR").keys("o").sees("On this page").shows("contents-100x30");
    reader.keys("Esc ?").sees("Keys on a page").shows("help-100x30").keys("Esc");
    reader.keys("Tab Tab K").sees("min").shows("peek-100x30").keys("Esc");
    reader.clicks("Dot product").sees("DOT PRODUCT").keys("H G").sees("Read lately");
}

#[test]
fn a_search_marks_its_matches_and_walks_through_them() {
    let mut reader = Reader::start_at(content::embedded(), (80, 24), None, Some("softmax"));
    reader.keys("/").types("softmax").sees("find › softmax").sees("1 of").keys("Enter n n N");
    reader
        .keys("Esc /")
        .types("zyxw")
        .sees("no match")
        .keys("Enter")
        .sees("does not stand on this page");
}

#[test]
fn the_page_asks_its_questions() {
    let mut reader = Reader::start_at(content::embedded(), (80, 24), None, Some("softmax"));
    reader.keys("c").sees("question 1 of").shows("questions-80x24");
    reader.keys("Tab").sees("question 2 of").keys("Esc").sees("SOFTMAX");
}

#[test]
fn settings_change_a_demo_without_typing() {
    let mut reader =
        Reader::start_at(content::embedded(), (100, 30), None, Some("attention-mechanism"));
    reader
        .keys("Tab")
        .keys("e Enter Enter")
        .sees("▶ attention")
        .keys("s")
        .sees("Settings of the demo")
        .shows("settings-100x30");
    reader.keys("Down Right").sees("causal").keys("Esc").sees("masked");
    reader.keys("y");
    assert_eq!(reader.copied(), ["fingerpost demo attention --set mask=causal"]);
    reader.keys("r").misses("masked");
}

#[test]
fn breaking_a_demo_names_the_symptom_and_mends_it_again() {
    let mut reader =
        Reader::start_at(content::embedded(), (100, 30), None, Some("attention-mechanism"));
    reader.keys("e Enter Enter b").sees("broken: ");
    reader.keys("?").sees("break it on purpose").keys("Esc");
}

#[test]
fn what_cannot_be_computed_is_said_and_nothing_is_lost() {
    let mut reader =
        Reader::start_at(content::embedded(), (100, 30), None, Some("attention-mechanism"));
    reader
        .keys("e C-u")
        .sees("text: no words are given")
        .sees(".702")
        .keys("Esc")
        .misses("no words")
        .sees(".702");
}

#[test]
fn two_matrices_can_be_changed_one_after_the_other() {
    let mut reader =
        Reader::start_at(content::embedded(), (120, 40), None, Some("attention-mechanism"));
    reader.keys("e Enter Enter s");
    // Settings: w_q, then w_k; in between the two do not fit each other.
    reader.keys("Down Down Down Down Down Down Enter C-u").types("identity").keys("Enter");
    reader.sees("4 columns are given, 2 columns are expected");
    reader
        .keys("Down Enter C-u")
        .types("identity")
        .keys("Enter Esc")
        .misses("are expected")
        .sees("d_head 4");
}

#[test]
fn one_number_of_a_matrix_is_edited_in_its_place() {
    let mut reader =
        Reader::start_at(content::embedded(), (120, 40), None, Some("matrix-multiplication"));
    reader.keys("e Esc Enter p p p").sees("a and b, as given");
    let before = reader.screen();
    reader.keys("e").sees("a[1, 1] ›").keys("C-u").types("7").keys("Enter").misses("a[1, 1] ›");
    assert_ne!(reader.screen(), before, "the product has changed");
    reader.keys("y");
    assert!(reader.copied()[0].contains("--set a='7 "), "{:?}", reader.copied());
    reader.keys("e C-u").types("seven").sees("\"seven\" is given").keys("Esc").misses("seven");
}

#[test]
fn where_the_sentence_stands_nowhere_the_matrix_is_typed_first() {
    let mut reader =
        Reader::start_at(content::embedded(), (80, 24), None, Some("attention-mechanism"));
    // The second demo of the page has word rows of its own, three for the six words.
    reader.keys("o Down Down Down Down Down Enter e").sees("x › 1 0; 0 1; 1 1");
    reader.keys("C-u").types("1 0; 0 1; 1 1; 2 2").sees(".674").keys("Esc").misses(".674");
}

#[test]
fn what_is_typed_belongs_to_the_demo_it_was_begun_in() {
    let mut reader =
        Reader::start_at(content::embedded(), (120, 40), None, Some("attention-mechanism"));
    // Scrolled away and back, Esc still takes back what was typed.
    reader.keys("e C-u").types("cat").sees("cat");
    reader.tell(Msg::Wheel(20));
    reader.keys("Esc g").sees("dog").misses("text ›");
    // Moving in the field makes no matrix the reader's own.
    reader.keys("e Left Left Enter y");
    assert_eq!(reader.copied(), ["fingerpost demo attention"]);
}

#[test]
fn mending_a_break_keeps_what_was_typed_meanwhile() {
    let mut reader =
        Reader::start_at(content::embedded(), (120, 40), None, Some("attention-mechanism"));
    reader.keys("e Enter Enter 1").sees("Broken on purpose: drop the scaling").sees(".848");
    reader
        .keys("e C-u")
        .types("the cat slept")
        .keys("Enter 1")
        .sees("mended")
        .sees("cat")
        .misses("Broken");
}

#[test]
fn a_link_to_a_heading_lands_there() {
    let far = "\n\n```demo\nattention\n```\n\n".repeat(3)
        + "### Far down\n\nHere it is.\n"
        + &"More.\n\n".repeat(40);
    let (a, b) = (page("Alpha", &[], "See [[beta#far-down]]."), page("Beta", &[], &far));
    let dir = folder(&[("topics/alpha.md", &a), ("topics/beta.md", &b)]);
    let mut reader = Reader::start_at(
        content::folder(dir.path()).expect("a library"),
        (80, 24),
        None,
        Some("alpha"),
    );
    reader.keys("Tab Enter").sees("Here it is.").misses("▶ attention");
}

#[test]
fn lists_fit_the_window_after_a_resize() {
    let mut reader = Reader::start((100, 30), None);
    reader
        .resize(50, 24)
        .misses("pag…")
        .misses("the…\n")
        .sees("School")
        .resize(100, 30)
        .sees("nearly every large");
    let mut reader = Reader::start_at(content::embedded(), (120, 40), None, Some("softmax"));
    reader.keys("o").sees("On this page").resize(60, 24).keys("G Enter").sees("Check yourself");
}

#[test]
fn a_plan_is_ticked_in_its_place() {
    let mut reader = Reader::start((100, 30), None);
    reader.keys("2").types("softmax").keys("Enter").sees("To learn, in this order: 5 pages");
    reader.keys("x").sees("4 pages").sees("Known already");
    reader.keys("Enter Esc").sees("Plan to Softmax");
}

#[test]
fn it_can_be_resized_at_any_moment() {
    let mut reader =
        Reader::start_at(content::embedded(), (200, 60), None, Some("attention-mechanism"));
    for keys in [
        "", "e", "Esc", "Enter", "?", "Esc", "s", "Esc", "Esc", "c", "Esc", "C-p", "Esc", "o",
        "Esc", "p", "Esc", "m", "Esc", "/",
    ] {
        reader.keys(keys);
        for (width, height) in
            [(10, 3), (1, 1), (40, 12), (59, 15), (80, 24), (109, 16), (110, 40), (200, 60)]
        {
            reader.resize(width, height);
            let screen = reader.screen();
            assert_eq!(screen.lines().count(), height);
            if width < 40 || height < 12 {
                assert!(screen.contains("fing") || width == 1, "{screen}");
            }
        }
    }
}

#[test]
fn every_page_opens_at_every_size_and_can_be_walked_to_its_end() {
    let library = content::embedded().library;
    for topic in &library.topics {
        for size in [(40, 12), (59, 20), (80, 24), (120, 40)] {
            let mut reader = Reader::start_at(content::embedded(), size, None, Some(&topic.slug));
            reader.sees(&topic.title.to_uppercase().chars().take(30).collect::<String>());
            reader.keys("G");
            for _ in 0..60 {
                reader.keys("Tab");
            }
            reader.keys("BackTab Enter Esc Esc");
        }
    }
}

#[test]
fn a_broken_library_opens_and_says_what_is_wrong() {
    let (a, b) = (page("Alpha", &["beta"], "See [[gamma]]."), page("Beta", &["alpha"], ""));
    let dir = folder(&[
        ("topics/alpha.md", &a),
        ("topics/beta.md", &b),
        ("topics/bad.md", "---\ntitle: [\n---\nText of a bad page.\n"),
    ]);
    let mut reader =
        Reader::start_at(content::folder(dir.path()).expect("a library"), (100, 30), None, None);
    reader.sees("problems in this library").keys("!").sees("topics/bad.md").sees("requires-cycle");
    reader.keys("Esc 3").sees("Alpha").clicks("Alpha").sees("ALPHA").sees("gamma");
}

#[test]
fn an_empty_library_says_so() {
    let dir = folder(&[(
        "library.yaml",
        "schema: 1\nid: \"t\"\nname: \"T\"\nlanguage: \"en\"\nlicence: \"CC0\"\n",
    )]);
    let mut reader =
        Reader::start_at(content::folder(dir.path()).expect("a library"), (80, 24), None, None);
    reader.sees("no topics").keys("m p C-p Esc Esc Esc j k Enter").keys("q");
    assert!(reader.has_quit());
}

#[test]
fn notes_that_people_have_are_a_library_too() {
    let dir = folder(&[
        ("garden/soil.md", "# Soil\n\nSee [[compost]].\n"),
        ("garden/compost.md", "Compost is made of leaves.\n"),
    ]);
    let mut reader = Reader::start_at(
        content::folder(dir.path()).expect("a library"),
        (80, 24),
        None,
        Some("soil"),
    );
    reader.sees("SOIL").sees("compost").keys("Tab Enter");
}

#[test]
fn a_demo_that_fails_is_an_error_in_its_place() {
    let runner = |_: &str, _: &[(String, String)]| {
        Err(fingerpost_demos::DemoError::UnknownDemo { name: "x".to_owned(), nearest: Vec::new() })
    };
    let mut reader = Reader::start_with(
        content::embedded(),
        (80, 24),
        None,
        Some("attention-mechanism"),
        runner,
    );
    reader
        .keys("e")
        .sees("no demo is called")
        .keys("Esc Enter")
        .sees("no demo is called")
        .keys("n p s Esc b r y Esc")
        .sees("Attention");
}

#[test]
fn pastes_and_odd_input_are_text() {
    let mut reader =
        Reader::start_at(content::embedded(), (100, 30), None, Some("attention-mechanism"));
    reader.keys("e C-u");
    reader.tell(Msg::Paste("naïve 注意 e\u{301}cole the the\n\u{1b}[2J".to_owned()));
    reader.sees("注意").keys("Enter Enter").sees("注意");
    reader.tell(Msg::Click { x: 65_535, y: 65_535 });
    reader.tell(Msg::Wheel(1_000_000));
}
