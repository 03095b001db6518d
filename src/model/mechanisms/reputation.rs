//! The common reputation: what all depend on and each wears down by leniency.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Rate at which reputation moves.
pub static RATE: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("reputation.rate", 0.05, 0.0, 1.0)
        .symbol("r_R")
    .summary("Share of the distance to 1 − mean leniency by which the common reputation moves in a period.")
    .unit("share per period")
    .neutral(0.0)
    .plausible(0.025, 0.1, "half to double the default: no source gives a value")
    .source("12", "SOU 2018:38 §2.7, p. 50")];

/// The rate of reputation.
#[derive(Debug, Clone, Copy)]
pub struct Reputation {
    rate: f64,
}

impl Rule for Reputation {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "reputation",
        summary: "The sector's common reputation slowly follows how strict its units are.",
        equation: "(12) R ← R + r_R (1 − mean L − R)",
        source: "SOU 2018:38 §2.7, p. 50",
        parameters: &PARAMETERS,
        off: &[("reputation.rate", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { rate: spec.value(&RATE) }
    }
}

impl Step for Reputation {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let sector = &mut context.block.sector;
        for lane in 0..LANES {
            let target = 1.0 - sector.leniency[lane];
            sector.reputation[lane] += self.rate * (target - sector.reputation[lane]);
        }
    }
}
