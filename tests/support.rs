//! What the tests share: the binary on a state of its own, libraries in folders, and a reader who
//! presses keys and looks at the screen without a terminal.

use fingerpost::app::effect::Effect;
use fingerpost::app::key::Key;
use fingerpost::app::layout::Size;
use fingerpost::app::msg::Msg;
use fingerpost::app::session::{Outside, Session};
use fingerpost::app::{State, scene};
use fingerpost::content::{self, Loaded};
use fingerpost::learner::{Event, Store};
use fingerpost::report::{Fault, RUNNER, Runner, guarded};
use fingerpost::tui::{self, Palette, Theme};
use fingerpost::world::{Fresh, World};
use fingerpost_demos::Report;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The binary with an empty state of its own and no terminal.
pub struct Program {
    folder: TempDir,
}

/// What the binary said.
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

impl Program {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn state(&self) -> PathBuf {
        self.folder.path().join("learner.sqlite")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fingerpost"));
        command
            .args(args)
            .env_remove("FINGERPOST_LIBRARY")
            .env_remove("NO_COLOR")
            .env("FINGERPOST_STATE", self.state());
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        let Output { status, stdout, stderr } =
            self.command(args).output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("output in UTF-8");
        Said { out: text(stdout), err: text(stderr), code: status.code() }
    }

    /// Runs and expects success.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, Some(0), "{args:?}: {}", said.err);
        said.out
    }

    /// Runs and expects JSON.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.ok(args)).expect("JSON")
    }

    /// Runs and expects a refusal with exit code 2.
    #[track_caller]
    pub fn refused(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, Some(2), "{args:?}: {}{}", said.out, said.err);
        said.err
    }
}

/// A library folder of these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let file = dir.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }
    dir
}

/// A whole topic page for test libraries.
pub fn page(title: &str, requires: &[&str], more: &str) -> String {
    let requires: String = requires
        .iter()
        .map(|slug| format!("  - {{to: {slug}, why: \"it builds on it\"}}\n"))
        .collect();
    let requires =
        if requires.is_empty() { String::new() } else { format!("requires:\n{requires}") };
    format!(
        "---\ntitle: \"{title}\"\ndefinition: \"What {title} is.\"\ndomain: \"Tests\"\nlevel: 1\nminutes: 5\n{requires}---\n\
         ## In simple terms\n\n{title} in simple terms.\n\n{more}\n\n## More detail\n\nDetail.\n\n## Why it matters\n\nIt does.\n\n\
         ## Real-world examples\n\n- One.\n\n## Common misconceptions\n\n- **\"No.\"** Yes.\n\n## Learn next\n\nMore.\n"
    )
}

/// A reader in front of the screen: the program's own session, over an outside that only records.
pub struct Reader {
    session: Session<Recorder>,
}

/// What lies outside the session in tests.
#[derive(Default)]
struct Recorder {
    store: Option<Store>,
    runner: Option<Runner>,
    copied: Vec<String>,
    screen: String,
    now: u64,
}

impl Outside for Recorder {
    type Error = Infallible;

    fn draw(&mut self, state: &State) -> Result<(), Infallible> {
        self.screen = picture(state);
        Ok(())
    }

    fn run_demo(&mut self, name: &str, set: &[(String, String)]) -> Result<Report, Fault> {
        guarded(self.runner.unwrap_or(RUNNER), name, set)
    }

    fn commit(&mut self, events: Vec<Event>) -> (Vec<(u64, Event)>, Option<String>) {
        self.now += 1_000;
        let store = self.store.get_or_insert_with(Store::memory);
        let mut trouble = None;
        for event in events {
            if let Err(notice) = store.append(event, self.now) {
                trouble = Some(notice.to_string());
            }
        }
        (store.refresh(), trouble)
    }

    fn carry_out(&mut self, effect: Effect) -> Result<Option<Msg>, Infallible> {
        if let Effect::Copy(text) = effect {
            self.copied.push(text);
        }
        Ok(None)
    }
}

