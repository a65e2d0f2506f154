//! The numbers of known models, as their authors published them, and what the reader changes.

use crate::demo::DemoError;
use crate::params::{Params, bad, counted};

/// What the rows of the table `model` are called.
pub(super) const ROWS: [&str; 15] = [
    "layers",
    "width",
    "heads",
    "kv heads",
    "head width",
    "mlp width",
    "mlp inputs",
    "vocabulary",
    "positions",
    "extra rows",
    "outputs",
    "biases",
    "norm rows",
    "word biases",
    "output biases",
];

pub(super) const LAYERS: usize = 0;
pub(super) const WIDTH: usize = 1;
pub(super) const HEADS: usize = 2;
pub(super) const KV_HEADS: usize = 3;
pub(super) const HEAD_WIDTH: usize = 4;
pub(super) const MLP_WIDTH: usize = 5;
pub(super) const MLP_INPUTS: usize = 6;
pub(super) const VOCABULARY: usize = 7;
pub(super) const POSITIONS: usize = 8;
pub(super) const EXTRA_ROWS: usize = 9;
pub(super) const OUTPUTS: usize = 10;
pub(super) const BIASES: usize = 11;
pub(super) const NORM_ROWS: usize = 12;
pub(super) const WORD_BIASES: usize = 13;
pub(super) const OUTPUT_BIASES: usize = 14;

/// Name, numbers in the order of [`ROWS`], and how many parameters are published (0: ours).
///
/// `mlp inputs` is 2 where a gate stands beside the first matrix of the MLP, `norm rows` 2 with a
/// scale and a shift, 1 with a scale alone. `extra rows` are token types or the class token. The
/// `outputs` of BERT are its pooler; 0 where the word rows are used again. For `ViT` the vocabulary
/// is the numbers of a patch.
const MODELS: [(&str, [u32; 15], u64); 17] = [
    ("own", [1, 8, 2, 2, 4, 32, 1, 10, 0, 0, 0, 0, 1, 0, 0], 0),
    ("gpt-2-small", [12, 768, 12, 12, 64, 3072, 1, 50_257, 1024, 0, 0, 1, 2, 0, 0], 124_439_808),
    ("gpt-2-medium", [24, 1024, 16, 16, 64, 4096, 1, 50_257, 1024, 0, 0, 1, 2, 0, 0], 354_823_168),
    ("gpt-2-large", [36, 1280, 20, 20, 64, 5120, 1, 50_257, 1024, 0, 0, 1, 2, 0, 0], 774_030_080),
    ("gpt-2-xl", [48, 1600, 25, 25, 64, 6400, 1, 50_257, 1024, 0, 0, 1, 2, 0, 0], 1_557_611_200),
    ("bert-base", [12, 768, 12, 12, 64, 3072, 1, 30_522, 512, 2, 768, 1, 2, 0, 1], 109_482_240),
    ("bert-large", [24, 1024, 16, 16, 64, 4096, 1, 30_522, 512, 2, 1024, 1, 2, 0, 1], 335_141_888),
    (
        "llama-2-7b",
        [32, 4096, 32, 32, 128, 11_008, 2, 32_000, 0, 0, 32_000, 0, 1, 0, 0],
        6_738_415_616,
    ),
    (
        "llama-2-13b",
        [40, 5120, 40, 40, 128, 13_824, 2, 32_000, 0, 0, 32_000, 0, 1, 0, 0],
        13_015_864_320,
    ),
    (
        "llama-2-70b",
        [80, 8192, 64, 8, 128, 28_672, 2, 32_000, 0, 0, 32_000, 0, 1, 0, 0],
        68_976_648_192,
    ),
    (
        "llama-3-8b",
        [32, 4096, 32, 8, 128, 14_336, 2, 128_256, 0, 0, 128_256, 0, 1, 0, 0],
        8_030_261_248,
    ),
    (
        "mistral-7b",
        [32, 4096, 32, 8, 128, 14_336, 2, 32_000, 0, 0, 32_000, 0, 1, 0, 0],
        7_241_732_096,
    ),
    (
        "gpt-3",
        [96, 12_288, 96, 96, 128, 49_152, 1, 50_257, 2048, 0, 0, 1, 2, 0, 0],
        174_604_259_328,
    ),
    ("vit-b-16", [12, 768, 12, 12, 64, 3072, 1, 768, 197, 1, 1000, 1, 2, 1, 1], 86_567_656),
    ("vit-l-16", [24, 1024, 16, 16, 64, 4096, 1, 768, 197, 1, 1000, 1, 2, 1, 1], 304_326_632),
    ("nano-gpt", [3, 48, 3, 3, 16, 192, 1, 3, 11, 0, 0, 1, 2, 0, 0], 85_584),
    ("microgpt", [1, 16, 4, 4, 4, 64, 1, 27, 16, 0, 27, 0, 0, 0, 0], 4192),
];

