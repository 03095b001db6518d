//! People who join when enough others have (Granovetter 1978).

use rand::{Rng, RngExt};

use crate::ground::maths::normal::inverse_cumulative;

/// People with normal thresholds, in per cent of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// People.
    pub n: u32,
    /// Mean threshold.
    pub mean: f64,
    /// Standard deviation of thresholds.
    pub sd: f64,
}

impl Thresholds {
    /// Lets everyone join whose threshold is reached, round after round; the share that has joined
    /// when nobody moves any more, in per cent.
    pub fn play(&self, generator: &mut impl Rng) -> f64 {
        let all = f64::from(self.n);
        let draw = |_| {
            // In the middle of a step, so that the tails are never infinite.
            let uniform = (generator.random::<f64>() * 9e15 + 0.5) / (9e15 + 1.0);
            self.mean + self.sd * inverse_cumulative(uniform)
        };
        let thresholds: Vec<f64> = (0..self.n).map(draw).collect();
        let mut joined = 0;
        loop {
            let share = 100.0 * joined as f64 / all;
            let now = thresholds.iter().filter(|threshold| **threshold <= share).count();
            if now == joined {
                return share;
            }
            joined = now;
        }
    }
}
