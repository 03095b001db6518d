//! Crowding-out: perceived control changes motivation of one's own, mostly downwards.

use super::learning::approach;
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "Falk & Kosfeld 2006; Bowles & Polanía-Reyes 2012; SOU 2018:38 §5.2.3";

/// Rate at which motivation falls.
pub static DOWN_RATE: Parameter = PARAMETERS[0];
/// Rate at which motivation rises.
pub static UP_RATE: Parameter = PARAMETERS[1];
const PARAMETERS: [Parameter; 2] = [
    Parameter::new("crowding_out.down_rate", 0.14, 0.0, 1.0)
        .symbol("r_mu")
        .summary("Share of the distance by which motivation falls in a period.")
        .unit("share per period")
        .neutral(0.0)
        .plausible(0.07, 0.28, "a third of the rate of learning; half to double of it")
        .source("14", SOURCE),
    Parameter::new("crowding_out.up_rate", 0.035, 0.0, 1.0)
        .symbol("r_up")
        .summary(
            "Share of the distance by which motivation rises in a period: it is rebuilt slowly.",
        )
        .unit("share per period")
        .neutral(0.0)
        .plausible(0.0175, 0.07, "a quarter of the rate downwards; half to double of it")
        .source("14", SOURCE),
];

/// The numbers of crowding-out; the signed reaction `zeta` is a trait.
#[derive(Debug, Clone, Copy)]
pub struct CrowdingOut {
    down_rate: f32,
    up_rate: f32,
}

impl Rule for CrowdingOut {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "crowding_out",
        summary: "Perceived control lowers most people's own motivation and raises some people's; it is lost faster than it is won back.",
        equation: "(14) mu moves to clamp(mu0 (1 − zeta C)) at rate r_mu down and r_up up",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[
            ("staff.traits.control_aversion.mean", 0.0),
            ("staff.traits.control_aversion.sd", 0.0),
        ],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { down_rate: spec.value(&DOWN_RATE) as f32, up_rate: spec.value(&UP_RATE) as f32 }
    }
}

impl Step for CrowdingOut {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let rule = *self;
        let block = &mut *context.block;
        let control = &block.flows.perceived_control;
        let agents = &mut block.agents;
        for (agent, motivation) in agents.motivation.iter_mut().enumerate() {
            let baseline = &agents.baseline_motivation[agent];
            let aversion = &agents.control_aversion[agent];
            let mut row = *motivation;
            for lane in 0..LANES {
                row[lane] = rule.moved(row[lane], baseline[lane], aversion[lane], control[lane]);
            }
            *motivation = row;
        }
    }
}

impl CrowdingOut {
    /// Motivation after a period under a perceived control.
    #[inline(always)]
    pub fn moved(&self, motivation: f32, baseline: f32, aversion: f32, control: f32) -> f32 {
        let target = self.target(baseline, aversion, control);
        approach(motivation, target, self.up_rate, self.down_rate)
    }

    /// Where motivation goes under a perceived control; in `[0,1]`.
    #[inline(always)]
    pub fn target(&self, baseline: f32, aversion: f32, control: f32) -> f32 {
        clamp01(baseline * (1.0 - aversion * control))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example() {
        let rule = CrowdingOut { down_rate: 0.05, up_rate: 0.0125 };
        // mu0 = 0.75, zeta = 0.3, C = 0.4: 0.75 · 0.88.
        assert!((rule.target(0.75, 0.3, 0.4) - 0.66).abs() < 1e-6);
        // One who likes control works more under it.
        assert!(rule.target(0.5, -0.5, 0.4) > 0.5);
        assert_eq!(rule.target(0.75, 0.3, 0.0), 0.75);
    }
}
