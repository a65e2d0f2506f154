//! Sentences made from a report: where its numbers come from, what a cell says, its formula in
//! names.

use super::expression::{self, Expression};
use super::labels::{cell_name, column_name, row_name};
use super::number::{measured, percent, spoken};
use crate::ink::{fit, width};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{
    CellRef, Check, Kind, Origin, Relation, Report, Rule, Source, Step, Table,
};

/// Where the given numbers come from, in two to four words.
pub fn origin(report: &Report) -> String {
    let model = report.tables().any(|table| table.kind == Kind::WeightMatrix);
    match &report.origin {
        Origin::HandSet if model => "hand-set weights".to_owned(),
        Origin::HandSet => "hand-set numbers".to_owned(),
        Origin::Random { seed } => format!("random numbers, seed {seed}"),
        Origin::Trained { steps, .. } => format!("trained for {steps} steps"),
        Origin::Given => "your own numbers".to_owned(),
    }
}

/// Origin and facts, the line in the head of every screen; facts that do not fit into `cells` are
/// left out whole.
pub fn facts(report: &Report, cells: usize) -> String {
    let origin = origin(report);
    let mut words = fit(&origin, cells);
    for fact in report.facts.iter().filter(|fact| **fact != origin) {
        let longer = format!("{words} · {fact}");
        if width(&longer) > cells {
            break;
        }
        words = longer;
    }
    words
}

/// What the demo runs on: its sentence where it has one, else its first parameters.
pub fn subject(report: &Report) -> String {
    if let Some((_, text)) = report.params.iter().find(|(name, _)| name == "text") {
        return text.clone();
    }
    let short = report.params.iter().filter(|(_, value)| !value.is_empty() && value.len() <= 60);
    short.take(4).map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" · ")
}

/// `asks ↓   looks at →`, or nothing where the axes have no names.
pub fn axes(table: &Table) -> String {
    let mut words = Vec::new();
    if !table.row_axis.is_empty() && table.values.nrows() > 0 {
        words.push(format!("{} ↓", table.row_axis));
    }
    if !table.col_axis.is_empty() && table.values.ncols() > 0 {
        words.push(format!("{} →", table.col_axis));
    }
    words.join("   ")
}

/// What a given table was put in by.
pub fn source(source: &Source) -> String {
    match source {
        Source::Data => "from the data".to_owned(),
        Source::Parameter => "put in by you".to_owned(),
        Source::HandSet => "set by hand".to_owned(),
        Source::Seeded { seed } => format!("random, seed {seed}"),
        Source::Trained { sha256 } => {
            format!("trained, file {}", sha256.chars().take(12).collect::<String>())
        }
    }
}

/// One sentence that says what a cell means, with its number.
pub fn sentence(report: &Report, cell: &CellRef) -> Option<String> {
    let table = report.table(&cell.table)?;
    let value = report.at(cell)?;
    let (row, col) = (row_name(table, cell.row), column_name(table, cell.col));
    if value.is_finite() && table.values.ncols() > 1 {
        match table.kind {
            Kind::Weight => {
                return Some(format!(
                    "\"{row}\" gives {} of its weight to \"{col}\".",
                    percent(value)
                ));
            }
            Kind::Probability if table.values.nrows() == 1 => {
                return Some(format!("\"{col}\" gets {} of the probability.", percent(value)));
            }
            _ => {}
        }
    }
    let result = spoken(value, table.kind);
    if value == f64::NEG_INFINITY {
        return Some(format!("{} is masked: it takes no part.", cell_name(report, cell)));
    }
    Some(match symbolic(report, table, cell) {
        Some(symbols) => format!("{symbols} = {result}"),
        None => format!("{} = {result}", cell_name(report, cell)),
    })
}

