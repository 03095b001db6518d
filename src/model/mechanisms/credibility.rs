//! Credibility of the vision: words must match deeds.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::columns::StaffSum;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Rate at which credibility moves.
pub static RATE: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("credibility.rate", 0.1, 0.0, 1.0)
    .symbol("r_K")
    .summary("Share of the distance by which the credibility of the vision moves in a period.")
    .unit("share per period")
    .neutral(0.0)
    .plausible(0.05, 0.2, "half to double the default: no source gives a value")
    .source("13", "SOU 2018:38 §2.8, pp. 52–53")];

/// The rate of credibility.
#[derive(Debug, Clone, Copy)]
pub struct Credibility {
    rate: f32,
}

impl Rule for Credibility {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "credibility",
        summary: "A competent leader's vision becomes credible unless co-operation falls short of what is believed of it.",
        equation: "(13) K ← K + r_K (A (1 − max(0, B̄ − q̄)) − K)",
        source: "SOU 2018:38 §2.8, pp. 52–53, §3.2 (words match deeds)",
        parameters: &PARAMETERS,
        off: &[("credibility.rate", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { rate: spec.value(&RATE) as f32 }
    }
}

impl Step for Credibility {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let belief = StaffSum::of(&block.staff, &block.agents.belief).mean();
        for lane in 0..LANES {
            let disappointment = (belief[lane] - block.flows.cooperation[lane]).max(0.0) as f32;
            let target = block.units.competence[lane] * (1.0 - disappointment);
            let credibility = &mut block.units.credibility[lane];
            *credibility = clamp01(*credibility + self.rate * (target - *credibility));
        }
    }
}
