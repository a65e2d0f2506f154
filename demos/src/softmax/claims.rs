//! Claims about weights.

use super::Base;
use crate::math;
use crate::report::{Check, Table};
use crate::steps::{at_least, at_most, entropy_check, row_checks};

/// Rows sum to 1, step by step and at once agree, entropy. Where a row keeps nothing, it is
/// zeros by definition, and the first two fail as they must.
pub(super) fn claims(base: &Base, weights: &Table, shares: &Table) -> Vec<Check> {
    let empty = base.empty_rows > 0;
    let mut checks = row_checks(std::iter::once(&weights.values), "weights");
    if let Some(sums) = checks.first_mut() {
        sums.expected = !empty;
    }
    let gap = math::gap(&weights.values, &shares.values);
    let claim = "step by step and softmax at once agree: largest gap";
    checks.push(at_most(claim, gap, 1e-12).fails_if(empty));
    let words = if weights.values.nrows() == 1 { "" } else { " of row 1" };
    let entropy = weights.values.rows().into_iter().next().map_or(0.0, math::entropy);
    checks.push(entropy_check(&format!("entropy{words}"), entropy, weights.values.ncols()));
    checks.extend(rounded(weights));
    checks
}

/// The digits of a row need not add up to what the row does: said where they do not.
fn rounded(weights: &Table) -> Vec<Check> {
    let off = |digits: f64| {
        let rounded = |weight: &f64| (weight * digits).round() / digits;
        let gap = |row: ndarray::ArrayView1<f64>| {
            let digits: Vec<f64> = row.iter().map(rounded).collect();
            (math::sum(&digits) - math::sum(row)).abs()
        };
        weights.values.rows().into_iter().map(gap).fold(0.0, f64::max)
    };
    // Half of the last digit: less is rounding of the sum itself.
    if off(1e3) < 5e-4 {
        return Vec::new();
    }
    let claim = |(decimals, gap): (usize, f64)| {
        let claim = format!("cut to {decimals} decimals, a row misses its true sum: largest gap");
        at_least(&claim, gap, 1e-9)
    };
    let gaps = [(3, off(1e3)), (2, off(1e2))].into_iter();
    gaps.filter(|(_, gap)| *gap > 1e-9).map(claim).collect()
}

/// The largest exponent against what the usual kinds of numbers hold.
pub(super) fn overflow(exponents: &Table) -> Vec<Check> {
    let largest = math::largest(&exponents.values);
    // The largest numbers of 64, 32 and 16 bits.
    let kinds = [(64, f64::MAX), (32, f64::from(f32::MAX)), (16, 65_504.0)];
    let claim = |(bits, most): (usize, f64)| {
        let bound = libm::log(most);
        let claim = format!("the largest exponential fits a number of {bits} bits: exponent");
        at_most(&claim, largest, bound).fails_if(largest > bound)
    };
    // Where nothing is kept at all there is no exponent to speak of.
    if largest.is_finite() { kinds.map(claim).into() } else { Vec::new() }
}
