//! `fingerpost show TOPIC`: a page with its neighbourhood and its demos.

use super::args::{Common, PageFormat, Show};
use super::json::{SCHEMA, TopicJson};
use super::output::Output;
use super::session::{Session, Stop};
use crate::content::DemoCall;
use crate::ink::Line;
use crate::page;
use crate::report::{self, FigureView};
use crate::world::World;
use serde::Serialize;
use std::process::ExitCode;

pub fn run(args: &Show, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let slug = session.topic(&args.topic.join(" "))?.slug.clone();
    session.warn(output);
    match args.format {
        PageFormat::Text => text(&session.world, &slug, args.width, output)?,
        PageFormat::Json => json(&session.world, &slug, output)?,
        PageFormat::Markdown => {
            let markdown = session.world.library.topic(&slug).map(|topic| topic.markdown.clone());
            output.text(&markdown.unwrap_or_default())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The page as text.
pub fn text(
    world: &World,
    slug: &str,
    width: Option<usize>,
    output: &mut Output,
) -> Result<(), Stop> {
    let Some(topic) = world.library.topic(slug) else { return Ok(()) };
    let measure = output.width(width).min(page::MEASURE);
    let blocks = topic.blocks(&world.library);
    let laid =
        world.lay_out(slug, &blocks, &|_, call, width| figure(call, width), (measure, usize::MAX));
    output.lines(&laid.drawn.lines)
}

fn figure(call: &DemoCall, width: usize) -> Vec<Line> {
    match report::run(&call.name, &call.set) {
        Ok(report) => {
            let step = call.step.as_deref().and_then(|name| report::step_named(&report, name));
            report::figure(&report, &FigureView { step, ..FigureView::default() }, width).lines
        }
        Err(fault) => report::figure_fault(&call.name, &fault, &[], width).lines,
    }
}

#[derive(Serialize)]
struct PageJson<'a> {
    schema: u32,
    topic: TopicJson<'a>,
    markdown: &'a str,
}

fn json(world: &World, slug: &str, output: &mut Output) -> Result<(), Stop> {
    let Some(topic) = world.library.topic(slug) else { return Ok(()) };
    let entry = TopicJson::of(topic, world);
    output.json(&PageJson { schema: SCHEMA, topic: entry, markdown: &topic.markdown })
}
