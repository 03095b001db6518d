//! How a metric is spread over the units of a sector.

use crate::ground::statistics::quantile_of_sorted;

/// The quantiles that tables show.
pub const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Mean, standard deviation and quantiles over the units of a sector; missing values are left out,
/// and all numbers are NaN where none is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Mean, weighted by staff.
    pub mean: f64,
    /// Standard deviation between units (n − 1); 0 for a single unit.
    pub sd: f64,
    /// The quantiles at [`QUANTILES`], linear between order statistics (type 7).
    pub quantiles: [f64; 5],
}

impl Spread {
    /// The spread where every value is missing.
    pub(super) const MISSING: Self =
        Self { mean: f64::NAN, sd: f64::NAN, quantiles: [f64::NAN; 5] };

    /// The spread of one value per unit; `staff` are the weights, `sorted` is room to work in.
    pub fn of(values: &[f64], staff: &[f64], sorted: &mut Vec<f64>) -> Self {
        sorted.clear();
        let (mut sum, mut weights, mut plain) = (0.0, 0.0, 0.0);
        for (value, weight) in values.iter().zip(staff) {
            if !value.is_nan() {
                sum += weight * value;
                weights += weight;
                plain += value;
                sorted.push(*value);
            }
        }
        if sorted.is_empty() {
            return Self::MISSING;
        }
        let n = sorted.len() as f64;
        let centre = plain / n;
        let squares: f64 = sorted.iter().map(|value| (value - centre) * (value - centre)).sum();
        let sd = if n > 1.0 { (squares / (n - 1.0)).sqrt() } else { 0.0 };
        sorted.sort_unstable_by(f64::total_cmp);
        Self {
            mean: sum / weights,
            sd,
            quantiles: QUANTILES.map(|p| quantile_of_sorted(sorted, p)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_leaves_out_missing_values_and_weighs_the_mean() {
        let values = [1.0, f64::NAN, 3.0, 5.0];
        let spread = Spread::of(&values, &[1.0, 9.0, 1.0, 2.0], &mut Vec::new());
        assert_eq!(spread.mean, 14.0 / 4.0);
        assert_eq!(spread.sd, 2.0);
        assert_eq!(spread.quantiles[2], 3.0);
        assert!((spread.quantiles[0] - 1.2).abs() < 1e-12);
        assert!(Spread::of(&[f64::NAN], &[1.0], &mut Vec::new()).mean.is_nan());
    }
}
