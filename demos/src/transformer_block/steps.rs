//! The lesson: the tables put into steps, with sentences and checks.

use super::Settings;
use super::block::Block;
use crate::math;
use crate::next_token::{Cut, Sampling};
use crate::report::{Answer, CellRef, Check, Guess, Step, Table};
use crate::steps::{at, at_most, row_checks, size};

/// All steps in order; the tables move into them.
pub(super) fn steps(block: Block, sampling: Sampling, settings: &Settings, cut: &Cut) -> Vec<Step> {
    let row = block.x.values.nrows().saturating_sub(1);
    let (attention, end) = (attention_checks(&block), end_checks(&block, settings));
    let seen = block.x.rows.get(row).map_or("", String::as_str);
    let guess = Guess {
        ask: format!("Which word does the model expect after \"{seen}\"?"),
        answer: Answer::LargestInRow { table: "chances".to_owned(), row: 0 },
    };
    let look = at("weights", row, largest(&block.shares, row));
    let on_logits = at("last", 0, sampling.best());
    let weights = block.weights;
    let (early, late) = either(settings, block.normed_1);
    let projections = [weights.query, block.q, weights.key, block.k, weights.value, block.v];
    let joined = [block.output, weights.back, block.attended, block.after_attention];
    let mut steps = vec![
        stream(block.x, row),
        projected(settings, early.into_iter().chain(projections).collect(), row),
        Step::of(
            "weights",
            "weights",
            "Every query meets every key, and softmax makes shares of the scores. A word sees \
                 itself and what came before; what comes after is masked, since it is what the \
                 model must guess.",
            "weights = softmax(masked q · kᵀ / √d_head)",
            vec![block.scores, block.scaled, block.masked, block.shares],
        )
        .look(look)
        .claims(attention),
        attended(settings, joined.into_iter().chain(late).collect(), row),
    ];
    steps.extend(mlp(
        settings,
        row,
        [
            block.normed_2,
            weights.into_mlp,
            block.hidden,
            block.bent,
            weights.out_of_mlp,
            block.written,
        ],
        block.after_mlp,
    ));
    let says = if settings.pre {
        "The end of the stream is normalized once more and compared with the row of each word of \
         the vocabulary. Every row guesses its own next word; the last row counts."
    } else {
        "The end of the stream is compared with the row of each word of the vocabulary. Every row \
         guesses its own next word; the last row counts."
    };
    let formula =
        if settings.pre { "logits = normed_3 · w_uᵀ" } else { "logits = normed_2 · w_uᵀ" };
    let words = [weights.words, block.logits, block.last];
    let tables = block.normed_3.into_iter().chain(words).collect();
    let logits = Step::of("logits", "logits", says, formula, tables).look(on_logits);
    steps.push(Step { checks: end, ..logits });
    steps.extend(sampling.steps(cut, guess));
    steps
}

/// A normalized table, put where it belongs: before a part, or after it.
fn either(settings: &Settings, normed: Table) -> (Option<Table>, Option<Table>) {
    if settings.pre { (Some(normed), None) } else { (None, Some(normed)) }
}

fn stream(x: Table, row: usize) -> Step {
    let look = strongest(&x, row);
    Step::of(
        "stream",
        "stream",
        "Each word starts as a row of numbers. This row is the stream: every part of the block \
         reads it and adds something to it.",
        "x = one row of numbers for each word",
        vec![x],
    )
    .look(look)
}

fn projected(settings: &Settings, tables: Vec<Table>, row: usize) -> Step {
    let (reads, formula) = if settings.pre {
        ("a normalized copy of the stream", "q, k, v = normed_1 · w_q, w_k, w_v")
    } else {
        ("the stream as it is", "q, k, v = x · w_q, w_k, w_v")
    };
    let job = if settings.jobs {
        " With these weights actions and pointers look for things."
    } else {
        ""
    };
    let says = format!(
        "Attention reads {reads}. Three matrices make of each row what it asks for, what it \
         offers, and what it hands over.{job}"
    );
    Step::of("projections", "q, k, v", says, formula, tables).look(at("k", row, 0))
}

