//! Learning paths, and the steps of one.

use super::{Choice, ListKind, Row};
use crate::app::world::World;
use crate::content::{LearningPath, PathStep};
use crate::ink::{Line, Role};

/// All paths with the reader's progress.
pub fn path_rows(world: &World, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for path in &world.library.paths {
        let progress = world.progress(path);
        let role = if progress.done == progress.steps { Role::Done } else { Role::Strong };
        let line = Line::of(&path.title, role).with(
            format!(
                "   {} of {} · {} min left · {}",
                progress.done, progress.steps, progress.minutes_left, path.level
            ),
            Role::Dim,
        );
        rows.push(Row::of(line, Choice::List(ListKind::Path(path.slug.clone()))).more(
            &path.blurb,
            2,
            width,
        ));
        rows.push(Row::gap());
    }
    if rows.is_empty() {
        rows.push(Row::remark("This library has no learning paths.", width));
    }
    rows
}

/// The steps of one path.
pub fn step_rows(world: &World, path: &LearningPath, width: usize) -> Vec<Row> {
    let progress = world.progress(path);
    let mut rows = vec![Row::remark(&path.blurb, width)];
    let assumes: Vec<_> = path.assumes.iter().map(|slug| name_of(world, slug)).collect();
    if !assumes.is_empty() {
        rows.push(Row::remark(&format!("Takes as known: {}.", assumes.join(", ")), width));
    }
    let sum = format!(
        "{} of {} pages done · {} min left · leads to {}",
        progress.done,
        progress.steps,
        progress.minutes_left,
        world.title(&path.goal)
    );
    rows.push(Row::remark(&sum, width));
    rows.push(Row::gap());
    let here = world.next_in(path);
    let mut number = 0;
    for step in &path.steps {
        match step {
            PathStep::Section(title) => {
                rows.push(Row::gap());
                rows.push(Row::heading(title));
            }
            PathStep::Topic { topic, note, optional, .. } => {
                number += 1;
                let is_here = here.as_deref() == Some(topic);
                rows.push(step_row(
                    world,
                    path,
                    topic,
                    (number, is_here, *optional),
                    note.as_deref(),
                    width,
                ));
            }
        }
    }
    rows
}

fn step_row(
    world: &World,
    path: &LearningPath,
    slug: &str,
    (number, is_here, optional): (usize, bool, bool),
    note: Option<&str>,
    width: usize,
) -> Row {
    let (mark, role) = world.mark(slug);
    let minutes = world.library.topic(slug).map_or(0, |topic| topic.minutes);
    let mut line = Line::of(format!("{number:>3}  "), Role::Dim)
        .with(format!("{mark} "), role)
        .with(world.title(slug), if is_here { Role::Here } else { Role::Text });
    line.push(format!("   {minutes} min"), Role::Dim);
    if optional {
        line.push(" · optional", Role::Dim);
    }
    if is_here {
        line.push(" · you are here", Role::Here);
    }
    let choice = Choice::Topic(slug.to_owned(), Some(path.slug.clone()));
    let row = Row::of(line, choice);
    match note {
        Some(note) => row.more(note, 7, width),
        None => row,
    }
}

fn name_of(world: &World, slug: &str) -> String {
    match world.library.path(slug) {
        Some(path) => path.title.clone(),
        None => world.title(slug).to_owned(),
    }
}
