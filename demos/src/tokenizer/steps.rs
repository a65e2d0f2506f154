//! The lesson: counts, one step for each merge, the vocabulary, other words.

use super::pairs::{END, Learned, Merge, Word};
use crate::make::{self, Labels};
use crate::math;
use crate::report::{Answer, Axis, Guess, Kind, Reduction, Source, Step, Table};
use crate::steps::{at, at_most};
use ndarray::Array2;

/// Ids and titles of the steps of single merges.
const MERGES: [(&str, &str); 16] = [
    ("merge-1", "merge 1"),
    ("merge-2", "merge 2"),
    ("merge-3", "merge 3"),
    ("merge-4", "merge 4"),
    ("merge-5", "merge 5"),
    ("merge-6", "merge 6"),
    ("merge-7", "merge 7"),
    ("merge-8", "merge 8"),
    ("merge-9", "merge 9"),
    ("merge-10", "merge 10"),
    ("merge-11", "merge 11"),
    ("merge-12", "merge 12"),
    ("merge-13", "merge 13"),
    ("merge-14", "merge 14"),
    ("merge-15", "merge 15"),
    ("merge-16", "merge 16"),
];

/// All steps, and the tokens of the text before and after, and its letters over its tokens.
pub(super) fn steps(learned: &Learned, others: &[Word]) -> (Vec<Step>, [f64; 3]) {
    let times: Vec<usize> = learned.words.iter().map(|word| word.times).collect();
    let times = column("times", ("word", "in the text"), plain(&learned.words), "times", &times);
    let turned = make::transpose("times_turned", &times);
    let sizes: Vec<usize> = learned.words.iter().map(|word| word.symbols.len()).collect();
    let mut lengths =
        column("tokens_0", ("word", "tokens"), labels(&learned.words), "tokens", &sizes);
    let mut total = total(0, &turned, &lengths);
    let before = math::sum(&total.values);
    let mut steps = vec![Step::of("words", "words", format!(
            "The distinct words of the text, how often each stands there, and how many tokens each \
             takes while every letter is one. The mark {END} ends a word."
        ), "total = times · tokens", vec![times.clone(), turned.clone(), lengths.clone(), total.clone()]).look(at("times", 0, 0))];
    for ((number, merge), name) in (1..).zip(&learned.merges).zip(MERGES) {
        let (made, next, sum) =
            merge_step(name, number, merge, &times, &turned, (&lengths, &total));
        steps.push(made);
        (lengths, total) = (next, sum);
    }
    let after = math::sum(&total.values);
    steps.push(vocabulary(learned, &times, &total));
    steps.extend(apply(learned, others));
    (steps, [before, after, before / after])
}

fn plain(words: &[Word]) -> Vec<String> {
    words.iter().map(Word::plain).collect()
}

/// Words as they are split.
fn labels(words: &[Word]) -> Vec<String> {
    words.iter().map(Word::label).collect()
}

/// A given column of counts.
fn column(
    id: &str,
    axes: (&'static str, &'static str),
    rows: Vec<String>,
    called: &str,
    counts: &[usize],
) -> Table {
    let values = Array2::from_shape_fn((counts.len(), 1), |(row, _)| count(counts.get(row)));
    let labels = Labels { axes, rows, cols: vec![called.to_owned()] };
    make::given(id, Kind::Count, values.clone(), Source::Data).labels(labels)
}

/// Given counts, rows × columns.
fn grid(id: &str, counts: &[Vec<usize>], labels: Labels) -> Table {
    let values = Array2::from_shape_fn((labels.rows.len(), labels.cols.len()), |(row, col)| {
        count(counts.get(row).and_then(|row| row.get(col)))
    });
    make::given(id, Kind::Count, values.clone(), Source::Data).labels(labels)
}

fn count(of: Option<&usize>) -> f64 {
    of.copied().unwrap_or(0) as f64
}

fn total(number: usize, turned: &Table, lengths: &Table) -> Table {
    let total = make::matmul(&format!("total_{number}"), turned, lengths).kind(Kind::Count);
    Table { rows: vec!["text".to_owned()], ..total }
}

