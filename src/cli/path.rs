//! `fingerpost path [PATH]`: the learning paths, or the steps of one.

use super::args::{Common, Format, PathArgs};
use super::json::SCHEMA;
use super::output::Output;
use super::session::{Session, Stop};
use crate::content::{LearningPath, PathStep};
use crate::ink::{Line, Role, wrap_words};
use crate::world::marked;
use serde::Serialize;
use std::process::ExitCode;

#[derive(Serialize)]
struct PathsJson<'a> {
    schema: u32,
    paths: Vec<PathJson<'a>>,
}

#[derive(Serialize)]
struct PathJson<'a> {
    slug: &'a str,
    title: &'a str,
    goal: &'a str,
    minutes: u32,
    assumes: &'a [String],
    steps: Vec<StepJson<'a>>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    slug: &'a str,
    title: &'a str,
    state: &'static str,
    optional: bool,
}

pub fn run(args: &PathArgs, common: &Common, output: &mut Output) -> Result<ExitCode, Stop> {
    let session = Session::load(common)?;
    let name = args.path.join(" ");
    let paths: Vec<&LearningPath> = match name.as_str() {
        "" => session.world.library.paths_in_order(),
        name => vec![session.path(name)?],
    };
    session.warn(output);
    if args.format == Format::Json {
        let paths = paths.into_iter().map(|path| describe(&session, path)).collect();
        output.json(&PathsJson { schema: SCHEMA, paths })?;
        return Ok(ExitCode::SUCCESS);
    }
    let cells = output.width(None).min(100);
    for path in paths {
        head(&session, path, cells, output)?;
        if !name.is_empty() {
            steps(&session, path, cells, output)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn describe<'a>(session: &'a Session, path: &'a LearningPath) -> PathJson<'a> {
    let steps = path.steps.iter().filter_map(|step| match step {
        PathStep::Topic { topic, optional, .. } => Some(StepJson {
            slug: topic,
            title: session.world.library.topic(topic).map_or(topic.as_str(), |topic| &topic.title),
            state: session.world.state(topic).name(),
            optional: *optional,
        }),
        PathStep::Section(_) => None,
    });
    PathJson {
        slug: &path.slug,
        title: &path.title,
        goal: &path.goal,
        minutes: path.minutes(&session.world.library),
        assumes: &path.assumes,
        steps: steps.collect(),
    }
}

fn head(
    session: &Session,
    path: &LearningPath,
    cells: usize,
    output: &mut Output,
) -> Result<(), Stop> {
    let count = path.topics().count();
    let line = Line::of(&path.title, Role::Strong).with(
        format!("  {} · {count} topics · {} min", path.slug, path.minutes(&session.world.library)),
        Role::Dim,
    );
    output.line(&line)?;
    for text in wrap_words(&path.blurb, cells.saturating_sub(2)) {
        output.line(&Line::of(text, Role::Text).indented(2))?;
    }
    Ok(())
}

fn steps(
    session: &Session,
    path: &LearningPath,
    cells: usize,
    output: &mut Output,
) -> Result<(), Stop> {
    let mut number = 0;
    for step in &path.steps {
        match step {
            PathStep::Section(title) => {
                output.say("")?;
                output.line(&Line::of(title, Role::Subheading))?;
            }
            PathStep::Topic { topic, note, optional, .. } => {
                number += 1;
                let mark = session.world.states().mark(topic);
                let entry = session.world.library.topic(topic);
                let mut line = Line::of(format!("{number:>3}  "), Role::Dim)
                    .with_line(marked(mark))
                    .with(entry.map_or(topic.as_str(), |topic| &topic.title), Role::Strong)
                    .with(format!("  {} min", entry.map_or(0, |topic| topic.minutes)), Role::Dim);
                if *optional {
                    line.push(" · optional", Role::Dim);
                }
                output.line(&line)?;
                for text in wrap_words(note.as_deref().unwrap_or_default(), cells.saturating_sub(7))
                {
                    if !text.is_empty() {
                        output.line(&Line::of(text, Role::Dim).indented(7))?;
                    }
                }
            }
        }
    }
    Ok(())
}
