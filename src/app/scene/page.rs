//! A page: its text column, and beside it, where there is room, contents, reasons and paths.

use super::super::State;
use super::super::layout::{ASIDE, GAP, Rect, column, has_aside, is_roomy, page_width};
use super::super::page_view::{Find, PageView};
use super::{Click, Scene, bars};
use crate::ink::{Line, Mark, Role, counted, fit, wrap_words};
use crate::page::Target;
use crate::world::marked;

/// Draws the page.
pub fn draw(state: &State, view: &PageView, scene: &mut Scene) {
    let size = state.size;
    let wide = size.width >= 100;
    let right = if wide { "^P topics   / find   m map   ? keys " } else { "^P topics  ? keys " };
    bars::top(state, breadcrumbs(state, view), right, scene);
    let width = page_width(size);
    let used = width + if has_aside(size) { GAP + ASIDE } else { 0 };
    let rect = Rect { width, ..column(size, used, true) };
    scene.pane(rect, visible(view, rect.height));
    places(view, rect, scene);
    if has_aside(size) {
        aside(state, view, Rect { x: rect.x + width + GAP, width: ASIDE, ..rect }, scene);
    }
    match view.find.as_ref().filter(|find| find.typing) {
        Some(find) => find_bar(state, find, scene),
        None => bars::path_bar(state, view, scene),
    }
}

/// Domain, part, title.
fn breadcrumbs(state: &State, view: &PageView) -> Line {
    let mut line = Line::default();
    let Some(topic) = state.world.library.topic(&view.slug) else { return line };
    let parts: &[&str] =
        if state.size.width >= 60 { &[&topic.domain, &topic.subcategory] } else { &[] };
    for part in parts.iter().filter(|part| !part.is_empty()) {
        line.push(format!("{part} › "), Role::Dim);
    }
    line.with(&topic.title, Role::Strong)
}

/// The lines in view, with the focus and the matches of a search marked.
fn visible(view: &PageView, height: usize) -> Vec<Line> {
    let all = &view.laid.drawn.lines;
    let from = view.scroll.min(all.len());
    let to = (view.scroll + height).min(all.len());
    let mut lines = all[from..to].to_vec();
    let mut mark = |line: usize, column: usize, width: usize, mark: Mark| {
        if let Some(line) = line.checked_sub(from).and_then(|at| lines.get_mut(at)) {
            line.mark(column, width, mark);
        }
    };
    if let Some(link) = view.focus.and_then(|focus| view.links.get(focus)) {
        for (line, column, width) in &link.pieces {
            // Of a demo's frame only the name is marked, not the whole line.
            let (inset, width) = match link.target {
                Target::Demo(demo) => {
                    (1, view.demos.get(demo).map_or(0, |demo| demo.call.name.len() + 4))
                }
                _ => (0, *width),
            };
            mark(*line, column + inset, width, Mark::Focus);
        }
    }
    if let Some(find) = &view.find {
        for (index, hit) in find.hits.iter().enumerate() {
            let here = if index == find.at { Mark::FoundHere } else { Mark::Found };
            mark(hit.line, hit.column, hit.width, here);
        }
    }
    lines
}

/// Every place in view can be clicked; of a demo the whole figure.
fn places(view: &PageView, rect: Rect, scene: &mut Scene) {
    let mut hit = |line: usize, column: usize, width: usize, index: usize| {
        if let Some(row) = line.checked_sub(view.scroll).filter(|row| *row < rect.height) {
            let room = rect.width.saturating_sub(column);
            scene.hit(rect.x + column, rect.y + row, width.min(room), Click::Link(index));
        }
    };
    for (index, link) in view.links.iter().enumerate() {
        for (line, column, width) in &link.pieces {
            hit(*line, *column, *width, index);
        }
        if let Target::Demo(demo) = link.target
            && let Some(place) = view.laid.demos.get(demo)
        {
            for line in place.line..place.line + place.height {
                hit(line, 0, rect.width, index);
            }
        }
    }
}

/// Contents, reasons and paths.
fn aside(state: &State, view: &PageView, rect: Rect, scene: &mut Scene) {
    let mut lines: Vec<(Line, Option<Click>)> = Vec::new();
    contents(view, rect.width, &mut lines);
    reasons(state, view, rect.width, &mut lines);
    paths(state, view, rect.width, &mut lines);
    for (row, (_, click)) in lines.iter().enumerate().take(rect.height) {
        if let Some(click) = click {
            scene.hit(rect.x, rect.y + row, rect.width, click.clone());
        }
    }
    let more = lines.len() > rect.height;
    let mut lines: Vec<Line> = lines.into_iter().map(|(line, _)| line).take(rect.height).collect();
    if more && let Some(last) = lines.last_mut() {
        *last = Line::of("…", Role::Dim);
    }
    scene.pane(rect, lines);
}

