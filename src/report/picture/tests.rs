use super::super::fixture::{picture as text, single, table};
use super::scale::Scale;
use super::*;
use crate::ink::{ascii, width};
use fingerpost_demos::report::{Curve, Kind, Rule, Source, Stroke, Table};
use ndarray::{Array2, array};

fn given() -> Rule {
    Rule::Given { from: Source::Data }
}

fn numbers(id: &str, values: Array2<f64>) -> Table {
    let (rows, cols) = values.dim();
    let labels = |count: usize| (0..count).map(|at| format!("n{at}")).collect::<Vec<_>>();
    let (rows, cols) = (labels(rows), labels(cols));
    let (rows, cols): (Vec<&str>, Vec<&str>) =
        (rows.iter().map(String::as_str).collect(), cols.iter().map(String::as_str).collect());
    table(id, Kind::Number, ("down", &rows), ("over", &cols), values, given())
}

fn report(tables: Vec<Table>) -> Report {
    let mut tables = tables.into_iter();
    let mut report = single(tables.next().unwrap());
    report.steps[0].tables.extend(tables);
    report
}

fn curve(y: &str, x: Option<&str>, stroke: Stroke) -> Curve {
    Curve {
        y: y.to_owned(),
        along: fingerpost_demos::report::Axis::Row,
        x: x.map(str::to_owned),
        stroke,
    }
}

fn draw(report: &Report, of: &Picture, view: &View) -> Drawn<CellRef> {
    picture(report, &report.steps[0], of, view)
}

fn cell(table: &str, row: usize, col: usize) -> CellRef {
    CellRef { table: table.to_owned(), row, col }
}

/// Numbers without a pattern, from −3 to 3: a linear congruence.
fn random(seed: u64, (rows, cols): (usize, usize)) -> Array2<f64> {
    let mut state = seed.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493);
    Array2::from_shape_simple_fn((rows, cols), || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 24) * 6.0 - 3.0
    })
}

/// The field of a drawing: its first column and its rows.
fn field(drawn: &Drawn<CellRef>) -> (usize, usize) {
    let edge = drawn.lines[0].plain();
    let at = edge.find(['┤', '│']).unwrap();
    let rows = drawn.lines.iter().take_while(|line| line.plain().contains(['┤', '│'])).count();
    (width(&edge[..at]) + 1, rows)
}

/// The numbers at the lowest and the highest tick of the axis up.
fn ends(drawn: &Drawn<CellRef>) -> (f64, f64) {
    let ticks = drawn.lines.iter().filter_map(|line| {
        let text = line.plain();
        let (label, _) = text.split_once('┤')?;
        label.trim().replace('−', "-").parse::<f64>().ok()
    });
    let ticks: Vec<f64> = ticks.collect();
    (*ticks.last().unwrap(), ticks[0])
}

#[test]
fn a_curve_has_its_points_its_axes_and_its_names() {
    let y = table(
        "y",
        Kind::Number,
        ("word", &["cat", "dog"]),
        ("step", &["start", "1", "2"]),
        array![[0.0, 1.0, 4.0], [4.0, 2.0, 0.5]],
        given(),
    );
    let report = single(y);
    let of = Picture::Curves { curves: vec![curve("y", None, Stroke::Both)] };
    let focus = cell("y", 0, 2);
    let view = View { focus: Some(&focus), width: 40, rows: 5, caption: true };
    let drawn = draw(&report, &of, &view);
    let wanted = "\
  4 ┤d⢄⡀                             ⣀⡠◆
    │  ⠈⠑⠒⠤⢄⣀                    ⢀⠤⠒⠉
  2 ┤        ⠉⠒⠢⢄⣀  d⣀       ⣀⠔⠊⠁
    │               ⣀c⠭⠶⠶⠖⠒⠭⠥⢄⣀⣀⣀⡀
  0 ┤c⠤⠤⠤⠤⠒⠒⠒⠒⠉⠉⠉⠉                ⠈⠉⠉⠉⠉d";
    let shown = text(&drawn);
    for line in
        ["  4 ┤d", "◆", "  0 ┤c", "start", "step →   y ↑   c cat   d dog", "◆ y[cat, 2] = 4"]
    {
        assert!(shown.contains(line), "{line} in\n{shown}");
    }
    assert_eq!(shown.lines().count(), wanted.lines().count() + 4, "{shown}");
    assert!(drawn.places.iter().any(|place| place.target == focus && place.line == 0));
    // The curve of one series needs no letter, and without a focus the line for it stays empty.
    let alone = single(numbers("alone", array![[1.0, 2.0, 3.0]]));
    let of = Picture::Curves { curves: vec![curve("alone", None, Stroke::Marks)] };
    let shown = text(&draw(&alone, &of, &View { focus: None, ..view }));
    assert_eq!(shown.matches('•').count(), 3, "{shown}");
    assert!(shown.ends_with("↑\n\n"), "{shown}");
}

