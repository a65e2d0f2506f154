//! The symbols that drawings use, and their ASCII stand-ins of the same width. Letters and
//! mathematical signs have none: `≤` as `<` would be wrong.

use std::borrow::Cow;

const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One block for a share of 0 to 1, never empty for a share above 0.
pub fn bar(share: f64) -> char {
    if share.is_nan() || share <= 0.0 {
        return BLOCKS[0];
    }
    let eighths = (share.min(1.0) * 8.0).ceil() as usize;
    BLOCKS[eighths.clamp(1, 8)]
}

/// The stand-in for a pattern of dots: high, low, both, none.
fn dots(c: char) -> char {
    let (high, low) = (0b0001_1011, 0b1110_0100);
    let pattern = u32::from(c) - 0x2800;
    match (pattern & high > 0, pattern & low > 0) {
        (true, true) => ':',
        (true, false) => '\'',
        (false, true) => '.',
        (false, false) => ' ',
    }
}

/// Text with every drawing symbol replaced by one of ASCII; letters stay as they are.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|c| stand_in(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

#[expect(clippy::match_same_arms, reason = "one line for each family of symbols")]
fn stand_in(c: char) -> Option<char> {
    Some(match c {
        '─' | '━' | '╌' | '–' | '—' | '−' | '¯' => '-',
        '│' | '┃' | '▏' | '▕' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' => {
            '+'
        }
        '⎛' | '⎝' | '⎞' | '⎠' | '⎡' | '⎣' | '⎤' | '⎦' | '⎧' | '⎩' | '⎫' | '⎭' => {
            '+'
        }
        '⎜' | '⎟' | '⎢' | '⎥' | '⎪' | '║' | '‖' => '|',
        '⎨' => '{',
        '⎬' => '}',
        '↪' => '>',
        '☐' => 'o',
        '☑' => 'x',
        '▸' | '▶' | '›' | '→' | '⟩' => '>',
        '‹' | '←' | '◂' | '⟨' => '<',
        '↑' | '▲' => '^',
        '↓' | '▼' => 'v',
        '✓' => 'x',
        '◐' => '%',
        '○' => 'o',
        '●' => '@',
        '·' | '•' | '⋅' => '.',
        '⇥' => '>',
        '⏎' => '<',
        '…' => '~',
        '▁' => '.',
        '▂' => ':',
        '▃' => '-',
        '▄' => '=',
        '▅' => '+',
        '▆' => '*',
        '▇' => '%',
        '█' => '#',
        '░' | '▌' => '.',
        '▒' => ':',
        '▓' => '#',
        '◆' => '*',
        '\u{2800}'..='\u{28ff}' => dots(c),
        '×' => 'x',
        '✗' => '!',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '␡' => '?',
        '\u{2400}'..='\u{2420}' => '?',
        _ => return None,
    })
}
