//! `fingerpost list`: the topics.

use super::args::{Common, Format, List};
use super::json::{SCHEMA, TopicJson};
use super::output::Output;
use super::session::{Session, Stop};
use crate::content::Topic;
use crate::ink::{Line, Role, fit, width};
use serde::Serialize;
use std::process::ExitCode;

#[derive(Serialize)]
struct ListJson<'a> {
    schema: u32,
    topics: Vec<TopicJson<'a>>,
}

pub fn run(args: &List, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    session.warn(output);
    let topics = chosen(&session, args)?;
    if args.format == Format::Json {
        let topics = topics.into_iter().map(|topic| TopicJson::of(topic, &session.world)).collect();
        output.json(&ListJson { schema: SCHEMA, topics })?;
        return Ok(ExitCode::SUCCESS);
    }
    let longest = topics.iter().map(|topic| width(&topic.slug)).max().unwrap_or(0);
    let cells = output.width(None);
    for topic in topics {
        let mut line = Line::of(&topic.slug, Role::Strong);
        line.pad_to(longest + 2);
        line.push(fit(&topic.definition, cells.saturating_sub(longest + 2)), Role::Text);
        output.line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn chosen<'a>(session: &'a Session, args: &List) -> Result<Vec<&'a Topic>, Stop> {
    let mut topics: Vec<&Topic> = match &args.path {
        Some(name) => {
            let path = session.path(name)?;
            path.topics().filter_map(|slug| session.world.library.topic(slug)).collect()
        }
        None => session.world.library.topics.iter().collect(),
    };
    if let Some(domain) = &args.domain {
        let known = |topic: &&Topic| topic.domain.eq_ignore_ascii_case(domain);
        if !session.world.library.topics.iter().any(|topic| known(&topic)) {
            let mut domains: Vec<&str> =
                session.world.library.topics.iter().map(|topic| topic.domain.as_str()).collect();
            domains.sort_unstable();
            domains.dedup();
            return Err(Stop::Asked(format!(
                "no domain is called \"{domain}\"; there are {}",
                domains.join(", ")
            )));
        }
        topics.retain(known);
    }
    if let Some(level) = args.level {
        topics.retain(|topic| topic.level == level);
    }
    Ok(topics)
}
