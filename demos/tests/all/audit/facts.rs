//! The facts, in the order of their table.

use super::Shown::{Bound, Cell, Fails, Holds, Metric, Says, Value};
use super::{Fact, Shown};
use std::f64::consts::{FRAC_1_SQRT_2, LN_2};

/// A setting that is too long to write down: a row with a number in front, so many wide, or a
/// column of rows.
pub(super) fn matrix_of(text: &str) -> String {
    let row = |first: &str| format!("{first}{}", " 0".repeat(63));
    match text {
        "64 wide: 1 and 6/7" => format!("{}; {}", row("1"), row("0.8571428571428571")),
        "64 wide: 112" => {
            let rest = vec![row("0"); 63].join("; ");
            format!("{}; {rest}", row("112"))
        }
        "1024 ones" => vec!["1"; 1024].join(" "),
        "64 ones" => vec!["1"; 64].join(" "),
        "q of D35" => format!("{} 0", 1.2 * 2.0_f64.powf(0.25)),
        "k of D35" => {
            let root = 2.0_f64.powf(0.25);
            format!("{} {}", 0.222_842 * root, 1.136_03 * root)
        }
        text => text.to_owned(),
    }
}

const fn at(
    id: &'static str,
    demo: &'static str,
    set: &'static [(&'static str, &'static str)],
    shown: Shown,
    number: f64,
    tolerance: f64,
) -> Fact {
    Fact { id, demo, set, shown, number, tolerance }
}

type Set = &'static [(&'static str, &'static str)];

/// Six digits.
const SIX: f64 = 6e-7;
/// A whole number.
const WHOLE: f64 = 0.0;

const FIGURE: Set = &[("x", "64 wide: 1 and 6/7"), ("w_q", "64 wide: 112"), ("w_k", "identity")];
const FIGURE_UNSCALED: Set = &[
    ("x", "64 wide: 1 and 6/7"),
    ("w_q", "64 wide: 112"),
    ("w_k", "identity"),
    ("scaling", "off"),
];
const THREE: Set = &[
    ("x", "1 0 0; 0 1 0; 1 1 1"),
    ("w_q", "1 0; 0 1; 0 0"),
    ("w_k", "1 0; 0 1; 0 0"),
    ("w_v", "1 0; 0 1; -0.5 -0.5"),
];
const TWICE: &str = "q d k a p m c o b h n e l f j g q d k a p m c o b h n e l f j g";
const TAIL: Set = &[("logits", "5 1 0"), ("counts", "1 49 50207"), ("top_k", "50"), ("top_p", "1")];
const FAR: Set = &[("q", "q of D35"), ("k", "k of D35"), ("v", "1"), ("features", "256")];
const LEFT_ON: Set = &[("scores", "30 0 0; 2 1 0"), ("dropout", "0.1"), ("stays", "1 1 1; 0 1 1")];
const ROTARY: Set = &[("positions", "rotary"), ("x", "1 0; 1 0; 1 0; 1 0")];
const WIDE: Set = &[("pairs", "256"), ("text", "a b c d e f g h")];
const SIXTEEN: Set = &[("tokens", "16"), ("window", "2")];

