//! A plan: what to learn, in order, to reach a topic.

use super::{Choice, ListKind, Row};
use crate::ink::{Line, Role, counted};
use crate::world::{World, marked};

/// Of more goals than this nobody wants the length of the way.
const COUNTED: usize = 30;

/// Topics to plan for, those that a path leads to first; filtered by what is typed.
pub fn goal_rows(world: &World, query: &str, width: usize) -> Vec<Row> {
    let paths = world.library.paths_in_order().into_iter();
    let goals: Vec<String> = paths.map(|path| path.goal.clone()).collect();
    let hits = crate::find::topics(&world.library, query, &goals, 200);
    let states = world.states();
    let row = |(index, hit): (usize, &crate::find::Hit)| {
        let mut line = marked(states.mark(&hit.slug)).with(&hit.title, Role::Strong);
        if index < COUNTED {
            let plan =
                world.graph.plan(&world.library, &hit.slug, &|slug| world.learner.is_done(slug));
            let pages = counted(plan.steps.len(), "page", "pages");
            line.push(format!("   {pages} · {} min", plan.minutes), Role::Dim);
        }
        Row::of(line.cut(width), Choice::List(ListKind::Plan(hit.slug.clone())))
    };
    let mut rows: Vec<Row> = hits.iter().enumerate().map(row).collect();
    if rows.is_empty() {
        rows.push(Row::remark("No topic has a name like that.", width));
    }
    rows
}

/// The way to a topic: what is known already ticked, the rest in learning order.
pub fn plan_rows(world: &World, goal: &str, width: usize) -> Vec<Row> {
    let plan = world.graph.plan(&world.library, goal, &|slug| world.learner.is_done(slug));
    let mut rows = Vec::new();
    if let Some(topic) = world.library.topic(goal) {
        rows.push(Row::remark(&topic.definition, width));
        rows.push(Row::gap());
    }
    let left = counted(plan.steps.len(), "page", "pages");
    rows.push(Row::heading(&if plan.steps.is_empty() {
        "Nothing is left on this way".to_owned()
    } else {
        format!("To learn, in this order: {left}, {} min", plan.minutes)
    }));
    rows.push(Row::remark("x ticks what you know already, with all that it builds on", width));
    let states = world.states();
    for (index, step) in plan.steps.iter().enumerate() {
        let line = Line::of(format!("{:>3}  ", index + 1), Role::Dim)
            .with_line(marked(states.mark(&step.slug)))
            .with(&step.title, Role::Text)
            .with(format!("   {} min", step.minutes), Role::Dim);
        let choice = Choice::Topic(step.slug.clone(), None);
        rows.push(Row::of(line.cut(width), choice).more(&step.why, 7, width));
    }
    let is_left = |slug: &str| plan.steps.iter().any(|step| step.slug == slug);
    let ancestors = world.graph.ancestors(goal).into_iter().chain([goal]);
    let known: Vec<&str> = ancestors.filter(|slug| !is_left(slug)).collect();
    if !known.is_empty() {
        rows.push(Row::gap());
        rows.push(Row::heading("Known already"));
        rows.extend(known.into_iter().map(|slug| known_row(world, slug)));
    }
    rows
}

/// A tick for what is done, a dim one for what follows from it.
fn known_row(world: &World, slug: &str) -> Row {
    let done = world.learner.is_done(slug);
    let line = Line::of("     ", Role::Text)
        .with("✓ ", if done { Role::Done } else { Role::Dim })
        .with(world.title(slug), if done { Role::Text } else { Role::Dim })
        .with(if done { "" } else { "   what is done builds on it" }, Role::Dim);
    Row::of(line, Choice::Topic(slug.to_owned(), None))
}
