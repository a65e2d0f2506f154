//! `fingerpost show TOPIC`: a page with its neighbourhood and its demos.

use super::args::{Common, PageFormat, Show};
use super::json::{SCHEMA, TopicJson};
use super::output::Output;
use super::session::{Session, Stop};
use crate::content::DemoCall;
use crate::graph;
use crate::ink::Line;
use crate::page::{self, LearnNext, Parts};
use crate::report::{self, FigureView};
use serde::Serialize;
use std::process::ExitCode;

pub fn run(args: &Show, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let slug = session.topic(&args.topic.join(" "))?.slug.clone();
    session.warn(output);
    match args.format {
        PageFormat::Text => text(&session, &slug, args.width, output)?,
        PageFormat::Json => json(&session, &slug, output)?,
        PageFormat::Markdown => {
            let markdown = session.library.topic(&slug).map(|topic| topic.markdown.clone());
            output.text(&markdown.unwrap_or_default())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The page as text.
pub fn text(
    session: &Session,
    slug: &str,
    width: Option<usize>,
    output: &mut Output,
) -> Result<(), Stop> {
    let Some(topic) = session.library.topic(slug) else { return Ok(()) };
    let width = output.width(width);
    let state = |slug: &str| session.learner.state(&session.graph, slug);
    let measure = width.min(page::MEASURE);
    let parts = Parts {
        status: session.learner.status(&session.graph, slug),
        band: graph::band(&session.graph, &session.library, slug, measure, &|slug| {
            state(slug).mark()
        }),
        figure: &|_, call, width| figure(call, width),
        title_of: &|slug| session.library.topic(slug).map(|topic| topic.title.clone()),
        done: &|slug| session.learner.is_done(slug),
        learn_next: session
            .graph
            .next_after(&session.library, slug)
            .into_iter()
            .map(LearnNext::of)
            .collect(),
    };
    let laid = page::lay_out(topic, &topic.blocks(&session.library), &parts, measure);
    output.lines(&laid.drawn.lines)
}

fn figure(call: &DemoCall, width: usize) -> Vec<Line> {
    match fingerpost_demos::run(&call.name, &call.set) {
        Ok(report) => report::figure(&report, FigureView::default(), width).lines,
        Err(error) => report::figure_error(&call.name, &error, width).lines,
    }
}

#[derive(Serialize)]
struct PageJson<'a> {
    schema: u32,
    topic: TopicJson<'a>,
    markdown: &'a str,
}

fn json(session: &Session, slug: &str, output: &mut Output) -> Result<(), Stop> {
    let Some(topic) = session.library.topic(slug) else { return Ok(()) };
    let entry = TopicJson::of(topic, &session.library, &session.graph);
    output.json(&PageJson { schema: SCHEMA, topic: entry, markdown: &topic.markdown })
}
