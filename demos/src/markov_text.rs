//! Demo `markov-text`: pairs of neighbouring words of the reader's own text are counted, counts
//! become probabilities, and words are drawn from them. With n words of which v differ: `one_hot`
//! is n × v, `counts` and `probabilities` are v × v, a row for the word that stands now, a column
//! for the one that follows. The end of the text is followed by its beginning.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{add, cumsum, div, given, lookup, map, matmul, reduce, scale, sub, transpose};
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted, number_text, quoted};
use crate::report::{Answer, Axis, Function, Kind, Origin, Reduction, Report, Source, Step, Table};
use crate::shared::numbered;
use crate::steps::at_most;
use crate::steps::row_checks;
use ndarray::Array2;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// The demo.
pub(crate) struct MarkovText;

static SPEC: Spec = Spec {
    name: "markov-text",
    title: "Markov text",
    about: "Counts which word follows which in your own text, and writes on by drawing",
    topics: &["markov-chain", "n-gram-language-model", "conditional-probability", "sampling"],
    params: &[
        ParamSpec {
            name: "text",
            about: "words between spaces",
            kind: ParamKind::Tokens { max: 60 },
            default: "the dog saw the cat and the cat ran",
            per_head: false,
        },
        ParamSpec {
            name: "start",
            about: "the word to go on from; without one the first of the text",
            kind: ParamKind::Tokens { max: 1 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "smoothing",
            about: "added to every count, so that nothing is impossible",
            kind: ParamKind::Number { min: 0.0, max: 10.0 },
            default: "0",
            per_head: false,
        },
        ParamSpec {
            name: "length",
            about: "how many words are drawn",
            kind: ParamKind::Integer { min: 1, max: 12 },
            default: "6",
            per_head: false,
        },
        ParamSpec {
            name: "seed",
            about: "the seed of the draws",
            kind: ParamKind::Seed,
            default: "7",
            per_head: false,
        },
        ParamSpec {
            name: "draws",
            about: "draws of your own from 0 to 0.999 in place of seeded ones, one for each word",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 12 },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("words", "the words of the text"),
        ("vocabulary", "how many of them differ"),
        ("entropy", "the entropy of the word that follows the start, in nats"),
        ("largest", "the probability of the likeliest word after the start"),
    ],
    breaks: &[
        Break {
            what: "take a text in which no word comes twice",
            set: &[("text", "nobody ever says one thing twice"), ("start", "")],
            symptom: "every word has one follower: the model can only say the text again",
        },
        Break {
            what: "allow everything",
            set: &[("smoothing", "10")],
            symptom: "after each word nearly all words are alike: what was drawn loses its thread",
        },
        Break {
            what: "draw again",
            set: &[("seed", "8"), ("draws", "0.1 0.9 0.3 0.7 0.5 0.2")],
            symptom: "other words from the same probabilities",
        },
    ],
};

impl Demo for MarkovText {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let text = Text::new(params.words("text"));
        let start = match params.words("start").first() {
            None => 0,
            Some(word) => {
                text.known.iter().position(|known| *known == bare(word)).ok_or_else(|| {
                    let allowed = "a word of the text is expected".to_owned();
                    bad("start", quoted(word), allowed)
                })?
            }
        };
        let draws = draws(params)?;
        sink.report(report(params, &text, start, draws));
        Ok(())
    }
}

/// The words in order, as indices into those that differ.
struct Text {
    known: Vec<String>,
    order: Vec<usize>,
}

impl Text {
    fn new(words: &[String]) -> Self {
        let mut text = Self { known: Vec::new(), order: Vec::new() };
        for word in words.iter().map(|word| bare(word)) {
            let found = text.known.iter().position(|known| *known == word);
            text.order.push(found.unwrap_or(text.known.len()));
            if found.is_none() {
                text.known.push(word);
            }
        }
        text
    }

    /// n × v: a 1 in the column of the word that stands there.
    fn one_hot(&self) -> Table {
        let place =
            |(row, col): (usize, usize)| f64::from(u8::from(self.order.get(row) == Some(&col)));
        let values = Array2::from_shape_fn((self.order.len(), self.known.len()), place);
        let word = |index: &usize| self.known.get(*index).cloned().unwrap_or_default();
        let rows: Vec<String> = self.order.iter().map(word).collect();
        given("one_hot", Kind::Count, values, Source::Data)
            .row_axis("place in the text")
            .rows(&rows)
            .col_axis("word")
            .cols(&self.known)
    }
}

/// In small letters, without the punctuation round it; as it is where nothing else is there.
fn bare(word: &str) -> String {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { lower } else { bare.to_owned() }
}

