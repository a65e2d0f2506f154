//! The borders between the rooms, held by a test: who may import whom, and what must never be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// Who may import whom. `app::action` is a leaf inside its room.
const ALLOWED: &[(&str, &[&str])] = &[
    ("ink", &[]),
    ("content", &["ink"]),
    ("graph", &["content", "ink"]),
    ("page", &["content", "ink"]),
    ("report", &["ink"]),
    ("claim", &["content", "ink", "report"]),
    ("find", &["content", "ink"]),
    ("learner", &["content", "graph", "ink"]),
    ("world", &["content", "graph", "ink", "learner", "page"]),
    ("check", &["claim", "content", "graph", "report"]),
    ("app", &["claim", "content", "find", "ink", "learner", "page", "report", "world"]),
    (
        "cli",
        &[
            "check", "claim", "content", "find", "graph", "ink", "learner", "page", "report",
            "world",
        ],
    ),
    ("tui", &["app", "ink", "learner", "report", "world"]),
];

/// Crates of others, and the only rooms that may name them.
const CRATES: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("rustix", &["tui"]),
    ("signal_hook", &["tui"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("rusqlite", &["learner"]),
    ("pulldown_cmark", &["content"]),
    ("serde_yaml", &["content"]),
    ("include_dir", &["content"]),
    ("ndarray", &["report"]),
    ("petgraph", &["graph"]),
    ("libm", &["claim"]),
    ("nucleo_matcher", &["find"]),
    ("tui_input", &["app"]),
    ("anyhow", &["cli", "tui", "main"]),
    ("fingerpost_demos", &["report", "claim", "app", "cli", "tui"]),
];

/// Paths of the standard library, and the only places that may use them.
const RESTRICTED: &[(&str, &[&str])] = &[
    ("std::fs", &["content", "learner", "cli"]),
    ("std::process", &["cli", "main"]),
    ("std::time", &["tui", "learner"]),
    ("std::env", &["cli", "learner", "tui"]),
    ("std::net", &[]),
    ("std::thread", &["content", "tui"]),
];

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for (file, room, paths) in source("src") {
        for path in &paths {
            let Some(target) = room_of_path(path) else { continue };
            let allowed = ALLOWED.iter().find(|(name, _)| *name == room).map(|(_, rooms)| *rooms);
            let fine = room == "main"
                || room == "lib"
                || target == room
                || allowed.is_some_and(|rooms| rooms.contains(&target.as_str()));
            if !fine {
                wrong.push(format!("{}: {room} → {target} ({path})", file.display()));
            }
            used.insert((room.clone(), target));
        }
    }
    assert!(wrong.is_empty(), "imports across a border:\n{}", wrong.join("\n"));
    // A permission that nobody uses is a border that is not drawn.
    for (room, rooms) in ALLOWED {
        for target in *rooms {
            let edge = ((*room).to_owned(), (*target).to_owned());
            assert!(used.contains(&edge), "{room} may import {target}, and does not");
        }
    }
}

#[test]
fn no_two_rooms_import_each_other_by_any_way_round() {
    let edges: BTreeMap<&str, BTreeSet<&str>> =
        ALLOWED.iter().map(|(room, rooms)| (*room, rooms.iter().copied().collect())).collect();
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = edges[start].iter().copied().collect();
        while let Some(room) = open.pop() {
            assert_ne!(room, *start, "a cycle of rooms goes through {start}");
            if seen.insert(room) {
                open.extend(edges.get(room).into_iter().flatten());
            }
        }
    }
}

#[test]
fn the_command_line_knows_nothing_of_the_application() {
    for (file, room, paths) in source("src") {
        let foreign = paths.iter().filter(|path| path.starts_with("crate::app"));
        if room == "cli" {
            assert_eq!(foreign.collect::<Vec<_>>(), Vec::<&String>::new(), "{}", file.display());
        }
    }
}

#[test]
fn actions_are_a_leaf() {
    for (file, _, paths) in source("src/app") {
        if file.ends_with("app/action.rs") || file.ends_with("app/key.rs") {
            let ours = paths
                .iter()
                .filter(|path| path.starts_with("crate::") || path.starts_with("super::"));
            assert_eq!(ours.collect::<Vec<_>>(), Vec::<&String>::new(), "{}", file.display());
        }
    }
}

