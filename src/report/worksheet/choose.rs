//! Which cells a learner computes: what the lesson looks at and asks for first, then what leads
//! there, a row at a time, until the sheet is full.

use super::super::expression::Expression;
use super::super::words;
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{Answer, CellRef, Picture, Report, Rule, Step, Table};
use std::collections::{HashMap, HashSet};

/// A sheet has at most this many blanks.
pub const MOST: usize = 36;
/// Of one row, at most this many cells.
const OF_A_ROW: usize = 6;
/// Of a table that is one long column, at most this many.
const OF_A_COLUMN: usize = 4;
/// Arithmetic with more numbers than this is no work for paper.
const NUMBERS: usize = 40;

/// The cells that are asked for, numbered from 1 in the order of the lesson.
pub struct Asked {
    cells: Vec<CellRef>,
    numbers: HashMap<CellRef, usize>,
}

impl Asked {
    /// Chooses them.
    pub fn of(report: &Report) -> Self {
        let mut chosen = Chosen { report, cells: Vec::new(), seen: HashSet::new() };
        let lesson = Lesson::of(report);
        chosen.fill(lesson.guesses());
        chosen.fill(lesson.groups(|place| place.looked_at && place.is_new));
        chosen.fill(lesson.groups(|place| place.leads && place.is_new));
        chosen.fill(lesson.groups(|place| place.is_new));
        chosen.fill(lesson.groups(|place| place.looked_at));
        let order: HashMap<&str, usize> =
            report.tables().enumerate().map(|(index, table)| (table.id.as_str(), index)).collect();
        let mut cells = chosen.cells;
        cells.sort_by_key(|cell| (order.get(cell.table.as_str()).copied(), cell.row, cell.col));
        let numbers = cells.iter().cloned().zip(1..).collect();
        Self { cells, numbers }
    }

    /// In order, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &CellRef)> {
        (1..).zip(&self.cells)
    }

    /// The number of an asked cell.
    pub fn number(&self, cell: &CellRef) -> Option<usize> {
        self.numbers.get(cell).copied()
    }

    /// The number of the asked cell that this one only repeats.
    pub fn repeats(&self, report: &Report, cell: &CellRef) -> Option<usize> {
        self.number(&source(report, cell))
    }
}

/// The cell that a copied one comes from at the beginning; of another, itself.
fn source(report: &Report, cell: &CellRef) -> CellRef {
    let mut cell = cell.clone();
    // Every rule reads earlier tables only, so this ends.
    while let Some(from) = copied(report, &cell) {
        cell = from;
    }
    cell
}

fn copied(report: &Report, cell: &CellRef) -> Option<CellRef> {
    let opened = evaluate::open(report, cell)?;
    let [(from, _)] = opened.operands.as_slice() else { return None };
    let same = report.at(from)?.to_bits() == opened.value.to_bits();
    let plain = is_once(report, cell) || words::arithmetic(report, cell)?.is_plain();
    (same && plain).then(|| from.clone())
}

/// Whether a cell is another one, taken once.
fn is_once(report: &Report, cell: &CellRef) -> bool {
    report.table(&cell.table).is_some_and(|table| match table.rule {
        Rule::Scale { factor, .. } => factor.to_bits() == 1_f64.to_bits(),
        _ => false,
    })
}

/// The cells chosen so far.
struct Chosen<'a> {
    report: &'a Report,
    cells: Vec<CellRef>,
    seen: HashSet<CellRef>,
}

impl Chosen<'_> {
    /// One cell of each group, then a second one of each, while there is room.
    fn fill(&mut self, mut groups: Vec<Vec<CellRef>>) {
        for group in &mut groups {
            group.retain(|cell| is_work(self.report, cell));
        }
        let longest = groups.iter().map(Vec::len).max().unwrap_or(0);
        for cell in (0..longest).flat_map(|round| groups.iter().filter_map(move |g| g.get(round))) {
            if self.cells.len() < MOST && self.seen.insert(cell.clone()) {
                self.cells.push(cell.clone());
            }
        }
    }
}