/// The reader's draws, or three decimals from 0 to 0.999 with a seed: 1 × length.
fn draws(params: &Params) -> Result<Table, DemoError> {
    let largest = 0.999;
    let (values, from) = match params.value("draws") {
        Some(Value::Matrix(own)) => {
            if let Some(wrong) = own.iter().find(|draw| !(0.0..=largest).contains(*draw)) {
                let allowed = format!("numbers from 0 to {largest} are expected");
                return Err(bad("draws", number_text(*wrong), allowed));
            }
            (own.clone(), Source::Parameter)
        }
        Some(_) => {
            let allowed = "a row of numbers is expected".to_owned();
            return Err(bad("draws", "\"identity\"".to_owned(), allowed));
        }
        None => {
            let seed = u64::try_from(params.integer("seed")).unwrap_or(0);
            let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
            let length = usize::try_from(params.integer("length")).unwrap_or(1);
            let draw = |_| {
                let unit = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
                (unit * 1000.0).floor() / 1000.0
            };
            (Array2::from_shape_fn((1, length), draw), Source::Seeded { seed })
        }
    };
    let numbers = numbered(values.ncols());
    let table = given("draws", Kind::Number, values, from);
    Ok(table.row_axis("draws").rows(&["draw"]).col_axis("number").cols(&numbers))
}

fn report(params: &Params, text: &Text, start: usize, draws: Table) -> Report {
    let own = params.is_given("text");
    let smoothing = params.number("smoothing");
    let mut steps = Vec::new();
    let counts = counts(&mut steps, text);
    let probabilities = probabilities(&mut steps, params, counts);
    let (entropy, largest) = next(&mut steps, &probabilities, start);
    if smoothing == 0.0 {
        steps.push(balance(text, &probabilities));
    }
    let drawn = draws.values.ncols();
    let seeded = !params.is_given("draws");
    steps.push(sample(text, &probabilities, start, draws));
    let mut facts = vec![
        counted(text.order.len(), "word", "words"),
        counted(text.known.len(), "different one", "different ones"),
        "the end is followed by the beginning".to_owned(),
        counted(drawn, "word drawn", "words drawn"),
    ];
    facts.push(if seeded {
        format!("seed {}", params.integer("seed"))
    } else {
        "your own draws".to_owned()
    });
    if smoothing > 0.0 {
        facts.push(format!("{} added to every count", number_text(smoothing)));
    }
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics: vec![
            ("words", text.order.len() as f64),
            ("vocabulary", text.known.len() as f64),
            ("entropy", entropy),
            ("largest", largest),
        ],
        caveat: None,
    }
}

/// Which word follows which: one table of words turned, times the same table one place on.
fn counts(steps: &mut Vec<Step>, text: &Text) -> Table {
    let one_hot = text.one_hot();
    let n = text.order.len();
    let on: Vec<usize> = (0..n).map(|place| (place + 1) % n).collect();
    let next = lookup("next", &one_hot, &on).row_axis("place in the text").rows(&one_hot.rows);
    let next = Table { col_axis: "followed by", ..next };
    let turned = Table { row_axis: "word", ..transpose("turned", &one_hot) };
    let counts = matmul("counts", &turned, &next).kind(Kind::Count);
    let sum = counts.values.iter().fold(0.0, |sum, count| sum + count);
    steps.push(Step::of(
        "words",
        "words",
        "A row for each place in the text, a column for each word that occurs: a 1 says which \
         word stands there. Small letters, no punctuation.",
        "one_hot = 1 in the column of the word",
        vec![one_hot],
    ));
    let (row, col) = counts.farthest();
    let look = counts.cell(row, col);
    steps.push(
        Step::of(
            "pairs",
            "pairs",
            "The same table one place on says what follows. Multiplied with each other, the two \
             count the pairs: how often the word of a row is followed by the word of a column.",
            "counts = one_hotᵀ · next",
            vec![turned, next, counts.clone()],
        )
        .look(look)
        .claims(vec![at_most(
            "there are as many pairs as words: gap",
            (sum - n as f64).abs(),
            0.0,
        )]),
    );
    counts
}

fn probabilities(steps: &mut Vec<Step>, params: &Params, counts: Table) -> Table {
    let smoothing = params.number("smoothing");
    let (mut tables, counts) = if smoothing > 0.0 {
        let from = if params.is_given("smoothing") { Source::Parameter } else { Source::HandSet };
        let added = given("smoothing", Kind::Number, Array2::from_elem((1, 1), smoothing), from)
            .row_axis("added")
            .rows(&["to each"])
            .col_axis("count")
            .cols(&["count"]);
        let smoothed = add("smoothed", &counts, &added);
        (vec![added, smoothed.clone()], smoothed)
    } else {
        (Vec::new(), counts)
    };
    let totals =
        reduce("totals", &counts, Reduction::Sum, Axis::Row).col_axis("of the row").cols(&["sum"]);
    let made = div("probabilities", &counts, &totals).kind(Kind::Probability);
    let look = made.farthest();
    let checks = row_checks(std::iter::once(&made.values), "probabilities");
    let look = made.cell(look.0, look.1);
    tables.extend([totals, made.clone()]);
    let says = "Each row is divided by its sum. That is the whole model: for every word, the \
                probability of each word to come next, whatever stood before.";
    let formula = "probabilities = counts / sum of the row";
    steps.push(
        Step::of("probabilities", "probabilities", says, formula, tables).look(look).claims(checks),
    );
    made
}

