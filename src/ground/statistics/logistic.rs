//! Logistic regression: what makes an outcome likelier.

use nalgebra::{DMatrix, DVector};

/// The coefficients of a logistic regression (the constant first) and their standard errors, by
/// iteratively reweighted least squares. None where it does not settle: predictors that depend on each
/// other, or that separate the outcomes perfectly.
pub fn logistic(predictors: &[Vec<f64>], outcomes: &[bool]) -> Option<(Vec<f64>, Vec<f64>)> {
    let (n, p) = (outcomes.len(), predictors.first()?.len() + 1);
    let x = DMatrix::from_fn(n, p, |row, column| match column {
        0 => 1.0,
        _ => predictors[row][column - 1],
    });
    let y = DVector::from_fn(n, |row, _| f64::from(u8::from(outcomes[row])));
    let mut coefficients = DVector::zeros(p);
    for _ in 0..100 {
        let chance = (&x * &coefficients).map(|odds: f64| 1.0 / (1.0 + libm::exp(-odds)));
        let weights = chance.map(|chance| chance * (1.0 - chance));
        let weighted = DMatrix::from_fn(n, p, |row, column| weights[row] * x[(row, column)]);
        let information = (x.transpose() * weighted).cholesky()?;
        let step = information.solve(&(x.transpose() * (&y - &chance)));
        coefficients += &step;
        if coefficients.amax() > 1e3 {
            return None;
        }
        if step.amax() < 1e-10 {
            let errors = information.inverse().diagonal().map(f64::sqrt);
            return Some((
                coefficients.iter().copied().collect(),
                errors.iter().copied().collect(),
            ));
        }
    }
    None
}
