use super::super::fixture::{attention, check, single, table};
use super::*;
use fingerpost_demos::report::{CellRef, Source};
use ndarray::array;
use serde_json::{Value, json as value};

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The keys in the order in which they stand in the text, those of the outermost object alone.
fn keys(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut inside, mut word) = (0, false, String::new());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if inside => {
                inside = false;
                if depth == 1 && rest.peek() == Some(&':') {
                    found.push(word.clone());
                }
            }
            '"' => {
                inside = true;
                word.clear();
            }
            _ if inside => word.push(c),
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    found
}

#[test]
fn a_report_follows_the_contract() {
    let report = attention();
    let text = json(&report);
    assert_eq!(keys(&text), ["schema", "demo", "params", "origin", "steps", "metrics"]);
    let parsed = read(&text);
    assert_eq!(parsed["schema"], 1);
    assert_eq!(parsed["params"]["mask"], "none");
    assert_eq!(parsed["origin"], value!({"kind": "hand-set"}));
    let step = &parsed["steps"][7];
    let weights = &step["tables"][0];
    assert_eq!(weights["rule"], value!({"op": "softmax", "of": ["scaled"], "axis": "row"}));
    assert_eq!(weights["kind"], "weight");
    let exact = report.table("weights").unwrap().values[(4, 1)];
    assert_eq!(weights["values"][4][1].as_f64().unwrap().to_bits(), exact.to_bits());
    let check = &step["checks"][0];
    assert_eq!((&check["expected"], &check["holds"]), (&value!("holds"), &value!(true)));
    let at = text.find("\"id\":\"weights\"").unwrap();
    let step_text = &text[at - 1..];
    assert_eq!(keys(step_text)[..6], ["id", "title", "says", "formula", "tables", "checks"]);
    let at = text.find("\"id\":\"scores\",\"kind\"").unwrap();
    let wanted = ["id", "kind", "row_axis", "col_axis", "rows", "cols", "values", "rule"];
    assert_eq!(keys(&text[at - 1..])[..8], wanted);
}

#[test]
fn odd_numbers_are_words_and_zero_has_no_sign() {
    let values = array![[-0.0, f64::NAN], [f64::INFINITY, f64::NEG_INFINITY], [0.1 + 0.2, 1e300]];
    let given = Rule::Given { from: Source::Seeded { seed: 7 } };
    let mut table =
        table("x", Kind::Number, ("", &["a", "b", "c"]), ("", &["p", "q"]), values, given);
    table.random_rows = vec![1];
    let mut report = single(table);
    report.steps[0].checks = vec![check("never", f64::NAN, 1.0)];
    report.steps[0].checks[0].expected = false;
    report.metrics = vec![("loss", f64::INFINITY)];
    let text = json(&report);
    assert!(
        text.contains("[[0,\"nan\"],[\"inf\",\"-inf\"],[0.30000000000000004,1e+300]]"),
        "{text}"
    );
    let parsed = read(&text);
    assert_eq!(parsed["metrics"]["loss"], "inf");
    assert_eq!(parsed["steps"][0]["tables"][0]["random_rows"], value!([1]));
    let wanted =
        value!({"claim": "never", "value": "nan", "bound": 1, "expected": "fails", "holds": false});
    assert_eq!(parsed["steps"][0]["checks"][0], wanted);
}

#[test]
fn a_cell_carries_its_expression_and_operands() {
    let cell = CellRef { table: "scaled".to_owned(), row: 4, col: 1 };
    let from = CellRef { table: "scores".to_owned(), ..cell.clone() };
    let opened = Opened {
        cell,
        value: 3.25,
        expression: "6.5 / 2".to_owned(),
        operands: vec![(from, 6.5)],
        says: "halved".to_owned(),
    };
    let wanted = "{\"schema\":1,\"cell\":{\"table\":\"scaled\",\"row\":4,\"col\":1,\"value\":3.25,\
        \"expression\":\"6.5 / 2\",\"operands\":[{\"table\":\"scores\",\"row\":4,\"col\":1,\"value\":6.5}]}}";
    assert_eq!(cell_json(&opened), wanted);
}
