//! The shape that a rule makes, and its numbers: cell by cell where a cell depends on few others,
//! line by line where it depends on a whole row or column.

use super::normal;
use crate::report::{Axis, Function, Reduction, Rule, Table};
use ndarray::Array2;

/// Recomputes all numbers of a rule.
pub(super) fn compute(rule: &Rule, of: &[&Table]) -> Result<Array2<f64>, String> {
    let (rows, cols) = shape(rule, of)?;
    let Some(axis) = line_axis(rule) else {
        return Ok(Array2::from_shape_fn((rows, cols), |(row, col)| cell(rule, of, row, col)));
    };
    let mut made = Array2::zeros((rows, cols));
    let lines = if axis == Axis::Row { rows } else { cols };
    for index in 0..lines {
        let results = line(rule, index, &line_of(of, axis, index));
        for (place, result) in results.into_iter().enumerate() {
            let at = if axis == Axis::Row { (index, place) } else { (place, index) };
            if let Some(cell) = made.get_mut(at) {
                *cell = result;
            }
        }
    }
    Ok(made)
}

/// Rows and columns of what a rule makes; an error says what does not fit.
pub(super) fn shape(rule: &Rule, of: &[&Table]) -> Result<(usize, usize), String> {
    let dim = |index: usize| of.get(index).map_or((0, 0), |table| table.values.dim());
    let (a, b) = (dim(0), dim(1));
    let fits = |fits: bool, shape: (usize, usize)| {
        let why = || format!("{} × {} and {} × {} do not fit", a.0, a.1, b.0, b.1);
        if fits { Ok(shape) } else { Err(why()) }
    };
    match rule {
        Rule::Given { .. } | Rule::Observed { .. } => Err("it is not computed".to_owned()),
        Rule::Matmul { .. } => fits(a.1 == b.0, (a.0, b.1)),
        Rule::MatmulT { .. } => fits(a.1 == b.1, (a.0, b.0)),
        Rule::Transpose { .. } => Ok((a.1, a.0)),
        Rule::Add { .. } | Rule::Sub { .. } | Rule::Mul { .. } | Rule::Div { .. } => {
            let spread = |a: usize, b: usize| a == b || a == 1 || b == 1;
            fits(spread(a.0, b.0) && spread(a.1, b.1), (a.0.max(b.0), a.1.max(b.1)))
        }
        Rule::Lookup { index, .. } => {
            inside(index.iter().all(|row| *row < a.0), (index.len(), a.1))
        }
        Rule::Rows { from, to, .. } => inside(from <= to && *to <= a.0, (to - from.min(to), a.1)),
        Rule::Columns { from, to, .. } => {
            inside(from <= to && *to <= a.1, (a.0, to - from.min(to)))
        }
        Rule::Mask { keep, .. } => {
            let square = keep.len() == a.0 && keep.iter().all(|row| row.len() == a.1);
            if square { Ok(a) } else { Err("what is kept has another shape".to_owned()) }
        }
        Rule::Rotate { positions, .. } => {
            let even = a.1.is_multiple_of(2) && positions.len() == a.0;
            if even {
                Ok(a)
            } else {
                Err("a position for each row and pairs are needed".to_owned())
            }
        }
        Rule::Concat { axis, .. } => concat_shape(of, *axis),
        Rule::Reduce { axis: Axis::Row, .. } => Ok((a.0, 1)),
        Rule::Reduce { axis: Axis::Column, .. } => Ok((1, a.1)),
        Rule::Scale { .. }
        | Rule::Softmax { .. }
        | Rule::SoftmaxNaive { .. }
        | Rule::Map { .. }
        | Rule::Cumsum { .. }
        | Rule::Sort { .. }
        | Rule::Normalize { .. } => Ok(a),
    }
}

fn inside(is: bool, shape: (usize, usize)) -> Result<(usize, usize), String> {
    if is { Ok(shape) } else { Err("a row or column outside the table is asked for".to_owned()) }
}

