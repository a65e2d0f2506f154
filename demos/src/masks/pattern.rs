//! Who may look at whom.

use crate::params::Params;

/// The masks, in the order in which they stand side by side.
pub(super) const NAMES: [&str; 5] = ["none", "causal", "window", "global", "dilated"];

/// The settings of all masks, and the chosen one.
pub(super) struct Pattern {
    /// One of the names.
    pub(super) mask: &'static str,
    reach: usize,
    gap: usize,
    globals: usize,
    future: bool,
}

impl Pattern {
    pub(super) fn read(params: &Params) -> Self {
        let count = |name: &str| usize::try_from(params.integer(name)).unwrap_or(0);
        Self {
            mask: params.choice("mask"),
            reach: count("reach"),
            gap: count("gap"),
            globals: count("globals"),
            future: params.flag("future"),
        }
    }

    /// What is kept of n × n pairs under a mask.
    pub(super) fn keep(&self, mask: &str, n: usize) -> Vec<Vec<bool>> {
        let kept = |row: usize, col: usize| {
            let apart = row.abs_diff(col);
            let pattern = match mask {
                "causal" => col <= row,
                "window" => apart <= self.reach,
                "global" => apart <= self.reach || row.min(col) < self.globals,
                "dilated" => apart.is_multiple_of(self.gap) && apart <= self.reach * self.gap,
                _ => true,
            };
            let ahead = self.future || matches!(mask, "none" | "causal");
            pattern && (ahead || col <= row)
        };
        (0..n).map(|row| (0..n).map(|col| kept(row, col)).collect()).collect()
    }

    /// The pairs of a window by the formula for any length, to hold the counted ones against.
    pub(super) fn window_by_formula(&self, n: usize) -> f64 {
        let beyond = n.saturating_sub(self.reach);
        let outside = (beyond * beyond.saturating_sub(1)) as f64;
        let all = (n * n) as f64;
        if self.future { all - outside } else { f64::midpoint(all - outside, n as f64) }
    }

    /// The chosen mask in a few words.
    pub(super) fn fact(&self) -> String {
        let sides = if self.future { "to each side" } else { "back" };
        match self.mask {
            "causal" => "causal".to_owned(),
            "window" => format!("window of {} {sides}", self.reach),
            "global" => format!("{} global, window of {} {sides}", self.globals, self.reach),
            "dilated" => format!("steps of {}, {} {sides}", self.gap, self.reach),
            _ => "no mask".to_owned(),
        }
    }

    /// A sentence on a mask.
    pub(super) fn says(mask: &str) -> &'static str {
        match mask {
            "causal" => {
                "Each word may look at itself and at what came before, as in models that write."
            }
            "window" => "Each word may look at itself and at its neighbours.",
            "global" => {
                "A few first words see all and are seen by all; the others have a window besides."
            }
            "dilated" => "Each word may look through a window with gaps: wider, at the same price.",
            _ => "No mask: every word may look at every word.",
        }
    }
}
