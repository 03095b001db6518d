//! The drive to work, which begins as a wish: one's own motivation, reciprocity, the leader, the felt
//! vision.

use super::decision::{Decision, Situation};
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::maths::{Real, smaller};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Weight of the felt vision.
pub static VISION: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("drive.vision", 0.15, 0.0, 5.0)
    .symbol("v_M")
    .summary("How much a fully felt vision adds to the drive of those who give weight to others.")
    .unit("effort")
    .neutral(0.0)
    .plausible(0.0, 0.3, "cheap talk adds 8–25 points of efficiency")
    .source("5", "SOU 2018:38 §2.8, pp. 51–52")];

/// The numbers of the drive.
#[derive(Debug, Clone, Copy)]
pub struct Drive<T = f32> {
    vision: T,
}

impl Rule for Drive {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "drive",
        summary: "The drive to work begins as a wish, which grows with one's own motivation, the belief that others give, trust in the leader, and the felt vision.",
        equation: "(5) part 1: W = mu + rho w B + gamma (2T − 1) + v_M ι V, ι = min(1, mu0 + rho); M = max(0, what the parts 2 to 6 make of W)",
        source: "Fischbacher & Gächter 2010 (slope 0.74); SOU 2018:38 §2.7, §2.8",
        parameters: &PARAMETERS,
        off: &[("drive.vision", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl Step for Drive {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let control = &rules.perceived_control.row(block);
        let leader_trust = &block.units.leader_trust.clone();
        let decision = Decision::in_organisation(rules);
        let noise = &mut context.scratch.noise[..];
        if rules.decision_noise.acts() {
            block.streams.decision.fill_normals(&block.staff, noise);
        }
        let agents = &block.agents;
        for (agent, drive) in context.scratch.drive.iter_mut().enumerate() {
            *drive = decision.drive(&Situation {
                motivation: &agents.motivation[agent],
                baseline_motivation: &agents.baseline_motivation[agent],
                reciprocity: &agents.reciprocity[agent],
                reciprocity_left: &agents.reciprocity_left[agent],
                belief: &agents.belief[agent],
                leader_reciprocity: &agents.leader_reciprocity[agent],
                trust: &agents.trust[agent],
                felt_vision: &agents.felt_vision[agent],
                control_aversion: &agents.control_aversion[agent],
                control,
                leader_trust,
                threat_for_less: &agents.threat_for_less[agent],
                threat_for_more: &agents.threat_for_more[agent],
                noise: &noise[agent],
            });
        }
    }
}

impl<T: Real> Drive<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self { vision: T::of(spec.value(&VISION)) }
    }

    /// Concern for others, `ι` in `[0,1]`.
    #[inline(always)]
    pub fn concern(baseline: T, reciprocity: T) -> T {
        smaller(baseline + reciprocity, T::ONE)
    }

    /// What one agent would like to do: own motivation and concern, reciprocity and the belief about
    /// others, reciprocity to the leader and trust, and the felt vision.
    #[inline(always)]
    pub fn wish(
        &self,
        (motivation, concern): (T, T),
        (reciprocity, belief): (T, T),
        (to_leader, trust): (T, T),
        felt_vision: T,
    ) -> T {
        motivation
            + reciprocity * belief
            + to_leader * (T::TWO * trust - T::ONE)
            + self.vision * concern * felt_vision
    }

    /// What anyone would like to do where the best is to match the others.
    #[inline(always)]
    pub fn matching(&self, belief: T, felt_vision: T) -> T {
        belief + self.vision * felt_vision
    }
}
