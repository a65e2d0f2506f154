//! Demo `tokenizer`: byte-pair merges on the reader's own text, step by step, and what the
//! learned pieces make of other words.
//!
//! As in Sennrich et al. 2016: the distinct words with their counts, letters to begin with, a
//! mark at the end of each word, always the most frequent pair, of equals the first. A pair of
//! equal letters is counted as often as it can be merged ("aaa" holds "a a" once). Real
//! tokenizers of today begin with bytes instead of letters, so that nothing is unknown to them.

mod pairs;
mod steps;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::params::{ParamKind, Params, bad, counted};
use crate::report::{Origin, Report};
use crate::shared::param;
use pairs::{Learned, Word};

/// The demo.
pub(crate) struct Tokenizer;

const LONGEST: usize = 24;

static SPEC: Spec = Spec {
    name: "tokenizer",
    title: "Tokenizer",
    about: "Byte-pair merges on your own text: count pairs, merge the most frequent, repeat",
    topics: &["tokenization", "large-language-model"],
    params: &[
        param(
            "text",
            "words to learn from; each counts as often as it stands there",
            ParamKind::Tokens { max: 64 },
            "low low low low low lower lower newest newest newest newest newest newest widest \
             widest widest",
        ),
        param(
            "merges",
            "how many pairs are merged, one after another",
            ParamKind::Integer { min: 0, max: 16 },
            "5",
        ),
        param(
            "apply",
            "other words, split by what was learned",
            ParamKind::Tokens { max: 16 },
            "lowest newer slow",
        ),
    ],
    metrics: &[
        ("merges", "how many merges were made; fewer than asked for when no pair was left"),
        ("vocabulary", "how many pieces there are: letters, the mark, and one for each merge"),
        ("tokens_before", "how many tokens the text has, letter by letter"),
        ("tokens_after", "how many tokens the text has after the merges"),
        ("letters_per_token", "letters and marks of the text, over its tokens"),
        ("unknown", "how many letters of the other words were not in the text"),
    ],
    breaks: &[
        Break {
            what: "learn from one word",
            set: &[("text", "banana"), ("merges", "6"), ("apply", "banana bandana ananas")],
            symptom: "the one word becomes a single token, and others keep only the pieces that \
                      they share with it",
        },
        Break {
            what: "stop after one merge",
            set: &[("merges", "1")],
            symptom: "nearly every letter stays a token of its own, and the text stays long",
        },
        Break {
            what: "learn where nothing comes twice",
            set: &[("text", "quick jumps"), ("merges", "8"), ("apply", "jump quiz")],
            symptom: "every pair stands once, so the first is taken each time: one word is \
                      swallowed whole before the other is touched, and nothing useful is learned",
        },
    ],
};

impl Demo for Tokenizer {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        for name in ["text", "apply"] {
            if let Some(word) =
                params.words(name).iter().find(|word| word.chars().count() > LONGEST)
            {
                let letters = counted(word.chars().count(), "letter", "letters");
                let given = format!("a word of {letters}");
                return Err(bad(name, given, format!("at most {LONGEST} letters are allowed")));
            }
        }
        let words = pairs::count(params.words("text"));
        let merges = usize::try_from(params.integer("merges")).unwrap_or(0);
        let learned = pairs::learn(words, merges);
        let others: Vec<Word> =
            params.words("apply").iter().map(|word| learned.split(word)).collect();
        sink.report(report(params, &learned, &others));
        Ok(())
    }
}

fn report(params: &Params, learned: &Learned, others: &[Word]) -> Report {
    let mut unknown: Vec<&String> = others
        .iter()
        .flat_map(|word| &word.symbols)
        .filter(|symbol| !learned.vocabulary.contains(symbol))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    let mut facts = vec![
        format!(
            "{}, {}",
            counted(params.words("text").len(), "word", "words"),
            counted(learned.words.len(), "of them distinct", "of them distinct")
        ),
        counted(learned.merges.len(), "merge", "merges"),
        "letters, not bytes".to_owned(),
        format!("every word ends in {}", pairs::END),
    ];
    if !unknown.is_empty() {
        let letters: Vec<&str> = unknown.iter().map(|letter| letter.as_str()).take(8).collect();
        facts.push(format!("not in the text: {}", letters.join(" ")));
    }
    let (steps, [before, after, per_token]) = steps::steps(learned, others);
    let theirs = params.is_given("text");
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if theirs { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics: vec![
            ("merges", learned.merges.len() as f64),
            ("vocabulary", learned.vocabulary.len() as f64),
            ("tokens_before", before),
            ("tokens_after", after),
            ("letters_per_token", per_token),
            ("unknown", unknown.len() as f64),
        ],
        caveat: None,
    }
}
