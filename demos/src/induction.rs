//! Demo `induction`: two heads, set by hand, that together continue a text as it went on before.
//! The first carries to each word the word before it, the second looks for words that came after
//! the present one and copies them. Tokens are n × words, weights n × n.
//!
//! The circuit and its prefix-matching score as described in Olsson et al. 2022.

mod circuit;
mod steps;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, Params, counted};
use crate::report::{Origin, Report};
use crate::shared::{check_shape, numbers, param};
use circuit::Circuit;
use ndarray::Array2;

/// The demo.
pub(crate) struct Induction;

const MOST_WORDS: usize = 64;

/// The mark before the first word.
const START: &str = "<start>";

static SPEC: Spec = Spec {
    name: "induction",
    title: "Induction head",
    about: "Two hand-set heads that find what came after the same word before, and copy it",
    topics: &["induction-heads", "attention-mechanism", "in-context-learning", "transformer"],
    params: &[
        param(
            "text",
            "words between spaces; what repeats can be continued",
            ParamKind::Tokens { max: MOST_WORDS },
            "the dog saw it the dog",
        ),
        param(
            "ablate",
            "which head is switched off: what it found is not passed on",
            ParamKind::Choice { options: &["none", "previous-token", "induction"] },
            "none",
        ),
        param("start", "whether a mark stands before the first word", ParamKind::Flag, "on"),
        param(
            "sharpness",
            "what the scores are multiplied by: large picks one word, small spreads",
            ParamKind::Integer { min: 1, max: 100 },
            "30",
        ),
        param(
            "w_back",
            "your own map from each place to the place it looks at; else to the one before",
            ParamKind::Matrix { max_rows: MOST_WORDS + 1, max_cols: MOST_WORDS + 1 },
            "",
        ),
    ],
    metrics: &[
        ("tokens", "how many tokens there are, the mark among them"),
        ("repeated", "how many of them stood before"),
        (
            "prefix_matching",
            "weight on what came after the same word, mean; missing without repeats",
        ),
        ("accuracy", "share of repeated words whose next word was foreseen; missing without one"),
    ],
    breaks: &[
        Break {
            what: "switch the previous-token head off",
            set: &[("ablate", "previous-token")],
            symptom: "the second head finds nothing that answers: it looks at everything alike, \
                      and the guess is only what stood there most often",
        },
        Break {
            what: "leave out the mark at the start",
            set: &[("text", "the dog saw it the dog the"), ("start", "off")],
            symptom: "the first word has no word before it and carries itself, so what follows it \
                      is found only by half when it comes again",
        },
        Break {
            what: "blunt the scores",
            set: &[("sharpness", "1")],
            symptom: "both heads look nearly everywhere, and what is copied is a mixture",
        },
        Break {
            what: "repeat nothing",
            set: &[("text", "the dog saw it because she ran")],
            symptom: "the last word never came before: there is nothing to find, and all words so \
                      far get the same weight",
        },
    ],
};

const CAVEAT: &str = "The circuit is set by hand, so its job is known. In a trained model heads \
                      are found by such scores, and others may step in when one is switched off.";

/// What is chosen, and the tokens.
struct Input {
    /// The mark, if there is one, and the words.
    tokens: Vec<String>,
    /// Distinct tokens in the order in which they first stand there.
    vocabulary: Vec<String>,
    /// The place in the vocabulary of each token.
    ids: Vec<usize>,
    /// What the previous-token head passes on, and the induction head: 1, or 0 where ablated.
    passed: [f64; 2],
    sharpness: f64,
    /// The reader's own map of places.
    w_back: Option<Array2<f64>>,
}

impl Input {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let start = params.flag("start").then(|| START.to_owned());
        let tokens: Vec<String> =
            start.into_iter().chain(params.words("text").iter().cloned()).collect();
        let mut vocabulary: Vec<String> = Vec::new();
        let mut ids = Vec::with_capacity(tokens.len());
        for token in &tokens {
            let id = vocabulary.iter().position(|known| known == token).unwrap_or_else(|| {
                vocabulary.push(token.clone());
                vocabulary.len() - 1
            });
            ids.push(id);
        }
        let w_back = if params.value("w_back").is_some() {
            let own = numbers(params, "w_back")?;
            let n = tokens.len();
            check_shape("w_back", own, (n, n), "one for each token, the mark among them")?;
            Some(own.clone())
        } else {
            None
        };
        let ablate = params.choice("ablate");
        let on = |head: &str| if ablate == head { 0.0 } else { 1.0 };
        Ok(Self {
            tokens,
            vocabulary,
            ids,
            passed: [on("previous-token"), on("induction")],
            sharpness: params.integer("sharpness") as f64,
            w_back,
        })
    }

    /// The places that came right after an earlier place with the token of `place`.
    fn targets(&self, place: usize) -> impl Iterator<Item = usize> {
        let id = self.ids.get(place);
        (1..=place).filter(move |after| self.ids.get(after - 1) == id)
    }

    /// The places whose token stood before.
    fn repeated(&self) -> Vec<usize> {
        (0..self.ids.len()).filter(|place| self.targets(*place).next().is_some()).collect()
    }

    /// Whether each repeated token goes on as it always did.
    fn is_regular(&self) -> bool {
        let goes_on = |place: &usize| match self.ids.get(place + 1) {
            Some(next) => self.targets(*place).all(|after| self.ids.get(after) == Some(next)),
            None => true,
        };
        self.repeated().iter().all(goes_on)
    }

    /// Whether every key is what the lesson says it is: the token before.
    fn is_whole(&self, start: bool) -> bool {
        let first = self.ids.first();
        let first_again = self.ids.iter().skip(1).any(|id| Some(id) == first);
        self.passed.first() == Some(&1.0) && (start || !first_again)
    }
}

impl Demo for Induction {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let input = Input::from_params(params)?;
        let circuit = Circuit::new(&input);
        let mut metrics = vec![
            ("tokens", input.tokens.len() as f64),
            ("repeated", input.repeated().len() as f64),
        ];
        metrics.extend(circuit.prefix_matching().map(|score| ("prefix_matching", score)));
        metrics.extend(circuit.error().map(|error| ("accuracy", 1.0 - error)));
        let mut facts = vec![
            "2 layers of 1 head, hand-set".to_owned(),
            "causal".to_owned(),
            "no MLP, no norm".to_owned(),
            counted(input.tokens.len(), "token", "tokens"),
            format!("sharpness {}", input.sharpness),
        ];
        match params.choice("ablate") {
            "none" => {}
            head => facts.push(format!("{head} head off")),
        }
        if input.w_back.is_some() {
            facts.push("your own w_back".to_owned());
        }
        sink.report(Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if input.w_back.is_some() { Origin::Given } else { Origin::HandSet },
            facts,
            steps: steps::steps(&input, circuit, params.flag("start")),
            metrics,
            caveat: Some(CAVEAT),
        });
        Ok(())
    }
}
