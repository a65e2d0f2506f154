//! The table: what, ours, floor, ratio, target, met or missed.

use super::sample::{Sample, short};
use std::fmt;

/// What a row must reach, and what it should.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// Nothing: the row explains another one.
    None,
    /// At most so many times the floor.
    Times(f64, Option<f64>),
    /// At most so much.
    Most(f64, Option<f64>),
}

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    /// What is measured, with its unit.
    pub what: &'static str,
    /// The program's values; empty where the system does not say them.
    pub ours: Sample,
    /// Those of what it is compared with.
    pub floor: Sample,
    /// What must be reached.
    pub target: Target,
}

/// Whether a row reaches its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No target, or no value.
    None,
    /// The target, and the aim if there is one.
    Met,
    /// The target but not the aim.
    AimMissed,
    /// Not the target.
    Missed,
}

impl Row {
    /// Ours over the floor's, of the medians.
    fn ratio(&self) -> Option<f64> {
        over(self.ours.median(), self.floor.median())
    }

    /// The ratio, and behind it that of the smallest values, which other work on the machine
    /// disturbs least.
    fn ratios(&self) -> String {
        match (self.ratio(), over(self.ours.smallest(), self.floor.smallest())) {
            (Some(medians), Some(smallest)) => format!("{medians:.2} ({smallest:.2})"),
            _ => "–".to_owned(),
        }
    }

    /// Compares medians with the target.
    pub fn verdict(&self) -> Verdict {
        let (value, most, aim) = match self.target {
            Target::None => return Verdict::None,
            Target::Times(most, aim) => (self.ratio(), most, aim),
            Target::Most(most, aim) => (self.ours.median(), most, aim),
        };
        match value {
            None => Verdict::None,
            Some(value) if value > most => Verdict::Missed,
            Some(value) if aim.is_some_and(|aim| value > aim) => Verdict::AimMissed,
            Some(_) => Verdict::Met,
        }
    }

    fn cells(&self) -> [String; 6] {
        let ours = if self.ours.median().is_none() {
            "no /proc here".to_owned()
        } else {
            self.ours.to_string()
        };
        [
            self.what.to_owned(),
            ours,
            self.floor.to_string(),
            self.ratios(),
            self.target.to_string(),
            self.verdict().to_string(),
        ]
    }
}

fn over(ours: Option<f64>, floor: Option<f64>) -> Option<f64> {
    let (ours, floor) = ours.zip(floor)?;
    (floor > 0.0).then(|| ours / floor)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, most, aim) = match self {
            Self::None => return f.write_str("–"),
            Self::Times(most, aim) => ("×", most, aim),
            Self::Most(most, aim) => ("", most, aim),
        };
        write!(f, "≤ {sign}{}", short(*most))?;
        aim.map_or(Ok(()), |aim| write!(f, ", aim {sign}{}", short(aim)))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "–",
            Self::Met => "met",
            Self::AimMissed => "met, aim missed",
            Self::Missed => "**missed**",
        })
    }
}

/// The rows as a Markdown table whose columns stand below each other.
pub fn table(rows: &[Row]) -> String {
    let head = ["what", "ours", "floor", "ratio", "target", ""].map(str::to_owned);
    let cells: Vec<[String; 6]> =
        std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
    let width =
        |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let mut lines: Vec<String> = cells.iter().map(|row| line(row, &widths)).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    lines.insert(1, format!("|{}|", rule.join("|")));
    lines.join("\n")
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
    format!("| {} |", padded.join(" | "))
}
