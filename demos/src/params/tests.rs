use super::*;

static SPEC: Spec = Spec {
    name: "trial",
    title: "Trial",
    about: "A description for tests.",
    topics: &[],
    params: &[
        ParamSpec {
            name: "text",
            about: "words",
            kind: ParamKind::Tokens { max: 256 },
            default: "one two",
            per_head: false,
        },
        ParamSpec {
            name: "labels",
            about: "words or none",
            kind: ParamKind::Tokens { max: 3 },
            default: "",
            per_head: false,
        },
        ParamSpec {
            name: "heads",
            about: "a count",
            kind: ParamKind::Integer { min: 1, max: 4 },
            default: "1",
            per_head: false,
        },
        ParamSpec {
            name: "temperature",
            about: "a number",
            kind: ParamKind::Number { min: 0.05, max: 20.0 },
            default: "1",
            per_head: false,
        },
        ParamSpec {
            name: "mask",
            about: "a choice",
            kind: ParamKind::Choice { options: &["none", "causal"] },
            default: "none",
            per_head: false,
        },
        ParamSpec {
            name: "scaling",
            about: "a flag",
            kind: ParamKind::Flag,
            default: "on",
            per_head: false,
        },
        ParamSpec {
            name: "w_q",
            about: "a matrix",
            kind: ParamKind::Matrix { max_rows: 4, max_cols: 3 },
            default: "",
            per_head: true,
        },
        ParamSpec {
            name: "seed",
            about: "a seed",
            kind: ParamKind::Seed,
            default: "0",
            per_head: false,
        },
    ],
    metrics: &[],
    breaks: &[],
};

fn parse(set: &[(&str, &str)]) -> Result<Params, DemoError> {
    let owned: Vec<_> =
        set.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Params::parse(&SPEC, &owned)
}

fn check_error(name: &str, text: &str, message: &str) {
    let error = parse(&[(name, text)]).unwrap_err();
    assert_eq!(error.to_string(), message, "{name} = {text:?}");
}

#[test]
fn what_is_not_given_has_its_default_and_matrices_are_absent() {
    let params = parse(&[]).unwrap();
    assert_eq!(params.words("text"), ["one", "two"]);
    assert_eq!(params.integer("heads"), 1);
    assert_eq!(params.number("temperature").to_string(), "1");
    assert_eq!(params.choice("mask"), "none");
    assert!(params.flag("scaling") && !params.is_given("scaling"));
    assert_eq!(params.value("w_q"), None);
    assert_eq!(params.demo(), "trial");
}

#[test]
fn the_echo_is_what_was_typed_and_later_keys_count() {
    let params =
        parse(&[("w_q.head1", "1,0 ; 0  1"), ("heads", "3"), ("w_q", "2"), ("heads", "2")])
            .unwrap();
    let echo = params.echo();
    let echo: Vec<_> = echo.iter().map(|(name, text)| format!("{name}={text}")).collect();
    let expected = "text=one two|labels=|heads=2|temperature=1|mask=none|scaling=on|w_q=2\
                    |w_q.head1=1,0 ; 0  1|seed=0";
    assert_eq!(echo.join("|"), expected);
    assert_eq!(params.given().collect::<Vec<_>>(), ["heads", "w_q", "w_q.head1"]);
}

#[test]
fn matrices_are_read_and_written_back_without_loss() {
    for text in ["1 0; 0 1", "0.1 -2.5 1000000", "0.30000000000000004; 5", "0.000000001"] {
        let Value::Matrix(matrix) = read_matrix("a", text, 9, 9).unwrap() else { panic!("{text}") };
        assert_eq!(matrix_text(&matrix), text);
    }
    let Value::Matrix(matrix) = read_matrix("a", "−1, 2.50 ;.5,-0", 9, 9).unwrap() else {
        panic!("a matrix")
    };
    assert_eq!(matrix_text(&matrix), "-1 2.5; 0.5 0");
    assert_eq!(read_matrix("a", " Identity ", 9, 9), Ok(Value::Identity));
}

