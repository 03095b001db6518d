//! From runs to effects: how much higher the metric is at each point, with the noise of the simulation.

use super::claim::Claim;
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics::sensitivity::percentile_interval;
use crate::ground::statistics::{Basis, Summary, Support, present};
use crate::study::runs::CONFIDENCE;

/// Resamples of points for the interval of a weighted share.
const RESAMPLES: u32 = 1_000;

/// The runs of a sweep, by columns of the same length.
#[derive(Debug, Clone, Copy)]
pub struct Runs<'a> {
    /// The points' numbers in the design, counted from 1.
    pub points: &'a [f64],
    /// Of each run: whether it is of the treatment that should be higher; none where it failed.
    pub higher: &'a [Option<bool>],
    /// The replicates.
    pub replicates: &'a [f64],
    /// The metric; NaN where it has no meaning.
    pub values: &'a [f64],
}

/// What a point says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Higher, by at least the smallest difference worth speaking of.
    Holds,
    /// Lower, by at least as much.
    Opposite,
    /// Neither.
    Neither,
}

/// What was found at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Its number in the design, counted from 0.
    pub point: u64,
    /// Replicates that count.
    pub replicates: usize,
    /// How much higher the metric is, run by run with common random numbers; NaN where no run has a value.
    pub difference: Summary,
    /// What that says.
    pub outcome: Outcome,
    /// Whether the interval of the difference lies on one side of what separates outcomes.
    pub is_sure: bool,
    /// Its weight among the points.
    pub weight: f64,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share.
    pub share: f64,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
}

impl Outcome {
    /// What a difference says, if so much is the smallest worth speaking of. A missing difference does not
    /// hold.
    pub fn of(difference: f64, smallest: f64) -> Self {
        match difference {
            found if found >= smallest && found > 0.0 => Self::Holds,
            found if found <= -smallest && found < 0.0 => Self::Opposite,
            _ => Self::Neither,
        }
    }

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Opposite => "opposite",
            Self::Neither => "neither",
        }
    }
}

/// The effects at the points of a sweep, in their order. `weights` are those of the points by number; none
/// where all weigh the same.
pub fn effects(runs: &Runs, claim: &Claim, weights: Option<&[f64]>) -> Vec<Effect> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < runs.points.len() {
        let rows = runs.points[start..].iter().take_while(|p| **p == runs.points[start]).count();
        let point = runs.points[start] as u64 - 1;
        let weight = weights.map_or(1.0, |weights| weights[point as usize]);
        found.push(effect(point, &differences(runs, start..start + rows), claim, weight));
        start += rows;
    }
    found
}

/// The differences of the replicates of a point.
fn differences(runs: &Runs, rows: std::ops::Range<usize>) -> Vec<f64> {
    let side = |higher: bool| {
        let wanted = rows.clone().filter(move |row| runs.higher[*row] == Some(higher));
        wanted.map(|row| (runs.replicates[row], runs.values[row])).collect::<Vec<_>>()
    };
    let lower = side(false);
    let partner = |replicate: f64| lower.iter().find(|(other, _)| *other == replicate);
    side(true)
        .into_iter()
        .filter_map(|(replicate, value)| Some(value - partner(replicate)?.1))
        .filter(|difference| !difference.is_nan())
        .collect()
}

/// The effect that the outcomes of both treatments show, replicate by replicate.
pub(super) fn effect_of(point: u64, higher: &[f64], lower: &[f64], claim: &Claim) -> Effect {
    let differences: Vec<f64> = higher.iter().zip(lower).map(|(a, b)| a - b).collect();
    effect(point, &present(&differences), claim, 1.0)
}

/// The effect that some differences show.
pub(super) fn effect(point: u64, differences: &[f64], claim: &Claim, weight: f64) -> Effect {
    let (low, high) = claim.metric.range;
    let support = Support::Within(low, high).of_difference();
    let difference = Summary::within(differences, support, CONFIDENCE);
    let outcome = Outcome::of(difference.mean, claim.smallest);
    let ends = [difference.low, difference.high].map(|end| Outcome::of(end, claim.smallest));
    let is_sure = !difference.low.is_nan() && ends == [outcome; 2];
    Effect { point, replicates: differences.len(), difference, outcome, is_sure, weight }
}

