//! What is left out together.

use super::item::Part;

/// Parts that are left out together and predicted from the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Fold {
    /// Name.
    pub name: String,
    /// The folds of a group count together as one experiment.
    pub group: &'static str,
    /// Where the numbers that it predicts come from.
    pub source: &'static str,
    /// The parts that it predicts, by their place.
    pub tested: Vec<usize>,
    /// By part: its weight in the fit; 0 for what is left out.
    pub trained: Vec<f64>,
}

impl Fold {
    /// The loss of a fit to what is not left out, of each part's error.
    pub fn loss(&self, errors: &[f64]) -> f64 {
        self.trained.iter().zip(errors).map(|(weight, error)| weight * error).sum()
    }

    /// The mean square of what was left out, of each part's error.
    pub fn tested_error(&self, parts: &[Part], errors: &[f64]) -> f64 {
        self.tested.iter().map(|part| parts[*part].share * errors[*part]).sum()
    }
}

/// The folds of some parts, in the order of the parts: each part is predicted by one of them.
pub fn folds_of(parts: &[Part]) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    for part in parts {
        if !folds.iter().any(|fold| fold.name == part.fold) {
            folds.push(fold(parts, part));
        }
    }
    folds
}

/// The fold that leaves a part out.
fn fold(parts: &[Part], first: &Part) -> Fold {
    let name = &first.fold;
    let is_left_out =
        |part: &Part| part.fold == *name || part.not_for.iter().any(|fold| fold == name);
    let weight = |part: &Part| if is_left_out(part) { 0.0 } else { part.weight };
    Fold {
        name: name.clone(),
        group: first.group,
        source: first.source,
        tested: (0..parts.len()).filter(|place| parts[*place].fold == *name).collect(),
        trained: parts.iter().map(weight).collect(),
    }
}
