//! Voice: problems are told and answered, or hidden and left.
//!
//! What is used against those who tell it is not told. Dialogue and support take working time; they pay
//! for it only here.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::columns::StaffSum;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;
use crate::model::structure::START_PROBLEMS;

const SOURCE: &str = "Morrison 2014 (voice and silence); Miller 1992 in SOU 2018:38 §§2.6–2.7; sizes: model assumption";

/// How fast problems come up.
pub static RISE: Parameter = PARAMETERS[0];
/// How fast problems are solved that are told and answered.
pub static SOLVED: Parameter = PARAMETERS[1];
/// What problems cost.
pub static HARM: Parameter = PARAMETERS[2];
/// How far checks find problems.
pub static CHECKS: Parameter = PARAMETERS[3];
/// Voice without dialogue.
pub static UNASKED: Parameter = PARAMETERS[4];
/// Answers without support.
pub static UNSUPPORTED: Parameter = PARAMETERS[5];

const PARAMETERS: [Parameter; 7] = [
    Parameter::new("voice.rise", 0.03, 0.0, 1.0)
        .symbol("h_r")
        .summary("Share of the work without problems in which problems come up in a period.")
        .unit("share per period")
        .neutral(0.0)
        .plausible(0.015, 0.05, "half to double of a third a year: no source gives a value")
        .source("18", "model assumption"),
    Parameter::new("voice.solved", 0.3, 0.0, 1.0)
        .symbol("h_s")
        .summary("Share of problems, told and fully answered, that is solved in a period.")
        .unit("share per period")
        .plausible(0.15, 0.5, "half to double the default: no source gives a value")
        .source("18", "model assumption"),
    Parameter::new("voice.harm", 0.3, 0.0, 1.0)
        .symbol("h_c")
        .summary("Share of capacity that is lost where all work has problems.")
        .unit("share of capacity")
        .neutral(0.0)
        .plausible(0.15, 0.45, "half to one and a half times the default: no source gives a value")
        .source("9, 18", "model assumption"),
    Parameter::new("voice.checks", 1.0, 0.0, 10.0)
        .symbol("h_m")
        .summary("How far full checks of wholly measurable work find problems that nobody tells.")
        .neutral(0.0)
        .plausible(0.0, 1.5, "checks find a part of what is measured; unknown")
        .source("18", "model assumption"),
    Parameter::new("voice.unasked", 0.3, 0.0, 1.0)
        .symbol("h_u")
        .summary("How far fully trusting staff tell problems in which nobody has a stake, without dialogue; with full dialogue they tell all.")
        .unit("share of problems")
        .plausible(0.1, 0.5, "from silence to half of all problems; unknown")
        .source("18", SOURCE),
    Parameter::new("voice.unsupported", 0.2, 0.0, 1.0)
        .symbol("h_a")
        .summary("How far problems that are told are answered without support; with full support all are.")
        .unit("share of problems told")
        .plausible(0.1, 0.4, "half to double the default: no source gives a value")
        .source("18", SOURCE),
    START_PROBLEMS,
];

/// The numbers of voice.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    rise: f32,
    solved: f32,
    harm: f32,
    checks: f32,
    unasked: f32,
    unsupported: f32,
}

impl Rule for Voice {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "voice",
        summary: "Staff tell problems as far as they trust, are asked and have nothing to fear; what is told is solved as far as it is answered, the rest costs capacity.",
        equation: "(18) voice = T̄ (h_u + (1 − h_u) δ)(1 − S); told = H (1 − (1 − voice)(1 − min(1, h_m ω m))); answered = h_a + (1 − h_a) min(1, σ); H ← clamp(H + h_r (1 − H) − h_s told answered), H_0 at the start; capacity × (1 − h_c H)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("voice.harm", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        let number = |parameter: &Parameter| spec.value(parameter) as f32;
        let measurability = spec.value(&super::output::MEASURABILITY);
        Self {
            rise: number(&RISE),
            solved: number(&SOLVED),
            harm: number(&HARM),
            checks: (spec.value(&CHECKS) * measurability) as f32,
            unasked: number(&UNASKED),
            unsupported: number(&UNSUPPORTED),
        }
    }
}

impl Step for Voice {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let trust = StaffSum::of(&block.staff, &block.agents.trust).mean();
        let levers = &block.units.levers;
        for lane in 0..LANES {
            let told = self.told(
                trust[lane] as f32,
                levers[Lever::Dialogue][lane],
                block.flows.stake[lane],
                levers[Lever::Monitoring][lane],
            );
            block.flows.told[lane] = told;
            let problems = &mut block.units.problems[lane];
            *problems = self.left(*problems, told, levers[Lever::Support][lane]);
        }
    }
}

impl Voice {
    /// The share of capacity that problems leave.
    #[inline(always)]
    pub fn capacity(&self, problems: f32) -> f32 {
        1.0 - self.harm * problems
    }

    /// The share of problems that come to be known, in `[0,1]`: told by staff with this mean trust, or
    /// found by checks.
    #[inline(always)]
    pub fn told(&self, trust: f32, dialogue: f32, stake: f32, monitoring: f32) -> f32 {
        let asked = self.unasked + (1.0 - self.unasked) * dialogue;
        let voice = trust * asked * (1.0 - stake);
        1.0 - (1.0 - voice) * (1.0 - (self.checks * monitoring).min(1.0))
    }

    /// Problems after a period in which this share of them was known, under this support.
    #[inline(always)]
    pub fn left(&self, problems: f32, told: f32, support: f32) -> f32 {
        let answered = self.unsupported + (1.0 - self.unsupported) * support.min(1.0);
        let solved = self.solved * (problems * told) * answered;
        clamp01(problems + self.rise * (1.0 - problems) - solved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Voice =
        Voice { rise: 0.03, solved: 0.3, harm: 0.3, checks: 0.4, unasked: 0.3, unsupported: 0.2 };

    #[test]
    fn what_is_used_against_staff_is_not_told() {
        // 0.6 (0.3 + 0.7 · 0.5)(1 − 0.2).
        assert!((RULE.told(0.6, 0.5, 0.2, 0.0) - 0.312).abs() < 1e-6);
        assert_eq!(RULE.told(0.6, 0.5, 1.0, 0.0), 0.0);
        // Checks find a part of what nobody tells.
        assert!((RULE.told(0.6, 0.5, 1.0, 0.5) - 0.2).abs() < 1e-6);
    }

    /// Where problems come to rest: `h_r / (h_r + h_s told answered)`.
    #[test]
    fn problems_rest_where_as_many_come_up_as_are_solved() {
        let told = RULE.told(0.6, 0.5, 0.0, 0.0);
        let mut problems = 0.9;
        for _ in 0..2_000 {
            problems = RULE.left(problems, told, 0.4);
        }
        let rest = 0.03 / (0.03 + 0.3 * told * (0.2 + 0.8 * 0.4));
        assert!((problems - rest).abs() < 1e-5, "{problems} and {rest}");
    }
}