pub(super) const FACTS: &[Fact] = &[
    at("D1", "attention", FIGURE, Cell("scores", 0, 0), 112.0, 1e-9),
    at("D1", "attention", FIGURE, Cell("scaled", 0, 1), 12.0, 1e-9),
    at("D1", "attention", FIGURE, Cell("weights", 0, 0), 0.880_797, SIX),
    at("D1", "attention", FIGURE, Cell("weights", 0, 1), 0.119_203, SIX),
    at("D1", "attention", FIGURE_UNSCALED, Cell("weights", 0, 1), 1.1e-7, 5e-9),
    at("D2", "attention", THREE, Cell("scaled", 0, 0), FRAC_1_SQRT_2, SIX),
    at("D2", "attention", THREE, Cell("weights", 0, 1), 0.197_776, SIX),
    at("D2", "attention", THREE, Cell("output", 0, 0), 0.601_668, SIX),
    at("D2", "attention", THREE, Cell("output", 0, 1), 0.398_332, SIX),
    at("D3", "softmax", &[], Cell("weights", 0, 0), 0.643_914, SIX),
    at("D3", "softmax", &[], Cell("weights", 0, 3), 0.032_059, SIX),
    at("D3", "softmax", &[], Metric("entropy_max"), 0.947_537, SIX),
    at("D3", "softmax", &[("temperature", "0.5")], Metric("entropy_max"), 0.455_429, SIX),
    at("D3", "softmax", &[("temperature", "2")], Metric("entropy_max"), 1.245_050, SIX),
    at("D4", "next-token", &[], Cell("chances", 0, 0), 0.731_059, SIX),
    at("D4", "next-token", &[], Cell("cumulative", 0, 1), 0.880_797, SIX),
    at(
        "D4",
        "next-token",
        &[("top_p", "1"), ("top_k", "2")],
        Cell("chances", 0, 1),
        0.268_941,
        SIX,
    ),
    at("D5", "softmax", &[("scores", "1002 1001 1000 999")], Cell("weights", 0, 0), 0.643_914, SIX),
    at("D6", "softmax", &[("method", "naive")], Bound("64 bits"), 709.7827, 5.1e-5),
    at("D6", "softmax", &[("method", "naive")], Bound("32 bits"), 88.7228, 5.1e-5),
    at("D6", "softmax", &[("method", "naive")], Bound("16 bits"), 11.0899, 5.1e-5),
    at(
        "D6",
        "softmax",
        &[("method", "naive"), ("scores", "1000 1000")],
        Cell("weights", 0, 0),
        f64::NAN,
        WHOLE,
    ),
    at(
        "D7",
        "score-scale",
        &[("queries", "200"), ("keys", "200"), ("width", "64")],
        Metric("ratio"),
        1.0,
        0.02,
    ),
    at("D7", "score-scale", &[], Says("with mean 0 and variance 1"), 0.0, WHOLE),
    at("D8", "score-scale", &[("queries", "256")], Metric("largest_unscaled"), 0.841, 0.02),
    at("D8", "score-scale", &[("queries", "256")], Metric("largest_scaled"), 0.245, 0.02),
    at("D8", "score-scale", &[("queries", "256")], Metric("entropy_unscaled"), 0.412, 0.025),
    at("D8", "score-scale", &[("queries", "256")], Metric("entropy_scaled"), 2.361, 0.02),
    at("D9", "positions", WIDE, Cell("pe", 1, 0), 0.841_471, SIX),
    at("D9", "positions", WIDE, Cell("pe", 1, 3), 0.569_695, SIX),
    at("D9", "positions", WIDE, Cell("pe", 1, 510), 1.03663e-4, 1e-9),
    at("D9", "positions", WIDE, Cell("lengths_squared", 1, 0), 256.0, 1e-9),
    at("D9", "positions", WIDE, Cell("pe_scores", 0, 5), 189.596_668, SIX),
    at("D9", "positions", WIDE, Cell("pe_scores", 2, 7), 189.596_668, SIX),
    at("D9", "positions", WIDE, Value("turned and moved agree"), 0.0, 1e-12),
    at("D10", "positions", &[], Cell("pe", 1, 2), 0.010_000, SIX),
    at("D10", "positions", &[], Cell("pe", 2, 1), -0.416_147, SIX),
    at("D10", "positions", &[], Cell("pe", 2, 3), 0.999_800, SIX),
    at("D11", "positions", &[("positions", "alibi")], Cell("slopes", 0, 7), 1.0 / 256.0, 1e-12),
    at(
        "D11",
        "positions",
        &[("positions", "alibi"), ("heads", "16")],
        Cell("slopes", 0, 0),
        FRAC_1_SQRT_2,
        1e-12,
    ),
    at(
        "D11",
        "positions",
        &[("positions", "alibi"), ("heads", "12")],
        Cell("slopes", 0, 11),
        0.088_388,
        SIX,
    ),
    at(
        "D12",
        "positions",
        &[("positions", "alibi"), ("x", "0; 0; 0; 0; 0")],
        Cell("weights", 4, 4),
        0.428_656,
        SIX,
    ),
    at("D13", "positions", ROTARY, Cell("scores", 0, 3), -0.989_992, SIX),
    at("D13", "positions", ROTARY, Holds("turning keeps the lengths"), 1e-12, WHOLE),
    at("D13", "positions", ROTARY, Value("moving all words changes no score"), 0.0, 1e-12),
    at(
        "D13",
        "positions",
        &[("positions", "rotary"), ("pairs", "4")],
        Cell("frequencies", 0, 3),
        0.001,
        1e-12,
    ),
    at("D14", "permutation", &[], Value("f(P x) = P f(x)"), 0.0, 1e-15),
    at(
        "D14",
        "permutation",
        &[("mask", "causal"), ("x", "1 0; 0 1; 1 1"), ("order", "3 1 2")],
        Metric("gap"),
        0.5,
        1e-9,
    ),
    at("D15", "attention", &[], Value("stay inside the range"), 0.0, 1e-12),
    at("D15", "weighted-average", &[], Value("stays between low and high"), 0.0, 1e-12),
    at("D16", "attention", &[("mask", "causal")], Cell("weights", 0, 0), 1.0, WHOLE),
    at("D16", "attention", &[("mask", "causal")], Metric("scores"), 21.0, WHOLE),
    at("D16", "masks", &[], Cell("weights.even", 4, 2), 0.2, 1e-15),
    at("D17", "additive-score", &[], Cell("scores", 0, 1), 1.523_188, SIX),
    at("D17", "additive-score", &[], Cell("weights", 0, 2), 0.437_893, SIX),
    at("D17", "additive-score", &[], Cell("dot_weights", 0, 1), 0.155_362, SIX),
    at("D17", "attention", ADDITIVE, Cell("scores", 0, 2), 1.725_622, SIX),
    at("D17", "attention", ADDITIVE, Cell("weights", 0, 0), 0.204_462, SIX),
    at("D17", "attention", DOT, Cell("weights", 0, 0), 0.422_319, SIX),
    at("D17", "attention", DOT, Cell("weights", 0, 1), 0.155_362, SIX),
    at("D18", "multi-head", &[], Cell("weights", 0, 0), 1_048_576.0, WHOLE),
    at("D18", "multi-head", &[], Cell("weights", 0, 6), 1_048_576.0, WHOLE),
    at("D18", "multi-head", &[], Cell("biases", 0, 0), 2_048.0, WHOLE),
    at("D19", "warm-up", &[], Cell("top_rate", 0, 0), 6.987_71e-4, 5e-9),
    at("D19", "warm-up", &[], Cell("rates", 5, 0), 6.987_71e-4, 5e-9),
    at("D19", "warm-up", &[], Says("6 layers, width 512, 8 heads, MLP 2,048"), 0.0, WHOLE),
    at("D19", "warm-up", &[], Says("dropout 0.1"), 0.0, WHOLE),
    at("D19", "multi-head", &[("head_counts", "8")], Cell("d_head", 0, 0), 64.0, WHOLE),
    at("D20", "attention-cost", TEN, Metric("attention_work"), 51_200.0, WHOLE),
    at("D20", "attention-cost", TEN, Metric("recurrent_work"), 2_621_440.0, WHOLE),
    at("D21", "attention-cost", GPT_2, Metric("attention_share"), 0.181_818, SIX),
    at("D21", "attention-cost", GPT_2, Cell("even_with_projections", 0, 0), 1536.0, 1e-9),
    at("D21", "attention-cost", GPT_2, Cell("even", 0, 0), 4608.0, 1e-9),
    at("D21", "attention-cost", GPT_2, Metric("projection_flops"), 4_831_838_208.0, WHOLE),
    at("D22", "attention-cost", GPT_2, Metric("parameters"), 124_439_808.0, WHOLE),
    at("D22", "attention-cost", GPT_2, Metric("block_parameters"), 7_087_872.0, WHOLE),
    parameters("D22", &[("model", "gpt-2-small"), ("biases", "off")], 124_337_664.0),
    parameters("D22", &[("model", "gpt-2-medium")], 354_823_168.0),
    parameters("D22", &[("model", "gpt-2-large")], 774_030_080.0),
    parameters("D22", &[("model", "gpt-2-xl")], 1_557_611_200.0),
    parameters("D23", BERT, 109_482_240.0),
    at("D23", "attention-cost", BERT, Cell("without_outputs", 0, 0), 108_891_648.0, WHOLE),
    parameters("D23", &[("model", "bert-large")], 335_141_888.0),
    parameters("D24", &[("model", "llama-2-7b")], 6_738_415_616.0),
    parameters("D24", &[("model", "llama-2-13b")], 13_015_864_320.0),
    parameters("D24", &[("model", "llama-2-70b")], 68_976_648_192.0),
    parameters("D24", &[("model", "llama-3-8b")], 8_030_261_248.0),
    parameters("D24", &[("model", "mistral-7b")], 7_241_732_096.0),
    parameters("D25", &[("model", "gpt-3")], 174_604_259_328.0),
    parameters("D25", &[("model", "nano-gpt")], 85_584.0),
    parameters("D25", &[("model", "microgpt")], 4_192.0),
    at("D26", "attention-cost", VIT, Cell("patches", 0, 0), 196.0, WHOLE),
    at("D26", "attention-cost", VIT, Cell("rows_read", 0, 0), 197.0, WHOLE),
    at("D26", "attention-cost", VIT, Cell("patch_numbers", 0, 0), 768.0, WHOLE),
    parameters("D26", VIT, 86_567_656.0),
    parameters("D26", &[("model", "vit-l-16")], 304_326_632.0),
    at("D27", "kv-cache", &[], Cell("bytes_per_token", 0, 0), 36_864.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("bytes_per_token", 1, 0), 524_288.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("bytes_in_all", 1, 0), 2_147_483_648.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("bytes_per_token", 2, 0), 327_680.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("as_multi_head", 2, 0), 2_621_440.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("saved_times", 2, 0), 8.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("bytes_per_token", 3, 0), 131_072.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("bytes_per_token", 4, 0), 131_072.0, WHOLE),
    at("D27", "kv-cache", &[], Cell("bytes_per_token", 5, 0), 4_718_592.0, WHOLE),
    at("D28", "kv-cache", GROUPS, Cell("reads", 8, 0), 1.0, WHOLE),
    at("D28", "kv-cache", GROUPS, Cell("reads", 63, 0), 7.0, WHOLE),
    at("D28", "kv-cache", &[], Cell("kv_weights", 2, 0), 16_777_216.0, WHOLE),
    at("D28", "kv-cache", &[], Cell("kv_weights_multi_head", 2, 0), 134_217_728.0, WHOLE),
    at("D29", "kv-cache", &[], Holds("cached and uncached agree"), 1e-12, WHOLE),
    at("D30", "softmax", ONLINE, Cell("sum.2", 0, 0), 1.135_335, SIX),
    at("D30", "softmax", ONLINE, Cell("sum.3", 0, 0), 1.503_215, SIX),
    at("D30", "softmax", ONLINE, Cell("sum.4", 0, 0), 1.553_002, SIX),
    at("D30", "softmax", ONLINE, Cell("weights", 0, 1), 0.236_883, SIX),
    at("D31", "flash", &[], Value("tiled and plain attention agree"), 0.0, 5e-15),
    at("D31", "flash", &[("mask", "causal")], Value("tiled and plain attention"), 0.0, 5e-15),
    at("D33", "flash", &[], Cell("keys_outside", 0, 0), 1_335_296.0, WHOLE),
    at("D33", "flash", &[], Cell("plain", 0, 0), 4_456_448.0, WHOLE),
    at("D33", "flash", &[], Cell("fast_memory", 0, 0), 51_200.0, WHOLE),
    at("D33", "flash", &[], Cell("gain_keys_outside", 0, 0), 3.34, 5e-3),
    at("D33", "flash", &[], Cell("gain_keys_outside", 0, 1), 3.92, 5e-3),
    at("D33", "flash", &[], Cell("gain_keys_outside", 0, 2), 1.02, 5e-3),
    at("D33", "flash", &[], Cell("queries_outside", 0, 2), 3_145_728.0, WHOLE),
    at("D33", "flash", &[], Cell("gain_queries_outside", 0, 2), 1.50, 5e-3),
    at("D33", "flash", &[], Cell("gain_queries_outside", 0, 0), 4.86, 5e-3),
    at("D34", "linear", ELU, Cell("phi_q", 0, 0), 1.0, WHOLE),
    at("D34", "linear", ELU, Cell("phi_q", 0, 1), 0.367_879, SIX),
    at("D34", "linear", &[], Value("running state and all pairs agree"), 0.0, 1e-15),
    at("D34", "linear", &[], Holds("both orders agree"), 2.45e-11, 1e-20),
    at("D35", "linear", FAR, Metric("kernel"), 1.306_57, 1e-5),
    at("D35", "linear", FAR, Metric("mean_square_error"), 0.177, 5e-4),
    at("D35", "linear", FAR, Cell("with_sixteen_times", 0, 0), 1.11e-2, 5e-5),
    at("D36", "sparse", &[], Cell("band_pairs", 0, 0), 2_035_456.0, WHOLE),
    at("D36", "sparse", &[], Cell("band_share", 0, 0), 0.1213, 5e-5),
    at("D36", "masks", &[], Metric("long_pairs"), 2_035_456.0, WHOLE),
    at("D37", "sparse", SIXTEEN, Metric("pairs"), 74.0, WHOLE),
    at("D37", "sparse", GLOBAL, Metric("pairs"), 100.0, WHOLE),
    at("D37", "sparse", DILATED, Metric("pairs"), 68.0, WHOLE),
    at("D37", "sparse", BACK, Metric("pairs"), 58.0, WHOLE),
    at("D37", "sparse", ALL_BACK, Metric("pairs"), 136.0, WHOLE),
    at("D37", "sparse", &[], Cell("reach_long", 1, 0), 131_072.0, WHOLE),
    at("D38", "cross-entropy", &[("p", "1 1 1 1")], Metric("entropy"), 1.386_294, SIX),
    at("D38", "softmax", &[("scores", "0 0 0 0 0 0 0 0")], Metric("entropy_max"), 2.079_442, SIX),
    at("D38", "score-scale", &[], Bound("mean entropy is at most ln 16"), 2.772_589, SIX),
    at(
        "D38",
        "cross-entropy",
        &[("p", "64 ones"), ("q", "64 ones")],
        Metric("entropy"),
        4.158_883,
        SIX,
    ),
    at(
        "D38",
        "cross-entropy",
        &[("p", "1024 ones"), ("q", "1024 ones")],
        Metric("entropy"),
        6.931_472,
        SIX,
    ),
    at(
        "D38",
        "softmax",
        &[("scores", "4 0 0 0 0 0 0 0 0 0")],
        Metric("max_weight"),
        0.858_486,
        SIX,
    ),
    at("D39", "rollout", &[], Cell("rollout", 2, 0), 0.3925, SIX),
    at("D39", "rollout", &[], Cell("rollout", 2, 1), 0.195, SIX),
    at("D39", "rollout", &[], Cell("rollout", 2, 2), 0.4125, SIX),
    at("D40", "next-token", TAIL, Metric("largest_chance"), 0.5270, 5e-5),
    at("D40", "next-token", TAIL, Cell("probabilities", 0, 0), 0.0029, 5e-5),
    at("D41", "imperfect-window", &[], Cell("output.a", 0, 0), 1.0, SIX),
    at("D41", "imperfect-window", &[], Cell("output.b", 0, 0), 1.0, SIX),
    at("D41", "imperfect-window", &[], Metric("tvd"), 1.0, SIX),
    at("D41", "imperfect-window", &[], Metric("jsd"), LN_2, SIX),
    at("D42", "softmax", LEFT_ON, Cell("dropped", 0, 0), 1.1111, 5e-5),
    at("D42", "softmax", LEFT_ON, Fails("rows still sum to 1"), 0.0, WHOLE),
    at("D43", "induction", &[("text", TWICE)], Metric("prefix_matching"), 1.0, 5e-4),
    at("D43", "induction", &[("text", TWICE)], Metric("accuracy"), 1.0, WHOLE),
    at("D43", "induction", ABLATED, Metric("prefix_matching"), 0.0406, 5e-5),
    at("D43", "induction", ABLATED, Metric("accuracy"), 0.0, WHOLE),
    at("D43", "induction", UNMARKED, Metric("prefix_matching"), 0.9688, 6e-5),
    at("D43", "induction", UNMARKED, Metric("accuracy"), 0.9333, 5e-5),
    at("D44", "softmax", PLUS_ONE, Cell("weights", 0, 0), 0.0963, 5e-5),
    at("D44", "softmax", PLUS_ONE, Cell("total", 0, 0), 0.2888, 5e-5),
    at("D45", "layer-norm", &[], Cell("normalized", 0, 0), -1.3416, 5e-5),
    at("D45", "layer-norm", &[], Cell("normalized", 0, 2), 0.4472, 5e-5),
    at("D45", "layer-norm", &[], Cell("rms_normalized", 0, 0), 0.3651, 5e-5),
    at("D45", "layer-norm", &[], Cell("rms_normalized", 0, 3), 1.4606, 5e-5),
    at("D45", "activations", &[], Cell("gelu", 0, 4), 0.841_345, SIX),
    at("D45", "activations", &[], Cell("gelu_tanh", 0, 4), 0.841_192, SIX),
    at("D46", "attention-cost", &[], Cell("words_per_parameter", 0, 0), 20.0, 1e-9),
    at("D46", "attention-cost", &[], Cell("training_flops", 0, 0), 5.88e23, 1e12),
    at("D46", "attention-cost", &[], Cell("words_per_parameter", 1, 0), 1.07, 5e-3),
    at("D46", "attention-cost", &[], Cell("training_flops", 1, 0), 5.04e23, 1e12),
    at("D46", "attention-cost", &[], Cell("training_flops", 2, 0), 3.15e23, 1e12),
    at("D47", "softmax", SEVENTHS, Value("cut to 2 decimals"), 0.02, 1e-9),
    at("D47", "softmax", SEVENTHS, Value("cut to 3 decimals"), 0.001, 1e-9),
    at("D48", "softmax", NOTHING, Cell("shifted", 0, 0), f64::NAN, WHOLE),
    at("D48", "softmax", NOTHING, Cell("weights", 0, 0), 0.0, WHOLE),
];

