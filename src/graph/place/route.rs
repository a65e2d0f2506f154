//! The lines in one gap between two columns.
//!
//! Sources on the left that lead to the same targets share a *rail*, a vertical line. Rails whose
//! lines do not overlap share a *track*, a column of cells. Reading a drawing is following glyphs:
//! - every junction joins what touches it, so the rail of a source stands left of every other rail
//!   that enters the line of that source;
//! - a line interrupted by a rail (`─│─`) goes on behind it and is not joined with it;
//! - a rail that enters a line where another one already runs begins anew behind an arrow
//!   (`─▸└─▸ label`): one may go on to the label, but not back up the other rail.

use crate::graph::Glyph;
use std::collections::{BTreeMap, BTreeSet};

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// Cells before the first track: a space and a piece of line.
const BEFORE: usize = 2;
/// Cells behind the last track: a piece of line, the arrow and a space.
const BEHIND: usize = 3;

/// A drawn gap; its cells count from its own left edge.
#[derive(Debug, Clone, Default)]
pub struct Gap {
    /// Cells.
    pub width: usize,
    /// What is drawn.
    pub glyphs: Vec<Glyph>,
}

/// One vertical line, or a straight one where a source leads to its own line alone.
#[derive(Debug, Default)]
struct Rail {
    sources: Vec<usize>,
    targets: Vec<usize>,
    /// First and last line.
    span: (usize, usize),
    /// Its column of cells in the gap; 0 for a straight one, which has no vertical part.
    x: usize,
}

/// Routes edges given as the lines of their ends. Nothing where lines of both columns meet in a
/// way that no order of the rails can keep apart.
pub fn route(edges: &[(usize, usize)]) -> Option<Gap> {
    let mut rails = rails(edges);
    let tracks = tracks(&rails)?;
    let right = assign_columns(&mut rails, &tracks);
    let mut canvas = Canvas::default();
    for rail in rails.iter().filter(|rail| !rail.is_straight()) {
        canvas.vertical(rail);
    }
    for rail in &rails {
        for &line in &rail.sources {
            canvas.horizontal(line, 1, rail.x);
            if rail.is_straight() {
                canvas.join(line, 1, LEFT | RIGHT);
            } else {
                canvas.join(line, rail.x, LEFT);
            }
        }
    }
    let targets: BTreeSet<usize> = edges.iter().map(|&(_, target)| target).collect();
    for &line in &targets {
        canvas.enter(line, &entering(&rails, line), right);
    }
    Some(Gap { width: right + BEHIND, glyphs: canvas.glyphs() })
}

impl Rail {
    fn is_straight(&self) -> bool {
        self.span.0 == self.span.1
    }

    fn covers(&self, line: usize) -> bool {
        (self.span.0..=self.span.1).contains(&line)
    }

    /// How many lines cross if this rail stands left of another.
    fn crossings_left_of(&self, other: &Self) -> usize {
        let leave = self.targets.iter().filter(|&line| {
            other.covers(*line) && !other.is_straight() && !other.targets.contains(line)
        });
        let arrive = other.sources.iter().filter(|&line| self.covers(*line) && !self.is_straight());
        leave.count() + arrive.count()
    }
}

/// One rail for each set of sources with equal targets, from the top.
fn rails(edges: &[(usize, usize)]) -> Vec<Rail> {
    let mut targets_of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &(source, target) in edges {
        targets_of.entry(source).or_default().insert(target);
    }
    let mut sources_of: BTreeMap<BTreeSet<usize>, Vec<usize>> = BTreeMap::new();
    for (source, targets) in targets_of {
        sources_of.entry(targets).or_default().push(source);
    }
    let rails = sources_of.into_iter().map(|(targets, sources)| {
        let lines = || targets.iter().chain(&sources).copied();
        let span = (lines().min().unwrap_or(0), lines().max().unwrap_or(0));
        Rail { targets: targets.iter().copied().collect(), sources, span, x: 0 }
    });
    rails.collect()
}

/// For each rail its track, from 0 on the left; straight rails have none and get 0.
fn tracks(rails: &[Rail]) -> Option<Vec<usize>> {
    let must_be_left = |left: &Rail, right: &Rail| {
        !right.is_straight() && left.sources.iter().any(|line| right.targets.contains(line))
    };
    let mut tracks: Vec<Option<usize>> =
        rails.iter().map(|rail| rail.is_straight().then_some(0)).collect();
    let mut open: Vec<usize> = (0..rails.len()).filter(|&at| !rails[at].is_straight()).collect();
    while !open.is_empty() {
        let is_free = |at: usize| {
            open.iter().all(|&other| other == at || !must_be_left(&rails[other], &rails[at]))
        };
        let cost = |at: usize| -> isize {
            let others = open.iter().filter(|&&other| other != at);
            others
                .map(|&other| {
                    rails[at].crossings_left_of(&rails[other]).cast_signed()
                        - rails[other].crossings_left_of(&rails[at]).cast_signed()
                })
                .sum()
        };
        let next =
            open.iter().copied().filter(|&at| is_free(at)).min_by_key(|&at| (cost(at), at))?;
        let rail = &rails[next];
        let placed = || rails.iter().zip(&tracks).filter(|(other, _)| !other.is_straight());
        let least = placed()
            .filter(|(other, _)| must_be_left(other, rail))
            .filter_map(|(_, track)| *track)
            .max()
            .map_or(0, |track| track + 1);
        let is_clear = |track: usize| {
            placed()
                .filter(|(_, taken)| **taken == Some(track))
                .all(|(other, _)| other.span.1 < rail.span.0 || rail.span.1 < other.span.0)
        };
        let track = (least..=least + rails.len()).find(|&track| is_clear(track))?;
        tracks[next] = Some(track);
        open.retain(|&at| at != next);
    }
    tracks.into_iter().collect()
}

