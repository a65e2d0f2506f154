//! The slopes once more without the chain rule: every weight nudged up and down, the whole network
//! computed for each, and the losses compared.

use super::{Backward, Network, sigmoid};
use crate::make::{
    add, below, beside, columns, lookup, mul, reduce, rows, scale, softmax, sub, transpose,
};
use crate::math;
use crate::report::{Axis, Kind, Reduction, Rule, Step, Table};
use crate::steps::at_most;

/// How the slopes are measured and held against the chain rule.
pub(super) struct Check {
    /// How far a weight is nudged.
    pub(super) nudge: f64,
    /// By how much the output misses the target.
    pub(super) miss: f64,
    /// Whether the chain rule was followed whole.
    pub(super) with_slope: bool,
}

impl Check {
    /// How far a central difference may be off: nudge² / 6 times the largest third derivative of
    /// the loss, from the largest slope, curvature and third derivative of a sigmoid, and what is
    /// lost in rounding. The loss is quadratic in `w2`: there nothing is off.
    fn bound(&self, network: &Network) -> f64 {
        let largest = |table: &Table| table.values.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        let (x, w) = (largest(&network.x), largest(&network.w2));
        let miss = self.miss.abs() + self.nudge * (1.0 + w * x);
        let third = (3.0 * w * 0.25 * 0.0963 + miss * 0.125) * w * x * x * x;
        let rounding = 1e-14 * (1.0 + w + miss) * (1.0 + miss) / self.nudge;
        self.nudge * self.nudge * third / 6.0 + rounding
    }
}

/// Adds the steps and returns the largest gap.
pub(super) fn steps(
    steps: &mut Vec<Step>,
    network: &Network,
    backward: &Backward,
    check: &Check,
) -> f64 {
    let names = names(network);
    let tried = nudged(steps, network, &names, check.nudge);
    let outputs = outputs(steps, network, &tried);
    let slopes = losses(steps, network, &outputs, (&names, check.nudge));
    let compared = compare(steps, backward, &slopes, &names, check);
    let (value, bound) = (compared, check.bound(network));
    let mut claim = at_most(
        "the gap is no larger than the size of the nudge allows: largest gap",
        value,
        bound,
    );
    // Without the slope of the sigmoid it must be larger, unless nothing comes back at all.
    claim.expected = check.with_slope || claim.holds();
    if let Some(last) = steps.last_mut() {
        last.checks.push(claim);
    }
    value
}

/// "x1→h1", … "h2→y", in the order of the row of all weights.
fn names(network: &Network) -> Vec<String> {
    let Network { w1, w2, .. } = network;
    let first =
        w1.rows.iter().flat_map(|from| w1.cols.iter().map(move |to| format!("{from}→{to}")));
    first.chain(w2.rows.iter().map(|from| format!("{from}→y"))).collect()
}

/// All weights in a row, once for each of them with that one nudged up, and once down: 2p × p.
fn nudged(steps: &mut Vec<Step>, network: &Network, names: &[String], nudge: f64) -> Table {
    let p = names.len();
    let (first, second) = (rows("w1_x1", &network.w1, 0, 1), rows("w1_x2", &network.w1, 1, 2));
    let turned = transpose("w2_turned", &network.w2);
    let all = beside("all_weights", &[&first, &second, &turned]);
    let all =
        all.row_axis("weights").rows(&["all"]).col_axis("weight").cols(names).kind(Kind::Number);
    let each = lookup("each", &all, &vec![0; p]).row_axis("nudged").rows(names);
    let masked = only_the_diagonal(&each);
    let which = softmax("which", &masked);
    let nudges = scale("nudges", &which, nudge).kind(Kind::Number);
    let labels = |sign: &str| names.iter().map(|name| format!("{name} {sign}")).collect::<Vec<_>>();
    let up = add("up", &each, &nudges).row_axis("nudged").rows(&labels("+"));
    let down = sub("down", &each, &nudges).row_axis("nudged").rows(&labels("−"));
    let tried = below("tried", &[&up, &down]);
    steps.push(Step::of(
        "nudges",
        "nudges",
        "Now without the chain rule. All weights stand in one row, repeated once for each. The \
         mask keeps the diagonal, softmax makes it a 1 in each row, and that 1 becomes a small \
         nudge of one weight.",
        "nudges = the nudge in the place of one weight, else 0",
        vec![first, second, turned, all, each, masked, which, nudges],
    ));
    steps.push(Step::of(
        "tried",
        "tried",
        "Every row is the whole set of weights with one of them nudged: up in the upper half, \
         down in the lower half.",
        "tried = weights ± nudges",
        vec![up, down, tried.clone()],
    ));
    tried
}

