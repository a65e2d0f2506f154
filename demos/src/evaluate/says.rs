//! A cell's arithmetic in one short sentence for people.

use super::expression::Factor;
use super::rule;
use crate::report::{Axis, Function, Norm, Reduction, Rule, Source, Table};

/// What is done to get the number at a place of a table, in words.
pub(super) fn says(table: &Table, of: &[&Table], row: usize, col: usize) -> String {
    let id = |which: usize| of.get(which).map_or("", |table| table.id.as_str());
    match &table.rule {
        Rule::Given { from } => given(table, from, row),
        Rule::Observed { step, .. } => format!("measured at step {step} of the training"),
        Rule::Matmul { .. } => {
            let (row, col) = (row_of(of, 0, row), col_of(of, 1, col));
            format!("{row} times {col}")
        }
        Rule::MatmulT { .. } => format!("{} times {}", row_of(of, 0, row), row_of(of, 1, col)),
        Rule::Add { .. } => format!("{} plus {}, place by place", id(0), id(1)),
        Rule::Sub { .. } => format!("{} minus {}, place by place", id(0), id(1)),
        Rule::Mul { .. } => format!("{} times {}, place by place", id(0), id(1)),
        Rule::Div { .. } => format!("{} divided by {}, place by place", id(0), id(1)),
        Rule::Scale { factor, .. } => {
            let cell = at(of, 0, row, col);
            match Factor::of(*factor) {
                Factor::Over(by) => format!("{cell}, divided by {by}"),
                Factor::OverRoot(of) => format!("{cell}, divided by √{of}"),
                Factor::Times(factor) => format!("{cell}, times {factor}"),
            }
        }
        Rule::Mask { keep, .. } => {
            let kept = keep.get(row).and_then(|row| row.get(col)).copied().unwrap_or(false);
            let kept = if kept { "kept as it is" } else { "not kept, so −∞" };
            format!("{kept}: {}", at(of, 0, row, col))
        }
        Rule::Softmax { axis, .. } => softmax(of, *axis, row, col),
        Rule::SoftmaxNaive { axis, .. } => {
            format!("its share of {}, nothing subtracted", line(of, *axis, row, col))
        }
        Rule::Map { r#fn, .. } => format!("{} of {}", function(*r#fn), at(of, 0, row, col)),
        Rule::Cumsum { axis, .. } => {
            format!("the sum of {} up to here", line(of, *axis, row, col))
        }
        Rule::Normalize { kind: Norm::Layer, .. } => {
            let line = line(of, Axis::Row, row, col);
            format!("its distance from the mean of {line}, in standard deviations")
        }
        Rule::Normalize { kind: Norm::Rms, .. } => {
            format!("divided by the root mean square of {}", line(of, Axis::Row, row, col))
        }
        Rule::Rotate { .. } => format!("a pair of {} turned by its position", row_of(of, 0, row)),
        Rule::Reduce { r#fn, axis, .. } => {
            format!("{} of {}", reduction(*r#fn), line(of, *axis, row, col))
        }
        Rule::Sort { axis, .. } => {
            let rank = if *axis == Axis::Row { col } else { row } + 1;
            format!("number {rank} of {}, largest first", line(of, *axis, row, col))
        }
        copying => match rule::copied(copying, of, row, col) {
            Some((which, row, col)) => format!("taken from {}", at(of, which, row, col)),
            None => String::new(),
        },
    }
}

fn given(table: &Table, from: &Source, row: usize) -> String {
    if table.random_rows.contains(&row) {
        let word = table.rows.get(row).map_or("", String::as_str);
        return format!("a random stand-in, drawn from the letters of `{word}`");
    }
    match from {
        Source::Data => "read from the data".to_owned(),
        Source::Parameter => "set as a parameter".to_owned(),
        Source::HandSet => "set by hand".to_owned(),
        Source::Seeded { seed } => format!("drawn at random with seed {seed}"),
        Source::Trained { .. } => "learned in training".to_owned(),
    }
}

fn softmax(of: &[&Table], axis: Axis, row: usize, col: usize) -> String {
    let whole = line(of, axis, row, col);
    let index = if axis == Axis::Row { row } else { col };
    let scores = rule::line_of(of, axis, index);
    let kept = scores.iter().filter(|score| **score != f64::NEG_INFINITY).count();
    if kept == scores.len() {
        return format!("its share of {whole}");
    }
    format!("its share of {whole}, of which {kept} of {} are kept", scores.len())
}

fn line(of: &[&Table], axis: Axis, row: usize, col: usize) -> String {
    match axis {
        Axis::Row => row_of(of, 0, row),
        Axis::Column => col_of(of, 0, col),
    }
}

fn row_of(of: &[&Table], which: usize, row: usize) -> String {
    let Some(table) = of.get(which) else { return String::new() };
    format!("row `{}` of {}", table.rows.get(row).map_or("", String::as_str), table.id)
}

fn col_of(of: &[&Table], which: usize, col: usize) -> String {
    let Some(table) = of.get(which) else { return String::new() };
    format!("column `{}` of {}", table.cols.get(col).map_or("", String::as_str), table.id)
}

fn at(of: &[&Table], which: usize, row: usize, col: usize) -> String {
    let Some(table) = of.get(which) else { return String::new() };
    let row = table.rows.get(row).map_or("", String::as_str);
    let col = table.cols.get(col).map_or("", String::as_str);
    format!("{}, row `{row}`, column `{col}`", table.id)
}

/// A function in words, to stand before "of".
pub(crate) fn function(function: Function) -> &'static str {
    match function {
        Function::Exp => "e to the power",
        Function::Ln => "the natural logarithm",
        Function::Sqrt => "the square root",
        Function::Square => "the square",
        Function::Abs => "the size",
        Function::Neg => "the opposite",
        Function::Reciprocal => "1 divided by the number",
        Function::Sin => "the sine",
        Function::Cos => "the cosine",
        Function::Sign => "the sign",
        Function::Step => "1 if positive, else 0,",
        Function::Relu => "ReLU",
        Function::Gelu => "GELU",
        Function::GeluTanh => "GELU, by its formula with tanh,",
        Function::Tanh => "tanh",
        Function::Sigmoid => "the sigmoid",
        Function::Elu1 => "ELU plus 1",
    }
}

fn reduction(reduction: Reduction) -> &'static str {
    match reduction {
        Reduction::Sum => "the sum",
        Reduction::Mean => "the mean",
        Reduction::Max => "the largest",
        Reduction::Min => "the smallest",
        Reduction::Argmax => "the place, from 0, of the largest",
        Reduction::Variance => "the variance",
        Reduction::Norm => "the length",
        Reduction::Entropy => "the entropy",
    }
}
