//! Peer punishment: colleagues rebuke those who give less than they do, and the rebuked take revenge.
//!
//! Rebukes are acts. What each person has met with, it expects again: a threat for each unit that one
//! gives less, and one for each unit that one gives more, than the others. Where nobody gives, nobody
//! rebukes: a place has two basins rather than a custom.

use super::contacts::Rings;
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::{Real, share_of_odds};
use crate::model::parameter::Parameter;
use crate::model::population::USUAL_OTHERS;
pub use crate::model::population::{PUNISHMENT_POWER, PUNISHMENT_RATE, VENGEANCE};
use crate::model::specification::ModelSpec;

const SOURCE: &str = "Herrmann, Thöni & Gächter 2008; Fehr & Gächter 2000";

/// Spread of what colleagues give.
pub static SPREAD: Parameter = PARAMETERS[3];

const PARAMETERS: [Parameter; 4] = [
    PUNISHMENT_RATE,
    PUNISHMENT_POWER,
    VENGEANCE,
    Parameter::new("peer_punishment.spread", 0.15, 0.01, 1.0)
        .symbol("w_s")
        .summary("How far colleagues are thought to differ in what they give, as the scale of a logistic curve.")
        .unit("effort")
        .plausible(0.1, 0.25, "gifts within a group stray by .29 of the endowment (standard deviation)")
        .needs(&["peer_punishment.power"])
        .source("5", "Herrmann, Thöni & Gächter 2008: gifts within groups"),
];

/// The numbers of peer punishment.
#[derive(Debug, Clone, Copy)]
pub struct PeerPunishment<T = f32> {
    rate: T,
    power: T,
    vengeance: T,
    per_spread: T,
}

impl Rule for PeerPunishment {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "peer_punishment",
        summary: "Colleagues rebuke those who give less than they do, the rebuked take revenge on those who give more, and everyone learns what to expect.",
        equation: "(5) part 6: s gains d (t (1 − G) − t_a G)/(c_w + g_B), G = 1/(1 + exp((B − s)/w_s)); (16) with contacts who give more, t moves at rate η to p_v v sum(rho of those) 3/k_c; with contacts who give less, t_a to p_v ν_v v rho times their number 3/k_c; at the start t = 3 p_v v mean rho, t_a = ν_v t",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("peer_punishment.power", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl Step for PeerPunishment {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        if !self.acts() {
            return;
        }
        let block = &mut *context.block;
        let (gifts, staff) = (&context.scratch.gift, &block.staff);
        let (rate, agents) = (rules.learning.rate, &mut block.agents);
        let rings = Rings::of(&rules.contacts, staff);
        let per_contact = self.per_contact(&rings);
        for agent in 0..gifts.len() {
            let (own, readiness) = (&gifts[agent], &agents.reciprocity[agent]);
            let (mut met, mut above): (Row, Row) = ([0.0; LANES], [0.0; LANES]);
            let mut below: Row = [0.0; LANES];
            rings.visit(
                agent,
                #[inline(always)]
                |at, present| {
                    let (gift, rho) = (at.row(gifts), at.row(&agents.reciprocity));
                    for lane in 0..LANES {
                        let more = if gift[lane] > own[lane] { present[lane] } else { 0.0 };
                        let less = if gift[lane] < own[lane] { present[lane] } else { 0.0 };
                        met[lane] += more * rho[lane];
                        above[lane] += more;
                        below[lane] += less;
                    }
                },
            );
            let (for_less, for_more) =
                (&mut agents.threat_for_less[agent], &mut agents.threat_for_more[agent]);
            for lane in 0..LANES {
                let less = rate * (per_contact[lane] * met[lane] - for_less[lane]);
                for_less[lane] += if above[lane] > 0.0 { less } else { 0.0 };
                let revenge = self.vengeance * readiness[lane] * below[lane];
                let more = rate * (per_contact[lane] * revenge - for_more[lane]);
                for_more[lane] += if below[lane] > 0.0 { more } else { 0.0 };
            }
        }
    }
}

impl PeerPunishment {
    /// What full rebukes by one contact cost, scaled to the usual number of others.
    #[inline(always)]
    fn per_contact(&self, rings: &Rings) -> Row {
        let mut row = [0.0; LANES];
        for lane in 0..LANES {
            row[lane] = self.power * self.rate * (USUAL_OTHERS as f32 / rings.numbers[lane]);
        }
        row
    }
}

impl<T: Real> PeerPunishment<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        let number = |parameter: &Parameter| T::of(spec.value(parameter));
        Self {
            rate: number(&PUNISHMENT_RATE),
            power: number(&PUNISHMENT_POWER),
            vengeance: number(&VENGEANCE),
            per_spread: T::ONE / number(&SPREAD),
        }
    }

    /// Whether rebukes cost anyone anything.
    pub fn acts(&self) -> bool {
        self.rate > T::ZERO && self.power > T::ZERO
    }

    /// What rebukes are expected to cost less for one more unit of giving by one who would otherwise
    /// give `drive` and believes that colleagues give `belief`: those who give more rebuke less, those
    /// who give less rebuke more.
    #[inline(always)]
    pub fn expected(&self, drive: T, belief: T, (for_less, for_more): (T, T)) -> T {
        let below = share_of_odds((belief - drive) * self.per_spread);
        for_less * (T::ONE - below) - for_more * below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rebukes_lift_those_below_and_revenge_lowers_those_above() {
        let rule: PeerPunishment<f64> =
            PeerPunishment { rate: 0.33, power: 0.75, vengeance: 0.15, per_spread: 5.0 };
        // Level with the others: half of them give less.
        assert!((rule.expected(0.5, 0.5, (0.4, 0.1)) - 0.15).abs() < 1e-12);
        // One spread below: 1 / (1 + e) of them give less.
        let below = 1.0 / (1.0 + 1.0_f64.exp());
        let expected = 0.4 * (1.0 - below) - 0.1 * below;
        assert!((rule.expected(0.4, 0.6, (0.4, 0.1)) - expected).abs() < 1e-12);
        assert_eq!(rule.expected(0.4, 0.6, (0.0, 0.0)), 0.0);
    }
}
