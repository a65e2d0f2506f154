//! The command line as other programs see it.

use crate::support::{Program, folder, page};
use fingerpost::content::embedded;
use serde_json::Value;
use std::io::Write as _;
use std::process::Stdio;

fn texts<'a>(value: &'a Value, list: &str, key: &str) -> Vec<&'a str> {
    value[list]
        .as_array()
        .expect(list)
        .iter()
        .map(|entry| entry[key].as_str().expect(key))
        .collect()
}

#[test]
fn without_terminals_the_page_is_printed_and_all_is_well() {
    let program = Program::new();
    let home = program.ok(&[]);
    assert!(home.contains("ATTENTION MECHANISM") && home.contains("In simple terms"), "{home}");
    assert_eq!(program.ok(&["attention"]), program.ok(&["show", "attention-mechanism"]));
    assert!(!home.contains('\x1b'), "no escapes in a pipe");
    assert!(!program.state().exists(), "reading in a pipe leaves no trace");
}

#[test]
fn topics_are_named_by_slug_title_or_alias_in_any_case() {
    let program = Program::new();
    let wanted = program.ok(&["define", "attention-mechanism"]);
    for name in ["Attention mechanism", "ATTENTION", "self-attention", "attention_mechanism"] {
        assert_eq!(program.ok(&["define", name]), wanted, "{name}");
    }
    let said = program.refused(&["define", "atention"]);
    assert!(said.contains("attention-mechanism") && said.contains("fingerpost list"), "{said}");
}

#[test]
fn show_gives_text_json_and_markdown() {
    let program = Program::new();
    let narrow = program.ok(&["show", "softmax", "--width", "40"]);
    assert!(narrow.lines().all(|line| fingerpost::ink::width(line) <= 40), "{narrow}");
    let json = program.json(&["show", "softmax", "--format", "json"]);
    assert_eq!(json["schema"], 1);
    assert_eq!(json["topic"]["slug"], "softmax");
    assert!(json["markdown"].as_str().expect("markdown").starts_with("---\n"));
    assert!(program.ok(&["show", "softmax", "--format", "markdown"]).starts_with("---\n"));
    let styled = program.ok(&["show", "softmax", "--color", "always"]);
    assert!(styled.contains('\x1b'));
}

#[test]
fn list_tells_all_about_the_topics() {
    let program = Program::new();
    let json = program.json(&["list", "--format", "json"]);
    assert_eq!(texts(&json, "topics", "slug").len(), embedded().library.topics.len());
    let attention = json["topics"]
        .as_array()
        .expect("topics")
        .iter()
        .find(|topic| topic["slug"] == "attention-mechanism");
    let attention = attention.expect("attention");
    let keys: Vec<&String> = attention.as_object().expect("an object").keys().collect();
    for key in [
        "aliases",
        "definition",
        "domain",
        "level",
        "minutes",
        "paths",
        "related",
        "requires",
        "slug",
        "subcategory",
        "title",
    ] {
        assert!(keys.iter().any(|known| *known == key), "{key}");
    }
    assert!(
        attention["requires"]
            .as_array()
            .expect("requires")
            .iter()
            .all(|edge| !edge["why"].as_str().expect("why").is_empty())
    );
    let path = program.json(&["list", "--path", "attention-in-one-evening", "--format", "json"]);
    assert_eq!(texts(&path, "topics", "slug").first(), Some(&"vectors"));
    assert!(program.refused(&["list", "--domain", "Cooking"]).contains("Mathematics"));
}

#[test]
fn search_finds_titles_aliases_and_text() {
    let program = Program::new();
    let json = program.json(&["search", "matmul", "--format", "json"]);
    assert_eq!(texts(&json, "hits", "slug").first(), Some(&"matrix-multiplication"));
    let json = program.json(&["search", "\"unbalanced", "(", "--format", "json"]);
    assert_eq!(json["hits"].as_array().expect("hits").len(), 0, "anything typed is data");
    assert!(program.ok(&["search", "query", "key", "--limit", "1"]).contains("Attention"));
}

