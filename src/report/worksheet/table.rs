//! One computed table on a sheet: numbers, blanks, and places that repeat an earlier answer.

use super::super::layout::{blank, wrapped};
use super::super::{labels, number, words};
use super::{Blank, Sheet};
use crate::ink::{Drawn, Line, Role, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Rule, Table};
use std::collections::BTreeSet;

/// Rows and columns beyond this many are only printed where they are needed.
const FULL: usize = 10;
/// Stands for a number that would give an answer away.
const HIDDEN: &str = "·";
/// A label takes at most these cells.
const LABEL: usize = 20;

impl Sheet<'_> {
    /// The table, if something of it is asked or needed.
    pub(super) fn table(&self, table: &Table, out: &mut Drawn<()>) {
        if super::is_given(table) {
            return;
        }
        let Some(needed) = self.needed(table) else { return };
        let (rows, cols) = table.values.dim();
        let rows = chosen(rows, needed.iter().map(|place| place.0));
        let cols = chosen(cols, needed.iter().map(|place| place.1));
        blank(out);
        let mut caption = Line::of(format!("  {}", table.id), Role::Math);
        let axes = words::axes(table);
        if !axes.is_empty() && caption.width() + 3 + width(&axes) <= self.cells {
            caption.push(format!("   {axes}"), Role::Dim);
        }
        out.lines.push(caption.cut(self.cells));
        self.grid(table, (&rows, &cols), &needed, out);
        self.how(table, out);
    }

    /// The places of the table that are asked for or read by what is asked for.
    fn needed(&self, table: &Table) -> Option<Vec<(usize, usize)>> {
        let mut found = BTreeSet::new();
        for (_, cell) in self.asked.iter() {
            if cell.table == table.id {
                found.insert((cell.row, cell.col));
            }
            let reads = self.report.table(&cell.table).map_or(&[][..], |table| table.rule.of());
            if !reads.contains(&table.id) {
                continue;
            }
            let opened = evaluate::open(self.report, cell);
            for (operand, _) in opened.iter().flat_map(|opened| &opened.operands) {
                if operand.table == table.id {
                    found.insert((operand.row, operand.col));
                }
            }
        }
        (!found.is_empty()).then(|| found.into_iter().collect())
    }

    fn grid(
        &self,
        table: &Table,
        (rows, cols): (&[usize], &[usize]),
        needed: &[(usize, usize)],
        out: &mut Drawn<()>,
    ) {
        let names = labels::distinct(&table.rows);
        let name = |row: usize| {
            let mark = if table.random_rows.contains(&row) { "?" } else { "" };
            format!("{}{mark}", labels::cut(names.get(row).map_or("", |name| name), LABEL))
        };
        let margin = rows.iter().map(|row| width(&name(*row))).max().unwrap_or(0);
        let heads = labels::distinct(&table.cols);
        let mut columns = Vec::new();
        for col in cols {
            let head = labels::cut(heads.get(*col).map_or("", |head| head), LABEL);
            let cells = rows.iter().map(|row| {
                let hides = !needed.contains(&(*row, *col)) && self.gives_away(table, *row, *col);
                if hides { (HIDDEN.to_owned(), Role::Dim) } else { self.cell(table, *row, *col) }
            });
            let cells: Vec<_> = cells.collect();
            columns.push(Column::of(head, cells));
        }
        let mut from = 0;
        while from < columns.len() {
            let to = fitting(&columns, from, self.cells.saturating_sub(2 + margin));
            let part = &columns[from..to];
            let mut line = Line::of(" ".repeat(2 + margin), Role::Text);
            for column in part {
                line.push(right(&column.head, column.width + 2), Role::TableHead);
            }
            if !line.plain().trim().is_empty() {
                out.lines.push(line.cut(self.cells));
            }
            for (index, row) in rows.iter().enumerate() {
                let mut line = Line::of(format!("  {}", name(*row)), Role::Label);
                line.pad_to(2 + margin);
                for column in part {
                    let (text, role) = &column.cells[index];
                    line.push(right(text, column.width + 2), *role);
                }
                out.lines.push(line.cut(self.cells));
            }
            from = to;
        }
    }

    fn cell(&self, table: &Table, row: usize, col: usize) -> (String, Role) {
        let cell = CellRef { table: table.id.clone(), row, col };
        if let Some(found) = self.asked.number(&cell) {
            return (self.asked_cell(table, found, &cell).text(self.key), Role::Strong);
        }
        match self.asked.repeats(self.report, &cell) {
            Some(earlier) => (format!("=({earlier})"), Role::Dim),
            None => (number::shown(table.values[(row, col)], table.kind), Role::Text),
        }
    }

    /// Whether a number that no blank needs is the answer to one of another table.
    fn gives_away(&self, table: &Table, row: usize, col: usize) -> bool {
        let value = table.values[(row, col)];
        // Whole numbers are the same by chance.
        if !value.is_finite() || (value - value.round()).abs() < 1e-6 {
            return false;
        }
        let mut elsewhere = self.asked.iter().filter(|(_, cell)| cell.table != table.id);
        elsewhere.any(|(_, cell)| {
            let answer = self.report.at(cell).unwrap_or(f64::NAN);
            (answer - value).abs() <= 1e-9 * value.abs()
        })
    }

    fn asked_cell(&self, table: &Table, found: usize, cell: &CellRef) -> Blank {
        let value = self.report.at(cell).unwrap_or(f64::NAN);
        let digits = table.values.iter().map(|value| width(&number::shown(*value, table.kind)));
        let tag = found.to_string();
        let answer = number::shown(value, table.kind);
        Blank { tag, answer, width: digits.max().unwrap_or(0).max(4) }
    }

    /// What is done for the first blank of the table, in words.
    fn how(&self, table: &Table, out: &mut Drawn<()>) {
        let mut here = self.asked.iter().filter(|(_, cell)| cell.table == table.id);
        let Some((number, cell)) = here.next() else { return };
        let more = if here.next().is_some() { "; the others alike" } else { "" };
        let says = evaluate::open(self.report, cell).map(|opened| opened.says).unwrap_or_default();
        let text = format!("({number}): {says}{}{more}.", settings(table, cell));
        let lines = wrapped(&text, self.cells.saturating_sub(4));
        super::say(out, lines, 4, Role::Dim);
    }
}

