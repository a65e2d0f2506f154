//! One fault put anywhere into a library without faults is one problem, at its line.

use fingerpost::check;
use fingerpost::content::{self, Loaded, SourceFile};
use std::borrow::Cow;

const TOPICS: usize = 7;
const SECTIONS: [&str; 6] = [
    "In simple terms",
    "More detail",
    "Why it matters",
    "Real-world examples",
    "Common misconceptions",
    "Learn next",
];

/// A stream of numbers that is the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}

/// A library as files, and which topic each topic requires: a tree that grows from topic 0.
struct Sample {
    files: Vec<(String, String)>,
    parents: Vec<usize>,
    dice: Dice,
}

/// What is to be said: the code, the file, and the line.
type Expected = (&'static str, String, usize);

fn page(at: usize, parent: Option<usize>, other: usize) -> String {
    let requires = parent.map_or_else(String::new, |parent| {
        format!("requires:\n  - {{to: topic-{parent}, why: \"it comes before\"}}\n")
    });
    let sections: Vec<String> = SECTIONS
        .iter()
        .enumerate()
        .map(|(number, name)| format!("## {name}\n\n- Item {number}, and [[topic-{other}]].\n\n"))
        .collect();
    let demo = "```demo\nsoftmax\nscores: 2 1 0\ntemperature: 1\n```\n\n";
    let body = sections.concat().replace("## Why", &format!("{demo}## Why"));
    format!(
        "---\ntitle: \"Topic {at}\"\naliases: [\"number {at}\"]\ndefinition: \"What {at} is.\"\n\
         domain: \"Letters\"\nlevel: 2\nminutes: 5\n{requires}sources:\n  - {{title: \"A book\"}}\n\
         questions:\n  - {{id: q, kind: recall, ask: \"What?\", answer: \"That.\"}}\n---\n{body}"
    )
}

impl Sample {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        dice.below(2);
        let parents: Vec<usize> = (0..TOPICS).map(|at| dice.below(at.max(1))).collect();
        let mut files: Vec<(String, String)> = (0..TOPICS)
            .map(|at| {
                let parent = (at > 0).then(|| parents[at]);
                (format!("topics/topic-{at}.md"), page(at, parent, dice.below(TOPICS)))
            })
            .collect();
        let steps: Vec<String> =
            (0..TOPICS).map(|at| format!("  - {{topic: topic-{at}}}\n")).collect();
        let goal = TOPICS - 1;
        let path = format!("title: \"All\"\ngoal: topic-{goal}\nsteps:\n{}", steps.concat());
        files.push(("paths/all.yaml".to_owned(), path));
        let info = "schema: 1\nid: t\nname: \"T\"\nlanguage: en\nlicence: CC0\n";
        files.push(("library.yaml".to_owned(), info.to_owned()));
        Self { files, parents, dice }
    }

    fn load(&self) -> Loaded {
        let file = |(path, text): &(String, String)| {
            // A replacement character stands for a byte that is no UTF-8.
            let parts: Vec<&[u8]> = text.split('\u{fffd}').map(str::as_bytes).collect();
            SourceFile { path: path.clone(), bytes: Cow::Owned(parts.join(&0xff)) }
        };
        content::from_files(self.files.iter().map(file).collect(), "t")
    }

    /// Any topic but the first.
    fn child(&mut self) -> usize {
        1 + self.dice.below(TOPICS - 1)
    }

    fn any(&mut self) -> usize {
        self.dice.below(TOPICS)
    }

    fn text(&mut self, file: usize) -> &mut String {
        &mut self.files[file].1
    }

    fn name(&self, file: usize) -> String {
        self.files[file].0.clone()
    }

    /// The line, from 1, on which this text first stands.
    fn line_of(&self, file: usize, text: &str) -> usize {
        let at = self.files[file].1.find(text).unwrap_or_else(|| panic!("no {text:?}"));
        self.files[file].1[..at].matches('\n').count() + 1
    }

    /// Puts other text in the place of the first such one; the problem is on its line.
    fn put(&mut self, file: usize, from: &str, to: &str, code: &'static str) -> Expected {
        let line = self.line_of(file, from);
        let text = self.text(file);
        *text = text.replacen(from, to, 1);
        (code, self.name(file), line + to.len() - to.trim_start_matches('\n').len())
    }

    /// Puts a line at the end of the front matter's short keys.
    fn key(&mut self, line: &str, code: &'static str) -> Expected {
        let file = self.any();
        self.put(file, "minutes: 5\n", &format!("minutes: 5\n{line}\n"), code);
        (code, self.name(file), self.line_of(file, line))
    }

    /// Puts a paragraph into a section at random.
    fn paragraph(&mut self, text: &str, code: &'static str) -> Expected {
        let (file, section) = (self.any(), self.dice.below(SECTIONS.len()));
        let item = format!("- Item {section}");
        self.put(file, &item, &format!("{text}\n\n{item}"), code);
        (code, self.name(file), self.line_of(file, text))
    }

    /// Adds a requirement or a related topic to a page that has requirements.
    fn edge(&mut self, file: usize, key: &str, to: usize, code: &'static str) -> Expected {
        let edge = format!("  - {{to: topic-{to}, why: \"a fault\"}}\n");
        let to = if key == "requires" { edge } else { format!("{key}:\n{edge}") };
        self.put(file, "sources:\n", &format!("{to}sources:\n"), code);
        (code, self.name(file), self.line_of(file, "a fault"))
    }
}

