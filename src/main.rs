//! The program: joins the command line with the terminal UI.

use fingerpost::app::world::World;
use fingerpost::cli::{self, ColorChoice, Host, Opening};
use fingerpost::tui::{self, End, Palette, Theme};
use std::process::ExitCode;

fn main() -> ExitCode {
    let theme = Theme { palette: Palette::of_environment(), ascii: false };
    let host = Host { paint: &|line| tui::ansi(line, theme), open: &open, columns: &tui::columns };
    cli::main(&host)
}

fn open(opening: Opening) -> anyhow::Result<ExitCode> {
    let Opening { library, graph, problems, learner, store, topic, notice, color, ascii } = opening;
    let palette = match color {
        ColorChoice::Auto => Palette::of_environment(),
        ColorChoice::Always => Palette::of_environment().or_basic(),
        ColorChoice::Never => Palette::None,
    };
    let end = tui::run(tui::Start {
        world: World { library, graph, problems, learner },
        store,
        topic,
        notice,
        theme: Theme { palette, ascii },
        runner: tui::run_demo,
    })?;
    Ok(match end {
        End::Quit => ExitCode::SUCCESS,
        // As shells report it: 128 and the signal's number.
        End::Signal(number) => ExitCode::from(u8::try_from(128 + number).unwrap_or(1)),
        End::HungUp => ExitCode::FAILURE,
    })
}
