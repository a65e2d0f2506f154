//! The home of the library: where to go on, and three doors.

use super::{Choice, ListKind, Row};
use crate::ink::{Line, Role, counted};
use crate::world::{World, marked};

/// The rows of the home screen.
pub fn home_rows(world: &World, width: usize, height: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if world.library.topics.is_empty() {
        rows.push(Row::remark("This library has no topics yet.", width));
        rows.push(Row::remark(
            "`fingerpost new topic NAME` in its folder writes a page to start from.",
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
    let text = if world.library.plain {
        format!("A folder of {}, joined by their links.", counted(topics, "note", "notes"))
    } else {
        format!(
            "A map of {}, each a page that you can read in one sitting. Every page shows what it \
             builds on and what it opens up, and demos in the pages compute as you type.",
            counted(topics, "idea", "ideas")
        )
    };
    vec![Row::remark(&text, width), Row::gap()]
}

/// The page that the reader left.
fn go_on(world: &World, width: usize) -> Vec<Row> {
    let resume = world.learner.resume();
    let Some(topic) = resume.and_then(|place| world.library.topic(&place.topic)) else {
        return Vec::new();
    };
    let line = marked(world.states().mark(&topic.slug)).with(&topic.title, Role::Strong);
    let choice = Choice::Topic(topic.slug.clone(), None);
    let row = Row::of(line, choice).more(&topic.definition, 2, width);
    vec![Row::heading("Where you left"), row, Row::gap()]
}

fn doors(world: &World, width: usize, roomy: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let path = world.library.default_path().filter(|path| path.topics().next().is_some());
    if let Some(path) = path {
        let progress = world.progress(path);
        let pages = counted(progress.steps, "page", "pages");
        let about = format!("{} · {pages} · {} min left", path.title, progress.minutes_left);
        let row = door('1', "New here", &about, Choice::EnterPath(path.slug.clone()), width);
        rows.push(if roomy { row.more(&path.blurb, 3, width) } else { row });
    }
    let plan = "choose where you want to get, and see the way there";
    if !world.library.plain {
        rows.push(door('2', "Know some of it", plan, Choice::List(ListKind::Goals), width));
    }
    rows.push(door(
        '3',
        "Look around",
        "all topics by domain",
        Choice::List(ListKind::Topics),
        width,
    ));
    rows.push(Row::gap());
    rows
}

/// A door; what is said about it stands beside its name, or under it where that is too narrow.
fn door(key: char, name: &str, about: &str, choice: Choice, cells: usize) -> Row {
    let line = Line::of(format!("{key}  "), Role::KeyName).with(name, Role::Strong);
    let beside = line.clone().with(format!("   {about}"), Role::Dim);
    if beside.width() <= cells {
        Row::of(beside, choice).keyed(key)
    } else {
        Row::of(line, choice).keyed(key).more(about, 3, cells)
    }
}

/// The steps of the path that the reader is on, or of the one for someone new.
fn way_ahead(world: &World, width: usize) -> Vec<Row> {
    let current = world.learner.current_path().and_then(|slug| world.library.path(slug));
    let Some(path) = current.or_else(|| world.library.default_path()) else { return Vec::new() };
    let here = world.next_in(path).filter(|_| !world.learner.is_empty());
    let progress = world.progress(path);
    let states = world.states();
    let title = format!("{} · {} of {} done", path.title, progress.done, progress.required);
    let mut rows = vec![Row::heading(&title)];
    rows.extend(path.topics().filter_map(|slug| world.library.topic(slug)).map(|topic| {
        let is_here = here.as_ref() == Some(&topic.slug);
        let line = marked(states.mark(&topic.slug))
            .with(&topic.title, if is_here { Role::Here } else { Role::Text })
            .with(format!("   {} min", topic.minutes), Role::Dim)
            .with(if is_here { " · you are here" } else { "" }, Role::Here);
        let choice = Choice::Topic(topic.slug.clone(), Some(path.slug.clone()));
        Row::of(line.cut(width), choice)
    }));
    rows.push(Row::gap());
    rows
}

fn recent(world: &World) -> Vec<Row> {
    let resume = world.learner.resume().map(|place| place.topic);
    let states = world.states();
    let others = world.learner.recent().iter().filter(|slug| Some(*slug) != resume.as_ref());
    let topics = others.filter_map(|slug| world.library.topic(slug)).take(5);
    let mut rows: Vec<Row> = topics
        .map(|topic| {
            let line = marked(states.mark(&topic.slug)).with(&topic.title, Role::Text);
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
    let Some(first) = world.problems.first() else { return Vec::new() };
    let count = counted(world.problems.len(), "problem", "problems");
    let line = Line::of(format!("!  {count} in this library"), Role::Warning);
    let first = format!("{}: {}", first.location, first.message);
    vec![Row::of(line, Choice::List(ListKind::Problems)).more(&first, 3, width)]
}
