//! The value of perfect information on one number, for the choice between two options (Strong, Oakley &
//! Brennan 2014).
//!
//! Whoever knows the number chooses the option that is better on average given it; who does not, the one that
//! is better on average. The value is what the first gains over the second, in the unit of the outcome.

use super::regression::least_squares;

/// The value of knowing a number before choosing: `values` of it at each point, and how much better the
/// first option was there. The mean given the number is a cubic of it, fitted by least squares. NaN where it
/// cannot be fitted.
pub fn value_of_information(values: &[f64], better: &[f64]) -> f64 {
    let n = values.len() as f64;
    let middle = values.iter().sum::<f64>() / n;
    let size = values.iter().map(|value| (value - middle).abs()).fold(0.0, f64::max);
    if size == 0.0 {
        return 0.0;
    }
    let powers = |value: &f64| {
        let x = (value - middle) / size;
        vec![x, x * x, x * x * x]
    };
    let predictors: Vec<Vec<f64>> = values.iter().map(powers).collect();
    let Some(fitted) = least_squares(&predictors, better) else { return f64::NAN };
    let given =
        |x: &Vec<f64>| fitted[0] + x.iter().zip(&fitted[1..]).map(|(x, b)| x * b).sum::<f64>();
    let (mut sum, mut chosen) = (0.0, 0.0);
    for found in predictors.iter().map(given) {
        sum += found;
        chosen += found.max(0.0);
    }
    (chosen / n - (sum / n).max(0.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::random::{Address, Draws, Purpose};

    fn uniform(unit: u32, agent: u32) -> f64 {
        let purpose = Purpose::Design;
        Draws::new(5).uniform_at(Address { replicate: 0, unit, purpose, period: 0, agent })
    }

    /// The first option is better by x + noise, x uniform on −1 to 1: knowing x is worth E max(0, x) = 1/4.
    /// With 0.5 + x it is (1.5²/4 − 0.5) = 0.0625. The noise is worth nothing.
    #[test]
    fn a_known_value() {
        let x: Vec<f64> = (0..4_000).map(|i| 2.0 * uniform(i, 0) - 1.0).collect();
        let noise: Vec<f64> = (0..4_000).map(|i| uniform(i, 1) - 0.5).collect();
        for (shift, wanted) in [(0.0, 0.25), (0.5, 0.0625), (2.0, 0.0)] {
            let better: Vec<f64> =
                x.iter().zip(&noise).map(|(x, noise)| shift + x + noise).collect();
            let found = value_of_information(&x, &better);
            assert!((found - wanted).abs() < 0.012, "{found} {wanted}");
            let other: Vec<f64> = (0..4_000).map(|i| uniform(i, 2)).collect();
            assert!(value_of_information(&other, &better) < 0.02);
        }
        assert_eq!(value_of_information(&[1.0, 1.0], &[3.0, -1.0]), 0.0);
    }
}
