//! Bias-corrected and accelerated bootstrap intervals (Efron 1987).

use rand::{Rng, RngExt};
use statrs::distribution::{ContinuousCDF, Normal};

use super::summary::{mean, quantile_of_sorted};

/// The interval of a statistic of some rows (BCa): `times` resamples of the rows.
///
/// NaN for fewer than two rows; the plain value where resamples do not differ.
pub fn bca<T: Clone>(
    rows: &[T],
    statistic: impl Fn(&[T]) -> f64,
    confidence: f64,
    times: u32,
    generator: &mut impl Rng,
) -> (f64, f64) {
    if rows.len() < 2 {
        return (f64::NAN, f64::NAN);
    }
    let found = statistic(rows);
    let mut resampled: Vec<f64> = (0..times)
        .map(|_| {
            let draw = |_| rows[generator.random_range(0..rows.len())].clone();
            statistic(&(0..rows.len()).map(draw).collect::<Vec<T>>())
        })
        .filter(|value| !value.is_nan())
        .collect();
    resampled.sort_by(f64::total_cmp);
    let n = resampled.len() as f64;
    let below = resampled.iter().filter(|value| **value < found).count() as f64;
    let equal = resampled.iter().filter(|value| **value == found).count() as f64;
    let share = (below + 0.5 * equal) / n;
    if share <= 0.0 || share >= 1.0 || resampled.first() == resampled.last() {
        let edge = 0.5 - 0.5 * confidence;
        return (quantile_of_sorted(&resampled, edge), quantile_of_sorted(&resampled, 1.0 - edge));
    }
    let normal = Normal::standard();
    let bias = normal.inverse_cdf(share);
    let acceleration = acceleration(rows, &statistic);
    let end = |share: f64| {
        let z = bias + normal.inverse_cdf(share);
        let corrected = normal.cdf(bias + z / (1.0 - acceleration * z));
        quantile_of_sorted(&resampled, corrected)
    };
    (end(0.5 - 0.5 * confidence), end(0.5 + 0.5 * confidence))
}

/// The acceleration, from leaving out each row in turn.
fn acceleration<T: Clone>(rows: &[T], statistic: &impl Fn(&[T]) -> f64) -> f64 {
    let without = |place: usize| {
        let rest: Vec<T> = rows[..place].iter().chain(&rows[place + 1..]).cloned().collect();
        statistic(&rest)
    };
    let values: Vec<f64> = (0..rows.len()).map(without).filter(|value| !value.is_nan()).collect();
    let centre = mean(&values);
    let power = |p: i32| values.iter().map(|value| (centre - value).powi(p)).sum::<f64>();
    let squares = power(2);
    if squares == 0.0 { 0.0 } else { power(3) / (6.0 * squares.powf(1.5)) }
}
