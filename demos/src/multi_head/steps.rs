//! The lesson: wide, cut, weighed, together again; then what an average hides, and the count.

use super::inputs::Inputs;
use crate::lesson::Lesson;
use crate::make::{Labels, by, given};
use crate::math;
use crate::report::{Kind, Reduction, Step};
use crate::shared::numbered;
use crate::steps::row_checks;

type Metrics = Vec<(&'static str, f64)>;

/// All steps, and the metrics.
pub(super) fn steps(inputs: &Inputs) -> (Vec<Step>, Metrics) {
    let mut lesson =
        Lesson::new("x", "x", "x = one row of numbers for each word", inputs.words.says());
    inputs.words.put(&mut lesson);
    let row = row(inputs);
    lesson.look("x", row, 0);
    wide(&mut lesson, inputs, row);
    cut(&mut lesson, inputs, row);
    weigh(&mut lesson, inputs, row);
    together(&mut lesson, inputs, row);
    let hidden = average(&mut lesson, inputs, row);
    count(&mut lesson, inputs);
    let metrics = vec![
        ("words", inputs.words.count() as f64),
        ("heads", inputs.heads as f64),
        ("weights", lesson.at("weights", 0, 0)),
        ("weights_and_biases", lesson.at("weights_and_biases", 0, 0)),
        ("hidden", hidden),
    ];
    (lesson.finish(), metrics)
}

/// The word that is followed: the second, or the only one.
fn row(inputs: &Inputs) -> usize {
    usize::from(inputs.words.count() > 1)
}

/// `name.head0`, `name.head1` …
fn each(inputs: &Inputs, name: &str) -> Vec<String> {
    (0..inputs.heads).map(|head| format!("{name}.head{head}")).collect()
}

fn wide(lesson: &mut Lesson, inputs: &Inputs, row: usize) {
    let says = "Each word asks, offers and hands over: its row of x times w_q, w_k and w_v. Each \
                of the three is one wide matrix, whatever the number of heads.";
    lesson.step("wide", "wide", "q = x · w_q, k = x · w_k, v = x · w_v", says);
    let kinds = [("q", Kind::Query), ("k", Kind::Key), ("v", Kind::Value)];
    let dimensions = numbered(inputs.d_model());
    for ((name, weights), (made, kind)) in inputs.weights.iter().zip(kinds) {
        lesson.put(
            given(name, Kind::WeightMatrix, weights.values.clone(), weights.from.clone()).labels(
                Labels {
                    axes: ("feature", "dimension"),
                    rows: inputs.words.features.clone(),
                    cols: dimensions.clone(),
                },
            ),
        );
        lesson.add(made, kind, by::matmul("x", name));
    }
    lesson.look("q", row, 0);
}

fn cut(lesson: &mut Lesson, inputs: &Inputs, row: usize) {
    let size = inputs.d_head();
    let says = "The wide rows are cut into equal parts: the first columns are head 0, the next \
                head 1, and so on. A head sees only its part.";
    lesson.step("cut", "cut", "q.head = columns of q, the same for k and v", says);
    for (name, kind) in [("q", Kind::Query), ("k", Kind::Key), ("v", Kind::Value)] {
        for (head, id) in each(inputs, name).iter().enumerate() {
            lesson.add(id, kind, by::columns(name, head * size, (head + 1) * size));
        }
    }
    lesson.look("q.head0", row, 0);

    let last = inputs.heads - 1;
    let says = "A head could as well have a small matrix of its own: columns of w_q. It makes the \
                very same queries, so one wide projection and several small ones are the same.";
    lesson.step("small", "small", "small = x · columns of w_q", says);
    let columns = by::columns("w_q", last * size, (last + 1) * size);
    lesson.add("w_q.small", Kind::WeightMatrix, columns);
    lesson.add("q.small", Kind::Query, by::matmul("x", "w_q.small"));
    lesson.look("q.small", row, 0);
    let gap = lesson.gap("q.small", &format!("q.head{last}"));
    lesson.at_most(format!("small and cut agree in head {last}: largest gap"), gap, 1e-12);
}

fn weigh(lesson: &mut Lesson, inputs: &Inputs, row: usize) {
    let says = "In each head every query meets every key, in the few dimensions of that head, and \
                the dot products are divided by the root of d_head.";
    lesson.step("scores", "scores", "scores = q · kᵀ, scaled = scores / √d_head", says);
    for head in 0..inputs.heads {
        let id = |name: &str| format!("{name}.head{head}");
        lesson.add(&id("scores"), Kind::Score, by::matmul_t(&id("q"), &id("k")));
        lesson.axes("asks", "looks at");
        let factor = 1.0 / (inputs.d_head() as f64).sqrt();
        lesson.add(&id("scaled"), Kind::Score, by::scale(&id("scores"), factor));
    }
    lesson.look("scaled.head0", row, 0);

    let last = each(inputs, "weights").pop().unwrap_or_default();
    let word = inputs.words.labels.get(row).map_or("", String::as_str);
    let says = "Each head shares out its weight on its own, so that one word can look at several \
                others at once, for different reasons.";
    lesson.step("weights", "weights", "weights = softmax of each row of scaled", says);
    let ask = format!("Which word does \"{word}\" look at most in head {}?", inputs.heads - 1);
    lesson.guess_in_row(ask, &last, row);
    for (weights, scaled) in each(inputs, "weights").iter().zip(each(inputs, "scaled")) {
        lesson.add(weights, Kind::Weight, by::softmax(&scaled));
    }
    lesson.look(&last, row, lesson.largest_in_row(&last, row));
    let all: Vec<_> = each(inputs, "weights").iter().map(|id| lesson.values(id)).collect();
    lesson.checks(row_checks(all.iter(), "weights"));

    let says = "Each head blends its part of the values by its own weights.";
    lesson.step("output", "output", "output = weights · v, in each head", says);
    for head in 0..inputs.heads {
        let id = |name: &str| format!("{name}.head{head}");
        lesson.add(&id("output"), Kind::Value, by::matmul(&id("weights"), &id("v")));
    }
    lesson.look("output.head0", row, 0);
}

fn together(lesson: &mut Lesson, inputs: &Inputs, row: usize) {
    let names = |name: &str| each(inputs, name);
    let outputs = names("output");
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let says = "The outputs stand side by side again, as wide as x. Then one more matrix, w_o, \
                mixes what the heads found.";
    lesson.step("projected", "projected", "projected = concat · w_o", says);
    lesson.add("concat", Kind::Value, by::beside(&outputs));
    for (name, weights) in inputs.weights.iter().filter(|(name, _)| *name == "w_o") {
        lesson.put(
            given(name, Kind::WeightMatrix, weights.values.clone(), weights.from.clone()).labels(
                Labels {
                    axes: ("dimension", "feature"),
                    rows: numbered(inputs.d_model()),
                    cols: inputs.words.features.clone(),
                },
            ),
        );
    }
    lesson.add("projected", Kind::Embedding, by::matmul("concat", "w_o"));
    lesson.look("projected", row, 0);

    let says = "The same again, head by head: each head has its rows of w_o and writes a part of \
                its own into the result. The parts add up, so a head can be weighed or taken out \
                by itself.";
    lesson.step("parts", "parts", "part = output · rows of w_o; projected = sum of parts", says);
    let size = inputs.d_head();
    let mut sum = String::new();
    for head in 0..inputs.heads {
        let id = |name: &str| format!("{name}.head{head}");
        lesson.add(&id("w_o"), Kind::WeightMatrix, by::rows("w_o", head * size, (head + 1) * size));
        lesson.add(&id("part"), Kind::Embedding, by::matmul(&id("output"), &id("w_o")));
        sum = if head == 0 {
            id("part")
        } else {
            let next = format!("parts.to{head}");
            lesson.add(&next, Kind::Embedding, by::add(&sum, &id("part")));
            next
        };
    }
    lesson.look(&sum, row, 0);
    let parts = names("part");
    let parts: Vec<&str> = parts.iter().map(String::as_str).chain(["w_o", "concat"]).collect();
    let gap = lesson.gap_beside(&sum, "projected", &parts);
    lesson.at_most("the parts add up to projected: largest gap", gap, 1e-12);
}

/// Returns the most entropy that averaging adds to a row.
fn average(lesson: &mut Lesson, inputs: &Inputs, row: usize) -> f64 {
    let heads = inputs.heads as f64;
    let says = "An average over the heads looks like one calm head. Entropy says how spread a row \
                is: the average is at least as spread as the heads are on average, and more so \
                where they disagree.";
    lesson.step("averaged", "averaged", "averaged = sum of the heads' weights / heads", says);
    let (weights, entropies) = (each(inputs, "weights"), each(inputs, "entropy"));
    let mut sum = weights.first().cloned().unwrap_or_default();
    for (head, next) in weights.iter().enumerate().skip(1) {
        let id = format!("weights.to{head}");
        lesson.add(&id, Kind::Number, by::add(&sum, next));
        sum = id;
    }
    lesson.add("averaged", Kind::Weight, by::scale(&sum, 1.0 / heads));
    for (entropy, weights) in entropies.iter().zip(&weights) {
        lesson.add(entropy, Kind::Number, by::each_row(weights, Reduction::Entropy));
    }
    let all: Vec<&str> = entropies.iter().map(String::as_str).collect();
    lesson.add("entropies", Kind::Number, by::beside(&all));
    let labels = (0..inputs.heads).map(|head| format!("head {head}")).collect();
    lesson.name_cols("entropy in", labels);
    lesson.add("entropy", Kind::Number, by::each_row("entropies", Reduction::Mean));
    lesson.name_cols("over the heads", vec!["mean".to_owned()]);
    lesson.add("entropy.averaged", Kind::Number, by::each_row("averaged", Reduction::Entropy));
    lesson.add("hidden", Kind::Number, by::sub("entropy.averaged", "entropy"));
    lesson.name_cols("of the row", vec!["hidden".to_owned()]);
    lesson.look("hidden", row, 0);
    let hidden = lesson.values("hidden");
    let least = math::smallest(&hidden);
    lesson.at_least("an average is never less spread: smallest difference", least, -1e-12);
    math::largest(&hidden)
}

fn count(lesson: &mut Lesson, inputs: &Inputs) {
    let says = "More heads are smaller heads: a head of d_head columns has width × d_head weights \
                in w_q, and all heads together have width × width again. With w_k, w_v and w_o \
                that is four times the square of width.";
    lesson.step("count", "count", "weights = 4 × heads × width × d_head = 4 × width²", says);
    let last = inputs.head_counts.values.ncols() - 1;
    let most = inputs.head_counts.values.iter().last().copied().unwrap_or(1.0);
    let ask =
        format!("Width {}, {most} heads: how many weights have the four matrices?", inputs.width);
    lesson.guess(&ask, ("weights", 0, last), 0.5);
    lesson.given_number("width", inputs.width, inputs.width_from.clone());
    let counts = &inputs.head_counts.values;
    lesson.put(
        given("head_counts", Kind::Count, counts.clone(), inputs.head_counts.from.clone()).labels(
            Labels {
                axes: ("number", "model"),
                rows: vec!["heads".to_owned()],
                cols: (1..=counts.ncols()).map(|model| format!("model {model}")).collect(),
            },
        ),
    );
    for (id, rule) in [
        ("d_head", by::div("width", "head_counts")),
        ("one_head", by::mul("width", "d_head")),
        ("all_heads", by::mul("one_head", "head_counts")),
        ("weights", by::scale("all_heads", 4.0)),
        ("biases", by::scale("width", 4.0)),
        ("weights_and_biases", by::add("weights", "biases")),
    ] {
        lesson.add(id, Kind::Count, rule);
        lesson.name_rows("number", vec![id.replace('_', " ").replace("weights and", "with")]);
    }
    lesson.look("weights", 0, last);
    let weights = lesson.values("weights");
    let apart = math::largest(&weights) - math::smallest(&weights);
    lesson.at_most("the heads do not change the count: largest minus smallest", apart, 0.0);
}
