//! The ratchet: staff who foresee that good results raise the next target discount their pay.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// How far staff look ahead.
pub static FORESIGHT: Parameter = PARAMETERS[0];
/// Discount factor.
pub static DISCOUNT: Parameter = PARAMETERS[1];
/// How much people differ in foresight.
pub static FORESIGHT_WIDTH: Parameter = PARAMETERS[2];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("ratchet.foresight", 0.95, 0.0, 1.0)
        .symbol("φ_f")
        .summary("How far people foresee the periods to come: in games, and that today's result raises tomorrow's target (1 is Weitzman's case).")
        .unit("share")
        .neutral(0.0)
        .plausible(0.85, 1.0, "points near the best fit of repeated dilemmas and of partners")
        .source("2, 5, 6", "Weitzman 1980; fitted to repeated dilemmas and games of partners"),
    Parameter::new("ratchet.discount", 0.9, 0.0, 0.999)
        .symbol("β")
        .summary("Discount factor from one period to the next.")
        .unit("per period")
        .plausible(0.8, 0.97, "experiments on the ratchet effect")
        .source("6", "Weitzman 1980"),
    Parameter::new("ratchet.foresight_width", 1.0, 0.0, 1.0)
        .symbol("φ_w")
        .summary("How much people at play differ in foresight: evenly between 1 less this and 1 more, times the mean.")
        .unit("share of the mean")
        .neutral(0.0)
        .plausible(0.0, 1.0, "some look ahead, others hardly; carried by the repeated dilemma")
        .source("4", "model assumption"),
];

/// The numbers of the ratchet.
#[derive(Debug, Clone, Copy)]
pub struct Ratchet {
    foresight: f32,
    discount: f32,
    width: f32,
}

impl Rule for Ratchet {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "ratchet",
        summary: "Staff who foresee that good results raise the next target react to a smaller, effective pay.",
        equation: "(6) b* = b (1 − Λ), Λ = φ_f ϱ β / (1 − β (1 − ϱ)); (4) in games one foresees φ_i periods of those to come, φ_i evenly between φ_f (1 − φ_w) and φ_f (1 + φ_w)",
        source: "Weitzman 1980",
        parameters: &PARAMETERS,
        off: &[("ratchet.foresight", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            foresight: spec.value(&FORESIGHT) as f32,
            discount: spec.value(&DISCOUNT) as f32,
            width: spec.value(&FORESIGHT_WIDTH) as f32,
        }
    }
}

impl Step for Ratchet {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let levers = &block.units.levers;
        for lane in 0..LANES {
            let effective =
                self.effective_pay(levers[Lever::Pay][lane], levers[Lever::Ratchet][lane]);
            let own_share = levers[Lever::TeamPay][lane] / block.staff[lane] as f32;
            block.flows.effective_pay[lane] = effective;
            block.flows.marginal_pay[lane] = effective + own_share;
        }
    }
}

impl Ratchet {
    /// How far a person looks ahead, from 0 up to twice the mean; `share` in `[0,1]` tells where among
    /// all people it stands.
    pub fn foresight_of(&self, share: f32) -> f32 {
        self.foresight * (1.0 + self.width * (2.0 * share - 1.0))
    }

    /// What is lost of a unit of pay in some periods to come, as far as it is foreseen: the series of
    /// equation 6 cut off there.
    pub fn lost_within(&self, ratchet: f32, periods: usize) -> f32 {
        let mut next = self.foresight * ratchet * self.discount;
        let mut lost = 0.0;
        for _ in 0..periods {
            lost += next;
            next *= self.discount * (1.0 - ratchet);
        }
        lost
    }

    /// Effective pay `b*`.
    #[inline(always)]
    pub fn effective_pay(&self, pay: f32, ratchet: f32) -> f32 {
        pay * (1.0 - self.lost(ratchet))
    }

    /// What is lost later of a unit of pay, as far as it is foreseen, `Λ` in `[0,1]`.
    #[inline(always)]
    pub fn lost(&self, ratchet: f32) -> f32 {
        self.foresight * ratchet * self.discount / (1.0 - self.discount * (1.0 - ratchet))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_geometric_series_of_lost_bonuses() {
        // One unit more of result today raises the targets of all later periods by
        // ϱ, ϱ(1 − ϱ), ϱ(1 − ϱ)², ...: the loss is the discounted sum of those bonuses.
        for (ratchet, discount) in [(0.2_f64, 0.9_f64), (0.5, 0.9), (1.0, 0.8), (0.05, 0.97)] {
            let mut lost = 0.0;
            for period in 1..5_000 {
                lost += ratchet * (1.0 - ratchet).powi(period - 1) * discount.powi(period);
            }
            let rule = Ratchet { foresight: 1.0, discount: discount as f32, width: 1.0 };
            let found = f64::from(rule.effective_pay(1.0, ratchet as f32));
            assert!((found - (1.0 - lost)).abs() < 1e-5, "{found} against {}", 1.0 - lost);
        }
        assert_eq!(
            Ratchet { foresight: 0.0, discount: 0.9, width: 1.0 }.effective_pay(0.4, 1.0),
            0.4
        );
        let half = Ratchet { foresight: 0.5, discount: 0.9, width: 1.0 };
        // 0.5 (0.2 · 0.9 + 0.2 · 0.8 · 0.81).
        assert!((half.lost_within(0.2, 2) - 0.1548).abs() < 1e-6);
        assert!((half.lost_within(0.2, 1_000) - (1.0 - half.effective_pay(1.0, 0.2))).abs() < 1e-6);
    }
}
