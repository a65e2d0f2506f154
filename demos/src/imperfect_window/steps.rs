//! The lesson: four cases in which a row of weights misleads.

use super::inputs::Inputs;
use crate::lesson::Lesson;
use crate::make::by;
use crate::math;
use crate::report::{Function, Kind, Reduction, Step};

type Metrics = Vec<(&'static str, f64)>;

const LOOKS: (&str, &str) = ("weights", "looks at");

/// All steps, and the metrics.
pub(super) fn steps(inputs: &Inputs) -> (Vec<Step>, Metrics) {
    let says = "Two rows of shares over the same words, each divided by its sum: two ways to look.";
    let mut lesson = Lesson::new("weights", "two rows", "weights = shares / their sum", says);
    for name in ["a", "b"] {
        shared(&mut lesson, inputs, name, LOOKS);
    }
    lesson.look("weights.a", 0, 0);
    outputs(&mut lesson, inputs);
    apart(&mut lesson);
    lengths(&mut lesson, inputs);
    average(&mut lesson, inputs);
    sink(&mut lesson, inputs);
    let metrics = vec![
        ("gap", math::largest(&lesson.values("difference").mapv(f64::abs))),
        ("tvd", lesson.at("tvd", 0, 0)),
        ("jsd", lesson.at("jsd", 0, 0)),
        ("hidden", lesson.at("hidden", 0, 0)),
        ("sink_weight", lesson.at("weights.sink", 0, 0)),
    ];
    (lesson.finish(), metrics)
}

/// A given table of shares, its sums, and `weights.NAME`.
fn shared(lesson: &mut Lesson, inputs: &Inputs, name: &str, axes: (&'static str, &'static str)) {
    lesson.put(inputs.table(name, Kind::Number, axes));
    let sum = format!("sum.{name}");
    lesson.add(&sum, Kind::Number, by::each_row(name, Reduction::Sum));
    lesson.add(&format!("weights.{name}"), Kind::Weight, by::div(name, &sum));
}

fn outputs(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "Both rows blend the same values. The output is all that the next layer gets to \
                see: compare the two.";
    lesson.step("outputs", "outputs", "output = weights · values", says);
    lesson.guess(
        "The output of row a is the output of row b plus what?",
        ("difference", 0, 0),
        0.02,
    );
    lesson.put(inputs.table("values", Kind::Value, ("word", "dimension")));
    lesson.add("output.a", Kind::Value, by::matmul("weights.a", "values"));
    lesson.add("output.b", Kind::Value, by::matmul("weights.b", "values"));
    lesson.add("difference", Kind::Number, by::sub("output.a", "output.b"));
    lesson.name_rows("weights", vec!["a − b".to_owned()]);
    lesson.look("difference", 0, 0);
    let gap = lesson.gap_beside("output.a", "output.b", &["values"]);
    lesson.may_be_above("both rows give the same output: largest gap", gap, 1e-12);
}

/// How far the rows are from one another, twice.
fn apart(lesson: &mut Lesson) {
    let says = "How much weight would have to be moved to turn one row into the other: half the \
                sum of the differences. 0 is the same row, 1 is nothing in common.";
    lesson.step("distance", "distance", "tvd = ½ · sum |weights.a − weights.b|", says);
    lesson.add("moved", Kind::Number, by::sub("weights.a", "weights.b"));
    lesson.name_rows("weights", vec!["a − b".to_owned()]);
    lesson.add("sizes", Kind::Number, by::map("moved", Function::Abs));
    lesson.number("total", Kind::Number, by::each_row("sizes", Reduction::Sum));
    lesson.number("tvd", Kind::Number, by::scale("total", 0.5));
    lesson.look("tvd", 0, 0);
    let tvd = lesson.at("tvd", 0, 0);
    lesson.at_most("total variation distance is at most 1", tvd, 1.0 + 1e-12);

    let says = "The same question in nats: how much more spread is the row halfway between than \
                the two are? Rows with nothing in common reach ln 2.";
    let formula = "jsd = entropy of the middle − mean entropy of the two";
    lesson.step("divergence", "divergence", formula, says);
    lesson.add("both", Kind::Number, by::add("weights.a", "weights.b"));
    lesson.name_rows("weights", vec!["a + b".to_owned()]);
    lesson.add("middle", Kind::Weight, by::scale("both", 0.5));
    lesson.name_rows("weights", vec!["middle".to_owned()]);
    for (id, of) in
        [("entropy.a", "weights.a"), ("entropy.b", "weights.b"), ("entropy.middle", "middle")]
    {
        lesson.add(id, Kind::Number, by::each_row(of, Reduction::Entropy));
    }
    lesson.add("entropies", Kind::Number, by::beside(&["entropy.a", "entropy.b"]));
    lesson.name_rows("weights", vec!["entropy".to_owned()]);
    lesson.name_cols("of", vec!["a".to_owned(), "b".to_owned()]);
    lesson.number("mean_entropy", Kind::Number, by::each_row("entropies", Reduction::Mean));
    lesson.number("jsd", Kind::Number, by::sub("entropy.middle", "mean_entropy"));
    lesson.look("jsd", 0, 0);
    let bound = std::f64::consts::LN_2 + 1e-12;
    lesson.at_most("Jensen-Shannon divergence is at most ln 2", lesson.at("jsd", 0, 0), bound);
}

fn lengths(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "A weight multiplies a value. What a word puts into the output is its weight times \
                the length of its value: a large weight on a short value moves little.";
    lesson.step("lengths", "lengths", "moves = weight × length of the value", says);
    lesson.guess_in_row("Which word moves the output most?".to_owned(), "moves", 0);
    shared(lesson, inputs, "shares", LOOKS);
    lesson.put(inputs.table("long_values", Kind::Value, ("word", "dimension")));
    lesson.add("lengths", Kind::Number, by::each_row("long_values", Reduction::Norm));
    lesson.add("lengths_across", Kind::Number, by::transpose("lengths"));
    lesson.add("moves", Kind::Number, by::mul("weights.shares", "lengths_across"));
    lesson.name_rows("moves", vec!["moves".to_owned()]);
    lesson.add("output.shares", Kind::Value, by::matmul("weights.shares", "long_values"));
    lesson.look("moves", 0, lesson.largest_in_row("moves", 0));
    let (length, moves) = (lesson.values("output.shares"), lesson.values("moves"));
    let bound = math::sum(&moves);
    let claim = "the output is no longer than all moves together";
    lesson.at_most(claim, math::norm(&length), bound * (1.0 + 1e-12));
}

fn average(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "Several heads are often shown as their average. Heads that are sure of different \
                words average to one that seems unsure: entropy shows what is lost.";
    lesson.step("average", "average", "averaged = mean of each column of weights", says);
    shared(lesson, inputs, "heads", ("head", "looks at"));
    lesson.add("averaged", Kind::Weight, by::each_column("weights.heads", Reduction::Mean));
    lesson.add("entropy.heads", Kind::Number, by::each_row("weights.heads", Reduction::Entropy));
    lesson.add("entropy", Kind::Number, by::each_column("entropy.heads", Reduction::Mean));
    lesson.add("entropy.averaged", Kind::Number, by::each_row("averaged", Reduction::Entropy));
    lesson.number("hidden", Kind::Number, by::sub("entropy.averaged", "entropy"));
    lesson.look("averaged", 0, 0);
    let hidden = lesson.at("hidden", 0, 0);
    lesson.at_least("an average is never less spread: difference", hidden, -1e-12);
}

fn sink(lesson: &mut Lesson, inputs: &Inputs) {
    let count = inputs.values("sink_scores").ncols();
    let says = "Weights must add up to 1, even where a head has nothing to fetch. Many models \
                park the weight on a first word that says nothing: a sink.";
    lesson.step("sink", "sink", "weights.sink = softmax of sink_scores; moves as before", says);
    lesson.put(inputs.table("sink_scores", Kind::Score, LOOKS));
    lesson.add("weights.sink", Kind::Weight, by::softmax("sink_scores"));
    lesson.put(inputs.table("sink_values", Kind::Value, ("word", "dimension")));
    lesson.add("lengths.sink", Kind::Number, by::each_row("sink_values", Reduction::Norm));
    lesson.add("lengths_across.sink", Kind::Number, by::transpose("lengths.sink"));
    lesson.add("moves.sink", Kind::Number, by::mul("weights.sink", "lengths_across.sink"));
    lesson.name_rows("moves", vec!["moves".to_owned()]);
    lesson.add("output.sink", Kind::Value, by::matmul("weights.sink", "sink_values"));
    lesson.look("moves.sink", 0, 0);
    let gap = (math::sum(&lesson.values("weights.sink")) - 1.0).abs();
    lesson.at_most("weights.sink sums to 1: gap", gap, 1e-12);

    let says = "Without the sink the others share all the weight, in the same proportions. With a \
                sink of value 0 the output is that of the others, only shrunk by what is left for \
                them.";
    let formula = "shrunk = rest × output without the sink";
    lesson.step("without", "without", formula, says);
    lesson.add("scores.without", Kind::Score, by::columns("sink_scores", 1, count));
    lesson.add("weights.without", Kind::Weight, by::softmax("scores.without"));
    lesson.add("values.without", Kind::Value, by::rows("sink_values", 1, count));
    lesson.add("output.without", Kind::Value, by::matmul("weights.without", "values.without"));
    lesson.add("weights.rest", Kind::Number, by::columns("weights.sink", 1, count));
    lesson.number("rest", Kind::Number, by::each_row("weights.rest", Reduction::Sum));
    lesson.add("shrunk", Kind::Value, by::mul("rest", "output.without"));
    lesson.look("shrunk", 0, 0);
    let gap = lesson.gap_beside("shrunk", "output.sink", &["sink_values"]);
    lesson.may_be_above("the sink only shrinks the output: largest gap", gap, 1e-12);
}
