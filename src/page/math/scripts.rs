//! Small letters and digits above and below the line.
//!
//! Only signs that fonts for terminals really have; `ⱼ` is often missing and stays out.

const NORMAL_UP: &str = "0123456789+−=()abcdefghijklmnoprstuvwxyzT⊤′*";
const UP: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′*";
const NORMAL_DOWN: &str = "0123456789+−=()aehiklmnoprstuvx";
const DOWN: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

/// The text above the line, if every character has such a form.
pub(super) fn above(text: &str) -> Option<String> {
    translate(text, NORMAL_UP, UP)
}

/// The text below the line, if every character has such a form.
pub(super) fn below(text: &str) -> Option<String> {
    translate(text, NORMAL_DOWN, DOWN)
}

fn translate(text: &str, from: &str, to: &str) -> Option<String> {
    text.chars()
        .map(|c| {
            from.chars().zip(to.chars()).find(|&(normal, _)| normal == c).map(|(_, small)| small)
        })
        .collect()
}
