//! Demo `gradient-descent`: a ball on a quadratic landscape, ½ · x · curvature · xᵀ with its lowest
//! point at 0, goes down against the slope. Points and slopes are 1 × d (d is 1 or 2), `curvature`
//! is d × d and symmetric.

mod schedule;

use crate::demo::{Break, Demo, DemoError, Sink, Spec};
use crate::make::{below, given, map, matmul, mul, reduce, scale, sub};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{Answer, Axis, Check, Function, Kind, Origin, Reduction, Report, Step, Table};
use crate::shared::ORDINALS;
use crate::steps::at_most;
use ndarray::Array2;

/// The demo.
pub(crate) struct GradientDescent;

static SPEC: Spec = Spec {
    name: "gradient-descent",
    title: "Gradient descent",
    about: "Walks downhill on a valley of your own: slope, step, new point, with a learning rate",
    topics: &["gradient-descent", "gradient", "stochastic-gradient-descent", "derivative"],
    params: &[
        ParamSpec {
            name: "curvature",
            about: "how steep the landscape turns up: one number, or a symmetric 2 × 2 matrix",
            kind: ParamKind::Matrix { max_rows: 2, max_cols: 2 },
            default: "1 0; 0 4",
            per_head: false,
        },
        ParamSpec {
            name: "start",
            about: "where it begins: one number for each direction",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 2 },
            default: "4 1",
            per_head: false,
        },
        ParamSpec {
            name: "rate",
            about: "the learning rate: every slope is multiplied by it",
            kind: ParamKind::Number { min: 0.001, max: 2.0 },
            default: "0.2",
            per_head: false,
        },
        ParamSpec {
            name: "steps",
            about: "how many steps are taken",
            kind: ParamKind::Integer { min: 1, max: 12 },
            default: "6",
            per_head: false,
        },
        ParamSpec {
            name: "base",
            about: "for a rate that changes: the model's width and the steps of its warm-up",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 2 },
            default: "512 4000",
            per_head: false,
        },
        ParamSpec {
            name: "after",
            about: "after how many steps that rate is shown",
            kind: ParamKind::Matrix { max_rows: 1, max_cols: 12 },
            default: "1 1000 4000 16000 100000",
            per_head: false,
        },
    ],
    metrics: &[
        ("height_first", "the height at the start"),
        ("height_last", "the height after the last step"),
        ("distance_first", "the distance of the start from 0, the lowest point of a valley"),
        ("distance_last", "the distance of the last point from 0"),
        ("pace", "rate times the steepest curvature: smooth to 1, zigzag to 2"),
    ],
    breaks: &[
        Break {
            what: "take longer steps",
            set: &[("curvature", "1 0; 0 4"), ("start", "4 1"), ("rate", "0.45")],
            symptom: "y changes its sign at every step: the ball zigzags from side to side, yet \
                      comes down",
        },
        Break {
            what: "take far too long ones",
            set: &[("curvature", "1 0; 0 4"), ("start", "4 1"), ("rate", "0.6")],
            symptom: "every step lands higher on the other side: y grows without end, while x \
                      still comes down",
        },
        Break {
            what: "creep",
            set: &[("curvature", "1 0; 0 4"), ("start", "4 1"), ("rate", "0.01")],
            symptom: "nothing goes wrong, and hardly anything happens",
        },
        Break {
            what: "turn the valley into a saddle",
            set: &[("curvature", "1 0; 0 -1"), ("start", "4 0.1"), ("rate", "0.4")],
            symptom: "x settles, y runs away downhill: where there is no lowest point, none is \
                      found",
        },
    ],
};

/// Ids of the steps that move the ball; there are as many as `steps` allows.
const MOVES: [&str; 12] = [
    "step1", "step2", "step3", "step4", "step5", "step6", "step7", "step8", "step9", "step10",
    "step11", "step12",
];

impl Demo for GradientDescent {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError> {
        let Some(Value::Matrix(start)) = params.value("start") else {
            let allowed = "one or two numbers are expected".to_owned();
            return Err(bad("start", "\"identity\"".to_owned(), allowed));
        };
        let curvature = curvature(params, start)?;
        let schedule = schedule::Schedule::from_params(params)?;
        let mut report = report(params, &curvature, start);
        report.steps.extend(schedule.steps());
        sink.report(report);
        Ok(())
    }
}

