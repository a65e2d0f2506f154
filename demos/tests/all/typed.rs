//! Whatever is typed: a report whose numbers are finite and whose claims hold, or an error in
//! words. Nothing panics.

use crate::registry::check_report;
use fingerpost_demos::evaluate::{gap, open};
use fingerpost_demos::report::CellRef;
use fingerpost_demos::{REGISTRY, run};
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const ROUNDS: usize = 2_000;

const TYPED: &[&str] = &[
    "",
    " ",
    ";",
    ",",
    "1",
    "-1",
    "−1",
    "1 2",
    "1 2; 3",
    "identity",
    "nan",
    "1e400",
    "1e308",
    "1000000 -1000000",
    "0",
    "0 0; 0 0",
    "on",
    "off",
    "none",
    "causal",
    "window",
    "2",
    "17",
    "-0",
    "𝟙",
    "٣",
    "1;2;3;4",
    "1 2;3 4;5 6;7 8",
    "1e-320",
    "e\u{301} 日本 \u{202e} \u{0}",
    "1 0 0 0; 0 1 0 0",
    "the dog saw it",
    "-1e6 1e6; 1e6 1e6",
];

#[test]
fn anything_typed_is_answered() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(20);
    let mut below = |end: usize| (random.next_u64() % end as u64) as usize;
    let (mut shown, mut refused) = (0, 0);
    for _ in 0..ROUNDS {
        let spec = REGISTRY[below(REGISTRY.len())].spec();
        let mut set = Vec::new();
        for _ in 0..below(4) {
            let param = &spec.params[below(spec.params.len())];
            let of_a_head = param.per_head && below(3) == 0;
            let suffix = if of_a_head { format!(".head{}", below(5)) } else { String::new() };
            set.push((format!("{}{suffix}", param.name), TYPED[below(TYPED.len())].to_owned()));
        }
        let Ok(report) = run(spec.name, &set) else {
            refused += 1;
            continue;
        };
        shown += 1;
        let title = format!("{} {set:?}", spec.name);
        check_report(&report, &title);
        for table in report.tables() {
            let cell = CellRef { table: table.id.clone(), row: 0, col: 0 };
            assert!(open(&report, &cell).is_some(), "{title}: {cell:?}");
            let size = table.values.iter().copied().filter(|value| value.is_finite());
            let size = size.map(f64::abs).fold(1.0, f64::max);
            assert!(gap(&report, &table.id).unwrap() <= 1e-12 * size, "{title}: {}", table.id);
        }
    }
    assert!(shown > ROUNDS / 10 && refused > ROUNDS / 10, "{shown} shown, {refused} refused");
}
