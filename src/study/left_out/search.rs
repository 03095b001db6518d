//! One pool of points for all folds: each is played once, and new ones are made from those that fit what
//! one fold or another keeps (differential evolution, Storn & Price 1997).

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use super::folds::Fold;
use super::item::Part;
use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};

/// Points that are made at the same time, each from those of the batches before: so many that threads
/// have work, and the same number whatever the threads.
const TOGETHER: usize = 8;
/// Share of the points that is spread before any is made from others.
const SPREAD: f64 = 0.4;
/// How far spread points lie from the start, as a share of the ranges.
const NEAR: f64 = 0.08;
const FAR: f64 = 0.18;
/// Points of a fold, the best on what it keeps, of which new ones are made.
const PARENTS: usize = 8;
/// Of these, those from which a step begins.
const BEST: usize = 2;
/// How much of the difference of two parents a step is.
const STEP: f64 = 0.7;
/// What is added to a step, as a share of the ranges.
const JITTER: f64 = 0.025;
/// How much oftener a step aims at all data together than at what one fold keeps.
const ALL: usize = 6;
/// Places that are drawn before giving up.
const ATTEMPTS: u32 = 10_000;

/// What plays the experiments at a place.
pub trait Simulator: Sync {
    /// The place from which the search starts: one share, in `[0,1]`, for each free number.
    fn start(&self) -> Vec<f64>;

    /// Whether a place can be played.
    fn can_run(&self, place: &[f64]) -> bool;

    /// By part: the prediction of each of its items. Places are asked for only if they can be played.
    fn simulate(&self, place: &[f64]) -> Vec<Vec<f64>>;
}

/// How the search works.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// Points that are played, at least 1.
    pub evaluations: usize,
    /// Seed of the search; the games have random numbers of their own, the same at all points.
    pub seed: u64,
}

/// A place with what was played there.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The place: one share, in `[0,1]`, for each free number.
    pub place: Vec<f64>,
    /// By part: the prediction of each item.
    pub found: Vec<Vec<f64>>,
    /// By part: its mean square.
    pub errors: Vec<f64>,
}

impl Point {
    /// A place with what was played there.
    pub fn new(parts: &[Part], place: Vec<f64>, found: Vec<Vec<f64>>) -> Self {
        let errors = parts.iter().zip(&found).map(|(part, found)| part.error(found)).collect();
        Self { place, found, errors }
    }
}

/// The points that have been played.
pub struct Pool<'a> {
    parts: &'a [Part],
    folds: &'a [Fold],
    simulator: &'a dyn Simulator,
    search: Search,
    points: Vec<Point>,
}

impl<'a> Pool<'a> {
    /// A pool without points.
    pub fn new(
        parts: &'a [Part],
        folds: &'a [Fold],
        simulator: &'a dyn Simulator,
        search: Search,
    ) -> Self {
        Self { parts, folds, simulator, search, points: Vec::new() }
    }

    /// The points.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Whether all points have been played.
    pub fn is_complete(&self) -> bool {
        self.points.len() >= self.search.evaluations
    }

    /// Plays some more points; the same for any number of threads. `done` is told of every point, from
    /// any thread.
    ///
    /// # Errors
    /// When no place in the ranges can be played.
    pub fn grow(&mut self, done: &(dyn Fn() + Sync)) -> Result<(), String> {
        let first = self.points.len();
        let last = self.search.evaluations.min(first + TOGETHER);
        let places: Result<Vec<Vec<f64>>, String> =
            (first..last).map(|number| self.place(number)).collect();
        let played = executor::map(places?, |place| {
            let found = self.simulator.simulate(&place);
            done();
            Point::new(self.parts, place, found)
        });
        self.points.extend(played);
        Ok(())
    }

    /// The place of a point, by its number.
    fn place(&self, number: usize) -> Result<Vec<f64>, String> {
        for attempt in 0..ATTEMPTS {
            let place = self.drawn(number, attempt);
            if self.simulator.can_run(&place) {
                return Ok(place);
            }
        }
        Err("no parameter combination of the ranges can be run: loosen the conditions or ranges"
            .to_owned())
    }

    /// The place that an attempt draws.
    fn drawn(&self, number: usize, attempt: u32) -> Vec<f64> {
        let (purpose, unit) = (Purpose::LeaveOut, number as u32);
        let address = Address { replicate: 0, unit, purpose, period: 0, agent: attempt };
        let mut generator = Draws::new(self.search.seed).at(address);
        let spread = (SPREAD * self.search.evaluations as f64) as usize;
        let start = self.simulator.start();
        match number {
            0 if attempt == 0 => start,
            number if number <= spread || self.points.len() < PARENTS => match number % 3 {
                0 => start.iter().map(|_| generator.random::<f64>()).collect(),
                near => around(&start, if near == 1 { NEAR } else { FAR }, &mut generator),
            },
            _ => self.step(&mut generator),
        }
    }

    /// A step from a point that fits what one fold keeps, or all data, along the difference of two others.
    fn step(&self, generator: &mut impl Rng) -> Vec<f64> {
        let aim = generator.random_range(0..self.folds.len() + ALL);
        let loss = |point: &Point| match self.folds.get(aim) {
            Some(fold) => fold.loss(&point.errors),
            None => loss_of_all(self.parts, &point.errors),
        };
        let mut order: Vec<(f64, &Point)> =
            self.points.iter().map(|point| (loss(point), point)).collect();
        // A stable sort: equal losses stay in the order of the points.
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut parent = |of: usize| order[generator.random_range(0..of)].1;
        let (best, one, other) = (parent(BEST), parent(PARENTS), parent(PARENTS));
        let moved = |d: usize| best.place[d] + STEP * (one.place[d] - other.place[d]);
        let place: Vec<f64> = (0..best.place.len()).map(moved).collect();
        around(&place, JITTER, generator)
    }
}

/// The loss of a fit to all parts.
pub(super) fn loss_of_all(parts: &[Part], errors: &[f64]) -> f64 {
    parts.iter().zip(errors).map(|(part, error)| part.weight * error).sum()
}

/// A place near another one, in the ranges.
fn around(place: &[f64], sd: f64, generator: &mut impl Rng) -> Vec<f64> {
    let near = |share: &f64| {
        let z: f64 = StandardNormal.sample(generator);
        (share + sd * z).clamp(0.0, 1.0)
    };
    place.iter().map(near).collect()
}
