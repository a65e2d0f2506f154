//! How a measured program is started: its arguments, and the learner's file that it finds.

use portable_pty::CommandBuilder;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A program with its arguments.
#[derive(Debug, Clone)]
pub struct Program {
    /// The executable.
    pub binary: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// What it knows of the learner.
    pub learner: LearnerFile,
}

/// The learner's file at the start of a round; every round begins with the same.
#[derive(Debug, Clone)]
pub enum LearnerFile {
    /// None: the first start ever.
    None,
    /// A copy of this one, where the program looks for it.
    Copy(PathBuf),
    /// None, but `--state` names where it is to be.
    Named,
}

/// An environment of its own, so that nothing of the caller's is measured: cargo, for one, sets
/// `LD_LIBRARY_PATH`, which makes the start of every program slower.
fn environment(home: &TempDir) -> Vec<(&'static str, OsString)> {
    vec![
        ("HOME", home.path().into()),
        ("XDG_DATA_HOME", home.path().into()),
        ("LANG", "C.UTF-8".into()),
        ("PATH", std::env::var_os("PATH").unwrap_or_default()),
        ("TERM", "xterm-256color".into()),
    ]
}

impl Program {
    /// The program with these arguments and no learner's file.
    pub fn new(binary: impl Into<PathBuf>, args: &[&str]) -> Self {
        let args = args.iter().map(OsString::from).collect();
        Self { binary: binary.into(), args, learner: LearnerFile::None }
    }

    /// The same with this learner's file.
    pub fn with(&self, learner: LearnerFile) -> Self {
        Self { learner, ..self.clone() }
    }

    /// The command for one round in a terminal, and the home that it lives in.
    pub fn in_terminal(&self) -> anyhow::Result<(CommandBuilder, TempDir)> {
        let home = self.home()?;
        let mut command = CommandBuilder::new(&self.binary);
        command.env_clear();
        for (name, value) in environment(&home) {
            command.env(name, value);
        }
        command.cwd(home.path());
        if matches!(self.learner, LearnerFile::Named) {
            command.arg("--state");
            command.arg(home.path().join("named.sqlite"));
        }
        command.args(&self.args);
        Ok((command, home))
    }

    /// The command for one round in a pipe, and the home that it lives in.
    pub fn in_pipe(&self) -> anyhow::Result<(Command, TempDir)> {
        let home = self.home()?;
        let mut command = Command::new(&self.binary);
        command.args(&self.args).env_clear().envs(environment(&home)).current_dir(home.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok((command, home))
    }

    fn home(&self) -> anyhow::Result<TempDir> {
        let home = tempfile::tempdir()?;
        if let LearnerFile::Copy(file) = &self.learner {
            let folder = home.path().join("fingerpost");
            fs::create_dir(&folder)?;
            fs::copy(file, folder.join("learner.sqlite"))?;
        }
        Ok(home)
    }
}
