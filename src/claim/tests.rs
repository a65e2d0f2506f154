use super::parse::{LONGEST, parse};
use super::{Part, Proof, Unclear, failure, prove, verdict};
use crate::content::Claim;
use crate::report;

/// A claim about a demo.
fn claim(demo: &str, set: &[(&str, &str)], expect: &str) -> Claim {
    let set = set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let expect = expect.to_owned();
    Claim {
        says: "S.".to_owned(),
        demo: demo.to_owned(),
        set,
        expect,
        location: crate::content::Location::default(),
        parts: crate::content::ClaimParts::default(),
    }
}

fn proved(demo: &str, set: &[(&str, &str)], expect: &str) -> Result<Proof, Unclear> {
    prove(&mut |name, set| report::run(name, set), &claim(demo, set, expect))
}

/// The dot product of (2, −1, 1) and (1, −2, 1): products 2, 2, 1; dot 5; both lengths √6.
const TASTES: &[(&str, &str)] = &[("a", "2 -1 1"), ("b", "1 -2 1")];

#[track_caller]
fn value(expression: &str) -> f64 {
    let found = proved("dot-product", TASTES, &format!("{expression} <= dot + 1e300"));
    found.unwrap_or_else(|error| panic!("{expression}: {error:?}")).left.value
}

