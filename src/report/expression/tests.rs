use super::*;

const STYLE: Style = Style { terms: 8, kinds: [Some(Kind::Query), Some(Kind::Key)] };

#[track_caller]
fn check(text: &str, terms: usize, wanted: &str) {
    let shown = parse(text).map(|expression| expression.set(Style { terms, ..STYLE }).plain());
    assert_eq!(shown.as_deref(), Some(wanted), "{text}");
}

#[test]
fn expressions_are_set_for_reading() {
    check("3 × 1.5 + 0.2 × 0", 8, "3.00 × 1.50 + 0.20 × 0.00");
    check("exp(3.1819805153394642) / (e^0 + exp(0.2121))", 8, "e^3.182 / (e^0 + e^.212)");
    check("4.5 / sqrt(2)", 8, "4.50 / √2");
    check("(−1.5) × (2 - 3.25) / (4 × 5)", 8, "(−1.50) × (2.00 − 3.25) / (4.00 × 5.00)");
    check("e^(−0.5) + (0.25)^2 − (1 − 2)", 8, "e^−.50 + 0.25^2 − (1.00 − 2.00)");
    check("(1 + 2) / (3 / 4) / 5", 8, "(1.00 + 2.00) / (3.00 / 4.00) / 5.00");
    check("max(1, 2, 3, 4, 5, 6)", 3, "max(1.00, 2.00, … 3 more …, 6.00)");
    check("1 + 2 + 3 + 4 + 5 + 6", 3, "1.00 + 2.00 + … 3 more terms … + 6.00");
    check("1 + 2 + 3 + 4", 3, "1.00 + 2.00 + 3.00 + 4.00");
    check("1.25e-9 × 2", 8, "1.25e-9 × 2.00");
}

#[test]
fn constants_and_plain_numbers_keep_their_own_digits() {
    let shown = |text: &str, kinds| parse(text).unwrap().set(Style { terms: 8, kinds }).plain();
    assert_eq!(shown("0.7 × 2", [None, Some(Kind::Score)]), "0.7 × 2.00");
    assert_eq!(shown("2 × 3 + 0.123456 × 4", [Some(Kind::Number); 2]), "2 × 3 + 0.1235 × 4");
    assert_eq!(shown("4.5 / 2", [Some(Kind::Score), None]), "4.50 / 2");
}

#[test]
fn what_is_not_an_expression_is_refused() {
    for text in ["", "1 +", "(1", "q × 2", "1 2", "sqrt 2", "−∞ + 1"] {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(parse(&"(".repeat(100_000)), None);
    assert_eq!(parse(&"−".repeat(100_000)), None);
}

#[test]
fn values_follow_the_usual_order() {
    let cases = [
        ("2 + 3 × 4 ^ 2", 50.0),
        ("−2 ^ 2", -4.0),
        ("(−2) ^ 2", 4.0),
        ("8 / 4 / 2", 1.0),
        ("1 − 2 − 3", -4.0),
        ("max(1, min(5, 3)) + abs(−2)", 5.0),
        ("ln(e) + e^0", 2.0),
    ];
    for (text, wanted) in cases {
        let value = parse(text).and_then(|expression| expression.value()).unwrap();
        assert!((value - wanted).abs() < 1e-12, "{text} = {value}");
    }
}
