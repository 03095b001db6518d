//! Funding: a share of the budget is won by relative measured output.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::model::levers::Lever;
use crate::model::specification::ModelSpec;

/// The rule of funding; has no numbers beyond the lever `competition`.
#[derive(Debug, Clone, Copy)]
pub struct Funding;

impl Rule for Funding {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "funding",
        summary: "A unit's funds for the next period follow the common reputation and, where units compete, its measured output relative to the others'.",
        equation: "(12) f = R [(1 − χ) + χ Ŷ / mean Ŷ] for the next period (relative output 1 if mean Ŷ ≤ 0)",
        source: "SOU 2018:38 §2.7, pp. 49–50",
        parameters: &[],
        off: &[("levers.competition", 0.0)],
    };

    fn resolve(_: &ModelSpec) -> Self {
        Self
    }
}

impl Step for Funding {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let competition = &block.units.levers[Lever::Competition];
        for lane in 0..LANES {
            let share = f64::from(competition[lane]);
            let mean = block.sector.measured_output[lane];
            let relative = if mean > 0.0 { block.flows.measured_output[lane] / mean } else { 1.0 };
            let funds = block.sector.reputation[lane] * ((1.0 - share) + share * relative);
            block.units.funding[lane] = funds as f32;
        }
    }
}
