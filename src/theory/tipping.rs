//! Tipping: thresholds, a committed minority, and choices that follow the crowd.

use crate::ground::maths::normal::cumulative;

/// The share (in per cent) that joins in the end, when thresholds are normal with a mean of 25 per
/// cent and some standard deviation: the lowest rest point of `r = Φ((100 r − 25)/σ)` (Granovetter
/// 1978).
pub fn normal_thresholds(sigma: f64) -> f64 {
    let mut share = 0.0;
    for _ in 0..10_000_000 {
        let next = cumulative((100.0 * share - 25.0) / sigma);
        if next - share < 1e-15 {
            break;
        }
        share = next;
    }
    100.0 * share
}

/// How many join of people with these thresholds: each joins once as many others have.
pub fn joiners(thresholds: &[u32]) -> usize {
    let mut sorted = thresholds.to_vec();
    sorted.sort_unstable();
    sorted.iter().enumerate().take_while(|(there, needed)| **needed as usize <= *there).count()
}

/// The share that keeps the old name when a share `committed` never leaves the new one, in the binary
/// naming game with very many agents (Xie et al. 2011): where `A' = −AB + M² + AM + 1.5 pM` and
/// `B' = −AB + M² + BM − pB` come to rest from `A = 0`, `M` being who has both names.
pub fn old_name_left(committed: f64) -> f64 {
    const STEP: f64 = 0.05;
    let slope = |a: f64, b: f64| {
        let m = 1.0 - committed - a - b;
        let both = m * m - a * b;
        [both + a * m + 1.5 * committed * m, both + b * m - committed * b]
    };
    let (mut a, mut b) = (0.0, 1.0 - committed);
    for _ in 0..2_000_000 {
        // The midpoint rule; rest points of the steps are those of the equations.
        let [first_a, first_b] = slope(a, b);
        let [da, db] = slope(a + 0.5 * STEP * first_a, b + 0.5 * STEP * first_b);
        (a, b) = (a + STEP * da, b + STEP * db);
        if da.abs() + db.abs() < 1e-13 {
            break;
        }
    }
    b
}

/// The smallest committed share that tips everyone, to 1e-6.
pub fn critical_minority() -> f64 {
    let (mut low, mut high) = (0.05, 0.2);
    while high - low > 1e-6 {
        let middle = 0.5 * (low + high);
        if old_name_left(middle) < 0.1 { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

/// The mean field of choices −1 and 1 that follow the crowd with intensity `βJ` (Brock & Durlauf
/// 2001): where `m = tanh(βJ m + βh)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crowd {
    /// Intensity `βJ`.
    pub intensity: f64,
}

impl Crowd {
    /// The upper rest point at a private incentive `βh`.
    pub fn upper(&self, incentive: f64) -> f64 {
        let mut m = 1.0;
        for _ in 0..1_000_000 {
            let next = libm::tanh(self.intensity * m + incentive);
            if (next - m).abs() < 1e-15 {
                break;
            }
            m = next;
        }
        m
    }

    /// The mean choice where one of two rest points vanishes; 0 when there is only one.
    pub fn spinodal(&self) -> f64 {
        (1.0 - 1.0 / self.intensity).max(0.0).sqrt()
    }

    /// The private incentive, as `β|h|`, at which the crowd turns: half the width of the loop.
    pub fn turning_incentive(&self) -> f64 {
        let m = self.spinodal();
        self.intensity * m - libm::atanh(m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn granovetters_crowd_hangs_on_one_person() {
        let mut thresholds: Vec<u32> = (0..100).collect();
        assert_eq!(joiners(&thresholds), 100);
        thresholds[1] = 2;
        assert_eq!(joiners(&thresholds), 1);
        assert_eq!(joiners(&[]), 0);
    }

    #[test]
    fn the_crowd_turns_where_its_slope_is_one() {
        let crowd = Crowd { intensity: 2.0 };
        let m = crowd.spinodal();
        assert!((crowd.intensity * (1.0 - m * m) - 1.0).abs() < 1e-12);
        assert_eq!(Crowd { intensity: 0.9 }.spinodal(), 0.0);
    }
}
