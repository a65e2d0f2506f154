//! Golden facts D20 to D26 and D46: work, lengths in balance, exact parameter counts.

use crate::run;
use fingerpost_demos::Report;
use fingerpost_demos::report::Origin;

fn cost(set: &[(&str, &str)]) -> Report {
    run("attention-cost", set).unwrap()
}

fn metric(report: &Report, name: &str) -> f64 {
    report.metrics.iter().find(|(known, _)| *known == name).unwrap().1
}

fn number(report: &Report, table: &str, row: usize) -> f64 {
    report.table(table).unwrap().values[(row, 0)]
}

fn check(set: &[(&str, &str)], name: &str, expected: f64) {
    let made = metric(&cost(set), name);
    assert!((made - expected).abs() <= 1e-12 * expected, "{name} of {set:?}: {made}");
}

/// The example claim of the design, and D16's count under a causal mask.
#[test]
fn the_origin_says_whose_numbers_they_are() {
    let origin = |set: &[_]| run("attention-cost", set).unwrap().origin;
    assert_eq!(origin(&[]), Origin::HandSet);
    assert_eq!(origin(&[("model", "gpt-2-small")]), Origin::Published);
    assert_eq!(
        origin(&[("model", "gpt-2-small"), ("width", "96"), ("heads", "12")]),
        Origin::Given
    );
}

#[test]
fn twice_the_length_makes_four_times_the_scores() {
    for tokens in [1, 7, 1024, 65_536] {
        let (one, two) = (tokens.to_string(), (2 * tokens).to_string());
        let scores =
            |tokens: &str| metric(&cost(&[("tokens", tokens), ("mask", "none")]), "scores");
        assert_eq!(scores(&two).to_bits(), (4.0 * scores(&one)).to_bits());
    }
    check(&[("tokens", "16"), ("mask", "causal")], "scores", 136.0);
    check(&[("tokens", "131072"), ("mask", "causal")], "scores", 8_590_000_128.0);
}

#[test]
fn d20_attention_against_a_recurrent_layer() {
    let set = |tokens| [("tokens", tokens), ("width", "512"), ("heads", "8")];
    check(&set("10"), "attention_work", 51_200.0);
    check(&set("10"), "recurrent_work", 2_621_440.0);
    let even = cost(&set("512"));
    let works = ["attention_work", "recurrent_work"].map(|name| metric(&even, name).to_bits());
    assert_eq!(works[0], works[1]);
}

#[test]
fn d21_where_attention_overtakes_the_rest() {
    let small = |tokens| [("model", "gpt-2-small"), ("tokens", tokens)];
    let (n, d) = (1024.0, 768.0);
    check(&small("1024"), "projection_flops", 8.0 * n * d * d);
    check(&small("1024"), "attention_flops", 4.0 * n * n * d);
    check(&small("1024"), "mlp_flops", 16.0 * n * d * d);
    let share = metric(&cost(&small("1024")), "attention_share");
    assert!((share - 0.181_818).abs() < 1e-6, "{share}");
    check(&small("4608"), "attention_share", 0.5);
    let at = cost(&small("1536"));
    let equal = ["projection_flops", "attention_flops"].map(|name| metric(&at, name).to_bits());
    assert_eq!(equal[0], equal[1]);
    for tokens in ["6", "1024"] {
        let report = cost(&small(tokens));
        assert!((number(&report, "even", 0) - 4608.0).abs() < 1e-9);
        assert!((number(&report, "even_with_projections", 0) - 1536.0).abs() < 1e-9);
    }
}

