//! Claims: run, marked in the page, opened to what proves them.

use crate::support::{Program, Reader, folder, page};
use fingerpost::app::State;
use fingerpost::app::effect::Effect;
use fingerpost::app::layout::Size;
use fingerpost::app::msg::Msg;
use fingerpost::app::session::{Outside, Session};
use fingerpost::check;
use fingerpost::claim::prove;
use fingerpost::content::{self, Loaded, Severity};
use fingerpost::learner::{Event, Spot, Store};
use fingerpost::report::{self, Fault};
use fingerpost::world::World;
use fingerpost_demos::{DemoError, Report};
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A library with one page: this text, and these claims.
fn library(claims: &str, text: &str) -> (tempfile::TempDir, Loaded) {
    let whole =
        page("Alpha", &[], text).replacen("minutes: 5\n", &format!("minutes: 5\n{claims}"), 1);
    let info = "schema: 1\nid: \"t\"\nname: \"T\"\nlanguage: \"en\"\nlicence: \"CC0\"\ndomains: [\"Tests\"]\n";
    let dir = folder(&[
        ("topics/alpha.md", &whole),
        ("topics/beta.md", &page("Beta", &[], "")),
        ("library.yaml", info),
    ]);
    let loaded = content::folder(dir.path()).expect("a library");
    (dir, loaded)
}

fn claim(says: &str, set: &str, expect: &str) -> String {
    format!(
        "  - says: \"{says}\"\n    demo: dot-product\n    set: {{{set}}}\n    expect: \"{expect}\"\n"
    )
}

const TASTES: &str = "a: 2 -1 1, b: 1 -2 1";

/// What each of these tests reads: a sentence that holds, over two lines and with a link in it, one
/// that fails, one that cannot be evaluated.
fn three() -> (tempfile::TempDir, Loaded) {
    let claims = [
        "claims:\n".to_owned(),
        claim(
            "The dot product of Ana and Ben is the whole number 5, and Beta agrees with it.",
            TASTES,
            "dot == 5",
        ),
        claim("The cosine is 0.84.", TASTES, "cosine == 0.84 ± 0.005"),
        claim("Nobody knows.", TASTES, "dut == 5"),
    ];
    let text = "First. The *dot product* of Ana and Ben is the whole number 5, and [[beta]] agrees with it. \
        Then more.\n\n- The cosine is 0.84.\n- Nobody knows.";
    library(&claims.concat(), text)
}

#[test]
fn a_proven_sentence_is_marked_and_opens_to_its_proof() {
    for (width, height) in [(120, 40), (80, 24)] {
        let (_dir, loaded) = three();
        let mut reader = Reader::start_at(loaded, (width, height), None, Some("alpha"));
        reader.sees("with it. ✓ Then").sees("The cosine is 0.84. ✗").misses("knows. ✓");
        reader.misses("knows. ✗").shows(&format!("claims-page-{width}x{height}"));
        reader
            .keys("Tab Enter")
            .sees("Alpha › ▶ dot-product")
            .sees("Proves: The dot product of Ana");
        reader.sees("dot = 5 == 5 ✓").sees("[5").shows(&format!("claims-open-{width}x{height}"));
        // Other numbers are no proof of the sentence; r puts its own back.
        reader.keys("e C-u").types("9 9 9").keys("Enter").misses("Proves:").sees("changed; r puts");
        reader.keys("r").sees("Proves: The dot product of Ana").keys("Esc").sees("ALPHA");
        // Opened again, it begins with the claim's numbers; the one that fails says how.
        reader.clicks("number 5").sees("dot = 5 == 5 ✓").keys("Esc");
        reader.clicks("The cosine is").sees("Fails: The cosine is 0.84.");
        reader.sees("cosine = 0.833333 == 0.84 ± 0.005 ✗").keys("Esc").sees("ALPHA");
    }
}

