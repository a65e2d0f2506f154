//! `fingerpost demo [NAME]`: the demos, or one run.

use super::args::{Common, Demo, DemoFormat};
use super::output::Output;
use super::session::Stop;
use crate::ink::{Line, Role, width};
use crate::report;
use fingerpost_demos::report::{CellRef, Report};
use fingerpost_demos::{REGISTRY, Spec, evaluate};
use std::process::ExitCode;

pub fn run(args: &Demo, _: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let Some(name) = &args.name else {
        all(args.format, output)?;
        return Ok(ExitCode::SUCCESS);
    };
    let set = args.set.iter().map(|pair| split(pair)).collect::<Result<Vec<_>, _>>()?;
    if args.params {
        let demo = fingerpost_demos::named(name).map_err(|error| Stop::Asked(error.to_string()))?;
        params(demo.spec(), args.format, output)?;
        return Ok(ExitCode::SUCCESS);
    }
    let report = report::run(name, &set).map_err(|fault| Stop::Asked(fault.to_string()))?;
    match (&args.cell, args.format) {
        (Some(cell), format) => one_cell(&report, cell, format, output)?,
        (None, DemoFormat::Json) => output.json_text(&report::json(&report))?,
        (None, DemoFormat::Numpy) => output.text(&report::numpy(&report))?,
        (None, DemoFormat::Text) => {
            let width = output.width(None);
            output.lines(&report::text(&report, width))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn split(pair: &str) -> Result<(String, String), Stop> {
    match pair.split_once('=') {
        Some((key, value)) => Ok((key.trim().to_owned(), value.to_owned())),
        None => Err(Stop::Asked(format!(
            "--set {pair}: KEY=VALUE is expected, as in --set mask=causal"
        ))),
    }
}

fn all(format: DemoFormat, output: &mut Output) -> Result<(), Stop> {
    if format == DemoFormat::Json {
        return output.json_text(&report::demos_json(REGISTRY));
    }
    let longest = REGISTRY.iter().map(|demo| demo.spec().name.len()).max().unwrap_or(0);
    for demo in REGISTRY {
        let spec = demo.spec();
        let mut line = Line::of(spec.name, Role::Strong);
        line.pad_to(longest + 2);
        output.line(&line.with(spec.about, Role::Text))?;
    }
    Ok(())
}

fn params(spec: &'static Spec, format: DemoFormat, output: &mut Output) -> Result<(), Stop> {
    if format == DemoFormat::Json {
        return output.json_text(&report::params_json(spec));
    }
    let longest = spec.params.iter().map(|param| width(param.name)).max().unwrap_or(0);
    for param in spec.params {
        let mut line = Line::of(param.name, Role::Strong);
        line.pad_to(longest + 2);
        line.push(param.about, Role::Text);
        output.line(&line)?;
        let default = if param.default.is_empty() { "set by the demo" } else { param.default };
        let more = format!("{}; without it {default}", param.kind.allowed());
        output.line(&Line::of(more, Role::Dim).indented(longest + 2))?;
    }
    Ok(())
}

fn one_cell(
    report: &Report,
    cell: &str,
    format: DemoFormat,
    output: &mut Output,
) -> Result<(), Stop> {
    let wanted = parse_cell(report, cell)?;
    let Some(opened) = evaluate::open(report, &wanted) else {
        return Err(Stop::Asked(format!("--cell {cell}: there is no such cell")));
    };
    match format {
        DemoFormat::Json => output.json_text(&report::cell_json(&opened)),
        DemoFormat::Text | DemoFormat::Numpy => {
            output.lines(&report::cell_text(report, &opened, output.width(None)))
        }
    }
}

/// `weights:4,1`; what is wrong is said with what there is.
fn parse_cell(report: &Report, text: &str) -> Result<CellRef, Stop> {
    let form = || {
        Stop::Asked(format!(
            "--cell {text}: TABLE:ROW,COL is expected, counted from 0, as in weights:4,1"
        ))
    };
    let (table, place) = text.split_once(':').ok_or_else(form)?;
    let (row, col) = place.split_once(',').ok_or_else(form)?;
    let row = row.trim().parse::<usize>().map_err(|_| form())?;
    let col = col.trim().parse::<usize>().map_err(|_| form())?;
    let Some(found) = report.table(table) else {
        let ids: Vec<&str> = report.tables().map(|table| table.id.as_str()).collect();
        return Err(Stop::Asked(format!(
            "--cell {text}: no table is called \"{table}\"; there are {}",
            ids.join(", ")
        )));
    };
    let (rows, cols) = found.values.dim();
    if row >= rows || col >= cols {
        return Err(Stop::Asked(format!(
            "--cell {text}: {table} has rows 0 to {} and columns 0 to {}",
            rows.saturating_sub(1),
            cols.saturating_sub(1)
        )));
    }
    Ok(CellRef { table: table.to_owned(), row, col })
}
