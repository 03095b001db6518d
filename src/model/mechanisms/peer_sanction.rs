//! Colleagues answer those who give less than they do, and sometimes those who give more.
//!
//! Who gives less than colleagues expects to be rebuked by those who give more; where norms are
//! weak, who gives more is rebuked too. A person does not know whom it will be measured against:
//! the chance that a colleague gives more is a logistic curve around the belief.

use super::{Mechanism, Rule};
use crate::ground::maths::{Real, larger, share_of_odds};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Strength of rebukes for giving less.
pub static STRENGTH: Parameter = PARAMETERS[0];
/// Strength of rebukes for giving more.
pub static ANTISOCIAL: Parameter = PARAMETERS[1];
/// Spread of what colleagues give.
pub static SPREAD: Parameter = PARAMETERS[2];

const SOURCE: &str = "Herrmann, Thöni & Gächter 2008; Fehr & Gächter 2000";

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("peer_sanction.strength", 0.0, 0.0, 5.0)
        .symbol("s_p")
        .summary("How much the drive gains where every colleague gives more and rebukes those who give less.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.4, "public goods games with punishment in sixteen cities")
        .source("5", SOURCE),
    Parameter::new("peer_sanction.antisocial", 0.0, 0.0, 5.0)
        .symbol("s_a")
        .summary("How much the drive loses where every colleague gives less and rebukes those who give more.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.4, "public goods games with punishment in sixteen cities")
        .source("5", SOURCE),
    Parameter::new("peer_sanction.spread", 0.2, 0.01, 1.0)
        .symbol("w_s")
        .summary("How far colleagues are thought to differ in what they give, as the scale of a logistic curve.")
        .unit("effort")
        .plausible(0.1, 0.3, "spread of contributions within groups")
        .needs(&["peer_sanction.strength", "peer_sanction.antisocial"])
        .source("5", SOURCE),
];

/// The numbers of sanctions among colleagues.
#[derive(Debug, Clone, Copy)]
pub struct PeerSanction<T = f32> {
    /// What is gained by fear of rebukes for giving less, `s`.
    pub strength: T,
    /// What is lost by fear of rebukes for giving more, `s_a`.
    pub antisocial: T,
    per_spread: T,
}

impl Rule for PeerSanction {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "peer_sanction",
        summary: "Colleagues rebuke those who give less than they do, and where norms are weak those who give more.",
        equation: "(5) M gains s_p G − s_a (1 − G), G = 1 / (1 + e^((M − B)/w_s))",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("peer_sanction.strength", 0.0), ("peer_sanction.antisocial", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl<T: Real> PeerSanction<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self {
            strength: T::of(spec.value(&STRENGTH)),
            antisocial: T::of(spec.value(&ANTISOCIAL)),
            per_spread: T::ONE / T::of(spec.value(&SPREAD)),
        }
    }

    /// Whether anyone rebukes anyone.
    pub fn acts(&self) -> bool {
        self.strength > T::ZERO || self.antisocial > T::ZERO
    }

    /// The same spread under other rebukes: those that a person has met with.
    pub fn with(self, (strength, antisocial): (T, T)) -> Self {
        Self { strength, antisocial, ..self }
    }

    /// The drive, at least 0, of one who would otherwise give `drive` and believes that colleagues
    /// give `belief`.
    #[inline(always)]
    pub fn answered(&self, drive: T, belief: T) -> T {
        let above = share_of_odds((drive - belief) * self.per_spread);
        let answered = drive + self.strength * above - self.antisocial * (T::ONE - above);
        larger(answered, T::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rebukes_lift_those_below_and_lower_those_above() {
        let kind: PeerSanction = PeerSanction { strength: 0.2, antisocial: 0.0, per_spread: 5.0 };
        let harsh = kind.with((0.2, 0.2));
        // Level with the others: half of them give more.
        assert!((kind.answered(0.5, 0.5) - 0.6).abs() < 1e-6);
        assert!((harsh.answered(0.5, 0.5) - 0.5).abs() < 1e-6);
        assert!(harsh.answered(0.9, 0.3) < 0.9 && harsh.answered(0.1, 0.7) > 0.1);
        // One spread below: 1 / (1 + e^−1) of them do.
        let share = 1.0 / (1.0 + (-1.0_f32).exp());
        assert!((kind.answered(0.4, 0.6) - (0.4 + 0.2 * share)).abs() < 1e-6);
        assert_eq!(kind.with((0.0, 0.0)).answered(0.37, 0.9), 0.37);
        assert!(!kind.with((0.0, 0.0)).acts());
    }
}
