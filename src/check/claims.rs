//! Claims: each is run, and its sentence is looked for in the page.

use crate::claim::{Part, Run, Unclear, failure, prove};
use crate::content::{
    Block, Claim, Inline, Library, Location, Problem, Severity, Topic, paragraphs, sentence,
};
use crate::report;

/// What is wrong with the claims of a page.
pub(super) fn problems(library: &Library, topic: &Topic, blocks: &[Block]) -> Vec<Problem> {
    if topic.claims().is_empty() {
        return Vec::new();
    }
    let paragraphs = paragraphs(blocks);
    let mut run = |name: &str, set: &[(String, String)]| report::run(name, set);
    let found = topic.claims().iter().flat_map(|claim| {
        let missing = not_in_text(library, claim, &paragraphs);
        missing.into_iter().chain(not_proved(claim, &mut run))
    });
    found
        .map(|(location, code, message, help)| Problem {
            severity: if library.plain { Severity::Warning } else { Severity::Error },
            source_line: topic.source_line(location.line).to_owned(),
            location,
            code,
            message,
            help,
        })
        .collect()
}

/// Place, code, message, help.
type Found = (Location, &'static str, String, String);

fn not_in_text(library: &Library, claim: &Claim, paragraphs: &[&[Inline]]) -> Option<Found> {
    let title_of = |slug: &str| library.topic(slug).map(|topic| topic.title.clone());
    let found = |says: &str| {
        let places = paragraphs.iter().filter_map(|found| sentence(found, says, &title_of));
        places.map(|place| place.is_whole).max()
    };
    let (message, help) = match found(&claim.says) {
        Some(true) => return None,
        Some(false) => (
            format!("\"{}\" is only a part of a sentence of the page", claim.says),
            "give the whole sentence, up to its full stop",
        ),
        None => {
            let bare: String = claim.says.chars().filter(|c| !"*`_".contains(*c)).collect();
            let help = if bare != claim.says && found(&bare).is_some() {
                "write it without * and `: the words are compared, not their form"
            } else {
                "copy the sentence from one paragraph of the page, word for word, without *, ` and links"
            };
            (format!("\"{}\" does not stand in the page", claim.says), help)
        }
    };
    Some((claim.parts.says.clone(), "claim-not-in-text", message, help.to_owned()))
}

fn not_proved(claim: &Claim, run: &mut Run) -> Option<Found> {
    match prove(run, claim) {
        Ok(proof) if proof.holds => None,
        Ok(proof) => {
            let message = format!("\"{}\" does not hold; {}", claim.expect, failure(&proof));
            let help =
                format!("mend the sentence or the claim; `{}` shows the numbers", proof.command);
            Some((claim.parts.expect.clone(), "claim-fails", message, help))
        }
        Err(Unclear { part, message, help }) => {
            let location = match part {
                Part::Demo => claim.parts.demo.clone(),
                Part::Set(index) => claim.parts.set.get(index).unwrap_or(&claim.location).clone(),
                Part::Expect(range) => claim.expect_at(range.start),
            };
            Some((location, "claim-unclear", message, help))
        }
    }
}

#[cfg(test)]
mod tests;
