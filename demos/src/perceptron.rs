//! Demo `perceptron`: weights are pushed at every mistake until there is none, or until it is
//! certain that there will always be one. `points` is n × d with a 1 in front of each point,
//! `targets` n × 1, the weights 1 × d.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{add, below, given, lookup, map, matmul_t, mul, reduce, sub};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted, number_text};
use crate::report::{Answer, Axis, Check, Function, Kind, Origin, Reduction, Report, Step, Table};
use crate::shared::{ORDINALS, numbered, source};
use crate::steps::at_most;
use ndarray::Array2;

/// The demo.
pub(crate) struct Perceptron;

static SPEC: Spec = Spec {
    name: "perceptron",
    title: "Perceptron",
    about: "Learns AND and OR from its mistakes, one push at a time, and shows why XOR never ends",
    topics: &["perceptron", "supervised-learning", "neural-network", "activation-functions"],
    params: &[
        ParamSpec {
            name: "data",
            about: "what the points are to answer; own: as targets says",
            kind: ParamKind::Choice { options: &["and", "or", "xor", "own"] },
            default: "or",
            per_head: false,
        },
        ParamSpec {
            name: "points",
            about: "a row for each point; the 1 in front lets the line leave the origin",
            kind: ParamKind::Matrix { max_rows: 8, max_cols: 4 },
            default: "1 0 0; 1 0 1; 1 1 0; 1 1 1",
            per_head: false,
        },
        ParamSpec {
            name: "targets",
            about: "0 or 1 for each point, with data own",
            kind: ParamKind::Matrix { max_rows: 8, max_cols: 8 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "w",
            about: "the weights at the start, one for each column of points; without them zeros",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 4 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "updates",
            about: "after how many updates to stop at the latest",
            kind: ParamKind::Integer { min: 1, max: 16 },
            default: "12",
            per_head: false,
        },
    ],
    metrics: &[
        ("updates", "how many updates were made"),
        ("wrong", "how many points are wrong at the end"),
        ("repeats", "1 where the weights came round to earlier ones, so that it never ends"),
    ],
    breaks: &[
        Break {
            what: "ask for XOR",
            set: &[
                ("data", "xor"),
                ("points", "1 0 0; 1 0 1; 1 1 0; 1 1 1"),
                ("w", "0 0 0"),
                ("updates", "12"),
            ],
            symptom: "the weights come round to what they were: it would go on like that for ever",
        },
        Break {
            what: "take the 1 in front away",
            set: &[
                ("data", "and"),
                ("points", "0 0; 0 1; 1 0; 1 1"),
                ("w", "0 0"),
                ("updates", "12"),
            ],
            symptom: "the line has to go through the origin, and even AND never ends",
        },
        Break {
            what: "stop too early",
            set: &[
                ("data", "and"),
                ("points", "1 0 0; 1 0 1; 1 1 0; 1 1 1"),
                ("w", "0 0 0"),
                ("updates", "3"),
            ],
            symptom: "points are still wrong, though more updates would end it",
        },
    ],
};

/// Ids of the steps that push; there are as many as `updates` allows.
const UPDATES: [&str; 16] = [
    "update1", "update2", "update3", "update4", "update5", "update6", "update7", "update8",
    "update9", "update10", "update11", "update12", "update13", "update14", "update15", "update16",
];

impl Demo for Perceptron {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let points = points(params)?;
        let targets = targets(params, &points)?;
        let start = start(params, &points)?;
        sink.report(report(params, &points, &targets, start));
        Ok(())
    }
}

