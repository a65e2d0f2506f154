//! Demo `cross-entropy`: how surprised a reader of `q` is by what `p` makes happen. `p` and `q` are
//! 1 × n and are divided by their sums; from then on outcomes are rows, and the two columns belong
//! to `p` and `q`. Everything is in nats; the last step has bits too.

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::grid;
use crate::make::{
    below, beside, columns, div, given, lookup, map, mul, reduce, rows, scale, sub, transpose,
};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted, number_text};
use crate::report::{
    Answer, Axis, Curve, Function, Kind, Origin, Picture, Reduction, Report, Step, Stroke, Table,
};
use crate::shared::column_labels;
use crate::steps::entropy_check;
use crate::steps::{at_least, at_most};
use ndarray::Array2;

/// The demo.
pub(crate) struct CrossEntropy;

/// A share that is not zero stays so large that e to the power of its surprise is finite.
const SMALLEST: f64 = 1e-9;

const ROW: ParamKind = ParamKind::Matrix { max_rows: 1, max_cols: 1024 };

static SPEC: Spec = Spec {
    name: "cross-entropy",
    title: "Cross-entropy",
    about: "Surprise, entropy, cross-entropy and divergence of two distributions of your own",
    topics: &["entropy", "cross-entropy", "kl-divergence", "perplexity", "loss-function"],
    params: &[
        ParamSpec {
            name: "p",
            about: "what happens: counts or shares, none below zero",
            kind: ROW,
            default: "4 2 1 1",
            per_head: false,
        },
        ParamSpec {
            name: "q",
            about: "what the model expects: as many counts or shares",
            kind: ROW,
            default: "2 1 1 4",
            per_head: false,
        },
        ParamSpec {
            name: "labels",
            about: "words for the outcomes, one for each",
            kind: ParamKind::Tokens { max: 1024 },
            default: "",
            per_head: false,
        },
    ],
    metrics: &[
        ("entropy", "the entropy of p, in nats"),
        ("cross_entropy", "the cross-entropy of p and q, in nats; missing where it is endless"),
        ("divergence", "the divergence from p to q, in nats; missing where it is endless"),
        ("perplexity", "e to the power of the cross-entropy; missing where it is endless"),
    ],
    breaks: &[
        Break {
            what: "believe the truth",
            set: &[("q", "=p")],
            symptom: "the cross-entropy falls to the entropy, and nothing is left of the divergence",
        },
        Break {
            what: "swap the two",
            set: &[("p", "=q"), ("q", "=p")],
            symptom: "the divergence is another one: it is no distance",
        },
        Break {
            what: "call impossible what happens",
            set: &[("p", "4 2 1 1"), ("q", "2 1 5 0"), ("labels", "")],
            symptom: "one surprise has no end, and neither has the cross-entropy",
        },
    ],
};

impl Demo for CrossEntropy {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let (p, q) = (row(params, "p")?, row(params, "q")?);
        if p.ncols() != q.ncols() {
            // The one that the reader put in is the one to be named.
            let q_is_at_fault = params.is_given("q") || !params.is_given("p");
            let (name, made, other, fit) =
                if q_is_at_fault { ("q", q, "p", p) } else { ("p", p, "q", q) };
            let expected = counted(fit.ncols(), "number is expected", "numbers are expected");
            let made = counted(made.ncols(), "number", "numbers");
            return Err(bad(name, made, format!("{expected}, as many as {other} has")));
        }
        let labels = labels(params, p.ncols())?;
        sink.report(report(params, p, q, &labels));
        Ok(())
    }
}

