//! Every demo, from its first step to its last: by keys alone, and by the mouse alone.

use crate::support::{Reader, folder, page};
use fingerpost::content;
use fingerpost_demos::{REGISTRY, run};

const SIZES: [(usize, usize); 3] = [(120, 40), (80, 24), (40, 12)];

/// A reader before a page with this demo, and the titles of its steps.
fn before(demo: &str, set: &[(&str, &str)], size: (usize, usize)) -> (Reader, Vec<&'static str>) {
    let lines: Vec<String> = set.iter().map(|(key, value)| format!("\n{key}: {value}")).collect();
    let text = format!("```demo\n{demo}{}\n```", lines.concat());
    let dir = folder(&[("topics/alpha.md", &page("Alpha", &[], &text))]);
    let loaded = content::folder(dir.path()).expect("a library");
    let reader = Reader::start_at(loaded, size, None, Some("alpha"));
    let set: Vec<_> = set.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let report = run(demo, &set).expect("a demo that runs");
    (reader, report.steps.iter().map(|step| step.title).collect())
}

/// The tab of a step stands in brackets while the step is shown.
fn is_at(reader: &mut Reader, number: usize, title: &str) {
    reader.sees(&format!("[{number} {title}"));
}

#[test]
fn every_demo_is_walked_by_keys_alone() {
    for (index, demo) in REGISTRY.iter().enumerate() {
        // All sizes take their turn; each demo is walked at one of them.
        for size in [SIZES[index % SIZES.len()]] {
            let (mut reader, steps) = before(demo.spec().name, &[], size);
            reader.keys("Tab Enter").sees(&format!("Alpha › ▶ {}", demo.spec().name));
            for _ in &steps {
                reader.keys("p");
            }
            for (index, title) in steps.iter().enumerate() {
                if size.0 >= 80 {
                    is_at(&mut reader, index + 1, title);
                }
                // Into a number and out, along the cells, down the lesson, a guess not made.
                reader.keys("Enter Backspace Right PgDn g");
                if reader.screen().contains("your guess ›") {
                    reader.keys("Esc");
                }
                reader.keys("n");
            }
            reader.sees("this is the last step").keys("b b r Esc").sees("not in a path · p paths");
        }
    }
}

#[test]
fn every_demo_is_walked_by_the_mouse_alone() {
    for (index, demo) in REGISTRY.iter().enumerate() {
        for size in [SIZES[index % 2]] {
            let name = demo.spec().name;
            let (mut reader, steps) = before(name, &[], size);
            // A figure that is taller than the window lies further down.
            for _ in 0..9 {
                if reader.screen().contains(&format!("▶ {name} ─")) {
                    break;
                }
                reader.tell(fingerpost::app::msg::Msg::Wheel(3));
            }
            reader.clicks(&format!("▶ {name} ─"));
            // The figure opened at its most telling step: back to the first.
            for _ in &steps {
                if reader.screen().contains(&format!("[1 {}", steps[0])) {
                    break;
                }
                let screen = reader.screen();
                let foot = screen.lines().rev().find(|line| line.starts_with(" ‹ "));
                let foot = foot.expect("the step before").trim().to_owned();
                reader.clicks(foot.split("   ").next().expect("its title"));
            }
            for (index, title) in steps.iter().enumerate() {
                is_at(&mut reader, index + 1, title);
                if index + 1 < steps.len() {
                    reader.clicks(&format!("{} ›", steps[index + 1]));
                }
            }
        }
    }
}

#[test]
fn long_wide_and_repeated_words_stay_readable() {
    let text = "the dog saw it because she ran the dog saw 日本語 naïve";
    for size in SIZES {
        let (mut reader, _) = before("attention", &[("text", text)], size);
        reader.keys("Tab Enter");
        let twelve = |key: &str| [key; 12].join(" ");
        // The row in focus keeps its label, and every column can be reached.
        reader.keys(&twelve("Down")).sees("▸ naïve").keys("Up").sees("▸ 日本語");
        reader.keys(&twelve("Up")).sees("▸ the");
        reader.keys(&twelve("Left")).sees("[").keys(&twelve("Right"));
        reader.sees("naïve").sees("▸ the");
        assert!(reader.screen().lines().all(|line| fingerpost::ink::width(line) <= size.0));
    }
}
