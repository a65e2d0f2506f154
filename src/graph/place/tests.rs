use super::*;
use crate::graph::band::painted;
use crate::graph::fixture::{curriculum, library};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Depths and widths.
const VIEWS: [(usize, usize); 9] =
    [(1, 60), (1, 76), (1, 100), (1, 120), (2, 60), (2, 76), (2, 100), (2, 120), (3, 200)];
/// Random graphs.
const SEEDS: u64 = 5;

fn ready(_: &str) -> (char, Role) {
    ('○', Role::Ready)
}

/// The glyphs of a drawing as cells, and the boxes by their first and last cell.
struct Cells {
    rows: Vec<Vec<char>>,
    starts: BTreeMap<(usize, usize), usize>,
    ends: BTreeMap<(usize, usize), usize>,
    seen: BTreeSet<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Way {
    Up,
    Down,
    Left,
    Right,
    /// To the right behind an arrow: no turning off any more.
    On,
}

fn arms(symbol: char) -> &'static [Way] {
    use Way::{Down, Left, Right, Up};
    match symbol {
        '─' => &[Left, Right],
        '│' => &[Up, Down],
        '┐' => &[Left, Down],
        '┌' => &[Right, Down],
        '┘' => &[Left, Up],
        '└' => &[Right, Up],
        '┬' => &[Left, Right, Down],
        '┴' => &[Left, Right, Up],
        '┤' => &[Left, Up, Down],
        '├' => &[Right, Up, Down],
        '┼' => &[Left, Right, Up, Down],
        _ => &[],
    }
}

impl Cells {
    fn of(placed: &Placed) -> Self {
        let drawn = painted(placed);
        let mut rows: Vec<Vec<char>> =
            drawn.lines.iter().map(|line| line.plain().chars().collect()).collect();
        let mut starts = BTreeMap::new();
        let mut ends = BTreeMap::new();
        for (at, boxed) in placed.boxes.iter().enumerate() {
            starts.insert((boxed.x, boxed.y), at);
            ends.insert((boxed.x + boxed.width - 1, boxed.y), at);
            for cell in &mut rows[boxed.y][boxed.x..boxed.x + boxed.width] {
                assert_ne!(*cell, '\0', "labels overlap");
                *cell = '\0';
            }
        }
        Self { rows, starts, ends, seen: BTreeSet::new() }
    }

    fn at(&self, x: usize, y: usize) -> char {
        self.rows.get(y).and_then(|row| row.get(x)).copied().unwrap_or(' ')
    }

    /// Follows the glyphs from the end of a label to every label that they lead to.
    fn targets(&mut self, boxed: &PlacedBox, told: &str) -> BTreeSet<usize> {
        let (x, y) = (boxed.x + boxed.width + 1, boxed.y);
        let mut found = BTreeSet::new();
        if self.at(x, y) == ' ' {
            return found;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![(x, y, Way::Right)];
        while let Some((x, y, way)) = open.pop() {
            if !seen.insert((x, y, way)) {
                continue;
            }
            self.seen.insert((x, y));
            let symbol = self.at(x, y);
            let (enters, flat) = match way {
                Way::Up => (Way::Down, false),
                Way::Down => (Way::Up, false),
                Way::Left => (Way::Right, true),
                Way::Right | Way::On => (Way::Left, true),
            };
            let next = |way| match way {
                Way::Up => (x, y - 1, way),
                Way::Down => (x, y + 1, way),
                Way::Left => (x - 1, y, way),
                Way::Right | Way::On => (x + 1, y, way),
            };
            if symbol == '▸' && enters == Way::Left {
                match self.starts.get(&(x + 2, y)).filter(|_| self.at(x + 1, y) == ' ') {
                    Some(&label) => _ = found.insert(label),
                    None => open.push((x + 1, y, Way::On)),
                }
            } else if way == Way::On {
                let behind_arrow = self.at(x - 1, y) == '▸';
                let goes_on = match symbol {
                    '─' | '│' => !behind_arrow,
                    '┌' | '└' | '├' => behind_arrow,
                    _ => false,
                };
                assert!(goes_on, "nothing to go on to at {x},{y} in\n{told}");
                open.push(next(Way::On));
            } else if arms(symbol).contains(&enters) {
                open.extend(
                    arms(symbol).iter().filter(|&&arm| arm != enters).map(|&arm| next(arm)),
                );
            } else if flat && symbol == '│' {
                open.push(next(way));
            } else {
                let is_source = way == Way::Left && self.ends.contains_key(&(x - 1, y));
                assert!(is_source && symbol == ' ', "a loose end at {x},{y} in\n{told}");
            }
        }
        found
    }
}

/// What the pages say: who requires whom.
type Written<'a> = HashSet<(&'a str, &'a str)>;

fn written(library: &Library) -> Written<'_> {
    let topics = library.topics.iter();
    topics
        .flat_map(|topic| topic.requires.iter().map(|to| (topic.slug.as_str(), to.to.as_str())))
        .collect()
}

