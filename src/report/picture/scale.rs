//! From numbers to places along an axis, and the numbers that stand beside it.

use super::super::number::significant;

/// About so many steps lie between the ends of an axis.
const FINE: f64 = 10.0;

/// An axis: what its ends stand for, and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    lowest: f64,
    highest: f64,
    /// Places from 0 to 1 with what stands there, from the lowest on.
    pub ticks: Vec<(f64, String)>,
}

impl Scale {
    /// An axis with round numbers at both ends, which hold all of `values` that are finite, and about
    /// `count` steps between them. `None` where none is.
    pub fn of(values: impl Iterator<Item = f64>, count: usize) -> Option<Self> {
        let (lowest, highest) = ends(values)?;
        let (lowest, highest) = apart(lowest, highest);
        Some(Self::round(lowest, highest, count).unwrap_or_else(|| Self::bare(lowest, highest)))
    }

    /// An axis from the smallest to the largest of `values`, with a tick at both ends and the middle.
    pub fn exact(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (lowest, highest) = ends(values)?;
        let mut scale = Self::bare(lowest, highest);
        let middle = (lowest / 2.0 + highest / 2.0, 0.5);
        if highest > lowest {
            // Rounding leaves something next to nothing where zero is meant.
            let value =
                if middle.0.abs() < (highest - lowest).abs() * 1e-9 { 0.0 } else { middle.0 };
            scale.ticks.insert(1, (middle.1, significant(value, 4)));
        }
        Some(scale)
    }

    /// One place for each label, evenly.
    pub fn even(labels: &[String]) -> Option<Self> {
        let last = labels.len().checked_sub(1)? as f64;
        let mut scale = Self { lowest: 0.0, highest: last, ticks: Vec::new() };
        let place = |index: usize| if last > 0.0 { index as f64 / last } else { 0.5 };
        scale.ticks =
            labels.iter().enumerate().map(|(at, label)| (place(at), label.clone())).collect();
        Some(scale)
    }

    /// Ends on small round steps, so that little of the field stays empty; ticks at both and at
    /// larger round steps between them.
    fn round(lowest: f64, highest: f64, count: usize) -> Option<Self> {
        let span = highest - lowest;
        let step = round_step(span / FINE)?;
        let (first, last) = ((lowest / step).floor(), (highest / step).ceil());
        let digits = (first.abs().max(last.abs()) + 1.0).log10().ceil() + 2.0;
        if !(last - first <= 2.0 * FINE && digits < 14.0) {
            return None;
        }
        let (lowest, highest) = (first * step, last * step);
        let every = whole_steps(step, (highest - lowest) / count.max(1) as f64);
        let numbers = (0..=(last - first) as usize).map(|index| first + index as f64);
        let is_tick = |number: &f64| {
            *number <= first || *number >= last || (number / every).fract().abs() < 1e-9
        };
        let label = |number: f64| significant(number * step, digits as usize);
        let share = |number: f64| (number - first) / (last - first);
        let ticks = numbers.filter(is_tick).map(|number| (share(number), label(number))).collect();
        let scale = Self { lowest, highest, ticks };
        (lowest.is_finite() && highest.is_finite()).then_some(scale)
    }

    /// Ticks at the ends alone, with all the digits that tell them apart.
    fn bare(lowest: f64, highest: f64) -> Self {
        let digits = (2..17).find(|digits| {
            *digits >= 4 && significant(lowest, *digits) != significant(highest, *digits)
        });
        let digits = digits.unwrap_or(if lowest < highest { 17 } else { 4 });
        let tick = |at: f64, value: f64| (at, significant(value, digits));
        Self { lowest, highest, ticks: vec![tick(0.0, lowest), tick(1.0, highest)] }
    }

    /// The place of a number between the ends, from 0 to 1; `None` for what is not finite.
    pub fn place(&self, value: f64) -> Option<f64> {
        if !value.is_finite() {
            return None;
        }
        // Halves first: the ends may lie further apart than the largest number.
        let span = self.highest / 2.0 - self.lowest / 2.0;
        if span <= 0.0 {
            return Some(0.5);
        }
        Some(((value / 2.0 - self.lowest / 2.0) / span).clamp(0.0, 1.0))
    }

    /// The cells of the longest label.
    pub fn label_width(&self) -> usize {
        self.ticks.iter().map(|(_, label)| crate::ink::width(label)).max().unwrap_or(0)
    }
}

/// The smallest and the largest of the finite numbers.
fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let mut ends: Option<(f64, f64)> = None;
    for value in values.filter(|value| value.is_finite()) {
        let (lowest, highest) = ends.unwrap_or((value, value));
        ends = Some((lowest.min(value), highest.max(value)));
    }
    ends
}

/// Ends that differ, so that equal numbers have a middle to stand in.
fn apart(lowest: f64, highest: f64) -> (f64, f64) {
    if lowest < highest {
        return (lowest, highest);
    }
    let room = if lowest == 0.0 { 1.0 } else { lowest.abs() / 2.0 };
    ((lowest - room).max(f64::MIN), (highest + room).min(f64::MAX))
}

/// How many steps make a round one of about so much.
fn whole_steps(step: f64, least: f64) -> f64 {
    let round = [1.0, 2.0, 4.0, 5.0, 10.0, 20.0].into_iter();
    let is_round = |times: &f64| {
        let wide = times * step;
        wide >= least * 0.7
            && round_step(wide).is_some_and(|round| (round - wide).abs() < 1e-9 * wide)
    };
    round.into_iter().find(is_round).unwrap_or(20.0)
}

/// 1, 2 or 5 times a power of ten, not below `least`.
fn round_step(least: f64) -> Option<f64> {
    if !least.is_finite() || least <= 0.0 {
        return None;
    }
    let power = 10f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter();
    step.into_iter().find(|step| *step >= least * (1.0 - 1e-9)).filter(|step| step.is_normal())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Scale) -> Vec<&str> {
        scale.ticks.iter().map(|(_, label)| label.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_and_hold_the_numbers_between_them() {
        let cases: [(&[f64], &[&str]); 5] = [
            (&[0.0, 1.0], &["0", "0.5", "1"]),
            (&[0.03, 0.98], &["0", "0.5", "1"]),
            (&[-0.9, 2.9], &["−1", "0", "2", "3"]),
            (&[7.0], &["3", "5", "10", "11"]),
            (&[1_234_000.0, 1_234_010.0], &["1.234e6", "1.234005e6", "1.23401e6"]),
        ];
        for (values, wanted) in cases {
            let scale = Scale::of(values.iter().copied(), 2).unwrap();
            assert_eq!(labels(&scale), wanted);
        }
    }

    #[test]
    fn numbers_that_are_hard_to_draw_have_an_axis_all_the_same() {
        for values in [
            &[f64::MAX, f64::MIN] as &[f64],
            &[f64::MAX],
            &[f64::MIN_POSITIVE / 4.0, 0.0],
            &[1e16, 1e16 + 2.0],
            &[0.0],
            &[-0.0, 0.0],
        ] {
            let scale = Scale::of(values.iter().copied(), 3).unwrap();
            for value in values {
                let place = scale.place(*value).unwrap();
                assert!((0.0..=1.0).contains(&place), "{values:?}: {place}");
            }
            assert!(scale.ticks.len() >= 2, "{values:?}: {scale:?}");
        }
        for values in [&[] as &[f64], &[f64::NAN], &[f64::INFINITY, f64::NEG_INFINITY]] {
            assert_eq!(Scale::of(values.iter().copied(), 3), None);
        }
        assert_eq!(Scale::of([1.0].into_iter(), 3).unwrap().place(f64::NAN), None);
    }
}
