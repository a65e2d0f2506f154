//! What goes into attention: words, their rows, the weights of each head; shapes checked.

use super::additive;
use super::hand_set::{self, HEADS};
use super::{Given, WIDEST, lexicon};
use crate::demo::DemoError;
use crate::make::given;
use crate::params::{Params, Value, bad, counted};
use crate::report::{Kind, Origin, Source, Table};
use crate::shared::numbered;
use ndarray::Array2;

/// Everything given, with shapes that fit.
pub(super) struct Inputs {
    /// The labels of the rows of x.
    pub(super) words: Vec<String>,
    /// n × `d_model`.
    pub(super) x: Given,
    /// Rows of x that are random stand-ins.
    pub(super) random_rows: Vec<usize>,
    /// The labels of the columns of x.
    pub(super) features: Vec<String>,
    /// Weights, one for each head; heads that share keys and values have the same.
    pub(super) heads: Vec<Weights>,
    /// How many keys and values there are: one for each head, or fewer.
    kv_heads: usize,
    /// The words that are looked at, where they are others.
    context: Option<Context>,
    /// (Σ `d_head` of the values) × `d_model`, with several heads.
    pub(super) w_o: Option<Given>,
    /// What each word may look at; `None` where it may look at all.
    pub(super) keep: Option<Vec<Vec<bool>>>,
    /// What reads additive scores, 1 × `d_head`; `None` where scores are dot products.
    pub(super) reader: Option<Given>,
    /// Whether scores are divided by √`d_head`.
    pub(super) scaling: bool,
    /// What the mask does, in words.
    pub(super) mask_fact: String,
    /// The names of the matrices that the reader put in.
    own: Vec<String>,
    /// Why the rows are numbered, where they are.
    numbered: Option<String>,
}

/// Another sentence: its words, m × 4.
struct Context {
    words: Vec<String>,
    values: Array2<f64>,
    random_rows: Vec<usize>,
}

/// The weights of one head, each `d_model` × its width.
pub(super) struct Weights {
    /// Query weights.
    pub(super) w_q: Given,
    /// Key weights, as wide as `w_q`.
    pub(super) w_k: Given,
    /// Value weights.
    pub(super) w_v: Given,
    /// What this head looks for, where queries and keys are ours.
    pub(super) looks_for: Option<&'static str>,
}

impl Inputs {
    pub(super) fn from_params(params: &Params) -> Result<Self, DemoError> {
        let words = params.words("text").to_vec();
        let count = usize::try_from(params.integer("heads")).unwrap_or(1);
        let own: Vec<String> =
            params.given().filter(|name| is_matrix(name)).map(str::to_owned).collect();
        let kv_heads = kv_heads(params, count)?;
        for name in &own {
            let is_shared = name.starts_with("w_k") || name.starts_with("w_v");
            refuse_unused(name, count, if is_shared { kv_heads } else { count })?;
        }
        let (x, random_rows) = word_rows(params, &words)?;
        let (n, d_model) = x.values.dim();
        let context = context(params, d_model)?;
        let ours = x.from == Source::HandSet;
        let fits = words.len() == n;
        let numbered_because = (!fits).then(|| {
            let rows = counted(n, "row", "rows");
            format!(
                "rows are numbered: x has {rows}, text {}",
                counted(words.len(), "word", "words")
            )
        });
        let heads: Vec<Weights> = (0..count)
            .map(|head| weights(params, head, (count, kv_heads), d_model))
            .collect::<Result<_, _>>()?;
        let w_o = if count > 1 { Some(w_o(params, &heads, kv_heads, d_model)?) } else { None };
        let looked_at = context.as_ref().map_or(n, |context| context.words.len());
        let reader = additive_reader(params, &heads, n.max(looked_at))?;
        let window = usize::try_from(params.integer("window")).unwrap_or(1);
        let (keep, mask_fact) = match params.choice("mask") {
            "causal" => {
                (Some(kept(n, n)), "every word sees itself and what came before".to_owned())
            }
            "window" => (Some(kept(n, window)), format!("window of {window}")),
            _ if context.is_some() => (None, "every word sees all of the context".to_owned()),
            _ => (None, "every word sees all".to_owned()),
        };
        Ok(Self {
            words: if fits { words } else { numbered(n) },
            x,
            random_rows,
            features: if ours {
                lexicon::FEATURES.map(str::to_owned).into()
            } else {
                numbered(d_model)
            },
            heads,
            kv_heads,
            context,
            w_o,
            keep,
            reader,
            scaling: params.flag("scaling"),
            mask_fact,
            own,
            numbered: numbered_because,
        })
    }

