//! From a claim to its values: the runs that it names, and arithmetic on their numbers.

use super::parse::{Expression, Function, Index, Kind, Node, Operand, Operator, parse};
use super::place::spot;
use super::{Part, Proof, Relation, Run, Side, Unclear, unclear};
use crate::content::{Claim, closest};
use crate::ink::counted;
use crate::report::{Fault, command};
use fingerpost_demos::report::Table;
use fingerpost_demos::{DemoError, Report};
use std::ops::Range;

/// Beyond this, not every whole number has a double of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Names that a message lists.
const LISTED: usize = 12;

/// Evaluates a claim; `run` runs a demo.
pub fn prove(run: &mut Run, claim: &Claim) -> Result<Proof, Unclear> {
    let expression = parse(&claim.expect)?;
    let names_something =
        |node: &Node| matches!(node.kind, Kind::Metric { .. } | Kind::Cell { .. });
    if !expression.nodes.iter().any(names_something) {
        let message = "the claim names no number of the demo".to_owned();
        let help = "name a metric, or a cell as table[row, column]";
        return Err(unclear(0..claim.expect.len(), message, help));
    }
    let reports = reports(run, claim, &expression)?;
    let values = values(&expression.nodes, &reports)?;
    let value = |operand: &Operand| values.get(operand.node).copied().unwrap_or(f64::NAN);
    let side = |operand: &Operand| Side {
        text: claim.expect.get(operand.range.clone()).unwrap_or_default().to_owned(),
        value: value(operand),
        is_number: is_number(&expression.nodes, operand.node),
    };
    let tolerance = expression.tolerance.as_ref().map(|at| (value(at), at.range.clone()));
    let whole = expression.left.range.start..expression.right.range.end;
    let (left, right) = (side(&expression.left), side(&expression.right));
    let holds = compare(&left, expression.relation, &right, tolerance.as_ref(), whole)?;
    let own = reports.first();
    Ok(Proof {
        holds,
        left,
        relation: expression.relation,
        right,
        tolerance: tolerance.map(|(value, _)| value),
        place: own.map(|report| spot(report, &expression.nodes)).unwrap_or_default(),
        command: own.map(|report| command(report, None)).unwrap_or_default(),
    })
}

/// Runs what the claim names, its own parameters first.
fn reports(run: &mut Run, claim: &Claim, expression: &Expression) -> Result<Vec<Report>, Unclear> {
    let mut found = Vec::new();
    for overrides in &expression.runs {
        let kept = claim.set.iter().filter(|(name, _)| overrides.iter().all(|o| o.name != *name));
        let set = kept.cloned().chain(overrides.iter().map(|o| (o.name.clone(), o.value.clone())));
        let set: Vec<_> = set.collect();
        let report = run(&claim.demo, &set).map_err(|fault| {
            let name = named_by(&fault);
            let other = overrides.iter().find(|one| Some(one.name.as_str()) == name);
            let own = claim.set.iter().rposition(|(set, _)| Some(set.as_str()) == name);
            let part = match (other, own, overrides.first()) {
                (Some(other), ..) => Part::Expect(other.range.clone()),
                (None, Some(own), _) => Part::Set(own),
                (None, None, Some(first)) => Part::Expect(first.range.clone()),
                (None, None, None) => Part::Demo,
            };
            let help = format!("`fingerpost demo {} --params` describes them", claim.demo);
            let help = match fault {
                Fault::Refused(DemoError::UnknownDemo { .. }) => "`fingerpost demo` lists them",
                _ => &help,
            };
            Unclear { part, message: fault.to_string(), help: help.to_owned() }
        })?;
        found.push(report);
    }
    Ok(found)
}

/// The parameter that a demo complains of.
fn named_by(fault: &Fault) -> Option<&str> {
    match fault {
        Fault::Refused(DemoError::UnknownParam { name, .. }) => Some(name),
        // A row of a matrix may follow: `w_q, row 2`.
        Fault::Refused(DemoError::BadValue { name, .. }) => name.split(',').next(),
        _ => None,
    }
}

/// The value of every node; operands come before what uses them.
fn values(nodes: &[Node], reports: &[Report]) -> Result<Vec<f64>, Unclear> {
    let mut values: Vec<f64> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        let report = |run: usize| reports.get(run);
        let value = match &node.kind {
            Kind::Number(value) => *value,
            Kind::Metric { name, run } => {
                let found = report(*run).map(|report| metric(report, name, &node.range));
                found.transpose()?.unwrap_or(f64::NAN)
            }
            Kind::Cell { table, row, col, run } => {
                let found = report(*run).map(|report| cell(report, table, (row, col), &node.range));
                found.transpose()?.unwrap_or(f64::NAN)
            }
            Kind::Negative(inner) => -at(*inner),
            Kind::Binary(operator, left, right) => {
                let (left, right) = (at(*left), at(*right));
                if *operator == Operator::Divide && right == 0.0 {
                    let help = "a claim must not divide by 0";
                    return Err(unclear(node.range.clone(), "this divides by 0", help));
                }
                checked(binary(*operator, left, right), &[left, right], node)?
            }
            Kind::Call(function, arguments) => {
                let arguments: Vec<f64> = arguments.iter().map(|index| at(*index)).collect();
                checked(call(*function, &arguments), &arguments, node)?
            }
        };
        if value.is_nan() {
            let help = "only a number can be compared";
            return Err(unclear(node.range.clone(), "this is nan, not a number", help));
        }
        values.push(value);
    }
    Ok(values)
}

