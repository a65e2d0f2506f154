//! Demo `embeddings`: words as rows of numbers; the cosine finds the nearest, differences answer
//! analogies. `vectors` is n × d: a small hand-set table, or those rows of a trained one (of which
//! all are searched) that are asked for or found.

mod glove;
mod space;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{add, below, div, lookup, matmul_t, reduce, sub};
use crate::params::{ParamKind, ParamSpec, Params, counted};
use crate::report::{Answer, Axis, Check, Kind, Origin, Picture, Reduction, Report, Step, Table};
use crate::steps::at_most;
use space::{Found, Question, SHORTEST, Space};

/// The demo.
pub(crate) struct Embeddings;

static SPEC: Spec = Spec {
    name: "embeddings",
    title: "Embeddings",
    about: "Nearest words and analogies, by hand on a small table and on real vectors of GloVe",
    topics: &["embeddings", "cosine-similarity", "word2vec", "nearest-neighbors", "vector-search"],
    params: &[
        ParamSpec {
            name: "table",
            about: "hand-set: eight words and four features; glove: 2,083 words, trained",
            kind: ParamKind::Choice { options: &["hand-set", "glove"] },
            default: "hand-set",
            per_head: false,
        },
        ParamSpec {
            name: "word",
            about: "whose neighbours are looked for",
            kind: ParamKind::Tokens { max: 1 },
            default: "king",
            per_head: false,
        },
        ParamSpec {
            name: "analogy",
            about: "a b c: a is to b as c is to what?",
            kind: ParamKind::Tokens { max: 3 },
            default: "man king woman",
            per_head: false,
        },
        ParamSpec {
            name: "leave_out",
            about: "whether the words of the analogy are left out of its answers",
            kind: ParamKind::Flag,
            default: "on",
            per_head: false,
        },
        ParamSpec {
            name: "count",
            about: "how many neighbours and answers are shown",
            kind: ParamKind::Integer { min: 1, max: 8 },
            default: "3",
            per_head: false,
        },
        ParamSpec {
            name: "words",
            about: "the words of the hand-set table",
            kind: ParamKind::Tokens { max: 16 },
            default: "man woman boy girl king queen prince princess",
            per_head: false,
        },
        ParamSpec {
            name: "vectors",
            about: "the rows of the hand-set table, one for each word",
            kind: ParamKind::Matrix { max_rows: 16, max_cols: 8 },
            default: "1 0 0 0; 1 0 1 0; 1 0 0 1; 1 0 1 1; 1 1 0 0; 1 1 1 0; 1 1 0 1; 1 1 1 1",
            per_head: false,
        },
        ParamSpec {
            name: "features",
            about: "words for the columns of the hand-set table",
            kind: ParamKind::Tokens { max: 8 },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("words", "how many words were searched"),
        ("nearest", "the cosine of the nearest word"),
        ("answer", "the cosine of the best answer; missing where there is no direction"),
    ],
    breaks: &[
        Break {
            what: "do not leave out the words that were asked with",
            set: &[("table", "glove"), ("analogy", "man king woman"), ("leave_out", "off")],
            symptom: "the best answer is king itself: the step from man to woman is short beside \
                      the way that king has gone already",
        },
        Break {
            what: "ask for a feature that words do not share",
            set: &[("table", "glove"), ("analogy", "good best bad"), ("leave_out", "on")],
            symptom: "worst is not the first answer: not every relation is one and the same step",
        },
        Break {
            what: "ask for what was only written often",
            set: &[("table", "glove"), ("analogy", "man doctor woman"), ("leave_out", "on")],
            symptom: "the answer is a prejudice of the texts, not a fact about people",
        },
    ],
};

impl Demo for Embeddings {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let space = Space::from_params(params)?;
        let question = space.question(params)?;
        sink.report(report(params, &space, &question));
        Ok(())
    }
}