fn points(params: &Params) -> Result<Table, DemoError> {
    let Some(Value::Matrix(points)) = params.value("points") else {
        let allowed = "a row of numbers for each point is expected".to_owned();
        return Err(bad("points", "\"identity\"".to_owned(), allowed));
    };
    let data = params.choice("data");
    if data != "own" && points.nrows() != 4 {
        let allowed = format!("4 are expected with data {data}; data own takes others");
        return Err(bad("points", counted(points.nrows(), "row", "rows"), allowed));
    }
    let label = |row: ndarray::ArrayView1<f64>| {
        row.iter().skip(1).map(|value| number_text(*value)).collect::<Vec<_>>().join(" ")
    };
    let ones = points.column(0).iter().all(|value| (value - 1.0).abs() <= 0.0);
    let plain = ones && points.ncols() == 3;
    let labels: Vec<String> = points.rows().into_iter().map(label).collect();
    let short = plain && labels.iter().all(|label| label.len() <= 9);
    let rows = if short { labels } else { numbered(points.nrows()) };
    let cols = if plain {
        ["always 1", "x", "y"].map(str::to_owned).into()
    } else {
        numbered(points.ncols())
    };
    let table = given("points", Kind::Number, points.clone(), source(params, "points"));
    Ok(table.row_axis("point").rows(&rows).col_axis("number").cols(&cols))
}

fn targets(params: &Params, points: &Table) -> Result<Table, DemoError> {
    let n = points.rows.len();
    let set: Vec<f64> = match (params.choice("data"), params.value("targets")) {
        ("own", Some(Value::Matrix(own))) => {
            let flat = own.nrows() == 1 || own.ncols() == 1;
            if !flat || own.len() != n {
                let given = format!("a matrix of {} × {}", own.nrows(), own.ncols());
                let allowed = format!("{n} numbers in a row are expected, one for each point");
                return Err(bad("targets", given, allowed));
            }
            if let Some(wrong) = own.iter().find(|value| ![0.0, 1.0].contains(*value)) {
                return Err(bad("targets", number_text(*wrong), "0 or 1 is expected".to_owned()));
            }
            own.iter().copied().collect()
        }
        ("own", other) => {
            let given = if other.is_some() { "\"identity\"" } else { "nothing" }.to_owned();
            let allowed = "0 or 1 for each point is expected with data own".to_owned();
            return Err(bad("targets", given, allowed));
        }
        (_, Some(_)) => {
            let allowed = "own is expected where targets are given".to_owned();
            return Err(bad("data", format!("\"{}\"", params.choice("data")), allowed));
        }
        ("and", None) => vec![0.0, 0.0, 0.0, 1.0],
        ("xor", None) => vec![0.0, 1.0, 1.0, 0.0],
        _ => vec![0.0, 1.0, 1.0, 1.0],
    };
    let values = Array2::from_shape_fn((n, 1), |(row, _)| set.get(row).copied().unwrap_or(0.0));
    let table = given("targets", Kind::Count, values, source(params, "targets"));
    Ok(table.row_axis("point").rows(&points.rows).col_axis("wanted").cols(&["target"]))
}

fn start(params: &Params, points: &Table) -> Result<Table, DemoError> {
    let d = points.cols.len();
    let values = match params.value("w") {
        Some(Value::Matrix(own)) if own.ncols() == d => own.clone(),
        Some(Value::Matrix(own)) => {
            let expected = counted(d, "number is expected", "numbers are expected");
            let allowed = format!("{expected}, one for each column of points");
            return Err(bad("w", counted(own.ncols(), "number", "numbers"), allowed));
        }
        Some(_) => {
            let allowed = "a row of numbers is expected".to_owned();
            return Err(bad("w", "\"identity\"".to_owned(), allowed));
        }
        None => Array2::zeros((1, d)),
    };
    let table = given("w", Kind::WeightMatrix, values, source(params, "w"));
    Ok(table.row_axis("weights").rows(&["start"]).col_axis("number").cols(&points.cols))
}

/// How the training ended.
enum End {
    /// No point is wrong.
    Solved,
    /// The weights, wrong at the same point, are those after this update.
    Repeats(usize),
    /// The bound on the updates was reached.
    Stopped,
}

/// The answers of some weights: n × 1 each.
struct Answers {
    scores: Table,
    predicted: Table,
    errors: Table,
}

impl Answers {
    fn new(suffix: &str, points: &Table, w: &Table, targets: &Table) -> Self {
        let id = |name: &str| format!("{name}{suffix}");
        let scores = matmul_t(&id("scores"), points, w).kind(Kind::Score);
        let scores = scores.col_axis("points · w").cols(&["score"]);
        let predicted = map(&id("predicted"), &scores, Function::Step);
        let predicted = predicted.kind(Kind::Count).col_axis("answer").cols(&["answer"]);
        let errors =
            sub(&id("errors"), targets, &predicted).col_axis("target − answer").cols(&["error"]);
        Self { scores, predicted, errors }
    }

