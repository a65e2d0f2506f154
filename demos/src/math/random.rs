//! Seeded random numbers that are the same on every platform.

use ndarray::Array2;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Numbers from 0 to below 1, all equally likely.
pub(crate) fn shares(seed: u64, shape: (usize, usize)) -> Array2<f64> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut unit = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    Array2::from_shape_simple_fn(shape, &mut unit)
}

/// Normal numbers (mean 0, variance 1) by Box and Muller, one from each pair of draws.
pub(crate) fn normals(seed: u64, shape: (usize, usize)) -> Array2<f64> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    // From above 0 to 1, so that its logarithm is finite.
    let mut unit = || ((random.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
    Array2::from_shape_simple_fn(shape, || {
        let (radius, angle) = (unit(), unit());
        (-2.0 * libm::log(radius)).sqrt() * libm::cos(2.0 * std::f64::consts::PI * angle)
    })
}