/// The share of points of which something is true: of equal weights with Wilson's interval, of others with
/// percentiles of resampled points.
pub fn share_of(effects: &[Effect], is: impl Fn(&Effect) -> bool, seed: u64) -> Share {
    let weighed = |chosen: &mut dyn Iterator<Item = &Effect>| {
        let (mut all, mut those) = (0.0, 0.0);
        for effect in chosen {
            all += effect.weight;
            those += if is(effect) { effect.weight } else { 0.0 };
        }
        those / all
    };
    let share = weighed(&mut effects.iter());
    let n = effects.len() as f64;
    if effects.windows(2).all(|two| two[0].weight == two[1].weight) {
        let error = (share * (1.0 - share) / n).sqrt();
        let basis = Basis { mean: share, error, degrees: n - 1.0, n };
        let (low, high) = Support::Share(1.0).interval(basis, CONFIDENCE);
        return Share { share, low, high };
    }
    let draws = Draws::new(seed);
    let resampled = |resample: u32| {
        let places = drawn_again(&draws, resample, Resampled::Shares, effects.len());
        weighed(&mut places.map(|place| &effects[place]))
    };
    let all: Vec<f64> = (0..RESAMPLES).map(resampled).collect();
    let (low, high) = percentile_interval(&all, CONFIDENCE);
    Share { share, low, high }
}

/// What points are drawn again for, each with draws of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Resampled {
    /// Shares of points.
    Shares = 0,
    /// The ends of boxes.
    Boxes = 1,
    /// What numbers are worth.
    Information = 2,
    /// What numbers without effect would seem to be worth.
    Chance = 3,
}

/// The places of as many of `n` points, drawn again with replacement.
pub(super) fn drawn_again(
    draws: &Draws,
    resample: u32,
    what: Resampled,
    n: usize,
) -> impl Iterator<Item = usize> {
    (0..n as u32).map(move |unit| {
        let (purpose, agent) = (Purpose::Resample, what as u32);
        let address = Address { replicate: resample, unit, purpose, period: 0, agent };
        (draws.uniform_at(address) * n as f64) as usize
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::study::audit::parse_claim;

    pub fn claim(smallest: f64) -> Claim {
        parse_claim("true_output: a > b", &["a", "b"], smallest).unwrap()
    }

    #[test]
    fn runs_are_paired_by_replicate_and_outcomes_told() {
        let runs = Runs {
            points: &[1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0],
            higher: &[
                Some(true),
                Some(true),
                Some(false),
                Some(false),
                Some(true),
                Some(false),
                None,
            ],
            replicates: &[0.0, 1.0, 1.0, 0.0, 0.0, 0.0, f64::NAN],
            values: &[0.5, 0.7, 0.6, 0.3, 0.2, 0.5, f64::NAN],
        };
        let found = effects(&runs, &claim(0.1), None);
        assert!((found[0].difference.mean - 0.15).abs() < 1e-12 && found[0].replicates == 2);
        let outcomes: Vec<Outcome> = found.iter().map(|effect| effect.outcome).collect();
        assert_eq!(outcomes, [Outcome::Holds, Outcome::Opposite, Outcome::Neither]);
        assert!(found[2].difference.mean.is_nan() && !found[2].is_sure);
    }

    #[test]
    fn equal_treatments_hold_nowhere_and_0_is_no_difference() {
        assert_eq!(Outcome::of(0.0, 0.0), Outcome::Neither);
        assert_eq!(Outcome::of(1e-9, 0.0), Outcome::Holds);
        assert_eq!(Outcome::of(f64::NAN, 0.0), Outcome::Neither);
    }

    #[test]
    fn shares_have_the_interval_of_wilson_or_of_resampling() {
        let of = |values: &[f64], weights: &[f64]| -> Vec<Effect> {
            let one = |(place, (value, weight)): (usize, (&f64, &f64))| {
                effect(place as u64, &[*value], &claim(0.0), *weight)
            };
            values.iter().zip(weights).enumerate().map(one).collect()
        };
        let holds = |effect: &Effect| effect.outcome == Outcome::Holds;
        let values: Vec<f64> = (0..400).map(|i| if i < 100 { 1.0 } else { -1.0 }).collect();
        let equal = share_of(&of(&values, &[1.0; 400]), holds, 1);
        assert!(
            equal.share == 0.25
                && (equal.low - 0.210).abs() < 2e-3
                && (equal.high - 0.295).abs() < 2e-3
        );
        let weights: Vec<f64> = (0..400).map(|i| if i % 2 == 0 { 1.5 } else { 0.5 }).collect();
        let found = share_of(&of(&values, &weights), holds, 1);
        assert!((found.share - 0.25).abs() < 1e-12 && found.low < 0.22 && found.high > 0.28);
    }
}
