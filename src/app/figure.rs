//! A demo as a figure in the page, with its field while it is edited.

use super::demo_view::DemoView;
use super::edit::Edit;
use super::guess;
use crate::ink::{Line, Role, wrap_words};
use crate::report::{self, FigureView};

/// The lines of a demo's figure. `focused` says the keys, `edit` is what is typed into it.
pub fn lines(demo: &DemoView, edit: Option<&Edit>, width: usize, focused: bool) -> Vec<Line> {
    let extra = match (edit, &demo.fault) {
        (Some(edit), _) => field_lines(demo, edit, report::inside_figure(width)),
        (None, Some(fault)) if demo.report.is_some() => {
            said(&fault.to_string(), report::inside_figure(width))
        }
        (None, None) if demo.set != demo.call.set => {
            vec![Line::of("changed; Enter, then r, puts the page's own numbers back", Role::Here)]
        }
        _ => Vec::new(),
    };
    let view =
        FigureView { step: Some(demo.view.step), hints: focused && edit.is_none(), extra: &extra };
    match (&demo.report, &demo.fault) {
        (Some(report), _) => report::figure(report, &view, width).lines,
        (None, Some(fault)) => report::figure_fault(&demo.call.name, fault, &extra, width).lines,
        (None, None) => said(&format!("▶ {}: not computed yet", demo.call.name), width),
    }
}

/// What stands under a lesson: what is being typed or guessed, what is wrong, what is broken, and
/// what was said of a guess.
pub fn extra_lines(demo: &DemoView, edit: Option<&Edit>, width: usize) -> Vec<Line> {
    if let Some(open) = &demo.guesses.open {
        return guess::open_lines(open, width);
    }
    let mut lines = state_lines(demo, edit, width);
    if edit.is_none() {
        lines.extend(guess::verdict_lines(demo, width));
    }
    lines
}

fn state_lines(demo: &DemoView, edit: Option<&Edit>, width: usize) -> Vec<Line> {
    match (edit, &demo.fault, demo.way_broken()) {
        (Some(edit), ..) => field_lines(demo, edit, width),
        (None, Some(fault), _) => said(&fault.to_string(), width),
        (None, None, Some(way)) => {
            let text = format!("Broken on purpose: {}. See: {}.", way.what, way.symptom);
            let texts = wrap_words(&text, width).into_iter();
            texts.map(|text| Line::of(text, Role::Warning)).collect()
        }
        (None, None, None) => demo
            .proves
            .as_ref()
            .map_or_else(Vec::new, |proves| proves.lines(demo.set != demo.call.set, width)),
    }
}

/// The field over a parameter, and what is wrong with what it holds.
pub fn field_lines(demo: &DemoView, edit: &Edit, width: usize) -> Vec<Line> {
    let mut lines = vec![edit.field.row(&format!("{} › ", edit.label(demo)), width)];
    if let Some(fault) = &demo.fault {
        lines.extend(said(&fault.to_string(), width));
    }
    lines
}

fn said(text: &str, width: usize) -> Vec<Line> {
    wrap_words(text, width).into_iter().map(|text| Line::of(text, Role::Error)).collect()
}