#[test]
fn points_stand_where_their_numbers_are() {
    for seed in 0..60 {
        let size = (1 + seed as usize % 4, 2 + seed as usize % 9);
        let (y, x) = (numbers("y", random(seed, size)), numbers("x", random(seed + 100, size)));
        let report = report(vec![y.clone(), x.clone()]);
        let of = Picture::Curves { curves: vec![curve("y", Some("x"), Stroke::Marks)] };
        for (wide, rows) in [(40, 5), (64, 8), (90, 12)] {
            let drawn = draw(&report, &of, &View { width: wide, rows, ..View::default() });
            let (from, count) = field(&drawn);
            assert_eq!(count, rows);
            let (low, high) = ends(&drawn);
            let least = y.values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = y.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            assert!(low <= least && most <= high, "{low} {least} {most} {high}");
            let across = Scale::of(x.values.iter().copied(), 4).unwrap();
            let columns = width(&drawn.lines[rows].plain()) - from;
            for place in &drawn.places {
                let at = (place.target.row, place.target.col);
                let row = (high - y.values[at]) / (high - low) * rows as f64;
                assert!((row - place.line as f64 - 0.5).abs() <= 1.0, "{at:?} {row} {place:?}");
                let column = across.place(x.values[at]).unwrap() * columns as f64;
                let shown = (place.column - from) as f64 + 0.5;
                assert!((column - shown).abs() <= 1.0, "{at:?} {column} {shown}");
            }
            // Of points in one cell the first leads on; every point has a mark in its cell.
            assert!(!drawn.places.is_empty());
            for (at, value) in y.values.indexed_iter() {
                let near = |place: &&crate::ink::Place<CellRef>| {
                    let other = (place.target.row, place.target.col);
                    let apart = (y.values[other] - value).abs() * rows as f64 / (high - low);
                    apart <= 1.0
                        && (place.line as f64 + 0.5 - (high - value) / (high - low) * rows as f64)
                            .abs()
                            <= 1.0
                };
                assert!(drawn.places.iter().any(|place| near(&place)), "{at:?}");
            }
        }
    }
}

