//! Which parts of a line of code are comments and which are keywords: a tiny table, no grammar.

use crate::ink::Role;

/// What is known about a language.
struct Language {
    names: &'static [&'static str],
    keywords: &'static [&'static str],
    comment: &'static str,
    block_comment: Option<(&'static str, &'static str)>,
    quotes: &'static [char],
    triple: bool,
}

static LANGUAGES: [Language; 3] = [
    Language {
        names: &["python", "py"],
        keywords: &[
            "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else",
            "except", "False", "finally", "for", "from", "global", "if", "import", "in", "is",
            "lambda", "None", "nonlocal", "not", "or", "pass", "raise", "return", "True", "try",
            "while", "with", "yield",
        ],
        comment: "#",
        block_comment: None,
        quotes: &['"', '\''],
        triple: true,
    },
    Language {
        names: &["rust", "rs"],
        keywords: &[
            "as", "break", "const", "continue", "else", "enum", "false", "fn", "for", "if", "impl",
            "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self",
            "Self", "static", "struct", "trait", "true", "type", "use", "where", "while",
        ],
        comment: "//",
        block_comment: Some(("/*", "*/")),
        quotes: &['"'],
        triple: false,
    },
    Language {
        names: &["bash", "sh", "shell", "console"],
        keywords: &[
            "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function", "if",
            "in", "local", "return", "then", "while",
        ],
        comment: "#",
        block_comment: None,
        quotes: &['"', '\''],
        triple: false,
    },
];

/// Paints line after line, and remembers what is still open at the end of one.
pub(super) struct Painter {
    language: Option<&'static Language>,
    /// What ends the comment or text that the last line left open, and its role.
    open: Option<(String, Role)>,
}

impl Painter {
    pub fn new(language: &str) -> Self {
        let known =
            |entry: &&Language| entry.names.iter().any(|name| name.eq_ignore_ascii_case(language));
        Self { language: LANGUAGES.iter().find(known), open: None }
    }

    /// The pieces of a line with their roles; together they are the line.
    pub fn line<'t>(&mut self, line: &'t str) -> Vec<(&'t str, Role)> {
        let Some(language) = self.language else { return vec![(line, Role::Code)] };
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let (length, role) = self.piece(language, rest, line.get(..at).unwrap_or_default());
            let length = length.clamp(first_char(rest), rest.len());
            pieces.push((rest.get(..length).unwrap_or(rest), role));
            at += length;
        }
        pieces
    }

    /// The length and role of what a text begins with.
    fn piece(&mut self, language: &Language, rest: &str, before: &str) -> (usize, Role) {
        if let Some((end, role)) = self.open.take() {
            return self.until(rest, 0, end, role);
        }
        let after_gap = before.is_empty() || before.ends_with([' ', '(', ';', '|']);
        if rest.starts_with(language.comment) && (language.comment != "#" || after_gap) {
            return (rest.len(), Role::Dim);
        }
        if let Some((start, end)) = language.block_comment
            && rest.starts_with(start)
        {
            return self.until(rest, start.len(), end.to_owned(), Role::Dim);
        }
        let first = rest.chars().next().unwrap_or_default();
        if language.quotes.contains(&first) {
            let three = String::from(first).repeat(3);
            if language.triple && rest.starts_with(&three) {
                return self.until(rest, 3, three, Role::Code);
            }
            return (text_length(rest, first), Role::Code);
        }
        // A quotation mark as a Rust character would open a text that does not end.
        if rest.starts_with("'\"'") {
            return (3, Role::Code);
        }
        if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            let role = if language.keywords.contains(&word) { Role::Strong } else { Role::Code };
            return (length, role);
        }
        let stops = |c: char| is_word(c) || language.quotes.contains(&c) || "#/'".contains(c);
        let length = rest.char_indices().skip(1).find(|&(_, c)| stops(c)).map(|(at, _)| at);
        (length.unwrap_or(rest.len()), Role::Code)
    }

    fn until(&mut self, rest: &str, from: usize, end: String, role: Role) -> (usize, Role) {
        if let Some(found) = rest.get(from..).and_then(|inside| inside.find(&end)) {
            return (from + found + end.len(), role);
        }
        self.open = Some((end, role));
        (rest.len(), role)
    }
}

/// The length of a quoted text, its quotes included; to the end of the line where it is open.
fn text_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn first_char(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