fn only_the_diagonal(each: &Table) -> Table {
    let p = each.rows.len();
    let keep = (0..p).map(|row| (0..p).map(|col| row == col).collect()).collect::<Vec<Vec<bool>>>();
    let values = math::mask(&each.values, &keep);
    let rule = Rule::Mask { of: [each.id.clone()], keep };
    Table { id: "masked".to_owned(), values, rule, ..each.clone() }
}

/// The output of the network for every row of weights: 2p × 1.
fn outputs(steps: &mut Vec<Step>, network: &Network, tried: &Table) -> Table {
    let hidden = network.w2.rows.len();
    let units = &network.w2.rows;
    let part = |number: usize| {
        let name = |what: &str| format!("{what}{number}");
        let from = (number - 1) * hidden;
        let weights = columns(&name("from_x"), tried, from, from + hidden);
        let input = columns(&name("x"), &network.x, number - 1, number);
        let product = mul(&name("part"), &weights, &input).kind(Kind::Number);
        [weights, input, product.col_axis("hidden unit").cols(units)]
    };
    let ([first, x1, part1], [second, x2, part2]) = (part(1), part(2));
    let z = add("z_tried", &part1, &part2);
    let h = sigmoid("h_tried", &z);
    let weights = columns("w2_tried", tried, 2 * hidden, 3 * hidden);
    let products = mul("products", &h, &weights);
    let y = reduce("y_tried", &products, Reduction::Sum, Axis::Row).col_axis("output").cols(&["y"]);
    steps.push(Step::of(
        "sums",
        "sums",
        "The network runs forward for every row: each input times its weights, added up.",
        "z = x1 · weights from x1 + x2 · weights from x2",
        vec![first, x1, part1, second, x2, part2, z],
    ));
    steps.push(Step::of(
        "outputs",
        "outputs",
        "The sigmoid, the weights to the output, the sum: one output for every nudge.",
        "y = Σ sigmoid(z) × weights to y",
        vec![h, weights, products, y.clone()],
    ));
    y
}

/// The losses, and how fast they change with each weight: p × 1.
fn losses(
    steps: &mut Vec<Step>,
    network: &Network,
    y: &Table,
    (names, nudge): (&[String], f64),
) -> Table {
    let p = names.len();
    let miss = sub("miss_tried", y, &network.target);
    let squares = mul("squares", &miss, &miss);
    let losses = scale("losses", &squares, 0.5).col_axis("of the row").cols(&["loss"]);
    let up = rows("losses_up", &losses, 0, p);
    let down = rows("losses_down", &losses, p, 2 * p);
    let apart = sub("apart", &up, &down).row_axis("weight").rows(names);
    let slopes = scale("differences", &apart, 1.0 / (2.0 * nudge))
        .col_axis("by differences")
        .cols(&["slope"]);
    let look = slopes.farthest().0;
    let look = slopes.cell(look, 0);
    steps.push(
        Step::of(
            "differences",
            "differences",
            "Loss with the weight nudged up, less the loss with it nudged down, over the way \
             between: the slope, measured.",
            "differences = (loss up − loss down) / (2 · nudge)",
            vec![miss, squares, losses, up, down, apart, slopes.clone()],
        )
        .look(look),
    );
    slopes
}

/// Both ways side by side; returns the largest gap.
fn compare(
    steps: &mut Vec<Step>,
    backward: &Backward,
    slopes: &Table,
    names: &[String],
    check: &Check,
) -> f64 {
    let first = rows("d_w1_x1", &backward.d_w1, 0, 1);
    let second = rows("d_w1_x2", &backward.d_w1, 1, 2);
    let turned = transpose("d_w2_turned", &backward.d_w2);
    let row = beside("gradient", &[&first, &second, &turned]);
    let row = row.row_axis("slope of").rows(&["loss"]).col_axis("weight").cols(names);
    let column = transpose("gradient_turned", &row);
    let column = column.col_axis("by the chain rule").cols(&["slope"]);
    let gap = sub("gap", &column, slopes).col_axis("chain rule − differences").cols(&["gap"]);
    let value = gap.values.iter().fold(0.0, |gap: f64, each| gap.max(each.abs()));
    let look = gap.farthest().0;
    let look = gap.cell(look, 0);
    let says = if check.with_slope {
        "The slopes by the chain rule, one for each weight, and their gap to the measured ones. \
         One walk back gave all of them; the nudges took two runs for every weight. Smaller nudges \
         make smaller gaps."
    } else {
        "The slopes with a link of the chain left out, and their gap to the measured ones: those \
         of w1 are wrong."
    };
    let formula = "gap = slopes by the chain rule − differences";
    let tables = vec![first, second, turned, row, column, gap];
    steps.push(Step::of("compare", "compare", says, formula, tables).look(look));
    value
}
