//! The page that is being read: its layout, where the reader is on it, and its demos.

use super::demo_view::DemoView;
use super::edit::Edit;
use super::field::Field;
use super::figure;
use super::history::Stop;
use super::layout::{Size, body, page_width};
use crate::claim::{Proof, Unclear};
use crate::content::{Block, Claim, demo_calls};
use crate::ink::{Drawn, Place};
use crate::learner::Spot;
use crate::page::{self, Page, Target};
use crate::world::World;
use std::collections::HashMap;

/// A page on the screen.
#[derive(Debug)]
pub struct PageView {
    /// Tells this view's demos from those of an earlier one.
    pub id: u64,
    /// The topic.
    pub slug: String,
    /// The learning path in which it stands.
    pub path: Option<String>,
    /// The demos in its flow.
    pub demos: Vec<DemoView>,
    /// The page's claims. The demos that prove them stand behind those of the flow in `demos`, once
    /// they have been opened.
    pub claims: Vec<PageClaim>,
    /// What is being typed into one of them.
    pub edit: Option<Edit>,
    /// The layout, for the width of the last frame.
    pub laid: Page,
    /// The links and demos to go to; one that is wrapped over lines is counted once.
    pub links: Vec<Link>,
    /// The first line in view.
    pub scroll: usize,
    /// Where to begin, until the page is laid out.
    pub spot: Option<Spot>,
    /// The link that has the focus.
    pub focus: Option<usize>,
    /// What is being looked for.
    pub find: Option<Find>,
    blocks: Vec<Block>,
    width: usize,
    stale: bool,
    /// The heading above, by its anchor, and the lines from it to the first in view: where to go on
    /// after the page has changed.
    kept: Option<(Option<String>, usize)>,
}

/// A claim of the page, and what came of running it.
#[derive(Debug, Clone)]
pub struct PageClaim {
    /// As the page makes it.
    pub claim: Claim,
    /// What came of it, once it has been run.
    pub outcome: Option<Result<Proof, Unclear>>,
}

impl PageClaim {
    fn of(claim: &Claim) -> Self {
        Self { claim: claim.clone(), outcome: None }
    }

    /// Whether it holds; nothing where that is not known.
    pub fn holds(&self) -> Option<bool> {
        self.proof().map(|proof| proof.holds)
    }

    /// Both sides, if it could be evaluated.
    pub fn proof(&self) -> Option<&Proof> {
        self.outcome.as_ref()?.as_ref().ok()
    }
}

