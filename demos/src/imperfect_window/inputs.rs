//! What goes in: rows of shares, scores and values; shapes and signs checked.

use crate::demo::DemoError;
use crate::make::{Labels, given};
use crate::params::{Params, bad, counted};
use crate::report::{Kind, Source, Table};
use crate::shared::numbered;
use crate::shared::source;
use crate::words::{check_shares, given_matrix};
use ndarray::Array2;

/// Everything given, with shapes that fit.
pub(super) struct Inputs {
    tables: Vec<(&'static str, Array2<f64>, Source)>,
}

impl Inputs {
    pub(super) fn read(params: &Params) -> Result<Self, DemoError> {
        let mut tables = Vec::new();
        for name in
            ["values", "a", "b", "shares", "long_values", "heads", "sink_scores", "sink_values"]
        {
            let values = given_matrix(params, name)?.unwrap_or_default();
            tables.push((name, values, source(params, name)));
        }
        let inputs = Self { tables };
        for name in ["a", "b", "shares", "heads"] {
            check_shares(name, &inputs.values(name))?;
        }
        for (wide, values) in [
            ("a", "values"),
            ("b", "values"),
            ("shares", "long_values"),
            ("sink_scores", "sink_values"),
        ] {
            inputs.fits(params, wide, values)?;
        }
        if inputs.values("sink_scores").ncols() < 2 {
            let allowed = "at least 2 numbers are expected: the sink and another".to_owned();
            return Err(bad("sink_scores", "1 number".to_owned(), allowed));
        }
        Ok(inputs)
    }

    pub(super) fn values(&self, name: &str) -> Array2<f64> {
        let found = self.tables.iter().find(|(known, ..)| *known == name);
        found.map(|(_, values, _)| values.clone()).unwrap_or_default()
    }

    /// A table of what was given: a row of shares or scores, or values with a row for each word.
    pub(super) fn table(
        &self,
        name: &str,
        kind: Kind,
        axes: (&'static str, &'static str),
    ) -> Table {
        let values = self.values(name);
        let from = self.tables.iter().find(|(known, ..)| *known == name);
        let from = from.map_or(Source::HandSet, |(.., from)| from.clone());
        let word = |count: usize| (1..=count).map(|word| format!("word {word}")).collect();
        let label = |axis: &str, count: usize| match axis {
            "word" | "looks at" => word(count),
            "head" => (0..count).map(|head| format!("head {head}")).collect(),
            "weights" => vec![name.trim_end_matches("_scores").to_owned()],
            _ => numbered(count),
        };
        let (rows, cols) = (label(axes.0, values.nrows()), label(axes.1, values.ncols()));
        given(name, kind, values, from).labels(Labels { axes, rows, cols })
    }

    /// As many rows of values as there are shares or scores.
    fn fits(&self, params: &Params, wide: &str, values: &str) -> Result<(), DemoError> {
        let (cols, rows) = (self.values(wide).ncols(), self.values(values).nrows());
        if cols == rows {
            return Ok(());
        }
        // The one that the reader put in is the one to be named.
        Err(if params.is_given(wide) || !params.is_given(values) {
            let expected = counted(rows, "number is expected", "numbers are expected");
            let allowed = format!("{expected}, one for each row of {values}");
            bad(wide, counted(cols, "number", "numbers"), allowed)
        } else {
            let expected = counted(cols, "row is expected", "rows are expected");
            let allowed = format!("{expected}, one for each number of {wide}");
            bad(values, counted(rows, "row", "rows"), allowed)
        })
    }
}
