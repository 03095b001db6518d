//! Rank correlation.

use statrs::distribution::{ContinuousCDF, Normal};

use super::difference::ranks;
use super::summary::correlation;

/// Spearman's correlation of pairs with its interval (Fisher's z with the variance of Bonett & Wright
/// 2000). NaN where either side is constant or there are fewer than four pairs.
pub fn spearman(x: &[f64], y: &[f64], confidence: f64) -> (f64, (f64, f64)) {
    let found = correlation(&ranks(x), &ranks(y));
    let n = x.len() as f64;
    if n < 4.0 {
        return (found, (f64::NAN, f64::NAN));
    }
    let error = ((1.0 + 0.5 * found * found) / (n - 3.0)).sqrt();
    let half = Normal::standard().inverse_cdf(0.5 + 0.5 * confidence) * error;
    let z = libm::atanh(found);
    (found, (libm::tanh(z - half), libm::tanh(z + half)))
}
