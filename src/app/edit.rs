//! A field over one parameter of a demo, or over one number of a matrix.

use super::demo_view::DemoView;
use super::field::Field;
use fingerpost_demos::params::number_text;
use fingerpost_demos::report::{Rule, Source};
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
        Some(Self::of_param(index, demo, first_text(demo.spec()?)?.name))
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

    /// What the field is for.
    pub fn label(&self) -> String {
        match self.cell {
            None => self.param.clone(),
            Some((row, col)) => format!("{}[{row},{col}]", self.param),
        }
    }
}

/// The parameter that a reader would want to type first: the sentence, else a matrix.
fn first_text(spec: &'static Spec) -> Option<&'static ParamSpec> {
    let words = |spec: &&ParamSpec| {
        matches!(spec.kind, ParamKind::Tokens { .. }) && !spec.default.is_empty()
    };
    let matrix = |spec: &&ParamSpec| matches!(spec.kind, ParamKind::Matrix { .. });
    spec.params.iter().find(words).or_else(|| spec.params.iter().find(matrix))
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