#[test]
fn a_scatter_names_its_points_and_none_over_another() {
    let words = ["man", "boy", "king", "prince", "queen"];
    let places = array![[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]];
    let spots =
        table("map", Kind::Number, ("word", &words), ("way", &["up", "over"]), places, given());
    let report = single(spots);
    let of = Picture::Scatter { table: "map".to_owned(), x: 1, y: 0 };
    let focus = cell("map", 4, 0);
    let view = View { focus: Some(&focus), width: 60, rows: 6, caption: true };
    let drawn = draw(&report, &of, &view);
    let shown = text(&drawn);
    for word in ["• man boy", "• king prince", "queen ◆", "over →   up ↑", "map[queen, up] = 1"]
    {
        assert!(shown.contains(word), "{word} in\n{shown}");
    }
    // Each word leads to its own row.
    let boy = drawn.places.iter().find(|place| place.target.row == 1).unwrap();
    assert_eq!(boy.width, 3);
    // Where there is no room, the number of the others stands behind the first.
    let many: Vec<String> = (0..12).map(|at| format!("a-long-word-{at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let same = table(
        "map",
        Kind::Number,
        ("word", &many),
        ("way", &["up", "over"]),
        Array2::ones((12, 2)),
        given(),
    );
    let shown = text(&draw(&single(same), &of, &View { focus: None, ..view }));
    assert!(shown.contains("a-long-word-0") && shown.contains(" +9"), "{shown}");
}

#[test]
fn a_landscape_has_its_lines_and_the_walk_on_it() {
    let places = array![[-2.0, -1.0, 0.0, 1.0, 2.0]];
    let up = array![[-1.0], [0.0], [1.0]];
    let heights = Array2::from_shape_fn((3, 5), |(row, col)| {
        places[(0, col)] * places[(0, col)] + 4.0 * up[(row, 0)] * up[(row, 0)]
    });
    let path = array![[2.0, 1.0], [1.0, 0.2], [0.0, 0.0]];
    let report = report(vec![
        numbers("heights", heights),
        numbers("across", places),
        numbers("up", up),
        numbers("path", path),
    ]);
    let of = Picture::Landscape {
        heights: "heights".to_owned(),
        across: "across".to_owned(),
        up: "up".to_owned(),
        path: "path".to_owned(),
    };
    let focus = cell("path", 2, 0);
    let view = View { focus: Some(&focus), width: 60, rows: 5, caption: true };
    let drawn = draw(&report, &of, &view);
    let lines: Vec<String> = drawn.lines.iter().map(Line::plain).collect();
    assert!(lines[0].ends_with('0') && lines[2].contains('◆'), "{lines:#?}");
    assert!(lines[0].contains('▒') && !lines[2].contains('▒'), "{lines:#?}");
    assert!(lines.last().unwrap().contains("path[n2, n0] = 0   path[n2, n1] = 0"), "{lines:#?}");
    // The ground leads to its heights, as the points lead to theirs.
    let tables: Vec<&str> = drawn.places.iter().map(|place| place.target.table.as_str()).collect();
    assert!(tables.contains(&"heights") && tables.contains(&"path"));
    let ground = cell("heights", 0, 0);
    let shown = text(&draw(&report, &of, &View { focus: Some(&ground), ..view }));
    assert!(shown.contains("heights[n0, n0] = 8"), "{shown}");
    assert!(shown.lines().nth(4).unwrap().contains("┤◆"), "{shown}");
}

#[test]
fn any_numbers_in_any_room_are_drawn_inside_it_or_not_at_all() {
    let odd = [
        Array2::zeros((0, 0)),
        Array2::zeros((2, 0)),
        array![[1.0, 1.0], [1.0, 1.0]],
        array![[f64::NAN, f64::INFINITY], [f64::NEG_INFINITY, 0.0]],
        array![[f64::MAX, f64::MIN], [f64::MIN_POSITIVE, 1e-320]],
        array![[f64::NAN, f64::NAN], [f64::INFINITY, f64::INFINITY]],
        array![[1e16, 1e16 + 2.0], [1e16, 1e16]],
        random(7, (40, 2)),
        random(8, (3, 300)),
    ];
    for values in odd {
        let report = report(vec![numbers("y", values.clone()), numbers("x", values)]);
        let id = |id: &str| id.to_owned();
        let pictures = [
            Picture::Curves { curves: vec![curve("y", None, Stroke::Both)] },
            Picture::Curves { curves: vec![curve("y", Some("x"), Stroke::Line)] },
            Picture::Curves { curves: vec![curve("y", Some("nothing"), Stroke::Line)] },
            Picture::Curves { curves: Vec::new() },
            Picture::Scatter { table: id("y"), x: 0, y: 1 },
            Picture::Scatter { table: id("y"), x: 5, y: 9 },
            Picture::Landscape { heights: id("y"), across: id("x"), up: id("x"), path: id("y") },
        ];
        for of in &pictures {
            for wide in (10..60).chain([80, 120, 200]) {
                let focus = cell("y", 1, 1);
                let rows = 1 + wide % 13;
                let view = View { focus: Some(&focus), width: wide, rows, caption: true };
                let drawn = draw(&report, of, &view);
                for line in &drawn.lines {
                    assert!(line.width() <= wide, "{wide}: {}", line.plain());
                    assert!(ascii(&line.plain()).chars().all(|c| c.is_ascii() || c == '∞'));
                }
                for place in &drawn.places {
                    let room = drawn.lines[place.line].width();
                    assert!(place.column + place.width <= room, "{place:?}");
                }
            }
        }
    }
}
