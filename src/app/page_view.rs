//! The page that is being read: its layout, where the reader is on it, and its demos.

use super::demo_view::DemoView;
use super::field::Field;
use super::history::Stop;
use super::world::World;
use crate::content::Block;
use crate::graph;
use crate::ink::{Drawn, Line, Place};
use crate::learner::Spot;
use crate::page::{self, LearnNext, Page, Parts, Target};

/// A page on the screen.
#[derive(Debug)]
pub struct PageView {
    /// Tells this view's demos from those of an earlier one.
    pub id: u64,
    /// The topic.
    pub slug: String,
    /// The learning path in which it stands.
    pub path: Option<String>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The demos in its flow.
    pub demos: Vec<DemoView>,
    /// The layout, for `width`.
    pub laid: Page,
    /// The places to go, links wrapped over lines counted once.
    pub places: Vec<Going>,
    /// The first line in view.
    pub scroll: usize,
    /// Where to begin, until the page is laid out.
    pub spot: Option<Spot>,
    /// The place that has the focus.
    pub focus: Option<usize>,
    /// What is being looked for.
    pub find: Option<Find>,
    width: usize,
    stale: bool,
}

/// A place to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// Where it leads.
    pub target: Target,
    /// The pieces of it: line, column, cells.
    pub pieces: Vec<(usize, usize, usize)>,
}

/// A search in the page.
#[derive(Debug)]
pub struct Find {
    /// The words.
    pub field: Field,
    /// Whether they are still being typed.
    pub typing: bool,
    /// Where they stand.
    pub hits: Vec<Place<()>>,
    /// The match that the reader is at.
    pub at: usize,
    /// The first line in view before the search.
    pub from: usize,
}

impl PageView {
    /// Opens a topic; its demos have not run yet. `None` where there is no such topic.
    pub fn open(world: &World, slug: &str, path: Option<String>, id: u64) -> Option<Self> {
        let topic = world.library.topic(slug)?;
        let blocks = topic.blocks(&world.library);
        let mut demos = Vec::new();
        collect_demos(&blocks, &mut demos);
        Some(Self {
            id,
            slug: topic.slug.clone(),
            path,
            blocks,
            demos,
            laid: Page::default(),
            places: Vec::new(),
            scroll: 0,
            spot: None,
            focus: None,
            find: None,
            width: 0,
            stale: true,
        })
    }

    /// Where the reader is, for the history.
    pub fn stop(&self) -> Stop {
        Stop { slug: self.slug.clone(), scroll: self.scroll, path: self.path.clone() }
    }

    /// The layout no longer fits what it shows.
    pub fn spoil(&mut self) {
        self.stale = true;
    }

    /// Lays the page out for a width, if that has not been done; the reader's place is kept by
    /// the heading above it.
    pub fn settle(&mut self, world: &World, width: usize) {
        if !self.stale && self.width == width {
            return;
        }
        let anchor = (self.width != width && self.width != 0).then(|| self.anchor());
        let Some(topic) = world.library.topic(&self.slug) else { return };
        let demos = &self.demos;
        let focused = self.focused_demo();
        let parts = Parts {
            status: world.status(&self.slug),
            band: graph::band(&world.graph, &world.library, &self.slug, width, &|slug| {
                world.mark(slug)
            }),
            figure: &|index, _, cells| figure(demos, index, cells, focused == Some(index)),
            title_of: &|slug| world.library.topic(slug).map(|topic| topic.title.clone()),
            done: &|slug| world.learner.is_done(slug),
            learn_next: world
                .graph
                .next_after(&world.library, &self.slug)
                .into_iter()
                .map(LearnNext::of)
                .collect(),
        };
        self.laid = page::lay_out(topic, &self.blocks, &parts, width);
        self.places = goings(&self.laid.drawn);
        self.width = width;
        self.stale = false;
        if let Some((heading, below)) = anchor {
            let line = heading
                .map_or(0, |index| self.laid.headings.get(index).map_or(0, |heading| heading.line));
            self.scroll = line + below;
        }
        if let Some(spot) = &self.spot {
            self.scroll = self.line_of(spot);
            // Figures that are still to come would move the place.
            if self.demos.iter().all(|demo| demo.report.is_some() || demo.fault.is_some()) {
                self.spot = None;
            }
        }
        if let Some(find) = &mut self.find {
            find.hits = page::matches(&self.laid, find.field.text());
            find.at = find.at.min(find.hits.len().saturating_sub(1));
        }
    }

