use super::super::fixture::{attention, picture, table};
use super::*;
use fingerpost_demos::report::Source;
use ndarray::Array2;

fn given() -> Rule {
    Rule::Given { from: Source::Data }
}

#[track_caller]
fn check(table: &Table, view: &View, wanted: &str) {
    let drawn = grid(table, view);
    let shown = picture(&drawn);
    let wanted = wanted.strip_prefix('\n').unwrap_or(wanted);
    assert!(shown == wanted, "shown:\n{shown}\nwanted:\n{wanted}");
    assert!(drawn.lines.iter().all(|line| line.width() <= view.width));
    for place in &drawn.places {
        let text: String = drawn.lines[place.line].plain().chars().collect();
        assert!(place.column < text.chars().count().max(place.column + 1));
    }
}

#[test]
fn the_weights_of_the_picture() {
    let report = attention();
    let view = View { focus: Some((4, 1)), width: 84, ..View::default() };
    check(
        report.table("weights").unwrap(),
        &view,
        "
             the      dog      barked   because  it       saw      │  sum
  the       .135 ▂   .135 ▂   .230 ▂   .135 ▂   .135 ▂   .230 ▂    │ 1.000
  dog       .102 ▁   .102 ▁   .295 ▃   .102 ▁   .102 ▁   .295 ▃    │ 1.000
  barked    .064 ▁   .535 ▅   .064 ▁   .064 ▁   .199 ▂   .074 ▁    │ 1.000
  because   .135 ▂   .135 ▂   .230 ▂   .135 ▂   .135 ▂   .230 ▂    │ 1.000
▸ it        .029 ▁  [.702 ▆]  .036 ▁   .029 ▁   .159 ▂   .045 ▁    │ 1.000
  saw       .041 ▁   .648 ▆   .041 ▁   .041 ▁   .179 ▂   .049 ▁    │ 1.000
",
    );
}