/// What a rule needs beside its tables.
fn settings(table: &Table, cell: &CellRef) -> String {
    match &table.rule {
        Rule::Normalize { eps, .. } => {
            format!(", {} added under the root", number::exact(*eps))
        }
        Rule::Rotate { base, positions, .. } => {
            let (pair, width) = (cell.col / 2, table.values.ncols());
            let position = positions.get(cell.row).copied().unwrap_or(f64::NAN);
            let (position, base) = (number::exact(position), number::exact(*base));
            format!(": by the angle {position} × {base}^(−{} / {width})", 2 * pair)
        }
        _ => String::new(),
    }
}

/// A column of a table as text.
struct Column {
    head: String,
    cells: Vec<(String, Role)>,
    width: usize,
}

impl Column {
    fn of(head: String, cells: Vec<(String, Role)>) -> Self {
        let widest = cells.iter().map(|(text, _)| width(text)).max().unwrap_or(0);
        let width = widest.max(width(&head));
        Self { head, cells, width }
    }
}

/// One past the last column that fits beside `from`, at least one.
fn fitting(columns: &[Column], from: usize, room: usize) -> usize {
    let mut used = 0;
    let mut to = from;
    while to < columns.len() && (to == from || used + columns[to].width + 2 <= room) {
        used += columns[to].width + 2;
        to += 1;
    }
    to
}

/// All of few, of many those that are needed.
fn chosen(count: usize, needed: impl Iterator<Item = usize>) -> Vec<usize> {
    if count <= FULL {
        return (0..count).collect();
    }
    needed.collect::<BTreeSet<_>>().into_iter().collect()
}

fn right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}
