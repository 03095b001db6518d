//! Whether the intervals of a posterior hold what they promise, where the truth is known.
//!
//! Simulation-based calibration (Cook, Gelman & Rubin 2006, Journal of Computational and Graphical
//! Statistics 15:675–692; Talts et al. 2018, arXiv:1804.06788): parameters are drawn from the prior, data
//! simulated with them, and the posterior found as it is for the published data. Over many such draws an
//! interval of 90 % must hold the truth in nine of ten, and the truth's rank in its posterior must be
//! uniform. The particles of a first generation are draws from the prior, so each is a truth in turn and
//! the others are what its posterior is made of: nothing more is simulated.

use rand_distr::{Distribution, StandardNormal};
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::population::{Generation, Particle};
use super::targets::Target;
use super::{likelihood, weighted_quantiles};
use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};

/// The probabilities of the intervals that are looked at.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.9];
/// Most truths that are looked at: enough that the shares of a tenth have an error of one per cent.
pub const MOST_TRUTHS: usize = 500;
/// Ranks are counted in so many equal parts.
const PARTS: usize = 10;

/// How often the intervals of one factor hold the truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Number of truths.
    pub truths: usize,
    /// Share of truths that the central interval of each of [`LEVELS`] holds.
    pub held: [f64; 3],
    /// Mean width of the 90 % interval, as a share of that of the prior: how much is learnt.
    pub width: f64,
    /// Probability of ranks at least as uneven as found if they are uniform (chi-squared over ten parts).
    pub p_of_ranks: f64,
}

/// What one truth gives for a factor.
struct Found {
    /// Share of the posterior below the truth.
    rank: f64,
    /// Width of the interval of 90 %.
    width: f64,
}

/// The coverage of every factor, from particles drawn from the prior. Errors of the targets are multiplied
/// by `scale`. The same for any number of threads.
pub fn coverage(prior: &Generation, targets: &[Target], scale: f64, draws: Draws) -> Vec<Coverage> {
    let particles = &prior.particles;
    let dimensions = particles.first().map_or(0, |particle| particle.position.len());
    let truths = particles.len().min(MOST_TRUTHS);
    let found: Vec<Vec<Found>> = executor::map(0..truths, |truth| {
        let observed = observed(&particles[truth], targets, scale, &draws, truth as u32);
        let weights = weights(particles, truth, targets, &observed, scale);
        (0..dimensions).map(|factor| look(particles, truth, &weights, factor)).collect()
    });
    (0..dimensions).map(|factor| sum_up(found.iter().map(|truth| &truth[factor]))).collect()
}

/// What would have been published had a particle been the truth: what it gives, with an error.
fn observed(
    truth: &Particle,
    targets: &[Target],
    scale: f64,
    draws: &Draws,
    number: u32,
) -> Vec<f64> {
    let address = Address {
        replicate: u32::MAX,
        unit: number,
        purpose: Purpose::Calibrate,
        period: 0,
        agent: 0,
    };
    let mut generator = draws.at(address);
    let seen = |(found, target): (&f64, &Target)| {
        let z: f64 = StandardNormal.sample(&mut generator);
        found + scale * target.error * z
    };
    truth.found.iter().zip(targets).map(seen).collect()
}

/// The weight of every particle but the truth, whose own is 0.
fn weights(
    particles: &[Particle],
    truth: usize,
    targets: &[Target],
    observed: &[f64],
    scale: f64,
) -> Vec<f64> {
    let logarithm =
        |particle: &Particle| likelihood::logarithm(targets, observed, &particle.found, scale);
    let mut all: Vec<f64> = particles.iter().map(logarithm).collect();
    all[truth] = f64::NEG_INFINITY;
    likelihood::from_logarithms(&all)
}

