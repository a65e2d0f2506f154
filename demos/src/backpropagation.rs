//! Demo `backpropagation`: a network of two inputs, h hidden units with a sigmoid and one output;
//! the loss goes back through it, and every slope is held against central differences. `x` is
//! 1 × 2, `w1` 2 × h, `w2` h × 1; the p = 3h weights in one row are tried one by one, nudged up
//! and down: 2p × p.

mod differences;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{given, map, matmul, matmul_t, mul, scale, sub, transpose};
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted, number_text};
use crate::report::{Answer, Function, Kind, Origin, Report, Step, Table};
use crate::shared::numbered;
use differences::Check;
use ndarray::Array2;

/// The demo.
pub(crate) struct Backpropagation;

/// The largest number: far beyond it the sigmoid is flat anyway.
const LIMIT: f64 = 5.0;

static SPEC: Spec = Spec {
    name: "backpropagation",
    title: "Backpropagation",
    about: "Takes the loss back through a small network, slope by slope, and checks each of them",
    topics: &["backpropagation", "chain-rule", "gradient", "neural-network", "vanishing-gradients"],
    params: &[
        ParamSpec {
            name: "x",
            about: "the two inputs, from −5 to 5",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 2 },
            default: "1 0.5",
            per_head: false,
        },
        ParamSpec {
            name: "target",
            about: "what the output should be, from −5 to 5",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 1 },
            default: "1",
            per_head: false,
        },
        ParamSpec {
            name: "w1",
            about: "from the inputs to one, two or three hidden units, from −5 to 5",
            kind: ParamKind::Matrix { max_rows: 2, max_cols: 3 },
            default: "1 -1; 0.5 1",
            per_head: false,
        },
        ParamSpec {
            name: "w2",
            about: "from each hidden unit to the output, from −5 to 5",
            kind: ParamKind::Matrix { max_rows: 3, max_cols: 1 },
            default: "1; -0.5",
            per_head: false,
        },
        ParamSpec {
            name: "nudge",
            about: "how far a weight is nudged to measure a slope without the chain rule",
            kind: ParamKind::Number { min: 0.0001, max: 0.1 },
            default: "0.01",
            per_head: false,
        },
        ParamSpec {
            name: "slope",
            about: "whether the slope of the sigmoid is multiplied in on the way back",
            kind: ParamKind::Flag,
            default: "on",
            per_head: false,
        },
    ],
    metrics: &[
        ("output", "the output of the network"),
        ("loss", "half of the squared miss"),
        ("largest_slope", "the largest slope of the loss along a weight, by size"),
        ("gap", "the largest gap between the slopes and the central differences"),
    ],
    breaks: &[
        Break {
            what: "forget the slope of the sigmoid",
            set: &[("slope", "off")],
            symptom: "the slopes of w1 are too large: they no longer agree with the differences",
        },
        Break {
            what: "drive the hidden units to their ends",
            set: &[("x", "5 5"), ("w1", "2 2; 2 -4"), ("w2", "1; -0.5")],
            symptom: "the sigmoid is flat there: hardly anything reaches w1, and it would not learn",
        },
        Break {
            what: "silence the output weights",
            set: &[("w1", "1 -1; 0.5 1"), ("w2", "0; 0")],
            symptom: "nothing comes back through a weight of 0: every slope of w1 is 0",
        },
    ],
};

impl Demo for Backpropagation {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let network = Network::from_params(params)?;
        sink.report(report(params, &network));
        Ok(())
    }
}

/// What is given.
pub(crate) struct Network {
    x: Table,
    target: Table,
    w1: Table,
    w2: Table,
}

