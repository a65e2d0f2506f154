//! The neighbourhood of a topic as it stands on its page: three columns, or an indented list
//! where the page is narrow, and what is related on one line.

use super::place::{Item, Placed, SHORTEST_LABEL, View, columns, label, one_cell, place};
use super::{Edge, Graph, Kind};
use crate::content::{Library, RelatedKind};
use crate::ink::{Drawn, Line, Place, Role, fit, width};

/// Below this the band is a list.
const NARROW: usize = 60;

/// Draws the neighbourhood in at most `cells` cells; targets are slugs. `mark` gives the state
/// mark of a topic and its role. Nothing is drawn for an unknown topic.
pub fn band(
    graph: &Graph,
    library: &Library,
    slug: &str,
    cells: usize,
    mark: &dyn Fn(&str) -> (char, Role),
) -> Drawn<String> {
    let view = View { slug, depth: 1, width: cells };
    let placed = if cells < NARROW { None } else { place(graph, library, view, mark) };
    let mut drawn = match &placed {
        Some(placed) => painted(placed),
        None => list(graph, library, view, mark),
    };
    let lead = if placed.is_some() { "related  " } else { "  ~ " };
    related(&mut drawn, lead, &graph.related(slug), &Names { library, cells, mark });
    drawn.lines = drawn.lines.into_iter().map(|line| line.cut(cells)).collect();
    drawn.places.retain(|place| place.column < cells);
    for place in &mut drawn.places {
        place.width = place.width.min(cells - place.column);
    }
    drawn
}

struct Names<'a> {
    library: &'a Library,
    cells: usize,
    mark: &'a dyn Fn(&str) -> (char, Role),
}

/// Turns positions into lines.
pub(super) fn painted(placed: &Placed) -> Drawn<String> {
    let mut pieces: Vec<(usize, usize, String, Role)> = Vec::new();
    for glyph in &placed.glyphs {
        pieces.push((glyph.y, glyph.x, glyph.symbol.to_string(), Role::Rule));
    }
    for boxed in &placed.boxes {
        pieces.push((boxed.y, boxed.x, boxed.label.clone(), boxed.role));
    }
    pieces.sort_by_key(|&(y, x, ..)| (y, x));
    let mut drawn = Drawn { lines: vec![Line::default(); placed.height], places: Vec::new() };
    for (y, x, text, role) in pieces {
        if let Some(line) = drawn.lines.get_mut(y) {
            line.pad_to(x);
            line.push(text, role);
        }
    }
    let mut boxes: Vec<_> = placed.boxes.iter().collect();
    boxes.sort_by_key(|boxed| (boxed.y, boxed.x));
    drawn.places.extend(boxes.into_iter().filter_map(|boxed| {
        let target = boxed.slug.clone()?;
        Some(Place { line: boxed.y, column: boxed.x, width: boxed.width, target })
    }));
    drawn
}

fn list(
    graph: &Graph,
    library: &Library,
    view: View<'_>,
    mark: &dyn Fn(&str) -> (char, Role),
) -> Drawn<String> {
    let mut drawn = Drawn::default();
    let Some(found) = columns(graph, library, view.slug, 1, mark) else { return drawn };
    for (at, items) in found.items.iter().enumerate() {
        let lead = match at.cmp(&found.here) {
            std::cmp::Ordering::Less => "  ▲ ",
            std::cmp::Ordering::Equal => "",
            std::cmp::Ordering::Greater => "  ▼ ",
        };
        for item in items {
            let is_here = at == found.here;
            list_line(&mut drawn, lead, item, is_here, &Names { library, cells: view.width, mark });
        }
    }
    drawn
}

fn list_line(drawn: &mut Drawn<String>, lead: &str, item: &Item, is_here: bool, names: &Names<'_>) {
    let mut line = Line::of(lead, Role::Dim);
    let column = line.width();
    let (text, role) = match &item.slug {
        None => (item.label(names.library), Role::Dim),
        Some(_) if is_here => (format!("● {}", item.label(names.library)), Role::Here),
        Some(slug) => {
            let (mark, role) = (names.mark)(slug);
            (format!("{} {}", one_cell(mark), item.label(names.library)), role)
        }
    };
    let text = fit(&text, names.cells.saturating_sub(column));
    if let Some(target) = item.slug.clone() {
        let line = drawn.lines.len();
        drawn.places.push(Place { line, column, width: width(&text), target });
    }
    line.push(text, role);
    drawn.lines.push(line);
}

/// Adds what is related on one line, as much as fits, then how many more there are.
fn related(drawn: &mut Drawn<String>, lead: &str, edges: &[Edge], names: &Names<'_>) {
    const DOT: &str = " · ";
    if edges.is_empty() || drawn.lines.is_empty() {
        return;
    }
    let mut line = Line::of(lead, Role::Dim);
    for (at, edge) in edges.iter().enumerate() {
        let left = edges.len() - at - 1;
        let kind = match edge.kind {
            Kind::Related(RelatedKind::Contrast) => " (contrast)",
            _ => "",
        };
        let dot = if at > 0 { DOT } else { "" };
        let tail = if left > 0 { width(DOT) + width(&format!("+{left}")) } else { 0 };
        let title = label(names.library, &edge.slug);
        let free = names.cells.saturating_sub(line.width() + width(dot) + tail);
        if at > 0 && width(&title) + width(kind) > free {
            line.push(format!("{DOT}+{}", left + 1), Role::Dim);
            break;
        }
        // The first title always stands there; its kind only where that leaves enough of it.
        let room = free.saturating_sub(width(kind));
        let (kind, room) = if room < SHORTEST_LABEL { ("", free) } else { (kind, room) };
        let title = fit(&title, room);
        line.push(dot, Role::Dim);
        drawn.places.push(Place {
            line: drawn.lines.len(),
            column: line.width(),
            width: width(&title),
            target: edge.slug.clone(),
        });
        line.push(title, (names.mark)(&edge.slug).1);
        line.push(kind, Role::Dim);
    }
    drawn.lines.push(line);
}
