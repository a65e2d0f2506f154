//! The program: joins the command line with the terminal UI.

use fingerpost::cli::{self, ColorChoice, Host, Opening, Painter};
use fingerpost::report;
use fingerpost::tui::{self, End, Palette, Theme};
use std::io::{IsTerminal as _, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let host = Host { painter: &painter, open: &open, columns: &tui::columns };
    cli::main(&host)
}

/// Which colours: an explicit wish counts more than the environment.
fn palette(choice: ColorChoice) -> Palette {
    match choice {
        ColorChoice::Auto if stdout().is_terminal() => Palette::of_environment(),
        ColorChoice::Auto | ColorChoice::Never => Palette::None,
        ColorChoice::Always => Palette::of_environment().or_basic(),
    }
}

fn painter(choice: ColorChoice) -> Option<Painter> {
    let theme = Theme { palette: palette(choice), ascii: false };
    (theme.palette != Palette::None)
        .then(|| -> Painter { Box::new(move |line| tui::ansi(line, theme)) })
}

fn open(opening: Opening) -> anyhow::Result<ExitCode> {
    let Opening { world, store, topic, notice, color, ascii, folder } = opening;
    let theme = Theme { palette: palette(color), ascii };
    let start = tui::Start { world, store, topic, notice, theme, runner: report::RUNNER, folder };
    Ok(match tui::run(start)? {
        End::Quit => ExitCode::SUCCESS,
        // As shells report it: 128 and the signal's number.
        End::Signal(number) => ExitCode::from(u8::try_from(128 + number).unwrap_or(1)),
        End::HungUp => ExitCode::FAILURE,
    })
}
