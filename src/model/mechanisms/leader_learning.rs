//! The leader's trust in staff: learnt from results, but hardly by one who always checks.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::model::columns::Block;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// How far checking keeps a leader from learning.
pub static BLINDNESS: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("leader_learning.blindness", 0.7, 0.0, 1.0)
    .symbol("b_P")
    .summary("How far full checking keeps a leader from learning whom to trust.")
    .unit("share of the rate of learning")
    .neutral(0.0)
    .plausible(0.0, 1.0, "unknown")
    .source("15", "Strickland 1958")];

/// The numbers of the leader's learning.
#[derive(Debug, Clone, Copy)]
pub struct LeaderLearning {
    blindness: f32,
}

impl Rule for LeaderLearning {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "leader_learning",
        summary: "The leader trusts staff who reach the standard by what is measured; a leader who always checks never learns whom to trust.",
        equation: "(15) P moves at rate η (1 − b_P m) to min(1, (Ŷ + e_Y z) / (x̄ c̄)) (1 if x̄ c̄ = 0)",
        source: "Strickland 1958; SOU 2018:38 §2.8, p. 52",
        parameters: &PARAMETERS,
        off: &[("leader_learning.blindness", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { blindness: spec.value(&BLINDNESS) as f32 }
    }
}

impl Step for LeaderLearning {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let monitoring = &block.units.levers[Lever::Monitoring];
        for lane in 0..LANES {
            let reached = reached(block, lane);
            let rate = self.rate(rules.learning.rate, monitoring[lane]);
            let trust = &mut block.units.leader_trust[lane];
            *trust = rules.learning.moved(*trust, reached, rate);
        }
    }
}

impl LeaderLearning {
    /// The rate of learning of who checks so often.
    #[inline(always)]
    pub fn rate(&self, rate: f32, monitoring: f32) -> f32 {
        rate * (1.0 - self.blindness * monitoring)
    }
}

/// How far a unit's staff reach the standard by what is measured, at most 1.
#[inline(always)]
pub fn reached(block: &Block, lane: usize) -> f32 {
    let standard = block.units.levers[Lever::Standard][lane];
    let expected = standard * block.flows.capacity[lane] as f32;
    let reached = if expected > 0.0 { block.flows.seen_output[lane] / expected } else { 1.0 };
    reached.min(1.0)
}
