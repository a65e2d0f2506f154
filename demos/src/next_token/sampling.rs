//! Temperature, probabilities, ranking and the cut, from one row of logits. Where one number
//! stands for several words, ln of their count is added: softmax then gives them together.

use crate::make;
use crate::math;
use crate::params::{Params, number_text};
use crate::report::{Axis, Check, Function, Guess, Kind, Reduction, Step, Table};
use crate::steps::{at, at_most, entropy_check, row_checks};

/// What [`Sampling::metrics`] measures.
pub(crate) const METRICS: &[(&str, &str)] = &[
    ("entropy", "the entropy of the probabilities before the cut, in nats"),
    ("kept_share", "what the kept words had together before the cut"),
    ("kept", "how many columns are kept"),
    ("largest_probability", "the largest probability before the cut"),
    ("largest_chance", "the largest chance after the cut"),
];

/// What is done to the logits.
pub(crate) struct Cut {
    temperature: f64,
    top_k: usize,
    top_p: f64,
}

impl Cut {
    /// The parameters `temperature`, `top_k` and `top_p`.
    pub(crate) fn from_params(params: &Params) -> Self {
        Self {
            temperature: params.number("temperature"),
            top_k: usize::try_from(params.integer("top_k")).unwrap_or(0),
            top_p: params.number("top_p"),
        }
    }

    /// In words, for the head of a screen.
    pub(crate) fn facts(&self) -> Vec<String> {
        let mut facts = vec![format!("temperature {}", number_text(self.temperature))];
        if self.top_k > 0 {
            facts.push(format!("top-k {}", self.top_k));
        }
        if self.top_p < 1.0 {
            facts.push(format!("top-p {}", number_text(self.top_p)));
        }
        facts
    }

    fn cuts(&self) -> bool {
        self.top_k > 0 || self.top_p < 1.0
    }

    /// How many of the ranked columns stay: at least one, within k words, until p is reached.
    fn kept(&self, cumulative: &[f64], counts: &[f64]) -> usize {
        let mut words = 0.0;
        for (rank, count) in counts.iter().enumerate() {
            words += count;
            let before = rank.checked_sub(1).and_then(|last| cumulative.get(last)).copied();
            let Some(before) = before else { continue };
            let enough = self.top_k > 0 && words > self.top_k as f64;
            if enough || (self.top_p < 1.0 && before >= self.top_p) {
                return rank;
            }
        }
        counts.len()
    }
}

/// The tables from logits to chances.
pub(crate) struct Sampling {
    tempered: Table,
    /// ln of the counts, and with them added; where one number stands for several words.
    together: Option<(Table, Table)>,
    probabilities: Table,
    entropy: Table,
    /// Probabilities turned and picked by rank, where one number stands for several words.
    picked: Option<(Table, Table)>,
    ranked: Table,
    cumulative: Table,
    kept: Table,
    masked: Table,
    chances: Table,
    /// How many columns are kept.
    count: usize,
}

impl Sampling {
    /// `logits` and `counts` are rows of one length.
    pub(crate) fn new(logits: &Table, counts: Option<&Table>, cut: &Cut) -> Self {
        let called = |name: &str, table: Table| Table { rows: vec![name.to_owned()], ..table };
        let tempered = make::scale("tempered", logits, 1.0 / cut.temperature);
        let together = counts.map(|counts| {
            let ln = make::map("ln_counts", counts, Function::Ln).kind(Kind::Number);
            let added = make::add("together", &tempered, &ln).kind(Kind::Score);
            (called("ln words", ln), added)
        });
        let scores = together.as_ref().map_or(&tempered, |(_, together)| together);
        let likely = Kind::Probability;
        let probabilities = called("p", make::softmax("probabilities", scores).kind(likely));
        let entropy = make::reduce("entropy", &probabilities, Reduction::Entropy, Axis::Row);
        // Words are ranked one by one: by their own number, not by what a column has together.
        let order = math::order(&logits.values);
        let picked = counts.map(|_| {
            let turned = make::transpose("turned", &probabilities);
            let picked = make::lookup("picked", &turned, &order.clone()).kind(likely);
            (turned, picked)
        });
        let ranked = match &picked {
            Some((_, picked)) => make::transpose("ranked", picked),
            None => make::ranked("ranked", &probabilities).kind(likely),
        };
        let cumulative = called("sum", make::cumsum("cumulative", &ranked, Axis::Row).kind(likely));
        let count_of = |col: &usize| {
            counts.and_then(|counts| counts.values.get((0, *col))).copied().unwrap_or(1.0)
        };
        let sums: Vec<f64> = cumulative.values.iter().copied().collect();
        let sizes: Vec<f64> = order.iter().map(count_of).collect();
        let count = cut.kept(&sums, &sizes);
        let kept = called("kept", make::columns("kept", &cumulative, count.max(1) - 1, count));
        let stays = order.get(..count).unwrap_or_default();
        let keep = vec![(0..order.len()).map(|col| stays.contains(&col)).collect()];
        let masked = make::mask("masked_logits", scores, &keep);
        let chances = called("chance", make::softmax("chances", &masked).kind(likely));
        Self {
            tempered,
            together,
            probabilities,
            entropy,
            picked,
            ranked,
            cumulative,
            kept,
            masked,
            chances,
            count,
        }
    }

