//! The felt vision: credible, special to this organisation, fitting the person, heard with trust.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::smaller;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::population::LABELS;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §2.8, pp. 51–53";

/// How much distinctiveness matters.
pub static DISTINCTIVENESS: Parameter = PARAMETERS[0];
/// Trust that is needed to be heard.
pub static TRUST_NEEDED: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("felt_vision.distinctiveness", 1.0, 0.0, 10.0)
        .symbol("k_V")
        .summary("How much it matters that other units do not have the same vision (an exponent).")
        .neutral(0.0)
        .plausible(
            0.0,
            2.0,
            "from content that does not matter to twice the default: no source gives a value",
        )
        .source("13", SOURCE),
    Parameter::new("felt_vision.trust_needed", 0.6, 0.01, 1.0)
        .symbol("T_V")
        .summary("Trust in the leader at which the vision is fully heard.")
        .plausible(0.4, 0.8, "around the middle of the scale: no source gives a value")
        .source("13", SOURCE),
];

/// The numbers of the felt vision.
#[derive(Debug, Clone, Copy)]
pub struct FeltVision {
    distinctiveness: f32,
    per_trust: f32,
}

impl Rule for FeltVision {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "felt_vision",
        summary: "A vision is felt when the leader works on it, is credible and trusted, when it is special to the unit and near the person's own orientation; the label itself never matters.",
        equation: "(13) V = ν K dist^k_V fit min(1, T/T_V), dist = 1 − share of other units with the same label, fit = 1 − distance of o and label on the circle",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("levers.vision", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            distinctiveness: spec.value(&DISTINCTIVENESS) as f32,
            per_trust: (1.0 / spec.value(&TRUST_NEEDED)) as f32,
        }
    }
}

impl Step for FeltVision {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let (mut strength, mut label): (Row, Row) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            let distinct = self.distinct(block.sector.same_label[lane]);
            let work = block.units.levers[Lever::Vision][lane] * block.units.credibility[lane];
            strength[lane] = work * distinct;
            label[lane] = f32::from(block.units.label[lane]) / LABELS as f32;
        }
        let agents = &mut block.agents;
        for (agent, felt) in agents.felt_vision.iter_mut().enumerate() {
            let (trust, orientation) = (&agents.trust[agent], &agents.orientation[agent]);
            let mut row: Row = [0.0; LANES];
            for lane in 0..LANES {
                let apart = (orientation[lane] - label[lane]).abs();
                let fit = 1.0 - smaller(apart, 1.0 - apart);
                row[lane] = strength[lane] * fit * smaller(trust[lane] * self.per_trust, 1.0);
            }
            *felt = row;
        }
    }
}

impl FeltVision {
    /// `dist` to the power of the exponent; exact at the exponents 0 and 1.
    #[inline(always)]
    fn distinct(&self, same_label: f32) -> f32 {
        let distinct = 1.0 - same_label;
        if self.distinctiveness == 1.0 {
            distinct
        } else {
            libm::powf(distinct, self.distinctiveness)
        }
    }
}
