//! The parts of the program one by one, without a terminal. `benches/README.md` says what each
//! row means. `cargo bench --bench inside -- [FILTER]`

mod reader;
mod vault;

use criterion::{
    BatchSize, BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use fingerpost::app::key::Key;
use fingerpost::content::{self, Loaded, SourceFile};
use fingerpost::graph::Graph;
use fingerpost::report;
use reader::Reader;
use std::hint::black_box;
use std::time::Duration;

const TOPIC: &str = "attention-mechanism";
/// Bytes of a generated page.
const PAGE: usize = 4096;

criterion_group!(benches, load, page, demo);
criterion_main!(benches);

/// Library and graph: the shipped one, and generated ones from memory and from a folder.
fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.bench_function("shipped pages, parsed", |bench| {
        bench.iter_batched(|| (), |()| content::embedded(), BatchSize::PerIteration);
    });
    group.bench_function("shipped pages, with the graph", |bench| {
        bench.iter_batched(|| (), |()| with_graph(content::embedded()), BatchSize::PerIteration);
    });
    for pages in [50, 1_000, 10_000] {
        if pages > 100 {
            group.sample_size(10).measurement_time(Duration::from_secs(if pages > 1_000 {
                10
            } else {
                5
            }));
        }
        generated(&mut group, pages);
    }
    group.finish();
}

fn generated(group: &mut BenchmarkGroup<'_, WallTime>, pages: usize) {
    let files = vault::library(vault::Shape { pages, bytes: PAGE });
    let folder = tempfile::tempdir().expect("a temporary folder");
    vault::write(&files, folder.path()).expect("a folder to write to");
    let files: Vec<SourceFile> = files
        .into_iter()
        .map(|(path, text)| SourceFile { path, bytes: text.into_bytes().into() })
        .collect();
    let loaded = content::from_files(files.clone(), "vault");
    let said = loaded.problems.first().map(|problem| &problem.message);
    assert!(said.is_none(), "the generated library has a problem: {said:?}");
    group.bench_function(format!("{pages} pages from memory"), |bench| {
        bench.iter_batched(
            || files.clone(),
            |files| content::from_files(files, "vault"),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(format!("{pages} pages, the graph alone"), |bench| {
        bench.iter_batched(|| (), |()| Graph::of(&loaded.library), BatchSize::PerIteration);
    });
    group.bench_function(format!("{pages} pages from a folder, with the graph"), |bench| {
        bench.iter(|| {
            with_graph(content::folder(folder.path()).expect("the folder that was just written"))
        });
    });
}

fn with_graph(loaded: Loaded) -> (Loaded, Graph) {
    let (graph, _) = Graph::of(&loaded.library);
    (loaded, graph)
}

/// One page: its blocks, its layout, a frame of it, and keys.
fn page(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("page");
    let long = vault::library(vault::Shape { pages: 1, bytes: 1_000_000 });
    let long = long
        .into_iter()
        .map(|(path, text)| SourceFile { path, bytes: text.into_bytes().into() })
        .collect();
    let long = content::from_files(long, "vault");
    let pages =
        [("attention", content::embedded(), TOPIC.to_owned()), ("1 MB", long, vault::slug(0))];
    for (name, loaded, slug) in pages {
        let topic = loaded.library.topic(&slug).expect("the topic").clone();
        let library = loaded.library.clone();
        let mut reader = Reader::start(loaded, &slug);
        group.bench_function(format!("{name}: parse"), |bench| {
            bench.iter(|| topic.blocks(&library));
        });
        group.bench_function(format!("{name}: lay out"), |bench| bench.iter(|| reader.lays_out()));
        group.bench_function(format!("{name}: scene and paint"), |bench| {
            bench.iter(|| black_box(&mut reader).paints());
        });
        let mut down = true;
        group.bench_function(format!("{name}: a line, scene and paint"), |bench| {
            bench.iter(|| {
                reader.presses(Key::Char(if down { 'j' } else { 'k' }));
                down = !down;
            });
        });
    }
    group.finish();
}

/// The attention demo: run, its JSON, and a letter typed into its sentence on the page.
fn demo(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("attention");
    for (name, words, heads) in
        [("6 words, 1 head", 0, 1), ("12 words, 4 heads", 12, 4), ("200 words, 4 heads", 200, 4)]
    {
        let set = parameters(words, heads);
        let report = fingerpost_demos::run("attention", &set).expect("parameters in their ranges");
        if words > 100 {
            group.sample_size(10);
        }
        group.bench_function(format!("{name}: run"), |bench| {
            bench.iter(|| fingerpost_demos::run("attention", black_box(&set)));
        });
        group.bench_function(format!("{name}: JSON"), |bench| {
            bench.iter(|| report::json(black_box(&report)));
        });
    }
    group.sample_size(50);
    for (name, words, heads) in
        [("6 words, 1 head", 0, 1), ("12 words, 4 heads", 12, 4), ("200 words, 4 heads", 200, 4)]
    {
        for whole in [false, true] {
            let mut reader = Reader::start(page_with_attention(words, heads), "page");
            reader.edits_the_sentence(whole);
            let mut letter = true;
            let place = if whole { "full screen" } else { "in the page" };
            group.bench_function(format!("{name}: a letter of the sentence, {place}"), |bench| {
                bench.iter(|| {
                    reader.presses(if letter { Key::Char('a') } else { Reader::BACKSPACE });
                    letter = !letter;
                });
            });
        }
    }
    group.finish();
}

/// A page whose first thing is the demo.
fn page_with_attention(words: usize, heads: usize) -> Loaded {
    let set = parameters(words, heads);
    let set: Vec<String> = set.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let set = set.join("\n");
    let text = format!(
        "---\ntitle: \"Page\"\ndefinition: \"A page with a demo.\"\ndomain: \"Tests\"\nlevel: 1\nminutes: 1\n---\n\
         ## In simple terms\n\n```demo\nattention\n{set}\n```\n"
    );
    let path = "topics/page.md".to_owned();
    content::from_files(vec![SourceFile { path, bytes: text.into_bytes().into() }], "bench")
}

/// A sentence of so many words, or the default one, and so many heads.
fn parameters(words: usize, heads: usize) -> Vec<(String, String)> {
    let mut set = vec![("heads".to_owned(), heads.to_string())];
    if words > 0 {
        let all = ["the", "dog", "saw", "it", "because", "she", "ran", "zebra"];
        let text: Vec<&str> = all.into_iter().cycle().take(words).collect();
        set.push(("text".to_owned(), text.join(" ")));
    }
    set
}
