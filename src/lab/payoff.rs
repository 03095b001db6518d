//! What giving to a public good costs and brings.

/// Payoffs of a contribution game.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Payoff {
    /// `endowment − c + return · Σ c`.
    Linear {
        /// Tokens of each member in each period.
        endowment: f64,
        /// Marginal per-capita return.
        marginal_return: f64,
    },
    /// `a + b c − q c² + r Σ others' c`, for contributions from 0 to an endowment: it pays to give
    /// something, and less than is best for all.
    Quadratic {
        /// Largest contribution.
        endowment: f64,
        /// Fixed part, `a`.
        fixed: f64,
        /// Own return of the first unit, `b`.
        first: f64,
        /// Fall of the own return, `q`.
        fall: f64,
        /// What a unit brings each other member, `r`.
        to_others: f64,
    },
    /// A common pool, in which every token of `X` brings `a − b X`: to give is to hold back, from what
    /// each puts in where all answer each other down to what is best for all.
    Pool {
        /// Users of the pool.
        users: usize,
        /// Return of the first token above what it brings elsewhere, `a`.
        first: f64,
        /// Fall of the return, `b`.
        fall: f64,
    },
}

impl Payoff {
    /// Largest contribution.
    pub fn endowment(&self) -> f64 {
        match *self {
            Self::Linear { endowment, .. } | Self::Quadratic { endowment, .. } => endowment,
            Self::Pool { .. } => {
                let (selfish, best) = self.uses();
                selfish - best
            }
        }
    }

    /// Tokens that each user puts into a pool where all answer each other (Nash), and where it is best for
    /// all; the same, 0, where there is no pool.
    fn uses(&self) -> (f64, f64) {
        let Self::Pool { users, first, fall } = *self else { return (0.0, 0.0) };
        let n = users as f64;
        (first / (fall * (n + 1.0)), first / (2.0 * fall * n))
    }

    /// The contribution that is best for oneself alone, when each token given costs `tax` later on.
    pub fn selfish(&self, tax: f64) -> f64 {
        match *self {
            Self::Linear { endowment, marginal_return } => {
                if marginal_return - tax > 1.0 {
                    endowment
                } else {
                    0.0
                }
            }
            Self::Quadratic { endowment, first, fall, .. } => {
                ((first - tax) / (2.0 * fall)).clamp(0.0, endowment)
            }
            Self::Pool { .. } => 0.0,
        }
    }

    /// The contribution of each that is best for a group.
    pub fn best_for_all(&self, members: usize) -> f64 {
        let n = members as f64;
        match *self {
            Self::Linear { endowment, marginal_return } => {
                if n * marginal_return > 1.0 {
                    endowment
                } else {
                    0.0
                }
            }
            Self::Quadratic { endowment, first, fall, to_others, .. } => {
                ((first + (n - 1.0) * to_others) / (2.0 * fall)).clamp(0.0, endowment)
            }
            Self::Pool { .. } => self.endowment(),
        }
    }

    /// What a token given costs the giver, when each costs `tax` later on, and what it brings all other
    /// members: means over the way from what is best for oneself to what is best for all, each at least
    /// 0. Payoffs that are not linear rise and fall evenly, so that their means lie half-way.
    pub fn stakes(&self, members: usize, tax: f64) -> (f64, f64) {
        let others = (members - 1) as f64;
        let half_way = 0.5 * (self.selfish(tax) + self.best_for_all(members));
        match *self {
            Self::Linear { marginal_return, .. } => {
                ((1.0 - marginal_return + tax).max(0.0), others * marginal_return)
            }
            Self::Quadratic { first, fall, to_others, .. } => {
                ((2.0 * fall * half_way - first + tax).max(0.0), others * to_others)
            }
            Self::Pool { users, fall, .. } => {
                let use_of_each = self.uses().0 - half_way;
                (fall * (users + 1) as f64 * half_way + tax, fall * others * use_of_each)
            }
        }
    }

