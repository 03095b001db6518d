//! Gaming the measure: upcoding, grade inflation by a person.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::clamp01;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §2.7, pp. 49–50, §5.2 (upcoding under activity pay)";

/// Strength of gaming.
pub static STRENGTH: Parameter = PARAMETERS[0];
/// How far checks deter gaming.
pub static AUDIT: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("gaming.strength", 1.0, 0.0, 1.0)
        .symbol("a_g")
        .summary("Share of the gaming that pays which is in fact possible.")
        .unit("share")
        .neutral(0.0)
        .plausible(0.5, 1.0, "from half to all of what would pay: no source gives a value")
        .source("8", SOURCE),
    Parameter::new("gaming.audit", 0.5, 0.0, 5.0)
        .symbol("a_m")
        .summary("How far checks deter gaming.")
        .unit("gaming per unit of monitoring")
        .neutral(0.0)
        .plausible(0.0, 1.0, "trustworthiness falls with its cost")
        .source("8", SOURCE),
];

/// The numbers of gaming.
#[derive(Debug, Clone, Copy)]
pub struct Gaming {
    strength: f32,
    audit: f32,
}

impl Rule for Gaming {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "gaming",
        summary: "Pay for measured work tempts staff to raise the measure without the work; honesty towards a trusted leader and checks hold them back.",
        equation: "(8) g = a_g clamp(b* + team_pay/n − lambda T − a_m m)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("gaming.strength", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { strength: spec.value(&STRENGTH) as f32, audit: spec.value(&AUDIT) as f32 }
    }
}

impl Step for Gaming {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let (pay, monitoring) = (&block.flows.marginal_pay, &block.units.levers[Lever::Monitoring]);
        let agents = &mut block.agents;
        for (agent, gaming) in agents.gaming.iter_mut().enumerate() {
            let (honesty, trust) = (&agents.honesty[agent], &agents.trust[agent]);
            let mut row: Row = [0.0; LANES];
            for lane in 0..LANES {
                row[lane] = self.of(pay[lane], honesty[lane], trust[lane], monitoring[lane]);
            }
            *gaming = row;
        }
    }
}

impl Gaming {
    /// How far the measure is raised without the work, in `[0,1]`, under marginal pay for it.
    #[inline(always)]
    pub fn of(&self, pay: f32, honesty: f32, trust: f32, monitoring: f32) -> f32 {
        self.strength * clamp01(pay - honesty * trust - self.audit * monitoring)
    }
}
