//! One demo of a page: its parameters, its last report, and where the reader is in it.

use super::claims::Proves;
use super::edit::Edit;
use super::figure::extra_lines;
use super::guess::Guesses;
use super::layout::{Size, foot, head, is_roomy};
use crate::content::DemoCall;
use crate::ink::Line;
use crate::report::{self, Aids, Base, Direction, Fault, Lesson, LessonView};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Report};
use fingerpost_demos::{Break, ParamKind, Spec};

/// A demo in a page. It keeps its numbers while the page is open, in the page and full screen.
#[derive(Debug)]
pub struct DemoView {
    /// As the page calls it.
    pub call: DemoCall,
    /// The parameters that differ from the demo's defaults, as typed.
    pub set: Vec<(String, String)>,
    /// The last report that came out.
    pub report: Option<Report>,
    /// Why the parameters of now gave none; the last report stays in view.
    pub fault: Option<Fault>,
    /// Where the reader is.
    pub view: LessonView,
    /// The first line of the lesson in view.
    pub scroll: usize,
    /// Which break is on.
    pub broken: Option<usize>,
    /// What was guessed, and is being guessed.
    pub guesses: Guesses,
    /// The claim of the page that it proves, if it was opened for that.
    pub proves: Option<Proves>,
    /// An earlier report, from which the one of now is told apart.
    base: Option<Kept>,
    /// What the break has overwritten.
    undo: Vec<(String, Option<String>)>,
    /// The lesson as it was laid out.
    pub lesson: Option<Lesson>,
    /// What stands under the lesson: what is being typed, what is wrong, what is broken.
    pub extra: Vec<Line>,
    laid_for: Option<Size>,
    /// Whether the cell in focus must be brought into view.
    to_reveal: bool,
}

/// A report of before.
#[derive(Debug)]
struct Kept {
    report: Report,
    /// Kept by the reader, not by a break.
    by_reader: bool,
}

impl DemoView {
    /// The demo as the page calls it, not yet run.
    pub fn of(call: &DemoCall) -> Self {
        Self {
            call: call.clone(),
            set: call.set.clone(),
            report: None,
            fault: None,
            view: LessonView::default(),
            scroll: 0,
            broken: None,
            guesses: Guesses::default(),
            proves: None,
            base: None,
            undo: Vec::new(),
            lesson: None,
            extra: Vec::new(),
            laid_for: None,
            to_reveal: false,
        }
    }