    /// The table `x`.
    pub(super) fn x_table(&self) -> Table {
        let x = given("x", Kind::Embedding, self.x.values.clone(), self.x.from.clone());
        let x = x.axes("word", "feature").rows(&self.words).cols(&self.features);
        Table { random_rows: self.random_rows.clone(), ..x }
    }

    /// The table `context`, where another sentence is looked at.
    pub(super) fn context_table(&self) -> Option<Table> {
        let context = self.context.as_ref()?;
        let values = context.values.clone();
        let table = given("context", Kind::Embedding, values, Source::HandSet);
        let table = table.axes("word", "feature").rows(&context.words).cols(&lexicon::FEATURES);
        Some(Table { random_rows: context.random_rows.clone(), ..table })
    }

    /// The words that are looked at.
    pub(super) fn looked_at(&self) -> &[String] {
        self.context.as_ref().map_or(&self.words, |context| &context.words)
    }

    /// Whether another sentence is looked at.
    pub(super) fn is_cross(&self) -> bool {
        self.context.is_some()
    }

    /// Whether heads share keys and values.
    pub(super) fn is_grouped(&self) -> bool {
        self.kv_heads < self.heads.len()
    }

    /// The first of the heads that share keys and values with this one.
    pub(super) fn kv_owner(&self, head: usize) -> usize {
        kv_owner(head, self.heads.len(), self.kv_heads)
    }

    /// The suffix of keys and values of a head: numbered among themselves where they are shared.
    pub(super) fn kv_suffix(&self, head: usize) -> String {
        if !self.is_grouped() {
            return self.suffix(head);
        }
        format!(".head{}", head * self.kv_heads / self.heads.len())
    }

    /// The suffix of the tables of a head: none where there is one head only.
    pub(super) fn suffix(&self, head: usize) -> String {
        if self.heads.len() == 1 { String::new() } else { format!(".head{head}") }
    }

    /// Whether rows and columns of x are the lexicon's.
    pub(super) fn has_lexicon(&self) -> bool {
        self.x.from == Source::HandSet
    }

    /// Whether the rows have numbers for names, because the words do not fit them.
    pub(super) fn are_numbered(&self) -> bool {
        self.numbered.is_some()
    }

