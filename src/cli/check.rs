//! `fingerpost check [DIR]`: the problems of a library.

use super::args::{Check, Common, Format};
use super::json::SCHEMA;
use super::output::Output;
use super::session::{Stop, library_folder, load_library};
use crate::check;
use crate::content::{Problem, Severity};
use crate::ink::{Line, Role, counted};
use serde::Serialize;
use std::process::ExitCode;

#[derive(Serialize)]
struct ProblemsJson<'a> {
    schema: u32,
    problems: Vec<ProblemJson<'a>>,
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    severity: Severity,
    code: &'a str,
    message: &'a str,
    help: &'a str,
}

pub fn run(args: &Check, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let folder = args.dir.clone().or_else(|| library_folder(common));
    let problems = check::problems(&load_library(folder.as_ref())?);
    let counts =
        problems.iter().filter(|problem| args.strict || problem.severity != Severity::Hint).count();
    match args.format {
        Format::Json => json(&problems, output)?,
        Format::Text => text(&problems, output)?,
    }
    Ok(if counts == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn json(problems: &[Problem], output: &mut Output) -> Result<(), Stop> {
    let problems = problems.iter().map(|problem| ProblemJson {
        file: &problem.location.file,
        line: problem.location.line,
        column: problem.location.column,
        severity: problem.severity,
        code: problem.code,
        message: &problem.message,
        help: &problem.help,
    });
    output.json(&ProblemsJson { schema: SCHEMA, problems: problems.collect() })
}

fn text(problems: &[Problem], output: &mut Output) -> Result<(), Stop> {
    for problem in problems {
        output.lines(&problem.lines())?;
    }
    output.line(&Line::of(summary(problems), Role::Dim))
}

/// "no problems", or "3 problems: 1 error, 2 hints".
fn summary(problems: &[Problem]) -> String {
    if problems.is_empty() {
        return "no problems".to_owned();
    }
    let severities = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Hint, "hint", "hints"),
    ];
    let parts: Vec<String> = severities
        .iter()
        .map(|(severity, one, many)| {
            (problems.iter().filter(|problem| problem.severity == *severity).count(), one, many)
        })
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    format!("{}: {}", counted(problems.len(), "problem", "problems"), parts.join(", "))
}
