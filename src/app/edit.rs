//! A field over one parameter of a demo, or over one number of a matrix.

use super::demo_view::DemoView;
use super::field::Field;
use crate::report::{cell_name, names_rows};
use fingerpost_demos::params::number_text;
use fingerpost_demos::report::{CellRef, Rule, Source};
use fingerpost_demos::{ParamKind, ParamSpec, Spec};

/// What is being typed into a demo. There is at most one in a page.
#[derive(Debug)]
pub struct Edit {
    /// Which demo of the page.
    pub demo: usize,
    /// The parameter.
    pub param: String,
    /// The place in the matrix, if only that is edited.
    pub cell: Option<(usize, usize)>,
    /// What is typed.
    pub field: Field,
    /// The parameters before, for Esc.
    before: Vec<(String, String)>,
}

impl Edit {
    /// Over the number under the cursor where it is the reader's to change, else over the demo's
    /// sentence or first matrix; nothing where a demo has neither.
    pub fn begin(index: usize, demo: &DemoView) -> Option<Self> {
        if let Some((param, row, col)) = own_number(demo) {
            let text = demo.report.as_ref()?.table(&param)?.values.get((row, col)).copied();
            let text = text.map(number_text).unwrap_or_default();
            return Some(Self::over(index, demo, param, Some((row, col)), &text));
        }
        Some(Self::of_param(index, demo, first_text(demo, demo.spec()?)?.name))
    }

    /// Over one parameter by name.
    pub fn of_param(index: usize, demo: &DemoView, name: &str) -> Self {
        Self::over(index, demo, name.to_owned(), None, &demo.shown(name))
    }

    fn over(
        demo: usize,
        view: &DemoView,
        param: String,
        cell: Option<(usize, usize)>,
        text: &str,
    ) -> Self {
        Self { demo, param, cell, field: Field::of(text), before: view.set.clone() }
    }

    /// Sets the parameter to what the field holds now.
    pub fn apply(&self, demo: &mut DemoView) {
        let text = self.field.text();
        let value = match self.cell {
            None => text.to_owned(),
            Some((row, col)) => matrix_with(demo, &self.param, row, col, text.trim()),
        };
        demo.put(&self.param, value);
    }

    /// Everything as it was before.
    pub fn undo(self, demo: &mut DemoView) {
        demo.set = self.before;
    }

    /// What the field is for: the parameter, or the number as the lesson names it.
    pub fn label(&self, demo: &DemoView) -> String {
        match (self.cell, &demo.report) {
            (Some((row, col)), Some(report)) => {
                cell_name(report, &CellRef { table: self.param.clone(), row, col })
            }
            _ => self.param.clone(),
        }
    }
}

/// The parameter that a reader would want to type first: the sentence, else a matrix. Where a
/// matrix was put in and the sentence that was asked for stands nowhere, the demo does not run on
/// the sentence: then the matrix comes first.
fn first_text(demo: &DemoView, spec: &'static Spec) -> Option<&'static ParamSpec> {
    let set = |name: &str| demo.set.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let is_idle = |words: &ParamSpec| {
        let asked = set(words.name).map_or(words.default, String::as_str);
        demo.report.as_ref().is_some_and(|report| !names_rows(report, asked))
    };
    let matrices = || spec.params.iter().filter(|it| matches!(it.kind, ParamKind::Matrix { .. }));
    let put_in = matrices().find(|it| set(it.name).is_some_and(|value| !value.is_empty()));
    let mut words = spec.params.iter().filter(|it| matches!(it.kind, ParamKind::Tokens { .. }));
    words
        .find(|words| !words.default.is_empty())
        .filter(|words| put_in.is_none() || !is_idle(words))
        .or(put_in)
        .or_else(|| matrices().next())
}

/// The number in focus, if its table is a parameter of the demo: its name, row and column.
fn own_number(demo: &DemoView) -> Option<(String, usize, usize)> {
    let focus = demo.view.focus.as_ref()?;
    let table = demo.report.as_ref()?.table(&focus.table)?;
    let Rule::Given { from } = &table.rule else { return None };
    let ours = matches!(from, Source::Parameter | Source::HandSet | Source::Seeded { .. });
    let param = demo.spec()?.param(&table.id)?;
    let is_matrix = matches!(param.kind, ParamKind::Matrix { .. });
    (ours && is_matrix).then(|| (table.id.clone(), focus.row, focus.col))
}

/// A matrix as typed, with one number replaced; an empty text counts as 0.
fn matrix_with(demo: &DemoView, param: &str, row: usize, col: usize, text: &str) -> String {
    let Some(table) = demo.report.as_ref().and_then(|report| report.table(param)) else {
        return demo.value(param);
    };
    let text = if text.is_empty() { "0" } else { text };
    let rows = table.values.rows().into_iter().enumerate().map(|(r, values)| {
        let cells = values.iter().enumerate().map(|(c, value)| {
            if (r, c) == (row, col) { text.to_owned() } else { number_text(*value) }
        });
        cells.collect::<Vec<_>>().join(" ")
    });
    rows.collect::<Vec<_>>().join("; ")
}
