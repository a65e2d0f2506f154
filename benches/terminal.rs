//! The program in a real pseudo-terminal beside the smallest pager with the same libraries, as
//! ratios in one run. `benches/README.md` says what each row means.
//!
//! `cargo bench --bench terminal -- [--strict] [--rounds N]`; with `--strict` a missed target is
//! exit code 1. Other arguments belong to other benches.

mod rig;
mod vault;

use anyhow::Context as _;
use fingerpost::learner::Store;
use rig::build::{self, Binaries};
use rig::process;
use rig::program::{LearnerFile, Program};
use rig::rounds::{self, Figures, IDLE, Idle, Pair};
use rig::sample::Sample;
use rig::table::{Row, Target, Verdict, table};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tempfile::TempDir;

const TOPIC: &str = "attention-mechanism";
/// At least so many rounds, for medians that stand.
const ROUNDS: usize = 15;
/// The floors in milliseconds from which the targets in `benches/README.md` come.
const EMPTY: f64 = 1.9;
const PAGER: f64 = 4.2;
const PAGER_WITH_A_MEGABYTE: f64 = 5.0;

struct Options {
    strict: bool,
    rounds: usize,
}

#[expect(clippy::print_stdout, reason = "a bench prints what it measured")]
fn main() -> anyhow::Result<ExitCode> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if !args.iter().any(|arg| arg == "--bench") {
        println!("run by `cargo bench --bench terminal`");
        return Ok(ExitCode::SUCCESS);
    }
    let options = options(&args)?;
    let binaries = build::release()?;
    println!(
        "{}; {} rounds in turns, medians (smallest–largest)\n",
        process::machine(),
        options.rounds
    );
    let begun = Instant::now();
    let rows = measure(&binaries, options.rounds)?;
    println!("{}", table(&rows));
    println!("\n{} s", begun.elapsed().as_secs());
    let missed = rows.iter().any(|row| row.verdict() == Verdict::Missed);
    Ok(ExitCode::from(u8::from(missed && options.strict)))
}

fn options(args: &[String]) -> anyhow::Result<Options> {
    let strict = args.iter().any(|arg| arg == "--strict");
    let named = args.iter().position(|arg| arg == "--rounds").and_then(|at| args.get(at + 1));
    let rounds =
        named.map_or(Ok(ROUNDS), |text| text.parse()).context("--rounds takes a number")?;
    Ok(Options { strict, rounds })
}

fn measure(binaries: &Binaries, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let learner = learner_file(&folder)?;
    let pair = pair(binaries, &[], TOPIC, &folder)?;
    let mut rows = first_screens(&pair, &learner, rounds)?;
    rows.extend(idle(&rounds::idle(&pair)?));
    let long = generated(binaries, 1, 1_000_000, &folder)?;
    let (ours, floor) = rounds::in_turns(&long, rounds)?;
    rows.extend(long_page(ours, floor));
    rows.extend(libraries(binaries, rounds, &folder)?);
    let empty = Program::new(&binaries.empty, &[]);
    let shown = [("page to a pipe, ms", &pair, 2.9), ("1 MB to a pipe, ms", &long, 25.0)];
    for (what, pair, most) in shown {
        let show = show(&pair.ours);
        let (ours, floor) = rounds::pipes(&show, &empty, 2 * rounds)?;
        rows.push(Row { what, ours, floor, target: Target::Times(most / EMPTY, None) });
    }
    let size = |file: &Path| {
        Ok::<_, anyhow::Error>([fs::metadata(file)?.len() as f64 / 1e6].into_iter().collect())
    };
    let (ours, floor) = (size(&binaries.ours)?, size(&binaries.floor)?);
    rows.push(Row { what: "executable, MB", ours, floor, target: Target::Most(5.0, None) });
    Ok(rows)
}

/// The program at a topic, and the floor on what the program prints of it.
fn pair(
    binaries: &Binaries,
    options: &[&str],
    topic: &str,
    folder: &TempDir,
) -> anyhow::Result<Pair> {
    let ours = Program::new(&binaries.ours, &[options, &[topic]].concat());
    let (_, text) = rounds::pipe(&show(&ours))?;
    let file = folder.path().join(format!("{topic}.txt"));
    fs::write(&file, &text)?;
    let text = String::from_utf8(text).context("a page that is not UTF-8")?;
    let word = text.split_whitespace().next().context("the page is empty")?.to_owned();
    let mut floor = Program::new(&binaries.floor, &[]);
    floor.args.push(file.into());
    Ok(Pair { ours, floor, word })
}

/// The first page of a generated library in a folder.
fn generated(
    binaries: &Binaries,
    pages: usize,
    bytes: usize,
    folder: &TempDir,
) -> anyhow::Result<Pair> {
    let library = folder.path().join(format!("library-{pages}"));
    vault::write(&vault::library(vault::Shape { pages, bytes }), &library)?;
    let library = library.to_str().context("a temporary folder whose name is not UTF-8")?;
    pair(binaries, &["--library", library], &vault::slug(0), folder)
}