/// A link, or a demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
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
        Some(Self {
            id,
            slug: topic.slug.clone(),
            path,
            demos: demo_calls(&blocks).into_iter().map(DemoView::of).collect(),
            claims: topic.claims().iter().map(PageClaim::of).collect(),
            edit: None,
            laid: Page::default(),
            links: Vec::new(),
            scroll: 0,
            spot: None,
            focus: None,
            find: None,
            blocks,
            width: 0,
            stale: true,
            kept: None,
        })
    }

    /// Takes the page over as it is written now. A demo that it still calls keeps its numbers and what
    /// is typed into it. Says where each demo of before is now.
    pub fn renew(&mut self, world: &World) -> Vec<Option<usize>> {
        let blocks = world.library.topic(&self.slug).map(|topic| topic.blocks(&world.library));
        let Some(blocks) = blocks else { return (0..self.demos.len()).map(Some).collect() };
        let (heading, below) = self.anchor();
        let heading = heading.and_then(|index| self.laid.headings.get(index));
        self.kept = Some((heading.map(|heading| heading.anchor.clone()), below));
        // What proves a claim is opened anew once the claim has been run again.
        let in_flow = |demo: DemoView| Some(demo).filter(|demo| demo.proves.is_none());
        let mut old: Vec<Option<DemoView>> = self.demos.drain(..).map(in_flow).collect();
        let mut moved = vec![None; old.len()];
        for (now, call) in demo_calls(&blocks).into_iter().enumerate() {
            let is_same = |view: &Option<DemoView>| {
                view.as_ref().is_some_and(|view| {
                    view.call.name == call.name
                        && view.call.set == call.set
                        && view.call.step == call.step
                })
            };
            let before = old.iter().position(is_same);
            let view = before.and_then(|before| old.get_mut(before)?.take());
            if let Some(place) = before.and_then(|before| moved.get_mut(before)) {
                *place = Some(now);
            }
            self.demos.push(view.unwrap_or_else(|| DemoView::of(call)));
        }
        self.edit = self.edit.take().and_then(|mut edit| {
            edit.demo = moved.get(edit.demo).copied().flatten()?;
            Some(edit)
        });
        let claims = world.library.topic(&self.slug).map_or(&[][..], |topic| topic.claims());
        self.claims = claims.iter().map(PageClaim::of).collect();
        self.blocks = blocks;
        self.stale = true;
        moved
    }

    /// Where the reader is, for the history.
    pub fn stop(&self) -> Stop {
        Stop { slug: self.slug.clone(), scroll: self.scroll, path: self.path.clone() }
    }

    /// The layout no longer fits what it shows.
    pub fn invalidate(&mut self) {
        self.stale = true;
    }

    /// Lays the page out for a window, if that has not been done; the reader's place is kept by
    /// the heading above it, the focus by what it is on.
    pub fn settle(&mut self, world: &World, size: Size) {
        let width = page_width(size);
        if self.stale || self.width != width || self.laid.begun {
            self.lay_out(world, (width, usize::MAX));
        }
        self.clamp(body(size, true).height);
    }

    /// The same for the first frame of a page: one that opens at its top is laid out no further
    /// than that frame shows.
    pub fn settle_beginning(&mut self, world: &World, size: Size) {
        if self.begins() {
            self.lay_out(world, (page_width(size), body(size, true).height));
        } else {
            self.settle(world, size);
        }
    }

    /// Whether the next frame is the page's first, and shows its top.
    pub fn begins(&self) -> bool {
        let is_new = self.width == 0 || self.laid.begun;
        let at_top = self.spot.as_ref().is_none_or(|spot| *spot == Spot::Fraction(0.0));
        is_new && self.scroll == 0 && at_top
    }

    /// Whether a demo stands in what has been laid out.
    pub fn shows_demo(&self, index: usize) -> bool {
        self.laid.demos.get(index).is_some_and(|place| place.height > 0)
    }

    fn lay_out(&mut self, world: &World, (width, until): (usize, usize)) {
        let anchor = (self.width != width && self.width != 0).then(|| self.anchor());
        let focused = self.focused_demo();
        let figure = |index: usize, cells: usize| {
            let edit = self.edit.as_ref().filter(|edit| edit.demo == index);
            let demo = self.demos.get(index);
            demo.map_or_else(Vec::new, |demo| {
                figure::lines(demo, edit, cells, focused == Some(index))
            })
        };
        let figure = |index: usize, _: &_, cells: usize| figure(index, cells);
        let claims: Vec<_> = self.claims.iter().map(PageClaim::holds).collect();
        let laid = world.lay_out(&self.slug, &self.blocks, &figure, &claims, (width, until));
        let focus = self.focus.and_then(|at| {
            let target = &self.links.get(at)?.target;
            Some((
                target.clone(),
                self.links[..at].iter().filter(|link| link.target == *target).count(),
            ))
        });
        self.links = links(&laid.drawn);
        self.focus = focus.and_then(|(target, nth)| {
            let same = self.links.iter().enumerate().filter(|(_, link)| link.target == target);
            same.map(|(index, _)| index).nth(nth)
        });
        self.laid = laid;
        self.width = width;
        self.stale = false;
        if let Some((heading, below)) = anchor {
            let heading = heading.and_then(|index| self.laid.headings.get(index));
            self.scroll = heading.map_or(0, |heading| heading.line) + below;
        }
        if let Some((heading, below)) = self.kept.take() {
            let line = |anchor: &String| {
                let found = self.laid.headings.iter().find(|heading| heading.anchor == *anchor);
                found.map(|heading| heading.line)
            };
            self.scroll = match &heading {
                None => below,
                Some(anchor) => line(anchor).map_or(self.scroll, |line| line + below),
            };
        }
        if let Some(spot) = &self.spot {
            self.scroll = self.line_of(spot);
            // Figures that are still to come would move the place.
            if self.demos.iter().all(DemoView::has_run) {
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
        match self.links.get(self.focus?)?.target {
            Target::Demo(index) => Some(index),
            _ => None,
        }
    }

    /// The claim whose sentence has the focus.
    pub fn focused_claim(&self) -> Option<usize> {
        match self.links.get(self.focus?)?.target {
            Target::Claim(index) => Some(index),
            _ => None,
        }
    }

    /// The link that leads to a demo of the page.
    pub fn link_to_demo(&self, demo: usize) -> Option<usize> {
        self.links.iter().position(|link| link.target == Target::Demo(demo))
    }

    /// Moves the focus; a demo that gains or loses it is drawn anew, since its hints depend on it.
    pub fn set_focus(&mut self, focus: Option<usize>) {
        let before = self.focused_demo();
        self.focus = focus;
        if self.focused_demo() != before {
            self.invalidate();
        }
    }

    /// The first and last line of a link; a demo's figure counts whole.
    pub fn lines_of(&self, link: usize) -> Option<(usize, usize)> {
        let link = self.links.get(link)?;
        let first = link.pieces.first()?.0;
        let last = link.pieces.last()?.0;
        Some(match link.target {
            Target::Demo(demo) => {
                let height = self.laid.demos.get(demo).map_or(1, |place| place.height);
                (first, first + height.saturating_sub(1))
            }
            _ => (first, last),
        })
    }

    /// The index of the heading at or above the first line in view.
    pub fn heading_in_view(&self) -> Option<usize> {
        self.laid.headings.iter().rposition(|heading| heading.line <= self.scroll + 1)
    }

    /// Scrolls so that a line is in view, with some lines around it.
    pub fn reveal(&mut self, line: usize, height: usize) {
        let margin = (height / 4).min(3);
        if line < self.scroll + margin {
            self.scroll = line.saturating_sub(margin);
        } else if line + margin >= self.scroll + height {
            self.scroll = (line + margin + 1).saturating_sub(height);
        }
        self.clamp(height);
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

    /// Keeps the first line in view within the page.
    fn clamp(&mut self, height: usize) {
        self.scroll = self.scroll.min(self.last_scroll(height));
    }

    fn line_of(&self, spot: &Spot) -> usize {
        let lines = self.laid.drawn.lines.len();
        match spot {
            Spot::Fraction(share) => (share * lines as f64).round() as usize,
            Spot::Anchor(anchor) => {
                let heading = self.laid.headings.iter().find(|heading| heading.anchor == *anchor);
                heading.map_or(0, |heading| heading.line.saturating_sub(1))
            }
        }
    }

    fn anchor(&self) -> (Option<usize>, usize) {
        let heading = self.laid.headings.iter().rposition(|heading| heading.line <= self.scroll);
        let line = heading.map_or(0, |index| self.laid.headings[index].line);
        (heading, self.scroll - line)
    }
}

/// Places that belong together: pieces of one link on following lines.
fn links(drawn: &Drawn<Target>) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    // A link inside a sentence that is a place itself does not make two of it.
    let mut claims: HashMap<usize, usize> = HashMap::new();
    for place in &drawn.places {
        let piece = (place.line, place.column, place.width);
        if let Target::Claim(claim) = place.target {
            let known = claims.get(&claim).and_then(|at| out.get_mut(*at));
            if let Some(known) = known {
                known.pieces.push(piece);
                continue;
            }
            claims.insert(claim, out.len());
        }
        match out.last_mut() {
            Some(last)
                if last.target == place.target
                    && last.pieces.last().is_some_and(|(line, ..)| line + 1 == place.line) =>
            {
                last.pieces.push(piece);
            }
            _ => out.push(Link { target: place.target.clone(), pieces: vec![piece] }),
        }
    }
    out
}
