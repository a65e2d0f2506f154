//! A cell's arithmetic as text, with the cells that it reads.

use super::expression::{bracketed_sum, number, scaled, sum};
use super::{normal, rule};
use crate::report::{Axis, CellRef, Function, Norm, Reduction, Rule, Table};

/// Largest score whose plain e^score is safe to print: beyond it the largest is subtracted.
const PLAIN: f64 = 300.0;

/// The expression of a cell and its operands.
pub(super) fn write(
    table: &Table,
    of: &[&Table],
    row: usize,
    col: usize,
) -> (String, Vec<(CellRef, f64)>) {
    let mut trail = Trail { of, operands: Vec::new() };
    let value = table.values.get((row, col)).copied().unwrap_or(f64::NAN);
    let expression = match &table.rule {
        Rule::Given { .. } | Rule::Observed { .. } => number(value),
        Rule::Mask { keep, .. } => {
            let from = trail.read(0, row, col);
            let kept = keep.get(row).and_then(|row| row.get(col)).copied().unwrap_or(false);
            if kept { number(from) } else { String::new() }
        }
        Rule::Scale { factor, .. } => scaled(*factor, trail.read(0, row, col)),
        Rule::Map { r#fn, .. } => mapped(*r#fn, trail.read(0, row, col)),
        Rule::Matmul { .. } => trail.product(row, col, false),
        Rule::MatmulT { .. } => trail.product(row, col, true),
        Rule::Add { .. } => trail.pair("+", row, col),
        Rule::Sub { .. } => trail.pair("−", row, col),
        Rule::Mul { .. } => trail.pair("×", row, col),
        Rule::Div { .. } => trail.pair("/", row, col),
        Rule::Softmax { axis, .. } => trail.softmax(*axis, row, col),
        Rule::SoftmaxNaive { axis, .. } => {
            let terms = exponentials(&trail.line(*axis, row, col), 0.0);
            quotient(&terms, if *axis == Axis::Row { col } else { row })
        }
        Rule::Cumsum { axis, .. } => {
            let last = if *axis == Axis::Row { col } else { row };
            sum(&numbers(&trail.line_to(*axis, row, col, last + 1)))
        }
        Rule::Normalize { kind, eps, .. } => {
            let line = trail.line(Axis::Row, row, col);
            normalized(&line, col, *kind, *eps)
        }
        Rule::Rotate { base, positions, .. } => {
            let position = positions.get(row).copied().unwrap_or(f64::NAN);
            trail.rotated(row, col, *base, position)
        }
        Rule::Reduce { r#fn, axis, .. } => reduced(*r#fn, &trail.line(*axis, row, col)),
        Rule::Lookup { .. }
        | Rule::Transpose { .. }
        | Rule::Rows { .. }
        | Rule::Columns { .. }
        | Rule::Concat { .. }
        | Rule::Sort { .. } => match rule::copied(&table.rule, of, row, col) {
            Some((which, row, col)) => number(trail.read(which, row, col)),
            None => String::new(),
        },
    };
    (expression, trail.operands)
}

/// The cells read so far.
struct Trail<'a> {
    of: &'a [&'a Table],
    operands: Vec<(CellRef, f64)>,
}

impl Trail<'_> {
    fn read(&mut self, which: usize, row: usize, col: usize) -> f64 {
        let Some(table) = self.of.get(which) else { return f64::NAN };
        let Some(value) = table.values.get((row, col)).copied() else { return f64::NAN };
        let cell = CellRef { table: table.id.clone(), row, col };
        if !self.operands.iter().any(|(known, _)| *known == cell) {
            self.operands.push((cell, value));
        }
        value
    }

    fn pair(&mut self, sign: &str, row: usize, col: usize) -> String {
        let mut read = |which: usize| {
            let place = self.of.get(which).map_or((0, 0), |table| rule::spread(table, row, col));
            self.read(which, place.0, place.1)
        };
        let (a, b) = (read(0), read(1));
        format!("{} {sign} {}", number(a), number(b))
    }

    fn product(&mut self, row: usize, col: usize, turned: bool) -> String {
        let inner = self.of.first().map_or(0, |table| table.values.ncols());
        let mut terms = Vec::with_capacity(inner);
        for k in 0..inner {
            let a = self.read(0, row, k);
            let b = if turned { self.read(1, col, k) } else { self.read(1, k, col) };
            terms.push(format!("{} × {}", number(a), number(b)));
        }
        sum(&terms)
    }

    /// The line of the first table on which a result at this place depends.
    fn line(&mut self, axis: Axis, row: usize, col: usize) -> Vec<f64> {
        self.line_to(axis, row, col, usize::MAX)
    }

    fn line_to(&mut self, axis: Axis, row: usize, col: usize, end: usize) -> Vec<f64> {
        let Some(table) = self.of.first() else { return Vec::new() };
        let (rows, cols) = table.values.dim();
        match axis {
            Axis::Row => (0..cols.min(end)).map(|at| self.read(0, row, at)).collect(),
            Axis::Column => (0..rows.min(end)).map(|at| self.read(0, at, col)).collect(),
        }
    }

    /// The cell's own term over the sum of the kept ones: e^(−∞) is 0 and adds nothing.
    fn softmax(&mut self, axis: Axis, row: usize, col: usize) -> String {
        let (index, place) = if axis == Axis::Row { (row, col) } else { (col, row) };
        let line = rule::line_of(self.of, axis, index);
        let own = self.read(0, row, col);
        let mut kept = Vec::new();
        for (at, value) in line.iter().enumerate() {
            if *value > f64::NEG_INFINITY || value.is_nan() {
                let cell = if axis == Axis::Row { (row, at) } else { (at, col) };
                kept.push(self.read(0, cell.0, cell.1));
            }
        }
        if kept.is_empty() {
            return "0".to_owned();
        }
        let largest = kept.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let plain = kept.iter().all(|value| value.abs() <= PLAIN);
        let shift = if plain { 0.0 } else { largest };
        let terms = exponentials(&kept, shift);
        if own == f64::NEG_INFINITY {
            return format!("0 / {}", bracketed_sum(&terms));
        }
        let skipped = line.iter().take(place).filter(|value| **value == f64::NEG_INFINITY);
        quotient(&terms, place - skipped.count())
    }

    fn rotated(&mut self, row: usize, col: usize, base: f64, position: f64) -> String {
        let width = self.of.first().map_or(0, |table| table.values.ncols());
        let pair = col / 2;
        let x = number(self.read(0, row, 2 * pair));
        let y = number(self.read(0, row, 2 * pair + 1));
        let power = number(normal::exponent(pair, width));
        let angle = format!("{} × {}^{power}", number(position), number(base));
        if col.is_multiple_of(2) {
            format!("{x} × cos({angle}) − {y} × sin({angle})")
        } else {
            format!("{x} × sin({angle}) + {y} × cos({angle})")
        }
    }
}

