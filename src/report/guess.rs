//! A guess before the number is shown: what is asked, what is covered meanwhile, and what is said
//! of the answer. Every answer is read from the report.

use super::grid::Hidden;
use super::labels::{cell_name, distinct};
use super::number::{shown, significant, spoken};
use crate::ink::clean_line;
use fingerpost_demos::mistakes;
use fingerpost_demos::report::{Answer, Axis, CellRef, Kind, Report, Rule, Table};
use std::cmp::Ordering;
use std::fmt::Write;

/// Of more choices than these, the others are counted.
const LISTED: usize = 12;

/// A question that a report answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// How exact an answer must be, or between what to choose.
    pub how: String,
    /// Whether the demo asks it, or the reader chose the cell.
    pub prepared: bool,
    answer: Answer,
}

/// What is said of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the answer was right.
    pub right: bool,
    /// One to three sentences.
    pub says: String,
}

/// The question that the demo asks at a step.
pub fn prepared_question(report: &Report, step: usize) -> Option<Question> {
    let guess = report.steps.get(step)?.guess.as_ref()?;
    let how = match &guess.answer {
        Answer::Number { cell, tolerance } => {
            report.at(cell)?;
            exactness(*tolerance)
        }
        answer => {
            let choices = Choices::of(report, answer)?;
            format!("Type one of {}, or its number from 1.", choices.listed())
        }
    };
    let (ask, answer) = (guess.ask.clone(), guess.answer.clone());
    Some(Question { ask, how, prepared: true, answer })
}

/// The question for the number at a cell.
pub fn cell_question(report: &Report, cell: &CellRef) -> Option<Question> {
    let table = report.table(&cell.table)?;
    let (value, kind) = (report.at(cell)?, table.kind);
    let how = match kind {
        _ if table.values.iter().all(|value| value.fract() == 0.0) => {
            "A whole number is asked for."
        }
        Kind::Number | Kind::Count => "Three digits are enough.",
        _ => "Two decimals are enough.",
    };
    Some(Question {
        ask: format!("What is {}?", cell_name(report, cell)),
        how: how.to_owned(),
        prepared: false,
        answer: Answer::Number { cell: cell.clone(), tolerance: tolerance(value, kind) },
    })
}

/// Half a unit of the second decimal where two are asked for, and one per cent anywhere; a little
/// more, so that a number at the very edge, like .135 typed as 0.14, is right.
fn tolerance(value: f64, kind: Kind) -> f64 {
    let unit: f64 = if matches!(kind, Kind::Number | Kind::Count) { 1e-9 } else { 0.005 };
    let share = if value.is_finite() { 0.01 * value.abs() } else { 0.0 };
    unit.max(share) * (1.0 + 1e-9)
}

fn exactness(tolerance: f64) -> String {
    if tolerance < 1e-6 {
        return "Type a number.".to_owned();
    }
    format!("A number within {} is right.", significant(tolerance, 2))
}

impl Question {
    /// The table that holds the answer, and the cells of it that would give it away.
    pub(super) fn covers(&self, report: &Report) -> (String, Hidden) {
        match &self.answer {
            Answer::Number { cell, .. } => {
                let rule = report.table(&cell.table).map(|table| &table.rule);
                let hidden = match rule.and_then(shares_along) {
                    Some(Axis::Row) => Hidden::Row(cell.row),
                    Some(Axis::Column) => Hidden::Column(cell.col),
                    None => Hidden::Cell(cell.row, cell.col),
                };
                (cell.table.clone(), hidden)
            }
            Answer::LargestInRow { table, row } => (table.clone(), Hidden::Row(*row)),
            Answer::LargestInColumn { table, col } => (table.clone(), Hidden::Column(*col)),
        }
    }

    /// Whether the labels of the rows stand in the order of the answer.
    pub(super) fn covers_labels(&self, report: &Report) -> bool {
        let Answer::LargestInColumn { table, .. } = &self.answer else { return false };
        report.table(table).is_some_and(|table| matches!(table.rule, Rule::Lookup { .. }))
    }