fn concat_shape(of: &[&Table], axis: Axis) -> Result<(usize, usize), String> {
    let rows = of.iter().map(|table| table.values.nrows());
    let cols = of.iter().map(|table| table.values.ncols());
    let same = |mut sizes: Box<dyn Iterator<Item = usize> + '_>| {
        let first = sizes.next().unwrap_or(0);
        sizes.all(|size| size == first).then_some(first)
    };
    let unlike = || "the tables are of unlike length".to_owned();
    match axis {
        Axis::Row => Ok((same(Box::new(rows)).ok_or_else(unlike)?, cols.sum())),
        Axis::Column => Ok((rows.sum(), same(Box::new(cols)).ok_or_else(unlike)?)),
    }
}

/// The place that a rule copies from: which table, its row and its column.
pub(super) fn copied(
    rule: &Rule,
    of: &[&Table],
    row: usize,
    col: usize,
) -> Option<(usize, usize, usize)> {
    match rule {
        Rule::Lookup { index, .. } => Some((0, *index.get(row)?, col)),
        Rule::Transpose { .. } => Some((0, col, row)),
        Rule::Rows { from, .. } => Some((0, from + row, col)),
        Rule::Columns { from, .. } => Some((0, row, from + col)),
        Rule::Mask { .. } => Some((0, row, col)),
        Rule::Concat { axis, .. } => {
            let mut place = if *axis == Axis::Row { col } else { row };
            for (which, table) in of.iter().enumerate() {
                let (rows, cols) = table.values.dim();
                let size = if *axis == Axis::Row { cols } else { rows };
                if place < size {
                    let along = *axis == Axis::Row;
                    return Some(if along { (which, row, place) } else { (which, place, col) });
                }
                place -= size;
            }
            None
        }
        Rule::Sort { axis, .. } => {
            let (index, rank) = if *axis == Axis::Row { (row, col) } else { (col, row) };
            let from = *order(&line_of(of, *axis, index)).get(rank)?;
            Some(if *axis == Axis::Row { (0, row, from) } else { (0, from, col) })
        }
        _ => None,
    }
}

/// Along which lines a rule works, where it works on whole lines.
pub(super) fn line_axis(rule: &Rule) -> Option<Axis> {
    match rule {
        Rule::Softmax { axis, .. }
        | Rule::SoftmaxNaive { axis, .. }
        | Rule::Cumsum { axis, .. }
        | Rule::Reduce { axis, .. } => Some(*axis),
        Rule::Normalize { .. } | Rule::Rotate { .. } => Some(Axis::Row),
        _ => None,
    }
}

/// One row or column of the first table.
pub(crate) fn line_of(of: &[&Table], axis: Axis, index: usize) -> Vec<f64> {
    let Some(table) = of.first() else { return Vec::new() };
    let place = |at: usize| if axis == Axis::Row { (index, at) } else { (at, index) };
    (0..).map_while(|at| table.values.get(place(at)).copied()).collect()
}

/// The number at a place that is spread where the table has one row or column only.
pub(super) fn spread(table: &Table, row: usize, col: usize) -> (usize, usize) {
    let (rows, cols) = table.values.dim();
    (if rows == 1 { 0 } else { row }, if cols == 1 { 0 } else { col })
}

/// Places of a line, largest value first, equal ones as they stand.
fn order(line: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..line.len()).collect();
    order.sort_by(|a, b| match (line.get(*a), line.get(*b)) {
        (Some(a), Some(b)) => b.total_cmp(a),
        _ => std::cmp::Ordering::Equal,
    });
    order
}

