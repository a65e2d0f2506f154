//! The one gate for text: after it, nothing that a terminal would obey is left.

use std::borrow::Cow;

/// Text with its newlines and tabs kept and every other control character shown, not sent.
///
/// C0 except newline and tab, DEL, C1 and the bidirectional controls are dropped or replaced:
/// C0 and DEL by their pictures (␛), the rest by `\u{…}`. Entities must be decoded before this.
pub fn clean(text: &str) -> Cow<'_, str> {
    filter(text, |c| c == '\n' || c == '\t')
}

/// The same for text that must stay on one line: newlines and tabs become spaces.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if is_printable_ascii(text) {
        return Cow::Borrowed(text);
    }
    if !text.contains(['\n', '\t', '\r']) {
        return filter(text, |_| false);
    }
    Cow::Owned(
        filter(&text.replace("\r\n", " ").replace(['\n', '\t', '\r'], " "), |_| false).into_owned(),
    )
}

fn filter(text: &str, allowed: impl Fn(char) -> bool) -> Cow<'_, str> {
    let bad = |c: char| !matches!(c, ' '..='~') && is_active(c) && !allowed(c);
    if !text.chars().any(bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if bad(c) { push_shown(&mut out, c) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Nearly all text is, and bytes are looked at faster than characters.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// Whether a terminal would act on this character, or hide or reorder text because of it.
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
        // Invisible ones; a joiner inside an emoji stays.
        || matches!(c, '\u{00ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}')
}

fn push_shown(out: &mut String, c: char) {
    match c {
        '\r' => {}
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => out.push('␡'),
        _ => out.extend(c.escape_unicode()),
    }
}
