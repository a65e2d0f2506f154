use super::super::fixture::{attention_of, check as claim, picture, softmax};
use super::*;
use crate::ink::Mark;
use fingerpost_demos::report::{Axis, Rule};
use ndarray::Array2;

/// The report of the pictures under a name that no demo has, so that there is nothing to try.
fn attention() -> Report {
    Report { demo: "by-hand", ..super::super::fixture::attention() }
}

fn at(step: usize) -> LessonView {
    LessonView { step, ..LessonView::default() }
}

fn cell(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

#[track_caller]
fn check(report: &Report, view: &LessonView, (cells, height): (usize, usize), wanted: &str) {
    let lesson = lesson(report, view, cells, height);
    let shown = format!("{}{}", picture(&lesson.head), picture(&lesson.body));
    let wanted = wanted.strip_prefix('\n').unwrap_or(wanted);
    assert!(shown == wanted, "shown:\n{shown}\nwanted:\n{wanted}");
}

/// Every line fits, and every place lies on text.
#[track_caller]
fn sound(lesson: &Lesson, cells: usize) {
    for drawn in [&lesson.head, &lesson.body, &lesson.foot] {
        for line in &drawn.lines {
            assert!(line.width() <= cells, "{} > {cells}: {}", line.width(), line.plain());
        }
        for place in &drawn.places {
            assert!(place.width > 0 && place.column + place.width <= cells, "{place:?} of {cells}");
            assert!(drawn.lines[place.line].width() > place.column, "{place:?}");
        }
    }
}

#[test]
fn the_step_weights_of_the_picture() {
    check(&attention(), &at(7), (118, 32), "
the dog barked because it saw
 1 words  2 x  3 queries  4 keys  5 values  6 scores  7 scaled [8 weights] 9 output
  weights = softmax of each row of scaled           axes: asks ↓   looks at →       What this step does
                                                                                      Every row of scores becomes
             the      dog      barked   because  it       saw      │  sum             shares that add up to one. A
  the       .135 ▂   .135 ▂   .230 ▂   .135 ▂   .135 ▂   .230 ▂    │ 1.000            larger score takes a larger
  dog       .102 ▁   .102 ▁   .295 ▃   .102 ▁   .102 ▁   .295 ▃    │ 1.000            share; no share is ever zero.
  barked    .064 ▁   .535 ▅   .064 ▁   .064 ▁   .199 ▂   .074 ▁    │ 1.000
  because   .135 ▂   .135 ▂   .230 ▂   .135 ▂   .135 ▂   .230 ▂    │ 1.000          A weight is not an explanation.
▸ it        .029 ▁  [.702 ▆]  .036 ▁   .029 ▁   .159 ▂   .045 ▁    │ 1.000
  saw       .041 ▁   .648 ▆   .041 ▁   .041 ▁   .179 ▂   .049 ▁    │ 1.000

  This cell    output ← weights ← scaled ← scores ← q ← x
  weights[it, dog] = e^3.182 / (e^0 + e^3.182 + e^.212 + e^0 + e^1.697 + e^.424)
                   = 24.09 / 34.32 = 0.702
      3.182 = scaled[it, dog] = 4.50 / √2        ⏎ open that number
      4.50 = q[it] · k[dog] = 3.00 × 1.50 + 0.20 × 0.00
      and scaled[it, the] 0.00   scaled[it, barked] 0.212
          scaled[it, because] 0.00   scaled[it, it] 1.697   scaled[it, saw] 0.424

  Checks   rows sum to 1: 2.2e-16 ≤ 1e-12 ✓    entropy of \"it\": 1.01 ≤ 1.792 ✓
");
}

#[test]
fn several_tables_stand_side_by_side_and_operands_are_marked() {
    let report = attention();
    check(
        &report,
        &at(2),
        (80, 20),
        "
the dog barked because it saw
 1 words  2 x [3 queries] 4 keys  5 values  6 scores  7 scaled  8 weights  ›
  q = x · w_q

  w_q   feature ↓   query →      q   asks ↓   query →
               0      1                       0      1
  thing     0.00   1.00          the       0.00   0.50
  action    2.00   0.00          dog       0.00   1.00
  pronoun   3.00   0.00          barked    2.00   0.00
  filler    0.00   0.50          because   0.00   0.50
                               ▸ it       [3.00]  0.20
                                 saw       2.60   0.00

  This cell    output ← weights ← scaled ← scores ← q ← x
  q[it, 0] = x[it] · column 0 of w_q
           = 0.20 × 0.00 + 0.00 × 2.00 + 1.00 × 3.00 + 0.00 × 0.00
           = 3.00
      0.20 = x[it, thing], set by hand           ⏎ open that number
      and w_q[thing, 0] 0.00   x[it, action] 0.00   w_q[action, 0] 2.00
          x[it, pronoun] 1.00   w_q[pronoun, 0] 3.00   x[it, filler] 0.00
          w_q[filler, 0] 0.00

  A weight is not an explanation.
",
    );
    let shown = lesson(&report, &at(2), 80, 20);
    let line = &shown.body.lines[6];
    let marked: Vec<_> = line.spans.iter().filter(|span| span.mark == Mark::Kin).collect();
    assert_eq!(marked.iter().map(|span| span.text.as_str()).collect::<Vec<_>>(), ["3.00"]);
    assert_eq!(shown.focus_line, Some(8));
}

#[test]
fn opened_cells_leave_a_trail_that_leads_back() {
    let report = attention();
    let trail = vec![cell("weights", 4, 1), cell("scaled", 4, 1)];
    let view = LessonView { step: 6, focus: Some(cell("scaled", 4, 1)), trail };
    let shown = lesson(&report, &view, 80, 24);
    let text = picture(&shown.body);
    assert!(text.contains("output ← weights ← scaled ← scores ← q ← x"), "{text}");
    assert!(text.contains("scaled[it, dog] = 4.50 / √2 = 3.18"), "{text}");
    let back = LessonTarget::Cell(cell("weights", 4, 1));
    assert!(shown.body.places.iter().any(|place| place.target == back));
    let next = LessonTarget::Operand(cell("scores", 4, 1));
    assert!(shown.body.places.iter().any(|place| place.target == next));
    assert!(shown.body.places.iter().any(|place| place.target == LessonTarget::Step(8)));
    let bright = |line: &Line| {
        line.spans.iter().any(|span| span.role == Role::Here && span.text == "scaled")
    };
    assert!(shown.body.lines.iter().any(bright));
}

#[test]
fn every_step_fits_every_width() {
    let mut report = attention();
    let mut failing = claim("a claim long enough to be broken over more than one line", 0.5, 1e-12);
    failing.expected = false;
    report.steps[7].checks.push(failing);
    for cells in [20, 36, 40, 60, 76, 99, 100, 118, 200] {
        for step in 0..12 {
            sound(&lesson(&report, &at(step), cells, 12), cells);
        }
    }
    let narrow = lesson(&report, &at(7), 40, 12);
    let text = picture(&narrow.body);
    assert!(text.contains("✗ broken on purpose") || text.contains("broken on\n"), "{text}");
    assert!(picture(&narrow.head).contains("[8 weights]"));
}

#[test]
fn two_hundred_words_stay_within_the_height() {
    let words = vec!["word"; 200];
    let x = Array2::from_shape_fn((200, 4), |(row, col)| f64::from(u8::from(row % 4 == col)));
    let report = attention_of(&words, x);
    let focus = Some(cell("weights", 150, 199));
    let view = LessonView { step: 7, focus: focus.clone(), trail: Vec::new() };
    let shown = lesson(&report, &view, 80, 24);
    sound(&shown, 80);
    let text = picture(&shown.body);
    assert!(shown.focus_line.is_some_and(|line| line < 20), "{text}");
    assert!(text.contains("more terms …") && text.contains("… 187 more"), "{text}");
    assert!(text.contains("weights[word(151), word(200)]"), "{text}");
    assert!(shown.body.lines.len() <= 50, "{text}");
    assert_eq!(shown.focus, focus);
}

#[test]
fn a_cell_that_does_not_exist_falls_back_to_the_one_worth_looking_at() {
    let view = LessonView { step: 7, focus: Some(cell("weights", 40, 1)), trail: Vec::new() };
    assert_eq!(lesson(&attention(), &view, 80, 24).focus, Some(cell("weights", 4, 1)));
    let mut empty = attention();
    empty.steps.clear();
    assert!(picture(&lesson(&empty, &view, 80, 24).body).contains("no steps"));
}

#[test]
fn the_same_step_at_76_and_40_columns() {
    check(
        &attention(),
        &at(7),
        (76, 20),
        "
the dog barked because it saw
‹  3 queries  4 keys  5 values  6 scores  7 scaled [8 weights] 9 output
  weights = softmax of each row of scaled          axes: asks ↓   looks at →

             the      dog      barked   because  it       saw      │  sum
  the       .135 ▂   .135 ▂   .230 ▂   .135 ▂   .135 ▂   .230 ▂    │ 1.000
  dog       .102 ▁   .102 ▁   .295 ▃   .102 ▁   .102 ▁   .295 ▃    │ 1.000
  barked    .064 ▁   .535 ▅   .064 ▁   .064 ▁   .199 ▂   .074 ▁    │ 1.000
  because   .135 ▂   .135 ▂   .230 ▂   .135 ▂   .135 ▂   .230 ▂    │ 1.000
▸ it        .029 ▁  [.702 ▆]  .036 ▁   .029 ▁   .159 ▂   .045 ▁    │ 1.000
  saw       .041 ▁   .648 ▆   .041 ▁   .041 ▁   .179 ▂   .049 ▁    │ 1.000
  A weight is not an explanation.

  This cell    output ← weights ← scaled ← scores ← q ← x
  weights[it, dog] = e^3.182 / (e^0 + e^3.182 + … 3 more terms … + e^.424)
                   = 24.09 / 34.32 = 0.702
      3.182 = scaled[it, dog] = 4.50 / √2        ⏎ open that number
      4.50 = q[it] · k[dog] = 3.00 × 1.50 + 0.20 × 0.00
      and scaled[it, the] 0.00   scaled[it, barked] 0.212
          scaled[it, because] 0.00   scaled[it, it] 1.697
          scaled[it, saw] 0.424

  Checks   rows sum to 1: 2.2e-16 ≤ 1e-12 ✓
           entropy of \"it\": 1.01 ≤ 1.792 ✓

  What this step does
    Every row of scores becomes shares that add up to one. A larger score
    takes a larger share; no share is ever zero.

  A weight is not an explanation.
",
    );
    check(
        &attention(),
        &at(7),
        (40, 12),
        "
the dog barked because it saw
‹  7 scaled [8 weights] 9 output
  weights = softmax of each row of
  scaled       axes: asks ↓   looks at →

                         3 more ›
           the     dog     barked │  sum
  the      .135 ▂  .135 ▂  .230 ▂ │1.000
  dog      .102 ▁  .102 ▁  .295 ▃ │1.000
  barked   .064 ▁  .535 ▅  .064 ▁ │1.000
  because  .135 ▂  .135 ▂  .230 ▂ │1.000
▸ it       .029 ▁ [.702 ▆] .036 ▁ │1.000
  saw      .041 ▁  .648 ▆  .041 ▁ │1.000
  A weight is not an explanation.

  This cell
    output ← weights ← scaled ← scores
    ← q ← x
  weights[it, dog] = e^3.182 / (e^0 +
                … 4 more terms … +
                e^.424)
              = 24.09 / 34.32 = 0.702
      3.182 = scaled[it, dog]
      4.50 = q[it] · k[dog]
      and scaled[it, the] 0.00
          scaled[it, barked] 0.212
          scaled[it, because] 0.00
          scaled[it, it] 1.697
          scaled[it, saw] 0.424

  Checks   rows sum to 1: 2.2e-16 ≤
           1e-12 ✓
           entropy of \"it\": 1.01 ≤ 1.792
           ✓

  What this step does
    Every row of scores becomes shares
    that add up to one. A larger score
    takes a larger share; no share is
    ever zero.

  A weight is not an explanation.
",
    );
}

/// A causal mask between scores and weights: the first rows have masked cells.
fn masked() -> Report {
    let mut report = attention();
    let scaled = report.table("scaled").unwrap().clone();
    let keep: Vec<Vec<bool>> = (0..6).map(|row| (0..6).map(|col| col <= row).collect()).collect();
    let mut table = scaled.clone();
    table.id = "masked".to_owned();
    for ((row, col), value) in table.values.indexed_iter_mut() {
        if !keep[row][col] {
            *value = f64::NEG_INFINITY;
        }
    }
    let weights = softmax(&table.values);
    table.rule = Rule::Mask { of: [scaled.id], keep };
    let step = Step {
        id: "masked",
        title: "masked",
        tables: vec![table],
        look: None,
        ..report.steps[6].clone()
    };
    report.steps.insert(7, step);
    report.steps[8].tables[0].values = weights;
    report.steps[8].tables[0].rule = Rule::Softmax { of: ["masked".to_owned()], axis: Axis::Row };
    report
}

#[track_caller]
fn panel(report: &Report, focus: CellRef, wanted: &[&str]) {
    let step = walk::step_of(report, &focus.table).unwrap();
    let shown = lesson(report, &LessonView { step, focus: Some(focus), trail: Vec::new() }, 84, 30);
    let text = picture(&shown.body);
    for line in wanted {
        assert!(text.lines().any(|shown| shown.trim() == *line), "{line}\nin:\n{text}");
    }
}

#[test]
fn masked_cells_say_so_and_kept_ones_name_their_source() {
    let report = masked();
    panel(
        &report,
        cell("masked", 0, 1),
        &["masked[the, dog] = −∞   not kept, so −∞: scaled, row `the`, column `dog`"],
    );
    panel(
        &report,
        cell("masked", 4, 1),
        &[
            "masked[it, dog] = scaled[it, dog] = 3.18",
            "3.182 = scaled[it, dog] = 4.50 / √2        ⏎ open that number",
        ],
    );
    panel(
        &report,
        cell("weights", 1, 0),
        &["weights[dog, the] = e^0 / (e^0 + e^0)", "= 1 / 2 = 0.500"],
    );
}

#[test]
fn given_and_random_cells_say_where_they_are_from() {
    let mut report = attention();
    panel(&report, cell("x", 1, 0), &["x[dog, thing] = 1.00   given: set by hand"]);
    for step in &mut report.steps {
        step.tables.iter_mut().for_each(|table| {
            if table.rows.len() == 6 {
                table.rows[1] = "blarg".to_owned();
                table.random_rows = vec![1];
            }
            if table.cols.len() == 6 {
                table.cols[1] = "blarg".to_owned();
            }
        });
    }
    panel(
        &report,
        cell("x", 1, 0),
        &[
            "x[blarg, thing] = 1.00   given: a random stand-in, drawn from the letters of",
            "? not in the lexicon: random numbers made from the word",
        ],
    );
    let shown = picture(&lesson(&report, &at(7), 84, 30).body);
    assert!(shown.contains("             the      blarg?   barked"), "{shown}");
    assert!(shown.contains("  blarg?    .102 ▁"), "{shown}");
}

#[test]
fn everything_drawn_has_an_ascii_form() {
    let report = masked();
    for step in 0..report.steps.len() {
        for cells in [40, 118] {
            let shown = lesson(&report, &at(step), cells, 12);
            for line in shown.head.lines.iter().chain(&shown.body.lines).chain(&shown.foot.lines) {
                let plain = line.plain();
                // Mathematical signs stay what they are.
                let plain = plain.replace(['√', '≤', '≥', '≈', '∞', 'ᵀ'], "");
                assert!(crate::ink::ascii(&plain).is_ascii(), "{plain}");
            }
        }
    }
}