fn numbers(line: &[f64]) -> Vec<String> {
    line.iter().map(|value| number(*value)).collect()
}

fn exponentials(line: &[f64], shift: f64) -> Vec<String> {
    let term = |value: &f64| {
        if shift == 0.0 {
            return format!("e^{}", number(*value));
        }
        format!("e^({} − {})", number(*value), number(shift))
    };
    line.iter().map(term).collect()
}

fn quotient(terms: &[String], own: usize) -> String {
    let own = terms.get(own).map_or("0", String::as_str);
    format!("{own} / {}", bracketed_sum(terms))
}

fn mapped(function: Function, x: f64) -> String {
    let a = number(x);
    let minus = number(-x);
    match function {
        Function::Exp => format!("exp({a})"),
        Function::Ln => format!("ln({a})"),
        Function::Sqrt => format!("sqrt({a})"),
        Function::Square => format!("{a}^2"),
        Function::Abs => format!("abs({a})"),
        Function::Neg => format!("0 − {a}"),
        Function::Reciprocal => format!("1 / {a}"),
        Function::Sin => format!("sin({a})"),
        Function::Cos => format!("cos({a})"),
        Function::Sign | Function::Step if x == 0.0 => a,
        Function::Sign => format!("{a} / abs({a})"),
        Function::Step => format!("max(0, {a}) / abs({a})"),
        Function::Relu => format!("max(0, {a})"),
        Function::Gelu => format!("0.5 × {a} × (1 + erf({a} / sqrt(2)))"),
        Function::GeluTanh => {
            let root = format!("sqrt(2 / {})", std::f64::consts::PI);
            format!("0.5 × {a} × (1 + tanh({root} × ({a} + 0.044715 × {a}^3)))")
        }
        Function::Tanh => format!("tanh({a})"),
        Function::Sigmoid => format!("1 / (1 + e^{minus})"),
        Function::Elu1 if x > 0.0 => format!("{a} + 1"),
        Function::Elu1 => format!("e^{a}"),
    }
}

fn mean(line: &[f64]) -> String {
    format!("{} / {}", bracketed_sum(&numbers(line)), line.len())
}

fn variance(line: &[f64]) -> String {
    let mean = mean(line);
    let square = |value: &f64| format!("({} − {mean})^2", number(*value));
    let squares: Vec<String> = line.iter().map(square).collect();
    format!("{} / {}", bracketed_sum(&squares), line.len())
}

fn squares(line: &[f64]) -> Vec<String> {
    line.iter().map(|value| format!("{}^2", number(*value))).collect()
}

fn normalized(line: &[f64], col: usize, kind: Norm, eps: f64) -> String {
    let own = number(line.get(col).copied().unwrap_or(f64::NAN));
    let eps = number(eps);
    match kind {
        Norm::Layer => format!("({own} − {}) / sqrt({} + {eps})", mean(line), variance(line)),
        Norm::Rms => {
            let square = bracketed_sum(&squares(line));
            format!("{own} / sqrt({square} / {} + {eps})", line.len())
        }
    }
}

fn reduced(reduction: Reduction, line: &[f64]) -> String {
    let list = || numbers(line).join(", ");
    match reduction {
        Reduction::Sum => sum(&numbers(line)),
        Reduction::Mean => mean(line),
        Reduction::Max => format!("max({})", list()),
        Reduction::Min => format!("min({})", list()),
        Reduction::Argmax => format!("argmax({})", list()),
        Reduction::Variance => variance(line),
        Reduction::Norm => format!("sqrt({})", sum(&squares(line))),
        Reduction::Entropy => {
            let term = |share: &f64| {
                let share = number(*share);
                if share == "0" { share } else { format!("{share} × ln({share})") }
            };
            let terms: Vec<String> = line.iter().map(term).collect();
            format!("0 − {}", if terms.len() == 1 { sum(&terms) } else { bracketed_sum(&terms) })
        }
    }
}
