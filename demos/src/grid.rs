//! Evenly spaced numbers that rules make of one number, for tables that are drawn.

use crate::make::{below, beside, cumsum, map, mul, scale, sub};
use crate::report::{Axis, Function, Kind, Table};

/// From −`extent` to `extent` in `2 · halves` equal steps, 1 × (2 · halves + 1), behind the tables
/// that lead to it. `extent` is 1 × 1.
pub(crate) fn around_zero(id: &str, extent: &Table, halves: usize) -> (Vec<Table>, Table) {
    let name = |what: &str| format!("{id}_{what}");
    // Counted in ones first: sums of any other number would miss zero by their last bits.
    let one = map(&name("one"), extent, Function::Sign).kind(Kind::Number);
    let ones = beside(&name("ones"), &vec![&one; 2 * halves + 1]);
    let counted = cumsum(&name("counted"), &ones, Axis::Row);
    let middle = scale(&name("middle"), &one, (halves + 1) as f64);
    let around = sub(&name("around"), &counted, &middle);
    let part = scale(&name("part"), extent, 1.0 / halves as f64);
    let spaced = mul(id, &around, &part);
    let labels = short_labels(&spaced);
    let named = |table: Table| table.cols(&labels);
    let leading = vec![one, named(ones), named(counted), middle, named(around), part];
    (leading, named(spaced))
}

/// A part of `unit`, twice that … `count` times that, count × 1, behind the tables that lead to it.
/// `unit` is 1 × 1.
pub(crate) fn counted(id: &str, unit: &Table, count: usize, part: f64) -> (Vec<Table>, Table) {
    let name = |what: &str| format!("{id}_{what}");
    let repeated = below(&name("repeated"), &vec![unit; count]);
    let whole = cumsum(&name("counted"), &repeated, Axis::Column);
    let spaced = scale(id, &whole, part);
    let labels = short_labels(&spaced);
    let named = |table: Table| table.rows(&labels);
    (vec![named(repeated), named(whole)], named(spaced))
}

/// The numbers of a table as labels, with at most four decimals.
pub(crate) fn short_labels(table: &Table) -> Vec<String> {
    let short = |value: &f64| {
        let text = format!("{value:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    };
    table.values.iter().map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::make::given_number;
    use crate::report::{Kind, Source};

    #[test]
    fn the_numbers_are_even_and_reach_both_ends() {
        let extent = given_number("extent", Kind::Number, 3.0, Source::Data);
        let (_, spaced) = around_zero("x", &extent, 3);
        let made: Vec<f64> = spaced.values.iter().copied().collect();
        let wanted = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
        assert!(made.iter().zip(wanted).all(|(made, wanted)| (made - wanted).abs() < 1e-12));
        assert_eq!(spaced.cols, ["-3", "-2", "-1", "0", "1", "2", "3"]);
        let (_, parts) = counted("t", &extent, 4, 0.25);
        assert_eq!(parts.rows, ["0.75", "1.5", "2.25", "3"]);
    }
}