fn report(params: &Params, space: &Space, question: &Question) -> Report {
    let leave_out = params.flag("leave_out");
    let count = usize::try_from(params.integer("count")).unwrap_or(1);
    let found = space.search(question, count, leave_out);
    let (vectors, rows) = space.shown(question, &found);
    let mut lesson = Lesson { space, question, found: &found, rows, leave_out, steps: Vec::new() };
    let directions = lesson.vectors(vectors.clone());
    let nearest = lesson.neighbours(&directions);
    let answer = lesson.analogy(&vectors, &directions);
    let steps = lesson.steps;
    let mut metrics = vec![("words", space.words.len() as f64), ("nearest", nearest)];
    metrics.extend(answer.map(|answer| ("answer", answer)));
    let words = counted(space.words.len(), "word", "words");
    let table = if space.trained {
        format!("{words} of GloVe 6B 50d in 8 bits")
    } else if space.own {
        format!("your own {words}")
    } else {
        words
    };
    let idle = ["words", "vectors", "features"].into_iter().filter(|name| params.is_given(name));
    let idle: Vec<&str> = if space.trained { idle.collect() } else { Vec::new() };
    let left_out = if leave_out { "left out of" } else { "allowed in" };
    let mut facts = vec![
        table,
        "a word is never its own neighbour".to_owned(),
        format!("the words of the analogy are {left_out} the answers"),
    ];
    if !idle.is_empty() {
        facts.push(format!("your own {} wait for the hand-set table", idle.join(" and ")));
    }
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if space.trained {
            Origin::Trained { steps: None, file: "glove.bin".to_owned() }
        } else if space.own {
            Origin::Given
        } else {
            Origin::HandSet
        },
        facts,
        steps,
        metrics,
        caveat: space.trained.then_some(
            "Near is what stood in like company in the texts, their prejudices included.",
        ),
    }
}

/// The steps as they come to be.
struct Lesson<'a> {
    space: &'a Space,
    question: &'a Question,
    found: &'a Found,
    /// Which row of the whole table each shown row is.
    rows: Vec<usize>,
    leave_out: bool,
    steps: Vec<Step>,
}