/// One word and two words on; returns the entropy and the largest probability of one word on.
fn next(steps: &mut Vec<Step>, probabilities: &Table, start: usize) -> (f64, f64) {
    let word = probabilities.rows.get(start).cloned().unwrap_or_default();
    let row = lookup("following", probabilities, &[start]);
    let entropy = reduce("uncertainty", &row, Reduction::Entropy, Axis::Row)
        .col_axis("entropy")
        .cols(&["in nats"])
        .kind(Kind::Number);
    let second = matmul("second", &row, probabilities).kind(Kind::Probability);
    let at = row.farthest().1;
    let (value, largest) = (entropy.at(0, 0), row.at(0, at));
    let answer = Answer::LargestInRow { table: "following".to_owned(), row: 0 };
    let look = row.cell(0, at);
    steps.push(
        Step::of(
            "next",
            "next",
            "The row of the word that we start from says what may follow, its entropy how open \
             that is. That row times the whole table looks two words ahead.",
            "following = a row of probabilities, second = following · probabilities",
            vec![row, entropy, second],
        )
        .look(look)
        .ask(format!("Which word follows {} most often?", short(&word)), answer),
    );
    (value, largest)
}

/// The shares of the words are what the chain comes back to.
fn balance(text: &Text, probabilities: &Table) -> Step {
    let one_hot = text.one_hot();
    let total = reduce("occurrences", &one_hot, Reduction::Sum, Axis::Column);
    let total = total.row_axis("in the text").rows(&["count"]);
    let factor = 1.0 / text.order.len() as f64;
    let shares = scale("shares", &total, factor).kind(Kind::Probability);
    let shares = shares.row_axis("in the text").rows(&["share"]);
    let after = matmul("after", &shares, probabilities)
        .kind(Kind::Probability)
        .row_axis("a word on")
        .rows(&["share"]);
    let gap = shares.values.iter().zip(&after.values);
    let gap = gap.fold(0.0, |gap: f64, (a, b)| gap.max((a - b).abs()));
    let look = after.farthest();
    let look = after.cell(look.0, look.1);
    Step::of(
        "balance",
        "balance",
        "Start from a word of the text at random: each with its share. A word further on the \
         shares are the same. What is drawn for long uses every word as often as the text did.",
        "after = shares · probabilities = shares",
        vec![total, shares, after],
    )
    .look(look)
    .claims(vec![at_most("shares stay as they are: largest gap", gap, 1e-12)])
}

/// Words drawn one after the other.
fn sample(text: &Text, probabilities: &Table, start: usize, draws: Table) -> Step {
    let mut path = vec![start];
    for draw in &draws.values {
        let now = path.last().copied().unwrap_or(start);
        path.push(pick(probabilities, now, *draw));
    }
    let word = |index: &usize| text.known.get(*index).cloned().unwrap_or_default();
    let made: Vec<String> = path.iter().map(word).collect();
    let before = path.split_last().map(|(_, before)| before).unwrap_or_default();
    let turned = transpose("draw", &draws);
    let rows = lookup("distributions", probabilities, before);
    let running = cumsum("running", &rows, Axis::Row).kind(Kind::Number);
    let beyond = sub("beyond", &running, &turned);
    let open = map("open", &beyond, Function::Step);
    let open = open.kind(Kind::Count);
    let labels: Vec<String> = made.iter().skip(1).map(|word| format!("→ {word}")).collect();
    let chosen = reduce("chosen", &open, Reduction::Argmax, Axis::Row)
        .col_axis("column, from 0")
        .cols(&["drawn"])
        .row_axis("word")
        .rows(&labels);
    let agree = chosen.values.iter().zip(path.iter().skip(1));
    let astray = agree.filter(|(made, path)| (**made - **path as f64).abs() > 0.0).count();
    let mut says = "The row of the word that stands now is added up from the left; the first sum \
                    above the draw is the next word. Then its row is taken, and so on."
        .to_owned();
    let line = made.join(" ");
    if line.len() <= 150 {
        says = format!("{says} Drawn: {line}.");
    }
    Step::of(
        "sample",
        "sample",
        says,
        "next word = first column whose running sum is above the draw",
        vec![draws, turned, rows, running, beyond, open, chosen],
    )
    .claims(vec![at_most(
        "each row is that of the word drawn before: misses",
        astray as f64,
        0.0,
    )])
}

/// The first word whose running sum is above the draw.
fn pick(probabilities: &Table, now: usize, draw: f64) -> usize {
    let row = probabilities.values.rows().into_iter().nth(now);
    let mut sum = 0.0;
    let found = row.and_then(|row| {
        row.iter().position(|share| {
            sum += share;
            sum - draw > 0.0
        })
    });
    found.unwrap_or(0)
}

/// A word that fits into a sentence.
fn short(word: &str) -> String {
    if word.chars().count() <= 20 {
        return word.to_owned();
    }
    word.chars().take(19).chain(std::iter::once('…')).collect()
}