impl Network {
    fn from_params(params: &Params) -> Result<Self, DemoError> {
        let x = matrix(params, "x", (1, 2))?;
        let target = matrix(params, "target", (1, 1))?;
        let (w1, w2) = (any_matrix(params, "w1")?, any_matrix(params, "w2")?);
        let hidden = w1.ncols();
        if w1.nrows() != 2 {
            let allowed = "2 are expected, one for each input".to_owned();
            return Err(bad("w1", counted(w1.nrows(), "row", "rows"), allowed));
        }
        if w2.dim() != (hidden, 1) {
            // The one that the reader put in is the one to be named.
            return Err(if params.is_given("w2") || !params.is_given("w1") {
                let allowed = format!("{hidden} × 1 is expected, as w1 has {hidden} columns");
                bad("w2", format!("a matrix of {} × {}", w2.nrows(), w2.ncols()), allowed)
            } else {
                let allowed = format!("{} are expected, one for each row of w2", w2.nrows());
                bad("w1", counted(hidden, "column", "columns"), allowed)
            });
        }
        let source = |name: &str| crate::shared::source(params, name);
        let inputs = ["x1", "x2"].map(str::to_owned);
        let units: Vec<String> = numbered(hidden).iter().map(|unit| format!("h{unit}")).collect();
        let table = |name: &str, kind, values| given(name, kind, values, source(name));
        Ok(Self {
            x: table("x", Kind::Number, x)
                .row_axis("example")
                .rows(&["x"])
                .col_axis("input")
                .cols(&inputs),
            target: table("target", Kind::Number, target)
                .row_axis("example")
                .rows(&["x"])
                .col_axis("wanted")
                .cols(&["y"]),
            w1: table("w1", Kind::WeightMatrix, w1)
                .row_axis("from")
                .rows(&inputs)
                .col_axis("to")
                .cols(&units),
            w2: table("w2", Kind::WeightMatrix, w2)
                .row_axis("from")
                .rows(&units)
                .col_axis("to")
                .cols(&["y"]),
        })
    }
}

/// A given matrix with numbers within the limit.
fn any_matrix(params: &Params, name: &str) -> Result<Array2<f64>, DemoError> {
    let Some(Value::Matrix(values)) = params.value(name) else {
        return Err(bad(name, "\"identity\"".to_owned(), "numbers are expected".to_owned()));
    };
    if let Some(wrong) = values.iter().find(|value| value.abs() > LIMIT) {
        let allowed = format!("numbers from -{LIMIT} to {LIMIT} are expected");
        return Err(bad(name, number_text(*wrong), allowed));
    }
    Ok(values.clone())
}

fn matrix(params: &Params, name: &str, shape: (usize, usize)) -> Result<Array2<f64>, DemoError> {
    let values = any_matrix(params, name)?;
    if values.dim() == shape {
        return Ok(values);
    }
    let expected = counted(shape.1, "number is expected", "numbers are expected");
    Err(bad(name, counted(values.ncols(), "number", "numbers"), expected))
}

/// What came out on the way forward.
struct Forward {
    z: Table,
    h: Table,
    y: Table,
    miss: Table,
    loss: Table,
}

/// The slopes of the loss along the weights.
struct Backward {
    d_w1: Table,
    d_w2: Table,
}

fn report(params: &Params, network: &Network) -> Report {
    let own = ["x", "target", "w1", "w2"].iter().any(|name| params.is_given(name));
    let with_slope = params.flag("slope");
    let hidden = network.w2.rows.len();
    let mut steps = Vec::new();
    let forward = forward(&mut steps, network);
    let backward = backward(&mut steps, network, &forward, with_slope);
    let nudge = params.number("nudge");
    let check = Check { nudge, miss: forward.miss.at(0, 0), with_slope };
    let checked = differences::steps(&mut steps, network, &backward, &check);
    let mut facts = vec![
        format!("2 inputs, {}, 1 output", counted(hidden, "hidden unit", "hidden units")),
        counted(3 * hidden, "weight", "weights"),
        format!("nudges of {nudge}"),
        if own { "numbers as given" } else { "hand-set numbers" }.to_owned(),
    ];
    if !with_slope {
        facts.push("the slope of the sigmoid is left out".to_owned());
    }
    let all = backward.d_w1.values.iter().chain(&backward.d_w2.values);
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts,
        steps,
        metrics: vec![
            ("output", forward.y.at(0, 0)),
            ("loss", forward.loss.at(0, 0)),
            ("largest_slope", all.fold(0.0, |size: f64, slope| size.max(slope.abs()))),
            ("gap", checked),
        ],
        caveat: None,
    }
}

/// 1 / (1 + e^−z).
fn sigmoid(id: &str, of: &Table) -> Table {
    map(id, of, Function::Sigmoid)
}

