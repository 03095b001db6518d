//! Many tests at once.

/// Holm's adjusted probabilities: reject what lies below the level, and no more than that share of whole
/// families has a false rejection. NaN (a test that could not be made) stays NaN and is not counted.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = sorted(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut most: f64 = 0.0;
    for (step, place) in order.iter().enumerate() {
        most = most.max(p[*place] * (order.len() - step) as f64).min(1.0);
        adjusted[*place] = most;
    }
    adjusted
}

/// Benjamini and Hochberg's adjusted probabilities: of what lies below the level, no more than that
/// share is false on average.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let order = sorted(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut least: f64 = 1.0;
    for (step, place) in order.iter().enumerate().rev() {
        least = least.min(p[*place] * order.len() as f64 / (step + 1) as f64);
        adjusted[*place] = least;
    }
    adjusted
}

/// Places of the probabilities that are there, the smallest first.
fn sorted(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).filter(|place| !p[*place].is_nan()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    order
}
