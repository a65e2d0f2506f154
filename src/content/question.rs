//! Questions and claims of a topic's front matter.

use super::fields::{Fields, Shape, flag, text};
use super::model::{Claim, ClaimParts, Question, QuestionKind};
use super::problem::Problems;
use super::yaml::{Node, Value};

const QUESTION: Shape = Shape {
    owner: "a question",
    keys: &[
        "id",
        "kind",
        "ask",
        "options",
        "answer",
        "tolerance",
        "because",
        "misconception",
        "misconceptions",
    ],
    required: &["id", "kind", "ask", "answer"],
};

const CLAIM: Shape = Shape {
    owner: "a claim",
    keys: &["says", "demo", "set", "expect"],
    required: &["says", "demo", "expect"],
};

/// The questions of a page; one that cannot be asked is left out.
pub(super) fn questions(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    for node in fields.list("questions", problems) {
        let Some(question) = question(node, problems) else { continue };
        if found.iter().any(|earlier| earlier.id == question.id) {
            let message = format!("two questions have the id \"{}\"", question.id);
            problems.error("bad-value", node.place, message, "give each question its own id");
        } else {
            found.push(question);
        }
    }
    found
}

fn question(node: &Node, problems: &mut Problems<'_>) -> Option<Question> {
    let fields = Fields::of(node, &QUESTION, problems)?;
    let id = fields.word("id", problems);
    let named = id.as_deref().is_some_and(is_slug);
    if let Some(id) = id.as_deref().filter(|_| !named) {
        let place = fields.get("id").map_or(node.place, |node| node.place);
        let message = format!("\"{id}\" is not an id");
        problems.error("bad-value", place, message, "use a-z, 0-9 and -");
    }
    let ask = fields.prose("ask", problems);
    let because = fields.prose("because", problems);
    let kind = kind(&fields, problems);
    let location = problems.file.at(node.place.0, node.place.1);
    Some(Question { id: id.filter(|_| named)?, ask: ask?, kind: kind?, because, location })
}

fn kind(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Option<QuestionKind> {
    let node = fields.get("kind")?;
    let kind = fields.word("kind", problems)?;
    let (allowed, required): (&[&str], &[&str]) = match kind.as_str() {
        "choice" => (&["options", "misconceptions"], &["options"]),
        "number" => (&["tolerance"], &["tolerance"]),
        "true-false" => (&["misconception"], &[]),
        "recall" => (&[], &[]),
        other => {
            let message = format!("there is no kind \"{other}\"");
            let help = "write choice, number, true-false or recall";
            problems.error("bad-value", node.place, message, help);
            return None;
        }
    };
    fields.demand(required, problems);
    for key in ["options", "misconceptions", "tolerance", "misconception"] {
        if let Some(node) = fields.get(key).filter(|_| !allowed.contains(&key)) {
            let message = format!("a {kind} question has no \"{key}\"");
            problems.error("unknown-key", node.place, message, "remove it, or change the kind");
        }
    }
    let answer = fields.get("answer")?;
    match kind.as_str() {
        "choice" => choice(fields, answer, problems),
        "number" => {
            let finite = f64::MIN..=f64::MAX;
            let answer = fields.number("answer", &finite, problems)?;
            let tolerance = fields.number("tolerance", &(0.0..=f64::MAX), problems);
            Some(QuestionKind::Number { answer, tolerance: tolerance.unwrap_or(0.0) })
        }
        "true-false" => Some(QuestionKind::TrueFalse {
            answer: flag(answer, "answer", problems)?,
            misconception: fields.number("misconception", &(1..=99), problems),
        }),
        _ => Some(QuestionKind::Recall { answer: fields.prose("answer", problems)? }),
    }
}

fn choice(fields: &Fields<'_>, answer: &Node, problems: &mut Problems<'_>) -> Option<QuestionKind> {
    let options: Vec<String> =
        fields.words("options", problems).into_iter().map(|(option, _)| option).collect();
    let index = |node: &Node, name: &str, problems: &mut Problems<'_>| {
        let found = options.iter().position(|option| option == name);
        if found.is_none() && !options.is_empty() {
            let message = format!("\"{name}\" is none of the options");
            let help = format!("write one of: {}", options.join(" · "));
            problems.error("bad-value", node.place, message, &help);
        }
        found
    };
    let right = index(answer, &text(answer, "answer", problems)?, problems);
    let mut misconceptions = Vec::new();
    for (option, node) in fields.pairs("misconceptions", problems) {
        let Some(at) = index(node, option.trim(), problems) else { continue };
        match text(node, "misconceptions", problems).and_then(|number| number.parse().ok()) {
            Some(number) if number > 0 => misconceptions.push((at, number)),
            _ => {
                let message = "a misconception is named by its number".to_owned();
                problems.error("bad-value", node.place, message, "count its items from 1");
            }
        }
    }
    Some(QuestionKind::Choice { answer: right?, misconceptions, options })
}

/// The claims of a page.
pub(super) fn claims(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Vec<Claim> {
    let mut found = Vec::new();
    for node in fields.list("claims", problems) {
        let Some(fields) = Fields::of(node, &CLAIM, problems) else { continue };
        found.extend(claim(node, &fields, problems));
    }
    found
}

fn claim(node: &Node, fields: &Fields<'_>, problems: &mut Problems<'_>) -> Option<Claim> {
    let says = fields.prose("says", problems);
    let demo = fields.word("demo", problems);
    let expect = fields.word("expect", problems);
    let at = |problems: &Problems<'_>, (line, column)| problems.file.at(line, column);
    let mut set = Vec::new();
    let mut parts = ClaimParts::default();
    for (key, value) in fields.pairs("set", problems) {
        if matches!(value.value, Value::List(_)) {
            let message = format!("\"{key}\" is a list");
            problems.error("wrong-type", value.place, message, "write it as on a demo line");
        } else if let Some(text) = text(value, &key, problems) {
            set.push((key, text.into_owned()));
            parts.set.push(at(problems, value.place));
        }
    }
    let place = |key: &str| fields.get(key).map_or(node.place, |node| node.place);
    parts.says = at(problems, place("says"));
    parts.demo = at(problems, place("demo"));
    let (expect, says, demo) = (expect?, says?, demo?);
    let verbatim = problems.verbatim(place("expect"), &expect);
    parts.is_verbatim = verbatim.is_some();
    parts.expect = at(problems, verbatim.unwrap_or_else(|| place("expect")));
    let location = at(problems, node.place);
    Some(Claim { says, demo, set, expect, location, parts })
}

/// Whether a name has the form of a slug.
pub(super) fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