fn curvature(params: &Params, start: &Array2<f64>) -> Result<Array2<f64>, DemoError> {
    let d = start.ncols();
    let Some(Value::Matrix(curvature)) = params.value("curvature") else {
        return Ok(Array2::eye(d));
    };
    let (rows, cols) = curvature.dim();
    if rows != cols {
        let allowed = "as many rows as columns are expected".to_owned();
        return Err(bad("curvature", format!("a matrix of {rows} × {cols}"), allowed));
    }
    if rows != d {
        // The one that the reader put in is the one to be named.
        return Err(if params.is_given("start") && !params.is_given("curvature") {
            let expected = counted(rows, "number is expected", "numbers are expected");
            let allowed = format!("{expected}, one for each row of curvature");
            bad("start", counted(d, "number", "numbers"), allowed)
        } else {
            let allowed = format!("{d} × {d} is expected, as start has {d}");
            bad("curvature", format!("a matrix of {rows} × {cols}"), allowed)
        });
    }
    let (above, beneath) = (curvature.get((0, 1)), curvature.get((1, 0)));
    if let (Some(above), Some(beneath)) = (above, beneath)
        && above.to_bits() != beneath.to_bits()
    {
        let allowed = format!("{above} is expected, as in row 1: the matrix has to be symmetric");
        return Err(bad("curvature, row 2, column 1", beneath.to_string(), allowed));
    }
    Ok(curvature.clone())
}

/// The places of the ball and what led from one to the next.
struct Walk {
    points: Vec<Table>,
    slopes: Vec<Table>,
    moves: Vec<Table>,
}

impl Walk {
    fn new(start: &Table, curvature: &Table, rate: f64, steps: usize) -> Self {
        let mut walk = Self { points: vec![start.clone()], slopes: vec![], moves: vec![] };
        let mut point = start.clone();
        for number in 1..=steps {
            let at = if number == 1 { "start".to_owned() } else { (number - 1).to_string() };
            let slope = matmul(&format!("slope{number}"), &point, curvature);
            let slope = slope.row_axis("slope at").rows(&[&at]);
            let moved = scale(&format!("move{number}"), &slope, rate).row_axis("from").rows(&[&at]);
            point = sub(&format!("point{number}"), &point, &moved)
                .row_axis("after step")
                .rows(&[&number.to_string()]);
            walk.points.push(point.clone());
            walk.slopes.push(slope);
            walk.moves.push(moved);
        }
        walk
    }
}

fn report(params: &Params, curvature: &Array2<f64>, start: &Array2<f64>) -> Report {
    let (rate, wanted) = (params.number("rate"), params.integer("steps"));
    let own = params.is_given("curvature") || params.is_given("start");
    let source = |name: &str| crate::shared::source(params, name);
    let names: Vec<String> = ["x", "y"].iter().take(start.ncols()).map(|x| (*x).into()).collect();
    let curvature = given("curvature", Kind::WeightMatrix, curvature.clone(), source("curvature"))
        .row_axis("direction")
        .rows(&names)
        .col_axis("slope along")
        .cols(&names);
    let start = given("start", Kind::Number, start.clone(), source("start"))
        .row_axis("point")
        .rows(&["start"])
        .col_axis("place")
        .cols(&names);
    let walk = Walk::new(&start, &curvature, rate, usize::try_from(wanted).unwrap_or(1));
    let (ground, pace) = ground(&curvature, &start, rate);
    let (path, heights, distances) = path(&walk, &curvature, rate, pace);
    let mut steps = vec![ground];
    steps.extend(moves(walk));
    steps.extend(path);
    let last = heights.len().saturating_sub(1);
    let of = |numbers: &[f64], at: usize| numbers.get(at).copied().unwrap_or(0.0);
    Report {
        demo: SPEC.name,
        params: params.echo(),
        origin: if own { Origin::Given } else { Origin::HandSet },
        facts: vec![
            counted(names.len(), "direction", "directions"),
            format!("learning rate {rate}"),
            counted(last, "step", "steps"),
            if own { "your own landscape" } else { "hand-set landscape" }.to_owned(),
        ],
        steps,
        metrics: vec![
            ("height_first", of(&heights, 0)),
            ("height_last", of(&heights, last)),
            ("distance_first", of(&distances, 0)),
            ("distance_last", of(&distances, last)),
            ("pace", pace),
        ],
        caveat: None,
    }
}

