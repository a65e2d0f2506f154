//! The series of a picture with curves: their points, and what tells them apart.

use super::super::labels::distinct;
use crate::ink::Role;
use fingerpost_demos::report::{Axis, CellRef, Curve, Report, Stroke, Table};

/// More than these cannot be told apart.
pub const MOST: usize = 8;

/// One point: a cell of a table, and where its number across stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub cell: CellRef,
    pub x: f64,
    pub y: f64,
    /// The cell with the number across; `None` where it is only a place in order.
    pub from: Option<CellRef>,
}

/// One row or column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Series of one name belong together.
    pub name: String,
    pub stroke: Stroke,
    pub points: Vec<Point>,
}

/// All series of a curve; none where its tables do not fit.
pub fn series(report: &Report, curve: &Curve) -> Vec<Series> {
    let Some(table) = report.table(&curve.y) else { return Vec::new() };
    let names = distinct(match curve.along {
        Axis::Row => &table.rows,
        Axis::Column => &table.cols,
    });
    let x = match &curve.x {
        Some(id) => match report.table(id) {
            Some(x) => Some(x),
            None => return Vec::new(),
        },
        None => None,
    };
    let length = match curve.along {
        Axis::Row => table.values.ncols(),
        Axis::Column => table.values.nrows(),
    };
    let one = |(line, name): (usize, String)| Series {
        name,
        stroke: curve.stroke,
        points: (0..length).filter_map(|at| point(table, curve.along, (line, at), x)).collect(),
    };
    names.into_iter().enumerate().map(one).collect()
}

fn point(
    table: &Table,
    along: Axis,
    (line, at): (usize, usize),
    x: Option<&Table>,
) -> Option<Point> {
    let (row, col) = match along {
        Axis::Row => (line, at),
        Axis::Column => (at, line),
    };
    let y = *table.values.get((row, col))?;
    let cell = CellRef { table: table.id.clone(), row, col };
    let Some(x) = x else { return Some(Point { cell, x: at as f64, y, from: None }) };
    let (row, col) = if x.values.dim() == table.values.dim() {
        (row, col)
    } else if x.values.ncols() == 1 {
        (at, 0)
    } else {
        (0, at)
    };
    let from = CellRef { table: x.id.clone(), row, col };
    Some(Point { cell, x: *x.values.get((row, col))?, y, from: Some(from) })
}

/// What tells series apart: a letter and a colour for each name.
pub struct Names {
    names: Vec<String>,
    letters: Vec<String>,
}

impl Names {
    /// The first letters where they differ, else a, b, c; a dot where there is one name alone.
    pub fn of<'a>(series: impl Iterator<Item = &'a Series>) -> Self {
        let mut names: Vec<String> = Vec::new();
        for series in series {
            if !names.contains(&series.name) {
                names.push(series.name.clone());
            }
        }
        let first = |name: &String| name.chars().next().filter(char::is_ascii_alphanumeric);
        let own: Vec<char> = names.iter().filter_map(first).collect();
        let differ = own.iter().enumerate().all(|(at, letter)| !own[..at].contains(letter));
        let letters = if names.len() < 2 {
            vec!["•".to_owned()]
        } else if own.len() == names.len() && differ {
            own.into_iter().map(String::from).collect()
        } else {
            ('a'..='z').map(String::from).collect()
        };
        Self { names, letters }
    }

    pub fn count(&self) -> usize {
        self.names.len()
    }

    pub fn index(&self, name: &str) -> usize {
        self.names.iter().position(|known| known == name).unwrap_or(0)
    }

    pub fn letter(&self, index: usize) -> &str {
        self.letters.get(index).map_or("•", String::as_str)
    }

    pub fn role(index: usize) -> Role {
        Role::Series(u8::try_from(index % MOST).unwrap_or(0))
    }

    /// Letters with their names.
    pub fn legend(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.names
            .iter()
            .enumerate()
            .take(MOST)
            .map(|(index, name)| (index, self.letter(index), name.as_str()))
    }
}