    /// The demo's description, if there is such a demo.
    pub fn spec(&self) -> Option<&'static Spec> {
        fingerpost_demos::find(&self.call.name).map(fingerpost_demos::Demo::spec)
    }

    /// Whether it has run, with whatever result.
    pub fn has_run(&self) -> bool {
        self.report.is_some() || self.fault.is_some()
    }

    /// What came out of a run. The first report puts the reader at the step that the page
    /// names, or at the most telling one.
    pub fn take(&mut self, outcome: Result<Report, Fault>) {
        match outcome {
            Ok(report) => {
                if self.report.is_none() {
                    self.view = match &self.proves {
                        Some(proves) => {
                            self.to_reveal = true;
                            proves.view(&report)
                        }
                        None => {
                            let named = self.call.step.as_deref();
                            let named = named.and_then(|name| report::step_named(&report, name));
                            let step = named.unwrap_or_else(|| report::telling_step(&report));
                            LessonView { step, ..LessonView::default() }
                        }
                    };
                }
                self.keep_place(&report);
                if self.report.as_ref().is_some_and(|old| old.params != report.params) {
                    self.guesses.forget();
                }
                self.fault = None;
                self.report = Some(report);
            }
            Err(fault) => self.fault = Some(fault),
        }
        self.touch();
    }

    /// The lesson no longer fits what it shows.
    pub fn touch(&mut self) {
        self.laid_for = None;
    }

    /// Lays the lesson out for the whole screen, if that has not been done.
    pub fn settle(&mut self, size: Size, typing: Option<&Edit>) {
        if self.laid_for == Some(size) {
            return;
        }
        let (cells, height) = (size.width.saturating_sub(2), size.height);
        let invite = self.prepared_guess().filter(|_| self.guesses.open.is_none());
        let aids = Aids {
            invite: invite.as_ref().map(|question| question.ask.as_str()),
            guess: self.guesses.open.as_ref().map(|open| &open.question),
            base: self.base.as_ref().map(|kept| Base {
                report: &kept.report,
                name: if kept.by_reader { "A" } else { "before" },
                beside: kept.by_reader,
            }),
        };
        let lay_out = |report| report::lesson_with(report, &self.view, &aids, (cells, height));
        self.lesson = self.report.as_ref().map(lay_out);
        self.extra = extra_lines(self, typing, cells);
        self.laid_for = Some(size);
        if std::mem::take(&mut self.to_reveal) {
            self.reveal(size);
        }
        self.scroll_by(0, size);
    }

    /// Scrolls the lesson, as far as there are lines.
    pub fn scroll_by(&mut self, by: isize, size: Size) {
        let lines = self.lesson.as_ref().map_or(0, |lesson| lesson.body.lines.len());
        let last = lines.saturating_sub(self.body_rows(size));
        self.scroll = self.scroll.saturating_add_signed(by).min(last);
    }

    /// The rows that are left for the lesson's body.
    pub fn body_rows(&self, size: Size) -> usize {
        let fixed = self.lesson.as_ref().map_or(0, |lesson| {
            lesson.head.lines.len() + lesson.foot.lines.len() + usize::from(is_roomy(size))
        });
        size.height.saturating_sub(head(size) + foot(size, false) + fixed + self.extra.len())
    }

    fn reveal(&mut self, size: Size) {
        let height = self.body_rows(size);
        let in_view = |line: &usize| (self.scroll..self.scroll + height).contains(line);
        let lesson = self.lesson.as_ref();
        // A picture that marks the number and says it shows the focus as well as its table does.
        if lesson.and_then(|lesson| lesson.point_line).is_some_and(|line| in_view(&line)) {
            return;
        }
        let Some(line) = lesson.and_then(|lesson| lesson.focus_line) else { return };
        if line < self.scroll + 1 {
            self.scroll = line.saturating_sub(2);
        } else if line + 2 > self.scroll + height {
            self.scroll = (line + 3).saturating_sub(height);
        }
    }

    /// The value of a parameter as it would be typed.
    pub fn value(&self, name: &str) -> String {
        if let Some((_, value)) = self.set.iter().rev().find(|(key, _)| key == name) {
            return value.clone();
        }
        let default =
            || self.spec().and_then(|spec| spec.param(name)).map_or("", |spec| spec.default);
        let echoed = self
            .report
            .as_ref()
            .and_then(|report| report.params.iter().find(|(key, _)| key == name));
        echoed.map_or_else(|| default().to_owned(), |(_, value)| value.clone())
    }

    /// The same; a matrix that the demo filled in by itself as its numbers.
    pub fn shown(&self, name: &str) -> String {
        let value = self.value(name);
        match &self.report {
            Some(report) if value.is_empty() => report.param_text(name),
            _ => value,
        }
    }

    /// Sets a parameter.
    pub fn put(&mut self, name: &str, value: String) {
        self.set.retain(|(key, _)| key != name);
        self.set.push((name.to_owned(), value));
    }

    /// The page's own parameters again.
    pub fn reset(&mut self) {
        self.set.clone_from(&self.call.set);
        self.broken = None;
        self.undo.clear();
        self.base = self.base.take().filter(|kept| kept.by_reader);
        self.touch();
    }

    /// Keeps what is shown as A, from which all that follows is told apart, or ends that; says so.
    pub fn toggle_compare(&mut self) -> &'static str {
        let ends = self.base.take().is_some_and(|kept| kept.by_reader);
        self.touch();
        if ends {
            return "the comparison has ended";
        }
        let kept = |report: &Report| Kept { report: report.clone(), by_reader: true };
        self.base = self.report.as_ref().map(kept);
        "kept as A: what you change now is compared with it; = ends that"
    }

    /// The way in which the demo is broken now.
    pub fn way_broken(&self) -> Option<&'static Break> {
        self.spec()?.breaks.get(self.broken?)
    }

    /// Breaks the demo in one of its ways, or mends it where that way is on already or the last
    /// one was; says what was done. What the break does not overwrite is left alone.
    pub fn break_with(&mut self, index: usize) -> String {
        let breaks = self.spec().map_or(&[][..], |spec| spec.breaks);
        let was = self.mend();
        self.touch();
        let Some(way) = breaks.get(index).filter(|_| was != Some(index)) else {
            self.base = self.base.take().filter(|kept| kept.by_reader);
            return match (breaks.is_empty(), was) {
                (true, _) => "this demo has nothing to break yet".to_owned(),
                (false, Some(_)) => "mended".to_owned(),
                (false, None) => format!("there are {} ways to break this demo", breaks.len()),
            };
        };
        for (name, value) in way.settings(&|name| self.shown(name)) {
            let before =
                self.set.iter().rev().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
            self.undo.push((name.clone(), before));
            self.put(&name, value);
        }
        // One way after the other is told apart from what was whole.
        if self.base.is_none() && was.is_none() {
            let kept = |report: &Report| Kept { report: report.clone(), by_reader: false };
            self.base = self.report.as_ref().map(kept);
        }
        self.broken = Some(index);
        format!("broken: {}", way.what)
    }

    /// Takes back what the break has set, and nothing else.
    fn mend(&mut self) -> Option<usize> {
        for (name, before) in std::mem::take(&mut self.undo) {
            self.set.retain(|(key, _)| *key != name);
            if let Some(value) = before {
                self.put(&name, value);
            }
        }
        self.broken.take()
    }

    /// Steps a parameter that is chosen, not typed, to its next value; `false` for the others.
    pub fn cycle(&mut self, name: &str, forward: bool) -> bool {
        let Some(spec) = self.spec().and_then(|spec| spec.param(name)) else { return false };
        let now = self.value(name);
        let next = match spec.kind {
            ParamKind::Flag => if now == "on" { "off" } else { "on" }.to_owned(),
            ParamKind::Choice { options } => {
                let at = options.iter().position(|option| *option == now).unwrap_or(0);
                let step = if forward { 1 } else { options.len() - 1 };
                options[(at + step) % options.len()].to_owned()
            }
            ParamKind::Integer { min, max } => {
                let value = now.parse::<i64>().unwrap_or(min);
                (value + if forward { 1 } else { -1 }).clamp(min, max).to_string()
            }
            _ => return false,
        };
        self.put(name, next);
        true
    }

    /// Goes some steps on, to the cell worth looking at there; `false` at either end.
    pub fn step(&mut self, by: isize) -> bool {
        let Some(report) = &self.report else { return false };
        let last = report.steps.len().saturating_sub(1);
        let next = self.view.step.saturating_add_signed(by).min(last);
        let moved = next != self.view.step;
        self.enter_step(next);
        moved
    }

    /// To a step.
    pub fn enter_step(&mut self, step: usize) {
        let Some(report) = &self.report else { return };
        self.view = LessonView { step, focus: report::first_cell(report, step), trail: Vec::new() };
        self.guesses.open = None;
        self.scroll = 0;
        self.touch();
    }

    /// To the next cell in a direction; what was open is closed.
    pub fn go(&mut self, direction: Direction) {
        let Some((report, from)) = self.report.as_ref().zip(self.focus()) else { return };
        let next = report::neighbour(report, self.view.step, &from, direction);
        self.focus_on(&next);
    }

    /// To a cell of this step.
    pub fn focus_on(&mut self, cell: &CellRef) {
        self.view.focus = Some(cell.clone());
        self.view.trail.clear();
        self.show_focus();
    }

    /// Into the first of the focused cell's numbers; `false` for a number that was given.
    pub fn open_cell(&mut self) -> bool {
        let Some((report, from)) = self.report.as_ref().zip(self.focus()) else { return false };
        let Some(next) = report::operand(report, &from, 0) else { return false };
        self.descend(&next);
        true
    }

    /// Into one of the focused cell's numbers.
    pub fn descend(&mut self, cell: &CellRef) {
        let Some(focus) = self.focus() else { return };
        if self.view.trail.last() != Some(&focus) {
            self.view.trail = vec![focus];
        }
        self.view.trail.push(cell.clone());
        self.stand_on_trail();
    }

    /// Out again; `false` when nothing is open.
    pub fn close_cell(&mut self) -> bool {
        let was_open = self.view.trail.len() > 1;
        if was_open {
            self.view.trail.pop();
            self.stand_on_trail();
        }
        if self.view.trail.len() < 2 {
            self.view.trail.clear();
        }
        was_open
    }

    /// To another number of the cell from which the open one was reached; opens the first if
    /// none is open.
    pub fn next_operand(&mut self, forward: bool) {
        let [.., parent, open] = self.view.trail.as_slice() else {
            self.open_cell();
            return;
        };
        let opened = self.report.as_ref().and_then(|report| evaluate::open(report, parent));
        let cells: Vec<CellRef> = opened.map_or_else(Vec::new, |opened| {
            opened.operands.into_iter().map(|(cell, _)| cell).collect()
        });
        let Some(at) = cells.iter().position(|cell| cell == open) else { return };
        let next = (at + if forward { 1 } else { cells.len() - 1 }) % cells.len();
        if let Some(last) = self.view.trail.last_mut() {
            *last = cells[next].clone();
        }
        self.stand_on_trail();
    }

    /// The cell in focus, also where none has been chosen yet.
    pub fn focus(&self) -> Option<CellRef> {
        let report = self.report.as_ref()?;
        self.view.focus.clone().or_else(|| report::first_cell(report, self.view.step))
    }

    /// Lays out anew, with the focus in view.
    pub fn show_focus(&mut self) {
        self.to_reveal = true;
        self.touch();
    }

    /// The focus and the step follow the end of the trail.
    fn stand_on_trail(&mut self) {
        let Some(cell) = self.view.trail.last().cloned() else { return };
        let step = self.report.as_ref().and_then(|report| report::step_of(report, &cell.table));
        self.view.step = step.unwrap_or(self.view.step);
        self.view.focus = Some(cell);
        self.show_focus();
    }

    /// The place in a new report: the step of the same name and the same cell, where they exist.
    fn keep_place(&mut self, new: &Report) {
        if let Some(old) = &self.report {
            let name = old.steps.get(self.view.step).map(|step| step.id);
            let step = new.steps.iter().position(|step| Some(step.id) == name);
            self.view.step = step.unwrap_or_else(|| report::telling_step(new));
        }
        let gone = |cell: &CellRef| new.at(cell).is_none();
        if self.view.focus.as_ref().is_some_and(gone) || self.view.trail.iter().any(gone) {
            self.view.focus = None;
            self.view.trail.clear();
        }
    }
}
