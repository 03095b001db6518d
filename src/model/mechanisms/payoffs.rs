//! Payoffs: one's own part of the stakes of a task against what others gain by it.
//!
//! The self-interested are moved by their own part alone; others weigh it against the gain of others,
//! the more the greater their concern. Only parts of the stakes count, so that no currency enters.

use super::{Mechanism, Rule};
use crate::ground::maths::Real;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "weighing of own and others' payoffs: Charness & Rabin 2002; size fitted to public goods games and the repeated dilemma";

/// Weight of payoffs.
pub static WEIGHT: Parameter = PARAMETERS[0];
/// Weight of others' gains among payoffs.
pub static OTHERS: Parameter = PARAMETERS[1];
/// What a full gift of work costs who gives it.
pub static OWN_LOSS: Parameter = PARAMETERS[2];
/// What a full gift of work brings all others.
pub static GAIN_OF_OTHERS: Parameter = PARAMETERS[3];

const PARAMETERS: [Parameter; 4] = [
    Parameter::new("payoffs.weight", 0.35, 0.0, 5.0)
        .symbol("d")
        .summary("How much one's own part of what is at stake in a task lowers the drive.")
        .unit("effort per unit of the stakes")
        .neutral(0.0)
        .plausible(0.27, 0.42, "points near the best fit of all experiments")
        .source("5", SOURCE),
    Parameter::new("payoffs.others", 0.42, 0.0, 5.0)
        .symbol("e_o")
        .summary("How much others' gains weigh with those of full concern, against their own loss.")
        .unit("share of the stakes")
        .neutral(0.0)
        .plausible(0.33, 0.47, "points near the best fit of all experiments")
        .source("5", SOURCE),
    Parameter::new("payoffs.own_loss", 0.6, 0.01, 10.0)
        .symbol("c_w")
        .summary("What a full gift of work costs who gives it; also what effort costs in net welfare.")
        .unit("output per agent")
        .plausible(0.4, 0.8, "as in the usual public goods game (0.6 of what is given); unknown at work")
        .source("5, 7", "as the usual public goods game"),
    Parameter::new("payoffs.gain_of_others", 1.6, 0.0, 10.0)
        .symbol("g_w")
        .summary("What a full gift of work brings all others where all co-operate; also the worth of true output in net welfare.")
        .unit("output per agent")
        .plausible(1.0, 2.4, "from hardly more than it costs to four times as much; unknown")
        .source("5, 10", "as the usual public goods game"),
];

/// The numbers of payoffs.
#[derive(Debug, Clone, Copy)]
pub struct Payoffs<T = f32> {
    weight: T,
    others: T,
    /// What a full gift of work costs who gives it, `c_w`.
    pub own_loss: T,
    /// What it brings all others where all co-operate, `g_w`.
    pub gain_of_others: T,
}

impl Rule for Payoffs {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "payoffs",
        summary: "What giving costs oneself is weighed against what it brings others, as parts of what is at stake.",
        equation: "(5) part 3: s gains d (ι e_o − c_w/(c_w + g_B)), g_B = g_w ((1 − φ) + φ F(B)); in games the loss and gain of the game in place of c_w and g_B, and nothing in answers to one who has given",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("payoffs.weight", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl<T: Real> Payoffs<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        let number = |parameter: &Parameter| T::of(spec.value(parameter));
        Self {
            weight: number(&WEIGHT),
            others: number(&OTHERS),
            own_loss: number(&OWN_LOSS),
            gain_of_others: number(&GAIN_OF_OTHERS),
        }
    }

    /// What a unit of cost does to the drive where so much is at stake: `d / (c + g)`, 0 where nothing
    /// is.
    #[inline(always)]
    pub fn per_stake(&self, own_loss: T, gain_of_others: T) -> T {
        let stakes = own_loss + gain_of_others;
        if stakes > T::ZERO { self.weight / stakes } else { T::ZERO }
    }

    /// What others' gains add to the drive of one with this concern for them.
    #[inline(always)]
    pub fn for_others(&self, concern: T) -> T {
        self.weight * (concern * self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_of_the_stakes_count() {
        let rule = Payoffs { weight: 0.4, others: 0.5, own_loss: 0.6, gain_of_others: 1.2 };
        // Own part 0.6 / 1.8 of the stakes: 0.4 (ι 0.5 − 1/3).
        let moved = |scale: f64, concern: f64| {
            rule.for_others(concern) - rule.per_stake(0.6 * scale, 1.2 * scale) * 0.6 * scale
        };
        assert!((moved(1.0, 1.0) - 0.4 * (0.5 - 1.0 / 3.0)).abs() < 1e-12);
        assert!((moved(100.0, 1.0) - moved(1.0, 1.0)).abs() < 1e-12);
        assert!((moved(1.0, 0.0) + 0.4 / 3.0).abs() < 1e-12);
        assert_eq!(rule.per_stake(0.0, 0.0), 0.0);
    }
}