    /// The column of the likeliest word.
    pub(crate) fn best(&self) -> usize {
        math::first_largest(&self.tempered.values)
    }

    /// As described by [`METRICS`].
    pub(crate) fn metrics(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("entropy", math::sum(&self.entropy.values)),
            ("kept_share", math::sum(&self.kept.values)),
            ("kept", self.count as f64),
            ("largest_probability", math::largest(&self.probabilities.values)),
            ("largest_chance", math::largest(&self.chances.values)),
        ]
    }

    /// Three steps: probabilities, ranking, chances.
    pub(crate) fn steps(self, cut: &Cut, guess: Guess) -> Vec<Step> {
        let best = self.best();
        let last = self.count.max(1) - 1;
        let (even, chances) = (self.probability_checks(), self.chance_checks());
        let columns = self.probabilities.values.ncols();
        let open = entropy_check("entropy", math::sum(&self.entropy.values), columns);
        let divided = if cut.temperature < 1.0 {
            "Below 1 the temperature pulls the logits apart"
        } else if cut.temperature > 1.0 {
            "Above 1 the temperature draws the logits together"
        } else {
            "At a temperature of 1 the logits stay as they are"
        };
        let mut tables = vec![self.tempered];
        let mut formula = "probabilities = softmax(logits / temperature)";
        if let Some((ln, together)) = self.together {
            formula = "probabilities = softmax(logits / temperature + ln of the counts)";
            tables.extend([ln, together]);
        }
        tables.push(self.probabilities);
        let says = format!("{divided}. Then softmax turns them into probabilities.");
        let whole = if self.picked.is_some() {
            " Words that share a number stay or go together."
        } else {
            ""
        };
        let mut in_order = vec![self.entropy];
        in_order.extend(self.picked.into_iter().flat_map(|(turned, picked)| [turned, picked]));
        in_order.extend([self.ranked, self.cumulative]);
        let kept = if cut.cuts() {
            "All but the kept words get −∞, and softmax shares everything out anew among those \
             that stay. What you then see is no longer what the model believes."
        } else {
            "Nothing is cut: the chances are the probabilities. Drawing a word by these chances \
             is how a text goes on."
        };
        vec![
            Step::of("probabilities", "probabilities", says, formula, tables)
                .look(at("probabilities", 0, best))
                .claims(even),
            Step::of(
                "ranked",
                "ranked",
                format!(
                    "The entropy says how open the choice is: 0 where one word has it all. \
                         Then the words in order, likeliest first, with what they have together \
                         up to each. Top-k counts along this list, top-p stops where the sum \
                         reaches p; a word stays if both let it.{whole}"
                ),
                "cumulative = running sum of ranked",
                in_order,
            )
            .look(at("cumulative", 0, last))
            .claims([open]),
            Step::of(
                "chances",
                "chances",
                kept,
                "chances = softmax of the kept logits",
                vec![self.kept, self.masked, self.chances],
            )
            .look(at("chances", 0, best))
            .claims(chances)
            .ask(guess.ask, guess.answer),
        ]
    }

    fn probability_checks(&self) -> Vec<Check> {
        row_checks(std::iter::once(&self.probabilities.values), "probabilities")
    }

    fn chance_checks(&self) -> Vec<Check> {
        let kept = math::sum(&self.kept.values);
        let pairs = self.chances.values.iter().zip(&self.probabilities.values);
        let scaled = pairs.filter(|(chance, _)| **chance > 0.0);
        let gap = scaled.map(|(chance, before)| (chance * kept - before).abs()).fold(0.0, f64::max);
        let mut checks = row_checks(std::iter::once(&self.chances.values), "chances");
        let claim = "a chance is the probability over what is kept: largest gap";
        checks.push(at_most(claim, gap, 1e-12));
        checks
    }
}
