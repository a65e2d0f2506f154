//! `fingerpost graph [TOPIC]`: the neighbourhood, or the whole.

use super::args::{Common, Graph as GraphArgs, GraphFormat};
use super::json::SCHEMA;
use super::output::Output;
use super::session::{Session, Stop};
use crate::graph::{self, Kind, Part};
use crate::ink::{Line, Role};
use serde::Serialize;
use std::process::ExitCode;

#[derive(Serialize)]
struct GraphJson<'a> {
    schema: u32,
    nodes: Vec<NodeJson<'a>>,
    edges: Vec<EdgeJson>,
}

#[derive(Serialize)]
struct EdgeJson {
    from: String,
    to: String,
    kind: &'static str,
    why: String,
}

impl EdgeJson {
    fn of((from, to, kind, why): (String, String, Kind, String)) -> Self {
        Self { from, to, kind: kind.name(), why }
    }
}

#[derive(Serialize)]
struct NodeJson<'a> {
    slug: &'a str,
    title: &'a str,
    domain: &'a str,
    subcategory: &'a str,
    level: u8,
    minutes: u32,
}

pub fn run(args: &GraphArgs, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let name = args.topic.join(" ");
    let topic = match name.as_str() {
        "" => None,
        name => Some(session.topic(name)?.slug.clone()),
    };
    session.warn(output);
    let part = match &topic {
        Some(slug) => session.world.graph.around(slug, args.depth),
        None => session.world.graph.whole(),
    };
    match args.format {
        GraphFormat::Json => json(&session, part, output)?,
        GraphFormat::Dot => output.text(&graph::dot(&part, &session.world.library))?,
        GraphFormat::Mermaid => output.text(&graph::mermaid(&part, &session.world.library))?,
        GraphFormat::Text => text(&session, topic.as_deref(), args.depth, &part, output)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn json(session: &Session, part: Part, output: &mut Output) -> Result<(), Stop> {
    let topics = part.nodes.iter().filter_map(|slug| session.world.library.topic(slug));
    let nodes = topics.map(|topic| NodeJson {
        slug: &topic.slug,
        title: &topic.title,
        domain: &topic.domain,
        subcategory: &topic.subcategory,
        level: topic.level,
        minutes: topic.minutes,
    });
    output.json(&GraphJson {
        schema: SCHEMA,
        nodes: nodes.collect(),
        edges: part.edges.into_iter().map(EdgeJson::of).collect(),
    })
}

/// One topic is drawn at depth 1; anything larger is said in words, an edge a line.
fn text(
    session: &Session,
    topic: Option<&str>,
    depth: usize,
    part: &Part,
    output: &mut Output,
) -> Result<(), Stop> {
    if let Some(slug) = topic.filter(|_| depth == 1) {
        let band = session.world.band(slug, output.width(None).min(100));
        output.lines(&band.lines)?;
        output.say("")?;
    }
    for (from, to, kind, why) in &part.edges {
        let line = Line::of(from, Role::Strong)
            .with(format!(" {} ", kind.verb()), Role::Dim)
            .with(to, Role::Strong)
            .with(if why.is_empty() { String::new() } else { format!(": {why}") }, Role::Text);
        output.line(&line)?;
    }
    Ok(())
}
