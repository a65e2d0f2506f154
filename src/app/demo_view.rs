//! One demo of a page: its parameters, its last report, and where the reader is in it.

use super::field::Field;
use super::msg::DemoFault;
use crate::content::DemoCall;
use crate::report::{self, Direction, LessonView};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Report, Rule, Source};
use fingerpost_demos::{Break, ParamKind, ParamSpec, Spec, params};

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
    pub fault: Option<DemoFault>,
    /// Where the reader is.
    pub view: LessonView,
    /// The first line of the lesson in view.
    pub scroll: usize,
    /// What is being typed, if anything.
    pub edit: Option<Edit>,
    /// Which break is on.
    pub broken: Option<usize>,
    /// The parameters from before the break.
    mended: Vec<(String, String)>,
}

/// A field over one parameter, or over one cell of a matrix.
#[derive(Debug)]
pub struct Edit {
    /// The parameter.
    pub param: String,
    /// The cell of the matrix, if only that is edited.
    pub cell: Option<(usize, usize)>,
    /// What is typed.
    pub field: Field,
    /// The parameters before, for Esc.
    before: Vec<(String, String)>,
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
            edit: None,
            broken: None,
            mended: Vec::new(),
        }
    }

    /// The demo's description, if there is such a demo.
    pub fn spec(&self) -> Option<&'static Spec> {
        fingerpost_demos::find(&self.call.name).map(fingerpost_demos::Demo::spec)
    }

    /// What came out of a run. The first report puts the reader at the last step that has a cell
    /// worth looking at: in attention that is the weights or the output, not the words.
    pub fn take(&mut self, outcome: Result<Report, DemoFault>) {
        match outcome {
            Ok(report) => {
                if self.report.is_none() {
                    self.view.step = report::telling_step(&report);
                }
                self.keep_place(&report);
                self.fault = None;
                self.report = Some(report);
            }
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// The value of a parameter as it would be typed.
    pub fn value(&self, name: &str) -> String {
        if let Some((_, value)) = self.set.iter().rev().find(|(key, _)| key == name) {
            return value.clone();
        }
        let default =
            || self.spec().and_then(|spec| spec.param(name)).map_or("", |spec| spec.default);
        let shown =
            self.report.as_ref().map(|report| report.params.iter().find(|(key, _)| key == name));
        match shown.flatten() {
            Some((_, value)) => value.clone(),
            None => default().to_owned(),
        }
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

    /// Begins to edit: the cell under the cursor where it is the reader's to change, else the
    /// demo's sentence or first matrix.
    pub fn begin_edit(&mut self) -> bool {
        if let Some((param, row, col)) = self.own_cell() {
            let value = self.report.as_ref().and_then(|report| report.at(&cell(&param, row, col)));
            let text = value.map(params::number_text).unwrap_or_default();
            self.start(param, Some((row, col)), &text);
            return true;
        }
        let Some(spec) = self.spec().and_then(first_text) else { return false };
        self.begin_param(spec.name)
    }

    /// Begins to edit one parameter by name.
    pub fn begin_param(&mut self, name: &str) -> bool {
        let text = self.shown(name);
        self.start(name.to_owned(), None, &text);
        true
    }

    /// Takes over what the field holds now; `true` when the demo has to run again.
    pub fn apply_edit(&mut self) -> bool {
        let Some(edit) = &self.edit else { return false };
        let (param, text) = (edit.param.clone(), edit.field.text().to_owned());
        let value = match edit.cell {
            None => text,
            Some((row, col)) => self.matrix_with(&param, row, col, text.trim()),
        };
        self.put(&param, value);
        true
    }

    /// Ends the edit; with `keep` false everything is as it was before.
    pub fn end_edit(&mut self, keep: bool) {
        if let Some(edit) = self.edit.take()
            && !keep
        {
            self.set = edit.before;
        }
    }

    /// The page's own parameters again.
    pub fn reset(&mut self) {
        self.set.clone_from(&self.call.set);
        self.broken = None;
        self.edit = None;
    }

    /// The way in which the demo is broken now.
    pub fn way_broken(&self) -> Option<&'static Break> {
        self.spec()?.breaks.get(self.broken?)
    }

    /// Breaks the demo in one of its ways, or mends it where that way is on or there is none;
    /// says what was done.
    pub fn break_with(&mut self, index: usize) -> String {
        let breaks = self.spec().map_or(&[][..], |spec| spec.breaks);
        if self.broken.is_none() {
            self.mended = self.set.clone();
        }
        self.set = self.mended.clone();
        let wanted = breaks.get(index).filter(|_| self.broken != Some(index));
        self.broken = wanted.map(|_| index);
        match wanted {
            Some(way) => {
                for (name, value) in way.settings(&|name| self.shown(name)) {
                    self.put(&name, value);
                }
                format!("broken: {}; b goes on, r mends", way.what)
            }
            None if breaks.is_empty() => "this demo has nothing to break yet".to_owned(),
            None => "mended".to_owned(),
        }
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
        self.scroll = 0;
    }

    /// To the next cell in a direction; what was open is closed.
    pub fn go(&mut self, direction: Direction) {
        let Some((report, from)) = self.report.as_ref().zip(self.focus()) else { return };
        let next = report::neighbour(report, self.view.step, &from, direction);
        self.view = LessonView { step: self.view.step, focus: Some(next), trail: Vec::new() };
    }

    /// To a cell of this step.
    pub fn focus_on(&mut self, cell: &CellRef) {
        self.view.focus = Some(cell.clone());
        self.view.trail.clear();
    }

    /// Into the first of the focused cell's numbers; `false` for a number that was given.
    pub fn open_cell(&mut self) -> bool {
        let Some((report, from)) = self.report.as_ref().zip(self.focus()) else { return false };
        match report::operand(report, &from, 0) {
            Some(next) => self.descend(&next),
            None => return false,
        }
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
        if self.view.trail.len() < 2 {
            self.view.trail.clear();
            return false;
        }
        self.view.trail.pop();
        self.stand_on_trail();
        if self.view.trail.len() == 1 {
            self.view.trail.clear();
        }
        true
    }

    /// To another number of the cell from which the open one was reached; opens the first if
    /// none is open.
    pub fn next_operand(&mut self, forward: bool) -> bool {
        let [.., parent, open] = self.view.trail.as_slice() else { return self.open_cell() };
        let Some(report) = &self.report else { return false };
        let opened = evaluate::open(report, parent);
        let cells: Vec<CellRef> = opened.map_or_else(Vec::new, |opened| {
            opened.operands.into_iter().map(|(cell, _)| cell).collect()
        });
        let Some(at) = cells.iter().position(|cell| cell == open) else { return false };
        let next = (at + if forward { 1 } else { cells.len() - 1 }) % cells.len();
        if let Some(last) = self.view.trail.last_mut() {
            *last = cells[next].clone();
        }
        self.stand_on_trail();
        true
    }

    /// The cell in focus, also where none has been chosen yet.
    pub fn focus(&self) -> Option<CellRef> {
        let report = self.report.as_ref()?;
        self.view.focus.clone().or_else(|| report::first_cell(report, self.view.step))
    }

    /// The focus and the step follow the end of the trail.
    fn stand_on_trail(&mut self) {
        let Some(cell) = self.view.trail.last().cloned() else { return };
        let step = self.report.as_ref().and_then(|report| report::step_of(report, &cell.table));
        self.view.step = step.unwrap_or(self.view.step);
        self.view.focus = Some(cell);
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

    fn start(&mut self, param: String, cell: Option<(usize, usize)>, text: &str) {
        self.edit = Some(Edit { param, cell, field: Field::of(text), before: self.set.clone() });
    }

    /// The cell in focus, if its table is a parameter of the demo.
    fn own_cell(&self) -> Option<(String, usize, usize)> {
        let report = self.report.as_ref()?;
        let focus = self.view.focus.as_ref()?;
        let table = report.table(&focus.table)?;
        let given = matches!(
            table.rule,
            Rule::Given { from: Source::Parameter | Source::HandSet | Source::Seeded { .. } }
        );
        let param = self.spec()?.param(&table.id)?;
        (given && matches!(param.kind, ParamKind::Matrix { .. }))
            .then(|| (table.id.clone(), focus.row, focus.col))
    }

    /// The matrix as typed, with one number replaced by `text`; an empty one counts as 0.
    fn matrix_with(&self, param: &str, row: usize, col: usize, text: &str) -> String {
        let Some(table) = self.report.as_ref().and_then(|report| report.table(param)) else {
            return self.value(param);
        };
        let text = if text.is_empty() { "0" } else { text };
        let rows = table.values.rows().into_iter().enumerate().map(|(r, values)| {
            let cells = values.iter().enumerate().map(|(c, value)| {
                if (r, c) == (row, col) { text.to_owned() } else { params::number_text(*value) }
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        rows.collect::<Vec<_>>().join("; ")
    }
}

fn cell(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

/// The parameter that a reader would want to type first: the sentence, else a matrix.
fn first_text(spec: &'static Spec) -> Option<&'static ParamSpec> {
    let tokens = |spec: &&ParamSpec| matches!(spec.kind, ParamKind::Tokens { .. });
    let matrix = |spec: &&ParamSpec| matches!(spec.kind, ParamKind::Matrix { .. });
    let wanted = |spec: &&ParamSpec| tokens(spec) && !spec.default.is_empty();
    spec.params.iter().find(wanted).or_else(|| spec.params.iter().find(matrix))
}
