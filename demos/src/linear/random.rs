//! Positive random features: e^(w · x − |x|²/2) for random directions w, whose products are on
//! average e^(q · k).

use super::state::Exact;
use super::{Inputs, last};
use crate::make::{add, below, columns, map, matmul_t, mul, reduce, rows, scale, sub};
use crate::math;
use crate::report::{Axis, Function, Kind, Reduction, Step, Table};
use crate::steps::{at, at_least, at_most};

/// The steps and the metrics.
pub(super) struct Lesson {
    pub(super) steps: Vec<Step>,
    pub(super) metrics: Vec<(&'static str, f64)>,
}

impl Lesson {
    pub(super) fn new(inputs: &Inputs, exact: &Exact, kept: Option<&Table>) -> Self {
        let (features_step, both, features) = features(inputs);
        let n = inputs.q.values.nrows();
        let of_q = rows("random_q", &features, 0, n).rows(&inputs.q.rows);
        let of_k = rows("random_k", &features, n, 2 * n).rows(&inputs.k.rows);
        let of_q = of_q.axes("asks", "direction");
        let of_k = of_k.axes("looks at", "direction");
        let (estimate_step, estimates, kernel) = estimates(&of_q, &of_k, exact);
        let (blend_step, error) = blend(inputs, &estimates, exact, kept);
        let each = each_direction(&of_q, &of_k, estimates.at(0, 0));
        let count = of_q.values.ncols();
        let (growth_step, growth) = growth(&both, n);
        let (variance_step, expected) = variance(&growth, &kernel, count);
        let metrics = vec![
            ("random_error", error),
            ("kernel", kernel.at(0, 0)),
            ("estimate", estimates.at(0, 0)),
            ("mean_square_error", expected),
        ];
        Self {
            steps: vec![features_step, estimate_step, each, growth_step, variance_step, blend_step],
            metrics,
        }
    }
}

/// Queries below keys, so that one chain of tables serves both.
fn features(inputs: &Inputs) -> (Step, Table, Table) {
    let Inputs { q, k, w, .. } = inputs;
    let name = |of: &str, table: &Table| -> Vec<String> {
        table.rows.iter().map(|row| format!("{of} {row}")).collect()
    };
    let labels = [name("q", q), name("k", k)].concat();
    let stacked = below("stacked", &[q, k]).kind(Kind::Number).rows(&labels);
    // e^(q · k / √d) is wanted: each side takes its half of the division.
    let root = 1.0 / (q.values.ncols() as f64).sqrt().sqrt();
    let both = scale("both", &stacked, root).axes("row of", "dimension");
    let along = matmul_t("along", &both, w);
    let squares = map("squares", &both, Function::Square);
    let lengths = reduce("square_lengths", &squares, Reduction::Sum, Axis::Row);
    let halves = scale("halves", &lengths, 0.5).cols(&["half"]);
    let exponents = sub("exponents", &along, &halves);
    let features = map("random_features", &exponents, Function::Exp);
    let smallest = math::smallest(&features.values);
    let says = "For each random direction a word gets one feature: e to the power of how far it \
                points that way, less half its squared length. Such features are never below \
                zero.";
    let formula = "random_features = e^(w · x − |x|² / 2)";
    let tables = vec![
        w.clone(),
        stacked,
        both.clone(),
        along,
        squares,
        lengths,
        halves,
        exponents,
        features.clone(),
    ];
    let step = Step::of("random", "random", says, formula, tables).claims([at_least(
        "no random feature is below 0: smallest",
        smallest,
        0.0,
    )]);
    (step, both, features)
}

fn estimates(of_q: &Table, of_k: &Table, exact: &Exact) -> (Step, Table, Table) {
    let count = of_q.values.ncols() as f64;
    let summed = matmul_t("summed", of_q, of_k).kind(Kind::Number);
    let estimates = scale("estimates", &summed, 1.0 / count);
    let kernel = map("kernel", &exact.scaled, Function::Exp).kind(Kind::Number);
    let missed = sub("missed_by", &estimates, &kernel);
    let says = "The mean over all directions of the product of two features estimates e to the \
                power of their scaled score: too high here, too low there, right on average.";
    let formula = "estimates = random_q · random_kᵀ / directions; kernel = e^scaled";
    let tables =
        vec![of_q.clone(), of_k.clone(), summed, estimates.clone(), kernel.clone(), missed];
    let row = kernel.values.nrows() - 1;
    let step =
        Step::of("estimates", "estimates", says, formula, tables).look(at("estimates", row, 0));
    (step, estimates, kernel)
}

/// For the first query and key: what each direction says.
fn each_direction(of_q: &Table, of_k: &Table, estimate: f64) -> Step {
    let query = rows("first_random_q", of_q, 0, 1);
    let key = rows("first_random_k", of_k, 0, 1);
    let each = mul("each_direction", &query, &key);
    let mean = reduce("mean", &each, Reduction::Mean, Axis::Row);
    let measured = reduce("measured_variance", &each, Reduction::Variance, Axis::Row);
    let gap = (mean.at(0, 0) - estimate).abs();
    let says = "The first query and key once more: each direction gives an estimate of its own. \
                They scatter widely; their mean is the estimate.";
    let formula = "each_direction = random_q × random_k; mean = estimate";
    let tables = vec![query, key, each, mean, measured];
    let claim = "their mean is the estimate: gap";
    Step::of("each", "directions", says, formula, tables).look(at("mean", 0, 0)).claims([at_most(
        claim,
        gap,
        1e-12 * estimate.max(1.0),
    )])
}

/// e to the power of the squared length of the first query and key together.
fn growth(both: &Table, n: usize) -> (Step, Table) {
    let (first_q, first_k) = (rows("first_q", both, 0, 1), rows("first_k", both, n, n + 1));
    let together = add("together", &first_q, &first_k);
    let squares = map("together_squares", &together, Function::Square);
    let length = reduce("together_length", &squares, Reduction::Sum, Axis::Row).cols(&["length²"]);
    let growth = map("growth", &length, Function::Exp).cols(&["e^length²"]);
    let says = "How far off may the mean be? That hangs on the length of query and key together: \
                the longer, the more the directions disagree.";
    let formula = "growth = e^(|q + k|²)";
    let tables = vec![first_q, first_k, together, squares, length, growth.clone()];
    (Step::of("growth", "growth", says, formula, tables), growth)
}

/// The expected square of the error of the mean (lemma 2 of the Performer paper).
fn variance(growth: &Table, kernel: &Table, directions: usize) -> (Step, f64) {
    let row = rows("kernel_row", kernel, 0, 1);
    let cell = columns("first_kernel", &row, 0, 1);
    let square = map("kernel_square", &cell, Function::Square);
    let second = mul("second_moment", growth, &square).cols(&["square"]);
    let variance = sub("variance", &second, &square).cols(&["of one"]);
    let expected = scale("expected_square", &variance, 1.0 / directions as f64);
    let expected = expected.cols(&["of mean"]);
    let value = expected.at(0, 0);
    let sixteenfold = scale("with_sixteen_times", &expected, 1.0 / 16.0).cols(&["of mean"]);
    let says = "The expected square of the error can be written down. It falls as one over the \
                number of directions (below also for sixteen times as many), and grows without \
                measure with the length.";
    let formula = "expected_square = kernel² · (growth − 1) / directions";
    let tables = vec![row, cell, square, second, variance, expected.clone(), sixteenfold];
    let step = Step::of("variance", "variance", says, formula, tables);
    let step =
        step.look(expected.cell(0, 0)).claims([at_least("it is never below 0: value", value, 0.0)]);
    (step, value)
}

fn blend(inputs: &Inputs, estimates: &Table, exact: &Exact, kept: Option<&Table>) -> (Step, f64) {
    let mut tables = inputs.blend("random", estimates, kept);
    let output = last(&tables);
    let off = sub("random_off", &output, &exact.output).kind(Kind::Number);
    let sizes = map("random_off_by", &off, Function::Abs);
    let error = math::largest(&sizes.values);
    tables.extend([off, sizes]);
    let says = "Attention with the estimates in place of the exponentials. It needs no table of \
                pairs either, and with more directions it comes as near to softmax as one likes.";
    let formula = "random_weights = estimates / sum of the row";
    let claim = "both are mixes of the values, so the error stays within their range: largest";
    let step = Step::of("random-output", "approximate", says, formula, tables)
        .look(at("random_weights", inputs.q.values.nrows() - 1, 0))
        .claims([at_most(claim, error, inputs.range())]);
    (step, error)
}