/// Whether a cell is computed, and can be on paper.
pub fn is_work(report: &Report, cell: &CellRef) -> bool {
    let Some(value) = report.at(cell).filter(|value| value.is_finite()) else { return false };
    let Some(expression) = words::arithmetic(report, cell) else { return false };
    let Some(made) = expression.value() else { return false };
    let close = (made - value).abs() <= 1e-9 * value.abs().max(1.0);
    let copied = expression.is_plain() || is_once(report, cell);
    close && !copied && numbers(&expression) <= NUMBERS
}

/// How many numbers stand in an expression.
fn numbers(expression: &Expression) -> usize {
    match expression {
        Expression::Number(_) => 1,
        Expression::Euler => 0,
        Expression::Negative(inner) => numbers(inner),
        Expression::Sum(terms) => terms.iter().map(|(_, term)| numbers(term)).sum(),
        Expression::Product(parts) | Expression::Call(_, parts) => parts.iter().map(numbers).sum(),
        Expression::Quotient(a, b) | Expression::Power(a, b) => numbers(a) + numbers(b),
    }
}

/// Whether a table only says where the points of a picture stand, or leads to one that does: evenly
/// spaced numbers are counted out, not worked out.
fn is_axis(step: &Step, table: &Table) -> bool {
    step.pictures.iter().flat_map(Picture::axes).any(|axis| {
        table.id.strip_prefix(axis).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}

/// A computed table in its lesson.
struct Place<'a> {
    table: &'a Table,
    step: &'a Step,
    /// Its step looks at it.
    looked_at: bool,
    /// The cell that the whole lesson leads to reads it, through however many others.
    leads: bool,
    /// Its step is the first with its formula.
    is_new: bool,
}

struct Lesson<'a> {
    report: &'a Report,
    places: Vec<Place<'a>>,
    /// Of each table that leads to what a step looks at, the cell that is followed.
    followed: HashMap<String, (usize, usize)>,
}

impl<'a> Lesson<'a> {
    fn of(report: &'a Report) -> Self {
        let told = report.steps.get(words::telling_step(report));
        let end = told.and_then(|step| step.look.as_ref());
        let last = report.steps.iter().rev().find_map(|step| step.look.as_ref());
        let read = ancestors(report, &[end, last]);
        let mut formulas = HashSet::new();
        let mut places = Vec::new();
        for step in &report.steps {
            let is_new = formulas.insert(step.formula);
            let computed = |table: &&Table| !table.rule.of().is_empty() && !is_axis(step, table);
            places.extend(step.tables.iter().filter(computed).map(|table| Place {
                table,
                step,
                looked_at: step.look.as_ref().is_some_and(|look| look.table == table.id),
                leads: read.contains(table.id.as_str()),
                is_new,
            }));
        }
        Self { report, places, followed: followed(report) }
    }

    /// The cells that answer the guesses, with their rows.
    fn guesses(&self) -> Vec<Vec<CellRef>> {
        let guesses = self.report.steps.iter().filter_map(|step| step.guess.as_ref());
        let groups = guesses.filter_map(|guess| {
            let (id, line) = match &guess.answer {
                Answer::Number { cell, .. } => (&cell.table, vec![(cell.row, cell.col)]),
                Answer::LargestInRow { table, row } => {
                    let cols = self.report.table(table)?.values.ncols();
                    (table, (0..cols).map(|col| (*row, col)).collect())
                }
                Answer::LargestInColumn { table, col } => {
                    let rows = self.report.table(table)?.values.nrows();
                    (table, (0..rows).map(|row| (row, *col)).collect())
                }
            };
            let mut line: Vec<_> = line
                .into_iter()
                .map(|(row, col)| source(self.report, &cell(id, row, col)))
                .collect();
            let size = |cell: &CellRef| self.report.at(cell).unwrap_or(f64::NEG_INFINITY);
            // The largest first: it must be among those that are asked.
            line.sort_by(|a, b| size(b).total_cmp(&size(a)));
            line.truncate(OF_A_ROW);
            Some(line)
        });
        groups.collect()
    }

