//! Choices that follow the crowd, with noise (Brock & Durlauf 2001).

use rand::{Rng, RngExt};

/// A population that chooses −1 or 1, each with the log-odds `2 (βJ m + βh)` of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrowdOfChoices {
    /// People.
    pub n: u32,
    /// Intensity `βJ` with which the mean choice is followed.
    pub intensity: f64,
}

impl CrowdOfChoices {
    /// Starts with everyone choosing 1 (or −1) and lets people revise, one after the other in random
    /// order, for some rounds of as many revisions as there are people, under a private incentive
    /// `βh`; the mean choice averaged over the last half of the rounds.
    pub fn play(&self, incentive: f64, start: f64, rounds: u32, generator: &mut impl Rng) -> f64 {
        let n = self.n as usize;
        let mut choices = vec![start; n];
        let mut sum = start * f64::from(self.n);
        let (mut total, mut counted) = (0.0, 0.0);
        for round in 0..rounds {
            for _ in 0..n {
                let person = generator.random_range(0..n);
                // Of the others: one's own choice is not followed.
                let mean = (sum - choices[person]) / f64::from(self.n - 1);
                let odds = 2.0 * (self.intensity * mean + incentive);
                let chosen = if generator.random::<f64>() < 1.0 / (1.0 + libm::exp(-odds)) {
                    1.0
                } else {
                    -1.0
                };
                sum += chosen - choices[person];
                choices[person] = chosen;
            }
            if 2 * round >= rounds {
                total += sum / f64::from(self.n);
                counted += 1.0;
            }
        }
        total / counted
    }
}