/// The first screen of libraries that are read from a folder, with their whole graph.
fn libraries(binaries: &Binaries, rounds: usize, folder: &TempDir) -> anyhow::Result<Vec<Row>> {
    let all = [
        ("1,000 pages: first screen, ms", 1_000, 40.0),
        ("10,000 pages: first screen, ms", 10_000, 200.0),
    ];
    let row = |(what, pages, most)| {
        let pair = generated(binaries, pages, 4096, folder)?;
        let (ours, floor) = rounds::starts(&pair, rounds)?;
        Ok(Row { what, ours, floor, target: Target::Times(most / PAGER, None) })
    };
    all.into_iter().map(row).collect()
}

/// The program that prints the page which this one opens.
fn show(open: &Program) -> Program {
    let mut show = open.clone();
    let topic = show.args.pop().unwrap_or_default();
    show.args.extend(["show".into(), topic, "--color".into(), "never".into()]);
    show
}

/// A learner's file of a year: 400 events.
fn learner_file(folder: &TempDir) -> anyhow::Result<PathBuf> {
    let file = folder.path().join("known.sqlite");
    let mut lines = String::new();
    for (day, topic) in
        (0..200_i64).zip(["vectors", "softmax", "matrices", "embeddings"].into_iter().cycle())
    {
        let at = 1_764_000_000_000 + day * 86_400_000;
        for event in ["visited", "done"] {
            let _ =
                writeln!(lines, r#"{{"schema":1,"at":{at},"event":"{event}","topic":"{topic}"}}"#);
        }
    }
    let (mut store, _) = Store::open(Some(file.clone()));
    store.import(&lines)?;
    Ok(file)
}

/// The first screen with each of the learner's files; scrolling and memory with the known one.
fn first_screens(pair: &Pair, learner: &Path, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let with = |learner| Pair { ours: pair.ours.with(learner), ..pair.clone() };
    let known = || LearnerFile::Copy(learner.to_owned());
    let mut rows = Vec::new();
    for (what, file) in [
        ("first screen, first start ever, ms", LearnerFile::None),
        ("first screen, --state on a fresh file, ms", LearnerFile::Named),
        ("first screen, 400 events known, ms", known()),
    ] {
        // A start is short and easily disturbed: more rounds than for keys.
        let (ours, floor) = rounds::starts(&with(file), 3 * rounds)?;
        rows.push(Row { what, ours, floor, target: Target::Times(1.9, Some(1.3)) });
    }
    let (ours, floor) = rounds::in_turns(&with(known()), rounds)?;
    let row = |what, ours, floor, target| Row { what, ours, floor, target };
    rows.extend([
        row(
            "first screen until all is written, ms",
            ours.whole.time,
            floor.whole.time,
            Target::None,
        ),
        row("first key, ms", ours.first_key.time, floor.first_key.time, Target::None),
        row("one line, ms", ours.line.time, floor.line.time, Target::Times(1.4, Some(1.25))),
        row("one page, ms", ours.page.time, floor.page.time, Target::Times(1.4, None)),
        row("bytes until the first word", ours.first.bytes, floor.first.bytes, Target::None),
        row("bytes for one line", ours.line.bytes, floor.line.bytes, Target::None),
        row("bytes for one page", ours.page.bytes, floor.page.bytes, Target::None),
        row("most memory, MB", ours.memory, floor.memory, Target::Most(8.5, Some(6.0))),
    ]);
    Ok(rows)
}

fn idle((ours, floor): &(Idle, Idle)) -> Vec<Row> {
    let nothing = Target::Most(0.0, None);
    let one = |value: Option<f64>| value.into_iter().collect::<Sample>();
    let of = |idle: &Idle, what: fn(process::Activity) -> u64| {
        one(idle.activity.map(|all| what(all) as f64))
    };
    let row = |what, value: fn(process::Activity) -> u64| Row {
        what,
        ours: of(ours, value),
        floor: of(floor, value),
        target: nothing,
    };
    let bytes = |idle: &Idle| one(Some(idle.bytes as f64));
    debug_assert_eq!(IDLE.as_secs(), 3, "the rows say so");
    vec![
        row("idle 3 s: wakeups", |all| all.wakeups),
        row("idle 3 s: preemptions", |all| all.preemptions),
        row("idle 3 s: nanoseconds on a core", |all| all.nanoseconds),
        Row {
            what: "idle 3 s: bytes written",
            ours: bytes(ours),
            floor: bytes(floor),
            target: nothing,
        },
    ]
}

fn long_page(ours: Figures, floor: Figures) -> Vec<Row> {
    let row = |what, ours, floor, target| Row { what, ours, floor, target };
    let first = Target::Times(20.0 / PAGER_WITH_A_MEGABYTE, None);
    vec![
        row("1 MB: first screen, ms", ours.first.time, floor.first.time, first),
        row("1 MB: first key, ms", ours.first_key.time, floor.first_key.time, Target::None),
        row("1 MB: one line, ms", ours.line.time, floor.line.time, Target::Times(1.4, Some(1.25))),
        row("1 MB: one page, ms", ours.page.time, floor.page.time, Target::Times(1.4, None)),
        row("1 MB: most memory, MB", ours.memory, floor.memory, Target::Most(12.0, None)),
    ]
}
