//! A report as a runnable numpy script: every computed table is made again from its rule and held
//! against what the program computed, and so is every check.

use super::number::exact;
use fingerpost_demos::report::{
    Axis, Check, Function, Norm, Reduction, Relation, Report, Rule, Source, Table,
};
use ndarray::Array2;
use std::fmt::Write as _;

/// What the scripts share.
const PREAMBLE: &str = include_str!("numpy/preamble.py");

/// The script; it prints one line when all holds, and stops at the first table that does not.
pub fn numpy(report: &Report) -> String {
    let mut out = format!(
        "#!/usr/bin/env python3\n\"\"\"The demo {} of fingerpost, made again.\n\n",
        report.demo
    );
    for (name, value) in report.params.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "{name} = {}", one_line(value));
    }
    out += "\"\"\"\n";
    out += PREAMBLE;
    for step in &report.steps {
        let _ = writeln!(out, "\n# {}: {}", one_line(step.title), one_line(&step.says));
        for table in &step.tables {
            out += &remade(table);
        }
        for check in &step.checks {
            out += &claimed(check);
        }
    }
    out += "\nprint(f\"{len(t)} tables agree; the largest gap is {gap:.1e}\")\n";
    out
}

/// Text of a reader in a comment or a docstring must not end either.
fn one_line(text: &str) -> String {
    let plain = text.replace('\\', "/").replace("\"\"\"", "'''");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One table: given, or made from others and compared.
fn remade(table: &Table) -> String {
    let name = quoted(&table.id);
    match &table.rule {
        Rule::Given { from } => {
            let who = match from {
                Source::Data => "from data".to_owned(),
                Source::Parameter => "a parameter".to_owned(),
                Source::HandSet => "set by hand".to_owned(),
                Source::Seeded { seed } => format!("drawn with seed {seed}"),
                Source::Trained { sha256 } => format!("trained, file {sha256}"),
            };
            format!("given({name}, {})  # {who}\n", array(&table.values))
        }
        Rule::Observed { .. } => {
            format!("given({name}, {})  # observed while training\n", array(&table.values))
        }
        rule => format!("made({name}, {}, {})\n", expression(rule), array(&table.values)),
    }
}

/// The rule as a numpy expression over `t`, the tables by name.
fn expression(rule: &Rule) -> String {
    let of: Vec<String> = rule.of().iter().map(|id| format!("t[{}]", quoted(id))).collect();
    let a = of.first().map_or("", String::as_str);
    let b = of.get(1).map_or("", String::as_str);
    match rule {
        Rule::Given { .. } | Rule::Observed { .. } => String::new(),
        Rule::Lookup { index, .. } => format!("{a}[{index:?}]"),
        Rule::Matmul { .. } => format!("{a} @ {b}"),
        Rule::MatmulT { .. } => format!("{a} @ {b}.T"),
        Rule::Transpose { .. } => format!("{a}.T"),
        Rule::Add { .. } => format!("{a} + {b}"),
        Rule::Sub { .. } => format!("{a} - {b}"),
        Rule::Mul { .. } => format!("{a} * {b}"),
        Rule::Div { .. } => format!("{a} / {b}"),
        Rule::Scale { factor, .. } => format!("{} * {a}", literal(*factor)),
        Rule::Mask { keep, .. } => format!("np.where({}, {a}, -np.inf)", booleans(keep)),
        Rule::Softmax { axis, .. } => format!("softmax({a}, {})", number(*axis)),
        Rule::SoftmaxNaive { axis, .. } => {
            let axis = number(*axis);
            format!("np.exp({a}) / np.exp({a}).sum(axis={axis}, keepdims=True)")
        }
        Rule::Map { r#fn, .. } => mapped(*r#fn, a),
        Rule::Cumsum { axis, .. } => format!("np.cumsum({a}, axis={})", number(*axis)),
        Rule::Sort { axis, .. } => format!("-np.sort(-{a}, axis={})", number(*axis)),
        Rule::Normalize { kind: Norm::Layer, eps, .. } => {
            format!("layer_norm({a}, {})", literal(*eps))
        }
        Rule::Normalize { kind: Norm::Rms, eps, .. } => format!("rms_norm({a}, {})", literal(*eps)),
        Rule::Rotate { base, positions, .. } => {
            let positions: Vec<String> =
                positions.iter().map(|position| literal(*position)).collect();
            format!("rotate({a}, {}, [{}])", literal(*base), positions.join(", "))
        }
        Rule::Concat { axis, .. } => {
            format!("np.concatenate([{}], axis={})", of.join(", "), number(*axis))
        }
        Rule::Rows { from, to, .. } => format!("{a}[{from}:{to}]"),
        Rule::Columns { from, to, .. } => format!("{a}[:, {from}:{to}]"),
        Rule::Reduce { r#fn, axis, .. } => reduced(*r#fn, a, number(*axis)),
    }
}

fn mapped(function: Function, a: &str) -> String {
    match function {
        Function::Exp => format!("np.exp({a})"),
        Function::Ln => format!("np.log({a})"),
        Function::Sqrt => format!("np.sqrt({a})"),
        Function::Square => format!("{a} * {a}"),
        Function::Abs => format!("np.abs({a})"),
        Function::Neg => format!("-{a}"),
        Function::Reciprocal => format!("1 / {a}"),
        Function::Sin => format!("np.sin({a})"),
        Function::Cos => format!("np.cos({a})"),
        Function::Sign => format!("np.sign({a})"),
        Function::Step => format!("({a} > 0).astype(float)"),
        Function::Relu => format!("np.maximum({a}, 0)"),
        Function::Gelu => format!("gelu({a})"),
        Function::GeluTanh => format!("gelu_tanh({a})"),
        Function::Tanh => format!("np.tanh({a})"),
        Function::Sigmoid => format!("1 / (1 + np.exp(-{a}))"),
        Function::Elu1 => format!("np.where({a} > 0, {a} + 1, np.exp({a}))"),
    }
}

fn reduced(function: Reduction, a: &str, axis: u8) -> String {
    let call = |name: &str| format!("np.{name}({a}, axis={axis}, keepdims=True)");
    match function {
        Reduction::Sum => call("sum"),
        Reduction::Mean => call("mean"),
        Reduction::Max => call("max"),
        Reduction::Min => call("min"),
        Reduction::Argmax => call("argmax"),
        Reduction::Variance => call("var"),
        Reduction::Norm => format!("np.sqrt(np.sum({a} * {a}, axis={axis}, keepdims=True))"),
        Reduction::Entropy => format!("entropy({a}, {axis})"),
    }
}

/// The measured value against its bound; a claim that is broken on purpose is expected to fail.
fn claimed(check: &Check) -> String {
    let sign = match check.relation {
        Relation::AtMost => "<=",
        Relation::AtLeast => ">=",
    };
    let (value, bound) = (literal(check.value), literal(check.bound));
    let holds = if check.expected { "True" } else { "False" };
    format!("assert ({value} {sign} {bound}) is {holds}  # {}\n", one_line(&check.claim))
}

/// Row runs along each row, numpy's axis 1.
fn number(axis: Axis) -> u8 {
    match axis {
        Axis::Row => 1,
        Axis::Column => 0,
    }
}

fn quoted(id: &str) -> String {
    format!("\"{}\"", id.replace(['"', '\\'], "_"))
}

fn literal(value: f64) -> String {
    match exact(value).as_str() {
        "inf" => "np.inf".to_owned(),
        "-inf" => "-np.inf".to_owned(),
        "nan" => "np.nan".to_owned(),
        plain => plain.to_owned(),
    }
}

fn array(values: &Array2<f64>) -> String {
    let row = |row: ndarray::ArrayView1<f64>| {
        let numbers: Vec<String> = row.iter().map(|value| literal(*value)).collect();
        format!("[{}]", numbers.join(", "))
    };
    let rows: Vec<String> = values.rows().into_iter().map(row).collect();
    format!("[{}]", rows.join(", "))
}

fn booleans(keep: &[Vec<bool>]) -> String {
    let word = |kept: &bool| if *kept { "True" } else { "False" };
    let row =
        |row: &Vec<bool>| format!("[{}]", row.iter().map(word).collect::<Vec<_>>().join(", "));
    format!("np.array([{}])", keep.iter().map(row).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fingerpost_demos::REGISTRY;

    #[test]
    fn every_table_of_every_demo_is_given_or_made() {
        for demo in REGISTRY {
            let report = fingerpost_demos::run(demo.spec().name, &[]).unwrap();
            let script = numpy(&report);
            for table in report.tables() {
                let computed = !matches!(table.rule, Rule::Given { .. } | Rule::Observed { .. });
                let how = if computed { "made" } else { "given" };
                assert_eq!(
                    script.matches(&format!("\n{how}(\"{}\", ", table.id)).count(),
                    1,
                    "{}",
                    table.id
                );
            }
        }
    }

    #[test]
    fn what_a_reader_types_stays_in_its_comment() {
        let text = "a \"\"\" import os \\ # b".to_owned();
        let report = fingerpost_demos::run("attention", &[("text".to_owned(), text)]).unwrap();
        let script = numpy(&report);
        assert_eq!(script.matches("\"\"\"").count(), PREAMBLE.matches("\"\"\"").count() + 2);
        assert!(script.lines().all(|line| !line.trim_start().starts_with("import os")));
    }
}
