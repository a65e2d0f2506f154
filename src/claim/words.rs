//! A proof in words: for the line below the demo, and for what fails.

use super::{Proof, Relation, Side};
use crate::report::{exact, significant};
use std::fmt::Write;

/// `scores = 4194304 == 4 * scores@{tokens: 1024} = 4194304`; a bare number stands alone.
pub fn verdict(proof: &Proof) -> String {
    let [left, right] = numbers(proof);
    let side = |side: &Side, number: String| {
        if side.is_number { side.text.clone() } else { format!("{} = {number}", side.text) }
    };
    let tolerance = proof.tolerance.map(|tolerance| format!(" ± {}", number(tolerance)));
    format!(
        "{} {} {}{}",
        side(&proof.left, left),
        proof.relation.sign(),
        side(&proof.right, right),
        tolerance.unwrap_or_default()
    )
}

/// What is wrong with a claim that does not hold: both sides, and by how much they miss.
pub fn failure(proof: &Proof) -> String {
    let [left, right] = numbers(proof);
    let side = |side: &Side, number: String| {
        if side.is_number { number } else { format!("{} = {number}", side.text) }
    };
    let gap = (proof.left.value - proof.right.value).abs();
    let mut off = if gap == 0.0 {
        "they are equal".to_owned()
    } else {
        format!("they are {} apart", significant(gap, 3))
    };
    let share = gap / proof.right.value.abs();
    if share.is_finite() && gap > 0.0 {
        let _ = write!(off, " ({} % of the right)", significant(share * 100.0, 2));
    }
    match (proof.relation, proof.tolerance) {
        (Relation::Equal, Some(tolerance)) => {
            let _ = write!(off, ", and {} is allowed", number(tolerance));
        }
        (Relation::Equal, None) => off += ", and must be equal",
        (relation, _) => {
            let _ = write!(off, ", and left must be {} right", relation.sign());
        }
    }
    format!("left: {}; right: {}; {off}", side(&proof.left, left), side(&proof.right, right))
}

/// Both sides, with all their digits where fewer would make them look alike.
fn numbers(proof: &Proof) -> [String; 2] {
    let values = [proof.left.value, proof.right.value];
    let short = values.map(number);
    if short[0] == short[1] && values[0] - values[1] != 0.0 { values.map(exact) } else { short }
}

/// Whole numbers whole, the others in six digits or more.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    let is_whole = value.fract() == 0.0 && size < 1e15;
    let text = if is_whole {
        exact(value)
    } else if (1e6..1e12).contains(&size) {
        format!("{value:.1}")
    } else {
        return significant(value, 6);
    };
    text.replace('-', "−")
}
