//! Sentences that a claim is about, in every form that a paragraph may have.

use super::super::fixture::{bullets, claimed, link, paragraph, text};
use super::super::{Page, Target, plain};
use crate::content::{Block, Inline};
use crate::ink::Role;

fn shown(page: &Page) -> String {
    plain(page).trim().to_owned()
}

/// What the places of a claim cover, piece by piece.
fn covered(page: &Page, claim: usize) -> Vec<String> {
    let places = page.drawn.places.iter().filter(|place| place.target == Target::Claim(claim));
    let pieces = places.map(|place| {
        let line = page.drawn.lines[place.line].plain();
        line.chars().skip(place.column).take(place.width).collect()
    });
    pieces.collect()
}

#[test]
fn a_sentence_in_the_middle_is_a_place_and_ends_with_its_mark() {
    let blocks = [paragraph("One is one. Two is two. Three is three.")];
    let page = claimed(&blocks, &[("Two is two.", true)], 60);
    assert_eq!(shown(&page), "One is one. Two is two. ✓ Three is three.");
    assert_eq!(covered(&page, 0), ["Two is two. ✓"]);
    let mark = page.drawn.lines[1].spans.iter().find(|span| span.text.contains('✓'));
    assert_eq!(mark.map(|span| span.role), Some(Role::Done));
    let narrow = claimed(&blocks, &[("Two is two.", true)], 18);
    assert_eq!(shown(&narrow), "One is one. Two is\ntwo. ✓ Three is\nthree.");
    assert_eq!(covered(&narrow, 0), ["Two is", "two. ✓"]);
}

#[test]
fn a_sentence_that_fails_has_another_mark() {
    let page = claimed(&[paragraph("Two is three.")], &[("Two is three.", false)], 60);
    assert_eq!(shown(&page), "Two is three. ✗");
    let mark = page.drawn.lines[1].spans.iter().find(|span| span.text.contains('✗'));
    assert_eq!(mark.map(|span| span.role), Some(Role::Error));
}

#[test]
fn form_within_a_sentence_stays_and_a_link_leads_where_it_did() {
    let inlines = vec![
        text("So "),
        Inline::Emphasis(vec![text("saw. It")]),
        text(" gives "),
        Inline::Code("f(x)".to_owned()),
        text(" and "),
        Inline::Math("x^2".to_owned()),
        text(" to "),
        link("softmax", ""),
        text(". More."),
    ];
    let says = "It gives f(x) and x^2 to Title of softmax.";
    let page = claimed(&[Block::Paragraph(inlines)], &[(says, true)], 76);
    assert_eq!(shown(&page), "So saw. It gives f(x) and x² to Title of softmax. ✓ More.");
    assert_eq!(covered(&page, 0), ["It gives f(x) and x² to", ". ✓"]);
    let leads = |page: &Page, target: &Target| {
        page.drawn.places.iter().any(|place| place.target == *target && place.width == 16)
    };
    assert!(leads(&page, &Target::Topic("softmax".to_owned(), None)), "{:?}", page.drawn.places);
    let emphasis = page.drawn.lines[1].spans.iter().filter(|span| span.role == Role::Emphasis);
    assert_eq!(emphasis.map(|span| span.text.as_str()).collect::<Vec<_>>(), ["saw.", "It"]);
}

#[test]
fn items_and_tasks_are_marked_and_a_sentence_only_where_it_first_stands() {
    let blocks = [
        bullets(vec![vec![paragraph("It is 5.")], vec![paragraph("[x] It is 6.")]]),
        paragraph("It is 5. It is 7."),
    ];
    let page = claimed(&blocks, &[("It is 5.", true), ("It is 6.", true), ("It is 7.", false)], 40);
    assert_eq!(shown(&page), "• It is 5. ✓\n☑ It is 6. ✓\n\nIt is 5. It is 7. ✗");
}

#[test]
fn of_sentences_that_overlap_the_first_claim_is_marked() {
    let blocks = [paragraph("It is 5. It is 6. It is 7.")];
    let both = [("It is 6. It is 7.", false), ("It is 5. It is 6.", true)];
    let page = claimed(&blocks, &both, 60);
    assert_eq!(shown(&page), "It is 5. It is 6. It is 7. ✗");
}
