//! How roles look. One table; the terminal's own background is left alone, so every colour is
//! chosen to be readable on black and on white.

use crate::ink::{Mark, Role};
use ratatui::style::{Color, Modifier, Style};

/// Which colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// The 256 of nearly all terminals.
    Full,
    /// The terminal's own 16.
    Basic,
    /// None: `NO_COLOR`, or a terminal without.
    None,
}

impl Palette {
    /// What the environment says of the terminal: `NO_COLOR`, COLORTERM, TERM.
    pub fn of_environment() -> Self {
        Self::of(&|name| std::env::var(name).ok())
    }

    /// The same for a given environment.
    fn of(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) || term == "dumb" {
            return Self::None;
        }
        if term.contains("256") || variable("COLORTERM").is_some() || cfg!(windows) {
            return Self::Full;
        }
        Self::Basic
    }

    /// Some colours in any case.
    #[must_use]
    pub fn or_basic(self) -> Self {
        if self == Self::None { Self::Basic } else { self }
    }
}

/// How things look.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Which colours.
    pub palette: Palette,
    /// Symbols of ASCII only.
    pub ascii: bool,
}

/// A hue in both palettes.
#[derive(Debug, Clone, Copy)]
struct Hue {
    full: u8,
    basic: Color,
}

const GREY: Hue = Hue { full: 243, basic: Color::DarkGray };
const BLUE: Hue = Hue { full: 33, basic: Color::Blue };
const TEAL: Hue = Hue { full: 30, basic: Color::Cyan };
const GREEN: Hue = Hue { full: 28, basic: Color::Green };
const ORANGE: Hue = Hue { full: 166, basic: Color::Yellow };
const PURPLE: Hue = Hue { full: 98, basic: Color::Magenta };
const RED: Hue = Hue { full: 161, basic: Color::Red };

/// The lines of a picture, in order.
const SERIES: [Hue; 7] = [BLUE, ORANGE, GREEN, PURPLE, RED, TEAL, GREY];

/// Grounds of the 256 colours on which white can be read, from faint to strong. They differ in
/// their strength and hardly in their lightness, so that more looks like more on black and on white.
const PURPLES: [u8; 4] = [97, 98, 93, 93];
const BLUES: [u8; 4] = [61, 62, 27, 27];
const ORANGES: [u8; 4] = [94, 130, 130, 166];
/// The first level that has a ground. A fainter one would be a grey that outweighs the next on white.
const FIRST_GROUND: usize = 2;
const WHITE: u8 = 231;

const BOLD: Modifier = Modifier::BOLD;
const ITALIC: Modifier = Modifier::ITALIC;
const UNDER: Modifier = Modifier::UNDERLINED;
const PLAIN: Modifier = Modifier::empty();

/// The hue and the weight of a role.
fn look(role: Role) -> (Option<Hue>, Modifier) {
    match role {
        Role::Text | Role::Quote | Role::New => (None, PLAIN),
        Role::Dim | Role::Rule | Role::Label => (Some(GREY), PLAIN),
        Role::Title | Role::Heading | Role::Subheading | Role::Strong | Role::TableHead => {
            (None, BOLD)
        }
        Role::Definition | Role::Emphasis => (None, ITALIC),
        Role::Code | Role::Math | Role::Score => (Some(TEAL), PLAIN),
        Role::Link => (Some(BLUE), UNDER),
        Role::LinkDone => (Some(GREEN), UNDER),
        Role::LinkMissing => (Some(RED), UNDER),
        Role::Here => (Some(ORANGE), BOLD),
        Role::KeyName => (None, BOLD),
        Role::Done | Role::Good | Role::Value => (Some(GREEN), PLAIN),
        Role::Reading | Role::Warning | Role::Key | Role::Negative | Role::Below(_) => {
            (Some(ORANGE), PLAIN)
        }
        Role::Ready | Role::Query | Role::Positive | Role::Above(_) => (Some(BLUE), PLAIN),
        Role::Error => (Some(RED), BOLD),
        Role::Weight | Role::Heat(_) => (Some(PURPLE), PLAIN),
        Role::Random => (Some(RED), ITALIC),
        Role::Series(index) => (Some(SERIES[usize::from(index) % SERIES.len()]), BOLD),
    }
}