/// Turns tracks into cells, with a free cell for the arrow left of every track with a rail that
/// enters a line where another one runs. Returns the first cell behind the tracks.
fn assign_columns(rails: &mut [Rail], tracks: &[usize]) -> usize {
    let count = rails
        .iter()
        .zip(tracks)
        .filter(|(rail, _)| !rail.is_straight())
        .map(|(_, track)| track + 1)
        .max()
        .unwrap_or(0);
    // The order of the tracks is enough to know who comes first on a line.
    for (rail, track) in rails.iter_mut().zip(tracks) {
        rail.x = if rail.is_straight() { 0 } else { track + 1 };
    }
    let needs_arrow: Vec<bool> = (1..=count)
        .map(|x| {
            let mut on_track = rails.iter().filter(|rail| rail.x == x);
            on_track.any(|rail| {
                rail.targets
                    .iter()
                    .any(|&line| entering(rails, line).first().is_some_and(|&first| first < rail.x))
            })
        })
        .collect();
    let mut cells = Vec::new();
    let mut next = BEFORE;
    for needs in needs_arrow {
        next += usize::from(needs);
        cells.push(next);
        next += 1;
    }
    for rail in rails.iter_mut().filter(|rail| rail.x > 0) {
        rail.x = cells.get(rail.x - 1).copied().unwrap_or(next);
    }
    next
}

/// The columns of the rails that enter a line, from the left; 0 is a straight one.
fn entering(rails: &[Rail], line: usize) -> Vec<usize> {
    let mut found: Vec<usize> =
        rails.iter().filter(|rail| rail.targets.contains(&line)).map(|rail| rail.x).collect();
    found.sort_unstable();
    found
}

/// Cells by line and column: which neighbours each is joined with, or an arrow.
#[derive(Debug, Default)]
struct Canvas {
    arms: BTreeMap<(usize, usize), u8>,
    arrows: BTreeSet<(usize, usize)>,
}

impl Canvas {
    fn join(&mut self, line: usize, x: usize, arms: u8) {
        *self.arms.entry((line, x)).or_default() |= arms;
    }

    fn vertical(&mut self, rail: &Rail) {
        let (first, last) = rail.span;
        for line in first..=last {
            let up = if line > first { UP } else { 0 };
            let down = if line < last { DOWN } else { 0 };
            self.join(line, rail.x, up | down);
        }
    }

    /// A line through the cells `from..to`; a rail in its way is bridged.
    fn horizontal(&mut self, line: usize, from: usize, to: usize) {
        for x in from..to {
            let arms = self.arms.entry((line, x)).or_default();
            if *arms & (UP | DOWN) == 0 {
                *arms |= LEFT | RIGHT;
            }
        }
    }

    /// The way from the rails that enter a line to the arrow at its end.
    fn enter(&mut self, line: usize, rails: &[usize], right: usize) {
        let mut from = None;
        for &x in rails {
            if let Some(before) = from {
                self.horizontal(line, before, x - 1);
                self.arrows.insert((line, x - 1));
            }
            if x > 0 {
                self.join(line, x, RIGHT);
            }
            from = Some(x.max(1) + usize::from(x > 0));
        }
        if let Some(before) = from {
            self.horizontal(line, before, right + 1);
            self.arrows.insert((line, right + 1));
        }
    }

    fn glyphs(&self) -> Vec<Glyph> {
        let lines = self.arms.iter().filter(|(at, _)| !self.arrows.contains(at));
        let lines = lines.map(|(&(y, x), &arms)| Glyph { x, y, symbol: symbol(arms) });
        let arrows = self.arrows.iter().map(|&(y, x)| Glyph { x, y, symbol: '▸' });
        lines.chain(arrows).collect()
    }
}

fn symbol(arms: u8) -> char {
    const UP_DOWN: u8 = UP | DOWN;
    const LEFT_RIGHT: u8 = LEFT | RIGHT;
    match (arms & UP_DOWN, arms & LEFT_RIGHT) {
        (0, _) => '─',
        (_, 0) => '│',
        (DOWN, LEFT) => '┐',
        (DOWN, RIGHT) => '┌',
        (DOWN, _) => '┬',
        (UP, LEFT) => '┘',
        (UP, RIGHT) => '└',
        (UP, _) => '┴',
        (_, LEFT) => '┤',
        (_, RIGHT) => '├',
        _ => '┼',
    }
}