    /// The demo that has the focus.
    pub fn focused_demo(&self) -> Option<usize> {
        match self.places.get(self.focus?)?.target {
            Target::Demo(index) => Some(index),
            _ => None,
        }
    }

    /// The demo whose sentence or matrix is being typed in the page.
    pub fn edited_demo(&self) -> Option<usize> {
        self.demos.iter().position(|demo| demo.edit.is_some())
    }

    /// The index of the heading at or above the first line in view.
    pub fn heading_in_view(&self) -> Option<usize> {
        self.laid.headings.iter().rposition(|heading| heading.line <= self.scroll + 1)
    }

    /// Scrolls so that the line is in view, with some lines around it.
    pub fn reveal(&mut self, line: usize, height: usize) {
        let margin = (height / 4).min(3);
        if line < self.scroll + margin {
            self.scroll = line.saturating_sub(margin);
        } else if line + margin >= self.scroll + height {
            self.scroll = (line + margin + 1).saturating_sub(height);
        }
        self.clamp(height);
    }

    /// Keeps the first line in view within the page.
    pub fn clamp(&mut self, height: usize) {
        self.scroll = self.scroll.min(self.last_scroll(height));
    }

    /// The largest first line.
    pub fn last_scroll(&self, height: usize) -> usize {
        self.laid.drawn.lines.len().saturating_sub(height)
    }

    /// Where the reader is, for the store: the share of lines above survives a change of width.
    pub fn spot_now(&self) -> Spot {
        let lines = self.laid.drawn.lines.len().max(1);
        Spot::Fraction(self.scroll as f64 / lines as f64)
    }

    fn line_of(&self, spot: &Spot) -> usize {
        let lines = self.laid.drawn.lines.len();
        match spot {
            Spot::Fraction(share) => (share * lines as f64).round() as usize,
            Spot::Anchor(anchor) => {
                let heading = self.laid.headings.iter().find(|heading| heading.anchor == *anchor);
                heading.map_or(0, |heading| heading.line)
            }
        }
    }

    fn anchor(&self) -> (Option<usize>, usize) {
        let heading = self.laid.headings.iter().rposition(|heading| heading.line <= self.scroll);
        let line = heading.map_or(0, |index| self.laid.headings[index].line);
        (heading, self.scroll - line)
    }
}

/// The n-th demo's figure, with the field in it while it is edited.
fn figure(demos: &[DemoView], index: usize, cells: usize, focused: bool) -> Vec<Line> {
    let Some(demo) = demos.get(index) else { return Vec::new() };
    super::figure::lines(demo, cells, focused)
}

fn collect_demos(blocks: &[Block], out: &mut Vec<DemoView>) {
    for block in blocks {
        match block {
            Block::Demo(call) => out.push(DemoView::of(call)),
            Block::List { items, .. } => items.iter().for_each(|item| collect_demos(item, out)),
            Block::Quote { blocks, .. } => collect_demos(blocks, out),
            _ => {}
        }
    }
}

/// Places that belong together: pieces of one link on following lines.
fn goings(drawn: &Drawn<Target>) -> Vec<Going> {
    let mut out: Vec<Going> = Vec::new();
    for place in &drawn.places {
        let piece = (place.line, place.column, place.width);
        match out.last_mut() {
            Some(last)
                if last.target == place.target
                    && last.pieces.last().is_some_and(|(line, ..)| line + 1 == place.line) =>
            {
                last.pieces.push(piece);
            }
            _ => out.push(Going { target: place.target.clone(), pieces: vec![piece] }),
        }
    }
    out
}
