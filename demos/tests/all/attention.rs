//! The attention demo as a reader meets it: words, heads, masks, own matrices, mistakes.

use crate::{check_row, run};
use fingerpost_demos::report::{Origin, Report};

fn attention(set: &[(&str, &str)]) -> Report {
    run("attention", set).unwrap_or_else(|why| panic!("{set:?}: {why}"))
}

fn check_error(set: &[(&str, &str)], message: &str) {
    assert_eq!(run("attention", set).unwrap_err().to_string(), message, "{set:?}");
}

fn ids(report: &Report) -> String {
    let tables = |step: &fingerpost_demos::report::Step| {
        step.tables.iter().map(|table| table.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    let steps = report.steps.iter().map(|step| format!("{}: {}", step.id, tables(step)));
    steps.collect::<Vec<_>>().join(" | ")
}

fn weight(report: &Report, id: &str, row: usize, col: usize) -> f64 {
    report.table(id).unwrap().values[(row, col)]
}

#[test]
fn steps_and_tables_have_the_promised_names() {
    let one = "words:  | x: x | queries: w_q q | keys: w_k k | values: w_v v | scores: scores | \
               scaled: scaled | weights: weights | output: output";
    assert_eq!(ids(&attention(&[])), one);
    let two = "words:  | x: x | queries: w_q.head0 q.head0 w_q.head1 q.head1 | \
               keys: w_k.head0 k.head0 w_k.head1 k.head1 | \
               values: w_v.head0 v.head0 w_v.head1 v.head1 | \
               scores: scores.head0 scores.head1 | scaled: scaled.head0 scaled.head1 | \
               masked: masked.head0 masked.head1 | weights: weights.head0 weights.head1 | \
               output: output.head0 output.head1 | concat: concat | projected: w_o projected";
    assert_eq!(ids(&attention(&[("heads", "2"), ("mask", "causal")])), two);
}

#[test]
fn facts_say_what_is_shown() {
    for (set, facts) in [
        (&[] as &[_], "every word sees all|1 head|d_model 4, d_head 2|hand-set weights"),
        (
            &[("mask", "causal"), ("heads", "3"), ("scaling", "off")],
            "every word sees itself and what came before|3 heads|d_model 4, d_head 2|\
             hand-set weights|no scaling",
        ),
        (
            &[("mask", "window"), ("window", "3"), ("text", "a yak saw a Yak and gnus")],
            "window of 3|1 head|d_model 4, d_head 2|hand-set weights|\
             random stand-ins: \"yak\", \"Yak\", \"gnus\"",
        ),
        (
            &[("x", "1 0 0; 0 1 0"), ("w_q", "1;2;3"), ("w_k", "1;1;1")],
            "every word sees all|1 head|d_model 3, d_head 1|x, w_q, w_k as given|identity weights|\
             rows are numbered: x has 2 rows, text 6 words",
        ),
    ] {
        assert_eq!(attention(set).facts.join("|"), facts, "{set:?}");
    }
    assert_eq!(attention(&[]).origin, Origin::HandSet);
    assert_eq!(attention(&[("w_v", "1;1;1;1")]).origin, Origin::Given);
}

#[test]
fn words_outside_the_lexicon_are_marked_wherever_their_rows_stand() {
    let report = attention(&[("text", "the zebra saw 日本"), ("heads", "2")]);
    for id in ["x", "q.head0", "k.head1", "v.head0"] {
        assert_eq!(report.table(id).unwrap().random_rows, [1, 3], "{id}");
    }
    assert!(report.table("w_q.head0").unwrap().random_rows.is_empty());
    let labels = attention(&[("text", "Saw, “saw” e\u{301}tude 👩‍👩‍👧")]);
    assert_eq!(labels.table("x").unwrap().rows, ["Saw,", "“saw”", "e\u{301}tude", "👩‍👩‍👧"]);
    assert_eq!(labels.table("x").unwrap().random_rows, [2, 3]);
}

#[test]
fn a_given_x_is_named_by_the_text_where_the_count_fits() {
    let report = attention(&[("x", "1 0; 0 1; 1 1"), ("text", "one two three")]);
    assert_eq!(report.table("weights").unwrap().cols, ["one", "two", "three"]);
    assert!(report.facts.iter().all(|fact| !fact.contains("numbered")));
    let report = attention(&[("x", "1 0; 0 1; 1 1")]);
    assert_eq!(report.table("weights").unwrap().rows, ["1", "2", "3"]);
    let one_hot = attention(&[("x", "identity"), ("text", "one two three")]);
    assert_eq!(one_hot.table("x").unwrap().values, ndarray::Array2::<f64>::eye(3));
}

#[test]
fn one_matrix_serves_all_heads_unless_a_head_has_its_own() {
    let set = [("heads", "2"), ("w_q", "1 0; 0 1; 0 0; 0 0"), ("w_q.head1", "0 0; 0 0; 1 0; 0 1")];
    let report = attention(&set);
    assert!((weight(&report, "w_q.head0", 0, 0) - 1.0).abs() < 1e-15);
    assert!(weight(&report, "w_q.head1", 0, 0).abs() < 1e-15);
    let alone = attention(&[("w_q.head0", "0 0; 0 0; 0 0; 0 0")]);
    assert!((weight(&alone, "weights", 0, 5) - 1.0 / 6.0).abs() < 1e-15);
}

#[test]
fn each_head_looks_for_what_it_is_said_to() {
    let report = attention(&[("heads", "4"), ("text", "the dog chased it because she ran")]);
    let looks_at = |head: usize, row: usize| {
        let values = report.table(&format!("weights.head{head}")).unwrap().values.row(row).to_vec();
        let largest = values.iter().copied().fold(0.0, f64::max);
        values.iter().position(|value| *value >= largest).unwrap()
    };
    // Rows: 0 the, 1 dog, 2 chased, 3 it, 4 because, 5 she, 6 ran.
    assert_eq!([looks_at(0, 3), looks_at(0, 5), looks_at(0, 2)], [1, 1, 1]);
    assert_eq!([looks_at(1, 1), looks_at(1, 2)], [3, 2]);
    assert_eq!([looks_at(2, 1), looks_at(2, 6), looks_at(2, 4)], [1, 2, 0]);
    let average = &report.table("weights.head3").unwrap().values;
    assert!(average.iter().all(|weight| (weight - 1.0 / 7.0).abs() < 1e-15));
    let queries = &report.steps[2].says;
    assert!(queries.contains("head1: things look for pointers"), "{queries}");
}

#[test]
fn what_breaks_it_shows_the_symptom_that_is_named() {
    let [dog, it] = [1, 4];
    let base = attention(&[]);
    assert!((weight(&base, "weights", it, dog) - 0.702).abs() < 5e-4);
    let sharp = attention(&[("scaling", "off")]);
    assert!((weight(&sharp, "weights", it, dog) - 0.848).abs() < 5e-4);
    let window = attention(&[("mask", "window"), ("window", "2")]);
    assert!(weight(&window, "weights", it, dog).abs() < 1e-15);
    let spec = fingerpost_demos::find("attention").unwrap().spec();
    let swapped = spec.breaks.iter().find(|broken| broken.what.starts_with("swap")).unwrap();
    let swapped = fingerpost_demos::run("attention", &crate::broken_set(spec, swapped)).unwrap();
    let row = swapped.table("weights").unwrap().values.row(dog).to_vec();
    assert!(row.iter().all(|weight| *weight <= row[it]), "{row:?}");
    let scores = |report: &Report| report.table("scores").unwrap().values.clone();
    assert_eq!(scores(&swapped), scores(&base).t());
}

#[test]
fn masks_keep_what_they_say() {
    for (mask, window, kept) in [("causal", "2", 10), ("window", "1", 4), ("window", "3", 9)] {
        let report = attention(&[
            ("mask", mask),
            ("window", window),
            ("text", "the dog saw it"),
            ("heads", "2"),
        ]);
        for id in ["masked.head0", "masked.head1"] {
            let values = &report.table(id).unwrap().values;
            let finite = values.iter().filter(|value| value.is_finite()).count();
            assert_eq!(finite, kept, "{mask} {window}");
        }
        let scores = report.metrics.iter().find(|(name, _)| *name == "scores").unwrap().1;
        assert!((scores - 2.0 * f64::from(u8::try_from(kept).unwrap())).abs() < 1e-12);
    }
}

#[test]
fn another_sentence_is_looked_at() {
    let report = attention(&[("text", "it saw"), ("context", "the dog was a zebra")]);
    let expected = "words:  | x: x | context: context | queries: w_q q | keys: w_k k | \
                    values: w_v v | scores: scores | scaled: scaled | weights: weights | \
                    output: output";
    assert_eq!(ids(&report), expected);
    let weights = report.table("weights").unwrap();
    assert_eq!(weights.values.dim(), (2, 5));
    assert_eq!(weights.cols, ["the", "dog", "was", "a", "zebra"]);
    assert_eq!(report.table("v").unwrap().random_rows, [4]);
    assert_eq!(report.facts[0], "every word sees all of the context");
    let stand_in = "random stand-ins: \"zebra\"".to_owned();
    assert!(report.facts.contains(&stand_in), "{:?}", report.facts);
    // The same sentence twice is self-attention.
    let text = "the dog barked because it saw";
    let (own, cross) = (attention(&[]), attention(&[("context", text)]));
    for id in ["weights", "output"] {
        assert_eq!(own.table(id).unwrap().values, cross.table(id).unwrap().values, "{id}");
    }
}

/// D28: query head h reads key-value head `⌊h·n_kv/n_q⌋`.
#[test]
fn heads_share_keys_and_values_in_groups() {
    let report = attention(&[("heads", "4"), ("kv_heads", "2")]);
    for (head, kv) in [(0, 0), (1, 0), (2, 1), (3, 1)] {
        let table = |name: &str, head: usize| {
            report.table(&format!("{name}.head{head}")).unwrap().values.clone()
        };
        assert_eq!(table("scores", head), table("q", head).dot(&table("k", kv).t()), "{head}");
        let blend = table("weights", head).dot(&table("v", kv));
        let gap = (blend - table("output", head)).mapv(f64::abs);
        assert!(gap.iter().all(|gap| *gap < 1e-12), "{head}");
    }
    assert!(report.table("k.head2").is_none() && report.table("q.head3").is_some());
    let shared = "heads 0 to 1 share k.head0, v.head0; heads 2 to 3 share k.head1, v.head1";
    assert!(report.facts.iter().any(|fact| fact == shared), "{:?}", report.facts);
    let each = attention(&[("heads", "2"), ("kv_heads", "2")]);
    assert_eq!(ids(&each), ids(&attention(&[("heads", "2")])));
}

/// D17: the additive score with W = U = I and v = 1 asks something else than the dot product.
#[test]
fn d17_additive_scores() {
    let mine = [("x", "1 0; 0 1; 1 1"), ("w_q", "identity"), ("w_k", "identity")];
    let set = |more: &[(&'static str, &'static str)]| {
        attention(&mine.iter().chain(more).copied().collect::<Vec<_>>())
    };
    let report = set(&[("score", "additive"), ("scaling", "off")]);
    check_row(&report, "scores", 0, &[0.964_028, 1.523_188, 1.725_622]);
    check_row(&report, "weights", 0, &[0.204_462, 0.357_645, 0.437_893]);
    check_row(&set(&[("scaling", "off")]), "weights", 0, &[0.422_319, 0.155_362, 0.422_319]);
    assert!(report.facts.contains(&"additive scores".to_owned()));
    // Any weights: the same once more, in scalars.
    let other =
        [("heads", "2"), ("score", "additive"), ("w_s", "2 -1"), ("text", "the dog saw it")];
    let report = attention(&other);
    for head in 0..2 {
        let table = |name: &str| report.table(&format!("{name}.head{head}")).unwrap();
        let (q, k) = (&table("q").values, &table("k").values);
        for ((row, col), score) in table("scores").values.indexed_iter() {
            let bent = |d: usize| (q[(row, d)] + k[(col, d)]).tanh();
            assert!((score - (2.0 * bent(0) - bent(1))).abs() < 1e-12, "{head} {row} {col}");
        }
    }
    assert!(ids(&report).contains("added: w_s asked.1.head0 added.1.head0"));
}

#[test]
fn settings_that_do_not_go_together_are_answered_in_words() {
    for (set, message) in [
        (
            &[("heads", "3"), ("kv_heads", "2")] as &[_],
            "kv_heads: 2 is given, each or 1 is expected with 3 heads: every one serves as many \
             as another",
        ),
        (
            &[("heads", "4"), ("kv_heads", "2"), ("w_k.head2", "1")],
            "w_k.head2: a matrix is given, but with 2 key-value heads they are head0 to head1",
        ),
        (
            &[("heads", "2"), ("kv_heads", "1"), ("w_v.head1", "1")],
            "w_v.head1: a matrix is given, but with 1 key-value head there is head0 only",
        ),
        (&[("w_s", "1 1")], "w_s: a matrix is given, but it is used with additive scores only"),
        (
            &[("score", "additive"), ("w_s", "1")],
            "w_s: 1 row of 1 is given, 1 row of 2 is expected, as wide as w_q",
        ),
        (
            &[("score", "additive"), ("text", "a b c d e f g h i")],
            "score: 9 words are given, at most 8 words are allowed with additive scores",
        ),
        (
            &[("context", "a dog"), ("mask", "causal")],
            "mask: \"causal\" is given, none is expected with a context: all of it is seen",
        ),
        (
            &[("context", "a dog"), ("x", "1 0; 0 1")],
            "context: 2 words are given, but they have 4 numbers each, and x has 2",
        ),
    ] {
        check_error(set, message);
    }
}

#[test]
fn the_caveat_stands_beside_the_picture() {
    let caveat = attention(&[]).caveat.unwrap();
    assert!(caveat.starts_with("A weight is not an explanation"), "{caveat}");
}

#[test]
fn matrices_that_do_not_fit_are_answered_in_words() {
    let x = ("x", "1 0 0 1; 0 1 0 1");
    for (set, message) in [
        (
            &[("w_q", "1 0; 0 1; 1 1")] as &[_],
            "w_q: 3 rows of 2 are given, 4 rows are expected, one for each column of x",
        ),
        (
            &[x, ("w_v", "1")],
            "w_v: 1 row of 1 is given, 4 rows are expected, one for each column of x",
        ),
        (
            &[("w_q", "identity")],
            "w_q: 4 columns are given, 2 columns are expected, as many as w_k has",
        ),
        (
            &[("w_k", "1;1;1;1")],
            "w_k: 1 column is given, 2 columns are expected, as many as w_q has",
        ),
        (
            &[("heads", "2"), ("w_k.head1", "1;1;1;1")],
            "w_k.head1: 1 column is given, 2 columns are expected, as many as w_q has",
        ),
        (
            &[("heads", "2"), ("w_o", "identity"), ("w_v", "1;1;1;1")],
            "w_o: 4 rows of 4 are given, 2 rows are expected, one for each column of concat",
        ),
        (
            &[("heads", "2"), ("w_o", "1;1;1;1")],
            "w_o: 1 column is given, 4 columns are expected, as many as x has",
        ),
        (&[("w_o", "1")], "w_o: a matrix is given, but it is used with 2 heads or more only"),
        (
            &[("heads", "2"), ("w_q.head2", "1")],
            "w_q.head2: a matrix is given, but with 2 heads they are head0 to head1",
        ),
        (&[("x", "1 0; 0 dog")], "x, row 2: \"dog\" is given, a number is expected"),
        (
            &[("x", "")],
            "x, row 1: no numbers are given, rows of numbers are expected, such as \"1 0; 0 1\"",
        ),
    ] {
        check_error(set, message);
    }
    let words = "word ".repeat(257);
    check_error(&[("text", &words)], "text: 257 words are given, at most 256 words are allowed");
    let words = "word ".repeat(65);
    let message = "x: identity for 65 words is given, at most 64 words can have a column each";
    check_error(&[("text", &words), ("x", "identity")], message);
}

/// Long texts and wide matrices stay within the bounds of time that a keystroke has.
#[test]
fn the_largest_run_ends() {
    let words = "zebra it the dog ".repeat(64);
    let report = attention(&[("text", &words), ("heads", "4"), ("mask", "causal")]);
    assert_eq!(report.table("weights.head3").unwrap().values.dim(), (256, 256));
}
