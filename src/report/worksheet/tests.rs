//! Every demo's sheet, at its defaults and with everything broken that it offers to break.

use super::super::labels::{cell_name, distinct};
use super::super::number::{shown, spoken};
use super::super::{expression, run};
use super::*;
use fingerpost_demos::report::CellRef;
use fingerpost_demos::{REGISTRY, evaluate};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A report with its sheet and its key, 80 wide.
struct Case {
    title: String,
    report: Report,
    asked: Asked,
    sheet: Vec<String>,
    key: Vec<String>,
}

impl Case {
    fn of(title: String, report: Report) -> Self {
        let sheet = plain(&worksheet(&report, 80));
        let key = plain(&answered_worksheet(&report, 80));
        Self { title, asked: Asked::of(&report), report, sheet, key }
    }
}

/// Every report that a reader comes to by the keys alone.
fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(all_cases);
    &CASES
}

fn all_cases() -> Vec<Case> {
    let mut found = Vec::new();
    for demo in REGISTRY {
        let spec = demo.spec();
        let plain = run(spec.name, &[]).unwrap();
        for broken in spec.breaks {
            let set = broken.settings(&|name| plain.param_text(name));
            let title = format!("{}: {}", spec.name, broken.what);
            found.push(Case::of(title, run(spec.name, &set).unwrap()));
        }
        found.push(Case::of(spec.name.to_owned(), plain));
    }
    found
}

fn plain(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::plain).collect()
}

/// The blanks of a sheet: tag, line, first and last place of its line of underscores.
fn blanks(sheet: &[String]) -> Vec<(String, usize, usize, usize)> {
    let mut found = Vec::new();
    for (index, line) in sheet.iter().enumerate() {
        let line: Vec<char> = line.chars().collect();
        for open in (0..line.len()).filter(|at| line[*at] == '(') {
            let Some(length) = line[open..].iter().position(|c| *c == ')') else { continue };
            let start = open + length + 2;
            let end = (start..line.len()).find(|at| line[*at] != '_').unwrap_or(line.len());
            if end >= start + 4 {
                let tag = line[open + 1..open + length].iter().collect();
                found.push((tag, index, start, end));
            }
        }
    }
    found
}

/// Puts the key's answers into the blanks: what was put in, by tag, and the sheet that it makes.
fn filled(sheet: &[String], key: &[String]) -> (BTreeMap<String, String>, Vec<String>) {
    let (mut answers, mut made) = (BTreeMap::new(), sheet.to_vec());
    for (tag, line, start, end) in blanks(sheet) {
        let answer: String = key[line].chars().skip(start).take(end - start).collect();
        let before: String = made[line].chars().take(start).collect();
        let after: String = made[line].chars().skip(end).collect();
        made[line] = before + &answer + &after;
        assert!(answers.insert(tag.clone(), answer.trim().to_owned()).is_none(), "two of {tag}");
    }
    (answers, made)
}

#[test]
fn the_key_is_the_sheet_with_its_blanks_filled() {
    for Case { title, report, asked, sheet, key } in cases() {
        let (answers, made) = filled(sheet, key);
        assert_eq!(made, key[..sheet.len()], "{title}");
        assert!(key.iter().all(|line| width(line) <= 80), "{title}");
        let guesses = report.steps.iter().filter(|step| step.guess.is_some()).count();
        let checks: usize = report.steps.iter().map(|step| step.checks.len()).sum();
        assert_eq!(answers.len(), asked.iter().count() + guesses + checks, "{title}");
        for (number, cell) in asked.iter() {
            let kind = report.table(&cell.table).unwrap().kind;
            let answer = &answers[&number.to_string()];
            assert_eq!(*answer, shown(report.at(cell).unwrap(), kind), "{title}: ({number})");
        }
        for (check, count) in report.steps.iter().flat_map(|step| &step.checks).zip(1..) {
            let answer = if check.holds() { "yes" } else { "no" };
            assert_eq!(answers[&format!("C{count}")], answer, "{title}: {}", check.claim);
        }
        let blanks = asked.iter().count();
        // A break may leave little that is a number at all.
        let least = if *title == report.demo { 4 } else { 1 };
        assert!((least..=36).contains(&blanks), "{title}: {blanks} blanks");
    }
}

#[test]
fn every_answer_is_worked_out() {
    for Case { title, report, asked, sheet, key } in cases() {
        let worked =
            key[sheet.len()..].iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        for (number, cell) in asked.iter() {
            let value = report.at(cell).unwrap();
            let opened = evaluate::open(report, cell).unwrap();
            let made = expression::parse(&opened.expression).unwrap().value().unwrap();
            assert!((made - value).abs() <= 1e-9 * value.abs().max(1.0), "{title}: {cell:?}");
            let start = format!("({number}) {} = ", cell_name(report, cell));
            let at = worked.find(&start).unwrap_or_else(|| panic!("{title}: no {start}"));
            let rest = &worked[at + start.len()..];
            let next = format!(" ({}) ", number + 1);
            let own = rest.split(&next).next().unwrap();
            let own = own.split(" (G1) ").next().unwrap().split(" (C1) ").next().unwrap();
            let said = spoken(value, report.table(&cell.table).unwrap().kind);
            assert!(own.ends_with(&format!(" = {said}")), "{title}: ({number}) {own}");
            assert!(!own.contains('…') || cell.table.contains('…'), "{title}: ({number}) {own}");
        }
    }
}