    /// The cell that is asked for, where it is a number.
    pub fn cell(&self) -> Option<&CellRef> {
        match &self.answer {
            Answer::Number { cell, .. } => Some(cell),
            _ => None,
        }
    }

    /// Whether an answer may begin with a character; one that cannot is free to be a key.
    pub fn may_begin_with(&self, report: &Report, c: char) -> bool {
        match &self.answer {
            Answer::Number { cell, .. } => {
                let nan = c == 'n' && report.at(cell).is_some_and(f64::is_nan);
                nan || !(c.is_alphabetic() || c == ' ') || c == 'i'
            }
            answer => Choices::of(report, answer).is_some_and(|choices| {
                let begins = |label: &String| {
                    label.to_lowercase().starts_with(&c.to_lowercase().to_string())
                };
                choices.labels.iter().any(begins)
            }),
        }
    }

    /// Where the answer stands.
    pub fn answer_cell(&self, report: &Report) -> Option<CellRef> {
        if let Some(cell) = self.cell() {
            return Some(cell.clone());
        }
        let (table, _, values) = line(report, &self.answer)?;
        let above = |best: usize, place: usize| values.get(place) > values.get(best);
        let best = (0..values.len()).reduce(|best, at| if above(best, at) { at } else { best })?;
        let (row, col) = match &self.answer {
            Answer::LargestInColumn { col, .. } => (best, *col),
            Answer::LargestInRow { row, .. } => (*row, best),
            Answer::Number { cell, .. } => (cell.row, cell.col),
        };
        Some(CellRef { table: table.id.clone(), row, col })
    }

    /// Judges what was typed.
    ///
    /// # Errors
    /// What was given and what is allowed, where it is no answer at all.
    pub fn judge(&self, report: &Report, typed: &str) -> Result<Verdict, String> {
        let typed = clean_line(typed.trim());
        let gone = || "these numbers are not there any more".to_owned();
        match &self.answer {
            Answer::Number { cell, tolerance } => {
                let answer = number(&typed).ok_or_else(|| {
                    format!("\"{typed}\" is given; a number is expected, like 0.7, −1.5 or 1/3")
                })?;
                number_verdict(report, cell, (&typed, answer), *tolerance).ok_or_else(gone)
            }
            answer => {
                let choices = Choices::of(report, answer).ok_or_else(gone)?;
                choices.verdict(choose(&choices, &typed)?).ok_or_else(gone)
            }
        }
    }
}

/// Along which lines the numbers sum to 1, so that one of them follows from the others.
fn shares_along(rule: &Rule) -> Option<Axis> {
    match rule {
        Rule::Softmax { axis, .. } | Rule::SoftmaxNaive { axis, .. } => Some(*axis),
        _ => None,
    }
}

/// A number as people type it: `.7`, `0,7`, `−1.5`, `70 %`, `1/3`.
fn number(text: &str) -> Option<f64> {
    let plain = text.replace('−', "-").replace('∞', "inf").replace(',', ".").replace(' ', "");
    if let Some(share) = plain.strip_suffix('%') {
        return share.parse::<f64>().ok().map(|share| share / 100.0);
    }
    match plain.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => plain.parse().ok(),
    }
}

fn number_verdict(
    report: &Report,
    cell: &CellRef,
    (typed, answer): (&str, f64),
    allowed: f64,
) -> Option<Verdict> {
    let (right, kind) = (report.at(cell)?, report.table(&cell.table)?.kind);
    let name = cell_name(report, cell);
    let same = answer.total_cmp(&right).is_eq() || (answer.is_nan() && right.is_nan());
    if same || (answer - right).abs() <= allowed {
        let says =
            format!("You guessed {typed}, and that is right: {name} is {}.", spoken(right, kind));
        return Some(Verdict { right: true, says });
    }
    let mut says = format!("You guessed {typed}. {name} is {}.", spoken(right, kind));
    // A question may allow much; a mistake is named only where its number fits.
    let close = allowed.min(tolerance(answer, kind));
    if let Some(made) = mistakes::diagnose(report, cell, answer, close) {
        says = format!("{says} {} is what comes out {}.", spoken(made.value, kind), made.name);
    }
    Some(Verdict { right: false, says })
}