/// The cell's rule in names: `q[it] · k[dog]`. `None` where the rule has no short form.
pub fn symbolic(report: &Report, table: &Table, cell: &CellRef) -> Option<String> {
    let named = |id: &String| report.table(id);
    Some(match &table.rule {
        Rule::MatmulT { of } => {
            let (a, b) = (named(&of[0])?, named(&of[1])?);
            format!("{} · {}", line(a, &row_name(a, cell.row)), line(b, &row_name(b, cell.col)))
        }
        Rule::Matmul { of } => {
            let (a, b) = (named(&of[0])?, named(&of[1])?);
            let column = if b.values.ncols() == 1 {
                b.id.clone()
            } else {
                format!("column {} of {}", column_name(b, cell.col), b.id)
            };
            format!("{} · {column}", line(a, &row_name(a, cell.row)))
        }
        _ => return None,
    })
}

/// `q[it]`, or `a` alone where the table has one row.
fn line(table: &Table, row: &str) -> String {
    if table.values.nrows() == 1 { table.id.clone() } else { format!("{}[{row}]", table.id) }
}

/// The opened arithmetic of a cell, tidied for reading; `None` where it is given or unreadable.
pub fn arithmetic(report: &Report, cell: &CellRef) -> Option<Expression> {
    let opened = evaluate::open(report, cell)?;
    if opened.operands.is_empty() {
        return None;
    }
    let expression = expression::parse(&opened.expression)?;
    Some(match &report.table(&cell.table)?.rule {
        Rule::Scale { factor, .. } => over_root(expression, *factor),
        Rule::Softmax { .. } | Rule::SoftmaxNaive { .. } => {
            expression.unshifted().unwrap_or(expression)
        }
        _ => expression,
    })
}

/// `a × 0.7071…` as `a / √2`, where the factor is one over the root of a small whole number.
fn over_root(expression: Expression, factor: f64) -> Expression {
    let square = (1.0 / (factor * factor)).round();
    let exact = (1.0..=1e6).contains(&square) && (1.0 / square.sqrt() - factor).abs() <= 1e-15;
    let Expression::Product(mut factors) = expression else { return expression };
    let at = factors.iter().rposition(|part| *part == Expression::Number(factor));
    let (Some(at), true, true) = (at, exact && square > 1.0, factors.len() == 2) else {
        return Expression::Product(factors);
    };
    factors.remove(at);
    let root = square.sqrt();
    let below = if root.fract() == 0.0 {
        Expression::Number(root)
    } else {
        Expression::Call("sqrt".to_owned(), vec![Expression::Number(square)])
    };
    Expression::Quotient(Box::new(factors.swap_remove(0)), Box::new(below))
}

/// A check with its measured value: `rows sum to 1: 1.1e-16 ≤ 1e-12`.
pub fn check(check: &Check) -> String {
    let relation = match check.relation {
        Relation::AtMost => "≤",
        Relation::AtLeast => "≥",
    };
    let (value, bound) = (measured(check.value), measured(check.bound));
    format!("{}: {value} {relation} {bound}", check.claim)
}

/// What is said behind the mark of a check that did not go as usual.
pub fn verdict(check: &Check) -> &'static str {
    match (check.holds(), check.expected) {
        (true, true) => "",
        (false, true) => " does not hold",
        (false, false) => " broken on purpose",
        (true, false) => " holds all the same",
    }
}

/// The step that a figure shows: the last one with shares, else the last with a cell to look at.
pub fn telling_step(report: &Report) -> usize {
    let shares = |step: &Step| {
        step.look
            .as_ref()
            .and_then(|cell| report.table(&cell.table))
            .is_some_and(|table| super::grid::is_share(table.kind))
    };
    let last = |fits: &dyn Fn(&Step) -> bool| report.steps.iter().rposition(fits);
    last(&shares)
        .or_else(|| last(&|step| step.look.is_some()))
        .or_else(|| last(&|step| !step.tables.is_empty()))
        .unwrap_or(0)
}

/// [`symbolic`] of any cell.
pub fn symbolic_of(report: &Report, cell: &CellRef) -> Option<String> {
    symbolic(report, report.table(&cell.table)?, cell)
}
