use super::super::fixture::{attention, attention_of, picture, single, table};
use super::*;
use fingerpost_demos::report::{Kind, Rule, Source};
use ndarray::{Array2, array};

#[track_caller]
fn check(report: &Report, view: &FigureView<'_>, cells: usize, wanted: &str) {
    let drawn = figure(report, view, cells);
    let shown = picture(&drawn);
    let wanted = wanted.strip_prefix('\n').unwrap_or(wanted);
    assert!(shown == wanted, "shown:\n{shown}\nwanted:\n{wanted}");
    assert!(drawn.lines.iter().all(|line| line.width() <= cells));
}

#[test]
fn the_figure_of_attention_in_a_page() {
    let view = &FigureView { hints: true, ..FigureView::default() };
    check(
        &attention(),
        view,
        76,
        "
┌ ▶ attention ──────────── hand-set weights · every word sees all · 1 head ┐
│  the dog barked because it saw                      step 8 of 9: weights │
│             the     dog     barked  because it      saw    │  sum        │
│    the      .135 ▂  .135 ▂  .230 ▂  .135 ▂  .135 ▂  .230 ▂ │1.000        │
│    dog      .102 ▁  .102 ▁  .295 ▃  .102 ▁  .102 ▁  .295 ▃ │1.000        │
│    barked   .064 ▁  .535 ▅  .064 ▁  .064 ▁  .199 ▂  .074 ▁ │1.000        │
│    because  .135 ▂  .135 ▂  .230 ▂  .135 ▂  .135 ▂  .230 ▂ │1.000        │
│  ▸ it       .029 ▁  .702 ▆  .036 ▁  .029 ▁  .159 ▂  .045 ▁ │1.000        │
│    saw      .041 ▁  .648 ▆  .041 ▁  .041 ▁  .179 ▂  .049 ▁ │1.000        │
│  \"it\" gives 70 % of its weight to \"dog\".                                 │
│  A weight is not an explanation.   ⏎ open   n step   e edit              │
└──────────────────────────────────────────────────────────────────────────┘
",
    );
    let drawn = figure(&attention(), view, 76);
    assert_eq!(drawn.places.len(), 36);
    let dog =
        drawn.places.iter().find(|place| (place.target.row, place.target.col) == (4, 1)).unwrap();
    let shown: String =
        drawn.lines[dog.line].plain().chars().skip(dog.column).take(dog.width).collect();
    assert_eq!(shown, ".702 ▆");
}

#[test]
fn a_narrow_page_gets_no_box() {
    check(
        &attention(),
        &FigureView::default(),
        36,
        "
▶ attention
hand-set weights · every word sees
all · 1 head · d 4, d_head 2
the dog barked because it saw
step 8 of 9: weights
                 4 more ›
           the     dog    │  sum
  the      .135 ▂  .135 ▂ │1.000
  dog      .102 ▁  .102 ▁ │1.000
  barked   .064 ▁  .535 ▅ │1.000
  because  .135 ▂  .135 ▂ │1.000
▸ it       .029 ▁  .702 ▆ │1.000
  saw      .041 ▁  .648 ▆ │1.000
\"it\" gives 70 % of its weight to
\"dog\".
A weight is not an explanation.
",
    );
}

#[test]
fn long_sentences_show_the_rows_around_the_telling_cell() {
    let words: Vec<String> = (0..12).map(|n| format!("word{n}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let x = Array2::from_shape_fn((12, 4), |(row, col)| f64::from(u8::from(row % 4 == col)));
    let report = attention_of(&words, x);
    for cells in [36, 60, 76, 118] {
        let drawn = figure(&report, &FigureView { hints: true, ..FigureView::default() }, cells);
        let shown = picture(&drawn);
        assert!(drawn.lines.iter().all(|line| line.width() <= cells), "{shown}");
        assert!(
            shown.contains("more ›") && shown.contains("↓") && shown.contains("▸ word4"),
            "{shown}"
        );
        assert!(drawn.lines.len() <= 19, "{shown}");
    }
}

#[test]
fn other_kinds_are_said_by_their_formula_or_name() {
    let given = || Rule::Given { from: Source::Parameter };
    let row = ("", &["a"][..]);
    let values = array![[0.25, 0.75]];
    let chances = table("p", Kind::Probability, row, ("word", &["cat", "dog"]), values, given());
    let shown = picture(&figure(&single(chances), &FigureView::default(), 60));
    assert!(shown.contains("\"cat\" gets 25 % of the probability."), "{shown}");
    let masked = table("m", Kind::Score, row, ("", &["b"]), array![[f64::NEG_INFINITY]], given());
    let shown = picture(&figure(&single(masked), &FigureView::default(), 60));
    assert!(shown.contains("m is masked: it takes no part."), "{shown}");
    let broken = table("w", Kind::Weight, row, ("", &["b", "c"]), array![[f64::NAN, 1.0]], given());
    let shown = picture(&figure(&single(broken), &FigureView::default(), 60));
    assert!(shown.contains("w[a, b] = nan"), "{shown}");
}

#[test]
fn an_error_says_what_to_do() {
    let error = DemoError::BadValue {
        name: "w_q, row 2".to_owned(),
        given: "\"\u{1b}cat\"".to_owned(),
        allowed: "a number is expected".to_owned(),
    };
    let drawn = figure_fault("attention", &Fault::Refused(error.clone()), &[], 60);
    assert_eq!(
        picture(&drawn),
        "\
┌ ▶ attention ────────────────────────────────── no result ┐
│  w_q, row 2: \"␛cat\" is given, a number is expected       │
│  `fingerpost demo attention --params` says what can be   │
│  set, and to what.                                       │
└──────────────────────────────────────────────────────────┘
"
    );
    assert!(
        figure_fault("attention", &Fault::Refused(error.clone()), &[], 36)
            .lines
            .iter()
            .all(|line| line.width() <= 36)
    );
}