fn row<'a>(params: &'a Params, name: &str) -> Result<&'a Array2<f64>, DemoError> {
    let Some(Value::Matrix(row)) = params.value(name) else {
        let allowed = "one row of numbers is expected".to_owned();
        return Err(bad(name, "\"identity\"".to_owned(), allowed));
    };
    if let Some(wrong) = row.iter().find(|value| **value != 0.0 && **value < SMALLEST) {
        let allowed = "0 or a number from 0.000000001 on is expected".to_owned();
        return Err(bad(name, number_text(*wrong), allowed));
    }
    if math::sum(row) == 0.0 {
        let given = if row.ncols() == 1 { "0" } else { "a row of zeros" };
        let allowed = "at least one number above 0 is expected".to_owned();
        return Err(bad(name, given.to_owned(), allowed));
    }
    Ok(row)
}

/// The reader's words; ours where there are four outcomes; numbers otherwise.
fn labels(params: &Params, count: usize) -> Result<Vec<String>, DemoError> {
    const WEATHER: [&str; 4] = ["sun", "cloud", "rain", "snow"];
    if params.words("labels").is_empty() && count == WEATHER.len() {
        return Ok(WEATHER.map(str::to_owned).into());
    }
    column_labels(params, "labels", "p and q", count)
}

fn report(params: &Params, p: &Array2<f64>, q: &Array2<f64>, labels: &[String]) -> Report {
    let own = params.is_given("p") || params.is_given("q");
    let pairs = || p.iter().zip(q).zip(labels);
    let kept: Vec<usize> =
        p.iter().enumerate().filter(|(_, count)| **count > 0.0).map(|(row, _)| row).collect();
    let endless =
        pairs().find(|((p, q), _)| **p > 0.0 && **q == 0.0).map(|(_, label)| label.clone());
    let (mut steps, shares) = shares(params, p, q, labels, &kept);
    let mut metrics = Vec::new();
    match &endless {
        Some(outcome) => {
            let entropy = alone(&mut steps, &shares);
            metrics.push(("entropy", entropy));
            steps.push(no_end(outcome));
        }
        None => full(&mut steps, &mut metrics, &shares),
    }
    let mut facts = vec![
        counted(p.ncols(), "outcome", "outcomes"),
        if own { "numbers as given" } else { "hand-set numbers" }.to_owned(),
    ];
    if kept.len() < p.ncols() {
        let never = counted(p.ncols() - kept.len(), "outcome that never", "outcomes that never");
        facts.push(format!("without {never} happens"));
    }
    if let Some(outcome) = endless {
        facts.push(format!("q gives {outcome} no share: no cross-entropy"));
    }
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics,
        caveat: None,
    }
}

/// The first step, and the shares of the outcomes that happen: k × 2.
fn shares(
    params: &Params,
    p: &Array2<f64>,
    q: &Array2<f64>,
    labels: &[String],
    kept: &[usize],
) -> (Vec<Step>, Table) {
    let row = |name: &str, values: &Array2<f64>| {
        let from = crate::shared::source(params, name);
        let table = given(name, Kind::Number, values.clone(), from);
        table.row_axis("distribution").rows(&[name]).col_axis("outcome").cols(labels)
    };
    let (p, q) = (row("p", p), row("q", q));
    let both = below("both", &[&p, &q]);
    let sums =
        reduce("sums", &both, Reduction::Sum, Axis::Row).col_axis("of the row").cols(&["sum"]);
    let parts = div("parts", &both, &sums).kind(Kind::Probability);
    let turned = transpose("shares", &parts);
    let mut says = "p says what happens, q what a model expects. Both are divided by their sums, \
                    so that the shares of each add up to one."
        .to_owned();
    let complete = kept.len() == labels.len();
    let shares = if complete { turned.clone() } else { lookup("happens", &turned, kept) };
    let mut tables = vec![p, q, both, sums, parts, turned];
    if !complete {
        says += " What never happens is left out from here on.";
        tables.push(shares.clone());
    }
    let formula = "shares = counts / their sum";
    (vec![Step::of("shares", "shares", says, formula, tables)], shares)
}

