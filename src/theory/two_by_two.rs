//! Symmetric games of two choices in a finite, well-mixed population: fixation under imitation, and
//! where best replies with mistakes come to rest.

/// Payoffs of a symmetric game with choices A and B, the own choice first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoByTwo {
    /// A against A.
    pub aa: f64,
    /// A against B.
    pub ab: f64,
    /// B against A.
    pub ba: f64,
    /// B against B.
    pub bb: f64,
}

impl TwoByTwo {
    /// Mean payoffs of A and of B against the others, when `k` of `n` play A. That of a choice that
    /// nobody has made is what its first player would get.
    pub fn payoffs(&self, k: u32, n: u32) -> (f64, f64) {
        let (k, n) = (f64::from(k), f64::from(n));
        let a = (self.aa * (k - 1.0) + self.ab * (n - k)) / (n - 1.0);
        let b = (self.ba * k + self.bb * (n - k - 1.0)) / (n - 1.0);
        (a, b)
    }

    /// The share of A among the others above which A is the best reply.
    pub fn indifference(&self) -> f64 {
        (self.bb - self.ab) / ((self.aa - self.ba) + (self.bb - self.ab))
    }

    /// Probability that one A takes over `n − 1` B when a random pair meets and the first takes the
    /// second's choice with probability `1/(1 + exp(−β (π₂ − π₁)))` (Fermi; Traulsen, Nowak & Pacheco
    /// 2006).
    pub fn fermi_fixation(&self, n: u32, beta: f64) -> f64 {
        let (mut sum, mut exponent) = (1.0, 0.0);
        for k in 1..n {
            let (a, b) = self.payoffs(k, n);
            exponent -= beta * (a - b);
            sum += libm::exp(exponent);
        }
        1.0 / sum
    }

    /// Probability that one A takes over `n − 1` B in the Moran process with fitness `1 − w + w π`
    /// (Nowak et al. 2004).
    pub fn moran_fixation(&self, n: u32, w: f64) -> f64 {
        let (mut sum, mut product) = (1.0, 1.0);
        for k in 1..n {
            let (a, b) = self.payoffs(k, n);
            product *= (1.0 - w + w * b) / (1.0 - w + w * a);
            sum += product;
        }
        1.0 / sum
    }

    /// Probability that who revises chooses A, when `k` of the `n − 1` others play A: the best reply
    /// (either in a tie), or with probability `epsilon` any choice.
    pub fn revision(&self, k: u32, n: u32, epsilon: f64) -> f64 {
        let share = f64::from(k) / f64::from(n - 1);
        let a = self.aa * share + self.ab * (1.0 - share);
        let b = self.ba * share + self.bb * (1.0 - share);
        let best = if (a - b).abs() < 1e-12 { 0.5 } else { f64::from(u8::from(a > b)) };
        (1.0 - epsilon) * best + 0.5 * epsilon
    }

    /// The stationary distribution over the number who play A, when each period one of `n` revises
    /// (Kandori, Mailath & Rob 1993; Young 1993).
    pub fn stationary(&self, n: u32, epsilon: f64) -> Vec<f64> {
        let mut log = vec![0.0; n as usize + 1];
        for k in 0..n {
            // From k to k + 1 a B revises and sees k; back an A revises and sees k others.
            let to_a = self.revision(k, n, epsilon);
            let up = f64::from(n - k) / f64::from(n) * to_a;
            let down = f64::from(k + 1) / f64::from(n) * (1.0 - to_a);
            log[k as usize + 1] = log[k as usize] + libm::log(up / down);
        }
        let most = log.iter().copied().fold(f64::MIN, f64::max);
        let weights: Vec<f64> = log.iter().map(|l| libm::exp(l - most)).collect();
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / sum).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_games_fix_by_chance_alone() {
        let game = TwoByTwo { aa: 1.0, ab: 1.0, ba: 1.0, bb: 1.0 };
        for n in [2, 10, 50] {
            assert!((game.fermi_fixation(n, 1.0) - 1.0 / f64::from(n)).abs() < 1e-12);
            assert!((game.moran_fixation(n, 0.5) - 1.0 / f64::from(n)).abs() < 1e-12);
        }
    }

    #[test]
    fn pure_mistakes_make_the_binomial() {
        let game = TwoByTwo { aa: 2.0, ab: 0.0, ba: 0.0, bb: 1.0 };
        let found = game.stationary(4, 1.0);
        for (found, wanted) in found.iter().zip([1.0, 4.0, 6.0, 4.0, 1.0]) {
            assert!((found - wanted / 16.0).abs() < 1e-12);
        }
    }
}