#[test]
fn expressions_have_the_values_worked_out_by_hand() {
    let cases = [
        ("12", 12.0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("2E+2", 200.0),
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 - 4 - 2", 1.0),
        ("12 / 3 / 2", 2.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("(-2) ^ 2", 4.0),
        ("2 ^ -1", 0.5),
        ("--3", 3.0),
        ("2 * -3", -6.0),
        ("1 + -2", -1.0),
        ("3-1", 2.0),
        ("abs(-4.5)", 4.5),
        ("sqrt(16)", 4.0),
        ("ln(1)", 0.0),
        ("min(3, -1, 2)", -1.0),
        ("max(3, -1, 2) + 1", 4.0),
        ("dot", 5.0),
        ("dot-1", 4.0),
        ("products[0,0]", 2.0),
        ("products[0, 2]", 1.0),
        ("products[-1, -1]", 1.0),
        ("products[ 0 , -3 ]", 2.0),
        ("a[0, 1] * b[0, 1]", 2.0),
        ("length_a ^ 2 + 0 * dot", 2.449_489_742_783_178_f64 * 2.449_489_742_783_178),
        ("dot@{a: 4 -2 2}", 10.0),
        ("dot @ { a : '4 -2 2' }", 10.0),
        ("dot@{a: \"4 -2 2\", b: 0 0 1,}", 2.0),
        ("products[0, 0]@{b: '3 0 0'}", 6.0),
        ("dot@{a: 4 -2 2} / dot", 2.0),
    ];
    for (expression, wanted) in cases {
        let found = value(expression);
        assert!((found - wanted).abs() < 1e-12, "{expression}: {found}, not {wanted}");
    }
}

#[test]
fn names_with_dots_and_quoted_values_are_read() {
    let set: &[(&str, &str)] = &[("heads", "2")];
    assert!(proved("multi-head", set, "weights.head0[0,0] + w_q[0,0] < 1e9").is_ok());
    let proof = proved(
        "matrix-multiply",
        &[("a", "1 2; 3 4"), ("b", "1 0; 0 1")],
        "product[1,0]@{b: \"0.5 0; 0 1\"} == product[1,0] / 2 ± 1e-12",
    );
    let proof = proof.unwrap();
    assert!(proof.holds, "{proof:?}");
    assert_eq!((proof.left.value, proof.right.value), (1.5, 1.5));
    let labels = [("a", "1 0"), ("b", "1 0"), ("labels", "x y")];
    let quoted = r#"dot@{labels: "a\"b \\,}", a: 'it''s'}"#;
    let error = proved("dot-product", &labels, &format!("{quoted} == 1")).unwrap_err();
    assert!(error.message.contains("it's"), "{error:?}");
}

#[test]
fn comparisons_hold_or_not() {
    let cases = [
        ("dot == 5", true),
        ("dot == 6", false),
        ("dot < 5", false),
        ("dot <= 5", true),
        ("dot > 4.9", true),
        ("dot >= 5.1", false),
        ("cosine == 0.83 ± 0.005", true),
        ("cosine == .83 +- .005", true),
        ("cosine == 0.84 +- 0.005", false),
        ("dot == 5.1 ± 0.02 * 5", true),
        ("5 == dot", true),
        ("dot == 2 * dot@{a: 4 -2 2} / 4", true),
    ];
    for (expect, holds) in cases {
        let proof = proved("dot-product", TASTES, expect).unwrap();
        assert_eq!(proof.holds, holds, "{expect}: {proof:?}");
    }
}

#[test]
fn a_claim_off_by_one_percent_fails_and_says_both_sides() {
    let set = [("tokens", "2048")];
    let right = proved("attention-cost", &set, "scores == 4 * scores@{tokens: 1024}").unwrap();
    assert!(right.holds);
    let said = "scores = 4194304 == 4 * scores@{tokens: 1024} = 4194304";
    assert_eq!(verdict(&right), said);
    let wrong = proved("attention-cost", &set, "scores == 4.04 * scores@{tokens: 1024} ± 1");
    let wrong = wrong.unwrap();
    assert!(!wrong.holds);
    assert_eq!(
        failure(&wrong),
        "left: scores = 4194304; right: 4.04 * scores@{tokens: 1024} = 4236247.0; \
         they are 41943 apart (0.99 % of the right), and 1 is allowed"
    );
    let text = [("text", "the dog barked because it saw")];
    let wrong = proved("attention", &text, "weights[4, 1] == 0.709 ± 0.0005").unwrap();
    assert_eq!(
        failure(&wrong),
        "left: weights[4, 1] = 0.702112; right: 0.709; they are 0.00689 apart (0.97 % of the right), \
         and 0.0005 is allowed"
    );
    let near = proved("dot-product", TASTES, "dot + 1e-12 < 5").unwrap();
    assert_eq!(
        failure(&near),
        "left: dot + 1e-12 = 5.000000000001; right: 5; they are 1e-12 apart (2e-11 % of the right), \
         and left must be < right"
    );
    let same = proved("dot-product", TASTES, "dot < 5").unwrap();
    assert_eq!(failure(&same), "left: dot = 5; right: 5; they are equal, and left must be < right");
}

/// Every message once: what is written, where it is wrong, what is said of it.
#[test]
fn what_cannot_be_evaluated_says_where_and_why() {
    let cases = [
        ("dot", "", "a comparison is missing, and the text ends here"),
        ("dot 5", "5", "a comparison is missing; here stands \"5\""),
        ("dot = 5", "=", "= is not of the language"),
        ("dot ≈ 5", "≈", "≈ is not of the language"),
        ("2 × dot == 10", "×", "× is not of the language"),
        ("dot == ", "", "a number is missing, and the text ends here"),
        ("dot == * 5", "*", "a number is missing; here stands \"*\""),
        ("dot == 5 5", "5", "the claim goes on where it should end; here stands \"5\""),
        ("1 < dot < 9", "<", "< is a second comparison"),
        ("dot < 9 ± 1", "±", "a tolerance has no meaning behind <"),
        ("dot ± 1 == 5", "±", "a tolerance stands here"),
        ("dot == 5 ± -1", "-1", "the tolerance is -1"),
        ("(dot == 5", "=", ") is missing; here stands \"=\""),
        ("dot == 5x", "5x", "5x is not a number that can be computed with"),
        ("dot == 1e999", "1e999", "1e999 is not a number that can be computed with"),
        ("log(dot) == 1", "log", "no function is called \"log\""),
        ("sqrt(dot, 1) == 1", "sqrt(dot, 1)", "sqrt is given 2 of them"),
        ("min(dot) == 1", "min(dot)", "min is given 1 of them"),
        ("products[0] == 1", "]", ", is missing; here stands \"]\""),
        ("products[0, 0 == 1", "=", "] is missing; here stands \"=\""),
        ("products[0, ] == 1", "]", "an index is missing; here stands \"]\""),
        ("products[0, x] == 1", "x", "\"x\" is no index"),
        ("dot@ == 1", "=", "{ is missing"),
        ("dot@{} == 1", "{}", "no parameter is set here"),
        ("dot@{a} == 1", "}", ": is missing"),
        ("dot@{: 1} == 1", ":", "the name of a parameter is missing"),
        ("dot@{a: 1 == 1", "", "} is missing"),
        ("dot@{a: [1]} == 1", "[", "a bracket stands in a value without quotes"),
        ("dot@{a: '1} == 1", "'", "this quote is not closed"),
        ("dot@{a: 1, a: 2} == 1", "a", "\"a\" is set twice"),
        ("1 + 1 == 2", "1 + 1 == 2", "the claim names no number of the demo"),
        ("dut == 5", "dut", "dot-product has no metric \"dut\""),
        ("products == 5", "products", "dot-product has no metric \"products\""),
        ("prodcts[0, 0] == 5", "prodcts", "dot-product has no table \"prodcts\" here"),
        ("products[1, 0] == 5", "1", "products has 1 row; 1 is none of them"),
        ("products[0, -4] == 5", "-4", "products has 3 columns; -4 is none of them"),
        ("dot@{z: 1} == 5", "1", "\"dot-product\" has no parameter \"z\"; it has a, b, labels"),
        ("dot@{a: x} == 5", "x", "a, row 1: \"x\" is given, a number is expected"),
        ("dot / 0 == 5", "dot / 0", "this divides by 0"),
        ("ln(dot - 5) < 5", "ln(dot - 5)", "ln of 0"),
        ("sqrt(-dot) < 5", "sqrt(-dot)", "the root of -5"),
        ("(-dot) ^ 0.5 < 5", "(-dot) ^ 0.5", "this has no value"),
        ("dot ^ 999 < 5", "dot ^ 999", "this is too large for a number"),
        (
            "cosine == 0.83",
            "cosine == 0.83",
            "== needs a tolerance here: left is 0.833333, right is 0.83",
        ),
    ];
    for (expect, at, said) in cases {
        let error = proved("dot-product", TASTES, expect).expect_err(expect);
        assert_eq!(error.message, said, "{expect}");
        let Part::Expect(range) = error.part else { panic!("{expect}: {:?}", error.part) };
        assert_eq!(expect.get(range), Some(at), "{expect}");
        assert!(!error.help.is_empty());
    }
}

#[test]
fn what_is_near_and_what_there_is_is_said() {
    let help = |expect: &str| proved("dot-product", TASTES, expect).unwrap_err().help;
    assert_eq!(help("dut == 5"), "did you mean dot? there are dot, length_a, length_b, cosine");
    assert_eq!(
        help("products == 5"),
        "products is a table; name a cell of it, as in products[0, 0]"
    );
    assert_eq!(help("cosine[0, 1] == 1"), "write 0");
    assert_eq!(help("products[0, 9] == 1"), "write 0 to 2, or from the end -1 to -3");
    assert_eq!(help("sqr(dot) == 5"), "did you mean sqrt? there are ln, sqrt, abs, min, max");
    let help = proved("attention", &[], "entropy_max[0, 0] == 1").unwrap_err().help;
    assert_eq!(help, "entropy_max is a metric; write it without brackets");
    let help = proved("flash", &[], "scoers[0, 0] == 1").unwrap_err().help;
    assert!(help.starts_with("did you mean scores? there are q, k, v,"), "{help}");
    assert!(help.ends_with(" more"), "{help}");
}

#[test]
fn the_demo_and_its_parameters_can_be_wrong_too() {
    let part = |demo: &str, set: &[(&str, &str)]| {
        let error = proved(demo, set, "dot == 1").unwrap_err();
        (error.part, error.message)
    };
    let (at, said) = part("dot-prodct", &[]);
    assert_eq!(at, Part::Demo);
    assert_eq!(said, "no demo is called \"dot-prodct\"; did you mean dot-product?");
    let (at, said) = part("dot-product", &[("a", "1 2"), ("c", "1")]);
    assert_eq!(at, Part::Set(1));
    assert!(said.contains("has no parameter \"c\""), "{said}");
    let (at, said) = part("dot-product", &[("a", "1 x"), ("b", "1 2")]);
    assert_eq!(at, Part::Set(0));
    assert!(said.contains("a, row 1"), "{said}");
    let failing = prove(
        &mut |name, set| report::guarded(|_, _| panic!("in the middle"), name, set),
        &claim("dot-product", &[], "dot == 1"),
    );
    let error = failing.unwrap_err();
    assert_eq!(error.part, Part::Demo);
    assert!(error.message.contains("in the middle"), "{error:?}");
}

#[test]
fn what_is_not_finite_is_no_proof() {
    let set = [("scores", "1002 1001"), ("method", "naive")];
    let error = proved("softmax", &set, "weights[0, 0] < 2").unwrap_err();
    assert_eq!(error.message, "this is nan, not a number");
    assert!(proved("softmax", &set, "exponentials[0, 0] > 1e308").unwrap().holds);
    let error = proved("softmax", &set, "exponentials[0, 0] == 1 ± 1").unwrap_err();
    assert_eq!(error.message, "a side is infinite");
}

#[test]
fn runs_length_and_depth_are_bounded() {
    let mut count = 0;
    let mut run = |name: &str, set: &[(String, String)]| {
        count += 1;
        report::run(name, set)
    };
    let twice = claim("attention-cost", &[], "scores@{tokens: 2} + scores@{tokens: 2} == 8");
    assert!(prove(&mut run, &twice).unwrap().holds);
    assert_eq!(count, 2, "the claim's own run, and the other one once");
    let runs = (1..=8).map(|tokens| format!("scores@{{tokens: {tokens}}}"));
    let many = runs.collect::<Vec<_>>().join(" + ") + " > 0";
    let error = proved("attention-cost", &[], &many).unwrap_err();
    assert_eq!(error.message, "this would be run 9 of the demo");
    let deep = format!("{}dot{} == 5", "(".repeat(200), ")".repeat(200));
    let error = proved("dot-product", TASTES, &deep).unwrap_err();
    assert_eq!(error.message, "nested more than 60 levels deep");
    let minus = format!("{}dot == 5", "-".repeat(200));
    assert!(proved("dot-product", TASTES, &minus).unwrap_err().message.starts_with("nested"));
    let powers = format!("dot{} == 5", "^1".repeat(200));
    assert!(proved("dot-product", TASTES, &powers).unwrap_err().message.starts_with("nested"));
    let long = format!("dot{} == 5", " + 0".repeat(300));
    let error = proved("dot-product", TASTES, &long).unwrap_err();
    assert_eq!(error.message, format!("1208 bytes; at most {LONGEST} are read"));
    let chain = format!("dot{} == 5", " + 0".repeat(240));
    assert!(proved("dot-product", TASTES, &chain).unwrap().holds);
}

/// Texts of chance, from a seed: nothing panics, and every place lies in the text.
#[test]
fn no_text_breaks_the_parser() {
    const PIECES: &[&str] = &[
        "dot",
        "products",
        "[0,0]",
        "[",
        "]",
        ",",
        "-1",
        "@{",
        "@{a: 1 2}",
        "}",
        ":",
        "'",
        "\"",
        "\\",
        "(",
        ")",
        "+",
        "-",
        "+-",
        "±",
        "*",
        "/",
        "^",
        "==",
        "=",
        "<=",
        "<",
        ">",
        ">=",
        "1",
        "0.5",
        ".",
        "1e",
        "1e-3",
        "sqrt(",
        "min(",
        "ln",
        " ",
        "×",
        "é",
        "日本",
        "\u{0}",
        "\n",
        "e9",
        "_",
        "w_q.head0",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % end as u64) as usize
    };
    let mut read = 0;
    for _ in 0..60_000 {
        let text: String = (0..=below(12)).map(|_| PIECES[below(PIECES.len())]).collect();
        match parse(&text) {
            Ok(expression) => {
                read += 1;
                for (index, node) in expression.nodes.iter().enumerate() {
                    assert!(text.get(node.range.clone()).is_some(), "{text:?}");
                    assert!(index <= expression.nodes.len());
                }
            }
            Err(Unclear { part: Part::Expect(range), message, .. }) => {
                assert!(text.get(range).is_some(), "{text:?}");
                assert!(!message.is_empty());
            }
            Err(other) => panic!("{text:?}: {other:?}"),
        }
    }
    assert!(read > 50, "chance wrote {read} claims");
}

#[test]
fn a_claim_leads_to_the_first_number_that_it_names() {
    let at = |demo: &str, set: &[(&str, &str)], expect: &str| {
        let place = proved(demo, set, expect).unwrap().place;
        let report_set: Vec<_> =
            set.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let report = report::run(demo, &report_set).unwrap();
        let cell = place.cell.map(|cell| format!("{}:{},{}", cell.table, cell.row, cell.col));
        (report.steps[place.step].id, cell.unwrap_or_default())
    };
    assert_eq!(at("attention", &[], "weights[4, 1] > scores[0, 0]").1, "weights:4,1");
    assert_eq!(at("attention", &[], "1 < 2 + scores[-1, 0]"), ("scores", "scores:5,0".to_owned()));
    assert_eq!(at("attention", &[], "max_weight > 0").1, "weights:4,1");
    assert_eq!(at("dot-product", TASTES, "cosine < 1").1, "cosine:0,0");
    // 36 scores are counted, and none of them is 36.
    assert_eq!(at("attention", &[], "scores == 36"), ("scores", "scores:0,0".to_owned()));
    let other = at("attention-cost", &[], "scores@{tokens: 9} == 81");
    assert_eq!(other.1, "pairs:0,0");
}