#[test]
fn errors_name_the_parameter_the_row_and_what_is_expected() {
    let rows = "rows of numbers are expected, such as \"1 0; 0 1\"";
    check_error("w_q", "", &format!("w_q, row 1: no numbers are given, {rows}"));
    check_error("w_q", ";", &format!("w_q, row 1: no numbers are given, {rows}"));
    for (text, message) in [
        ("1 0; 1", "w_q, row 2: 1 number is given, 2 numbers are expected, as in row 1"),
        ("1 0;", "w_q, row 2: 0 numbers are given, 2 numbers are expected, as in row 1"),
        ("1 0; 0 dog", "w_q, row 2: \"dog\" is given, a number is expected"),
        ("1 NaN", "w_q, row 1: \"NaN\" is given, a number is expected"),
        ("1; inf", "w_q, row 2: \"inf\" is given, a number is expected"),
        ("1e999", "w_q, row 1: \"1e999\" is given, a number is expected"),
        ("2e6", "w_q, row 1: \"2e6\" is given, a number from -1000000 to 1000000 is expected"),
        ("1,,2", "w_q, row 1: \"1,,2\" is given, a number is expected before and after each comma"),
        ("1;2;3;4;5", "w_q: 5 rows are given, at most 4 rows are allowed"),
        ("1 2 3 4", "w_q, row 1: 4 numbers are given, at most 3 numbers are allowed"),
    ] {
        check_error("w_q", text, message);
    }
    check_error("w_q.head2", "x", "w_q.head2, row 1: \"x\" is given, a number is expected");
}

#[test]
fn errors_of_single_values_say_the_range() {
    for (name, text, message) in [
        ("heads", "9", "heads: 9 is given, a whole number from 1 to 4 is expected"),
        ("heads", "two", "heads: \"two\" is given, a whole number from 1 to 4 is expected"),
        ("heads", "1.5", "heads: 1.5 is given, a whole number from 1 to 4 is expected"),
        ("temperature", "0", "temperature: 0 is given, a number from 0.05 to 20 is expected"),
        (
            "temperature",
            "nan",
            "temperature: \"nan\" is given, a number from 0.05 to 20 is expected",
        ),
        ("mask", "future", "mask: \"future\" is given, one of none, causal is expected"),
        ("scaling", "maybe", "scaling: \"maybe\" is given, on or off is expected"),
        ("text", "  ", "text: no words are given, at least one word is expected"),
        ("labels", "a b c d", "labels: 4 words are given, at most 3 words are allowed"),
        (
            "seed",
            "-1",
            "seed: -1 is given, a whole number from 0 to 9223372036854775807 is expected",
        ),
    ] {
        check_error(name, text, message);
    }
    let many = "word ".repeat(10_000);
    check_error("text", &many, "text: 10,000 words are given, at most 256 words are allowed");
}

#[test]
fn unknown_names_are_answered_with_all_that_there_are() {
    let names = "text, labels, heads, temperature, mask, scaling, w_q, seed";
    for name in ["dogs", "w_q.head", "w_q.head01", "w_q.headx", "text.head0", "w_k.head0"] {
        let message = format!("\"trial\" has no parameter \"{name}\"; it has {names}");
        check_error(name, "1", &message);
    }
}

#[test]
fn descriptions_become_json() {
    let json = |name: &str| {
        let description = SPEC.params.iter().find(|param| param.name == name).unwrap().describe();
        serde_json::to_value(description).unwrap()
    };
    assert_eq!(json("heads")["min"], serde_json::json!(1));
    assert_eq!(json("temperature")["max"], serde_json::json!(20.0));
    assert_eq!(json("mask")["choices"], serde_json::json!(["none", "causal"]));
    assert_eq!(json("w_q")["kind"], "matrix");
    assert_eq!(json("w_q")["min"], serde_json::Value::Null);
}
