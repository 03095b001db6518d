//! Published numbers, and how far a prediction is from them.

/// Most that one number can add to an error, in squared standard errors: five of them are a miss, and a
/// larger miss tells no more.
const MOST: f64 = 25.0;

/// Of which kind a number is: with which others a constant shares its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Alike {
    /// What people give to a group, or think that others give, as a share of what they have.
    Gift,
    /// What people give to a group whose members can punish each other.
    GiftUnderPunishment,
    /// Share of people who co-operate in a dilemma.
    Cooperation,
    /// A number of which no other experiment tells, and what one says of it who knows of no effect.
    Unlike(f64),
}

/// A published number.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub what: String,
    /// Its kind.
    pub alike: Alike,
    /// The number.
    pub observed: f64,
    /// Its standard error by sampling.
    pub error: f64,
    /// Its weight among the items of its part. The periods of a path tell much the same, so a number of
    /// another kind counts as several of them.
    pub weight: f64,
}

impl Item {
    /// A number of weight 1.
    pub fn new(what: impl Into<String>, alike: Alike, observed: f64, error: f64) -> Self {
        Self { what: what.into(), alike, observed, error, weight: 1.0 }
    }

    /// A statement that holds of what was observed: predicted with 0 where it holds and 1 where it does
    /// not, which then counts as two standard errors. A constant has no order and shows none.
    pub fn statement(what: impl Into<String>) -> Self {
        Self::new(what, Alike::Unlike(1.0), 0.0, 0.5)
    }

    /// The same with another weight.
    pub fn weighing(mut self, weight: f64) -> Self {
        self.weight = weight;
        self
    }

    /// The squared distance of a prediction in standard errors, at most 25; 25 where nothing is predicted.
    pub fn square(&self, predicted: f64) -> f64 {
        let distance = (predicted - self.observed) / self.error;
        if distance.is_nan() { MOST } else { (distance * distance).min(MOST) }
    }
}

/// Numbers of one experiment, or of one condition of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Name.
    pub name: String,
    /// The fold that leaves it out.
    pub fold: String,
    /// The group of that fold: the folds of a group count together as one experiment.
    pub group: &'static str,
    /// Where its numbers come from.
    pub source: &'static str,
    /// Its weight in the error of its fold; those of the parts of a fold sum to 1.
    pub share: f64,
    /// Its weight in a fit. Eight cities are not eight times as much evidence as one experiment.
    pub weight: f64,
    /// Other folds for which it is no training: those that contain the same data.
    pub not_for: &'static [&'static str],
    /// From what a regression predicts it: numbers that are declared inputs; empty for none.
    pub inputs: Vec<f64>,
    /// The numbers.
    pub items: Vec<Item>,
}

impl Part {
    /// A part that is a fold, and a group, of its own.
    pub fn alone(name: &'static str, source: &'static str, items: Vec<Item>) -> Self {
        Self {
            name: name.to_owned(),
            fold: name.to_owned(),
            group: name,
            source,
            share: 1.0,
            weight: 1.0,
            not_for: &[],
            inputs: Vec::new(),
            items,
        }
    }

    /// The same as one fold of several in a group.
    pub fn of_group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    /// The mean of the squared distances of predictions, one for each item.
    pub fn error(&self, predicted: &[f64]) -> f64 {
        let of = |(item, predicted): (&Item, &f64)| item.weight * item.square(*predicted);
        let sum: f64 = self.items.iter().zip(predicted).map(of).sum();
        sum / self.items.iter().map(|item| item.weight).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_means_of_squares_that_end_at_25() {
        let items = vec![
            Item::new("a", Alike::Gift, 0.5, 0.1),
            Item::new("b", Alike::Gift, 0.5, 0.1).weighing(3.0),
        ];
        let part = Part::alone("x", "", items);
        // Two standard errors once, and one standard error three times.
        assert!((part.error(&[0.7, 0.4]) - (4.0 + 3.0) / 4.0).abs() < 1e-12);
        assert_eq!(part.error(&[9.0, f64::NAN]), 25.0);
    }
}
