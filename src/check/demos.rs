//! Demos that the program does not have, or that do not take what a page sets: each is run.

use crate::content::{Block, DemoCall, Location, Problem, Severity, Topic, demo_calls};
use crate::report::{self, About, Fault};

/// Demos of a page that are run, and problems of them that are said.
const MOST_RUNS: usize = 1_000;
const MOST: usize = 100;

/// What is wrong with the demos of a page.
pub(super) fn problems(topic: &Topic, blocks: &[Block]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (count, call) in demo_calls(blocks).into_iter().enumerate() {
        if count == MOST_RUNS {
            let message = format!("more than {MOST_RUNS} demos on a page; the rest is not run");
            let help = "split it into several pages";
            let lint = (Severity::Error, "too-large");
            found.push(topic.problem(lint, &call.location, message, help));
        }
        if count >= MOST_RUNS || found.len() >= MOST {
            break;
        }
        found.extend(refused(topic, call));
    }
    found.truncate(MOST);
    found
}

/// What is wrong with a demo as a page calls it. A run stops at the first parameter that is wrong,
/// so it is taken out and the demo run again, until the rest is fine.
fn refused(topic: &Topic, call: &DemoCall) -> Vec<Problem> {
    // A block that names nothing is a problem of the page.
    if call.name.is_empty() || call.name.contains([':', ' ']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut set = call.set.clone();
    loop {
        let fault = match report::run(&call.name, &set) {
            Err(fault) if found.len() < MOST => fault,
            Err(_) => break,
            Ok(report) => {
                let missing = |name: &&str| report::step_named(&report, name).is_none();
                if let Some(name) = call.step.as_deref().filter(missing) {
                    let steps: Vec<&str> = report.steps.iter().map(|step| step.id).collect();
                    found.push(unknown_step(topic, call, name, &steps));
                }
                break;
            }
        };
        found.push(problem(topic, call, &fault));
        let before = set.len();
        if let About::Unknown(name) | About::Value(name) = fault.about() {
            set.retain(|(known, _)| known != name);
        }
        if set.len() == before {
            break;
        }
    }
    found
}

/// The step that is to be shown, and that these parameters do not make.
fn unknown_step(topic: &Topic, call: &DemoCall, name: &str, steps: &[&str]) -> Problem {
    let place = line_at(topic, call, "step", true).unwrap_or_else(|| call.location.clone());
    let message = format!("with these parameters \"{}\" has no step \"{name}\"", call.name);
    let help = format!("its steps are {}", steps.join(", "));
    topic.problem((Severity::Error, "unknown-step"), &place, message, &help)
}

fn problem(topic: &Topic, call: &DemoCall, fault: &Fault) -> Problem {
    let describe = format!("`fingerpost demo {} --params` describes the parameters", call.name);
    let (code, place, help) = match fault.about() {
        About::Demo => {
            let help = "`fingerpost demo` lists all demos".to_owned();
            ("unknown-demo", name_at(topic, call), help)
        }
        About::Unknown(name) => {
            ("unknown-parameter", parameter_at(topic, call, name, false), describe)
        }
        About::Value(name) => ("demo-value", parameter_at(topic, call, name, true), describe),
        About::Run => {
            let help = "run it alone and change one parameter after the other".to_owned();
            ("demo-fails", None, help)
        }
    };
    let place = place.unwrap_or_else(|| call.location.clone());
    topic.problem((Severity::Error, code), &place, fault.to_string(), &help)
}

/// The lines of a demo block behind its fence: the number, the text, and the column at which it
/// begins behind the marks of a quotation.
fn lines<'t>(topic: &'t Topic, call: &DemoCall) -> impl Iterator<Item = (u32, u32, &'t str)> {
    let below = topic.markdown.lines().zip(1..).skip(call.location.line as usize);
    below.map(|(line, number)| {
        let text = line.trim_start_matches(['>', ' ', '\t']);
        let before = line.get(..line.len() - text.len()).unwrap_or_default();
        (number, before.chars().count() as u32 + 1, text.trim_end())
    })
}

fn name_at(topic: &Topic, call: &DemoCall) -> Option<Location> {
    let found = lines(topic, call).find(|(_, _, text)| !text.is_empty());
    found.map(|(line, column, _)| call.location.at(line, column))
}

/// Where a parameter stands, or its value. One that is not set, only refused because of another,
/// has no place.
fn parameter_at(topic: &Topic, call: &DemoCall, name: &str, value: bool) -> Option<Location> {
    let is_set = call.set.iter().any(|(known, _)| known == name);
    is_set.then(|| line_at(topic, call, name, value)).flatten()
}

/// Where a line of the block stands, or the value in it.
fn line_at(topic: &Topic, call: &DemoCall, name: &str, value: bool) -> Option<Location> {
    lines(topic, call).find_map(|(line, column, text)| {
        let (key, rest) = text.split_once(':').filter(|(key, _)| key.trim() == name)?;
        let gap = rest.len() - rest.trim_start().len();
        let skipped = if value { key.chars().count() + 1 + gap } else { 0 };
        Some(call.location.at(line, column + skipped as u32))
    })
}