    /// Which heads share which keys and values, in words.
    pub(super) fn groups(&self) -> String {
        let size = self.heads.len() / self.kv_heads.max(1);
        let group = |kv: usize| {
            format!("heads {} to {} share k.head{kv}, v.head{kv}", kv * size, (kv + 1) * size - 1)
        };
        (0..self.kv_heads).map(group).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn origin(&self) -> Origin {
        if self.own.is_empty() { Origin::HandSet } else { Origin::Given }
    }

    /// What stands in the head of every screen.
    pub(super) fn facts(&self) -> Vec<String> {
        let d_head = self.heads.first().map_or(0, |head| head.w_q.values.ncols());
        let mut facts = vec![
            self.mask_fact.clone(),
            counted(self.heads.len(), "head", "heads"),
            format!("d_model {}, d_head {d_head}", self.x.values.ncols()),
        ];
        if self.is_grouped() {
            facts.push(self.groups());
        }
        let theirs =
            |head: &Weights| [&head.w_q, &head.w_k, &head.w_v].map(|given| given.from.clone());
        let mut ours =
            self.heads.iter().flat_map(theirs).chain(self.w_o.iter().map(|w_o| w_o.from.clone()));
        let any_ours = ours.any(|from| from == Source::HandSet);
        if !self.own.is_empty() {
            facts.push(format!("{} as given", self.own.join(", ")));
        }
        if any_ours {
            let identity = self.x.values.ncols() != 4;
            facts.push(if identity { "identity weights" } else { "hand-set weights" }.to_owned());
        }
        let ours = self.random_rows.iter().filter_map(|row| self.words.get(*row));
        let other = self.context.iter().flat_map(|context| {
            context.random_rows.iter().filter_map(|row| context.words.get(*row))
        });
        let random: Vec<&String> = ours.chain(other).collect();
        if !random.is_empty() {
            let mut words: Vec<String> = Vec::new();
            for word in random {
                let word = format!("\"{word}\"");
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            let (shown, rest) = words.split_at(words.len().min(3));
            let more =
                if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            facts.push(format!("random stand-ins: {}{more}", shown.join(", ")));
        }
        facts.extend(self.numbered.clone());
        if self.reader.is_some() {
            facts.push("additive scores".to_owned());
        }
        if !self.scaling {
            facts.push("no scaling".to_owned());
        }
        facts
    }
}

/// What reads additive scores in all heads, which must be of one width then.
fn additive_reader(
    params: &Params,
    heads: &[Weights],
    words: usize,
) -> Result<Option<Given>, DemoError> {
    let mut reader = None;
    for head in heads {
        reader = additive::reader(params, head.w_q.values.ncols(), words)?;
    }
    Ok(reader)
}

fn kv_owner(head: usize, heads: usize, kv_heads: usize) -> usize {
    let size = heads / kv_heads.max(1);
    head / size.max(1) * size
}

/// How many keys and values there are; each must serve as many heads as the others.
fn kv_heads(params: &Params, heads: usize) -> Result<usize, DemoError> {
    let kv_heads = match params.choice("kv_heads") {
        "1" => 1,
        "2" => 2,
        _ => heads,
    };
    if heads.is_multiple_of(kv_heads) {
        return Ok(kv_heads);
    }
    let heads = counted(heads, "head", "heads");
    let allowed =
        format!("each or 1 is expected with {heads}: every one serves as many as another");
    Err(bad("kv_heads", kv_heads.to_string(), allowed))
}

/// The other sentence, if there is one. It has the four features of the lexicon, and no order in
/// common with the first, so that no mask applies.
fn context(params: &Params, d_model: usize) -> Result<Option<Context>, DemoError> {
    let words = params.words("context").to_vec();
    if words.is_empty() {
        return Ok(None);
    }
    let given = || counted(words.len(), "word", "words");
    if d_model != 4 {
        let allowed = format!("but they have 4 numbers each, and x has {d_model}");
        return Err(bad("context", given(), allowed));
    }
    if params.choice("mask") != "none" {
        let mask = format!("\"{}\"", params.choice("mask"));
        return Err(bad(
            "mask",
            mask,
            "none is expected with a context: all of it is seen".to_owned(),
        ));
    }
    let (values, random_rows) = embedded(&words);
    Ok(Some(Context { words, values, random_rows }))
}

fn is_matrix(name: &str) -> bool {
    name == "x" || name.starts_with("w_")
}

/// A matrix that would have no effect is an error, not a surprise.
fn refuse_unused(name: &str, heads: usize, of_its_kind: usize) -> Result<(), DemoError> {
    let unused = |allowed: String| Err(bad(name, "a matrix".to_owned(), allowed));
    if name == "w_o" && heads == 1 {
        return unused("but it is used with 2 heads or more only".to_owned());
    }
    let head = name.split_once(".head").and_then(|(_, head)| head.parse::<usize>().ok());
    match head {
        Some(head) if head >= of_its_kind => {
            let many = if of_its_kind < heads { "key-value heads" } else { "heads" };
            unused(match of_its_kind {
                1 => format!("but with 1 {} there is head0 only", many.trim_end_matches('s')),
                _ => format!(
                    "but with {of_its_kind} {many} they are head0 to head{}",
                    of_its_kind - 1
                ),
            })
        }
        _ => Ok(()),
    }
}

fn word_rows(params: &Params, words: &[String]) -> Result<(Given, Vec<usize>), DemoError> {
    let n = words.len();
    match params.value("x") {
        Some(Value::Matrix(x)) => {
            Ok((Given { values: x.clone(), from: Source::Parameter }, Vec::new()))
        }
        Some(_) if n > WIDEST => {
            let given = format!("identity for {}", counted(n, "word", "words"));
            Err(bad("x", given, format!("at most {WIDEST} words can have a column each")))
        }
        Some(_) => Ok((Given { values: Array2::eye(n), from: Source::Parameter }, Vec::new())),
        None => {
            let (values, random) = embedded(words);
            Ok((Given { values, from: Source::HandSet }, random))
        }
    }
}

/// The lexicon's rows of words, and which of them are random stand-ins.
fn embedded(words: &[String]) -> (Array2<f64>, Vec<usize>) {
    let embedded: Vec<_> = words.iter().map(|word| lexicon::embed(word)).collect();
    let values = Array2::from_shape_fn((words.len(), 4), |(row, col)| {
        embedded.get(row).and_then(|word| word.features.get(col)).copied().unwrap_or(0.0)
    });
    let random = embedded.iter().enumerate().filter(|(_, word)| word.random);
    (values, random.map(|(row, _)| row).collect())
}

/// A matrix that the reader put in, `identity` made as wide as x; with the name that was used.
fn own(params: &Params, names: &[String], d_model: usize) -> Option<(String, Given)> {
    names.iter().find_map(|name| {
        let values = match params.value(name)? {
            Value::Matrix(values) => values.clone(),
            _ => Array2::eye(d_model),
        };
        Some((name.clone(), Given { values, from: Source::Parameter }))
    })
}

fn check_rows(
    name: &str,
    matrix: &Array2<f64>,
    rows: usize,
    one_for: &str,
) -> Result<(), DemoError> {
    if matrix.nrows() == rows {
        return Ok(());
    }
    let expected = counted(rows, "row is", "rows are");
    let allowed = format!("{expected} expected, one for each {one_for}");
    Err(bad(
        name,
        format!("{} of {}", counted(matrix.nrows(), "row", "rows"), matrix.ncols()),
        allowed,
    ))
}

fn weights(
    params: &Params,
    head: usize,
    (heads, kv_heads): (usize, usize),
    d_model: usize,
) -> Result<Weights, DemoError> {
    let ours = HEADS.get(head).filter(|_| d_model == 4);
    let owner = kv_owner(head, heads, kv_heads);
    let shared = HEADS.get(owner).filter(|_| d_model == 4);
    let take = |name: &str, hand_set: Option<Array2<f64>>| {
        let number = if name == "w_q" { head } else { head * kv_heads / heads };
        let names = [format!("{name}.head{number}"), name.to_owned()];
        if let Some((name, given)) = own(params, &names, d_model) {
            check_rows(&name, &given.values, d_model, "column of x")?;
            return Ok((Some(name), given));
        }
        let values = hand_set.unwrap_or_else(|| Array2::eye(d_model));
        Ok((None, Given { values, from: Source::HandSet }))
    };
    let (name_q, w_q) = take("w_q", ours.map(|head| hand_set::weights(&head.w_q)))?;
    let (name_k, w_k) = take("w_k", shared.map(|head| hand_set::weights(&head.w_k)))?;
    let (_, w_v) = take("w_v", shared.map(|head| hand_set::weights(&head.w_v)))?;
    let (wide_q, wide_k) = (w_q.values.ncols(), w_k.values.ncols());
    if wide_q != wide_k {
        // The one that the reader put in is the one to be named; w_k if both are theirs.
        let (name, given, expected, other) = match (name_q.clone(), name_k.clone()) {
            (Some(name), None) => (name, wide_q, wide_k, "w_k"),
            (_, name) => (name.unwrap_or_else(|| "w_k".to_owned()), wide_k, wide_q, "w_q"),
        };
        let expected = counted(expected, "column is expected", "columns are expected");
        let allowed = format!("{expected}, as many as {other} has");
        return Err(bad(&name, counted(given, "column", "columns"), allowed));
    }
    let theirs = name_q.is_some() || name_k.is_some() || params.is_given("x");
    // Queries that meet the keys of another head no longer look for what they were made for.
    let looks_for = ours.filter(|_| !theirs && owner == head).map(|head| head.looks_for);
    Ok(Weights { w_q, w_k, w_v, looks_for })
}

fn w_o(
    params: &Params,
    heads: &[Weights],
    kv_heads: usize,
    d_model: usize,
) -> Result<Given, DemoError> {
    let rows: usize = heads.iter().map(|head| head.w_v.values.ncols()).sum();
    if let Some((name, given)) = own(params, &["w_o".to_owned()], d_model) {
        check_rows(&name, &given.values, rows, "column of concat")?;
        if given.values.ncols() != d_model {
            let expected = counted(d_model, "column is", "columns are");
            let allowed = format!("{expected} expected, as many as x has");
            return Err(bad(&name, counted(given.values.ncols(), "column", "columns"), allowed));
        }
        return Ok(given);
    }
    let ours = d_model == 4 && heads.iter().all(|head| head.w_v.from == Source::HandSet);
    let values = if ours {
        hand_set::w_o((0..heads.len()).map(|head| kv_owner(head, heads.len(), kv_heads)))
    } else {
        Array2::from_shape_fn((rows, d_model), |(row, col)| {
            f64::from(u8::from(row % d_model == col))
        })
    };
    Ok(Given { values, from: Source::HandSet })
}

/// Itself and the `window` − 1 before it.
fn kept(n: usize, window: usize) -> Vec<Vec<bool>> {
    (0..n).map(|row| (0..n).map(|col| col <= row && row - col < window).collect()).collect()
}