fn contents(view: &PageView, width: usize, out: &mut Vec<(Line, Option<Click>)>) {
    out.push((Line::of("On this page", Role::Subheading), None));
    let here = view.heading_in_view().or(Some(0));
    let mut entries: Vec<(usize, Line)> = Vec::new();
    for (index, heading) in view.laid.headings.iter().enumerate() {
        if heading.level > 2 {
            continue;
        }
        let next = view.laid.headings.iter().skip(index + 1).position(|heading| heading.level <= 2);
        let until = next.map_or(usize::MAX, |next| index + 1 + next);
        let is_here = here.is_some_and(|here| (index..until).contains(&here));
        let (mark, role) = if is_here { ("▸ ", Role::Here) } else { ("  ", Role::Text) };
        entries.push((
            heading.line,
            Line::of(mark, Role::Here).with(fit(&heading.text, width - 2), role),
        ));
    }
    for (index, place) in view.laid.demos.iter().enumerate() {
        let name = view.demos.get(index).map_or("", |demo| demo.call.name.as_str());
        entries
            .push((place.line, Line::of("    ", Role::Text).with(format!("▶ {name}"), Role::Link)));
    }
    entries.sort_by_key(|(line, _)| *line);
    out.extend(entries.into_iter().map(|(at, line)| (line, Some(Click::Line(at)))));
}

fn reasons(state: &State, view: &PageView, width: usize, out: &mut Vec<(Line, Option<Click>)>) {
    let edges = state.world.graph.requires(&view.slug);
    if edges.is_empty() {
        return;
    }
    out.push((Line::default(), None));
    let first = if edges.len() == 1 { "Why this comes first" } else { "Why these come first" };
    out.push((Line::of(first, Role::Subheading), None));
    let states = state.world.states();
    for edge in edges {
        let title = fit(state.world.title(&edge.slug), width - 2);
        let line = marked(states.mark(&edge.slug)).with(title, Role::Link);
        let click = Click::Topic(edge.slug.clone(), None);
        out.push((line, Some(click)));
        for text in wrap_words(&edge.why, width - 2) {
            out.push((Line::of(text, Role::Dim).indented(2), None));
        }
    }
}

fn paths(state: &State, view: &PageView, width: usize, out: &mut Vec<(Line, Option<Click>)>) {
    let paths = state.world.library.paths_with(&view.slug);
    if paths.is_empty() {
        return;
    }
    out.push((Line::default(), None));
    out.push((
        Line::of(
            format!("In {}", counted(paths.len(), "learning path", "learning paths")),
            Role::Subheading,
        ),
        None,
    ));
    for path in paths {
        let is_here = view.path.as_ref() == Some(&path.slug);
        let (mark, role) = if is_here { ("▸ ", Role::Here) } else { ("  ", Role::Text) };
        let place = path.position(&view.slug).map_or(0, |at| at + 1);
        let steps = path.topics().count();
        let tail = format!(" {place}/{steps}");
        let title = fit(&path.title, width.saturating_sub(2 + tail.len()));
        let line = Line::of(mark, Role::Here).with(title, role).with(tail, Role::Dim);
        let click = Click::Topic(view.slug.clone(), Some(path.slug.clone()));
        out.push((line, Some(click)));
    }
}

/// The field of a search, in the place of the path bar.
fn find_bar(state: &State, find: &Find, scene: &mut Scene) {
    let cells = state.size.width;
    let count = match find.hits.len() {
        _ if find.field.text().is_empty() => String::new(),
        0 => "no match ".to_owned(),
        1 => "1 match ".to_owned(),
        many => format!("{} of {many} ", find.at + 1),
    };
    let line = find.field.row(" find › ", cells.saturating_sub(count.len()));
    let mut lines = Vec::new();
    if is_roomy(state.size) {
        lines.push(bars::rule(cells));
    }
    lines.push(line.with(count, Role::Dim));
    let height = lines.len();
    let y = state.size.height - 1 - height;
    scene.pane(Rect { x: 0, y, width: cells, height }, lines);
}
