//! Builds what is measured, as users build it: `cargo build --release`, one package at a time, so
//! that neither changes the features of the other's libraries.

use anyhow::{Context as _, ensure};
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The programs that are run.
pub struct Binaries {
    /// The program.
    pub ours: PathBuf,
    /// The smallest pager with the same libraries.
    pub floor: PathBuf,
    /// A program that does nothing.
    pub empty: PathBuf,
}

/// Builds all of them.
pub fn release() -> anyhow::Result<Binaries> {
    let mut built = package("fingerpost")?;
    built.extend(package("fingerpost-floor")?);
    let mut take =
        |name: &str| built.remove(name).with_context(|| format!("cargo built no {name}"));
    Ok(Binaries { ours: take("fingerpost")?, floor: take("floor")?, empty: take("empty")? })
}

/// The executables of a package by name, as cargo reports them.
fn package(name: &str) -> anyhow::Result<HashMap<String, PathBuf>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--release", "--locked", "--bins", "--package", name])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .context("cargo does not start")?;
    ensure!(output.status.success(), "cargo cannot build {name}");
    let lines = String::from_utf8(output.stdout).context("what cargo says is not UTF-8")?;
    Ok(lines.lines().filter_map(executable).collect())
}

/// The name and the place of an executable, if the line reports one.
fn executable(line: &str) -> Option<(String, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let place = message.get("executable")?.as_str()?;
    let name = message.get("target")?.get("name")?.as_str()?;
    Some((name.to_owned(), PathBuf::from(place)))
}