#[test]
fn d22_to_d26_parameters_are_those_of_the_authors() {
    for (model, expected) in [
        ("gpt-2-small", 124_439_808_u64),
        ("gpt-2-medium", 354_823_168),
        ("gpt-2-large", 774_030_080),
        ("gpt-2-xl", 1_557_611_200),
        ("bert-base", 109_482_240),
        ("bert-large", 335_141_888),
        ("llama-2-7b", 6_738_415_616),
        ("llama-2-13b", 13_015_864_320),
        ("llama-2-70b", 68_976_648_192),
        ("llama-3-8b", 8_030_261_248),
        ("mistral-7b", 7_241_732_096),
        ("gpt-3", 174_604_259_328),
        ("nano-gpt", 85_584),
        ("microgpt", 4_192),
        ("vit-b-16", 86_567_656),
        ("vit-l-16", 304_326_632),
    ] {
        let report = cost(&[("model", model)]);
        assert_eq!(metric(&report, "parameters").to_bits(), (expected as f64).to_bits(), "{model}");
        let step = report.steps.iter().find(|step| step.id == "parameters").unwrap();
        assert!(step.checks[0].holds() && step.checks[0].claim.contains("published"), "{model}");
    }
    check(&[("model", "gpt-2-small")], "block_parameters", 7_087_872.0);
    check(&[("model", "gpt-2-small"), ("biases", "off")], "parameters", 124_337_664.0);
    // BERT without its pooler of 768 × 768 and a bias.
    let report = cost(&[("model", "bert-base")]);
    assert!((number(&report, "without_outputs", 0) - 108_891_648.0).abs() < 0.5);
}

#[test]
fn d26_a_picture_in_patches() {
    let report = cost(&[("model", "vit-b-16")]);
    for (table, expected) in
        [("along_a_side", 14), ("patches", 196), ("rows_read", 197), ("patch_numbers", 768)]
    {
        assert_eq!(number(&report, table, 0) as u32, expected, "{table}");
    }
    let small = cost(&[("model", "vit-b-16"), ("image", "96 8 1")]);
    assert_eq!(number(&small, "rows_read", 0) as u32, 145);
    assert_eq!(number(&small, "patch_numbers", 0) as u32, 64);
    assert!(cost(&[]).table("patches").is_none());
}

/// D18: four square matrices, whatever the number of heads.
#[test]
fn heads_cost_no_parameters() {
    let four = |heads| {
        let report = cost(&[("width", "512"), ("heads", heads)]);
        (4..8).map(|part| number(&report, "parameters_by_part", part)).sum::<f64>()
    };
    for heads in ["1", "8", "64"] {
        assert!((four(heads) - 1_048_576.0).abs() < 0.5, "{heads}");
    }
}

#[test]
fn d46_words_read_for_each_parameter() {
    let report = cost(&[]);
    for (run, ratio, work) in [(0, 20.0, 5.88e23), (1, 1.071, 5.04e23), (2, 1.714, 3.15e23)] {
        assert!((number(&report, "words_per_parameter", run) - ratio).abs() < 1e-3);
        assert!((number(&report, "training_flops", run) / work - 1.0).abs() < 1e-12);
    }
}

/// D27 once more, from the model's numbers.
#[test]
fn a_word_leaves_keys_and_values() {
    for (model, bytes) in [("gpt-2-small", 36_864.0), ("llama-2-70b", 327_680.0)] {
        check(&[("model", model)], "cache_per_token", bytes);
    }
    check(&[("model", "llama-2-7b"), ("tokens", "4096")], "cache_bytes", 2_147_483_648.0);
    check(&[("model", "llama-2-70b"), ("kv_heads", "64")], "cache_per_token", 2_621_440.0);
}

#[test]
fn what_does_not_fit_is_named() {
    let message = |set: &[(&str, &str)]| run("attention-cost", set).unwrap_err().to_string();
    for (set, expected) in [
        (
            &[("heads", "3")] as &[_],
            "heads: 3 is given, a width that 3 heads divide is expected, and it is 8",
        ),
        (
            &[("width", "9")],
            "width: 9 is given, a width that 2 heads divide is expected, and it is 9",
        ),
        (
            &[("heads", "4"), ("kv_heads", "3")],
            "kv_heads: 3 is given, a number is expected by which the 4 heads share keys and \
             values evenly",
        ),
        (&[("tokens", "0")], "tokens: 0 is given, a whole number from 1 to 131072 is expected"),
        (
            &[("training", "1 2 3")],
            "training, row 1: 3 numbers are given, at most 2 numbers are allowed",
        ),
        (
            &[("image", "224 15 3")],
            "image: a patch of 15 is given, a patch is expected that divides the side of 224",
        ),
        (
            &[("image", "224")],
            "image: 1 number is given, 3 numbers are expected: side of the picture, side of a \
             patch, colours",
        ),
        (&[("image", "0 1 1")], "image: 0 is given, a whole number above 0 is expected"),
        (&[("training", "1; 2")], "training: 1 column is given, 2 columns are expected"),
    ] {
        assert_eq!(message(set), expected);
    }
}
