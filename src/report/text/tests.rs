use super::super::fixture::{attention, picture, single, softmax, table};
use super::*;
use fingerpost_demos::report::{Axis, CellRef, Kind, Rule, Source};
use ndarray::Array2;

fn shown(report: &Report, cells: usize) -> String {
    picture(&Drawn::<()> { lines: text(report, cells), places: Vec::new() })
}

#[test]
fn every_table_and_check_is_in_the_text() {
    let report = attention();
    for cells in [40, 80, 118] {
        let text = shown(&report, cells);
        for table in report.tables() {
            assert!(text.contains(&format!("  {}", table.id)), "{} at {cells}", table.id);
        }
        assert!(text.contains("A weight is not an explanation."));
        assert!(!text.contains('…') && !text.contains(" more"), "nothing is cut:\n{text}");
        assert!(text.lines().all(|line| width(line) <= cells), "{cells}");
    }
    let text = shown(&report, 80);
    assert!(text.contains("8 of 9  weights\n"), "{text}");
    assert!(text.contains("  weights   axes: asks ↓   looks at →\n"), "{text}");
    assert!(
        text.contains(
            "  it        .029 ▁   .702 ▆   .036 ▁   .029 ▁   .159 ▂   .045 ▁    │ 1.000\n"
        )
    );
    assert!(text.contains("  entropy of \"it\": 1.01 ≤ 1.792 ✓\n"), "{text}");
}

#[test]
fn wide_tables_are_cut_into_groups_of_columns() {
    let words: Vec<String> = (0..20).map(|n| format!("w{n}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let values = softmax(&Array2::from_shape_fn((2, 20), |(row, col)| (row * col) as f64 / 10.0));
    let rule = Rule::Softmax { of: ["s".to_owned()], axis: Axis::Row };
    let wide =
        table("weights", Kind::Weight, ("asks", &words[..2]), ("looks at", &words), values, rule);
    let text = shown(&single(wide), 80);
    for group in ["columns 1 to 8 of 20", "columns 9 to 16 of 20", "columns 17 to 20 of 20"] {
        assert!(text.contains(group), "{text}");
    }
    assert_eq!(text.matches("sum").count(), 1, "{text}");
    assert_eq!(text.matches("│1.000").count() + text.matches("│ 1.000").count(), 2, "{text}");
}

#[test]
fn one_column_and_no_rows_do_not_stop_it() {
    let given = || Rule::Given { from: Source::Data };
    let tall =
        table("x", Kind::Number, ("", &["a", "b"]), ("", &[""]), Array2::zeros((2, 1)), given());
    assert!(shown(&single(tall), 40).contains("  x\n  a   0\n  b   0\n"));
    let empty = table("x", Kind::Number, ("", &[]), ("", &[]), Array2::zeros((0, 0)), given());
    assert!(shown(&single(empty), 40).contains("(no numbers)"));
}

#[test]
fn an_opened_cell_keeps_every_digit_and_term() {
    let report = attention();
    let cell = CellRef { table: "weights".to_owned(), row: 4, col: 1 };
    let opened = fingerpost_demos::evaluate::open(&report, &cell).unwrap();
    let lines = cell_text(&report, &opened, 80);
    let text = picture(&Drawn::<()> { lines, places: Vec::new() });
    assert!(text.starts_with("weights[it, dog] = 0.70"), "{text}");
    assert_eq!(text.matches("scaled:4,").count(), 6, "{text}");
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains(&opened.expression), "{text}");
    for (_, value) in &opened.operands {
        assert!(text.contains(&format!("= {value}")), "{text}");
    }
}

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    let mut report = attention();
    let hostile = "\u{1b}]52;c;x\u{7}\u{202e}\u{9b}2J";
    report.params[0].1 = hostile.to_owned();
    for step in &mut report.steps {
        step.says = hostile.repeat(9);
        for table in &mut step.tables {
            let words = table.rows.iter_mut().chain(&mut table.cols);
            words.for_each(|word| word.insert_str(0, hostile));
        }
    }
    for cells in [40, 80] {
        let text = shown(&report, cells);
        assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'));
        assert!(text.lines().all(|line| width(line) <= cells), "{text}");
    }
}