const DOT: Set =
    &[("x", "1 0; 0 1; 1 1"), ("w_q", "identity"), ("w_k", "identity"), ("scaling", "off")];
const ADDITIVE: Set = &[
    ("x", "1 0; 0 1; 1 1"),
    ("w_q", "identity"),
    ("w_k", "identity"),
    ("scaling", "off"),
    ("score", "additive"),
];
const TEN: Set = &[("tokens", "10"), ("width", "512"), ("heads", "8")];
const GPT_2: Set = &[("model", "gpt-2-small"), ("tokens", "1024")];
const BERT: Set = &[("model", "bert-base")];
const VIT: Set = &[("model", "vit-b-16")];
const GROUPS: Set = &[("query_heads", "64"), ("groups", "8")];
const ONLINE: Set = &[("scores", "1 3 2 4"), ("method", "online")];
const ELU: Set = &[("q", "0 -1; 2 -4"), ("k", "1 0; 0 1"), ("v", "1; 2")];
const GLOBAL: Set = &[("tokens", "16"), ("window", "2"), ("pattern", "global")];
const DILATED: Set = &[("tokens", "16"), ("window", "2"), ("pattern", "dilated")];
const BACK: Set = &[("tokens", "16"), ("window", "4"), ("pattern", "causal")];
const ALL_BACK: Set = &[("tokens", "16"), ("window", "16"), ("pattern", "causal")];
const ABLATED: Set = &[("text", TWICE), ("ablate", "previous-token")];
const UNMARKED: Set = &[("text", TWICE), ("start", "off")];
const PLUS_ONE: Set = &[("scores", "-2 -2 -2"), ("method", "plus-one")];
const SEVENTHS: Set = &[("scores", "0 0 0 0 0 0 0")];
const NOTHING: Set = &[("scores", "1 2; 3 4"), ("keep", "0 0; 1 0")];

const fn parameters(id: &'static str, set: Set, number: f64) -> Fact {
    at(id, "attention-cost", set, Metric("parameters"), number, WHOLE)
}
