//! `fingerpost plan TOPIC`: what to learn, in order.

use super::args::{Common, Format, Plan};
use super::json::SCHEMA;
use super::output::Output;
use super::session::{Session, Stop};
use crate::ink::{Line, Role};
use serde::Serialize;
use std::collections::BTreeSet;
use std::process::ExitCode;

#[derive(Serialize)]
struct PlanJson<'a> {
    schema: u32,
    goal: &'a str,
    steps: Vec<StepJson<'a>>,
    minutes: u32,
}

#[derive(Serialize)]
struct StepJson<'a> {
    slug: &'a str,
    title: &'a str,
    minutes: u32,
    why: &'a str,
}

pub fn run(args: &Plan, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let goal = session.topic(&args.topic.join(" "))?.slug.clone();
    let mut known = BTreeSet::new();
    for name in &args.known {
        known.insert(session.topic(name.trim())?.slug.clone());
    }
    session.warn(output);
    let is_known = |slug: &str| {
        known.contains(slug) || (!args.from_scratch && session.world.learner.is_done(slug))
    };
    let plan = session.world.graph.plan(&session.world.library, &goal, &is_known);
    if args.format == Format::Json {
        let steps = plan.steps.iter().map(|step| StepJson {
            slug: &step.slug,
            title: &step.title,
            minutes: step.minutes,
            why: &step.why,
        });
        output.json(&PlanJson {
            schema: SCHEMA,
            goal: &goal,
            steps: steps.collect(),
            minutes: plan.minutes,
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    if plan.steps.is_empty() {
        output.say("Nothing is left to learn before it, and it is known too.")?;
    }
    for (index, step) in plan.steps.iter().enumerate() {
        let line = Line::of(format!("{:>3}  ", index + 1), Role::Dim)
            .with(&step.title, Role::Strong)
            .with(format!("  {} min", step.minutes), Role::Dim)
            .with(
                if step.why.is_empty() { String::new() } else { format!("  {}", step.why) },
                Role::Text,
            );
        output.line(&line)?;
    }
    output.line(&Line::of(format!("     {} min in all", plan.minutes), Role::Dim))?;
    Ok(ExitCode::SUCCESS)
}
