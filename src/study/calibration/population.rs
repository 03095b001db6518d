//! Adaptive population Monte Carlo for approximate Bayesian computation (Lenormand, Jabot &
//! Deffuant 2013, Computational Statistics 28:2777–2796).
//!
//! Positions lie in the unit cube, in which every prior is uniform: a factor's value is its quantile.
//! A generation keeps a share of its particles, those nearest to the targets; new ones are drawn
//! around the kept ones, weighted by how unlikely they were to be drawn; it ends when few of the new
//! ones are any nearer.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use crate::ground::random::{Address, Draws, Purpose};

/// A position with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Particle {
    /// Place in the unit cube, one number per factor.
    pub position: Vec<f64>,
    /// Weight, not normalised.
    pub weight: f64,
    /// Distance from the targets.
    pub distance: f64,
    /// What was simulated for each target.
    pub found: Vec<f64>,
}

/// The kept particles of a generation, nearest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Generation {
    /// Number, counted from 0.
    pub number: u32,
    /// The particles.
    pub particles: Vec<Particle>,
    /// Share of the particles that were new in this generation and have been kept.
    pub accepted: f64,
}

/// How a population is run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Particles of a generation.
    pub population: usize,
    /// Share of them that is kept, in (0,1]; all of a single generation are a sample of the prior.
    pub keep: f64,
    /// Share of new particles kept below which nothing more is to be learnt.
    pub stop: f64,
    /// Generations at most, the first one included.
    pub generations: u32,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// Where a simulation is asked for: a position in the unit cube, and its seed.
pub type Trial = (Vec<f64>, u64);

impl Settings {
    /// Particles that are kept.
    pub fn kept(&self) -> usize {
        if self.keeps_all() {
            return self.population;
        }
        ((self.population as f64 * self.keep).ceil() as usize).clamp(2, self.population - 1)
    }

    /// Whether all particles are kept: then nothing is tried after the first generation.
    pub fn keeps_all(&self) -> bool {
        self.keep >= 1.0
    }

    /// Particles that a generation tries.
    pub fn tried(&self, generation: u32) -> usize {
        if generation == 0 { self.population } else { self.population - self.kept() }
    }

    /// The generator of a particle's position, and the seed of its simulation.
    fn random_numbers(&self, generation: u32, particle: usize) -> (impl Rng, u64) {
        let draws = Draws::new(self.seed);
        let address = |agent: u32| Address {
            replicate: generation,
            unit: particle as u32,
            purpose: Purpose::Calibrate,
            period: 0,
            agent,
        };
        (draws.at(address(0)), draws.hash(address(1)) >> 11)
    }

    /// The trial of a particle of a generation, around the one before if there is one. `allowed`
    /// tells whether a place may be tried; none when no allowed place is found.
    pub fn trial(
        &self,
        generation: u32,
        around: Option<&Around>,
        particle: usize,
        dimensions: usize,
        allowed: impl Fn(&[f64]) -> bool,
    ) -> Option<Trial> {
        /// Places that are drawn before giving up.
        const ATTEMPTS: usize = 10_000;
        let (mut generator, seed) = self.random_numbers(generation, particle);
        for _ in 0..ATTEMPTS {
            let place: Vec<f64> = match around {
                None => (0..dimensions).map(|_| generator.random::<f64>()).collect(),
                Some(around) => around.draw(&mut generator),
            };
            if place.iter().all(|share| (0.0..=1.0).contains(share)) && allowed(&place) {
                return Some((place, seed));
            }
        }
        None
    }

    /// The next generation: of the kept ones before and those tried anew, the nearest.
    pub fn next(&self, before: Option<&Generation>, tried: Vec<Particle>) -> Generation {
        let number = before.map_or(0, |generation| generation.number + 1);
        let old = before.map_or(&[][..], |generation| &generation.particles);
        let n_old = old.len();
        let n_tried = tried.len();
        let mut all: Vec<(usize, Particle)> =
            old.iter().cloned().chain(tried).enumerate().collect();
        // Equal distances are ordered by number, so that nothing depends on how they were sorted.
        all.sort_by(|a, b| a.1.distance.total_cmp(&b.1.distance).then(a.0.cmp(&b.0)));
        all.truncate(self.kept());
        let new = all.iter().filter(|(place, _)| *place >= n_old).count();
        let accepted = new as f64 / n_tried.max(1) as f64;
        let particles = all.into_iter().map(|(_, particle)| particle).collect();
        Generation { number, particles, accepted }
    }

    /// Whether a generation is the last one.
    pub fn is_last(&self, generation: &Generation) -> bool {
        let few = generation.number > 0 && generation.accepted < self.stop;
        few || self.keeps_all() || generation.number + 1 >= self.generations
    }
}

/// The distribution from which new places are drawn: a particle by its weight, and a normal step with
/// twice the weighted variance of the particles (Beaumont et al. 2009).
pub struct Around<'a> {
    particles: &'a [Particle],
    total: f64,
    sd: Vec<f64>,
}

