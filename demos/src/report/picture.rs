//! How the tables of a step may be drawn: every point of a picture is a cell of a table.

use super::Axis;
use serde::Serialize;

/// A picture of tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Picture {
    /// Lines and marks over one axis.
    Curves {
        /// What is drawn, the first at the back.
        curves: Vec<Curve>,
    },
    /// A mark for each row of a table, where two of its numbers say.
    Scatter {
        /// The table.
        table: String,
        /// The column of the number across.
        x: usize,
        /// The column of the number up.
        y: usize,
    },
    /// Shades for a table of heights, and the rows of another one as numbered points on it.
    Landscape {
        /// A row for each number of `up`, a column for each of `across`.
        heights: String,
        /// Where its columns stand, one number each.
        across: String,
        /// Where its rows stand, one number each.
        up: String,
        /// Points in order: across, up.
        path: String,
    },
}

/// The lines of one table as series of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Curve {
    /// The table with the numbers up.
    pub y: String,
    /// Row: each row is a series; column: each column is one.
    pub along: Axis,
    /// The table with the numbers across: one for each point, or of the same shape as `y`. Without it
    /// the points stand evenly, one for each label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// What is drawn of a series.
    pub stroke: Stroke,
}

/// What is drawn of a series of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "a line from point to point, a mark at each point, or both")]
pub enum Stroke {
    Line,
    Marks,
    Both,
}

impl Picture {
    /// The tables that it draws, those with numbers across too.
    pub fn of(&self) -> Vec<&str> {
        match self {
            Self::Curves { curves } => {
                let all = curves.iter().flat_map(|curve| std::iter::once(&curve.y).chain(&curve.x));
                all.map(String::as_str).collect()
            }
            Self::Scatter { table, .. } => vec![table],
            Self::Landscape { heights, across, up, path } => vec![heights, across, up, path],
        }
    }

    /// The tables that only say where points stand.
    pub fn axes(&self) -> Vec<&str> {
        match self {
            Self::Curves { curves } => curves.iter().filter_map(|it| it.x.as_deref()).collect(),
            Self::Scatter { .. } => Vec::new(),
            Self::Landscape { across, up, .. } => vec![across, up],
        }
    }

    /// The table whose numbers go up over those of this one, if curves are drawn over it.
    pub fn over(&self, across: &str) -> Option<&str> {
        let Self::Curves { curves } = self else { return None };
        let over = |curve: &&Curve| curve.x.as_deref() == Some(across);
        curves.iter().rfind(over).map(|curve| curve.y.as_str())
    }

    /// One table as curves.
    pub(crate) fn curve(curve: Curve) -> Self {
        Self::Curves { curves: vec![curve] }
    }

    /// Marks at two columns of a table.
    pub(crate) fn scatter(table: &str, x: usize, y: usize) -> Self {
        Self::Scatter { table: table.to_owned(), x, y }
    }
}

impl Curve {
    /// Each row of a table, lines and marks, over its labels.
    pub(crate) fn rows(y: &str) -> Self {
        Self { y: y.to_owned(), along: Axis::Row, x: None, stroke: Stroke::Both }
    }

    /// Each column of a table, lines and marks, over its labels.
    pub(crate) fn columns(y: &str) -> Self {
        Self { along: Axis::Column, ..Self::rows(y) }
    }

    /// Over the numbers of a table.
    pub(crate) fn over(self, x: &str) -> Self {
        Self { x: Some(x.to_owned()), ..self }
    }

    /// Only lines, or only marks.
    pub(crate) fn stroke(self, stroke: Stroke) -> Self {
        Self { stroke, ..self }
    }
}
