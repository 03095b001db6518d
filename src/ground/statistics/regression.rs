//! Linear regression by least squares.

use nalgebra::{DMatrix, DVector};

/// The coefficients of a linear regression, the constant first. None where predictors depend on each other
/// or there are too few rows.
pub fn least_squares(predictors: &[Vec<f64>], outcomes: &[f64]) -> Option<Vec<f64>> {
    let (n, p) = (outcomes.len(), predictors.first()?.len() + 1);
    let x = DMatrix::from_fn(n, p, |row, column| match column {
        0 => 1.0,
        _ => predictors[row][column - 1],
    });
    let y = DVector::from_column_slice(outcomes);
    let decomposed = (x.transpose() * &x).cholesky()?;
    // What is left of a predictor that depends on others is rounding.
    let left = decomposed.l_dirty().diagonal();
    if left.min() < 1e-7 * left.max() {
        return None;
    }
    let found = decomposed.solve(&(x.transpose() * y));
    Some(found.iter().copied().collect())
}

/// What a linear regression on all other rows predicts for each row; NaN where there is none.
pub fn predicted_when_left_out(predictors: &[Vec<f64>], outcomes: &[f64]) -> Vec<f64> {
    let others = |left_out: usize| {
        let kept = (0..outcomes.len()).filter(|row| *row != left_out);
        kept.map(|row| (predictors[row].clone(), outcomes[row])).unzip()
    };
    let predicted = |row: usize| {
        let (x, y): (Vec<Vec<f64>>, Vec<f64>) = others(row);
        let Some(coefficients) = least_squares(&x, &y) else { return f64::NAN };
        let slopes = coefficients[1..].iter().zip(&predictors[row]);
        coefficients[0] + slopes.map(|(slope, x)| slope * x).sum::<f64>()
    };
    (0..outcomes.len()).map(predicted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_found_and_predicts_what_is_left_out() {
        let x: Vec<Vec<f64>> = [(0.0, 1.0), (1.0, 3.0), (2.0, 0.0), (3.0, 5.0), (4.0, 2.0)]
            .map(|(a, b)| vec![a, b])
            .to_vec();
        let y: Vec<f64> = x.iter().map(|x| 2.0 + 0.5 * x[0] - 3.0 * x[1]).collect();
        let found = least_squares(&x, &y).unwrap();
        let is_near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9;
        assert!(found.iter().zip(&[2.0, 0.5, -3.0]).all(is_near), "{found:?}");
        assert!(predicted_when_left_out(&x, &y).iter().zip(&y).all(is_near));
        assert!(least_squares(&[vec![1.0], vec![1.0]], &[0.0, 1.0]).is_none());
    }

    /// Anscombe's first set: 3.0001 and 0.5001 in any textbook.
    #[test]
    fn a_textbook_line() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0].map(|x| vec![x]);
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let found = least_squares(&x, &y).unwrap();
        assert!((found[0] - 3.0001).abs() < 1e-4 && (found[1] - 0.5001).abs() < 1e-4, "{found:?}");
    }
}
