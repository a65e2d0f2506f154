//! The words with their rows of numbers, and which of them a question is about.

use super::glove;
use crate::demo::DemoError;
use crate::make::{given, lookup};
use crate::math;
use crate::params::{Params, Value, bad, counted, quoted};
use crate::registry::distance;
use crate::report::{Kind, Source, Table};
use crate::shared::column_labels;
use ndarray::Array2;

/// Below this length the squares leave the range of the numbers.
pub(super) const SHORTEST: f64 = 1e-150;
const FEWEST: usize = 4;

/// All words that can be asked for: `vectors` is n × d.
pub(super) struct Space {
    pub(super) words: Vec<String>,
    pub(super) vectors: Table,
    pub(super) trained: bool,
    pub(super) own: bool,
}

/// What is asked, by row of the table.
pub(super) struct Question {
    /// Whose neighbours.
    pub(super) word: usize,
    /// a is to b as c is to?
    pub(super) analogy: [usize; 3],
}

/// What was found, by row of the table, best first.
pub(super) struct Found {
    pub(super) neighbours: Vec<usize>,
    pub(super) answers: Vec<usize>,
    /// The best cosine among the words that were not taken.
    pub(super) best_left: [f64; 2],
}

impl Space {
    pub(super) fn from_params(params: &Params) -> Result<Self, DemoError> {
        if params.choice("table") == "glove" {
            let (words, vectors) = glove::read();
            let from = Source::Trained { sha256: glove::sha256().to_owned() };
            let vectors = given("vectors", Kind::Embedding, vectors, from);
            let vectors = vectors.row_axis("word").rows(&words);
            return Ok(Self { words, vectors: numbered(vectors), trained: true, own: false });
        }
        let Some(Value::Matrix(vectors)) = params.value("vectors") else {
            let allowed = "a row of numbers for each word is expected".to_owned();
            return Err(bad("vectors", "\"identity\"".to_owned(), allowed));
        };
        let words: Vec<String> = params.words("words").iter().map(|w| w.to_lowercase()).collect();
        check_rows(params, vectors, &words)?;
        let own = params.is_given("vectors");
        let from = if own { Source::Parameter } else { Source::HandSet };
        let table = given("vectors", Kind::Embedding, vectors.clone(), from);
        let table = table.row_axis("word").rows(&words);
        let ours = !own && params.words("features").is_empty();
        let table = if ours {
            let features = ["person", "royal", "female", "young"].map(str::to_owned);
            table.col_axis("feature").cols(&features)
        } else {
            let features = column_labels(params, "features", "vectors", vectors.ncols())?;
            table.col_axis("feature").cols(&features)
        };
        Ok(Self { words, vectors: table, trained: false, own: own || params.is_given("words") })
    }

    /// What is asked; where the words are the reader's and the question is not, the first of them.
    pub(super) fn question(&self, params: &Params) -> Result<Question, DemoError> {
        let ask = |name: &str, at: usize, default: usize| {
            if self.own && !params.is_given(name) {
                return Ok(default);
            }
            let word = params.words(name).get(at).map_or("", String::as_str);
            self.find(name, word)
        };
        let count = params.words("analogy").len();
        if count != 3 {
            let allowed = "3 words are expected: a is to b as c is to what?".to_owned();
            return Err(bad("analogy", counted(count, "word", "words"), allowed));
        }
        let analogy = [ask("analogy", 0, 0)?, ask("analogy", 1, 1)?, ask("analogy", 2, 2)?];
        Ok(Question { word: ask("word", 0, 0)?, analogy })
    }

    fn find(&self, name: &str, word: &str) -> Result<usize, DemoError> {
        let lower = word.to_lowercase();
        if let Some(row) = self.words.iter().position(|known| *known == lower) {
            return Ok(row);
        }
        let allowed = if self.trained {
            let near = self.nearest(&lower).join(", ");
            format!("a word that the trained table has is expected, such as {near}")
        } else {
            format!("one of {} is expected", self.words.join(", "))
        };
        Err(bad(name, quoted(word), allowed))
    }

    /// Three words that are written much alike.
    fn nearest(&self, word: &str) -> Vec<&str> {
        let letters: Vec<char> = word.chars().take(40).collect();
        let apart = |known: &String| distance(&letters, &known.chars().collect::<Vec<_>>());
        let mut ranked: Vec<_> = self.words.iter().map(|known| (apart(known), known)).collect();
        ranked.sort_by_key(|(apart, _)| *apart);
        ranked.into_iter().take(3).map(|(_, word)| word.as_str()).collect()
    }

