//! The neighbourhood of a topic as positions: boxes in columns, what comes before on the left and
//! what comes after on the right, and the glyphs that join them. Everything is in cells, from 0.
//!
//! Columns are distances in steps of requirement; only edges between neighbouring columns are
//! drawn. What leaves a box on the right leads to what it unlocks.

mod columns;
mod order;
mod route;

pub(super) use columns::{Item, columns};

use super::Graph;
use crate::content::{Library, Topic};
use crate::ink::{Role, clean_line, fit, width};
use columns::Columns;
use route::Gap;

/// Labels are not cut below this.
pub(super) const SHORTEST_LABEL: usize = 10;
/// The state mark before a label, and a space.
const MARK: usize = 2;

/// What is to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The topic in the middle.
    pub slug: &'a str,
    /// How many columns on each side, 1 to 3.
    pub depth: usize,
    /// The cells that there are.
    pub width: usize,
}

/// A neighbourhood with its positions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// The depth that fits; at most what was asked for.
    pub depth: usize,
    /// The topics, column by column from the left, each column from the top.
    pub boxes: Vec<PlacedBox>,
    /// Which boxes are joined: what is required, and what requires it, by index.
    pub edges: Vec<(usize, usize)>,
    /// The lines and arrows.
    pub glyphs: Vec<Glyph>,
    /// The cells used.
    pub width: usize,
    /// The lines used.
    pub height: usize,
    /// How many topics stand behind `+n more`.
    pub more: usize,
}

/// A label with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedBox {
    /// The topic; none for `+n more`.
    pub slug: Option<String>,
    /// The topics behind `+n more`.
    pub hides: Vec<String>,
    /// Steps from the topic in the middle: negative for what it requires.
    pub column: isize,
    /// First cell.
    pub x: usize,
    /// Line.
    pub y: usize,
    /// Cells.
    pub width: usize,
    /// What is written there, its mark included.
    pub label: String,
    /// What it is.
    pub role: Role,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The cell.
    pub x: usize,
    /// The line.
    pub y: usize,
    /// The symbol.
    pub symbol: char,
}

/// Places a topic and its neighbours. `mark` gives the state mark, one cell wide, and the role of
/// a topic. Where the depth does not fit the width, a smaller one is taken; nothing is returned
/// for an unknown topic, and where not even depth 1 fits.
pub fn place(
    graph: &Graph,
    library: &Library,
    view: View<'_>,
    mark: &dyn Fn(&str) -> (char, Role),
) -> Option<Placed> {
    (1..=view.depth.clamp(1, 3)).rev().find_map(|depth| {
        let mut found = columns(graph, library, view.slug, depth, mark)?;
        if depth > 1 {
            order::untangle(&mut found);
        }
        let (rows, gaps) = route_all(&found);
        let labels = Labels::fitting(&found, &gaps, library, view.width)?;
        Some(assemble(&found, &rows, &gaps, &labels, mark))
    })
}

/// A label as it is read: the short one or the title, through the gate, never empty.
pub(super) fn label(library: &Library, slug: &str) -> String {
    let written = library.topic(slug).map_or(slug, Topic::label);
    let shown = clean_line(written);
    if width(&shown) == 0 { clean_line(slug).into_owned() } else { shown.into_owned() }
}

/// A state mark that takes one cell whatever was given.
pub(super) fn one_cell(mark: char) -> char {
    if width(clean_line(mark.encode_utf8(&mut [0; 4])).as_ref()) == 1 && !mark.is_control() {
        mark
    } else {
        '·'
    }
}

/// The line of each item, by column, and the gaps between the columns. Where one line for each
/// item would join what is not joined, every second line stays free for the next column.
fn route_all(columns: &Columns) -> (Vec<Vec<usize>>, Vec<Gap>) {
    for pitch in [1, 2] {
        let rows = rows(columns, pitch);
        let gaps = columns.edges.iter().enumerate().map(|(at, edges)| {
            let row = |column: usize, item: usize| rows.get(column)?.get(item).copied();
            let ends = edges.iter().filter_map(|&(a, b)| Some((row(at, a)?, row(at + 1, b)?)));
            route::route(&ends.collect::<Vec<_>>())
        });
        if let Some(gaps) = gaps.collect() {
            return (rows, gaps);
        }
    }
    (rows(columns, 2), Vec::new())
}

/// Each column is centred on the tallest. Where nothing is required, the topic itself stands at
/// the top, so that the drawing starts with it.
fn rows(columns: &Columns, pitch: usize) -> Vec<Vec<usize>> {
    let tallest = columns.items.iter().map(Vec::len).max().unwrap_or(1);
    let after = columns.items.get(columns.here + 1).map_or(tallest, Vec::len);
    columns
        .items
        .iter()
        .enumerate()
        .map(|(at, items)| {
            let free = tallest - items.len();
            let leads = at == 0 && columns.here == 0;
            let top = if leads { (tallest - after) / 2 } else { free / 2 };
            let shift = if pitch > 1 { at % 2 } else { 0 };
            (0..items.len()).map(|item| (top + item) * pitch + shift).collect()
        })
        .collect()
}

