//! Intervals by drawing rows again, and the order of a factor without effect.

use rand::{Rng, RngExt};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::ground::statistics::summary::{mean, quantile_of_sorted};

/// Draws so many rows again, with replacement, some times, and gives what they give: by statistic, in the order of
/// the draws (Efron 1979). `statistics` is told the places of the rows.
pub fn bootstrap(
    rows: usize,
    times: u32,
    generator: &mut impl Rng,
    mut statistics: impl FnMut(&[usize]) -> Vec<f64>,
) -> Vec<Vec<f64>> {
    let mut found: Vec<Vec<f64>> = Vec::new();
    for _ in 0..times {
        let places: Vec<usize> = (0..rows).map(|_| generator.random_range(0..rows)).collect();
        let drawn = statistics(&places);
        found.resize(drawn.len(), Vec::new());
        found.iter_mut().zip(drawn).for_each(|(all, value)| all.push(value));
    }
    found
}

/// The interval that holds a share of some values in its middle; NaN for none.
pub fn percentile_interval(values: &[f64], confidence: f64) -> (f64, f64) {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let edge = 0.5 - 0.5 * confidence;
    (quantile_of_sorted(&sorted, edge), quantile_of_sorted(&sorted, 1.0 - edge))
}

/// A normal interval around a value, with the standard deviation (n − 1) of what draws gave.
pub fn normal_interval(value: f64, draws: &[f64], confidence: f64) -> (f64, f64) {
    let centre = mean(draws);
    let squares: f64 = draws.iter().map(|draw| (draw - centre).powi(2)).sum();
    let deviation = (squares / (draws.len() as f64 - 1.0)).sqrt();
    let half = Normal::standard().inverse_cdf(0.5 + 0.5 * confidence) * deviation;
    (value - half, value + half)
}

/// All places below a number in a random order (Fisher & Yates).
pub fn shuffled(n: usize, generator: &mut impl Rng) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        places.swap(last, generator.random_range(0..=last));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn the_mean_of_a_sample_has_its_standard_error() {
        let sample: Vec<f64> = (0..100).map(f64::from).collect();
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(1);
        let of =
            |places: &[usize]| vec![places.iter().map(|place| sample[*place]).sum::<f64>() / 100.0];
        let found = bootstrap(100, 4000, &mut generator, of);
        // Standard deviation of 0..99 is 28.87, so that of the mean is 2.887; 1.96 of them are 5.66.
        for (low, high) in
            [percentile_interval(&found[0], 0.95), normal_interval(49.5, &found[0], 0.95)]
        {
            assert!((low - 49.5 + 5.66).abs() < 0.4 && (high - 49.5 - 5.66).abs() < 0.4);
        }
    }

    #[test]
    fn orders_hold_every_place_once() {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(2);
        let mut order = shuffled(50, &mut generator);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
