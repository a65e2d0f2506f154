//! Lists about what lies below: a page's contents, a demo's settings, the library's problems.

use super::{Choice, Row};
use crate::app::demo_view::DemoView;
use crate::app::page_view::PageView;
use crate::app::world::World;
use crate::ink::{Line, Role, width};
use fingerpost_demos::ParamKind;

/// Headings and demos in the order of the page.
pub fn contents_rows(page: &PageView) -> Vec<Row> {
    let headings = page.laid.headings.iter().map(|heading| {
        let indent = usize::from(heading.level.saturating_sub(2)) * 2;
        let role = if heading.level <= 2 { Role::Strong } else { Role::Text };
        (
            heading.line,
            Row::of(Line::of(&heading.text, role).indented(indent), Choice::Line(heading.line)),
        )
    });
    let demos = page.laid.demos.iter().enumerate().map(|(index, place)| {
        let name = page.demos.get(index).map_or("", |demo| demo.call.name.as_str());
        let line = Line::of(format!("▶ {name}"), Role::Link).indented(4);
        (place.line, Row::of(line, Choice::Demo(index)))
    });
    let mut rows: Vec<(usize, Row)> = headings.chain(demos).collect();
    rows.sort_by_key(|(line, _)| *line);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The parameters of a demo with their values.
pub fn setting_rows(demo: &DemoView, cells: usize) -> Vec<Row> {
    let Some(spec) = demo.spec() else { return Vec::new() };
    let heads = demo.report.as_ref().map_or(1, head_count);
    let mut rows = Vec::new();
    let longest = spec.params.iter().map(|param| width(param.name) + 6).max().unwrap_or(0);
    for param in spec.params {
        let names: Vec<String> = if param.per_head && heads > 1 {
            (0..heads).map(|head| format!("{}.head{head}", param.name)).collect()
        } else {
            vec![param.name.to_owned()]
        };
        for name in names {
            let mut line = Line::of(&name, Role::Strong);
            line.pad_to(longest + 2);
            let shown = demo.shown(&name);
            let value = if shown.is_empty() { "set by the demo" } else { &shown };
            line.push(value, Role::Code);
            let how = match param.kind {
                ParamKind::Flag | ParamKind::Choice { .. } | ParamKind::Integer { .. } => {
                    "   ← → change"
                }
                _ => "   ⏎ type",
            };
            line.push(how, Role::Dim);
            let about = format!("{} ({})", param.about, param.kind.allowed());
            rows.push(Row::of(line.cut(cells), Choice::Setting(name)).more(&about, 2, cells));
        }
    }
    rows
}

/// A problem a row, as the command line prints it.
pub fn problem_rows(world: &World, cells: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for problem in &world.problems {
        let lines = problem.lines().into_iter().map(|line| line.cut(cells)).collect();
        let slug =
            world.library.topics.iter().find(|topic| topic.location.file == problem.location.file);
        let choice = slug.map_or(Choice::None, |topic| Choice::Topic(topic.slug.clone(), None));
        rows.push(Row { lines, choice });
        rows.push(Row::gap());
    }
    if rows.is_empty() {
        rows.push(Row::remark("Nothing is wrong with this library.", cells));
    }
    rows
}

fn head_count(report: &fingerpost_demos::Report) -> usize {
    let heads = report.params.iter().find(|(name, _)| name == "heads");
    heads.and_then(|(_, value)| value.parse().ok()).unwrap_or(1)
}
