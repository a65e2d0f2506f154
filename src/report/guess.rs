//! A guess before the number is shown: what is asked, what is covered meanwhile, and what is said
//! of the answer. Every answer is read from the report.

mod choices;

use super::grid::Hidden;
use super::labels::cell_name;
use super::number::{significant, spoken};
use crate::ink::clean_line;
use choices::{Choices, choose, line};
use fingerpost_demos::mistakes;
use fingerpost_demos::report::{Answer, Axis, CellRef, Kind, Report, Rule};

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

#[cfg(test)]
mod tests;
