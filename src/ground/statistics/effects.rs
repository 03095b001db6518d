//! Sizes of effects.

use super::summary::Summary;

/// What rounding may change, as a share of a value.
const ROUNDING: f64 = 1e-12;

/// Cohen's d: the difference of means over the pooled standard deviation. NaN where the values of both
/// samples vary by no more than rounding.
pub fn cohens_d(a: &[f64], b: &[f64]) -> f64 {
    let (one, other) = (Summary::of(a, 0.95), Summary::of(b, 0.95));
    let (n, m) = (a.len() as f64 - 1.0, b.len() as f64 - 1.0);
    let pooled = ((n * one.sd * one.sd + m * other.sd * other.sd) / (n + m)).sqrt();
    if pooled <= ROUNDING * one.mean.abs().max(other.mean.abs()) {
        return f64::NAN;
    }
    (one.mean - other.mean) / pooled
}

/// Cliff's delta: how much more often a value of the first sample is larger than one of the second than
/// the other way round; in `[-1,1]`.
pub fn cliffs_delta(a: &[f64], b: &[f64]) -> f64 {
    let mut sorted = b.to_vec();
    sorted.sort_by(f64::total_cmp);
    let more = |value: &f64| {
        let below = sorted.partition_point(|other| other < value);
        let at_most = sorted.partition_point(|other| other <= value);
        below as f64 - (sorted.len() - at_most) as f64
    };
    a.iter().map(more).sum::<f64>() / (a.len() * b.len()) as f64
}

/// The probability that a value of the first sample is larger than one of the second, ties counted half.
pub fn superiority(a: &[f64], b: &[f64]) -> f64 {
    0.5 + 0.5 * cliffs_delta(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_no_variation() {
        let (a, b) = ([0.1 + 0.2, 0.3, 0.3], [0.7, 0.7, 0.6 + 0.1]);
        assert!(cohens_d(&a, &b).is_nan() && cohens_d(&[0.0; 3], &[0.0; 3]).is_nan());
        assert!(cohens_d(&[1e-15, 2e-15, 3e-15], &[0.0; 3]) > 1.0, "small numbers may vary");
    }
}
