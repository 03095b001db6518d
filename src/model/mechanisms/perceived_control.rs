//! Perceived control: checks and pay are felt as being steered, less so when agreed in dialogue.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::model::columns::Block;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §2.8, pp. 54–55, §5.2.3; Deci & Ryan 1985";

/// Weight of checks.
pub static MONITORING: Parameter = PARAMETERS[0];
/// Weight of pay.
pub static PAY: Parameter = PARAMETERS[1];
/// How far dialogue eases it.
pub static DIALOGUE: Parameter = PARAMETERS[2];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("perceived_control.monitoring", 0.8, 0.0, 5.0)
        .symbol("c_m")
        .summary("How controlling checks are felt to be.")
        .unit("control per unit of monitoring")
        .neutral(0.0)
        .plausible(0.3, 1.0, "unknown")
        .source("14", SOURCE),
    Parameter::new("perceived_control.pay", 0.6, 0.0, 5.0)
        .symbol("c_b")
        .summary("How controlling effective pay for results is felt to be.")
        .unit("control per unit of pay")
        .neutral(0.0)
        .plausible(0.0, 0.8, "unknown")
        .source("14", SOURCE),
    Parameter::new("perceived_control.dialogue", 0.5, 0.0, 1.0)
        .symbol("c_δ")
        .summary("Share of perceived control that full dialogue takes away.")
        .unit("share")
        .neutral(0.0)
        .plausible(0.0, 0.8, "unknown")
        .source("14", SOURCE),
];

/// The weights of perceived control.
#[derive(Debug, Clone, Copy)]
pub struct PerceivedControl {
    monitoring: f32,
    pay: f32,
    dialogue: f32,
}

impl Rule for PerceivedControl {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "perceived_control",
        summary: "Checks and pay for results are felt as control, less so when staff took part in designing them.",
        equation: "(14) C = min(1, (1 − c_δ δ) (c_m m + c_b (b* + team_pay/n)))",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("perceived_control.monitoring", 0.0), ("perceived_control.pay", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            monitoring: spec.value(&MONITORING) as f32,
            pay: spec.value(&PAY) as f32,
            dialogue: spec.value(&DIALOGUE) as f32,
        }
    }
}

impl Step for PerceivedControl {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        context.block.flows.perceived_control = self.row(context.block);
    }
}

impl PerceivedControl {
    /// How controlling this period's checks and pay are felt to be, by lane.
    #[inline(always)]
    pub fn row(&self, block: &Block) -> Row {
        let levers = &block.units.levers;
        let mut row = [0.0; LANES];
        for lane in 0..LANES {
            let monitoring = levers[Lever::Monitoring][lane];
            let pay = block.flows.marginal_pay[lane];
            let dialogue = levers[Lever::Dialogue][lane];
            row[lane] = self.of(monitoring, pay, dialogue);
        }
        row
    }

    /// How controlling checks and effective pay are felt to be, in `[0,1]`.
    #[inline(always)]
    pub fn of(&self, monitoring: f32, pay: f32, dialogue: f32) -> f32 {
        let steering = self.monitoring * monitoring + self.pay * pay;
        ((1.0 - self.dialogue * dialogue) * steering).min(1.0)
    }
}
