//! Measured values: median, smallest and largest.

use std::fmt;

/// The values of one quantity, in one unit.
#[derive(Debug, Clone, Default)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        let at = self.0.partition_point(|known| *known < value);
        self.0.insert(at, value);
    }

    /// The value in the middle, if there is any.
    pub fn median(&self) -> Option<f64> {
        let middle = self.0.len() / 2;
        let upper = self.0.get(middle)?;
        let lower = self.0.get(middle.saturating_sub(1))?;
        Some(if self.0.len() % 2 == 1 { *upper } else { f64::midpoint(*lower, *upper) })
    }

    /// The smallest value, if there is any.
    pub fn smallest(&self) -> Option<f64> {
        self.0.first().copied()
    }
}

impl FromIterator<f64> for Sample {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sample = Self::default();
        values.into_iter().for_each(|value| sample.add(value));
        sample
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(median), Some(first), Some(last)) =
            (self.median(), self.0.first(), self.0.last())
        else {
            return f.write_str("–");
        };
        if first.to_bits() == last.to_bits() {
            return f.write_str(&short(median));
        }
        write!(f, "{} ({}–{})", short(median), short(*first), short(*last))
    }
}

/// A number with about three digits.
pub fn short(value: f64) -> String {
    match value {
        _ if value.fract() == 0.0 => format!("{value:.0}"),
        _ if value >= 100.0 => format!("{value:.0}"),
        _ if value >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
