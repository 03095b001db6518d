//! Translation: each level passes on what the one above has set, in its own time and as far as it trusts.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::smaller;
use crate::model::columns::{Block, LevelColumns};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §4.5, §5.4, ch. 12, ch. 17; sizes: model assumption";
const NEEDS: &[&str] = &["tiers"];

/// How fast a level follows the one above.
pub static RATE: Parameter = PARAMETERS[0];
/// What is held back of enabling levers.
pub static HELD_BACK: Parameter = PARAMETERS[1];
/// What is added to checks.
pub static ADDED_CHECKS: Parameter = PARAMETERS[2];
/// How much more slowly constraining levers fall.
pub static SLOWER_FALL: Parameter = PARAMETERS[3];

const PARAMETERS: [Parameter; 4] = [
    Parameter::new("translation.rate", 0.25, 0.0, 1.0)
        .symbol("r_ℓ")
        .summary("Share of the distance to what the level above has set by which a level moves its levers in a period.")
        .unit("share per period")
        .neutral(1.0)
        .needs(NEEDS)
        .plausible(0.1, 0.5, "a step is half taken at a level in two to seven months")
        .source("20", SOURCE),
    Parameter::new("translation.held_back", 0.4, 0.0, 1.0)
        .symbol("h_ℓ")
        .summary("Share of dialogue, support, vision and room for action that a level without any trust, upwards or downwards, does not pass on.")
        .unit("share")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.2, 0.6, "half to one and a half times the default: no source gives a value")
        .source("20", SOURCE),
    Parameter::new("translation.added_checks", 0.15, 0.0, 1.0)
        .symbol("a_ℓ")
        .summary("Checks that a level without any trust in those below adds where the one above checks at all.")
        .unit("probability per period")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.05, 0.3, "a third to double the default: no source gives a value")
        .source("20", "SOU 2018:38 ch. 12; size: model assumption"),
    Parameter::new("translation.slower_fall", 0.5, 0.0, 1.0)
        .symbol("f_ℓ")
        .summary("How much more slowly checks, pay for results and ratchets fall than they rise on the way down.")
        .unit("share of the rate")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.0, 0.8, "from as fast to five times as slow: no source gives a value")
        .source("20", "SOU 2018:38 §5.4; size: model assumption"),
];

/// The levers that enable: they take time and trust to pass on.
pub const ENABLING: [Lever; 4] =
    [Lever::Dialogue, Lever::Support, Lever::Vision, Lever::Discretion];
/// The levers that constrain: they fall more slowly than they rise.
pub const CONSTRAINING: [Lever; 3] = [Lever::Monitoring, Lever::Ratchet, Lever::Pay];
/// The levers that hold at once at every level: rules, not ways of leading.
pub const AT_ONCE: [Lever; 4] =
    [Lever::TeamPay, Lever::Sanction, Lever::Standard, Lever::Competition];
/// What staff meet as far as their leader has time.
pub const TAKE_TIME: [Lever; 3] = [Lever::Dialogue, Lever::Support, Lever::Vision];

/// The numbers of translation.
#[derive(Debug, Clone, Copy)]
pub struct Translation {
    rate: f32,
    held_back: f32,
    added_checks: f32,
    slower_fall: f32,
}

impl Rule for Translation {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "translation",
        summary: "From level to level levers arrive late; what enables is damped by lack of time and trust, checks grow where those below are distrusted, and what constrains falls slowly.",
        equation: "(20) ℓ_j moves at rate r_ℓ to its goal: enabling levers to ℓ_(j−1) time_(j−1) (1 − h_ℓ (1 − P_j U_j)), constraining ones to ℓ_(j−1), at rate r_ℓ (1 − f_ℓ) when falling; checks, where there are any, to m_(j−1) + a_ℓ (1 − P_j + pressure_j)(1 − m_(j−1)); rules at once. Staff meet δ, σ and ν of their leader times time_(J+1)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[
            ("translation.rate", 1.0),
            ("translation.held_back", 0.0),
            ("translation.added_checks", 0.0),
            ("translation.slower_fall", 0.0),
        ],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            rate: spec.value(&RATE) as f32,
            held_back: spec.value(&HELD_BACK) as f32,
            added_checks: spec.value(&ADDED_CHECKS) as f32,
            slower_fall: spec.value(&SLOWER_FALL) as f32,
        }
    }
}