/// Refuses what finite numbers cannot give.
fn checked(value: f64, operands: &[f64], node: &Node) -> Result<f64, Unclear> {
    if value.is_finite() || operands.iter().any(|operand| !operand.is_finite()) {
        return Ok(value);
    }
    let message = match &node.kind {
        Kind::Call(Function::Ln, _) => format!("ln of {}", operands.first().unwrap_or(&0.0)),
        Kind::Call(Function::Sqrt, _) => {
            format!("the root of {}", operands.first().unwrap_or(&0.0))
        }
        _ if value.is_nan() => "this has no value".to_owned(),
        _ => "this is too large for a number".to_owned(),
    };
    Err(unclear(node.range.clone(), message, "ln takes numbers above 0, sqrt none below 0"))
}

fn binary(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Power => libm::pow(left, right),
    }
}

fn call(function: Function, arguments: &[f64]) -> f64 {
    let first = arguments.first().copied().unwrap_or(f64::NAN);
    match function {
        Function::Ln => libm::log(first),
        Function::Sqrt => first.sqrt(),
        Function::Abs => first.abs(),
        Function::Min => arguments.iter().copied().fold(f64::INFINITY, f64::min),
        Function::Max => arguments.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    }
}

fn metric(report: &Report, name: &str, range: &Range<usize>) -> Result<f64, Unclear> {
    if let Some((_, value)) = report.metrics.iter().find(|(metric, _)| *metric == name) {
        return Ok(*value);
    }
    let message = format!("{} has no metric \"{name}\"", report.demo);
    let help = if report.table(name).is_some() {
        format!("{name} is a table; name a cell of it, as in {name}[0, 0]")
    } else {
        let names: Vec<&str> = report.metrics.iter().map(|(name, _)| *name).collect();
        proposal(name, &names)
    };
    Err(unclear(range.start..range.start + name.len(), message, help))
}

fn cell(
    report: &Report,
    id: &str,
    (row, col): (&Index, &Index),
    range: &Range<usize>,
) -> Result<f64, Unclear> {
    let Some(table) = report.table(id) else {
        let message = format!("{} has no table \"{id}\" here", report.demo);
        let help = if report.metrics.iter().any(|(name, _)| *name == id) {
            format!("{id} is a metric; write it without brackets")
        } else {
            let names: Vec<&str> = report.tables().map(|table| table.id.as_str()).collect();
            proposal(id, &names)
        };
        return Err(unclear(range.start..range.start + id.len(), message, help));
    };
    let (rows, cols) = table.values.dim();
    let at = (
        from_start(table, row, rows, ["row", "rows"])?,
        from_start(table, col, cols, ["column", "columns"])?,
    );
    Ok(table.values.get(at).copied().unwrap_or(f64::NAN))
}

/// An index from 0, whether it is counted from the beginning or the end.
fn from_start(
    table: &Table,
    index: &Index,
    size: usize,
    [one, many]: [&str; 2],
) -> Result<usize, Unclear> {
    let from_end = index.value < 0;
    let distance = usize::try_from(index.value.unsigned_abs()).unwrap_or(usize::MAX);
    let found = if from_end { size.checked_sub(distance) } else { Some(distance) };
    found.filter(|found| *found < size).ok_or_else(|| {
        let count = counted(size, one, many);
        let message = format!("{} has {count}; {} is none of them", table.id, index.value);
        let help = match size {
            0 | 1 => "write 0".to_owned(),
            _ => format!("write 0 to {}, or from the end -1 to -{size}", size - 1),
        };
        unclear(index.range.clone(), message, help)
    })
}

/// The nearest name, and what there is.
fn proposal(name: &str, names: &[&str]) -> String {
    let near = closest(name, names).map(|near| format!("did you mean {near}? "));
    let listed = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}there are {listed}{more}", near.unwrap_or_default())
}

fn is_number(nodes: &[Node], index: usize) -> bool {
    match nodes.get(index).map(|node| &node.kind) {
        Some(Kind::Number(_)) => true,
        Some(Kind::Negative(inner)) => {
            matches!(nodes.get(*inner).map(|node| &node.kind), Some(Kind::Number(_)))
        }
        _ => false,
    }
}

fn compare(
    left: &Side,
    relation: Relation,
    right: &Side,
    tolerance: Option<&(f64, Range<usize>)>,
    whole: Range<usize>,
) -> Result<bool, Unclear> {
    let (a, b) = (left.value, right.value);
    Ok(match relation {
        Relation::Less => a < b,
        Relation::AtMost => a <= b,
        Relation::Greater => a > b,
        Relation::AtLeast => a >= b,
        Relation::Equal => match tolerance {
            Some((tolerance, range)) if !(tolerance.is_finite() && *tolerance >= 0.0) => {
                let message = format!("the tolerance is {tolerance}");
                return Err(unclear(range.clone(), message, "write a number that is not below 0"));
            }
            _ if !(a.is_finite() && b.is_finite()) => {
                let help = "what is infinite can only be compared with < <= > >=";
                return Err(unclear(whole, "a side is infinite", help));
            }
            Some((tolerance, _)) => (a - b).abs() <= *tolerance,
            None if is_whole(a) && is_whole(b) => a - b == 0.0,
            None => {
                let numbers = [a, b].map(super::words::number);
                let [a, b] = numbers;
                let message = format!("== needs a tolerance here: left is {a}, right is {b}");
                let help = "add ± and how far off is still right; only whole numbers are exact";
                return Err(unclear(whole, message, help));
            }
        },
    })
}

fn is_whole(value: f64) -> bool {
    value.fract() == 0.0 && value.abs() <= EXACT
}