/// The landscape, and how the rate goes with it. The largest sum of sizes in a row is the
/// steepest curvature where the matrix is diagonal, and no less than it elsewhere.
fn ground(curvature: &Table, start: &Table, rate: f64) -> (Step, f64) {
    let sizes = map("sizes", curvature, Function::Abs);
    let sums = reduce("row_sums", &sizes, Reduction::Sum, Axis::Row).kind(Kind::WeightMatrix);
    let steepest = reduce("steepest", &sums, Reduction::Max, Axis::Column).kind(Kind::WeightMatrix);
    let pace = scale("pace", &steepest, rate).row_axis("rate times").rows(&["steepest"]);
    let pace = pace.col_axis("pace").cols(&["pace"]).kind(Kind::Number);
    let value = pace.at(0, 0);
    let tables = vec![curvature.clone(), start.clone(), sizes, sums, steepest, pace];
    let saying = if value <= 1.0 {
        "Up to 1, as here, no direction is overshot."
    } else if value <= 2.0 {
        "Between 1 and 2, as here, the ball overshoots and swings, yet never climbs."
    } else {
        "Above 2, as here, the steepest direction may throw the ball higher at each step."
    };
    let says = format!(
        "The height is half of point times curvature times point. The ground is level at 0: in a \
         valley that is its lowest point. The pace, rate times steepest curvature, decides how the \
         walk goes. {saying}"
    );
    let ground =
        Step::of("landscape", "landscape", says, "height = ½ · point · curvature · pointᵀ", tables);
    (ground, value)
}

/// One step of the lesson for each of the ball.
fn moves(walk: Walk) -> Vec<Step> {
    let names = MOVES.iter().zip(ORDINALS).zip(1..);
    let made = walk.slopes.into_iter().zip(walk.moves).zip(walk.points.into_iter().skip(1));
    let mut steps = Vec::new();
    for (((id, title), number), ((slope, moved), point)) in names.zip(made) {
        let says = if number == 1 {
            "The slope says how fast the height grows along each direction. Times the rate it is \
             the move, and the move is taken away: against the slope, downhill."
        } else {
            "The slope at the new point, the move, and the point that it leads to."
        };
        let (row, col) = point.farthest();
        let cell = point.cell(row, col);
        let mut made = Step::of(
            id,
            title,
            says,
            "new point = point − rate · slope",
            vec![slope, moved, point],
        );
        if number == 1 {
            let name = if col == 0 { "x" } else { "y" };
            let tolerance = 0.05;
            let answer = Answer::Number { cell: cell.clone(), tolerance };
            made = made.ask(format!("What is {name} after the first step?"), answer);
        }
        steps.push(made.look(cell));
    }
    steps
}

/// All points, one below the other, with their distances and heights.
fn path(walk: &Walk, curvature: &Table, rate: f64, pace: f64) -> (Vec<Step>, Vec<f64>, Vec<f64>) {
    let path = below("path", &walk.points.iter().collect::<Vec<_>>());
    let labels: Vec<String> = path.rows.clone();
    let path = path.row_axis("after step").rows(&labels);
    let distance = reduce("distance", &path, Reduction::Norm, Axis::Row);
    let slopes = matmul("slopes", &path, curvature).kind(Kind::Number);
    let products = mul("products", &path, &slopes);
    let sums =
        reduce("sums", &products, Reduction::Sum, Axis::Row).col_axis("of the row").cols(&["sum"]);
    let height = scale("height", &sums, 0.5).col_axis("height").cols(&["height"]);
    let last = height.rows.len().saturating_sub(1);
    let check = falls(&slopes, &height, rate, pace);
    let numbers = |table: &Table| table.values.iter().copied().collect::<Vec<_>>();
    let (heights, distances) = (numbers(&height), numbers(&distance));
    let distance_cell = distance.cell(last, 0);
    let height_cell = height.cell(last, 0);
    let walked = Step::of(
        "path",
        "path",
        "All points in order, and how far each is from 0. A sign that changes from \
         row to row is a zigzag; a distance that grows is a walk that gets lost.",
        "distance = √(sum of squares)",
        vec![path, distance],
    )
    .look(distance_cell);
    let down = Step::of(
        "height",
        "height",
        "The height at every point. Steep ground is left fast, flat ground slowly: the moves \
         shrink with the slope.",
        "height = ½ · Σ point × slope",
        vec![slopes, products, sums, height],
    )
    .look(height_cell)
    .claims(vec![check]);
    (vec![walked, down], heights, distances)
}

/// On every quadratic a step takes away at least rate · (1 − pace / 2) · |slope|²: where the pace
/// is above 2 this is below zero, and bounds how much a step may climb.
fn falls(slopes: &Table, height: &Table, rate: f64, pace: f64) -> Check {
    let mut worst = 0.0_f64;
    let pairs = height.values.iter().zip(height.values.iter().skip(1));
    for ((before, after), slope) in pairs.zip(slopes.values.rows()) {
        let size = math::norm(slope);
        let least = rate * (1.0 - pace / 2.0) * size * size;
        let scale = 1.0 + before.abs() + after.abs() + least.abs();
        worst = worst.max((after - before + least) / scale);
    }
    let claim = if pace <= 2.0 {
        "no step climbs, and each falls by at least rate · (1 − pace / 2) · slope²: worst lack"
    } else {
        "no step climbs more than rate · (pace / 2 − 1) · slope²: worst excess"
    };
    at_most(claim, worst, 1e-9)
}
