//! Calibration: which parameters of a scenario agree with published results, and what they predict.
//!
//! The factors of a sweep are the unknown numbers, their ranges and distributions the priors; a table
//! of targets ([`targets`]) says what should come out, weighted by sampling errors. The posterior is
//! found by approximate Bayesian computation ([`population`]). Targets that are held out are
//! predicted, never fitted. Must not know: files, the command line.

pub mod coverage;
pub mod likelihood;
pub mod population;
mod predict;
mod record;
pub mod targets;

use crate::ground::executor;
use crate::ground::random::Draws;
use crate::study::sweep::design::Position;
use crate::study::sweep::{Factor, FactorValue, Sweep};

pub use population::{Around, Generation, Particle, Settings};
pub use predict::{distance, predict};
pub use record::Record;
pub use targets::{Origin, Target};

/// A calibration.
pub struct Calibration<'a> {
    /// The scenario and its unknown numbers.
    pub sweep: &'a Sweep,
    /// What should come out.
    pub targets: &'a [Target],
    /// How the population is run.
    pub settings: Settings,
    /// Share of an experiment's plays that is played.
    pub effort: f64,
    /// What the errors of the targets are multiplied by when particles weigh by their likelihood; none
    /// when they weigh by distance alone.
    pub likelihood: Option<f64>,
}

impl Calibration<'_> {
    /// The generation after another one, or the first. The same for any number of threads. `done` is
    /// told of every simulation, from any thread.
    ///
    /// # Errors
    /// When no place in the priors can be run.
    pub fn generation(
        &self,
        before: Option<&Generation>,
        done: &(dyn Fn() + Sync),
    ) -> Result<Generation, String> {
        let number = before.map_or(0, |generation| generation.number + 1);
        let around = before.map(Around::new);
        let dimensions = self.sweep.factors.len();
        let tried: Result<Vec<Particle>, String> =
            executor::map(0..self.settings.tried(number), |particle| {
                let can_run = |place: &[f64]| self.treatments(place).is_some();
                let trial =
                    self.settings.trial(number, around.as_ref(), particle, dimensions, can_run);
                let (position, seed) = trial.ok_or_else(|| {
                    "no parameter combination of the priors can be run: loosen the conditions or ranges".to_owned()
                })?;
                let weight = around.as_ref().map_or(1.0, |around| around.weight(&position));
                let found = self.found(&position, seed);
                done();
                let distance = distance(self.targets, &found);
                Ok(Particle { position, weight, distance, found })
            })
            .into_iter()
            .collect();
        Ok(self.settings.next(before, tried?))
    }

    /// The particles of a last generation with the weights of the posterior.
    pub fn posterior(&self, last: &Generation) -> Generation {
        match self.likelihood {
            Some(scale) => likelihood::weighted(last, self.targets, scale),
            None => last.clone(),
        }
    }

    /// How often intervals hold known truths; none where particles do not weigh by likelihood, or where
    /// the last generation is not a sample of the prior.
    pub fn coverage(&self, last: &Generation) -> Option<Vec<coverage::Coverage>> {
        let scale = self.likelihood.filter(|_| last.number == 0 && self.settings.keeps_all())?;
        Some(coverage::coverage(last, self.targets, scale, Draws::new(self.settings.seed)))
    }

    fn treatments(&self, place: &[f64]) -> Option<Vec<crate::scenario::Treatment>> {
        let point = self.sweep.point_at(place, 0)?;
        self.sweep.treatments(&point).ok()
    }

    fn found(&self, place: &[f64], seed: u64) -> Vec<f64> {
        match self.treatments(place) {
            Some(treatments) => predict(self.targets, &treatments, seed, self.effort),
            None => vec![f64::NAN; self.targets.len()],
        }
    }

    /// The values of the factors at a place, as they are written in a scenario.
    pub fn values(&self, place: &[f64]) -> Vec<FactorValue> {
        self.sweep.point_at(place, 0).map_or(Vec::new(), |point| point.values)
    }

    /// The values of a numeric factor over a generation, each with its weight, in rising order.
    pub fn marginal(&self, generation: &Generation, factor: usize) -> Vec<(f64, f64)> {
        let value = |particle: &Particle| {
            let values = self.values(&particle.position);
            Some((values.get(factor)?.number()?, particle.weight))
        };
        let mut all: Vec<(f64, f64)> = generation.particles.iter().filter_map(value).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all
    }
}

/// The quantiles of weighted values in rising order: the first value up to which a share of the weight
/// lies.
pub fn weighted_quantiles<const N: usize>(values: &[(f64, f64)], shares: [f64; N]) -> [f64; N] {
    let total: f64 = values.iter().map(|value| value.1).sum();
    shares.map(|share| {
        let mut passed = 0.0;
        for (value, weight) in values {
            passed += weight;
            if passed >= share * total {
                return *value;
            }
        }
        values.last().map_or(f64::NAN, |value| value.0)
    })
}

/// The mean of weighted values.
pub fn weighted_mean(values: &[(f64, f64)]) -> f64 {
    let total: f64 = values.iter().map(|value| value.1).sum();
    values.iter().map(|(value, weight)| value * weight).sum::<f64>() / total
}

/// The middle and the ends of what a generation predicts for a target (by its place): the posterior
/// predictive distribution's 5, 50 and 95 per cent.
pub fn predicted(generation: &Generation, target: usize) -> [f64; 3] {
    let mut values: Vec<(f64, f64)> = generation
        .particles
        .iter()
        .map(|particle| (particle.found[target], particle.weight))
        .filter(|(found, _)| found.is_finite())
        .collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    weighted_quantiles(&values, [0.05, 0.5, 0.95])
}

/// The effective number of a generation's particles: how many of equal weight would tell as much.
pub fn effective_size(generation: &Generation) -> f64 {
    let sum: f64 = generation.particles.iter().map(|p| p.weight).sum();
    let squares: f64 = generation.particles.iter().map(|p| p.weight * p.weight).sum();
    sum * sum / squares
}

/// Quantiles of a factor's prior.
pub fn prior_quantiles(factor: &Factor, shares: [f64; 3]) -> [f64; 3] {
    shares.map(|share| factor.value(Position::Share(share)).number().unwrap_or(f64::NAN))
}
