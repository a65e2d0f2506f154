//! Lists about what lies below: a page's contents, a demo's settings, the library's problems.

use super::{Choice, Row};
use crate::app::demo_view::DemoView;
use crate::app::page_view::PageView;
use crate::ink::{Line, Role, width};
use crate::world::World;
use fingerpost_demos::ParamKind;
use std::collections::HashMap;

/// Headings and demos in the order of the page.
pub fn contents_rows(page: &PageView) -> Vec<Row> {
    let headings = page.laid.headings.iter().enumerate().map(|(index, heading)| {
        let indent = usize::from(heading.level.saturating_sub(2)) * 2;
        let role = if heading.level <= 2 { Role::Strong } else { Role::Text };
        let line = Line::of(&heading.text, role).indented(indent);
        (heading.line, Row::of(line, Choice::Heading(index)))
    });
    let demos = page.laid.demos.iter().enumerate().map(|(index, place)| {
        let line = Line::of(format!("▶ {}", place.call.name), Role::Link).indented(4);
        (place.line, Row::of(line, Choice::Demo(index)))
    });
    let mut rows: Vec<(usize, Row)> = headings.chain(demos).collect();
    rows.sort_by_key(|(line, _)| *line);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The parameters of a demo with their values.
pub fn setting_rows(demo: &DemoView, cells: usize) -> Vec<Row> {
    let Some(spec) = demo.spec() else { return Vec::new() };
    let names = spec.param_names(demo.report.as_ref());
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let row = |name: String| {
        let param = spec.param(&name)?;
        let shown = demo.shown(&name);
        let value = if shown.is_empty() { "set by the demo" } else { &shown };
        let mut line = Line::of(&name, Role::Strong);
        line.pad_to(longest + 2);
        line.push(value, Role::Code);
        let stepped = matches!(
            param.kind,
            ParamKind::Flag | ParamKind::Choice { .. } | ParamKind::Integer { .. }
        );
        line.push(if stepped { "   ←→" } else { "   ⏎" }, Role::Dim);
        let about = format!("{} ({})", param.about, param.kind.allowed());
        Some(Row::of(line.cut(cells), Choice::Setting(name)).more(&about, 2, cells))
    };
    names.into_iter().filter_map(row).collect()
}

/// A problem a row, as the command line prints it.
pub fn problem_rows(world: &World, cells: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let topics = &world.library.topics;
    let by_file: HashMap<_, _> = topics.iter().map(|topic| (&topic.location.file, topic)).collect();
    for problem in &world.problems {
        let lines = problem.lines_within(cells).into_iter().map(|line| line.cut(cells)).collect();
        let topic = by_file.get(&problem.location.file);
        let choice = topic.map_or(Choice::None, |topic| Choice::Topic(topic.slug.clone(), None));
        rows.push(Row { lines, choice, key: None });
        rows.push(Row::gap());
    }
    if rows.is_empty() {
        rows.push(Row::remark("Nothing is wrong with this library.", cells));
    }
    rows
}