/// The step of one merge, and what its words and the text take after it.
fn merge_step(
    name: (&'static str, &'static str),
    number: usize,
    merge: &Merge,
    times: &Table,
    turned: &Table,
    (lengths, total_before): (&Table, &Table),
) -> (Step, Table, Table) {
    let id = |name: &str| format!("{name}_{number}");
    let pairs = merge.pairs.iter().map(|(left, right)| format!("{left} {right}")).collect();
    let across = Labels { axes: ("pair", "in the word"), rows: pairs, cols: plain(&merge.words) };
    let inside = grid(&id("inside"), &merge.inside, across);
    let counts = make::matmul(&id("counts"), &inside, times).kind(Kind::Count);
    let most = make::reduce(&id("most"), &counts, Reduction::Max, Axis::Column).kind(Kind::Count);
    let taken = make::rows(&id("taken"), &inside, merge.winner, merge.winner + 1);
    let merged = make::transpose(&id("merged"), &taken);
    let shorter = make::sub(&id("tokens"), lengths, &merged).kind(Kind::Count);
    let shorter = Table { rows: labels(&merge.words), ..shorter };
    let sum = total(number, turned, &shorter);
    let (left, right) = merge.pair();
    let counted = if number == 1 {
        "Each pair of neighbours is counted in each word, times how often the word stands in the \
         text."
    } else {
        "Pairs are counted anew, now with the merged pieces."
    };
    let shown = merge.pairs.len();
    let some = if shown < merge.all {
        format!(" Of {} pairs the {shown} most frequent are shown.", merge.all)
    } else {
        String::new()
    };
    let fell = math::sum(&total_before.values) - math::sum(&sum.values);
    let held = math::sum(&most.values);
    let guess = Guess {
        ask: "Which pair stands most often in the text, and is merged?".to_owned(),
        answer: Answer::LargestInColumn { table: counts.id.clone(), col: 0 },
    };
    let made = Step {
        guess: (number == 1).then_some(guess),
        ..Step::of(
            name.0,
            name.1,
            format!(
                "{counted} \"{left} {right}\" comes first and becomes one piece, \
                 \"{left}{right}\"; the words that hold it get shorter.{some}"
            ),
            "counts = inside · times; tokens = tokens before − merged",
            vec![inside, counts, most, taken, merged, shorter.clone(), sum.clone()],
        )
        .look(at(&id("counts"), merge.winner, 0))
        .claims([at_most(
            "the text lost as many tokens as the pair was counted: gap",
            (fell - held).abs(),
            0.0,
        )])
    };
    (made, shorter, sum)
}

fn vocabulary(learned: &Learned, times: &Table, total: &Table) -> Step {
    let words = learned.last();
    let counts: Vec<Vec<usize>> =
        learned.vocabulary.iter().map(|piece| held(words, piece)).collect();
    let rows = learned.vocabulary.iter().enumerate().map(|(id, piece)| format!("{id} {piece}"));
    let across =
        Labels { axes: ("id and piece", "in the word"), rows: rows.collect(), cols: plain(words) };
    let holds = grid("holds", &counts, across);
    let used = make::matmul("used", &holds, times).kind(Kind::Count);
    let used = Table { cols: vec!["used".to_owned()], ..used };
    let gap = (math::sum(&used.values) - math::sum(&total.values)).abs();
    let last = used.rows.len().saturating_sub(1);
    Step::of(
        "vocabulary",
        "vocabulary",
        "The vocabulary is the letters and one piece for each merge. A piece's place in it is \
             its id, and ids are all that a model ever sees. Pieces that were merged further may \
             be used no more.",
        "used = holds · times",
        vec![holds, used],
    )
    .look(at("used", last, 0))
    .claims([at_most("all pieces together make the tokens of the text: gap", gap, 0.0)])
}

/// How often each word holds a piece.
fn held(words: &[Word], piece: &String) -> Vec<usize> {
    let times = |word: &Word| word.symbols.iter().filter(|symbol| *symbol == piece).count();
    words.iter().map(times).collect()
}

/// Other words; no step where there are none.
fn apply(learned: &Learned, others: &[Word]) -> Option<Step> {
    if others.is_empty() {
        return None;
    }
    let mut pieces: Vec<&String> = Vec::new();
    for symbol in others.iter().flat_map(|word| &word.symbols) {
        if !pieces.contains(&symbol) {
            pieces.push(symbol);
        }
    }
    let name = |piece: &&String| {
        learned
            .vocabulary
            .iter()
            .position(|known| known == *piece)
            .map_or_else(|| format!("? {piece}"), |id| format!("{id} {piece}"))
    };
    let names: Vec<String> = pieces.iter().map(name).collect();
    let counts: Vec<Vec<usize>> = others
        .iter()
        .map(|word| {
            let of = |piece: &&String| word.symbols.iter().filter(|symbol| symbol == piece).count();
            pieces.iter().map(of).collect()
        })
        .collect();
    let down = Labels { axes: ("word", "id and piece"), rows: labels(others), cols: names.clone() };
    let split = grid("split", &counts, down);
    let letters: Vec<usize> = pieces.iter().map(|piece| piece.chars().count()).collect();
    let letters = column("letters_of", ("id and piece", "letters"), names, "letters", &letters);
    let tokens = make::reduce("tokens", &split, Reduction::Sum, Axis::Row).kind(Kind::Count);
    let all = make::matmul("letters", &split, &letters).kind(Kind::Count);
    let per_token = make::div("letters_per_token", &all, &tokens).kind(Kind::Number);
    let per_token = Table { cols: vec!["per token".to_owned()], ..per_token };
    let written = others.iter().map(|word| word.symbols.concat().chars().count());
    let gap = written.zip(&all.values).map(|(letters, sum)| (letters as f64 - sum).abs());
    let gap = gap.fold(0.0, f64::max);
    Some(
        Step::of(
            "apply",
            "other words",
            "Other words are split by the same merges in the same order. What looks like the text \
             takes few tokens; what does not falls into letters. A letter that was not in the \
             text has no id here; a real tokenizer begins with bytes, and knows them all.",
            "letters_per_token = letters / tokens",
            vec![split, letters, tokens, all, per_token],
        )
        .look(at("letters_per_token", 0, 0))
        .claims([at_most(
            "no letter is lost: put together, the pieces are the word: largest gap",
            gap,
            0.0,
        )]),
    )
}