/// Whether a box on the left leads to one on the right, by the pages alone.
fn leads_to(written: &Written<'_>, left: &PlacedBox, right: &PlacedBox) -> bool {
    let slugs =
        |boxed: &PlacedBox| boxed.slug.iter().chain(&boxed.hides).cloned().collect::<Vec<_>>();
    let left = slugs(left);
    slugs(right)
        .iter()
        .any(|to| left.iter().any(|from| written.contains(&(to.as_str(), from.as_str()))))
}

/// Draws a neighbourhood and reads it back cell by cell.
fn check(graph: &Graph, library: &Library, written: &Written<'_>, view: View<'_>) -> Placed {
    let placed = place(graph, library, view, &ready).unwrap();
    let picture: Vec<String> = painted(&placed).lines.iter().map(crate::ink::Line::plain).collect();
    let told = format!("{view:?}\n{}", picture.join("\n"));
    assert!(placed.width <= view.width, "{told}");
    assert!(picture.iter().all(|line| width(line) <= placed.width), "{told}");
    assert_eq!(picture.len(), placed.height, "{told}");
    let mut cells = Cells::of(&placed);
    for (from, left) in placed.boxes.iter().enumerate() {
        let read = cells.targets(left, &told);
        let expected: BTreeSet<usize> = (0..placed.boxes.len())
            .filter(|&to| placed.boxes[to].column == left.column + 1)
            .filter(|&to| leads_to(written, left, &placed.boxes[to]))
            .collect();
        let told_edges: BTreeSet<usize> =
            placed.edges.iter().filter(|edge| edge.0 == from).map(|edge| edge.1).collect();
        assert_eq!(read, expected, "{} in\n{told}", left.label);
        assert_eq!(told_edges, expected, "{} in\n{told}", left.label);
    }
    for glyph in &placed.glyphs {
        assert!(cells.seen.contains(&(glyph.x, glyph.y)), "a loose glyph {glyph:?} in\n{told}");
    }
    placed
}

#[test]
fn the_drawings_of_the_curriculum_join_what_is_joined_and_nothing_else() {
    let library = curriculum();
    let (graph, _) = Graph::of(&library);
    let written = written(&library);
    for topic in &library.topics {
        for (depth, width) in VIEWS {
            let placed =
                check(&graph, &library, &written, View { slug: &topic.slug, depth, width });
            let at = |column| placed.boxes.iter().filter(|boxed| boxed.column == column).count();
            assert_eq!(at(-1), graph.requires(&topic.slug).len().min(12));
            assert_eq!(at(1), graph.unlocks(&topic.slug).len().min(12));
        }
    }
}

#[test]
fn the_drawings_of_random_graphs_with_hubs_join_what_is_joined_and_nothing_else() {
    for seed in 0..SEEDS {
        let mut random = Random(seed);
        let names: Vec<String> =
            (0..10 + random.below(51)).map(|at| format!("topic-{at}")).collect();
        let hubs = 1 + random.below(3);
        let mut requires: Vec<Vec<&str>> = Vec::new();
        for at in 0..names.len() {
            let mut list: Vec<&str> = Vec::new();
            for _ in 0..random.below(4) {
                // Every tenth edge may point anywhere, so that there are cycles too.
                let limit = if random.below(10) == 0 { names.len() } else { at.max(1) };
                list.push(&names[random.below(limit)]);
            }
            let hub = random.below(hubs);
            if random.below(2) == 0 && hub != at {
                list.push(&names[hub]);
            }
            list.retain(|name| *name != names[at]);
            list.sort_unstable();
            list.dedup();
            requires.push(list);
        }
        let pairs: Vec<(&str, &[&str])> =
            names.iter().map(String::as_str).zip(requires.iter().map(Vec::as_slice)).collect();
        let library = library(&pairs);
        let (graph, _) = Graph::of(&library);
        let written = written(&library);
        for name in &names {
            for (depth, width) in VIEWS {
                check(&graph, &library, &written, View { slug: name, depth, width });
            }
        }
    }
}

/// A small generator, so that the graphs are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}