impl Reader {
    /// Starts the built-in library at its first screen, with what the file says of the reader.
    pub fn start(size: (usize, usize), file: Option<&Path>) -> Self {
        Self::start_at(content::embedded(), size, file, None)
    }

    /// Starts any library at a topic.
    pub fn start_at(
        loaded: Loaded,
        size: (usize, usize),
        file: Option<&Path>,
        topic: Option<&str>,
    ) -> Self {
        Self::start_with(loaded, size, file, topic, RUNNER)
    }

    /// The same with other demos.
    pub fn start_with(
        loaded: Loaded,
        (width, height): (usize, usize),
        file: Option<&Path>,
        topic: Option<&str>,
        runner: Runner,
    ) -> Self {
        let (store, _) = Store::open(file.map(Path::to_owned));
        let world = World::of(loaded, store.learner());
        let outside = Recorder {
            store: Some(store),
            runner: Some(runner),
            now: 1_000,
            ..Recorder::default()
        };
        let Ok(mut session) = Session::start(world, Size { width, height }, topic, outside);
        let Ok(()) = session.show();
        Self { session }
    }

    /// What was sent to the clipboard.
    pub fn copied(&self) -> &[String] {
        &self.session.outside.copied
    }

    /// Whether the program has ended.
    pub fn has_quit(&self) -> bool {
        self.session.has_quit()
    }

    /// Presses keys by name, with spaces between them.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            let key = Key::named(name).unwrap_or_else(|| panic!("no key is called {name}"));
            self.tell(Msg::Key(key));
        }
        self
    }

    /// Types text.
    pub fn types(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| self.tell(Msg::Key(Key::Char(c))));
        self
    }

    /// Clicks on the first place where the text stands on the screen.
    #[track_caller]
    pub fn clicks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let at = line.find(text)?;
            Some((fingerpost::ink::width(&line[..at]), y))
        });
        let (x, y) = found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
        self.tell(Msg::Click { x, y });
        self
    }

    pub fn resize(&mut self, width: usize, height: usize) -> &mut Self {
        self.tell(Msg::Resize(Size { width, height }));
        self
    }

    /// The library's folder has changed and is read again.
    pub fn rereads(&mut self, folder: &Path) -> &mut Self {
        self.tell(Msg::Renewed(Fresh::of_folder(folder).expect("a folder")));
        self
    }

    /// Takes one message, and everything that follows from it, until the frame is drawn.
    pub fn tell(&mut self, msg: Msg) {
        let Ok(()) = self.session.take(msg);
        let Ok(()) = self.session.show();
        if self.session.has_quit() {
            self.session.end();
        }
    }

    /// The screen as text, without spaces at the ends of lines.
    pub fn screen(&self) -> String {
        self.session.outside.screen.clone()
    }

    /// Expects text on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// Expects that text is not on the screen.
    #[track_caller]
    pub fn misses(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }

    /// Compares the screen with the picture of this name; `UPDATE_SCREENS=1` draws them anew.
    #[track_caller]
    pub fn shows(&mut self, name: &str) -> &mut Self {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
        let screen = self.screen();
        if std::env::var_os("UPDATE_SCREENS").is_some() {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, &screen).expect("a picture");
        }
        let wanted = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            screen, wanted,
            "{name} looks different; UPDATE_SCREENS=1 cargo test draws it anew"
        );
        self
    }
}

/// What the painter makes of a state, as text.
fn picture(state: &State) -> String {
    let Size { width, height } = state.size;
    let cells = |count: usize| u16::try_from(count).expect("a small screen");
    let mut buffer = Buffer::empty(Rect::new(0, 0, cells(width), cells(height)));
    let theme = Theme { palette: Palette::None, ascii: false };
    tui::paint(&scene::scene(state), theme, &mut buffer);
    let mut text = String::new();
    for y in 0..cells(height) {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..cells(width) {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            skip = fingerpost::ink::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
