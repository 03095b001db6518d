//! Statistical tests of the random variates.
//!
//! Seeds are fixed, so a test passes always or never. Had the seeds been drawn by chance, a correct
//! generator would fail a single check with a probability of at most [`FALSE_ALARM`], and any of
//! the fewer than 1,000 checks of these files with less than 1 in 10,000.

mod addresses;
mod alone;
mod together;

use statrs::distribution::{ChiSquared, ContinuousCDF};
use tillit::ground::lanes::Row;
use tillit::ground::random::Purpose;

/// Probability with which a check fails though the generator is right.
const FALSE_ALARM: f64 = 1e-7;

/// Checks a statistic that is standard normal if the generator is right.
#[track_caller]
fn check_normal(what: &str, statistic: f64) {
    // Two-sided: P(|z| > 5.327) = 1e-7.
    assert!(statistic.abs() < 5.327, "{what}: {statistic} standard errors off");
}

/// Checks how often something of known probability happened in independent trials. The bound is
/// Chernoff's on the binomial tail, which holds exactly for any count, so false alarms are fewer
/// than stated.
#[track_caller]
fn check_count(what: &str, count: f64, trials: f64, probability: f64, false_alarm: f64) {
    let part = |seen: f64, wanted: f64| {
        if seen > 0.0 { seen * (seen / wanted).ln() } else { 0.0 }
    };
    let divergence =
        part(count, trials * probability) + part(trials - count, trials * (1.0 - probability));
    let expected = trials * probability;
    assert!((-divergence).exp() > false_alarm / 2.0, "{what}: {count}, expected {expected}");
}

/// Checks that counts are spread evenly over their cells, neither worse nor better than by chance.
#[track_caller]
fn check_even(what: &str, counts: &[u32]) {
    let total: f64 = counts.iter().copied().map(f64::from).sum();
    let expected = total / counts.len() as f64;
    let distance: f64 =
        counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    let law = ChiSquared::new(counts.len() as f64 - 1.0).unwrap();
    let smaller_tail = law.cdf(distance).min(law.sf(distance));
    assert!(smaller_tail > FALSE_ALARM / 2.0, "{what}: chi-square {distance}");
}

/// Checks values against their distribution function by the largest distance (Kolmogorov's test;
/// P(√n D > x) is at most about 2 exp(−2x²)).
#[track_caller]
fn check_distribution(what: &str, mut values: Vec<f64>, cumulative: impl Fn(f64) -> f64) {
    values.sort_unstable_by(f64::total_cmp);
    let n = values.len() as f64;
    let distance = (0..).zip(&values).fold(0.0_f64, |largest, (index, value)| {
        let (expected, below) = (cumulative(*value), f64::from(index) / n);
        largest.max((expected - below).abs()).max((below + 1.0 / n - expected).abs())
    });
    let allowed = ((2.0 / FALSE_ALARM).ln() / 2.0 / n).sqrt();
    assert!(distance < allowed, "{what}: distance {distance}, allowed {allowed}");
}

/// Sums over pairs of standard normals that should have nothing to do with each other.
#[derive(Default)]
struct Pairs {
    n: f64,
    products: f64,
    squares: f64,
}

impl Pairs {
    fn add(&mut self, a: f32, b: f32) {
        let (a, b) = (f64::from(a), f64::from(b));
        self.n += 1.0;
        self.products += a * b;
        self.squares += (a * a - 1.0) * (b * b - 1.0);
    }

    fn add_rows(&mut self, first: &[Row], second: &[Row]) {
        for (a, b) in first.as_flattened().iter().zip(second.as_flattened()) {
            self.add(*a, *b);
        }
    }

    /// Checks that neither the values nor their sizes go together: each product has mean 0, and
    /// variance 1 and 4.
    #[track_caller]
    fn check(&self, what: &str) {
        check_normal(&format!("correlation between {what}"), self.products / self.n.sqrt());
        let sizes = self.squares / (2.0 * self.n.sqrt());
        check_normal(&format!("correlation of squares between {what}"), sizes);
    }
}

/// Purposes that draw from streams.
const STREAMS: [Purpose; 5] =
    [Purpose::Difficulty, Purpose::Belief, Purpose::Measurement, Purpose::Exit, Purpose::Trust];
/// Purposes that draw from addresses.
const ADDRESSES: [Purpose; 11] = [
    Purpose::Traits,
    Purpose::Types,
    Purpose::StartingBelief,
    Purpose::Competence,
    Purpose::VisionLabel,
    Purpose::LeaderTurnover,
    Purpose::Candidates,
    Purpose::Colleague,
    Purpose::ScheduledShare,
    Purpose::LocalTrial,
    Purpose::UniformLabel,
];

/// Eight replicates of eight units in the lanes of a block.
const SIDE: usize = 8;

fn place(lane: usize) -> (u32, u32) {
    ((lane / SIDE) as u32, (lane % SIDE) as u32)
}
