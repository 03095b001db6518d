//! Reciprocity: people give back what they expect of others, and being exploited wears it down.
//!
//! The traits `rho` (towards colleagues) and `gamma` (towards the leader) carry it.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::{clamp01, larger, smaller};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "Fischbacher & Gächter 2010; SOU 2018:38 §2.7, p. 51";

/// How fast exploitation wears reciprocity.
pub static WEAR: Parameter = PARAMETERS[0];
/// How much more slowly good experience mends it.
pub static MENDING: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("reciprocity.wear", 0.0, 0.0, 1.0)
        .symbol("ω_w")
        .summary("Share of reciprocity that a period wears off in which one gives fully and sees nothing given.")
        .unit("share per period")
        .neutral(0.0)
        .plausible(0.0, 0.05, "sixty matches of a dilemma among strangers leave no room for more")
        .source("17", "repeated dilemmas: Dal Bó & Fréchette 2011"),
    Parameter::new("reciprocity.mending", 0.25, 0.0, 10.0)
        .symbol("ω_m")
        .summary("How fast reciprocity is mended by good experience, against how fast it wears.")
        .unit("share of the wear")
        .neutral(0.0)
        .plausible(0.1, 0.5, "trust is lost faster than it is built; size unknown")
        .needs(&["reciprocity.wear"])
        .source("17", "SOU 2018:38 §3.4, p. 71: bad experiences weigh more"),
];

/// The numbers of wear.
#[derive(Debug, Clone, Copy)]
pub struct Reciprocity {
    wear: f32,
    mending: f32,
}

impl Rule for Reciprocity {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "reciprocity",
        summary: "Staff co-operate the more, the more they believe that their colleagues do (trait rho); being exploited wears this down, good experience mends it slowly.",
        equation: "rho w B in (5); (17) w ← clamp(w − ω_w w max(0, own − seen) + ω_w ω_m (1 − w) min(own, seen))",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[
            ("staff.types.self_interested.reciprocity.mean", 0.0),
            ("staff.types.self_interested.reciprocity.sd", 0.0),
            ("staff.types.conditional_cooperator.reciprocity.mean", 0.0),
            ("staff.types.conditional_cooperator.reciprocity.sd", 0.0),
            ("staff.types.intrinsic.reciprocity.mean", 0.0),
            ("staff.types.intrinsic.reciprocity.sd", 0.0),
        ],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        let wear = spec.value(&WEAR);
        Self { wear: wear as f32, mending: (wear * spec.value(&MENDING)) as f32 }
    }
}

impl Step for Reciprocity {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        if self.wear == 0.0 {
            return;
        }
        let scratch = &*context.scratch;
        for (agent, left) in context.block.agents.reciprocity_left.iter_mut().enumerate() {
            let (own, seen) = (&scratch.gift[agent], &scratch.seen_gift[agent]);
            let mut row = *left;
            for lane in 0..LANES {
                row[lane] = self.left(row[lane], own[lane], seen[lane]);
            }
            *left = row;
        }
    }
}

impl Reciprocity {
    /// The share of reciprocity that is left after a period in which one gave `own` and saw `seen`.
    #[inline(always)]
    pub fn left(&self, left: f32, own: f32, seen: f32) -> f32 {
        let worn = self.wear * left * larger(own - seen, 0.0);
        let mended = self.mending * (1.0 - left) * smaller(own, seen);
        clamp01(left - worn + mended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn being_exploited_wears_and_good_experience_mends() {
        let rule = Reciprocity { wear: 0.1, mending: 0.025 };
        // 0.8 − 0.1 · 0.8 · 0.5 + 0.025 · 0.2 · 0.3.
        assert!((rule.left(0.8, 0.8, 0.3) - 0.7615).abs() < 1e-6);
        assert!(rule.left(0.8, 0.5, 0.9) > 0.8);
        assert_eq!(rule.left(1.0, 0.4, 0.9), 1.0);
    }
}