    /// The cells to ask for of every table that is wanted.
    fn groups(&self, wanted: impl Fn(&Place) -> bool) -> Vec<Vec<CellRef>> {
        self.places.iter().filter(|place| wanted(place)).map(|place| self.group(place)).collect()
    }

    /// A small table whole, of others the row that is followed, nearest to its focus first.
    fn group(&self, place: &Place) -> Vec<CellRef> {
        let table = place.table;
        let (rows, cols) = table.values.dim();
        let (row, col) = self.focus(place);
        let mut places: Vec<(usize, usize)> = if rows * cols <= OF_A_COLUMN {
            (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col))).collect()
        } else if cols == 1 {
            (0..rows).map(|row| (row, 0)).collect()
        } else {
            (0..cols).map(|col| (row, col)).collect()
        };
        places.sort_by_key(|place| (place.0.abs_diff(row), place.1.abs_diff(col)));
        places.truncate(if cols == 1 { OF_A_COLUMN } else { OF_A_ROW });
        let cells: Vec<_> =
            places.into_iter().map(|(row, col)| cell(&table.id, row, col)).collect();
        // Zeros alone, or ones alone, teach nothing.
        let only = |value: f64| cells.iter().all(|cell| self.report.at(cell) == Some(value));
        if only(0.0) || only(1.0) { Vec::new() } else { cells }
    }

    /// The cell of a table that the lesson follows.
    fn focus(&self, place: &Place) -> (usize, usize) {
        let table = place.table;
        if let Some(look) = place.step.look.as_ref().filter(|_| place.looked_at) {
            return (look.row, look.col);
        }
        if let Some(followed) = self.followed.get(&table.id) {
            return *followed;
        }
        // A table beside the way: the row of what its step looks at, where it has the same rows.
        let look = place.step.look.as_ref();
        let beside = look.and_then(|look| Some((self.report.table(&look.table)?, look)));
        match beside {
            Some((other, look)) if other.rows == table.rows => {
                (look.row, look.col.min(table.values.ncols().saturating_sub(1)))
            }
            _ => (0, 0),
        }
    }
}

/// From what each step looks at back to what is given: of each table on the way the cell with
/// the largest number, so that what is asked is not a row of zeros.
fn followed(report: &Report) -> HashMap<String, (usize, usize)> {
    let mut seen: HashSet<CellRef> = HashSet::new();
    let mut followed: HashMap<String, (usize, usize)> = HashMap::new();
    for look in report.steps.iter().filter_map(|step| step.look.as_ref()) {
        let mut largest: HashMap<String, (f64, (usize, usize))> = HashMap::new();
        let mut open = vec![look.clone()];
        while let Some(cell) = open.pop() {
            if !seen.insert(cell.clone()) {
                continue;
            }
            let Some(opened) = evaluate::open(report, &cell) else { continue };
            open.extend(opened.operands.into_iter().map(|(operand, _)| operand));
            let size = if opened.value.is_finite() { opened.value.abs() } else { -1.0 };
            let best = largest.entry(cell.table).or_insert((size, (cell.row, cell.col)));
            if size > best.0 {
                *best = (size, (cell.row, cell.col));
            }
        }
        for (table, (_, place)) in largest {
            followed.entry(table).or_insert(place);
        }
    }
    followed
}

/// The tables that some cells read, through however many others, their own among them.
fn ancestors<'a>(report: &'a Report, cells: &[Option<&'a CellRef>]) -> HashSet<&'a str> {
    let mut found: HashSet<&str> = HashSet::new();
    let mut open: Vec<&str> = cells.iter().flatten().map(|cell| cell.table.as_str()).collect();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let of = report.table(id).map_or(&[][..], |table| table.rule.of());
            open.extend(of.iter().map(String::as_str));
        }
    }
    found
}

/// Whether a table is put in rather than computed.
pub fn is_given(table: &Table) -> bool {
    matches!(table.rule, Rule::Given { .. } | Rule::Observed { .. })
}

fn cell(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}
