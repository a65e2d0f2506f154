//! Guesses and comparisons over every demo.

use super::super::difference::first_difference;
use super::super::labels::distinct;
use super::super::number::exact;
use super::*;
use fingerpost_demos::report::Answer;

fn at(step: usize) -> LessonView {
    LessonView { step, ..LessonView::default() }
}

/// The text at the place of a cell.
fn shown_at(lesson: &Lesson, cell: &CellRef) -> Option<String> {
    let target = LessonTarget::Cell(cell.clone());
    let place = lesson.body.places.iter().find(|place| place.target == target)?;
    // Plain characters stand before a number, each one cell wide unless it is a label's.
    let line = lesson.body.lines[place.line].spans.iter().map(|span| span.text.as_str());
    let mut column = 0;
    let mut text = String::new();
    for c in line.collect::<String>().chars() {
        if (place.column..place.column + place.width).contains(&column) {
            text.push(c);
        }
        column += width(c.encode_utf8(&mut [0; 4]));
    }
    Some(text.trim_matches(['[', ']', ' ']).to_owned())
}

#[test]
fn every_question_covers_its_answer_and_takes_it() {
    let mut asked = 0;
    for report in reports() {
        for step in 0..report.steps.len() {
            let Some(question) = prepared_question(&report, step) else { continue };
            asked += 1;
            let cell = question.answer_cell(&report).unwrap();
            for cells in [40, 118] {
                let aids = Aids { guess: Some(&question), ..Aids::default() };
                let shown = lesson_with(&report, &at(step), &aids, (cells, 24));
                sound(&shown.body, cells);
                if let Some(text) = shown_at(&shown, &cell) {
                    assert_eq!(text, "?", "{}: {cell:?}", report.demo);
                }
                assert!(shown.focus_line.is_some(), "{}: {}", report.demo, question.ask);
            }
            let table = report.table(&cell.table).unwrap();
            let answer = match report.steps[step].guess.as_ref().map(|guess| &guess.answer) {
                Some(Answer::LargestInRow { .. }) => distinct(&table.cols)[cell.col].clone(),
                Some(Answer::LargestInColumn { .. }) => distinct(&table.rows)[cell.row].clone(),
                _ => exact(report.at(&cell).unwrap()),
            };
            let verdict = question.judge(&report, &answer).unwrap();
            assert!(verdict.right, "{}: {} {answer}: {verdict:?}", report.demo, question.ask);
            assert!(question.judge(&report, "\u{1b}?!").is_err());
        }
    }
    assert!(asked > 40, "only {asked} questions");
}

#[test]
fn the_number_of_any_table_can_be_asked_for() {
    for demo in REGISTRY {
        let report = fingerpost_demos::run(demo.spec().name, &[]).unwrap();
        for (step, table) in report
            .steps
            .iter()
            .enumerate()
            .flat_map(|(index, step)| step.tables.iter().map(move |table| (index, table)))
        {
            let cell = CellRef { table: table.id.clone(), row: 0, col: 0 };
            let question = cell_question(&report, &cell).unwrap();
            let aids = Aids { guess: Some(&question), ..Aids::default() };
            let shown = lesson_with(&report, &at(step), &aids, (80, 24));
            sound(&shown.body, 80);
            assert_eq!(shown_at(&shown, &cell).as_deref(), Some("?"), "{}: {cell:?}", report.demo);
            let typed = exact(report.at(&cell).unwrap());
            assert!(question.judge(&report, &typed).unwrap().right, "{}: {cell:?}", report.demo);
        }
    }
}

#[test]
fn what_a_break_changes_is_shown_in_every_demo() {
    for demo in REGISTRY {
        let name = demo.spec().name;
        let before = fingerpost_demos::run(name, &[]).unwrap();
        for broken in demo.spec().breaks {
            let set = broken.settings(&|name| before.param_text(name));
            let now = fingerpost_demos::run(name, &set).unwrap();
            let first = first_difference(&before, &now);
            let first = first.unwrap_or_else(|| panic!("{name}: {} changes nothing", broken.what));
            for (beside, cells) in [(false, 40), (false, 80), (true, 118), (true, 160)] {
                let base = Some(Base { report: &before, name: "A", beside });
                let aids = Aids { base, ..Aids::default() };
                for step in [0, first, telling_step(&now)] {
                    let shown = lesson_with(&now, &at(step), &aids, (cells, 24));
                    sound(&shown.body, cells);
                    let text =
                        picture(&shown.body).split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(text.contains("compared with A: "), "{name}: {text}");
                    let same = text.contains("no number changes here");
                    assert!(step != first || !same, "{name}: {text}");
                }
            }
        }
    }
}
