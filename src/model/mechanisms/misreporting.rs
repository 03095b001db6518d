//! Miller's paradox: what staff reveal is used against them, so they inflate it.
//!
//! Inflation also slackens the standard that they are held to (used in equation 7).

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::clamp01;
use crate::model::columns::StaffSum;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "Miller 1992 in SOU 2018:38 §§2.6–2.7, p. 49";

/// Weight of the stake.
pub static STAKE: Parameter = PARAMETERS[0];
/// Slack asked for when staff take part.
pub static SLACK: Parameter = PARAMETERS[1];
/// How far checks deter inflation.
pub static DETERRENCE: Parameter = PARAMETERS[2];
/// Reported difficulty at which the standard holds in full.
pub static STANDARD_DIFFICULTY: Parameter = PARAMETERS[3];

const PARAMETERS: [Parameter; 4] = [
    Parameter::new("misreporting.stake", 1.0, 0.0, 5.0)
        .symbol("a_S")
        .summary(
            "How strongly reports are inflated because they are used against those who make them.",
        )
        .unit("inflation per unit of stake")
        .neutral(0.0)
        .plausible(0.5, 2.0, "half to double the default: no source gives a value")
        .source("3", SOURCE),
    Parameter::new("misreporting.slack", 0.3, 0.0, 5.0)
        .symbol("ς")
        .summary("How much slack dishonest staff take when they design targets themselves.")
        .unit("inflation per unit of dialogue")
        .neutral(0.0)
        .plausible(0.0, 0.4, "trustworthiness falls with its cost")
        .source("3", "participative budgeting; SOU 2018:38 §17.2.2"),
    Parameter::new("misreporting.deterrence", 0.1, 0.0, 5.0)
        .symbol("a_h")
        .summary("How far checks deter inflation; they seldom see difficulty.")
        .unit("inflation per unit of monitoring")
        .neutral(0.0)
        .plausible(0.0, 0.5, "trustworthiness falls with its cost")
        .source("3", SOURCE),
    Parameter::new("misreporting.standard_difficulty", 0.5, 0.0, 1.0)
        .symbol("D_x")
        .summary("Mean reported difficulty at which the standard holds in full; reports above it slacken the standard, reports below it tighten it.")
        .unit("difficulty")
        .plausible(0.3, 0.7, "around middle difficulty")
        .source("3", "model assumption"),
];

/// The numbers of misreporting.
#[derive(Debug, Clone, Copy)]
pub struct Misreporting {
    stake: f32,
    slack: f32,
    deterrence: f32,
    standard_difficulty: f32,
}

impl Rule for Misreporting {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "misreporting",
        summary: "The more reports are used to steer those who make them, the more they are inflated; honest and trusting staff report truthfully.",
        equation: "(2) S = (1 − δ) min(1, m s + b Λ), Λ from (6); (3) h = clamp(a_S S + ς δ (1 − lambda) − lambda T − a_h m), D̂ = D + h (1 − D), x̄_u = clamp(x̄ (1 + D_x − mean D̂))",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[
            ("misreporting.stake", 0.0),
            ("misreporting.slack", 0.0),
            ("misreporting.deterrence", 0.0),
        ],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            stake: spec.value(&STAKE) as f32,
            slack: spec.value(&SLACK) as f32,
            deterrence: spec.value(&DETERRENCE) as f32,
            standard_difficulty: spec.value(&STANDARD_DIFFICULTY) as f32,
        }
    }
}

impl Step for Misreporting {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let levers = &block.units.levers;
        let dialogue = &levers[Lever::Dialogue];
        let mut gain: Row = [0.0; LANES];
        for lane in 0..LANES {
            let monitoring = levers[Lever::Monitoring][lane];
            let use_of_reports = monitoring * levers[Lever::Sanction][lane]
                + levers[Lever::Pay][lane] * rules.ratchet.lost(levers[Lever::Ratchet][lane]);
            let stake = (1.0 - dialogue[lane]) * use_of_reports.min(1.0);
            block.flows.stake[lane] = stake;
            gain[lane] = self.gain(stake, monitoring);
        }
        let agents = &mut block.agents;
        let mut reported = StaffSum::new(&block.staff);
        for agent in 0..agents.inflation.len() {
            let (honesty, trust) = (&agents.honesty[agent], &agents.trust[agent]);
            let difficulty = &agents.difficulty[agent];
            let (mut inflation, mut report): (Row, Row) = ([0.0; LANES], [0.0; LANES]);
            for lane in 0..LANES {
                let h = self.inflation(gain[lane], dialogue[lane], honesty[lane], trust[lane]);
                inflation[lane] = h;
                report[lane] = reported_difficulty(difficulty[lane], h);
            }
            reported.add(agent, &report);
            agents.inflation[agent] = inflation;
        }
        let mean = reported.mean();
        for lane in 0..LANES {
            let standard = levers[Lever::Standard][lane];
            block.flows.reported_difficulty[lane] = mean[lane] as f32;
            let slackened = (1.0 + self.standard_difficulty) - mean[lane] as f32;
            block.flows.effective_standard[lane] = clamp01(standard * slackened);
        }
    }
}

impl Misreporting {
    /// What inflating a report gains whoever makes it, at a stake in `[0,1]` and under checks.
    #[inline(always)]
    pub fn gain(&self, stake: f32, monitoring: f32) -> f32 {
        self.stake * stake - self.deterrence * monitoring
    }

    /// Inflation `h` in `[0,1]`; `gain` is the part that is the same for all staff,
    /// [`Self::gain`].
    #[inline(always)]
    pub fn inflation(&self, gain: f32, dialogue: f32, honesty: f32, trust: f32) -> f32 {
        clamp01(gain + self.slack * dialogue * (1.0 - honesty) - honesty * trust)
    }
}

/// Reported difficulty `D̂ = D + h (1 − D)`, in `[0,1]`.
#[inline(always)]
pub fn reported_difficulty(difficulty: f32, inflation: f32) -> f32 {
    difficulty + inflation * (1.0 - difficulty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example() {
        // m = 0.5, s = 1, no ratchet, no dialogue: S = 0.5; lambda 0.4, T 0.5:
        // h = 0.5 − 0.2 − 0.05 = 0.25; D = 0.4: D̂ = 0.4 + 0.25 · 0.6 = 0.55.
        let rule =
            Misreporting { stake: 1.0, slack: 0.3, deterrence: 0.1, standard_difficulty: 0.5 };
        let h = rule.inflation(0.5 - 0.05, 0.0, 0.4, 0.5);
        assert!((h - 0.25).abs() < 1e-6);
        assert!((reported_difficulty(0.4, h) - 0.55).abs() < 1e-6);
        // Honest and trusting staff tell the truth.
        assert_eq!(rule.inflation(0.45, 0.0, 1.0, 1.0), 0.0);
    }
}