impl Lesson<'_> {
    /// Where a row of the whole table stands among the shown ones.
    fn place(&self, row: usize) -> usize {
        self.rows.iter().position(|shown| *shown == row).unwrap_or(0)
    }

    fn places(&self, rows: &[usize]) -> Vec<usize> {
        rows.iter().map(|row| self.place(*row)).collect()
    }

    fn word(&self, row: usize) -> &str {
        self.space.words.get(row).map_or("", String::as_str)
    }

    /// The rows, and their directions: the same rows with length 1.
    fn vectors(&mut self, vectors: Table) -> Table {
        let at = self.place(self.question.word);
        let lengths = reduce("lengths", &vectors, Reduction::Norm, Axis::Row);
        let lengths = lengths.col_axis("length").cols(&["length"]).kind(Kind::Number);
        let directions = div("directions", &vectors, &lengths);
        let says = if self.space.trained {
            "Each word is a row of numbers, found in training from the company that words keep. \
             No column has a name. Shown are the words that are asked for or found."
        } else {
            "Each word is a row of numbers. Here we chose what the columns mean; in a trained \
             table nobody does."
        };
        let look = vectors.cell(at, 0);
        self.steps.push(
            Step::of("vectors", "vectors", says, "one row of numbers for each word", vec![vectors])
                .look(look),
        );
        let look = directions.cell(at, 0);
        self.steps.push(
            Step::of(
                "directions",
                "directions",
                "Every row is divided by its length. What is left is its direction, with length 1.",
                "direction = row / √(sum of its squares)",
                vec![lengths, directions.clone()],
            )
            .look(look),
        );
        directions
    }

    /// Cosines with the word, and the nearest ones; returns the largest cosine.
    fn neighbours(&mut self, directions: &Table) -> f64 {
        let word = self.word(self.question.word).to_owned();
        let query = lookup("query", directions, &[self.place(self.question.word)]);
        let cosines = matmul_t("cosines", directions, &query).kind(Kind::Score);
        let nearest = lookup("neighbours", &cosines, &self.places(&self.found.neighbours));
        let mut checks = vec![at_most(
            "no cosine is above 1: largest size",
            cosines.values.iter().fold(0.0, |size: f64, cosine| size.max(cosine.abs())),
            1.0 + 1e-12,
        )];
        checks.extend(self.nothing_missed(
            &nearest,
            &[self.question.word],
            self.found.best_left[0],
        ));
        let answer = Answer::LargestInColumn { table: "neighbours".to_owned(), col: 0 };
        let says = format!(
            "The dot product of two directions is their cosine: 1 where they are the same, 0 at a \
             right angle. The words with the largest ones are the neighbours of {word}; {word} \
             itself is left out."
        );
        let value = nearest.at(0, 0);
        let ask = format!("Which word is nearest to {word}?");
        self.steps.push(
            Step::of(
                "neighbours",
                "neighbours",
                says,
                "cosine = direction · direction",
                vec![query, cosines, nearest],
            )
            .claims(checks)
            .ask(ask, answer),
        );
        value
    }

    /// a is to b as c is to what: b − a + c, and the nearest words; returns the best cosine.
    fn analogy(&mut self, vectors: &Table, directions: &Table) -> Option<f64> {
        let [a, b, c] = self.question.analogy;
        let words = [a, b, c].map(|row| self.word(row).to_owned());
        let row = |id: &str, row: usize| lookup(id, vectors, &[self.place(row)]);
        let (a, b, c) = (row("a", a), row("b", b), row("c", c));
        let way = format!("{} − {}", words[1], words[0]);
        let difference = sub("difference", &b, &a).row_axis("way").rows(&[&way]);
        let target = add("target", &difference, &c);
        let target = target.row_axis("way").rows(&["target"]);
        let length = reduce("target_length", &target, Reduction::Norm, Axis::Row);
        let length = length.col_axis("length").cols(&["length"]).kind(Kind::Number);
        let says = format!(
            "{} is to {} as {} is to what? The way from {} to {} is their difference; {} plus \
             that way is where the answer should be.",
            words[0], words[1], words[2], words[0], words[1], words[2]
        );
        let (at_row, at_col) = target.farthest();
        let look = target.cell(at_row, at_col);
        self.steps.push(
            Step::of(
                "analogy",
                "analogy",
                says,
                "target = b − a + c",
                vec![a.clone(), b, c.clone(), difference.clone(), target.clone()],
            )
            .look(look),
        );
        self.map(vectors, &target, [&a, &c, &difference], &words);
        if length.at(0, 0) < SHORTEST {
            let says = "The way leads to 0, which has no direction: no word is nearest to it.";
            let formula = "closeness = direction · target / length";
            self.steps.push(Step::of("answer", "answer", says, formula, Vec::new()));
            return None;
        }
        Some(self.answer(directions, &target, length, &words))
    }

    /// Every word on a map with two ways: how far it lies along b − a, and how far along c − a.
    fn map(&mut self, vectors: &Table, target: &Table, of: [&Table; 3], words: &[String; 3]) {
        let [a, c, first] = of;
        let names = [format!("to {}", words[1]), format!("to {}", words[2])];
        let second = sub("other_difference", c, a).row_axis("way").rows(&[&names[1]]);
        let ways = below("ways", &[first, &second]).row_axis("way").rows(&names);
        let all = below("places", &[vectors, target]).row_axis("word");
        let map = matmul_t("map", &all, &ways).kind(Kind::Score);
        let look = map.cell(all.values.nrows() - 1, 0);
        let says = format!(
            "Two ways lead away from {}: to {} and to {}. The dot product with each says how far a \
             word lies along it. The target lies as far to {} as {} does, and as far to {} as {} \
             does, where the two ways are at a right angle.",
            words[0], words[1], words[2], words[1], words[1], words[2], words[2]
        );
        let tables = vec![second, ways, all, map];
        self.steps.push(
            Step::of("map", "map", says, "map = places · waysᵀ", tables)
                .look(look)
                .draw(Picture::scatter("map", 1, 0)),
        );
    }

    fn answer(
        &mut self,
        directions: &Table,
        target: &Table,
        length: Table,
        words: &[String; 3],
    ) -> f64 {
        let direction = div("target_direction", target, &length);
        let closeness = matmul_t("closeness", directions, &direction).kind(Kind::Score);
        let label = ["cosine".to_owned()];
        let closeness = closeness.col_axis("with the target").cols(&label);
        let answers = lookup("answers", &closeness, &self.places(&self.found.answers));
        let left_out = if self.leave_out {
            format!("Left out are {}, {} and {}", words[0], words[1], words[2])
        } else {
            "The words of the question may be answers, too".to_owned()
        };
        let says = format!(
            "The words whose directions have the largest cosine with the target are the answers. \
             {left_out}: often one of them comes nearest."
        );
        let without = if self.leave_out { &self.question.analogy[..] } else { &[] };
        let checks = self.nothing_missed(&answers, without, self.found.best_left[1]);
        let value = answers.at(0, 0);
        let answer = Answer::LargestInColumn { table: "answers".to_owned(), col: 0 };
        let ask = format!("{} is to {} as {} is to what?", words[0], words[1], words[2]);
        let tables = vec![length, direction, closeness, answers];
        self.steps.push(
            Step::of("answer", "answer", says, "closeness = direction · target / length", tables)
                .claims(checks)
                .ask(ask, answer),
        );
        value
    }

    /// No word that could have been taken and was not comes nearer than the last one taken.
    fn nothing_missed(&self, taken: &Table, left_out: &[usize], best_left: f64) -> Option<Check> {
        let mut gone = left_out.to_vec();
        gone.sort_unstable();
        gone.dedup();
        let rest = self.space.words.len().checked_sub(taken.rows.len() + gone.len())?;
        let last = taken.at(taken.rows.len().checked_sub(1)?, 0);
        let others = counted(rest, "other word is", "other words are");
        let claim = format!("{others} no nearer than the last one here: largest cosine");
        (rest > 0).then(|| at_most(claim, best_left, last + 1e-12))
    }
}
