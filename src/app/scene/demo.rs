//! A demo full screen: the lesson of its report, its own scroll, and the field while it is edited.

use super::super::demo_view::DemoView;
use super::super::figure::{field_lines, words};
use super::super::layout::{Rect, Size};
use super::super::{Screen, State};
use super::{Click, Scene, bars, foot, head, is_roomy};
use crate::ink::{Line, Place, Role, wrap_words};
use crate::report::{self, Lesson, LessonTarget};

/// Draws the demo.
pub fn draw(state: &State, index: usize, scene: &mut Scene) {
    let size = state.size;
    let Some((page, demo)) = state.page().and_then(|page| Some((page, page.demos.get(index)?)))
    else {
        return;
    };
    let place = Line::of(format!("{} › ", state.world.title(&page.slug)), Role::Dim)
        .with(format!("▶ {}", demo.call.name), Role::Strong);
    let facts = demo.report.as_ref().map_or_else(String::new, |report| {
        report::facts(report, size.width.saturating_sub(place.width() + 6))
    });
    bars::top(state, place, &format!("{facts} "), scene);
    let above = head(size);
    let whole = Rect {
        x: 1,
        y: above,
        width: size.width - 1,
        height: size.height.saturating_sub(above + foot(size, false)),
    };
    let Some(lesson) = lesson_of(state, demo) else {
        let text = demo.fault.as_ref().map_or_else(|| "not computed yet".to_owned(), words);
        let lines = wrap_words(&text, size.width.saturating_sub(4))
            .into_iter()
            .map(|text| Line::of(text, Role::Error));
        scene.pane(Rect { x: 2, width: whole.width.saturating_sub(4), ..whole }, lines.collect());
        return;
    };
    let extra = extra_lines(demo, size.width.saturating_sub(2));
    let mut y = whole.y;
    y += block(
        &lesson.head.lines,
        &lesson.head.places,
        Rect { y, height: lesson.head.lines.len(), ..whole },
        scene,
    );
    if is_roomy(size) {
        let across = Rect { x: 0, y, width: size.width, height: 1 };
        scene.pane(across, vec![bars::rule(size.width)]);
        y += 1;
    }
    let below = lesson.foot.lines.len() + extra.len();
    let height = (whole.y + whole.height).saturating_sub(y + below);
    body(demo, &lesson, Rect { x: 1, y, width: size.width.saturating_sub(1), height }, scene);
    y += height;
    if !extra.is_empty() {
        scene.pane(
            Rect { x: 1, y, width: size.width.saturating_sub(2), height: extra.len() },
            extra.clone(),
        );
        y += extra.len();
    }
    block(
        &lesson.foot.lines,
        &lesson.foot.places,
        Rect { y, height: lesson.foot.lines.len(), ..whole },
        scene,
    );
}

/// The scroll at which the focused cell is in view.
pub fn lesson_scroll(state: &State) -> Option<usize> {
    let demo = open_demo(state)?;
    let lesson = lesson_of(state, demo)?;
    let height = body_rows(state.size, demo, &lesson);
    let line = lesson.focus_line?;
    let last = lesson.body.lines.len().saturating_sub(height);
    let scroll = if line < demo.scroll + 1 {
        line.saturating_sub(2)
    } else if line + 2 > demo.scroll + height {
        (line + 3).saturating_sub(height)
    } else {
        demo.scroll
    };
    Some(scroll.min(last))
}

/// The largest scroll of the open lesson.
pub fn lesson_last_scroll(state: &State) -> usize {
    let found = open_demo(state).and_then(|demo| Some((demo, lesson_of(state, demo)?)));
    found.map_or(0, |(demo, lesson)| {
        lesson.body.lines.len().saturating_sub(body_rows(state.size, demo, &lesson))
    })
}

fn open_demo(state: &State) -> Option<&DemoView> {
    let index = state.screens.iter().rev().find_map(|screen| match screen {
        Screen::Demo(index) => Some(*index),
        _ => None,
    })?;
    state.page()?.demos.get(index)
}

fn lesson_of(state: &State, demo: &DemoView) -> Option<Lesson> {
    let report = demo.report.as_ref()?;
    let Size { width, height } = state.size;
    Some(report::lesson(report, &demo.view, width.saturating_sub(2), height))
}

fn body_rows(size: Size, demo: &DemoView, lesson: &Lesson) -> usize {
    let fixed = lesson.head.lines.len() + lesson.foot.lines.len() + usize::from(is_roomy(size));
    let extra = extra_lines(demo, size.width.saturating_sub(2)).len();
    size.height.saturating_sub(head(size) + foot(size, false) + fixed + extra)
}

/// The part of the body in view; what lies above or below it is counted.
fn body(demo: &DemoView, lesson: &Lesson, rect: Rect, scene: &mut Scene) {
    let all = &lesson.body.lines;
    let last = all.len().saturating_sub(rect.height);
    let scroll = demo.scroll.min(last);
    let mut lines: Vec<Line> = all.iter().skip(scroll).take(rect.height).cloned().collect();
    let below = all.len().saturating_sub(scroll + rect.height);
    if below > 0
        && let Some(line) = lines.last_mut()
    {
        *line = Line::of(format!("↓ {} more lines · PgDn", below + 1), Role::Dim);
    }
    let places = lesson.body.places.iter().filter_map(|place| {
        let line = place.line.checked_sub(scroll).filter(|line| *line < rect.height)?;
        Some(Place { line, ..place.clone() })
    });
    let places: Vec<_> = places.collect();
    block(&lines, &places, rect, scene);
}

/// Lines with places to click; returns how many rows they take.
fn block(lines: &[Line], places: &[Place<LessonTarget>], rect: Rect, scene: &mut Scene) -> usize {
    scene.pane(rect, lines.to_vec());
    for place in places {
        scene.hit(
            rect.x + place.column,
            rect.y + place.line,
            place.width,
            Click::Lesson(place.target.clone()),
        );
    }
    lines.len()
}

/// The field while something is edited, and why the parameters of now give no numbers.
fn extra_lines(demo: &DemoView, width: usize) -> Vec<Line> {
    let say = |text: &str, role: Role| {
        let texts = wrap_words(text, width);
        texts.into_iter().map(|text| Line::of(text, role)).collect()
    };
    match (&demo.edit, &demo.fault, demo.way_broken()) {
        (Some(edit), fault, _) => field_lines(edit, fault.as_ref(), width),
        (None, Some(fault), _) => say(&words(fault), Role::Error),
        (None, None, Some(way)) => {
            let text = format!("Broken on purpose: {}. See: {}.", way.what, way.symptom);
            say(&text, Role::Warning)
        }
        (None, None, None) => Vec::new(),
    }
}
