//! Moving through a lesson: from cell to cell, from step to step, into the operands.

use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Report, Step, Table};

/// A direction of an arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

/// The cell that a step is entered at: the one worth looking at, else its first.
pub fn first_cell(report: &Report, step: usize) -> Option<CellRef> {
    let step = report.steps.get(step)?;
    let look = step.look.as_ref().filter(|look| report.at(look).is_some());
    look.cloned().or_else(|| {
        let table = step.tables.iter().find(|table| !table.values.is_empty())?;
        Some(CellRef { table: table.id.clone(), row: 0, col: 0 })
    })
}

/// The step that holds a table.
pub fn step_of(report: &Report, table: &str) -> Option<usize> {
    report.steps.iter().position(|step| step.tables.iter().any(|other| other.id == table))
}

/// The n-th operand of a cell, from 0.
pub fn operand(report: &Report, cell: &CellRef, n: usize) -> Option<CellRef> {
    evaluate::open(report, cell)?.operands.into_iter().nth(n).map(|(operand, _)| operand)
}

/// The next cell in a direction. Past the edge of a table lies the table before or after it in
/// the same step; at the outermost edge the cell stays.
pub fn neighbour(report: &Report, step: usize, from: &CellRef, direction: Direction) -> CellRef {
    let Some(step) = report.steps.get(step) else { return from.clone() };
    let Some(at) = step.tables.iter().position(|table| table.id == from.table) else {
        return from.clone();
    };
    inside(&step.tables[at], from, direction)
        .or_else(|| across(step, at, from, direction))
        .unwrap_or_else(|| from.clone())
}

fn inside(table: &Table, from: &CellRef, direction: Direction) -> Option<CellRef> {
    let (rows, cols) = table.values.dim();
    let (row, col) = match direction {
        Direction::Left => (from.row, from.col.checked_sub(1)?),
        Direction::Right => (from.row, from.col + 1),
        Direction::Up => (from.row.checked_sub(1)?, from.col),
        Direction::Down => (from.row + 1, from.col),
    };
    (row < rows && col < cols).then(|| CellRef { table: from.table.clone(), row, col })
}

fn across(step: &Step, at: usize, from: &CellRef, direction: Direction) -> Option<CellRef> {
    let back = matches!(direction, Direction::Left | Direction::Up);
    let filled = |table: &&Table| !table.values.is_empty();
    let next = if back {
        step.tables.get(..at)?.iter().rev().find(filled)
    } else {
        step.tables.get(at + 1..)?.iter().find(filled)
    }?;
    let (last_row, last_col) = (next.values.nrows() - 1, next.values.ncols() - 1);
    let (row, col) = match direction {
        Direction::Left => (from.row, last_col),
        Direction::Right => (from.row, 0),
        Direction::Up => (last_row, from.col),
        Direction::Down => (0, from.col),
    };
    Some(CellRef { table: next.id.clone(), row: row.min(last_row), col: col.min(last_col) })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::attention;
    use super::*;

    fn cell(table: &str, row: usize, col: usize) -> CellRef {
        CellRef { table: table.to_owned(), row, col }
    }

    #[test]
    fn arrows_walk_through_the_tables_of_a_step() {
        use Direction::{Down, Left, Right, Up};
        let report = attention();
        // Step 2 holds w_q (4 × 2) and q (6 × 2).
        let cases = [
            (cell("w_q", 0, 0), Right, cell("w_q", 0, 1)),
            (cell("w_q", 1, 1), Right, cell("q", 1, 0)),
            (cell("q", 5, 0), Left, cell("w_q", 3, 1)),
            (cell("w_q", 3, 1), Down, cell("q", 0, 1)),
            (cell("q", 0, 0), Up, cell("w_q", 3, 0)),
            (cell("w_q", 0, 0), Up, cell("w_q", 0, 0)),
            (cell("q", 5, 1), Right, cell("q", 5, 1)),
            (cell("q", 5, 1), Down, cell("q", 5, 1)),
            (cell("elsewhere", 0, 0), Down, cell("elsewhere", 0, 0)),
        ];
        for (from, direction, to) in cases {
            assert_eq!(neighbour(&report, 2, &from, direction), to, "{from:?} {direction:?}");
        }
    }

    #[test]
    fn steps_are_found_and_entered() {
        let report = attention();
        assert_eq!(step_of(&report, "weights"), Some(7));
        assert_eq!(step_of(&report, "nothing"), None);
        assert_eq!(first_cell(&report, 7), Some(cell("weights", 4, 1)));
        assert_eq!(first_cell(&report, 0), None);
        assert_eq!(first_cell(&report, 99), None);
        let mut report = report;
        report.steps[7].look = Some(cell("weights", 40, 0));
        assert_eq!(first_cell(&report, 7), Some(cell("weights", 0, 0)));
    }
}
