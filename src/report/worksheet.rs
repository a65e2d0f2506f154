//! A demo's report as a sheet to be worked on paper: what is given, then each step with blanks
//! where a learner computes; and the same sheet answered.

mod answers;
mod choose;
mod table;
#[cfg(test)]
mod tests;

use super::copy::command;
use super::layout::{blank, say, wrapped};
use super::{labels, text, words};
use crate::ink::{Drawn, Line, Role, fit, width};
use choose::{Asked, is_given};
use fingerpost_demos::ParamKind;
use fingerpost_demos::report::{Answer, Check, Guess, Report, Step};

/// The blank of a guess takes at most these cells.
const GUESSED: usize = 18;

/// The sheet with its blanks.
pub fn worksheet(report: &Report, cells: usize) -> Vec<Line> {
    Sheet { report, asked: Asked::of(report), cells: cells.max(30), key: false }.lines()
}

/// The same sheet, answers in the place of the blanks, and then how each is computed.
pub fn answered_worksheet(report: &Report, cells: usize) -> Vec<Line> {
    let sheet = Sheet { report, asked: Asked::of(report), cells: cells.max(30), key: true };
    let mut lines = sheet.lines();
    lines.extend(answers::worked(&sheet));
    lines
}

/// A sheet while it is written.
struct Sheet<'a> {
    report: &'a Report,
    asked: Asked,
    /// Cells of width.
    cells: usize,
    /// Whether the answers stand in the blanks.
    key: bool,
}

/// How many questions were asked so far.
#[derive(Default)]
struct Questions {
    guesses: usize,
    checks: usize,
}

/// What stands in a blank, or will.
struct Blank {
    /// Its number, or `G1` for a guess, `C1` for a check.
    tag: String,
    answer: String,
    /// Cells between which the answer is written.
    width: usize,
}

impl Blank {
    /// `(7) ____`, or `(7) 0.70`.
    fn text(&self, key: bool) -> String {
        let room = self.width.max(width(&self.answer));
        let filled = if key {
            format!("{}{}", " ".repeat(room - width(&self.answer)), self.answer)
        } else {
            "_".repeat(room)
        };
        format!("({}) {filled}", self.tag)
    }
}

impl Sheet<'_> {
    fn lines(&self) -> Vec<Line> {
        let mut out = Drawn::default();
        self.head(&mut out);
        self.given(&mut out);
        let mut asked = Questions::default();
        for (index, step) in self.report.steps.iter().enumerate() {
            let title = format!("{} of {}  {}", index + 1, self.report.steps.len(), step.title);
            blank(&mut out);
            out.lines.push(Line::of(title, Role::Heading).cut(self.cells));
            self.step(step, &mut asked, &mut out);
        }
        if let Some(caveat) = self.report.caveat {
            blank(&mut out);
            say(&mut out, wrapped(caveat, self.cells), 0, Role::Dim);
        }
        out.lines
    }

    fn head(&self, out: &mut Drawn<()>) {
        let report = self.report;
        let spec = fingerpost_demos::find(report.demo).map(fingerpost_demos::Demo::spec);
        let title = spec.map_or(report.demo, |spec| spec.title);
        out.lines.push(Line::of(format!("{title}: worksheet"), Role::Title).cut(self.cells));
        say(out, wrapped(&words::facts(report, usize::MAX), self.cells), 0, Role::Dim);
        let matrix = |name: &str| {
            let kind = spec.and_then(|spec| spec.param(name)).map(|param| param.kind);
            matches!(kind, Some(ParamKind::Matrix { .. }))
        };
        let said = |(name, value): &&(String, String)| !value.is_empty() && !matrix(name);
        let settings = report.params.iter().filter(said);
        let settings: Vec<_> = settings.map(|(name, value)| format!("{name}: {value}")).collect();
        say(out, wrapped(&settings.join(" · "), self.cells), 0, Role::Text);
        let command = format!("{} --worksheet", command(report, None));
        say(out, wrapped(&command, self.cells), 0, Role::Dim);
        blank(out);
        let how = if self.asked.iter().next().is_none() {
            "All numbers of this lesson are given; there is nothing to compute."
        } else {
            "Compute each numbered blank from the numbers that stand before it and from your \
             earlier answers; =(2) is your answer to (2), and a dot stands for a number that would \
             give an answer away. Printed numbers are rounded, so your last digit may differ."
        };
        say(out, wrapped(how, self.cells), 0, Role::Text);
    }

    /// All that was put in, whichever step shows it.
    fn given(&self, out: &mut Drawn<()>) {
        let given: Vec<_> = self.report.tables().filter(|table| is_given(table)).collect();
        if given.is_empty() {
            return;
        }
        blank(out);
        out.lines.push(Line::of("Given", Role::Heading));
        for (index, table) in given.into_iter().enumerate() {
            if index > 0 {
                blank(out);
            }
            text::one_table(self.report, table, self.cells, out);
        }
    }

    fn step(&self, step: &Step, asked: &mut Questions, out: &mut Drawn<()>) {
        // First the guess: what the step says may give the answer away.
        if let Some(guess) = &step.guess {
            asked.guesses += 1;
            self.question(&self.guessed(asked.guesses, guess), &guess.ask, out);
        }
        say(out, wrapped(&step.says, self.cells), 0, Role::Text);
        say(out, wrapped(step.formula, self.cells - 2), 2, Role::Math);
        for table in &step.tables {
            self.table(table, out);
        }
        if !step.checks.is_empty() {
            blank(out);
        }
        for check in &step.checks {
            asked.checks += 1;
            let ask = format!("{} (yes or no)", claim(check));
            self.question(&checked(asked.checks, check), &ask, out);
        }
    }

    /// A blank, and behind it the question.
    fn question(&self, blank: &Blank, ask: &str, out: &mut Drawn<()>) {
        let place = blank.text(self.key);
        let indent = 2 + width(&place) + 2;
        let room = self.cells.saturating_sub(indent).max(12);
        for (index, words) in wrapped(ask, room).into_iter().enumerate() {
            let line = if index == 0 {
                Line::of("  ", Role::Text).with(&place, Role::Strong).with("  ", Role::Text)
            } else {
                Line::of(" ".repeat(indent), Role::Text)
            };
            out.lines.push(line.with(words, Role::Text));
        }
    }

    fn guessed(&self, count: usize, guess: &Guess) -> Blank {
        let report = self.report;
        let labels = |table: &str, names: fn(&fingerpost_demos::report::Table) -> &[String]| {
            report.table(table).map(|table| labels::distinct(names(table))).unwrap_or_default()
        };
        // The blank is as wide as the longest of what could be answered: it gives nothing away.
        let widest = match &guess.answer {
            Answer::Number { .. } => 0,
            Answer::LargestInRow { table, .. } => longest(&labels(table, |table| &table.cols)),
            Answer::LargestInColumn { table, .. } => longest(&labels(table, |table| &table.rows)),
        };
        let answer = fit(&answers::guess(report, &guess.answer), GUESSED);
        Blank { tag: format!("G{count}"), answer, width: widest.clamp(6, GUESSED) }
    }
}

fn longest(labels: &[String]) -> usize {
    labels.iter().map(|label| width(label)).max().unwrap_or(0)
}

fn checked(count: usize, check: &Check) -> Blank {
    let answer = if check.holds() { "yes" } else { "no" }.to_owned();
    Blank { tag: format!("C{count}"), answer, width: 4 }
}

/// The claim without the name of its measured value: "…: largest gap".
fn claim(check: &Check) -> &str {
    check.claim.rsplit_once(": ").map_or(check.claim.as_str(), |(claim, _)| claim)
}
