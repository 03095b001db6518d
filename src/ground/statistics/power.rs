//! How sure a test is to find what is there, and how many values it needs.

use rand::{Rng, RngExt};
use statrs::distribution::{ChiSquared, Continuous, ContinuousCDF, Normal, StudentsT};

/// The power of Student's two-sided t test: the probability of a result below `level` when the true
/// difference lies `shift` standard errors from 0, with some degrees of freedom.
///
/// The distribution of t under a true difference (noncentral t), integrated over that of the estimated
/// standard deviation.
pub fn power_of_t(shift: f64, degrees: f64, level: f64) -> f64 {
    const STEPS: u32 = 800;
    let (Ok(student), Ok(square)) = (StudentsT::new(0.0, 1.0, degrees), ChiSquared::new(degrees))
    else {
        return f64::NAN;
    };
    let critical = student.inverse_cdf(1.0 - 0.5 * level);
    let normal = Normal::standard();
    // The estimated standard deviation over the true one.
    let width = 9.0 / (2.0 * degrees).sqrt();
    let (low, high) = ((1.0 - width).max(1e-9), 1.0 + width);
    let at = |ratio: f64| {
        let density = 2.0 * degrees * ratio * square.pdf(degrees * ratio * ratio);
        let edge = critical * ratio;
        density * (normal.cdf(-edge - shift) + normal.sf(edge - shift))
    };
    // Simpson's rule.
    let step = (high - low) / f64::from(STEPS);
    let weight = |k: u32| match k {
        0 | STEPS => 1.0,
        k if k % 2 == 1 => 4.0,
        _ => 2.0,
    };
    let sum: f64 = (0..=STEPS).map(|k| weight(k) * at(low + step * f64::from(k))).sum();
    (sum * step / 3.0).clamp(0.0, 1.0)
}

/// The power of a paired t test with `n` pairs whose differences have a mean of `effect` standard
/// deviations.
pub fn power_of_pairs(effect: f64, n: u32, level: f64) -> f64 {
    if n < 2 {
        return 0.0;
    }
    power_of_t(effect * f64::from(n).sqrt(), f64::from(n) - 1.0, level)
}

/// The power of a t test of two samples of `n` each, whose means lie `effect` standard deviations apart.
pub fn power_of_samples(effect: f64, n: u32, level: f64) -> f64 {
    if n < 2 {
        return 0.0;
    }
    power_of_t(effect * (f64::from(n) / 2.0).sqrt(), 2.0 * f64::from(n) - 2.0, level)
}

/// The smallest number for which a power is reached; none below a million.
pub fn needed(power: impl Fn(u32) -> f64, wanted: f64) -> Option<u32> {
    const MOST: u32 = 1 << 20;
    let mut high = 2;
    while power(high) < wanted {
        high *= 2;
        if high > MOST {
            return None;
        }
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if power(middle) < wanted { low = middle } else { high = middle }
    }
    Some(high)
}

/// The power of any test by resampling a pilot: the share of samples of `n` values, drawn from the pilot's
/// with replacement, for which `test` gives a probability below `level`. For tests whose power has no
/// formula, such as signed ranks, permutations and rank correlations (of rows that hold both sides).
pub fn power_by_resampling<T: Clone>(
    pilot: &[T],
    n: u32,
    level: f64,
    times: u32,
    test: impl Fn(&[T]) -> f64,
    generator: &mut impl Rng,
) -> f64 {
    if pilot.is_empty() {
        return f64::NAN;
    }
    let found = (0..times).filter(|_| {
        let draw = |_| pilot[generator.random_range(0..pilot.len())].clone();
        test(&(0..n).map(draw).collect::<Vec<T>>()) < level
    });
    found.count() as f64 / f64::from(times)
}
