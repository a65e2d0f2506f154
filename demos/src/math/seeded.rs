//! Small random matrices that depend on a seed alone, the same on every machine.

use ndarray::Array2;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// One matrix of each shape, in order: two decimals from −1 to 1.
pub(crate) fn seeded(seed: u64, shapes: &[(usize, usize)]) -> Vec<Array2<f64>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut draw = || {
        let unit = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        // Adding zero turns −0 into 0.
        ((2.0 * unit - 1.0) * 100.0).round() / 100.0 + 0.0
    };
    shapes.iter().map(|shape| Array2::from_shape_simple_fn(*shape, &mut draw)).collect()
}