#[test]
fn foreign_crates_and_the_outside_world_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, room, paths) in source("src") {
        for path in &paths {
            for (name, rooms) in CRATES.iter().chain(RESTRICTED) {
                let hit = *path == *name || path.starts_with(&format!("{name}::"));
                if hit && !rooms.contains(&room.as_str()) {
                    wrong.push(format!("{}: {path} belongs to {rooms:?}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "used outside their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn the_mathematics_knows_no_clock_file_thread_or_terminal() {
    let never = [
        "std::fs",
        "std::io",
        "std::net",
        "std::env",
        "std::time",
        "std::thread",
        "std::process",
        "crossterm",
        "ratatui",
    ];
    for (file, _, paths) in source("demos/src") {
        for path in &paths {
            let hit =
                never.iter().find(|name| path == *name || path.starts_with(&format!("{name}::")));
            assert_eq!(hit, None, "{}: {path}", file.display());
        }
    }
}

#[test]
fn colours_exist_only_in_the_theme() {
    for (file, room, paths) in source("src") {
        let colour = paths.iter().find(|path| path.split("::").any(|part| part == "Color"));
        let themed = file.ends_with("tui/theme.rs");
        assert!(themed || colour.is_none(), "{} ({room}): {colour:?}", file.display());
    }
}

#[test]
fn files_stay_small() {
    let mut wrong = Vec::new();
    for root in ["src", "demos/src"] {
        for file in rust_files(&project().join(root)) {
            let text = std::fs::read_to_string(&file).expect("a source file");
            let code = text.split("\n#[cfg(test)]\n").next().unwrap_or_default();
            let lines = code.lines().count();
            let is_test = file.file_name().is_some_and(|name| name == "tests.rs")
                || file.components().any(|part| part.as_os_str() == "tests");
            if lines > 500 && !is_test {
                wrong.push(format!("{}: {lines} lines", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "more than 500 lines without tests:\n{}", wrong.join("\n"));
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let words = ["work", "root", "home", "Users"].map(|folder| format!("/{folder}/"));
    for root in ["src", "demos/src", "tests", "content", "benches"] {
        for file in files(&project().join(root), &["rs", "md", "yaml", "py", "sh", "json"]) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            for word in &words {
                assert!(!text.contains(word), "{} names a path of one machine", file.display());
            }
        }
    }
}

/// Every source file with its room and the paths that its code names, tests left out.
fn source(root: &str) -> Vec<(PathBuf, String, BTreeSet<String>)> {
    let base = project().join(root);
    let src = project().join("src");
    let mut out = Vec::new();
    for file in rust_files(&base) {
        if file.file_name().is_some_and(|name| name == "tests.rs")
            || file.components().any(|part| part.as_os_str() == "tests")
        {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a source file");
        let tree = syn::parse_file(&text).expect("a source file that parses");
        let mut paths = Paths::default();
        paths.visit_file(&tree);
        let inside = file.strip_prefix(&src).unwrap_or(&file);
        let first =
            inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let room = first.unwrap_or_default().trim_end_matches(".rs").to_owned();
        let module = module_of(inside);
        let absolute = paths.found.iter().map(|path| absolute(path, &module)).collect();
        out.push((file, room, absolute));
    }
    out
}

/// `super::` paths as `crate::` paths.
fn absolute(path: &str, module: &[String]) -> String {
    let mut parts: Vec<&str> = path.split("::").collect();
    let mut base = module.to_vec();
    let mut relative = false;
    while parts.first() == Some(&"super") {
        parts.remove(0);
        base.pop();
        relative = true;
    }
    if !relative {
        return path.to_owned();
    }
    let rest = parts.join("::");
    let base = base.join("::");
    if base.is_empty() { format!("crate::{rest}") } else { format!("crate::{base}::{rest}") }
}

fn module_of(file: &Path) -> Vec<String> {
    let text = file.with_extension("");
    text.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
}

fn room_of_path(path: &str) -> Option<String> {
    let rest = path.strip_prefix("crate::").or_else(|| path.strip_prefix("fingerpost::"))?;
    let first = rest.split("::").next()?;
    ALLOWED.iter().any(|(room, _)| *room == first).then(|| first.to_owned())
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(root: &Path) -> Vec<PathBuf> {
    files(root, &["rs"])
}

fn files(root: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
            {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// Collects every path of a file: in `use`, in types, in expressions. What stands inside the
/// arguments of a macro is text to `syn` and is not seen.
#[derive(Default)]
struct Paths {
    found: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg") && quoted(attribute).contains("test")
        });
        if !is_test {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        collect_use(&item.tree, "", &mut self.found);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.found.insert(parts.join("::"));
        visit::visit_path(self, path);
    }
}

fn quoted(attribute: &syn::Attribute) -> String {
    match &attribute.meta {
        syn::Meta::List(list) => list.tokens.to_string(),
        _ => String::new(),
    }
}

fn collect_use(tree: &syn::UseTree, before: &str, out: &mut BTreeSet<String>) {
    let join = |name: String| if before.is_empty() { name } else { format!("{before}::{name}") };
    match tree {
        syn::UseTree::Path(path) => collect_use(&path.tree, &join(path.ident.to_string()), out),
        syn::UseTree::Name(name) => {
            out.insert(join(name.ident.to_string()));
        }
        syn::UseTree::Rename(rename) => {
            out.insert(join(rename.ident.to_string()));
        }
        syn::UseTree::Glob(_) => {
            out.insert(join("*".to_owned()));
        }
        syn::UseTree::Group(group) => {
            for item in &group.items {
                collect_use(item, before, out);
            }
        }
    }
}
