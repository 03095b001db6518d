//! The logit equilibrium of the continuous minimum-effort game.

/// A minimum-effort game of `n` players: payoff `min − c · own` over efforts between two ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MinimumEffort {
    /// Smallest effort.
    pub low: f64,
    /// Largest effort.
    pub high: f64,
    /// Cost of a unit of effort, `c`.
    pub cost: f64,
    /// Players.
    pub players: u32,
}

/// Points of the grid on which densities are kept.
const GRID: usize = 3001;

impl MinimumEffort {
    /// Mean effort in logit equilibrium with noise `mu`: the density of efforts is proportional to
    /// `exp(expected payoff/mu)` (Anderson, Goeree & Holt 2001). NaN when it is not found.
    pub fn logit_mean(&self, mu: f64) -> f64 {
        let step = (self.high - self.low) / (GRID - 1) as f64;
        let effort = |point: usize| self.low + step * point as f64;
        let mut density = vec![1.0 / (self.high - self.low); GRID];
        for _ in 0..200_000 {
            let payoff = self.expected(&density, step);
            let best = payoff.iter().copied().fold(f64::MIN, f64::max);
            let mut next: Vec<f64> = payoff.iter().map(|p| libm::exp((p - best) / mu)).collect();
            let sum = integral(&next, step);
            next.iter_mut().for_each(|value| *value /= sum);
            let gap: f64 =
                next.iter().zip(&density).map(|(a, b)| (a - b).abs()).sum::<f64>() * step;
            for (old, new) in density.iter_mut().zip(&next) {
                *old += 0.1 * (new - *old);
            }
            if gap < 1e-9 {
                let weighted: Vec<f64> =
                    density.iter().enumerate().map(|(point, d)| d * effort(point)).collect();
                return integral(&weighted, step) / integral(&density, step);
            }
        }
        f64::NAN
    }

    /// Expected payoff at each effort: the mean of `min(x, others)` grows by the probability that all
    /// others give more.
    fn expected(&self, density: &[f64], step: f64) -> Vec<f64> {
        let (mut below, mut expected) = (0.0, self.low);
        let mut payoffs = Vec::with_capacity(density.len());
        let all_above = |below: f64| (1.0 - below).max(0.0).powi(self.players as i32 - 1);
        for (point, value) in density.iter().enumerate() {
            let x = self.low + step * point as f64;
            payoffs.push(expected - self.cost * x);
            let next = below + step * 0.5 * (value + density.get(point + 1).unwrap_or(value));
            expected += step * 0.5 * (all_above(below) + all_above(next));
            below = next;
        }
        payoffs
    }
}

/// The trapezoidal rule.
fn integral(values: &[f64], step: f64) -> f64 {
    let ends = 0.5 * (values[0] + values[values.len() - 1]);
    step * (values.iter().sum::<f64>() - ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_mirror_each_other_for_pairs() {
        let game = |cost| MinimumEffort { low: 110.0, high: 170.0, cost, players: 2 };
        let sum = game(0.3).logit_mean(7.4) + game(0.7).logit_mean(7.4);
        assert!((sum - 280.0).abs() < 0.01, "{sum}");
        assert!((game(0.5).logit_mean(1000.0) - 140.0).abs() < 0.01);
    }
}
