//! How likely published numbers are, given what was simulated.

use super::population::{Generation, Particle};
use super::targets::Target;

/// The logarithm of the likelihood of some numbers: errors are normal and independent, with `scale` times
/// the standard errors of the targets. Only targets that are fitted count; up to a constant.
pub fn logarithm(targets: &[Target], observed: &[f64], found: &[f64], scale: f64) -> f64 {
    let sum: f64 = squares(targets, observed.iter().copied(), found, scale).sum();
    if sum.is_nan() { f64::NEG_INFINITY } else { -0.5 * sum }
}

/// Of each target that is fitted, the squared distance of what was found from what was observed, in `scale`
/// times its standard error.
pub(super) fn squares(
    targets: &[Target],
    observed: impl Iterator<Item = f64>,
    found: &[f64],
    scale: f64,
) -> impl Iterator<Item = f64> {
    let all = targets.iter().zip(observed).zip(found);
    let fitted = all.filter(|((target, _), _)| !target.held_out);
    fitted.map(move |((target, observed), found)| {
        ((found - observed) / (scale * target.error)).powi(2)
    })
}

/// Weights in proportion to likelihoods, of which the logarithms are given; the largest weight is 1.
pub fn from_logarithms(logarithms: &[f64]) -> Vec<f64> {
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weight = |logarithm: &f64| libm::exp(logarithm - largest);
    match largest.is_finite() {
        true => logarithms.iter().map(weight).collect(),
        false => vec![0.0; logarithms.len()],
    }
}

/// A generation in which particles also weigh by their likelihood; nearest first as before.
pub fn weighted(generation: &Generation, targets: &[Target], scale: f64) -> Generation {
    let observed: Vec<f64> = targets.iter().map(|target| target.observed).collect();
    let logarithms: Vec<f64> = generation
        .particles
        .iter()
        .map(|particle| logarithm(targets, &observed, &particle.found, scale))
        .collect();
    let weights = from_logarithms(&logarithms);
    let particles = generation.particles.iter().zip(weights).map(|(particle, likelihood)| {
        Particle { weight: particle.weight * likelihood, ..particle.clone() }
    });
    Generation { particles: particles.collect(), ..*generation }
}
