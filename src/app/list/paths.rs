//! Learning paths, and the steps of one.

use super::{Choice, ListKind, Row};
use crate::content::{LearningPath, PathStep};
use crate::ink::{Line, Role, counted};
use crate::world::{PathProgress, World, marked};

/// All paths with the reader's progress.
pub fn path_rows(world: &World, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for path in world.library.paths_in_order() {
        let progress = world.progress(path);
        let role = if progress.done == progress.required { Role::Done } else { Role::Strong };
        let about = format!("   {} · {}", said(progress), path.level);
        let line = Line::of(&path.title, role).with(about, Role::Dim);
        let choice = Choice::List(ListKind::Path(path.slug.clone()));
        rows.push(Row::of(line, choice).more(&path.blurb, 2, width));
        rows.push(Row::gap());
    }
    if rows.is_empty() {
        rows.push(Row::remark("This library has no learning paths.", width));
    }
    rows
}

/// `3 of 13 pages done · 140 min left`; before the first is done `13 pages · 181 min`.
fn said(progress: PathProgress) -> String {
    let pages = counted(progress.required, "page", "pages");
    if progress.done == 0 {
        return format!("{pages} · {} min", progress.minutes_left);
    }
    let optional = progress.steps - progress.required;
    let more = if optional > 0 { format!(" and {optional} optional") } else { String::new() };
    format!("{} of {pages}{more} done · {} min left", progress.done, progress.minutes_left)
}

/// The steps of one path.
pub fn step_rows(world: &World, path: &LearningPath, width: usize) -> Vec<Row> {
    let mut rows = vec![Row::remark(&path.blurb, width)];
    let assumes: Vec<_> = path.assumes.iter().map(|slug| name_of(world, slug)).collect();
    if !assumes.is_empty() {
        rows.push(Row::remark(&format!("Takes as known: {}.", assumes.join(", ")), width));
    }
    let sum = format!("{} · leads to {}", said(world.progress(path)), world.title(&path.goal));
    rows.push(Row::remark(&sum, width));
    rows.push(Row::gap());
    let steps = Steps { world, path, here: world.next_in(path), width };
    let mut number = 0;
    for step in &path.steps {
        match step {
            PathStep::Section(title) => rows.extend([Row::gap(), Row::heading(title)]),
            PathStep::Topic { topic, note, optional, .. } => {
                number += 1;
                let row = steps.row(number, topic, *optional);
                rows.push(row.more(note.as_deref().unwrap_or_default(), 7, width));
            }
        }
    }
    rows
}

/// What the rows of a path's steps have in common.
struct Steps<'a> {
    world: &'a World,
    path: &'a LearningPath,
    here: Option<String>,
    width: usize,
}

impl Steps<'_> {
    fn row(&self, number: usize, slug: &str, optional: bool) -> Row {
        let is_here = self.here.as_deref() == Some(slug);
        let has_begun = self.world.learner.place(&self.path.slug).is_some();
        let here = match (is_here, has_begun) {
            (false, _) => "",
            (true, true) => " · you are here",
            (true, false) => " · begins here",
        };
        let minutes = self.world.library.topic(slug).map_or(0, |topic| topic.minutes);
        let line = Line::of(format!("{number:>3}  "), Role::Dim)
            .with_line(marked(self.world.states().mark(slug)))
            .with(self.world.title(slug), if is_here { Role::Here } else { Role::Text })
            .with(format!("   {minutes} min"), Role::Dim)
            .with(if optional { " · optional" } else { "" }, Role::Dim)
            .with(here, Role::Here);
        Row::of(line.cut(self.width), Choice::Topic(slug.to_owned(), Some(self.path.slug.clone())))
    }
}

fn name_of(world: &World, slug: &str) -> String {
    match world.library.path(slug) {
        Some(path) => path.title.clone(),
        None => world.title(slug).to_owned(),
    }
}
