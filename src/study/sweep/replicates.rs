//! How many replicates each point gets: a number, or as many as a precision needs.

use crate::ground::statistics::Summary;

/// The rule for the number of replicates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Replicates {
    /// The same number at every point.
    Fixed(u32),
    /// Until a mean is known well enough.
    Until(Precision),
}

/// A stated precision: replicates are added, in their order, until the half-width of the interval of
/// a metric's mean is small enough and stays so while more replicates are looked at (Hoad, Robinson &
/// Davies 2010). Under several treatments every one of them must be precise, so that all keep the
/// same replicates and can be compared pair by pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// Largest half-width of the interval, in the unit of the metric.
    pub half_width: f64,
    /// The metric, by its place among those recorded.
    pub metric: usize,
    /// Confidence of the interval, e.g. 0.95.
    pub confidence: f64,
    /// Fewest replicates, at least 2.
    pub at_least: u32,
    /// Most replicates.
    pub at_most: u32,
    /// How many more replicates must stay precise.
    pub look_ahead: u32,
}

/// Why a point got no more replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Their number was fixed.
    Fixed,
    /// The stated precision was reached.
    Precise,
    /// The most that are allowed did not reach the stated precision.
    AtMost,
}

impl Stop {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Precise => "precise",
            Self::AtMost => "at most",
        }
    }
}

impl Replicates {
    /// Most replicates that a point may get.
    pub fn most(&self) -> u32 {
        match self {
            Self::Fixed(replicates) => *replicates,
            Self::Until(precision) => precision.at_most,
        }
    }

    /// Fewest replicates that a point may get.
    pub fn fewest(&self) -> u32 {
        match self {
            Self::Fixed(replicates) => *replicates,
            Self::Until(rule) => rule.at_most.min(rule.at_least.saturating_add(rule.look_ahead)),
        }
    }
}

impl Precision {
    /// After how many replicates to stop, if these tell: the outcomes of the metric in the order of
    /// the replicates, by treatment. How many replicates were run at a time does not matter.
    pub fn stops_after(&self, outcomes: &[Vec<f64>]) -> Option<(u32, Stop)> {
        let there = outcomes.iter().map(Vec::len).min().unwrap_or(0);
        let mut precise_since = 0;
        for n in self.at_least as usize..=there.min(self.at_most as usize) {
            let is_precise = outcomes.iter().all(|values| self.is_precise(&values[..n]));
            precise_since = if is_precise { precise_since + 1 } else { 0 };
            if precise_since > self.look_ahead {
                return Some((n as u32, Stop::Precise));
            }
        }
        (there >= self.at_most as usize).then_some((self.at_most, Stop::AtMost))
    }

    fn is_precise(&self, values: &[f64]) -> bool {
        let found = Summary::of(values, self.confidence);
        0.5 * (found.high - found.low) <= self.half_width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Precision = Precision {
        half_width: 1.0,
        metric: 0,
        confidence: 0.95,
        at_least: 3,
        at_most: 30,
        look_ahead: 2,
    };

    /// Values ±2 in turn: their standard deviation is near 2, so the interval of the mean of n has a
    /// half-width near 2 t(n − 1)/√n, which first falls below 1 at 18 values (even numbers have a
    /// mean of 0, odd ones a slightly larger deviation).
    fn swinging(n: usize) -> Vec<f64> {
        (0..n).map(|i| if i % 2 == 0 { 2.0 } else { -2.0 }).collect()
    }

    #[test]
    fn the_first_precise_number_that_stays_precise_counts() {
        let values = swinging(30);
        let half = |n: usize| {
            let found = Summary::of(&values[..n], 0.95);
            0.5 * (found.high - found.low)
        };
        let first = (3..30).find(|n| (*n..30).all(|m| half(m) <= 1.0)).unwrap();
        assert_eq!(RULE.stops_after(&[values]), Some((first as u32 + 2, Stop::Precise)));
    }

    #[test]
    fn luck_at_the_start_does_not_stop_it() {
        let mut values = vec![0.0; 4];
        values.extend(swinging(26).iter().map(|value| 5.0 * value));
        assert_eq!(RULE.stops_after(&[values[..5].to_vec()]), None, "precise at 3 and 4 only");
        assert_eq!(RULE.stops_after(&[values]), Some((30, Stop::AtMost)));
    }

    #[test]
    fn every_treatment_must_be_precise_and_batches_do_not_matter() {
        let (calm, wild) = (vec![0.0; 30], swinging(30));
        let alone = RULE.stops_after(std::slice::from_ref(&wild));
        assert_eq!(RULE.stops_after(&[calm.clone(), wild.clone()]), alone);
        let (stop, _) = alone.unwrap();
        for n in 0..30 {
            let found = RULE.stops_after(&[calm[..n].to_vec(), wild[..n].to_vec()]);
            assert_eq!(found, if n >= stop as usize { alone } else { None });
        }
        assert_eq!(RULE.stops_after(&[calm]), Some((5, Stop::Precise)));
    }
}
