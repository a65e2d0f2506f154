//! The smallest pager with the program's own terminal libraries: it shows the lines of a text
//! file as they stand, scrolls by j, k, Space and b, waits in a blocking read, and ends at q.

use crossterm::event::{self, KeyCode};
use ratatui::Frame;
use ratatui::style::Style;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let file = env::args_os().nth(1).ok_or_else(|| io::Error::other("usage: floor FILE"))?;
    let text = fs::read_to_string(file)?;
    let lines: Vec<&str> = text.lines().collect();
    ratatui::run(|terminal| {
        let mut top = 0;
        loop {
            let page = usize::from(terminal.draw(|frame| draw(frame, &lines, top))?.area.height);
            let last = lines.len().saturating_sub(page);
            let wanted = match pressed()? {
                Some('q') => return Ok(()),
                Some('j') => top + 1,
                Some('k') => top.saturating_sub(1),
                Some(' ') => top + page,
                Some('b') => top.saturating_sub(page),
                _ => top,
            };
            top = wanted.min(last);
        }
    })
}

fn draw(frame: &mut Frame<'_>, lines: &[&str], top: usize) {
    let area = frame.area();
    for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(top)) {
        let width = usize::from(area.width);
        frame.buffer_mut().set_stringn(area.left(), y, line, width, Style::new());
    }
}

/// The next character typed; nothing for every other event.
fn pressed() -> io::Result<Option<char>> {
    let event = event::read()?;
    Ok(event.as_key_press_event().and_then(|key| match key.code {
        KeyCode::Char(char) => Some(char),
        _ => None,
    }))
}
