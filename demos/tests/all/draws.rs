//! Random parameters for demos that need some that fit together.

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

    /// For the demos about softmax, memory and cost.
    pub(crate) fn of_cost(
        &mut self,
        name: &str,
        (n, d, wide): (usize, usize, usize),
    ) -> Vec<(String, String)> {
        let mut set = Vec::new();
        let mut add = |name: &str, text: String| set.push((name.to_owned(), text));
        match name {
            "flash" => {
                add("q", self.matrix(n, d));
                add("k", self.matrix(n, d));
                add("v", self.matrix(n, wide));
                add("tile_rows", (1 + n / 3).to_string());
                add("tile_cols", (1 + n / wide.max(2)).to_string());
            }
            "linear" => {
                let mut small = |rows, cols| self.of(&["0", "1", "-2.5", "0.3", "4"], rows, cols);
                add("q", small(n, d));
                add("k", small(n, d));
                add("v", self.matrix(n, wide));
                add("features", (1 + self.below(5)).to_string());
            }
            "kv-cache" => {
                add("text", self.words(n));
                add("x", self.matrix(n, d));
                for weights in ["w_q", "w_k", "w_v"] {
                    add(weights, self.matrix(d, wide));
                }
                add("query_heads", (n * d).to_string());
                add("groups", n.to_string());
            }
            "score-scale" => {
                add("queries", n.to_string());
                add("keys", (d + 1).to_string());
                add("width", wide.to_string());
                if self.below(2) == 0 {
                    add("q", self.matrix(n, wide));
                    add("k", self.matrix(d + 1, wide));
                }
            }
            "attention-cost" => {
                add("heads", (2 * n).to_string());
                add("kv_heads", (if d == 1 { n } else { 2 * n }).to_string());
                add("width", (2 * n * wide * 5).to_string());
            }
            _ => {}
        }
        set
    }

    /// For the demos of the parts of a transformer.
    pub(crate) fn of_parts(
        &mut self,
        name: &str,
        (n, d, wide): (usize, usize, usize),
    ) -> Vec<(String, String)> {
        let mut set = Vec::new();
        let mut add = |name: &str, text: String| set.push((name.to_owned(), text));
        match name {
            "activations" => add("x", self.matrix(1, n + d)),
            "additive-score" => {
                add("s", self.matrix(1, d));
                add("h", self.matrix(n, d));
                if self.below(2) == 0 {
                    add("w", self.matrix(d, wide));
                    add("u", self.matrix(d, wide));
                    add("v", self.matrix(1, wide));
                }
            }
            "induction" => add("text", self.words(n + d)),
            "layer-norm" => {
                add("x", self.matrix(n, d));
                if self.below(2) == 0 {
                    add("gain", self.matrix(1, d));
                    add("shift", self.matrix(1, d));
                    add("labels", self.words(n));
                }
            }
            "next-token" => {
                add("logits", self.matrix(1, n + d));
                if self.below(2) == 0 {
                    add("counts", vec!["7"; n + d].join(" "));
                }
            }
            "tokenizer" => {
                add("text", self.words(n + 2));
                add("apply", self.words(d));
            }
            "transformer-block" => {
                add("text", self.words(n));
                if self.below(2) == 0 {
                    add("x", self.matrix(n, 4));
                    add("w_1", self.matrix(4, 4));
                }
            }
            "weighted-average" => {
                add("weights", self.matrix(1, n));
                add("values", self.matrix(n, d));
                add("labels", self.words(n));
            }
            _ => {}
        }
        set
    }

    /// What the demos around learning take; `set` is what was drawn for them already.
    pub(crate) fn of_learning(
        &mut self,
        name: &str,
        set: &[(String, String)],
        (n, d, wide): (usize, usize, usize),
    ) -> Vec<(&'static str, String)> {
        let says = |text: &str| set.iter().any(|(_, value)| value == text);
        match name {
            "cross-entropy" => vec![("p", self.counts(n)), ("q", self.counts(n))],
            "perceptron" if says("own") => {
                let targets: Vec<_> = (0..n).map(|_| self.one_of(&["0", "1"])).collect();
                let (points, w) = (self.matrix(n, d), self.matrix(1, d));
                vec![("targets", targets.join(" ")), ("points", points), ("w", w)]
            }
            "recurrent" if self.below(2) == 0 => vec![
                ("text", self.words(1 + n)),
                ("x", self.matrix(1 + n, d)),
                ("w_x", self.matrix(d, wide)),
                ("w_h", self.matrix(wide, wide)),
            ],
            "recurrent" => vec![("text", self.words(1 + n)), ("instead", self.words(1))],
            "markov-text" => vec![("text", self.words(n * d))],
            "embeddings" if says("hand-set") && self.below(3) > 0 => {
                let rows: Vec<_> = (0..4 + n).map(|_| self.counts(d)).collect();
                let words = ["a", "B", "naïve", "日本", "e", "f", "g,", "h", "i", "…"];
                vec![("vectors", rows.join("; ")), ("words", words[..4 + n].join(" "))]
            }
            "embeddings" => {
                let words = ["king", "Queen", "boy", "girl", "woman"];
                let analogy = [0; 3].map(|_| self.one_of(&words)).join(" ");
                vec![("analogy", analogy), ("word", self.one_of(&words).to_owned())]
            }
            "gradient-descent" if self.below(2) == 0 => {
                let [x, y, side] = [0; 3].map(|_| self.matrix(1, 1));
                let curvature = format!("{x} {side}; {side} {y}");
                vec![("start", self.matrix(1, 2)), ("curvature", curvature)]
            }
            "gradient-descent" => {
                vec![("start", self.matrix(1, 1)), ("curvature", self.matrix(1, 1))]
            }
            "backpropagation" => {
                let mut small = |rows: usize, cols: usize| {
                    let numbers = ["0", "1", "-1", "0.5", "2.25", "-0.1", "5", "-5", "3e-7"];
                    let row = |dice: &mut Self| {
                        (0..cols).map(|_| dice.one_of(&numbers)).collect::<Vec<_>>().join(" ")
                    };
                    (0..rows).map(|_| row(self)).collect::<Vec<_>>().join("; ")
                };
                let (x, target) = (small(1, 2), small(1, 1));
                vec![("x", x), ("target", target), ("w1", small(2, wide)), ("w2", small(wide, 1))]
            }
            _ => Vec::new(),
        }
    }
}
