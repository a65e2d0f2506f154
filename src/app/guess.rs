//! Guessing in a demo: the question that is open, and what came of those before.

use super::demo_view::DemoView;
use super::field::Field;
use crate::ink::{Line, Role, wrap_words};
use crate::report::{self, Question, Verdict};

/// The guesses of one demo while its page is open.
#[derive(Debug, Default)]
pub struct Guesses {
    /// The question that is being answered.
    pub open: Option<OpenGuess>,
    said: Vec<Said>,
    right: usize,
    answered: usize,
}

/// A question and what is typed in answer.
#[derive(Debug)]
pub struct OpenGuess {
    /// The question.
    pub question: Question,
    /// The answer so far.
    pub field: Field,
    fault: Option<String>,
}

/// What was said at a step, by its id.
#[derive(Debug)]
struct Said {
    step: &'static str,
    prepared: bool,
    verdict: Verdict,
}

impl Guesses {
    /// Other numbers: what was said of the old ones no longer holds, and the questions are open
    /// again. The score stays.
    pub fn forget(&mut self) {
        self.open = None;
        self.said.clear();
    }

    fn of_step(&self, step: &str) -> Option<&Said> {
        self.said.iter().find(|said| said.step == step)
    }

    fn note(&mut self, step: &'static str, prepared: bool, verdict: Verdict) {
        self.answered += 1;
        self.right += usize::from(verdict.right);
        let prepared = prepared || self.of_step(step).is_some_and(|said| said.prepared);
        self.said.retain(|said| said.step != step);
        self.said.push(Said { step, prepared, verdict });
    }
}

impl DemoView {
    /// The question that the demo asks here, unless it has been answered.
    pub fn prepared_guess(&self) -> Option<Question> {
        let answered = self.guesses.of_step(self.step_id()?).is_some_and(|said| said.prepared);
        let report = self.report.as_ref().filter(|_| !answered)?;
        report::prepared_question(report, self.view.step)
    }

    /// Opens the question of this step, or that for the number in focus; `false` where there is no
    /// number.
    pub fn begin_guess(&mut self) -> bool {
        let of_cell = || {
            let (report, focus) = (self.report.as_ref()?, self.focus()?);
            report::cell_question(report, &focus)
        };
        let question = self.prepared_guess().or_else(of_cell);
        let open = |question| OpenGuess { question, field: Field::default(), fault: None };
        self.guesses.open = question.map(open);
        self.show_focus();
        self.guesses.open.is_some()
    }

    /// Takes the answer that stands in the field. One that is none stays, with the reason.
    pub fn answer_guess(&mut self) {
        let (Some(step), Some(report)) = (self.step_id(), &self.report) else { return };
        let Some(mut open) = self.guesses.open.take() else { return };
        match open.question.judge(report, open.field.text()) {
            Ok(verdict) => {
                self.guesses.note(step, open.question.prepared, verdict);
                self.view.focus = open.question.answer_cell(report);
                self.view.trail.clear();
            }
            Err(fault) => {
                open.fault = Some(fault);
                self.guesses.open = Some(open);
            }
        }
        self.show_focus();
    }

    /// Whether a key can be no part of an answer, so that it goes on in the lesson as ever.
    pub fn guess_leaves_free(&self, c: char) -> bool {
        let Some((open, report)) = self.guesses.open.as_ref().zip(self.report.as_ref()) else {
            return true;
        };
        open.field.text().is_empty() && !open.question.may_begin_with(report, c)
    }

    /// Shows the numbers again without an answer; `false` where nothing is being guessed.
    pub fn leave_guess(&mut self) -> bool {
        let was_open = self.guesses.open.take().is_some();
        if was_open {
            self.touch();
        }
        was_open
    }

    fn step_id(&self) -> Option<&'static str> {
        Some(self.report.as_ref()?.steps.get(self.view.step)?.id)
    }
}

/// What stands under the lesson while a question is open: it, the field, and what is wrong.
pub fn open_lines(open: &OpenGuess, width: usize) -> Vec<Line> {
    let ask = wrap_words(&open.question.ask, width).into_iter();
    let mut lines: Vec<Line> = ask.map(|text| Line::of(text, Role::Here)).collect();
    let how = open.fault.as_ref().unwrap_or(&open.question.how);
    let role = if open.fault.is_some() { Role::Error } else { Role::Dim };
    let mut how = wrap_words(how, width);
    how.truncate(3);
    lines.extend(how.into_iter().map(|text| Line::of(text, role)));
    lines.push(open.field.row("your guess › ", width));
    lines
}

/// What stands under the lesson at a step where something was guessed.
pub fn verdict_lines(demo: &DemoView, width: usize) -> Vec<Line> {
    let said = demo.step_id().and_then(|step| demo.guesses.of_step(step));
    let Some(said) = said else { return Vec::new() };
    let role = if said.verdict.right { Role::Good } else { Role::Text };
    let texts = wrap_words(&said.verdict.says, width).into_iter();
    let mut lines: Vec<Line> = texts.map(|text| Line::of(text, role)).collect();
    let score = format!("{} of {} right so far", demo.guesses.right, demo.guesses.answered);
    match lines.last_mut() {
        Some(last) if last.width() + 3 + score.len() <= width => {
            last.push("   ", Role::Text);
            last.push(score, Role::Dim);
        }
        _ => lines.push(Line::of(score, Role::Dim)),
    }
    lines
}
