//! Negative reciprocity: who minds being controlled, and sees that the leader does not trust, gives
//! less back.
//!
//! Motivation of one's own is crowded out slowly (equation 14); what is withheld here is held back at
//! once, and given again once the control has gone.

use super::{Mechanism, Rule};
use crate::ground::maths::{Real, smaller};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// How much is withheld.
pub static WEIGHT: Parameter = PARAMETERS[0];

const SOURCE: &str =
    "Falk & Kosfeld 2006 (agents read control as distrust); Ellingsen & Johannesson 2008";

const PARAMETERS: [Parameter; 1] =
    [Parameter::new("negative_reciprocity.weight", 1.0, 0.0, 10.0)
        .symbol("w_n")
        .summary("How much reciprocity is withheld from a leader who distrusts fully, per unit of felt control and of aversion to it; those who like control give more.")
        .unit("share of reciprocity per unit of control aversion")
        .neutral(0.0)
        .plausible(0.5, 1.5, "the reaction to control is scaled so that 1 fits the control game")
        .source("5", SOURCE)];

/// The weight of negative reciprocity.
#[derive(Debug, Clone, Copy)]
pub struct NegativeReciprocity<T = f32> {
    weight: T,
}

impl Rule for NegativeReciprocity {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "negative_reciprocity",
        summary: "Those who dislike being controlled by a leader who distrusts them give less back, to colleagues too; those who like it give more.",
        equation: "(5) part 1: rho (1 − min(1, w_n zeta C (1 − P))) in place of rho, C from this period's levers",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("negative_reciprocity.weight", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl<T: Real> NegativeReciprocity<T> {
    /// The weight in a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self { weight: T::of(spec.value(&WEIGHT)) }
    }

    /// Whether anything is withheld.
    pub fn acts(&self) -> bool {
        self.weight > T::ZERO
    }

    /// The share of reciprocity, at least 0, that is left to one with this reaction to control
    /// (`zeta`), who feels so much control from a leader who trusts so far; above 1 for those who
    /// like control.
    #[inline(always)]
    pub fn left(&self, aversion: T, control: T, leader_trust: T) -> T {
        let distrust = control * (T::ONE - leader_trust);
        T::ONE - smaller(self.weight * aversion * distrust, T::ONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_mind_withhold_from_those_who_distrust() {
        let rule: NegativeReciprocity = NegativeReciprocity { weight: 2.0 };
        // 1 − 2 · 0.3 · 0.5 · 0.4.
        assert!((rule.left(0.3, 0.5, 0.6) - 0.88).abs() < 1e-6);
        // All of it is withheld at the most.
        assert_eq!(rule.left(3.0, 1.0, 0.0), 0.0);
        // Who likes control gives more: 1 + 2 · 0.4 · 0.5.
        assert!((rule.left(-0.4, 1.0, 0.5) - 1.4).abs() < 1e-6);
        // Who does not care, is not controlled, or is trusted, withholds nothing.
        assert_eq!(rule.left(0.0, 1.0, 0.0), 1.0);
        assert_eq!(rule.left(0.5, 0.0, 0.0), 1.0);
        assert_eq!(rule.left(0.5, 1.0, 1.0), 1.0);
    }
}
