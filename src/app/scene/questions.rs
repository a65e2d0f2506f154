//! A page's questions.

use super::super::State;
use super::super::layout::Rect;
use super::super::questions::QuestionsView;
use super::{Click, Scene, bars, list_width, margin};
use crate::ink::{Line, Mark, Role};

/// Draws the question in view.
pub fn draw(state: &State, view: &QuestionsView, scene: &mut Scene) {
    let size = state.size;
    let title = Line::of(format!("{} › ", state.world.title(&view.slug)), Role::Dim)
        .with("Check yourself", Role::Strong);
    let (right, answered) = view.score();
    let score = if answered == 0 {
        format!("question {} of {} ", view.at + 1, view.questions.len())
    } else {
        format!(
            "question {} of {} · {right} of {answered} right ",
            view.at + 1,
            view.questions.len()
        )
    };
    bars::top(state, title, &score, scene);
    let head = super::head(size);
    let width = list_width(size).min(76);
    let x = margin(size).max(size.width.saturating_sub(width) / 2).min(margin(size) + 30);
    let height = size.height.saturating_sub(head + super::foot(size, false));
    let mut lines: Vec<(Line, Option<usize>)> = vec![(Line::default(), None)];
    lines.extend(view.lines(width));
    if let Some(field) = &view.field {
        let (text, cursor) = field.drawn(width.saturating_sub(10), Role::Strong);
        let mut line = Line::of("answer › ", Role::KeyName);
        let at = line.width();
        line.extend(text);
        line.pad_to(width);
        line.mark(at + cursor, 1, Mark::Focus);
        lines.push((line, None));
    }
    let last = lines.len().saturating_sub(height);
    let shown = lines.into_iter().skip(view.scroll.min(last)).take(height);
    let mut drawn = Vec::new();
    for (row, (line, option)) in shown.enumerate() {
        if let Some(option) = option {
            scene.hit(x, head + row, width, Click::Option(option));
        }
        drawn.push(line);
    }
    scene.pane(Rect { x, y: head, width, height }, drawn);
}