impl<'a> Around<'a> {
    /// The distribution around a generation.
    pub fn new(generation: &'a Generation) -> Self {
        let particles = &generation.particles[..];
        let total: f64 = particles.iter().map(|particle| particle.weight).sum();
        let dimensions = particles.first().map_or(0, |particle| particle.position.len());
        let sd = (0..dimensions)
            .map(|d| {
                let weighted = |of: &dyn Fn(f64) -> f64| {
                    particles.iter().map(|p| p.weight * of(p.position[d])).sum::<f64>() / total
                };
                let mean = weighted(&|x| x);
                // A population that has become a single place still looks around a little.
                (2.0 * weighted(&|x| (x - mean) * (x - mean))).sqrt().max(1e-4)
            })
            .collect();
        Self { particles, total, sd }
    }

    fn draw(&self, generator: &mut impl Rng) -> Vec<f64> {
        let mut left = generator.random::<f64>() * self.total;
        let mut chosen = self.particles.len() - 1;
        for (place, particle) in self.particles.iter().enumerate() {
            left -= particle.weight;
            if left <= 0.0 {
                chosen = place;
                break;
            }
        }
        let step = |(x, sd): (&f64, &f64)| {
            let z: f64 = StandardNormal.sample(generator);
            x + sd * z
        };
        self.particles[chosen].position.iter().zip(&self.sd).map(step).collect()
    }

    /// The weight of a place: its prior, which is the same everywhere, against the density from which
    /// it was drawn.
    pub fn weight(&self, place: &[f64]) -> f64 {
        let kernel = |from: &Particle| {
            let squares: f64 = place
                .iter()
                .zip(&from.position)
                .zip(&self.sd)
                .map(|((x, y), sd)| ((x - y) / sd).powi(2))
                .sum();
            from.weight / self.total * libm::exp(-0.5 * squares)
        };
        let volume: f64 =
            self.sd.iter().map(|sd| sd * (2.0 * std::f64::consts::PI).sqrt()).product();
        let density: f64 = self.particles.iter().map(kernel).sum();
        volume / density.max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    const SETTINGS: Settings =
        Settings { population: 1000, keep: 0.5, stop: 0.02, generations: 40, seed: 7 };

    /// What is seen at a place: the place itself, seen through a normal error.
    fn seen(place: f64, sd: f64, seed: u64) -> f64 {
        let z: f64 = StandardNormal.sample(&mut Xoshiro256PlusPlus::seed_from_u64(seed));
        place + sd * z
    }

    fn population(
        settings: &Settings,
        sd: f64,
        target: f64,
        allowed: fn(&[f64]) -> bool,
    ) -> Generation {
        let mut last: Option<Generation> = None;
        loop {
            let before = last.as_ref();
            let number = before.map_or(0, |generation| generation.number + 1);
            let around = before.map(Around::new);
            let tried = (0..settings.tried(number))
                .map(|particle| {
                    let (position, seed) =
                        settings.trial(number, around.as_ref(), particle, 1, allowed).unwrap();
                    let weight = around.as_ref().map_or(1.0, |a| a.weight(&position));
                    let found = seen(position[0], sd, seed);
                    let distance = (found - target).abs();
                    Particle { position, weight, distance, found: vec![found] }
                })
                .collect();
            let next = settings.next(before, tried);
            if settings.is_last(&next) {
                return next;
            }
            last = Some(next);
        }
    }

    fn moments(generation: &Generation) -> (f64, f64) {
        let values: Vec<(f64, f64)> =
            generation.particles.iter().map(|p| (p.position[0], p.weight)).collect();
        let mean = crate::study::calibration::weighted_mean(&values);
        let squares: Vec<(f64, f64)> =
            values.iter().map(|(x, w)| ((x - mean).powi(2), *w)).collect();
        (mean, crate::study::calibration::weighted_mean(&squares).sqrt())
    }

    /// A uniform prior and a normal error give a normal posterior with the sd of the error.
    #[test]
    fn the_posterior_is_the_exact_one() {
        let last = population(&SETTINGS, 0.05, 0.4, |_| true);
        let (mean, sd) = moments(&last);
        // 500 particles of unequal weight: the standard error of the mean is about 0.003.
        assert!((mean - 0.4).abs() < 0.012, "{mean}");
        assert!((sd - 0.05).abs() < 0.01, "{sd}");
        assert!(last.particles.iter().all(|p| p.distance < 0.02));
    }

    /// Half of a normal posterior is left where only half of the places is allowed: its mean lies
    /// 0.798 sd from the edge.
    #[test]
    fn places_that_are_not_allowed_have_no_prior() {
        let last = population(&SETTINGS, 0.05, 0.4, |place| place[0] >= 0.4);
        let (mean, _) = moments(&last);
        assert!((mean - 0.4 - 0.798 * 0.05).abs() < 0.012, "{mean}");
        assert!(last.particles.iter().all(|p| p.position[0] >= 0.4));
    }

    #[test]
    fn nothing_is_tried_where_nothing_is_allowed() {
        assert!(SETTINGS.trial(0, None, 0, 2, |_| false).is_none());
    }
}
