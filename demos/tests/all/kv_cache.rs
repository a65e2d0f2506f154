//! Golden facts D27 to D29: bytes of a word, groups of heads, cached equals uncached.

use crate::run;
use fingerpost_demos::Report;

fn cache(set: &[(&str, &str)]) -> Report {
    run("kv-cache", set).unwrap()
}

fn column(report: &Report, table: &str) -> Vec<f64> {
    report.table(table).unwrap().values.column(0).to_vec()
}

fn metric(report: &Report, name: &str) -> f64 {
    report.metrics.iter().find(|(known, _)| *known == name).unwrap().1
}

fn whole(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|number| *number as u64).collect()
}

#[test]
fn d27_bytes_of_a_word() {
    let report = cache(&[]);
    let bytes = whole(&column(&report, "bytes_per_token"));
    assert_eq!(bytes, [36_864, 524_288, 327_680, 131_072, 131_072, 4_718_592]);
    assert_eq!(whole(&column(&report, "bytes_in_all"))[1], 2 << 30);
    assert_eq!(whole(&column(&report, "as_multi_head"))[2], 2_621_440);
    assert_eq!(whole(&column(&report, "saved_times")), [1, 1, 8, 4, 4, 1]);
    let own = cache(&[("models", "2 4 2 8"), ("bytes", "4"), ("context", "10")]);
    assert_eq!(whole(&column(&own, "bytes_per_token")), [2 * 2 * 2 * 8 * 4]);
    assert_eq!(metric(&own, "bytes_in_all") as u64, 2560);
}

#[test]
fn d28_heads_in_groups() {
    let report = cache(&[("query_heads", "64"), ("groups", "8")]);
    let reads = whole(&column(&report, "reads"));
    assert_eq!(reads, (0..64).map(|head| head / 8).collect::<Vec<_>>());
    let report = cache(&[]);
    assert_eq!(whole(&column(&report, "reads")), [0, 0, 1, 1]);
    assert_eq!(whole(&column(&report, "kv_weights"))[2], 16_777_216);
    assert_eq!(whole(&column(&report, "kv_weights_multi_head"))[2], 134_217_728);
}

#[test]
fn d29_cached_equals_uncached() {
    for set in [
        &[] as &[_],
        &[("x", "1"), ("w_q", "2"), ("w_k", "3"), ("w_v", "identity")],
        &[
            ("x", "1 -2; 0.5 3; 7 7; 1 -2; 4 0; 0 0; 2 9; -3 1"),
            ("w_q", "1 3; 0 1"),
            ("w_k", "0.3 1; 5 -1"),
            ("w_v", "1 2 3; 4 5 6"),
        ],
    ] {
        let report = cache(set);
        assert!(metric(&report, "gap") <= 1e-12, "{set:?}");
        let words = metric(&report, "words") as usize;
        let last = report.table(&format!("k_cache.{words}"));
        assert!(last.is_none_or(|last| last.values == report.table("k").unwrap().values));
    }
    let without_mask = cache(&[("mask", "none")]);
    assert!(metric(&without_mask, "gap") > 0.1);
    let compare = without_mask.steps.iter().find(|step| step.id == "compare").unwrap();
    assert!(!compare.checks[0].expected && !compare.checks[0].holds());
}

#[test]
fn rows_of_keys_that_are_computed() {
    let report = cache(&[]);
    assert_eq!(metric(&report, "rows_with_cache") as u64, 4);
    assert_eq!(metric(&report, "rows_without_cache") as u64, 10);
}

#[test]
fn what_does_not_fit_is_named() {
    for (set, message) in [
        (
            &[("groups", "3")] as &[_],
            "groups: 3 is given, a number that divides 4 query heads is expected",
        ),
        (&[("models", "1 2 3")], "models: 3 columns are given, 4 columns are expected"),
        (
            &[("models", "1 6 4 8")],
            "models: 4 is given, a number that divides 6 query heads is expected",
        ),
        (&[("w_q", "1 0")], "w_q: 1 row is given, 3 rows are expected, one for each column of x"),
        (
            &[("w_q", "1; 2; 3")],
            "w_q: 1 column is given, 2 columns are expected, as many as w_k has",
        ),
        (&[("x", "identity")], "x: \"identity\" is given, rows of numbers are expected"),
    ] {
        assert_eq!(run("kv-cache", set).unwrap_err().to_string(), message);
    }
}
