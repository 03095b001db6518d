//! Imitation in a finite population, until everyone does the same.

use rand::{Rng, RngExt};

use crate::theory::TwoByTwo;

/// A population in which one A meets `n − 1` B.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imitation {
    /// The game that all play with all others.
    pub game: TwoByTwo,
    /// People.
    pub n: u32,
    /// Who takes whose choice.
    pub rule: ImitationRule,
}

/// Who takes whose choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ImitationRule {
    /// Of a random pair the first takes the second's choice with probability
    /// `1/(1 + exp(−β (π₂ − π₁)))`.
    Fermi {
        /// Intensity of selection.
        beta: f64,
    },
    /// Someone chosen by fitness `1 − w + w π` replaces anyone.
    Moran {
        /// Intensity of selection.
        w: f64,
    },
}

impl Imitation {
    /// Plays until everyone does the same; whether that is A.
    pub fn fixes(&self, generator: &mut impl Rng) -> bool {
        let mut k = 1;
        while k > 0 && k < self.n {
            k = match self.rule {
                ImitationRule::Fermi { beta } => self.pair(k, beta, generator),
                ImitationRule::Moran { w } => self.birth(k, w, generator),
            };
        }
        k == self.n
    }

    /// Two different people meet.
    fn pair(&self, k: u32, beta: f64, generator: &mut impl Rng) -> u32 {
        let first = generator.random_range(0..self.n);
        let mut second = generator.random_range(0..self.n - 1);
        second += u32::from(second >= first);
        // The first k people play A.
        let (first_is_a, second_is_a) = (first < k, second < k);
        if first_is_a == second_is_a {
            return k;
        }
        let (a, b) = self.game.payoffs(k, self.n);
        let gain = if second_is_a { a - b } else { b - a };
        let copies = generator.random::<f64>() < 1.0 / (1.0 + libm::exp(-beta * gain));
        match (copies, second_is_a) {
            (false, _) => k,
            (true, true) => k + 1,
            (true, false) => k - 1,
        }
    }

    /// One is born by fitness, and anyone (the parent too) goes.
    fn birth(&self, k: u32, w: f64, generator: &mut impl Rng) -> u32 {
        let (a, b) = self.game.payoffs(k, self.n);
        let of_a = f64::from(k) * (1.0 - w + w * a);
        let of_b = f64::from(self.n - k) * (1.0 - w + w * b);
        let a_is_born = generator.random::<f64>() * (of_a + of_b) < of_a;
        let a_goes = generator.random_range(0..self.n) < k;
        match (a_is_born, a_goes) {
            (true, false) => k + 1,
            (false, true) => k - 1,
            _ => k,
        }
    }
}
