use super::fixture::{curriculum, library, path, related};
use super::*;
use crate::content::Severity;
use crate::ink::Role;

fn nothing(_: &str) -> bool {
    false
}

fn slugs(edges: &[Edge]) -> Vec<&str> {
    edges.iter().map(|edge| edge.slug.as_str()).collect()
}

fn steps(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.slug.as_str()).collect()
}

#[test]
fn edges_come_as_written_and_what_is_unlocked_in_learning_order() {
    let mut library =
        library(&[("z", &[]), ("a", &[]), ("m", &["z", "a"]), ("b", &["m", "c"]), ("c", &["m"])]);
    library.topics[1].related = vec![
        related("z", RelatedKind::Contrast),
        related("a", RelatedKind::SeeAlso),
        related("b", RelatedKind::SeeAlso),
    ];
    library.topics[4].related =
        vec![related("b", RelatedKind::History), related("a", RelatedKind::Analogy)];
    let (graph, problems) = Graph::of(&library);
    assert_eq!(problems, []);
    assert_eq!(slugs(&graph.requires("m")), ["z", "a"]);
    assert_eq!(graph.requires("m")[0].why, "m uses z");
    assert_eq!(slugs(&graph.unlocks("m")), ["c", "b"], "b comes later: it requires c");
    assert_eq!(slugs(&graph.related("b")), ["z", "a"], "not itself");
    assert_eq!(graph.related("z").len(), 2, "a pair that both pages write stands once");
    assert_eq!(graph.related("z")[1].kind, Kind::Related(RelatedKind::Contrast));
    assert_eq!(slugs(&graph.related("a")), ["z", "b"], "said elsewhere: in learning order");
    assert_eq!(graph.ancestors("b"), ["a", "z", "m", "c"]);
    assert_eq!(graph.descendants("a"), ["m", "c", "b"]);
    assert!(graph.requires("nowhere").is_empty() && graph.ancestors("nowhere").is_empty());
}

#[test]
fn each_cycle_is_one_problem_with_the_place_of_every_edge() {
    let mut library = library(&[
        ("c", &["d", "b"]),
        ("b", &["c"]),
        ("d", &[]),
        ("e", &["c", "e"]),
        ("x", &["y"]),
        ("y", &["z", "d"]),
        ("z", &["y", "x"]),
    ]);
    library.topics[0].markdown = ("\n".repeat(8) + "  - to: c\n").into();
    let (graph, problems) = Graph::of(&library);
    let told: Vec<(String, &str)> = problems
        .iter()
        .map(|problem| (problem.location.to_string(), problem.message.as_str()))
        .collect();
    let expected = [
        (
            "topics/b.md:9:5",
            "these topics require each other: b → c → b (b requires c at topics/b.md:9:5; c requires b at topics/c.md:10:5)",
        ),
        (
            "topics/e.md:10:5",
            "these topics require each other: e → e (e requires e at topics/e.md:10:5)",
        ),
        (
            "topics/x.md:9:5",
            "these topics require each other: x → y → z → x (x requires y at topics/x.md:9:5; y requires z at topics/y.md:9:5; z requires x at topics/z.md:10:5)",
        ),
        (
            "topics/y.md:9:5",
            "these topics require each other: y → z → y (y requires z at topics/y.md:9:5; z requires y at topics/z.md:9:5)",
        ),
    ];
    assert_eq!(told, expected.map(|(place, message)| (place.to_owned(), message)));
    assert!(problems.iter().all(|p| p.code == "requires-cycle" && p.severity == Severity::Error));
    assert_eq!(problems[0].source_line, "  - to: c");
    // Shown, but not in the way of an order.
    assert_eq!(slugs(&graph.requires("c")), ["d", "b"]);
    assert_eq!(graph.ancestors("c"), ["d"]);
    assert_eq!(graph.descendants("b"), Vec::<&str>::new());
    assert_eq!(steps(&graph.plan(&library, "e", &nothing)), ["d", "c", "e"]);
}