/// Where the truth lies in the posterior of a factor.
fn look(particles: &[Particle], truth: usize, weights: &[f64], factor: usize) -> Found {
    let own = particles[truth].position[factor];
    let mut values: Vec<(f64, f64)> = particles
        .iter()
        .zip(weights)
        .filter(|(_, weight)| **weight > 0.0)
        .map(|(particle, weight)| (particle.position[factor], *weight))
        .collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = values.iter().map(|value| value.1).sum();
    let below: f64 = values.iter().filter(|value| value.0 < own).map(|value| value.1).sum();
    let [low, high] = weighted_quantiles(&values, [0.05, 0.95]);
    Found { rank: below / total, width: (high - low) / 0.9 }
}

fn sum_up<'a>(found: impl Iterator<Item = &'a Found> + Clone) -> Coverage {
    let truths = found.clone().count();
    let n = truths as f64;
    let within = |level: f64| {
        let inside = |found: &&Found| (found.rank - 0.5).abs() <= 0.5 * level;
        found.clone().filter(inside).count() as f64 / n
    };
    let mut parts = [0.0; PARTS];
    for one in found.clone() {
        parts[((one.rank * PARTS as f64) as usize).min(PARTS - 1)] += 1.0;
    }
    let expected = n / PARTS as f64;
    let uneven: f64 = parts.iter().map(|count| (count - expected).powi(2) / expected).sum();
    let distribution = ChiSquared::new((PARTS - 1) as f64).expect("nine degrees of freedom");
    Coverage {
        truths,
        held: LEVELS.map(within),
        width: found.clone().map(|one| one.width).sum::<f64>() / n,
        p_of_ranks: distribution.sf(uneven),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::calibration::targets;
    use rand::{RngExt, SeedableRng};
    use rand_xoshiro::Xoshiro256PlusPlus;

    const ERROR: f64 = 0.05;

    fn target() -> Vec<Target> {
        let text = format!(
            "from,what,observed,error,held_out\ncontrol,share who give more under control,0,{ERROR},no\n"
        );
        targets::read(&text, &[]).unwrap()
    }

    /// One factor that is seen as it is, and one of which nothing is seen.
    fn prior() -> Generation {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let particle = |_| {
            let position: Vec<f64> = vec![random.random(), random.random()];
            Particle { weight: 1.0, distance: 0.0, found: vec![position[0]], position }
        };
        Generation { number: 0, particles: (0..4_000).map(particle).collect(), accepted: 1.0 }
    }

    #[test]
    fn right_intervals_hold_the_truth_as_often_as_they_say() {
        let found = coverage(&prior(), &target(), 1.0, Draws::new(1));
        for factor in &found {
            assert_eq!(factor.truths, MOST_TRUTHS);
            for (held, level) in factor.held.iter().zip(LEVELS) {
                let error = (level * (1.0 - level) / MOST_TRUTHS as f64).sqrt();
                assert!((held - level).abs() < 3.0 * error, "{found:?}");
            }
            assert!(factor.p_of_ranks > 0.01, "{found:?}");
        }
        // The interval of a normal with the sd of the error, as a share of the prior's 0.9; near the ends
        // of the prior it is narrower. And nothing is learnt of what is not seen.
        let exact = 2.0 * 1.6449 * ERROR / 0.9;
        assert!((0.9 * exact..1.02 * exact).contains(&found[0].width), "{found:?}");
        assert!((found[1].width - 1.0).abs() < 0.02, "{found:?}");
    }

    /// A control: who believes that errors are a third of what they are has intervals that hold the truth
    /// too seldom.
    #[test]
    fn intervals_that_are_too_narrow_are_found_out() {
        let prior = prior();
        let sharp: Vec<Target> =
            target().into_iter().map(|t| Target { error: t.error / 3.0, ..t }).collect();
        let truths = 0..MOST_TRUTHS;
        let all: Vec<Found> = truths
            .map(|truth| {
                let observed =
                    observed(&prior.particles[truth], &target(), 1.0, &Draws::new(1), truth as u32);
                let weights = weights(&prior.particles, truth, &sharp, &observed, 1.0);
                look(&prior.particles, truth, &weights, 0)
            })
            .collect();
        let found = sum_up(all.iter());
        assert!(found.held[2] < 0.6 && found.p_of_ranks < 1e-6, "{found:?}");
    }
}
