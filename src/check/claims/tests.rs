use crate::check;
use crate::content::{SourceFile, from_files};

const BODY: &str = "## In simple terms\n\nEvery pair is compared, so doubling\nthe length makes *four times* the scores. \
    The [[page|dot product]] is 5. And so on.\n\n- In a list it is `6`, too.\n\n\
    ## More detail\n\n## Why it matters\n\n## Real-world examples\n\n\
    ## Common misconceptions\n\n## Learn next\n";

/// The problems of a page with these claims, as lines.
fn said(claims: &str) -> Vec<String> {
    let page = format!(
        "---\ntitle: \"Page\"\ndefinition: \"D.\"\ndomain: \"X\"\nlevel: 1\nminutes: 1\nclaims:\n{claims}---\n{BODY}"
    );
    let file = |path: &str, text: &str| SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
    };
    let library =
        "schema: 1\nid: \"t\"\nname: \"T\"\nlanguage: \"en\"\nlicence: \"CC0\"\ndomains: [\"X\"]\n";
    let loaded =
        from_files(vec![file("topics/page.md", &page), file("library.yaml", library)], "t");
    let lines =
        check::problems(&loaded).into_iter().filter(|problem| problem.code.starts_with("claim"));
    lines
        .flat_map(|problem| problem.lines().iter().map(crate::ink::Line::plain).collect::<Vec<_>>())
        .collect()
}

const SAYS: &str =
    "says: \"Every pair is compared, so doubling the length makes four times the scores.\"";

#[test]
fn a_claim_that_holds_and_stands_there_is_no_problem() {
    let claim = format!(
        "  - {SAYS}\n    demo: attention-cost\n    set: {{tokens: 2048}}\n    expect: \"scores == 4 * scores@{{tokens: 1024}}\"\n"
    );
    assert_eq!(said(&claim), [""; 0]);
    let linked = "  - {says: \"The dot product is 5.\", demo: dot-product, expect: \"dot > 0\"}\n";
    assert_eq!(said(linked), [""; 0]);
    let listed =
        "  - {says: \"In a list it is 6, too.\", demo: dot-product, expect: \"dot > 0\"}\n";
    assert_eq!(said(listed), [""; 0]);
}

#[test]
fn a_claim_that_is_off_by_one_percent_is_an_error_with_both_sides() {
    let claim = format!(
        "  - {SAYS}\n    demo: attention-cost\n    set: {{tokens: 2048}}\n    expect: \"scores == 4.04 * scores@{{tokens: 1024}} ± 1\"\n"
    );
    assert_eq!(
        said(&claim),
        [
            "topics/page.md:11:14: error[claim-fails]: \"scores == 4.04 * scores@{tokens: 1024} ± 1\" does not hold; \
             left: scores = 4194304; right: 4.04 * scores@{tokens: 1024} = 4236247.0; \
             they are 41943 apart (0.99 % of the right), and 1 is allowed",
            "        expect: \"scores == 4.04 * scores@{tokens: 1024} ± 1\"",
            "                 ^",
            "    help: mend the sentence or the claim; `fingerpost demo attention-cost --set tokens=2048` shows the numbers",
        ]
    );
}

#[test]
fn the_caret_stands_under_the_part_that_is_wrong() {
    // Plain, in both kinds of quotes, in braces, and where the part cannot be told.
    let cases = [
        ("dot-product", "{}", "dot == wieght", "11:20"),
        ("dot-product", "{}", "\"dot == wieght\"", "11:21"),
        ("dot-product", "{}", "'dot == wieght'", "11:21"),
        ("dot-product", "{}", "\"dot == \\x77ieght\"", "11:13"),
        ("dot-product", "{}", ">\n      dot == wieght", "11:13"),
        ("dut-product", "{}", "\"dot == 5\"", "9:11"),
        ("dot-product", "{a: 1 2, z: 3}", "\"dot == 5\"", "10:22"),
        ("dot-product", "{}", "\"é × dot\"", "11:14"),
        ("dot-product", "{}", "\"dot == cosine@{a: 'é', b: x}\"", "11:32"),
    ];
    for (demo, set, expect, place) in cases {
        let claim = format!("  - {SAYS}\n    demo: {demo}\n    set: {set}\n    expect: {expect}\n");
        let lines = said(&claim);
        let wanted = format!("topics/page.md:{place}: error[claim-unclear]: ");
        assert!(lines[0].starts_with(&wanted), "{expect}: {lines:?} and not {wanted}");
        let caret = lines[2].find('^').expect("a caret");
        let column = place.split(':').next_back().and_then(|column| column.parse::<usize>().ok());
        assert_eq!(Some(caret - 4), column.map(|column| column - 1), "{lines:?}");
    }
    let braces = format!("  - {{{SAYS}, demo: dot-product, expect: \"dot == 5 +\"}}\n");
    let column = braces.find("+\"").expect("the end") + 2;
    assert!(said(&braces)[0].starts_with(&format!("topics/page.md:8:{column}: ")), "{braces}");
}

#[test]
fn a_sentence_must_stand_in_the_page_word_for_word() {
    let first = |says: &str| {
        let claim = format!("  - {{says: \"{says}\", demo: dot-product, expect: \"dot > 0\"}}\n");
        said(&claim).into_iter().filter(|line| !line.starts_with("     ")).collect::<Vec<_>>()
    };
    assert_eq!(
        first("And so off."),
        [
            "topics/page.md:8:12: error[claim-not-in-text]: \"And so off.\" does not stand in the page",
            "    help: copy the sentence from one paragraph of the page, word for word, without *, ` and links",
        ]
    );
    assert!(first("product is 5.")[0].contains("is only a part of a sentence"));
    assert!(first("The dot product is 5")[0].contains("is only a part of a sentence"));
    let formed = "Every pair is compared, so doubling the length makes *four times* the scores.";
    assert!(first(formed)[1].contains("write it without * and `"));
    assert!(first("The dot product is 5. And so on.").is_empty());
    assert!(!first("And so on. In a list it is 6, too.").is_empty(), "two paragraphs");
    assert!(!first("Why it matters").is_empty(), "a heading is no sentence");
}
