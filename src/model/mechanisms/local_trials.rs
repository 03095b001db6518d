//! The local policy: leaders try out changes of levers and keep those that help.

use rand::RngExt;

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::random::{Address, Purpose};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::{ModelSpec, Policy};

/// Periods between two trials.
pub static INTERVAL: Parameter = PARAMETERS[0];
/// Size of a trial.
pub static STEP: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("local_trials.interval", 12.0, 1.0, 10_000.0)
        .symbol("n_t")
        .whole()
        .summary("Periods between two trials of a local leader.")
        .unit("periods")
        .plausible(6.0, 24.0, "half a year to two years between reforms of a unit")
        .source("section 2", "SOU 2018:38 §2.8, p. 55"),
    Parameter::new("local_trials.step", 0.1, 0.0, 1.0)
        .symbol("s_t")
        .summary("By how much a trial moves a lever, up or down, within its range.")
        .unit("lever units")
        .neutral(0.0)
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("section 2", "model assumption"),
];

/// The levers that local leaders may change.
pub const LOCAL_LEVERS: [Lever; 5] =
    [Lever::Pay, Lever::Monitoring, Lever::Dialogue, Lever::Support, Lever::Vision];

/// The numbers of the local policy.
#[derive(Debug, Clone, Copy)]
pub struct LocalTrials {
    active: bool,
    interval: u32,
    step: f32,
}

impl Rule for LocalTrials {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "local_trials",
        summary: "Under the policy `local` the leader compares the output seen over the last interval with the one before, takes the last change back if it fell, and tries another.",
        equation: "lead of every n_t-th period: undo the last trial if seen output fell; one of pay, monitoring, dialogue, support, vision ← ± s_t",
        source: "SOU 2018:38 §2.8, p. 55: room for a local policy (H20)",
        parameters: &PARAMETERS,
        off: &[("local_trials.step", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            active: spec.policy() == Policy::Local,
            interval: spec.value(&INTERVAL) as u32,
            step: spec.value(&STEP) as f32,
        }
    }
}

impl Step for LocalTrials {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let finished = context.period - 1;
        if self.active && finished > 0 && finished.is_multiple_of(self.interval) {
            for lane in 0..LANES {
                self.judge_last_trial(context, lane);
                self.try_another(context, lane);
            }
        }
    }
}

impl LocalTrials {
    /// Compares the interval that has just ended with the one before and starts a new one.
    fn judge_last_trial(&self, context: &mut PeriodContext, lane: usize) {
        let units = &mut context.block.units;
        let mean = units.seen_output[lane] / f64::from(self.interval);
        let before = units.seen_before[lane];
        if let Some((lever, old)) = units.last_trial[lane].take()
            && before > f64::NEG_INFINITY
            && mean < before
        {
            units.levers[lever][lane] = old;
        }
        units.seen_before[lane] = mean;
        units.seen_output[lane] = 0.0;
    }

    fn try_another(&self, context: &mut PeriodContext, lane: usize) {
        let place = context.block.places[lane];
        let (replicate, unit) = (place.replicate, place.unit);
        let purpose = Purpose::LocalTrial;
        let address = Address { replicate, unit, purpose, period: context.period, agent: 0 };
        let mut generator = context.world.draws().at(address);
        let lever = LOCAL_LEVERS[generator.random_range(0..LOCAL_LEVERS.len() as u32) as usize];
        let direction = if generator.random::<u32>() & 1 == 1 { 1.0 } else { -1.0 };
        let range = lever.definition().range;
        let value = &mut context.block.units.levers[lever][lane];
        let old = *value;
        *value = (old + direction * self.step).clamp(range.low as f32, range.high as f32);
        context.block.units.last_trial[lane] = Some((lever, old));
    }
}