/// The names, as the parameter `model` takes them.
pub(super) const NAMES: &[&str] = &[
    "own",
    "gpt-2-small",
    "gpt-2-medium",
    "gpt-2-large",
    "gpt-2-xl",
    "bert-base",
    "bert-large",
    "llama-2-7b",
    "llama-2-13b",
    "llama-2-70b",
    "llama-3-8b",
    "mistral-7b",
    "gpt-3",
    "vit-b-16",
    "vit-l-16",
    "nano-gpt",
    "microgpt",
];

/// The numbers of one run.
pub(super) struct Model {
    /// Its name.
    pub(super) name: &'static str,
    /// In the order of [`ROWS`].
    pub(super) numbers: [f64; 15],
    /// How many parameters its authors published; none where it is ours or was changed.
    pub(super) published: Option<f64>,
    /// Whether the reader changed a number.
    pub(super) changed: bool,
}

impl Model {
    pub(super) fn from_params(params: &Params) -> Result<Self, DemoError> {
        let asked = params.choice("model");
        let found = MODELS.iter().find(|(name, ..)| *name == asked);
        let (name, whole, published) = found.copied().unwrap_or_default();
        let mut numbers = whole.map(f64::from);
        change(params, &mut numbers)?;
        let changed =
            numbers.iter().zip(whole).any(|(new, old)| (new - f64::from(old)).abs() > 0.0);
        let published = (!changed && published > 0).then_some(published as f64);
        Ok(Self { name, numbers, published, changed })
    }

    pub(super) fn number(&self, row: usize) -> f64 {
        self.numbers.get(row).copied().unwrap_or(0.0)
    }
}

/// Puts in what the reader set; 0 leaves what the model has.
fn change(params: &Params, numbers: &mut [f64; 15]) -> Result<(), DemoError> {
    let set = |name: &str| Some(params.integer(name) as f64).filter(|number| *number > 0.0);
    let before = *numbers;
    let [
        layers,
        width,
        heads,
        kv_heads,
        _,
        mlp_width,
        _,
        vocabulary,
        ..,
        outputs,
        biases,
        norm_rows,
        _,
        _,
    ] = numbers;
    *layers = set("layers").unwrap_or(*layers);
    *width = set("width").unwrap_or(*width);
    *heads = set("heads").unwrap_or(*heads);
    // With heads of one's own, each has its keys and values unless that is set too.
    let shared = if set("heads").is_some() { *heads } else { *kv_heads };
    *kv_heads = set("kv_heads").unwrap_or(shared);
    let [_, was_width, .., was_norm_rows, _, _] = before;
    let grown = (before.get(MLP_WIDTH).copied().unwrap_or(0.0) * *width / was_width).round();
    *mlp_width = set("mlp_width").unwrap_or(grown);
    let words = before.get(VOCABULARY).copied().unwrap_or(0.0);
    let again = *outputs > 0.0 && (*outputs - words).abs() < 0.5;
    *vocabulary = set("vocabulary").unwrap_or(*vocabulary);
    if again {
        *outputs = *vocabulary;
    }
    if !params.flag("biases") {
        (*biases, *norm_rows) = (0.0, was_norm_rows.min(1.0));
    }
    let whole = |a: f64, b: f64| (a / b).fract() == 0.0;
    let (width, heads, kv_heads) = (*width, *heads, *kv_heads);
    if !whole(width, heads) {
        let name = if set("heads").is_some() { "heads" } else { "width" };
        let given = if name == "heads" { heads } else { width };
        let allowed = format!("a width that {heads} heads divide is expected, and it is {width}");
        return Err(bad(name, given.to_string(), allowed));
    }
    if !whole(heads, kv_heads) {
        let heads = counted(heads as usize, "head shares", "heads share");
        let allowed = format!("a number is expected by which the {heads} keys and values evenly");
        return Err(bad("kv_heads", kv_heads.to_string(), allowed));
    }
    if set("width").is_some() || set("heads").is_some() {
        numbers[HEAD_WIDTH] = width / heads;
    }
    Ok(())
}
