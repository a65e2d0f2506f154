//! Generated libraries: the same seed gives the same pages on every machine.
//!
//! A page has front matter, the six sections, prose with links, a list, code and mathematics, in
//! the proportions of the shipped pages. Page n builds on up to three pages before it, so that
//! the graph has no cycle, and is related to up to two more of them.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// What is generated.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Pages in the library.
    pub pages: usize,
    /// Bytes of a page, front matter included; reached by whole paragraphs.
    pub bytes: usize,
}

const SEED: u64 = 0x1f83_d9ab_fb41_bd6b;
const TITLES: &str = "Signal Field Kernel Measure Lattice Stream Tensor Branch Filter Spectrum";
const WORDS: &str = "the a of and in to is for with each every vector matrix weight score row column sum \
    number word token position query key value model layer step rule path graph page reader shows turns \
    compares blends adds divides learns reads keeps moves small large first last same other between over \
    because when where which that this one two many few more less often never only also then than";

/// The slug of the n-th page.
pub fn slug(page: usize) -> String {
    format!("page-{page:05}")
}

/// The files of a library as paths relative to it and text.
pub fn library(shape: Shape) -> Vec<(String, String)> {
    let mut files = vec![
        ("library.yaml".to_owned(), info()),
        ("paths/tour.yaml".to_owned(), tour(shape.pages)),
    ];
    let pages =
        (0..shape.pages).map(|page| (format!("topics/{}.md", slug(page)), text(page, shape)));
    files.extend(pages);
    files
}

/// Writes files into a folder.
pub fn write(files: &[(String, String)], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("topics"))?;
    fs::create_dir_all(folder.join("paths"))?;
    files.iter().try_for_each(|(path, text)| fs::write(folder.join(path), text))
}

fn info() -> String {
    let home = slug(0);
    format!(
        "schema: 1\nid: \"vault\"\nname: \"A generated library\"\nlanguage: \"en\"\nlicence: \"CC0-1.0\"\n\
         home: \"{home}\"\ndefault_path: \"tour\"\ndomains: [\"Tests\"]\n"
    )
}

/// A path over the first pages.
fn tour(pages: usize) -> String {
    let count = pages.min(20);
    let goal = slug(count.saturating_sub(1));
    let steps =
        (0..count).map(|page| format!("  - topic: {}", slug(page))).collect::<Vec<_>>().join("\n");
    format!(
        "title: \"Tour\"\ngoal: {goal}\nlevel: \"newcomer\"\nblurb: \"The first pages.\"\nassumes: []\nsteps:\n{steps}\n"
    )
}

fn text(page: usize, shape: Shape) -> String {
    let mut random = Random(SEED ^ (page as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut out = front_matter(page, &mut random);
    out.push_str("## In simple terms\n\n");
    paragraph(&mut out, shape.pages, &mut random);
    out.push_str("## More detail\n\n");
    let mut part = 0;
    while out.len() + 1200 < shape.bytes {
        if part % 12 == 11 {
            let title = random.one_of(TITLES);
            let _ = write!(out, "### {title} {part}\n\n");
        }
        detail(&mut out, part, shape.pages, &mut random);
        part += 1;
    }
    for heading in ["Why it matters", "Real-world examples", "Common misconceptions"] {
        let _ = write!(out, "## {heading}\n\n");
        list(&mut out, shape.pages, &mut random);
    }
    out.push_str("## Learn next\n");
    out
}

fn front_matter(page: usize, random: &mut Random) -> String {
    let title = format!("{} {page}", random.one_of(TITLES));
    let mut out = format!(
        "---\ntitle: \"{title}\"\naliases: [\"alias of {page}\"]\ndefinition: \"What {title} is, in one sentence that stands alone.\"\n\
         domain: \"Tests\"\nsubcategory: \"Generated\"\nlevel: {}\nminutes: {}\n",
        1 + random.below(5),
        5 + random.below(20),
    );
    let before = others(page.min(3), |random| random.below(page), random);
    entries(&mut out, "requires", &before, "to: {}, why: \"it is used in the second part\"");
    let near = others(page.min(2), |random| random.below(page), random);
    let near: Vec<usize> = near.into_iter().filter(|other| !before.contains(other)).collect();
    entries(
        &mut out,
        "related",
        &near,
        "to: {}, kind: see-also, why: \"it answers the same question\"",
    );
    out.push_str("---\n");
    out
}

/// Up to so many pages, none twice.
fn others(count: usize, pick: impl Fn(&mut Random) -> usize, random: &mut Random) -> Vec<usize> {
    let mut found: Vec<usize> = (0..count).map(|_| pick(random)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn entries(out: &mut String, key: &str, pages: &[usize], pattern: &str) {
    if !pages.is_empty() {
        let _ = writeln!(out, "{key}:");
    }
    for page in pages {
        let _ = writeln!(out, "  - {{{}}}", pattern.replace("{}", &slug(*page)));
    }
}

/// Prose for the most part; now and then a list, code or a formula.
fn detail(out: &mut String, part: usize, pages: usize, random: &mut Random) {
    match part % 8 {
        3 => list(out, pages, random),
        5 => out.push_str(
            "```python\nfor row in scores:\n    weights = softmax(row / sqrt(d))\n```\n\n",
        ),
        7 => out.push_str("$$ a_{ij} = \\frac{e^{s_{ij}}}{\\sum_k e^{s_{ik}}} $$\n\n"),
        _ => paragraph(out, pages, random),
    }
}

fn paragraph(out: &mut String, pages: usize, random: &mut Random) {
    for _ in 0..4 {
        sentence(out, pages, random);
    }
    out.push_str("\n\n");
}

fn list(out: &mut String, pages: usize, random: &mut Random) {
    for _ in 0..3 {
        out.push_str("- **So:** ");
        sentence(out, pages, random);
        out.push('\n');
    }
    out.push('\n');
}

/// Twelve words; every third sentence has a link, every fourth emphasis.
fn sentence(out: &mut String, pages: usize, random: &mut Random) {
    let link = random.below(3) == 0;
    let strong = random.below(4) == 0;
    for at in 0..12 {
        let word = random.one_of(WORDS);
        let _ = match at {
            4 if link => write!(out, "[[{}|{word}]] ", slug(random.below(pages))),
            7 if strong => write!(out, "*{word}* "),
            _ => write!(out, "{word} "),
        };
    }
    out.pop();
    out.push_str(". ");
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn one_of(&mut self, words: &'static str) -> &'static str {
        let count = words.split_whitespace().count();
        words.split_whitespace().nth(self.below(count)).unwrap_or_default()
    }
}
