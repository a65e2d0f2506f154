//! A demo full screen: the lesson of its report, and under it what is typed, wrong or broken.

use super::super::State;
use super::super::demo_view::DemoView;
use super::super::layout::{Rect, body, is_roomy};
use super::{Click, Scene, bars};
use crate::ink::{Drawn, Line, Role, width};
use crate::report::{self, Lesson, LessonTarget};

/// Draws the demo.
pub fn draw(state: &State, index: usize, scene: &mut Scene) {
    let size = state.size;
    let Some(page) = state.page() else { return };
    let Some(demo) = page.demos.get(index) else { return };
    let place = Line::of(format!("{} › ", state.world.title(&page.slug)), Role::Dim)
        .with(format!("▶ {}", demo.call.name), Role::Strong);
    let room = size.width.saturating_sub(place.width() + 6);
    let facts = demo.report.as_ref().map_or_else(String::new, |report| report::facts(report, room));
    bars::top(state, place, &format!("{facts} "), scene);
    let whole = body(size, false);
    let inner = Rect { x: 1, width: whole.width.saturating_sub(2), ..whole };
    match &demo.lesson {
        Some(lesson) => draw_lesson(demo, lesson, inner, is_roomy(size), scene),
        None => scene.pane(inner, demo.extra.clone()),
    }
}

fn draw_lesson(demo: &DemoView, lesson: &Lesson, inner: Rect, roomy: bool, scene: &mut Scene) {
    let mut y = inner.y;
    let mut next = |height: usize| {
        y += height;
        Rect { y: y - height, height, ..inner }
    };
    block(&lesson.head, 0, next(lesson.head.lines.len()), scene);
    if roomy {
        let rule = Rect { x: 0, width: inner.width + 2, ..next(1) };
        scene.pane(rule, vec![bars::rule(rule.width)]);
    }
    let fixed =
        lesson.head.lines.len() + usize::from(roomy) + demo.extra.len() + lesson.foot.lines.len();
    let middle = next(inner.height.saturating_sub(fixed));
    block(&lesson.body, demo.scroll, middle, scene);
    more_below(lesson.body.lines.len(), demo.scroll, middle, scene);
    let extra = next(demo.extra.len());
    scene.pane(extra, demo.extra.clone());
    block(&lesson.foot, 0, next(lesson.foot.lines.len()), scene);
}

/// The lines of a drawing from one on, with their places to click.
fn block(drawn: &Drawn<LessonTarget>, from: usize, rect: Rect, scene: &mut Scene) {
    let lines = drawn.lines.iter().skip(from).take(rect.height).cloned().collect();
    scene.pane(rect, lines);
    for place in &drawn.places {
        if let Some(row) = place.line.checked_sub(from).filter(|row| *row < rect.height) {
            let click = Click::Lesson(place.target.clone());
            scene.hit(rect.x + place.column, rect.y + row, place.width, click);
        }
    }
}

/// How much lies below, over the end of the last row in view.
fn more_below(lines: usize, from: usize, rect: Rect, scene: &mut Scene) {
    let below = lines.saturating_sub(from + rect.height);
    if below == 0 || rect.height == 0 {
        return;
    }
    let text = format!(" ↓ {below} more · PgDn ");
    let cells = width(&text).min(rect.width);
    let at = Rect {
        x: rect.x + rect.width - cells,
        y: rect.y + rect.height - 1,
        width: cells,
        height: 1,
    };
    scene.pane(at, vec![Line::of(text, Role::Here)]);
}
