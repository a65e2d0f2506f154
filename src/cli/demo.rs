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
    fits_together(args)?;
    let Some(name) = &args.name else {
        all(args.format, output)?;
        return Ok(ExitCode::SUCCESS);
    };
    let set = args.set.iter().map(|pair| split(pair)).collect::<Result<Vec<_>, _>>()?;
    if args.params {
        let demo = fingerpost_demos::named(name).map_err(|error| Stop::Asked(error.to_string()))?;
        params(demo.spec(), args.format, output)?;
    } else if args.stream {
        stream(name, &set, args, output)?;
    } else {
        let report = report::run(name, &set).map_err(|fault| Stop::Asked(fault.to_string()))?;
        match &args.cell {
            Some(cell) => one_cell(&report, cell, args, output)?,
            None => one_report(&report, args, output)?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Flags that say different things about what to print are refused together.
fn fits_together(args: &Demo) -> Result<(), Stop> {
    let refused = |why: &str| Err(Stop::Asked(why.to_owned()));
    if args.key && !args.worksheet {
        return refused("--key: gives the answers of a worksheet; it needs --worksheet beside it");
    }
    let asked: Vec<&str> = [
        ("--params", args.params),
        ("--cell", args.cell.is_some()),
        ("--worksheet", args.worksheet),
        ("--stream", args.stream),
    ]
    .into_iter()
    .filter_map(|(flag, is_set)| is_set.then_some(flag))
    .collect();
    match (asked.as_slice(), &args.name) {
        ([flag, ..], None) => refused(&format!(
            "{flag}: the name of a demo is needed, as in fingerpost demo attention {flag}"
        )),
        ([one, other, ..], _) => refused(&format!("{one} and {other}: only one of them at a time")),
        (["--worksheet"], _) if args.format != DemoFormat::Text => {
            refused("--worksheet: a sheet is text; --format does not go with it")
        }
        (["--stream"], _) if args.format == DemoFormat::Numpy => {
            refused("--stream: one script recomputes one report; --format text or json is expected")
        }
        _ => Ok(()),
    }
}

fn one_report(report: &Report, args: &Demo, output: &mut Output) -> Result<(), Stop> {
    let width = output.width(args.width);
    match args.format {
        _ if args.key => output.lines(&report::answered_worksheet(report, width)),
        _ if args.worksheet => output.lines(&report::worksheet(report, width)),
        DemoFormat::Json => output.json_text(&report::json(report)),
        DemoFormat::Numpy => output.text(&report::numpy(report)),
        DemoFormat::Text => output.lines(&report::text(report, width)),
    }
}

/// Every report as soon as it is there: as JSON one on each line, as text with an empty line
/// between two. The demo is told to stop when nobody reads on.
fn stream(
    name: &str,
    set: &[(String, String)],
    args: &Demo,
    output: &mut Output,
) -> Result<(), Stop> {
    let mut printed = Ok(());
    let mut count = 0;
    let mut print = |report: &Report| {
        if count > 0 && args.format == DemoFormat::Text {
            output.say("")?;
        }
        count += 1;
        one_report(report, args, output)?;
        output.flush()
    };
    let outcome = report::stream(name, set, &mut |report| {
        printed = print(&report);
        printed.is_ok()
    });
    printed?;
    outcome.map_err(|fault| Stop::Asked(fault.to_string()))
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

fn one_cell(report: &Report, cell: &str, args: &Demo, output: &mut Output) -> Result<(), Stop> {
    let wanted = parse_cell(report, cell)?;
    let Some(opened) = evaluate::open(report, &wanted) else {
        return Err(Stop::Asked(format!("--cell {cell}: there is no such cell")));
    };
    match args.format {
        DemoFormat::Json => output.json_text(&report::cell_json(&opened)),
        DemoFormat::Text | DemoFormat::Numpy => {
            output.lines(&report::cell_text(report, &opened, output.width(args.width)))
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