    /// The nearest words of the whole table, by the same arithmetic that the lesson then shows.
    pub(super) fn search(&self, question: &Question, count: usize, leave_out: bool) -> Found {
        let row = |row: usize| self.row(row).to_vec();
        let cosines = self.cosines(&row(question.word));
        let (neighbours, left) = best(&cosines, &[question.word], count);
        let [a, b, c] = question.analogy.map(row);
        let way = a.iter().zip(&b).zip(&c);
        let target: Vec<f64> = way.map(|((a, b), c)| b - a + c).collect();
        if math::norm(&target) < SHORTEST {
            return Found { neighbours, answers: Vec::new(), best_left: [left, 0.0] };
        }
        let without: &[usize] = if leave_out { &question.analogy } else { &[] };
        let (answers, left_too) = best(&self.cosines(&target), without, count);
        Found { neighbours, answers, best_left: [left, left_too] }
    }

    fn row(&self, row: usize) -> &[f64] {
        let width = self.vectors.values.ncols();
        let all = self.vectors.values.as_slice().unwrap_or_default();
        all.get(row * width..(row + 1) * width).unwrap_or_default()
    }

    /// The cosine of every word with a row of numbers: directions multiplied and added up.
    fn cosines(&self, row: &[f64]) -> Vec<f64> {
        let length = math::norm(row);
        let direction: Vec<f64> = row.iter().map(|value| value / length).collect();
        let mut cosines = Vec::with_capacity(self.words.len());
        for at in 0..self.words.len() {
            let row = self.row(at);
            let length = math::norm(row);
            let mut sum = 0.0;
            for (value, along) in row.iter().zip(&direction) {
                sum += value / length * along;
            }
            cosines.push(sum);
        }
        cosines
    }

    /// The rows that the lesson shows: all of a small table, of a large one those that were asked
    /// for or found. Returns where each row went, too.
    pub(super) fn shown(&self, question: &Question, found: &Found) -> (Table, Vec<usize>) {
        if !self.trained {
            return (self.vectors.clone(), (0..self.words.len()).collect());
        }
        let mut rows = vec![question.word];
        for row in found.neighbours.iter().chain(&question.analogy).chain(&found.answers) {
            if !rows.contains(row) {
                rows.push(*row);
            }
        }
        let shown = lookup("vectors", &self.vectors, &rows);
        (Table { rule: self.vectors.rule.clone(), ..shown }, rows)
    }
}

/// The places of the largest numbers, largest first, and the largest that was not taken.
fn best(numbers: &[f64], without: &[usize], count: usize) -> (Vec<usize>, f64) {
    let mut ranked: Vec<(usize, f64)> = numbers.iter().copied().enumerate().collect();
    ranked.retain(|(row, _)| !without.contains(row));
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let left = ranked.get(count).map_or(-1.0, |(_, cosine)| *cosine);
    (ranked.into_iter().take(count).map(|(row, _)| row).collect(), left)
}

fn numbered(table: Table) -> Table {
    let labels = crate::shared::numbered(table.values.ncols());
    table.col_axis("dimension").cols(&labels)
}

fn check_rows(params: &Params, vectors: &Array2<f64>, words: &[String]) -> Result<(), DemoError> {
    let rows = vectors.nrows();
    if rows < FEWEST {
        let allowed = format!("at least {FEWEST} rows are expected");
        return Err(bad("vectors", counted(rows, "row", "rows"), allowed));
    }
    if words.len() != rows {
        let (row, word) = (counted(rows, "row", "rows"), counted(words.len(), "word", "words"));
        // The one that the reader put in is the one to be named.
        return Err(if params.is_given("words") || !params.is_given("vectors") {
            bad("words", word, format!("one for each of the {row} of vectors is expected"))
        } else {
            bad("vectors", row, format!("one for each of the {word} of words is expected"))
        });
    }
    if let Some((at, word)) =
        words.iter().enumerate().find(|(at, word)| words[..*at].contains(word))
    {
        let allowed = "every word once is expected".to_owned();
        return Err(bad(&format!("words, word {}", at + 1), quoted(word), allowed));
    }
    let short = vectors.rows().into_iter().position(|row| math::norm(row) < SHORTEST);
    if let Some(row) = short {
        let allowed = "a row with a length above 0 is expected, as 0 has no direction".to_owned();
        return Err(bad(&format!("vectors, row {}", row + 1), "a length of 0".to_owned(), allowed));
    }
    Ok(())
}