/// The labels of each column as they fit, and the cells that each column takes.
struct Labels {
    texts: Vec<Vec<String>>,
    widths: Vec<usize>,
}

impl Labels {
    fn fitting(columns: &Columns, gaps: &[Gap], library: &Library, room: usize) -> Option<Self> {
        let full: Vec<Vec<String>> = columns
            .items
            .iter()
            .map(|items| items.iter().map(|item| item.label(library)).collect())
            .collect();
        let longest: Vec<usize> = full
            .iter()
            .map(|labels| labels.iter().map(|label| width(label)).max().unwrap_or(0))
            .collect();
        let fixed = gaps.iter().map(|gap| gap.width).sum::<usize>() + MARK * longest.len();
        let needs = |cap: usize| fixed + longest.iter().map(|&long| long.min(cap)).sum::<usize>();
        let largest = longest
            .iter()
            .copied()
            .max()
            .unwrap_or(0)
            .clamp(SHORTEST_LABEL, room.max(SHORTEST_LABEL));
        let cap = (SHORTEST_LABEL..=largest).rev().find(|&cap| needs(cap) <= room)?;
        let texts: Vec<Vec<String>> = full
            .into_iter()
            .map(|labels| labels.iter().map(|label| fit(label, cap)).collect())
            .collect();
        let widest = |labels: &Vec<String>| labels.iter().map(|l| width(l)).max().unwrap_or(0);
        let widths = texts.iter().map(|labels| MARK + widest(labels)).collect();
        Some(Self { texts, widths })
    }
}

fn assemble(
    columns: &Columns,
    rows: &[Vec<usize>],
    gaps: &[Gap],
    labels: &Labels,
    mark: &dyn Fn(&str) -> (char, Role),
) -> Placed {
    let mut placed = Placed { depth: columns.depth(), ..Placed::default() };
    let mut x = 0;
    let mut firsts = Vec::new();
    let layers = columns.items.iter().zip(rows).zip(&labels.texts).zip(&labels.widths);
    for (at, (((items, rows), texts), &column_width)) in layers.enumerate() {
        firsts.push(placed.boxes.len());
        for ((item, &y), text) in items.iter().zip(rows).zip(texts) {
            let column = at.wrapping_sub(columns.here).cast_signed();
            placed.boxes.push(boxed(item, (column, x, y), text, mark));
        }
        x += column_width;
        let Some((gap, edges)) = gaps.get(at).zip(columns.edges.get(at)) else { continue };
        placed.glyphs.extend(gap.glyphs.iter().map(|glyph| Glyph { x: glyph.x + x, ..*glyph }));
        let first = firsts.last().copied().unwrap_or(0);
        for &(from, to) in edges {
            placed.edges.push((first + from, placed.boxes.len() + to));
        }
        placed.glyphs.extend(leads(&placed, first, edges, x));
        x += gap.width;
    }
    placed.width = x;
    placed.height = rows.iter().flatten().max().map_or(0, |last| last + 1);
    placed.more = placed.boxes.iter().map(|boxed| boxed.hides.len()).sum();
    placed
}

/// The lines from the end of shorter labels to the end of their column.
fn leads(placed: &Placed, first: usize, edges: &[(usize, usize)], end: usize) -> Vec<Glyph> {
    let mut sources: Vec<usize> = edges.iter().map(|&(from, _)| first + from).collect();
    sources.sort_unstable();
    sources.dedup();
    let boxes = sources.into_iter().filter_map(|at| placed.boxes.get(at));
    boxes
        .flat_map(|boxed| {
            (boxed.x + boxed.width + 1..=end).map(|x| Glyph { x, y: boxed.y, symbol: '─' })
        })
        .collect()
}

fn boxed(
    item: &Item,
    (column, x, y): (isize, usize, usize),
    text: &str,
    mark: &dyn Fn(&str) -> (char, Role),
) -> PlacedBox {
    let (label, role) = match &item.slug {
        None => (text.to_owned(), Role::Dim),
        Some(_) if column == 0 => (format!("● {text}"), Role::Here),
        Some(slug) => {
            let (mark, role) = mark(slug);
            (format!("{} {text}", one_cell(mark)), role)
        }
    };
    PlacedBox {
        slug: item.slug.clone(),
        hides: item.hides.clone(),
        column,
        x,
        y,
        width: width(&label),
        label,
        role,
    }
}

#[cfg(test)]
mod tests;
