//! Random parameters for the demos around attention: what fits together.

use crate::cells::Dice;

impl Dice {
    /// Numbers that are at least 0, in each row one above.
    fn shares(&mut self, rows: usize, cols: usize) -> String {
        let row = |dice: &mut Self| {
            let more: Vec<_> = (1..cols).map(|_| dice.one_of(&["0", "1", "0.5", "40"])).collect();
            [&["0.25"], more.as_slice()].concat().join(" ")
        };
        (0..rows).map(|_| row(self)).collect::<Vec<_>>().join("; ")
    }

    /// Parameters of a demo for a size: words, columns, and columns of something else.
    pub(crate) fn around_attention(
        &mut self,
        demo: &str,
        (n, d, wide): (usize, usize, usize),
    ) -> Vec<(String, String)> {
        let mut set = Vec::new();
        let mut add = |name: &str, text: String| set.push((name.to_owned(), text));
        match demo {
            "masks" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, d));
                }
                // A window is narrower than the text.
                add("length", (2 + self.below(5_000)).to_string());
                add("long_reach", self.below(2).to_string());
            }
            "positions" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, 2 * wide));
                }
                if self.below(3) == 0 {
                    let places: Vec<String> = (0..n).map(|_| self.below(9).to_string()).collect();
                    add("position", places.join(" "));
                }
                add("pairs", (1 + self.below(4)).to_string());
                add("head", "1".to_owned());
            }
            "multi-head" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, 4 * wide));
                    add("w_q", self.matrix(4 * wide, 4 * wide));
                    add("w_o", self.matrix(4 * wide, 4 * wide));
                }
                if self.below(2) == 0 {
                    add("width", "96".to_owned());
                    add("head_counts", "3 1 12".to_owned());
                }
            }
            "permutation" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, d));
                }
                if self.below(2) == 0 {
                    let first = self.below(n);
                    let order: Vec<String> =
                        (0..n).map(|place| ((place + first) % n + 1).to_string()).collect();
                    add("order", order.join(" "));
                }
            }
            "imperfect-window" => {
                if self.below(2) == 0 {
                    add("values", self.matrix(n, d));
                    add("a", self.shares(1, n));
                    add("b", self.shares(1, n));
                }
                if self.below(2) == 0 {
                    add("long_values", self.matrix(n, d));
                    add("shares", self.shares(1, n));
                }
                add("heads", self.shares(n, d));
                add("sink_scores", self.matrix(1, d + 1));
                add("sink_values", self.matrix(d + 1, wide));
            }
            "rollout" => {
                let layers: &[&str] = if self.below(2) == 0 { &["a1", "a2", "a4"] } else { &[] };
                for layer in layers {
                    add(layer, self.shares(n, n));
                }
            }
            _ => {}
        }
        set
    }
}
