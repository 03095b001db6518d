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
}

/// What a token given costs the giver in the public goods games to which people were fitted.
pub(super) const USUAL_COST: f64 = 0.6;

impl Payoff {
    /// Largest contribution.
    pub fn endowment(&self) -> f64 {
        match *self {
            Self::Linear { endowment, .. } | Self::Quadratic { endowment, .. } => endowment,
        }
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
        }
    }

    /// How much self-interest takes off, as a multiple of what it does where a token given costs the
    /// giver 0.6. A quadratic payoff costs nothing at the contribution that is best for oneself, to
    /// which a tax has been computed already: the usual multiple.
    pub fn self_interest(&self, tax: f64) -> f64 {
        match *self {
            Self::Linear { marginal_return, .. } => {
                (1.0 - marginal_return + tax).max(0.0) / USUAL_COST
            }
            Self::Quadratic { .. } => 1.0,
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
        assert_eq!(linear.self_interest(0.0), 1.0);
        // A tax of 0.3 a token makes giving half as dear again.
        assert!((linear.self_interest(0.3) - 1.5).abs() < 1e-12);
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
    }
}