#[test]
fn a_small_window_shows_the_proof_too() {
    let (_dir, loaded) = three();
    let mut reader = Reader::start_at(loaded, (40, 12), None, Some("alpha"));
    reader
        .keys("PgDn Tab Enter")
        .sees("Proves: ")
        .sees("dot = 5 == 5 ✓")
        .shows("claims-open-40x12");
}

#[test]
fn tab_stands_on_a_sentence_once_although_a_link_is_in_it() {
    let (_dir, loaded) = three();
    let mut reader = Reader::start_at(loaded, (80, 24), None, Some("alpha"));
    // The sentence, the link in it, the next sentence.
    reader.keys("Tab Tab Enter").sees("BETA").misses("▶ dot-product");
    let (_dir, loaded) = three();
    let mut reader = Reader::start_at(loaded, (80, 24), None, Some("alpha"));
    reader.keys("Tab y");
    assert_eq!(reader.copied(), ["fingerpost demo dot-product --set a='2 -1 1' --set b='1 -2 1'"]);
    reader.keys("Tab Tab Enter").sees("Fails: The cosine");
}

#[test]
fn several_claims_about_one_sentence_all_have_to_hold() {
    let says = "It is 5 and .83.";
    let screen = |second: &str| {
        let claims = claim(says, TASTES, "dot == 5") + &claim(says, TASTES, second);
        let (_dir, loaded) = library(&format!("claims:\n{claims}"), says);
        let mut reader = Reader::start_at(loaded, (80, 24), None, Some("alpha"));
        let page = reader.screen();
        reader.keys("Tab Enter");
        (page, reader.screen())
    };
    let (page, open) = screen("cosine == .83 ± .005");
    assert!(page.contains("It is 5 and .83. ✓"), "{page}");
    assert!(open.contains("dot = 5 == 5 ✓") && open.contains("== .83 ± 0.005 ✓"), "{open}");
    let (page, open) = screen("cosine == .85 ± .005");
    assert!(page.contains("It is 5 and .83. ✗"), "{page}");
    assert!(open.contains("Fails: It is 5") && open.contains("== .85 ± 0.005 ✗"), "{open}");
    let (page, _) = screen("cosine == .83");
    assert!(!page.contains('✓') && !page.contains('✗'), "{page}");
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

fn counting(name: &str, set: &[(String, String)]) -> Result<Report, DemoError> {
    RUNS.fetch_add(1, Ordering::SeqCst);
    fingerpost_demos::run(name, set)
}

#[test]
fn only_the_open_page_runs_its_claims_and_each_once() {
    let claims = claim("It is 5.", TASTES, "dot == 5");
    let (_dir, loaded) = library(&format!("claims:\n{claims}"), "It is 5.");
    let mut reader = Reader::start_with(loaded, (80, 24), None, None, counting);
    assert_eq!(RUNS.load(Ordering::SeqCst), 0, "no page is open");
    reader.keys("C-p").types("alpha").keys("Enter").sees("It is 5. ✓");
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
    reader.keys("j k Tab").resize(100, 30).sees("It is 5. ✓");
    assert_eq!(RUNS.load(Ordering::SeqCst), 1, "what is proven is not proven again");
    reader.keys("Enter").sees("Proves: It is 5.");
    assert_eq!(RUNS.load(Ordering::SeqCst), 2, "what is opened is run");
}

/// An outside that writes down what happens in which order.
#[derive(Default)]
struct Diary(Vec<&'static str>);

impl Outside for Diary {
    type Error = Infallible;

    fn draw(&mut self, _: &State) -> Result<(), Infallible> {
        self.0.push("frame");
        Ok(())
    }

    fn run_demo(&mut self, name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
        self.0.push("run");
        report::run(name, set)
    }

    fn commit(&mut self, _: Vec<Event>) -> (Vec<(u64, Event)>, Option<String>) {
        (Vec::new(), None)
    }

    fn carry_out(&mut self, _: Effect) -> Result<Option<Msg>, Infallible> {
        Ok(None)
    }
}

#[test]
fn no_first_frame_waits_for_a_claim() {
    let claims = claim("It is 5.", TASTES, "dot == 5");
    let (_dir, loaded) = library(&format!("claims:\n{claims}"), "It is 5.");
    // At the top, and at the place where the reader left.
    for spot in [None, Some(Spot::Fraction(0.5))] {
        let mut store = Store::memory();
        let asked = spot.is_none().then_some("alpha");
        if let Some(spot) = spot {
            let left = Event::Left { topic: "alpha".to_owned(), spot };
            for event in [Event::Visited { topic: "alpha".to_owned() }, left] {
                store.append(event, 1).expect("room in memory");
            }
        }
        let world = World::of(loaded.clone(), store.learner());
        let size = Size { width: 80, height: 24 };
        let Ok(mut session) = Session::start(world, size, asked, Diary::default());
        let Ok(()) = session.show();
        assert_eq!(session.state.page().map(|page| page.slug.as_str()), Some("alpha"));
        assert_eq!(session.outside.0, ["frame", "run", "frame"]);
    }
}

#[test]
fn show_prints_the_mark_and_both_sides() {
    let (dir, _) = three();
    let program = Program::new();
    let dir = dir.path().to_str().expect("a path");
    let text = program.ok(&["--library", dir, "show", "alpha"]);
    assert!(text.contains("with it. ✓") && text.contains("The cosine is 0.84. ✗"), "{text}");
    let ascii = program.ok(&["--library", dir, "--ascii", "show", "alpha"]);
    assert!(ascii.contains("with it. x") && ascii.contains("The cosine is 0.84. !"), "{ascii}");
    let json = program.json(&["--library", dir, "show", "alpha", "--format", "json"]);
    assert_eq!(
        json["claims"][0],
        serde_json::json!({
            "says": "The dot product of Ana and Ben is the whole number 5, and Beta agrees with it.",
            "demo": "dot-product", "set": {"a": "2 -1 1", "b": "1 -2 1"}, "expect": "dot == 5",
            "holds": true, "left": 5, "right": 5,
        })
    );
    assert_eq!(
        (&json["claims"][1]["holds"], &json["claims"][1]["right"]),
        (&false.into(), &0.84.into())
    );
    assert_eq!(json["claims"][2]["left"], serde_json::Value::Null);
    assert_eq!(json["claims"][2]["unclear"], "dot-product has no metric \"dut\"");
    let said = program.run(&["--library", dir, "check"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.out.contains("error[claim-fails]") && said.out.contains("error[claim-unclear]"),
        "{}",
        said.out
    );
}

#[test]
fn the_shipped_pages_make_claims_that_hold() {
    let library = content::embedded().library;
    let mut run = |name: &str, set: &[(String, String)]| report::run(name, set);
    let mut count = 0;
    for topic in &library.topics {
        for claim in topic.claims() {
            let proof =
                prove(&mut run, claim).unwrap_or_else(|error| panic!("{}: {error:?}", claim.says));
            assert!(proof.holds, "{}: {proof:?}", claim.says);
            count += 1;
        }
    }
    assert!(count >= 3, "{count} claims");
}

#[test]
fn the_examples_of_the_handbook_hold() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/README.md");
    let handbook = std::fs::read_to_string(file).expect("content/README.md");
    let block =
        handbook.split("```yaml\n").find(|block| block.starts_with("claims:")).expect("claims");
    let claims = block.split("```").next().expect("the end of the block");
    let says: Vec<&str> = claims
        .lines()
        .filter_map(|line| line.strip_prefix("  - says: \"")?.strip_suffix('"'))
        .collect();
    assert_eq!(says.len(), 3);
    let (_dir, loaded) = library(claims, &says.join("\n\n"));
    // The two pages around the claims are bare, which is said less loudly.
    let mut problems = check::problems(&loaded);
    problems.retain(|problem| problem.severity == Severity::Error);
    let problems: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
    assert_eq!(problems, [""; 0]);
    assert_eq!(loaded.library.topics[0].claims().len(), 3);
}
