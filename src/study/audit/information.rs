//! Which numbers are worth knowing before one chooses between the two treatments.

use super::effect::{Effect, Resampled, drawn_again};
use crate::ground::executor;
use crate::ground::random::Draws;
use crate::ground::statistics::sensitivity::percentile_interval;
use crate::ground::statistics::{present, quantiles, value_of_information};
use crate::study::runs::CONFIDENCE;

/// Resamples of the points for intervals, and shuffles for what chance gives.
const RESAMPLES: u32 = 200;

/// What it is worth to know a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Its column.
    pub column: usize,
    /// What knowing it gains on average, in the unit of the metric.
    pub value: f64,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// What a number without any effect would seem to be worth in 95 % of cases at most.
    pub chance: f64,
}

/// What it is worth to know each number by itself: that of the highest value first.
pub fn information(columns: &[Vec<f64>], effects: &[Effect], seed: u64) -> Vec<Value> {
    let known: Vec<usize> =
        (0..effects.len()).filter(|point| !effects[*point].difference.mean.is_nan()).collect();
    let better: Vec<f64> = known.iter().map(|point| effects[*point].difference.mean).collect();
    let draws = Draws::new(seed);
    let drawn = |resample: u32, what| drawn_again(&draws, resample, what, better.len());
    let mut found = executor::map(0..columns.len(), |column| {
        let values: Vec<f64> = known.iter().map(|point| columns[column][*point]).collect();
        let value = value_of_information(&values, &better);
        let again = |resample: u32| {
            let drawn = drawn(resample, Resampled::Information);
            let (x, y): (Vec<f64>, Vec<f64>) = drawn.map(|at| (values[at], better[at])).unzip();
            value_of_information(&x, &y)
        };
        let by_chance = |resample: u32| {
            let x: Vec<f64> = drawn(resample, Resampled::Chance).map(|at| values[at]).collect();
            value_of_information(&x, &better)
        };
        let again: Vec<f64> = (0..RESAMPLES).map(again).collect();
        let (low, high) = percentile_interval(&again, CONFIDENCE);
        let by_chance: Vec<f64> = (0..RESAMPLES).map(by_chance).collect();
        let [chance] = quantiles(&present(&by_chance), &[CONFIDENCE]);
        Value { column, value, low, high, chance }
    });
    found.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.column.cmp(&b.column)));
    found
}

#[cfg(test)]
mod tests {
    use super::super::effect::effect;
    use super::super::effect::tests::claim;
    use super::*;
    use crate::ground::random::{Address, Purpose};

    #[test]
    fn what_decides_is_worth_knowing_and_what_does_not_is_not() {
        let draws = Draws::new(9);
        let at = |unit, agent| {
            let purpose = Purpose::Design;
            draws.uniform_at(Address { replicate: 0, unit, purpose, period: 0, agent })
        };
        let columns: Vec<Vec<f64>> =
            (0..3).map(|c| (0..600).map(|point| at(point, c)).collect()).collect();
        let of = |point: usize| {
            let better = 2.0 * columns[1][point] - 1.0;
            effect(point as u64, &[better], &claim(0.0), 1.0)
        };
        let effects: Vec<Effect> = (0..600).map(of).collect();
        let found = information(&columns, &effects, 1);
        assert_eq!(found[0].column, 1);
        assert!(found[0].low < 0.25 && found[0].high > 0.25 && found[0].low > found[0].chance);
        assert!(found[1].value <= found[1].high && found[1].value < 0.03);
    }
}