type Fault = (&'static str, fn(&mut Sample) -> Expected);

const FAULTS: &[Fault] = &[
    ("an unknown key", |s| s.key("zebra: 1", "unknown-key")),
    ("a mistyped key", |s| {
        let file = s.any();
        s.put(file, "domain:", "domian:", "unknown-key")
    }),
    ("a key twice", |s| s.key("minutes: 6", "duplicate-key")),
    ("a key that is missing", |s| {
        let file = s.any();
        s.put(file, "domain: \"Letters\"\n", "", "missing-key");
        ("missing-key", s.name(file), 1)
    }),
    ("a value out of range", |s| {
        let file = s.any();
        s.put(file, "level: 2", "level: 9", "bad-value")
    }),
    ("a value of another type", |s| s.key("short: [a]", "wrong-type")),
    ("text without quotes", |s| s.key("subcategory: greek", "unquoted-text")),
    ("a bare colon", |s| s.key("subcategory: a: b", "yaml-syntax")),
    ("an alias of YAML", |s| s.key("subcategory: *a", "yaml-alias")),
    ("front matter without an end", |s| {
        let file = s.any();
        s.put(file, "---\n## In", "## In", "yaml-syntax");
        ("yaml-syntax", s.name(file), 1)
    }),
    ("no front matter", |s| {
        let file = s.any();
        let body = s.text(file).find("## In").expect("a body");
        s.text(file).replace_range(..body, "");
        ("missing-key", s.name(file), 1)
    }),
    ("a prerequisite that does not exist", |s| {
        let child = s.child();
        s.put(child, "{to: topic-", "{to: tropic-", "dangling-link")
    }),
    ("a link that leads nowhere", |s| s.paragraph("See [[nowhere at all]].", "dangling-link")),
    ("a link to no heading", |s| s.paragraph("See [it](#nowhere).", "bad-anchor")),
    ("a link to no heading of another page", |s| {
        s.paragraph("See [it](topic-0.md#nowhere).", "bad-anchor")
    }),
    ("a control character", |s| s.paragraph("A \u{1} control.", "control-characters")),
    ("a control character as an entity", |s| s.paragraph("An &#27; entity.", "control-characters")),
    ("a byte that is no text", |s| s.paragraph("No \u{fffd} text.", "not-utf8")),
    ("lists too deep", |s| s.paragraph(&format!("{}x", "> ".repeat(200)), "too-deep")),
    ("a section that is missing", |s| {
        let (file, section) = (s.any(), s.dice.below(SECTIONS.len()));
        let heading = format!("## {}\n\n", SECTIONS[section]);
        s.put(file, &heading, "", "missing-section");
        let next = SECTIONS.get(section + 1).copied().unwrap_or("Common misconceptions");
        ("missing-section", s.name(file), s.line_of(file, &format!("## {next}\n")))
    }),
    ("a section that is misspelt", |s| {
        let (file, section) = (s.any(), s.dice.below(SECTIONS.len()));
        let heading = format!("## {}\n", SECTIONS[section]);
        s.put(file, &heading, &format!("## {}x\n", SECTIONS[section]), "missing-section")
    }),
    ("a section in the wrong place", |s| {
        let (file, section) = (s.any(), s.dice.below(SECTIONS.len() - 2));
        // It is moved to the end, over two others at least.
        let heading = format!("## {}\n\n- Item {section}", SECTIONS[section]);
        let start = s.text(file).find(&heading).expect("the section");
        let end = s.text(file)[start..].find("\n\n## ").expect("its end") + start + 2;
        let part: String = s.text(file).drain(start..end).collect();
        s.text(file).push_str(&part);
        ("section-order", s.name(file), s.line_of(file, &heading))
    }),
    ("a section twice", |s| {
        let (file, section) = (s.any(), s.dice.below(SECTIONS.len()));
        let again = format!("## {}\n\nAgain.\n", SECTIONS[section]);
        s.text(file).push_str(&again);
        ("section-order", s.name(file), s.line_of(file, &again))
    }),
    ("a section outside", |s| {
        let file = s.any();
        s.text(file).push_str("## History\n\nOld.\n");
        ("section-order", s.name(file), s.line_of(file, "## History"))
    }),
    ("an empty section", |s| {
        let section = [0, 2, 3, 4][s.dice.below(4)];
        let file = s.any();
        let start = s.line_of(file, &format!("## {}\n", SECTIONS[section]));
        let kept: Vec<String> = s.text(file).lines().map(str::to_owned).collect();
        let kept = kept.iter().filter(|line| !line.starts_with(&format!("- Item {section}")));
        let text: String = kept.flat_map(|line| [line.as_str(), "\n"]).collect();
        *s.text(file) = text;
        ("empty-section", s.name(file), start)
    }),
    ("misconceptions that are no list", |s| {
        let file = s.any();
        s.put(file, "- Item 4", "Item 4", "no-misconception");
        ("no-misconception", s.name(file), s.line_of(file, "## Common"))
    }),
    ("a demo that does not exist", |s| {
        let file = s.any();
        s.put(file, "\nsoftmax", "\nsofmax", "unknown-demo")
    }),
    ("a parameter that does not exist", |s| {
        let file = s.any();
        s.put(file, "temperature: 1", "temprature: 1", "unknown-parameter")
    }),
    ("a parameter out of range", |s| {
        let file = s.any();
        s.put(file, "temperature: 1", "temperature: -1", "demo-value")
    }),
    ("a cycle", |s| {
        let last = s.child();
        s.put(0, "sources:\n", "requires:\nsources:\n", "");
        let (_, file, line) = s.edge(0, "requires", last, "requires-cycle");
        ("requires-cycle", file, line)
    }),
    ("a page that requires itself", |s| {
        let child = s.child();
        s.edge(child, "requires", child, "self-link")
    }),
    ("a prerequisite twice", |s| {
        let child = s.child();
        let parent = s.parents[child];
        s.edge(child, "requires", parent, "bad-value")
    }),
    ("a prerequisite that is implied", |s| {
        // Topic 1 requires 0, so whoever requires 1 has it; a page that does is written.
        let at = s.files.len();
        s.files.push(("topics/zeta.md".to_owned(), page(99, Some(1), 0)));
        s.files[TOPICS].1.push_str("  - {topic: zeta}\n");
        s.edge(at, "requires", 0, "implied-prerequisite")
    }),
    ("a prerequisite that is related too", |s| {
        let child = s.child();
        let parent = s.parents[child];
        s.edge(child, "related", parent, "requires-and-related")
    }),
    ("a prerequisite of a higher level", |s| {
        let child = s.child();
        s.put(child, "level: 2", "level: 1", "");
        ("level-drop", s.name(child), s.line_of(child, "{to: "))
    }),
    ("a name of another page", |s| {
        let (file, by) = (s.any(), s.dice.below(TOPICS - 1) + 1);
        let other = (file + by) % TOPICS;
        let (low, high) = (file.min(other), file.max(other));
        let wanted = format!("\"number {low}\"");
        s.put(high, &format!("\"number {high}\""), &wanted, "alias-clash")
    }),
    ("a page twice", |s| {
        let file = s.any();
        let again = s.name(file).replace("topics/", "topics/zz/");
        let text = s.text(file).clone();
        s.files.push((again.clone(), text));
        ("duplicate-slug", again, 1)
    }),
    ("a page that nothing leads to", |s| {
        s.files.push(("topics/zeta.md".to_owned(), page(99, None, 0)));
        ("orphan", "topics/zeta.md".to_owned(), 1)
    }),
    ("a page in no path", |s| {
        s.files.push(("topics/zeta.md".to_owned(), page(99, Some(0), 0)));
        ("no-path", "topics/zeta.md".to_owned(), 1)
    }),
    ("a page without a source", |s| {
        let file = s.any();
        s.put(file, "sources:\n  - {title: \"A book\"}\n", "", "");
        ("no-source", s.name(file), 1)
    }),
    ("a page without a question", |s| {
        let file = s.any();
        let text = s.text(file);
        let start = text.find("questions:").expect("questions");
        let end = text.find("---\n## In").expect("the body");
        text.replace_range(start..end, "");
        ("no-question", s.name(file), 1)
    }),
    ("a step before its prerequisite", |s| {
        let child = s.child();
        let step = format!("  - {{topic: topic-{child}}}\n");
        let parent = format!("  - {{topic: topic-{}}}\n", s.parents[child]);
        let path = s.text(TOPICS);
        *path = path.replace(&step, "").replace(&parent, &format!("{step}{parent}"));
        ("path-order", s.name(TOPICS), s.line_of(TOPICS, &step))
    }),
    ("a step that is left out", |s| {
        let parent = s.parents[s.dice.below(TOPICS - 1) + 1];
        let step = format!("  - {{topic: topic-{parent}}}\n");
        *s.text(TOPICS) = s.files[TOPICS].1.replace(&step, "");
        let child = (1..TOPICS).find(|at| s.parents[*at] == parent).expect("a child");
        let line = s.line_of(TOPICS, &format!("topic: topic-{child}}}"));
        ("path-gap", s.name(TOPICS), line)
    }),
    ("a step that does not exist", |s| {
        let at = s.any();
        s.put(TOPICS, &format!("topic: topic-{at}}}"), "topic: tropic}", "dangling-link")
    }),
    ("a step twice", |s| {
        let at = s.any();
        let path = s.text(TOPICS);
        path.extend(["  - {topic: topic-", &at.to_string(), "}\n"]);
        let line = path.lines().count();
        ("bad-value", s.name(TOPICS), line)
    }),
    ("a goal that does not exist", |s| {
        s.put(TOPICS, "goal: topic-", "goal: tropic-", "dangling-link")
    }),
    ("a path that assumes itself", |s| {
        s.put(TOPICS, "steps:", "assumes: [all]\nsteps:", "path-assumes-cycle")
    }),
    ("an unknown key of the library", |s| s.put(TOPICS + 1, "licence:", "license:", "unknown-key")),
];

fn said(sample: &Sample) -> Vec<(&'static str, String, usize)> {
    let problems = check::problems(&sample.load());
    let said = problems.into_iter().map(|problem| {
        (problem.code, problem.location.file.to_string(), problem.location.line as usize)
    });
    said.collect()
}

#[test]
fn a_library_without_faults_has_no_problem() {
    for seed in 0..20 {
        assert_eq!(said(&Sample::new(seed)), [], "seed {seed}");
    }
}

#[test]
fn one_fault_anywhere_is_one_problem_at_its_line() {
    assert!(FAULTS.len() >= 15);
    let mut wrong = Vec::new();
    for (name, fault) in FAULTS {
        for seed in 0..8 {
            let mut sample = Sample::new(seed);
            let expected = fault(&mut sample);
            let found = said(&sample);
            if found != [expected.clone()] {
                wrong.push(format!("{name}, seed {seed}: {found:?}, not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
