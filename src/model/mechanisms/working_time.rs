//! Steering costs working time, trust included.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str =
    "SOU 2018:38 ch. 16 (control as a transaction cost), §17.2.2; model assumption on the sizes";

/// Time cost of checks.
pub static MONITORING: Parameter = PARAMETERS[0];
/// Time cost of dialogue.
pub static DIALOGUE: Parameter = PARAMETERS[1];
/// Time cost of work on a vision.
pub static VISION: Parameter = PARAMETERS[2];
/// Time cost of support.
pub static SUPPORT: Parameter = PARAMETERS[3];
/// What agreeing on checks saves of their time.
pub static DIALOGUE_SAVING: Parameter = PARAMETERS[4];

const PARAMETERS: [Parameter; 5] = [
    Parameter::new("working_time.monitoring", 0.25, 0.0, 1.0)
        .symbol("t_m")
        .summary("Working time that full checks cost, before what dialogue saves of it.")
        .unit("share of working time")
        .neutral(0.0)
        .plausible(0.05, 0.35, "fairness")
        .source("9", SOURCE),
    Parameter::new("working_time.dialogue", 0.05, 0.0, 1.0)
        .symbol("t_δ")
        .summary("Working time that full dialogue costs.")
        .unit("share of working time")
        .neutral(0.0)
        .plausible(0.0, 0.15, "fairness")
        .source("9", SOURCE),
    Parameter::new("working_time.vision", 0.05, 0.0, 1.0)
        .symbol("t_ν")
        .summary("Working time that full work on a vision costs.")
        .unit("share of working time")
        .neutral(0.0)
        .plausible(0.0, 0.15, "fairness")
        .source("9", SOURCE),
    Parameter::new("working_time.support", 0.10, 0.0, 1.0)
        .symbol("t_σ")
        .summary("Working time that full support costs.")
        .unit("share of working time")
        .neutral(0.0)
        .plausible(0.0, 0.3, "fairness")
        .source("9", SOURCE),
    Parameter::new("working_time.dialogue_saving", 0.5, 0.0, 1.0)
        .symbol("s_δ")
        .summary("Share of the time for checks that full dialogue saves, since checks agreed upon are simpler.")
        .unit("share of the time for checks")
        .neutral(0.0)
        .plausible(0.0, 0.8, "unknown")
        .source("9", SOURCE),
];

/// The time costs of steering.
#[derive(Debug, Clone, Copy)]
pub struct WorkingTime {
    monitoring: f32,
    dialogue: f32,
    vision: f32,
    support: f32,
    dialogue_saving: f32,
}

impl Rule for WorkingTime {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "working_time",
        summary: "Checking, taking part, work on a mission and support all cost working time.",
        equation: "(9) τ = max(0, 1 − t_m m (1 − s_δ δ) − t_δ δ − t_ν ν − t_σ σ − what broken words take (23))",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[
            ("working_time.monitoring", 0.0),
            ("working_time.dialogue", 0.0),
            ("working_time.vision", 0.0),
            ("working_time.support", 0.0),
        ],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            monitoring: spec.value(&MONITORING) as f32,
            dialogue: spec.value(&DIALOGUE) as f32,
            vision: spec.value(&VISION) as f32,
            support: spec.value(&SUPPORT) as f32,
            dialogue_saving: spec.value(&DIALOGUE_SAVING) as f32,
        }
    }
}

impl Step for WorkingTime {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let levers = &block.units.levers;
        let broken = rules.broken_words.time(&block.units.broken_words);
        for lane in 0..LANES {
            let dialogue = levers[Lever::Dialogue][lane];
            let left = 1.0
                - self.monitoring
                    * levers[Lever::Monitoring][lane]
                    * (1.0 - self.dialogue_saving * dialogue)
                - self.dialogue * dialogue
                - self.vision * levers[Lever::Vision][lane]
                - self.support * levers[Lever::Support][lane]
                - broken[lane];
            block.flows.working_time[lane] = left.max(0.0);
        }
    }
}
