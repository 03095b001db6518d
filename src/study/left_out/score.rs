//! How well what was left out is predicted.

use super::folds::Fold;
use super::item::Part;
use super::search::{Point, loss_of_all};

/// How much worse a fit weighs by a factor of e less. Few points fit much better than others by more
/// than their own random numbers do, so one best point is not to be trusted alone.
const TEMPERATURE: f64 = 0.4;

/// What a pool predicts of a fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The root mean square of the left-out numbers, in standard errors.
    pub error: f64,
    /// By part of the fold: the mean prediction of each item.
    pub found: Vec<Vec<f64>>,
}

/// A free number as it is fitted: its share of the range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Fitted to everything.
    pub all: f64,
    /// The smallest and the largest when one fold is left out.
    pub range: (f64, f64),
}

/// How well people predict what was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// By fold.
    pub predictions: Vec<Prediction>,
    /// By free number.
    pub numbers: Vec<Number>,
    /// The loss of the point that fits all data best.
    pub fit: f64,
}

impl Score {
    /// The score of a pool with at least one point.
    pub fn of(parts: &[Part], folds: &[Fold], points: &[Point]) -> Self {
        let all: Vec<f64> = points.iter().map(|point| loss_of_all(parts, &point.errors)).collect();
        let weights: Vec<Vec<f64>> = folds
            .iter()
            .map(|fold| weights(points.iter().map(|point| fold.loss(&point.errors))))
            .collect();
        let prediction =
            |(fold, weights): (&Fold, &Vec<f64>)| predicted(parts, fold, points, weights);
        let of_all = self::weights(all.iter().copied());
        let dimensions = points.first().map_or(0, |point| point.place.len());
        let number = |d: usize| {
            let mean = |weights: &[f64]| weighted(points, weights, |point| point.place[d]);
            let means = || weights.iter().map(|weights| mean(weights));
            let range =
                (means().fold(f64::INFINITY, f64::min), means().fold(f64::NEG_INFINITY, f64::max));
            Number { all: mean(&of_all), range }
        };
        Self {
            predictions: folds.iter().zip(&weights).map(prediction).collect(),
            numbers: (0..dimensions).map(number).collect(),
            fit: all.iter().copied().fold(f64::INFINITY, f64::min),
        }
    }

    /// The error of each fold.
    pub fn errors(&self) -> Vec<f64> {
        self.predictions.iter().map(|prediction| prediction.error).collect()
    }
}

/// The weights of points by their losses.
fn weights(losses: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let least = losses.clone().fold(f64::INFINITY, f64::min);
    let raw: Vec<f64> = losses.map(|loss| libm::exp((least - loss) / TEMPERATURE)).collect();
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|weight| weight / sum).collect()
}

/// A weighted mean over points.
fn weighted(points: &[Point], weights: &[f64], of: impl Fn(&Point) -> f64) -> f64 {
    points.iter().zip(weights).map(|(point, weight)| weight * of(point)).sum()
}

/// What the points that fit the rest predict of a fold.
fn predicted(parts: &[Part], fold: &Fold, points: &[Point], weights: &[f64]) -> Prediction {
    let square = weighted(points, weights, |point| fold.tested_error(parts, &point.errors));
    let found = |part: &usize| {
        let item = |item: usize| weighted(points, weights, |point| point.found[*part][item]);
        (0..parts[*part].items.len()).map(item).collect()
    };
    Prediction { error: square.sqrt(), found: fold.tested.iter().map(found).collect() }
}