    /// What a member earns by its own contribution and the sum of the others'.
    pub fn earns(&self, own: f64, others: f64) -> f64 {
        match *self {
            Self::Linear { endowment, marginal_return } => {
                endowment - own + marginal_return * (own + others)
            }
            Self::Quadratic { fixed, first, fall, to_others, .. } => {
                fixed + first * own - fall * own * own + to_others * others
            }
            Self::Pool { users, first, fall } => {
                let selfish = self.uses().0;
                let all = users as f64 * selfish - own - others;
                (selfish - own) * (first - fall * all)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payoffs_are_those_worked_out_by_hand() {
        let linear = Payoff::Linear { endowment: 20.0, marginal_return: 0.4 };
        // 20 − 5 + 0.4 · (5 + 30) = 29.
        assert_eq!(linear.earns(5.0, 30.0), 29.0);
        assert_eq!((linear.selfish(0.0), linear.best_for_all(4)), (0.0, 20.0));
        let close = |(c, g): (f64, f64), wanted: (f64, f64)| {
            assert!((c - wanted.0).abs() < 1e-12 && (g - wanted.1).abs() < 1e-12, "{c} {g}");
        };
        close(linear.stakes(4, 0.0), (0.6, 1.2));
        // A tax of 0.3 a token makes giving half as dear again.
        close(linear.stakes(4, 0.3), (0.9, 1.2));
        // Who gains by giving loses nothing.
        close(Payoff::Linear { endowment: 20.0, marginal_return: 1.5 }.stakes(4, 0.0), (0.0, 4.5));
        let quadratic = Payoff::Quadratic {
            endowment: 20.0,
            fixed: 10.0,
            first: 8.0,
            fall: 0.5,
            to_others: 2.0,
        };
        // 10 + 8 · 6 − 0.5 · 36 + 2 · 9 = 58.
        assert_eq!(quadratic.earns(6.0, 9.0), 58.0);
        assert_eq!((quadratic.selfish(0.0), quadratic.best_for_all(4)), (8.0, 14.0));
        assert_eq!(quadratic.selfish(2.0), 6.0);
        // From 8 to 14 the last token costs 2 · 0.5 · 14 − 8 = 6, the first nothing.
        close(quadratic.stakes(4, 0.0), (3.0, 6.0));
        // With a tax of 2 it is from 6 to 14, and the last costs 6 + 2.
        close(quadratic.stakes(4, 2.0), (4.0, 6.0));
    }

    /// What is said to be best is so among all that can be given.
    #[test]
    fn what_is_best_is_best() {
        let quadratic = Payoff::Quadratic {
            endowment: 20.0,
            fixed: 10.0,
            first: 8.0,
            fall: 0.5,
            to_others: 2.0,
        };
        let linear = Payoff::Linear { endowment: 20.0, marginal_return: 0.4 };
        let pool = Payoff::Pool { users: 4, first: 18.0, fall: 0.25 };
        for payoff in [quadratic, linear, pool] {
            let all = || (0..=1_000).map(|step| payoff.endowment() * f64::from(step) / 1_000.0);
            let best = |of: &dyn Fn(f64) -> f64| {
                all().fold(0.0, |best, x| if of(x) > of(best) + 1e-9 { x } else { best })
            };
            let step = payoff.endowment() / 1_000.0;
            let for_all = best(&|each| payoff.earns(each, 3.0 * each));
            assert!((for_all - payoff.best_for_all(4)).abs() <= step, "{payoff:?} {for_all}");
            // An answer to others who all look for their own good.
            let selfish = payoff.selfish(0.0);
            let own = best(&|own| payoff.earns(own, 3.0 * selfish));
            assert!((own - selfish).abs() <= step, "{payoff:?} {own}");
        }
    }

    /// Ostrom, Walker & Gardner: eight users put in 8 tokens each, and 4.5 would be best.
    #[test]
    fn a_pool_is_held_back_from_as_published() {
        let pool = Payoff::Pool { users: 8, first: 18.0, fall: 0.25 };
        assert_eq!((pool.endowment(), pool.selfish(0.0), pool.best_for_all(8)), (3.5, 0.0, 3.5));
        // 8 · (18 − 0.25 · 64) and 4.5 · (18 − 0.25 · 36).
        assert_eq!((pool.earns(0.0, 0.0), pool.earns(3.5, 24.5)), (16.0, 40.5));
        // The mean of 0 and 18 − 0.25 · 9 · 4.5, and of 0.25 · 7 · 8 and 0.25 · 7 · 4.5.
        let (loss, gain) = pool.stakes(8, 0.0);
        assert!((loss - 3.9375).abs() < 1e-12 && (gain - 10.9375).abs() < 1e-12);
        // By small steps on the way: what a bit more held back costs, and brings the others.
        let (mut costs, mut brings) = (0.0, 0.0);
        for step in 0..1_000 {
            let (each, bit) = (3.5 * (f64::from(step) + 0.5) / 1_000.0, 1e-6);
            let others = 7.0 * each;
            costs += (pool.earns(each, others) - pool.earns(each + bit, others)) / bit;
            brings += 7.0 * (pool.earns(each, others + bit) - pool.earns(each, others)) / bit;
        }
        assert!((costs / 1_000.0 - loss).abs() < 1e-3 && (brings / 1_000.0 - gain).abs() < 1e-3);
    }
}