#[test]
fn graphs_come_as_text_json_dot_and_mermaid() {
    let program = Program::new();
    let json = program.json(&["graph", "softmax", "--format", "json"]);
    let nodes = texts(&json, "nodes", "slug");
    assert!(
        nodes.contains(&"exponential-function") && nodes.contains(&"attention-mechanism"),
        "{nodes:?}"
    );
    assert!(!nodes.contains(&"functions"), "two steps away");
    for edge in json["edges"].as_array().expect("edges") {
        for end in ["from", "to"] {
            assert!(nodes.contains(&edge[end].as_str().expect("a slug")));
        }
    }
    let deeper = program.json(&["graph", "softmax", "--depth", "2", "--format", "json"]);
    assert!(texts(&deeper, "nodes", "slug").contains(&"functions"));
    let whole = program.json(&["graph", "--format", "json"]);
    assert_eq!(texts(&whole, "nodes", "slug").len(), embedded().library.topics.len());
    assert!(program.ok(&["graph", "--format", "dot"]).contains("digraph"));
    assert!(program.ok(&["graph", "softmax", "--format", "mermaid"]).contains("flowchart"));
    assert!(program.ok(&["graph", "softmax"]).contains("● Softmax"));
}

#[test]
fn paths_and_plans_are_in_learning_order() {
    let program = Program::new();
    let json = program.json(&["path", "--format", "json"]);
    assert_eq!(json["paths"].as_array().expect("paths").len(), embedded().library.paths.len());
    let one = program.json(&["path", "Attention in one evening", "--format", "json"]);
    let steps = one["paths"][0]["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 13);
    assert_eq!(steps[0]["state"], "ready");
    let plan = program.json(&["plan", "attention", "--format", "json"]);
    let order = texts(&plan, "steps", "slug");
    assert_eq!(order.last(), Some(&"attention-mechanism"));
    let before = |a: &str, b: &str| {
        order.iter().position(|slug| *slug == a) < order.iter().position(|slug| *slug == b)
    };
    assert!(before("vectors", "dot-product") && before("softmax", "attention-mechanism"));
    let less =
        program.json(&["plan", "attention", "--known", "softmax,embeddings", "--format", "json"]);
    let order = texts(&less, "steps", "slug");
    assert!(
        !order.contains(&"softmax")
            && !order.contains(&"functions")
            && !order.contains(&"matrices"),
        "{order:?}"
    );
    assert!(program.refused(&["plan", "attention", "--known", "sofmax"]).contains("softmax"));
    assert!(program.refused(&["path", "evening"]).contains("attention-in-one-evening"));
}

#[test]
fn demos_are_listed_described_run_and_opened() {
    let program = Program::new();
    let all = program.json(&["demo", "--format", "json"]);
    let names = texts(&all, "demos", "name");
    for name in ["attention", "softmax", "dot-product", "matrix-multiply"] {
        assert!(names.contains(&name), "{name}");
        let params = program.json(&["demo", name, "--params", "--format", "json"]);
        assert!(!params["params"].as_array().expect("params").is_empty());
        let report = program.json(&["demo", name, "--format", "json"]);
        assert_eq!(report["schema"], 1);
        assert_eq!(report["demo"], name);
        assert!(!program.ok(&["demo", name]).is_empty());
    }
    let cell = program.json(&["demo", "attention", "--cell", "weights:4,1", "--format", "json"]);
    assert!((cell["cell"]["value"].as_f64().expect("a value") - 0.7019).abs() < 1e-3, "{cell}");
    assert!(!cell["cell"]["operands"].as_array().expect("operands").is_empty());
}

#[test]
fn a_sheet_is_worked_on_paper_and_its_key_answers_it() {
    let program = Program::new();
    let args = ["demo", "softmax", "--worksheet", "--set", "scores=3 1", "--width", "60"];
    let sheet = program.ok(&args);
    assert!(sheet.starts_with("Softmax: worksheet\n") && sheet.contains("(1) ____"), "{sheet}");
    assert!(sheet.lines().all(|line| line.chars().count() <= 60), "{sheet}");
    // e^2 / (e^2 + 1) stands in the key alone.
    assert!(!sheet.contains(".881"), "{sheet}");
    let key = program.ok(&[&args[..], &["--key"]].concat());
    assert!(key.contains(") .881") && key.contains("How each is computed"), "{key}");
    assert!(!key.contains("____"), "{key}");
}

#[test]
fn a_stream_is_the_reports_one_after_another() {
    let program = Program::new();
    for set in ["scores=2 1 0 -1", "scores=5 5"] {
        let args = ["demo", "softmax", "--set", set, "--format", "json"];
        let stream = program.ok(&[&args[..], &["--stream"]].concat());
        // A plain demo shows one report.
        assert_eq!(stream, program.ok(&args));
        assert_eq!(stream.lines().count(), 1);
    }
    let text = program.ok(&["demo", "softmax", "--stream"]);
    assert_eq!(text, program.ok(&["demo", "softmax"]));
}

#[test]
fn own_matrices_give_the_weights_that_anyone_can_check() {
    let program = Program::new();
    let set = ["x=1 0; 0 1; 1 1", "w_q=identity", "w_k=identity", "w_v=identity"];
    let mut args = vec!["demo", "attention", "--format", "json"];
    args.extend(set.iter().flat_map(|pair| ["--set", pair]));
    let report = program.json(&args);
    let tables = report["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .flat_map(|step| step["tables"].as_array().expect("tables"));
    let weights = tables.into_iter().find(|table| table["id"] == "weights").expect("weights");
    let wanted = [
        [0.401_112, 0.197_776, 0.401_112],
        [0.197_776, 0.401_112, 0.401_112],
        [0.248_255, 0.248_255, 0.503_490],
    ];
    for (row, wanted) in weights["values"].as_array().expect("rows").iter().zip(wanted) {
        for (value, wanted) in row.as_array().expect("a row").iter().zip(wanted) {
            assert!((value.as_f64().expect("a number") - wanted).abs() < 1e-6, "{weights}");
        }
    }
}

#[test]
fn bad_parameters_are_named_with_what_was_expected() {
    let program = Program::new();
    let cases = [
        (vec!["demo", "atention"], "attention"),
        (vec!["demo", "attention", "--set", "maks=causal"], "mask"),
        (vec!["demo", "attention", "--set", "mask=casual"], "causal"),
        (vec!["demo", "attention", "--set", "heads=9"], "4"),
        (vec!["demo", "attention", "--set", "heads"], "KEY=VALUE"),
        (vec!["demo", "attention", "--set", "w_q="], "w_q"),
        (vec!["demo", "attention", "--set", "w_q=1 0; 0"], "row 2"),
        (vec!["demo", "attention", "--set", "w_q=1 0; 0 dog; 1 1; 0 0"], "row 2"),
        (vec!["demo", "attention", "--set", "w_q=1 0; 0 1; 1 1"], "4 rows"),
        (vec!["demo", "attention", "--set", "text="], "text"),
        (vec!["demo", "attention", "--cell", "weights"], "TABLE:ROW,COL"),
        (vec!["demo", "attention", "--cell", "wieghts:0,0"], "weights"),
        (vec!["demo", "attention", "--cell", "weights:0,99"], "columns 0 to 5"),
        (vec!["demo", "softmax", "--set", "temperature=0"], "0.05"),
        (vec!["demo", "softmax", "--key"], "needs --worksheet"),
        (vec!["demo", "--worksheet"], "fingerpost demo attention --worksheet"),
        (vec!["demo", "softmax", "--worksheet", "--stream"], "only one of them"),
        (vec!["demo", "softmax", "--worksheet", "--format", "json"], "a sheet is text"),
        (vec!["demo", "softmax", "--stream", "--format", "numpy"], "text or json"),
        (vec!["demo", "softmax", "--worksheet", "--set", "temperature=0"], "0.05"),
        (vec!["demo", "softmax", "--stream", "--set", "temperature=0"], "0.05"),
        (vec!["demo", "sofmax", "--stream"], "did you mean softmax"),
    ];
    for (args, wanted) in cases {
        let said = program.refused(&args);
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
    let many = format!("text={}", "word ".repeat(10_000));
    assert!(program.refused(&["demo", "attention", "--set", &many]).contains("256"));
}

#[test]
fn bad_libraries_are_opened_as_far_as_they_go() {
    let program = Program::new();
    let missing = program.refused(&["list", "--library", "no/such/folder"]);
    assert!(missing.contains("no/such/folder") && missing.contains("--library"), "{missing}");

    let empty = folder(&[(
        "library.yaml",
        "schema: 1\nid: \"t\"\nname: \"T\"\nlanguage: \"en\"\nlicence: \"CC0\"\n",
    )]);
    let dir = empty.path().to_str().expect("a path");
    assert!(program.ok(&["--library", dir]).contains("no topics"));

    let (a, b) = (page("Alpha", &["beta"], "See [[gamma]]."), page("Beta", &["alpha"], ""));
    let broken = folder(&[
        ("topics/alpha.md", &a),
        ("topics/beta.md", &b),
        ("topics/bad.md", "---\ntitle: [\n---\nText\n"),
    ]);
    let dir = broken.path().to_str().expect("a path");
    let said = program.run(&["show", "alpha", "--library", dir]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("Alpha in simple terms"), "{}", said.out);
    assert!(said.err.contains("topics/"), "{}", said.err);
    let problems = program.run(&["check", dir, "--format", "json"]);
    assert_eq!(problems.code, Some(1));
    let json: Value = serde_json::from_str(&problems.out).expect("JSON");
    let codes = texts(&json, "problems", "code");
    for code in ["yaml-syntax", "dangling-link", "requires-cycle"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(program.run(&["check"]).code, Some(0));
    assert_eq!(program.run(&["check", "no/such/folder"]).code, Some(2));
}

#[test]
fn nothing_that_a_terminal_obeys_comes_through_by_any_route() {
    let program = Program::new();
    let hostile = page(
        "Al\\u001bpha",
        &[],
        "An escape: &#27;]52;c;YQ==&#7; and \u{1b}[2J and \u{9b}31m and \u{202e}.",
    );
    let library =
        folder(&[("topics/alpha.md", &hostile), ("topics/e\u{1b}[2Jvil.md", "no front matter")]);
    let dir = library.path().to_str().expect("a path");
    let routes: [&[&str]; 9] = [
        &["show", "alpha"],
        &["show", "alpha", "--color", "never", "--format", "markdown"],
        &["show", "alpha", "--format", "json"],
        &["list"],
        &["search", "escape"],
        &["check"],
        &["define", "\u{1b}[31mred"],
        &["graph", "--format", "dot"],
        &["demo", "attention", "--set", "text=a\u{1b}[2Jb \u{9b}c"],
    ];
    for route in routes {
        let args: Vec<&str> = route.iter().copied().chain(["--library", dir]).collect();
        let said = program.run(&args);
        for text in [&said.out, &said.err] {
            let active = text
                .chars()
                .find(|c| (c.is_control() && *c != '\n' && *c != '\t') || *c == '\u{202e}');
            assert_eq!(active, None, "{route:?}: {text:?}");
        }
    }
}

#[test]
fn progress_is_shown_exported_imported_and_reset() {
    let program = Program::new();
    assert!(program.ok(&["progress", "show"]).contains("Nothing read yet"));
    let event = "{\"at\":1000,\"event\":\"done\",\"topic\":\"vectors\"}\n";
    let file = program.state().with_extension("jsonl");
    std::fs::write(&file, event).expect("a file");
    program.ok(&["progress", "import", file.to_str().expect("a path")]);
    let json = program.json(&["progress", "show", "--format", "json"]);
    assert_eq!(json["topics"][0]["slug"], "vectors");
    assert_eq!(json["topics"][0]["state"], "done");
    assert!(program.ok(&["progress", "export"]).contains("vectors"));
    assert_eq!(
        program.json(&["path", "attention-in-one-evening", "--format", "json"])["paths"][0]["steps"]
            [0]["state"],
        "done"
    );
    let plan = program.json(&["plan", "attention", "--format", "json"]);
    assert!(!texts(&plan, "steps", "slug").contains(&"vectors"));
    let scratch = program.json(&["plan", "attention", "--from-scratch", "--format", "json"]);
    assert!(texts(&scratch, "steps", "slug").contains(&"vectors"));
    assert!(program.refused(&["progress", "reset"]).contains("--yes"));
    program.ok(&["progress", "reset", "--yes"]);
    assert_eq!(
        program.json(&["progress", "show", "--format", "json"])["topics"].as_array().map(Vec::len),
        Some(0)
    );
    std::fs::write(&file, "{\"at\": 1, \"event\": \"done\"\n").expect("a file");
    assert!(
        program.refused(&["progress", "import", file.to_str().expect("a path")]).contains("line 1")
    );
}

#[test]
fn a_state_that_cannot_be_used_is_left_alone_and_said_once() {
    let program = Program::new();
    let damaged = b"this is not a database, and long enough to be told from one. ".repeat(20);
    std::fs::write(program.state(), &damaged).expect("a file");
    let said = program.run(&["show", "vectors"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.err.matches("learner.sqlite").count(), 1, "{}", said.err);
    // What is about the file itself must not look as if all were well.
    for args in
        [["progress", "show"].as_slice(), &["progress", "export"], &["progress", "reset", "--yes"]]
    {
        assert!(program.refused(args).contains("learner.sqlite"), "{args:?}");
    }
    assert_eq!(std::fs::read(program.state()).expect("the file"), damaged);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let program = Program::new();
    let mut child = program
        .command(&["list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

#[test]
fn completions_come_for_every_shell() {
    let program = Program::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(program.ok(&["completions", shell]).contains("fingerpost"), "{shell}");
    }
}

#[test]
fn events_can_come_from_standard_input() {
    let program = Program::new();
    let mut child = program
        .command(&["progress", "import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(b"{\"at\":5,\"event\":\"visited\",\"topic\":\"softmax\"}\n")
        .expect("written");
    assert!(child.wait_with_output().expect("it ends").status.success());
    assert_eq!(
        program.json(&["progress", "show", "--format", "json"])["topics"][0]["state"],
        "reading"
    );
}
