//! A plan: what to learn, in order, to reach a topic.

use super::{Choice, ListKind, Row};
use crate::app::world::World;
use crate::ink::{Line, Role};

/// Topics to plan for, those that a path leads to first; filtered by what is typed.
pub fn goal_rows(world: &World, query: &str, width: usize) -> Vec<Row> {
    let goals: Vec<String> = world.library.paths.iter().map(|path| path.goal.clone()).collect();
    let hits = crate::find::topics(&world.library, query, &goals, 200);
    let mut rows: Vec<Row> = hits
        .iter()
        .map(|hit| {
            let plan =
                world.graph.plan(&world.library, &hit.slug, &|slug| world.learner.is_done(slug));
            let (mark, role) = world.mark(&hit.slug);
            let line = Line::of(format!("{mark} "), role)
                .with(&hit.title, Role::Strong)
                .with(format!("   {} · {} min", pages(plan.steps.len()), plan.minutes), Role::Dim);
            Row::of(line, Choice::List(ListKind::Plan(hit.slug.clone())))
        })
        .collect();
    if rows.is_empty() {
        rows.push(Row::remark("No topic has a name like that.", width));
    }
    rows
}

/// The plan itself, after what is known already.
pub fn plan_rows(world: &World, goal: &str, width: usize) -> Vec<Row> {
    let plan = world.graph.plan(&world.library, goal, &|slug| world.learner.is_done(slug));
    let known: Vec<&str> = world
        .graph
        .ancestors(goal)
        .into_iter()
        .filter(|slug| !plan.steps.iter().any(|step| step.slug == *slug))
        .collect();
    let mut rows = Vec::new();
    if let Some(topic) = world.library.topic(goal) {
        rows.push(Row::remark(&topic.definition, width));
        rows.push(Row::gap());
    }
    if plan.steps.is_empty() {
        rows.push(Row::remark("You have done this page; nothing is left before it.", width));
    } else {
        let count = pages(plan.steps.len());
        rows.push(Row::heading(&format!("To learn, in this order: {count}, {} min", plan.minutes)));
    }
    for (index, step) in plan.steps.iter().enumerate() {
        let (mark, role) = world.mark(&step.slug);
        let line = Line::of(format!("{:>3}  ", index + 1), Role::Dim)
            .with(format!("{mark} "), role)
            .with(&step.title, Role::Text)
            .with(format!("   {} min", step.minutes), Role::Dim);
        rows.push(Row::of(line, Choice::Topic(step.slug.clone(), None)).more(&step.why, 7, width));
    }
    if !known.is_empty() {
        rows.push(Row::gap());
        rows.push(Row::heading("Known already"));
        for slug in known {
            let line = Line::of("     ✓ ", Role::Done).with(world.title(slug), Role::Dim);
            rows.push(Row::of(line, Choice::Topic(slug.to_owned(), None)));
        }
    }
    rows
}

fn pages(count: usize) -> String {
    format!("{count} {}", if count == 1 { "page" } else { "pages" })
}