#[test]
fn twelve_words_at_eighty_columns_show_a_window_that_follows_the_focus() {
    let words: Vec<String> = (0..12).map(|n| format!("w{n}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let values = Array2::from_elem((12, 12), 1.0 / 12.0);
    let table =
        table("weights", Kind::Weight, ("asks", &words), ("looks at", &words), values, given());
    let view = View { focus: Some((6, 6)), width: 80, rows: Some(5), ..View::default() };
    check(
        &table,
        &view,
        "
       ‹ 2 more                                              2 more ›
       w2      w3      w4      w5      w6      w7      w8      w9     │  sum
  ↑ 5 more
  w5   .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁ │1.000
▸ w6   .083 ▁  .083 ▁  .083 ▁  .083 ▁ [.083 ▁] .083 ▁  .083 ▁  .083 ▁ │1.000
  w7   .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁  .083 ▁ │1.000
  ↓ 4 more
",
    );
    let last = View { focus: Some((11, 11)), ..view };
    let drawn = picture(&grid(&table, &last));
    assert!(drawn.contains("‹ 4 more") && drawn.contains("↑ 9 more") && !drawn.contains("↓"));
}

#[test]
fn two_hundred_words_stay_a_window() {
    let words = vec!["word"; 200];
    let values = Array2::from_elem((200, 200), 0.005);
    let table =
        table("weights", Kind::Weight, ("asks", &words), ("looks at", &words), values, given());
    for (width, rows) in [(40, 8), (118, 20), (20, 3), (5, 1)] {
        let view = View { focus: Some((150, 199)), width, rows: Some(rows), ..View::default() };
        let drawn = grid(&table, &view);
        assert!(drawn.lines.len() <= rows.max(3) + 2, "{width}x{rows}");
        assert!(drawn.places.iter().any(|place| place.target == (150, 199)), "{width}x{rows}");
    }
}

#[test]
fn repeated_wide_and_unknown_words() {
    let words = ["注意", "the", "the", "blarg"];
    let values = Array2::from_shape_fn((4, 2), |(row, col)| row as f64 - 2.0 * col as f64);
    let mut table =
        table("k", Kind::Key, ("offers", &words), ("key", &["0", "1"]), values, given());
    table.random_rows = vec![3];
    check(
        &table,
        &View { width: 76, ..View::default() },
        "
               0       1
  注意      0.00   −2.00
  the       1.00   −1.00
  the(2)    2.00    0.00
  blarg?    3.00    1.00
  ? not in the lexicon: random numbers made from the word
",
    );
    let drawn = grid(&table, &View { width: 76, ..View::default() });
    assert!(
        drawn.lines[4].spans.iter().any(|span| span.role == Role::Random && span.text == "blarg?")
    );
    assert_eq!((drawn.places[0].column, drawn.places[1].column), (11, 19));
}

#[test]
fn masked_and_broken_numbers_are_said_as_such() {
    let (minus, nan) = (f64::NEG_INFINITY, f64::NAN);
    let values = Array2::from_shape_vec((2, 2), vec![0.5, minus, nan, f64::INFINITY]).unwrap();
    let words = ["a", "b"];
    let table =
        table("masked", Kind::Score, ("asks", &words), ("looks at", &words), values, given());
    let view = View { width: 40, focus: Some((0, 0)), kin: &[(1, 1)], ..View::default() };
    check(
        &table,
        &view,
        "
         a      b
▸ a  [0.50]    −∞
  b    nan      ∞
",
    );
    let drawn = grid(&table, &view);
    let find = |text: &str| {
        let mut spans = drawn.lines.iter().flat_map(|line| &line.spans);
        spans
            .find(|span| span.text.trim_matches(['[', ']', ' ']) == text)
            .map(|span| (span.role, span.mark))
    };
    assert_eq!(find("−∞"), Some((Role::Dim, Mark::None)));
    assert_eq!(find("∞"), Some((Role::Warning, Mark::Kin)));
    assert_eq!(find("0.50"), Some((Role::Above(5), Mark::Focus)));
}

#[test]
fn an_empty_table_says_so() {
    let table = table("x", Kind::Number, ("", &[]), ("", &[]), Array2::zeros((0, 0)), given());
    check(&table, &View { width: 40, ..View::default() }, "\n  (no numbers)\n");
}

/// The shade of each number of a table of one row.
fn shades(kind: Kind, values: &[f64]) -> Vec<Role> {
    let labels: Vec<String> = (0..values.len()).map(|at| format!("c{at}")).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let values = Array2::from_shape_vec((1, values.len()), values.to_vec()).unwrap();
    let table = table("t", kind, ("", &["r"]), ("", &labels), values, given());
    let drawn = grid(&table, &View { width: 120, ..View::default() });
    let row = drawn.lines.last().unwrap();
    let places = drawn.places.iter().map(|place| {
        // The number ends before its bar and the closing space.
        let mut at = 0;
        let edge = place.column + place.width - if is_share(kind) { 3 } else { 1 };
        let span = row.spans.iter().find(|span| {
            at += width(&span.text);
            at > edge
        });
        span.unwrap().role
    });
    places.collect()
}

#[test]
fn shares_and_scores_are_shaded_by_what_they_are() {
    let weights = [0.05, 0.25, 0.45, 0.65, 0.85, 1.0];
    let wanted = [Role::Weight].into_iter().chain((1..6).map(Role::Heat)).collect::<Vec<_>>();
    assert_eq!(shades(Kind::Weight, &weights), wanted);
    // Scores have no largest of their own: that of the table is the deepest, on either side.
    assert_eq!(
        shades(Kind::Score, &[4.0, -4.0, 0.1, 2.0, -1.0]),
        [Role::Above(5), Role::Below(5), Role::Score, Role::Above(2), Role::Below(1)]
    );
    assert_eq!(shades(Kind::Score, &[0.0, 0.0]), [Role::Score, Role::Score]);
    assert_eq!(shades(Kind::Number, &[3.0, -3.0]), [Role::Text, Role::Negative]);
}
