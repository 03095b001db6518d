//! The drive to work: one's own motivation, reciprocity, assurance, the leader, the felt vision.

use super::decision::{Decision, Situation};
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::maths::{Real, larger, smaller};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Weight of the felt vision.
pub static VISION: Parameter = PARAMETERS[0];

/// What self-interest takes off.
pub static DISCOUNT: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("drive.vision", 0.15, 0.0, 5.0)
        .symbol("v_M")
        .summary("How much a fully felt vision adds to the drive of those who give weight to others.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.3, "cheap talk adds 8–25 points of efficiency")
        .source("5", "SOU 2018:38 §2.8, pp. 51–52"),
    Parameter::new("drive.discount", 0.0, 0.0, 1.0)
        .symbol("d")
        .summary("What self-interest takes off the drive of those who have no concern for others, before anything is given.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.2, "fits of public goods games in the laboratory")
        .source("5", "Fischbacher & Gächter 2010: imperfect conditional co-operation"),
];

/// The numbers of the drive.
#[derive(Debug, Clone, Copy)]
pub struct Drive<T = f32> {
    vision: T,
    discount: T,
}

impl Rule for Drive {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "drive",
        summary: "The drive to work grows with one's own motivation, the belief that others give, the assurance that nearly all do, trust in the leader, and the felt vision.",
        equation: "(5) M = max(0, mu + rho B + π ι F(B) + gamma (2T − 1) + v_M ι V − d (1 − ι)) before sanctions among colleagues, ι = min(1, mu0 + rho)",
        source: "Fischbacher & Gächter 2010 (slope 0.74); SOU 2018:38 §2.7, §2.8",
        parameters: &PARAMETERS,
        off: &[("drive.vision", 0.0), ("drive.discount", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl Step for Drive {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &*context.block;
        let agents = &block.agents;
        let control = &rules.perceived_control.row(block);
        let leader_trust = &block.units.leader_trust;
        let decision = Decision::in_organisation(rules);
        for (agent, drive) in context.scratch.drive.iter_mut().enumerate() {
            *drive = decision.drive(&Situation {
                motivation: &agents.motivation[agent],
                baseline_motivation: &agents.baseline_motivation[agent],
                reciprocity: &agents.reciprocity[agent],
                belief: &agents.belief[agent],
                leader_reciprocity: &agents.leader_reciprocity[agent],
                trust: &agents.trust[agent],
                felt_vision: &agents.felt_vision[agent],
                control_aversion: &agents.control_aversion[agent],
                control,
                leader_trust,
            });
        }
    }
}

impl<T: Real> Drive<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self { vision: T::of(spec.value(&VISION)), discount: T::of(spec.value(&DISCOUNT)) }
    }

    /// Concern for others, `ι` in `[0,1]`.
    #[inline(always)]
    pub fn concern(baseline: T, reciprocity: T) -> T {
        smaller(baseline + reciprocity, T::ONE)
    }

    /// What is left of a wish after self-interest, at least 0, which takes the more off the less
    /// concern one has for others; `multiple` tells how dear giving is, against the usual.
    #[inline(always)]
    pub fn after_self_interest(&self, wish: T, concern: T, multiple: T) -> T {
        larger(wish - multiple * self.discount * (T::ONE - concern), T::ZERO)
    }

    /// What one agent would like to do: own motivation and concern, reciprocity and the belief about
    /// others, the weighted assurance `π F(B)`, reciprocity to the leader and trust, and the felt vision.
    #[inline(always)]
    pub fn wish(
        &self,
        (motivation, concern): (T, T),
        (reciprocity, belief): (T, T),
        assured: T,
        (to_leader, trust): (T, T),
        felt_vision: T,
    ) -> T {
        motivation
            + reciprocity * belief
            + concern * assured
            + to_leader * (T::TWO * trust - T::ONE)
            + self.vision * concern * felt_vision
    }
}
