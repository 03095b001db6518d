//! What predicts without people: a constant, and a regression on the same inputs.

use nalgebra::{DMatrix, DVector};

use super::folds::Fold;
use super::item::{Alike, Item, Part};
use crate::ground::statistics::mean;

/// The error of a constant: of each kind of number, the mean over the parts that are not left out.
pub fn constant(parts: &[Part], fold: &Fold) -> f64 {
    error(parts, fold, |part| Some(constants(parts, fold, part)))
        .expect("a constant is always told")
}

/// The error of a regression of each number on the inputs of its part, over the like parts of other folds
/// (such as other cities); none where parts have no inputs.
pub fn regression(parts: &[Part], fold: &Fold) -> Option<f64> {
    error(parts, fold, |part| regressed(parts, part))
}

/// The root mean square of what is predicted for each part of a fold.
fn error(parts: &[Part], fold: &Fold, predict: impl Fn(&Part) -> Option<Vec<f64>>) -> Option<f64> {
    let mut square = 0.0;
    for part in fold.tested.iter().map(|place| &parts[*place]) {
        square += part.share * part.error(&predict(part)?);
    }
    Some(square.sqrt())
}

/// What a constant predicts of the items of a part.
fn constants(parts: &[Part], fold: &Fold, part: &Part) -> Vec<f64> {
    let known = || parts.iter().zip(&fold.trained).filter(|(_, weight)| **weight > 0.0);
    let of = |item: &Item| {
        if let Alike::Unlike(value) = item.alike {
            return value;
        }
        let like = |part: &Part| -> Vec<f64> {
            let like = part.items.iter().filter(|other| other.alike == item.alike);
            like.map(|other| other.observed).collect()
        };
        let means: Vec<f64> = known()
            .map(|(part, _)| like(part))
            .filter(|numbers| !numbers.is_empty())
            .map(|numbers| mean(&numbers))
            .collect();
        mean(&means)
    };
    part.items.iter().map(of).collect()
}

/// What a regression over the like parts of other folds predicts of the items of a part. Shares stay
/// between 0 and 1.
fn regressed(parts: &[Part], part: &Part) -> Option<Vec<f64>> {
    let is_like = |other: &&Part| {
        other.fold != part.fold
            && other.group == part.group
            && other.inputs.len() == part.inputs.len()
            && other.items.len() == part.items.len()
    };
    let like: Vec<&Part> = parts.iter().filter(is_like).collect();
    if part.inputs.is_empty() || like.len() <= part.inputs.len() + 1 {
        return None;
    }
    let x = DMatrix::from_fn(like.len(), part.inputs.len() + 1, |row, column| match column {
        0 => 1.0,
        _ => like[row].inputs[column - 1],
    });
    let information = (x.transpose() * &x).cholesky()?;
    let one = |item: usize| {
        let y = DVector::from_fn(like.len(), |row, _| like[row].items[item].observed);
        let slopes = information.solve(&(x.transpose() * y));
        let own = part.inputs.iter().zip(slopes.iter().skip(1));
        (slopes[0] + own.map(|(input, slope)| input * slope).sum::<f64>()).clamp(0.0, 1.0)
    };
    Some((0..part.items.len()).map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::super::folds_of;
    use super::*;

    fn part(name: &'static str, input: f64, observed: f64) -> Part {
        let items = vec![
            Item::new("gift", Alike::Gift, observed, 0.1),
            Item::new("spread", Alike::Unlike(0.0), 0.2, 0.1),
        ];
        Part { inputs: vec![input], ..Part::alone(name, "", items).of_group("cities") }
    }

    #[test]
    fn a_constant_is_the_mean_of_the_others() {
        let parts = [part("a", 0.0, 0.1), part("b", 0.0, 0.3), part("c", 0.0, 0.5)];
        let folds = folds_of(&parts);
        // 0.4 for 0.1, three standard errors; no spread for 0.2, two of them.
        let expected = ((9.0 + 4.0) / 2.0_f64).sqrt();
        assert!((constant(&parts, &folds[0]) - expected).abs() < 1e-9);
    }

    #[test]
    fn a_regression_follows_its_inputs_and_needs_enough_of_them() {
        // Four cities on the line 0.1 + 0.5 x, and one a standard error above it.
        let mut parts: Vec<Part> = [("a", 0.0), ("b", 0.2), ("c", 0.4), ("d", 0.8)]
            .map(|(name, x)| part(name, x, 0.1 + 0.5 * x))
            .to_vec();
        parts.push(part("e", 1.0, 0.7));
        let folds = folds_of(&parts);
        // The spread is the same in all cities, so a regression knows it.
        assert!((regression(&parts, &folds[4]).unwrap() - 0.5_f64.sqrt()).abs() < 1e-9);
        let few = &parts[..3];
        assert_eq!(regression(few, &folds_of(few)[0]), None);
        let without = [Part { inputs: Vec::new(), ..parts[0].clone() }];
        assert_eq!(regression(&without, &folds_of(&without)[0]), None);
    }
}