/// The lines of a table on a sheet that stand for one of its rows.
fn rows_of<'a>(sheet: &'a [String], table: &str, label: &str) -> Vec<&'a String> {
    let caption = format!("  {table}");
    let is_caption = |pair: &[String]| {
        (pair[0].is_empty() || pair[0] == "Given")
            && (pair[1] == caption || pair[1].starts_with(&format!("{caption}   ")))
    };
    let start = sheet.windows(2).position(is_caption).map(|at| at + 1);
    let start = start.unwrap_or_else(|| panic!("{table} is not on the sheet"));
    let begins: String = label.chars().take(8).collect();
    sheet[start + 1..]
        .iter()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.get(2..).is_some_and(|rest| rest.starts_with(&begins)))
        .collect()
}

#[test]
fn what_a_blank_needs_stands_before_it() {
    for Case { title, report, asked, sheet, .. } in cases() {
        for (number, cell) in asked.iter() {
            for (operand, value) in evaluate::open(report, cell).unwrap().operands {
                let table = report.table(&operand.table).unwrap();
                let earlier = asked.repeats(report, &operand).map(|earlier| {
                    assert!(earlier < number, "{title}: ({number}) needs ({earlier})");
                    match asked.number(&operand) {
                        Some(own) => format!("({own}) ____"),
                        None => format!("=({earlier})"),
                    }
                });
                let wanted = earlier.unwrap_or_else(|| shown(value, table.kind));
                let label = &distinct(&table.rows)[operand.row];
                let rows = rows_of(sheet, &table.id, label);
                let there = rows.iter().any(|row| row.contains(&wanted));
                assert!(there, "{title}: ({number}) needs {operand:?}, {wanted}: {rows:?}");
            }
        }
    }
}

#[test]
fn sheets_fit_their_width() {
    for Case { title, report, .. } in cases().iter().filter(|case| case.title == case.report.demo) {
        for cells in [40, 132] {
            for lines in [worksheet(report, cells), answered_worksheet(report, cells)] {
                for line in lines {
                    assert!(line.width() <= cells, "{title}, {cells}: {}", line.plain());
                }
            }
        }
    }
}

#[test]
fn a_lesson_is_followed_to_the_row_that_it_looks_at() {
    let report = run("attention", &[]).unwrap();
    let asked = Asked::of(&report);
    let rows = |table: &str| -> Vec<(usize, usize)> {
        let cells = asked.iter().filter(|(_, cell)| cell.table == table);
        cells.map(|(_, cell)| (cell.row, cell.col)).collect()
    };
    let row = |row: usize| (0..6).map(move |col| (row, col));
    for table in ["scores", "scaled"] {
        assert_eq!(rows(table), row(4).collect::<Vec<_>>(), "{table}");
    }
    // The question of this step is about another row.
    assert_eq!(rows("weights"), row(4).chain(row(5)).collect::<Vec<_>>());
    assert_eq!(rows("q"), [(4, 0), (4, 1)]);
    assert_eq!(rows("output"), [(4, 0), (4, 1)]);
    // What is given is never asked.
    assert_eq!(rows("x"), []);
}

#[test]
fn a_copy_points_to_the_answer_that_it_repeats() {
    let report = run("backpropagation", &[]).unwrap();
    let asked = Asked::of(&report);
    let cell = |table: &str, row, col| CellRef { table: table.to_owned(), row, col };
    let of_h = asked.number(&cell("h", 0, 1)).unwrap();
    assert_eq!(asked.repeats(&report, &cell("h_turned", 1, 0)), Some(of_h));
    let sheet = plain(&worksheet(&report, 80));
    let row = rows_of(&sheet, "h_turned", "h2");
    assert!(row[0].ends_with(&format!(" =({of_h})")), "{row:?}");
}

/// Step by step and at once, with a cache and without: what is asked in one way is not told in
/// the other.
#[test]
fn no_answer_is_printed_elsewhere() {
    let report = run("layer-norm", &[]).unwrap();
    let sheet = plain(&worksheet(&report, 80));
    let row = rows_of(&sheet, "divided", "3");
    assert!(row[0].contains(" ·"), "{row:?}");
    // A row whose numbers nobody is asked for stays as it is.
    assert!(!rows_of(&sheet, "divided", "1")[0].contains('·'));
    let cached = plain(&worksheet(&run("kv-cache", &[]).unwrap(), 80));
    assert!(rows_of(&cached, "weights", "dog")[0].contains(" ·"));
    // What is masked, and whole numbers, are the same by chance.
    let report = run("sparse", &[]).unwrap();
    let sheet = plain(&worksheet(&report, 80));
    for table in ["masked", "apart", "distance"] {
        let hidden = rows_of(&sheet, table, "").iter().any(|row| row.contains(" ·"));
        assert!(!hidden, "{table}");
    }
}

#[test]
fn a_sheet_of_the_readers_own_numbers_is_theirs() {
    let set = [("scores".to_owned(), "1 4; 2 2".to_owned())];
    let report = run("softmax", &set).unwrap();
    let sheet = plain(&worksheet(&report, 80)).join("\n");
    assert!(sheet.contains("fingerpost demo softmax --set scores='1 4; 2 2' --worksheet"));
    let asked = Asked::of(&report);
    assert!(asked.iter().any(|(_, cell)| cell.table == "weights"));
    // Two scores that are equal share evenly: that stands in the key, and only there.
    let key = plain(&answered_worksheet(&report, 80)).join("\n");
    assert!(key.contains(".500") && !sheet.contains(".500"), "{sheet}");
}
