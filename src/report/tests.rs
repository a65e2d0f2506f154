//! The room's functions walked over every demo of the registry.

mod aids;

use super::fixture::picture;
use super::*;
use crate::ink::{Drawn, Line, width};
use fingerpost_demos::report::CellRef;
use fingerpost_demos::{Demo, REGISTRY, Report};

fn reports() -> Vec<Report> {
    let run = |demo: &&dyn Demo| fingerpost_demos::run(demo.spec().name, &[]).unwrap();
    let broken = REGISTRY.iter().flat_map(|demo| {
        let before = run(demo);
        demo.spec().breaks.iter().filter_map(move |broken| {
            let set = broken.settings(&|name| before.param_text(name));
            fingerpost_demos::run(demo.spec().name, &set).ok()
        })
    });
    REGISTRY.iter().map(run).chain(broken).collect()
}

/// Every line fits, and every place lies on text.
#[track_caller]
fn sound<T>(drawn: &Drawn<T>, cells: usize) {
    for line in &drawn.lines {
        assert!(line.width() <= cells, "{} > {cells}: {}", line.width(), line.plain());
    }
    for place in &drawn.places {
        assert!(place.width > 0 && place.column + place.width <= cells);
        assert!(drawn.lines[place.line].width() >= place.column + place.width);
    }
}

#[test]
fn every_demo_draws_soundly_at_every_width() {
    for (index, report) in reports().into_iter().enumerate() {
        // What a break changes shows in the most telling step.
        let whole = index < REGISTRY.len();
        let telling = telling_step(&report);
        let steps = if whole { 0..report.steps.len() } else { telling..telling + 1 };
        for cells in if whole { [36, 118] } else { [60, 100] } {
            for step in steps.clone() {
                sound(
                    &figure(
                        &report,
                        &FigureView { step: Some(step), ..FigureView::default() },
                        cells,
                    ),
                    cells,
                );
                let view = LessonView { step, ..LessonView::default() };
                let shown = lesson(&report, &view, cells, 20);
                sound(&shown.head, cells);
                sound(&shown.body, cells);
                sound(&shown.foot, cells);
                assert_eq!(shown.focus, first_cell(&report, step));
                assert_eq!(shown.focus.is_some(), shown.focus_line.is_some());
            }
            let lines = text(&report, cells);
            assert!(lines.iter().all(|line| line.width() <= cells));
            let all: String = lines.iter().map(|line| line.plain() + "\n").collect();
            for cut in [" more ›", " more terms", " more rows"] {
                assert!(!all.contains(cut), "nothing is left out:\n{all}");
            }
        }
    }
}

#[test]
fn every_cell_opens_down_to_what_is_given() {
    for report in reports() {
        for table in report.tables() {
            let (row, col) = (table.values.nrows() - 1, table.values.ncols() - 1);
            let mut at = CellRef { table: table.id.clone(), row, col };
            let mut trail = vec![at.clone()];
            while let Some(next) = operand(&report, &at, 0) {
                assert!(trail.len() < 80, "{} does not end: {trail:?}", report.demo);
                trail.push(next.clone());
                at = next;
            }
            let step = step_of(&report, &at.table).unwrap();
            let view = LessonView { step, focus: Some(at.clone()), trail };
            let shown = lesson(&report, &view, 100, 30);
            assert_eq!(shown.focus, Some(at));
            assert!(picture(&shown.body).contains("given: "), "{}", picture(&shown.body));
        }
    }
}

#[test]
fn every_demo_has_its_json_and_its_command() {
    for report in reports() {
        let parsed: serde_json::Value = serde_json::from_str(&json(&report)).unwrap();
        assert_eq!(parsed["schema"], 1);
        assert_eq!(parsed["steps"].as_array().unwrap().len(), report.steps.len());
        assert!(command(&report, None).starts_with(&format!("fingerpost demo {}", report.demo)));
    }
    let lists: serde_json::Value = serde_json::from_str(&demos_json(REGISTRY)).unwrap();
    assert_eq!(lists["demos"].as_array().unwrap().len(), REGISTRY.len());
    for demo in REGISTRY {
        let params: serde_json::Value = serde_json::from_str(&params_json(demo.spec())).unwrap();
        assert_eq!(params["params"].as_array().unwrap().len(), demo.spec().params.len());
        let plain = fingerpost_demos::run(demo.spec().name, &[]).unwrap();
        assert_eq!(command(&plain, None), format!("fingerpost demo {}", demo.spec().name));
    }
}

#[test]
fn attention_on_a_sentence_of_the_readers_own() {
    let set = |name: &str, to: &str| (name.to_owned(), to.to_owned());
    let given = [set("text", "注意 the the blarg it's"), set("mask", "causal")];
    let report = fingerpost_demos::run("attention", &given).unwrap();
    let wanted =
        "fingerpost demo attention --set text='注意 the the blarg it'\\''s' --set mask=causal";
    assert_eq!(command(&report, None), wanted);
    let lines = text(&report, 80);
    let all: String = lines.iter().map(Line::plain).map(|line| line + "\n").collect();
    for shown in ["blarg?", "the(2)", "−∞", "? not in the lexicon", "注意?"] {
        assert!(all.contains(shown), "{shown} in:\n{all}");
    }
    assert!(lines.iter().all(|line| width(&line.plain()) <= 80));
}

#[test]
fn no_width_is_too_small_to_answer() {
    let report = fingerpost_demos::run("attention", &[]).unwrap();
    for cells in 0..24 {
        sound(
            &figure(&report, &FigureView { hints: true, ..FigureView::default() }, cells),
            cells.max(1),
        );
        let view = LessonView { step: 7, ..LessonView::default() };
        sound(&lesson(&report, &view, cells, cells).body, cells.max(20));
        assert!(!text(&report, cells).is_empty());
    }
}
