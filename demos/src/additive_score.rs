//! Demo `additive-score`: one state asks several words by a small network instead of a dot
//! product, and both are turned into weights. `s` is 1 × d, `h` n × d, what is compared n × m.
//!
//! The score vᵀ tanh(W s + U h) of Bahdanau et al. 2015, here with rows for columns: s·w + h·u.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{self, Labels};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, counted};
use crate::report::{Answer, Function, Guess, Kind, Origin, Report, Source, Step, Table};
use crate::shared::{check_shape, labels, numbered, numbers, param, source};
use crate::steps::{at, at_most, row_checks, size};
use ndarray::Array2;

/// The demo.
pub(crate) struct AdditiveScore;

const WIDEST: usize = 16;
const MOST: usize = 16;

const fn matrix(name: &'static str, about: &'static str, default: &'static str) -> ParamSpec {
    param(name, about, ParamKind::Matrix { max_rows: WIDEST, max_cols: WIDEST }, default)
}

static SPEC: Spec = Spec {
    name: "additive-score",
    title: "Additive score",
    about: "Compares a state with words by a small network, as the first attention did",
    topics: &["attention-mechanism", "recurrent-neural-network", "dot-product"],
    params: &[
        param(
            "s",
            "the state that asks, one row",
            ParamKind::Matrix { max_rows: 1, max_cols: WIDEST },
            "1 0",
        ),
        param(
            "h",
            "the words that are asked, a row each, as wide as s",
            ParamKind::Matrix { max_rows: MOST, max_cols: WIDEST },
            "1 0; 0 1; 1 1",
        ),
        param(
            "labels",
            "words for the rows of h, one for each",
            ParamKind::Tokens { max: MOST },
            "",
        ),
        matrix("w", "what the state is multiplied by: a row for each column of s", "identity"),
        matrix("u", "what the words are multiplied by, shaped like w", "identity"),
        param(
            "v",
            "one row that reads the bent sums, as wide as w; else ones",
            ParamKind::Matrix { max_rows: 1, max_cols: WIDEST },
            "",
        ),
    ],
    metrics: &[
        ("max_weight", "the largest weight by the additive score"),
        ("dot_max_weight", "the largest weight by the dot product"),
        ("apart", "how far the two rows of weights lie apart: half the sum of their differences"),
        ("entropy", "the entropy of the additive weights, in nats"),
    ],
    breaks: &[
        Break {
            what: "ask with something huge",
            set: &[("s", "50 50")],
            symptom: "tanh is full: every word gets the same score, whatever it offers, while the \
                      dot product still tells them apart",
        },
        Break {
            what: "do not listen to the words",
            set: &[("s", "1 0"), ("u", "0 0; 0 0")],
            symptom: "all scores are alike, and so are the weights: the plain average",
        },
    ],
};

impl Demo for AdditiveScore {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let (s, h) = (numbers(params, "s")?, numbers(params, "h")?);
        let (d, n) = (s.ncols(), h.nrows());
        check_shape("h", h, (n, d), "as wide as s")?;
        let (w, u) = (square(params, "w", d), square(params, "u", d));
        let m = if params.is_given("w") { w.ncols() } else { u.ncols() };
        check_shape("w", &w, (d, m), "a row for each column of s, as wide as u")?;
        check_shape("u", &u, (d, m), "a row for each column of h, as wide as w")?;
        let v = if params.value("v").is_some() {
            numbers(params, "v")?.clone()
        } else {
            Array2::ones((1, m))
        };
        check_shape("v", &v, (1, m), "one number for each column of w")?;
        let rows = labels(params, "labels", "row of h", n)?;
        let wide = |id: &str, kind, values: &Array2<f64>, rows: Vec<String>| {
            let labels = Labels { axes: ("word", "feature"), rows, cols: numbered(d) };
            make::given(id, kind, values.clone(), source(params, id)).labels(labels)
        };
        let weight = |id: &str, values: &Array2<f64>| {
            let axes = ("feature", "dimension");
            let labels = Labels { axes, rows: numbered(d), cols: numbered(m) };
            make::given(id, Kind::WeightMatrix, values.clone(), source(params, id)).labels(labels)
        };
        let read = Labels { axes: ("row", "dimension"), rows: vec!["v".into()], cols: numbered(m) };
        let from: Source = source(params, "v");
        let compared = Compared::new(
            wide("s", Kind::Query, s, vec!["s".to_owned()]),
            wide("h", Kind::Key, h, rows),
            [weight("w", &w), weight("u", &u)],
            make::given("v", Kind::WeightMatrix, v.clone(), from).labels(read),
        );
        sink.report(compared.report(params));
        Ok(())
    }
}

/// A given matrix; `identity` is as wide as s.
fn square(params: &Params, name: &str, d: usize) -> Array2<f64> {
    if let Some(Value::Matrix(matrix)) = params.value(name) {
        matrix.clone()
    } else {
        Array2::eye(d)
    }
}

