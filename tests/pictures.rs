//! Demos that are looked at rather than read: keys and clicks in, screens out.

use crate::support::{Program, Reader, folder, page};
use fingerpost::content;
use tempfile::TempDir;

/// A library of one page with one demo.
fn library(demo: &str) -> TempDir {
    folder(&[("topics/alpha.md", &page("Alpha", &[], &format!("```demo\n{demo}\n```")))])
}

/// A reader in the demo of such a library, full screen.
fn inside(dir: &TempDir, size: (usize, usize)) -> Reader {
    let loaded = content::folder(dir.path()).expect("a library");
    let mut reader = Reader::start_at(loaded, size, None, Some("alpha"));
    reader.keys("Tab Enter");
    reader
}

const SIZES: [(usize, usize); 2] = [(80, 24), (120, 40)];

fn name(demo: &str, size: (usize, usize)) -> String {
    format!("picture-{demo}-{}x{}", size.0, size.1)
}

#[test]
fn weights_against_temperature() {
    let dir = library("softmax\nscores: 2 1 0 -1\nlabels: cat dog tree car");
    for size in SIZES {
        let mut reader = inside(&dir, size);
        reader.keys("n").sees("[6 temperatures]");
        // The reader's own temperature is looked at first, with what each word gets there.
        reader.sees("temperatures[1, number] = 1   a 0.644   b 0.237   c 0.087   d 0.032");
        reader.shows(&name("softmax", size));
        // Another temperature; the picture stays in view and says its numbers.
        reader.keys("Up Up Up").sees("temperatures[0.25, number] = 0.25   a 0.982");
        // A click on a point is a click on its number.
        reader.clicks("◆").sees("weights_by_temperature[0.25, cat] = 0.982");
        reader.keys("Right").sees("weights_by_temperature[0.25, dog] = 0.018");
    }
}

#[test]
fn a_descent_from_above_and_step_by_step() {
    let dir = library("gradient-descent");
    for size in SIZES {
        let mut reader = inside(&dir, size);
        reader.sees("[10 height]").sees("height[6, height] = 0.5498");
        reader.shows(&name("descent", size));
        reader.clicks("•").sees("height[start, height] = 10");
        reader.keys("Down").sees("height[1, height] = 5.2");
        reader.keys("p").sees("[9 map]").sees("0 start   6 end").shows(&name("landscape", size));
        reader.keys("Down").sees("points[1, x] = 3.2   points[1, y] = 0.2");
        // Too long steps: the ball leaves the valley, and the map grows with it.
        reader.keys("2").sees("points[1, y] = −1.4");
    }
}

#[test]
fn a_descent_in_one_direction_is_a_curve_with_the_steps_on_it() {
    let dir = library("gradient-descent\ncurvature: 2\nstart: 3\nrate: 0.9");
    let mut reader = inside(&dir, (80, 24));
    reader.keys("p").sees("[9 map]").shows("picture-valley-80x24");
}

#[test]
fn words_on_a_map_of_two_ways() {
    let trained = library("embeddings\ntable: glove\nanalogy: france paris italy");
    for size in SIZES {
        let mut reader = inside(&library("embeddings"), size);
        reader.keys("p").sees("[5 map]").sees("• man boy").sees("queen princess ◆");
        reader.shows(&name("embeddings", size));
        reader
            .clicks("prince   ")
            .sees("map[prince, to woman] = 0.00   map[prince, to king] = 1.00");
        let mut reader = inside(&trained, size);
        reader.keys("p").sees("paris").sees("rome").shows(&name("glove", size));
    }
}

#[test]
fn waves_with_the_words_on_them() {
    let dir = library("positions\ntext: the dog saw the dog");
    for size in SIZES {
        let mut reader = inside(&dir, size);
        reader.keys("p p p p p").sees("[4 waves]").sees("a pair 1   b pair 2");
        reader.sees("sines[pair 1, dog(2)] = −0.7568").shows(&name("positions", size));
    }
}

#[test]
fn a_picture_stands_in_the_page_beside_its_table() {
    let dir = library("gradient-descent");
    let loaded = content::folder(dir.path()).expect("a library");
    let mut reader = Reader::start_at(loaded, (100, 40), None, Some("alpha"));
    reader.sees("height ↑").sees("0.5498").shows("picture-in-the-page-100x40");
    // Where a number across is looked at, the page has the table that is drawn over it.
    let dir = library("softmax\nscores: 2 1 0 -1\nlabels: cat dog tree car");
    let loaded = content::folder(dir.path()).expect("a library");
    let mut reader = Reader::start_at(loaded, (100, 40), None, Some("alpha"));
    reader
        .sees("step 5 of 6: weights")
        .misses("temperatures →")
        .keys("Tab n")
        .sees("temperatures →")
        .sees(".644 ▆");
    reader.sees("The same scores at many temperatures");
}

#[test]
fn a_page_chooses_the_step_that_its_figure_shows() {
    let dir = library("softmax\nscores: 2 1 0 -1\nstep: exponentials");
    let loaded = content::folder(dir.path()).expect("a library");
    let mut reader = Reader::start_at(loaded, (100, 40), None, Some("alpha"));
    reader.sees("step 4 of 6: exponentials").keys("Tab n").sees("step 5 of 6: weights");
    let program = Program::new();
    let folder = dir.path().to_str().expect("a path");
    assert!(program.ok(&["show", "alpha", "--library", folder]).contains("step 4 of 6"));
    // A step that the demo has not is a problem, and the figure shows what it shows without.
    let dir = library("softmax\nscores: 2 1 0 -1\nstep: exponents");
    let folder = dir.path().to_str().expect("a path");
    let said = program.run(&["check", folder]).out;
    assert!(said.contains("with these parameters \"softmax\" has no step \"exponents\""), "{said}");
    assert!(said.contains("its steps are scores, scaled"), "{said}");
    assert!(program.ok(&["show", "alpha", "--library", folder]).contains("step 5 of 6"));
}

#[test]
fn on_a_small_screen_the_tables_are_left() {
    let mut reader = inside(&library("gradient-descent"), (40, 12));
    reader.sees("▶ gradient-descent").misses("┤").sees("[0.5498]");
    reader.keys("PgUp PgUp PgUp PgDn Down Up").sees("[0.859]");
    reader.resize(60, 15).resize(20, 8).resize(80, 24).sees("[10 height]");
}

#[test]
fn output_has_the_pictures_too_in_ascii_where_that_is_asked_for() {
    let program = Program::new();
    let text = program.ok(&["demo", "gradient-descent"]);
    assert!(text.contains("after step →   height ↑") && text.contains('▒') && text.contains('⠉'));
    let plain = program.ok(&["demo", "gradient-descent", "--ascii"]);
    assert!(plain.contains("after step >   height ^"), "{plain}");
    assert!(!plain.contains(['▒', '⠉', '┤', '•']), "{plain}");
    let json = program.json(&["demo", "gradient-descent", "--format", "json"]);
    let steps = json["steps"].as_array().expect("steps");
    let drawn = |id: &str| &steps.iter().find(|step| step["id"] == id).expect("a step")["pictures"];
    assert_eq!(drawn("map")[0]["kind"], "landscape");
    assert_eq!(drawn("map")[0]["path"], "points");
    assert_eq!(drawn("height")[0]["curves"][0]["y"], "height");
    assert!(drawn("path").is_null());
}
