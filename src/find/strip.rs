//! Markdown → the words that a reader sees, roughly: for counting and for snippets, not for pages.

/// A page's body as words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Everything that is not a heading.
    pub body: String,
    /// The headings, one a line.
    pub headings: String,
}

/// The words of a body: marks of form, targets of links and the parameters of demos are left out.
pub(super) fn words(markdown: &str) -> Words {
    let mut words = Words::default();
    let mut fence: Option<(&str, bool)> = None;
    for line in markdown.lines() {
        let text = line.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                let info = text.trim_start_matches(['`', '~']).trim_start();
                fence = Some((mark, info.split_whitespace().next() == Some("demo")));
            }
            (Some((open, _)), Some(mark)) if open == mark => fence = None,
            (Some((_, demo)), _) => {
                if !demo {
                    push_line(&mut words.body, text);
                }
            }
            (None, None) => {
                let heading = text.trim_start_matches('#');
                let level = text.len() - heading.len();
                if (1..=6).contains(&level) && heading.starts_with(' ') {
                    spans(&mut words.headings, heading.trim());
                } else {
                    spans(&mut words.body, text);
                }
            }
        }
    }
    words
}

fn push_line(out: &mut String, line: &str) {
    if !line.is_empty() {
        out.push_str(line);
        out.push('\n');
    }
}

/// One line without its marks.
fn spans(out: &mut String, line: &str) {
    let line = line.trim_start_matches(['>', ' ']);
    let line =
        ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)).unwrap_or(line);
    if line.is_empty() || is_rule(line) {
        return;
    }
    let table = line.starts_with('|');
    let mut rest = line;
    while let Some(at) = rest.find(['*', '`', '[', '|', '$', '\\']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let found = rest.get(at..).unwrap_or_default();
        rest = mark(out, found, table);
    }
    out.push_str(rest);
    out.push('\n');
}

/// Takes what a text begins with, a mark, and gives what is behind it.
fn mark<'t>(out: &mut String, text: &'t str, table: bool) -> &'t str {
    if let Some((inside, rest)) = text.strip_prefix("[[").and_then(|text| text.split_once("]]")) {
        let shown = inside.split_once('|').map_or(inside, |(_, shown)| shown);
        out.push_str(shown);
        return rest;
    }
    if let Some((shown, rest)) = text.strip_prefix('[').and_then(|text| text.split_once("]("))
        && !shown.contains(['[', ']'])
        && let Some((_, rest)) = rest.split_once(')')
    {
        out.push_str(shown);
        return rest;
    }
    let mut chars = text.chars();
    match chars.next() {
        Some('|') if table => {
            let gap = if out.ends_with(['\n', ' ']) { "" } else { " " };
            out.push_str(gap);
        }
        Some('\\') => {
            // An escaped sign is itself; elsewhere the stroke belongs to a formula.
            let next = chars.clone().next();
            match next.filter(char::is_ascii_punctuation) {
                Some(sign) => {
                    out.push(sign);
                    chars.next();
                }
                None => out.push('\\'),
            }
        }
        Some(sign @ ('[' | '|')) => out.push(sign),
        _ => {}
    }
    chars.as_str()
}

/// A rule across the page, or the line under the head of a table.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '=' | '_' | '*'))
}
