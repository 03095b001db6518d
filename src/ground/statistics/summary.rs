//! Summaries of a sample: mean with its interval, standard deviation, quantiles.

use super::support::{Basis, Support};

/// The mean of a sample with its interval, and its spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Mean; NaN for no values.
    pub mean: f64,
    /// Lower end of the interval of the mean; NaN for fewer than two values.
    pub low: f64,
    /// Upper end of the interval of the mean; NaN for fewer than two values.
    pub high: f64,
    /// Standard deviation (n − 1); NaN for fewer than two values.
    pub sd: f64,
}

impl Summary {
    /// Summarises values with a Student t interval of the given confidence (e.g. 0.95), which holds
    /// for means of independent values with finite variance.
    pub fn of(values: &[f64], confidence: f64) -> Self {
        Self::within(values, Support::Real, confidence)
    }

    /// Summarises values of which it is known where they can lie: the interval stays there.
    pub fn within(values: &[f64], support: Support, confidence: f64) -> Self {
        let n = values.len() as f64;
        let mean = mean(values);
        if values.len() < 2 {
            return Self { mean, low: f64::NAN, high: f64::NAN, sd: f64::NAN };
        }
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let sd = (squares / (n - 1.0)).sqrt();
        let basis = Basis { mean, error: sd / n.sqrt(), degrees: n - 1.0, n };
        let (low, high) = support.interval(basis, confidence);
        Self { mean, low, high, sd }
    }
}

/// The mean; NaN for no values.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The values that are not missing (NaN).
pub fn present(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| !value.is_nan()).collect()
}

/// Quantiles, linear between order statistics (Hyndman & Fan 1996, type 7); NaN for no values.
pub fn quantiles<const N: usize>(values: &[f64], shares: &[f64; N]) -> [f64; N] {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    shares.map(|share| quantile_of_sorted(&sorted, share))
}

/// The quantile of sorted values (type 7); NaN for no values.
pub fn quantile_of_sorted(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = share * last as f64;
    let low = place.floor() as usize;
    let next = sorted[(low + 1).min(last)];
    sorted[low] + (place - low as f64) * (next - sorted[low])
}

/// Pearson's correlation of pairs; NaN where either side is constant.
pub fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (mean_x, mean_y) = (mean(x), mean(y));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (a, b) in x.iter().zip(y) {
        xx += (a - mean_x) * (a - mean_x);
        yy += (b - mean_y) * (b - mean_y);
        xy += (a - mean_x) * (b - mean_y);
    }
    xy / (xx * yy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_of_a_textbook_sample() {
        // Mean 3, sd sqrt(2.5); t(0.975, 4) = 2.776445 (any table of Student's t).
        let found = Summary::of(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95);
        let half = 2.776_445 * (2.5_f64 / 5.0).sqrt();
        assert_eq!(found.mean, 3.0);
        assert!((found.high - 3.0 - half).abs() < 1e-6 && (3.0 - found.low - half).abs() < 1e-6);
        assert!(Summary::of(&[1.0], 0.95).low.is_nan());
    }

    #[test]
    fn quantiles_lie_between_order_statistics() {
        assert_eq!(quantiles(&[4.0, 1.0, 2.0, 3.0], &[0.0, 0.5, 1.0]), [1.0, 2.5, 4.0]);
        assert!(quantiles(&[], &[0.5])[0].is_nan());
    }
}
