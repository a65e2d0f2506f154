//! The JSON of `fingerpost demo`: the contract of the design's section 5, keys in its order.

use fingerpost_demos::evaluate::Opened;
use fingerpost_demos::params::{ParamDescription, ParamSpec};
use fingerpost_demos::report::{Check, Kind, Origin, Picture, Report, Rule, Step, Table};
use fingerpost_demos::{Demo, Spec};
use serde::{Serialize, Serializer};

const SCHEMA: u32 = 1;

/// `demo NAME --format json`, on one line.
pub fn json(report: &Report) -> String {
    written(&ReportOut {
        schema: SCHEMA,
        demo: report.demo,
        params: TypedOut(&report.params),
        origin: &report.origin,
        steps: report.steps.iter().map(StepOut::of).collect(),
        metrics: MetricsOut(&report.metrics),
    })
}

/// `demo NAME --cell … --format json`.
pub fn cell_json(opened: &Opened) -> String {
    let cell = CellOut {
        table: &opened.cell.table,
        row: opened.cell.row,
        col: opened.cell.col,
        value: Number(opened.value),
        expression: &opened.expression,
        operands: opened
            .operands
            .iter()
            .map(|(cell, value)| OperandOut {
                table: &cell.table,
                row: cell.row,
                col: cell.col,
                value: Number(*value),
            })
            .collect(),
    };
    written(&Wrapped { schema: SCHEMA, cell })
}

/// `demo --format json`: the list of demos.
pub fn demos_json(demos: &[&dyn Demo]) -> String {
    let demos = demos.iter().map(|demo| demo.spec());
    let demos = demos.map(|spec| DemoOut {
        name: spec.name,
        title: spec.title,
        about: spec.about,
        topics: spec.topics,
    });
    written(&DemosOut { schema: SCHEMA, demos: demos.collect() })
}

/// `demo NAME --params --format json`.
pub fn params_json(spec: &Spec) -> String {
    let params = spec.params.iter().map(ParamSpec::describe).collect();
    written(&ParamsOut { schema: SCHEMA, params })
}

/// Plain data always serializes; the empty object stands for what cannot happen.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}

/// A number as the contract wants it: all digits, words for what is not finite, no −0; whole
/// numbers without a point.
#[derive(Clone, Copy)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            value if value.is_nan() => serializer.serialize_str("nan"),
            f64::INFINITY => serializer.serialize_str("inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-inf"),
            value if value.fract() == 0.0 && value.abs() < 9e15 => {
                serializer.serialize_i64(value as i64)
            }
            value => serializer.serialize_f64(value),
        }
    }
}

/// Texts as they would be typed, so that they can be given back as they are.
pub struct TypedOut<'a>(pub &'a [(String, String)]);

impl Serialize for TypedOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

struct MetricsOut<'a>(&'a [(&'static str, f64)]);

impl Serialize for MetricsOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, Number(*value))))
    }
}

#[derive(Serialize)]
struct ReportOut<'a> {
    schema: u32,
    demo: &'a str,
    params: TypedOut<'a>,
    origin: &'a Origin,
    steps: Vec<StepOut<'a>>,
    metrics: MetricsOut<'a>,
}

#[derive(Serialize)]
struct StepOut<'a> {
    id: &'a str,
    title: &'a str,
    says: &'a str,
    formula: &'a str,
    tables: Vec<TableOut<'a>>,
    checks: Vec<CheckOut<'a>>,
    /// Only where there are any, behind all that was there before them.
    #[serde(skip_serializing_if = "<[Picture]>::is_empty")]
    pictures: &'a [Picture],
}

impl<'a> StepOut<'a> {
    fn of(step: &'a Step) -> Self {
        Self {
            id: step.id,
            title: step.title,
            says: &step.says,
            formula: step.formula,
            tables: step.tables.iter().map(TableOut::of).collect(),
            checks: step.checks.iter().map(CheckOut::of).collect(),
            pictures: &step.pictures,
        }
    }
}

#[derive(Serialize)]
struct TableOut<'a> {
    id: &'a str,
    kind: Kind,
    row_axis: &'a str,
    col_axis: &'a str,
    rows: &'a [String],
    cols: &'a [String],
    values: Vec<Vec<Number>>,
    rule: &'a Rule,
    /// Only where there are any: most tables have none.
    #[serde(skip_serializing_if = "<[usize]>::is_empty")]
    random_rows: &'a [usize],
}

impl<'a> TableOut<'a> {
    fn of(table: &'a Table) -> Self {
        let values = table.values.rows().into_iter();
        Self {
            id: &table.id,
            kind: table.kind,
            row_axis: table.row_axis,
            col_axis: table.col_axis,
            rows: &table.rows,
            cols: &table.cols,
            values: values.map(|row| row.iter().map(|value| Number(*value)).collect()).collect(),
            rule: &table.rule,
            random_rows: &table.random_rows,
        }
    }
}

#[derive(Serialize)]
struct CheckOut<'a> {
    claim: &'a str,
    value: Number,
    bound: Number,
    expected: &'static str,
    holds: bool,
}

impl<'a> CheckOut<'a> {
    fn of(check: &'a Check) -> Self {
        Self {
            claim: &check.claim,
            value: Number(check.value),
            bound: Number(check.bound),
            expected: if check.expected { "holds" } else { "fails" },
            holds: check.holds(),
        }
    }
}

#[derive(Serialize)]
struct Wrapped<'a> {
    schema: u32,
    cell: CellOut<'a>,
}

#[derive(Serialize)]
struct CellOut<'a> {
    table: &'a str,
    row: usize,
    col: usize,
    value: Number,
    expression: &'a str,
    operands: Vec<OperandOut<'a>>,
}

#[derive(Serialize)]
struct OperandOut<'a> {
    table: &'a str,
    row: usize,
    col: usize,
    value: Number,
}

#[derive(Serialize)]
struct DemosOut {
    schema: u32,
    demos: Vec<DemoOut>,
}

#[derive(Serialize)]
struct DemoOut {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    topics: &'static [&'static str],
}

#[derive(Serialize)]
struct ParamsOut {
    schema: u32,
    params: Vec<ParamDescription>,
}

#[cfg(test)]
mod tests;
