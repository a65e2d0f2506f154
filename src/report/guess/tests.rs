use super::super::fixture::attention;
use super::*;
use fingerpost_demos::report::Guess;

fn cell(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

fn asked(answer: Answer) -> (Report, Question) {
    let mut report = attention();
    report.steps[7].guess = Some(Guess { ask: "Which?".to_owned(), answer });
    let question = prepared_question(&report, 7).unwrap();
    (report, question)
}

#[track_caller]
fn says(report: &Report, question: &Question, typed: &str, right: bool, wanted: &str) {
    let verdict = question.judge(report, typed).unwrap();
    assert_eq!((verdict.says.as_str(), verdict.right), (wanted, right), "{typed}");
}

#[test]
fn a_choice_is_taken_by_label_first_letters_or_number() {
    let row = Answer::LargestInRow { table: "weights".to_owned(), row: 5 };
    let (report, question) = asked(row);
    assert_eq!(
        question.how,
        "Type one of the, dog, barked, because, it, saw, or its number from 1."
    );
    for typed in ["dog", "DOG", " d", "2"] {
        says(&report, &question, typed, true, "You guessed dog (.648), and that is right.");
    }
    says(&report, &question, "bar", false, "You guessed barked (.041). It is dog (.648).");
    for (typed, wanted) in [
        ("b", "\"b\" may be barked or because; more letters are needed"),
        ("cat", "\"cat\" is given; one of the, dog, barked, because, it, saw is expected"),
        ("", "\"\" is given; one of the, dog, barked, because, it, saw is expected"),
        ("7", "\"7\" is given; one of the, dog, barked, because, it, saw is expected"),
        ("0", "\"0\" is given; one of the, dog, barked, because, it, saw is expected"),
    ] {
        assert_eq!(question.judge(&report, typed), Err(wanted.to_owned()));
    }
}

#[test]
fn of_equal_numbers_any_is_right_and_a_column_is_judged_by_its_rows() {
    let row = Answer::LargestInRow { table: "weights".to_owned(), row: 0 };
    let (report, question) = asked(row);
    for typed in ["barked", "saw"] {
        assert!(question.judge(&report, typed).unwrap().right, "{typed}");
    }
    let column = Answer::LargestInColumn { table: "weights".to_owned(), col: 1 };
    let (report, question) = asked(column);
    says(&report, &question, "saw", false, "You guessed saw (.648). It is it (.702).");
    assert_eq!(question.covers(&report), ("weights".to_owned(), Hidden::Column(1)));
}

#[test]
fn two_decimals_are_enough_for_a_cell() {
    let report = attention();
    let question = cell_question(&report, &cell("weights", 4, 1)).unwrap();
    assert_eq!(question.ask, "What is weights[it, dog]?");
    for typed in ["0.70", ".7", "0,702", "70 %", "7/10", "0.7019"] {
        let wanted = format!("You guessed {typed}, and that is right: weights[it, dog] is 0.702.");
        says(&report, &question, typed, true, &wanted);
    }
    // 0.1351, shown as .135, is 0.14 in two decimals.
    let question = cell_question(&report, &cell("weights", 0, 0)).unwrap();
    for (typed, right) in [("0.14", true), ("0.135", true), ("0.13", false), ("0.15", false)] {
        assert_eq!(question.judge(&report, typed).unwrap().right, right, "{typed}");
    }
    for typed in ["", "abc", "1/", "--1"] {
        let why = question.judge(&report, typed).unwrap_err();
        assert!(why.contains("a number is expected"), "{why}");
    }
    assert_eq!(cell_question(&report, &cell("weights", 40, 1)), None);
}

#[test]
fn a_wrong_number_is_explained_by_the_mistake_that_makes_it() {
    let report = attention();
    let question = cell_question(&report, &cell("weights", 4, 1)).unwrap();
    let wanted = "You guessed 0.85. weights[it, dog] is 0.702. \
                  0.848 is what comes out without the scaling by 1/√2.";
    says(&report, &question, "0.85", false, wanted);
    let wanted = "You guessed 42. weights[it, dog] is 0.702.";
    says(&report, &question, "42", false, wanted);
}

#[test]
fn a_prepared_number_keeps_its_own_tolerance() {
    let answer = Answer::Number { cell: cell("weights", 4, 1), tolerance: 0.1 };
    let (report, question) = asked(answer);
    assert_eq!(question.how, "A number within 0.1 is right.");
    assert!(question.judge(&report, "0.62").unwrap().right);
    assert!(!question.judge(&report, "0.59").unwrap().right);
}

#[test]
fn a_number_that_follows_from_its_neighbours_is_covered_with_them() {
    let report = attention();
    let of = |table: &str| cell_question(&report, &cell(table, 4, 1)).unwrap().covers(&report).1;
    assert_eq!([of("weights"), of("scaled")], [Hidden::Row(4), Hidden::Cell(4, 1)]);
}