fn attended(settings: &Settings, tables: Vec<Table>, row: usize) -> Step {
    let (after, formula) = if settings.pre {
        (
            "The stream itself goes past the attention untouched.",
            "after_attention = x + weights · v · w_o",
        )
    } else {
        ("Post-norm then normalizes the sum.", "normed_1 = normalized (x + weights · v · w_o)")
    };
    let says = format!(
        "The values are blended by the weights, brought back to the width of the stream by w_o, \
         and added to it. {after}"
    );
    let look = tables.last().map(|result| strongest(result, row));
    Step { look, ..Step::of("attended", "attended", says, formula, tables) }
}

/// Into the MLP and back onto the stream; `tables` are normed, `w_1`, hidden, bent, `w_2`, written.
fn mlp(settings: &Settings, row: usize, tables: [Table; 6], after_mlp: Table) -> [Step; 2] {
    let [normed, w_1, hidden, bent, w_2, written] = tables;
    let on_bent = strongest(&bent, row);
    let on_stream = strongest(&after_mlp, row);
    let job = if settings.jobs {
        " With these weights each kind of word brings up the kind that follows it: a filler a \
         thing, a thing an action."
    } else {
        ""
    };
    let (mut into, mut back) = (vec![w_1, hidden, bent], vec![w_2, written, after_mlp]);
    let (read, says) = if settings.pre {
        into.insert(0, normed);
        ("hidden = normed_2 · w_1; bent = activation of hidden", "added to it.")
    } else {
        back.push(normed);
        ("hidden = normed_1 · w_1; bent = activation of hidden", "added to it and normalized.")
    };
    [
        Step::of(
            "mlp",
            "MLP",
            "Now each word works alone. The MLP reads its row, makes several numbers of it and \
             bends them: what is below zero is held back.",
            read,
            into,
        )
        .look(on_bent),
        Step::of(
            "written",
            "written",
            format!(
                "What the MLP found is brought back to the width of the stream and {says}{job}"
            ),
            if settings.pre {
                "after_mlp = after_attention + bent · w_2"
            } else {
                "normed_2 = normalized (normed_1 + bent · w_2)"
            },
            back,
        )
        .look(on_stream),
    ]
}

fn largest(table: &Table, row: usize) -> usize {
    let values = table.values.rows().into_iter().nth(row).map(|row| row.to_vec());
    math::first_largest(&values.unwrap_or_default())
}

/// The number of the largest size in a row.
fn strongest(table: &Table, row: usize) -> CellRef {
    let values = table.values.rows().into_iter().nth(row).map(|row| row.mapv(f64::abs).to_vec());
    at(&table.id, row, math::first_largest(&values.unwrap_or_default()))
}

fn attention_checks(block: &Block) -> Vec<Check> {
    let mut checks = row_checks(std::iter::once(&block.shares.values), "weights");
    let above = block.shares.values.indexed_iter().filter(|((row, col), _)| col > row);
    let above = above.map(|(_, weight)| *weight).fold(0.0, f64::max);
    checks.push(at_most("nothing stands above the diagonal: largest weight there", above, 0.0));
    checks
}

/// With pre-norm the stream is a plain sum; with post-norm each of its rows has mean 0.
fn end_checks(block: &Block, settings: &Settings) -> Vec<Check> {
    if settings.pre {
        let sum = &(&block.x.values + &block.attended.values) + &block.written.values;
        let gap = (&sum - &block.after_mlp.values).mapv(f64::abs);
        let room = 1e-12 * (1.0 + size(&block.after_mlp) + size(&block.x));
        let claim = "the stream is x plus all that was added to it: largest gap";
        return vec![at_most(claim, math::largest(&gap).max(0.0), room)];
    }
    let rows = block.normed_2.values.rows().into_iter();
    let means = rows.map(|row| (math::sum(row) / row.len() as f64).abs());
    let room = 1e-9 * (1.0 + size(&block.after_mlp));
    vec![at_most(
        "every row of the stream has mean 0: largest gap",
        means.fold(0.0, f64::max),
        room,
    )]
}
