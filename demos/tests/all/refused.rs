//! What is not allowed is refused in words: for every parameter of every demo, the message names
//! the parameter, what was given and what is allowed.

use crate::run;
use fingerpost_demos::{DemoError, ParamKind, ParamSpec, REGISTRY, Spec};

/// The refusal of one value.
fn refusal(spec: &Spec, name: &str, text: &str) -> String {
    match run(spec.name, &[(name, text)]) {
        Ok(_) => panic!("{}: {name}={text:.40} is taken", spec.name),
        Err(why) => {
            assert!(matches!(why, DemoError::BadValue { .. }), "{}: {why:?}", spec.name);
            why.to_string()
        }
    }
}

/// The message begins with the parameter, says what was given, and then what is allowed.
fn check(spec: &Spec, name: &str, text: &str, given: &str, allowed: &[&str]) {
    let message = refusal(spec, name, text);
    let title = format!("{} {name}={text:.40}: {message}", spec.name);
    let rest = message.strip_prefix(name).unwrap_or_else(|| panic!("{title}"));
    assert!(rest.starts_with(':') || rest.starts_with(", row "), "{title}");
    let (what, expected) = [" is given, ", " are given, "]
        .iter()
        .find_map(|verb| rest.split_once(verb))
        .unwrap_or_else(|| panic!("{title}"));
    assert!(what.contains(given), "{title}: {given} is not named");
    for part in allowed {
        assert!(expected.contains(part), "{title}: {part} is not named");
    }
    // Whatever was typed, a message can be read at a glance.
    assert!(message.chars().count() < 260, "{title}");
}

/// `1,024`, as the messages write counts.
fn grouped(count: usize) -> String {
    match (count / 1000, count % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

fn check_numbers(spec: &Spec, name: &str, bounds: &[String; 2], outside: &[String; 2]) {
    let allowed: Vec<&str> = bounds.iter().map(String::as_str).collect();
    for text in outside {
        check(spec, name, text, text, &allowed);
    }
    for text in ["dog", "nan", "1 2", "inf"] {
        check(spec, name, text, text, &allowed);
    }
    check(spec, name, "", "\"\"", &allowed);
}

fn check_matrix(spec: &Spec, param: &ParamSpec, (max_rows, max_cols): (usize, usize)) {
    let name = param.name;
    check(spec, name, "", "no numbers", &["rows of numbers", "\"1 0; 0 1\""]);
    check(spec, name, "dog", "\"dog\"", &["number"]);
    check(spec, name, "1,,2", "\"1,,2\"", &["comma"]);
    check(spec, name, "1e7", "\"1e7\"", &["-1000000", "1000000"]);
    let rows = vec!["1"; max_rows + 1].join("; ");
    check(
        spec,
        name,
        &rows,
        &format!("{} rows", grouped(max_rows + 1)),
        &["at most", &grouped(max_rows)],
    );
    let row = vec!["1"; max_cols + 1].join(" ");
    check(spec, name, &row, "numbers", &["at most", &grouped(max_cols)]);
    if max_rows > 1 && max_cols > 1 {
        check(spec, name, "1 2; 3", "1 number", &["2 numbers", "as in row 1"]);
    }
    let all = vec!["1"; 10_000].join(" ");
    check(spec, name, &all, "10,000 numbers", &["at most"]);
    // A shape that the limits allow may not fit the other parameters: then one of the two is named.
    for (rows, cols) in [(1, 1), (2, 1), (1, 2), (3, 5), (5, 3), (max_rows, max_cols)] {
        if rows > max_rows || cols > max_cols {
            continue;
        }
        let text = vec![vec!["1"; cols].join(" "); rows].join("; ");
        if let Err(why) = run(spec.name, &[(name, &text)]) {
            check_fit(spec, &why, &format!("{rows} × {cols} for {name}"));
        }
    }
    if let Err(why) = run(spec.name, &[(name, "identity")]) {
        check_fit(spec, &why, &format!("identity for {name}"));
    }
}

/// A value that does not fit the others names one of the demo's parameters, and says what would.
fn check_fit(spec: &Spec, why: &DemoError, title: &str) {
    let DemoError::BadValue { name, given, allowed } = why else {
        panic!("{}: {title}: {why:?}", spec.name)
    };
    let plain = name.split([',', '.']).next().unwrap_or(name);
    assert!(spec.param(plain).is_some(), "{}: {title}: {why}", spec.name);
    assert!(!given.is_empty(), "{}: {title}: {why}", spec.name);
    let says = ["expected", "allowed", "but ", "counted", "shown", "can have", "which has"];
    assert!(says.iter().any(|word| allowed.contains(word)), "{}: {title}: {why}", spec.name);
}

fn check_param(spec: &Spec, param: &ParamSpec) {
    let name = param.name;
    match param.kind {
        ParamKind::Integer { min, max } => {
            let (min, max) = (i128::from(min), i128::from(max));
            let outside = [(min - 1).to_string(), (max + 1).to_string()];
            check_numbers(spec, name, &[min.to_string(), max.to_string()], &outside);
            check(spec, name, "1.5", "1.5", &["whole number"]);
        }
        ParamKind::Number { min, max } => {
            let outside = [(min - 1.0).to_string(), (max + 1.0).to_string()];
            check_numbers(spec, name, &[min.to_string(), max.to_string()], &outside);
        }
        ParamKind::Choice { options } => {
            for text in ["nonsense", "", "1 2"] {
                check(spec, name, text, &format!("\"{text}\""), options);
            }
        }
        ParamKind::Flag => {
            for text in ["maybe", "", "1"] {
                check(spec, name, text, text, &["on", "off"]);
            }
        }
        ParamKind::Tokens { max } => {
            let words = "word ".repeat(10_000);
            check(spec, name, &words, "10,000 words", &["at most", &grouped(max)]);
            if !param.default.is_empty() {
                check(spec, name, " ", "no words", &["at least one word"]);
            }
        }
        ParamKind::Matrix { max_rows, max_cols } => {
            check_matrix(spec, param, (max_rows, max_cols));
        }
        ParamKind::Seed => {
            for text in ["-1", "1.5", "dog", "", "99999999999999999999"] {
                check(spec, name, text, text, &["whole number"]);
            }
        }
    }
}

#[test]
fn every_parameter_of_every_demo_is_refused_in_words() {
    let mut count = 0;
    for demo in REGISTRY {
        for param in demo.spec().params {
            check_param(demo.spec(), param);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn unknown_names_are_answered_with_the_known_ones() {
    for demo in REGISTRY {
        let spec = demo.spec();
        for name in ["nonsense", "", "w_q.head01", "tex t"] {
            let why = run(spec.name, &[(name, "1")]).unwrap_err();
            let DemoError::UnknownParam { demo, name: given, known } = &why else {
                panic!("{}: {why:?}", spec.name)
            };
            assert_eq!((demo.as_str(), given.as_str()), (spec.name, name));
            let all: Vec<&str> = spec.params.iter().map(|param| param.name).collect();
            assert_eq!(*known, all);
            let message = why.to_string();
            assert!(all.iter().all(|name| message.contains(name)), "{message}");
        }
    }
}

/// A head that is not there is named too.
#[test]
fn heads_that_are_not_there_are_refused() {
    for demo in REGISTRY {
        let spec = demo.spec();
        for param in spec.params.iter().filter(|param| param.per_head) {
            let name = format!("{}.head9", param.name);
            let why = run(spec.name, &[(&name, "1")]).unwrap_err();
            check_fit(spec, &why, &name);
            assert!(why.to_string().starts_with(&name), "{why}");
        }
    }
}
