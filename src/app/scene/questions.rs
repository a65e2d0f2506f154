//! A page's questions.

use super::super::State;
use super::super::layout::{column, list_width};
use super::super::questions::QuestionsView;
use super::{Click, Scene, bars};
use crate::ink::{Line, Role};
use crate::page::MEASURE;

/// Draws the question in view.
pub fn draw(state: &State, view: &QuestionsView, scene: &mut Scene) {
    let size = state.size;
    let title = Line::of(format!("{} › ", state.world.title(&view.slug)), Role::Dim)
        .with("Check yourself", Role::Strong);
    let (right, answered) = view.score();
    let so_far =
        if answered > 0 { format!("· {right} of {answered} right ") } else { String::new() };
    let score = format!("question {} of {} {so_far}", view.at + 1, view.questions.len());
    bars::top(state, title, &score, scene);
    let rect = column(size, list_width(size).min(MEASURE), false);
    let mut lines: Vec<(Line, Option<usize>)> = vec![(Line::default(), None)];
    lines.extend(view.lines(rect.width));
    if let Some(field) = &view.field {
        lines.push((field.row("answer › ", rect.width), None));
    }
    let shown = lines.into_iter().skip(view.scroll).take(rect.height);
    let mut drawn = Vec::new();
    for (row, (line, option)) in shown.enumerate() {
        if let Some(option) = option {
            scene.hit(rect.x, rect.y + row, rect.width, Click::Option(option));
        }
        drawn.push(line);
    }
    scene.pane(rect, drawn);
}