/// Between what is chosen: a label each, and its number.
struct Choices {
    labels: Vec<String>,
    values: Vec<f64>,
    /// The places of those that may be the answer.
    stand: Vec<usize>,
    kind: Kind,
}

impl Choices {
    fn of(report: &Report, answer: &Answer) -> Option<Self> {
        let (table, labels, values) = line(report, answer)?;
        // Rows that were looked up may stand in the order of the answer: all rows of the table in
        // which they were looked up can be chosen, in the order of that table.
        if let (Rule::Lookup { of: [of], index }, Answer::LargestInColumn { col, .. }) =
            (&table.rule, answer)
        {
            let of = report.table(of).filter(|of| *col < of.values.ncols())?;
            let (labels, values) = (distinct(&of.rows), of.values.column(*col).to_vec());
            return Some(Self { labels, values, stand: index.clone(), kind: table.kind });
        }
        let stand = (0..values.len()).collect();
        Some(Self { labels: distinct(labels), values, stand, kind: table.kind })
    }

    /// The labels; of many, the first.
    fn listed(&self) -> String {
        let mut text = self.labels.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
        if let Some(more) = self.labels.len().checked_sub(LISTED + 1) {
            let _ = write!(text, " and {} more", more + 1);
        }
        text
    }

    fn value(&self, place: usize) -> f64 {
        self.values.get(place).copied().unwrap_or(f64::NAN)
    }

    fn said(&self, place: usize) -> String {
        let label = self.labels.get(place).map_or("", String::as_str);
        format!("{label} ({})", shown(self.value(place), self.kind))
    }

    fn verdict(&self, chosen: usize) -> Option<Verdict> {
        let best = self.stand.iter().copied().reduce(|best, place| {
            if self.value(place) > self.value(best) { place } else { best }
        })?;
        let stands = self.stand.contains(&chosen);
        let (value, largest) = (self.value(chosen), self.value(best));
        if stands && value.partial_cmp(&largest) == Some(Ordering::Equal) {
            let says = format!("You guessed {}, and that is right.", self.said(chosen));
            return Some(Verdict { right: true, says });
        }
        let aside = if !stands && value >= largest { ", which is left out" } else { "" };
        let says = format!("You guessed {}{aside}. It is {}.", self.said(chosen), self.said(best));
        Some(Verdict { right: false, says })
    }
}

/// The line in which the largest number is looked for: its table, labels and numbers.
fn line<'a>(report: &'a Report, answer: &Answer) -> Option<(&'a Table, &'a [String], Vec<f64>)> {
    let found = match answer {
        Answer::Number { .. } => return None,
        Answer::LargestInRow { table, row } => {
            let table = report.table(table).filter(|table| *row < table.values.nrows())?;
            (table, table.cols.as_slice(), table.values.row(*row).to_vec())
        }
        Answer::LargestInColumn { table, col } => {
            let table = report.table(table).filter(|table| *col < table.values.ncols())?;
            (table, table.rows.as_slice(), table.values.column(*col).to_vec())
        }
    };
    Some(found)
}

/// The place of what was typed: a label in any case, its first letters, or its number from 1.
fn choose(choices: &Choices, typed: &str) -> Result<usize, String> {
    let labels = &choices.labels;
    let folded = typed.to_lowercase();
    if let Some(place) = labels.iter().position(|label| label.to_lowercase() == folded) {
        return Ok(place);
    }
    let counted = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(place) = counted.filter(|place| *place < labels.len()) {
        return Ok(place);
    }
    let begins = |label: &str| !folded.is_empty() && label.to_lowercase().starts_with(&folded);
    let fitting = labels.iter().enumerate().filter(|(_, label)| begins(label));
    match fitting.collect::<Vec<_>>().as_slice() {
        [(place, _)] => Ok(*place),
        [] => Err(format!("\"{typed}\" is given; one of {} is expected", choices.listed())),
        several => {
            let names = several.iter().take(4).map(|(_, label)| label.as_str());
            let names = names.collect::<Vec<_>>().join(" or ");
            Err(format!("\"{typed}\" may be {names}; more letters are needed"))
        }
    }
}

#[cfg(test)]
mod tests;