impl Step for Translation {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let Some(leaders) = block.chain.len().checked_sub(1) else { return };
        // Leaders who report to the top have its levers.
        if leaders == 1 {
            block.chain[1].levers = block.chain[0].levers.clone();
        }
        for level in 1..=leaders {
            if leaders > 1 {
                self.pass_on(block, level);
            }
            rules.managers_time.take(block, level);
        }
        let Block { chain, units, .. } = block;
        let leader = &chain[leaders];
        units.levers = leader.levers.clone();
        for lever in TAKE_TIME {
            for lane in 0..LANES {
                units.levers[lever][lane] *= leader.time[lane];
            }
        }
    }
}

impl Translation {
    /// Moves the levers of a level towards those of the one above.
    #[inline(always)]
    fn pass_on(&self, block: &mut Block, level: usize) {
        let is_leader = level + 1 == block.chain.len();
        let (above, own) = block.chain.split_at_mut(level);
        let (above, own) = (&above[level - 1], &mut own[0]);
        let trust_down = if is_leader { block.units.leader_trust } else { own.trust_down };
        let (passed, added) = self.shares(above, own, &trust_down);
        for lever in ENABLING {
            let mut row = own.levers[lever];
            for lane in 0..LANES {
                let goal = above.levers[lever][lane] * passed[lane];
                row[lane] = self.moved(row[lane], goal, self.rate);
            }
            own.levers[lever] = row;
        }
        for lever in CONSTRAINING {
            let mut row = own.levers[lever];
            for lane in 0..LANES {
                let set = above.levers[lever][lane];
                let more = if lever == Lever::Monitoring { added[lane] } else { 0.0 };
                let goal = set + more;
                let slower = if goal < row[lane] { self.slower_fall } else { 0.0 };
                row[lane] = self.moved(row[lane], goal, self.rate * (1.0 - slower));
            }
            own.levers[lever] = row;
        }
        for lever in AT_ONCE {
            own.levers[lever] = above.levers[lever];
        }
    }

    /// The share of enabling levers that a level passes on, and the checks that it adds.
    #[inline(always)]
    fn shares(&self, above: &LevelColumns, own: &LevelColumns, trust_down: &Row) -> (Row, Row) {
        let (mut passed, mut added) = ([0.0; LANES], [0.0; LANES]);
        let checks = &above.levers[Lever::Monitoring];
        for lane in 0..LANES {
            let trust = trust_down[lane] * own.trust_up[lane];
            passed[lane] = above.time[lane] * (1.0 - self.held_back * (1.0 - trust));
            let distrust = 1.0 - trust_down[lane] + own.pressure[lane];
            let share = smaller(self.added_checks * distrust, 1.0);
            let more = share * (1.0 - checks[lane]);
            added[lane] = if checks[lane] > 0.0 { more } else { 0.0 };
        }
        (passed, added)
    }

    /// A lever after a period in which it moved to its goal; all the way at a rate of 1.
    #[inline(always)]
    fn moved(&self, value: f32, goal: f32, rate: f32) -> f32 {
        if rate < 1.0 { value + rate * (goal - value) } else { goal }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lever_is_carried_down_in_one_way() {
        let all: Vec<Lever> = ENABLING.into_iter().chain(CONSTRAINING).chain(AT_ONCE).collect();
        for lever in Lever::ALL {
            assert_eq!(all.iter().filter(|other| **other == lever).count(), 1, "{}", lever.name());
        }
        assert!(TAKE_TIME.iter().all(|lever| ENABLING.contains(lever)));
    }

    #[test]
    fn worked_example_of_what_is_passed_on_and_added() {
        let rule = Translation { rate: 0.25, held_back: 0.4, added_checks: 0.15, slower_fall: 0.5 };
        let (mut above, mut own) = (LevelColumns::start(), LevelColumns::start());
        above.time = [0.5; LANES];
        above.levers[Lever::Monitoring] = [0.2; LANES];
        (own.trust_up, own.pressure) = ([0.5; LANES], [0.1; LANES]);
        let (passed, added) = rule.shares(&above, &own, &[0.8; LANES]);
        // 0.5 (1 − 0.4 (1 − 0.8 · 0.5)) and 0.15 (1 − 0.8 + 0.1)(1 − 0.2).
        assert!((passed[0] - 0.38).abs() < 1e-6 && (added[0] - 0.036).abs() < 1e-6);
        above.levers[Lever::Monitoring] = [0.0; LANES];
        assert_eq!(rule.shares(&above, &own, &[0.8; LANES]).1[0], 0.0);
        assert!((rule.moved(0.4, 0.8, 0.25) - 0.5).abs() < 1e-6);
        assert_eq!(rule.moved(0.123, 0.456, 1.0), 0.456);
    }
}