/// All that can be said where both give every outcome that happens a share.
fn full(steps: &mut Vec<Step>, metrics: &mut Vec<(&'static str, f64)>, shares: &Table) {
    let logs = map("logs", shares, Function::Ln).kind(Kind::Number);
    let surprise = map("surprise", &logs, Function::Neg);
    let p = columns("p_share", shares, 0, 1);
    let weighted = mul("weighted", &p, &surprise).kind(Kind::Number);
    let averages = reduce("averages", &weighted, Reduction::Sum, Axis::Column)
        .row_axis("surprise")
        .rows(&["on average"])
        .col_axis("of a reader of")
        .cols(&["p".to_owned(), "q".to_owned()]);
    let (entropy, cross) = (averages.at(0, 0), averages.at(0, 1));
    let rarest = surprise.farthest();
    let (mut tables, picture) = any_surprise(shares);
    tables.extend([logs, surprise.clone()]);
    steps.push(
        Step::of(
            "surprise",
            "surprise",
            "The surprise of an outcome is minus the logarithm of its share. What was certain \
             surprises by 0; every time a share halves, the surprise grows by the same amount.",
            "surprise = −ln share",
            tables,
        )
        .draw(picture)
        .look(surprise.cell(rarest.0, rarest.1)),
    );
    let largest = entropy_check("the entropy of p", entropy, shares.rows.len());
    let answer = Answer::LargestInRow { table: "averages".to_owned(), row: 0 };
    steps.push(
        Step::of(
            "average",
            "average",
            "Outcomes come as often as p says, so each surprise counts with the share of p. The \
             average over p's own surprises is the entropy, over those of q the cross-entropy.",
            "entropy = Σ p · (−ln p), cross-entropy = Σ p · (−ln q)",
            vec![p, weighted, averages.clone()],
        )
        .look(averages.cell(0, 1))
        .claims(vec![largest, at_least("the entropy of p is at least 0", entropy, -1e-12)])
        .ask("Who is more surprised on average, a reader of p or one of q?", answer),
    );
    let divergence = divergence(steps, shares, &averages);
    units(steps, &averages, &divergence);
    metrics.extend([("entropy", entropy), ("cross_entropy", cross)]);
    metrics.push(("divergence", divergence.at(0, 0)));
    metrics.push(("perplexity", libm::exp(cross)));
}

/// The surprise at twenty shares from 0 to 1, and the picture in which those of the outcomes stand.
fn any_surprise(shares: &Table) -> (Vec<Table>, Picture) {
    let outcome = rows("first_outcome", shares, 0, 1);
    let first = columns("first_share", &outcome, 0, 1);
    let one = div("one", &first, &first).rows(&["one"]).cols(&["number"]);
    let (leading, share) = grid::counted("any_share", &one, 20, 0.05);
    let share = share.axes("share", "number");
    let log = map("any_log", &share, Function::Ln).kind(Kind::Number);
    let surprise = map("any_surprise", &log, Function::Neg).cols(&["any share"]);
    let curves = vec![
        Curve::columns("any_surprise").over("any_share").stroke(Stroke::Line),
        Curve::columns("surprise").over(&shares.id).stroke(Stroke::Marks),
    ];
    let mut tables = vec![outcome, first, one];
    tables.extend(leading);
    tables.extend([share, log, surprise]);
    (tables, Picture::Curves { curves })
}

/// The divergence, by difference and from the ratios; returns the difference.
fn divergence(steps: &mut Vec<Step>, shares: &Table, averages: &Table) -> Table {
    let single = |table: Table, label: &str| {
        table.row_axis("surprise").rows(&["on average"]).col_axis("measure").cols(&[label])
    };
    let entropy = single(columns("entropy", averages, 0, 1), "entropy");
    let cross = single(columns("cross_entropy", averages, 1, 2), "cross-entropy");
    let difference = single(sub("divergence", &cross, &entropy), "divergence");
    let (p, q) = (columns("share_of_p", shares, 0, 1), columns("share_of_q", shares, 1, 2));
    let ratios = div("ratios", &p, &q).kind(Kind::Number).col_axis("ratio").cols(&["p / q"]);
    let gains =
        map("log_ratios", &ratios, Function::Ln).col_axis("logarithm").cols(&["ln (p / q)"]);
    let terms = mul("terms", &p, &gains).kind(Kind::Number).col_axis("product").cols(&["p · ln"]);
    let direct =
        single(reduce("divergence_again", &terms, Reduction::Sum, Axis::Column), "divergence");
    let gap = (difference.at(0, 0) - direct.at(0, 0)).abs();
    let value = difference.at(0, 0);
    steps.push(
        Step::of(
            "divergence",
            "divergence",
            "What a reader of q is surprised too much: the cross-entropy less the entropy. It is \
             0 where q equals p, and never below.",
            "divergence (KL) = cross-entropy − entropy",
            vec![entropy, cross, difference.clone()],
        )
        .claims(vec![at_least("the divergence is at least 0", value, -1e-12)]),
    );
    let tables = vec![p, q, ratios, gains, terms, direct];
    steps.push(
        Step::of(
            "ratios",
            "ratios",
            "The same number straight from the shares: how many times p's share is q's, its \
             logarithm, weighted by p. Single terms may be below zero, their sum is not.",
            "divergence = Σ p · ln(p / q)",
            tables,
        )
        .claims(vec![at_most("both ways to the divergence agree: gap", gap, 1e-12)]),
    );
    difference
}

/// Nats, bits, and the number of equally likely outcomes.
fn units(steps: &mut Vec<Step>, averages: &Table, divergence: &Table) {
    let names = ["entropy", "cross-entropy", "divergence"].map(str::to_owned);
    let all = beside("nats", &[averages, divergence])
        .row_axis("unit")
        .rows(&["nats"])
        .col_axis("measure")
        .cols(&names);
    let bits = scale("bits", &all, 1.0 / std::f64::consts::LN_2).row_axis("unit").rows(&["bits"]);
    let choices = map("choices", &all, Function::Exp).row_axis("unit").rows(&["e^nats"]);
    steps.push(
        Step::of(
            "units",
            "units",
            "A nat is the unit of the natural logarithm; a bit is one question with two equally \
             likely answers. e to the power of the cross-entropy is the perplexity: among so many \
             equally likely outcomes the model seems to choose.",
            "bits = nats / ln 2, perplexity = e^cross-entropy",
            vec![all, bits, choices],
        )
        .look(crate::report::CellRef { table: "choices".to_owned(), row: 0, col: 1 }),
    );
}

/// What is left where q rules out what happens: p's own surprises. Returns the entropy.
fn alone(steps: &mut Vec<Step>, shares: &Table) -> f64 {
    let p = columns("p_share", shares, 0, 1);
    let logs = map("logs", &p, Function::Ln).kind(Kind::Number);
    let surprise = map("surprise", &logs, Function::Neg);
    let weighted = mul("weighted", &p, &surprise).kind(Kind::Number);
    let average = reduce("averages", &weighted, Reduction::Sum, Axis::Column);
    let average =
        average.row_axis("surprise").rows(&["on average"]).col_axis("of a reader of").cols(&["p"]);
    let entropy = average.at(0, 0);
    let check = entropy_check("the entropy of p", entropy, shares.rows.len());
    steps.push(
        Step::of(
            "average",
            "average",
            "The surprises of a reader of p, minus the logarithm of each share, and their \
             average: the entropy.",
            "entropy = Σ p · (−ln p)",
            vec![p, logs, surprise, weighted, average],
        )
        .claims(vec![check]),
    );
    entropy
}

fn no_end(outcome: &str) -> Step {
    let says = format!(
        "{outcome} happens, and q gives it no share: the logarithm of 0 has no end, so the \
         surprise, the cross-entropy and the divergence have none either. This is why models \
         never say never."
    );
    Step::of("endless", "endless", says, "−ln 0 = ∞", Vec::new())
}
