//! The arguments, as clap reads them.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Walk through a map of ideas in the terminal, and run them.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    /// The topic to open, by slug, title or alias; else where you left off
    pub(super) topic: Vec<String>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  fingerpost                          begin, or go on where you left off
  fingerpost attention                open a topic
  fingerpost show softmax | less      read a page as text
  fingerpost demo attention --set text='the cat sat' --set mask=causal";

/// What every command understands.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// A folder with a library, or with plain Markdown notes; else `FINGERPOST_LIBRARY`, else the
    /// built-in library
    #[arg(long, global = true, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// The file that keeps your progress; else `FINGERPOST_STATE`
    #[arg(long, global = true, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Colours: auto leaves them out in a pipe and where `NO_COLOR` is set
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// Draw lines, marks and bars in ASCII; text and mathematics keep their characters
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open a topic, or go on where you left off
    Open(Topic),
    /// Print a page with its neighbourhood and its demos
    Show(Show),
    /// Print one line: title and definition
    Define(Define),
    /// List the topics
    List(List),
    /// Find words in titles, aliases and text
    Search(Search),
    /// Print the graph around a topic, or the whole
    Graph(Graph),
    /// List the learning paths, or the steps of one
    Path(PathArgs),
    /// Print what to learn, in order, to reach a topic
    Plan(Plan),
    /// List the demos, or run one
    Demo(Demo),
    /// Check a library: exit 0 without problems, 1 with some, 2 if it cannot be read
    Check(Check),
    /// Write a library, a page or a learning path to start from
    New(New),
    /// Show, export, import or reset your progress
    Progress(Progress),
    /// Print completions for a shell
    Completions(Completions),
}

#[derive(Debug, Args)]
pub(super) struct Topic {
    /// Slug, title or alias
    pub topic: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Define {
    /// Slug, title or alias
    #[arg(required = true)]
    pub word: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Slug, title or alias
    #[arg(required = true)]
    pub topic: Vec<String>,
    /// Columns to use; else the terminal's, or 80 in a pipe
    #[arg(long)]
    pub width: Option<usize>,
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub format: PageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DemoFormat {
    Text,
    Json,
    /// A script that makes every table again and compares
    Numpy,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Only this domain
    #[arg(long)]
    pub domain: Option<String>,
    /// Only this level, 1 school to 5 research
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=5))]
    pub level: Option<u8>,
    /// Only the topics of this learning path, in its order
    #[arg(long)]
    pub path: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Search {
    /// The words; all of them must occur
    #[arg(required = true)]
    pub words: Vec<String>,
    /// At most this many hits
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub limit: u32,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Graph {
    /// Slug, title or alias; else the whole graph
    pub topic: Vec<String>,
    /// Steps from the topic
    #[arg(long, default_value_t = 1)]
    pub depth: usize,
    #[arg(long, value_enum, default_value_t = GraphFormat::Text)]
    pub format: GraphFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GraphFormat {
    Text,
    Json,
    Dot,
    Mermaid,
}

#[derive(Debug, Args)]
pub(super) struct PathArgs {
    /// Slug or title; else all paths
    pub path: Vec<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// Slug, title or alias
    #[arg(required = true)]
    pub topic: Vec<String>,
    /// Topics that are known, with all that they build on
    #[arg(long, value_delimiter = ',', value_name = "TOPICS")]
    pub known: Vec<String>,
    /// Leave stored progress out of account
    #[arg(long)]
    pub from_scratch: bool,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag on the command line")]
pub(super) struct Demo {
    /// The demo; else the list of all
    pub name: Option<String>,
    /// A parameter, as often as needed
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Describe the parameters instead of running
    #[arg(long)]
    pub params: bool,
    /// Open one number: table, row and column, from 0
    #[arg(long, value_name = "TABLE:ROW,COL")]
    pub cell: Option<String>,
    /// Print the lesson as a sheet to be worked on paper
    #[arg(long)]
    pub worksheet: bool,
    /// With --worksheet: the answers in the blanks, and how each is computed
    #[arg(long)]
    pub key: bool,
    /// Print every report that the demo shows, not only its last; as JSON one on each line
    #[arg(long)]
    pub stream: bool,
    /// Columns to use; else the terminal's, or 80 in a pipe
    #[arg(long)]
    pub width: Option<usize>,
    #[arg(long, value_enum, default_value_t = DemoFormat::Text)]
    pub format: DemoFormat,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The folder; else the library in use
    pub dir: Option<PathBuf>,
    /// Count hints as problems
    #[arg(long)]
    pub strict: bool,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// What to write
    #[arg(value_enum)]
    pub what: Kind,
    /// Its name; the file is named after it
    #[arg(required = true)]
    pub name: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// A folder with a page and a path
    Library,
    /// A page in the library of --library, else of this folder
    Topic,
    /// A learning path in the library of --library, else of this folder
    Path,
}

#[derive(Debug, Args)]
pub(super) struct Progress {
    #[command(subcommand)]
    pub what: ProgressCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ProgressCommand {
    /// What you have read and done
    Show {
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print every event as a line of JSON
    Export,
    /// Take over exported events
    Import {
        /// The file; - is standard input
        file: PathBuf,
    },
    /// Forget everything
    Reset {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
