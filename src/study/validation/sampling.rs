//! Standard errors of published numbers, from what was published with them.

/// Of a share of `n` people or groups: binomial, with two more on either side, so that a share of nothing
/// or of all has an error too (Agresti & Coull 1998).
pub(super) fn of_share(share: f64, n: f64) -> f64 {
    let all = n + 4.0;
    let share = (share * n + 2.0) / all;
    (share * (1.0 - share) / all).sqrt()
}

/// Of a mean of `n`.
pub(super) fn of_mean(sd: f64, n: f64) -> f64 {
    sd / n.sqrt()
}

/// Of a standard deviation of `n` normal numbers.
pub(super) fn of_sd(sd: f64, n: f64) -> f64 {
    sd / (2.0 * (n - 1.0)).sqrt()
}

/// Of a correlation of `n` pairs.
pub(super) fn of_correlation(correlation: f64, n: f64) -> f64 {
    (1.0 - correlation * correlation) / (n - 1.0).sqrt()
}

/// Of a rank correlation of `n` pairs (Bonett & Wright 2000).
pub(super) fn of_rank_correlation(correlation: f64, n: f64) -> f64 {
    let squared = correlation * correlation;
    (1.0 - squared) * ((1.0 + 0.5 * squared) / (n - 3.0)).sqrt()
}

/// Of a ratio of two means, each with its error.
pub(super) fn of_ratio(above: (f64, f64), below: (f64, f64)) -> f64 {
    above.0 / below.0 * rooted(&[above.1 / above.0, below.1 / below.0])
}

/// Of a sum or difference, from the errors of its parts.
pub(super) fn rooted(errors: &[f64]) -> f64 {
    errors.iter().map(|error| error * error).sum::<f64>().sqrt()
}

/// The root of the mean square of errors along a curve.
pub(super) fn along(errors: &[f64]) -> f64 {
    rooted(errors) / (errors.len() as f64).sqrt()
}

/// How much larger an error is where people come in groups that share some of the variance.
pub(super) fn in_groups(size: f64, shared: f64) -> f64 {
    (1.0 + (size - 1.0) * shared).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_those_of_textbooks() {
        assert!((of_share(0.5, 96.0) - 0.05).abs() < 1e-12);
        assert!(of_share(1.0, 7.0) > 0.1);
        assert!((of_mean(18.0, 81.0) - 2.0).abs() < 1e-12);
        assert!((of_sd(4.37, 269.0) - 0.1888).abs() < 1e-4);
        assert!((of_correlation(0.0, 101.0) - 0.1).abs() < 1e-12);
        assert!((of_ratio((2.0, 0.2), (1.0, 0.0)) - 0.2).abs() < 1e-12);
        assert!((rooted(&[3.0, 4.0]) - 5.0).abs() < 1e-12);
        assert!((along(&[1.0, 1.0, 1.0]) - 1.0).abs() < 1e-12);
        assert!((in_groups(4.0, 1.0) - 2.0).abs() < 1e-12);
    }
}