impl Theme {
    /// The style of a role under a mark.
    pub fn style(self, role: Role, mark: Mark) -> Style {
        let (hue, weight) = look(role);
        let plain = Style::new().add_modifier(weight);
        let style = match hue.and_then(|hue| self.color(hue)) {
            Some(color) => self.on_ground(role, plain.fg(color)),
            None => plain,
        };
        match mark {
            Mark::None => style,
            // Without its hue, so that a row of many roles is one bar.
            Mark::Focus | Mark::FoundHere => plain.add_modifier(Modifier::REVERSED),
            Mark::Kin | Mark::Found => style.add_modifier(BOLD | UNDER),
        }
    }

    /// The style with the ground of a shade, where the role has one.
    fn on_ground(self, role: Role, style: Style) -> Style {
        let (grounds, level) = match role {
            Role::Heat(level) => (PURPLES, level),
            Role::Above(level) => (BLUES, level),
            Role::Below(level) => (ORANGES, level),
            _ => return style,
        };
        let ground = usize::from(level).checked_sub(FIRST_GROUND).map(|at| grounds[at.min(3)]);
        match (self.palette, ground, style.fg) {
            (Palette::Full, Some(ground), _) => {
                style.fg(Color::Indexed(WHITE)).bg(Color::Indexed(ground))
            }
            // Of sixteen colours one is enough for what stands out.
            (Palette::Basic, Some(_), Some(color)) if level >= 3 => {
                style.fg(Color::White).bg(color)
            }
            _ => style,
        }
    }

    fn color(self, hue: Hue) -> Option<Color> {
        match self.palette {
            Palette::Full => Some(Color::Indexed(hue.full)),
            Palette::Basic => Some(hue.basic),
            Palette::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green, blue of an entry of the 6 × 6 × 6 cube or of the greys.
    fn rgb(index: u8) -> [f64; 3] {
        if index >= 232 {
            return [f64::from(8 + 10 * (index - 232)); 3];
        }
        let level = |step: u8| if step == 0 { 0.0 } else { f64::from(55 + 40 * step) };
        let cube = index - 16;
        [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
    }

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(index: u8) -> f64 {
        let linear = rgb(index).map(|value| {
            let value = value / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn every_hue_is_readable_on_black_and_on_white() {
        for hue in [GREY, BLUE, TEAL, GREEN, ORANGE, PURPLE, RED] {
            let shade = luminance(hue.full);
            let (on_black, on_white) = ((shade + 0.05) / 0.05, 1.05 / (shade + 0.05));
            assert!(on_black >= 3.5 && on_white >= 3.5, "{hue:?}: {on_black:.2} {on_white:.2}");
        }
    }

    #[test]
    fn numbers_are_readable_on_every_shade() {
        for ground in PURPLES.into_iter().chain(BLUES).chain(ORANGES) {
            let contrast = (luminance(WHITE) + 0.05) / (luminance(ground) + 0.05);
            assert!(contrast >= 3.5, "{ground}: {contrast:.2}");
        }
    }

    #[test]
    fn a_shade_is_a_ground_where_there_are_colours_and_nothing_where_there_are_none() {
        let ground = |palette, role| Theme { palette, ascii: false }.style(role, Mark::None).bg;
        let full = |level| ground(Palette::Full, Role::Heat(level));
        assert_eq!((full(0), full(1)), (None, None));
        assert!(full(2).is_some() && full(2) != full(4));
        for role in [Role::Heat(5), Role::Above(5), Role::Below(5)] {
            assert_eq!(ground(Palette::None, role), None);
            assert!(ground(Palette::Basic, role).is_some());
        }
        let focus =
            Theme { palette: Palette::Full, ascii: false }.style(Role::Heat(5), Mark::Focus);
        assert_eq!((focus.bg, focus.fg), (None, None));
    }

    #[test]
    fn the_environment_chooses_the_palette() {
        let of = |set: &[(&str, &str)]| {
            Palette::of(&|name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[("TERM", "xterm-256color")]), Palette::Full);
        assert_eq!(of(&[("TERM", "linux")]), Palette::Basic);
        assert_eq!(of(&[("TERM", "linux"), ("COLORTERM", "truecolor")]), Palette::Full);
        assert_eq!(of(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Palette::None);
        assert_eq!(of(&[("TERM", "dumb")]), Palette::None);
    }

    #[test]
    fn without_colour_the_focus_is_still_to_be_seen() {
        let theme = Theme { palette: Palette::None, ascii: false };
        let style = theme.style(Role::Weight, Mark::Focus);
        assert_eq!(style.fg, None);
        assert!(style.add_modifier.contains(Modifier::REVERSED));
    }
}
