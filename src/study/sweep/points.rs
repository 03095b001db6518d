//! The points of a sweep: the values of their factors, and the treatments that they stand for.

use super::Sweep;
use super::design::Position;
use super::factor::{Factor, FactorValue};
use crate::ground::random::{Address, Draws, Purpose};
use crate::model::specification::ModelSpec;
use crate::model::structure::REPLICATES;
use crate::model::traits::SHARES;
use crate::scenario::{Change, Treatment};

/// A point of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its number in the design, counted from 0.
    pub number: u64,
    /// The values of the factors.
    pub values: Vec<FactorValue>,
}

impl Sweep {
    /// Number of points of the design, those that break a condition included.
    pub fn n_points(&self) -> u64 {
        self.layout.len()
    }

    /// A point by its number; none when it breaks a condition.
    pub fn point(&self, number: u64) -> Option<Point> {
        let factors = self.factors.iter().enumerate();
        let values: Vec<FactorValue> =
            factors.map(|(f, factor)| factor.value(self.layout.position(number, f))).collect();
        let meets = self.constraints.iter().all(|constraint| constraint.holds(&values));
        meets.then_some(Point { number, values })
    }

    /// The point at some shares of its factors' values, each in `[0,1]`: 0.5 is the median of a
    /// distribution or the middle of a range. None when it breaks a condition.
    pub fn point_at(&self, shares: &[f64], number: u64) -> Option<Point> {
        let value = |(factor, share): (&Factor, &f64)| factor.value(Position::Share(*share));
        let values: Vec<FactorValue> = self.factors.iter().zip(shares).map(value).collect();
        let meets = self.constraints.iter().all(|constraint| constraint.holds(&values));
        meets.then_some(Point { number, values })
    }

    /// The seed of a point's random numbers.
    pub fn seed_of(&self, point: u64) -> u64 {
        let seed = self.scenario.treatments[0].spec.seed();
        if !self.independent_random_numbers {
            return seed;
        }
        let [low, high] = [point as u32, (point >> 32) as u32];
        let purpose = Purpose::PointSeed;
        Draws::new(seed).hash(Address { replicate: high, unit: low, purpose, period: 0, agent: 0 })
    }

    /// The treatments of a point.
    ///
    /// # Errors
    /// Why the point cannot be run, in one line.
    pub fn treatments(&self, point: &Point) -> Result<Vec<Treatment>, String> {
        self.treatments_with(point, &[])
    }

    /// The treatments of a point with some keys changed once more.
    ///
    /// # Errors
    /// Why it cannot be run, in one line.
    pub fn treatments_with(
        &self,
        point: &Point,
        more: &[Change],
    ) -> Result<Vec<Treatment>, String> {
        let mut changes = vec![Change::new(REPLICATES.key, self.replicates.most())];
        if self.independent_random_numbers {
            changes.push(Change::new("run.seed", self.seed_of(point.number)));
        }
        for (factor, value) in self.factors.iter().zip(&point.values) {
            // A regime that is left as it is stays that of each treatment.
            if *value != factor.base || !factor.is_named() {
                changes.push(Change::new(&factor.key, value));
            }
        }
        let shares = self.other_shares(point)?.into_iter();
        changes.extend(shares.map(|(key, share)| Change::new(key, share)));
        changes.extend_from_slice(more);
        self.template.treatments_with(&changes).map_err(|problems| {
            let told = problems.sorted().into_iter().map(|problem| match problem.allowed {
                allowed if allowed.is_empty() => problem.message,
                allowed => format!("{} (allowed: {allowed})", problem.message),
            });
            told.collect::<Vec<String>>().join("; ")
        })
    }

    /// The shares of the types of staff that are not varied, when others are: they keep their
    /// proportions and fill what is left of 1.
    fn other_shares(&self, point: &Point) -> Result<Vec<(&'static str, f64)>, String> {
        let varied = |key: &str| {
            let index = self.factors.iter().position(|factor| factor.key == key)?;
            point.values[index].number()
        };
        let given: Vec<Option<f64>> = SHARES.iter().map(|share| varied(share.key)).collect();
        if given.iter().all(Option::is_none) || given.iter().all(Option::is_some) {
            return Ok(Vec::new());
        }
        let left = 1.0 - given.iter().flatten().sum::<f64>();
        if left < -1e-9 {
            return Err(format!("the varied shares of the types of staff sum to {}", 1.0 - left));
        }
        let spec: &ModelSpec = &self.scenario.treatments[0].spec;
        let others = || SHARES.iter().zip(&given).filter(|(_, given)| given.is_none());
        let sum: f64 = others().map(|(share, _)| spec.value(share)).sum();
        let part = |value: f64| if sum > 0.0 { value / sum } else { 1.0 / others().count() as f64 };
        let filled =
            others().map(|(share, _)| (share.key, left.max(0.0) * part(spec.value(share))));
        Ok(filled.collect())
    }
}