    /// The first wrong point from a place on, round the end.
    fn wrong(&self, from: usize) -> Option<usize> {
        let n = self.errors.rows.len();
        (from..from + n).map(|row| row % n).find(|row| self.errors.at(*row, 0) != 0.0)
    }

    fn count(&self) -> f64 {
        self.errors.values.iter().fold(0.0, |sum, error| sum + error.abs())
    }
}

fn report(params: &Params, points: &Table, targets: &Table, start: Table) -> Report {
    let most = usize::try_from(params.integer("updates")).unwrap_or(1);
    let own = ["points", "targets", "w"].iter().any(|name| params.is_given(name));
    let data = params.choice("data");
    let mut steps = vec![Step::of("data", "data", "Each point should be answered with its target. The answer is 1 where the point times the \
         weights is above 0, else 0: the weights draw a line, and the target says on which side \
         of it the point belongs.", "answer = step(point · w)", vec![points.clone(), targets.clone(), start.clone()])
    .look(points.cell(0, 0))];
    let (ws, last, end) = train(&mut steps, points, targets, start, most);
    let (updates, wrong) = (ws.len() - 1, last.count());
    // In whole numbers nothing is rounded: only then is a repetition a proof.
    let whole = |table: &Table| table.values.iter().all(|value| value.fract() == 0.0);
    let proven = whole(points) && ws.iter().all(whole);
    steps.push(result(&ws, last, &end, proven, data == "xor"));
    let mut facts = vec![
        counted(points.rows.len(), "point", "points"),
        format!("data {data}"),
        counted(updates, "update", "updates"),
    ];
    facts.push(match end {
        End::Solved => "every point is right".to_owned(),
        End::Repeats(_) => "it never ends: the weights repeat".to_owned(),
        End::Stopped => "stopped before it was right".to_owned(),
    });
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics: vec![
            ("updates", updates as f64),
            ("wrong", wrong),
            ("repeats", f64::from(u8::from(matches!(end, End::Repeats(_))))),
        ],
        caveat: None,
    }
}

/// Pushes at mistakes until there is none, the weights repeat, or the bound is reached.
fn train(
    steps: &mut Vec<Step>,
    points: &Table,
    targets: &Table,
    start: Table,
    most: usize,
) -> (Vec<Table>, Answers, End) {
    let mut seen: Vec<(Table, usize)> = Vec::new();
    let mut ws = vec![start.clone()];
    let (mut w, mut from) = (start, 0);
    for (number, (id, title)) in (1..).zip(UPDATES.iter().zip(ORDINALS)).take(most) {
        let answers = Answers::new(&number.to_string(), points, &w, targets);
        let Some(row) = answers.wrong(from) else { break };
        if seen.iter().any(|(before, at)| *at == row && before.values == w.values) {
            break;
        }
        seen.push((w.clone(), row));
        let (step, pushed) = update((id, title, number), answers, points, &w, row);
        steps.push(step);
        ws.push(pushed.clone());
        (w, from) = (pushed, row + 1);
    }
    let last = Answers::new("_end", points, &w, targets);
    let end = match last.wrong(from) {
        None => End::Solved,
        Some(row) => {
            let known = |(before, at): &(Table, usize)| *at == row && before.values == w.values;
            seen.iter().position(known).map_or(End::Stopped, End::Repeats)
        }
    };
    (ws, last, end)
}

