//! The race to the bottom: units lower their standards to win funds.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §2.7, pp. 49–50, race to the bottom";

/// Rate at which leniency moves.
pub static RATE: Parameter = PARAMETERS[0];
/// How much a loss of funds adds to the temptation.
pub static SHORTFALL: Parameter = PARAMETERS[1];
/// How far others' leniency weakens one's own scruples.
pub static CONTAGION: Parameter = PARAMETERS[2];
/// How strongly temptation is resisted.
pub static RESISTANCE: Parameter = PARAMETERS[3];
/// Measured output of the sector below which the prize of leniency rises no more.
pub static SMALLEST_OUTPUT: Parameter = PARAMETERS[4];

const PARAMETERS: [Parameter; 5] = [
    Parameter::new("leniency.rate", 0.1, 0.0, 1.0)
        .symbol("r_L")
        .summary("Share of the distance by which a unit's leniency moves in a period.")
        .unit("share per period")
        .neutral(0.0)
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("12", SOURCE),
    Parameter::new("leniency.shortfall", 1.0, 0.0, 10.0)
        .symbol("l")
        .summary("How much a loss of funds adds to the temptation to lower standards.")
        .neutral(0.0)
        .plausible(0.0, 2.0, "unknown")
        .source("12", SOURCE),
    Parameter::new("leniency.contagion", 0.5, 0.0, 1.0)
        .symbol("ψ")
        .summary("How far others' leniency weakens a unit's own scruples.")
        .neutral(0.0)
        .plausible(0.0, 1.0, "unknown")
        .source("12", SOURCE),
    Parameter::new("leniency.resistance", 3.0, 0.1, 100.0)
        .symbol("d_L")
        .summary("How strongly temptation is resisted: its effect is divided by this.")
        .plausible(1.0, 6.0, "unknown")
        .source("12", SOURCE),
    Parameter::new("leniency.smallest_output", 0.2, 0.01, 10.0)
        .symbol("Y_L")
        .summary(
            "Mean measured output of the sector below which what leniency wins rises no further.",
        )
        .unit("output")
        .plausible(0.05, 0.4, "a small part of usual output")
        .source("12", "model assumption"),
];

/// The numbers of leniency.
#[derive(Debug, Clone, Copy)]
pub struct Leniency {
    rate: f32,
    shortfall: f32,
    contagion: f32,
    resistance: f32,
    smallest_output: f32,
}

impl Rule for Leniency {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "leniency",
        summary: "Where funds follow measured results, units lower their standards, the more so when they lose funds and when others do.",
        equation: "(12) L moves at rate r_L to clamp((χ R (1 + l max(0, 1 − f)) / max(mean Ŷ, Y_L) − mean(lambda T) (1 − ψ mean L)) / d_L); to 0 if χ = 0",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("leniency.rate", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            rate: spec.value(&RATE) as f32,
            shortfall: spec.value(&SHORTFALL) as f32,
            contagion: spec.value(&CONTAGION) as f32,
            resistance: spec.value(&RESISTANCE) as f32,
            smallest_output: spec.value(&SMALLEST_OUTPUT) as f32,
        }
    }
}

impl Step for Leniency {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let competition = &block.units.levers[Lever::Competition];
        for lane in 0..LANES {
            let reputation = block.sector.reputation[lane] as f32;
            let pressure = 1.0 + self.shortfall * (1.0 - block.units.funding[lane]).max(0.0);
            let prize = competition[lane] * reputation * pressure
                / (block.sector.measured_output[lane] as f32).max(self.smallest_output);
            let firmness = 1.0 - self.contagion * block.sector.leniency[lane] as f32;
            let scruples = block.flows.scruples[lane] as f32 * firmness;
            let wanted = clamp01((prize - scruples) / self.resistance);
            let target = if competition[lane] > 0.0 { wanted } else { 0.0 };
            let leniency = &mut block.units.leniency[lane];
            *leniency = clamp01(*leniency + self.rate * (target - *leniency));
        }
    }
}
