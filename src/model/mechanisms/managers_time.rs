//! Managers' time: what is asked of it beside administration and answering for checks.

use super::{Mechanism, Rule};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::clamp01;
use crate::model::columns::{Below, Block, LevelColumns};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §7.4; sizes: model assumption";
const NEEDS: &[&str] = &["tiers"];

/// Time for a member of staff.
pub static PER_STAFF: Parameter = PARAMETERS[0];
/// Time for a manager or a unit.
pub static PER_REPORT: Parameter = PARAMETERS[1];
/// Time to answer for checks.
pub static CHECKS: Parameter = PARAMETERS[2];
/// Share of time from which load is felt.
pub static EASE: Parameter = PARAMETERS[3];

const PARAMETERS: [Parameter; 4] = [
    Parameter::new("managers_time.per_staff", 0.03, 0.0, 1.0)
        .symbol("c_n")
        .summary("Working time of a leader that full dialogue, support or vision takes for each member of staff.")
        .unit("share of working time per member of staff")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.015, 0.05, "half a day to two days a month for each: no source gives a value")
        .source("21", SOURCE),
    Parameter::new("managers_time.per_report", 0.1, 0.0, 1.0)
        .symbol("c_k")
        .summary("Working time of a manager that full dialogue, support or vision takes for each manager or unit below.")
        .unit("share of working time per report")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.05, 0.15, "half to one and a half times the default: no source gives a value")
        .source("21", SOURCE),
    Parameter::new("managers_time.checks", 0.25, 0.0, 1.0)
        .symbol("c_c")
        .summary("Working time of a manager or leader that full checks by the level above take.")
        .unit("share of working time")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.05, 0.35, "as for staff (working_time.monitoring)")
        .source("21", "SOU 2018:38 ch. 16; size: model assumption"),
    Parameter::new("managers_time.ease", 0.6, 0.0, 0.99)
        .symbol("c_0")
        .summary("Share of working time that may be taken before load is felt; it is full when all is taken.")
        .unit("share of working time")
        .needs(NEEDS)
        .plausible(0.4, 0.8, "around the default by a fifth of the scale: no source gives a value")
        .source("21", "model assumption"),
];

/// The numbers of managers' time.
#[derive(Debug, Clone, Copy)]
pub struct ManagersTime {
    per_staff: f32,
    per_report: f32,
    checks: f32,
    ease: f32,
}

impl Rule for ManagersTime {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "managers_time",
        summary: "Managers and leaders have so much time beside administration and answering for checks; where more is asked of it, those below get a part of what is meant for them.",
        equation: "(21) free_j = max(0, 1 − administration_j − c_c m_(j−1)); want_j = c_k reports mean max(δ, σ, ν) of the level below, of leaders c_n n max(δ, σ, ν); time_j = min(1, free_j / want_j); load_j = clamp((1 − free_j + want_j − c_0) / (1 − c_0)); means over the units below by the last exchange",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[
            ("managers_time.per_staff", 0.0),
            ("managers_time.per_report", 0.0),
            ("managers_time.checks", 0.0),
        ],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            per_staff: spec.value(&PER_STAFF) as f32,
            per_report: spec.value(&PER_REPORT) as f32,
            checks: spec.value(&CHECKS) as f32,
            ease: spec.value(&EASE) as f32,
        }
    }
}

impl ManagersTime {
    /// Divides the time of a level's managers, or of leaders at the lowest level.
    #[inline(always)]
    pub fn take(&self, block: &mut Block, level: usize) {
        let is_leader = level + 1 == block.chain.len();
        let (above, own) = block.chain.split_at_mut(level);
        let (above, own) = (&above[level - 1], &mut own[0]);
        let (mut want, mut checks) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            if is_leader {
                let staff = block.staff[lane] as f32;
                want[lane] = self.per_staff * staff * attention(own, lane);
                checks[lane] = above.levers[Lever::Monitoring][lane];
            } else {
                let asked = own.mean(Below::Attention)[lane];
                want[lane] = self.per_report * own.reports[lane] * asked;
                checks[lane] = own.mean(Below::ChecksAbove)[lane];
            }
        }
        (own.time, own.load) = self.divided(&own.administration, &checks, &want);
    }

    /// The share of what is wanted that is given, and the load.
    #[inline(always)]
    fn divided(&self, administration: &Row, checks: &Row, want: &Row) -> (Row, Row) {
        let (mut time, mut load) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            let free = (1.0 - administration[lane] - self.checks * checks[lane]).max(0.0);
            let share = free / want[lane];
            time[lane] = if want[lane] > free { share } else { 1.0 };
            load[lane] = clamp01((1.0 - free + want[lane] - self.ease) / (1.0 - self.ease));
        }
        (time, load)
    }
}

/// What a level asks of the time of the one above, at most 1.
#[inline(always)]
pub fn attention(level: &LevelColumns, lane: usize) -> f32 {
    let [dialogue, support, vision] =
        [Lever::Dialogue, Lever::Support, Lever::Vision].map(|lever| level.levers[lever][lane]);
    dialogue.max(support).max(vision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_time_and_load() {
        let rule = ManagersTime { per_staff: 0.03, per_report: 0.1, checks: 0.25, ease: 0.6 };
        let (time, load) = rule.divided(&[0.3; LANES], &[0.4; LANES], &[0.8; LANES]);
        // 1 − 0.3 − 0.1 is free of the 0.8 that are wanted.
        assert!((time[0] - 0.75).abs() < 1e-6 && load[0] == 1.0);
        let (time, load) = rule.divided(&[0.3; LANES], &[0.0; LANES], &[0.4; LANES]);
        assert!(time[0] == 1.0 && (load[0] - 0.25).abs() < 1e-6);
        // Nothing is wanted, or nothing is free.
        assert_eq!(rule.divided(&[1.0; LANES], &[1.0; LANES], &[0.0; LANES]).0[0], 1.0);
        assert_eq!(rule.divided(&[1.0; LANES], &[1.0; LANES], &[0.1; LANES]).0[0], 0.0);
    }
}
