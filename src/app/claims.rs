//! The claims of a page: run after the first frame, marked in the text, opened to what proves them.

use super::demo_view::DemoView;
use super::effect::Effect;
use super::page_view::PageClaim;
use super::{Screen, State};
use crate::claim::{Proof, Unclear, verdict};
use crate::content::DemoCall;
use crate::ink::{Line, Role, fit, width, wrap_words};
use crate::report::{self, LessonView};
use fingerpost_demos::Report;

/// Which claim a demo was opened for.
#[derive(Debug, Clone, PartialEq)]
pub struct Proves {
    /// The claim, counted from 0.
    pub claim: usize,
    /// The sentence.
    pub says: String,
    /// What came of it, and of further claims about the same sentence.
    pub proofs: Vec<Proof>,
}

impl Proves {
    /// Where the first number stands that the claim names.
    pub fn view(&self, report: &Report) -> LessonView {
        let place = self.proofs.first().map(|proof| proof.place.clone()).unwrap_or_default();
        let step = place.step;
        let focus = place.cell.filter(|cell| report.at(cell).is_some());
        let focus = focus.or_else(|| report::first_cell(report, step));
        LessonView { step, focus, trail: Vec::new() }
    }

    /// The sentence and both sides; `is_changed` says that the demo shows other numbers now.
    pub fn lines(&self, is_changed: bool, cells: usize) -> Vec<Line> {
        if is_changed {
            let text = "changed; r puts the numbers of the claim back";
            return vec![Line::of(text, Role::Here).cut(cells)];
        }
        let holds = self.proofs.iter().all(|proof| proof.holds);
        let (word, role) = if holds { ("Proves: ", Role::Done) } else { ("Fails: ", Role::Error) };
        let indent = width(word);
        let room = cells.saturating_sub(indent);
        let mut lines: Vec<Line> = Vec::new();
        for (row, text) in
            shortened(&self.says, room, if cells < NARROW { 1 } else { 2 }).iter().enumerate()
        {
            let mut line = Line::of(if row == 0 { word } else { "" }, role);
            line.pad_to(indent);
            lines.push(line.with(text, Role::Text));
        }
        let used = lines.last().map_or(0, Line::width);
        if let ([proof], Some(last)) = (self.proofs.as_slice(), lines.last_mut())
            && used + width(&verdict(proof)) + 5 <= cells
        {
            last.push("   ", Role::Text);
            last.extend(marked(&verdict(proof), proof.holds));
            return lines;
        }
        for proof in self.proofs.iter().take(MOST) {
            let mut texts = shortened(&verdict(proof), room.saturating_sub(2), 2);
            let last = texts.pop().unwrap_or_default();
            let first = texts.iter().map(|text| Line::of(text, Role::Math).indented(indent));
            lines.extend(first);
            lines.push(marked(&last, proof.holds).indented(indent));
        }
        lines
    }
}

/// Below this, a sentence gets one line.
const NARROW: usize = 60;
/// Claims about one sentence that are shown at once.
const MOST: usize = 3;

/// Both sides of a comparison with the mark of what came of it.
fn marked(verdict: &str, holds: bool) -> Line {
    let (mark, role) = if holds { (" ✓", Role::Done) } else { (" ✗", Role::Error) };
    Line::of(verdict, Role::Math).with(mark, role)
}

/// At most so many lines: more would leave no room for the tables.
fn shortened(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines = wrap_words(text, cells);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, cells));
    }
    lines
}

/// Asks for the claims of the page that have not been run.
pub fn waiting(state: &State) -> Vec<Effect> {
    let Some(page) = state.page() else { return Vec::new() };
    let waits = page.claims.iter().enumerate().filter(|(_, one)| one.outcome.is_none());
    let effect = |(claim, one): (usize, &PageClaim)| Effect::Prove {
        page: page.id,
        claim,
        what: Box::new(one.claim.clone()),
    };
    waits.map(effect).collect()
}

/// A claim has been run.
pub fn proved(state: &mut State, page: u64, claim: usize, outcome: Result<Proof, Unclear>) {
    let Some(view) = state.page_mut().filter(|view| view.id == page) else { return };
    if let Some(one) = view.claims.get_mut(claim) {
        one.outcome = Some(outcome);
        view.invalidate();
    }
}

/// Opens the run that proves a claim, over the whole screen; it begins with the claim's own
/// numbers each time.
pub fn open(state: &mut State, claim: usize) {
    let Some(page) = state.page_mut() else { return };
    let Some((one, proof)) = page.claims.get(claim).and_then(|one| Some((one, one.proof()?)))
    else {
        return;
    };
    let call = DemoCall {
        name: one.claim.demo.clone(),
        set: one.claim.set.clone(),
        step: None,
        location: one.claim.location.clone(),
    };
    let says = one.claim.says.clone();
    let others = page.claims.iter().enumerate();
    let others = others.filter(|(index, other)| *index != claim && other.claim.says == says);
    let others = others.filter_map(|(_, other)| other.proof());
    let proofs = std::iter::once(proof).chain(others).cloned().collect();
    let proves = Proves { claim, says, proofs };
    let mut demo = DemoView::of(&call);
    demo.proves = Some(proves);
    let same = |demo: &DemoView| demo.proves.as_ref().is_some_and(|known| known.claim == claim);
    let index = page.demos.iter().position(same).unwrap_or(page.demos.len());
    match page.demos.get_mut(index) {
        Some(old) => *old = demo,
        None => page.demos.push(demo),
    }
    state.screens.push(Screen::Demo(index));
}
