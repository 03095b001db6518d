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

    /// The expected number of meetings, or of births, until everyone does the same: that of a birth–death
    /// chain, whose equations are solved without subtracting. Infinite where it is beyond all numbers.
    pub fn expected_steps(&self) -> f64 {
        // From k on down: t_k = rest + onward t_(k+1), with 1 − onward = back.
        let mut solved = Vec::new();
        let (mut rest, mut back) = (0.0, 1.0);
        for k in 1..self.n {
            let (up, down) = self.rates(k);
            let all = up + down * back;
            rest = (1.0 + down * rest) / all;
            back = down * back / all;
            solved.push((rest, up / all));
        }
        let step = |later: f64, (rest, onward): &(f64, f64)| {
            if *onward == 0.0 { *rest } else { rest + onward * later }
        };
        let steps = solved.iter().rev().fold(0.0, step);
        if steps.is_nan() { f64::INFINITY } else { steps }
    }

    /// In a population where k play A: the probabilities of one more and of one fewer after a step.
    fn rates(&self, k: u32) -> (f64, f64) {
        let (a, b) = self.game.payoffs(k, self.n);
        let (k, n) = (f64::from(k), f64::from(self.n));
        match self.rule {
            ImitationRule::Fermi { beta } => {
                // Either of the two may be the one who looks at the other.
                let mixed = k * (n - k) / (n * (n - 1.0));
                let copies = |gain: f64| mixed / (1.0 + libm::exp(-beta * gain));
                (copies(a - b), copies(b - a))
            }
            ImitationRule::Moran { w } => {
                let (of_a, of_b) = (k * (1.0 - w + w * a), (n - k) * (1.0 - w + w * b));
                let all = of_a + of_b;
                // As `birth` draws it, also where fitness is negative.
                let born = match of_a / all {
                    share if all > 0.0 => share.clamp(0.0, 1.0),
                    share if all < 0.0 => (1.0 - share).clamp(0.0, 1.0),
                    _ => f64::from(u8::from(of_a > 0.0)),
                };
                (born * (n - k) / n, (1.0 - born) * k / n)
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn expected_steps_are_those_worked_out_by_hand_and_those_played() {
        let rule = ImitationRule::Fermi { beta: 1.0 };
        let neutral = TwoByTwo { aa: 1.0, ab: 1.0, ba: 1.0, bb: 1.0 };
        // Two who differ meet in every step, and one of them takes the other's choice with 1/2.
        let two = Imitation { game: neutral, n: 2, rule };
        assert!((two.expected_steps() - 2.0).abs() < 1e-12, "{}", two.expected_steps());
        let game = TwoByTwo { aa: 2.0, ab: 1.5, ba: 3.0, bb: 0.0 };
        let eight = Imitation { game, n: 8, rule };
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let (n, mut steps) = (4_000, 0_u32);
        for _ in 0..n {
            let mut k = 1;
            while k > 0 && k < 8 {
                k = eight.pair(k, 1.0, &mut random);
                steps += 1;
            }
        }
        let (played, exact) = (f64::from(steps) / f64::from(n), eight.expected_steps());
        assert!((played / exact - 1.0).abs() < 0.15, "{played} {exact}");
    }

    /// Who does best apart stay in balance nearly for ever; who is never copied is gone at once.
    #[test]
    fn expected_steps_are_right_at_the_ends_of_the_ranges() {
        let rule = ImitationRule::Fermi { beta: 100.0 };
        let apart = TwoByTwo { aa: 2.0, ab: 1.5, ba: 3.0, bb: 0.0 };
        assert!(Imitation { game: apart, n: 20, rule }.expected_steps() > 1e12);
        let dilemma = TwoByTwo { aa: 2.0, ab: -1.0, ba: 3.0, bb: 0.0 };
        // The one who co-operates meets another with 2/n, and is gone when it is the one who looks.
        let steps = Imitation { game: dilemma, n: 20, rule }.expected_steps();
        assert!((steps - 20.0).abs() < 1e-6, "{steps}");
    }
}