fn cell(rule: &Rule, of: &[&Table], row: usize, col: usize) -> f64 {
    let at = |which: usize, row: usize, col: usize| {
        of.get(which).and_then(|table| table.values.get((row, col))).copied().unwrap_or(f64::NAN)
    };
    let pair = |which: usize| {
        let place = of.get(which).map_or((0, 0), |table| spread(table, row, col));
        at(which, place.0, place.1)
    };
    let inner = of.first().map_or(0, |table| table.values.ncols());
    match rule {
        Rule::Matmul { .. } => (0..inner).map(|k| at(0, row, k) * at(1, k, col)).sum(),
        Rule::MatmulT { .. } => (0..inner).map(|k| at(0, row, k) * at(1, col, k)).sum(),
        Rule::Add { .. } => pair(0) + pair(1),
        Rule::Sub { .. } => pair(0) - pair(1),
        Rule::Mul { .. } => pair(0) * pair(1),
        Rule::Div { .. } => pair(0) / pair(1),
        Rule::Scale { factor, .. } => factor * at(0, row, col),
        Rule::Map { r#fn, .. } => function(*r#fn, at(0, row, col)),
        Rule::Mask { keep, .. } => {
            let kept = keep.get(row).and_then(|row| row.get(col)).copied().unwrap_or(false);
            if kept { at(0, row, col) } else { f64::NEG_INFINITY }
        }
        copying => match copied(copying, of, row, col) {
            Some((which, row, col)) => at(which, row, col),
            None => f64::NAN,
        },
    }
}

fn line(rule: &Rule, index: usize, line: &[f64]) -> Vec<f64> {
    match rule {
        Rule::Softmax { .. } => normal::softmax(line),
        Rule::SoftmaxNaive { .. } => {
            let sum: f64 = line.iter().map(|score| libm::exp(*score)).sum();
            line.iter().map(|score| libm::exp(*score) / sum).collect()
        }
        Rule::Cumsum { .. } => {
            let running = line.iter().scan(0.0, |sum, value| {
                *sum += value;
                Some(*sum)
            });
            running.collect()
        }
        Rule::Normalize { kind, eps, .. } => normal::normalize(line, *kind, *eps),
        Rule::Rotate { base, positions, .. } => {
            normal::rotate(line, *base, positions.get(index).copied().unwrap_or(f64::NAN))
        }
        Rule::Reduce { r#fn, .. } => vec![reduce(*r#fn, line)],
        _ => Vec::new(),
    }
}

fn function(function: Function, x: f64) -> f64 {
    match function {
        Function::Ln => libm::log(x),
        Function::Sqrt => libm::sqrt(x),
        Function::Square => x * x,
        Function::Abs => x.abs(),
        Function::Neg => -x,
        Function::Reciprocal => 1.0 / x,
        Function::Sin => libm::sin(x),
        Function::Cos => libm::cos(x),
        Function::Sign if x == 0.0 => 0.0,
        Function::Sign => x / x.abs(),
        Function::Step => f64::from(u8::from(x > 0.0)),
        Function::Relu if x <= 0.0 => 0.0,
        Function::Relu => x,
        Function::Gelu => 0.5 * x * (1.0 + libm::erf(x / libm::sqrt(2.0))),
        Function::GeluTanh => {
            let inner = libm::sqrt(2.0 / std::f64::consts::PI) * (x + 0.044_715 * x * x * x);
            0.5 * x * (1.0 + libm::tanh(inner))
        }
        Function::Tanh => libm::tanh(x),
        Function::Sigmoid => 1.0 / (1.0 + libm::exp(-x)),
        Function::Elu1 if x > 0.0 => x + 1.0,
        Function::Exp | Function::Elu1 => libm::exp(x),
    }
}

fn reduce(reduction: Reduction, line: &[f64]) -> f64 {
    let count = line.len() as f64;
    match reduction {
        Reduction::Sum => line.iter().sum(),
        Reduction::Mean => line.iter().sum::<f64>() / count,
        Reduction::Max => line.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        Reduction::Min => line.iter().copied().fold(f64::INFINITY, f64::min),
        Reduction::Argmax => {
            let mut best = 0;
            for (place, value) in line.iter().enumerate() {
                if line.get(best).is_some_and(|largest| value > largest) {
                    best = place;
                }
            }
            best as f64
        }
        Reduction::Variance => normal::variance(line),
        Reduction::Norm => libm::sqrt(line.iter().map(|value| value * value).sum()),
        Reduction::Entropy => {
            let terms = line.iter().filter(|share| **share != 0.0);
            0.0 - terms.map(|share| share * libm::log(*share)).sum::<f64>()
        }
    }
}
