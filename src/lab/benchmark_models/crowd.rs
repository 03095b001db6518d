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
    /// Everyone making the same choice, −1 or 1.
    pub fn everyone(&self, choice: f64) -> Vec<f64> {
        vec![choice; self.n as usize]
    }

    /// Starts with everyone making the same choice and lets people revise under a private incentive
    /// `βh`: see [`Self::follow`].
    pub fn play(&self, incentive: f64, start: f64, rounds: u32, generator: &mut impl Rng) -> f64 {
        self.follow(&mut self.everyone(start), incentive, rounds, generator)
    }

    /// Lets people revise their choices, one after the other in random order, for some rounds of as
    /// many revisions as there are people; the mean choice averaged over the last half of the rounds.
    pub fn follow(
        &self,
        choices: &mut [f64],
        incentive: f64,
        rounds: u32,
        generator: &mut impl Rng,
    ) -> f64 {
        let n = choices.len();
        let mut sum: f64 = choices.iter().sum();
        let (mut total, mut counted) = (0.0, 0.0);
        for round in 0..rounds {
            for _ in 0..n {
                let person = generator.random_range(0..n);
                // Of the others: one's own choice is not followed.
                let mean = (sum - choices[person]) / f64::from(self.n - 1);
                let odds = 2.0 * (self.intensity * mean + incentive);
                let trusts = generator.random::<f64>() < 1.0 / (1.0 + libm::exp(-odds));
                let chosen = if trusts { 1.0 } else { -1.0 };
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