/// One push at one wrong point.
fn update(
    (id, title, number): (&'static str, &'static str, usize),
    answers: Answers,
    points: &Table,
    w: &Table,
    row: usize,
) -> (Step, Table) {
    let wrong = lookup(&format!("wrong{number}"), &answers.errors, &[row]);
    let point = lookup(&format!("point{number}"), points, &[row]);
    let push = mul(&format!("push{number}"), &wrong, &point).kind(Kind::WeightMatrix);
    let made =
        add(&format!("w{number}"), w, &push).row_axis("after update").rows(&[&number.to_string()]);
    let name = points.rows.get(row).cloned().unwrap_or_default();
    let says = if wrong.at(0, 0) > 0.0 {
        format!(
            "Going round from where it was, {name} is the first wrong point: its answer is 0 and \
             should be 1. So the point is added to the weights, which lifts its score."
        )
    } else {
        format!(
            "Going round from where it was, {name} is the first wrong point: its answer is 1 and \
             should be 0. So the point is taken from the weights, which lowers its score."
        )
    };
    let square = point.values.iter().fold(0.0, |sum, value| sum + value * value);
    let after = matmul_t("after", &point, &made).at(0, 0);
    let moved = (after - answers.scores.at(row, 0) - wrong.at(0, 0) * square).abs();
    let size = 1.0 + square + after.abs();
    let check = at_most(
        "the score of the point moves by its squared length: relative gap",
        moved / size,
        1e-12,
    );
    let (_, col) = made.farthest();
    let cell = made.cell(0, col);
    let column = made.cols.get(col).cloned().unwrap_or_default();
    let Answers { scores, predicted, errors } = answers;
    let tables = vec![scores, predicted, errors, wrong, point, push, made.clone()];
    let step = Step::of(id, title, says, "w = w + error · point", tables).look(cell.clone());
    let step = if number == 1 {
        let answer = Answer::Number { cell, tolerance: 0.05 };
        step.claims(vec![check]).ask(format!("What is the weight of {column} then?"), answer)
    } else {
        step
    };
    (step, made)
}

/// The answers at the end, and all weights on the way.
fn result(ws: &[Table], last: Answers, end: &End, whole: bool, xor: bool) -> Step {
    let sizes = map("sizes", &last.errors, Function::Abs);
    let wrong = reduce("wrong_end", &sizes, Reduction::Sum, Axis::Column);
    let wrong = wrong.row_axis("points").rows(&["wrong"]).col_axis("at the end").cols(&["count"]);
    let count = wrong.at(0, 0);
    let weights = below("weights", &ws.iter().collect::<Vec<_>>());
    let labels = weights.rows.clone();
    let weights = weights.row_axis("after update").rows(&labels);
    let solved = matches!(end, End::Solved);
    let mut checks =
        vec![Check { expected: solved, ..at_most("no point is wrong: how many are", count, 0.0) }];
    let says = match end {
        End::Solved => "Every point is on its right side. No mistake is left, so nothing pushes \
                        the weights any more: it has ended."
            .to_owned(),
        End::Repeats(before) => {
            checks.push(repeats(ws, *before));
            let when = when(*before);
            let why = match (whole, xor) {
                (true, true) => {
                    ": no line has 0 1 and 1 0 on one side and 0 0 and 1 1 on the other"
                }
                (true, false) => ": no weights are right for all points",
                _ => "",
            };
            format!(
                "The weights and the point that is wrong are what they were {when}. From there \
                 the same pushes follow in the same order, so it never ends{why}."
            )
        }
        End::Stopped => "The bound on the updates is reached, and some points are still wrong. \
                         Whether more updates would end it is not said by this run."
            .to_owned(),
    };
    let row = weights.rows.len().saturating_sub(1);
    let look = weights.cell(row, weights.farthest().1);
    let Answers { scores, predicted, errors } = last;
    let tables = vec![scores, predicted, errors, sizes, wrong, weights];
    Step::of("result", "result", says, "wrong = Σ |error|", tables).look(look).claims(checks)
}

/// The last weights are those after an earlier update.
fn repeats(ws: &[Table], before: usize) -> Check {
    let gap = match (ws.get(before), ws.last()) {
        (Some(before), Some(last)) => math::norm(&(&before.values - &last.values)),
        _ => f64::NAN,
    };
    at_most(format!("the last weights are those {}: gap", when(before)), gap, 0.0)
}

fn when(update: usize) -> String {
    if update == 0 { "at the start".to_owned() } else { format!("after update {update}") }
}