#[test]
fn a_knot_of_many_cycles_names_some_and_counts_the_rest() {
    let names: Vec<String> = (10..40).map(|at| format!("t{at}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let topics: Vec<(&str, &[&str])> = all.iter().map(|name| (*name, all.as_slice())).collect();
    let (graph, problems) = Graph::of(&library(&topics));
    assert_eq!(problems.len(), 20);
    assert!(
        problems[19].help.ends_with("861 more edges of this knot are not listed"),
        "{}",
        problems[19].help
    );
    assert!(graph.ancestors("t10").is_empty());
}

#[test]
fn plans_of_the_curriculum_are_as_long_as_counted_outside() {
    let library = curriculum();
    let (graph, problems) = Graph::of(&library);
    assert_eq!(problems, []);
    for (goal, topics, minutes) in [
        ("attention-mechanism", 13, 181),
        ("flash-attention", 24, 364),
        ("transformer", 33, 549),
        ("large-language-model", 41, 678),
        ("multimodal-models", 51, 846),
        ("vectors", 1, 12),
    ] {
        let plan = graph.plan(&library, goal, &nothing);
        assert_eq!((plan.steps.len(), plan.minutes), (topics, minutes), "{goal}");
        let mut seen: Vec<&str> = Vec::new();
        for step in &plan.steps {
            let requires = graph.requires(&step.slug);
            assert!(
                requires.iter().all(|edge| seen.contains(&edge.slug.as_str())),
                "{}",
                step.slug
            );
            seen.push(&step.slug);
        }
        let ancestors = graph.ancestors(goal);
        assert_eq!(seen[..seen.len() - 1], ancestors, "{goal}: one learning order everywhere");
    }
}

#[test]
fn among_what_is_possible_the_default_path_decides_then_level_minutes_and_slug() {
    let mut library = library(&[
        ("goal", &["long", "short", "hard", "late", "early", "twin"]),
        ("early", &[]),
        ("late", &[]),
        ("hard", &[]),
        ("long", &[]),
        ("short", &[]),
        ("twin", &[]),
    ]);
    for topic in &mut library.topics {
        match topic.slug.as_str() {
            "hard" => topic.level = 2,
            "long" => topic.minutes = 30,
            _ => {}
        }
    }
    let (graph, _) = Graph::of(&library);
    assert_eq!(
        steps(&graph.plan(&library, "goal", &nothing)),
        ["early", "late", "short", "twin", "long", "hard", "goal"],
        "without a path"
    );
    library.paths = vec![path("a", &["hard"]), path("p", &["late", "early"])];
    library.info.default_path = Some("p".to_owned());
    let (graph, _) = Graph::of(&library);
    let plan = graph.plan(&library, "goal", &nothing);
    assert_eq!(steps(&plan), ["late", "early", "short", "twin", "long", "hard", "goal"]);
    assert_eq!(plan.minutes, 90);
}

#[test]
fn what_is_known_makes_known_what_it_requires() {
    let library = curriculum();
    let (graph, _) = Graph::of(&library);
    let known = |slug: &str| slug == "softmax" || slug == "matrix-multiplication";
    let plan = graph.plan(&library, "attention-mechanism", &known);
    assert_eq!(
        steps(&plan),
        ["weighted-average", "one-hot-encoding", "embeddings", "attention-mechanism"]
    );
    assert_eq!(graph.missing("attention-mechanism", &known), steps(&plan)[..3]);
    assert_eq!(plan.steps[1].needed_by.as_deref(), Some("embeddings"));
    let edge = &graph.requires("embeddings")[0];
    assert_eq!(plan.steps[1].why, format!("Embedding requires it: {}", edge.why));
    assert_eq!((plan.steps[3].why.as_str(), &plan.steps[3].needed_by), ("the goal", &None));
    // The goal itself is known, or unknown to the library.
    assert!(graph.plan(&library, "vectors", &known).steps.is_empty());
    assert!(graph.plan(&library, "nowhere", &known).steps.is_empty());
    assert!(graph.missing("softmax", &known).is_empty());
}

#[test]
fn a_step_says_the_first_later_step_that_needs_it() {
    let library = library(&[("a", &[]), ("b", &["a"]), ("c", &["a", "b"])]);
    let (graph, _) = Graph::of(&library);
    let plan = graph.plan(&library, "c", &nothing);
    let whys: Vec<&str> = plan.steps.iter().map(|step| step.why.as_str()).collect();
    assert_eq!(whys, ["B requires it: b uses a", "C requires it: c uses b", "the goal"]);
}

#[test]
fn what_comes_next_is_the_pages_own_list_then_what_requires_it() {
    let mut library = library(&[("a", &[]), ("b", &["a"]), ("c", &["a", "b"]), ("d", &[])]);
    library.topics[0].next = vec!["d".to_owned(), "c".to_owned()];
    let (graph, _) = Graph::of(&library);
    let next: Vec<&str> =
        graph.next_after(&library, "a").iter().map(|topic| topic.slug.as_str()).collect();
    assert_eq!(next, ["d", "c", "b"]);
    assert!(graph.next_after(&library, "nowhere").is_empty());
}

#[test]
fn a_part_holds_what_is_near_and_every_edge_between() {
    let mut library = library(&[
        ("root", &[]),
        ("base", &["root"]),
        ("here", &["base"]),
        ("next", &["here", "base"]),
        ("far", &["next"]),
        ("kin", &["base"]),
        ("alien", &[]),
    ]);
    let kin = library.topics.iter_mut().find(|topic| topic.slug == "kin").unwrap();
    kin.related =
        vec![related("here", RelatedKind::Contrast), related("alien", RelatedKind::SeeAlso)];
    let (graph, _) = Graph::of(&library);
    let part = graph.around("here", 1);
    assert_eq!(part.nodes, ["base", "here", "kin", "next"]);
    let edges: Vec<String> =
        part.edges.iter().map(|e| format!("{} {} {}", e.0, e.1, e.2.name())).collect();
    let expected = [
        "here base requires",
        "here kin contrast",
        "kin base requires",
        "next base requires",
        "next here requires",
    ];
    assert_eq!(edges, expected);
    assert_eq!(graph.around("here", 2).nodes, ["base", "far", "here", "kin", "next", "root"]);
    assert_eq!(graph.around("here", 0).nodes, ["here", "kin"]);
    assert_eq!(graph.around("nowhere", 1), Part::default());
    let whole = graph.whole();
    assert_eq!((whole.nodes.len(), whole.edges.len()), (7, 8));
    assert_eq!(part.edges[4].3, "next uses here");
    assert_eq!(part.edges[1].2.verb(), "contrasts with");
}

#[test]
fn exports_keep_hostile_titles_inside_their_quotes() {
    let mut library = library(&[("a", &[]), ("end", &["a"])]);
    library.topics[0].title = "say \"hi\"\\ <b>#1;\u{1b}[2J\n`x`".to_owned();
    library.topics[0].related = vec![related("end", RelatedKind::SeeAlso)];
    let (graph, _) = Graph::of(&library);
    let dot = dot(&graph.whole(), &library);
    assert!(dot.contains(r#"  "a" [label="say \"hi\"\\ <b>#1;␛[2J `x`"];"#), "{dot}");
    assert!(dot.contains(r#"  "end" -> "a" [tooltip="end uses a"];"#), "{dot}");
    assert!(dot.contains(r#"  "a" -> "end" [dir=none, style=dashed"#), "{dot}");
    let expected =
        "%% An arrow runs from a topic to what it requires; a dotted line joins related topics.
flowchart RL
  n0[\"say #34;hi#34;#92; #60;b#62;#35;1#59;␛[2J #96;x#96;\"]
  n1[\"End\"]
  n0 -. see-also .- n1
  n1 --> n0
";
    assert_eq!(mermaid(&graph.whole(), &library), expected);
}

/// States by the first letter of the slug.
fn mark(slug: &str) -> (char, Role) {
    match slug.chars().next() {
        Some('d') => ('✓', Role::Done),
        Some('r') => ('◐', Role::Reading),
        Some('n') => ('·', Role::New),
        _ => ('○', Role::Ready),
    }
}

#[track_caller]
fn check(library: &Library, slug: &str, width: usize, expected: &str) {
    let (graph, _) = Graph::of(library);
    let drawn = band(&graph, library, slug, width, &mark);
    let shown: Vec<String> = drawn.lines.iter().map(crate::ink::Line::plain).collect();
    let expected: Vec<&str> = expected.trim_matches('\n').lines().collect();
    assert_eq!(shown, expected, "\n{}", shown.join("\n"));
    assert!(drawn.lines.iter().all(|line| line.width() <= width));
    for place in &drawn.places {
        let text: String = shown[place.line].chars().skip(place.column).take(place.width).collect();
        let label = place::label(library, &place.target);
        let start: String = label.chars().take(3).collect();
        assert!(
            text.trim_start_matches(['✓', '◐', '·', '○', '●', ' ']).starts_with(&start),
            "{place:?}"
        );
    }
    let in_order = drawn.places.is_sorted_by_key(|place| (place.line, place.column));
    assert!(in_order && drawn.places.iter().any(|place| place.target == slug));
}

fn five_and_five() -> Library {
    let before: [&str; 5] =
        ["dot-product", "done-softmax", "weighted-average", "reading-embedding", "done-matrices"];
    let mut topics: Vec<(&str, &[&str])> = before.iter().map(|slug| (*slug, &[][..])).collect();
    topics.push(("here", &before));
    for slug in [
        "o-causal-masking",
        "o-cross-attention",
        "o-positions",
        "new-additive",
        "o-scaled-dot-product-attention",
    ] {
        topics.push((slug, &["here"]));
    }
    for slug in [
        "kin-recurrent",
        "kin-lstm",
        "kin-seq2seq",
        "kin-four",
        "kin-five-with-a-long-name",
        "kin-six",
    ] {
        topics.push((slug, &[]));
    }
    let mut library = library(&topics);
    let here = library.topics.iter_mut().find(|topic| topic.slug == "here").unwrap();
    here.related = [
        "kin-recurrent",
        "kin-lstm",
        "kin-seq2seq",
        "kin-four",
        "kin-five-with-a-long-name",
        "kin-six",
    ]
    .map(|slug| related(slug, RelatedKind::SeeAlso))
    .into();
    here.related[0].kind = RelatedKind::Contrast;
    library
}

#[test]
fn the_band_has_three_columns_and_a_line_of_what_is_related() {
    check(
        &five_and_five(),
        "here",
        76,
        "
✓ Dot product ───────┐           ┌─▸ · New additive
✓ Done softmax ──────┤           ├─▸ ○ O causal masking
○ Weighted average ──┼─▸ ● Here ─┼─▸ ○ O cross attention
◐ Reading embedding ─┤           ├─▸ ○ O positions
✓ Done matrices ─────┘           └─▸ ○ O scaled dot product attention
related  Kin recurrent (contrast) · Kin lstm · Kin seq2seq · Kin four · +2
",
    );
}

#[test]
fn labels_are_cut_where_the_band_is_short_of_cells() {
    check(
        &five_and_five(),
        "here",
        60,
        "
✓ Dot product ───────┐           ┌─▸ · New additive
✓ Done softmax ──────┤           ├─▸ ○ O causal masking
○ Weighted average ──┼─▸ ● Here ─┼─▸ ○ O cross attention
◐ Reading embedding ─┤           ├─▸ ○ O positions
✓ Done matrices ─────┘           └─▸ ○ O scaled dot product…
related  Kin recurrent (contrast) · Kin lstm · +4
",
    );
}

#[test]
fn a_side_that_is_empty_takes_no_room() {
    check(
        &five_and_five(),
        "dot-product",
        76,
        "
● Dot product ──▸ ○ Here
",
    );
    check(
        &five_and_five(),
        "o-positions",
        76,
        "
○ Here ──▸ ● O positions
",
    );
    check(
        &five_and_five(),
        "kin-lstm",
        76,
        "
● Kin lstm
related  Here
",
    );
    check(
        &library(&[("alone", &[])]),
        "alone",
        76,
        "
● Alone
",
    );
    let start =
        library(&[("vector", &[]), ("a", &["vector"]), ("b", &["vector"]), ("c", &["vector"])]);
    check(
        &start,
        "vector",
        76,
        "
● Vector ─┬─▸ ○ A
          ├─▸ ○ B
          └─▸ ○ C
",
    );
    let end = library(&[("sum", &["a", "b"]), ("a", &[]), ("b", &[])]);
    check(
        &end,
        "sum",
        76,
        "
○ A ─┬─▸ ● Sum
○ B ─┘
",
    );
}

#[test]
fn a_narrow_band_is_an_indented_list() {
    check(
        &five_and_five(),
        "here",
        59,
        "
  ▲ ✓ Dot product
  ▲ ✓ Done softmax
  ▲ ○ Weighted average
  ▲ ◐ Reading embedding
  ▲ ✓ Done matrices
● Here
  ▼ · New additive
  ▼ ○ O causal masking
  ▼ ○ O cross attention
  ▼ ○ O positions
  ▼ ○ O scaled dot product attention
  ~ Kin recurrent (contrast) · Kin lstm · Kin seq2seq · +3
",
    );
    check(
        &five_and_five(),
        "here",
        20,
        "
  ▲ ✓ Dot product
  ▲ ✓ Done softmax
  ▲ ○ Weighted aver…
  ▲ ◐ Reading embed…
  ▲ ✓ Done matrices
● Here
  ▼ · New additive
  ▼ ○ O causal mask…
  ▼ ○ O cross atten…
  ▼ ○ O positions
  ▼ ○ O scaled dot…
  ~ Kin recurr… · +5
",
    );
}

#[test]
fn a_hub_shows_eleven_and_how_many_more() {
    let names: Vec<String> = (10..30).map(|at| format!("t{at}")).collect();
    let mut topics: Vec<(&str, &[&str])> = vec![("hub", &[]), ("user", &["t29"]), ("r", &["hub"])];
    topics.extend(names.iter().map(|name| (name.as_str(), &["hub"][..])));
    let mut library = library(&topics);
    library.paths.push(path("p", &["hub", "t27"]));
    library.info.default_path = Some("p".to_owned());
    check(
        &library,
        "hub",
        80,
        "
● Hub ─┬─▸ ○ T27
       ├─▸ ○ T10
       ├─▸ ○ T11
       ├─▸ ○ T12
       ├─▸ ○ T13
       ├─▸ ○ T14
       ├─▸ ○ T15
       ├─▸ ○ T16
       ├─▸ ○ T17
       ├─▸ ○ T18
       ├─▸ ○ T29
       └─▸ +10 more
",
    );
    check(
        &library,
        "hub",
        40,
        "
● Hub
  ▼ ○ T27
  ▼ ○ T10
  ▼ ○ T11
  ▼ ○ T12
  ▼ ○ T13
  ▼ ○ T14
  ▼ ○ T15
  ▼ ○ T16
  ▼ ○ T17
  ▼ ○ T18
  ▼ ○ T29
  ▼ +10 more
",
    );
}

#[test]
fn hostile_and_wide_titles_stay_in_their_cells() {
    let mut library = library(&[("here", &["a", "b", "c"]), ("a", &[]), ("b", &[]), ("c", &[])]);
    for topic in &mut library.topics {
        match topic.slug.as_str() {
            "a" => topic.title = "注意力机制是一种让模型看到一切的方法".to_owned(),
            "b" => topic.title = "x\u{1b}[31m\u{202e}y".to_owned(),
            "c" => topic.title = String::new(),
            _ => topic.short = Some("Short".to_owned()),
        }
    }
    let (graph, _) = Graph::of(&library);
    for width in 0..80 {
        let drawn = band(&graph, &library, "here", width, &|_| ('\u{7}', Role::New));
        assert!(drawn.lines.iter().all(|line| line.width() <= width), "{width}");
        let inside = |place: &crate::ink::Place<String>| place.column + place.width <= width;
        assert!(drawn.places.iter().all(inside), "{width}");
    }
    let drawn = band(&graph, &library, "here", 60, &|_| ('\u{7}', Role::New));
    let shown: Vec<String> = drawn.lines.iter().map(crate::ink::Line::plain).collect();
    let expected = [
        "· 注意力机制是一种让模型看到一切的方法 ─┐",
        "· x␛[31m\\u{202e}y ──────────────────────┼─▸ ● Short",
        "· c ────────────────────────────────────┘",
    ];
    assert_eq!(shown, expected);
    assert!(band(&graph, &library, "nowhere", 60, &mark).lines.is_empty());
}

#[test]
fn a_cycle_is_drawn_once_on_the_left() {
    check(
        &library(&[("a", &["b", "a"]), ("b", &["a"]), ("c", &["a", "b"])]),
        "a",
        60,
        "
○ B ──▸ ● A ──▸ ○ C
",
    );
}
