//! Words as symbols, pairs of symbols, and merging them.

/// What stands at the end of every word.
pub(super) const END: &str = "_";

/// How many pairs are shown of one round: the most frequent.
const SHOWN: usize = 12;

/// A distinct word as it is split now, and how often it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its symbols, the mark at the end among them.
    pub(super) symbols: Vec<String>,
    /// How often it stands in the text.
    pub(super) times: usize,
}

impl Word {
    fn new(word: &str, times: usize) -> Self {
        let letters = word.chars().map(String::from);
        Self { symbols: letters.chain([END.to_owned()]).collect(), times }
    }

    /// As it is shown: symbols between spaces.
    pub(super) fn label(&self) -> String {
        self.symbols.join(" ")
    }

    /// The word itself, its mark left out.
    pub(super) fn plain(&self) -> String {
        let whole = self.symbols.concat();
        whole.strip_suffix(END).map(str::to_owned).unwrap_or(whole)
    }

    /// How often a pair can be merged in it, from the left.
    fn holds(&self, pair: &(String, String)) -> usize {
        self.symbols.len() - self.merged(pair).symbols.len()
    }

    fn merged(&self, (left, right): &(String, String)) -> Self {
        let mut symbols = Vec::with_capacity(self.symbols.len());
        let mut rest = self.symbols.iter().peekable();
        while let Some(symbol) = rest.next() {
            if symbol == left && rest.peek() == Some(&right) {
                rest.next();
                symbols.push(format!("{left}{right}"));
            } else {
                symbols.push(symbol.clone());
            }
        }
        Self { symbols, times: self.times }
    }
}

/// One merge: what was counted before it, and the words after it.
pub(super) struct Merge {
    /// The most frequent pairs, in the order in which they first stand in the words.
    pub(super) pairs: Vec<(String, String)>,
    /// How many pairs there are in all.
    pub(super) all: usize,
    /// How often each word holds each of the shown pairs, pairs × words.
    pub(super) inside: Vec<Vec<usize>>,
    /// Which of the shown pairs is merged.
    pub(super) winner: usize,
    /// The words after the merge.
    pub(super) words: Vec<Word>,
}

impl Merge {
    /// The pair that is merged.
    pub(super) fn pair(&self) -> (&str, &str) {
        self.pairs.get(self.winner).map_or(("", ""), |(left, right)| (left, right))
    }
}

/// What was learned from a text.
pub(super) struct Learned {
    /// The distinct words, letter by letter.
    pub(super) words: Vec<Word>,
    /// The merges in order.
    pub(super) merges: Vec<Merge>,
    /// The letters in the order in which they first stand in the words, then the merged pieces.
    pub(super) vocabulary: Vec<String>,
}

impl Learned {
    /// The words after all merges.
    pub(super) fn last(&self) -> &[Word] {
        self.merges.last().map_or(&self.words, |merge| &merge.words)
    }

    /// Another word, split by the merges in the order in which they were learned.
    pub(super) fn split(&self, word: &str) -> Word {
        let pairs = self.merges.iter().filter_map(|merge| merge.pairs.get(merge.winner));
        pairs.fold(Word::new(word, 1), |word, pair| word.merged(pair))
    }
}

/// The distinct words of a text in the order in which they first stand there, with their counts.
pub(super) fn count(text: &[String]) -> Vec<Word> {
    let mut distinct: Vec<(&String, usize)> = Vec::new();
    for word in text {
        match distinct.iter_mut().find(|(known, _)| *known == word) {
            Some((_, times)) => *times += 1,
            None => distinct.push((word, 1)),
        }
    }
    distinct.into_iter().map(|(word, times)| Word::new(word, times)).collect()
}

/// Merges the most frequent pair, again and again, until enough were made or no pair is left.
pub(super) fn learn(words: Vec<Word>, most: usize) -> Learned {
    let mut vocabulary: Vec<String> = Vec::new();
    for symbol in words.iter().flat_map(|word| &word.symbols) {
        if !vocabulary.contains(symbol) {
            vocabulary.push(symbol.clone());
        }
    }
    let mut merges: Vec<Merge> = Vec::new();
    while merges.len() < most {
        let before = merges.last().map_or(&words, |merge| &merge.words);
        let Some(merge) = merge(before) else { break };
        let piece = merge.pairs.get(merge.winner).map(|(left, right)| format!("{left}{right}"));
        // The same piece can be made of other parts: "ab" + "c" after "a" + "bc".
        vocabulary.extend(piece.filter(|piece| !vocabulary.contains(piece)));
        merges.push(merge);
    }
    Learned { words, merges, vocabulary }
}

/// The next merge; none where every word is one symbol.
fn merge(words: &[Word]) -> Option<Merge> {
    let mut found: Vec<(String, String)> = Vec::new();
    for pair in words.iter().flat_map(|word| word.symbols.windows(2)) {
        if let [left, right] = pair
            && !found.iter().any(|(a, b)| a == left && b == right)
        {
            found.push((left.clone(), right.clone()));
        }
    }
    let inside = |pair: &(String, String)| words.iter().map(|word| word.holds(pair)).collect();
    let counted: Vec<(usize, Vec<usize>)> = found
        .iter()
        .map(|pair| {
            let inside: Vec<usize> = inside(pair);
            (inside.iter().zip(words).map(|(held, word)| held * word.times).sum(), inside)
        })
        .collect();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order
        .sort_by_key(|place| std::cmp::Reverse(counted.get(*place).map_or(0, |(count, _)| *count)));
    let best = *order.first()?;
    order.truncate(SHOWN);
    order.sort_unstable();
    let pair = found.get(best)?;
    Some(Merge {
        winner: order.iter().position(|place| *place == best)?,
        all: found.len(),
        inside: order.iter().filter_map(|at| counted.get(*at)).map(|(_, of)| of.clone()).collect(),
        words: words.iter().map(|word| word.merged(pair)).collect(),
        pairs: order.iter().filter_map(|place| found.get(*place).cloned()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Vec<Word> {
        count(&words.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn words_are_counted_and_pairs_merged_from_the_left() {
        let words = text("aaa b aaa");
        assert_eq!(words.iter().map(|word| word.times).collect::<Vec<_>>(), [2, 1]);
        let pair = ("a".to_owned(), "a".to_owned());
        assert_eq!(words[0].holds(&pair), 1);
        assert_eq!(words[0].merged(&pair).label(), "aa a _");
        assert_eq!(Word::new("aaaa", 1).holds(&pair), 2);
    }

    #[test]
    fn merging_ends_when_every_word_is_one_symbol() {
        let learned = learn(text("ab ab"), 16);
        assert_eq!(learned.merges.len(), 2);
        assert_eq!(learned.last()[0].label(), "ab_");
        assert_eq!(learned.vocabulary, ["a", "b", "_", "ab", "ab_"]);
        assert_eq!(learned.split("abba").label(), "ab b a _");
    }
}
