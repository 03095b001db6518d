//! The adaptive policy: a leader who distrusts tightens control.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::{ModelSpec, Policy};

/// Rate of adaptation.
pub static RATE: Parameter = PARAMETERS[0];
/// Control under full distrust.
pub static CEILING: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("adaptive_control.rate", 0.1, 0.0, 1.0)
        .symbol("r_m")
        .summary("Share of the distance by which an adaptive leader moves monitoring in a period.")
        .unit("share per period")
        .neutral(0.0)
        .plausible(0.02, 0.3, "unknown")
        .source("15", "SOU 2018:38 §2.8, p. 52"),
    Parameter::new("adaptive_control.ceiling", 0.8, 0.0, 1.0)
        .symbol("m_P")
        .summary("Monitoring to which an adaptive leader goes under full distrust.")
        .unit("probability per period")
        .needs(&["adaptive_control.rate"])
        .plausible(0.5, 1.0, "from moderate to full checks: no source gives a value")
        .source("15", "model assumption"),
];

/// The numbers of the adaptive policy.
#[derive(Debug, Clone, Copy)]
pub struct AdaptiveControl {
    active: bool,
    rate: f32,
    ceiling: f32,
}

impl Rule for AdaptiveControl {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "adaptive_control",
        summary: "Under the policy `adaptive` a leader tightens monitoring when distrusting and loosens it when trusting.",
        equation: "(15) m ← m + r_m (m_P (1 − P) − m)",
        source: "SOU 2018:38 §2.8, p. 52; whether it spirals is a question (H8)",
        parameters: &PARAMETERS,
        off: &[("adaptive_control.rate", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            active: spec.policy() == Policy::Adaptive,
            rate: spec.value(&RATE) as f32,
            ceiling: spec.value(&CEILING) as f32,
        }
    }
}

impl Step for AdaptiveControl {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        if self.active {
            let units = &mut context.block.units;
            for lane in 0..LANES {
                let wanted = self.ceiling * (1.0 - units.leader_trust[lane]);
                let monitoring = &mut units.levers[Lever::Monitoring][lane];
                *monitoring = clamp01(*monitoring + self.rate * (wanted - *monitoring));
            }
        }
    }
}
