//! Scores beside each other: of the people, of the people without a rule, and of what predicts without
//! people.

use super::baselines::{constant, regression};
use super::folds::Fold;
use super::item::Part;
use super::observed::FIELD;
use super::score::Score;
use crate::ground::statistics::mean;

/// What predicts, and how far it is off.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// By fold: the root mean square in standard errors; none where it predicts nothing.
    pub errors: Vec<Option<f64>>,
}

impl Column {
    /// The column of some people.
    pub fn of(name: &str, score: &Score) -> Self {
        let errors = score.predictions.iter().map(|prediction| Some(prediction.error)).collect();
        Self { name: name.to_owned(), errors }
    }

    /// What predicts without people: a constant, and a regression where there are inputs.
    pub fn baselines(parts: &[Part], folds: &[Fold]) -> [Self; 2] {
        let constant = folds.iter().map(|fold| Some(constant(parts, fold))).collect();
        let regression = folds.iter().map(|fold| regression(parts, fold)).collect();
        [("constant", constant), ("regression", regression)]
            .map(|(name, errors)| Self { name: name.to_owned(), errors })
    }

    /// The mean over the folds of a group; none where one is not predicted.
    pub fn of_group(&self, folds: &[Fold], group: &str) -> Option<f64> {
        let own = folds.iter().zip(&self.errors).filter(|(fold, _)| fold.group == group);
        let errors: Option<Vec<f64>> = own.map(|(_, error)| *error).collect();
        errors.filter(|errors| !errors.is_empty()).map(|errors| mean(&errors))
    }

    /// The score: the mean over experiments, the folds of a group counting as one, without field studies.
    /// None where an experiment is not predicted.
    pub fn of_experiments(&self, folds: &[Fold]) -> Option<f64> {
        let groups = groups(folds).into_iter().filter(|group| *group != FIELD);
        let errors: Option<Vec<f64>> = groups.map(|group| self.of_group(folds, group)).collect();
        errors.filter(|errors| !errors.is_empty()).map(|errors| mean(&errors))
    }
}

/// The groups of folds, in their order.
pub fn groups(folds: &[Fold]) -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = folds.iter().map(|fold| fold.group).collect();
    groups.dedup();
    groups
}

#[cfg(test)]
mod tests {
    use super::super::folds_of;
    use super::*;

    #[test]
    fn folds_of_a_group_count_once_and_field_studies_apart() {
        let part = |name, group| Part::alone(name, "", Vec::new()).of_group(group);
        let parts = [part("a", "a"), part("b1", "b"), part("b2", "b"), part("c", FIELD)];
        let folds = folds_of(&parts);
        let errors = [1.0, 2.0, 4.0, 9.0].map(Some).to_vec();
        let column = Column { name: "x".to_owned(), errors };
        assert_eq!(column.of_experiments(&folds), Some(2.0));
        assert_eq!(column.of_group(&folds, FIELD), Some(9.0));
        let partly = Column { errors: vec![None, Some(1.0), Some(2.0), None], ..column };
        assert_eq!(partly.of_experiments(&folds), None);
        assert_eq!(partly.of_group(&folds, "b"), Some(1.5));
    }
}
