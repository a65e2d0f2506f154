//! The commands and signs that are known.

use super::Class;

/// What a command stands for.
pub(super) fn command(name: &str) -> Option<(&'static str, Class)> {
    let find = |list: &'static [(&str, &str)]| {
        list.iter().find(|(known, _)| *known == name).map(|(_, shown)| *shown)
    };
    find(ORDINARY)
        .map(|shown| (shown, Class::Ordinary))
        .or_else(|| find(BINARY).map(|shown| (shown, Class::Binary)))
        .or_else(|| find(RELATIONS).map(|shown| (shown, Class::Relation)))
        .or_else(|| find(LARGE).map(|shown| (shown, Class::Large)))
        .or_else(|| find(INTEGRALS).map(|shown| (shown, Class::Integral)))
        .or_else(|| find(OPEN).map(|shown| (shown, Class::Open)))
        .or_else(|| find(CLOSE).map(|shown| (shown, Class::Close)))
        .or_else(|| FUNCTIONS.iter().find(|known| **known == name).map(|n| (*n, Class::Function)))
        .or_else(|| LIMITS.iter().find(|known| **known == name).map(|n| (*n, Class::Limits)))
}

/// A sign that stands for itself, and how it is shown.
pub(super) fn sign(c: char) -> Option<(char, Class)> {
    Some(match c {
        '-' | '−' => ('−', Class::Binary),
        '+' | '*' | '·' | '×' | '±' => (c, Class::Binary),
        '=' | '<' | '>' | ':' | '≤' | '≥' | '≠' | '≈' | '∈' | '→' => {
            (c, Class::Relation)
        }
        '(' | '[' => (c, Class::Open),
        ')' | ']' => (c, Class::Close),
        ',' | ';' => (c, Class::Comma),
        '/' | '|' | '!' | '?' | '.' | '"' | '@' | '…' | '∞' | '∂' | '√' => {
            (c, Class::Ordinary)
        }
        _ if c.is_alphabetic() => (c, Class::Ordinary),
        _ => return None,
    })
}

/// Space commands, in cells.
pub(super) fn space(name: &str) -> Option<usize> {
    Some(match name {
        "quad" => 2,
        "qquad" => 4,
        "," | ";" | ":" | " " | "thinspace" => 1,
        "!" => 0,
        _ => return None,
    })
}

/// Commands that change nothing here: sizes of delimiters, styles.
pub(super) fn is_silent(name: &str) -> bool {
    const SILENT: &[&str] = &[
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
    ];
    SILENT.contains(&name)
}

/// The sign that an accent puts over its letter.
pub(super) fn accent(name: &str) -> Option<char> {
    Some(match name {
        "hat" | "widehat" => '\u{302}',
        "bar" | "overline" => '\u{304}',
        "tilde" | "widetilde" => '\u{303}',
        "dot" => '\u{307}',
        "ddot" => '\u{308}',
        "vec" => '\u{20d7}',
        _ => return None,
    })
}

/// A letter with a doubled stroke.
pub(super) fn blackboard(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "R" => "ℝ",
        "N" => "ℕ",
        "Z" => "ℤ",
        "Q" => "ℚ",
        "C" => "ℂ",
        "P" => "ℙ",
        "E" => "𝔼",
        "1" => "𝟙",
        _ => return None,
    })
}

const ORDINARY: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("vartheta", "ϑ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("ell", "ℓ"),
    ("top", "⊤"),
    ("bot", "⊥"),
    ("dots", "…"),
    ("ldots", "…"),
    ("cdots", "⋯"),
    ("vdots", "⋮"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("emptyset", "∅"),
    ("prime", "′"),
    ("vert", "|"),
    ("Vert", "‖"),
    ("|", "‖"),
    ("%", "%"),
    ("$", "$"),
    ("#", "#"),
    ("&", "&"),
    ("_", "_"),
    ("backslash", "\\"),
    ("degree", "°"),
    ("neg", "¬"),
];

const BINARY: &[(&str, &str)] = &[
    ("cdot", "·"),
    ("times", "×"),
    ("pm", "±"),
    ("mp", "∓"),
    ("div", "÷"),
    ("ast", "∗"),
    ("circ", "∘"),
    ("odot", "⊙"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("setminus", "∖"),
    ("wedge", "∧"),
    ("land", "∧"),
    ("vee", "∨"),
    ("lor", "∨"),
];

const RELATIONS: &[(&str, &str)] = &[
    ("le", "≤"),
    ("leq", "≤"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("ne", "≠"),
    ("neq", "≠"),
    ("lt", "<"),
    ("gt", ">"),
    ("ll", "≪"),
    ("gg", "≫"),
    ("in", "∈"),
    ("notin", "∉"),
    ("ni", "∋"),
    ("approx", "≈"),
    ("equiv", "≡"),
    ("sim", "∼"),
    ("simeq", "≃"),
    ("propto", "∝"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("longrightarrow", "→"),
    ("gets", "←"),
    ("leftarrow", "←"),
    ("leftrightarrow", "↔"),
    ("Rightarrow", "⇒"),
    ("implies", "⇒"),
    ("Leftarrow", "⇐"),
    ("Leftrightarrow", "⇔"),
    ("iff", "⇔"),
    ("mapsto", "↦"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("supset", "⊃"),
    ("supseteq", "⊇"),
    ("perp", "⊥"),
    ("parallel", "∥"),
    ("mid", "|"),
    ("colon", ":"),
];

const LARGE: &[(&str, &str)] =
    &[("sum", "Σ"), ("prod", "Π"), ("bigcup", "⋃"), ("bigcap", "⋂"), ("bigoplus", "⨁")];

const INTEGRALS: &[(&str, &str)] = &[("int", "∫"), ("iint", "∬"), ("oint", "∮")];

const OPEN: &[(&str, &str)] = &[
    ("{", "{"),
    ("lbrace", "{"),
    ("langle", "⟨"),
    ("lfloor", "⌊"),
    ("lceil", "⌈"),
    ("lvert", "|"),
    ("lVert", "‖"),
    ("lbrack", "["),
];

const CLOSE: &[(&str, &str)] = &[
    ("}", "}"),
    ("rbrace", "}"),
    ("rangle", "⟩"),
    ("rfloor", "⌋"),
    ("rceil", "⌉"),
    ("rvert", "|"),
    ("rVert", "‖"),
    ("rbrack", "]"),
];

const FUNCTIONS: &[&str] = &[
    "exp", "ln", "log", "lg", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos",
    "arctan", "sinh", "cosh", "tanh", "coth", "arg", "deg", "dim", "ker", "hom",
];

const LIMITS: &[&str] =
    &["max", "min", "lim", "sup", "inf", "det", "gcd", "Pr", "limsup", "liminf"];
