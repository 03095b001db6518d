//! Tests of differences: which of two samples is larger, and how sure that is.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::summary::{Summary, mean};

/// A difference of two means with its interval and the probability of a larger one by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Mean of the first less that of the second.
    pub mean: f64,
    /// Ends of its interval.
    pub interval: (f64, f64),
    /// Two-sided probability of a difference as large if there were none.
    pub p: f64,
    /// Degrees of freedom.
    pub degrees: f64,
}

/// Student's t test of paired values: the same replicate under two treatments. NaN for fewer than two.
pub fn paired(a: &[f64], b: &[f64], confidence: f64) -> Difference {
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let n = differences.len() as f64;
    let found = Summary::of(&differences, confidence);
    let degrees = n - 1.0;
    let p = two_sided(found.mean / (found.sd / n.sqrt()), degrees);
    Difference { mean: found.mean, interval: (found.low, found.high), p, degrees }
}

/// Welch's t test of two independent samples that may differ in variance. NaN for fewer than two values
/// in either.
pub fn welch(a: &[f64], b: &[f64], confidence: f64) -> Difference {
    let (one, other) = (Summary::of(a, confidence), Summary::of(b, confidence));
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (v, w) = (one.sd * one.sd / n, other.sd * other.sd / m);
    let degrees = (v + w) * (v + w) / (v * v / (n - 1.0) + w * w / (m - 1.0));
    let error = (v + w).sqrt();
    let difference = one.mean - other.mean;
    let half = student(0.5 + 0.5 * confidence, degrees) * error;
    let interval = (difference - half, difference + half);
    Difference { mean: difference, interval, p: two_sided(difference / error, degrees), degrees }
}

/// The quantile of Student's t distribution; NaN where it has no meaning.
fn student(share: f64, degrees: f64) -> f64 {
    StudentsT::new(0.0, 1.0, degrees).map_or(f64::NAN, |t| t.inverse_cdf(share))
}

/// Two-sided probability of a t value; 0 for an infinite one, NaN where it has no meaning.
fn two_sided(t: f64, degrees: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    StudentsT::new(0.0, 1.0, degrees).map_or(f64::NAN, |student| 2.0 * student.sf(t.abs()))
}

/// Most differences for which the signed-rank distribution is counted out.
const EXACT: usize = 50;

/// Wilcoxon's signed-rank test of paired values: the two-sided probability. Differences of 0 are left
/// out; exact for up to 50 differences without ties, otherwise the normal approximation with correction
/// for ties and continuity. 1 when nothing differs.
pub fn signed_rank(a: &[f64], b: &[f64]) -> f64 {
    let differences: Vec<f64> =
        a.iter().zip(b).map(|(a, b)| a - b).filter(|difference| *difference != 0.0).collect();
    let n = differences.len();
    if n == 0 {
        return 1.0;
    }
    let sizes: Vec<f64> = differences.iter().map(|difference| difference.abs()).collect();
    let ranks = ranks(&sizes);
    let positive: f64 =
        ranks.iter().zip(&differences).filter(|(_, d)| **d > 0.0).map(|(rank, _)| rank).sum();
    let total = (n * (n + 1)) as f64 / 2.0;
    let smaller = positive.min(total - positive);
    let ties = tie_sum(&sizes);
    if n <= EXACT && ties == 0.0 {
        return exact_signed_rank(smaller as usize, n);
    }
    let variance = (n * (n + 1) * (2 * n + 1)) as f64 / 24.0 - ties / 48.0;
    let z = (0.5 * total - smaller - 0.5).max(0.0) / variance.sqrt();
    (2.0 * Normal::standard().sf(z)).min(1.0)
}

/// Wilcoxon's signed-rank test of paired values: the one-sided probability, small where the first of the
/// pairs are larger. As [`signed_rank`] in all else.
pub fn signed_rank_greater(a: &[f64], b: &[f64]) -> f64 {
    let differences: Vec<f64> =
        a.iter().zip(b).map(|(a, b)| a - b).filter(|difference| *difference != 0.0).collect();
    let n = differences.len();
    if n == 0 {
        return 1.0;
    }
    let sizes: Vec<f64> = differences.iter().map(|difference| difference.abs()).collect();
    let ranks = ranks(&sizes);
    let negative: f64 =
        ranks.iter().zip(&differences).filter(|(_, d)| **d < 0.0).map(|(rank, _)| rank).sum();
    let total = (n * (n + 1)) as f64 / 2.0;
    let ties = tie_sum(&sizes);
    if n <= EXACT && ties == 0.0 {
        return ways_up_to(negative as usize, n) / 2.0_f64.powi(n as i32);
    }
    let variance = (n * (n + 1) * (2 * n + 1)) as f64 / 24.0 - ties / 48.0;
    Normal::standard().sf((0.5 * total - negative - 0.5) / variance.sqrt())
}

/// Twice the share of sign patterns whose positive ranks sum to at most `sum`.
fn exact_signed_rank(sum: usize, n: usize) -> f64 {
    (2.0 * ways_up_to(sum, n) / 2.0_f64.powi(n as i32)).min(1.0)
}

/// The number of sign patterns of `n` ranks whose positive ranks sum to at most `sum`.
fn ways_up_to(sum: usize, n: usize) -> f64 {
    let most = n * (n + 1) / 2;
    let mut ways = vec![0.0; most + 1];
    ways[0] = 1.0;
    for rank in 1..=n {
        for reached in (rank..=most).rev() {
            ways[reached] += ways[reached - rank];
        }
    }
    ways[..=sum].iter().sum()
}

/// Ranks from 1; equal values share the mean of their ranks.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    for run in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let below = order.iter().position(|place| *place == run[0]).unwrap_or(0) as f64;
        let shared = below + 0.5 * (run.len() as f64 + 1.0);
        run.iter().for_each(|place| ranks[*place] = shared);
    }
    ranks
}

/// Sum of `t³ − t` over groups of `t` equal values.
fn tie_sum(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let size = |run: &[f64]| run.len() as f64;
    sorted.chunk_by(|a, b| a == b).map(|run| size(run).powi(3) - size(run)).sum()
}

/// How values are shuffled in a permutation test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// Within pairs.
    Pairs,
    /// Between samples.
    Samples,
}

/// The two-sided probability, over random exchanges, of a difference of means at least as large.
pub fn permutation(
    a: &[f64],
    b: &[f64],
    exchange: Exchange,
    times: u32,
    generator: &mut impl Rng,
) -> f64 {
    let observed = (mean(a) - mean(b)).abs();
    // Rounding must not make an exchange that changes nothing smaller than what was observed.
    let at_least = observed - 1e-12 * observed.max(1.0);
    let mut all: Vec<f64> = a.iter().chain(b).copied().collect();
    let as_large = (0..times)
        .filter(|_| {
            let difference = match exchange {
                Exchange::Pairs => {
                    let sign = |(a, b): (&f64, &f64)| {
                        if generator.random::<bool>() { a - b } else { b - a }
                    };
                    a.iter().zip(b).map(sign).sum::<f64>() / a.len() as f64
                }
                Exchange::Samples => {
                    all.shuffle(generator);
                    mean(&all[..a.len()]) - mean(&all[a.len()..])
                }
            };
            difference.abs() >= at_least
        })
        .count();
    (as_large as f64 + 1.0) / (f64::from(times) + 1.0)
}
