//! What can be copied: a table, and the command line that shows the same state again.

use super::labels;
use super::number::exact;
use crate::ink::{clean_line, width};
use fingerpost_demos::report::{CellRef, Report, Table};
use std::fmt::Write;

/// The table with tabs between its columns, every number with all its digits.
pub fn tsv(table: &Table) -> String {
    let cell = |text: &str| clean_line(text).into_owned();
    let mut out = String::new();
    for label in labels::distinct(&table.cols) {
        out.push('\t');
        out.push_str(&cell(&label));
    }
    out.push('\n');
    for (row, label) in table.values.rows().into_iter().zip(labels::distinct(&table.rows)) {
        out.push_str(&cell(&label));
        for value in row {
            out.push('\t');
            out.push_str(&exact(*value));
        }
        out.push('\n');
    }
    out
}

/// The table as Markdown, every number with all its digits; the columns stand under each other in
/// the source too.
pub fn markdown(table: &Table) -> String {
    let columns = labels::distinct(&table.cols);
    let head = std::iter::once(&table.id).chain(&columns).map(|text| cell_text(text));
    let mut rows: Vec<Vec<String>> = vec![head.collect()];
    for (row, label) in table.values.rows().into_iter().zip(labels::distinct(&table.rows)) {
        let numbers = row.iter().map(|value| exact(*value));
        rows.push(std::iter::once(cell_text(&label)).chain(numbers).collect());
    }
    let wide = |col: usize| {
        let cells = rows.iter().filter_map(|row| row.get(col));
        cells.map(|text| width(text)).max().unwrap_or(0).max(3)
    };
    let widths: Vec<usize> = (0..=columns.len()).map(wide).collect();
    let rules = widths.iter().enumerate().map(|(col, wide)| {
        if col == 0 { "-".repeat(*wide) } else { format!("{}:", "-".repeat(wide - 1)) }
    });
    rows.insert(1, rules.collect());
    let mut out = String::new();
    for row in rows {
        for (col, (text, wide)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(wide - width(text));
            let (before, after) = if col == 0 { ("", &*space) } else { (&*space, "") };
            let _ = write!(out, "| {before}{text}{after} ");
        }
        out.push_str("|\n");
    }
    out
}

/// A label inside a table of Markdown: what would end the cell or be taken for markup is escaped.
fn cell_text(text: &str) -> String {
    let mut out = String::new();
    for c in clean_line(text).chars() {
        if "\\|*`<".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The command line that gives this report, or this cell of it: only what differs from the
/// defaults is set.
pub fn command(report: &Report, cell: Option<&CellRef>) -> String {
    let spec = fingerpost_demos::find(report.demo).map(fingerpost_demos::Demo::spec);
    let mut out = format!("fingerpost demo {}", report.demo);
    for (name, value) in &report.params {
        let default = spec.and_then(|spec| spec.param(name)).map(|param| param.default);
        if default != Some(value.as_str()) {
            let _ = write!(out, " --set {name}={}", quoted(value));
        }
    }
    if let Some(cell) = cell {
        let cell = format!("{}:{},{}", cell.table, cell.row, cell.col);
        let _ = write!(out, " --cell {}", quoted(&cell));
    }
    out
}

/// One word for a POSIX shell. What a terminal would act on is shown instead of kept.
fn quoted(word: &str) -> String {
    let word = clean_line(word);
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{attention, table};
    use super::*;
    use fingerpost_demos::report::{Kind, Rule, Source};
    use ndarray::array;

    #[test]
    fn tables_are_copied_with_labels() {
        let given = Rule::Given { from: Source::Data };
        let values = array![[0.1 + 0.2, f64::NEG_INFINITY], [-0.0, 1.0]];
        let table =
            table("w|x", Kind::Weight, ("", &["a\tb", "a|"]), ("", &["p", "p"]), values, given);
        assert_eq!(tsv(&table), "\tp\tp(2)\na b\t0.30000000000000004\t-inf\na|\t0\t1\n");
        let wanted = "\
| w\\|x |                   p | p(2) |
| ---- | ------------------: | ---: |
| a b  | 0.30000000000000004 | -inf |
| a\\|  |                   0 |    1 |
";
        assert_eq!(markdown(&table), wanted);
    }

    #[test]
    fn the_command_line_is_quoted_for_a_shell() {
        let mut report = attention();
        report.demo = "no-such-demo";
        report.params = vec![
            ("text".to_owned(), "it's \u{1b}[2J $HOME".to_owned()),
            ("mask".to_owned(), "causal".to_owned()),
            ("x".to_owned(), String::new()),
        ];
        let cell = CellRef { table: "weights".to_owned(), row: 4, col: 1 };
        let wanted = "fingerpost demo no-such-demo --set text='it'\\''s ␛[2J $HOME' --set mask=causal --set x=''";
        assert_eq!(command(&report, None), wanted);
        assert_eq!(command(&report, Some(&cell)), format!("{wanted} --cell weights:4,1"));
    }
}
