//! The home of the library: where to go on, and three doors.

use super::{Choice, ListKind, Row};
use crate::app::world::World;
use crate::ink::{Line, Role};

/// The rows of the home screen.
pub fn home_rows(world: &World, width: usize, height: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if world.library.topics.is_empty() {
        rows.push(Row::remark("This library has no topics yet.", width));
        rows.push(Row::remark(
            "`content/README.md` of fingerpost says how to write a page.",
            width,
        ));
        rows.extend(problems(world, width));
        return rows;
    }
    // On a low screen the doors come first, without what is said about them.
    let roomy = height >= 20;
    if roomy {
        rows.extend(welcome(world, width));
    }
    rows.extend(go_on(world, width));
    rows.push(Row::heading(if world.learner.is_empty() {
        "Where do you want to begin?"
    } else {
        "Doors"
    }));
    rows.extend(doors(world, width, roomy));
    if roomy {
        rows.extend(way_ahead(world, width));
    }
    rows.extend(recent(world));
    rows.extend(problems(world, width));
    rows
}

fn welcome(world: &World, width: usize) -> Vec<Row> {
    if !world.learner.is_empty() {
        return Vec::new();
    }
    let topics = world.library.topics.len();
    let demos = fingerpost_demos::REGISTRY.len();
    let text = format!(
        "A map of {topics} ideas, each a page that you can read in one sitting. Every page shows what it \
         builds on and what it opens up, and holds demos that compute as you type: {demos} of them so far."
    );
    vec![Row::remark(&text, width), Row::gap()]
}

/// The page that the reader left.
fn go_on(world: &World, width: usize) -> Vec<Row> {
    let Some(topic) = world.learner.resume().and_then(|place| world.library.topic(&place.topic))
    else {
        return Vec::new();
    };
    let (mark, role) = world.mark(&topic.slug);
    let line = Line::of(format!("{mark} "), role).with(&topic.title, Role::Strong);
    let row =
        Row::of(line, Choice::Topic(topic.slug.clone(), None)).more(&topic.definition, 2, width);
    vec![Row::heading("Where you left"), row, Row::gap()]
}

fn doors(world: &World, width: usize, roomy: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(path) = world.library.default_path() {
        let progress = world.progress(path);
        let line = Line::of("1  ", Role::KeyName).with("New here", Role::Strong).with(
            format!(
                "   {} · {} pages · {} min left",
                path.title, progress.steps, progress.minutes_left
            ),
            Role::Dim,
        );
        let row = Row::of(line, Choice::EnterPath(path.slug.clone()));
        rows.push(if roomy { row.more(&path.blurb, 3, width) } else { row });
    }
    let plan = Line::of("2  ", Role::KeyName)
        .with("Know some of it", Role::Strong)
        .with("   choose where you want to get, and see the way there", Role::Dim);
    rows.push(Row::of(plan, Choice::List(ListKind::Goals)));
    let look = Line::of("3  ", Role::KeyName)
        .with("Look around", Role::Strong)
        .with("   all topics by domain", Role::Dim);
    rows.push(Row::of(look, Choice::List(ListKind::Topics)));
    rows.push(Row::gap());
    rows
}

/// The steps of the path that the reader is on, or of the one for someone new.
fn way_ahead(world: &World, width: usize) -> Vec<Row> {
    let current = world.learner.current_path().and_then(|slug| world.library.path(slug));
    let Some(path) = current.or_else(|| world.library.default_path()) else { return Vec::new() };
    let here = world.next_in(path);
    let progress = world.progress(path);
    let title = format!("{} · {} of {} done", path.title, progress.done, progress.steps);
    let mut rows = vec![Row::heading(&title)];
    rows.extend(path.topics().filter_map(|slug| world.library.topic(slug)).map(|topic| {
        let (mark, role) = world.mark(&topic.slug);
        let is_here = here.as_ref() == Some(&topic.slug) && !world.learner.is_empty();
        let mut line = Line::of(format!("{mark} "), role)
            .with(&topic.title, if is_here { Role::Here } else { Role::Text })
            .with(format!("   {} min", topic.minutes), Role::Dim);
        if is_here {
            line.push(" · you are here", Role::Here);
        }
        let choice = Choice::Topic(topic.slug.clone(), Some(path.slug.clone()));
        Row::of(line.cut(width), choice)
    }));
    rows.push(Row::gap());
    rows
}

fn recent(world: &World) -> Vec<Row> {
    let resume = world.learner.resume().map(|place| place.topic);
    let recent = world.learner.recent();
    let topics = recent.iter().filter(|slug| Some(*slug) != resume.as_ref());
    let mut rows: Vec<Row> = topics
        .filter_map(|slug| world.library.topic(slug))
        .take(5)
        .map(|topic| {
            let (mark, role) = world.mark(&topic.slug);
            let line = Line::of(format!("{mark} "), role).with(&topic.title, Role::Text);
            Row::of(line, Choice::Topic(topic.slug.clone(), None))
        })
        .collect();
    if !rows.is_empty() {
        rows.insert(0, Row::heading("Read lately"));
        rows.push(Row::gap());
    }
    rows
}

fn problems(world: &World, width: usize) -> Vec<Row> {
    let count = world.problems.len();
    if count == 0 {
        return Vec::new();
    }
    let noun = if count == 1 { "problem" } else { "problems" };
    let line = Line::of(format!("!  {count} {noun} in this library"), Role::Warning);
    let first = world.problems[0].location.to_string() + ": " + &world.problems[0].message;
    vec![Row::of(line, Choice::List(ListKind::Problems)).more(&first, 3, width)]
}