fn forward(steps: &mut Vec<Step>, network: &Network) -> Forward {
    let Network { x, target, w1, w2 } = network;
    let z = matmul("z", x, w1).kind(Kind::Number);
    let h = sigmoid("h", &z);
    let y = matmul("y", &h, w2).kind(Kind::Number);
    let miss = sub("miss", &y, target);
    let square = mul("square", &miss, &miss);
    let loss = scale("loss", &square, 0.5).col_axis("of the example").cols(&["loss"]);
    steps.push(Step::of(
        "network",
        "network",
        "Two inputs, some hidden units, one output, and weights between them. The target is what \
         the output should be.",
        "y = sigmoid(x · w1) · w2",
        vec![x.clone(), target.clone(), w1.clone(), w2.clone()],
    ));
    steps.push(Step::of(
        "hidden",
        "hidden",
        "Each hidden unit adds up the weighted inputs, and the sigmoid presses the sum between 0 \
         and 1.",
        "z = x · w1, h = sigmoid(z)",
        vec![z.clone(), h.clone()],
    ));
    let answer = Answer::Number { cell: y.cell(0, 0), tolerance: 0.05 };
    steps.push(
        Step::of(
            "loss",
            "loss",
            "The output adds up the weighted hidden units. How far it misses the target, squared \
             and halved, is the loss: the one number that should become smaller.",
            "y = h · w2, loss = ½ · (y − target)²",
            vec![y.clone(), miss.clone(), square, loss.clone()],
        )
        .look(y.cell(0, 0))
        .ask("What does the network put out?", answer),
    );
    Forward { z, h, y, miss, loss }
}

fn backward(
    steps: &mut Vec<Step>,
    network: &Network,
    forward: &Forward,
    with_slope: bool,
) -> Backward {
    let Network { x, w1, w2, .. } = network;
    let d_y = scale("d_y", &forward.miss, 1.0);
    let turned = transpose("h_turned", &forward.h);
    let d_w2 = matmul("d_w2", &turned, &d_y).kind(Kind::Number);
    let d_w2 = d_w2.row_axis("from").rows(&w2.rows).col_axis("to").cols(&w2.cols);
    steps.push(Step::of(
        "output",
        "output",
        "Going back, each table says how much the loss grows with each number. With the output it \
         grows by the miss itself. A weight of w2 counts as much as the hidden unit behind it.",
        "d_y = y − target, d_w2 = hᵀ · d_y",
        vec![d_y.clone(), turned, d_w2.clone()],
    ));
    let d_h = matmul_t("d_h", &d_y, w2).kind(Kind::Number).row_axis("example").rows(&["x"]);
    let mut tables = vec![d_h.clone()];
    let d_z = if with_slope {
        let minus = map("z_negative", &forward.z, Function::Neg);
        let rest = sigmoid("rest", &minus);
        let slope = mul("slope", &forward.h, &rest);
        let d_z = mul("d_z", &d_h, &slope);
        tables.extend([minus, rest, slope, d_z.clone()]);
        d_z
    } else {
        let d_z = scale("d_z", &d_h, 1.0);
        tables.push(d_z.clone());
        d_z
    };
    let says = if with_slope {
        "Through w2 the same weights lead back. Through the sigmoid the slope of its curve is \
         multiplied in: h times the rest up to 1, at most a quarter, and near 0 where h is near 0 \
         or 1. This is the chain rule."
    } else {
        "Through w2 the same weights lead back. The slope of the sigmoid should be multiplied in \
         here, and is left out."
    };
    steps.push(Step::of(
        "chain",
        "chain",
        says,
        "d_h = d_y · w2ᵀ, d_z = d_h × h × (1 − h), with 1 − h = sigmoid(−z)",
        tables,
    ));
    let turned = transpose("x_turned", x);
    let d_w1 = matmul("d_w1", &turned, &d_z).kind(Kind::Number);
    let d_w1 = d_w1.row_axis("from").rows(&w1.rows).col_axis("to").cols(&w1.cols);
    let look = d_w1.farthest();
    let look = d_w1.cell(look.0, look.1);
    steps.push(
        Step::of(
            "input",
            "input",
            "And a weight of w1 counts as much as the input behind it. Open a cell to follow its \
             chain all the way back to the loss.",
            "d_w1 = xᵀ · d_z",
            vec![turned, d_w1.clone()],
        )
        .look(look),
    );
    Backward { d_w1, d_w2 }
}
