//! A question that is answered by a label: between what is chosen, and what was chosen.

use super::Verdict;
use crate::report::labels::distinct;
use crate::report::number::shown;
use fingerpost_demos::report::{Answer, Kind, Report, Rule, Table};
use std::cmp::Ordering;
use std::fmt::Write;

/// Of more choices than these, the others are counted.
const LISTED: usize = 12;

/// Between what is chosen: a label each, and its number.
pub struct Choices {
    /// The labels.
    pub labels: Vec<String>,
    values: Vec<f64>,
    /// The places of those that may be the answer.
    stand: Vec<usize>,
    kind: Kind,
}

impl Choices {
    /// What there is to choose from; none where a number is asked for.
    pub fn of(report: &Report, answer: &Answer) -> Option<Self> {
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
    pub fn listed(&self) -> String {
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

    /// What is said of a choice.
    pub fn verdict(&self, chosen: usize) -> Option<Verdict> {
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
pub fn line<'a>(
    report: &'a Report,
    answer: &Answer,
) -> Option<(&'a Table, &'a [String], Vec<f64>)> {
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
pub fn choose(choices: &Choices, typed: &str) -> Result<usize, String> {
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
