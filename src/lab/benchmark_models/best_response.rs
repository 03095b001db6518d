//! Best replies with mistakes: one person revises each period.

use rand::{Rng, RngExt};

use crate::theory::TwoByTwo;

/// A population in which each period one person takes the best reply to all others, or errs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestResponse {
    /// The game that all play with all others.
    pub game: TwoByTwo,
    /// People.
    pub n: u32,
    /// Probability of any choice in place of the best reply.
    pub epsilon: f64,
}

impl BestResponse {
    /// Plays some periods from everyone playing B, and then some more that count: the share of these
    /// in which each number of people (0 to n) plays A. `watch` is told now and then how many periods have
    /// been played since it was told last.
    pub fn play(
        &self,
        warm_up: u64,
        periods: u64,
        generator: &mut impl Rng,
        watch: &dyn Fn(u64),
    ) -> Vec<f64> {
        /// Periods between two words.
        const BETWEEN: u64 = 1 << 16;
        let mut plays_a = vec![false; self.n as usize];
        let mut k = 0;
        let mut counts = vec![0_u64; self.n as usize + 1];
        for period in 0..warm_up + periods {
            let person = generator.random_range(0..self.n) as usize;
            let others = k - u32::from(plays_a[person]);
            let chooses_a =
                generator.random::<f64>() < self.game.revision(others, self.n, self.epsilon);
            plays_a[person] = chooses_a;
            k = others + u32::from(chooses_a);
            counts[k as usize] += u64::from(period >= warm_up);
            if (period + 1) % BETWEEN == 0 {
                watch(BETWEEN);
            }
        }
        watch((warm_up + periods) % BETWEEN);
        counts.into_iter().map(|count| count as f64 / periods as f64).collect()
    }
}