struct Compared {
    s: Table,
    h: Table,
    weights: [Table; 2],
    v: Table,
    asked: Table,
    offered: Table,
    added: Table,
    bent: Table,
    scores: Table,
    additive: Table,
    dots: Table,
    dot_weights: Table,
    apart: Table,
    distance: Table,
}

impl Compared {
    fn new(s: Table, h: Table, weights: [Table; 2], v: Table) -> Self {
        let [w, u] = &weights;
        let asked = make::matmul("asked", &s, w).kind(Kind::Query);
        let offered = make::matmul("offered", &h, u).kind(Kind::Key);
        let added = make::add("added", &offered, &asked).kind(Kind::Number);
        let bent = make::map("bent", &added, Function::Tanh).kind(Kind::Number);
        let looks = |table: Table| Table { row_axis: "asks", col_axis: "looks at", ..table };
        let asks = |table: Table| Table { rows: vec!["s".to_owned()], ..looks(table) };
        let scores = asks(make::matmul_t("scores", &v, &bent).kind(Kind::Score));
        let additive = make::softmax("weights", &scores);
        let dots = looks(make::matmul_t("dot_scores", &s, &h).kind(Kind::Score));
        let dot_weights = make::softmax("dot_weights", &dots);
        let apart = make::sub("apart", &additive, &dot_weights).kind(Kind::Number);
        let distance = make::map("distance", &apart, Function::Abs).kind(Kind::Number);
        Self {
            s,
            h,
            weights,
            v,
            asked,
            offered,
            added,
            bent,
            scores,
            additive,
            dots,
            dot_weights,
            apart,
            distance,
        }
    }

    fn report(self, params: &Params) -> Report {
        let theirs: Vec<&str> = params.given().filter(|name| *name != "labels").collect();
        let weights: Vec<f64> = self.additive.values.iter().copied().collect();
        let metrics = vec![
            ("max_weight", math::largest(&weights)),
            ("dot_max_weight", math::largest(&self.dot_weights.values)),
            ("apart", math::sum(&self.distance.values) / 2.0),
            ("entropy", math::entropy(&weights)),
        ];
        let whose = if theirs.is_empty() {
            "hand-set numbers".to_owned()
        } else {
            format!("your own {}", theirs.join(", "))
        };
        Report {
            demo: SPEC.name,
            params: params.echo(),
            origin: if theirs.is_empty() { Origin::HandSet } else { Origin::Given },
            facts: vec![
                format!("1 state asks {}", counted(self.h.values.nrows(), "word", "words")),
                whose,
                "no scaling".to_owned(),
            ],
            steps: self.steps(),
            metrics,
            caveat: None,
        }
    }

    fn steps(self) -> Vec<Step> {
        let weights: Vec<f64> = self.additive.values.iter().copied().collect();
        let best = math::first_largest(&weights);
        let bounded = at_most(
            "no score is larger than the sizes of v together: largest",
            size(&self.scores),
            self.v.values.iter().map(|value| value.abs()).sum::<f64>() * (1.0 + 1e-12),
        );
        let additive = row_checks(std::iter::once(&self.additive.values), "weights");
        let dots = row_checks(std::iter::once(&self.dot_weights.values), "dot_weights");
        let guess = Guess {
            ask: "Which word gets the largest weight by the additive score?".to_owned(),
            answer: Answer::LargestInRow { table: "weights".to_owned(), row: 0 },
        };
        let [w, u] = self.weights;
        vec![
            Step::of(
                "given",
                "given",
                "A state asks, as in a translator that has written half a sentence; the words it \
                 may look at are rows of the same width.",
                "s and h, as given",
                vec![self.s, self.h],
            )
            .look(at("h", best, 0)),
            Step::of(
                "added",
                "added",
                "State and words are each multiplied by a matrix of their own and then simply \
                 added: the state to every word.",
                "added = h · u + s · w",
                vec![w, self.asked, u, self.offered, self.added],
            )
            .look(at("added", best, 0)),
            Step::of(
                "scores",
                "scores",
                "The sums are bent by tanh, which keeps them between −1 and 1, and one more \
                     row, v, reads a score from each. So a score cannot grow without end, as a \
                     dot product can.",
                "scores = v · tanh(added)ᵀ",
                vec![self.bent, self.v, self.scores],
            )
            .look(at("scores", 0, best))
            .claims([bounded]),
            Step::of(
                "weights",
                "weights",
                "Softmax makes shares of the scores, as ever. Even a word that agrees with the \
                     state in nothing can score well here, if the bent sum is large.",
                "weights = softmax(scores)",
                vec![self.additive],
            )
            .look(at("weights", 0, best))
            .claims(additive)
            .ask(guess.ask, guess.answer),
            Step::of(
                "dot",
                "dot product",
                "The dot product asks something else of the same rows: how well they agree. \
                     It needs no tanh and no v, and all scores come from one product of matrices; \
                     that is why it took over.",
                "dot_weights = softmax(s · hᵀ)",
                vec![self.dots, self.dot_weights, self.apart, self.distance],
            )
            .look(at("dot_weights", 0, best))
            .claims(dots),
        ]
    }
}
